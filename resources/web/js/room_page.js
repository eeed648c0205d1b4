/** The page of a station that is in the room. */

import { groupOf } from "./aside.js";
import { became } from "./became.js";
import { confirmPage, resultsPage } from "./confirm.js";
import { chartsOf, dataPage } from "./data.js";
import { h, shape, tell } from "./dom.js";
import { keepPanel } from "./keep.js";
import { LENSES, Sheet } from "./sheet.js";
import { cellKey } from "./station.js";
import { Notices } from "./notices.js";
import { notesList } from "./word_list.js";
import { problemOf, statusOf, timeLeft } from "./standing.js";
import { LANGUAGES, say, spoken, t, tn } from "./words.js";

/** Pages that are no dimension. */
export const PAGES = ["confirm", "results", "notes", "data"];

/** Header, dimensions, sheet, and the foot that tells what holds. */
export class RoomPage {
  constructor(station, link, { aside, onLanguage, onMoved, onLeft, onTaken }) {
    Object.assign(this, { station, link, aside, onTaken, where: "", made: "" });
    this.status = h("p", { className: "status" });
    this.activity = h("p", { className: "activity small" });
    this.clock = h("p", { className: "clock", role: "timer", "aria-live": "off" });
    this.who = h("div", { className: "who" });
    this.help = this.toggle("help");
    this.notices = new Notices((id) => this.taking(id));
    this.progress = h("p", { className: "progress" });
    this.dimensions = h("ul", { className: "dimensions" });
    this.finished = this.toggle("finished");
    this.check = h("button", { type: "button", onclick: () => this.go("confirm") }, t("nav.check"));
    this.notes = h("button", { type: "button", onclick: () => this.go("notes") }, t("nav.notes"));
    this.results = h("button", { type: "button", onclick: () => this.go("results") }, t("nav.results"));
    this.data = h("button", { type: "button", onclick: () => this.go("data") }, t("data.title"));
    this.norms = h("details", { className: "norms" });
    this.main = h("main", { id: "main", tabindex: "-1" });
    this.foot = h("details", {}, h("summary", {}, t("keep.title")));
    this.element = h("div", {},
      h("a", { className: "skip", href: "#main" }, t("nav.skip")),
      h("header", { className: "top" }, this.who, this.status, this.help, languages(onLanguage), this.activity, this.clock),
      this.notices.element,
      h("div", { className: "columns" },
        h("nav", { className: "side", "aria-label": t("nav.dimensions") }, this.progress, this.dimensions,
          h("div", { className: "buttons" }, this.notes, this.data, this.check, this.finished, this.results), this.norms),
        this.main),
      h("footer", {}, this.foot));
    this.foot.append(keepPanel(station, link, onMoved, onLeft));
    this.update();
  }

  toggle(what) {
    return h("button", { type: "button", "aria-pressed": "false", onclick: () => this.station.toggle(what) }, t(`nav.${what}`));
  }

  get framework() { return this.station.view.records.framework?.[0] ?? null; }

  get ownGroup() { return this.station.view.records.groups?.find((group) => group.id === this.station.group); }

  /** Return the group's dimensions, then others that it wrote something on. */
  get own() {
    const given = this.ownGroup?.dimensions ?? [];
    const isWritten = (d) => LENSES.some((lens) => this.station.cell(cellKey(this.station.group, d.id, "rating", lens)).versions.length);
    const all = this.framework?.dimensions ?? [];
    return [...given.map((id) => all.find((d) => d.id === id)).filter(Boolean), ...all.filter((d) => !given.includes(d.id) && isWritten(d))];
  }

  go(where) {
    this.where = where;
    this.made = "";
    this.update();
    (this.main.querySelector("h1") ?? this.main).focus();
    window.scrollTo(0, 0);
    // Where the list of dimensions stands above the page, nobody should have to pass it each time.
    const isBelow = this.main.offsetTop > this.main.previousElementSibling.offsetTop;
    if (isBelow) this.main.scrollIntoView();
  }

  /** Show everything as it is now. */
  update() {
    const { station, link, framework } = this;
    const label = this.ownGroup?.label ?? "";
    const workshop = station.view.records.workshop?.[0];
    const who = `${label}|${workshop?.district}`;
    if (who !== this.shownWho) {
      this.shownWho = who;
      this.who.replaceChildren(h("span", { className: "mark", "aria-hidden": "true" }, label || "…"),
        h("strong", {}, label ? t("group", { label }) : t("page.name")), h("span", { className: "quiet district" }, workshop?.district ?? ""));
      document.title = label ? `${t("group", { label })} · ${t("page.name")}` : t("page.name");
    }
    this.showStatus();
    tell(this.activity, say(station.view.clock?.title));
    this.showNotices();
    for (const what of ["help", "finished"]) {
      this[what].setAttribute("aria-pressed", String(station.says(what)));
      this[what].disabled = !framework;
    }
    this.results.hidden = !workshop?.revealed_at;
    // What the facilitator hid again does not stay as a page that would only know its own group.
    if (this.where === "results" && this.results.hidden) this.where = "";
    this.check.hidden = !framework;
    this.data.hidden = !framework || (!chartsOf(station.view.records.datasets).length && this.where !== "data");
    for (const page of PAGES) this[{ confirm: "check" }[page] ?? page].setAttribute("aria-current", this.where === page ? "page" : "false");
    this.notes.hidden = !station.view.clock?.prompt_id && this.where !== "notes";
    this.showNorms();
    this.showDimensions();
    this.showMain(label);
    this.tick();
  }

  showStatus() {
    const { tone, words } = statusOf(this.station, this.link);
    tell(this.status, words);
    this.status.className = `status ${tone}`;
    if (tone !== this.tone && this.tone !== undefined && tone) speakOnce(words);
    this.tone = tone || this.tone;
  }

  showNotices() {
    const said = [];
    const { message } = this.station.view;
    if (message) said.push({ kind: "message", title: t("message.title"), words: message, role: "status", lines: [] });
    const problem = problemOf(this.link);
    if (problem) said.push({ kind: "overtime", title: t("problem.title"), words: problem, role: "alert", lines: [] });
    said.push(...became(this.station, this.framework));
    for (const other of this.aside.filter((one) => one.notThere())) {
      const group = groupOf(other);
      said.push({ kind: "", title: tn("aside.not_there", other.notThere(), { group }), words: t("aside.how", { group }), role: "status", lines: [], other: other.id });
    }
    this.notices.show(said);
  }

  /** Return the button that takes another station of this browser up again. */
  taking(id) {
    const other = this.aside.find((one) => one.id === id);
    return h("button", { type: "button", onclick: () => this.onTaken(other.enrolment) }, t("aside.stay", { group: groupOf(other) }));
  }

  showNorms() {
    const norms = this.station.view.records.norms ?? [];
    const now = JSON.stringify(norms);
    if (now === this.shownNorms) return;
    this.shownNorms = now;
    this.norms.hidden = !norms.length;
    this.norms.replaceChildren(h("summary", {}, t("nav.norms")),
      h("ul", { className: "list" }, norms.map((norm) => h("li", {}, h("strong", {}, say(norm.name)), h("span", {}, ` ${say(norm.text)}`)))));
  }

  showDimensions() {
    const { framework, own, station } = this;
    if (!own.some((d) => d.id === this.where) && !PAGES.includes(this.where)) this.where = own[0]?.id ?? "";
    let done = 0;
    const lines = own.map((d) => {
      const key = (field, lens) => cellKey(station.group, d.id, field, lens);
      const skipped = station.cell(key("not_scored")).versions.length > 0;
      const marks = LENSES.map((lens) => this.mark(station.cell(key("rating", lens)), lens));
      if (skipped || marks.every((mark) => mark.done)) done += 1;
      const words = [skipped ? t("answer.not_scored") : "", station.cell(key("evidence")).versions.length ? t("nav.evidence") : ""];
      return { d, marks: skipped ? [] : marks, words: words.filter(Boolean).join(" · ") };
    });
    tell(this.progress, framework ? t("nav.progress", { done, all: own.length }) : "");
    const now = JSON.stringify([lines.map(({ d, ...rest }) => [d.id, rest]), this.where, framework?.version]);
    if (now === this.shownLines) return;
    this.shownLines = now;
    const held = this.dimensions.contains(document.activeElement) ? document.activeElement.dataset.id : "";
    this.dimensions.replaceChildren(...lines.map(({ d, marks, words }) => h("li", {},
      h("button", { type: "button", "data-id": d.id, "aria-current": d.id === this.where ? "page" : null, onclick: () => this.go(d.id) },
        t("dimension", { number: d.number, name: say(d.name) }),
        h("small", {}, marks.flatMap((mark, i) => [shape(`${LENSES[i]} small`), h("span", { className: "unseen" }, `${mark.name}: `), `${mark.text} `]), marks.length && words ? `· ${words}` : words)))));
    if (held) this.dimensions.querySelector(`[data-id="${CSS.escape(held)}"]`)?.focus();
  }

  mark(state, lens) {
    const { framework } = this;
    const index = LENSES.indexOf(lens);
    const name = say(framework.scales[framework.active_scale][index].name);
    const level = Object.values(framework.scales).flatMap((pair) => pair[index].levels).find((one) => one.id === state.value?.level);
    const text = state.standing === "contested" ? t("mark.two") : level ? String(level.position) : state.standing === "settled" ? t("mark.cannot_tell") : t("mark.none");
    return { name, text, done: state.standing === "settled" };
  }

  showMain(label) {
    const { station, framework, own } = this;
    if (this.where === "notes") {
      this.showNotes();
      return;
    }
    if (!framework || !own.length) {
      const words = station.view.standing === "waits" ? t("main.waits") : !framework ? t("main.looking") : t("main.no_dimensions");
      if (this.made !== words) this.main.replaceChildren(h("h1", {}, t("main.title")), h("p", {}, words));
      this.made = words;
      return;
    }
    const dimension = own.find((d) => d.id === this.where);
    const what = dimension ? [this.where, station.group, framework.version, framework.active_scale, JSON.stringify(dimension), spoken()].join() : "";
    if (dimension && this.made === what) {
      this.sheet.update();
    } else if (dimension) {
      this.sheet = new Sheet(station, framework, dimension);
      this.main.replaceChildren(this.sheet.element);
      this.made = what;
    } else {
      this.showOther(label);
    }
  }

  /**
   * Show the prompt and the group's notes to it. The facilitator goes on to the next one while
   * somebody writes: the sentence is ended where it began, and the next one has its place.
   */
  showNotes() {
    const { prompt, prompt_id: id } = this.station.view.clock ?? {};
    const now = `notes|${id}|${spoken()}`;
    const isBegun = this.made.startsWith("notes|") && this.sheet?.isTyped;
    if (id && this.made !== now && !isBegun) {
      const hadFocus = this.made.startsWith("notes|") && this.sheet?.element.contains(document.activeElement);
      this.made = now;
      this.sheet = notesList(this.station, id);
      this.main.replaceChildren(h("div", { className: "stack" },
        h("h1", { tabindex: "-1" }, say(prompt) || t("nav.notes")), h("p", { className: "quiet" }, t("notes.lead")), this.sheet.element));
      if (hadFocus) this.sheet.line.focus();
    }
    this.sheet?.update();
  }

  showOther(label) {
    const { station, framework, own } = this;
    const now = JSON.stringify([this.where, station.view.hashes, station.rows.length, station.last?.outcome]);
    if (this.made === now) return;
    const hadFocus = this.main.contains(document.activeElement);
    this.made = now;
    this.main.replaceChildren({
      confirm: () => confirmPage(station, framework, own, label, (id) => this.go(id)),
      data: () => dataPage(station, framework),
      results: () => resultsPage(station, framework),
    }[this.where]());
    if (hadFocus) this.main.querySelector("h1")?.focus();
  }

  /** Make entries of what is being typed, without waiting for the pause. */
  settle() {
    return this.sheet?.settle();
  }

  /** Show the time that is left. */
  tick() {
    const left = timeLeft(this.station.view.clock, this.station.now());
    this.clock.hidden = !left;
    if (!left) return;
    this.clock.classList.toggle("over", left.over);
    const now = `${left.words} ${left.unit}`;
    if (now === this.shownTime) return;
    this.shownTime = now;
    this.clock.replaceChildren(h("span", { className: "unseen" }, `${t("clock.left")} `), left.words, left.unit ? h("small", {}, ` ${left.unit}`) : "");
  }
}

/** Let a screen reader say words now; they do not stay to be read when they hold no more. */
function speakOnce(words) {
  const spokenWords = document.getElementById("spoken");
  tell(spokenWords, words);
  setTimeout(() => { if (spokenWords.textContent === words) tell(spokenWords, ""); }, 4000);
}

/** Return the choice of a language. */
export function languages(onLanguage) {
  const choice = h("select", { id: "language", "aria-label": t("language"), onchange: () => onLanguage(choice.value) },
    Object.entries(LANGUAGES).map(([code, name]) => h("option", { value: code, lang: code }, name)));
  choice.value = spoken();
  return choice;
}
