/**
 * Puts the page together: what the user does changes the state, and each part is drawn from the state.
 *
 * @typedef {import('./store.js').State} State
 * @typedef {import('./store.js').Place} Place
 */

import { ArticleView } from './article.js';
import { drawCard, Findings, placeCard } from './card.js';
import { byId } from './element.js';
import { EXAMPLE } from './example.js';
import { languageFor, say, setLanguage, translate } from './i18n.js';
import { createLegend } from './legend.js';
import { drawEntities, drawQuotations } from './lists.js';
import { keepOffline, loadUpdate } from './offline.js';
import { textOfHtml } from './paste.js';
import { remember, remembered } from './preferences.js';
import { Recogniser, RecogniserError, Stopped } from './recogniser.js';
import { offer, rove } from './roving.js';
import { ENTITY_TYPES } from './schema.js';
import { drawSpecimen } from './specimen.js';
import { createStore } from './store.js';

const root = document.documentElement;
const field = byId('text', HTMLTextAreaElement);
const card = byId('card');
const panels = [byId('quotations'), byId('entities')];

/** @param {string | null} name */
const themeNamed = (name) => (name === 'light' || name === 'dark' ? name : 'auto');

/** @type {import('./store.js').Store<State>} */
const store = createStore(
  /** @type {State} */ ({
    phase: 'loading',
    waiting: false,
    progress: 0,
    text: '',
    article: null,
    notice: null,
    language: languageFor(location.search, remembered('language'), navigator.languages),
    theme: themeNamed(remembered('theme')),
    hidden: [],
    pinned: null,
    hovered: null,
  }),
);
const recogniser = new Recogniser(byId('wasm', HTMLLinkElement).href, byId('pack', HTMLLinkElement).href);
const view = new ArticleView(byId('article'));
const legend = createLegend(byId('legend'), store);
let findings = new Findings('', emptyArticle());
/** Ends the drawing under way. */
let drawing = new AbortController();
/** The part of the text that the card stands by. */
let anchor = new DOMRect();

// ---- from the state to the page

store.watch((now, before) => {
  if (now.language !== before.language) drawLanguage(now);
  if (now.theme !== before.theme) drawTheme(now);
  if (now.phase !== before.phase || now.waiting !== before.waiting) drawPhase(now, before);
  if (now.progress !== before.progress) byId('progress', HTMLProgressElement).value = now.progress;
  if (now.notice !== before.notice) drawNotice(now);
  if (now.hidden !== before.hidden) {
    view.container.dataset.hidden = now.hidden.join(' ');
    legend.press(now);
  }
  if (now.pinned !== before.pinned || now.hovered !== before.hovered) drawPlace(now);
});

/** @param {State} state */
function drawLanguage(state) {
  setLanguage(state.language);
  root.lang = state.language;
  translate(document);
  document.title = `${say('name')}: ${say('tagline').toLowerCase()}`;
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-language') === state.language));
  }
  drawMarks();
  drawSpecimen(byId('specimen'));
  drawTheme(state);
  drawNotice(state);
  drawWork(state);
  if (state.article) {
    legend.draw(state);
    byId('summary').textContent = summary(state);
    drawPlace(state);
    drawLists(state).catch(unlessStopped);
  }
}

/** The style sheet shows the marks of types; their letters depend on the language. */
function drawMarks() {
  for (const type of ENTITY_TYPES) {
    root.style.setProperty(`--mark-${type.toLowerCase()}`, `"${say(`mark.${type}`)}"`);
  }
}

/** @param {State} state */
function drawTheme({ theme }) {
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  byId('theme').setAttribute('aria-label', say(`theme.${theme}`));
  byId('theme').title = say(`theme.${theme}`);
}

/**
 * @param {State} now
 * @param {State} before
 */
function drawPhase(now, before) {
  root.dataset.state = now.phase;
  const isDone = now.phase === 'done';
  byId('editor').hidden = isDone;
  byId('result').hidden = !isDone;
  byId('skip').setAttribute('href', isDone ? '#article' : '#text');
  drawWork(now);
  if (isDone) {
    byId('summary').textContent = summary(now);
    legend.draw(now);
    view.container.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  } else if (before.phase === 'done') {
    field.focus();
  }
}

/** @param {State} state */
function drawWork(state) {
  const isBusy = state.phase === 'annotating' || state.waiting;
  byId('working').hidden = !isBusy;
  field.readOnly = isBusy;
  for (const id of ['annotate', 'example', 'clear']) byId(id, HTMLButtonElement).disabled = isBusy;
  const key = state.waiting ? 'status.waiting' : `status.${state.phase}`;
  byId('working-text').textContent = say(state.waiting ? 'status.waiting' : 'status.annotating');
  byId('status').textContent = state.phase === 'error' ? '' : say(key, { summary: summary(state) });
}

/** @param {State} state */
function summary({ article }) {
  if (!article) return '';
  return say('summary', {
    words: say('words', { n: view.words }),
    entities: say('entities', { n: article.entities.length }),
    quotations: say('quotations', { n: article.quotations.length }),
  });
}

/** @param {State} state */
function drawNotice({ notice }) {
  const box = byId('notice');
  box.hidden = !notice;
  if (!notice) return;
  box.dataset.tone = notice.tone;
  box.setAttribute('role', notice.tone === 'error' ? 'alert' : 'status');
  byId('notice-text').textContent = say(notice.key, notice.values);
  const action = byId('notice-action');
  action.hidden = !notice.action;
  action.textContent = say(notice.action === 'reload' ? 'notice.update.action' : 'error.retry');
}

/** @param {State} state */
function drawLists({ text, article }) {
  if (!article) return Promise.resolve();
  return Promise.all([drawQuotations(text, article, drawing.signal), drawEntities(text, article, drawing.signal)]).then(() => {
    for (const panel of panels) offer(itemsOf(panel));
  });
}

/** @param {State} state */
function drawPlace({ pinned, hovered }) {
  const place = pinned ?? hovered;
  const quotations = place ? place.quotations.flatMap((id) => findings.quotations.get(id) ?? []) : [];
  const [inner] = quotations;
  const kin = inner ? findings.ofSameSpeaker(inner).map((quotation) => quotation.id) : [];
  const entity = place?.mentions.map((id) => findings.mentions.get(id)?.entity)[0];
  view.light('kin', kin);
  view.light('active', inner ? [inner.id] : []);
  view.light('same', entity ? entity.mentions.map((mention) => mention.id) : []);
  card.hidden = !place;
  card.classList.toggle('pinned', Boolean(pinned));
  if (place) {
    drawCard(card, place, findings);
    placeCard(card, anchor);
  }
}

// ---- what the page does

async function load() {
  try {
    await recogniser.load();
    if (store.get().phase === 'loading' || store.get().phase === 'error') store.set({ phase: 'ready' });
  } catch (error) {
    fail(error);
  }
}

async function annotate() {
  const { phase, waiting } = store.get();
  if (phase === 'annotating' || waiting) return;
  // What the field holds, not what was put into it: fields change line breaks.
  const text = field.value;
  if (text.trim() === '') {
    store.set({ notice: { key: 'notice.empty', tone: 'info' } });
    field.focus();
    return;
  }
  const stop = (drawing = new AbortController());
  stop.signal.addEventListener('abort', () => recogniser.stop(), { once: true });
  try {
    store.set({ waiting: true, notice: offered(), progress: 0, pinned: null, hovered: null, article: null });
    await Promise.race([recogniser.load(), aborted(stop.signal)]);
    stop.signal.throwIfAborted();
    store.set({ waiting: false, phase: 'annotating' });
    // The drawing has its share in the work.
    const article = await recogniser.annotate(text, (share) => store.set({ progress: share * 0.8 }));
    findings = new Findings(text, article);
    await view.draw(text, article, (share) => store.set({ progress: 0.8 + share * 0.2 }), stop.signal);
    view.container.lang = article.language_fit >= SURE_LANGUAGE ? article.language : '';
    await drawLists({ ...store.get(), text, article });
    /** @type {State['notice']} */
    const notice = article.language_fit < SURE_LANGUAGE ? { key: 'notice.foreign', tone: 'warning' } : offered();
    store.set({ text, article, notice, phase: 'done', hidden: [] });
  } catch (error) {
    if (error instanceof Stopped || stop.signal.aborted) {
      // Stopped while the recogniser was loading, the page is still loading.
      const { phase } = store.get();
      store.set({ waiting: false, phase: phase === 'annotating' ? 'ready' : phase });
      byId('status').textContent = say('status.stopped');
      field.focus();
    } else {
      fail(error);
    }
  }
}

/** @param {AbortSignal} signal */
function aborted(signal) {
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

/** The offer of a new version, which stays while other notices go. */
function offered() {
  const { notice } = store.get();
  return notice?.action === 'reload' ? notice : null;
}

/** Share of known words from which on a text counts as Bulgarian (`Article::SURE_LANGUAGE`). */
const SURE_LANGUAGE = 0.8;

/** @param {unknown} error */
function fail(error) {
  console.error(error);
  const key = error instanceof RecogniserError ? error.key : 'error.draw';
  const values = { message: error instanceof Error ? error.message : String(error) };
  const action = key === 'error.annotate' || key === 'error.draw' ? undefined : 'retry';
  store.set({ waiting: false, phase: 'error', notice: { key, values, tone: 'error', action: /** @type {'retry' | undefined} */ (action) } });
}

/** @param {unknown} error */
function unlessStopped(error) {
  if (!(error instanceof DOMException && error.name === 'AbortError')) fail(error);
}

function edit() {
  drawing.abort();
  store.set({ phase: 'ready', pinned: null, hovered: null, notice: offered(), article: null });
  view.clear();
}

/**
 * Replaces what is selected in the field.
 * @param {string} text
 */
function insert(text) {
  field.focus();
  // The browser's own insertion can be undone, but is slow with long texts.
  if (text.length > LONG_INSERTION || !document.execCommand('insertText', false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  }
}
const LONG_INSERTION = 100_000;

/** @param {string} text */
function replaceText(text) {
  if (store.get().phase === 'done') edit();
  field.value = text;
  return annotate();
}

/** The text that the address carries, if any: `#t=`, URL-encoded. It never reaches a server. */
function readAddress() {
  if (!location.hash.startsWith('#t=')) return;
  try {
    replaceText(decodeURIComponent(location.hash.slice('#t='.length)));
  } catch {
    store.set({ notice: { key: 'notice.address', tone: 'error' } });
  }
}

/**
 * Goes to a name or a quotation in the text and shows its card.
 * @param {string} id
 */
function go(id) {
  const piece = view.first(id);
  if (!piece) return;
  piece.scrollIntoView({ block: 'center', behavior: 'instant' });
  // What cannot take the focus is part of something that can.
  const stop = piece.tabIndex >= 0 || piece.hasAttribute('tabindex') ? piece : piece.closest('[tabindex]');
  if (stop instanceof HTMLElement && stop !== view.container) stop.focus({ preventScroll: true });
  const place = view.placeOf(piece);
  if (place) pin(placeWith(place, id), piece);
}

/**
 * A place with what was asked for in front.
 * @param {Place} place
 * @param {string} id
 * @returns {Place}
 */
function placeWith(place, id) {
  if (!place.quotations.includes(id)) return place;
  return { mentions: [], quotations: [id, ...place.quotations.filter((other) => other !== id)] };
}

/**
 * @param {Place} place
 * @param {HTMLElement} piece
 */
function pin(place, piece) {
  anchor = anchorAt(piece);
  for (const described of view.container.querySelectorAll('[aria-describedby]')) described.removeAttribute('aria-describedby');
  piece.setAttribute('aria-describedby', 'card');
  store.set({ pinned: place, hovered: null });
}

/** @param {HTMLElement} panel */
function itemsOf(panel) {
  const items = [.../** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll('a, button'))];
  // The whole panel may be hidden, while it is drawn; what counts is what is hidden in it.
  return items.filter((item) => !panel.contains(item.closest('[hidden]')));
}

// ---- what the user does

byId('annotate').addEventListener('click', annotate);
byId('example').addEventListener('click', () => replaceText(EXAMPLE));
byId('clear').addEventListener('click', () => {
  field.value = '';
  store.set({ notice: null });
  field.focus();
});
byId('edit').addEventListener('click', edit);
byId('stop').addEventListener('click', () => drawing.abort());
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !byId('editor').hidden) {
    event.preventDefault();
    annotate();
  } else if (event.key === 'Escape') {
    if (store.get().phase === 'annotating' || store.get().waiting) drawing.abort();
    else if (store.get().pinned) closeCard();
  }
});
document.addEventListener('paste', (event) => {
  const html = event.clipboardData?.getData('text/html');
  const text = (html && textOfHtml(html)) || event.clipboardData?.getData('text/plain') || '';
  if (!text || field.readOnly) return;
  if (event.target === field) {
    event.preventDefault();
    const wasEmpty = field.value.trim() === '';
    insert(text);
    if (wasEmpty) annotate();
  } else if (store.get().phase === 'done') {
    // The next article, pasted over the one that is shown.
    replaceText(text);
  }
});
window.addEventListener('hashchange', readAddress);

for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => {
    const language = /** @type {import('./store.js').InterfaceLanguage} */ (button.getAttribute('data-language'));
    remember('language', language);
    const address = new URL(location.href);
    if (address.searchParams.has('lang')) {
      address.searchParams.set('lang', language);
      history.replaceState(null, '', address);
    }
    store.set({ language });
  });
}
byId('theme').addEventListener('click', () => {
  const themes = /** @type {const} */ (['auto', 'light', 'dark']);
  const theme = themes[(themes.indexOf(store.get().theme) + 1) % themes.length];
  remember('theme', theme);
  store.set({ theme });
});
byId('notice-close').addEventListener('click', () => store.set({ notice: null }));
byId('notice-action').addEventListener('click', () => {
  const { notice } = store.get();
  if (notice?.action === 'retry') {
    store.set({ notice: null, phase: 'loading' });
    load();
  } else if (notice?.action === 'reload') {
    try {
      sessionStorage.setItem(CARRIED, field.value);
      loadUpdate();
    } catch {
      store.set({ notice: { key: 'notice.keep', tone: 'warning' } });
    }
  }
});
/** The text, for the moment in which a new version is loaded. */
const CARRIED = 'kavichki.carried';

view.container.addEventListener('pointerover', (event) => {
  if (event.pointerType === 'mouse') hover(event, event.target);
});
view.container.addEventListener('pointerleave', (event) => hover(event, null));
view.container.addEventListener('click', (event) => {
  const place = view.placeOf(event.target);
  // Selecting words is not asking about them.
  if (!place || !(event.target instanceof HTMLElement) || !getSelection()?.isCollapsed) return;
  pin(place, event.target);
});
view.container.addEventListener('focusin', (event) => {
  const place = view.placeOf(event.target);
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
  if (!card.contains(event.target) && !view.placeOf(event.target) && !event.target.closest('.panels')) store.set({ pinned: null });
});
card.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (button?.classList.contains('card-close')) closeCard();
  else if (button?.dataset.go) go(button.dataset.go);
});
for (const panel of panels) {
  panel.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const id = link?.dataset.quotation ?? link?.dataset.mention;
    if (!id) return;
    event.preventDefault();
    go(id);
  });
  rove(panel, { items: () => itemsOf(panel), next: ['ArrowDown'], previous: ['ArrowUp'] });
}
rove(view.container, {
  items: () => view.stops.filter((stop) => !store.get().hidden.includes(stop.dataset.type ?? 'quotations')),
  next: ['ArrowRight', 'ArrowDown'],
  previous: ['ArrowLeft', 'ArrowUp'],
});
for (const link of document.querySelectorAll('.jumps a, .skip')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const target = document.querySelector(link.getAttribute('href') ?? '');
    if (target instanceof HTMLElement) {
      target.scrollIntoView();
      target.focus({ preventScroll: true });
    }
  });
}

/** How long the pointer must rest before the card comes, in milliseconds. */
const REST = 120;
let resting = 0;

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

function closeCard() {
  const described = view.container.querySelector('[aria-describedby]');
  if (described instanceof HTMLElement && card.contains(document.activeElement)) described.focus({ preventScroll: true });
  described?.removeAttribute('aria-describedby');
  store.set({ pinned: null, hovered: null });
}

/** @returns {import('./schema.js').Article} */
function emptyArticle() {
  return { schema: 1, language: '', language_fit: 1, offsets: 'utf16', blocks: [], entities: [], quotations: [] };
}

// ---- the beginning

drawLanguage(store.get());
load();
try {
  const carried = sessionStorage.getItem(CARRIED);
  sessionStorage.removeItem(CARRIED);
  if (carried) field.value = carried;
} catch {
  // Nothing is kept, so nothing was carried.
}
readAddress();
// The files for offline use are asked for when the page has its own.
if (document.readyState === 'complete') offline();
else window.addEventListener('load', offline);

function offline() {
  keepOffline(() => store.set({ notice: { key: 'notice.update', tone: 'info', action: 'reload' } }));
}
