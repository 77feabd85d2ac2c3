/**
 * The legend, which also switches layers on and off. It shows the layers that the article has.
 *
 * @typedef {import('./store.js').State} State
 */

import { make } from './element.js';
import { say } from './i18n.js';
import { ENTITY_TYPES } from './schema.js';

/**
 * @param {HTMLElement} legend
 * @param {import('./store.js').Store<State>} store
 */
export function createLegend(legend, store) {
  legend.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const layer = button?.dataset.layer;
    if (!layer) return;
    const { hidden } = store.get();
    store.set({ hidden: hidden.includes(layer) ? hidden.filter((other) => other !== layer) : [...hidden, layer] });
  });

  return {
    /** @param {State} state */
    draw({ article }) {
      const buttons = [];
      if (article && article.quotations.length > 0) {
        const sample = make('span', { class: 'sample-quotation', 'aria-hidden': 'true' }, '„ “');
        buttons.push(make('button', { type: 'button', 'data-layer': 'quotations' }, sample, say('layer.quotations'), count(article.quotations.length)));
      }
      for (const type of ENTITY_TYPES) {
        const mentions = article?.entities.filter((entity) => entity.type === type).reduce((sum, entity) => sum + entity.mentions.length, 0);
        if (!mentions) continue;
        const sample = make('span', { class: 'sample-name', 'data-type': type, 'aria-hidden': 'true' }, say(`mark.${type}`));
        buttons.push(make('button', { type: 'button', 'data-layer': type }, sample, say(`type.${type}`), count(mentions)));
      }
      legend.replaceChildren(...buttons);
      this.press(store.get());
    },
    /** @param {State} state */
    press({ hidden }) {
      for (const button of legend.querySelectorAll('button')) {
        button.setAttribute('aria-pressed', String(!hidden.includes(button.dataset.layer ?? '')));
      }
    },
  };
}

/** @param {number} n */
function count(n) {
  return make('span', { class: 'count' }, String(n));
}
