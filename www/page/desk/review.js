/**
 * The review: goes through what the recogniser is least sure of, one decision a key press.
 *
 * @typedef {import('../schema.js').Article} Article
 * @typedef {import('./desk.js').Desk} Desk
 */

import { make } from '../element.js';
import { say } from '../i18n.js';
import { isDecided } from './desk.js';
import { isTyping, keyOf } from './keys.js';

/**
 * What nobody has decided yet, the least certain first; among equals in the order of the text.
 * @param {Article} article
 * @returns {string[]} ids of mentions and quotations
 */
export function queueOf(article) {
  const mentions = article.entities.flatMap((entity) => entity.mentions.map((mention) => ({ ...mention, at: mention.start })));
  const quotations = article.quotations.map((quotation) => ({ ...quotation, at: quotation.content[0].start }));
  return [...mentions, ...quotations].filter((one) => !isDecided(one)).sort((a, b) => a.score - b.score || a.at - b.at).map(({ id }) => id);
}

/**
 * @param {Desk} desk
 * @param {HTMLElement} bar
 * @param {(id: string) => void} go
 * @param {() => void} close  puts the card away
 */
export function createReview(desk, bar, go, close) {
  const { store } = desk;

  /** @param {string} id */
  const annotation = (id) => desk.mention(id)?.mention ?? desk.quotation(id)?.quotation ?? null;
  const current = () => {
    const { review } = store.get();
    return review ? review.queue[review.at] : undefined;
  };

  function start() {
    const { article } = store.get();
    if (!article) return;
    const queue = queueOf(article);
    if (queue.length === 0) {
      store.set({ notice: { key: 'review.nothing', tone: 'info' } });
      return;
    }
    store.set({ review: { queue, at: 0 } });
    go(queue[0]);
  }

  function stop() {
    store.set({ review: null });
    close();
  }

  /**
   * To the next annotation in this direction that is still there; forwards only to those that are not decided.
   * @param {1 | -1} direction
   */
  function move(direction) {
    const { review } = store.get();
    if (!review) return;
    for (let at = review.at + direction; at >= 0 && at < review.queue.length; at += direction) {
      const one = annotation(review.queue[at]);
      if (!one || (direction > 0 && isDecided(one))) continue;
      store.set({ review: { ...review, at } });
      go(review.queue[at]);
      return;
    }
    // What was skipped comes again at the end; when all is decided, the review is over.
    const left = review.queue.findIndex((id) => {
      const one = annotation(id);
      return one && !isDecided(one);
    });
    if (direction > 0 && left < 0) {
      stop();
      store.set({ notice: { key: 'review.done', tone: 'info' } });
    } else if (direction > 0) {
      store.set({ review: { ...review, at: left } });
      go(review.queue[left]);
    }
  }

  /** @param {'right' | 'wrong' | 'skip' | 'back' | 'stop'} decision */
  function decide(decision) {
    const id = current();
    if (decision === 'stop') return stop();
    if (!id) return;
    if (decision === 'right') desk.confirm(id);
    else if (decision === 'wrong' && annotation(id)) desk.remove(id);
    move(decision === 'back' ? -1 : 1);
  }

  bar.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const decision = /** @type {Parameters<typeof decide>[0] | undefined} */ (button?.dataset.review);
    if (decision) decide(decision);
  });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping(event.target) || document.querySelector('dialog[open]')) return;
    const key = keyOf(event);
    const { review, phase, picking } = store.get();
    if (!review) {
      if (key !== 'r' || phase !== 'done') return;
      start();
    } else {
      // A button that has the focus is pressed by Enter, as buttons are.
      if (picking || (key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('button, a, summary'))) return;
      const decision = KEYS[key];
      if (!decision) return;
      decide(decision);
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });

  return {
    start,
    /** @param {import('../store.js').State} state */
    draw({ review }) {
      bar.hidden = !review;
      if (!review) return;
      const left = review.queue.filter((id) => {
        const one = annotation(id);
        return one && !isDecided(one);
      }).length;
      const button = (/** @type {string} */ decision, /** @type {string} */ key, /** @type {string} */ words, /** @type {string} */ shortcut) =>
        make('button', { type: 'button', 'data-review': decision, 'aria-keyshortcuts': shortcut }, words, make('kbd', { 'aria-hidden': 'true' }, key));
      const focused = bar.contains(document.activeElement) ? document.activeElement?.getAttribute('data-review') : null;
      bar.replaceChildren(
        make('p', {}, say('review.left', { n: left })),
        button('back', 'K', say('review.back'), 'K'),
        button('skip', 'J', say('review.skip'), 'J'),
        button('right', '↵', say('review.right'), 'Enter'),
        button('wrong', '⌫', say('review.wrong'), 'Backspace'),
        button('stop', 'Esc', say('review.stop'), 'Escape'),
      );
      if (focused) /** @type {HTMLElement | null} */ (bar.querySelector(`[data-review="${focused}"]`))?.focus();
    },
    /** Where the review is at now; to be called when the article has been drawn anew. */
    drawn() {
      const id = current();
      if (id) go(id);
      return Boolean(id);
    },
  };
}

/** @type {Record<string, 'right' | 'wrong' | 'skip' | 'back' | 'stop'>} */
const KEYS = { j: 'skip', k: 'back', Enter: 'right', Backspace: 'wrong', Escape: 'stop' };
