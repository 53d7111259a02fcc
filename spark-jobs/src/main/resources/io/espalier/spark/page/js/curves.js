import { choice, fill, h } from "./dom.js";
import { drawn, heading, tick } from "./format.js";
import { axis, draw, logAxis, palette, tooltip } from "./theme.js";

/** The learning curves of trials: one line for each, the train steps one behind the other. */

/**
 * @param groups lists of trials, each with a name and a colour: the seeds of a candidate, or of two
 */
export function curvesOf(sweep, groups) {
  const curves = sweep.curves;
  const there = groups.some(group => group.trials.some(trial => curves?.trials[trial]));
  if (!there) return h("p", { className: "faint" }, "The page has no curves of it: the tables hold none, or the page would be too large. The command show prints them.");
  const columns = curves.columns.filter(column => column.name !== "epoch");
  const usual = columns.find(column => /^validation_(?!nll|loss)/.test(column.name)) ?? columns[0];
  const chart = h("div", { className: "chart", role: "img", ariaLabel: "learning curves" });
  const plot = name => drawCurves(sweep, groups, columns.find(column => column.name === name), chart);
  const select = choice("curve of", columns.map(c => ({ value: c.name, text: heading(c), title: c.meaning })), usual.name, plot);
  setTimeout(() => chart.isConnected && plot(usual.name));
  const thinned = curves.every > 1 ? ` Every ${curves.every}th evaluation is drawn, the last of each train step among them.` : "";
  return h("div", {}, h("div", { className: "controls" }, select), chart,
    h("p", { className: "faint" }, `Across: epochs since the start, over all train steps; dotted lines are where a train step begins.${thinned}`));
}

function drawCurves(sweep, groups, column, element) {
  const colour = palette();
  const steps = new Set();
  const lines = groups.flatMap(group => group.trials.filter(trial => sweep.curves.trials[trial]).map((trial, i) => ({
    type: "line", name: `${group.name} seed ${sweep.seeds[trial]}`.trim(), showSymbol: false, symbol: "circle", data: line(sweep, trial, column, steps),
    lineStyle: { color: group.colour, width: 1.5, opacity: .85, type: ["solid", "dashed", "dotted"][Math.floor(i / 4) % 3] }, itemStyle: { color: group.colour }, emphasis: { lineStyle: { width: 3 } },
  })));
  if (lines.length) {
    lines[0].markLine = {
      silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colour.faint, type: "dotted", opacity: .6 },
      data: [...steps].map(x => ({ xAxis: x })),
    };
  }
  const values = lines.flatMap(one => one.data.map(point => point[1])).filter(value => value !== null);
  const log = values.length > 0 && values.every(value => value > 0) && Math.max(...values) / Math.min(...values) > 50;
  draw(element, {
    grid: { left: 62, right: 18, top: 18, bottom: 46 }, xAxis: axis("epochs", { type: "value", nameGap: 28, min: 0 }),
    yAxis: axis(heading(column), { ...(log ? logAxis(values) : { type: "value", scale: true }), nameGap: 44, axisLabel: { formatter: tick } }),
    tooltip: tooltip(points => h("div", { className: "tip" }, points.slice(0, 12).map(point =>
      h("div", {}, `${point.seriesName}: ${tick(point.value[1] ?? NaN)} at epoch ${tick(point.value[0])}`))), "axis"),
    series: lines,
  });
}

/** Points with epochs added up over train steps. */
function line(sweep, trial, column, starts) {
  const curves = sweep.curves;
  const place = name => curves.columns.findIndex(other => other.name === name);
  const points = [];
  let offset = 0;
  curves.trials[trial].map(number => curves.steps[number]).forEach((step, i) => {
    const epochs = step[place("epoch")];
    if (i > 0) starts.add(offset);
    step[place(column.name)].forEach((value, j) => points.push([offset + epochs[j], drawn(column, value)]));
    offset += epochs.at(-1);
  });
  return points;
}
