import { drawn, heading, word } from "./format.js";
import { columnOf, label, mean, variedColumns } from "./data.js";
import { listed, state } from "./state.js";

/** Which members the views show: by role, status, the words and conditions of the filter, and brushed axes. */

export const STATUSES = ["front", "tied", "dominated"];
const CONDITION = /^([^<>=!]+?)(<=|>=|!=|<|>|=)(.+)$/;

export function frontOf(sweep) {
  return sweep.fronts[Number(state.data)] ?? sweep.fronts[0];
}

export function roles(front) {
  const all = [...new Set(front.members.map(member => member.role))];
  return all.sort((a, b) => (b === "candidate") - (a === "candidate") || a.localeCompare(b));
}

/** What the chips let through. */
export function shown(sweep) {
  const hidden = listed("hide");
  const status = listed("status");
  return frontOf(sweep).members.filter(member => !hidden.includes(member.role) && !status.includes(member.status));
}

/** Of these what filter and brush let through, too. */
export function selected(sweep) {
  const conditions = state.filter.split(/\s+/).filter(Boolean).map(term => condition(sweep, term));
  const brushes = brushed();
  return shown(sweep).filter(member => conditions.every(holds => holds(member))
    && Object.entries(brushes).every(([name, ranges]) => inside(sweep, member, name, ranges)));
}

function condition(sweep, term) {
  const parts = CONDITION.exec(term);
  if (!parts) {
    const sought = term.toLowerCase();
    return member => haystack(sweep, member).includes(sought);
  }
  const [, name, sign, text] = parts;
  const compare = comparison(sign);
  return member => compare(valueOf(sweep, member, name), text);
}

function haystack(sweep, member) {
  member.haystack ??= [member.role, member.status, label(member), ...member.trials.map(trial => sweep.ids[trial])].join(" ").toLowerCase();
  return member.haystack;
}

function comparison(sign) {
  const both = test => (value, text) => {
    const numbers = [Number(value), Number(text)];
    return value !== null && value !== undefined && (numbers.some(Number.isNaN) ? test(String(value), text) : test(...numbers));
  };
  return both({
    "<": (a, b) => a < b, ">": (a, b) => a > b, "<=": (a, b) => a <= b, ">=": (a, b) => a >= b,
    "=": (a, b) => a === b, "!=": (a, b) => a !== b,
  }[sign]);
}

/** An axis as it is, a column as it is drawn. */
export function valueOf(sweep, member, name) {
  if (name in member.axes) return typeof member.axes[name] === "number" ? member.axes[name] : word(member.axes[name]);
  if (name === "role" || name === "status") return member[name];
  return drawn(columnOf(sweep, name), mean(sweep, member, name));
}

/** Ranges by name of an axis or column, as in bytes:100~2000,criterion:0~1. */
export function brushed() {
  const brushes = {};
  for (const part of state.brush ? state.brush.split(",") : []) {
    const at = part.lastIndexOf(":");
    (brushes[decodeURIComponent(part.slice(0, at))] ??= []).push(part.slice(at + 1).split("~").map(Number));
  }
  return brushes;
}

function inside(sweep, member, name, ranges) {
  const levels = levelsOf(frontOf(sweep), name);
  const value = valueOf(sweep, member, name);
  const at = levels ? levels.indexOf(String(value ?? "")) : value;
  return at !== null && at !== undefined && ranges.some(([low, high]) => at >= low && at <= high);
}

/** The values of an axis that are no numbers; nothing for one of numbers, or a column. */
export function levelsOf(front, name) {
  const isAxis = front.axes.includes(name) || name === "role" || name === "status";
  if (!isAxis) return null;
  const values = front.members.map(member => name === "role" || name === "status" ? member[name] : member.axes[name]);
  const present = values.filter(value => value !== undefined);
  if (present.length && present.every(value => typeof value === "number")) return null;
  return [...new Set(values.map(value => value === undefined ? "" : word(value)))].sort();
}

/** Axes with more than one value. */
export function variedAxes(front) {
  return front.axes.filter(axis => new Set(front.members.map(member => word(member.axes[axis]))).size > 1);
}

export function columnChoices(sweep) {
  return variedColumns(sweep, frontOf(sweep)).map(column => ({
    value: column.name, text: heading(column), title: column.meaning,
  }));
}
