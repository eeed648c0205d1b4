/**
 * The chart of both scores, as the room sees it: a lane for each lens, a mark for each group, a thin
 * line from the lowest to the highest, and columns of their own for what is no score.
 */

import { h } from "./dom.js";
import { markWords, shortLabels } from "./results.js";
import { LENSES } from "./sheet.js";
import { drawn, s, token, widthOf } from "./svg.js";
import { say, t, tn } from "./words.js";

const ASIDE = { cannot_tell: "answer.cannot_tell", chose_not: "answer.not_scored", not_yet: "answer.not_yet" };

/** Return the chart with its key. `rows` are `resultRows(…)`. */
export function chart(rows, framework, groups) {
  const short = shortLabels(groups);
  const scales = framework.scales[framework.active_scale];
  const most = Math.max(...scales.map((scale) => scale.levels.length), ...rows.flatMap((row) => row.marks.flatMap((one) => one.levels)));
  const aside = Object.keys(ASIDE).filter((standing) => rows.some((row) => row.marks.some((one) => one.standing === standing)));
  const plan = { short, levels: most, aside, agreed: rows.some((row) => row.agreed.some(Boolean)) };
  const line = (row) => h("div", { className: "chart-row" },
    h("p", { className: "chart-name" }, t("dimension", { number: row.dimension.number, name: say(row.dimension.name) }),
      row.asked ? h("span", { className: "chart-asked small" }, flag(), tn("results.asked", row.asked)) : null),
    row.marks.length || row.agreed.some(Boolean)
      ? drawn(h("div", { className: "chart-lanes" }), (width, size) => [lanes(row, plan, framework, width, size)])
      : h("p", { className: "quiet small" }, t("results.not_assigned")));
  const head = h("div", { className: "chart-row chart-head", "aria-hidden": "true" }, h("p", {}),
    drawn(h("div", { className: "chart-lanes" }), (width, size) => [heading(plan, width, size)]));
  return h("div", { className: "chart" }, head, rows.map(line), key(plan, scales, groups, short));
}

/** Return the small flag of the room's chart: here more data is needed. */
function flag() {
  return s("svg", { width: 14, height: 16, viewBox: "0 0 14 16", class: "flag", "aria-hidden": "true" },
    s("path", { d: "M2 2H12L9.5 5.5L12 9H2Z" }), s("path", { d: "M2 1V15" }));
}

/** Return where columns begin: levels of one width, then those aside. */
function columns({ levels, aside, agreed }, width, size) {
  const names = [...aside, ...(agreed ? ["agreed"] : [])];
  const roomy = width > 34 * size;
  const beside = (roomy ? 6.4 : 3.1) * size;
  const pitch = (width - names.length * beside) / levels;
  const middle = (level) => (level - 0.5) * pitch;
  const place = (name) => levels * pitch + (names.indexOf(name) + 0.5) * beside;
  return { names, roomy, beside, pitch, middle, place };
}

function heading(plan, width, size) {
  const { names, roomy, middle, place } = columns(plan, width, size);
  const high = 2.2 * size;
  const level = (n) => s("text", { x: middle(n), y: high - 0.5 * size, class: "level-number" }, String(n));
  const sign = (name) => (name === "agreed" ? [s("text", { x: place(name), y: high - 0.6 * size, class: "column" }, "=")]
    : [token("foundations", place(name) - 0.6 * size, high - 0.9 * size, 0.42 * size, name), token("access", place(name) + 0.6 * size, high - 0.9 * size, 0.42 * size, name)]);
  const words = (name) => wrapped(t(ASIDE[name] ?? "results.agreed"), 6 * size, 0.85 * size)
    .map((line, n, all) => s("text", { x: place(name), y: high - (0.35 + (all.length - 1 - n)) * size, class: "column" }, line));
  return s("svg", { width, height: high, viewBox: `0 0 ${width} ${high}` },
    Array.from({ length: plan.levels }, (_one, n) => level(n + 1)), names.flatMap(roomy ? words : sign));
}

/** Return words in at most two lines. */
function wrapped(words, width, size) {
  const parts = words.split(" ");
  for (let n = parts.length; n > 0; n -= 1) {
    const first = parts.slice(0, n).join(" ");
    if (widthOf(first, size, 400) <= width) return n === parts.length ? [first] : [first, parts.slice(n).join(" ")];
  }
  return [words];
}

/** Return one dimension's two lanes. */
function lanes(row, plan, framework, width, size) {
  const { names, beside, pitch, middle, place } = columns(plan, width, size);
  const cells = LENSES.map((lens) => [
    ...Array.from({ length: plan.levels }, (_one, n) => ({ x: middle(n + 1), room: pitch, marks: row.marks.filter((one) => one.lens === lens && one.levels.includes(n + 1)) })),
    ...plan.aside.map((standing) => ({ x: place(standing), room: beside, marks: row.marks.filter((one) => one.lens === lens && one.standing === standing) })),
  ].map((cell) => ({ ...cell, lines: packed(cell.marks, cell.room, plan.short, size) })));
  const step = 1.35 * size;
  const heights = cells.map((lane) => Math.max(1, ...lane.map((cell) => cell.lines.length)) * step + 0.3 * size);
  const high = heights[0] + heights[1] + 0.4 * size;
  const lane = (at, index) => {
    const lens = LENSES[index];
    const y = at + heights[index] / 2;
    const half = (level) => Math.max(0, ...cells[index][level - 1].lines.map((line) => lineWidth(line, plan.short, size))) / 2 + 0.2 * size;
    const parts = [...range(row, lens, y, middle, half), ...cells[index].flatMap((cell) => cell.lines.flatMap((line, n) =>
      drawnLine(line, cell.x, y + (n - (cell.lines.length - 1) / 2) * step, plan.short, size)))];
    return names.includes("agreed") ? [...parts, s("text", { x: place("agreed"), y: y + 0.35 * size, class: "agreed" }, String(row.agreed[index]))] : parts;
  };
  const spoken = LENSES.map((lens, index) => `${say(framework.scales[framework.active_scale][index].name)}: ${row.marks.filter((one) => one.lens === lens).map((one) => `${one.group.label}: ${markWords(framework, one)}`).join(", ")}`);
  if (row.asked) spoken.push(tn("results.asked", row.asked));
  return s("svg", { width, height: high, viewBox: `0 0 ${width} ${high}`, role: "img", "aria-label": `${row.dimension.number} ${say(row.dimension.name)}. ${spoken.join(". ")}.` },
    Array.from({ length: plan.levels + 1 }, (_one, n) => s("path", { d: `M${n * pitch} 0V${high}`, class: "border" })),
    lane(0.2 * size, 0), lane(0.2 * size + heights[0], 1));
}

const markWidth = (one, short, size) => 1.25 * size + widthOf(short.get(one.group.id) ?? "", size);

const lineWidth = (line, short, size) => line.reduce((sum, one) => sum + markWidth(one, short, size), 0.45 * size * (line.length - 1));

/** Return marks in as many lines as their column's width needs. */
function packed(marks, room, short, size) {
  const lines = [];
  let left = 0;
  for (const one of marks) {
    const width = markWidth(one, short, size) + 0.45 * size;
    if (!lines.length || width > left) {
      lines.push([]);
      left = room - 0.5 * size;
    }
    lines[lines.length - 1].push(one);
    left -= width;
  }
  return lines;
}

function drawnLine(line, x, y, short, size) {
  const gap = 0.45 * size;
  const widths = line.map((one) => markWidth(one, short, size));
  let left = x - lineWidth(line, short, size) / 2;
  return line.flatMap((one, n) => {
    const at = left + 0.5 * size;
    left += widths[n] + gap;
    const look = one.contested && one.standing === "scored" ? "contested" : one.standing;
    return [token(one.lens, at, y, 0.42 * size, look), s("text", { x: at + 0.65 * size, y: y + 0.35 * size, class: "label" }, short.get(one.group.id))];
  });
}

/** Return the thin line from the lowest to the highest settled level; none where they agree. */
function range(row, lens, y, middle, half) {
  const settled = row.marks.filter((one) => one.lens === lens && one.standing === "scored" && !one.contested).map((one) => one.levels[0]);
  const [low, high] = [Math.min(...settled), Math.max(...settled)];
  return settled.length && high > low ? [s("path", { d: `M${middle(low) + half(low)} ${y}H${middle(high) - half(high)}`, class: `range ${lens}` })] : [];
}

/** Return what shapes, outlines and numbers mean. */
function key(plan, scales, groups, short) {
  const size = 16;
  const sign = (parts) => s("svg", { width: 2.6 * size, height: 1.3 * size, viewBox: `0 0 ${2.6 * size} ${1.3 * size}`, "aria-hidden": "true" }, parts);
  const both = (look) => sign([token("foundations", 0.6 * size, 0.65 * size, 0.42 * size, look), token("access", 1.8 * size, 0.65 * size, 0.42 * size, look)]);
  const one = (lens) => sign([token(lens, 0.6 * size, 0.65 * size, 0.42 * size, "scored")]);
  const item = (drawing, words) => h("li", {}, drawing, h("span", {}, words));
  const levels = (index) => scales[index].levels.filter((level) => !level.retired).map((level) => t("level.named", { number: level.position, name: say(level.name) })).join(" · ");
  const named = groups.filter((group) => short.get(group.id) !== group.label);
  return h("div", { className: "chart-key small" },
    h("ul", {}, LENSES.map((lens, index) => item(one(lens), [h("strong", {}, say(scales[index].name)), ` ${levels(index)}`]))),
    h("ul", { className: "across" }, plan.aside.map((standing) => item(both(standing), t(ASIDE[standing]))),
      item(both("contested"), t("answer.two")), item(sign([s("path", { d: `M2 ${0.65 * size}H${2.4 * size}`, class: "range foundations" })]), t("results.range"))),
    named.length ? h("p", {}, named.map((group) => t("results.short", { short: short.get(group.id), label: group.label })).join(" · ")) : null);
}
