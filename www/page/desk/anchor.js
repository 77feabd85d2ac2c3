/**
 * Ties a stretch of the text to its words, so that it is found again after the text has been edited. Pure.
 *
 * An offset alone slides with every letter typed before it; words alone may stand in many places. So an anchor keeps the words, what
 * stands on both sides of them, and where they stood.
 *
 * @typedef {import('../schema.js').Span} Span
 * @typedef {Span & {quote: string, prefix: string, suffix: string}} Anchor  offsets in UTF-16 units
 */

/** UTF-16 units kept on either side: about five words, enough to tell repeated names apart. */
export const CONTEXT = 32;
/**
 * Share of the kept surroundings that must still stand beside the words. At one half, one side may have been rewritten as long as
 * the other is as it was.
 */
const SAME_ENOUGH = 0.5;

/**
 * @param {string} text
 * @param {Span} span
 * @returns {Anchor}
 */
export function anchorOf(text, { start, end }) {
  return {
    start,
    end,
    quote: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - CONTEXT), start),
    suffix: text.slice(end, end + CONTEXT),
  };
}

/**
 * Where the words stand in this text, or `null` where they are gone or their surroundings are no longer the same. Of several places
 * that fit equally well, the one nearest to the former place.
 * @param {Anchor} anchor
 * @param {string} text
 * @returns {Span | null}
 */
export function place(anchor, text) {
  const { quote, prefix, suffix } = anchor;
  if (quote === '') return null;
  const all = prefix.length + suffix.length;
  /** @type {{start: number, same: number} | null} */
  let best = null;
  const consider = (/** @type {number} */ start) => {
    const same = sameBefore(text, start, prefix) + sameAfter(text, start + quote.length, suffix);
    const isBetter = !best || same > best.same || (same === best.same && Math.abs(start - anchor.start) < Math.abs(best.start - anchor.start));
    if (isBetter) best = { start, same };
  };
  // Mostly nothing has changed: then no other place can fit better or be nearer.
  if (text.startsWith(quote, anchor.start)) consider(anchor.start);
  if (/** @type {any} */ (best)?.same !== all) for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) consider(at);
  const found = /** @type {{start: number, same: number} | null} */ (best);
  if (!found || found.same < all * SAME_ENOUGH) return null;
  return { start: found.start, end: found.start + quote.length };
}

/**
 * How many units before `at` are those of the end of `prefix`. Where the text began, it must begin still, or what was put before
 * does not count.
 * @param {string} text
 * @param {number} at
 * @param {string} prefix
 */
function sameBefore(text, at, prefix) {
  let n = 0;
  while (n < prefix.length && text[at - 1 - n] === prefix[prefix.length - 1 - n]) n += 1;
  return n;
}

/**
 * @param {string} text
 * @param {number} at
 * @param {string} suffix
 */
function sameAfter(text, at, suffix) {
  let n = 0;
  while (n < suffix.length && text[at + n] === suffix[n]) n += 1;
  return n;
}
