/**
 * What runs in Node, timed on one text after another: `node speed.mjs SYSTEM TEXTS.json ROUNDS FOLDER`.
 *
 * TEXTS.json is an array of strings; FOLDER holds `npm/node_modules` (wink-nlp, compromise) and `page/site` (a built page). Every
 * text is annotated once to warm up. Prints the processor seconds of each round as a JSON array.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [system, file, rounds, folder] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(folder, 'npm', 'here.js')));

/** Each gives a function of a text that returns how much it found: what is not used could be left undone. */
const SYSTEMS = {
  async kavichki() {
    const site = join(folder, 'page', 'site');
    const named = (/** @type {string} */ place, /** @type {RegExp} */ pattern) => {
      const found = readdirSync(place).find((name) => pattern.test(name));
      if (!found) throw new Error(`${place} has nothing like ${pattern}`);
      return join(place, found);
    };
    const page = named(site, /^page\b/);
    const { Annotator, initSync } = await import(pathToFileURL(join(page, 'kavichki.js')).href);
    initSync({ module: new WebAssembly.Module(readFileSync(named(site, /\.wasm$/))) });
    const annotator = new Annotator(new Uint8Array(readFileSync(named(site, /\.pack$/))));
    return (text) => annotator.annotate(text).entities.length;
  },
  async wink() {
    const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'));
    return (text) => nlp.readDoc(text).entities().out(nlp.its.detail).length;
  },
  async compromise() {
    const nlp = require('compromise');
    return (text) => {
      const doc = nlp(text);
      return doc.topics().json({ offset: true }).length + doc.quotations().json({ offset: true }).length;
    };
  },
};

const texts = JSON.parse(readFileSync(file, 'utf8'));
const annotate = await SYSTEMS[system]();
const all = () => texts.reduce((/** @type {number} */ sum, /** @type {string} */ text) => sum + annotate(text), 0);
if (all() === 0) throw new Error(`${system} found nothing`);
const seconds = [];
for (let round = 0; round < Number(rounds); round++) {
  const start = process.cpuUsage();
  all();
  const { user, system: kernel } = process.cpuUsage(start);
  seconds.push((user + kernel) / 1e6);
}
console.log(JSON.stringify(seconds));
