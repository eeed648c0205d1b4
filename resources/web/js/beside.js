/** What stands beside the scores: who is affected, another view, data needs, what to look at. */

import { contestBox } from "./contest.js";
import { adding, fresh, h } from "./dom.js";
import { NEW_GROUP, cellKey, listed } from "./station.js";
import { say, t } from "./words.js";

/** The student groups that are most affected: those on offer, and others in the group's words. */
export class Affected {
  constructor(station, framework, dimension) {
    Object.assign(this, { station, framework });
    this.key = cellKey(station.group, dimension.id, "student_groups");
    this.names = new Map(framework.student_groups.map((group) => [group.id, say(group.name)]));
    this.chips = h("div", { className: "chips" });
    this.contest = contestBox((version) => station.setCell(this.key, version.value));
    const id = fresh("other");
    this.draftKey = `${NEW_GROUP}|${station.group}|${dimension.id}`;
    this.other = h("input", {
      type: "text", id, maxlength: 200, autocomplete: "off", value: station.drafts.get(this.draftKey)?.text ?? "",
      oninput: () => this.keep(), onblur: () => this.add(),
      onkeydown: (event) => { if (event.key === "Enter" && !event.isComposing) this.add(); },
    });
    this.element = h("fieldset", {},
      h("legend", { className: "label" }, t("affected.title")),
      this.contest.element, this.chips,
      h("label", { htmlFor: id, id: `${id}-label`, className: "small quiet" }, t("affected.other")),
      h("div", { className: "row" }, this.other, adding(t("add"), `${id}-label`, () => { this.add(); this.other.focus(); })));
    this.update();
  }

  get list() { return listed(this.station.cell(this.key)); }

  update() {
    const state = this.station.cell(this.key);
    const named = (version) => version.value.map((one) => this.names.get(one) ?? one).join(", ");
    this.contest.show(state.standing === "contested" ? state.versions : [], named, this.station.id);
    const chosen = this.list;
    const offered = [...this.names.keys(), ...chosen.filter((one) => !this.names.has(one))];
    const before = offered.join("\n");
    if (before !== this.offered) {
      this.offered = before;
      this.chips.replaceChildren(...offered.map((one) => h("label", { className: "chip" },
        h("input", { type: "checkbox", value: one, onchange: (e) => this.turn(one, e.target.checked) }),
        h("span", {}, this.names.get(one) ?? one))));
    }
    for (const input of this.chips.querySelectorAll("input")) {
      input.checked = chosen.includes(input.value);
      input.parentElement.classList.toggle("chosen", input.checked);
    }
  }

  turn(one, on) {
    this.station.setCell(this.key, (state) => {
      const left = listed(state).filter((other) => other !== one);
      return on ? [...left, one] : left;
    });
  }

  /** Make what is being typed durable. */
  keep() {
    const text = this.other.value;
    this.station.keepDraft(this.draftKey, text ? { text, value: text, based_on: [] } : null);
  }

  /** Make an entry of what is being typed; until it is on the disk the words stay a draft there. */
  async add() {
    const words = this.other.value.trim();
    if (!words) return;
    this.other.value = "";
    this.station.drafts.delete(this.draftKey);
    try {
      await this.station.addGroup(this.key, words, this.draftKey);
    } catch {
      this.other.value ||= words;
      this.keep();
    }
  }

}

/** Return the key questions and what to look at. */
export function reading(dimension) {
  const list = (items) => h("ul", { className: "list quiet" }, items.map((words) => h("li", {}, words)));
  const part = (title, items, open) => (items?.length ? h("details", { open }, h("summary", {}, title), list(items)) : null);
  return h("div", {},
    part(t("look.questions"), (dimension.questions ?? []).map((one) => `${one.code} ${say(one.text)}`), true),
    part(t("look.for"), (dimension.look_fors ?? []).map(say), false));
}
