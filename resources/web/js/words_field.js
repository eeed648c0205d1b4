/**
 * A field for words. Every keystroke is kept at once as a draft; the entry is made on leaving the
 * field, after a second's rest, or after five seconds of typing.
 */

import { contestBox } from "./contest.js";
import { canonical } from "./canonical.js";
import { fresh, h, tell } from "./dom.js";
import { randomHex } from "./sha256.js";

const REST = 1000;
const LONGEST_TYPING = 5000;
const LONGEST_TEXT = 20000;

/** Whether the browser lets fields grow with their words by itself (station.css asks for it). */
const GROWS = CSS.supports("field-sizing", "content");

/** Return the words in a cell's value. */
export const wordsOf = (value) =>
  (typeof value === "string" ? value : typeof value?.words === "string" ? value.words : "");

/**
 * Label, hint, field, and the versions where several stand. `of` is the id of what the label belongs
 * to, where another field has the same one: who hears the page cannot see which is which.
 */
export class WordsField {
  constructor(station, key, label, { hint = "", make = (text) => text, lines = 3, unseen = false, of = "" } = {}) {
    Object.assign(this, { station, key, make, group: station.group, since: 0, timer: 0, base: null, writing: 0 });
    const id = fresh("words");
    this.field = h("textarea", {
      id, rows: lines, maxlength: LONGEST_TEXT, spellcheck: "true", "data-cell": key,
      "aria-describedby": hint ? `${id}-hint` : null, "aria-labelledby": of ? `${id}-label ${of}` : null,
      oninput: () => this.onTyped(), onblur: () => this.settle(),
    });
    this.field.style.setProperty("--lines", lines);
    this.contest = contestBox((version) => this.keep(version));
    this.element = h("div", {},
      h("label", { className: unseen ? "unseen" : "words", htmlFor: id, id: `${id}-label` }, label),
      hint ? h("p", { className: "quiet small", id: `${id}-hint` }, hint) : null,
      this.contest.element, this.field);
    const draft = station.drafts.get(key);
    if (draft) {
      this.base = draft.based_on;
      this.field.value = draft.text;
      this.timer = setTimeout(() => this.settle(), REST);
    }
    this.update();
  }

  /** Whether somebody is in the middle of words here. */
  get isTyped() {
    return document.activeElement === this.field && this.station.drafts.has(this.key);
  }

  /** Call the field something else: of several alike each has its own number. */
  name(label) {
    tell(this.element.querySelector("label"), label);
  }

  /** Show what stands, unless somebody is typing here. */
  update() {
    const state = this.station.cell(this.key);
    this.contest.show(state.standing === "contested" ? state.versions : [], (v) => wordsOf(v.value), this.station.id);
    // While an entry is being made, what stands is older than what stands in the field.
    if (this.writing || this.station.drafts.has(this.key)) return;
    const text = wordsOf(state.value);
    // What stands is in the field: who types on in it has seen it, whoever wrote it last.
    if (state.standing !== "contested") this.base = null;
    if (this.field.value !== text && state.standing !== "contested") this.field.value = text;
    if (state.standing === "contested" && document.activeElement !== this.field) this.field.value = "";
    this.grow();
  }

  /** Make the field as tall as its words, in browsers that do not. */
  grow() {
    if (GROWS || this.field.value === this.grownTo) return;
    this.grownTo = this.field.value;
    requestAnimationFrame(() => {
      this.field.style.height = "auto";
      const edges = this.field.offsetHeight - this.field.clientHeight;
      this.field.style.height = this.field.scrollHeight ? `${this.field.scrollHeight + edges}px` : "";
    });
  }

  onTyped() {
    const text = this.field.value;
    this.grow();
    this.since ||= Date.now();
    const kept = this.station.drafts.get(this.key);
    this.base = kept?.based_on ?? this.base ?? this.station.cell(this.key).tips;
    this.station.keepDraft(this.key, { text, value: this.make(text), based_on: this.base, of: this.group });
    clearTimeout(this.timer);
    const left = Math.max(0, this.since + LONGEST_TYPING - Date.now());
    this.timer = setTimeout(() => this.settle(), Math.min(REST, left));
  }

  /** Turn the draft into an entry. */
  async settle() {
    clearTimeout(this.timer);
    this.since = 0;
    const draft = this.station.drafts.get(this.key);
    if (!draft) {
      this.base = null;
      return;
    }
    const state = this.station.cell(this.key);
    const isSame = state.standing !== "contested" && canonical(state.value ?? this.make("")) === canonical(draft.value);
    const before = this.base;
    if (isSame) {
      this.base = null;
      await this.station.keepDraft(this.key, null);
      return;
    }
    const id = randomHex(32);
    this.base = [id];
    this.station.drafts.delete(this.key);
    this.writing += 1;
    try {
      await this.station.setCell(this.key, draft.value, { basedOn: draft.based_on, draftKey: this.key, id, of: this.group });
    } catch {
      this.base = before;
      const newer = this.station.drafts.get(this.key);
      if (newer) newer.based_on = draft.based_on;
      else this.station.drafts.set(this.key, draft);
    } finally {
      this.writing -= 1;
    }
    if (document.activeElement !== this.field && !this.station.drafts.has(this.key)) this.base = null;
  }

  /** People chose one of several versions. */
  keep(version) {
    this.base = null;
    return this.station.setCell(this.key, version.value, { of: this.group });
  }
}

/** A paragraph whose words change with what stands. */
export function changing(className) {
  const element = h("p", { className });
  return { element, say: (words) => { tell(element, words); element.hidden = !words; } };
}
