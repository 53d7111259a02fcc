import { measured, number, plural, unit, word } from "./format.js";
import { columnOf, label, margin, mean } from "./data.js";

/** What the sweep's signs mean, and what became of a candidate, in sentences. */

export const CONTROLS = {
  "random-mask": "keeps as many weights, but chosen at random: what is better than it owes that to the choice of weights",
  "reinitialize": "keeps the mask and starts again with new weights: what ties with it owes its quality to the mask, not to the weights",
  "small-dense": "is a dense network with at most as many parameters, trained equally long: what is no better than it need not have been pruned",
  "extra-training": "is the dense network, trained as long as the candidate in all: what loses to it pays for its size with errors",
  "baseline": "is another method on the same data, which the file names",
};

export const SIGNS = { beats: "+", ties: "=", loses: "−", untested: "?" };

export function roleName(role) {
  return role === "candidate" ? "candidates" : role === "baseline" ? "baselines" : role;
}

export function statusWords(member) {
  if (member.status === "front") return member.knee ? "On the front, at its knee" : "On the front";
  return member.status === "tied" ? "Tied: not on the front, but not significantly worse" : "Dominated";
}

export function title(member) {
  const axes = label(member);
  return (member.role === "candidate" ? "" : member.role + (axes ? " of " : "")) + (axes || (member.role === "candidate" ? "candidate" : ""));
}

function names(list) {
  return list.length < 2 ? list.join("") : list.slice(0, -1).join(", ") + " and " + list.at(-1);
}

/** As in "Beats random-mask; ties with reinitialize." */
export function verdictWords(member) {
  const of = verdict => names(Object.entries(member.verdicts).filter(([, v]) => v.verdict === verdict).map(([name]) => name));
  const parts = [["beats", of("beats")], ["ties with", of("ties")], ["loses to", of("loses")], ["is untested against", of("untested")]];
  const said = parts.filter(([, list]) => list).map(([verb, list]) => verb + " " + list).join("; ");
  return said ? said[0].toUpperCase() + said.slice(1) + "." : "";
}

export function seedsWords(member) {
  return member.lost ? `${member.n} of ${member.n + member.lost} seeds completed` : plural(member.n, "seed");
}

export function valueWords(sweep, member, name) {
  return measured(columnOf(sweep, name), mean(sweep, member, name), margin(sweep, member, name));
}

/** One control in a sentence. */
export function verdictSentence(sweep, member, control) {
  const verdict = member.verdicts[control];
  const column = columnOf(sweep, member.chosenBy);
  if (verdict.verdict === "untested") {
    return `Not tested: ${verdict.n < 2 ? "it takes two shared seeds" : "no test is possible"}.`;
  }
  const less = verdict.difference < 0 ? "lower" : "higher";
  const by = `${member.chosenBy.replaceAll("_", " ")} is ${number(column, Math.abs(verdict.difference))}`
    + `${unit(column) === "%" ? " points" : unit(column) ? " " + unit(column) : ""} ${less} over ${plural(verdict.n, "seed")}`
    + ` (p = ${verdict.p < 0.0001 ? "< 0.0001" : Number(verdict.p.toPrecision(2))} after Holm)`;
  return { beats: "Beats it: ", loses: "Loses to it: ", ties: "Ties with it: " }[verdict.verdict] + by + ".";
}

/** What came out, in a few sentences. */
export function summary(sweep, front) {
  const members = front.members;
  if (!members.length) return ["No trial has completed yet."];
  const on = members.filter(member => member.status === "front");
  const tied = members.filter(member => member.status === "tied").length;
  const objectives = names(front.objectives.map(o => (o.direction === "max" ? "most " : "least ") + o.column.replaceAll("_", " ")));
  const roles = names(Object.entries(byRole(on)).map(([role, list]) =>
    role === "candidate" ? plural(list.length, "candidate") : `${list.length} ${role}`));
  const sentences = [`${on.length} of ${members.length} on the front of ${objectives}: ${roles}.`
    + (tied ? ` ${tied} more cannot be told from it at 5%.` : "")];
  const knee = on.find(member => member.knee);
  if (knee) {
    sentences.push(`At the knee: ${title(knee)}, with ${names(front.objectives.map(o => named(sweep, knee, o.column)))}.`
      + (verdictWords(knee) ? ` It ${verdictWords(knee)[0].toLowerCase()}${verdictWords(knee).slice(1)}` : ""));
  }
  if (front.added !== null && front.added !== undefined) {
    sentences.push(`Candidates add ${(100 * front.added).toFixed(1)}% of the front's hypervolume to what controls and baselines reach.`);
  }
  const out = front.excluded;
  if (out.diverged + out.failed + out.incomplete) {
    sentences.push(`Left out: ${out.diverged} diverged, ${out.failed} failed, ${out.incomplete} without a value of an objective.`);
  }
  return sentences;
}

/** As in "7.37 ±0.80% validation error" and "2,039 ±33 bytes". */
function named(sweep, member, name) {
  const words = valueWords(sweep, member, name);
  const plain = name.replaceAll("_", " ");
  return words.endsWith(" " + plain) ? words : `${words} ${plain}`;
}

/** As in "90 candidates, 90 random-mask". */
export function rolesWords(rows) {
  return rows.map(([role, number]) => role === "candidate" ? plural(number, role) : `${number} ${role}`).join(", ");
}

function byRole(members) {
  const groups = {};
  members.forEach(member => (groups[member.role] ??= []).push(member));
  return groups;
}

export function axisWord(member, axis) {
  return word(member.axes[axis]);
}
