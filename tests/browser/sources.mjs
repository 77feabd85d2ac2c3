/** What can be said of the page's sources without a browser. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { LAYERED } from './fixture.mjs';
import { vendored } from './vendor.mjs';
import { languageFor, TEXTS } from '../../www/page/i18n.js';
import { paragraphs } from '../../www/page/segments.js';
import { speakersOf, wordsOf } from '../../www/page/speakers.js';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const scripts = readdirSync(new URL('www/page/', root), { recursive: true }).filter((name) => name.endsWith('.js') && !name.startsWith('vendored/'));

export const sourceTests = {
  'the types hold (tsc --checkJs, strict)': () => {
    for (const project of ['tsconfig.json', 'tsconfig.worker.json']) {
      try {
        execFileSync('npx', ['tsc', '-p', project], { encoding: 'utf8', cwd: new URL('.', import.meta.url) });
      } catch (error) {
        throw new Error(error.stdout);
      }
    }
  },

  'the libraries that the page uses are those of the lock file, to the byte': () => {
    for (const { path, content } of vendored()) assert.equal(readFileSync(path, 'utf8'), content, `${path.pathname}: run node tests/browser/vendor.mjs`);
  },

  'both languages say the same things': () => {
    assert.deepEqual(Object.keys(TEXTS.bg).sort(), Object.keys(TEXTS.en).sort());
    for (const [key, text] of Object.entries(TEXTS.en)) {
      const places = (value) => [...new Set(JSON.stringify(value).match(/\{\w+\}/g))].sort();
      assert.equal(typeof text, typeof TEXTS.bg[key], key);
      assert.deepEqual(places(text).filter((place) => place !== '{n}'), places(TEXTS.bg[key]).filter((place) => place !== '{n}'), key);
      // The marks are single letters; all else that is the same in both languages has been forgotten.
      if (!key.startsWith('mark.') && !/^[{}\w\s,.%]*$/.test(JSON.stringify(text).replaceAll('"', ''))) assert.notDeepEqual(text, TEXTS.bg[key], key);
      if (!key.startsWith('mark.')) assert.doesNotMatch(JSON.stringify(text), /\p{Script=Cyrillic}/u, key);
    }
  },

  'every text that is asked for exists, and no text is left over': () => {
    const sources = [read('www/index.html'), ...scripts.filter((name) => name !== 'i18n.js' && !name.startsWith('texts/')).map((name) => read(`www/page/${name}`))].join('\n');
    const used = new Set([
      ...[...sources.matchAll(/data-i18n(?:-[a-z-]+)?="([^"]+)"/g)].map((match) => match[1]),
      ...[...sources.matchAll(/'([a-z]+(?:\.[a-zA-Z.]+)?)'/g)].map((match) => match[1]),
      ...[...sources.matchAll(/\bsay\('([^']+)'/g)].map((match) => match[1]),
    ]);
    for (const [, key] of sources.matchAll(/data-i18n(?:-[a-z-]+)?="([^"]+)"/g)) assert.ok(key in TEXTS.bg, key);
    for (const [, key] of sources.matchAll(/\bsay\('([^']+)'/g)) assert.ok(key in TEXTS.bg, key);
    const computed = /^(type|one|mark|kind|why|theme|status|quotation|by|did|keeping|keys|desk\.picking)\.|^desk\.(start|end)/;
    for (const key of Object.keys(TEXTS.bg)) assert.ok(used.has(key) || computed.test(key), `nobody says ${key}`);
  },

  'the page has words for every reason that the recogniser gives': () => {
    const folder = new URL('src/quotations/', root);
    if (!existsSync(folder)) return;
    // Signs that the model weighs are no reasons for readers.
    const sources = readdirSync(folder).map((name) => read(`src/quotations/${name}`)).join('\n').replace(/\bsigns\.add\("[^"]*"/g, '');
    const codes = new Set([
      ...[...sources.matchAll(/"((?:verb|speaker|noun|adjective)-[a-z-]+|according-to|quoted-by|bare-speech)"/g)].map((match) => match[1]),
      ...[...sources.matchAll(/\bbare\([^"]*"([a-z-]+)"/g)].map((match) => match[1]),
      ...[...sources.matchAll(/\bquotation\(reading, "([a-z-]+)"/g)].map((match) => match[1]),
    ]);
    for (const code of codes) assert.ok(`why.${code}` in TEXTS.bg, code);
  },

  'the interface speaks the language of the address, then the chosen one, then the browser’s': () => {
    assert.equal(languageFor('?lang=en', 'bg', ['bg']), 'en');
    assert.equal(languageFor('?lang=xx', 'bg', ['en']), 'bg');
    assert.equal(languageFor('', null, ['de-AT', 'bg-BG', 'en']), 'bg');
    assert.equal(languageFor('', 'toString', []), 'en');
  },

  'every pair of colours that meets reaches WCAG AA in both schemes': () => {
    const css = read('www/page/kavichki.css');
    const palette = Object.fromEntries([...css.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\)/g)].map(([, name, ...pair]) => [name, pair]));
    const types = ['per', 'org', 'loc', 'evt', 'pro', 'number'];
    const grounds = ['sheet', 'quote', 'quote-reported', 'quote-inner', 'quote-active', 'speaker'];
    const pairs = [
      ...['ink', ...types].flatMap((text) => grounds.map((ground) => [text, ground])),
      ...['ink', 'muted', 'accent', ...types].map((text) => [text, 'paper']),
      ...['muted', 'accent'].map((text) => [text, 'sheet']),
      ...types.map((ground) => ['sheet', ground]),
      ['muted', 'quote-reported'],
      ['on-accent', 'accent'],
      ['ink', 'warning-ground'],
      ['ink', 'error-ground'],
    ];
    const tooClose = [];
    for (const [text, ground] of pairs) {
      for (const scheme of [0, 1]) {
        const ratio = contrast(palette[text][scheme], palette[ground][scheme]);
        if (ratio < 4.5) tooClose.push(`${text} on ${ground}, ${['light', 'dark'][scheme]}: ${ratio.toFixed(2)}`);
      }
    }
    for (const scheme of [0, 1]) {
      for (const edge of ['quote-edge', 'focus']) {
        const ratio = contrast(palette[edge][scheme], palette.sheet[scheme]);
        if (ratio < 3) tooClose.push(`${edge}: ${ratio.toFixed(2)}`);
      }
    }
    assert.deepEqual(tooClose, []);
  },

  'pieces hold all of the text and each layer exactly, however layers overlap': () => {
    const random = mulberry32(7);
    for (let round = 0; round < 300; round += 1) {
      const text = Array.from({ length: 80 }, () => 'аб в\n\n\u2028😀.'[Math.floor(random() * 10)] ?? ' ').join('');
      const span = () => {
        const [start, end] = [Math.floor(random() * text.length), Math.floor(random() * text.length)].sort((a, b) => a - b);
        return { start, end: end + 1 };
      };
      const quotations = Array.from({ length: 4 }, (_, i) => ({ id: `q${i}`, type: 'direct', content: [span()], cue: span(), speaker: span(), why: [] }));
      const entities = Array.from({ length: 3 }, (_, i) => ({ id: `e${i}`, type: 'PER', mentions: [{ id: `m${i}`, ...span(), kind: 'name' }] }));
      const { whole, layers } = flatten(paragraphs(text, { blocks: [], entities, quotations }));
      assert.equal(whole, text);
      for (const { id, content, cue, speaker } of quotations) {
        for (const [part, { start, end }] of Object.entries({ content: content[0], cue, speaker })) {
          assert.equal(words(layers.get(`${id} ${part}`) ?? ''), words(text.slice(start, end)), `${id} ${part}`);
        }
      }
      for (const { mentions: [{ id, start, end }] } of entities) assert.equal(words(layers.get(id) ?? ''), words(text.slice(start, end)));
    }
  },

  'a long paragraph is cut into stretches that lose nothing': () => {
    for (const text of ['дума '.repeat(30_000), 'б'.repeat(100_000), '😀'.repeat(50_000)]) {
      const { whole, stretches } = flatten(paragraphs(text, { blocks: [], entities: [], quotations: [] }));
      assert.equal(whole, text);
      assert.ok(stretches.length > 5);
      for (const stretch of stretches) assert.ok(stretch.isWellFormed());
    }
  },

  'speakers come in the order of the article, the unknown last, with all their quotations': () => {
    const { text, article } = LAYERED;
    const speakers = speakersOf(article);
    assert.deepEqual(speakers.map(({ name, quotations }) => [name, quotations.map(({ id }) => id)]), [
      ['БТА', ['q1']],
      ['Иво Ралев', ['q2', 'q3']],
      [null, ['q4']],
    ]);
    assert.equal(wordsOf(speakers[1].quotations[1], text), 'Няма да спрем […] докато не стане');
  },
};

/** Text without what stands between paragraphs. */
function words(text) {
  return text.replace(/\s+/g, '');
}

function flatten(all) {
  let whole = '';
  const layers = new Map();
  const stretches = [];
  const walk = (tree, over) => {
    if (typeof tree === 'string') {
      whole += tree;
      for (const key of over) layers.set(key, (layers.get(key) ?? '') + tree);
      return;
    }
    const keys = 'stretch' in tree ? [] : 'mention' in tree ? [tree.mention.id] : tree.quotations.map(({ id }) => `${id} ${tree.part}`);
    const before = whole.length;
    for (const child of tree.children) walk(child, [...over, ...keys]);
    if ('stretch' in tree) stretches.push(whole.slice(before));
  };
  for (const { before, children } of all) {
    whole += before;
    for (const child of children) walk(child, []);
  }
  return { whole, layers, stretches };
}

/** WCAG 2.2: contrast ratio of two colours. */
function contrast(one, other) {
  const luminance = (hex) => {
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** A small generator with a seed, so that a failure can be seen again. */
function mulberry32(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
