import { choice, command, fill, h } from "./dom.js";
import { columnOf, direction, margin, mean, memberOf, variedColumns } from "./data.js";
import { heading, interval, number } from "./format.js";
import { statusWords, title, verdictWords } from "./words.js";
import { palette } from "./theme.js";
import { curvesOf } from "./curves.js";
import { layerCharts } from "./layers.js";
import { recipeText } from "./lineage.js";
import { quoted } from "./table.js";
import { frontOf } from "./visible.js";
import { set, state } from "./state.js";

/** Two members side by side. */

export function mountCompare(root, sweep) {
  return () => {
    const front = frontOf(sweep);
    const [one, two] = [memberOf(sweep, state.one), memberOf(sweep, state.two)];
    const options = [{ value: "", text: "choose" }, ...front.members.map(member => ({
      value: member.key, text: `${member.status === "front" ? "★ " : ""}${title(member)}`.slice(0, 110) + ` (${member.key.slice(0, 8)})`,
    }))];
    const pick = h("div", { className: "controls" }, choice("first", options, one?.key ?? "", value => set({ one: value })),
      choice("second", options, two?.key ?? "", value => set({ two: value })),
      h("button", { type: "button", onclick: () => set({ one: state.two, two: state.one }) }, "swap"));
    fill(root, pick, one && two && one !== two ? comparison2(sweep, front, one, two)
      : h("p", { className: "note" }, "Choose two here, tick two rows of a table, or press “compare” where one is open."));
  };
}

function comparison2(sweep, front, one, two) {
  const colours = palette().kinds;
  const groups = [{ name: "first", trials: one.trials, colour: colours[0] }, { name: "second", trials: two.trials, colour: colours[1] }];
  const about = (member, colour, name) => h("div", {}, h("h2", { style: `color:${colour};margin-top:0` }, `${name}: ${title(member)}`),
    h("p", {}, `${member.role}. ${statusWords(member)}. ${verdictWords(member)} `, h("button", { type: "button", className: "plain mono", onclick: () => set({ open: member.key }) }, member.key)));
  return [
    h("div", { className: "pair" }, about(one, colours[0], "first"), about(two, colours[1], "second")),
    h("h2", {}, "Numbers"), numbersTable(sweep, front, one, two),
    h("p", { className: "faint" }, "Paired by seed: a difference of which seeds disagree in direction may be chance. The command below tests it over seeds and examples."),
    command(`${sweep.command} compare ${quoted(sweep.out)} ${quoted(one.key)} ${quoted(two.key)}`),
    h("h2", {}, "Learning curves"), curvesOf(sweep, groups),
    h("h2", {}, "Layers"), layerCharts(sweep, groups),
    h("h2", {}, "Recipes"), h("div", { className: "pair" }, recipeDifference(recipeText(sweep, one), recipeText(sweep, two)), recipeDifference(recipeText(sweep, two), recipeText(sweep, one))),
  ];
}

function numbersTable(sweep, front, one, two) {
  const columns = variedColumns(sweep, front).filter(column => mean(sweep, one, column.name) !== null || mean(sweep, two, column.name) !== null);
  return h("div", { className: "scroll" }, h("table", { className: "data" },
    h("thead", {}, h("tr", {}, h("th", { className: "word" }, "column"), ["first", "second", "second − first", "seeds that agree"].map(text => h("th", {}, text)))),
    h("tbody", {}, columns.map(column => {
      const [a, b] = [mean(sweep, one, column.name), mean(sweep, two, column.name)];
      const better = a !== null && b !== null ? Math.sign(b - a) * direction(front, column.name) : 0;
      return h("tr", { title: column.meaning }, h("td", { className: "word" }, heading(column)),
        h("td", {}, interval(column, a, margin(sweep, one, column.name))), h("td", {}, interval(column, b, margin(sweep, two, column.name))),
        h("td", { className: better > 0 ? "beats" : better < 0 ? "loses" : "" }, a === null || b === null ? "–" : (b > a ? "+" : b < a ? "−" : "±") + number(column, Math.abs(b - a)), better > 0 ? " better" : better < 0 ? " worse" : ""),
        h("td", {}, agreement(sweep, one, two, column)));
    }))));
}

/** In how many of the shared seeds the difference has the direction of its mean. */
function agreement(sweep, one, two, column) {
  const bySeed = new Map(one.trials.map(trial => [sweep.seeds[trial], column.values[trial]]));
  const differences = two.trials.filter(trial => bySeed.has(sweep.seeds[trial])).map(trial => column.values[trial] - bySeed.get(sweep.seeds[trial]));
  const sum = differences.reduce((total, value) => total + value, 0);
  return differences.length && sum !== 0 ? `${differences.filter(value => value * sum > 0).length} of ${differences.length}` : "–";
}

/** The lines of one recipe, those that the other lacks marked. */
function recipeDifference(mine, other) {
  const theirs = new Set((other ?? "").split("\n"));
  return h("pre", {}, (mine ?? "not in the tables").split("\n").map(line => h("span", { className: theirs.has(line) ? "same" : "differs" }, line + "\n")));
}
