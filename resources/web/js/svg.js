/** Drawing: elements of SVG, whose colors are roles of the style sheet. */

const SPACE = "http://www.w3.org/2000/svg";

/** Return an element of SVG: s("circle", {cx: 1, cy: 1, r: 1, class: "foundations"}). */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  }
  element.append(...children.flat());
  return element;
}

/** Return a lens's shape around (x, y): a circle, or a diamond as wide as it looks. */
export function token(lens, x, y, radius, look) {
  const place = lens === "foundations"
    ? (r) => s("circle", { cx: x, cy: y, r })
    : (r) => s("path", { d: `M${x} ${y - r * 1.14}L${x + r * 1.14} ${y}L${x} ${y + r * 1.14}L${x - r * 1.14} ${y}Z` });
  const parts = look === "contested" ? [place(radius - 1), place(radius * 0.5)] : [place(look === "scored" ? radius : radius - 1.5)];
  return s("g", { class: `token ${lens} ${look}` }, parts);
}

let pen = null;
/** Return how wide words are, in the page's own type. */
export function widthOf(words, size, weight = 700) {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(words).width;
}

/** Return an element whose content is drawn anew for the width that it has: draw(width, size). */
export function drawn(element, draw) {
  let last = 0;
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (!width || width === last) return;
    last = width;
    element.replaceChildren(...draw(width, parseFloat(getComputedStyle(document.body).fontSize)));
  }).observe(element);
  return element;
}
