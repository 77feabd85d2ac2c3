/** Opening the page, and reading and using it as every test does. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { LAYERED, standIn } from './fixture.mjs';
import { Host, readSite } from './host.mjs';

export const SITE = join(process.env.SITE ?? '', 'page');
export const KAVICHKI = process.env.KAVICHKI ?? '';
const AXE = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

// ---- opening and reading the page

/**
 * A window of its own at the page, from a host of its own; both are closed afterwards.
 * @param {{query?: string, standIn?: boolean, width?: number, height?: number, hasTouch?: boolean, scheme?: string, prepare?: (host: Host) => void, ready?: boolean, mayComplain?: boolean}} options
 * @param {(window: {page: any, host: Host, url: string}) => Promise<void>} test
 */
export async function visit(browser, options, test) {
  const site = readSite(SITE);
  if (options.standIn) {
    const glue = [...site.keys()].find((path) => path.endsWith('/kavichki.js'));
    site.set(glue, Buffer.from(standIn([LAYERED])));
  }
  const host = new Host(site);
  options.prepare?.(host);
  const url = await host.start();
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Trusted/i.test(message.text())) complaints.push(message.text());
  });
  try {
    await page.setViewport({ width: options.width ?? 1200, height: options.height ?? 900, hasTouch: options.hasTouch ?? false });
    if (options.scheme) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: options.scheme }]);
    await page.goto(url + (options.query ?? '?lang=bg'));
    if (options.ready !== false) await state(page, 'ready');
    await test({ page, host, url });
    if (!options.mayComplain) assert.deepEqual(complaints, [], 'the page complained');
  } finally {
    await context.close();
    await host.stop();
  }
}

export const state = (page, ...names) =>
  page.waitForFunction((wanted) => wanted.includes(document.documentElement.dataset.state), { timeout: 60_000, polling: 50 }, names);
export const content = (page, selector) => page.$eval(selector, (element) => element.textContent);
export const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
export const visible = (page, selector) => page.$eval(selector, (element) => element.checkVisibility());

/** Puts a text into the field without a keyboard, as a script would. */
export async function fill(page, text) {
  if (await visible(page, '#edit')) {
    await page.click('#edit');
    await state(page, 'ready');
  }
  await page.$eval('#text', (field, value) => (field.value = value), text);
}

export async function annotate(page, text) {
  await fill(page, text);
  await page.click('#annotate');
  await state(page, 'done', 'error');
  assert.equal(await page.$eval('html', (root) => root.dataset.state), 'done');
}

export async function assertNoHorizontalScroll(page, what) {
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(inner <= outer, `${what}: ${inner} > ${outer}`);
}

export async function assertAccessible(page, what) {
  const violations = await page.evaluate(`(() => { ${AXE}; return axe.run(document, { resultTypes: ['violations'] }); })().then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ target, failureSummary }) => target + ' ' + failureSummary).join('; ')))`);
  assert.deepEqual(violations, [], what);
}

/** Presses a key with Control held down. */
export async function control(page, key) {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}
