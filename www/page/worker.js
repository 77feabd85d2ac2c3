/**
 * The recogniser at work, apart from the page. It receives the compiled module and the language pack once, then texts.
 *
 * @typedef {{module: WebAssembly.Module, pack: ArrayBuffer} | {text: string}} Order
 * @typedef {{ready: true} | {progress: number} | {article: import('./schema.js').Article} | {failure: string}} Report
 */

import { Annotator, initSync } from './kavichki.js';

/** @type {Annotator | undefined} */
let annotator;

/** The least growth of the share done that is worth telling. */
const STEP = 0.01;

addEventListener('message', ({ data }) => {
  const order = /** @type {Order} */ (data);
  try {
    if ('module' in order) {
      initSync({ module: order.module });
      annotator = new Annotator(new Uint8Array(order.pack));
      tell({ ready: true });
    } else if (annotator) {
      let told = 0;
      const article = annotator.annotate(order.text, (/** @type {number} */ share) => {
        if (share >= told + STEP) tell({ progress: (told = share) });
      });
      tell({ article });
    }
  } catch (error) {
    tell({ failure: error instanceof Error ? error.message : String(error) });
  }
});

/** @param {Report} report */
function tell(report) {
  postMessage(report);
}
