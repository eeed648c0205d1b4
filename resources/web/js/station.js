/** One station: what it wrote, what the hub showed, and the state of each cell from both. */

import { entryHash, nextDigest, wholeText } from "./canonical.js";
import { merge } from "./merge.js";
import { randomHex } from "./sha256.js";

/** Fields whose later change takes a group's confirmation back. */
const SCORES = new Set(["rating", "not_scored"]);

const whole = (value) => {
  if (typeof value === "string") return wholeText(value);
  if (Array.isArray(value)) return value.map(whole);
  return typeof value?.words === "string" ? { words: wholeText(value.words) } : value;
};

/** Return the group that a content names; "" where it names none (the words of a note). */
const groupIn = ({ group_id: group, cell = "" }) => {
  const [first, , , , field] = cell.split("|");
  return group ?? (field === "text" ? "" : first);
};

const LEFT_OUT = new Set(["refused", "set_aside"]);

/** What the key of a draft begins with that becomes one more of the student groups in a cell. */
export const NEW_GROUP = "new_group";

/** Return all that stand in any version: one tick more must not drop what another device chose. */
export const listed = ({ versions }) => [...new Set(versions.flatMap(({ value }) => (Array.isArray(value) ? value : [])))];

/** Return the name of a cell. */
export const cellKey = (group, dimension, field, lens = "") =>
  [group, dimension, "", lens, field].join("|");

/** Return the name of the cell with a note's or need's words. */
export const wordsKey = (id) => `${id}||||text`;

/** What this browser knows; fires "changed" when any of it did. */
export class Station extends EventTarget {
  constructor(store, enrolment) {
    super();
    this.store = store;
    this.enrolment = enrolment;
    this.rows = [];
    this.drafts = new Map();
    this.gone = new Set();
    this.view = { records: {}, hashes: {}, clock: null, message: "", standing: enrolment.standing };
    this.through = 0;
    this.clockOffset = 0;
    this.failure = "";
    this.digests = [""];
    this.turn = Promise.resolve();
    this.unkept = new Set();
  }

  /** Read what this browser kept. */
  async load() {
    this.view = (await this.store.read(`view:${this.id}`)) ?? this.view;
    this.clockOffset = this.view.clockOffset ?? 0;  // words left unfinished are dated before the hub is heard
    this.drafts = await this.store.drafts(this.id);
    this.rows = await this.store.outbox(this.id);
    this.changed();
  }

  get id() { return this.enrolment.station; }

  get group() { return this.view.records.station?.[0]?.group_id || this.enrolment.group; }

  get label() { return this.view.records.groups?.find((one) => one.id === this.group)?.label ?? ""; }

  get last() { return this.rows[this.rows.length - 1]; }

  get waiting() { return this.rows.filter((row) => row.seq > this.through); }

  /** Return how many answers are not on the hub; without a link that heard it, by what it said last. */
  notThere(link = null) {
    const rows = link?.heardAt ? this.waiting : this.rows.filter((row) => !row.outcome);
    return rows.length + this.drafts.size;
  }

  changed() { this.dispatchEvent(new Event("changed")); }

  /** Return the present moment by the hub's clock, in milliseconds. */
  now() { return Date.now() + this.clockOffset; }

  /** Return the state of a cell: what the hub showed and what was written here, merged. */
  cell(key) {
    const shown = this.view.records.cells?.find((row) => row.cell === key);
    const gone = new Set(shown?.superseded ?? []);
    const entries = this.written(key).filter((entry) => !gone.has(entry.id));
    return merge([...entries, ...(shown?.tips ?? [])]);
  }

  /** Return this station's entries for a cell, as the merge takes them. */
  written(key) {
    const found = [];
    for (const { entry, outcome } of this.rows) {
      if (LEFT_OUT.has(outcome)) continue;
      const { payload } = entry;
      const isNew = wordsKey(payload.need_id ?? payload.note_id ?? "") === key;
      if (!isNew && (entry.kind !== "cell.set" || payload.cell !== key)) continue;
      found.push({
        id: entry.id, at: entry.at, based_on: entry.based_on, station: this.id,
        value: isNew ? payload.text : payload.value, withdrawn: Boolean(entry.erased),
      });
    }
    return found;
  }

  /** Return the data needs of a dimension: [{id, kind}]. */
  needs(dimension) {
    return this.added("needs", "need", (one) => one.dimension_id === dimension);
  }

  /** Return the group's notes to a prompt: [{id}]. */
  notes(prompt) {
    return this.added("notes", "note", (one) => one.prompt_id === prompt);
  }

  /** Return the group's records of a kind that still have words, shown by the hub or made here. */
  added(table, name, isMeant) {
    const found = new Map((this.view.records[table] ?? []).filter(isMeant).map((row) => [row.id, row]));
    for (const { entry, outcome } of this.rows) {
      const { payload } = entry;
      if (entry.kind !== `${name}.add` || LEFT_OUT.has(outcome)) continue;
      const id = payload[`${name}_id`];
      if (payload.group_id === this.group && isMeant(payload) && !found.has(id)) found.set(id, { ...payload, id });
    }
    return [...found.values()].filter(({ id }) => this.cell(wordsKey(id)).versions.length);
  }

  /** Tell what the group says of itself: "help", "finished" or "confirm". */
  says(what) {
    const name = { help: "help", finished: "finished", confirm: "confirmed" }[what];
    const state = this.view.records.state?.find((row) => row.id === this.group) ?? {};
    const since = what === "help" ? "help_asked_at" : `${name}_at`;
    let on = Boolean(state[since]);
    let at = state[`${name}_said_at`] ? Date.parse(state[`${name}_said_at`]) : 0;
    for (const { entry, outcome } of this.rows) {
      if (LEFT_OUT.has(outcome) || entry.group !== this.group || Date.parse(entry.at) <= at) continue;
      if (entry.kind === `group.${what}`) [on, at] = [entry.payload.on, Date.parse(entry.at)];
      else if (what === "confirm" && on && this.isScore(entry)) on = false;
    }
    return on;
  }

  isScore(entry) {
    return entry.kind === "cell.set" && SCORES.has(entry.payload.cell.split("|")[4]);
  }

  /**
   * Write an entry: durable here, with its number, when the promise resolves. A station that is
   * moved just now still writes for the group whose sheet is on its screen: `of`, where the
   * content does not name it.
   */
  async write(kind, payload, { basedOn = [], draftKey = "", id = randomHex(32), at: given = "", of = "" } = {}) {
    const group = groupIn(payload) || of || this.group;
    const make = (seq, last) => {
      const at = Math.max(Math.round(this.now()), last ? Date.parse(last.at) + 1 : 0);
      return {
        id, seq, group, kind, version: 1, at: given || new Date(at).toISOString(),
        based_on: basedOn, payload, salt: randomHex(16),
      };
    };
    try {
      const row = await this.store.append(this.id, make, draftKey);
      await this.take(row);
      this.failure = "";
      this.changed();
      this.dispatchEvent(new Event("written"));
      return row.entry;
    } catch (error) {
      this.failure = "not_kept";
      this.changed();
      throw error;
    }
  }

  /**
   * Write a cell over what stands, or over `basedOn` where typing began on that. One change after
   * the other: each knows those that were made here before it, also while they go to the disk.
   * A function makes the value of all that stands when its turn comes. A plain value was chosen
   * over what stood then: what came from elsewhere since is not taken back by it.
   */
  setCell(key, value, { basedOn = null, ...other } = {}) {
    const seen = new Set(this.cell(key).tips);
    const change = () => {
      const state = this.cell(key);
      const own = new Set(this.written(key).map(({ id }) => id));
      const isMade = typeof value === "function";
      const tips = isMade ? state.tips : state.tips.filter((id) => seen.has(id) || own.has(id));
      const made = whole(isMade ? value(state) : value);
      return this.write("cell.set", { cell: key, value: made }, { basedOn: basedOn ?? tips, ...other });
    };
    return this.inTurn(change);
  }

  /** Add a student group, in the group's own words, to those that stand in a cell. */
  addGroup(key, words, draftKey) {
    return this.setCell(key, (state) => [...new Set([...listed(state), ...(words ? [words] : [])])], { draftKey });
  }

  /** Add what was written, and what another window of this browser wrote last, as it was closing. */
  async take(row) {
    if (row.seq > (this.last?.seq ?? 0) + 1) this.rows = await this.store.outbox(this.id);
    if (this.rows.some((one) => one.seq === row.seq)) return;
    this.rows.push(row);
    this.rows.sort((a, b) => a.seq - b.seq);
  }

  /** Say of the group the opposite of what it says when the turn comes: two quick presses are two. */
  toggle(what) {
    return this.inTurn(() => this.write(`group.${what}`, { group_id: this.group, on: !this.says(what) }));
  }

  /** Make a change once those before it are on the disk, so that it knows them. */
  inTurn(change) {
    const done = this.turn.then(change);
    this.turn = done.catch(() => null);
    return done;
  }

  /** Resolve once nothing is on its way to the disk, nor waits for its turn. */
  async rest() {
    let last = null;
    while (last !== this.turn || this.store.busy) {
      last = this.turn;
      await last;
      await this.store.rest();
    }
  }

  /** Turn words that were left unfinished, when this page was last open, into entries. */
  async settleDrafts() {
    for (const [key, draft] of this.drafts) {
      const [what, group_id, place] = key.split("|");
      try {
        if (what === "new_need") {
          const payload = { need_id: randomHex(32), group_id, dimension_id: place, kind: "", text: draft.text };
          await this.write("need.add", payload, { draftKey: key });
        } else if (what === "new_note") {
          const payload = { note_id: randomHex(32), group_id, prompt_id: place, text: draft.text };
          await this.write("note.add", payload, { draftKey: key });
        } else if (what === NEW_GROUP) {
          await this.addGroup(cellKey(group_id, place, "student_groups"), draft.text.trim(), key);
        } else {
          await this.setCell(key, draft.value, { basedOn: draft.based_on, draftKey: key, of: draft.of ?? "" });
        }
        this.drafts.delete(key);
      } catch {
        return;  // it stays a draft, and the status tells
      }
    }
  }

  /** Keep words that are being typed; null forgets them. */
  async keepDraft(key, draft) {
    if (draft) this.drafts.set(key, { key, ...draft });
    else this.drafts.delete(key);
    try {
      await this.store.draft(this.id, key, draft);
      if (this.failure) this.failure = "";
    } catch {
      this.failure = "not_kept";
    }
    this.changed();
  }

  /** Return the digest over the entries 1 … n. */
  digest(n) {
    for (let i = this.digests.length; i <= Math.min(n, this.rows.length); i += 1) {
      this.digests[i] = nextDigest(this.digests[i - 1], entryHash(this.rows[i - 1].entry));
    }
    return this.digests[n] ?? "";
  }

  /** Return the body that brings entries, with a sign of life. */
  envelope(rows, dimension) {
    const last = this.last?.entry;
    return {
      protocol: 2, room: this.enrolment.room, workshop: this.enrolment.workshop,
      epoch: this.enrolment.epoch, station: this.id, entries: rows.map((row) => row.entry),
      status: {
        dimension, waiting: this.waiting.length, last_seq: last?.seq ?? 0,
        digest: this.digest(last?.seq ?? 0), last_saved_at: last?.at ?? "", clock: new Date().toISOString(),
        drafts: this.drafts.size,
      },
    };
  }

  /** Believe what the hub says it has. Returns whether both have the same entries. */
  async believe(receipt) {
    this.through = Math.min(receipt.through, this.last?.seq ?? 0);
    this.epoch(receipt.epoch);
    const touched = [];
    for (const result of receipt.results) {
      const row = this.rows[result.seq - 1];
      if (!row || row.entry.id !== result.id) continue;
      const outcome = result.outcome === "repeated" ? row.outcome || "accepted" : result.outcome;
      if (row.outcome === outcome) continue;
      Object.assign(row, { outcome, said: result.said ?? null });
      touched.push(row);
    }
    const isEqual = receipt.through <= this.rows.length && this.digest(receipt.through) === receipt.digest;
    for (const row of isEqual ? this.rows.slice(0, receipt.through) : []) {
      if (row.outcome) continue;
      row.outcome = "accepted";  // its answer got lost; where it was refused, the view says so
      touched.push(row);
    }
    await this.keepRows(touched);
    this.changed();
    return isEqual;
  }

  epoch(epoch) {
    if (epoch === this.enrolment.epoch) return;
    this.enrolment = { ...this.enrolment, epoch };
    this.store.renew({ station: this.id, epoch });
  }

  /** Take over what the hub shows now. */
  async look(answer) {
    const { records, hashes, clock, message, standing } = answer;
    this.view = {
      records: { ...this.view.records, ...records }, hashes, clock, message, standing, clockOffset: this.clockOffset,
    };
    if (records.left_out) await this.judge(records.left_out);
    await this.forgetWords(this.view.records.withdrawn ?? []);
    await this.store.keep(`view:${this.id}`, this.view).catch(() => null);  // a full disk: it is fetched anew
    this.changed();
  }

  /** Know what became of entries: what is not named any more is part of the workshop. */
  async judge(leftOut) {
    const named = new Map(leftOut.flatMap(({ entry_ids: ids, outcome, said }) => ids.map((id) => [id, { outcome, said }])));
    const touched = [];
    for (const row of this.rows) {
      const now = named.get(row.entry.id) ?? { outcome: row.outcome && "accepted", said: null };
      if (now.outcome === row.outcome) continue;
      Object.assign(row, now);
      touched.push(row);
    }
    await this.keepRows(touched);
  }

  /**
   * Keep rows as they are now. Where the disk is full it is tried again at the next look: that
   * the hub was heard is true all the same, and the hub tells it once more after a new start.
   */
  async keepRows(rows) {
    for (const row of rows) this.unkept.add(row);
    const tried = [...this.unkept];
    if (!tried.length) return;
    try {
      await this.store.rows(tried);
      for (const row of tried) this.unkept.delete(row);
    } catch { /* the rows wait */ }
  }

  /** Words that were withdrawn leave the outbox; the hash as first sent stays. */
  async forgetWords(withdrawn) {
    const named = new Set(withdrawn.flatMap((row) => row.entry_ids));
    const touched = this.rows.filter((row) => named.has(row.entry.id) && !row.entry.erased);
    for (const tip of (this.view.records.cells ?? []).flatMap((row) => row.tips)) {
      if (named.has(tip.id)) Object.assign(tip, { value: null, withdrawn: true });
    }
    const gone = new Set(touched.flatMap(({ entry: { payload } }) => [payload.text, payload.value?.words ?? payload.value])
      .filter((words) => typeof words === "string" && words));
    this.gone = new Set([...this.gone, ...gone]);
    for (const [key, draft] of this.drafts) {
      if (gone.has(draft.text)) await this.keepDraft(key, null);
    }
    for (const row of touched) {
      const hash = entryHash(row.entry);
      const { salt, ...left } = row.entry;
      const names = Object.keys(left.payload).filter((name) => name === "text");
      const payload = { ...left.payload, ...Object.fromEntries(names.map((name) => [name, ""])) };
      if (left.kind === "cell.set") payload.value = { withdrawn: true };
      row.entry = { ...left, payload, erased: true, hash };
    }
    await this.keepRows(touched);
  }
}
