/**
 * The state of a cell from its entries, whatever their order, mixture and repetition.
 * The same function as app/domain/merge.py; tests/domain/merge_vectors.json holds for both.
 */

import { canonical } from "./canonical.js";

/** Tell whether a value says nothing: null, "", or an empty list. */
export const isBlank = (value) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

const order = (a, b) => (a < b ? -1 : Number(a > b));

/** Return the ids that no other entry supersedes; all of them where they go in a circle. */
export function tipIds(entries) {
  const ids = [...new Set(entries.map((entry) => entry.id))];
  const superseded = new Set();
  for (const entry of new Map(entries.map((one) => [one.id, one])).values()) {
    for (const target of entry.based_on ?? []) if (target !== entry.id) superseded.add(target);
  }
  const standing = ids.filter((id) => !superseded.has(id));
  return (standing.length ? standing : ids).sort(order);
}

/**
 * Return {standing, value, versions, tips} of entries {id, value, based_on, at, withdrawn}.
 * versions: the entries that stand, one per different value, oldest first.
 */
export function merge(entries) {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const tips = tipIds(entries);
  const sorted = tips
    .map((id) => known.get(id))
    .sort((a, b) => order(a.at ?? "", b.at ?? "") || order(a.id, b.id));
  const different = new Map();
  for (const entry of sorted) {
    if (entry.withdrawn || isBlank(entry.value)) continue;
    const key = canonical(entry.value);
    if (!different.has(key)) different.set(key, entry);
  }
  const versions = [...different.values()];
  if (!versions.length) return { standing: "empty", value: null, versions, tips };
  if (versions.length === 1) {
    return { standing: "settled", value: versions[0].value, versions, tips };
  }
  return { standing: "contested", value: null, versions, tips };
}
