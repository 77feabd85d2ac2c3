/**
 * The corrections of one article, in the order in which they were made. Pure.
 *
 * The journal is what is kept; the corrected article is made anew from the recogniser's article and the journal. So nothing is ever
 * overwritten, undoing has no limit, and a text that has been edited and annotated again gets its corrections back.
 *
 * @typedef {import('../schema.js').Article} Article
 * @typedef {import('./edits.js').Edit} Edit
 * @typedef {{edits: Edit[], done: number}} Journal  the first `done` edits hold; those after them have been undone
 */

import { change, placed } from './edits.js';

/** @type {Journal} */
export const EMPTY = { edits: [], done: 0 };

/**
 * With one more correction. What had been undone is gone then.
 * @param {Journal} journal
 * @param {Edit} edit
 * @returns {Journal}
 */
export function added({ edits, done }, edit) {
  return { edits: [...edits.slice(0, done), edit], done: done + 1 };
}

/**
 * @param {Journal} journal
 * @returns {Journal} the same if there is nothing to undo
 */
export function undone(journal) {
  return journal.done > 0 ? { ...journal, done: journal.done - 1 } : journal;
}

/**
 * @param {Journal} journal
 * @returns {Journal} the same if there is nothing to redo
 */
export function redone(journal) {
  return journal.done < journal.edits.length ? { ...journal, done: journal.done + 1 } : journal;
}

/**
 * Without one correction.
 * @param {Journal} journal
 * @param {number} index
 * @returns {Journal}
 */
export function without({ edits, done }, index) {
  return { edits: edits.filter((_, i) => i !== index), done: index < done ? done - 1 : done };
}

/**
 * What the recogniser found, corrected. Corrections whose words are gone from the text, or stand in other surroundings now, are
 * `orphans`, by their index in the journal: they are left out, and tried again with the next text.
 * @param {string} text
 * @param {Article} machine  is left as it is
 * @param {Journal} journal
 * @returns {{article: Article, orphans: number[]}}
 */
export function replay(text, machine, { edits, done }) {
  if (done === 0) return { article: machine, orphans: [] };
  const article = structuredClone(machine);
  /** @type {number[]} */
  const orphans = [];
  for (let i = 0; i < done; i += 1) {
    const edit = placed(edits[i], text);
    if (edit) change(text, article, edit);
    else orphans.push(i);
  }
  return { article, orphans };
}
