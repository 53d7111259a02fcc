import { check, choice, fill, h } from "./dom.js";
import { columnOf, direction, margin, mean } from "./data.js";
import { count, drawn, heading, tick } from "./format.js";
import { axis, draw, logAxis, palette, tooltip } from "./theme.js";
import { colourBy, colourScale, legend, looksChoices, mark, shapeBy, shapeScale } from "./colours.js";
import { columnChoices, frontOf, selected } from "./visible.js";
import { memberTip } from "./tooltip.js";
import { surveyChoices, surveySeries, surveyWords } from "./survey.js";
import { set, state } from "./state.js";

/** More intervals than these hide the points behind them. */
const MOST_INTERVALS = 150;

/** Two columns of the members: what they reach, with intervals, and where the front of the two runs. */

function columnsOf(sweep) {
  const front = frontOf(sweep);
  const names = front.objectives.map(objective => objective.column);
  const other = columnChoices(sweep).map(column => column.value).find(name => name !== names[0]);
  return { x: state.x || names[1] || other || names[0], y: state.y || names[0] };
}

/** Whether an axis is logarithmic: as chosen, or where values lie far apart. */
export function isLog(chosen, values) {
  const present = values.filter(value => value !== null);
  if (chosen) return chosen === "1" && present.every(value => value > 0);
  return present.length > 0 && present.every(value => value > 0) && Math.max(...present) / Math.min(...present) > 20;
}

export function mountScatter(root, sweep) {
  const options = () => columnChoices(sweep);
  const { x, y } = columnsOf(sweep);
  const looks = looksChoices(sweep);
  const controls = h("div", { className: "controls looks" },
    choice("across", options(), x, value => set({ x: value, xlog: "" })),
    choice("up", options(), y, value => set({ y: value, ylog: "" })),
    choice("colour by", looks, colourBy(sweep), value => set({ color: value })),
    choice("shape by", [{ value: "none", text: "role" }, ...looks], shapeBy(), value => set({ shape: value === "none" ? "" : value })),
    check("intervals", state.intervals === "1", on => set({ intervals: on ? "1" : "0" }), "half the 95% confidence interval of the mean on each side"),
    h("div", { className: "group" }, "scale", h("div", { className: "chips" },
      h("button", { type: "button", id: "xlog", onclick: () => set({ xlog: scale(sweep).xlog ? "0" : "1" }) }, "log across"),
      h("button", { type: "button", id: "ylog", onclick: () => set({ ylog: scale(sweep).ylog ? "0" : "1" }) }, "log up"),
      h("button", { type: "button", onclick: () => drawScatter(sweep, chart) }, "reset zoom"))));
  const chart = h("div", { className: "chart", id: "scatter", role: "img", tabIndex: 0 });
  const marks = h("div");
  const published = h("div", { className: "group" });
  controls.append(published);
  fill(root, controls, chart, marks);
  return () => {
    const { x, y } = columnsOf(sweep);
    const choices = surveyChoices(sweep, x, y);
    fill(published, choices.length ? choice("published results", choices, state.survey, value => set({ survey: value })) : null);
    fill(marks, legend(sweep), tooManyIntervals(sweep), surveyWords(sweep, x, y));
    drawScatter(sweep, chart);
  };
}

function scale(sweep) {
  const { x, y } = columnsOf(sweep);
  const members = selected(sweep);
  return { xlog: isLog(state.xlog, members.map(m => mean(sweep, m, x))), ylog: isLog(state.ylog, members.map(m => mean(sweep, m, y))) };
}

function drawScatter(sweep, element) {
  const { x, y } = columnsOf(sweep);
  const { xlog, ylog } = scale(sweep);
  document.getElementById("xlog")?.setAttribute("aria-pressed", xlog);
  document.getElementById("ylog")?.setAttribute("aria-pressed", ylog);
  const [across, up] = [columnOf(sweep, x), columnOf(sweep, y)];
  const members = selected(sweep)
    .filter(member => mean(sweep, member, x) !== null && mean(sweep, member, y) !== null)
    .sort((a, b) => weight(a) - weight(b));
  const colours = colourScale(sweep);
  const shapes = shapeScale(sweep);
  const colour = palette();
  const points = members.map(member => {
    const look = mark(member, colours.of(member), colour.ink);
    return {
      value: [drawn(across, mean(sweep, member, x)), drawn(up, mean(sweep, member, y))], member,
      symbol: shapes.of(member), symbolSize: look.size, itemStyle: look.style,
    };
  });
  const narrow = element.clientWidth < 560;
  const frame = (column, log, gap, at) => axis(heading(column), {
    ...(log && points.length ? logAxis(points.map(point => point.value[at])) : { type: "value", scale: true }), nameGap: gap, axisLabel: { formatter: tick },
  });
  const chart = draw(element, {
    grid: { left: narrow ? 52 : 74, right: 24, top: 24, bottom: 58 },
    xAxis: frame(across, xlog, 34, 0), yAxis: frame(up, ylog, narrow ? 38 : 54, 1),
    tooltip: tooltip(point => point.data?.member ? memberTip(sweep, point.data.member, [y, x]) : ""),
    dataZoom: [
      { type: "inside", xAxisIndex: 0, zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false, filterMode: "none" },
      { type: "inside", yAxisIndex: 0, zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false, filterMode: "none" },
    ],
    toolbox: {
      right: 24, top: -6, iconStyle: { borderColor: colour.faint },
      feature: { dataZoom: { filterMode: "none", title: { zoom: "zoom into an area", back: "zoom back" } }, saveAsImage: { title: "save as image", name: sweep.name, backgroundColor: colour.paper } },
    },
    series: [
      ...densitySeries(sweep, x, y, colour), stairs(sweep, members, x, y, colour), ...surveySeries(sweep, x, y), ...(state.intervals === "1" ? [intervals(sweep, points, x, y)] : []),
      { type: "scatter", name: "members", data: points, z: 3, emphasis: { scale: 1.4, itemStyle: { borderColor: colour.ink, borderWidth: 2, opacity: 1 } }, cursor: "pointer" },
    ],
  });
  chart.off("click");
  chart.on("click", event => event.data?.member && set({ open: event.data.member.key }));
  element.setAttribute("aria-label", `${members.length} members by ${x} and ${y}; the table below lists them`);
}

/** Members that are only counted, a square for each cell that holds any: the darker, the more. */
function densitySeries(sweep, x, y, colour) {
  const found = frontOf(sweep).density.find(pair => (pair.x === x && pair.y === y) || (pair.x === y && pair.y === x));
  if (!found) return [];
  const most = Math.max(...found.cells.map(cell => cell[2]));
  const [across, up] = [columnOf(sweep, x), columnOf(sweep, y)];
  const data = found.cells.map(([first, second, number]) => ({
    value: [drawn(across, found.x === x ? first : second), drawn(up, found.x === x ? second : first)],
    itemStyle: { color: colour.faint, opacity: .12 + .5 * Math.log1p(number) / Math.log1p(most) },
  }));
  return [{ type: "scatter", name: "density", data, symbol: "rect", symbolSize: 11, silent: true, z: 0, tooltip: { show: false } }];
}

/** What is drawn last lies on top. */
function weight(member) {
  return (member.role === "candidate" ? 4 : 0) + { front: 2, tied: 1, dominated: 0 }[member.status];
}

/** A line along what nobody shown is better than in both columns, where the sweep says which end of each is better. */
function stairs(sweep, members, x, y, colour) {
  const front = frontOf(sweep);
  const [dx, dy] = [direction(front, x), direction(front, y)];
  const line = [];
  if (dx && dy && x !== y) {
    let best = -Infinity;
    const place = name => member => mean(sweep, member, name);
    [...members].sort((a, b) => dx * (place(x)(b) - place(x)(a)) || dy * (place(y)(b) - place(y)(a))).forEach(member => {
      const value = dy * place(y)(member);
      if (value > best) {
        best = value;
        line.push([drawn(columnOf(sweep, x), place(x)(member)), drawn(columnOf(sweep, y), place(y)(member))]);
      }
    });
  }
  return {
    type: "line", name: "front of the two columns", data: line, step: "end", symbol: "none", silent: true, z: 1,
    lineStyle: { color: colour.accent, width: 1.5, opacity: .8 }, tooltip: { show: false },
  };
}

/** Those whose intervals are drawn: all that are not dominated, or the front alone where these are too many. */
function withIntervals(sweep) {
  const open = selected(sweep).filter(member => member.status !== "dominated");
  return open.length > MOST_INTERVALS ? open.filter(member => member.status === "front") : open;
}

function tooManyIntervals(sweep) {
  const left = selected(sweep).filter(member => member.status === "tied").length;
  const isLimited = state.intervals === "1" && withIntervals(sweep).every(member => member.status === "front") && left > 0;
  return isLimited ? h("p", { className: "faint" }, `intervals of the front alone: those of ${count(left)} tied members would hide it; the table has them`) : null;
}

/** Half the confidence interval of the mean on each side. */
function intervals(sweep, points, x, y) {
  const reach = (point, at, name) => {
    const half = drawn(columnOf(sweep, name), margin(sweep, point.member, name));
    return half ? [point.value[at] - half, point.value[at] + half] : null;
  };
  const shown = new Set(withIntervals(sweep));
  const data = points.filter(point => shown.has(point.member))
    .map(point => ({ value: point.value, x: reach(point, 0, x), y: reach(point, 1, y), color: point.itemStyle.color === "transparent" ? point.itemStyle.borderColor : point.itemStyle.color }));
  return {
    type: "custom", name: "intervals", data, silent: true, z: 2, clip: true, tooltip: { show: false },
    renderItem: (parameters, api) => {
      const item = data[parameters.dataIndex];
      const line = (a, b) => ({ type: "line", shape: { x1: a[0], y1: a[1], x2: b[0], y2: b[1] }, style: { stroke: item.color, lineWidth: 1.2, opacity: .55 } });
      const low = value => value > 0 ? value : item.value[0] * 1e-3;
      const children = [];
      if (item.x) children.push(line(api.coord([low(item.x[0]), item.value[1]]), api.coord([item.x[1], item.value[1]])));
      if (item.y) children.push(line(api.coord([item.value[0], item.y[0]]), api.coord([item.value[0], item.y[1]])));
      return { type: "group", children };
    },
  };
}
