/**
 * The library as one file, and what comes from outside checked before it is kept. Pure.
 *
 * @typedef {import('../schema.js').Article} Article
 * @typedef {import('../schema.js').Span} Span
 * @typedef {import('../desk/journal.js').Journal} Journal
 * @typedef {import('./record.js').Kept} Kept
 * @typedef {import('./record.js').Fields} Fields
 * @typedef {{text: string, article: Article | null, fields: Partial<Fields>, journal?: Journal, id?: string, added?: string}} Entry
 * @typedef {{entries: Entry[], broken: number}} Entries  `broken`: how many could not be read
 */

import { EMPTY } from '../desk/journal.js';
import { ENTITY_TYPES } from '../schema.js';
import { tagsOf } from './record.js';

/** The number of the file's schema. It grows when a reader of the former one would misread the new one. */
export const LIBRARY_SCHEMA = 1;

/** Why a file is not taken, by the key of the text that says so. */
export class Refusal extends Error {
  /** @param {'import.cut' | 'import.newer' | 'import.foreign' | 'import.document' | 'import.type' | 'import.empty' | 'import.large' | 'import.unreadable'} key */
  constructor(key) {
    super(key);
    this.key = key;
  }
}

/**
 * The file of a library, in pieces that put together are JSON.
 * @param {AsyncIterable<Kept>} all
 * @returns {AsyncGenerator<string>}
 */
export async function* fileOf(all) {
  yield `{"kavichki":"library","schema":${LIBRARY_SCHEMA},"saved":${JSON.stringify(new Date().toISOString())},"articles":[`;
  let comma = '';
  for await (const { head, body } of all) {
    const { id, title, outlet, date, url, tags, notes, added, changed } = head;
    const { text, article, journal } = body;
    yield `${comma}\n${JSON.stringify({ id, title, outlet, date, url, tags, notes, added, changed, text, article, journal })}`;
    comma = ',';
  }
  yield ']}\n';
}

/**
 * What a library file holds. Throws a `Refusal` if it is cut off, of a newer schema, or not a library.
 * @param {string} json
 * @returns {Entries}
 */
export function entriesOfLibrary(json) {
  const file = parsed(json);
  if (!file) throw new Refusal(/^\s*\{\s*"kavichki"/.test(json) ? 'import.cut' : 'import.foreign');
  if (file.kavichki !== 'library' || !Array.isArray(file.articles)) throw new Refusal('import.foreign');
  if (!(Number(file.schema) <= LIBRARY_SCHEMA)) throw new Refusal('import.newer');
  return checked(file.articles);
}

/**
 * What a file of lines holds, each an object with at least a `text`.
 * @param {string} lines
 * @returns {Entries}
 */
export function entriesOfLines(lines) {
  return checked(lines.split('\n').filter((line) => line.trim() !== '').map(parsed));
}

/** @param {unknown[]} values */
function checked(values) {
  const entries = values.map(entryOf);
  const good = entries.filter((entry) => entry !== null);
  return { entries: good, broken: entries.length - good.length };
}

/**
 * @param {string} json
 * @returns {Record<string, unknown> | null}
 */
function parsed(json) {
  try {
    const value = JSON.parse(json);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * @param {unknown} value
 * @returns {Entry | null}
 */
function entryOf(value) {
  if (!isObject(value) || typeof value.text !== 'string' || value.text.trim() === '') return null;
  // As a text field would have it; offsets are of the text that was given.
  const text = value.text.replace(/\r\n?/g, '\n');
  const words = (/** @type {string} */ name) => (typeof value[name] === 'string' ? /** @type {string} */ (value[name]) : '');
  const tags = Array.isArray(value.tags) ? value.tags.filter((tag) => typeof tag === 'string') : tagsOf(words('tags'));
  /** @type {Partial<Fields>} */
  const fields = { title: words('title'), outlet: words('outlet'), date: /^\d{4}-\d{2}-\d{2}/.exec(words('date'))?.[0] ?? '', url: words('url'), tags, notes: words('notes') };
  const article = text === value.text && isArticle(value.article, text.length) ? value.article : null;
  const id = /^[0-9a-f]{20}$/.test(words('id')) ? words('id') : undefined;
  return { text, article, fields, journal: journalOf(value.journal), id, added: words('added') || undefined };
}

/**
 * Whether this is an article whose every part lies in the text. What is not is made anew from the text when it is opened.
 * @param {unknown} value
 * @param {number} length
 * @returns {value is Article}
 */
export function isArticle(value, length) {
  const isSpan = (/** @type {unknown} */ span) =>
    isObject(span) && Number.isInteger(span.start) && Number.isInteger(span.end) && Number(span.start) >= 0 && Number(span.start) < Number(span.end) && Number(span.end) <= length;
  const isOptional = (/** @type {unknown} */ span) => span === null || isSpan(span);
  const isName = (/** @type {unknown} */ name) => name === null || typeof name === 'string';
  const isId = (/** @type {unknown} */ id) => typeof id === 'string' && /^[a-z]\d+$/.test(id);
  if (!isObject(value) || value.offsets !== 'utf16' || typeof value.language !== 'string' || typeof value.language_fit !== 'number') return false;
  const { blocks, entities, quotations } = value;
  if (!Array.isArray(blocks) || !Array.isArray(entities) || !Array.isArray(quotations)) return false;
  return (
    blocks.every((block) => isSpan(block) && typeof block.role === 'string') &&
    entities.every(
      (entity) =>
        isObject(entity) && isId(entity.id) && ENTITY_TYPES.some((type) => type === entity.type) && typeof entity.name === 'string' && Array.isArray(entity.mentions) && entity.mentions.length > 0 &&
        entity.mentions.every((mention) => isSpan(mention) && isId(mention.id) && ['name', 'role', 'pronoun'].includes(mention.kind) && typeof mention.base === 'string' && typeof mention.score === 'number'),
    ) &&
    quotations.every(
      (quotation) =>
        isObject(quotation) && isId(quotation.id) && ['direct', 'indirect', 'mixed'].includes(String(quotation.type)) && Array.isArray(quotation.content) && quotation.content.length > 0 && quotation.content.every(isSpan) &&
        isOptional(quotation.cue) && isOptional(quotation.speaker) && isName(quotation.speaker_entity) && isName(quotation.speaker_name) && isName(quotation.within) && typeof quotation.score === 'number' &&
        Array.isArray(quotation.why) && quotation.why.every((evidence) => isObject(evidence) && typeof evidence.code === 'string'),
    )
  );
}

const EDITS_OF_NAMES = ['name', 'unname', 'bound', 'base', 'join', 'split', 'confirm'];
const EDITS_OF_QUOTATIONS = ['quote', 'unquote', 'stretch', 'cue', 'speaker', 'agree'];

/**
 * @param {unknown} value
 * @returns {Journal} without what is no edit
 */
function journalOf(value) {
  if (!isObject(value) || !Array.isArray(value.edits)) return EMPTY;
  const done = Number.isInteger(value.done) ? Math.min(Math.max(Number(value.done), 0), value.edits.length) : value.edits.length;
  const all = value.edits.map(isEdit);
  return { edits: value.edits.filter(isEdit), done: all.slice(0, done).filter(Boolean).length };
}

/**
 * @param {unknown} edit
 * @returns {edit is import('../desk/edits.js').Edit}
 */
function isEdit(edit) {
  if (!isObject(edit)) return false;
  const isOptional = (/** @type {unknown} */ anchor) => anchor === undefined || anchor === null || isAnchor(anchor);
  const isAll = (/** @type {unknown} */ anchors) => Array.isArray(anchors) && anchors.length > 0 && anchors.every(isAnchor);
  const isType = (/** @type {unknown} */ type) => ENTITY_TYPES.some((one) => one === type);
  if (EDITS_OF_NAMES.includes(String(edit.do))) {
    const rest = { bound: isAnchor(edit.to), base: typeof edit.base === 'string' && edit.base !== '', join: isAnchor(edit.with) && isType(edit.withType) };
    return isAnchor(edit.at) && isType(edit.type) && (rest[/** @type {'bound'} */ (edit.do)] ?? true);
  }
  if (!EDITS_OF_QUOTATIONS.includes(String(edit.do)) || !isAll(edit.content) || !['direct', 'indirect', 'mixed'].includes(String(edit.type))) return false;
  if (edit.do === 'stretch') return isAll(edit.to);
  return isOptional(edit.cue) && isOptional(edit.speaker) && isOptional(edit.entity);
}

/** @param {unknown} value */
function isAnchor(value) {
  return isObject(value) && Number.isInteger(value.start) && Number.isInteger(value.end) && ['quote', 'prefix', 'suffix'].every((name) => typeof value[name] === 'string') && value.quote !== '';
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
