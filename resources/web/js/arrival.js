/** What a station that comes from another address adds to what this browser has of it already. */

import { NEW_GROUP, cellKey } from "./station.js";

/** Two pages wrote on as one device: a number has one entry here and another one there. */
export class TwoWays extends Error {}

const wordsIn = ({ payload }) => payload.text ?? payload.value?.words ?? payload.value;

/** Tell whether an entry is what became of a draft, or goes on from it. */
function isFrom(entry, { key, text }) {
  const [what, group, place] = key.split("|");
  const { payload } = entry;
  if (what === NEW_GROUP) {
    return payload.cell === cellKey(group, place, "student_groups") && Boolean(payload.value?.includes(text.trim()));
  }
  const isThere = what === "new_need" ? payload.dimension_id === place
    : what === "new_note" ? payload.prompt_id === place : payload.cell === key;
  const words = wordsIn(entry);
  return isThere && typeof words === "string" && words.startsWith(text.trim());
}

/**
 * Return the rows and drafts that are not here yet; both are {rows, drafts}, rows from 1 on.
 * What is here may be newer than a file or link: it stays as it is. Drafts do not come where they
 * became entries here, or where their words were withdrawn. Throws TwoWays.
 */
export function newOnly(here, came) {
  const known = new Map(here.rows.map((row) => [row.seq, row.entry]));
  if (came.rows.some(({ seq, entry }) => known.has(seq) && known.get(seq).id !== entry.id)) throw new TwoWays();
  const gone = new Set(came.rows.filter(({ seq }) => known.get(seq)?.erased).map(({ entry }) => wordsIn(entry)));
  const since = here.rows.slice(came.rows.length);
  const typed = new Set(here.drafts.map(({ key }) => key));
  const isNew = (draft) => !typed.has(draft.key) && !gone.has(draft.text) && !since.some(({ entry }) => isFrom(entry, draft));
  return { rows: came.rows.filter(({ seq }) => !known.has(seq)), drafts: came.drafts.filter(isNew) };
}
