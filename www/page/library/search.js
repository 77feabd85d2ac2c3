/**
 * Finds articles in the library by their words and by who is named in them. Pure.
 *
 * A plain scan over folded text: 2,000 articles are some ten million characters, which a browser searches in a few
 * hundredths of a second (measured in tests/browser/library.mjs). An index would have to be kept true in every tab.
 *
 * @typedef {import('./record.js').Head} Head
 * @typedef {{head: Head, where: 'title' | 'fields' | 'names' | 'text' | 'all', at: number, length: number}} Hit  `at` in `head.words`, for `text`
 */

/**
 * Words as they are compared: small letters, one kind of quotation mark, dash and space, nothing invisible.
 * @param {string} text
 */
export function fold(text) {
  return text
    .toLowerCase()
    .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/[„“”«»"]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/ѝ/g, 'и')
    .replace(/\s+/g, ' ');
}

/**
 * What a query asks for: words that must all be there, and between quotation marks words that must stand together.
 * @param {string} query
 * @returns {string[]}
 */
export function termsOf(query) {
  return [...fold(query).matchAll(/"([^"]+)"?|[^\s"]+/g)].map((match) => (match[1] ?? match[0]).trim()).filter(Boolean);
}

/**
 * The articles that hold all words of the query, the best first: those that have them in the title, then in the data, then
 * in names, then in the text; among equals the latest changed.
 * @param {readonly Head[]} heads
 * @param {string} query
 * @param {'everything' | 'names'} scope
 * @returns {Hit[]}
 */
export function search(heads, query, scope) {
  const terms = termsOf(query);
  /** @type {Hit[]} */
  const hits = [];
  for (const head of heads) {
    const hit = terms.length === 0 ? /** @type {Hit} */ ({ head, where: 'all', at: 0, length: 0 }) : match(head, terms, scope);
    if (hit) hits.push(hit);
  }
  return hits.sort((a, b) => RANK[a.where] - RANK[b.where] || (a.head.changed < b.head.changed ? 1 : -1));
}
const RANK = { all: 0, title: 0, fields: 1, names: 2, text: 3 };

/**
 * @param {Head} head
 * @param {string[]} terms
 * @param {'everything' | 'names'} scope
 * @returns {Hit | null}
 */
function match(head, terms, scope) {
  const has = (/** @type {string} */ where) => terms.every((term) => where.includes(term));
  // All in one name; that is looked into only where they are among the names at all.
  const inNames = has(head.named) && head.named.split('\n').some(has);
  if (scope === 'names') return inNames ? { head, where: 'names', at: 0, length: 0 } : null;
  if (has(fold(head.title))) return { head, where: 'title', at: 0, length: 0 };
  const fields = fold([head.title, head.outlet, head.date, head.url, head.tags.join(', '), head.notes].join('\n'));
  if (has(fields)) return { head, where: 'fields', at: 0, length: 0 };
  if (inNames) return { head, where: 'names', at: 0, length: 0 };
  if (!terms.every((term) => head.words.includes(term) || fields.includes(term) || head.named.includes(term))) return null;
  const seen = terms.find((term) => head.words.includes(term));
  return seen ? { head, where: 'text', at: head.words.indexOf(seen), length: seen.length } : { head, where: 'names', at: 0, length: 0 };
}

/** Characters shown before and after a word that was found. */
const AROUND = 60;

/**
 * The words around a hit, in three pieces: before, found, after.
 * @param {Hit} hit
 * @returns {[string, string, string] | null}
 */
export function snippet({ head, where, at, length }) {
  if (where !== 'text') return null;
  const from = Math.max(0, at - AROUND);
  const to = Math.min(head.words.length, at + length + AROUND);
  return [
    (from > 0 ? '…' : '') + head.words.slice(from, at).toWellFormed(),
    head.words.slice(at, at + length),
    head.words.slice(at + length, to).toWellFormed() + (to < head.words.length ? '…' : ''),
  ];
}
