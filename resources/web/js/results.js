/** What all groups said, once it is revealed: no mean, and four different ways of not scoring. */

import { LENSES } from "./sheet.js";
import { cellKey } from "./station.js";
import { say, t } from "./words.js";

/** The group id of what the whole room agreed. */
const ROOM = "room";

const LONGEST_LABEL = 4;

function position(framework, index, id) {
  const levels = Object.values(framework.scales).flatMap((pair) => pair[index].levels);
  return levels.find((one) => one.id === id)?.position ?? null;
}

/** Return how one lens of one group stands: {group, lens, standing, levels, contested}. */
export function mark(station, framework, group, dimension, lens) {
  const told = { group, lens, levels: [], contested: false };
  if (station.cell(cellKey(group.id, dimension.id, "not_scored")).versions.length) return { ...told, standing: "chose_not" };
  const { versions } = station.cell(cellKey(group.id, dimension.id, "rating", lens));
  const found = versions.map((one) => position(framework, LENSES.indexOf(lens), one.value?.level)).filter(Boolean);
  const levels = [...new Set(found)].sort((a, b) => a - b);
  const contested = versions.length > 1;
  if (levels.length) return { ...told, levels, contested, standing: "scored" };
  return { ...told, contested, standing: versions.length ? "cannot_tell" : "not_yet" };
}

function agreed(station, framework, dimension, lens) {
  const { value } = station.cell(cellKey(ROOM, dimension.id, "agreed", lens));
  return value ? position(framework, LENSES.indexOf(lens), value.level) ?? t("results.no_agreement") : "";
}

/** Return every dimension with the marks of the groups that were given it, or answered it. */
export function resultRows(station, framework) {
  const asked = new Map((station.view.records.data_asked ?? []).map((row) => [row.dimension_id, row.count]));
  const groups = [...(station.view.records.groups ?? [])].sort((a, b) => a.position - b.position);
  return framework.dimensions.map((dimension) => {
    const given = groups.map((group) => ({ group, marks: LENSES.map((lens) => mark(station, framework, group, dimension, lens)) }))
      .filter(({ group, marks }) => group.dimensions?.includes(dimension.id) || marks.some((one) => one.standing !== "not_yet"));
    return { dimension, asked: asked.get(dimension.id) ?? 0, marks: given.flatMap(({ marks }) => marks), agreed: LENSES.map((lens) => agreed(station, framework, dimension, lens)) };
  });
}

/** Return group id → a label short enough to stand beside a mark. */
export function shortLabels(groups) {
  const short = groups.every((group) => [...group.label].length <= LONGEST_LABEL);
  return new Map(groups.map((group, place) => [group.id, short ? group.label : String(place + 1)]));
}

/** Return how a mark stands, in words. */
export function markWords(framework, { standing, levels, contested, lens }) {
  const index = LENSES.indexOf(lens);
  const named = (level) => {
    const found = framework.scales[framework.active_scale][index].levels.find((one) => one.position === level);
    return found ? t("level.named", { number: level, name: say(found.name) }) : String(level);
  };
  if (standing !== "scored") return contested ? t("answer.two") : t({ chose_not: "answer.not_scored", cannot_tell: "answer.cannot_tell", not_yet: "answer.not_yet" }[standing]);
  return contested ? `${levels.map(named).join(" / ")}. ${t("answer.two")}` : named(levels[0]);
}
