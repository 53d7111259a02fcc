import { choice, copy, fill, h } from "./dom.js";
import { unpack } from "./data.js";
import { count, plural } from "./format.js";
import { applyTheme, isDark, resizeCharts } from "./theme.js";
import { roleName, rolesWords, CONTROLS, summary } from "./words.js";
import { frontOf, roles, STATUSES } from "./visible.js";
import { mountScatter } from "./scatter.js";
import { mountParallel } from "./parallel.js";
import { mountTable } from "./table.js";
import { mountSensitivity } from "./sensitivity.js";
import { mountCompare } from "./compare.js";
import { mountProgress } from "./progress.js";
import { mountGuide } from "./guide.js";
import { step, updateTrial } from "./trial.js";
import { listed, onState, readAddress, set, state, toggle } from "./state.js";

/** Puts the page together, and again where its address or its data change. */

const VIEWS = {
  front: { name: "Front", charts: [mountScatter, mountTable], chips: true },
  parallel: { name: "Parallel", charts: [mountParallel, mountTable], chips: true },
  sensitivity: { name: "Sensitivity", charts: [mountSensitivity], chips: false },
  compare: { name: "Compare", charts: [mountCompare], chips: false },
  progress: { name: "Progress", charts: [mountProgress], chips: false },
  guide: { name: "What it means", charts: [mountGuide], chips: false },
};
const RELOAD_MILLISECONDS = 3000;

const app = document.getElementById("app");
const main = h("main");
const top = h("div");
const pane = h("aside", { className: "trial", role: "dialog", ariaLabel: "the candidate that is open", hidden: true });
let sweep = null;
let packed = "";
let mounted = "";
let updates = [];

function topOfPage() {
  const { planned, ended } = sweep.progress;
  const total = planned.reduce((sum, row) => sum + row[1], 0);
  const running = ended.length < total ? `, ${count(total - ended.length)} still to run` : "";
  fill(top, h("header", { className: "top" },
    h("div", {}, h("h1", {}, sweep.name),
      h("p", { className: "faint" }, `${plural(ended.length, "trial")} (${rolesWords(planned)})${running} · as of ${sweep.written.slice(0, 16).replace("T", " ")} UTC`)),
    h("div", { className: "tools" },
      h("button", { type: "button", title: "dark or light (t)", onclick: toggleTheme }, "◐", h("span", {}, " theme")),
      h("button", { type: "button", title: "copy the address of this view", onclick: event => copy(location.href, event.currentTarget) }, "link"),
      h("button", { type: "button", onclick: () => window.print() }, "print"))),
  h("nav", { className: "views", role: "tablist", ariaLabel: "views" }, Object.entries(VIEWS).map(([view, { name }]) =>
    h("button", { type: "button", role: "tab", "aria-selected": String(state.view === view), id: "view-" + view, onclick: () => set({ view }) }, name))));
}

function viewOf() {
  return VIEWS[state.view] ? state.view : "front";
}

function chips() {
  const front = frontOf(sweep);
  const chip = (name, value, text, number, title) => h("button", {
    type: "button", title, "aria-pressed": String(!listed(name).includes(value)), onclick: () => toggle(name, value),
  }, `${text} ${count(number)}`);
  const counted = test => front.members.filter(test).length;
  return h("div", { className: "controls" },
    sweep.fronts.length > 1 && choice("data", sweep.fronts.map((f, i) => ({ value: String(i), text: f.data.slice(0, 120) })), state.data, data => set({ data, x: "", y: "", brush: "" })),
    h("div", { className: "group" }, "show", h("div", { className: "chips" }, roles(front).map(role =>
      chip("hide", role, roleName(role), counted(m => m.role === role), role + " " + (CONTROLS[role] ?? "is what the sweep is about")))) ),
    h("div", { className: "group" }, "standing", h("div", { className: "chips" }, STATUSES.map(status => chip("status", status, status, counted(m => m.status === status))))));
}

function mount() {
  const view = VIEWS[viewOf()];
  const chipsHere = h("div");
  const sections = view.charts.map(() => h("section"));
  fill(main, viewOf() === "front" ? h("p", { className: "summary" }, summary(sweep, frontOf(sweep)).join(" ")) : null,
    sweep.omitted ? h("p", { className: "note" }, sweep.omitted) : null, chipsHere, sections);
  updates = view.charts.map((start, i) => start(sections[i], sweep));
  if (view.chips) updates.unshift(() => fill(chipsHere, chips()));
}

function render() {
  applyTheme(state.theme);
  const now = [viewOf(), state.data, isDark(), listed("axes").length, sweep.written].join();
  if (now !== mounted) {
    const paneAgain = mounted !== "";
    mounted = now;
    topOfPage();
    mount();
    updates.forEach(update => update());
    updateTrial(pane, sweep, paneAgain);
    return;
  }
  updates.forEach(update => update());
  updateTrial(pane, sweep, false);
}

function toggleTheme() {
  set({ theme: isDark() ? "light" : "dark" });
}

function onKey(event) {
  const writing = event.target.closest?.("input, select, textarea");
  if (event.key === "Escape" && state.open) set({ open: "" });
  if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const view = Object.keys(VIEWS)[Number(event.key) - 1];
  if (view) set({ view });
  else if (event.key === "/") { event.preventDefault(); document.getElementById("filter")?.focus(); }
  else if (event.key === "t") toggleTheme();
  else if (state.open && event.key === "ArrowRight") step(sweep, 1);
  else if (state.open && event.key === "ArrowLeft") step(sweep, -1);
}

/** Where a server shows a sweep that runs, its data are asked for again. */
async function follow() {
  const text = await fetch("data").then(answer => answer.ok ? answer.text() : "", () => "");
  if (text && text !== packed) {
    packed = text;
    sweep = await unpack(text);
    render();
  }
  setTimeout(follow, RELOAD_MILLISECONDS);
}

async function start() {
  if (!("DecompressionStream" in window)) {
    fill(app, h("p", {}, "This page needs a browser of 2023 or later (Chrome 80, Firefox 113, Safari 16.4)."));
    return;
  }
  readAddress();
  packed = document.getElementById("data").textContent;
  sweep = await unpack(packed);
  document.title = sweep.name + " · Espalier";
  fill(app, top, main);
  document.body.append(pane);
  onState(render);
  render();
  app.setAttribute("aria-busy", "false");
  document.addEventListener("keydown", onKey);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", render);
  let before = "";
  window.addEventListener("beforeprint", () => { before = state.theme; applyTheme("light"); state.theme = "light"; render(); resizeCharts(); });
  window.addEventListener("afterprint", () => { state.theme = before; render(); resizeCharts(); });
  if (location.protocol.startsWith("http")) setTimeout(follow, RELOAD_MILLISECONDS);
}

start();
