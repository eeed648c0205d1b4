/** Words of which there may be many: a group's data needs in a dimension, its notes to a prompt. */

import { wholeText } from "./canonical.js";
import { adding, fresh, h } from "./dom.js";
import { randomHex } from "./sha256.js";
import { wordsKey } from "./station.js";
import { WordsField } from "./words_field.js";
import { t } from "./words.js";

/** The data needs of a dimension, and a line for a further one. */
export const needsList = (station, dimension) => new WordList(station, {
  name: "need", words: "needs", rows: () => station.needs(dimension.id),
  place: { group_id: station.group, dimension_id: dimension.id, kind: "" },
  draftKey: `new_need|${station.group}|${dimension.id}`,
});

/** The group's notes to a prompt, and a line for a further one. */
export const notesList = (station, prompt) => new WordList(station, {
  name: "note", words: "notes", rows: () => station.notes(prompt),
  place: { group_id: station.group, prompt_id: prompt },
  draftKey: `new_note|${station.group}|${prompt}`,
});

/** A list of fields, and a line for one more, which is a draft until it is added. */
class WordList {
  constructor(station, { name, words, rows, place, draftKey }) {
    Object.assign(this, { station, name, words, rows, place, draftKey, fields: new Map() });
    this.list = h("div", { className: "needs" });
    const id = fresh(name);
    this.line = h("input", {
      type: "text", id, maxlength: 2000, autocomplete: "off", value: station.drafts.get(draftKey)?.text ?? "",
      oninput: () => this.keep(), onblur: () => this.add(),
      onkeydown: (event) => { if (event.key === "Enter" && !event.isComposing) this.add(); },
    });
    this.element = h("div", {},
      h("h2", { className: "minor" }, t(`${words}.title`)), this.list,
      h("label", { htmlFor: id, id: `${id}-label`, className: "small quiet" }, t(`${words}.add`)),
      h("div", { className: "row" }, this.line, adding(t("add"), `${id}-label`, () => this.add())));
    this.update();
  }

  /** Whether somebody is in the middle of words here, which must not go away under their hands. */
  get isTyped() {
    const isNew = document.activeElement === this.line && this.line.value.trim() !== "";
    return isNew || [...this.fields.values()].some((field) => field.isTyped);
  }

  keep() {
    const text = this.line.value;
    this.station.keepDraft(this.draftKey, text ? { text, value: text, based_on: [] } : null);
  }

  /** Show what changed. */
  update() {
    const now = this.rows();
    if (this.station.gone.has(this.line.value)) this.line.value = "";
    for (const { id } of now) {
      if (this.fields.has(id)) continue;
      const field = new WordsField(this.station, wordsKey(id), t(`${this.words}.one`), { lines: 1, unseen: true });
      this.fields.set(id, field);
      this.list.append(field.element);
    }
    const left = new Set(now.map(({ id }) => id));
    for (const [id, field] of this.fields) {
      field.name(`${t(`${this.words}.one`)} ${now.findIndex((one) => one.id === id) + 1}`);
      field.update();
      field.element.hidden = !left.has(id) && document.activeElement !== field.field;
    }
  }

  async add() {
    const text = this.line.value.trim();
    if (!text) return;
    this.line.value = "";
    this.station.drafts.delete(this.draftKey);
    const payload = { ...this.place, [`${this.name}_id`]: randomHex(32), text: wholeText(text) };
    try {
      await this.station.write(`${this.name}.add`, payload, { draftKey: this.draftKey });
    } catch {
      this.line.value = text;
      this.keep();
    }
  }

  /** Make entries of what is being typed. */
  settle() {
    return Promise.all([...this.fields.values()].map((field) => field.settle()));
  }
}
