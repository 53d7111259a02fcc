/** Elements of the page. Text of others reaches the page by text nodes alone, so that it is never markup. */

/** An element with properties and children; a property that begins with "on" is a listener. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list" && name !== "form") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  add(element, children);
  return element;
}

export function add(element, ...children) {
  children.flat(Infinity)
      .filter(child => child !== null && child !== undefined && child !== false)
      .forEach(child => element.append(child));
}

export function fill(element, ...children) {
  element.replaceChildren();
  add(element, children);
  return element;
}

export function choice(label, options, value, onchoose, title) {
  const select = h("select", { onchange: () => onchoose(select.value) }, options.map(option =>
    h("option", { value: option.value, selected: option.value === value, title: option.title }, option.text)));
  return h("label", { title }, label, select);
}

export function check(label, checked, onchoose, title) {
  const input = h("input", { type: "checkbox", checked, onchange: () => onchoose(input.checked) });
  return h("label", { className: "check", title }, input, label);
}

/** A name that may be long: cut where it is shown, whole in its title. */
export function cut(text) {
  return String(text).length > 24 ? h("span", { className: "cut", title: String(text).slice(0, 2000) }, text) : String(text);
}

/** Puts text on the clipboard, and says so on the button. */
export async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.body.appendChild(h("textarea", { value: text }));
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  if (!button.dataset.text) button.dataset.text = button.textContent;
  button.textContent = "copied";
  setTimeout(() => { button.textContent = button.dataset.text; }, 1200);
}

/** A command with a button that copies it. */
export function command(text) {
  return h("div", { className: "command" }, h("code", {}, text),
    h("button", { type: "button", onclick: event => copy(text, event.currentTarget) }, "copy"));
}
