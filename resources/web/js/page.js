/** Where the page begins: opens what this browser keeps, and shows the room or the way into it. */

import { claim } from "./alone.js";
import { TwoWays } from "./arrival.js";
import { asideList, otherPage } from "./aside.js";
import { h } from "./dom.js";
import { comparePage, forgetInvitation, giveBack, invitation, joinForm, plainCode } from "./join.js";
import { recallAnswer } from "./exchange.js";
import { fromFragment, saveAnswers, unpacked } from "./keep.js";
import { Link } from "./link.js";
import { PAGES, RoomPage, languages } from "./room_page.js";
import { Station } from "./station.js";
import { openStore } from "./store.js";
import { preferred, speak, spoken, t } from "./words.js";

const place = document.getElementById("page");
const wish = { station: "" };
let store = null;
let station = null;
let link = null;
let room = null;
let again = null;
let others = [];

/** Show a page and put the focus where it begins. */
function show(element, { focus = true } = {}) {
  place.replaceChildren(element);
  if (focus) (element.querySelector("h1[tabindex]") ?? element).focus?.();
}

const bar = () => h("header", { className: "top" }, h("p", { className: "who" }, h("strong", {}, t("page.name"))), languages(onLanguage));

async function showJoin(code, problem = "") {
  const known = [await store.read("enrolment"), ...await store.aside()].filter(Boolean);
  const form = joinForm(code, wish, asideList(await loaded(known), onTaken), { onTried, onJoined, onFile });
  again = () => showJoin(document.getElementById("code")?.value ?? "");
  document.title = t("page.name");
  show(h("div", {}, bar(), problem ? h("p", { className: "notice overtime", role: "alert" }, problem) : null, h("main", {}, form)), { focus: false });
}

/** Return stations with what this browser kept of each. */
const loaded = (enrolments) => Promise.all(enrolments.map(async (one) => {
  const found = new Station(store, one);
  await found.load();
  return found;
}));

/** Somebody opened a link for another station: nothing is sent in its name, and nothing is lost. */
async function showOther(enrolment, onGo) {
  await open(enrolment);
  const [present, way] = [station, link];
  const go = () => { way.stop(); station = null; onGo(); };
  again = () => show(h("div", {}, bar(), otherPage(present, way, run, go)));
  again();
}

/** Write as a station that was put aside; the present one is put aside for it. */
async function onTaken(enrolment) {
  await room?.settle();
  await station?.rest();
  link?.stop();
  station = null;
  await store.take(enrolment);
  location.reload();
}

/** Keep something, as whoever joins now will have to. Rejects where the browser refuses. */
const onTried = () => store.keep("tried", true);

async function onJoined(enrolment) {
  await store.take(enrolment);
  forgetInvitation();
  const leave = async () => {
    giveBack(enrolment);  // not waited for: where the hub is away, people go on all the same
    await store.keep("enrolment", null);
    wish.station = "";
    showJoin("");
  };
  show(h("main", {}, comparePage(enrolment, () => enter(enrolment), leave)));
}

async function onFile(file) {
  try {
    await arrive(await file.text(), () => showJoin(""));
  } catch {
    showJoin("", t("join.not_a_station"));
  }
}

/** Go on as a station that came along; `stay` is what happens where it cannot be joined with what is here. */
async function arrive(text, stay) {
  const { enrolment, rows, drafts } = unpacked(text);
  const { moved, ...plain } = enrolment;
  const came = rows.map((row) => ({ ...row, outcome: row.outcome ?? "" }));
  try {
    await store.arrive(plain, came, drafts ?? []);
  } catch (error) {
    if (!(error instanceof TwoWays)) throw error;
    showTwoWays(Object.assign(new Station(store, plain), { rows: came }), stay);
    return;
  }
  forgetInvitation();
  await enter(plain);
}

/** Somebody opened a link that brings a station along: it is asked first, links are easily made. */
function showArrival(moved, enrolment) {
  const stay = () => (enrolment?.moved ? showMoved(enrolment) : enrolment ? enter(enrolment) : showJoin(""));
  const bring = async () => {
    try {
      await arrive(fromFragment(moved), stay);
    } catch {
      showJoin("", t("join.not_a_station"));
    }
  };
  const go = () => (enrolment && !enrolment.moved && isAnother(moved, enrolment) ? showOther(enrolment, bring) : bring());
  show(h("main", { className: "narrow" }, h("h1", { tabindex: "-1" }, t("arrive.title")), h("p", {}, t("arrive.words")),
    h("div", { className: "buttons across" },
      h("button", { type: "button", className: "primary", onclick: go }, t("arrive.yes")),
      h("button", { type: "button", onclick: stay }, t("arrive.no")))));
}

/** Entries with the same numbers are here and came along: the facilitator takes both, this page cannot. */
function showTwoWays(came, stay) {
  show(h("main", { className: "narrow" }, h("h1", { tabindex: "-1" }, t("arrive.two_title")), h("p", {}, t("arrive.two_words")),
    h("div", { className: "buttons across" },
      h("button", { type: "button", className: "primary", onclick: () => saveAnswers(came) }, t("keep.file")),
      h("button", { type: "button", onclick: stay }, t("arrive.stay")))));
}

/** Tell whether a link brings another station along than the one that is here. */
function isAnother(moved, enrolment) {
  try {
    return unpacked(fromFragment(moved)).enrolment.station !== enrolment.station;
  } catch {
    return false;
  }
}

async function enter(enrolment) {
  await open(enrolment);
  await run();
}

/** Make a station of this browser ready to write, and bring what it wrote before. */
async function open(enrolment) {
  const came = new Station(store, enrolment);
  await claim(() => pause());
  await came.load();
  await came.settleDrafts();
  station = came;
  link = new Link(station, () => (room && !PAGES.includes(room.where) ? room.where : ""));
  await recallAnswer(station, link);
  link.start();
}

/** Show the room to the station that is ready. */
async function run() {
  others = await loaded(await store.aside());
  let isDue = false;
  const soon = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => { isDue = false; room.update(); });
    setTimeout(() => { if (isDue) { isDue = false; room.update(); } }, 500);
  };
  showRoom();
  station.addEventListener("changed", soon);
  link.addEventListener("changed", soon);
  setInterval(() => room.tick(), 500);
  setInterval(soon, 5000);
}

function showRoom() {
  const where = room?.where ?? "";
  room = new RoomPage(station, link, { aside: others, onLanguage, onMoved, onLeft, onTaken });
  again = showRoom;
  if (where) room.go(where);
  show(room.element, { focus: false });
}

/**
 * The station goes to another address; this one stops writing, or its numbers would clash. What
 * it shows from now on is what the browser's "back" brings up again, also without the hub.
 */
async function onMoved(origin, address) {
  const enrolment = { ...station.enrolment, moved: origin };
  await store.keep("enrolment", enrolment);
  link.stop();
  station = null;
  showMoved(enrolment);
  location.assign(address);
}

/** Another window of this browser goes on with this station: two must not write as one. */
async function pause() {
  room?.settle();
  link?.stop();
  station = null;
  show(h("main", { className: "narrow" }, h("h1", { tabindex: "-1" }, t("twice.title")), h("p", {}, t("twice.words")),
    h("div", {}, h("button", { type: "button", className: "primary", onclick: () => location.reload() }, t("twice.here")))));
}

function showMoved(enrolment) {
  const back = async () => { const { moved, ...plain } = enrolment; await store.keep("enrolment", plain); await enter(plain); };
  show(h("main", { className: "narrow" }, h("h1", { tabindex: "-1" }, t("moved.title")),
    h("p", {}, t("moved.words", { address: enrolment.moved })),
    h("p", {}, h("a", { href: enrolment.moved }, enrolment.moved)),
    h("p", { className: "quiet" }, t("moved.back_hint")),
    h("div", {}, h("button", { type: "button", onclick: back }, t("moved.back")))));
}

async function onLeft() {
  await station.rest();
  if (station.waiting.length || station.drafts.size) {
    await room.settle();
    saveAnswers(station);
    place.querySelector(".keep .notice")?.remove();
    place.querySelector(".keep").append(h("div", { className: "notice overtime", role: "alert" },
      h("p", {}, t("leave.not_yet")),
      h("button", { type: "button", onclick: leave }, t("leave.anyway"))));
    return;
  }
  await leave();
}

async function leave() {
  await station.rest();
  if (station.notThere(link)) await store.take(null);
  else await store.keep("enrolment", null);
  link.stop();
  station = null;
  location.reload();
}

async function onLanguage(language) {
  try {
    await speak(language);
  } catch {
    document.getElementById("language").value = spoken();
    return;  // the words come from the hub, which is away: the old ones stay
  }
  await store?.keep("language", language);
  await again();
  document.getElementById("language")?.focus();
}

addEventListener("beforeunload", (event) => {
  if (station && (store.busy || station.waiting.length || station.drafts.size || station.failure)) {
    event.preventDefault();
    event.returnValue = "";
  }
});
addEventListener("visibilitychange", () => {
  if (document.hidden && station) room?.settle();
});

addEventListener("hashchange", async () => {
  const { code, moved } = invitation();
  if (!code && !moved) return;
  await Promise.allSettled([room?.settle()]);
  await station?.rest();
  await store?.rest();
  location.reload();
});

/** Learn the page's first words. A hub that is just starting again has them a moment later. */
async function learn(language) {
  for (let isKnown = false; !isKnown;) {
    isKnown = await speak(language).then(() => true, () => false);
    if (!isKnown) await new Promise((resolve) => { setTimeout(resolve, 1000); });
  }
}

async function begin() {
  const { code, moved } = invitation();
  try {
    store = await openStore();
  } catch {
    await learn(preferred());
    show(h("main", { className: "narrow" }, h("h1", { tabindex: "-1" }, t("nothing_kept.title")), h("p", {}, t("nothing_kept.words"))));
    return;
  }
  await learn((await store.read("language")) ?? preferred());
  const enrolment = await store.read("enrolment");
  forgetInvitation();
  if (moved) showArrival(moved, enrolment);
  else if (enrolment?.moved) showMoved(enrolment);
  else if (enrolment && code && plainCode(code) !== enrolment.code) await showOther(enrolment, () => showJoin(code));
  else if (enrolment) await enter(enrolment);
  else showJoin(code);
}

begin();
