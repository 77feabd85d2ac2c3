/**
 * Takes the README's picture: `node tests/browser/screenshot.mjs ADDRESS ARTICLE OUT.png [WIDTH] [HEIGHT] [light|dark]`, while
 * `kavichki serve` runs at the address. CHROMIUM names the browser if it is not where Debian puts it.
 */

import { readFileSync } from 'node:fs';

import puppeteer from 'puppeteer-core';

const [address, article, out, width = '1280', height = '900', scheme = 'light'] = process.argv.slice(2);
if (!out) {
  console.error('usage: node screenshot.mjs ADDRESS ARTICLE OUT.png [WIDTH] [HEIGHT] [light|dark]');
  process.exit(2);
}
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
await page.setViewport({ width: Number(width), height: Number(height) });
await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
await page.goto(`${address}?lang=bg`);
const state = (wanted) => page.waitForFunction((s) => document.documentElement.dataset.state === s, { timeout: 60_000 }, wanted);
await state('ready');
await page.$eval('#text', (field, text) => {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}, readFileSync(article, 'utf8'));
await page.focus('#text');
await page.keyboard.down('Control');
await page.keyboard.press('Enter');
await page.keyboard.up('Control');
await state('done');
await page.screenshot({ path: out });
await browser.close();
