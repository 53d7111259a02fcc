import { drawn } from "./format.js";
import { columnOf } from "./data.js";
import { palette, tooltip } from "./theme.js";
import { h } from "./dom.js";
import { state } from "./state.js";

/** Published results over a sweep's own, of the survey of Blalock et al. (2020). */

const RATIOS = { compression_ratio: 4, theoretical_speedup: 5 };

/** The data sets that there are results of, where the columns are ones that papers publish. */
export function surveyChoices(sweep, x, y) {
  if (!(x in RATIOS) || !/_error$/.test(y)) return [];
  const sets = [...new Set(sweep.survey.filter(row => row[RATIOS[x]]).map(row => row[0]))].sort();
  return [{ value: "", text: "none" }, ...sets.map(set => ({ value: set, text: set }))];
}

/** The results of the data set that was chosen, as a series of a chart. */
export function surveySeries(sweep, x, y) {
  if (!state.survey || !surveyChoices(sweep, x, y).length) return [];
  const colour = palette();
  const data = sweep.survey.filter(row => row[0] === state.survey && row[RATIOS[x]]).map(row => ({
    value: [Number(row[RATIOS[x]]), drawn(columnOf(sweep, y), Number(row[6]))], row,
  }));
  return [{
    type: "scatter", name: "published", symbol: "path://M-5 -1H-1V-5H1V-1H5V1H1V5H-1V1H-5Z", symbolSize: 9, z: 2, data,
    itemStyle: { color: colour.faint, opacity: .85 },
    tooltip: tooltip(point => h("div", { className: "tip" }, h("b", {}, `${point.data.row[2]} ${point.data.row[3]}`),
      h("div", {}, `${point.data.row[1]} on ${point.data.row[0]}: error ${(100 * point.data.row[6]).toFixed(2)}%, ${point.data.row[RATIOS[x]]} times`), h("small", {}, "published, not measured here"))),
  }];
}

export function surveyWords(sweep, x, y) {
  if (!state.survey || !surveyChoices(sweep, x, y).length) return null;
  return h("p", { className: "faint" }, `Crosses: results published on ${state.survey}, of the survey of Blalock et al. 2020 (arXiv:2003.03033). Their networks and budgets differ from this sweep's: a picture of what is published, not a comparison.`);
}
