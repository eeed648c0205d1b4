/** What the room will see of this group, for its yes; and, once revealed, of every group. */

import { chart } from "./chart.js";
import { h, shape } from "./dom.js";
import { markWords, resultRows } from "./results.js";
import { LENSES } from "./sheet.js";
import { cellKey } from "./station.js";
import { wordsOf } from "./words_field.js";
import { say, t } from "./words.js";

/** Return how one lens of one group stands, in words. */
export function answerWords(station, framework, group, dimension, lens) {
  if (choseNot(station, group, dimension)) return t("answer.not_scored");
  return levelWords(station, framework, group, dimension, lens);
}

const choseNot = (station, group, dimension) =>
  station.cell(cellKey(group, dimension.id, "not_scored")).versions.length > 0;

/** Return a paragraph for each version that stands in a cell of words. */
const paragraphs = (cell, className) =>
  cell.versions.map((version) => h("p", { className }, wordsOf(version.value)));

/** Return a lens's level in words, also where the group chose not to score. */
function levelWords(station, framework, group, dimension, lens) {
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
  const stands = (d, field, lens) => station.cell(cellKey(group, d.id, field, lens)).standing;
  const cells = (d) => [
    ...LENSES.flatMap((lens) => [stands(d, "rating", lens), stands(d, "reason", lens)]),
    ...["evidence", "other_view", "student_groups", "not_scored"].map((field) => stands(d, field)),
  ];
  const isMissing = (d) => !choseNot(station, group, d) && LENSES.some((lens) => stands(d, "rating", lens) === "empty");
  const hint = dimensions.some((d) => cells(d).includes("contested")) ? "confirm.two"
    : dimensions.some(isMissing) ? "confirm.missing" : "confirm.read";
  const beside = (d, lens) => choseNot(station, group, d) && stands(d, "rating", lens) !== "empty"
    ? h("p", { className: "quiet" }, t("confirm.beside", { answer: levelWords(station, framework, group, d, lens) })) : null;
  const card = (d) => h("section", { className: "card" },
    h("h2", {}, t("dimension", { number: d.number, name: say(d.name) })),
    h("div", { className: "pair" }, LENSES.map((lens, index) => h("div", {},
      h("p", { className: "quiet small" }, shape(lens), say(framework.scales[framework.active_scale][index].name)),
      h("p", {}, h("strong", {}, answerWords(station, framework, group, d, lens))),
      beside(d, lens),
      paragraphs(station.cell(cellKey(group, d.id, "reason", lens)), "quiet")))),
    paragraphs(station.cell(cellKey(group, d.id, "not_scored")), ""),
    h("div", {}, h("button", { type: "button", onclick: () => onChange(d.id) }, t("confirm.change"))));
  const say_ = (on) => () => station.write("group.confirm", { group_id: group, on });
  return h("div", { className: "stack" },
    h("h1", { tabindex: "-1" }, t("confirm.title", { label })), h("p", {}, t(hint)),
    dimensions.map(card),
    h("div", { className: "buttons across" },
      done ? h("p", { className: "status success" }, t("confirm.done")) : h("button", { type: "button", className: "primary", onclick: say_(true) }, t("confirm.yes")),
      done ? h("button", { type: "button", onclick: say_(false) }, t("confirm.no")) : null));
}

/** Return every group's answers: the chart, and the same in a table that reads well aloud. */
export function resultsPage(station, framework) {
  const rows = resultRows(station, framework);
  const groups = [...new Set(rows.flatMap((row) => row.marks.map((one) => one.group)))].sort((a, b) => a.position - b.position);
  const names = LENSES.map((_lens, index) => say(framework.scales[framework.active_scale][index].name));
  const columns = [t("results.dimension"), t("results.group"), ...names];
  return h("div", { className: "stack wide" },
    h("h1", { tabindex: "-1" }, t("results.title")), h("p", { className: "quiet" }, t("results.lead")),
    h("section", { "aria-label": t("results.chart") }, chart(rows, framework, groups)),
    h("h2", {}, t("results.table")),
    h("div", { className: "scroll", tabindex: "0", role: "region", "aria-label": t("results.table") },
      table(
        h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, rows.flatMap((row) => tableRows(row, framework))))));
}

/** Return a table that stays one for screen readers where the style sheet sets its rows as blocks. */
function table(head, body) {
  const made = h("table", { className: "answers", role: "table" }, head, body);
  const roles = { "thead, tbody": "rowgroup", tr: "row", "th[scope=col]": "columnheader", "th[scope=row]": "rowheader", td: "cell" };
  for (const [which, role] of Object.entries(roles)) for (const one of made.querySelectorAll(which)) one.setAttribute("role", role);
  return made;
}

function tableRows(row, framework) {
  const name = h("th", { scope: "row" }, t("dimension", { number: row.dimension.number, name: say(row.dimension.name) }));
  const line = (group, cells) => h("tr", {}, name.cloneNode(true), h("td", { className: "whole" }, group), cells);
  const groups = [...new Set(row.marks.map((one) => one.group))];
  const answer = (one) => h("td", {}, shape(one.lens), markWords(framework, one));
  const lines = groups.map((group) => line(t("group", { label: group.label }), row.marks.filter((one) => one.group === group).map(answer)));
  if (row.agreed.some(Boolean)) lines.push(line(t("results.agreed"), row.agreed.map((one) => h("td", {}, String(one || "–")))));
  return lines.length ? lines : [h("tr", {}, name, h("td", { colspan: 3, className: "quiet" }, t("results.not_assigned")))];
}
