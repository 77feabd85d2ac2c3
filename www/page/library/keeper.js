/**
 * Keeps the article that is open: what is done to it goes into the library at once, one change after the other.
 *
 * @typedef {import('../store.js').State} State
 * @typedef {import('../schema.js').Article} Article
 * @typedef {import('../desk/journal.js').Journal} Journal
 * @typedef {import('../desk/desk.js').Step} Step
 * @typedef {import('./record.js').Fields} Fields
 * @typedef {import('./record.js').Kept} Kept
 */

import { added, redone, undone, without } from '../desk/journal.js';
import { FieldConflict, KeepingError } from './database.js';
import { fieldsOf, keptOf, summed } from './record.js';

export class Keeper {
  /** What is under way; changes wait for each other. @type {Promise<void>} */
  #queue = Promise.resolve();
  #waiting = 0;
  /** Once the browser has kept nothing, only what is asked for by hand is tried again. */
  #isOff = false;
  /** A change could not be kept: the next one brings the whole journal. */
  #isBehind = false;

  /**
   * @param {import('../store.js').Store<State>} store
   * @param {import('./database.js').Library} library
   * @param {(kept: Kept) => void} onOther  another tab has changed the article that is open
   */
  constructor(store, library, onOther) {
    this.store = store;
    this.library = library;
    this.onOther = onOther;
  }

  /** Puts the open article into the library, at a person's wish. */
  keep() {
    this.#isOff = false;
    const { text, machine, journal } = this.store.get();
    return this.#enqueue(() => this.#add(text, machine, journal));
  }

  /**
   * After a correction. An article that has been corrected is kept from then on: that work must not be lost.
   * @param {Step} step
   */
  step(step) {
    const { text, machine, journal, kept } = this.store.get();
    if (this.#isOff && !kept) return Promise.resolve();
    return this.#enqueue(async () => {
      const { kept } = this.store.get();
      if (!kept) return this.#add(text, machine, journal);
      const isBehind = this.#isBehind;
      await this.#change(kept.id, ({ head, body }) => summed({ head, body: { ...body, journal: isBehind ? journal : stepped(body.journal, step) } }));
      this.#isBehind = false;
    });
  }

  /**
   * The text has been edited and annotated anew. If another tab has edited it too, both texts are kept.
   * @param {string} former  the text as it was opened
   */
  annotated(former) {
    const { text, machine, kept, journal } = this.store.get();
    if (!kept) return Promise.resolve();
    return this.#enqueue(async () => {
      let isTaken = false;
      await this.#change(kept.id, (now) => {
        isTaken = now.body.text !== former && now.body.text !== text;
        return isTaken ? now : summed({ head: now.head, body: { ...now.body, text, article: machine } });
      });
      if (!isTaken) return;
      this.store.set({ kept: null });
      await this.#add(text, machine, journal, kept.fields);
      this.store.set({ notice: { key: 'keep.copied', tone: 'warning' } });
    });
  }

  /**
   * @template {keyof Fields} F
   * @param {F} field
   * @param {Fields[F]} value
   */
  field(field, value) {
    const { kept } = this.store.get();
    if (!kept) return Promise.resolve();
    const before = kept.fields[field];
    this.store.set({ kept: { ...kept, fields: { ...kept.fields, [field]: value } } });
    return this.#enqueue(() =>
      this.#change(kept.id, ({ head, body }) => {
        const stored = head[field];
        if (!same(stored, before) && !same(stored, value)) throw new FieldConflict(field, String(stored));
        return { head: { ...head, [field]: value }, body };
      }),
    );
  }

  /** Another article is open from now on, or none. */
  leave() {
    this.store.set({ kept: null, keeping: '', journal: { edits: [], done: 0 }, orphans: [] });
  }

  /** @param {string[]} ids of articles that another tab has changed */
  async heard(ids) {
    const { kept } = this.store.get();
    if (!kept || !ids.includes(kept.id)) return;
    await this.#queue;
    const now = await this.library.read(kept.id).catch(() => null);
    if (this.store.get().kept?.id !== kept.id) return;
    if (now) this.onOther(now);
    else this.store.set({ kept: null, keeping: '', notice: { key: 'keep.gone', tone: 'warning' } });
  }

  /** Resolves when everything that was done is kept. */
  settled() {
    return this.#queue;
  }

  /**
   * @param {string} text
   * @param {Article | null} machine
   * @param {Journal} journal
   * @param {Partial<Fields>} [fields]
   */
  async #add(text, machine, journal, fields = fieldsOf(text, machine)) {
    const kept = keptOf(text, machine, fields, journal);
    await this.library.add([kept]);
    // Meanwhile another article may have been opened.
    if (this.store.get().text === text) this.store.set({ kept: { id: kept.head.id, fields: fieldsIn(kept.head) } });
  }

  /**
   * @param {string} id
   * @param {(now: Kept) => Kept} change
   */
  async #change(id, change) {
    const now = await this.library.change(id, change);
    if (this.store.get().kept?.id !== id) return;
    if (!now) this.store.set({ kept: null, keeping: '', notice: { key: 'keep.gone', tone: 'warning' } });
    else if (this.#waiting === 1) this.onOther(now);
  }

  /** @param {() => Promise<void>} work */
  #enqueue(work) {
    this.#waiting += 1;
    this.store.set({ keeping: 'saving' });
    this.#queue = this.#queue.then(work).then(
      () => this.#ended('saved'),
      (error) => {
        console.error(error);
        this.#isBehind = true;
        this.#isOff = error instanceof KeepingError && error.key === 'keep.blocked';
        /** @type {import('../store.js').Notice} */
        const notice =
          error instanceof FieldConflict
            ? { key: 'keep.conflict', values: { stored: error.stored }, tone: 'warning' }
            : { key: error instanceof KeepingError ? error.key : 'keep.failed', values: { message: error instanceof Error ? error.message : '' }, tone: 'error' };
        this.store.set({ notice });
        this.#ended('failed');
      },
    );
    return this.#queue;
  }

  /** @param {'saved' | 'failed'} how */
  #ended(how) {
    this.#waiting -= 1;
    if (this.#waiting === 0 && this.store.get().keeping === 'saving') this.store.set({ keeping: how });
  }
}

/**
 * @param {Journal} journal
 * @param {Step} step
 * @returns {Journal}
 */
function stepped(journal, step) {
  if (step === 'undo') return undone(journal);
  if (step === 'redo') return redone(journal);
  return 'drop' in step ? without(journal, step.drop) : added(journal, step.edit);
}

/**
 * @param {import('./record.js').Head} head
 * @returns {Fields}
 */
export function fieldsIn({ title, outlet, date, url, tags, notes }) {
  return { title, outlet, date, url, tags, notes };
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
