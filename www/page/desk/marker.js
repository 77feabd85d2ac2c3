/**
 * The small bar by selected words: what they are to be. The words may be selected by mouse, by touch, or by keyboard, where `M` puts
 * a selection on a word that the arrows move and let grow.
 *
 * @typedef {import('../schema.js').Span} Span
 * @typedef {import('./desk.js').Desk} Desk
 */

import { make } from '../element.js';
import { say } from '../i18n.js';
import { ENTITY_TYPES } from '../schema.js';
import { kindOfSpeech, nameBounds, speechBounds, wordFrom } from './bounds.js';
import { typeButton } from './controls.js';
import { isTyping, keyOf } from './keys.js';
import { occurrences } from './names.js';
import { offsetOf, select, selectedSpan } from './offsets.js';
import { findQuotation, wholeOf } from './speech.js';

/** How long a selection must rest before the bar comes, in milliseconds: fingers and mice pass over many on the way to one. */
const REST = 150;
/** Between the words and the bar, in CSS pixels. */
const GAP = 8;

/**
 * @param {Desk} desk
 * @param {import('../article.js').ArticleView} view
 * @param {HTMLElement} bar
 * @param {(words: string) => void} tell
 */
export function createMarker(desk, view, bar, tell) {
  /** @type {Span | null} */
  let selected = null;
  /** The word that the keyboard's selection began with, while it is about. @type {Span | null} */
  let origin = null;
  let resting = 0;

  document.addEventListener('selectionchange', () => {
    if (bar.contains(document.activeElement)) return;
    clearTimeout(resting);
    resting = setTimeout(look, REST);
  });

  function look() {
    const { phase, article, picking } = desk.store.get();
    selected = phase === 'done' && article ? selectedSpan(view.container) : null;
    if (!selected) origin = null;
    if (selected && picking && !origin) return take();
    draw();
  }

  /** The words pointed at become what was asked for. */
  function take() {
    const { picking, text } = desk.store.get();
    const span = selected && nameBounds(text, selected);
    if (!picking || !span) return;
    end();
    desk.pick(picking, span);
  }

  function draw() {
    const { picking, text } = desk.store.get();
    const name = selected && nameBounds(text, selected);
    bar.hidden = !picking && !name;
    bar.classList.toggle('picking', Boolean(picking));
    if (picking) {
      const cancel = make('button', { type: 'button', 'data-mark': 'cancel' }, say('desk.cancel'));
      bar.replaceChildren(make('p', {}, say(`desk.picking.${picking.part}`)), cancel);
    } else if (name) {
      drawButtons(name);
    }
    if (!bar.hidden) place();
  }

  /** @param {Span} name */
  function drawButtons(name) {
    const { text, article } = desk.store.get();
    const types = ENTITY_TYPES.map((type) => {
      const button = typeButton(type);
      button.dataset.mark = 'type';
      delete button.dataset.do;
      return button;
    });
    const others = occurrences(text, desk.anchor(name)).length;
    const parts = [make('div', { class: 'types', role: 'group', 'aria-label': say('marker.name') }, ...types)];
    if (others > 0) {
      parts.push(make('p', { class: 'tick' }, make('input', { type: 'checkbox', id: 'marker-all' }), make('label', { for: 'marker-all' }, say('marker.all', { n: others + 1 }))));
    }
    const line = make('div', { class: 'marker-line' }, make('button', { type: 'button', 'data-mark': 'quotation' }, say('marker.quotation')));
    if (article && article.quotations.length > 0) {
      line.append(make('button', { type: 'button', 'data-mark': 'cue' }, say('marker.cue')), make('button', { type: 'button', 'data-mark': 'speaker' }, say('marker.speaker')));
    }
    bar.replaceChildren(make('p', { class: 'marker-words', dir: 'auto' }, desk.anchor(name).quote), ...parts, line);
  }

  function place() {
    const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : null;
    const lines = range?.getClientRects();
    if (!lines || lines.length === 0) return;
    const last = lines[lines.length - 1];
    const { width, height } = bar.getBoundingClientRect();
    const below = last.bottom + GAP + height <= window.innerHeight;
    const top = below ? last.bottom + GAP : Math.max(GAP, lines[0].top - GAP - height);
    const left = Math.max(GAP, Math.min(last.left, document.documentElement.clientWidth - width - GAP));
    bar.style.setProperty('inset-block-start', `${top + window.scrollY}px`);
    bar.style.setProperty('left', `${left + window.scrollX}px`);
  }

  function end() {
    selected = origin = null;
    getSelection()?.removeAllRanges();
    bar.hidden = true;
  }

  /**
   * The quotation that a cue or a source belongs to: the one that is looked at, or else the nearest.
   * @param {Span} span
   */
  function quotationFor(span) {
    const { pinned, article } = desk.store.get();
    if (pinned?.quotations[0]) return pinned.quotations[0];
    const far = (/** @type {import('../schema.js').Quotation} */ quotation) => {
      const whole = wholeOf(quotation);
      return Math.max(whole.start - span.end, span.start - whole.end, 0);
    };
    return article?.quotations.toSorted((a, b) => far(a) - far(b))[0]?.id;
  }

  bar.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const mark = button?.dataset.mark;
    if (!button || !mark) return;
    if (mark === 'cancel') return cancel();
    const { text } = desk.store.get();
    const name = selected && nameBounds(text, selected);
    const said = selected && speechBounds(text, selected);
    const all = bar.querySelector('#marker-all');
    const isAll = all instanceof HTMLInputElement && all.checked;
    end();
    if (mark === 'type' && name) {
      const type = ENTITY_TYPES.find((one) => one === button.dataset.value) ?? 'PER';
      desk.correct({ do: 'name', at: desk.anchor(name), type, all: isAll });
      focusOn((article) => article.entities.flatMap(({ mentions }) => mentions).find(({ start, end }) => start === name.start && end === name.end)?.id);
    } else if (mark === 'quotation' && said) {
      desk.correct({ do: 'quote', content: [desk.anchor(said)], type: kindOfSpeech(text, said) });
      focusOn((article) => findQuotation(article, [said])?.id);
    } else if ((mark === 'cue' || mark === 'speaker') && name) {
      const quotation = quotationFor(name);
      if (quotation) desk.pick({ quotation, part: mark }, name);
    }
  });

  /** After the article has been drawn anew, what was made is looked at. @type {(() => void) | null} */
  let later = null;

  /** @param {(article: import('../schema.js').Article) => string | undefined} find */
  function focusOn(find) {
    later = () => {
      const { article } = desk.store.get();
      const id = article && find(article);
      if (id) go(id);
    };
  }
  /** @type {(id: string) => void} */
  let go = () => {};

  function cancel() {
    end();
    desk.store.set({ picking: null });
    view.container.focus({ preventScroll: true });
  }

  // ---- by keyboard

  document.addEventListener('keydown', (event) => {
    const { phase, article, review } = desk.store.get();
    if (phase !== 'done' || !article || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open]')) return;
    const key = keyOf(event);
    const isInBar = bar.contains(document.activeElement);
    if (key === 'Escape' && (selected || origin || desk.store.get().picking)) cancel();
    else if (key === 'm' && !review && !isInBar) begin();
    else if (origin && !isInBar && (key === 'ArrowRight' || key === 'ArrowLeft')) move(key === 'ArrowRight' ? 1 : -1, event.shiftKey);
    else if (origin && !isInBar && key === 'Enter') {
      if (desk.store.get().picking) take();
      else bar.querySelector('button')?.focus();
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });

  function begin() {
    const { text } = desk.store.get();
    const active = document.activeElement;
    const at = active && active !== view.container && view.container.contains(active) ? offsetOf(view.container, active) : 0;
    const word = wordFrom(text, at, 1);
    if (!word) return;
    origin = word;
    show(word);
  }

  /**
   * @param {1 | -1} direction
   * @param {boolean} grows
   */
  function move(direction, grows) {
    const { text } = desk.store.get();
    const now = selectedSpan(view.container) ?? origin;
    if (!now || !origin) return;
    // The end that moves is the one away from the word that the selection began with.
    const isBack = now.start < origin.start;
    if (!grows) {
      const word = direction > 0 ? wordFrom(text, now.end, 1) : wordFrom(text, now.start, -1);
      if (word) show((origin = word));
    } else if (direction > 0) {
      const first = wordFrom(text, now.start, 1);
      const word = wordFrom(text, isBack && first ? first.end : now.end, 1);
      if (word && isBack) show({ start: Math.min(word.start, origin.start), end: now.end });
      else if (word) show({ start: now.start, end: word.end });
    } else {
      const last = wordFrom(text, now.end - 1, 1);
      const word = now.end > origin.end ? last && wordFrom(text, last.start, -1) : wordFrom(text, now.start, -1);
      if (now.end > origin.end) show({ start: now.start, end: Math.max(word ? word.end : origin.end, origin.end) });
      else if (word) show({ start: word.start, end: now.end });
    }
  }

  /** @param {Span} span */
  function show(span) {
    const range = select(view.container, span);
    selected = span;
    const element = range.startContainer.parentElement;
    element?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    tell(say('marker.selected', { words: desk.anchor(span).quote }));
    draw();
  }

  return {
    draw,
    /** @param {(id: string) => void} how goes to an annotation */
    goBy(how) {
      go = how;
    },
    /** To be called when the article has been drawn anew. @returns {boolean} whether it has moved on to something new */
    drawn() {
      const waiting = later;
      later = null;
      waiting?.();
      return Boolean(waiting);
    },
  };
}
