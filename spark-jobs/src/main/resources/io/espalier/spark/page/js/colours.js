import { palette, rampColour, SYMBOLS } from "./theme.js";
import { h } from "./dom.js";
import { tick, word } from "./format.js";
import { frontOf, levelsOf, valueOf, variedAxes } from "./visible.js";
import { state } from "./state.js";

/** How members look: their colour by what was chosen, their shape likewise, their fill and size by where they stand. */

const NONE = "none";

export function colourBy(sweep) {
  return state.color || preferred(sweep);
}

export function shapeBy() {
  return state.shape || NONE;
}

/** The first axis with names, else the first with numbers, else the status. */
function preferred(sweep) {
  const front = frontOf(sweep);
  const axes = variedAxes(front);
  const named = axes.find(axis => levelsOf(front, axis) && levelsOf(front, axis).filter(Boolean).length <= 8);
  return named ?? axes.find(axis => !levelsOf(front, axis)) ?? "status";
}

/** A function from a member to its colour, with what a legend needs. */
export function colourScale(sweep) {
  const by = colourBy(sweep);
  const front = frontOf(sweep);
  const levels = levelsOf(front, by);
  if (levels) {
    const kinds = palette().kinds;
    const named = levels.filter(level => level !== "");
    const colour = level => level === "" ? palette().faint : kinds[named.indexOf(level) % kinds.length];
    return { by, levels: named, colour, of: member => colour(String(valueOf(sweep, member, by) ?? "")) };
  }
  const values = front.members.map(member => valueOf(sweep, member, by)).filter(value => typeof value === "number");
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const log = low > 0 && high / low > 50;
  const place = value => log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low || 1);
  return {
    by, low, high,
    of: member => {
      const value = valueOf(sweep, member, by);
      return typeof value === "number" ? rampColour(place(value)) : palette().faint;
    },
  };
}

export function shapeScale(sweep) {
  const by = shapeBy();
  const front = frontOf(sweep);
  const values = [...new Set(front.members.map(member => word(valueOf(sweep, member, by) ?? "")))]
    .sort((a, b) => a - b || a.localeCompare(b));
  return {
    by, values: by === NONE ? [] : values,
    of: member => by === NONE ? (member.role === "candidate" ? "circle" : "diamond")
      : SYMBOLS[values.indexOf(word(valueOf(sweep, member, by) ?? "")) % SYMBOLS.length],
  };
}

/** Names to choose colours and shapes from. */
export function looksChoices(sweep) {
  const names = ["status", "role", ...variedAxes(frontOf(sweep))];
  return names.map(name => ({ value: name, text: name }));
}

/** Size and fill of a mark: the front large and full, the tied middling, the dominated small and pale; what is no candidate is hollow. */
export function mark(member, colour, ink) {
  const candidate = member.role === "candidate";
  const size = { front: 15, tied: 11, dominated: 8 }[member.status];
  return {
    size: member.knee ? 20 : size,
    style: {
      color: candidate ? colour : "transparent",
      borderColor: member.knee ? ink : candidate ? (member.status === "front" ? ink : "transparent") : colour,
      borderWidth: member.knee ? 2.5 : candidate ? (member.status === "front" ? 1 : 0) : member.status === "front" ? 2.5 : 1.3,
      opacity: member.status === "dominated" ? .45 : .95,
    },
  };
}

function glyph(shape, hollow, size, colour) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("width", 16);
  svg.setAttribute("height", 16);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const r = size / 2;
  path.setAttribute("d", {
    diamond: `M8 ${8 - r}L${8 + r} 8L8 ${8 + r}L${8 - r} 8Z`,
    rect: `M${8 - r} ${8 - r}h${size}v${size}h${-size}Z`,
    triangle: `M8 ${8 - r}L${8 + r} ${8 + r}L${8 - r} ${8 + r}Z`,
  }[shape] ?? `M${8 - r} 8a${r} ${r} 0 1 0 ${size} 0a${r} ${r} 0 1 0 ${-size} 0Z`);
  path.setAttribute("fill", hollow ? "none" : colour);
  path.setAttribute("stroke", colour);
  path.setAttribute("stroke-width", hollow ? 1.6 : 0);
  svg.append(path);
  return svg;
}

/** What the marks of a chart mean. */
export function legend(sweep) {
  const colours = colourScale(sweep);
  const shapes = shapeScale(sweep);
  const ink = palette().faint;
  const entries = [];
  if (colours.levels) {
    const more = colours.levels.length - 12;
    colours.levels.slice(0, 12).forEach(level =>
      entries.push(h("span", {}, h("i", { className: "swatch", style: `background:${colours.colour(level)}` }), word(level).slice(0, 80))));
    if (more > 0) entries.push(h("span", {}, `and ${more} more`));
  } else {
    const stops = [0, .25, .5, .75, 1].map(rampColour).join(",");
    entries.push(h("span", {}, `${colours.by} ${tick(colours.low)}`,
      h("i", { className: "ramp", style: `background:linear-gradient(90deg,${stops})` }), tick(colours.high)));
  }
  shapes.values.slice(0, SYMBOLS.length).forEach((value, i) =>
    entries.push(h("span", {}, glyph(SYMBOLS[i], false, 11, ink), `${shapes.by} ${value}`.slice(0, 80))));
  entries.push(
    h("span", {}, glyph("circle", false, 13, ink), "on the front"),
    h("span", {}, glyph("circle", false, 8, ink), "tied, then dominated: smaller, paler"),
    h("span", {}, glyph(shapes.by === NONE ? "diamond" : "circle", true, 11, ink), "hollow: controls and baselines"));
  return h("div", { className: "legend" }, entries);
}
