/** Long work on the page's own thread, cut into slices, so that the page goes on answering. */

/** How long the page may be busy at a stretch, in milliseconds: less than a frame. */
const SLICE = 12;

export class Slices {
  #ends = performance.now() + SLICE;

  /** @param {AbortSignal} signal ends the work at the next rest */
  constructor(signal) {
    this.signal = signal;
  }

  areDue() {
    return performance.now() > this.#ends;
  }

  /** Lets the browser handle what has come in. A task, not a frame: frames stand still in a hidden tab. */
  async rest() {
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
    this.signal.throwIfAborted();
    this.#ends = performance.now() + SLICE;
  }

  async restIfDue() {
    if (this.areDue()) await this.rest();
  }
}
