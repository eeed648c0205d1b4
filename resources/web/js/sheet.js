/** The sheet of one dimension: all that a note-taker fills in. */

import { Affected, reading } from "./beside.js";
import { h } from "./dom.js";
import { LensPicker } from "./picker.js";
import { cellKey } from "./station.js";
import { SpokenPanel } from "./spoken_panel.js";
import { needsList } from "./word_list.js";
import { WordsField } from "./words_field.js";
import { say, t } from "./words.js";

/** The two lenses, in the framework's order. */
export const LENSES = ["foundations", "access"];

/** Shows one dimension; `update` shows what changed without moving focus or words being typed. */
export class Sheet {
  constructor(station, framework, dimension) {
    Object.assign(this, { station, dimension });
    const { group } = station;
    this.skipKey = cellKey(group, dimension.id, "not_scored");
    this.lenses = LENSES.map((lens, index) => new LensPicker(station, framework, dimension, lens, index));
    this.evidence = new WordsField(station, cellKey(group, dimension.id, "evidence"), t("evidence.title"), { hint: t("evidence.hint") });
    this.other = new WordsField(station, cellKey(group, dimension.id, "other_view"), t("other.title"), { hint: t("other.hint") });
    this.affected = new Affected(station, framework, dimension);
    this.needs = needsList(station, dimension);
    const scored = [this.skipKey, ...LENSES.map((lens) => cellKey(group, dimension.id, "rating", lens))];
    this.spoken = new SpokenPanel(station, framework, dimension, () => scored.map((key) => station.cell(key).value));
    this.skip = this.skipPanel();
    this.scored = h("div", { className: "scores" }, this.lenses.map((lens) => lens.element));
    this.element = h("section", { className: "sheet", "aria-labelledby": "sheet-title" },
      h("header", {},
        h("h1", { id: "sheet-title", tabindex: "-1" }, t("dimension", { number: dimension.number, name: say(dimension.name) })),
        h("p", { className: "quiet" }, say(dimension.vision)),
        say(framework.mark) ? h("p", { className: "small quiet" }, say(framework.mark)) : null),
      h("div", { className: "scores" }, this.skip, this.scored, this.evidence.element, this.spoken.element),
      h("div", { className: "beside" }, reading(dimension), this.affected.element, this.other.element, this.needs.element, this.chooseNot));
    this.update();
  }

  skipPanel() {
    this.words = new WordsField(this.station, this.skipKey, t("skip.words"), {
      hint: t("skip.hint"), make: (text) => ({ words: text }), lines: 2,
    });
    this.chooseNot = h("button", { type: "button", onclick: () => this.station.setCell(this.skipKey, { words: "" }) }, t("skip.choose"));
    const back = () => this.station.keepDraft(this.skipKey, null).then(() => this.station.setCell(this.skipKey, null));
    return h("div", { className: "card" },
      h("h2", {}, t("skip.title")), h("p", { className: "quiet" }, t("skip.real")), this.words.element,
      h("div", {}, h("button", { type: "button", onclick: back }, t("skip.back"))));
  }

  /** Make entries of what is being typed. */
  settle() {
    const fields = [this.evidence, this.other, this.words, ...this.lenses.map((lens) => lens.reason), this.needs];
    return Promise.all(fields.map((field) => field.settle()));
  }

  /** Show what changed. */
  update() {
    const chose = this.station.cell(this.skipKey).versions.length > 0;
    this.skip.hidden = !chose;
    this.scored.hidden = chose;
    this.chooseNot.hidden = chose;
    for (const part of [...this.lenses, this.evidence, this.other, this.affected, this.needs, this.words, this.spoken]) part.update();
  }
}
