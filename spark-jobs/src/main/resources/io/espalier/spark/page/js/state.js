/** What the page shows, held in its address, so that an address is a view that can be sent. */

const DEFAULTS = {
  view: "front", data: "0", x: "", y: "", color: "", shape: "", hide: "", status: "", intervals: "1", xlog: "", ylog: "",
  brush: "", axes: "", sort: "", filter: "", columns: "", open: "", one: "", two: "", measure: "", survey: "", theme: "",
};

export const state = { ...DEFAULTS };
const listeners = [];

export function onState(listener) {
  listeners.push(listener);
}

export function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(DEFAULTS)) state[name] = given.get(name) ?? DEFAULTS[name];
}

function address() {
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value !== DEFAULTS[name]) kept.set(name, value);
  return "#" + kept;
}

/** Changes what is shown; a change of view or of what is open can be undone by the browser's Back. */
export function set(changes) {
  const step = ("view" in changes && changes.view !== state.view) || ("open" in changes && changes.open !== state.open);
  Object.assign(state, changes);
  if (address() !== (location.hash || "#")) history[step ? "pushState" : "replaceState"](null, "", address());
  listeners.forEach(listener => listener());
}

/** Names in one value, apart by commas. */
export function listed(name) {
  return state[name] ? state[name].split(",").map(decodeURIComponent) : [];
}

export function toggle(name, value) {
  const values = listed(name);
  const left = values.includes(value) ? values.filter(other => other !== value) : [...values, value];
  set({ [name]: left.map(encodeURIComponent).join(",") });
}

window.addEventListener("popstate", () => {
  readAddress();
  listeners.forEach(listener => listener());
});
