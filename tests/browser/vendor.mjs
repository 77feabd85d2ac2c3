/**
 * Copies the libraries that the page uses from `node_modules` into `www/page/vendored/`, each with its version and licence. Their
 * versions and hashes are those of package-lock.json; a test holds the copies to them. `node tests/browser/vendor.mjs`, after `npm ci`.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What is taken from each package. */
const LIBRARIES = [{ name: 'idb', file: 'build/index.js' }];

const target = new URL('../../www/page/vendored/', import.meta.url);

/** @returns {{path: URL, content: string}[]} */
export function vendored() {
  return LIBRARIES.map(({ name, file }) => {
    const read = (path) => readFileSync(new URL(`node_modules/${name}/${path}`, import.meta.url), 'utf8');
    const { version, license, repository } = JSON.parse(read('package.json'));
    const origin = String(repository?.url ?? '').replace(/^git(\+ssh|\+https)?:\/\/(git@)?/, 'https://');
    const comment = [`${name} ${version}, ${license}, ${origin}`, 'A copy made by tests/browser/vendor.mjs; not to be changed here.', '', ...read('LICENSE').trim().split('\n')];
    const header = comment.map((line) => `// ${line}`.trimEnd()).join('\n');
    return { path: new URL(`${name}.js`, target), content: `// @ts-nocheck\n${header}\n\n${read(file).trim()}\n` };
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  mkdirSync(target, { recursive: true });
  for (const { path, content } of vendored()) writeFileSync(path, content);
}
