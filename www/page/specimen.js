/** A sentence that shows, before there is a text, what will be seen in one. */

import { make } from './element.js';

/** @param {HTMLElement} paragraph */
export function drawSpecimen(paragraph) {
  const name = (/** @type {string} */ type, /** @type {string} */ words) => make('span', { class: 'starts ends', 'data-sample': 'name', 'data-type': type }, words);
  paragraph.replaceChildren(
    '„',
    make('span', { class: 'starts ends', 'data-sample': 'content', 'data-kind': 'direct' }, 'Киното остава на площада'),
    '“, ',
    make('span', { 'data-sample': 'cue' }, 'обяви'),
    ' ',
    make('span', { 'data-sample': 'speaker' }, 'кметът ', name('PER', 'Рада Стоименова')),
    ' в ',
    name('LOC', 'Горна Клисура'),
    '.',
  );
}
