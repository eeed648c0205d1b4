/** What stands beside the scores: who is affected, another view, data needs, what to look at. */

import { contestBox } from "./contest.js";
import { fresh, h } from "./dom.js";
import { cellKey } from "./station.js";
import { say, t } from "./words.js";

/** Return all that stand in any version: one tick more must not drop what another device chose. */
const listed = ({ versions }) => [...new Set(versions.flatMap(({ value }) => (Array.isArray(value) ? value : [])))];

/** The student groups that are most affected: those on offer, and others in the group's words. */
export class Affected {
  constructor(station, framework, dimension) {
    Object.assign(this, { station, framework });
    this.key = cellKey(station.group, dimension.id, "student_groups");
    this.names = new Map(framework.student_groups.map((group) => [group.id, say(group.name)]));
    this.chips = h("div", { className: "chips" });
    this.contest = contestBox((version) => station.setCell(this.key, version.value));
    const id = fresh("other");
    this.other = h("input", { type: "text", id, maxlength: 200, onkeydown: (e) => { if (e.key === "Enter") this.add(); } });
    this.element = h("fieldset", {},
      h("legend", { className: "label" }, t("affected.title")),
      this.contest.element, this.chips,
      h("label", { htmlFor: id, className: "small quiet" }, t("affected.other")),
      h("div", { className: "row" }, this.other, h("button", { type: "button", onclick: () => this.add() }, t("add"))));
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

  add() {
    const words = this.other.value.trim();
    if (!words) return;
    this.other.value = "";
    if (!this.list.includes(words)) this.turn(words, true);
    this.other.focus();
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
