import { command, fill, h } from "./dom.js";
import { columnOf, margin, mean, memberOf, variedColumns } from "./data.js";
import { heading, interval, number } from "./format.js";
import { CONTROLS, statusWords, seedsWords, title, valueWords, verdictSentence } from "./words.js";
import { palette } from "./theme.js";
import { curvesOf } from "./curves.js";
import { layerCharts } from "./layers.js";
import { lineageOf, recipeText } from "./lineage.js";
import { chosen, exportCommand, rowsInOrder, showCommand } from "./table.js";
import { frontOf } from "./visible.js";
import { set, state } from "./state.js";

/** One candidate, control or baseline, with all that the page has of it. */

let openKey = "";
let opener = null;

export function updateTrial(pane, sweep, always) {
  const member = memberOf(sweep, state.open);
  document.body.classList.toggle("opened", member !== null);
  pane.hidden = member === null;
  if (!member) {
    if (openKey) opener?.focus?.();
    openKey = "";
    return;
  }
  if (member.key === openKey && !always) return;
  if (!openKey) opener = document.activeElement;
  openKey = member.key;
  fill(pane, head(sweep, member), content(sweep, member));
  pane.scrollTop = 0;
  pane.querySelector("h2").focus({ preventScroll: true });
}

/** The neighbour of what is open in the table. */
export function step(sweep, by) {
  const rows = rowsInOrder(sweep);
  const at = rows.indexOf(memberOf(sweep, state.open));
  const next = rows[at + by];
  if (at >= 0 && next) set({ open: next.key });
}

function head(sweep, member) {
  const slot = state.one === member.key ? "one" : state.two === member.key ? "two" : null;
  const compare = () => {
    const changes = chosen(member, slot);
    set({ ...changes, ...(state.one && !slot ? { view: "compare", open: "" } : {}) });
    openKey = "";
    set({});
  };
  return h("header", {}, h("div", {}, h("h2", { tabIndex: -1, style: "margin:0" }, title(member)),
    h("small", {}, `${member.role} · trial `, h("span", { className: "mono" }, member.key))),
  h("div", { className: "tools" },
    h("button", { type: "button", title: "the row before (←)", ariaLabel: "previous", onclick: () => step(sweep, -1) }, "‹"),
    h("button", { type: "button", title: "the next row (→)", ariaLabel: "next", onclick: () => step(sweep, 1) }, "›"),
    h("button", { type: "button", onclick: compare }, slot ? "do not compare" : state.one ? "compare with the first" : "compare"),
    h("button", { type: "button", title: "close (Esc)", ariaLabel: "close", onclick: () => set({ open: "" }) }, "✕")));
}

function content(sweep, member) {
  const front = frontOf(sweep);
  const group = [{ name: "", trials: member.trials, colour: palette().kinds[0] }];
  const recipe = recipeText(sweep, member);
  const named = [...new Set([...front.objectives.map(o => o.column), ...sweep.columns.filter(c => c.chosenBy || c.reported).map(c => c.name)])]
    .filter(name => mean(sweep, member, name) !== null);
  return [
    h("p", {}, `${statusWords(member)}. ${seedsWords(member)}.`, member.share !== null ? ` The front would lose ${member.share < .001 ? "less than 0.1" : (100 * member.share).toFixed(1)}% of its hypervolume without it.` : ""),
    h("div", { className: "facts" }, named.map(name => h("div", { title: columnOf(sweep, name).meaning }, h("b", {}, valueWords(sweep, member, name)), h("span", {}, name)))),
    Object.keys(member.verdicts).length ? [h("h3", {}, "Against its controls"), controlsTable(sweep, member, named)] : null,
    h("h3", {}, "Learning curves, a line for each seed"), curvesOf(sweep, group),
    h("h3", {}, "Layers", member.n > 1 ? ", means over seeds" : ""), layerCharts(sweep, group),
    recipe ? [h("h3", {}, "Recipe"), h("pre", {}, recipe), h("h3", {}, "Lineage"), lineageOf(sweep, member)] : null,
    h("h3", {}, "Exported files"), exportsOf(sweep, member),
    h("h3", {}, "Every number, by seed"), allNumbers(sweep, front, member),
    h("h3", {}, "Commands"), command(showCommand(sweep, member.key)), command(exportCommand(sweep, member.key)),
  ];
}

/** The candidate and its controls, seeds averaged, each with its verdict. */
function controlsTable(sweep, member, named) {
  const rows = Object.keys(member.verdicts).sort().map(control => {
    const trials = member.trials.map(trial => sweep.siblings[trial]?.[control]).filter(trial => trial !== undefined);
    return { control, sibling: sweep.ofTrial[trials[0]], verdict: member.verdicts[control].verdict };
  });
  const cells = other => named.map(name => h("td", {}, other ? interval(columnOf(sweep, name), mean(sweep, other, name), margin(sweep, other, name)) : "–"));
  return [h("div", { className: "scroll" }, h("table", { className: "data" },
    h("thead", {}, h("tr", {}, h("th", { className: "word" }, ""), named.map(name => h("th", {}, heading(columnOf(sweep, name)))), h("th", { className: "word" }, "verdict"))),
    h("tbody", {}, h("tr", {}, h("td", { className: "word" }, h("b", {}, "this")), cells(member), h("td")),
      rows.map(({ control, sibling, verdict }) => h("tr", {},
        h("td", { className: "word" }, sibling ? h("button", { type: "button", className: "plain", onclick: () => set({ open: sibling.key }) }, control) : control),
        cells(sibling), h("td", { className: "word " + verdict }, { beats: "+ beats it", ties: "= ties", loses: "− loses", untested: "? untested" }[verdict])))))),
  h("ul", {}, rows.map(({ control }) => h("li", {}, h("b", {}, control), CONTROLS[control] ? ` ${CONTROLS[control]}. ` : ". ", verdictSentence(sweep, member, control))))];
}

function exportsOf(sweep, member) {
  const { columns, rows } = sweep.exports;
  const ids = member.trials.map(trial => sweep.ids[trial]);
  const mine = rows.filter(row => ids.includes(row[columns.indexOf("trial_id")]));
  if (!mine.length) return h("p", { className: "faint" }, "None yet; the command below writes one, after running it on the test part.");
  const shown = ["format", "file", "bytes", "runtime", "test_error", "logit_difference", "flash", "ram", "exported_at"]
    .filter(name => columns.includes(name) && mine.some(row => row[columns.indexOf(name)] !== null));
  const cell = (row, name) => {
    const value = row[columns.indexOf(name)];
    return typeof value === "number" ? number({ format: name === "test_error" ? "percent" : Number.isInteger(value) ? "count" : "number" }, value) : value ?? "–";
  };
  return h("div", { className: "scroll" }, h("table", { className: "data" },
    h("thead", {}, h("tr", {}, shown.map(name => h("th", { className: "word" }, name === "test_error" ? "test_error %" : name)))),
    h("tbody", {}, mine.map(row => h("tr", {}, shown.map(name => h("td", { className: name === "file" ? "word long" : "word" }, cell(row, name))))))));
}

function allNumbers(sweep, front, member) {
  const columns = variedColumns(sweep, front).filter(column => mean(sweep, member, column.name) !== null);
  return h("details", {}, h("summary", {}, `${columns.length} columns of ${member.n} trials`), h("div", { className: "scroll" }, h("table", { className: "data" },
    h("thead", {}, h("tr", {}, h("th", { className: "word" }, "column"), h("th", {}, "mean"), member.trials.map(trial => h("th", { title: sweep.ids[trial] }, `seed ${sweep.seeds[trial]}`)))),
    h("tbody", {}, h("tr", {}, h("td", { className: "word" }, "trial"), h("td"), member.trials.map(trial => h("td", { className: "mono" }, sweep.ids[trial].slice(0, 16)))),
      columns.map(column => h("tr", { title: column.meaning }, h("td", { className: "word" }, heading(column)), h("td", {}, interval(column, mean(sweep, member, column.name), margin(sweep, member, column.name))),
        member.trials.map(trial => h("td", {}, number(column, column.values[trial])))))))));
}
