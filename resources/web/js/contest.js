/** Several versions of the same answer, side by side, for people to choose from. */

import { h } from "./dom.js";
import { t } from "./words.js";

/** Return a box that shows versions with "keep this one" under each; hidden without any. */
export function contestBox(onKept) {
  const element = h("div", { className: "contest", role: "group", hidden: true });
  let shown = "";
  return {
    element,
    show(versions, wordsOf, ownStation) {
      const now = versions.map((version) => version.id).join();
      if (now === shown) return;
      shown = now;
      element.hidden = !versions.length;
      element.replaceChildren(
        h("p", {}, h("strong", {}, t("contest.words"))),
        ...versions.map((version) => h("div", {},
          h("blockquote", {}, wordsOf(version)),
          h("p", { className: "small quiet" }, origin(version, ownStation)),
          h("button", { type: "button", onclick: () => onKept(version) }, t("contest.keep")))),
      );
    },
  };
}

/** Return where a version comes from. */
export function origin(version, ownStation) {
  const time = new Date(version.at).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
  return t(version.station === ownStation ? "contest.here" : "contest.elsewhere", { time });
}
