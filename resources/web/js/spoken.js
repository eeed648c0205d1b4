/** A code to read aloud with a dimension's two scores; app/room/PROTOCOL.md, "By word of mouth". */

import { canonical } from "./canonical.js";
import { hmacHex, sha256Hex, unhex } from "./sha256.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const VERSION = 1;
const [NOTHING, EMPTIED, CANNOT_TELL, NOT_SCORED, FIRST_LEVEL] = [0, 1, 2, 3, 4];
const DATA = 13;

const POWERS = [];
for (let i = 0, x = 1; i < 31; i += 1) {
  POWERS.push(x);
  x = (x << 1) ^ (x & 16 ? 0b100101 : 0);
}

/** Return the product of two elements of the field of 32. */
const times = (a, b) => (a && b ? POWERS[(POWERS.indexOf(a) + POWERS.indexOf(b)) % 31] : 0);

function checks(symbols) {
  const sum = symbols.reduce((all, one) => all ^ one, 0);
  const weighted = symbols.reduce((all, one, place) => all ^ times(one, POWERS[place]), 0);
  const divisor = POWERS.indexOf(POWERS[DATA] ^ POWERS[DATA + 1]);
  const last = times(weighted ^ times(sum, POWERS[DATA]), POWERS[(31 - divisor) % 31]);
  return [sum ^ last, last];
}

const split = (number, count) => Array.from({ length: count }, (_, i) => Math.floor(number / 32 ** (count - 1 - i)) % 32);
const keyOf = (token) => unhex(hmacHex(unhex(token), "spoken"));
const firstBits = (hex, digits, bits) => parseInt(hex.slice(0, digits), 16) >> (4 * digits - bits);

/** Return a value as a code says it: the words of "chose not to score" stay here. */
const plain = (value) => (typeof value?.words === "string" ? { words: "" } : value);

/** Return the trace of a set of entries: ten bits. */
export const seenOf = (ids) => firstBits(sha256Hex([...ids].sort().join(",")), 3, 10);

/** Return the id that station and hub give to an entry that a code carries. */
export const entryId = (token, cell, value, at) =>
  hmacHex(keyOf(token), canonical(["entry", cell, plain(value), at])).slice(0, 32);

function answer(cells, lens, levels) {
  const found = cells.find(([cell]) => cell.endsWith(`|${lens}|rating`));
  if (!found) return NOTHING;
  const [, value] = found;
  if (value === null) return EMPTIED;
  if (value.cannot_tell) return CANNOT_TELL;
  const place = levels.indexOf(value.level);
  return place < 0 || FIRST_LEVEL + place > 31 ? -1 : FIRST_LEVEL + place;
}

/**
 * Return the code; "" where it cannot be said.
 * `said`: {room, station, group, at, seen, place, cells: [[cell, value]], levels: {lens: [id]}}.
 */
export function codeOf(said, token) {
  const { room, station, group, at, seen, place, cells, levels } = said;
  const isSkipped = cells.some(([cell, value]) => cell.endsWith("|not_scored") && value !== null);
  const answers = isSkipped ? [NOT_SCORED, NOT_SCORED]
    : ["foundations", "access"].map((lens) => answer(cells, lens, levels[lens]));
  if (place < 0 || place > 31 || answers.includes(-1) || !answers.some(Boolean)) return "";
  const told = canonical([room, station, group, at, seen, cells.map(([cell, value]) => [cell, plain(value)])]);
  const proof = firstBits(hmacHex(keyOf(token), told), 5, 20);
  const seconds = (Date.parse(at) / 1000) % 32 ** 3;
  const symbols = [VERSION, place, ...answers, ...split(seconds, 3), ...split(seen, 2), ...split(proof, 4)];
  return [...symbols, ...checks(symbols)].map((one) => ALPHABET[one]).join("");
}

const secondOf = (milliseconds) => `${new Date(Math.ceil(milliseconds / 1000) * 1000).toISOString().slice(0, 19)}Z`;

/** Return what a station has for the cells of a dimension: [{cell, entries, state}]. */
function cellsOf(station, dimension) {
  const names = [["not_scored", ""], ["rating", "foundations"], ["rating", "access"]];
  return names.map(([field, lens]) => {
    const cell = [station.group, dimension, "", lens, field].join("|");
    const shown = station.view.records.cells?.find((row) => row.cell === cell)?.tips ?? [];
    return { cell, shown, entries: [...station.written(cell), ...shown], state: station.cell(cell) };
  });
}

function valuesOf([skipped, ...ratings], framework) {
  if (skipped.state.value) return [[skipped.cell, skipped.state.value]];
  const said = ratings.filter(({ entries }) => entries.length).map(({ cell, state: { value } }) =>
    [cell, value?.level ? { level: value.level, framework: framework.version } : value]);
  return said.length ? [[skipped.cell, null], ...said] : [];
}

/** Write what a code needs, and return {code, contested}; code is "" where there is none. */
export async function say(station, framework, dimension) {
  const cells = cellsOf(station, dimension);
  if (cells.some(({ state }) => state.standing === "contested")) return { code: "", contested: true };
  const values = valuesOf(cells, framework);
  const tips = new Set(cells.flatMap(({ state }) => state.tips));
  const moments = cells.flatMap(({ entries }) => entries).filter(({ id }) => tips.has(id)).map(({ at }) => Date.parse(at));
  if (!values.length || !moments.length) return { code: "", contested: false };
  const { room, token } = station.enrolment;
  const own = new Set(station.rows.map((row) => row.entry.id));
  const seen = seenOf(cells.flatMap(({ shown }) => shown).map(({ id }) => id).filter((id) => !own.has(id)));
  const wanted = values.filter(([cell]) => cells.find((one) => one.cell === cell).entries.length);
  let moment = Math.max(...moments);
  const isGone = (cell, value) => {
    const id = entryId(token, cell, value, secondOf(moment));
    return own.has(id) && !tips.has(id);
  };
  while (wanted.some(([cell, value]) => isGone(cell, value))) moment += 1000;
  const at = secondOf(moment);
  const scale = framework.scales[framework.active_scale];
  const levels = Object.fromEntries(["foundations", "access"].map((lens, i) => [lens, scale[i].levels.map(({ id }) => id)]));
  const place = framework.dimensions.findIndex(({ id }) => id === dimension);
  const code = codeOf({ room, station: station.id, group: station.group, at, seen, place, cells: values, levels }, token);
  for (const [cell, value] of code ? wanted : []) {
    const id = entryId(token, cell, value, at);
    if (!own.has(id)) await station.setCell(cell, value, { id, at });
  }
  return { code, contested: false };
}
