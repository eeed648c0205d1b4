/**
 * What this browser keeps: drafts, the outbox, and what the hub last showed. IndexedDB, because
 * it survives a closed page; it belongs to one address, and the page says so.
 */

import { newOnly } from "./arrival.js";

const NAME = "equity-workshop-station";
const STORES = { meta: "name", drafts: ["station", "key"], outbox: ["station", "seq"] };

const ASIDE = "aside:";

/** Return the result of an IndexedDB request. */
const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Open the store. Rejects where the browser keeps nothing (then the page says so). */
export const openStore = async () => new Store(await opened());

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        request.result.createObjectStore(name, { keyPath });
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The open store; every write is on the disk when its promise resolves. */
class Store {
  constructor(database) {
    this.database = database;
    this.opening = null;
    this.writes = new Set();
  }

  /** Whether something is on its way to the disk: a page that goes now would lose it. */
  get busy() { return this.writes.size > 0; }

  /** Resolve once nothing is on its way to the disk. */
  async rest() {
    while (this.busy) await Promise.allSettled(this.writes);
  }

  /** Do something, once more where the browser has ended the connection: some do that to a page that slept. */
  async again(work) {
    try {
      return await work();
    } catch (error) {
      if (error?.name !== "InvalidStateError") throw error;
      this.opening ??= opened().finally(() => { this.opening = null; });
      this.database = await this.opening;
      return work();
    }
  }

  writing(stores, work) {
    const written = this.again(() => this.once(stores, work));
    const over = () => this.writes.delete(written);
    this.writes.add(written);
    written.then(over, over);
    return written;
  }

  once(stores, work) {
    return new Promise((resolve, reject) => {
      const tx = this.database.transaction(stores, "readwrite", { durability: "strict" });
      let result;
      tx.oncomplete = () => resolve(result);
      tx.onerror = () => reject(tx.error);
      tx.onabort = () => reject(tx.error);
      Promise.resolve(work(tx)).then(
        (made) => { result = made; },
        (error) => { try { tx.abort(); } catch { /* it ended already */ } reject(error); },
      );
    });
  }

  reading(store, ask) {
    return this.again(() => answered(ask(this.database.transaction(store, "readonly").objectStore(store))));
  }

  /** Return what was kept under a name, or null. */
  async read(name) {
    return (await this.reading("meta", (meta) => meta.get(name)))?.value ?? null;
  }

  /** Keep something under a name. */
  keep(name, value) {
    return this.writing(["meta"], (tx) => { tx.objectStore("meta").put({ name, value }); });
  }

  /** Return the enrolments of the other stations that this browser writes as no more. */
  async aside() {
    const all = await this.reading("meta", (meta) => meta.getAll(IDBKeyRange.bound(ASIDE, `${ASIDE}\uffff`)));
    return all.map(({ value }) => value);
  }

  /** Write as this station from now on (null: as none); the one before is put aside with its key. */
  take(enrolment) {
    return this.writing(["meta"], (tx) => change(tx.objectStore("meta"), enrolment));
  }

  /** Keep what is new of an enrolment, where this browser still has it. */
  renew(enrolment) {
    return this.writing(["meta"], async (tx) => {
      const meta = tx.objectStore("meta");
      for (const name of ["enrolment", `${ASIDE}${enrolment.station}`]) {
        const kept = (await answered(meta.get(name)))?.value;
        if (kept?.station === enrolment.station) meta.put({ name, value: { ...kept, ...enrolment } });
      }
    });
  }

  /** Return a station's drafts: key → {text, based_on}. */
  async drafts(station) {
    const all = await this.reading("drafts", (drafts) => drafts.getAll(range(station)));
    return new Map(all.map((draft) => [draft.key, draft]));
  }

  /** Keep a draft; no text forgets it. */
  draft(station, key, draft) {
    return this.writing(["drafts"], (tx) => {
      const drafts = tx.objectStore("drafts");
      if (draft) drafts.put({ station, key, ...draft });
      else drafts.delete([station, key]);
    });
  }

  /** Return a station's outbox rows {seq, entry, outcome, said} in order. */
  outbox(station) {
    return this.reading("outbox", (outbox) => outbox.getAll(range(station)));
  }

  /**
   * Number an entry and put it into the outbox, together with the end of its draft.
   * `make(seq, last)` returns the entry; two pages of one browser never take the same number.
   */
  append(station, make, draftKey) {
    return this.writing(["outbox", "drafts"], async (tx) => {
      const outbox = tx.objectStore("outbox");
      const last = (await answered(outbox.openCursor(range(station), "prev")))?.value;
      const entry = make((last?.seq ?? 0) + 1, last?.entry);
      const row = { station, seq: entry.seq, entry, outcome: "" };
      outbox.put(row);
      if (draftKey) tx.objectStore("drafts").delete([station, draftKey]);
      return row;
    });
  }

  /** Keep rows of an outbox as they are now. */
  rows(rows) {
    return this.writing(["outbox"], (tx) => {
      for (const row of rows) tx.objectStore("outbox").put(row);
    });
  }

  /**
   * Keep a station that came from another address, with what is not here yet. What the hub showed
   * is forgotten, so that it tells again what was withdrawn. Rejects with TwoWays, and then
   * nothing is changed.
   */
  arrive(enrolment, rows, drafts) {
    const { station } = enrolment;
    return this.writing(["meta", "outbox", "drafts"], async (tx) => {
      const [meta, outbox, kept] = ["meta", "outbox", "drafts"].map((name) => tx.objectStore(name));
      const here = { rows: await answered(outbox.getAll(range(station))), drafts: await answered(kept.getAll(range(station))) };
      const added = newOnly(here, { rows, drafts });
      for (const row of added.rows) outbox.put({ ...row, station });
      for (const one of added.drafts) kept.put({ ...one, station });
      meta.delete(`view:${station}`);
      await change(meta, enrolment);
    });
  }
}

/** Let a station be the one that is written as; the one before stays, and its outbox has its key. */
async function change(meta, enrolment) {
  const before = (await answered(meta.get("enrolment")))?.value;
  if (before && before.station !== enrolment?.station) meta.put({ name: ASIDE + before.station, value: before });
  if (enrolment) meta.delete(ASIDE + enrolment.station);
  meta.put({ name: "enrolment", value: enrolment });
}

const range = (station) => IDBKeyRange.bound([station], [station, []]);
