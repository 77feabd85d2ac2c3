/**
 * What the library keeps of an article. Pure.
 *
 * In two parts: the head is small and is read for all articles at once, to list and search them; the body is read when one is opened.
 *
 * @typedef {import('../schema.js').Article} Article
 * @typedef {import('../schema.js').EntityType} EntityType
 * @typedef {import('../desk/journal.js').Journal} Journal
 *
 * @typedef {{title: string, outlet: string, date: string, url: string, tags: string[], notes: string}} Fields
 *   `date` as ISO 8601 has it (`2024-05-31`), or empty; all else is free text
 * @typedef {{name: string, type: EntityType, mentions: number, quotations: number}} Named
 *
 * @typedef {Fields & {
 *   id: string, version: number, added: string, changed: string, words: string, names: Named[], named: string, quotations: number,
 *   corrections: number,
 * }} Head  `version` grows with every change; `words` and `named` are the text and the names, one a line, folded for the search
 * @typedef {{id: string, version: number, text: string, article: Article | null, journal: Journal}} Body
 *   `article` is the recogniser's, or `null` if it has not been at it yet
 * @typedef {{head: Head, body: Body}} Kept
 */

import { EMPTY, replay } from '../desk/journal.js';
import { fold } from './search.js';

/** @type {Fields} */
export const NO_FIELDS = { title: '', outlet: '', date: '', url: '', tags: [], notes: '' };

/**
 * A new entry.
 * @param {string} text
 * @param {Article | null} article
 * @param {Partial<Fields>} fields
 * @param {Journal} [journal]
 * @returns {Kept}
 */
export function keptOf(text, article, fields, journal = EMPTY) {
  const id = newId();
  const now = new Date().toISOString();
  const head = { ...NO_FIELDS, ...fields, id, version: 0, added: now, changed: now, words: '', names: [], named: '', quotations: 0, corrections: 0 };
  return summed({ head, body: { id, version: 0, text, article, journal } });
}

/**
 * The same entry with its head telling of its body.
 * @param {Kept} kept
 * @returns {Kept}
 */
export function summed({ head, body }) {
  const article = body.article && replay(body.text, body.article, body.journal).article;
  const said = new Map();
  for (const { speaker_entity: id } of article?.quotations ?? []) if (id) said.set(id, (said.get(id) ?? 0) + 1);
  const names = (article?.entities ?? []).map(({ id, name, type, mentions }) => ({ name, type, mentions: mentions.length, quotations: said.get(id) ?? 0 }));
  return { head: { ...head, words: fold(body.text), names, named: names.map(({ name }) => fold(name)).join('\n'), quotations: article?.quotations.length ?? 0, corrections: body.journal.done }, body };
}

/** Hexadecimal digits that no other article has. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * What can be read of an article's data from its text and annotation; a person may know better.
 * @param {string} text
 * @param {Article | null} article
 * @returns {Partial<Fields>}
 */
export function fieldsOf(text, article) {
  const headline = article?.blocks.find(({ role }) => role === 'headline');
  const lines = text.split(/[\n\r\u2028\u2029]+/).map((line) => line.trim()).filter((line) => line !== '' && !URL_LINE.test(line));
  const title = headline ? text.slice(headline.start, headline.end).trim() : (lines[0] ?? '');
  const url = text.match(URL_LINE)?.[1] ?? '';
  const dates = (article?.entities ?? []).filter(({ type, value, mentions }) => type === 'DATE' && DAY.test(value ?? '') && mentions[0].start < NEAR_THE_TOP);
  const date = dates.sort((a, b) => a.mentions[0].start - b.mentions[0].start)[0]?.value ?? '';
  return { title: clipped(title, LONGEST_TITLE), url, outlet: outletOf(url), date };
}
/** An address on a line of its own. */
const URL_LINE = /^\s*(https?:\/\/\S+)\s*$/m;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A date further down is the date of something told, not of the article. In UTF-16 units. */
const NEAR_THE_TOP = 300;
const LONGEST_TITLE = 200;

/**
 * @param {string} words
 * @param {number} most
 */
function clipped(words, most) {
  return words.length > most ? `${words.slice(0, most).toWellFormed()}…` : words;
}

/**
 * The name of the site that an address is on.
 * @param {string} url
 */
export function outletOf(url) {
  const address = webAddress(url);
  return address ? new URL(address).hostname.replace(/^www\./, '') : '';
}

/**
 * An address that may be linked to: of the web, and nothing else (`javascript:` would run). `null` if it is none.
 * @param {string} url
 * @returns {string | null}
 */
export function webAddress(url) {
  try {
    const { protocol, href } = new URL(url.trim());
    return protocol === 'http:' || protocol === 'https:' ? href : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} written  separated by commas
 * @returns {string[]} each once
 */
export function tagsOf(written) {
  return [...new Set(written.split(',').map((tag) => tag.trim()).filter(Boolean))];
}
