/** A browser that writes for one group, and is asked to write for another: nothing is lost by it. */

import { h, tell } from "./dom.js";
import { saveAnswers } from "./keep.js";
import { problemOf } from "./standing.js";
import { t, tn } from "./words.js";

/** Return what a station's group is called. */
export const groupOf = ({ label }) => (label ? t("group", { label }) : t("aside.unnamed"));

/** Return the page that asks: go on as the group of `station`, or put it aside for another one. */
export function otherPage(station, link, onStay, onGo) {
  const group = groupOf(station);
  const problem = h("p", { className: "notice overtime", role: "alert", hidden: true });
  const said = h("p", { role: "status" });
  const file = h("button", { type: "button", onclick: () => saveAnswers(station) }, t("keep.file"));
  const go = h("button", { type: "button", onclick: () => leave() });
  const leave = () => {
    if (station.notThere(link)) saveAnswers(station);
    onGo();
  };
  const update = () => {
    const n = station.notThere(link);
    tell(said, n ? tn("aside.not_there", n, { group }) : t("aside.all_there"));
    tell(go, t(n ? "aside.save_and_go" : "aside.go"));
    file.hidden = !n;
    tell(problem, problemOf(link));
    problem.hidden = !problem.textContent;
  };
  for (const one of [station, link]) one.addEventListener("changed", update);
  update();
  return h("main", { className: "narrow" },
    h("h1", { tabindex: "-1" }, t("aside.title", { group })), h("p", {}, t("aside.lead")), problem, said,
    h("div", { className: "buttons across" },
      h("button", { type: "button", className: "primary", onclick: onStay }, t("aside.stay", { group })), file, go),
    h("p", { className: "quiet" }, t("aside.kept", { group })));
}

/** Return the other groups that this browser wrote for, each to be taken up again; null for none. */
export function asideList(stations, onTaken) {
  if (!stations.length) return null;
  return h("div", { className: "notice message" }, h("strong", {}, t("aside.also")), stations.map((station) => {
    const [group, n] = [groupOf(station), station.notThere()];
    return h("div", {}, h("p", {}, n ? tn("aside.not_there", n, { group }) : t("aside.group_there", { group })),
      h("button", { type: "button", onclick: () => onTaken(station.enrolment) }, t("aside.stay", { group })));
  }));
}
