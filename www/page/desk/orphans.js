/** Corrections that have found no place in the text: they are told, never lost in silence. */

import { make } from '../element.js';
import { say } from '../i18n.js';
import { subjectOf } from './edits.js';

/**
 * @param {HTMLElement} box
 * @param {import('../store.js').State} state
 * @param {(index: number) => void} drop
 */
export function drawOrphans(box, { orphans, journal }, drop) {
  box.hidden = orphans.length === 0;
  const items = orphans.map((index) => {
    const words = say(`did.${journal.edits[index].do}`, { words: subjectOf(journal.edits[index]) });
    const button = make('button', { type: 'button', 'aria-label': `${say('orphans.drop')}: ${words}` }, say('orphans.drop'));
    button.addEventListener('click', () => drop(index));
    return make('li', {}, make('span', { dir: 'auto' }, words), button);
  });
  box.replaceChildren(make('summary', {}, say('orphans.title', { n: orphans.length })), make('p', { class: 'note' }, say('orphans.why')), make('ul', {}, ...items));
}
