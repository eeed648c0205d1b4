/** Coming into the room: the code, the four digits, and a station that comes from another address. */

import { h } from "./dom.js";
import { ask } from "./link.js";
import { randomHex } from "./sha256.js";
import { spoken, t } from "./words.js";

/** Return what the address of this page says: {code} or {moved: text}. */
export function invitation() {
  const parts = new URLSearchParams(location.hash.slice(1));
  return { code: parts.get("j") ?? "", moved: parts.get("m") ?? "" };
}

/** Return a code as the hub reads it. */
export const plainCode = (code) => code.toUpperCase().replace(/[^0-9A-Z]/g, "");

/** Take codes and what came along out of the address line and the history. */
export const forgetInvitation = () => history.replaceState(null, "", "/");

/**
 * Return the form that joins; `onJoined(enrolment)` is called with the hub's welcome. `aside` says
 * what else this browser wrote, or is null. `onTried` keeps something in this browser, and throws
 * where that is not possible: then nothing is sent.
 */
export function joinForm(code, wish, aside, { onTried, onJoined, onFile }) {
  const problem = h("p", { className: "notice overtime", role: "alert", hidden: true });
  const field = h("input", { type: "text", id: "code", className: "code", value: code, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 12, required: true, "aria-describedby": "code-hint" });
  const label = h("input", { type: "text", id: "label", maxlength: 40, autocomplete: "off", "aria-describedby": "label-hint" });
  const button = h("button", { className: "primary" }, t("join.button"));
  const send = async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await onTried().catch(() => { throw new NothingKept(); });
      const enrolment = await join(field.value, label.value.trim(), wish);
      await onJoined(enrolment).catch(() => { throw new NothingKept(); });
    } catch (error) {
      problem.textContent = told(error);
      problem.hidden = false;
    }
    button.disabled = false;
  };
  const file = h("input", { type: "file", id: "file", onchange: () => onFile(file.files[0]) });
  return h("form", { className: "narrow", onsubmit: send },
    h("h1", {}, t("join.title")), h("p", { className: "quiet" }, t("join.lead")), aside, problem,
    h("div", {}, h("label", { className: "words", htmlFor: "code" }, t("join.code")),
      h("p", { className: "quiet small", id: "code-hint" }, t("join.code_hint")), field),
    h("div", {}, h("label", { className: "words", htmlFor: "label" }, t("join.label")),
      h("p", { className: "quiet small", id: "label-hint" }, t("join.label_hint")), label),
    location.protocol === "http:" ? h("p", { className: "notice" }, t("join.plain")) : null,
    h("div", {}, button),
    h("details", {}, h("summary", {}, t("join.moved")),
      h("p", { className: "quiet" }, t("join.moved_hint")),
      h("label", { className: "words", htmlFor: "file" }, t("join.moved_file")), file));
}

/** This browser could not keep anything just now. */
class NothingKept extends Error {}

function told(error) {
  if (error instanceof NothingKept) return t("join.not_kept");
  if (error.said) return `${error.said.happened} ${error.said.safe} ${error.said.remedy}`;
  const known = ["wrong_code", "too_often", "protocol", "known_station"];
  if (known.includes(error.code)) return t(`join.${error.code}`);
  return error.status ? t("join.refused", { code: error.code }) : t("join.no_hub");
}

/** Join with a code. `wish.station` stays the same over tries, so that a lost answer is no loss. */
async function join(code, label, wish) {
  wish.station ||= randomHex(32);
  const body = { protocol: 2, code, station: wish.station, label, language: spoken(), kind: "page" };
  const { room, workshop, epoch, station, token, group, compare, standing, ...rest } = await ask("/v1/join", { body });
  return { room, workshop, epoch, station, token, group, compare, standing, label: rest.label, code: plainCode(code) };
}

/** Give the place of a station back that is not going to write; the facilitator can do that, too. */
export function giveBack({ station, token }) {
  const headers = { Authorization: `Bearer ${token}`, "X-Station": station };
  return ask("/v1/leave", { body: { protocol: 2 }, headers }).catch(() => null);
}

/** Return the page with the four digits that both screens show. */
export function comparePage(enrolment, onSame, onOther) {
  return h("div", { className: "narrow" },
    h("h1", { tabindex: "-1" }, t("compare.title")),
    h("p", {}, t("compare.lead")),
    h("p", { className: "digits" }, h("span", { "aria-hidden": "true" }, enrolment.compare),
      h("span", { className: "unseen" }, enrolment.compare.split("").join(" "))),
    location.protocol === "http:" ? h("p", { className: "quiet" }, t("compare.plain")) : null,
    h("div", { className: "buttons across" },
      h("button", { type: "button", className: "primary", onclick: onSame }, t("compare.same")),
      h("button", { type: "button", onclick: onOther }, t("compare.other"))));
}
