/** Making elements. Text is always text: nothing that anybody wrote is read as markup. */

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "textContent", "open", "htmlFor", "className"]);

/** Return an element: h("button", {type: "button", onclick: …}, "words", child…). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Set an element's words only where they differ, so that nothing is announced twice. */
export function tell(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

let made = 0;
/** Return an id for an element that others refer to. */
export const fresh = (name) => `${name}-${(made += 1)}`;

/** Return a button that adds what stands in the field whose label has this id; it says so to who hears it. */
export function adding(words, labelId, onclick) {
  const id = fresh("add");
  return h("button", { type: "button", id, "aria-labelledby": `${id} ${labelId}`, onclick }, words);
}

/** Return the sign of a lens: a shape that differs from the other's, never color alone. */
export const shape = (lens) => h("span", { className: `shape ${lens}`, "aria-hidden": "true" });
