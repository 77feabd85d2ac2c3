/**
 * The library as the browser keeps it: IndexedDB, on this machine.
 *
 * Every change is one transaction that reads what is there now, changes it and writes it: it happens as a whole or not at all, also when
 * the tab is killed in the middle, and two tabs that change the same article both have their change. Other tabs hear of it.
 *
 * @typedef {import('./record.js').Kept} Kept
 * @typedef {import('./record.js').Head} Head
 * @typedef {any} Database  idb's `IDBPDatabase`: its types are not vendored
 * @typedef {{ids: string[]}} News  articles that have been changed or removed by another tab
 */

import { openDB } from '../vendored/idb.js';

/** What goes wrong with keeping, by the key of the text that says so. */
export class KeepingError extends Error {
  /**
   * @param {'keep.blocked' | 'keep.full' | 'keep.newer' | 'keep.failed'} key
   * @param {unknown} cause
   */
  constructor(key, cause) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.key = key;
  }
}

const NAME = 'kavichki';
const VERSION = 1;

export class Library {
  /** @type {Promise<Database> | undefined} */
  #database;
  /** @type {BroadcastChannel | undefined} */
  #channel;

  /** @param {(news: News) => void} onNews  another tab has changed something */
  constructor(onNews) {
    this.onNews = onNews;
  }

  /**
   * Opens the database; rejects with a `KeepingError` where the browser keeps nothing. After a failure the next call tries again.
   * @returns {Promise<Database>}
   */
  async #open() {
    if (!this.#channel && 'BroadcastChannel' in globalThis) {
      this.#channel = new BroadcastChannel(NAME);
      this.#channel.onmessage = ({ data }) => this.onNews(data);
    }
    try {
      return await (this.#database ??= this.#begin());
    } catch (error) {
      this.#database = undefined;
      throw failure(error);
    }
  }

  /** @returns {Promise<Database>} */
  async #begin() {
    return openDB(NAME, VERSION, {
      upgrade(/** @type {Database} */ database) {
        database.createObjectStore('heads', { keyPath: 'id' });
        database.createObjectStore('bodies', { keyPath: 'id' });
      },
      // A later version of the page wants to change the database: this one stands aside, and opens it anew when it is needed.
      blocking: (/** @type {number} */ _, /** @type {number} */ __, /** @type {Event} */ event) => {
        /** @type {IDBDatabase} */ (event.target).close();
        this.#database = undefined;
      },
      terminated: () => {
        this.#database = undefined;
      },
    });
  }

  /** @returns {Promise<Head[]>} */
  async heads() {
    const database = await this.#open();
    return database.getAll('heads').catch(rethrow);
  }

  /**
   * @param {string} id
   * @returns {Promise<Kept | null>}
   */
  async read(id) {
    const transaction = (await this.#open()).transaction(['heads', 'bodies'], 'readonly');
    const [head, body] = await Promise.all([transaction.objectStore('heads').get(id), transaction.objectStore('bodies').get(id)]).catch(rethrow);
    return head && body ? { head, body } : null;
  }

  /**
   * Adds articles that are not in it yet.
   * @param {Kept[]} all
   */
  async add(all) {
    await this.#write(all.map(({ head }) => head.id), (heads, bodies) => {
      for (const { head, body } of all) {
        heads.add(head);
        bodies.add(body);
      }
      return Promise.resolve();
    });
  }

  /**
   * Changes an article as it is now.
   * @param {string} id
   * @param {(now: Kept) => Kept} change  from what is stored to what shall be; what it throws ends the transaction, and nothing is changed
   * @returns {Promise<Kept | null>} as stored now; `null` if it is no longer there
   */
  async change(id, change) {
    /** @type {Kept | null} */
    let result = null;
    await this.#write([id], async (heads, bodies) => {
      const [head, body] = await Promise.all([heads.get(id), bodies.get(id)]);
      if (!head || !body) return;
      const next = change({ head, body });
      const version = head.version + 1;
      result = { head: { ...next.head, id, version, changed: new Date().toISOString() }, body: { ...next.body, id, version } };
      heads.put(result.head);
      bodies.put(result.body);
    });
    return result;
  }

  /** @param {string[]} ids */
  async remove(ids) {
    await this.#write(ids, (heads, bodies) => {
      for (const id of ids) {
        heads.delete(id);
        bodies.delete(id);
      }
      return Promise.resolve();
    });
  }

  /**
   * @param {string[]} ids
   * @param {(heads: any, bodies: any) => Promise<void>} work  must await nothing but requests of the two stores
   */
  async #write(ids, work) {
    const database = await this.#open();
    // `strict`: done means on the disk, not in a buffer of the system's.
    const transaction = database.transaction(['heads', 'bodies'], 'readwrite', { durability: 'strict' });
    // Heard from here on, or a failure of the work would be reported as nobody's.
    const done = transaction.done.then(() => null, (/** @type {unknown} */ error) => error ?? new Error('the transaction was aborted'));
    try {
      await work(transaction.objectStore('heads'), transaction.objectStore('bodies'));
    } catch (error) {
      try {
        transaction.abort();
      } catch {
        // It has ended by itself.
      }
      await done;
      throw failure(transaction.error ?? error);
    }
    const ended = await done;
    if (ended) throw failure(transaction.error ?? ended);
    this.#channel?.postMessage({ ids });
  }
}

/**
 * @param {unknown} error
 * @returns {never}
 */
function rethrow(error) {
  throw failure(error);
}

/** @param {unknown} error */
function failure(error) {
  if (error instanceof KeepingError || error instanceof FieldConflict) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return new KeepingError('keep.full', error);
  if (name === 'VersionError') return new KeepingError('keep.newer', error);
  if (name === 'SecurityError' || name === 'InvalidStateError' || name === 'UnknownError' || name === 'TypeError' || name === 'ReferenceError') {
    return new KeepingError('keep.blocked', error);
  }
  return new KeepingError('keep.failed', error);
}

/** A field has another value than the one that was being changed: another tab was at it. */
export class FieldConflict extends Error {
  /**
   * @param {string} field
   * @param {string} stored
   */
  constructor(field, stored) {
    super(`${field} has been changed meanwhile`);
    this.field = field;
    this.stored = stored;
  }
}
