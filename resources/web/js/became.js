/** What became of answers that are not in the workshop as they were written here. */

import { canonical } from "./canonical.js";
import { h } from "./dom.js";
import { say, t, tn } from "./words.js";
import { wordsOf } from "./words_field.js";

/** The station name of the facilitator's own program. */
const HUB = "hub";

const OUT = new Set(["refused", "set_aside"]);
const HELD = new Set(["quarantined", "kept"]);

const FIELDS = {
  reason: "lens.why", evidence: "evidence.title", other_view: "other.title", student_groups: "affected.title",
  not_scored: "answer.not_scored", rating: "became.level", text: "notes.one",
};

/** Return what a cell is: its dimension, lens and field. */
function titleOf(framework, cell) {
  const [, dimension, , lens, field] = cell.split("|");
  const found = framework?.dimensions.find((one) => one.id === dimension);
  const index = ["foundations", "access"].indexOf(lens);
  const scale = index >= 0 ? framework?.scales[framework.active_scale][index] : null;
  return [found && say(found.name), scale && say(scale.name), t(FIELDS[field] ?? "notes.one")].filter(Boolean).join(" · ");
}

function valueOf(framework, value) {
  if (value?.cannot_tell) return t("answer.cannot_tell");
  if (Array.isArray(value)) {
    return value.map((one) => say(framework?.student_groups.find((group) => group.id === one)?.name) || one).join(", ");
  }
  if (value?.level) {
    const levels = Object.values(framework?.scales ?? {}).flat().flatMap((scale) => scale.levels);
    const level = levels.find((one) => one.id === value.level);
    return level ? t("level.named", { number: level.position, name: say(level.name) }) : value.level;
  }
  return wordsOf(value);
}

function written(framework, { entry, outcome, said }) {
  const { payload, kind } = entry;
  const title = kind === "cell.set" ? titleOf(framework, payload.cell) : t({ "need.add": "needs.one", "note.add": "notes.one" }[kind] ?? "became.said");
  const text = entry.erased ? t("became.withdrawn") : kind === "cell.set" ? valueOf(framework, payload.value) : payload.text ?? "";
  return { title, text, what: outcome === "refused" && said ? `${said.happened} ${said.remedy}` : t(`became.${outcome}`) };
}

/** Return the cells in which the facilitator settled another value than was written here. */
function settled(station, framework) {
  const ours = new Map(station.rows.map(({ entry }) => [entry.id, entry]));
  const differs = (entry, value) => {
    const mine = entry.payload.value ?? entry.payload.text;
    const isNothing = mine === null || mine === undefined || mine.length === 0;
    return !entry.erased && !isNothing && canonical(mine) !== canonical(value);
  };
  return (station.view.records.cells ?? [])
    .filter(({ tips }) => tips.length === 1 && tips[0].station === HUB && !tips[0].withdrawn)
    .filter(({ tips: [tip] }) => tip.based_on.some((id) => ours.has(id) && differs(ours.get(id), tip.value)))
    .map(({ cell, tips: [tip] }) => ({
      title: titleOf(framework, cell), text: "", what: t("became.settled", { value: valueOf(framework, tip.value) }),
    }));
}

/** Return the notices: [{kind, title, words, role, lines}] with an answer in each line. */
export function became(station, framework) {
  const held = station.rows.filter((row) => HELD.has(row.outcome));
  const out = station.rows.filter((row) => OUT.has(row.outcome));
  const theirs = settled(station, framework);
  const lines = (rows) => rows.map((row) => written(framework, row));
  return [
    held.length ? { kind: "", title: t("held.title"), words: tn("held", held.length), role: "status", lines: lines(held) } : null,
    out.length ? { kind: "overtime", title: t("refused.title"), words: tn("refused", out.length), role: "alert", lines: lines(out) } : null,
    theirs.length ? { kind: "", title: t("settled.title"), words: tn("settled", theirs.length), role: "status", lines: theirs } : null,
  ].filter(Boolean);
}

/** Return which answers a notice speaks of. They are not read aloud by themselves: people wrote them. */
export const whichOnes = (lines) => h("details", { className: "which" },
  h("summary", {}, t("became.which")),
  h("ul", { className: "list" }, lines.map(({ title, text, what }) => h("li", {},
    h("strong", {}, title), text ? h("blockquote", {}, text) : null, h("p", { className: "quiet" }, what)))));
