/** Colours: the eight of Okabe and Ito, which people of every colour vision tell apart, and viridis for numbers. */

const LIGHT = {
  kinds: ["#0072b2", "#d55e00", "#009e73", "#a8457f", "#b98100", "#3297cf", "#6b5fc7", "#4d4d4d"],
  ramp: ["#440154", "#414487", "#2a788e", "#22a884", "#5bb82f"],
  ink: "#17202b", faint: "#596675", line: "#d9dee5", paper: "#ffffff", panel: "#f6f7f9", accent: "#0062a3", bad: "#b3420c", good: "#00694c",
};
const DARK = {
  kinds: ["#56b4e9", "#ff9a4d", "#2fc79a", "#e39ac4", "#f0e442", "#7d9bff", "#c9a0ff", "#d0d0d0"],
  ramp: ["#6a7bd6", "#3f97b5", "#35b779", "#90d743", "#fde725"],
  ink: "#e8ecf1", faint: "#a3afbd", line: "#38424e", paper: "#14181e", panel: "#1d232b", accent: "#7cc0f4", bad: "#ff9d66", good: "#4fd0a6",
};
export const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin", "arrow", "roundRect"];

export function isDark() {
  return document.documentElement.dataset.theme === "dark";
}

export function palette() {
  return isDark() ? DARK : LIGHT;
}

/** The theme of the address, or of the system; paper is light. */
export function applyTheme(chosen) {
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

/** A colour of the ramp, from 0 to 1. */
export function rampColour(share) {
  const stops = palette().ramp;
  const at = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const low = Math.min(Math.floor(at), stops.length - 2);
  const part = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  const [a, b] = [part(stops[low]), part(stops[low + 1])];
  return "#" + a.map((v, i) => Math.round(v + (b[i] - v) * (at - low)).toString(16).padStart(2, "0")).join("");
}

const charts = new Map();

/** The chart in an element, made when it is first asked for; it follows the element's size. */
export function chartIn(element) {
  let chart = charts.get(element);
  if (!chart) {
    chart = echarts.init(element, null, { renderer: "canvas" });
    charts.set(element, chart);
    new ResizeObserver(() => chart.resize()).observe(element);
  }
  for (const [other, drawn] of charts) {
    if (!other.isConnected && other !== element) {
      drawn.dispose();
      charts.delete(other);
    }
  }
  return chart;
}

export function draw(element, option) {
  const colours = palette();
  chartIn(element).setOption({
    backgroundColor: "transparent",
    textStyle: { color: colours.ink, fontFamily: "system-ui, sans-serif" },
    animation: false,
    aria: { enabled: true },
    ...option,
  }, true);
  return chartIn(element);
}

export function resizeCharts() {
  charts.forEach(chart => chart.resize());
}

/** An axis in the page's colours. */
export function axis(name, options = {}) {
  const colours = palette();
  return {
    name, nameLocation: "middle", nameTextStyle: { color: colours.faint, fontSize: 13 },
    axisLabel: { color: colours.faint, hideOverlap: true, ...options.axisLabel },
    axisLine: { lineStyle: { color: colours.line } }, axisTick: { lineStyle: { color: colours.line } },
    splitLine: { lineStyle: { color: colours.line, opacity: .6 } }, minorSplitLine: { show: false },
    ...Object.fromEntries(Object.entries(options).filter(([key]) => key !== "axisLabel")),
  };
}

/** A logarithmic axis, whose marks are doublings unless that were too many. */
export function logAxis(values) {
  return { type: "log", logBase: Math.max(...values) / Math.min(...values) < 3000 ? 2 : 10 };
}

export function tooltip(formatter, trigger = "item") {
  const colours = palette();
  return {
    trigger, confine: true, formatter, backgroundColor: colours.paper, borderColor: colours.line,
    textStyle: { color: colours.ink, fontSize: 13 }, extraCssText: "white-space:normal;",
  };
}
