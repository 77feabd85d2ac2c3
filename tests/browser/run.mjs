/** Runs every test, those of the page once in each browser, and counts. */

import puppeteer from 'puppeteer-core';

import { correctionTests } from './corrections.mjs';
import { deskTests } from './desk.mjs';
import { libraryPageTests, libraryTests } from './library.mjs';
import { hasCommandLine, pageTests } from './page.mjs';
import { sourceTests } from './sources.mjs';
import { speedTests } from './speed.mjs';

const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.some((part) => name.includes(part));
let passed = 0;
let failed = 0;

/** A test that hangs must not hang the others. */
const PATIENCE = 120_000;

async function run(name, test) {
  if (!isWanted(name)) return;
  const start = performance.now();
  let timer;
  try {
    const patience = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`not done after ${PATIENCE} ms`)), PATIENCE)));
    await Promise.race([test(), patience]);
    passed += 1;
    console.log(`ok      ${name} (${Math.round(performance.now() - start)} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${String(error?.stack ?? error).replace(/^/gm, '        ')}`);
  } finally {
    clearTimeout(timer);
  }
}

if (!hasCommandLine) console.log('# this program has no `annotate`: what the page shows is not compared with the command line');
for (const [name, test] of Object.entries({ ...sourceTests, ...correctionTests, ...libraryTests, ...speedTests })) await run(name, test);

const browsers = {
  chromium: () =>
    puppeteer.launch({
      executablePath: process.env.CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    }),
  firefox: () => puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX }),
};
const windowTests = { ...pageTests, ...deskTests, ...libraryPageTests };
for (const [browserName, launch] of Object.entries(browsers)) {
  const names = Object.keys(windowTests).filter((name) => isWanted(`${browserName}: ${name}`));
  if (names.length === 0) continue;
  const browser = await launch();
  console.log(`# ${await browser.version()}`);
  for (const name of names) await run(`${browserName}: ${name}`, () => windowTests[name](browser, browserName));
  await browser.close();
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
