/** District data on the group's dimensions: what the file says, and plainly what it does not say. */

import { h } from "./dom.js";
import { drawn, s } from "./svg.js";
import { say, spoken, t, tn } from "./words.js";

const KNOWN = { all: "data.all", white: "data.white", high_needs: "data.high_needs" };

const WITHOUT = { suppressed: "data.suppressed", not_applicable: "data.not_applicable" };

/** Years or schools side by side that can still be read (as on the room screen). */
const MOST_COLUMNS = 6;

const unlike = (rows, name) => [...new Set(rows.map((row) => row[name] ?? ""))];

/** Return what tells a picture from the dataset's others. */
const named = (row, more) => [...new Set([row.metric, ...more, row.grade, row.subject].filter(Boolean))].join(" · ");

/** Return student groups in rows; the values of `by` side by side. */
function beside(rows, by, columns, title) {
  const lines = unlike(rows, "student_group").map((group) => {
    const own = rows.filter((row) => (row.student_group ?? "") === group);
    return { first: own[0], cells: columns.map((column) => own.find((row) => (row[by] ?? "") === column) ?? null) };
  });
  return { title, columns: columns.length > 1 ? columns : [""], rows: lines };
}

function boardsOfOne(rows) {
  const places = unlike(rows, "organisation");
  const years = unlike(rows, "year").sort();
  const own = rows.filter((row) => row.level === "district");
  if (places.length > 1 && years.length === 1) {
    if (unlike(rows, "student_group").length === 1 && places.length > 2)
      return [{ title: named(rows[0], [rows[0].student_group, rows[0].year]), columns: [""], rows: places.map((place) => {
        const first = rows.find((row) => row.organisation === place);
        return { first, cells: [first], place };
      }) }];
    if (places.length <= MOST_COLUMNS) return [beside(rows, "organisation", places, named(rows[0], years))];
  }
  if (places.length > 1 && own.length && own.length < rows.length) return boardsOfOne(own);
  if (places.length > 1) return places.flatMap((place) => boardsOfOne(rows.filter((row) => row.organisation === place)));
  return [beside(rows, "year", years.slice(-MOST_COLUMNS), named(rows[0], [...places, ...(years.length === 1 ? years : [])]))];
}

/** Return a dataset's pictures: app/domain/data_boards.py says the same for the other screens. */
export function boardsOf(dataset) {
  const found = new Map();
  for (const row of dataset.rows ?? []) {
    const name = [row.metric, row.grade, row.subject].join("|");
    found.set(name, [...(found.get(name) ?? []), row]);
  }
  const boards = [...found.values()].flatMap(boardsOfOne);
  return boards.length === 1 ? [{ ...boards[0], title: "" }] : boards;
}

/** What a value is that is no plain number → the words that count such values. */
const COUNTED = {
  suppressed: (n) => tn("data.note.suppressed", n),
  range: (n) => tn("data.note.range", n),
  missing: (n) => tn("data.note.missing", n),
  not_applicable: (n) => tn("data.note.not_applicable", n),
};

/** Return how many values are no plain numbers, and why. */
function note(rows) {
  const count = (status) => rows.filter((row) => (row.status ?? "reported") === status).length;
  const said = Object.entries(COUNTED).map(([status, words]) => [count(status), words]);
  return said.filter(([n]) => n).map(([n, words]) => words(n)).join(" ");
}

/** What a number is measured by → the words for it; a mere context has none. */
const AIMS = {
  parity: "data.aim.parity",
  need_weighted: "data.aim.need_weighted",
  representation: "data.aim.representation",
};

/** Return how the groups' numbers should stand to each other. */
function aim(dataset, shares) {
  const told = dataset.rows?.[0]?.relation || (dataset.kind === "demographics" ? "context" : "parity");
  const marked = told === "representation" && Object.keys(shares).length ? ` ${t("data.aim.marks")}` : "";
  return Object.hasOwn(AIMS, told) ? t(AIMS[told]) + marked : "";
}

/** Return ">", "≥", "<" or "≤" where a file says so, as EDFacts does with GT, GE, LT and LE. */
function openEnd(written) {
  const text = (written ?? "").trim().toUpperCase();
  const signs = { GT: ">", GE: "≥", LT: "<", LE: "≤", ">=": "≥", "<=": "≤" };
  if (!/^\D{1,2}\s*\d/.test(text)) return "";
  return signs[text.slice(0, 2)] ?? (">≥<≤".includes(text[0] ?? " ") ? text[0] : "");
}

function groupName(row, framework) {
  const known = framework.student_groups?.find((one) => one.id === row.group_id);
  return known ? say(known.name) : KNOWN[row.group_id] ? t(KNOWN[row.group_id]) : row.student_group || row.organisation;
}

/** Return each group's share of all students: app/domain/bar_tables.py says the same for the other screens. */
export function sharesOfStudents(datasets) {
  for (const dataset of datasets) {
    const first = dataset.rows?.[0];
    if (dataset.kind !== "demographics" || !first) continue;
    const same = (row) => ["metric", "grade", "subject"].every((name) => (row[name] ?? "") === (first[name] ?? ""));
    const alike = dataset.rows.filter(same);
    const own = alike.filter((row) => row.level === "district");
    const rows = own.length ? own : alike;
    if (unlike(rows, "organisation").length > 1) continue;
    const newest = unlike(rows, "year").sort().at(-1);
    const told = rows.filter((row) => (row.year ?? "") === newest && row.group_id && isReported(row));
    const values = Object.fromEntries(told.map((row) => [row.group_id, row.value]));
    if (dataset.unit === "percent" && told.length) return values;
    if (dataset.unit === "count" && values.all)
      return Object.fromEntries(told.map((row) => [row.group_id, (100 * row.value) / values.all]));
  }
  return {};
}

const number = (value, unit) =>
  `${new Intl.NumberFormat(spoken(), { maximumFractionDigits: 1 }).format(value)}${unit === "percent" ? " %" : ""}`;

/** Return a value in words: a number, a range, or why there is none. */
export function valueWords(row, unit) {
  if (row.status === "range") {
    const sign = openEnd(row.as_written);
    if (row.low !== null && ">≥".includes(sign || " ")) return `${sign} ${number(row.low, unit)}`;
    if (row.high !== null && "<≤".includes(sign || " ")) return `${sign} ${number(row.high, unit)}`;
    if (row.low !== null && row.high !== null) return `${number(row.low, "")}–${number(row.high, unit)}`;
    return row.as_written;
  }
  if (row.status === "reported" && row.value !== null) return number(row.value, unit);
  return t(WITHOUT[row.status] ?? "data.missing");
}

const isReported = (row) => row.status === "reported" && row.value !== null;
const isRange = (row) => row.status === "range" && row.low !== null && row.high !== null;

/** Return the drawing of a value: a bar, an interval, hatching, or nothing. It repeats the words. */
function bar(row, end, share) {
  return drawn(h("div", { className: "bar", "aria-hidden": "true" }), (width, size) => {
    const high = size;
    const x = (value) => 1 + ((width - 2) * Math.min(Math.max(value, 0), end)) / end;
    const middle = high / 2;
    const parts = [s("path", { d: `M1 0V${high}`, class: "axis" })];
    if (isReported(row)) parts.push(s("rect", { x: 1, y: 2, width: Math.max(x(row.value) - 1, 1), height: high - 4, class: "value" }));
    if (isRange(row)) {
      const [low, top] = [x(row.low), x(row.high)];
      parts.push(s("path", { d: `M${low} ${middle}H${top}M${low} 2V${high - 2}M${top} 2V${high - 2}`, class: "interval" }));
    }
    if (row.status === "suppressed") {
      for (let at = 1; at < width - high; at += high / 2) parts.push(s("path", { d: `M${at} ${high - 2}l${high - 4} ${4 - high}`, class: "hatching" }));
    }
    if (share !== undefined) parts.push(s("path", { d: `M${x(share)} 0V${high}`, class: "tick" }));
    return [s("svg", { width, height: high, viewBox: `0 0 ${width} ${high}` }, parts)];
  });
}

function cell(row, unit, end, share) {
  if (!row) return h("td", { className: "quiet" }, "–");
  const told = share === undefined ? null : h("span", { className: "unseen" }, ` ${t("data.share", { share: number(share, unit) })}`);
  return h("td", {}, h("span", { className: isReported(row) ? "figure" : "quiet" }, valueWords(row, unit), told), bar(row, end, share));
}

function table(dataset, board, framework, shares) {
  const all = board.rows.flatMap((line) => line.cells.filter(Boolean));
  const largest = Math.max(0, ...all.map((row) => (isReported(row) ? row.value : isRange(row) ? row.high : 0)));
  const end = dataset.unit === "percent" ? Math.max(100, largest) : largest || 1;
  const heads = board.columns.length > 1 ? board.columns : [t("data.value")];
  const unsaid = note(all);
  return h("div", { className: "wide" }, h("table", { className: "data" },
    h("caption", { className: board.title ? "" : "unseen" }, board.title || dataset.title),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t(board.rows[0]?.place ? "data.place" : "data.group")),
      heads.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, board.rows.map((line) => h("tr", {},
      h("th", { scope: "row" }, line.place ?? groupName(line.first, framework)),
      line.cells.map((row) => cell(row, dataset.unit, end, shares[row?.group_id])))))),
    unsaid ? h("p", { className: "quiet small" }, unsaid) : null);
}

function card(dataset, framework, all) {
  const shares = dataset.unit === "percent" && dataset.rows?.[0]?.relation === "representation" ? sharesOfStudents(all) : {};
  const aimed = aim(dataset, shares);
  return h("section", { className: "card" },
    h("h2", {}, dataset.title),
    boardsOf(dataset).map((board) => table(dataset, board, framework, shares)),
    dataset.kind === "outcome" ? h("p", { className: "statement" }, say(framework.gap_statement)) : null,
    aimed ? h("p", {}, aimed) : null,
    dataset.source ? h("p", { className: "quiet small" }, t("data.source", { source: dataset.source })) : null);
}

/** Return the datasets that are charts: one on no dimension is there for comparing only. */
export const chartsOf = (datasets) => (datasets ?? []).filter((one) => one.dimensions?.length);

/** Return the page with all district data on the group's dimensions. */
export function dataPage(station, framework) {
  const all = station.view.records.datasets ?? [];
  const datasets = chartsOf(all);
  return h("div", { className: "stack" },
    h("h1", { tabindex: "-1" }, t("data.title")), h("p", { className: "quiet" }, t("data.lead")),
    datasets.length ? datasets.map((one) => card(one, framework, all)) : h("p", {}, t("data.none")));
}
