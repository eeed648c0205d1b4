/** Where a station shows the code that brings a dimension's scores by voice. */

import { canonical } from "./canonical.js";
import { h, tell } from "./dom.js";
import { say } from "./spoken.js";
import { t } from "./words.js";

/** Shows the code on demand, and takes it away when the scores change. */
export class SpokenPanel {
  constructor(station, framework, dimension, scores) {
    Object.assign(this, { scores, shownFor: "" });
    this.code = h("p", { className: "spoken", hidden: true, "aria-live": "polite" });
    this.said = h("p", { className: "small quiet", role: "status" });
    const show = async () => {
      const found = await say(station, framework, dimension.id).catch(() => ({ code: "" }));
      this.show(found.code);
      tell(this.said, t(found.code ? "spoken.read" : found.contested ? "spoken.two" : "spoken.none"));
    };
    this.element = h("details", {}, h("summary", {}, t("spoken.title")),
      h("div", { className: "aloud" }, h("p", { className: "quiet" }, t("spoken.hint")),
        h("div", {}, h("button", { type: "button", onclick: show }, t("spoken.show"))), this.code, this.said));
  }

  show(code) {
    this.shownFor = code ? this.now() : "";
    this.code.hidden = !code;
    const groups = code.match(/.{5}/g) ?? [];
    const letters = groups.map((group) => Array.from(group).join(" ")).join(", ");
    this.code.replaceChildren(...groups.map((group) => h("span", { "aria-hidden": "true" }, group)),
      h("span", { className: "unseen" }, letters));
  }

  now() { return canonical(this.scores()); }

  /** Take a code away that says what holds no more. */
  update() {
    if (!this.shownFor || this.shownFor === this.now()) return;
    this.show("");
    tell(this.said, t("spoken.changed"));
  }
}
