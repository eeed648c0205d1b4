/** The one form of JSON that is hashed and compared; app/room/PROTOCOL.md, "Canonical form". */

import { sha256Hex } from "./sha256.js";

const byCodePoint = (a, b) => {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const gap = left[i].codePointAt(0) - right[i].codePointAt(0);
    if (gap) return gap;
  }
  return left.length - right.length;
};

/** Return a value as JSON with sorted keys and no spaces. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort(byCodePoint);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** Return an entry's hash as it was first sent; one that lost its words says its own. */
export const entryHash = (entry) => (entry.erased ? entry.hash : sha256Hex(canonical(entry)));

/** Return the digest with one more entry's hash. */
export const nextDigest = (digest, hash) => sha256Hex(`${digest}\n${hash}`);

/** Return text without half surrogate pairs, which the protocol does not carry. */
export function wholeText(text) {
  const isHalf = (sign) => sign.length === 1 && sign >= "\ud800" && sign <= "\udfff";
  return Array.from(text, (sign) => (isHalf(sign) ? "\ufffd" : sign)).join("");
}
