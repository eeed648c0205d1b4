/** The page's words, in the person's language. Every language has every word (by a test). */

/** The languages of the page, each by its own name. */
export const LANGUAGES = { en: "English", es: "Español" };

let words = {};
let language = "en";

/** Read a language's words. */
export async function speak(wanted) {
  const known = wanted in LANGUAGES ? wanted : "en";
  const answer = await fetch(`/web/words/${known}.json`);
  [words, language] = [await answer.json(), known];  // both or neither: never half a page in each
  document.documentElement.lang = language;
}

/** Return the language that is spoken now. */
export const spoken = () => language;

/** Return the language that the browser asks for. */
export const preferred = () =>
  (navigator.languages ?? [navigator.language]).map((one) => one.slice(0, 2)).find((one) => one in LANGUAGES) ?? "en";

/** Return words by their name, with {places} filled in. */
export const t = (name, places = {}) =>
  (words[name] ?? name).replace(/\{(\w+)\}/g, (all, place) => places[place] ?? all);

/** Return words for a number: NAME.one or NAME.other. */
export const tn = (name, n, places = {}) => t(`${name}.${n === 1 ? "one" : "other"}`, { n, ...places });

/** Return a text of the workshop in the spoken language, or in one that it has. */
export const say = (text) =>
  typeof text === "string" ? text : text?.[language] || text?.en || Object.values(text ?? {})[0] || "";
