/**
 * SHA-256 and HMAC, written here because browsers keep theirs from pages on plain http.
 * FIPS 180-4 and RFC 2104; proven by tests/domain/envelope_vectors.json.
 */

const K = new Uint32Array(64);
const FIRST = new Uint32Array(8);

/** Fill in the constants: fractions of the square and cube roots of the first primes. */
function constants() {
  const fraction = (x) => Math.floor((x - Math.floor(x)) * 0x100000000) >>> 0;
  for (let number = 2, found = 0; found < 64; number += 1) {
    let prime = true;
    for (let by = 2; by * by <= number; by += 1) {
      if (number % by === 0) prime = false;
    }
    if (!prime) continue;
    if (found < 8) FIRST[found] = fraction(Math.sqrt(number));
    K[found] = fraction(Math.cbrt(number));
    found += 1;
  }
}
constants();

const turned = (x, by) => (x >>> by) | (x << (32 - by));

function block(view, offset, h, w) {
  for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(offset + 4 * i);
  for (let i = 16; i < 64; i += 1) {
    const a = w[i - 15];
    const b = w[i - 2];
    const s0 = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
    const s1 = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, last] = h;
  for (let i = 0; i < 64; i += 1) {
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const one = (last + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [last, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, last].forEach((x, i) => { h[i] = (h[i] + x) | 0; });
}

/** Return the 32 bytes of a digest over bytes. */
export function sha256(bytes) {
  const size = Math.ceil((bytes.length + 9) / 64) * 64;
  const padded = new Uint8Array(size);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(size - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(size - 4, (bytes.length << 3) >>> 0);
  const h = Int32Array.from(FIRST);
  const w = new Int32Array(64);
  for (let offset = 0; offset < size; offset += 64) block(view, offset, h, w);
  const out = new DataView(new ArrayBuffer(32));
  h.forEach((x, i) => out.setInt32(4 * i, x));
  return new Uint8Array(out.buffer);
}

/** Return bytes as lower-case hexadecimal text. */
export const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

/** Return the bytes of hexadecimal text. */
export const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (b) => parseInt(b, 16));

/** Return the hexadecimal digest over a text in UTF-8. */
export const sha256Hex = (text) => hex(sha256(new TextEncoder().encode(text)));

/** Return the HMAC-SHA256 of a text with a key of bytes, hexadecimal. */
export function hmacHex(key, text) {
  const long = key.length > 64 ? sha256(key) : key;
  const inner = new Uint8Array(64).fill(0x36);
  const outer = new Uint8Array(64).fill(0x5c);
  long.forEach((b, i) => { inner[i] ^= b; outer[i] ^= b; });
  const join = (a, b) => { const c = new Uint8Array(a.length + b.length); c.set(a); c.set(b, a.length); return c; };
  return hex(sha256(join(outer, sha256(join(inner, new TextEncoder().encode(text))))));
}

/** Return random hexadecimal digits: 32 for an id, 16 for a salt. */
export const randomHex = (digits) => hex(crypto.getRandomValues(new Uint8Array(digits / 2)));
