/**
 * The keys of the desk, and the sheet that tells of them. Letters are those of the keyboard, whatever alphabet it writes at the
 * moment: who corrects Bulgarian has a Bulgarian layout on.
 */

import { make } from '../element.js';
import { say } from '../i18n.js';

/** What each key does, for the sheet, by the part of the page where it does it. */
const SHEET = /** @type {const} */ ({
  'keys.anywhere': [
    [['?'], 'keys.sheet'],
    [['Ctrl', 'Z'], 'keys.undo'],
    [['Ctrl', 'Shift', 'Z'], 'keys.redo'],
    [['R'], 'keys.review'],
    [['M'], 'keys.mark'],
    [['Esc'], 'keys.escape'],
  ],
  'keys.chosen': [
    [['←', '→'], 'keys.next'],
    [['Enter'], 'keys.card'],
    [['C'], 'keys.confirm'],
    [['Delete'], 'keys.remove'],
    [['1', '…', '9', '0'], 'keys.type'],
    [['Shift', '←', '→'], 'keys.end'],
    [['Ctrl', 'Shift', '←', '→'], 'keys.start'],
    [['B'], 'keys.base'],
  ],
  'keys.words': [
    [['←', '→'], 'keys.word'],
    [['Shift', '←', '→'], 'keys.grow'],
    [['Enter'], 'keys.marker'],
  ],
  'keys.reviewing': [
    [['J'], 'keys.skip'],
    [['K'], 'keys.back'],
    [['Enter'], 'keys.right'],
    [['Backspace'], 'keys.wrong'],
  ],
});

/**
 * The key as the sheet names it: a Latin letter in small, or what `KeyboardEvent.key` says.
 * @param {KeyboardEvent} event
 */
export function keyOf(event) {
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(event.code);
  return letter && /^\p{L}$/u.test(event.key) ? letter[1].toLowerCase() : event.key;
}

/**
 * Whether keys write where the focus is. The keys of the desk do nothing there.
 * @param {EventTarget | null} target
 */
export function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'button', 'file'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/**
 * Shows the sheet; the focus comes back to where it was.
 * @param {HTMLDialogElement} dialog
 */
export function showSheet(dialog) {
  const sections = Object.entries(SHEET).map(([title, rows]) => {
    const list = make('dl');
    for (const [keys, text] of rows) list.append(make('div', {}, make('dt', {}, ...keys.map((key) => (key === '…' ? '…' : make('kbd', {}, key)))), make('dd', {}, say(text))));
    return make('section', {}, make('h3', {}, say(title)), list);
  });
  const close = make('button', { type: 'button', class: 'card-close', 'aria-label': say('close') }, '×');
  close.addEventListener('click', () => dialog.close());
  const title = make('h2', { id: 'keys-title' }, say('keys.title'));
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.replaceChildren(title, ...sections, close);
  dialog.showModal();
}
