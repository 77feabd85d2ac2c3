/**
 * The page's state, in one place. Every part of the page draws itself from it and asks for changes through it.
 *
 * @typedef {import('./schema.js').Article} Article
 * @typedef {'loading' | 'ready' | 'annotating' | 'done' | 'error'} Phase
 * @typedef {'bg' | 'en'} InterfaceLanguage
 * @typedef {'auto' | 'light' | 'dark'} Theme
 *
 * What is looked at: ids of one place's layers, the innermost first.
 * @typedef {{mentions: string[], quotations: string[]}} Place
 *
 * @typedef {{quotation: string, part: 'cue' | 'speaker'}} Picking
 * @typedef {{queue: string[], at: number}} Review  ids, the least certain first; `at` is the one looked at
 *
 * `key` names a text of i18n.js; `action` what its button does.
 * @typedef {{key: string, values?: Record<string, string | number>, tone: 'info' | 'warning' | 'error', action?: 'reload' | 'retry'}} Notice
 *
 * @typedef {object} State
 * @property {Phase} phase
 * @property {boolean} waiting  a text waits for the recogniser to be loaded
 * @property {number} progress  share of the annotating that is done
 * @property {string} text  what `article` was made from
 * @property {Article | null} machine  what the recogniser made of it; never changed
 * @property {import('./desk/journal.js').Journal} journal  corrections
 * @property {Article | null} article  what the recogniser made of it, corrected
 * @property {number[]} orphans  corrections of the journal that have no place in this text
 * @property {Picking | null} picking  the next words that are pointed at become a part of a quotation
 * @property {{id: string, fields: import('./library/record.js').Fields} | null} kept  where the library has it
 * @property {'' | 'saving' | 'saved' | 'failed'} keeping  how far that is true
 * @property {'article' | 'library'} shown  which part of the page
 * @property {Review | null} review  the annotations are gone through
 * @property {Notice | null} notice
 * @property {InterfaceLanguage} language
 * @property {Theme} theme
 * @property {string[]} hidden  layers that are switched off: entity types and `quotations`
 * @property {Place | null} pinned  chosen by click, tap or keyboard
 * @property {Place | null} hovered  under the pointer
 */

/**
 * @template T
 * @typedef {{get: () => T, set: (change: Partial<T>) => void, watch: (listener: (now: T, before: T) => void) => void}} Store
 */

/**
 * @template {object} T
 * @param {T} initial
 * @returns {Store<T>}
 */
export function createStore(initial) {
  let state = initial;
  /** @type {((now: T, before: T) => void)[]} */
  const listeners = [];
  return {
    get: () => state,
    set(change) {
      const before = state;
      state = { ...state, ...change };
      for (const listener of listeners) listener(state, before);
    },
    watch(listener) {
      listeners.push(listener);
    },
  };
}
