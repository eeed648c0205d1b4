/** Files for the facilitator, and the answers that come back; app/room/PROTOCOL.md, "By file". */

import { hmacHex, unhex } from "./sha256.js";

const FORMAT = "equity-workshop-exchange";
const FORMAT_VERSION = 1;

/** Return the proof of a text: towards the "hub" by one key, to the "station" by another. */
export const proofOf = (token, towards, text) => hmacHex(unhex(hmacHex(unhex(token), `file:${towards}`)), text);

const sizeOf = (text) => new TextEncoder().encode(text).length;

/** Return the text of a file with everything written here. */
export function fileOf(station) {
  const { room, token } = station.enrolment;
  const { entries, ...told } = station.envelope(station.rows, "");
  const first = { ...told, written_at: new Date(station.now()).toISOString() };
  const body = [first, ...entries].map((value) => JSON.stringify(value)).join("\n");
  const head = { format: FORMAT, format_version: FORMAT_VERSION, towards: "hub", room, station: station.id };
  return `${JSON.stringify({ ...head, size: sizeOf(body), proof: proofOf(token, "hub", body) })}\n${body}`;
}

/**
 * Return {receipt, view} of the facilitator's answer to this station.
 * Throws an Error whose message is "not_ours", "newer", "another" or "changed".
 */
export function answerIn(text, { room, station, token }) {
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  let data = null;
  try {
    data = JSON.parse(text.slice(0, Math.max(end, 0)));
  } catch {
    throw new Error(text.slice(0, 200).includes(FORMAT) ? "changed" : "not_ours");
  }
  if (data?.format !== FORMAT || data.towards !== "station") throw new Error("not_ours");
  if (data.format_version > FORMAT_VERSION) throw new Error("newer");
  if (data.room !== room || data.station !== station) throw new Error("another");
  if (proofOf(token, "station", body) !== data.proof) throw new Error("changed");
  const { receipt, view } = JSON.parse(body);
  return { receipt, view };
}

/** Believe an answer as the hub itself is believed, as of when it was written. */
export async function takeAnswer(station, link, text) {
  const { receipt, view } = answerIn(text, station.enrolment);
  const at = Date.parse(receipt.now);
  const heardAt = at - station.clockOffset;  // the link counts by this device's clock
  if (heardAt < link.heardAt || receipt.through < station.through) return at;
  const equal = await station.believe(receipt);
  await station.look(view);
  await station.store.keep(`answer:${station.id}`, { receipt: { ...receipt, results: [] }, at });
  link.say({ equal, heardAt });
  return at;
}

/** Know again what an answer said that was read before this page was last closed. */
export async function recallAnswer(station, link) {
  const kept = await station.store.read(`answer:${station.id}`);
  if (!kept || link.heardAt) return;
  link.say({ equal: await station.believe(kept.receipt), heardAt: kept.at - station.clockOffset });
}
