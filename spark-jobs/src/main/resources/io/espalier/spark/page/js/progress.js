import { fill, h } from "./dom.js";
import { count, duration } from "./format.js";
import { axis, draw, palette, tooltip } from "./theme.js";
import { rolesWords } from "./words.js";
import { showCommand } from "./table.js";

/** How far the sweep is, as the tables tell. */

export function mountProgress(root, sweep) {
  return () => {
    const { planned, ended, failures } = sweep.progress;
    const total = planned.reduce((sum, row) => sum + row[1], 0);
    const completed = ended.filter(row => row[0] === "COMPLETED").length;
    const failed = ended.length - completed;
    const seconds = ended.length ? ended.at(-1)[1] - ended[0][1] : 0;
    const chart = h("div", { className: "chart", id: "progress", role: "img", ariaLabel: "trials ended over time" });
    fill(root,
      h("p", {}, ended.length >= total && total ? `All ${count(total)} trials have ended.` : `${count(ended.length)} of ${count(total)} trials have ended; ${count(total - ended.length)} are left. Reload the page of a running sweep after the command report, or watch it with the command watch.`),
      h("div", { className: "bar", role: "progressbar", "aria-valuenow": ended.length, "aria-valuemax": total, ariaLabel: "trials ended" },
        h("i", { style: `width:${100 * completed / (total || 1)}%` }), h("i", { className: "failed", style: `width:${100 * failed / (total || 1)}%` })),
      h("div", { className: "facts" },
        fact(count(completed), "completed"), fact(count(failed), "diverged, failed, timed out or out of memory"), fact(count(Math.max(0, total - ended.length)), "left"),
        fact(duration(seconds), "from the first to the last row"), ended.length && fact(new Date(ended.at(-1)[1] * 1000).toISOString().slice(0, 19).replace("T", " "), "last row, UTC")),
      h("p", {}, "Planned: ", rolesWords(planned), "."),
      ended.length > 1 ? chart : null,
      failures.length ? [h("h2", {}, "Trials that did not complete"), failureTable(sweep, failures)] : null);
    if (ended.length > 1) drawEnded(ended, total, chart);
  };
}

function fact(value, name) {
  return h("div", {}, h("b", {}, value), h("span", {}, name));
}

function drawEnded(ended, total, element) {
  const colour = palette();
  const start = ended[0][1];
  const step = Math.max(1, Math.floor(ended.length / 2000));
  const points = ended.map((row, i) => [row[1] - start, i + 1]).filter((point, i) => i % step === 0 || i === ended.length - 1);
  draw(element, {
    grid: { left: 70, right: 24, top: 24, bottom: 50 },
    xAxis: axis("time since the first row", { type: "value", nameGap: 30, axisLabel: { formatter: duration } }),
    yAxis: axis("trials ended", { type: "value", nameGap: 50, min: 0, max: Math.max(total, ended.length) }),
    tooltip: tooltip(list => h("div", { className: "tip" }, `${count(list[0].value[1])} trials after ${duration(list[0].value[0])}`), "axis"),
    series: [{
      type: "line", step: "end", showSymbol: false, data: points, lineStyle: { color: colour.accent, width: 2 }, areaStyle: { color: colour.accent, opacity: .12 },
      markLine: { silent: true, symbol: "none", data: [{ yAxis: total }], label: { formatter: "planned", position: "insideStartTop", color: colour.faint }, lineStyle: { color: colour.faint, type: "dashed" } },
    }],
  });
}

function failureTable(sweep, failures) {
  return h("div", { className: "scroll" }, h("table", { className: "data" },
    h("thead", {}, h("tr", {}, ["trial", "state", "kind", "reason", "axes"].map(name => h("th", { className: "word" }, name)))),
    h("tbody", {}, failures.map(([id, ended, code, message, axes]) => h("tr", {},
      h("td", { className: "word mono", title: showCommand(sweep, id) }, id.slice(0, 16)), h("td", { className: "word" }, ended), h("td", { className: "word" }, code ?? ""),
      h("td", { className: "word long" }, message ?? ""), h("td", { className: "word long" }, axes ?? ""))))));
}
