/**
 * Takes files into the library, one after the other, with every article annotated on the way.
 *
 * @typedef {import('../schema.js').Article} Article
 * @typedef {import('./database.js').Library} Library
 * @typedef {import('./exchange.js').Entry} Entry
 * @typedef {{name: string, key: string, message?: string}} Refused
 * @typedef {{added: number, known: number, broken: number, bare: number, refused: Refused[], stopped: boolean}} Intake
 *   `known` were there already; `bare` are kept without annotations, which they get when they are opened
 */

import { KeepingError } from './database.js';
import { Refusal } from './exchange.js';
import { entriesOfFile } from './files.js';
import { fieldsOf, keptOf, newId } from './record.js';
import { fold } from './search.js';

/**
 * @param {File[]} files
 * @param {Library} library
 * @param {(text: string) => Promise<Article>} annotate
 * @param {(share: number, name: string) => void} onProgress
 * @param {AbortSignal} signal  what is kept by then stays
 * @returns {Promise<Intake>}
 */
export async function takeIn(files, library, annotate, onProgress, signal) {
  /** @type {Intake} */
  const intake = { added: 0, known: 0, broken: 0, bare: 0, refused: [], stopped: false };
  const heads = await library.heads();
  const texts = new Set(heads.map(({ words }) => words));
  const ids = new Set(heads.map(({ id }) => id));
  for (const [i, file] of files.entries()) {
    onProgress(i / files.length, file.name);
    try {
      const { entries, broken } = await entriesOfFile(file);
      intake.broken += broken;
      for (const [k, entry] of entries.entries()) {
        if (signal.aborted) {
          intake.stopped = true;
          return intake;
        }
        const words = fold(entry.text);
        if (texts.has(words)) {
          intake.known += 1;
        } else {
          await library.add([await keptEntry(entry, ids, intake, annotate)]);
          texts.add(words);
          intake.added += 1;
        }
        onProgress((i + (k + 1) / entries.length) / files.length, file.name);
      }
    } catch (error) {
      // A full disk fails for every file; there is no use in going on.
      if (error instanceof KeepingError) throw error;
      const key = error instanceof Refusal ? error.key : 'import.unreadable';
      intake.refused.push({ name: file.name, key, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return intake;
}

/**
 * @param {Entry} entry
 * @param {Set<string>} ids
 * @param {Intake} intake
 * @param {(text: string) => Promise<Article>} annotate
 */
async function keptEntry(entry, ids, intake, annotate) {
  let { article } = entry;
  if (!article) {
    article = await annotate(entry.text).catch(() => null);
    if (!article) intake.bare += 1;
  }
  // What the file says goes before what is guessed from the text.
  const said = Object.fromEntries(Object.entries(entry.fields).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value)));
  const kept = keptOf(entry.text, article, { ...fieldsOf(entry.text, article), ...said }, entry.journal);
  const id = entry.id && !ids.has(entry.id) ? entry.id : newId();
  ids.add(id);
  return { head: { ...kept.head, id, added: entry.added ?? kept.head.added }, body: { ...kept.body, id } };
}
