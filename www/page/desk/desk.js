/**
 * The desk: what a person does to the annotations becomes edits, edits go into the journal, and the article is what comes of it.
 *
 * @typedef {import('../store.js').State} State
 * @typedef {import('../schema.js').Mention} Mention
 * @typedef {import('../schema.js').Quotation} Quotation
 * @typedef {import('../schema.js').Span} Span
 * @typedef {import('./edits.js').Edit} Edit
 * @typedef {import('./journal.js').Journal} Journal
 * @typedef {{edit: Edit} | 'undo' | 'redo' | {drop: number}} Step  what has been done to the journal
 */

import { say } from '../i18n.js';
import { ENTITY_TYPES } from '../schema.js';
import { anchorOf } from './anchor.js';
import { stepped } from './bounds.js';
import { apply, subjectOf } from './edits.js';
import { added, redone, replay, undone, without } from './journal.js';
import { isTyping, keyOf } from './keys.js';

export class Desk {
  /**
   * @param {import('../store.js').Store<State>} store
   * @param {(step: Step) => void} keep  is told of everything that is done
   * @param {(words: string) => void} tell  says it to those who do not see it
   */
  constructor(store, keep, tell) {
    this.store = store;
    this.keep = keep;
    this.tell = tell;
  }

  // ---- the journal

  /** @param {Edit} edit */
  correct(edit) {
    const { text, article, journal } = this.store.get();
    if (!article) return;
    this.store.set({ journal: added(journal, edit), article: apply(text, article, edit) });
    this.tell(say(`did.${edit.do}`, { words: subjectOf(edit) }));
    this.keep({ edit });
  }

  undo() {
    const { journal } = this.store.get();
    const last = journal.edits[journal.done - 1];
    if (!last) return;
    this.adopt(undone(journal));
    this.tell(say('did.undo', { what: say(`did.${last.do}`, { words: subjectOf(last) }) }));
    this.keep('undo');
  }

  redo() {
    const { journal } = this.store.get();
    const next = journal.edits[journal.done];
    if (!next) return;
    this.adopt(redone(journal));
    this.tell(say(`did.${next.do}`, { words: subjectOf(next) }));
    this.keep('redo');
  }

  /**
   * Forgets a correction that has no place any more.
   * @param {number} index
   */
  drop(index) {
    this.adopt(without(this.store.get().journal, index));
    this.keep({ drop: index });
  }

  /**
   * Shows the article as this journal has it.
   * @param {Journal} journal
   */
  adopt(journal) {
    const { text, machine } = this.store.get();
    if (machine) this.store.set({ journal, ...replay(text, machine, journal) });
  }

  // ---- what is said of a mention or a quotation

  /** @param {string} id */
  mention(id) {
    for (const entity of this.store.get().article?.entities ?? []) {
      const mention = entity.mentions.find((one) => one.id === id);
      if (mention) return { mention, entity, about: { at: this.anchor(mention), type: entity.type } };
    }
    return null;
  }

  /** @param {string} id */
  quotation(id) {
    const quotation = this.store.get().article?.quotations.find((one) => one.id === id);
    return quotation ? { quotation, about: { content: quotation.content.map((span) => this.anchor(span)), type: quotation.type } } : null;
  }

  /** @param {Span} span */
  anchor(span) {
    return anchorOf(this.store.get().text, span);
  }

  /** @param {string} id of a mention or a quotation */
  confirm(id, all = false) {
    const name = this.mention(id);
    const quotation = this.quotation(id);
    if (name && (all || !isDecided(name.mention))) this.correct({ do: 'confirm', ...name.about, all });
    else if (quotation && !isDecided(quotation.quotation)) this.correct({ do: 'agree', ...quotation.about });
  }

  /** @param {string} id */
  remove(id, all = false) {
    const name = this.mention(id);
    const quotation = this.quotation(id);
    if (name) this.correct({ do: 'unname', ...name.about, all });
    else if (quotation) this.correct({ do: 'unquote', ...quotation.about });
  }

  /**
   * Moves one end by a word.
   * @param {string} id
   * @param {'start' | 'end'} edge
   * @param {1 | -1} direction
   */
  step(id, edge, direction) {
    const { text } = this.store.get();
    const name = this.mention(id);
    const found = this.quotation(id);
    if (name) {
      const to = stepped(text, name.mention, edge, direction);
      if (to) this.correct({ do: 'bound', ...name.about, to: this.anchor(to) });
    } else if (found) {
      const content = found.quotation.content;
      const i = edge === 'start' ? 0 : content.length - 1;
      const to = stepped(text, content[i], edge, direction);
      if (to) this.correct({ do: 'stretch', ...found.about, to: content.map((span, k) => this.anchor(k === i ? to : span)) });
    }
  }

  /**
   * @param {string} id of a mention
   * @param {string} type
   */
  retype(id, type, all = false) {
    const name = this.mention(id);
    const known = ENTITY_TYPES.find((one) => one === type);
    if (name?.entity.type === known) this.confirm(id, all);
    else if (name && known) this.correct({ do: 'name', at: name.about.at, type: known, all });
  }

  /**
   * Words of the text become the cue or the source of a quotation.
   * @param {import('../store.js').Picking} picking
   * @param {Span} span
   */
  pick({ quotation, part }, span) {
    const found = this.quotation(quotation);
    this.store.set({ picking: null });
    if (!found) return;
    if (part === 'cue') this.correct({ do: 'cue', ...found.about, cue: this.anchor(span) });
    else this.correct({ do: 'speaker', ...found.about, speaker: this.anchor(span) });
  }

  /**
   * @param {string} id of a quotation
   * @param {string} entityId  empty for nobody
   */
  speaker(id, entityId) {
    const found = this.quotation(id);
    const entity = this.store.get().article?.entities.find((one) => one.id === entityId);
    if (!found) return;
    if (!entity) {
      this.correct({ do: 'speaker', ...found.about, speaker: null, entity: null });
    } else {
      const mention = entity.mentions.find(({ kind }) => kind === 'name') ?? entity.mentions[0];
      this.correct({ do: 'speaker', ...found.about, entity: this.anchor(mention), entityType: entity.type });
    }
  }
}

/** @param {{by?: import('../schema.js').By}} annotation */
export function isDecided({ by = 'machine' }) {
  return by !== 'machine';
}

/**
 * Hears what the controls on the card are used for.
 * @param {Desk} desk
 * @param {HTMLElement} card
 */
export function listenToCard(desk, card) {
  card.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.dataset.do) act(button, button.dataset.do);
  });
  card.addEventListener('submit', (event) => {
    event.preventDefault();
    if (event.target instanceof HTMLElement) act(event.target, 'base');
  });
  card.addEventListener('change', (event) => {
    if (event.target instanceof HTMLSelectElement && event.target.dataset.speaker !== undefined) act(event.target, 'speaker');
  });

  /**
   * @param {HTMLElement} control
   * @param {string} action
   */
  function act(control, action) {
    const section = control.closest('section');
    const mention = section?.dataset.aboutMention;
    const quotation = section?.dataset.aboutQuotation;
    const id = mention ?? quotation;
    if (!section || !id) return;
    const all = section.querySelector('[data-all]');
    const isAll = all instanceof HTMLInputElement && all.checked;
    const name = desk.mention(id);
    const said = desk.quotation(id);
    const value = control.dataset.value ?? '';
    const chosen = (/** @type {string} */ mark) => {
      const list = section.querySelector(`[data-${mark}]`);
      return list instanceof HTMLSelectElement || list instanceof HTMLInputElement ? list.value.trim() : '';
    };
    if (action === 'confirm') desk.confirm(id, isAll);
    else if (action === 'remove') desk.remove(id, isAll);
    else if (action === 'step') desk.step(id, control.dataset.edge === 'start' ? 'start' : 'end', control.dataset.direction === '1' ? 1 : -1);
    else if (action === 'type') desk.retype(id, value, isAll);
    else if (action === 'split' && name) desk.correct({ do: 'split', ...name.about });
    else if (action === 'base' && name && chosen('base')) desk.correct({ do: 'base', ...name.about, base: chosen('base'), all: isAll });
    else if (action === 'join' && name && chosen('join')) {
      const other = desk.store.get().article?.entities.find((one) => one.id === chosen('join'));
      if (other) desk.correct({ do: 'join', ...name.about, with: desk.anchor(other.mentions[0]), withType: other.type });
    } else if (action === 'kind' && said) {
      desk.correct({ do: 'quote', content: said.about.content, type: /** @type {Quotation['type']} */ (value) });
    } else if (action === 'no-cue' && said) desk.correct({ do: 'cue', ...said.about, cue: null });
    else if (action === 'speaker') desk.speaker(id, chosen('speaker'));
    else if (action === 'pick') desk.store.set({ picking: { quotation: id, part: value === 'cue' ? 'cue' : 'speaker' } });
  }
}

/**
 * Hears the keys that correct what is chosen.
 * @param {Desk} desk
 * @param {HTMLElement} card
 */
export function listenToKeys(desk, card) {
  document.addEventListener('keydown', (event) => {
    const { phase, pinned, article } = desk.store.get();
    if (phase !== 'done' || !article || isTyping(event.target) || document.querySelector('dialog[open]')) return;
    const key = keyOf(event);
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === 'z' || key === 'y')) {
      event.preventDefault();
      if (key === 'y' || event.shiftKey) desk.redo();
      else desk.undo();
      return;
    }
    const id = pinned && (pinned.mentions[0] ?? pinned.quotations[0]);
    if (!id || event.metaKey || event.altKey) return;
    if ((key === 'ArrowLeft' || key === 'ArrowRight') && event.shiftKey) {
      desk.step(id, event.ctrlKey ? 'start' : 'end', key === 'ArrowRight' ? 1 : -1);
    } else if (event.ctrlKey || event.shiftKey) {
      return;
    } else if (key === 'c') {
      desk.confirm(id);
    } else if (key === 'Delete') {
      desk.remove(id);
    } else if (/^\d$/.test(key) && desk.mention(id)) {
      desk.retype(id, ENTITY_TYPES[(Number(key) + 9) % 10]);
    } else if (key === 'b' && desk.mention(id)) {
      const field = card.querySelector('[data-base]');
      const details = field?.closest('details');
      if (details) details.open = true;
      if (field instanceof HTMLInputElement) {
        field.focus();
        field.select();
      }
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
}
