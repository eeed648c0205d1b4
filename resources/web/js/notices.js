/** What a person should know now, above everything else. */

import { whichOnes } from "./became.js";
import { h, tell } from "./dom.js";

/**
 * Notices {kind, title, words, role, lines, other}, told apart by their kind, title and place. One
 * that stays keeps its element: nothing is read aloud twice because another one came, and a list
 * that somebody opened stays open.
 */
export class Notices {
  constructor(taking) {
    this.taking = taking;
    this.boxes = new Map();
    this.element = h("div", {});
  }

  /** Show these, in this order. */
  show(said) {
    const names = said.map(({ kind, role, title, other }) => [kind, role, other ?? title].join("|"));
    for (const [name, box] of this.boxes) {
      if (names.includes(name)) continue;
      box.element.remove();
      this.boxes.delete(name);
    }
    said.forEach((one, place) => {
      const name = names[place];
      if (!this.boxes.has(name)) this.boxes.set(name, new Notice(one, this.taking));
      const box = this.boxes.get(name);
      if (this.element.children[place] !== box.element) this.element.insertBefore(box.element, this.element.children[place] ?? null);
      box.update(one);
    });
  }
}

class Notice {
  constructor({ kind, role, other }, taking) {
    this.title = h("strong", {});
    this.words = h("p", {});
    this.which = h("div", {});
    this.element = h("div", { className: `notice ${kind}` },
      h("div", { role }, this.title, this.words), this.which, other ? taking(other) : null);
  }

  update({ title, words, lines }) {
    tell(this.title, title);
    tell(this.words, words);
    const now = JSON.stringify(lines);
    if (now === this.shown) return;
    this.shown = now;
    const before = this.which.querySelector("details");
    const hadFocus = before?.contains(document.activeElement);
    this.which.replaceChildren(...(lines.length ? [whichOnes(lines)] : []));
    const details = this.which.querySelector("details");
    if (details && before?.open) details.open = true;
    if (hadFocus) details?.querySelector("summary").focus();
  }
}
