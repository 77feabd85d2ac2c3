/**
 * Where a name or a quotation begins and ends when a person points at it: whole words, without the space and punctuation that a
 * hand takes along. Pure.
 *
 * @typedef {import('../schema.js').Span} Span
 */

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
const LETTER = /[\p{L}\p{N}\p{M}]/u;
/** What may stand around words and is not part of them. Signs of sums and shares are. */
const OUTSIDE = /[\s\p{Z}\p{Cf}\p{Pd}\p{Po}\p{Ps}\p{Pe}\p{Pi}\p{Pf}<>|~^`´=+•]/u;
const PART_OF_FIGURES = /[%‰&@#*]/;
/** Ends of sentences belong to what is said. */
const SENTENCE_END = /[.!?…]/;
/** A mark that closes, by what opens it. */
const PAIRS = new Map([
  ['„', '“”"'],
  ['“', '”"'],
  ['«', '»'],
  ['"', '"'],
  ['(', ')'],
  ['[', ']'],
  ['‚', '‘’'],
]);

/**
 * What is meant by a selection as a name, a cue or a source: no line break in it, whole words, a mark at either end only with its
 * counterpart. `null` if no word is left.
 * @param {string} text
 * @param {Span} selected
 * @returns {Span | null}
 */
export function nameBounds(text, selected) {
  const line = firstLine(text, selected);
  return line && grownToWords(text, trimmed(text, line, false));
}

/**
 * What is meant by a selection as something said: also over several paragraphs, without the marks around it, with the end of its
 * last sentence.
 * @param {string} text
 * @param {Span} selected
 * @returns {Span | null}
 */
export function speechBounds(text, selected) {
  return grownToWords(text, trimmed(text, selected, true));
}

/**
 * How it is said, by the marks around and in it.
 * @param {string} text
 * @param {Span} span
 * @returns {'direct' | 'indirect' | 'mixed'}
 */
export function kindOfSpeech(text, { start, end }) {
  if (/[„“”"«»]\s*$/.test(text.slice(Math.max(0, start - 3), start)) && /^[\s.,!?…]*[“”"«»]/.test(text.slice(end, end + 4))) return 'direct';
  if (/(^|[\n\r\u2028\u2029])\s*[-–—]\s*$/.test(text.slice(Math.max(0, start - 6), start))) return 'direct';
  return /[„“”"«»]/.test(text.slice(start, end)) ? 'mixed' : 'indirect';
}

/**
 * The span with one end a word further out or in; `null` where there is no further word on its line, or none would be left.
 * @param {string} text
 * @param {Span} span
 * @param {'start' | 'end'} edge
 * @param {1 | -1} direction  1 towards the end of the text
 * @returns {Span | null}
 */
export function stepped(text, span, edge, direction) {
  const from = lineStart(text, span.start);
  const to = lineEnd(text, span.end);
  const words = [...text.slice(from, to).matchAll(WORD)].map((match) => ({ start: from + match.index, end: from + match.index + match[0].length }));
  if (edge === 'start') {
    const starts = words.map(({ start }) => start);
    const next = direction > 0 ? starts.find((start) => start > span.start) : starts.findLast((start) => start < span.start);
    return next === undefined || next >= span.end ? null : { start: next, end: span.end };
  }
  const ends = words.map(({ end }) => end);
  const next = direction > 0 ? ends.find((end) => end > span.end) : ends.findLast((end) => end < span.end);
  return next === undefined || next <= span.start ? null : { start: span.start, end: next };
}

/**
 * The word at a place, or the next one in the direction; `null` at the end of the text. For the word that the keyboard stands on.
 * @param {string} text
 * @param {number} at
 * @param {1 | -1} direction
 * @returns {Span | null}
 */
export function wordFrom(text, at, direction) {
  /** More than any word and the gap before it; longer ones are met in parts. */
  const REACH = 2_000;
  const from = direction > 0 ? wordStart(text, at) : Math.max(0, at - REACH);
  const to = direction > 0 ? Math.min(text.length, at + REACH) : at;
  const words = [...text.slice(from, to).matchAll(WORD)].map((match) => ({ start: from + match.index, end: from + match.index + match[0].length }));
  return (direction > 0 ? words.find(({ end }) => end > at) : words.findLast(({ end }) => end <= at)) ?? null;
}

/**
 * @param {string} text
 * @param {Span} selected
 */
function firstLine(text, { start, end }) {
  let from = start;
  while (from < end && OUTSIDE.test(text[from])) from += 1;
  let to = from;
  while (to < end && !LINE_BREAK.test(text[to])) to += 1;
  // Marks before the first word belong to its line.
  while (from > start && !LINE_BREAK.test(text[from - 1])) from -= 1;
  return from < to ? { start: from, end: to } : null;
}

/**
 * @param {string} text
 * @param {Span} span
 * @param {boolean} isSpeech
 */
function trimmed(text, { start, end }, isSpeech) {
  const isOutside = (/** @type {number} */ at) => OUTSIDE.test(text[at]) && !PART_OF_FIGURES.test(text[at]);
  for (let before = -1; before !== end - start; ) {
    before = end - start;
    while (start < end && isOutside(start) && (isSpeech || !hasClosing(text, start, end))) start += 1;
    while (end > start && isOutside(end - 1) && (isSpeech ? !SENTENCE_END.test(text[end - 1]) : !hasOpening(text, start, end))) end -= 1;
  }
  // A pair around all of it stands around it, not in it.
  if (end - start > 1 && PAIRS.get(text[start])?.includes(text[end - 1]) && !isSpeech) {
    const inside = text.slice(start + 1, end - 1);
    if (![...PAIRS.keys()].some((mark) => inside.includes(mark))) return { start: start + 1, end: end - 1 };
  }
  return { start, end };
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
function hasClosing(text, start, end) {
  const closing = PAIRS.get(text[start]);
  return closing !== undefined && [...text.slice(start + 1, end)].some((mark) => closing.includes(mark));
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
function hasOpening(text, start, end) {
  const last = text[end - 1];
  return [...PAIRS].some(([opening, closing]) => closing.includes(last) && text.slice(start, end - 1).includes(opening));
}

/**
 * @param {string} text
 * @param {Span} span
 * @returns {Span | null}
 */
function grownToWords(text, { start, end }) {
  if (!LETTER.test(text.slice(start, end))) return null;
  let to = end;
  if (LETTER.test(charAt(text, to - 1))) while (to < text.length && LETTER.test(charAt(text, to))) to += 1;
  return { start: LETTER.test(charAt(text, start)) ? wordStart(text, start) : start, end: to };
}

/**
 * @param {string} text
 * @param {number} at
 */
function wordStart(text, at) {
  while (at > 0 && LETTER.test(charAt(text, at - 1))) at -= 1;
  return at;
}

/**
 * The character that this unit is part of: half a pair is no letter.
 * @param {string} text
 * @param {number} at
 */
function charAt(text, at) {
  const unit = text[at] ?? '';
  if (/[\uDC00-\uDFFF]/.test(unit)) return text.slice(at - 1, at + 1);
  return /[\uD800-\uDBFF]/.test(unit) ? text.slice(at, at + 2) : unit;
}

/**
 * @param {string} text
 * @param {number} at
 */
function lineStart(text, at) {
  while (at > 0 && !LINE_BREAK.test(text[at - 1])) at -= 1;
  return at;
}

/**
 * @param {string} text
 * @param {number} at
 */
function lineEnd(text, at) {
  while (at < text.length && !LINE_BREAK.test(text[at])) at += 1;
  return at;
}
