import { fill, h } from "./dom.js";
import { CONTROLS } from "./words.js";
import { frontOf } from "./visible.js";
import { heading } from "./format.js";

/** What the page's signs, marks and numbers mean. */

export function mountGuide(root, sweep) {
  return () => {
    const front = frontOf(sweep);
    const chosenBy = (front.members[0]?.chosenBy ?? "validation_error").replaceAll("_", " ");
    fill(root,
      h("h2", {}, "The signs + = − ?"),
      h("p", {}, `A candidate is compared with controls that had the same training budget, seed by seed, on ${chosenBy}:`),
      h("dl", {}, entry("+ beats", `the candidate's ${chosenBy} is significantly lower than the control's.`),
        entry("= ties", "seeds and examples do not tell the two apart. That is no proof that they are equal: few seeds tell little apart."),
        entry("− loses", `the candidate's ${chosenBy} is significantly higher.`),
        entry("? untested", "fewer than two seeds of both have completed."), entry("· none", "there is no such control.")),
      h("p", {}, "Significant means at 5%, by a t-test paired by seed whose standard error is at least what the validation examples resolve, with Holm's correction over the controls of a candidate."),
      h("h2", {}, "The controls"),
      h("dl", {}, [...front.controls, ...(front.members.some(m => m.role === "baseline") ? ["baseline"] : [])].map(control => entry(control, (CONTROLS[control] ?? "is a control of this sweep") + "."))),
      h("h2", {}, "The marks"),
      h("dl", {}, entry("front", "nobody is better in one objective without being worse in another, by the means over seeds."),
        entry("tied ~", "not on the front, but no member of it is significantly better in an objective and not significantly worse in the others."),
        entry("dominated", "a member of the front is significantly better."),
        entry("knee *", "the member of the front that lies farthest from the line between its ends: from there, each objective costs much of another."),
        entry("±", "half the 95% confidence interval of the mean over seeds, by Student's t. One seed has none."),
        entry("share", "the part of the front's hypervolume that is lost without the member."),
        entry("b", "best of several evaluations on the validation part, so it is optimistic; the test part is not."),
        entry("c", "not significantly better than the best constant prediction: it may have learned nothing.")),
      h("p", {}, "Columns of the test part are for reporting: nothing is chosen by them, and the front ignores them."),
      h("h2", {}, "Keys"),
      h("dl", {}, [["1 … 6", "the views"], ["/", "filter rows"], ["← →", "the row before or after the one that is open"], ["Esc", "close it"], ["t", "dark or light"]]
        .map(([key, meaning]) => entry(h("kbd", {}, key), meaning))),
      h("p", {}, "Ctrl and wheel zoom a chart, dragging moves it. The address holds what is shown: send it along with the file, or keep it as a bookmark. The browser prints the view that is open."),
      h("h2", {}, "The columns"),
      h("dl", {}, sweep.columns.map(column => entry(heading(column), column.meaning + (column.unit && column.unit !== "fraction" ? ` (${column.unit})` : "")))));
  };
}

function entry(term, meaning) {
  return [h("dt", {}, term), h("dd", {}, meaning)];
}
