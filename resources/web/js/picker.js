/** One lens: its levels as a radio group, what the chosen one means, and why it was chosen. */

import { origin } from "./contest.js";
import { fresh, h, shape, tell } from "./dom.js";
import { cellKey } from "./station.js";
import { WordsField } from "./words_field.js";
import { say, t } from "./words.js";

const CANNOT_TELL = "cannot tell";

const choiceOf = (value) => (value?.cannot_tell ? CANNOT_TELL : value?.level ?? "");

/** Return the lens's levels on offer: those in use, and any that was chosen here before. */
function levelsOf(framework, index, versions) {
  const used = new Set(versions.map((version) => version.value?.level).filter(Boolean));
  const active = framework.scales[framework.active_scale][index].levels;
  const levels = active.filter((level) => !level.retired || used.has(level.id));
  const inside = new Set(levels.map((level) => level.id));
  const all = Object.values(framework.scales).flatMap((pair) => pair[index].levels);
  return [...levels, ...all.filter((level) => used.has(level.id) && !inside.has(level.id))];
}

/** Heading, picker, meaning, reason. */
export class LensPicker {
  constructor(station, framework, dimension, lens, index) {
    Object.assign(this, { station, framework, dimension, lens, index });
    this.scale = framework.scales[framework.active_scale][index];
    this.key = cellKey(station.group, dimension.id, "rating", lens);
    this.group = fresh(lens);
    this.meaning = h("p", { className: "quiet meaning", id: `${this.group}-meaning` });
    this.contest = h("p", { className: "contest", role: "status", hidden: true });
    this.levels = h("div", { className: "levels" });
    this.clear = h("button", { type: "button", className: "quiet small", onclick: () => station.setCell(this.key, null) }, t("lens.clear"));
    this.reason = new WordsField(station, cellKey(station.group, dimension.id, "reason", lens), t("lens.why"), { lines: 2, of: `${this.group}-name` });
    this.element = h("section", { className: `lens ${lens}` },
      h("fieldset", { "aria-describedby": `${this.group}-meaning` },
        h("legend", { id: `${this.group}-name` }, shape(lens), say(this.scale.name)),
        h("p", { className: "quiet" }, say(this.scale.question)),
        this.levels),
      this.contest, this.meaning, this.clear, this.reason.element);
    this.update();
  }

  /** Show the answer as it stands. */
  update() {
    const state = this.station.cell(this.key);
    const levels = levelsOf(this.framework, this.index, state.versions);
    const offered = levels.map((level) => level.id).join();
    if (offered !== this.offered) this.offer(levels);
    this.offered = offered;
    const chosen = choiceOf(state.value);
    const several = new Set(state.standing === "contested" ? state.versions.map((v) => choiceOf(v.value)) : []);
    for (const input of this.levels.querySelectorAll("input")) {
      input.checked = input.value === chosen;
      input.parentElement.classList.toggle("chosen", input.checked);
      input.parentElement.classList.toggle("one-of", several.has(input.value));
    }
    const answers = state.versions.map((v) => `${this.named(choiceOf(v.value))} (${origin(v, this.station.id)})`).join(" · ");
    tell(this.contest, several.size ? t("contest.levels", { answers }) : "");
    this.contest.hidden = !several.size;
    this.clear.hidden = !state.versions.length;
    tell(this.meaning, this.meaningOf(chosen));
    this.reason.update();
  }

  offer(levels) {
    this.known = new Map(levels.map((level) => [level.id, level]));
    const card = (value, className, ...words) => h("label", { className: `level ${className}` },
      h("input", { type: "radio", name: this.group, value, onchange: () => this.choose(value) }), ...words);
    this.levels.replaceChildren(
      ...levels.map((level) => card(level.id, "", h("b", {}, String(level.position)), h("span", {}, say(level.name)))),
      card(CANNOT_TELL, "cannot", h("span", {}, t("lens.cannot_tell"))));
  }

  choose(value) {
    const { version } = this.framework;
    this.station.setCell(this.key, value === CANNOT_TELL ? { cannot_tell: true } : { level: value, framework: version });
  }

  named(choice) {
    const level = this.known.get(choice);
    return level ? t("level.named", { number: level.position, name: say(level.name) }) : t("answer.cannot_tell");
  }

  meaningOf(choice) {
    if (choice === CANNOT_TELL) return t("lens.cannot_tell_is_an_answer");
    const level = this.known.get(choice);
    return level ? say(this.dimension.level_notes?.[choice] ?? level.description) : t("lens.choose");
  }
}
