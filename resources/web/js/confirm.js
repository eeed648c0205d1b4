/** What the room will see of this group, for its yes; and, once revealed, of every group. */

import { h, shape } from "./dom.js";
import { LENSES } from "./sheet.js";
import { cellKey } from "./station.js";
import { wordsOf } from "./words_field.js";
import { say, t } from "./words.js";

/** Return how one lens of one group stands, in words. */
export function answerWords(station, framework, group, dimension, lens) {
  if (station.cell(cellKey(group, dimension.id, "not_scored")).versions.length) return t("answer.not_scored");
  const { standing, value } = station.cell(cellKey(group, dimension.id, "rating", lens));
  if (standing === "empty") return t("answer.not_yet");
  if (standing === "contested") return t("answer.two");
  if (value.cannot_tell) return t("answer.cannot_tell");
  const index = LENSES.indexOf(lens);
  const level = Object.values(framework.scales).flatMap((pair) => pair[index].levels).find((one) => one.id === value.level);
  return level ? t("level.named", { number: level.position, name: say(level.name) }) : t("answer.scored");
}

/** Return the page on which a group says "yes, this is right". */
export function confirmPage(station, framework, dimensions, label, onChange) {
  const { group } = station;
  const done = station.says("confirm");
  const standing = dimensions.flatMap((d) => LENSES.map((lens) => station.cell(cellKey(group, d.id, "rating", lens)).standing));
  const skipped = dimensions.some((d) => station.cell(cellKey(group, d.id, "not_scored")).versions.length);
  const hint = standing.includes("contested") ? "confirm.two" : standing.includes("empty") && !skipped ? "confirm.missing" : "confirm.read";
  const card = (d) => h("section", { className: "card" },
    h("h2", {}, t("dimension", { number: d.number, name: say(d.name) })),
    h("div", { className: "pair" }, LENSES.map((lens, index) => h("div", {},
      h("p", { className: "quiet small" }, shape(lens), say(framework.scales[framework.active_scale][index].name)),
      h("p", {}, h("strong", {}, answerWords(station, framework, group, d, lens))),
      h("p", { className: "quiet" }, wordsOf(station.cell(cellKey(group, d.id, "reason", lens)).value))))),
    h("p", {}, wordsOf(station.cell(cellKey(group, d.id, "not_scored")).value)),
    h("div", {}, h("button", { type: "button", onclick: () => onChange(d.id) }, t("confirm.change"))));
  const say_ = (on) => () => station.write("group.confirm", { group_id: group, on });
  return h("div", { className: "stack" },
    h("h1", { tabindex: "-1" }, t("confirm.title", { label })), h("p", {}, t(hint)),
    dimensions.map(card),
    h("div", { className: "buttons across" },
      done ? h("p", { className: "status success" }, t("confirm.done")) : h("button", { type: "button", className: "primary", onclick: say_(true) }, t("confirm.yes")),
      done ? h("button", { type: "button", onclick: say_(false) }, t("confirm.no")) : null));
}

/** Return every group's answers, in a table that reads well aloud and on a phone. */
export function resultsPage(station, framework) {
  const groups = station.view.records.groups ?? [];
  const lines = framework.dimensions.flatMap((d) => groups
    .filter((g) => LENSES.some((lens) => station.cell(cellKey(g.id, d.id, "rating", lens)).versions.length)
      || station.cell(cellKey(g.id, d.id, "not_scored")).versions.length)
    .map((g) => h("tr", {},
      h("th", { scope: "row" }, t("dimension", { number: d.number, name: say(d.name) })),
      h("td", {}, t("group", { label: g.label })),
      LENSES.map((lens) => h("td", {}, shape(lens), answerWords(station, framework, g.id, d, lens))))));
  const names = LENSES.map((_lens, index) => say(framework.scales[framework.active_scale][index].name));
  return h("div", { className: "stack" },
    h("h1", { tabindex: "-1" }, t("results.title")), h("p", { className: "quiet" }, t("results.lead")),
    h("div", { className: "scroll", tabindex: "0", role: "region", "aria-label": t("results.title") },
      h("table", {},
        h("thead", {}, h("tr", {}, [t("results.dimension"), t("results.group"), ...names].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, lines))));
}
