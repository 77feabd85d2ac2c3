/**
 * Articles from files: what is read of each kind, and which kinds are not taken.
 *
 * @typedef {import('./exchange.js').Entries} Entries
 * @typedef {import('./record.js').Fields} Fields
 */

import { documentOf, textOf } from '../paste.js';
import { entriesOfLibrary, entriesOfLines, Refusal } from './exchange.js';
import { outletOf } from './record.js';

/** More text than this in one file is no article. A library may be larger. In bytes. */
const LARGEST = 20_000_000;
const DOCUMENTS = /\.(docx?|odt|rtf|pdf|pages)$/i;

/**
 * @param {File} file
 * @returns {Promise<Entries>}
 */
export async function entriesOfFile(file) {
  const { name } = file;
  if (DOCUMENTS.test(name)) throw new Refusal('import.document');
  const kind = /\.(txt|html?|jsonl|ndjson|json)$/i.exec(name)?.[1].toLowerCase();
  if (!kind) throw new Refusal('import.type');
  if (file.size > LARGEST && !kind.includes('json')) throw new Refusal('import.large');
  const text = decoded(await file.arrayBuffer().catch(() => Promise.reject(new Refusal('import.unreadable'))));
  if (kind === 'json') return entriesOfLibrary(text);
  const entries = kind === 'jsonl' || kind === 'ndjson' ? entriesOfLines(text) : kind === 'txt' ? plain(text) : page(text);
  if (entries.entries.length === 0) throw new Refusal(entries.broken > 0 ? 'import.foreign' : 'import.empty');
  return entries;
}

/**
 * UTF-8, or else what Bulgarian files were written in before it.
 * @param {ArrayBuffer} bytes
 */
function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/**
 * @param {string} text
 * @param {Partial<Fields>} [fields]
 * @returns {Entries}
 */
function plain(text, fields = {}) {
  const clean = text.replace(/\r\n?/g, '\n').trim();
  return { entries: clean === '' ? [] : [{ text: clean, article: null, fields }], broken: 0 };
}

/**
 * A saved page: its text, and what it says of itself to search engines.
 * @param {string} html
 */
function page(html) {
  const content = documentOf(html);
  const meta = (/** @type {string[]} */ ...names) => {
    for (const name of names) {
      const found = content.querySelector(`meta[property="${name}"], meta[name="${name}"]`)?.getAttribute('content')?.trim();
      if (found) return found;
    }
    return '';
  };
  const url = content.querySelector('link[rel="canonical"]')?.getAttribute('href')?.trim() || meta('og:url');
  const date = (meta('article:published_time', 'datePublished', 'date') || content.querySelector('time[datetime]')?.getAttribute('datetime') || '').slice(0, 10);
  const title = meta('og:title') || content.title.trim();
  return plain(textOf(content), { title, url, outlet: meta('og:site_name') || outletOf(url), date: /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : '' });
}
