import { h } from "./dom.js";
import { count, tick } from "./format.js";
import { axis, draw, palette, tooltip } from "./theme.js";

/** What is left of each layer: sparsity and multiply-accumulates, means over seeds. */

const WIDTH = 4;

/** By layer its name, shape and what is left of it, as means over trials. */
export function layersOf(sweep, trials) {
  const layers = new Map();
  trials.forEach(trial => {
    const flat = sweep.layers?.trials[trial] ?? [];
    for (let i = 0; i < flat.length; i += WIDTH) {
      const [name, op, shape, weights, units, macs] = sweep.layers.kinds[flat[i]];
      const entry = layers.get(i) ?? { name, op, shape, weights, units, macs, seeds: 0, nonzeros: 0, kept: 0, nonzeroMacs: 0 };
      entry.seeds++;
      entry.nonzeros += flat[i + 1];
      entry.kept += flat[i + 2];
      entry.nonzeroMacs += flat[i + 3];
      layers.set(i, entry);
    }
  });
  return [...layers.values()].map(layer => ({
    ...layer, nonzeros: layer.nonzeros / layer.seeds, kept: layer.kept / layer.seeds, nonzeroMacs: layer.nonzeroMacs / layer.seeds,
  }));
}

/** @param groups as in curves: members' trials with names and colours */
export function layerCharts(sweep, groups) {
  const all = groups.map(group => ({ ...group, layers: layersOf(sweep, group.trials) })).filter(group => group.layers.length);
  if (!all.length) return h("p", { className: "faint" }, "The tables hold no layers of it.");
  const chart = h("div", { className: "chart", role: "img", ariaLabel: "sparsity and MACs by layer" });
  setTimeout(() => chart.isConnected && drawLayers(all, chart));
  return h("div", {}, chart, all.map(group => layerTable(group, all.length > 1)));
}

function drawLayers(groups, element) {
  const names = groups.map(group => group.layers).sort((a, b) => b.length - a.length)[0].map(layer => layer.name);
  const colour = palette();
  const bar = (group, value, i, at) => ({
    type: "bar", name: group.name, xAxisIndex: at, yAxisIndex: at, barMaxWidth: 26, itemStyle: { color: group.colour },
    data: names.map(name => { const layer = group.layers.find(l => l.name === name); return layer ? value(layer) : null; }),
  });
  const narrow = element.clientWidth < 480;
  const frames = narrow ? [{ left: 56, right: 12, top: 26, height: "33%" }, { left: 56, right: 12, top: "56%", height: "33%" }]
    : [{ left: 56, right: "53%", top: 30, bottom: 42 }, { left: "57%", right: 12, top: 30, bottom: 42 }];
  const across = at => axis("", { type: "category", data: names, gridIndex: at, axisLabel: { interval: 0, rotate: names.length > 5 ? 35 : 0, overflow: "truncate", width: 70 } });
  draw(element, {
    title: [{ text: "sparsity %", left: narrow ? 56 : 56, top: 0 }, { text: "nonzero MACs", left: narrow ? 56 : "57%", top: narrow ? "47%" : 0 }]
      .map(title => ({ ...title, textStyle: { color: colour.faint, fontSize: 13, fontWeight: "normal" } })),
    grid: frames, xAxis: [across(0), across(1)],
    yAxis: [axis("", { type: "value", max: 100, gridIndex: 0 }), axis("", { type: "value", gridIndex: 1, axisLabel: { formatter: tick } })],
    tooltip: tooltip(bar => h("div", { className: "tip" }, `${bar.seriesName} ${bar.name}: ${tick(bar.value)}`)),
    series: groups.flatMap((group, i) => [bar(group, layer => 100 * (1 - layer.nonzeros / layer.weights), i, 0), bar(group, layer => layer.nonzeroMacs, i, 1)]),
  });
}

function layerTable(group, named) {
  return [named && h("h3", {}, group.name), h("div", { className: "scroll" }, h("table", { className: "data" },
    h("thead", {}, h("tr", {}, ["layer", "op", "shape"].map(name => h("th", { className: "word" }, name)),
      ["weights", "nonzero", "sparsity %", "units left", "MACs", "nonzero MACs"].map(name => h("th", {}, name)))),
    h("tbody", {}, group.layers.map(layer => h("tr", {}, [layer.name, layer.op, layer.shape].map(text => h("td", { className: "word" }, text)),
      [count(layer.weights), count(layer.nonzeros), (100 * (1 - layer.nonzeros / layer.weights)).toFixed(2),
        `${tick(layer.kept)} of ${layer.units}`, count(layer.macs), count(layer.nonzeroMacs)].map(text => h("td", {}, text)))))))];
}
