/** District data on the group's dimensions: what the file says, and plainly what it does not say. */

import { h } from "./dom.js";
import { drawn, s } from "./svg.js";
import { say, spoken, t } from "./words.js";

const KNOWN = { all: "data.all", white: "data.white", high_needs: "data.high_needs" };

const WITHOUT = { suppressed: "data.suppressed", not_applicable: "data.not_applicable" };

/** Return a dataset's series: the district's own rows where there are any, of the latest year. */
export function seriesOf(dataset) {
  const all = dataset.rows ?? [];
  const own = all.filter((row) => row.level === "district");
  const rows = own.length ? own : all;
  const latest = rows.reduce((year, row) => (row.year > year ? row.year : year), "");
  const found = new Map();
  for (const row of rows.filter((one) => (one.year ?? "") === latest)) {
    const parts = [row.metric, row.organisation, row.year, row.grade, row.subject];
    const name = parts.join("|");
    if (!found.has(name)) found.set(name, { title: [...new Set(parts.filter(Boolean))].join(" · "), rows: [] });
    found.get(name).rows.push(row);
  }
  const series = [...found.values()];
  return series.length === 1 ? [{ ...series[0], title: "" }] : series;
}

function groupName(row, framework) {
  const known = framework.student_groups?.find((one) => one.id === row.group_id);
  return known ? say(known.name) : KNOWN[row.group_id] ? t(KNOWN[row.group_id]) : row.student_group || row.organisation;
}

const number = (value, unit) =>
  `${new Intl.NumberFormat(spoken(), { maximumFractionDigits: 1 }).format(value)}${unit === "percent" ? " %" : ""}`;

/** Return a value in words: a number, a range, or why there is none. */
export function valueWords(row, unit) {
  if (row.status === "range") {
    if (row.low !== null && row.high !== null) return `${number(row.low, "")}–${number(row.high, unit)}`;
    return row.as_written;
  }
  if (row.status === "reported" && row.value !== null) return number(row.value, unit);
  return t(WITHOUT[row.status] ?? "data.missing");
}

const isReported = (row) => row.status === "reported" && row.value !== null;
const isRange = (row) => row.status === "range" && row.low !== null && row.high !== null;

/** Return the drawing of a value: a bar, an interval, hatching, or nothing. It repeats the words. */
function bar(row, end) {
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
    return [s("svg", { width, height: high, viewBox: `0 0 ${width} ${high}` }, parts)];
  });
}

function table(dataset, series, framework) {
  const largest = Math.max(0, ...series.rows.map((row) => (isReported(row) ? row.value : isRange(row) ? row.high : 0)));
  const end = dataset.unit === "percent" ? Math.max(100, largest) : largest || 1;
  return h("table", { className: "data" },
    h("caption", { className: series.title ? "" : "unseen" }, series.title || dataset.title),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("data.group")), h("th", { scope: "col" }, t("data.value")))),
    h("tbody", {}, series.rows.map((row) => h("tr", {},
      h("th", { scope: "row" }, groupName(row, framework)),
      h("td", {}, h("span", { className: isReported(row) ? "figure" : "quiet" }, valueWords(row, dataset.unit)), bar(row, end))))));
}

function card(dataset, framework) {
  return h("section", { className: "card" },
    h("h2", {}, dataset.title),
    seriesOf(dataset).map((series) => table(dataset, series, framework)),
    dataset.kind === "outcome" ? h("p", { className: "statement" }, say(framework.gap_statement)) : null,
    dataset.source ? h("p", { className: "quiet small" }, t("data.source", { source: dataset.source })) : null);
}

/** Return the page with all district data on the group's dimensions. */
export function dataPage(station, framework) {
  const datasets = station.view.records.datasets ?? [];
  return h("div", { className: "stack" },
    h("h1", { tabindex: "-1" }, t("data.title")), h("p", { className: "quiet" }, t("data.lead")),
    datasets.length ? datasets.map((one) => card(one, framework)) : h("p", {}, t("data.none")));
}
