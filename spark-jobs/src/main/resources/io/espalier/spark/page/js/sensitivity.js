import { choice, fill, h } from "./dom.js";
import { columnOf, mean } from "./data.js";
import { drawn, heading, tick, word } from "./format.js";
import { axis, draw, palette, tooltip } from "./theme.js";
import { columnChoices, frontOf, levelsOf, selected, valueOf, variedAxes } from "./visible.js";
import { memberTip } from "./tooltip.js";
import { set, state } from "./state.js";

/** How much each axis of the grid matters for a column: the share of its variance over candidates between the axis' values. */

export function mountSensitivity(root, sweep) {
  const measure = () => state.measure || frontOf(sweep).objectives[0].column;
  const controls = h("div", { className: "controls" }, choice("effect on", columnChoices(sweep), measure(), value => set({ measure: value })));
  const told = h("p");
  const cards = h("div", { className: "cards", id: "sensitivity" });
  fill(root, controls, told, cards);
  return () => {
    const column = columnOf(sweep, measure());
    const members = selected(sweep).filter(member => member.role === "candidate" && mean(sweep, member, column.name) !== null);
    const effects = variedAxes(frontOf(sweep)).map(name => effect(sweep, members, name, column)).filter(found => found.groups.size > 1)
      .sort((a, b) => b.share - a.share);
    fill(told, effects.length
      ? `Of the variance of ${column.name} over ${members.length} candidates ${effects.map(e => `${e.name} explains ${(100 * e.share).toFixed(0)}%`).join(", ")}. Each axis is looked at alone: where axes act together, shares are of their main effects.`
      : "The candidates shown do not vary in any axis: nothing to tell.");
    fill(cards, effects.map(found => h("div", {}, h("h3", {}, h("span", { className: "cut", title: found.name }, found.name), `: ${(100 * found.share).toFixed(1)}% of the variance`), h("div", { className: "chart", role: "img", ariaLabel: `${column.name} by ${found.name}` }))));
    effects.forEach((found, i) => drawEffect(sweep, found, column, cards.children[i].lastChild));
  };
}

/** The candidates by their value of an axis, and the variance between these groups as a part of all (eta squared). */
function effect(sweep, members, name, column) {
  const groups = new Map();
  members.filter(member => name in member.axes).forEach(member => {
    const key = word(member.axes[name]);
    groups.set(key, [...groups.get(key) ?? [], member]);
  });
  const values = list => list.map(member => drawn(column, mean(sweep, member, column.name)));
  const average = list => list.reduce((sum, value) => sum + value, 0) / list.length;
  const all = values([...groups.values()].flat());
  const centre = average(all);
  const total = all.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const between = [...groups.values()].reduce((sum, list) => sum + list.length * (average(values(list)) - centre) ** 2, 0);
  return { name, groups, share: total ? between / total : 0, means: new Map([...groups].map(([key, list]) => [key, average(values(list))])) };
}

function drawEffect(sweep, found, column, element) {
  const colour = palette();
  const levels = levelsOf(frontOf(sweep), found.name);
  const keys = [...found.groups.keys()].sort((a, b) => a - b || a.localeCompare(b));
  const place = key => levels ? keys.indexOf(key) : Number(key);
  const points = [...found.groups].flatMap(([key, list]) => list.map(member => ({
    value: [place(key), drawn(column, mean(sweep, member, column.name))], member,
  })));
  const chart = draw(element, {
    grid: { left: 60, right: 16, top: 16, bottom: 46 },
    xAxis: levels ? axis("", { type: "category", data: keys, axisLabel: { interval: 0, overflow: "truncate", width: 90, rotate: keys.length > 4 ? 25 : 0 } })
      : axis(found.name, { type: "value", scale: true, nameGap: 26, axisLabel: { formatter: tick } }),
    yAxis: axis(heading(column), { type: "value", scale: true, nameGap: 44, axisLabel: { formatter: tick } }),
    tooltip: tooltip(point => point.data?.member ? memberTip(sweep, point.data.member, [column.name]) : ""),
    series: [
      { type: "scatter", data: points, symbolSize: 8, cursor: "pointer", itemStyle: { color: colour.kinds[0], opacity: .55 } },
      { type: "line", silent: true, symbol: "rect", symbolSize: [22, 4], data: keys.map(key => [place(key), found.means.get(key)]), itemStyle: { color: colour.kinds[1] }, lineStyle: { color: colour.kinds[1], width: levels ? 0 : 2 } },
    ],
  });
  chart.on("click", event => event.data?.member && set({ open: event.data.member.key }));
}
