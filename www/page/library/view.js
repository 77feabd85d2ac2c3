/**
 * The library on the page: its articles, the search, and the way in and out for files.
 *
 * @typedef {import('./record.js').Head} Head
 * @typedef {import('./database.js').Library} Library
 * @typedef {import('./intake.js').Intake} Intake
 */

import { make } from '../element.js';
import { say } from '../i18n.js';
import { KeepingError } from './database.js';
import { fileOf } from './exchange.js';
import { takeIn } from './intake.js';
import { webAddress } from './record.js';
import { search, snippet } from './search.js';

/** Shown at first; a list of thousands helps nobody and takes time to draw. */
const SHOWN = 100;

/**
 * @param {HTMLElement} section
 * @param {Library} library
 * @param {object} page
 * @param {(text: string) => Promise<import('../schema.js').Article>} page.annotate
 * @param {(notice: import('../store.js').Notice) => void} page.notify
 * @param {(question: string, action: string) => Promise<boolean>} page.ask
 * @param {(words: string) => void} page.tell
 */
export function createLibraryView(section, library, { annotate, notify, ask, tell }) {
  /** @type {Head[]} */
  let heads = [];
  let query = '';
  /** @type {'everything' | 'names'} */
  let scope = 'everything';
  let most = SHOWN;
  /** @type {AbortController | null} */
  let intake = null;

  // ---- the parts that stay while the list is drawn anew

  const title = make('h2', { id: 'library-title' });
  const count = make('span', { class: 'count', id: 'library-count' });
  const find = make('input', { type: 'search', id: 'library-search', autocomplete: 'off', spellcheck: 'false', dir: 'auto' });
  const findLabel = make('label', { for: find.id });
  const names = make('input', { type: 'checkbox', id: 'library-names' });
  const namesLabel = make('label', { for: names.id });
  const file = make('input', { type: 'file', id: 'library-files', multiple: true, accept: '.txt,.html,.htm,.jsonl,.ndjson,.json', class: 'unseen', tabindex: '-1', 'aria-hidden': 'true' });
  const add = make('button', { type: 'button', id: 'library-add' });
  const save = make('button', { type: 'button', id: 'library-save' });
  const hint = make('p', { class: 'note', id: 'library-hint' });
  const stop = make('button', { type: 'button', id: 'library-stop' });
  const bar = make('progress', { max: '1', id: 'library-progress' });
  const barLabel = make('label', { for: bar.id });
  const working = make('div', { class: 'working', hidden: true }, barLabel, bar, stop);
  const report = make('div', { id: 'library-report', role: 'status' });
  const found = make('p', { class: 'unseen', role: 'status' });
  const list = make('ol', { class: 'kept-list' });
  section.replaceChildren(
    make('div', { class: 'library-head' }, make('div', { class: 'group-head' }, title, count), make('div', { class: 'decide' }, add, save, file)),
    make('div', { class: 'library-search' }, make('div', { class: 'line' }, findLabel, find), make('p', { class: 'tick' }, names, namesLabel)),
    hint,
    working,
    report,
    found,
    list,
  );

  find.addEventListener('input', () => {
    query = find.value;
    most = SHOWN;
    draw();
  });
  names.addEventListener('change', () => {
    scope = names.checked ? 'names' : 'everything';
    draw();
  });
  add.addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    take([...(file.files ?? [])]);
    file.value = '';
  });
  save.addEventListener('click', () => download().catch(fail));
  stop.addEventListener('click', () => intake?.abort());
  section.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    section.classList.add('over');
  });
  section.addEventListener('dragleave', () => section.classList.remove('over'));
  section.addEventListener('drop', (event) => {
    section.classList.remove('over');
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  });
  list.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.dataset.forget) forget(button.dataset.forget).catch(fail);
    else if (button?.classList.contains('more')) {
      most = Infinity;
      draw();
      list.querySelectorAll('a')[SHOWN]?.focus();
    }
  });

  /** @param {unknown} error */
  function fail(error) {
    console.error(error);
    const key = error instanceof KeepingError ? error.key : 'keep.failed';
    notify({ key, values: { message: error instanceof Error ? error.message : String(error) }, tone: 'error' });
  }

  /** Reads the library and shows it. */
  async function show() {
    try {
      heads = await library.heads();
    } catch (error) {
      heads = [];
      fail(error);
    }
    draw();
  }

  function draw() {
    title.textContent = say('library.title');
    count.textContent = String(heads.length);
    findLabel.textContent = say('library.search');
    namesLabel.textContent = say('library.names');
    add.textContent = say('library.add');
    save.textContent = say('library.save');
    save.disabled = heads.length === 0;
    stop.textContent = say('stop');
    hint.textContent = say('library.hint');
    const begin = performance.now();
    const hits = search(heads, query, scope);
    section.dataset.searched = String(Math.round(performance.now() - begin));
    const items = hits.slice(0, most).map(item);
    if (hits.length > most) items.push(make('li', { class: 'more-holder' }, make('button', { type: 'button', class: 'more' }, say('more', { n: hits.length - most }))));
    if (hits.length === 0) items.push(make('li', { class: 'empty' }, say(heads.length === 0 ? 'library.empty' : 'library.none')));
    list.replaceChildren(...items);
    found.textContent = query ? say('library.found', { n: hits.length }) : '';
  }

  /** @param {import('./search.js').Hit} hit */
  function item(hit) {
    const { head } = hit;
    const name = head.title || say('library.untitled');
    const open = make('a', { href: `#a=${head.id}`, class: 'kept-title', dir: 'auto' }, name);
    const facts = [head.outlet, head.date, say('quotations', { n: head.quotations }), head.corrections > 0 ? say('library.corrections', { n: head.corrections }) : ''].filter(Boolean);
    const line = make('p', { class: 'note', dir: 'auto' }, facts.join(' · '));
    const address = webAddress(head.url);
    if (address) line.append(' · ', make('a', { href: address, rel: 'noopener noreferrer', target: '_blank' }, new URL(address).hostname));
    const result = make('li', { 'data-kept': head.id }, make('div', { class: 'kept-head' }, open, make('button', { type: 'button', class: 'quiet', 'data-forget': head.id, 'aria-label': say('library.forget', { name }) }, say('desk.remove'))), line);
    if (head.tags.length > 0) result.append(make('p', { class: 'tags' }, ...head.tags.map((tag) => make('span', { class: 'tag', dir: 'auto' }, tag))));
    const around = snippet(hit);
    if (around) result.append(make('p', { class: 'snippet', dir: 'auto' }, around[0], make('mark', {}, around[1]), around[2]));
    return result;
  }

  /** @param {string} id */
  async function forget(id) {
    const head = heads.find((one) => one.id === id);
    if (!(await ask(say('library.ask', { name: head?.title || say('library.untitled') }), say('desk.remove')))) return;
    const place = [...list.children].findIndex((one) => one instanceof HTMLElement && one.dataset.kept === id);
    await library.remove([id]);
    tell(say('library.forgotten'));
    await show();
    // The focus goes to what stands in its place now.
    const titles = [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('a.kept-title'))];
    (titles[Math.min(place, titles.length - 1)] ?? find).focus();
  }

  /** @param {File[]} files */
  async function take(files) {
    if (files.length === 0 || intake) return;
    intake = new AbortController();
    working.hidden = false;
    add.disabled = true;
    report.replaceChildren();
    try {
      const result = await takeIn(files, library, annotate, (share, name) => {
        bar.value = share;
        barLabel.textContent = say('import.working', { name });
      }, intake.signal);
      drawReport(result);
    } catch (error) {
      fail(error);
    } finally {
      intake = null;
      working.hidden = true;
      add.disabled = false;
      await show();
    }
  }

  /** @param {Intake} result */
  function drawReport({ added, known, broken, bare, refused, stopped }) {
    const words = [say('import.added', { n: added })];
    if (known > 0) words.push(say('import.known', { n: known }));
    if (broken > 0) words.push(say('import.broken', { n: broken }));
    if (bare > 0) words.push(say('import.bare', { n: bare }));
    if (stopped) words.push(say('import.stopped'));
    const items = refused.map(({ name, key }) => make('li', {}, make('strong', { dir: 'auto' }, name), ` – ${say(key)}`));
    report.replaceChildren(make('p', {}, words.join(' ')), ...(items.length > 0 ? [make('ul', { class: 'refused' }, ...items)] : []));
  }

  async function download() {
    const parts = [];
    for await (const part of fileOf(everything())) parts.push(part);
    const url = URL.createObjectURL(new Blob(parts, { type: 'application/json' }));
    const link = make('a', { href: url, download: `kavichki-${new Date().toISOString().slice(0, 10)}.json` });
    link.click();
    // The browser has taken hold of it by then.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  async function* everything() {
    for (const { id } of await library.heads()) {
      const kept = await library.read(id);
      if (kept) yield kept;
    }
  }

  return {
    show,
    draw,
    /** Whether files are being taken in. */
    isBusy: () => intake !== null,
  };
}
