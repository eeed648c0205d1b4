/** What may truthfully be said about where the answers are; never more than that. */

import { t, tn } from "./words.js";

/** Return {tone, words} for a station and its link. */
export function statusOf(station, link) {
  const waiting = station.waiting.length + station.drafts.size;
  if (station.failure) return { tone: "overtime", words: t("status.not_kept") };
  if (station.view.standing === "revoked") return { tone: "attention", words: t("status.revoked") };
  if (station.view.standing === "waits") return { tone: "attention", words: t("status.waits") };
  if (!link.equal) return { tone: "overtime", words: t("status.differs") };
  if (!link.heardAt) {
    return { tone: waiting ? "attention" : "", words: waiting ? tn("status.away", waiting) : t("status.looking") };
  }
  if (!link.online) {
    if (waiting) return { tone: "attention", words: tn("status.away", waiting) };
    return { tone: "attention", words: t("status.away_nothing", { time: hour(link.heardAt) }) };
  }
  if (waiting) return { tone: "", words: tn("status.on_way", waiting) };
  return { tone: "success", words: t("status.saved") };
}

/** Return a problem of the link that people should know, or "". */
export function problemOf(link) {
  const known = ["another_room", "another_workshop", "protocol", "unknown_station", "another_host"];
  if (!link.problem) return "";
  return known.includes(link.problem) ? t(`problem.${link.problem}`) : t("problem.other", { code: link.problem });
}

/** Return a moment as the clock on the wall tells it. */
export const hour = (moment) =>
  new Date(moment).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });

/** Return {words, unit, over} of the time that is left, or null where no clock runs. */
export function timeLeft(clock, now) {
  if (!clock || !clock.activity_id) return null;
  const ends = clock.group_ends_at ?? clock.ends_at;
  const seconds = ends ? Math.round((Date.parse(ends) - now) / 1000) : clock.remaining_seconds;
  const whole = Math.abs(seconds);
  const words = `${seconds < 0 ? "+" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  return { words, over: seconds < 0, unit: clock.paused ? t("clock.paused") : seconds < 0 ? t("clock.over") : "" };
}
