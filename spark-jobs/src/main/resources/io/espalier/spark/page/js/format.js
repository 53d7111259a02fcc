/** Numbers as people read them. */

/** A column's name with its unit. */
export function heading(column) {
  return column.format === "percent" ? column.name + " %" : column.name;
}

/** The number as it is drawn: fractions in percent. */
export function drawn(column, value) {
  return value === null || value === undefined ? null : column.format === "percent" ? value * 100 : value;
}

export function number(column, value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (column.format === "percent") return (value * 100).toFixed(2);
  if (column.format === "count") return grouped(value, Math.abs(value) < 10 && value % 1 !== 0 ? 1 : 0);
  return Math.abs(value) >= 10000 ? grouped(value, 0) : String(Number(value.toPrecision(4)));
}

function grouped(value, digits) {
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

export function count(value) {
  return grouped(value, 0);
}

/** With half the confidence interval, where seeds differ. */
export function interval(column, mean, margin) {
  if (!margin) return number(column, mean);
  const fine = column.format === "number" && Math.abs(mean) < 10000 && mean !== 0;
  const digits = fine ? Math.max(0, 3 - Math.floor(Math.log10(Math.abs(mean)))) : 0;
  return (fine ? mean.toFixed(digits) : number(column, mean)) + " ±" + (fine ? margin.toFixed(digits) : number(column, margin));
}

export function unit(column) {
  if (column.format === "percent") return "%";
  return ["", "count", "target's", "logit"].includes(column.unit ?? "") ? "" : column.unit;
}

/** With its unit. */
export function measured(column, mean, margin) {
  const mark = unit(column);
  return interval(column, mean, margin) + (mark ? (mark === "%" ? "%" : " " + mark) : "");
}

/** On an axis of a chart, whose values are drawn ones. */
export function tick(value) {
  const size = Math.abs(value);
  if (size >= 1e9) return Number((value / 1e9).toPrecision(3)) + "G";
  if (size >= 1e6) return Number((value / 1e6).toPrecision(3)) + "M";
  if (size >= 1e4) return Number((value / 1e3).toPrecision(3)) + "k";
  return String(Number(value.toPrecision(4)));
}

export function duration(seconds) {
  const rest = Math.round(seconds);
  const two = value => String(value).padStart(2, "0");
  return Math.floor(rest / 3600) + ":" + two(Math.floor(rest / 60) % 60) + ":" + two(rest % 60);
}

export function plural(number, word) {
  return count(number) + " " + word + (number === 1 ? "" : "s");
}

/** A value of an axis as text. */
export function word(value) {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}
