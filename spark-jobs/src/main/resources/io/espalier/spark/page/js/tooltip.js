import { h } from "./dom.js";
import { seedsWords, statusWords, title, valueWords, verdictWords } from "./words.js";
import { frontOf } from "./visible.js";

/** What stands beside a member that the mouse is on. */
export function memberTip(sweep, member, names) {
  const all = [...new Set([...names, ...frontOf(sweep).objectives.map(objective => objective.column)])];
  return h("div", { className: "tip" },
    h("b", {}, title(member).slice(0, 300)),
    h("table", {}, all.map(name => h("tr", {}, h("td", {}, name), h("td", {}, valueWords(sweep, member, name))))),
    h("div", {}, `${statusWords(member)}. ${seedsWords(member)}.`),
    h("div", {}, verdictWords(member)),
    h("small", {}, `${member.key} · click to open`));
}
