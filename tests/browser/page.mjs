/**
 * The page, driven as a person would. Each test gets a browser and opens its own window in it.
 *
 * Where a test is about what the page does with a result, a stand-in for the recogniser gives it (fixture.mjs); everything else
 * runs on the site as it was built.
 */

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { LAYERED } from './fixture.mjs';
import { laterVersion } from './host.mjs';
import { annotate, assertAccessible, assertNoHorizontalScroll, content, control, fill, KAVICHKI, rest, SITE, state, visible, visit } from './window.mjs';
import { EXAMPLE } from '../../www/page/example.js';

/** Layers as the contract tells them: by id, the stretches of `#article`'s text that they lie over. */
function layersOf(page) {
  return page.evaluate(() => {
    const layers = { mentions: {}, quotations: {} };
    const add = (spans, start, end) => {
      const last = spans[spans.length - 1];
      if (last?.[1] === start) last[1] = end;
      else spans.push([start, end]);
    };
    const article = document.querySelector('#article');
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    let offset = 0;
    while (walker.nextNode()) {
      const end = offset + walker.currentNode.data.length;
      for (let element = walker.currentNode.parentElement; element !== article; element = element.parentElement) {
        const { mention, entity, type, quotation, part } = element.dataset;
        if (mention) {
          layers.mentions[mention] ??= { entity, type, spans: [] };
          add(layers.mentions[mention].spans, offset, end);
        }
        for (const id of quotation?.split(' ') ?? []) add(((layers.quotations[id] ??= {})[part] ??= []), offset, end);
      }
      offset = end;
    }
    return layers;
  });
}

/** The same from a result; stretches do not reach over line breaks. */
function expectedLayers(article, text) {
  const parts = (spans) => {
    const found = [];
    for (const { start, end } of spans) {
      for (const line of text.slice(start, end).matchAll(/[^\n\r\u2028\u2029]+/g)) {
        const span = [start + line.index, start + line.index + line[0].length];
        const from = lastBreak(text, span[0]);
        if (text.slice(from, nextBreak(text, span[1])).trim() === '') continue;
        if (found.at(-1)?.[1] === span[0]) found.at(-1)[1] = span[1];
        else found.push(span);
      }
    }
    return found;
  };
  const layers = { mentions: {}, quotations: {} };
  for (const entity of article.entities) {
    for (const mention of entity.mentions) layers.mentions[mention.id] = { entity: entity.id, type: entity.type, spans: parts([mention]) };
  }
  for (const quotation of article.quotations) {
    const one = (layers.quotations[quotation.id] = { content: parts(quotation.content) });
    if (quotation.cue) one.cue = parts([quotation.cue]);
    if (quotation.speaker) one.speaker = parts([quotation.speaker]);
  }
  return layers;
}
const BREAK = /[\n\r\u2028\u2029]/;
function lastBreak(text, at) {
  while (at > 0 && !BREAK.test(text[at - 1])) at -= 1;
  return at;
}
function nextBreak(text, at) {
  while (at < text.length && !BREAK.test(text[at])) at += 1;
  return at;
}

export const hasCommandLine = spawnSync(KAVICHKI, ['annotate', '--help']).status === 0;

/** What the command line says of a text, or null if this program has no `annotate`. */
function commandLine(text) {
  if (!hasCommandLine) return null;
  const folder = mkdtempSync(join(tmpdir(), 'kavichki-'));
  try {
    // A file cannot hold half a surrogate pair; the page's recogniser sees the same replacement.
    writeFileSync(join(folder, 'text.txt'), text.toWellFormed());
    const run = spawnSync(KAVICHKI, ['annotate', '--format', 'jsonl', '--offsets', 'utf16', join(folder, 'text.txt')], { encoding: 'utf8', maxBuffer: 2 ** 30 });
    assert.equal(run.status, 0, run.stderr);
    return JSON.parse(run.stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function assertSameAsCommandLine(page) {
  const text = await page.$eval('#text', (field) => field.value);
  const article = commandLine(text);
  if (!article) return;
  assert.deepEqual(await layersOf(page), expectedLayers(article, text));
  const ids = (selector, name) => page.$$eval(selector, (elements, key) => [...new Set(elements.map((element) => element.dataset[key]))].sort(), name);
  assert.deepEqual(await ids('#quotations [data-quotation]', 'quotation'), article.quotations.map(({ id }) => id).sort());
  assert.deepEqual(await ids('#entities [data-entity]', 'entity'), article.entities.map(({ id }) => id).sort());
  assert.deepEqual(await ids('#entities [data-mention]', 'mention'), article.entities.flatMap(({ mentions }) => mentions.map(({ id }) => id)).sort());
}

/** Copies all of another page by the keyboard, so that the clipboard holds what a browser puts there. */
async function copyPage(page, host, url, html) {
  host.site.set('other.html', Buffer.from(`<!doctype html><meta charset="utf-8"><body>${html}`));
  await page.goto(`${url}other.html`);
  await page.click('body');
  await control(page, 'a');
  await control(page, 'c');
}

const BAD_INPUTS = {
  'one line of 100 KB': 'Иван Драгиев каза, че идва. '.repeat(2_000),
  'no spaces': 'б'.repeat(60_000),
  'line breaks of every kind': 'Първи ред.\r\nВтори.\rТрети.\u2028Четвърти.\u2029\n\n  \n\tПети.\n',
  'a byte order mark': '\uFEFFМария каза, че идва.',
  'NUL and control characters': 'Мария\u0000 каза\u0001, че\u0007 идва\u001B[31m.\u007F\u0085Край.',
  'half surrogates': 'Мария \uD800 каза: „Не \uDFFF знам“. \uDC00\uD800',
  'emoji and combining marks': '👩‍👩‍👧 Мари́я каза: „Е\u0301то 🇧🇬 го“, ѐ и й.',
  'right to left': 'שלום עולם, אמר דוד.\nМария каза: „مرحبا بالعالم“.',
  'Latin only': 'The mayor of Springfield said that the bridge will be built.',
  'another Cyrillic language': 'Мэр города заявил, что мост построят. «Мы начнём завтра», — сказала она.',
  'a thousand opening marks': '„'.repeat(1000) + 'край',
  'markup': '<img src=x onerror="window.broken=1"><script>window.broken=1</script> „<b>Не</b>“, каза Мария.',
  'invisible characters': 'Ма\u00ADрия\u200B каза,\u00A0че\u2060 идва\uFE0F.',
};

// ---- the tests

/** @type {Record<string, (browser: any, name: string) => Promise<void>>} */
export const pageTests = {
  'from the first visit to an annotated example': (browser) =>
    visit(browser, {}, async ({ page }) => {
      assert.equal(await page.$eval('html', (root) => root.lang), 'bg');
      await page.click('#example');
      await state(page, 'done');
      assert.equal(await content(page, '#article'), EXAMPLE);
      const paragraphs = await page.$$eval('#article p', (all) => all.map((one) => one.textContent));
      assert.deepEqual(paragraphs, EXAMPLE.split('\n').filter((line) => line !== ''));
      await assertSameAsCommandLine(page);
      assert.equal(await visible(page, '#editor'), false);
      await page.click('#edit');
      await state(page, 'ready');
      assert.equal(await page.$eval('#text', (field) => field.value), EXAMPLE);
    }),

  'the built-in server serves the same page under its strict policy': async (browser) => {
    const server = spawn(KAVICHKI, ['serve', '--dir', SITE, '--port', '0']);
    const url = await new Promise((resolve) => server.stdout.once('data', (line) => resolve(String(line).split(' ')[0])));
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      const complaints = [];
      page.on('console', (message) => /Content.Security.Policy|Trusted/i.test(message.text()) && complaints.push(message.text()));
      await page.goto(`${url}?lang=bg`);
      await state(page, 'ready');
      await page.click('#example');
      await state(page, 'done');
      assert.equal(await content(page, '#article'), EXAMPLE);
      await page.waitForSelector('html[data-offline="ready"]');
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
      server.kill('SIGINT');
    }
  },

  'every layer lies over exactly its words, however they overlap': (browser) =>
    visit(browser, { standIn: true }, async ({ page }) => {
      await annotate(page, LAYERED.text);
      assert.equal(await content(page, '#article'), LAYERED.text);
      assert.deepEqual(await layersOf(page), expectedLayers(LAYERED.article, LAYERED.text));
      const parts = await page.$$eval('#article [data-quotation]', (all) => all.map((one) => one.dataset.part));
      for (const part of parts) assert.ok(['content', 'cue', 'speaker'].includes(part), part);
      // The type is to be read without colours.
      const mark = await page.$eval('#article [data-mention="m1"]', (one) => getComputedStyle(one, '::after').content);
      assert.match(mark, /М/);
    }),

  'who said what, and who and what is named, link into the text': (browser) =>
    visit(browser, { standIn: true }, async ({ page }) => {
      await annotate(page, LAYERED.text);
      assert.deepEqual(await page.$$eval('#quotations h3', (all) => all.map((one) => one.textContent)), ['БТА', 'Иво Ралев', 'Без посочен източник']);
      assert.deepEqual(await page.$$eval('#quotations [data-quotation]', (all) => all.map((one) => one.dataset.quotation)), ['q1', 'q2', 'q3', 'q4']);
      assert.match(await content(page, '#entities [data-entity="e5"]'), /2000000 BGN/);
      await page.click('#quotations [data-quotation="q3"]');
      assert.ok(await visible(page, '#card'));
      const card = await content(page, '#card');
      for (const words of ['Пряка реч', 'Иво Ралев', 'каза', '80 %', 'в текста: „той“']) assert.ok(card.includes(words), words);
      const lit = (name) => page.$$eval(`#article .${name}[data-part="content"]`, (all) => [...new Set(all.map((one) => one.dataset.quotation))]);
      assert.deepEqual(await lit('active'), ['q3']);
      assert.ok((await lit('kin')).some((ids) => ids.split(' ').includes('q2')), 'the speaker’s other quotation lights up');
      await page.click('#card [aria-label="Предишно"]');
      assert.deepEqual(await lit('active'), ['q1 q2']);
      await page.click('#card .card-close');
      assert.equal(await visible(page, '#card'), false);
      await page.click('#entities [data-mention="m7"]');
      assert.match(await content(page, '#card'), /местоимение/);
    }),

  'pointing at a quotation shows its card, and tapping keeps it': (browser) =>
    visit(browser, { standIn: true }, async ({ page }) => {
      await annotate(page, LAYERED.text);
      await page.hover('#article [data-quotation="q3"]');
      await page.waitForFunction(() => document.querySelector('#card').checkVisibility());
      assert.match(await content(page, '#card'), /Иво Ралев/);
      await page.mouse.move(5, 5);
      await page.waitForFunction(() => !document.querySelector('#card').checkVisibility());
      await page.click('#article [data-quotation="q4"]');
      await page.mouse.move(5, 5);
      await rest(300);
      assert.match(await content(page, '#card'), /Без посочен източник/);
      // A place with several layers tells of all of them.
      await page.click('#article [data-mention="m3"]');
      const card = await content(page, '#card');
      for (const words of ['Липница', 'фирма „Арка“', 'Иво Ралев', 'БТА']) assert.ok(card.includes(words), words);
    }),

  'layers can be switched off and on': (browser) =>
    visit(browser, { standIn: true }, async ({ page }) => {
      await annotate(page, LAYERED.text);
      const ground = () => page.$eval('#article [data-quotation="q3"]', (one) => getComputedStyle(one).backgroundColor);
      const line = () => page.$eval('#article [data-type="PER"]', (one) => getComputedStyle(one).textDecorationLine);
      const before = await ground();
      await page.click('#legend [data-layer="quotations"]');
      await page.click('#legend [data-layer="PER"]');
      assert.notEqual(await ground(), before);
      assert.equal(await line(), 'none');
      assert.equal(await page.$eval('#legend [data-layer="PER"]', (button) => button.getAttribute('aria-pressed')), 'false');
      await page.click('#legend [data-layer="quotations"]');
      await page.click('#legend [data-layer="PER"]');
      assert.equal(await ground(), before);
      assert.equal(await line(), 'underline');
    }),

  'the keyboard alone is enough': (browser) =>
    visit(browser, { standIn: true }, async ({ page }) => {
      const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.quotation || document.activeElement.dataset.mention || document.activeElement.textContent);
      await page.evaluate(() => document.activeElement?.blur());
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'skip');
      await page.keyboard.press('Enter');
      assert.equal(await focused(), 'text');
      // Typing it letter by letter would take a minute; it comes from the clipboard.
      await page.$eval('#text', (field, text) => ((field.value = text), field.select()), LAYERED.text);
      await control(page, 'x');
      await control(page, 'v');
      await state(page, 'done');
      assert.equal(await focused(), 'article');
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'm1');
      for (const next of ['q1 q2', 'm2', 'm3', 'm4']) {
        await page.keyboard.press('ArrowRight');
        assert.equal(await focused(), next);
      }
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      assert.equal(await focused(), 'm2');
      assert.match(await content(page, '#card'), /фирма „Арка“/);
      await page.keyboard.press('Escape');
      assert.equal(await visible(page, '#card'), false);
      // One press of Tab leaves the article for the list, another one the list.
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'q1');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(), 'q3');
      await page.keyboard.press('Enter');
      assert.ok(await page.evaluate(() => document.activeElement.closest('#article') !== null));
      assert.match(await content(page, '#card'), /Иво Ралев/);
      await page.keyboard.press('Enter');
      assert.ok(await page.evaluate(() => document.activeElement.closest('#card') !== null));
      await page.keyboard.press('Escape');
      assert.ok(await page.evaluate(() => document.activeElement.closest('#article') !== null));
      assert.equal(await visible(page, '#card'), false);
      await page.keyboard.down('Shift');
      for (let i = 0; i < 20 && (await focused()) !== 'edit'; i += 1) await page.keyboard.press('Tab');
      await page.keyboard.up('Shift');
      await page.keyboard.press('Enter');
      await state(page, 'ready');
      assert.equal(await focused(), 'text');
      await control(page, 'Enter');
      await state(page, 'done');
    }),

  'a paste from another page keeps headings and paragraphs and nothing else': (browser) =>
    visit(browser, {}, async ({ page, host, url }) => {
      const html = '<h1>Заглавие на&nbsp;новината</h1><p>Първи <i>абзац</i>.<div>Ред.</div><ul><li>Точка</li></ul><script>window.broken = 1</script><p>Последен &lt;b>абзац&lt;/b>.';
      await copyPage(page, host, url, html);
      await page.goto(url);
      await state(page, 'ready');
      await page.focus('#text');
      await control(page, 'v');
      await state(page, 'done');
      const text = await page.$eval('#text', (field) => field.value);
      assert.equal(text, 'Заглавие на\u00A0новината\n\nПърви абзац.\n\nРед.\n\nТочка\n\nПоследен <b>абзац</b>.');
      assert.equal(await content(page, '#article'), text);
      assert.equal(await page.evaluate(() => window.broken), undefined);
      // A second paste over the result is the next article.
      await control(page, 'v');
      await rest(200);
      await state(page, 'done');
      assert.equal(await page.$eval('#text', (field) => field.value), text);
    }),

  'hostile HTML pastes as text': (browser) =>
    // Chromium tells that it has not run what it would not have run in an inert document anyway.
    visit(browser, { mayComplain: true }, async ({ page }) => {
      const html = `<meta charset=utf-8><h1>Едно</h1><p onclick="window.broken=1">Две<br>три <i>четири</i></p><img src=x onerror="window.broken=1">
        <script>window.broken=1</script><style>*{}</style><iframe srcdoc="<script>parent.broken=1</script>"></iframe><p hidden>скрито</p>
        <svg onload="window.broken=1"><text>рисунка</text></svg><div><p>Пет</p></div><table><tr><td>а</td><td>б</td></tr><tr><td>в</td></tr></table>
        <pre>  ред\n  ред</pre>${'<div>'.repeat(5000)}дълбоко`;
      await page.$eval('#text', (field, data) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/html', data);
        clipboardData.setData('text/plain', 'друго');
        field.focus();
        // Firefox lets nobody fill the clipboard of a real event.
        const event = Object.defineProperty(new Event('paste', { bubbles: true, cancelable: true }), 'clipboardData', { value: clipboardData });
        field.dispatchEvent(event);
      }, html);
      await state(page, 'done');
      assert.equal(await content(page, '#article'), 'Едно\n\nДве\nтри четири\n\nПет\n\nа б\nв\n\n  ред\n  ред\n\nдълбоко');
      assert.equal(await page.evaluate(() => window.broken), undefined);
    }),

  'both languages are complete and keep the text': (browser) =>
    visit(browser, { standIn: true, query: '?lang=en' }, async ({ page }) => {
      const cyrillic = () =>
        page.evaluate(() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found = [];
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!/\p{Script=Cyrillic}/u.test(walker.currentNode.data) || !element.checkVisibility()) continue;
            if (!element.closest('[lang="bg"]:not(html), #article, #quotations a, #quotations h3, #entities a, #card, .note')) found.push(walker.currentNode.data);
          }
          for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
            for (const name of ['aria-label', 'placeholder', 'title']) {
              if (/\p{Script=Cyrillic}/u.test(element.getAttribute(name) ?? '') && !element.lang) found.push(element.getAttribute(name));
            }
          }
          return found;
        });
      assert.equal(await page.$eval('html', (root) => root.lang), 'en');
      assert.deepEqual(await cyrillic(), []);
      await annotate(page, LAYERED.text);
      assert.deepEqual(await cyrillic(), []);
      assert.match(await content(page, '#said'), /Who said what.*No source given/s);
      await page.click('[data-language="bg"]');
      assert.equal(await page.$eval('html', (root) => root.lang), 'bg');
      await page.waitForFunction(() => /Кой какво каза.*Без посочен източник/s.test(document.querySelector('#said').textContent));
      assert.equal(await content(page, '#article'), LAYERED.text);
      assert.match(page.url(), /lang=bg/);
      // Without a wish in the address the last choice holds.
      await page.goto(page.url().replace('?lang=bg', ''));
      await state(page, 'ready');
      assert.equal(await page.$eval('html', (root) => root.lang), 'bg');
    }),

  'after the first load nothing is asked of any server, and the network may be off': (browser) =>
    visit(browser, { query: '' }, async ({ page, host, url }) => {
      await page.waitForSelector('html[data-offline="ready"]');
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      host.requests.length = 0;
      await annotate(page, EXAMPLE);
      await page.click('[data-language="en"]');
      await page.click('#theme');
      await page.click('#edit');
      await page.$eval('#text', (field, text) => (field.value = text), 'дума '.repeat(300_000));
      await page.click('#annotate');
      await page.keyboard.press('Escape');
      await state(page, 'ready', 'done');
      await annotate(page, 'Мария каза, че идва.');
      // The browser itself may look for an update of the service worker.
      assert.deepEqual(host.requests.filter((path) => !path.endsWith('/service-worker.js')), []);

      await host.stop();
      await page.goto(url);
      await state(page, 'ready');
      await page.click('#example');
      await state(page, 'done');
      assert.equal(await content(page, '#article'), EXAMPLE);
      await page.goto(`${url}index.html?lang=bg#t=${encodeURIComponent('Мария каза, че идва.')}`);
      await state(page, 'done');
      assert.equal(await content(page, '#article'), 'Мария каза, че идва.');
      const cookies = await page.evaluate(() => document.cookie);
      assert.equal(cookies, '');
    }),

  'an update waits, the open page goes on, and loading it keeps the text': (browser) =>
    visit(browser, { query: '' }, async ({ page, host }) => {
      await page.waitForSelector('html[data-offline="ready"]');
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      const folder = () => page.$eval('link[rel=stylesheet]', (link) => link.href.split('/').at(-2));
      const before = await folder();
      await fill(page, 'Мария каза, че идва.');
      host.site = laterVersion(host.site, (path, source) => (path === 'index.html' ? source.replace('<body>', '<body data-later>') : source));
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
      await page.waitForFunction(() => document.querySelector('#notice-action').checkVisibility());
      // The server has dropped the files of the open page; stopping makes it start a new worker from them.
      assert.equal(await folder(), before);
      await page.$eval('#text', (field) => (field.value = field.value.repeat(20_000)));
      await page.click('#annotate');
      await page.keyboard.press('Escape');
      await state(page, 'ready', 'done');
      await annotate(page, 'Мария каза, че идва.');
      await page.click('#edit');
      assert.ok(await visible(page, '#notice-action'), 'the offer stays');
      await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration()).waiting !== null);
      await page.click('#notice-close');
      // It comes again with the next visit.
      await page.reload();
      await page.waitForFunction(() => document.querySelector('#notice-action').checkVisibility());
      assert.equal(await folder(), before);
      await fill(page, 'Мария каза, че идва.');
      await Promise.all([page.waitForNavigation(), page.click('#notice-action')]);
      await state(page, 'ready');
      assert.equal(await folder(), 'page-00000000000000ff');
      assert.equal(await page.$eval('#text', (field) => field.value), 'Мария каза, че идва.');
      await annotate(page, EXAMPLE);
    }),

  'a half-deployed update is not taken': (browser) =>
    visit(browser, { query: '' }, async ({ page, host, url }) => {
      await page.waitForSelector('html[data-offline="ready"]');
      const later = laterVersion(host.site, (_, source) => source);
      later.set('page-00000000000000ff/main.js', Buffer.from('// of yet another version'));
      host.site = later;
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update().catch(() => {}));
      await rest(1000);
      assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).waiting), null);
      await page.goto(url);
      await state(page, 'ready');
      await annotate(page, EXAMPLE);
    }),

  'a narrow screen shows everything without scrolling sideways': (browser) =>
    visit(browser, { standIn: true, width: 320, height: 600 }, async ({ page }) => {
      await assertNoHorizontalScroll(page, 'empty');
      await annotate(page, LAYERED.text);
      await assertNoHorizontalScroll(page, 'done');
      await page.click('#quotations [data-quotation="q2"]');
      await assertNoHorizontalScroll(page, 'card');
      const card = await page.$eval('#card', (one) => one.getBoundingClientRect().toJSON());
      assert.ok(card.left >= 0 && card.right <= 320 && card.bottom <= 601, JSON.stringify(card));
      await annotate(page, `${'м'.repeat(300)} https://example.com/${'a'.repeat(300)}`);
      await assertNoHorizontalScroll(page, 'long words');
    }),

  'axe finds nothing, light and dark, in every state': async (browser) => {
    for (const scheme of ['light', 'dark']) {
      await visit(browser, { standIn: true }, async ({ page }) => {
        await page.click('#theme');
        if (scheme === 'dark') await page.click('#theme');
        await assertAccessible(page, `${scheme}, empty`);
        await annotate(page, LAYERED.text);
        await assertAccessible(page, `${scheme}, done`);
        await page.click('#quotations [data-quotation="q2"]');
        await assertAccessible(page, `${scheme}, card`);
        await annotate(page, 'The mayor said so.');
        await assertAccessible(page, `${scheme}, nothing found, not Bulgarian`);
      });
    }
  },

  'colours follow the system until they are chosen, and the choice is kept': (browser, name) =>
    // puppeteer cannot tell Firefox what the system prefers; there the two choices must differ.
    visit(browser, { scheme: name === 'chromium' ? 'dark' : undefined }, async ({ page, url }) => {
      const ground = () => page.$eval('body', (body) => getComputedStyle(body).backgroundColor);
      const system = await ground();
      await page.click('#theme');
      const light = await ground();
      await page.click('#theme');
      const dark = await ground();
      if (name === 'chromium') assert.equal(system, dark);
      assert.notEqual(light, dark);
      await page.goto(url);
      await state(page, 'ready');
      assert.equal(await ground(), dark);
    }),

  'bad input is annotated as the command line does it': (browser) =>
    visit(browser, {}, async ({ page }) => {
      for (const [what, input] of Object.entries(BAD_INPUTS)) {
        await annotate(page, input);
        const [text, shown] = await page.evaluate(() => [document.querySelector('#text').value, document.querySelector('#article').textContent].map((s) => s.replace(/[\uD800-\uDFFF]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)));
        assert.ok(text.length > 0, what);
        assert.equal(shown, text, what);
        await assertSameAsCommandLine(page);
        await assertNoHorizontalScroll(page, what);
        assert.equal(await page.evaluate(() => window.broken), undefined, what);
      }
    }),

  'a text that seems not to be Bulgarian is said to be so': (browser) =>
    visit(browser, { standIn: true }, async ({ page }) => {
      await annotate(page, BAD_INPUTS['Latin only']);
      assert.match(await content(page, '#notice'), /не е на български/);
      await annotate(page, 'Мария каза, че идва.');
      assert.equal(await visible(page, '#notice'), false);
    }),

  'no text gets a word, not a result': (browser) =>
    visit(browser, {}, async ({ page }) => {
      for (const nothing of ['', ' \n\t\u00A0 ']) {
        await fill(page, nothing);
        await page.click('#annotate');
        assert.match(await content(page, '#notice'), /Няма текст/);
        assert.equal(await page.$eval('html', (root) => root.dataset.state), 'ready');
      }
    }),

  'the address can carry a text in': (browser) =>
    visit(browser, { query: `?lang=bg#t=${encodeURIComponent('„Да & не“, каза Мария+Ива.\nКрай #1 <b>')}`, ready: false }, async ({ page, host, url }) => {
      await state(page, 'done');
      assert.equal(await content(page, '#article'), '„Да & не“, каза Мария+Ива.\nКрай #1 <b>');
      assert.ok(host.requests.every((path) => !path.includes('%')), 'the text was sent');
      await page.evaluate(() => (location.hash = '#t=%D0%9C%D0%B0'));
      await page.waitForFunction(() => document.querySelector('#article').textContent === 'Ма');
      await page.goto('about:blank');
      await page.goto(`${url}?lang=bg#t=%D0%9`);
      await page.waitForFunction(() => /записан е неправилно/.test(document.querySelector('#notice').textContent));
    }),

  'long work shows its progress and can be stopped': (browser) =>
    visit(browser, { standIn: true }, async ({ page }) => {
      await fill(page, 'РАБОТА за дълго');
      await page.click('#annotate');
      await state(page, 'annotating');
      await page.waitForFunction(() => document.querySelector('#progress').value > 0.01, { polling: 50 });
      assert.ok(await visible(page, '#stop'));
      await page.click('#stop');
      await state(page, 'ready');
      assert.equal(await page.$eval('#text', (field) => field.value), 'РАБОТА за дълго');
      assert.match(await content(page, '#status'), /Спряно/);
      await annotate(page, LAYERED.text);
      assert.deepEqual(await layersOf(page), expectedLayers(LAYERED.article, LAYERED.text));
    }),

  'a failure is told in words, keeps the text, and the next text works': (browser) =>
    visit(browser, { standIn: true }, async ({ page }) => {
      await fill(page, 'ПРОВАЛ');
      await page.click('#annotate');
      await state(page, 'error');
      assert.match(await content(page, '#notice'), /Разпознаването се провали; текстът ви е запазен.*unreachable/);
      assert.equal(await page.$eval('#text', (field) => field.value), 'ПРОВАЛ');
      await annotate(page, LAYERED.text);
    }),

  'a recogniser that does not load is told in words and can be tried again': (browser) =>
    visit(browser, { prepare: (host) => (host.broken = /\.pack$/), ready: false }, async ({ page, host }) => {
      await state(page, 'error');
      assert.match(await content(page, '#notice'), /не можа да се зареди.*500/);
      host.broken = null;
      await page.click('#notice-action');
      await state(page, 'ready');
      await annotate(page, 'Мария каза, че идва.');
    }),

  'five megabytes do not freeze the page': (browser) =>
    visit(browser, { standIn: true }, async ({ page }) => {
      const paragraph = `${'Иван Драгиев каза, че мостът ще бъде готов до пролетта на идната година. '.repeat(8)}\n\n`;
      const text = `МНОГО\n\n${paragraph.repeat(Math.ceil(5e6 / Buffer.byteLength(paragraph)))}`;
      await page.$eval('#text', (field, value) => {
        // Setting a field is the browser's work; it is hidden meanwhile, as it is with a paste of this length.
        field.hidden = true;
        field.value = value;
        field.hidden = false;
      }, text);
      await page.evaluate(() => {
        window.longest = 0;
        let last = performance.now();
        setInterval(() => {
          const now = performance.now();
          window.longest = Math.max(window.longest, now - last);
          last = now;
        }, 10);
      });
      await page.click('#annotate');
      await state(page, 'done');
      const longest = await page.evaluate(() => window.longest);
      assert.ok(longest < 2000, `the page stood still for ${Math.round(longest)} ms`);
      assert.equal(await page.$eval('#article', (article) => article.textContent.length), text.length);
      console.log(`        (the longest standstill was ${Math.round(longest)} ms)`);
      const [inText, inList] = await page.evaluate(() => [
        new Set([...document.querySelectorAll('#article [data-quotation]')].map((one) => one.dataset.quotation)).size,
        document.querySelectorAll('#quotations [data-quotation]').length,
      ]);
      assert.equal(inList, inText);
      const shown = () => page.evaluate(() => [...document.querySelectorAll('#quotations a')].filter((one) => one.checkVisibility()).length);
      const before = await shown();
      assert.ok(before < 1000, `${before} of ${inList} are shown`);
      await page.evaluate(() => [...document.querySelectorAll('#quotations .more')].at(-1).click());
      assert.ok((await shown()) > before);
    }),
};
