/**
 * The page's side of the worker. One text at a time; stopping ends the worker and starts another from what is already loaded,
 * without asking the network.
 *
 * @typedef {import('./schema.js').Article} Article
 * @typedef {import('./worker.js').Report} Report
 * @typedef {{module: WebAssembly.Module, pack: ArrayBuffer}} Model
 */

import { ownScript } from './trust.js';

/** What goes wrong, by the key of the text that says so; `message` is for those who want to know more. */
export class RecogniserError extends Error {
  /**
   * @param {'error.load' | 'error.start' | 'error.annotate'} key
   * @param {unknown} cause
   */
  constructor(key, cause) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.key = key;
  }
}

/** The work was ended by the user. */
export class Stopped extends Error {}

export class Recogniser {
  /** @type {Promise<Model> | undefined} */
  #model;
  /** @type {Promise<Worker> | undefined} */
  #worker;
  /** Ends the work under way. @type {((error: Error) => void) | undefined} */
  #end;
  /** Ends with the text under way: a worker has one at a time. @type {Promise<unknown>} */
  #turn = Promise.resolve();

  /**
   * @param {string} wasm address of the WebAssembly module
   * @param {string} pack address of the language pack
   */
  constructor(wasm, pack) {
    this.wasm = wasm;
    this.pack = pack;
  }

  /** Resolves when a text can be annotated; rejects with a `RecogniserError`. After a failure the next call tries again. */
  async load() {
    this.#model ??= fetchModel(this.wasm, this.pack);
    this.#worker ??= this.#model.then(startWorker);
    try {
      return await this.#worker;
    } catch (error) {
      this.#model = this.#worker = undefined;
      throw error;
    }
  }

  /**
   * @param {string} text
   * @param {(share: number) => void} onProgress
   * @returns {Promise<Article>}
   */
  annotate(text, onProgress) {
    const article = this.#turn.then(() => this.#annotate(text, onProgress));
    this.#turn = article.catch(() => {});
    return article;
  }

  /**
   * @param {string} text
   * @param {(share: number) => void} onProgress
   * @returns {Promise<Article>}
   */
  async #annotate(text, onProgress) {
    const worker = await this.load();
    return new Promise((resolve, reject) => {
      this.#end = (error) => {
        worker.terminate();
        this.#worker = undefined;
        reject(error);
        // The next text should not wait for a worker to start; if it cannot start, that text will hear of it.
        this.load().catch(() => {});
      };
      worker.onmessage = ({ data }) => {
        const report = /** @type {Report} */ (data);
        if ('progress' in report) onProgress(report.progress);
        else if ('article' in report) resolve(report.article);
        // A module that has trapped cannot be used again.
        else if ('failure' in report) this.#end?.(new RecogniserError('error.annotate', report.failure));
      };
      worker.onerror = (event) => this.#end?.(new RecogniserError('error.annotate', event.message));
      worker.onmessageerror = () => this.#end?.(new RecogniserError('error.annotate', 'the result could not be handed over'));
      worker.postMessage({ text });
    });
  }

  stop() {
    this.#end?.(new Stopped());
    this.#end = undefined;
  }
}

/**
 * @param {string} wasm
 * @param {string} pack
 * @returns {Promise<Model>}
 */
async function fetchModel(wasm, pack) {
  try {
    const [module, bytes] = await Promise.all([fetched(wasm).then(compile), fetched(pack).then((response) => response.arrayBuffer())]);
    return { module, pack: bytes };
  } catch (error) {
    throw new RecogniserError('error.load', error);
  }
}

/** @param {string} url */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return response;
}

/** @param {Response} response */
async function compile(response) {
  // Streaming asks for the right media type, which not every host sends.
  const streams = response.headers.get('Content-Type')?.startsWith('application/wasm');
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * @param {Model} model
 * @returns {Promise<Worker>}
 */
function startWorker(model) {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {unknown} */ cause) => {
      worker.terminate();
      reject(new RecogniserError('error.start', cause));
    };
    const worker = new Worker(ownScript(new URL('./worker.js', import.meta.url)), { type: 'module' });
    worker.onerror = (event) => fail(event.message ?? 'the worker could not be loaded');
    worker.onmessage = ({ data }) => {
      const report = /** @type {Report} */ (data);
      if ('ready' in report) resolve(worker);
      else if ('failure' in report) fail(report.failure);
    };
    worker.postMessage(model);
  });
}
