/**
 * Keeps the article that is open: what is done to it goes into the library at once, one change after the other.
 *
 * @typedef {import('../store.js').State} State
 * @typedef {import('../schema.js').Article} Article
 * @typedef {import('../desk/journal.js').Journal} Journal
 * @typedef {import('../desk/desk.js').Step} Step
 * @typedef {import('./record.js').Fields} Fields
 * @typedef {import('./record.js').Kept} Kept
 *
 * What is open, through all that is still to be written of it, whatever is opened next. `steps` have been done to the journal and
 * are not being written yet; `latest` is what came of them.
 * @typedef {{id: string | null, steps: Step[], latest: {text: string, machine: Article | null, journal: Journal} | null}} Open
 */

import { added, redone, undone, without } from '../desk/journal.js';
import { FieldConflict, KeepingError } from './database.js';
import { fieldsOf, keptOf, summed } from './record.js';

export class Keeper {
  /** What is under way; changes wait for each other. @type {Promise<void>} */
  #queue = Promise.resolve();
  #waiting = 0;
  /** @type {Open} */
  #open = { id: null, steps: [], latest: null };
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
    const open = this.#open;
    const { text, machine, journal } = this.store.get();
    return this.#enqueue(async () => {
      if (!open.id) await this.#add(open, text, machine, journal);
    });
  }

  /**
   * After a correction. An article that has been corrected is kept from then on: that work must not be lost.
   * @param {Step} step
   */
  step(step) {
    const open = this.#open;
    if (this.#isOff && !open.id) return Promise.resolve();
    const { text, machine, journal } = this.store.get();
    open.latest = { text, machine, journal };
    open.steps.push(step);
    // What is done while another change is being written goes in with one transaction: who is fast must not run ahead of the disk.
    if (open.steps.length > 1) return this.#queue;
    return this.#enqueue(async () => {
      const steps = open.steps.splice(0);
      const latest = open.latest ?? { text, machine, journal };
      if (!open.id) return this.#add(open, latest.text, latest.machine, latest.journal);
      const isBehind = this.#isBehind;
      await this.#change(open.id, ({ head, body }) => {
        const next = isBehind ? latest.journal : steps.reduce(stepped, body.journal);
        return summed({ head, body: { ...body, journal: next } });
      });
      this.#isBehind = false;
    });
  }

  /**
   * The text has been edited and annotated anew. If another tab has edited it too, both texts are kept.
   * @param {string} former  the text as it was opened
   */
  annotated(former) {
    const open = this.#open;
    const { text, machine, kept, journal } = this.store.get();
    if (!open.id) return Promise.resolve();
    return this.#enqueue(async () => {
      if (!open.id) return;
      let isTaken = false;
      await this.#change(open.id, (now) => {
        isTaken = now.body.text !== former && now.body.text !== text;
        return isTaken ? now : summed({ head: now.head, body: { ...now.body, text, article: machine } });
      }, () => !isTaken);
      if (!isTaken) return;
      await this.#add(open, text, machine, journal, kept?.fields);
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

  /** Takes the open article out of the library, with everything that was kept of it. It stays on the page. */
  forget() {
    const { kept } = this.store.get();
    if (!kept) return Promise.resolve();
    const open = this.#open;
    return this.#enqueue(async () => {
      await this.library.remove([kept.id]);
      open.id = null;
      this.store.set({ kept: null, keeping: '' });
    });
  }

  /**
   * An article of the library is open from now on.
   * @param {Kept} kept
   */
  opened({ head, body }) {
    this.#open = { id: head.id, steps: [], latest: null };
    this.store.set({ kept: { id: head.id, fields: fieldsIn(head) }, journal: body.journal, keeping: 'saved' });
  }

  /** Another article is open from now on, or none. */
  leave() {
    this.#open = { id: null, steps: [], latest: null };
    this.#isBehind = false;
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
    else this.#gone();
  }

  #gone() {
    this.#open.id = null;
    this.store.set({ kept: null, keeping: '', notice: { key: 'keep.gone', tone: 'warning' } });
  }

  /** Resolves when everything that was done is kept. */
  settled() {
    return this.#queue;
  }

  /**
   * @param {Open} open
   * @param {string} text
   * @param {Article | null} machine
   * @param {Journal} journal
   * @param {Partial<Fields>} [fields]
   */
  async #add(open, text, machine, journal, fields = fieldsOf(text, machine)) {
    const kept = keptOf(text, machine, fields, journal);
    await this.library.add([kept]);
    open.id = kept.head.id;
    // Meanwhile another article may have been opened.
    if (this.#open === open) this.store.set({ kept: { id: kept.head.id, fields: fieldsIn(kept.head) } });
  }

  /**
   * @param {string} id
   * @param {(now: Kept) => Kept} change
   * @param {() => boolean} [isWanted]  whether the page is to show what is stored now
   */
  async #change(id, change, isWanted = () => true) {
    const now = await this.library.change(id, change);
    if (this.store.get().kept?.id !== id) return;
    if (!now) this.#gone();
    else if (this.#waiting === 1 && this.#open.steps.length === 0 && isWanted()) this.onOther(now);
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
