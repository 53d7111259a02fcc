import { choice, fill, h } from "./dom.js";
import { columnOf } from "./data.js";
import { heading, tick } from "./format.js";
import { axis, draw, logAxis, palette, tooltip } from "./theme.js";
import { colourBy, colourScale, legend, looksChoices } from "./colours.js";
import { brushed, columnChoices, frontOf, levelsOf, selected, shown, valueOf, variedAxes } from "./visible.js";
import { isLog } from "./scatter.js";
import { memberTip } from "./tooltip.js";
import { listed, set, state, toggle } from "./state.js";

/** A line for each member over its axes and columns; a range drawn on one keeps what runs through it, here and in the table. */

/** The grid's axes, the objectives and the scores, and what was added. */
function dimensions(sweep) {
  const front = frontOf(sweep);
  const scores = sweep.columns.filter(column => column.chosenBy || column.reported).map(column => column.name);
  const columns = [...front.objectives.map(objective => objective.column), ...scores]
    .filter(name => columnChoices(sweep).some(column => column.value === name));
  const usual = [...new Set([...variedAxes(front), ...columns])];
  const changed = listed("axes");
  return [...usual.filter(name => !changed.includes(name)), ...changed.filter(name => !usual.includes(name))];
}

export function mountParallel(root, sweep) {
  const chart = h("div", { className: "chart", id: "parallel", role: "img", tabIndex: 0 });
  const marks = h("div");
  const told = h("p", { className: "faint" });
  const names = [...variedAxes(frontOf(sweep)).map(name => ({ value: name, text: name })), ...columnChoices(sweep)];
  const more = choice("add or remove an axis", [{ value: "", text: "choose" }, ...names], "", name => {
    if (name) toggle("axes", name);
    more.querySelector("select").value = "";
  });
  fill(root, h("div", { className: "controls looks" },
    choice("colour by", looksChoices(sweep), colourBy(sweep), value => set({ color: value })), more,
    h("button", { type: "button", onclick: () => set({ brush: "" }) }, "clear brushes")), told, chart, marks);
  return () => {
    const kept = selected(sweep).length;
    fill(told, `Drag along an axis to keep the lines through that range; click beside it to clear. ${kept} of ${shown(sweep).length} kept.`);
    fill(marks, legend(sweep));
    drawParallel(sweep, chart);
  };
}

function drawParallel(sweep, element) {
  const front = frontOf(sweep);
  const colour = palette();
  const colours = colourScale(sweep);
  const names = dimensions(sweep);
  const kept = new Set(selected(sweep));
  const members = [...shown(sweep)].sort((a, b) => kept.has(a) - kept.has(b) || (a.status === "front") - (b.status === "front"));
  const levels = names.map(name => levelsOf(front, name));
  const narrow = element.clientWidth < 620;
  element.style.height = narrow ? 90 + names.length * 74 + "px" : "";
  const axes = names.map((name, dim) => {
    const values = members.map(member => valueOf(sweep, member, name));
    const base = axis(heading(columnOf(sweep, name)), {
      dim, nameLocation: "end", id: "axis" + dim, nameGap: narrow ? 4 : 18, realtime: false, nameTruncate: { maxWidth: narrow ? 320 : 130, ellipsis: "…" },
      areaSelectStyle: { width: 26, borderColor: colour.accent, color: colour.accent, opacity: .22 },
      axisLabel: { textBorderColor: colour.paper, textBorderWidth: 4, color: colour.ink, formatter: levels[dim] ? value => String(value).slice(0, 14) || "none" : tick },
    });
    base.nameTextStyle = { color: colour.ink, fontSize: 12, ...(narrow ? { align: "right", verticalAlign: "bottom", padding: [0, 0, 12, 0] } : {}) };
    base.axisLine = { lineStyle: { color: colour.faint } };
    if (levels[dim]) return { ...base, type: "category", data: levels[dim] };
    const present = values.filter(value => value !== null && value !== undefined);
    return { ...base, ...(isLog("", present) ? logAxis(present) : { type: "value", scale: true }) };
  });
  const chart = draw(element, {
    parallel: narrow ? { layout: "vertical", left: 20, right: 26, top: 44, bottom: 36 } : { left: 60, right: 90, top: 48, bottom: 30 },
    parallelAxis: axes,
    tooltip: tooltip(line => line.data?.member ? memberTip(sweep, line.data.member, []) : ""),
    series: [{
      type: "parallel", inactiveOpacity: .04, activeOpacity: .9, smooth: false,
      data: members.map(member => ({
        value: names.map((name, dim) => cell(valueOf(sweep, member, name), levels[dim])), member,
        lineStyle: { color: colours.of(member), width: member.status === "front" ? 2.4 : 1.2, opacity: kept.has(member) ? (member.status === "dominated" ? .35 : .9) : .04, type: member.role === "candidate" ? "solid" : "dashed" },
      })),
      emphasis: { lineStyle: { width: 4, opacity: 1 } },
    }],
  });
  restore(chart, names);
  chart.off("axisareaselected");
  chart.on("axisareaselected", () => brushedAxes(chart, names));
  chart.off("click");
  chart.on("click", event => event.data?.member && set({ open: event.data.member.key }));
  element.setAttribute("aria-label", `${members.length} members over ${names.join(", ")}; the table below lists them`);
}

function cell(value, levels) {
  return levels ? levels.indexOf(String(value ?? "")) : value ?? "-";
}

/** The ranges of the address on the chart's axes. */
function restore(chart, names) {
  for (const [name, ranges] of Object.entries(brushed())) {
    const dim = names.indexOf(name);
    if (dim >= 0) chart.dispatchAction({ type: "axisAreaSelect", parallelAxisId: "axis" + dim, intervals: ranges }, { silent: true });
  }
}

function brushedAxes(chart, names) {
  const model = chart.getModel();
  const ranges = names.flatMap((name, dim) => model.getComponent("parallelAxis", dim).activeIntervals
    .filter(range => Number.isFinite(range[0]) && range[0] !== range[1])
    .map(range => `${encodeURIComponent(name)}:${range.map(value => Number(value.toPrecision(6))).join("~")}`));
  if (ranges.join(",") !== state.brush) set({ brush: ranges.join(",") });
}
