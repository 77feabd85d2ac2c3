/**
 * Puts the page together: what the user does changes the state, and each part is drawn from the state.
 *
 * @typedef {import('./store.js').State} State
 */

import { ArticleView } from './article.js';
import { ask } from './asking.js';
import { Desk, listenToCard, listenToKeys } from './desk/desk.js';
import { EMPTY, replay } from './desk/journal.js';
import { isTyping, showSheet } from './desk/keys.js';
import { createMarker } from './desk/marker.js';
import { drawOrphans } from './desk/orphans.js';
import { createReview } from './desk/review.js';
import { byId } from './element.js';
import { EXAMPLE } from './example.js';
import { languageFor, say, setLanguage, translate } from './i18n.js';
import { createLegend } from './legend.js';
import { Library } from './library/database.js';
import { fieldsIn, Keeper } from './library/keeper.js';
import { tagsOf } from './library/record.js';
import { createLibraryView } from './library/view.js';
import { drawEntities, drawQuotations } from './lists.js';
import { keepOffline, loadUpdate } from './offline.js';
import { textOfHtml } from './paste.js';
import { createPointing } from './pointing.js';
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
    machine: null,
    journal: EMPTY,
    article: null,
    orphans: [],
    picking: null,
    review: null,
    kept: null,
    keeping: '',
    shown: 'article',
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
const pointing = createPointing(store, view, card);
const tell = (/** @type {string} */ words) => (byId('status').textContent = words);
const library = new Library(({ ids }) => {
  keeper.heard(ids);
  if (store.get().shown === 'library' && !libraryView.isBusy()) libraryView.show();
});
const keeper = new Keeper(store, library, showOther);
const desk = new Desk(store, (step) => keeper.step(step), tell);
const review = createReview(desk, byId('review'), pointing.go, pointing.close);
const marker = createMarker(desk, view, byId('marker'), tell);
const libraryView = createLibraryView(byId('library'), library, {
  annotate: async (text) => recogniser.annotate(text, () => {}),
  notify: (notice) => store.set({ notice }),
  ask,
  tell,
});
/** Ends the drawing under way. */
let drawing = new AbortController();
/** The open article's text as the library has it. */
let keptText = '';

// ---- from the state to the page

store.watch((now, before) => {
  if (now.language !== before.language) drawLanguage(now);
  if (now.theme !== before.theme) drawTheme(now);
  if (now.phase !== before.phase || now.waiting !== before.waiting) drawPhase(now, before);
  if (now.shown !== before.shown) drawShown(now);
  if (now.progress !== before.progress) byId('progress', HTMLProgressElement).value = now.progress;
  if (now.notice !== before.notice) drawNotice(now);
  if (now.hidden !== before.hidden) {
    view.container.dataset.hidden = now.hidden.join(' ');
    legend.press(now);
  }
  // What is passed over does not matter while something is chosen.
  if ((now.pinned ?? now.hovered) !== (before.pinned ?? before.hovered) || Boolean(now.pinned) !== Boolean(before.pinned)) pointing.draw(now);
  if (now.picking !== before.picking) {
    marker.draw();
    pointing.draw(now);
  }
  if (now.review !== before.review) review.draw(now);
  if (now.journal !== before.journal || now.kept !== before.kept || now.keeping !== before.keeping) drawDesk(now);
  if (now.kept?.id !== before.kept?.id && now.shown === 'article') {
    // The address leads back to the article that is open, also after a reload.
    const address = new URL(location.href);
    address.hash = openId();
    if (address.hash !== location.hash) history.replaceState(null, '', address);
  }
  if (now.orphans !== before.orphans) drawOrphans(byId('orphans'), now, (index) => desk.drop(index));
  if (now.phase === 'done' && before.phase === 'done' && now.article !== before.article) redraw(now).catch(unlessStopped);
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
  libraryView.draw();
  drawShown(state);
  drawMarks();
  drawSpecimen(byId('specimen'));
  drawTheme(state);
  drawNotice(state);
  drawWork(state);
  if (state.article) {
    legend.draw(state);
    byId('summary').textContent = summary(state);
    pointing.draw(state);
    marker.draw();
    review.draw(state);
    drawDesk(state);
    drawOrphans(byId('orphans'), state, (index) => desk.drop(index));
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
  drawShown(now);
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
function drawShown({ phase, shown }) {
  const isLibrary = shown === 'library';
  byId('library').hidden = !isLibrary;
  byId('editor').hidden = isLibrary || phase === 'done';
  byId('result').hidden = isLibrary || phase !== 'done';
  byId('to-library').textContent = say(isLibrary ? 'library.back' : 'library.title');
  byId('to-library').setAttribute('href', isLibrary ? `#${openId()}` : '#library');
}

/** What the address calls the open article, after the sign. */
function openId() {
  const { kept } = store.get();
  return kept ? `a=${kept.id}` : '';
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

/**
 * After a correction: everything that shows the article.
 * @param {State} state
 */
async function redraw(state) {
  const { text, article } = state;
  if (!article) return;
  drawing.abort();
  drawing = new AbortController();
  const active = document.activeElement;
  const hadFocus = Boolean(active && (view.container.contains(active) || card.contains(active)));
  const stop = view.stops.findIndex((one) => one === active || one.getAttribute('aria-describedby') === 'card');
  pointing.use(text, article);
  await view.draw(text, article, () => {}, drawing.signal, true);
  legend.draw(state);
  byId('summary').textContent = summary(state);
  if (!marker.drawn() && !review.drawn()) pointing.restore(hadFocus, Math.max(stop, 0));
  review.draw(store.get());
  await drawLists(state);
}

/** @param {State} state */
function drawDesk({ journal, kept, keeping }) {
  byId('undo', HTMLButtonElement).disabled = journal.done === 0;
  byId('redo', HTMLButtonElement).disabled = journal.done === journal.edits.length;
  byId('keep').hidden = kept !== null;
  byId('keep', HTMLButtonElement).disabled = keeping === 'saving';
  byId('keeping').textContent = keeping ? say(`keeping.${keeping}`) : '';
  root.dataset.keeping = keeping;
  if (byId('about').hidden !== (kept === null)) {
    // The article stays under the hand that has just corrected it.
    const before = view.container.getBoundingClientRect().top;
    byId('about').hidden = kept === null;
    const moved = view.container.getBoundingClientRect().top - before;
    if (store.get().phase === 'done') window.scrollBy({ top: moved, behavior: 'instant' });
    pointing.reposition();
  }
  if (!kept) return;
  byId('about-title').textContent = kept.fields.title || say('library.untitled');
  for (const [name, value] of Object.entries(kept.fields)) {
    const input = /** @type {HTMLInputElement} */ (byId(`field-${name}`));
    const words = Array.isArray(value) ? value.join(', ') : value;
    if (input !== document.activeElement && input.value !== words) input.value = words;
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
    store.set({ waiting: true, notice: offered(), progress: 0, pinned: null, hovered: null, article: null, review: null, picking: null });
    await Promise.race([recogniser.load(), aborted(stop.signal)]);
    stop.signal.throwIfAborted();
    store.set({ waiting: false, phase: 'annotating' });
    // The drawing has its share in the work.
    const machine = await recogniser.annotate(text, (share) => store.set({ progress: share * 0.8 }));
    await present(text, machine, store.get().journal, stop.signal);
    keeper.annotated(keptText);
    keptText = text;
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

/**
 * Shows an article, corrected.
 * @param {string} text
 * @param {import('./schema.js').Article} machine
 * @param {import('./desk/journal.js').Journal} journal
 * @param {AbortSignal} signal
 */
async function present(text, machine, journal, signal) {
  const { article, orphans } = replay(text, machine, journal);
  pointing.use(text, article);
  await view.draw(text, article, (share) => store.set({ progress: 0.8 + share * 0.2 }), signal);
  view.container.lang = machine.language_fit >= SURE_LANGUAGE ? machine.language : '';
  await drawLists({ ...store.get(), text, article });
  /** @type {State['notice']} */
  const notice = machine.language_fit < SURE_LANGUAGE ? { key: 'notice.foreign', tone: 'warning' } : offered();
  store.set({ text, machine, journal, article, orphans, notice, phase: 'done', hidden: [] });
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
  store.set({ phase: 'ready', pinned: null, hovered: null, notice: offered(), article: null, review: null, picking: null });
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
  leave();
  field.value = text;
  return annotate();
}

/** What comes now is another article, and has nothing to do with the corrections of this one. */
function leave() {
  keeper.leave();
  keptText = '';
}

/**
 * Another tab has changed the open article, or this one has brought in what another had changed before.
 * @param {import('./library/record.js').Kept} kept
 */
function showOther({ head, body }) {
  const { phase, text, journal } = store.get();
  store.set({ kept: { id: head.id, fields: fieldsIn(head) } });
  if (phase !== 'done') return;
  if (body.text === text) {
    if (JSON.stringify(body.journal) !== JSON.stringify(journal)) desk.adopt(body.journal);
  } else if (body.article) {
    drawing.abort();
    drawing = new AbortController();
    field.value = keptText = body.text;
    present(body.text, body.article, body.journal, drawing.signal).catch(unlessStopped);
  }
}

/** What the address asks for: a text that it carries (`#t=`, URL-encoded, which never reaches a server), a kept article, the library. */
function readAddress() {
  const { hash } = location;
  if (hash === '#library') {
    store.set({ shown: 'library', pinned: null, hovered: null, review: null, picking: null });
    libraryView.show().then(() => byId('library').focus({ preventScroll: true }));
    return;
  }
  store.set({ shown: 'article' });
  if (hash.startsWith('#a=') && hash.slice(1) !== openId()) open(hash.slice('#a='.length));
  if (!hash.startsWith('#t=')) return;
  try {
    replaceText(decodeURIComponent(hash.slice('#t='.length)));
  } catch {
    store.set({ notice: { key: 'notice.address', tone: 'error' } });
  }
}

/**
 * Opens an article of the library.
 * @param {string} id
 */
async function open(id) {
  await keeper.settled();
  const kept = await library.read(id).catch((error) => {
    store.set({ notice: { key: error.key ?? 'keep.failed', values: { message: error.message }, tone: 'error' } });
    return undefined;
  });
  if (!kept) {
    if (kept === null) store.set({ notice: { key: 'keep.absent', tone: 'warning' } });
    return;
  }
  if (store.get().phase === 'done') edit();
  drawing.abort();
  leave();
  const { body } = kept;
  field.value = keptText = body.text;
  keeper.opened(kept);
  if (!body.article) return annotate();
  drawing = new AbortController();
  await present(body.text, body.article, body.journal, drawing.signal).catch(unlessStopped);
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
  leave();
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
    else if (store.get().pinned) pointing.close();
  }
});
document.addEventListener('paste', (event) => {
  const html = event.clipboardData?.getData('text/html');
  const text = (html && textOfHtml(html)) || event.clipboardData?.getData('text/plain') || '';
  if (!text || field.readOnly || (event.target !== field && isTyping(event.target))) return;
  if (event.target === field) {
    event.preventDefault();
    const isAll = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const wasEmpty = field.value.trim() === '';
    if (wasEmpty || isAll) leave();
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

byId('undo').addEventListener('click', () => desk.undo());
byId('redo').addEventListener('click', () => desk.redo());
byId('start-review').addEventListener('click', () => review.start());
byId('keep').addEventListener('click', () => keeper.keep());
byId('fields').addEventListener('input', (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) return;
  const name = /** @type {keyof import('./library/record.js').Fields} */ (input.name);
  keeper.field(name, name === 'tags' ? tagsOf(input.value) : input.value);
});
byId('fields').addEventListener('submit', (event) => event.preventDefault());
byId('forget').addEventListener('click', async () => {
  const { kept } = store.get();
  if (!kept || !(await ask(say('library.ask', { name: kept.fields.title || say('library.untitled') }), say('desk.remove')))) return;
  await keeper.forget();
  tell(say('library.forgotten'));
  view.container.focus({ preventScroll: true });
});
byId('show-keys').addEventListener('click', () => showSheet(byId('keys', HTMLDialogElement)));
document.addEventListener('keydown', (event) => {
  if (event.key === '?' && !isTyping(event.target) && !document.querySelector('dialog[open]')) showSheet(byId('keys', HTMLDialogElement));
});
// Both before the arrows and Enter mean anything else.
listenToCard(desk, card);
listenToKeys(desk, card);
marker.goBy(pointing.go);
pointing.before(({ mentions: [id] }) => {
  const { picking } = store.get();
  const name = picking && id ? desk.mention(id) : null;
  if (picking && name) desk.pick(picking, name.mention);
  return Boolean(picking && name);
});

for (const panel of panels) {
  panel.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const id = link?.dataset.quotation ?? link?.dataset.mention;
    if (!id) return;
    event.preventDefault();
    pointing.go(id);
  });
  rove(panel, { items: () => itemsOf(panel), next: ['ArrowDown'], previous: ['ArrowUp'] });
}
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
