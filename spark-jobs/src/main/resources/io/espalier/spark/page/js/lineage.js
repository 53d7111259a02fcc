import { h } from "./dom.js";
import { plural } from "./format.js";
import { title } from "./words.js";
import { set } from "./state.js";

/** Where a candidate comes from: the steps of its recipe, and who shares them from the start, since each is done once for all. */

export function recipeText(sweep, member) {
  const recipe = member.recipe;
  if (recipe.head === undefined) return null;
  const steps = recipe.steps.map(step => sweep.steps[step].replaceAll("\n", "\n  "));
  return `${sweep.heads[recipe.head]}\nrecipe:\n  ${steps.join("\n  ")}`;
}

/** How many steps two recipes have in common from the start. */
function commonSteps(a, b) {
  if (a.head === undefined || a.head !== b.head) return -1;
  const differs = a.steps.findIndex((step, i) => step !== b.steps[i]);
  return differs < 0 ? a.steps.length : differs;
}

export function lineageOf(sweep, member) {
  const others = sweep.members.filter(other => other !== member && other.recipe.head === member.recipe.head)
    .map(other => ({ other, common: commonSteps(member.recipe, other.recipe) }));
  const open = other => h("button", { type: "button", className: "plain", onclick: () => set({ open: other.key }) }, title(other).slice(0, 120));
  const ends = at => others.filter(({ other, common }) => common === at && other.recipe.steps.length === at).map(({ other }) => other);
  const through = at => others.filter(({ common }) => common >= at).length;
  return h("ol", { className: "lineage" },
    h("li", {}, "initial weights", h("br"), h("small", {}, `shared by ${plural(through(0), "other")} here, seed by seed`)),
    member.recipe.steps.map((step, i) => h("li", {}, h("code", {}, sweep.steps[step]), h("br"),
      h("small", {}, through(i + 1) ? `shared with ${plural(through(i + 1), "other")}` : "its own",
        ends(i + 1).length ? [", measured here as ", ends(i + 1).slice(0, 4).map((other, j) => [j ? ", " : "", open(other)])] : ""))));
}
