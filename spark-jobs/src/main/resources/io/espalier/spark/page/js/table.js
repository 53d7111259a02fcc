import { add, check, copy, cut, fill, h } from "./dom.js";
import { columnOf, margin, mean, variedColumns } from "./data.js";
import { count, heading, interval, word } from "./format.js";
import { SIGNS, statusWords } from "./words.js";
import { frontOf, selected, shown, variedAxes } from "./visible.js";
import { listed, set, state, toggle } from "./state.js";

/** The members as rows: to sort, to filter, to open, to compare, with the commands that show and export each. */

const PAGE = 100;
let pages = 1;

export function showCommand(sweep, id) {
  return `${sweep.command} show ${quoted(sweep.out)} ${quoted(id)}`;
}

export function exportCommand(sweep, id) {
  return `${sweep.command} export ${quoted(sweep.out)} ${quoted(id)} --format onnx`;
}

/** As a shell reads it. */
export function quoted(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
}

function tableColumns(sweep) {
  const front = frontOf(sweep);
  const varied = variedColumns(sweep, front);
  const usual = [...front.objectives.map(o => o.column), ...varied.filter(c => c.chosenBy || c.reported).map(c => c.name)];
  const names = [...new Set([...usual, ...listed("columns")])];
  return { columns: names.map(name => columnOf(sweep, name)), more: varied.filter(column => !usual.includes(column.name)) };
}

/** What rows are sorted by: a number, or text. */
function keyOf(sweep, member, name, front) {
  if (name === "status") return front.members.indexOf(member);
  if (name === "share") return member.share ?? -1;
  if (name === "seeds") return member.n;
  if (name === "trial") return member.key;
  if (name === "role") return member.role;
  if (name.startsWith("axis:")) return member.axes[name.slice(5)] ?? "";
  return mean(sweep, member, name) ?? Infinity;
}

function sorted(sweep, members) {
  const front = frontOf(sweep);
  const down = state.sort.startsWith("-");
  const name = state.sort.replace(/^-/, "") || "status";
  const compare = (a, b) => typeof a === "number" && typeof b === "number" ? a - b : String(word(a)).localeCompare(String(word(b)));
  return members.map(member => [keyOf(sweep, member, name, front), member])
    .sort((a, b) => (down ? -1 : 1) * compare(a[0], b[0])).map(entry => entry[1]);
}

/** The members in the order of the table. */
export function rowsInOrder(sweep) {
  return sorted(sweep, selected(sweep));
}

export function mountTable(root, sweep) {
  const filter = h("input", {
    type: "search", id: "filter", value: state.filter, placeholder: "words, or bytes<2000 test_error<=8", size: 34, ariaLabel: "filter rows",
    oninput: () => { pages = 1; set({ filter: filter.value }); },
  });
  const told = h("span", { className: "faint", role: "status" });
  const chooser = h("details", { className: "hide-print" }, h("summary", {}, "more columns"));
  const { more } = tableColumns(sweep);
  add(chooser, h("div", { className: "controls" }, more.map(column =>
    check(heading(column), listed("columns").includes(column.name), () => toggle("columns", column.name), column.meaning))));
  const body = h("div");
  fill(root, h("div", { className: "controls" }, h("label", {}, "filter rows, numbers as they are shown", filter), told), chooser, body);
  return () => {
    if (document.activeElement !== filter) filter.value = state.filter;
    const rows = rowsInOrder(sweep);
    fill(told, `${count(rows.length)} of ${count(shown(sweep).length)} rows` + (state.brush ? ", brushed" : ""));
    fill(body, h("div", { className: "scroll" }, tableOf(sweep, rows)), rows.length > pages * PAGE
      && h("p", { className: "hide-print" }, h("button", { type: "button", onclick: () => { pages += 5; set({}); } }, `show more (${count(rows.length - pages * PAGE)} left)`)));
  };
}

function tableOf(sweep, rows) {
  const front = frontOf(sweep);
  const axes = variedAxes(front);
  const { columns } = tableColumns(sweep);
  const head = (name, text, className, title) => {
    const by = state.sort.replace(/^-/, "") === name;
    const down = state.sort.startsWith("-");
    return h("th", { className, scope: "col", "aria-sort": by ? (down ? "descending" : "ascending") : null, title },
      h("button", { type: "button", onclick: () => set({ sort: by ? (down ? "" : "-" + name) : name }) }, text, by ? (down ? " ▼" : " ▲") : ""));
  };
  const header = h("tr", {},
    head("trial", "trial", "word key", "id of the seed with the least validation error; tick two rows to compare them"), head("status", "standing", "word", "on the front (* knee), ~ tied with it, or dominated"),
    head("role", "role", "word"), axes.map(axis => head("axis:" + axis, cut(axis), "word")),
    columns.map(column => head(column.name, heading(column), "", column.meaning)),
    head("seeds", "seeds"), head("share", "share %", "", "hypervolume that the front loses without it"),
    front.controls.length ? h("th", { className: "word", scope: "col", title: front.controls.join(", ") }, "controls") : null,
    h("th", { className: "word", scope: "col" }, "commands"));
  return h("table", { className: "data" }, h("thead", {}, header),
    h("tbody", {}, rows.slice(0, pages * PAGE).map(member => row(sweep, front, axes, columns, member))));
}

function row(sweep, front, axes, columns, member) {
  const slot = state.one === member.key ? "one" : state.two === member.key ? "two" : null;
  const compare = h("input", { type: "checkbox", checked: slot !== null, ariaLabel: "compare " + member.key, onchange: () => set(chosen(member, slot)) });
  return h("tr", { className: member.status + (state.open && member.key.startsWith(state.open) ? " open" : "") },
    h("td", { className: "word key" }, compare, h("button", { type: "button", className: "plain mono", title: "open " + member.key, onclick: () => set({ open: member.key }) }, member.key.slice(0, 8))),
    h("td", { className: "word", title: statusWords(member) }, { front: member.knee ? "front *" : "front", tied: "tied ~", dominated: "" }[member.status]),
    h("td", { className: "word" }, member.role), axes.map(axis => h("td", { className: "word" }, cut(word(member.axes[axis])))),
    columns.map(column => h("td", {}, interval(column, mean(sweep, member, column.name), margin(sweep, member, column.name)), column.chosenBy ? flags(member) : "")),
    h("td", {}, member.lost ? `${member.n} of ${member.n + member.lost}` : member.n),
    h("td", {}, member.share === null ? "" : (100 * member.share).toFixed(1)),
    front.controls.length ? h("td", { className: "word signs" }, signs(front, member)) : null,
    h("td", { className: "word" }, commandButton("show", showCommand(sweep, member.key)), " ", commandButton("export", exportCommand(sweep, member.key))));
}

const FLAGS = [
  ["bestOf", "b", "best of several evaluations on the validation part, so it is optimistic"],
  ["likeConstant", "c", "not significantly better than the best constant prediction"],
];

function flags(member) {
  return FLAGS.filter(([key]) => member[key]).map(([, sign, meaning]) => h("sup", { title: meaning }, sign));
}

/** The state with the member in a free place of the two, or out of its own. */
export function chosen(member, slot) {
  if (slot) return { [slot]: "" };
  return state.one ? { two: member.key } : { one: member.key };
}

function commandButton(text, line) {
  return h("button", { type: "button", className: "plain", title: "copy: " + line, onclick: event => copy(line, event.currentTarget) }, text);
}

/** A sign for each control, each with its words. */
export function signs(front, member) {
  return front.controls.map(control => {
    const verdict = member.verdicts[control]?.verdict;
    const words = verdict ? { beats: "beats ", ties: "ties with ", loses: "loses to ", untested: "untested against " }[verdict] + control : "no " + control;
    return h("span", { className: verdict ?? "none", title: words, role: "img", ariaLabel: words }, verdict ? SIGNS[verdict] : "·");
  });
}
