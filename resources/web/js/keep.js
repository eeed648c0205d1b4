/** Taking answers along: a file for the facilitator, and the whole station to another address. */

import { h } from "./dom.js";
import { fileOf, takeAnswer } from "./exchange.js";
import { hour } from "./standing.js";
import { t } from "./words.js";

const LONGEST_LINK = 400000;

/** Let the browser save a text as a file. */
export function saveFile(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** Return a station with all that it wrote, as text: its key is in there, so it stays private. */
export function packed(station) {
  const rows = station.rows.map(({ seq, entry, outcome }) => ({ seq, entry, outcome }));
  const drafts = [...station.drafts].map(([key, draft]) => ({ ...draft, key }));
  return JSON.stringify({ format: "equity-workshop-station", format_version: 1, enrolment: station.enrolment, rows, drafts });
}

/** Read what `packed` made. Throws where it is something else. */
export function unpacked(text) {
  const data = JSON.parse(text);
  const isOne = data?.format === "equity-workshop-station" && /^[0-9a-f]{32}$/.test(data.enrolment?.station) && Array.isArray(data.rows);
  if (!isOne) throw new Error("not a station");
  const isGapless = data.rows.every((row, i) => row.seq === i + 1 && row.entry?.seq === row.seq);
  if (!isGapless) throw new Error("not whole");
  return data;
}

/** Return text as it can stand behind # in an address, and back. */
export const toFragment = (text) =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
export const fromFragment = (text) =>
  new TextDecoder().decode(Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0)));

/** Return the address that somebody typed or pasted as an origin, or "". */
export function originOf(text) {
  try {
    const words = text.trim();
    const { origin, protocol } = new URL(/^https?:\/\//i.test(words) ? words : `${location.protocol}//${words}`);
    return ["http:", "https:"].includes(protocol) ? origin : "";
  } catch {
    return "";
  }
}

/** Let the browser save everything written here as a file for the facilitator. */
export function saveAnswers(station) {
  saveFile(`${t("keep.file_name", { label: station.label })}.eqx`, fileOf(station));
}

/** Return what stands at the foot of the page: what holds, what does not, and the two ways out. */
export function keepPanel(station, link, onMoved, onLeft) {
  const file = () => saveAnswers(station);
  const said = h("p", { role: "alert" });
  const field = h("input", { type: "text", id: "address", inputmode: "url", autocomplete: "off" });
  const go = async () => {
    await station.rest();
    const origin = originOf(field.value);
    if (!origin || origin === location.origin) {
      said.textContent = t("keep.no_address");
      return;
    }
    const text = packed(station);
    if (text.length > LONGEST_LINK) {
      saveFile(`${t("keep.station_name", { label: station.label })}.json`, text);
      said.textContent = t("keep.take_file");
    } else {
      onMoved(origin, `${origin}/#m=${toFragment(text)}`);
    }
  };
  return h("div", { className: "keep" },
    h("ul", {}, ["kept", "closed", "lid", "private", "cleared", location.protocol === "http:" ? "plain" : "digits"]
      .map((name) => h("li", {}, t(`promise.${name}`)))),
    h("div", {}, h("h2", { className: "minor" }, t("keep.file_title")), h("p", { className: "quiet" }, t("keep.file_hint")),
      h("button", { type: "button", onclick: file }, t("keep.file"))),
    answerPanel(station, link),
    h("div", {}, h("h2", { className: "minor" }, t("keep.move_title")), h("p", { className: "quiet" }, t("keep.move_hint")),
      h("label", { className: "words", htmlFor: "address" }, t("keep.address")),
      h("div", { className: "row" }, field, h("button", { type: "button", onclick: go }, t("keep.move"))), said),
    h("div", {}, h("button", { type: "button", className: "quiet", onclick: onLeft }, t("keep.leave"))));
}

/** Return where the facilitator's answer to a file is read. */
function answerPanel(station, link) {
  const said = h("p", { role: "status" });
  const read = async () => {
    const [file] = choice.files;
    if (!file) return;
    try {
      said.textContent = t("answered.taken", { time: hour(await takeAnswer(station, link, await file.text())) });
    } catch (error) {
      const known = ["not_ours", "newer", "another", "changed"].includes(error.message);
      said.textContent = t(`answered.${known ? error.message : "not_ours"}`);
    }
    choice.value = "";
  };
  const choice = h("input", { type: "file", id: "answer", accept: ".eqx", onchange: read });
  return h("div", {}, h("h2", { className: "minor" }, t("answered.title")), h("p", { className: "quiet" }, t("answered.hint")),
    h("label", { className: "words", htmlFor: "answer" }, t("answered.file")), choice, said);
}
