/**
 * What is looked at: by the pointer passing over it, or chosen by click, tap or keyboard; and the card beside it.
 *
 * @typedef {import('./store.js').State} State
 * @typedef {import('./store.js').Place} Place
 */

import { drawCard, Findings, placeCard } from './card.js';
import { rove } from './roving.js';

/** How long the pointer must rest before the card comes, in milliseconds. */
const REST = 120;

/**
 * @param {import('./store.js').Store<State>} store
 * @param {import('./article.js').ArticleView} view
 * @param {HTMLElement} card
 */
export function createPointing(store, view, card) {
  /** @type {Findings | null} */
  let findings = null;
  /** The part of the text that the card stands by. */
  let anchor = new DOMRect();
  let resting = 0;
  /** What a click on a place does before it is looked at; `true` if that was all. @type {(place: Place) => boolean} */
  let intercept = () => false;

  /** @param {State} state */
  function draw({ pinned, hovered, picking }) {
    const place = pinned ?? hovered;
    const quotations = place && findings ? place.quotations.flatMap((id) => findings?.quotations.get(id) ?? []) : [];
    const [inner] = quotations;
    const kin = inner && findings ? findings.ofSameSpeaker(inner).map((quotation) => quotation.id) : [];
    const entity = place?.mentions.map((id) => findings?.mentions.get(id)?.entity)[0];
    view.light('kin', kin);
    view.light('active', inner ? [inner.id] : []);
    view.light('same', entity ? entity.mentions.map((mention) => mention.id) : []);
    // While words are to be pointed at, the card does not lie over them.
    card.hidden = !place || picking !== null;
    card.classList.toggle('pinned', Boolean(pinned));
    if (!place || !findings) return;
    const hold = holdOn(card);
    drawCard(card, place, findings, Boolean(pinned));
    hold();
    placeCard(card, anchor);
  }

  /**
   * Goes to a name or a quotation in the text and shows its card.
   * @param {string} id
   */
  function go(id) {
    const piece = view.first(id);
    if (!piece) return;
    piece.scrollIntoView({ block: 'center', behavior: 'instant' });
    const stop = stopOf(piece);
    if (stop !== view.container) stop?.focus({ preventScroll: true });
    const place = view.placeOf(piece);
    if (place) pin(placeWith(place, id), piece);
  }

  /**
   * @param {Place} place
   * @param {HTMLElement} piece
   */
  function pin(place, piece) {
    anchor = anchorAt(piece);
    describe(piece);
    store.set({ pinned: place, hovered: null });
  }

  /** @param {HTMLElement} piece */
  function describe(piece) {
    for (const described of view.container.querySelectorAll('[aria-describedby]')) described.removeAttribute('aria-describedby');
    piece.setAttribute('aria-describedby', 'card');
  }

  /** Puts the card by its words again, after something above them has come or gone, or the card has grown. */
  function reposition() {
    const described = view.container.querySelector('[aria-describedby]');
    if (card.hidden || !described) return;
    anchor = anchorAt(described);
    placeCard(card, anchor);
  }

  function close() {
    const described = view.container.querySelector('[aria-describedby]');
    if (described instanceof HTMLElement && card.contains(document.activeElement)) described.focus({ preventScroll: true });
    described?.removeAttribute('aria-describedby');
    store.set({ pinned: null, hovered: null });
  }

  /**
   * @param {PointerEvent} event
   * @param {EventTarget | null} target
   */
  function hover(event, target) {
    clearTimeout(resting);
    resting = setTimeout(() => {
      const place = view.placeOf(target);
      if (place && target instanceof HTMLElement) anchor = store.get().pinned ? anchor : anchorAt(target, event.clientY);
      store.set({ hovered: place });
    }, REST);
  }

  view.container.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'mouse') hover(event, event.target);
  });
  view.container.addEventListener('pointerleave', (event) => hover(event, null));
  view.container.addEventListener('click', (event) => {
    const place = view.placeOf(event.target);
    // Selecting words is not asking about them.
    if (!place || !(event.target instanceof HTMLElement) || !getSelection()?.isCollapsed) return;
    if (!intercept(place)) pin(place, event.target);
  });
  view.container.addEventListener('focusin', (event) => {
    const place = view.placeOf(event.target);
    const { pinned } = store.get();
    // What is looked at already keeps the layer that is in front.
    if (place && pinned && [...place.mentions, ...place.quotations].includes([...pinned.mentions, ...pinned.quotations][0])) return;
    if (place && event.target instanceof HTMLElement && event.target.matches(':focus-visible')) pin(place, event.target);
  });
  view.container.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !store.get().pinned) return;
    // The key would press the button that it has just reached.
    event.preventDefault();
    /** @type {HTMLElement | null} */ (card.querySelector('button:not([disabled])'))?.focus();
  });
  document.addEventListener('click', (event) => {
    if (!store.get().pinned || !(event.target instanceof Element) || !event.target.isConnected) return;
    // Selecting words ends with a click too; what is looked at may be what they are selected for.
    if (store.get().picking || !getSelection()?.isCollapsed) return;
    if (event.target.closest('#card, .panels, .toolbar, #marker, #review, dialog, .notice') || view.placeOf(event.target)) return;
    store.set({ pinned: null });
  });
  card.addEventListener('toggle', reposition, { capture: true });
  card.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.classList.contains('card-close')) close();
    else if (button?.dataset.go) go(button.dataset.go);
  });
  rove(view.container, {
    items: () => view.stops.filter((stop) => !store.get().hidden.includes(stop.dataset.type ?? 'quotations')),
    next: ['ArrowRight', 'ArrowDown'],
    previous: ['ArrowLeft', 'ArrowUp'],
  });

  return {
    draw,
    go,
    close,
    /**
     * What is looked things up in from now on.
     * @param {string} text
     * @param {import('./schema.js').Article} article
     */
    use(text, article) {
      findings = new Findings(text, article);
    },
    reposition,
    /**
     * After the article has been drawn anew: what is looked at, without what is gone.
     * @param {boolean} hadFocus  the focus was in the article or the card, and has nowhere to go now
     * @param {number} stop  the number of the stop that had it
     */
    restore(hadFocus, stop) {
      const { pinned } = store.get();
      const place = pinned && {
        mentions: pinned.mentions.filter((id) => view.pieces.has(id)),
        quotations: pinned.quotations.filter((id) => view.pieces.has(id)),
      };
      const id = place && (place.mentions[0] ?? place.quotations[0]);
      const piece = id ? view.first(id) : undefined;
      if (place && piece) {
        anchor = anchorAt(piece);
        describe(piece);
        store.set({ pinned: place });
        if (hadFocus && !card.contains(document.activeElement)) stopOf(piece)?.focus({ preventScroll: true });
      } else {
        store.set({ pinned: null, hovered: null });
        if (hadFocus) (view.stops[Math.min(stop, view.stops.length - 1)] ?? view.container).focus({ preventScroll: true });
      }
    },
    /** @param {(place: Place) => boolean} first */
    before(first) {
      intercept = first;
    },
  };
}

/**
 * A place with what was asked for in front.
 * @param {Place} place
 * @param {string} id
 * @returns {Place}
 */
function placeWith(place, id) {
  const front = (/** @type {string[]} */ ids) => [id, ...ids.filter((other) => other !== id)];
  if (place.quotations.includes(id)) return { mentions: [], quotations: front(place.quotations) };
  return place.mentions.includes(id) ? { ...place, mentions: front(place.mentions) } : place;
}

/**
 * What takes the focus for a piece: itself, or what it is part of.
 * @param {HTMLElement} piece
 * @returns {HTMLElement | null}
 */
function stopOf(piece) {
  return piece.closest('[tabindex]');
}

/**
 * What the card should leave free: what is said around a piece, or just one line of it where that is much.
 * @param {Element} piece
 * @param {number} [y] the height in the window that is looked at; otherwise the first line
 */
function anchorAt(piece, y = -Infinity) {
  const whole = (piece.closest('[data-part="content"]') ?? piece).getBoundingClientRect();
  if (whole.height < window.innerHeight / 3) return whole;
  return [...piece.getClientRects()].find((line) => y <= line.bottom) ?? whole;
}

/**
 * Remembers what has the focus and what is open in the card; the function given back finds it again in the card drawn anew.
 * @param {HTMLElement} card
 */
function holdOn(card) {
  const key = (/** @type {Element} */ element) => {
    const section = element.closest('section');
    const own = ['id', 'data-do', 'data-value', 'data-edge', 'data-direction', 'data-key', 'data-go', 'class'].map((name) => element.getAttribute(name));
    return JSON.stringify([section?.dataset.aboutMention, section?.dataset.aboutQuotation, ...own]);
  };
  const active = card.contains(document.activeElement) ? document.activeElement : null;
  const focused = active && key(active);
  const open = new Set([...card.querySelectorAll('details[open]')].map(key));
  const { scrollTop } = card;
  return () => {
    for (const details of card.querySelectorAll('details')) if (open.has(key(details))) details.open = true;
    card.scrollTop = scrollTop;
    if (!focused) return;
    const again = [...card.querySelectorAll('button, input, select, summary')].find((element) => key(element) === focused);
    if (again instanceof HTMLElement && !again.matches(':disabled')) again.focus({ preventScroll: true });
    else /** @type {HTMLElement | null} */ (card.querySelector('button:not([disabled])'))?.focus({ preventScroll: true });
  };
}
