/**
 * What annotating costs beside the least that any reader of a text must do: cutting it into words (`Intl.Segmenter`). The same engine, the
 * same run, processor time; the code and the pack are those of the built page.
 */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { EXAMPLE } from '../../www/page/example.js';
import { SITE } from './window.mjs';

/** Times that cutting the words of a text may be outdone by. */
const MOST = 12;
/** Enough for the engine to have compiled both. */
const ROUNDS = 40;

const file = (folder, pattern) => join(folder, readdirSync(folder).find((name) => pattern.test(name)));

/** Microseconds of processor time, the least of some rounds: what else the machine does only adds. */
function least(work) {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return user + system;
  });
  return Math.min(...rounds);
}

/** The first article of the gold where it stands beside the project, else the page's example. */
function article() {
  const raw = join(process.env.SHARED ?? join(import.meta.dirname, '../../../shared'), 'gold/seed/raw');
  try {
    return readFileSync(file(raw, /\.txt$/), 'utf8');
  } catch {
    console.log('# there is no gold beside the project: the page’s example is timed in place of the first article');
    return EXAMPLE;
  }
}

export const speedTests = {
  async [`annotating takes less than ${MOST} times as long as cutting words`]() {
    const { Annotator, initSync } = await import(pathToFileURL(join(file(SITE, /^page\b/), 'kavichki.js')).href);
    initSync({ module: new WebAssembly.Module(readFileSync(file(SITE, /\.wasm$/))) });
    const annotator = new Annotator(new Uint8Array(readFileSync(file(SITE, /\.pack$/))));
    const text = article();
    const words = new Intl.Segmenter('bg', { granularity: 'word' });
    const cut = () => {
      let found = 0;
      for (const segment of words.segment(text)) found += segment.isWordLike ? 1 : 0;
      return found;
    };
    const annotate = () => annotator.annotate(text).entities.length;
    assert.ok(cut() > 0 && annotate() > 0);
    const [slow, quick] = [least(annotate), least(cut)];
    console.log(`# ${text.length} UTF-16 units: annotating ${slow} µs, cutting words ${quick} µs, ${(slow / quick).toFixed(1)} times`);
    assert.ok(slow < MOST * quick, `${(slow / quick).toFixed(1)} times`);
  },
};
