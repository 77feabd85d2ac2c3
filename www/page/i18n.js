/**
 * Says every text of the interface (texts/) in the chosen language. `{name}` is filled in; an object holds the forms that
 * `Intl.PluralRules` chooses from by `{n}`.
 *
 * @typedef {import('./store.js').InterfaceLanguage} InterfaceLanguage
 * @typedef {string | {one: string, other: string}} Text
 */

import { BULGARIAN } from './texts/bg.js';
import { ENGLISH } from './texts/en.js';

/** @type {Record<InterfaceLanguage, Record<string, Text>>} */
export const TEXTS = { bg: BULGARIAN, en: ENGLISH };

/** @type {InterfaceLanguage} */
let language = 'bg';
let plural = new Intl.PluralRules(language);
let numbers = new Intl.NumberFormat(language);

/** @param {InterfaceLanguage} chosen */
export function setLanguage(chosen) {
  language = chosen;
  plural = new Intl.PluralRules(chosen);
  numbers = new Intl.NumberFormat(chosen);
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
  const text = TEXTS[language][key] ?? key;
  const form = typeof text === 'string' ? text : plural.select(Number(values.n)) === 'one' ? text.one : text.other;
  return form.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}

/** @param {string} key */
export function isSaid(key) {
  return key in TEXTS[language];
}

/**
 * Puts the language's texts where the markup asks for them: `data-i18n` for the content, `data-i18n-NAME` for an attribute.
 * @param {ParentNode} root
 */
export function translate(root) {
  for (const element of root.querySelectorAll('[data-i18n]')) element.textContent = say(element.getAttribute('data-i18n') ?? '');
  for (const attribute of ['aria-label', 'placeholder']) {
    for (const element of root.querySelectorAll(`[data-i18n-${attribute}]`)) {
      element.setAttribute(attribute, say(element.getAttribute(`data-i18n-${attribute}`) ?? ''));
    }
  }
}

/**
 * The interface's language: what the address asks for, then what was chosen before, then what the browser prefers.
 * @param {string} search
 * @param {string | null} chosen
 * @param {readonly string[]} preferred
 * @returns {InterfaceLanguage}
 */
export function languageFor(search, chosen, preferred) {
  const known = (/** @type {string | null | undefined} */ code) => (code && Object.hasOwn(TEXTS, code) ? /** @type {InterfaceLanguage} */ (code) : undefined);
  const asked = known(new URLSearchParams(search).get('lang')) ?? known(chosen);
  return asked ?? preferred.map((tag) => known(tag.slice(0, 2).toLowerCase())).find(Boolean) ?? 'en';
}
