/** Questions before something is done that cannot be undone. */

import { byId, make } from './element.js';
import { say } from './i18n.js';

/**
 * The focus comes back to where it was.
 * @param {string} question
 * @param {string} action
 * @returns {Promise<boolean>}
 */
export function ask(question, action) {
  const dialog = byId('ask', HTMLDialogElement);
  const text = make('p', { id: 'ask-text', dir: 'auto' }, question);
  const yes = make('button', { type: 'button', class: 'primary', id: 'ask-yes' }, action);
  const no = make('button', { type: 'button', id: 'ask-no' }, say('desk.cancel'));
  dialog.setAttribute('aria-labelledby', text.id);
  dialog.replaceChildren(text, make('div', { class: 'decide' }, no, yes));
  return new Promise((resolve) => {
    yes.addEventListener('click', () => dialog.close('yes'));
    no.addEventListener('click', () => dialog.close(''));
    dialog.returnValue = '';
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
    dialog.showModal();
  });
}
