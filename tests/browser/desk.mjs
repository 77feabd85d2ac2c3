/** The desk, driven as a person would: corrections by mouse, touch and keyboard, their journal, and the review. */

import assert from 'node:assert/strict';

import { LAYERED, marked, standIn } from './fixture.mjs';
import { annotate, assertAccessible, assertNoHorizontalScroll, content, control, fill, rest, state, visible, visit } from './window.mjs';

/** Some lines of LAYERED's kind that nobody has annotated, after it. */
const EDITED = (() => {
  const shift = 'Първо изречение, което го нямаше.\n\n'.length;
  const text = `Първо изречение, което го нямаше.\n\n${LAYERED.text.replace('два милиона лева', 'три милиона лева')}`;
  const moved = ({ start, end }) => ({ start: start + shift, end: end + shift });
  const article = structuredClone(LAYERED.article);
  for (const mention of article.entities.flatMap(({ mentions }) => mentions)) Object.assign(mention, moved(mention));
  for (const quotation of article.quotations) {
    quotation.content = quotation.content.map(moved);
    for (const part of ['cue', 'speaker']) quotation[part] &&= moved(quotation[part]);
  }
  return { text, article };
})();
/** With different scores, to be reviewed. */
const SCORED = (() => {
  const one = marked('<m1 PER e1>Ива Мечкова</m1> е от <m2 LOC e2>Липница</m2>. „<q1 content>Тук ми харесва</q1 content>“, каза тя в <m3 ORG e3>Клуба</m3>.');
  [0.9, 0.3, 0.6].forEach((score, i) => (one.article.entities[i].mentions[0].score = score));
  one.article.quotations[0].score = 0.5;
  return one;
})();

/** A window with a stand-in that knows these texts. */
const open = (browser, options, test) =>
  visit(browser, { prepare: (host) => host.site.set([...host.site.keys()].find((path) => path.endsWith('/kavichki.js')), Buffer.from(standIn([LAYERED, EDITED, SCORED]))), ...options }, test);

const saved = (page) => page.waitForSelector('html[data-keeping="saved"]', { timeout: 10_000 });
const dataOf = (page, selector) => page.$eval(selector, (one) => ({ ...one.dataset }));
const focused = (page) => page.evaluate(() => document.activeElement.dataset.mention ?? document.activeElement.dataset.quotation ?? (document.activeElement.id || document.activeElement.localName));

/** Drags the mouse from the first to the last letter of words in the article. */
async function drag(page, words) {
  const [from, to] = await page.evaluate((wanted) => {
    // A press on what is selected would drag it away.
    getSelection().removeAllRanges();
    const article = document.querySelector('#article');
    const start = article.textContent.indexOf(wanted);
    const end = start + wanted.length;
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let offset = 0;
    const boxes = [];
    while (walker.nextNode()) {
      const { length } = walker.currentNode;
      for (const [at, side] of [[start, 'left'], [end - 1, 'right']]) {
        if (at < offset || at >= offset + length) continue;
        range.setStart(walker.currentNode, at - offset);
        range.setEnd(walker.currentNode, at - offset + 1);
        const box = range.getBoundingClientRect();
        boxes.push([side === 'left' ? box.left + 0.5 : box.right - 0.5, (box.top + box.bottom) / 2]);
      }
      offset += length;
    }
    return boxes;
  }, words);
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, to[1], { steps: 4 });
  await page.mouse.move(...to, { steps: 4 });
  await page.mouse.up();
  // The bar waits until the hand has come to rest.
  await rest(300);
}

/** The mention in the article whose words these are. */
const mentionOf = (page, words) =>
  page.evaluate((wanted) => {
    const all = Map.groupBy(document.querySelectorAll('#article [data-mention]'), (one) => one.dataset.mention);
    for (const [id, pieces] of all) if (pieces.map((one) => one.textContent).join('') === wanted) return { id, type: pieces[0].dataset.type, by: pieces[0].dataset.by, entity: pieces[0].dataset.entity };
    return null;
  }, words);

export const deskTests = {
  'a name is marked with the mouse, without what the hand took along': (browser) =>
    open(browser, {}, async ({ page }) => {
      await annotate(page, LAYERED.text);
      await drag(page, ' за Липница'.slice(1));
      assert.equal(await content(page, '#marker .marker-words'), 'за Липница');
      await drag(page, 'Цената е ');
      assert.equal(await content(page, '#marker .marker-words'), 'Цената е');
      await drag(page, ' Цената'.slice(1));
      await page.click('#marker [data-value="PRO"]');
      await page.waitForSelector('#article [data-type="PRO"]');
      const made = await mentionOf(page, 'Цената');
      assert.deepEqual([made.type, made.by], ['PRO', 'person']);
      assert.equal(await visible(page, '#marker'), false);
      assert.equal(await content(page, '#article'), LAYERED.text);
      // Whose it is can be read in the text without colours, and on the card.
      assert.match(await page.$eval(`#article [data-mention="${made.id}"]`, (one) => getComputedStyle(one, '::after').content), /✎/);
      assert.match(await content(page, '#card'), /отбелязано от вас/);
      assert.match(await content(page, '#status'), /Отбелязано име: „Цената“/);
      assert.match(await content(page, '#summary'), /6 имена/);
    }),

  'a name is marked everywhere at once, and the page stays where it is': (browser) =>
    open(browser, {}, async ({ page }) => {
      await annotate(page, 'Река Вит. Реката Вит е тук. Вит, Витоша.\n'.repeat(60));
      await page.evaluate(() => window.scrollTo(0, 600));
      await page.evaluate(() => new Promise(requestAnimationFrame));
      const before = await page.evaluate(() => window.scrollY);
      const word = await page.evaluate(() => {
        const paragraph = [...document.querySelectorAll('#article p')].find((one) => one.getBoundingClientRect().top > 100);
        const range = document.createRange();
        range.setStart(paragraph.firstChild, 5);
        range.setEnd(paragraph.firstChild, 8);
        const { left, right, top, bottom } = range.getBoundingClientRect();
        return { x: (left + right) / 2, y: (top + bottom) / 2 };
      });
      await page.mouse.click(word.x, word.y, { count: 2 });
      await page.waitForSelector('#marker:not([hidden])');
      assert.match(await content(page, '#marker .tick'), /Навсякъде, 180 места/);
      await page.click('#marker-all');
      await page.click('#marker [data-value="LOC"]');
      await page.waitForSelector('#article [data-mention]');
      assert.equal(await page.$$eval('#article [data-mention]', (all) => all.length), 180);
      assert.equal(await page.$$eval('#entities [data-entity]', (all) => all.length), 1);
      const moved = Math.abs((await page.evaluate(() => window.scrollY)) - before);
      assert.ok(moved < 500, `the page has moved by ${moved}`);
    }),

  'the card corrects type, bounds, base form and entity, for one mention or for all': (browser) =>
    open(browser, {}, async ({ page }) => {
      await annotate(page, LAYERED.text);
      await page.click('#article [data-mention="m1"]');
      await page.click('#card [data-do="type"][data-value="ORG"]');
      await page.waitForSelector('#article [data-mention="m1"][data-type="ORG"]');
      assert.equal((await dataOf(page, '#article [data-mention="m3"]')).type, 'LOC');
      await control(page, 'z');
      await page.waitForSelector('#article [data-mention="m1"][data-type="LOC"]');
      await page.click('#card [data-all]');
      await page.click('#card [data-do="type"][data-value="ORG"]');
      await page.waitForSelector('#article [data-mention="m3"][data-type="ORG"]');
      await page.click('#card summary');
      await page.click('#card [data-edge="start"][data-direction="-1"]');
      await page.waitForFunction(() => document.querySelector('#article [data-mention="m1"]').textContent === 'за Липница');
      // The focus and what was open stay, for the next step.
      assert.equal(await page.evaluate(() => document.activeElement.dataset.edge), 'start');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('#article [data-mention="m1"]').textContent === 'Спор за Липница');
      await page.click('#card .card-close');
      await page.click('#article [data-mention="m5"]');
      await page.click('#card summary');
      await page.$eval('#card [data-base]', (field) => (field.focus(), field.select()));
      await page.keyboard.type('Иво Стефанов Ралев');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('#quotations').textContent.includes('Иво Стефанов Ралев'));
      await page.select('#card [data-join]', 'e4');
      await page.click('#card [data-do="join"]');
      await page.waitForFunction(() => document.querySelector('#article [data-mention="m5"]').dataset.entity === 'e4');
      await page.click('#card [data-do="split"]');
      await page.waitForFunction(() => document.querySelector('#article [data-mention="m5"]').dataset.entity !== 'e4');
      await page.click('#card [data-do="remove"]');
      await page.waitForFunction(() => !document.querySelector('#article [data-mention="m5"]'));
      // By keyboard one would be at the next name now, with its card.
      await page.keyboard.press('Escape');
      await page.click('#article [data-mention="m8"]');
      await page.click('#card [data-do="confirm"]');
      await page.waitForSelector('#article [data-mention="m8"][data-by="confirmed"]');
      assert.match(await content(page, '#card'), /потвърдено от вас/);
      assert.equal(await content(page, '#article'), LAYERED.text);
    }),

  'a quotation is marked, attributed from the list and from the text, stretched and removed': (browser) =>
    open(browser, {}, async ({ page }) => {
      await annotate(page, LAYERED.text);
      await drag(page, 'Спор');
      await page.click('#marker [data-mark="quotation"]');
      await page.waitForSelector('#article [data-quotation="q5"]');
      assert.equal((await dataOf(page, '#article [data-quotation="q5"]')).by, 'person');
      assert.match(await content(page, '#card'), /Непряка реч.*Без посочен източник/s);
      await page.click('#card summary');
      await page.click('#card [data-do="kind"][data-value="direct"]');
      await page.waitForFunction(() => document.querySelector('#article [data-quotation="q5"]').dataset.kind === 'direct');
      await page.select('#card [data-speaker]', 'e4');
      await page.waitForFunction(() => /БТА/.test(document.querySelector('#card .card-name').textContent));
      assert.equal(await page.$$eval('#quotations .speaker-group', (all) => all.find((one) => one.textContent.includes('БТА')).querySelectorAll('a').length), 2);
      // The source is pointed at in the text: by a click on a name, and by a selection.
      await page.click('#card [data-do="pick"][data-value="speaker"]');
      assert.match(await content(page, '#marker'), /Изберете в текста/);
      await page.click('#article [data-mention="m5"]');
      await page.waitForFunction(() => /Иво Ралев/.test(document.querySelector('#card [data-about-quotation="q5"] .card-name')?.textContent));
      await page.click('#card [data-do="pick"][data-value="cue"]');
      await drag(page, 'за ');
      await page.waitForFunction(() => document.querySelector('#article [data-part="cue"][data-quotation~="q5"]')?.textContent === 'за');
      await page.click('#card [data-edge="end"][data-direction="1"]');
      await page.waitForFunction(() => [...document.querySelectorAll('#article [data-part="content"][data-quotation~="q5"]')].map((one) => one.textContent).join('') === 'Спор за');
      await page.click('#card [data-do="remove"]');
      await page.waitForFunction(() => !document.querySelector('#article [data-quotation~="q5"]'));
      // Cue and source of a quotation there is already, from the bar.
      await page.click('#article [data-quotation="q4"]');
      await drag(page, 'Цената');
      await page.click('#marker [data-mark="speaker"]');
      await page.waitForFunction(() => document.querySelector('#article [data-part="speaker"][data-quotation="q4"]')?.textContent === 'Цената');
      assert.match(await content(page, '#quotations'), /Цената/);
    }),

  'the keyboard alone corrects, adds, undoes and redoes': (browser) =>
    open(browser, {}, async ({ page }) => {
      await annotate(page, LAYERED.text);
      await page.keyboard.press('Tab');
      assert.equal(await focused(page), 'm1');
      await page.keyboard.press('2');
      await page.waitForFunction(() => document.querySelector('#article [data-mention="m1"]').dataset.type === 'ORG');
      assert.equal(await focused(page), 'm1', 'the focus stays on what was corrected');
      await page.keyboard.down('Control');
      await page.keyboard.down('Shift');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.up('Shift');
      await page.keyboard.up('Control');
      await page.waitForFunction(() => document.querySelector('#article [data-mention="m1"]').textContent === 'за Липница');
      await page.keyboard.press('Delete');
      await page.waitForFunction(() => !document.querySelector('#article [data-mention="m1"]'));
      assert.equal(await focused(page), 'q1 q2', 'the focus goes on to what comes next');
      await page.keyboard.press('Escape');
      for (let i = 0; i < 3; i += 1) await control(page, 'z');
      await page.waitForSelector('#article [data-mention="m1"][data-by="machine"]');
      assert.deepEqual(await mentionOf(page, 'Липница').then(({ id, type, by }) => [id, type, by]), ['m1', 'LOC', 'machine']);
      await page.keyboard.down('Shift');
      await control(page, 'z');
      await page.keyboard.up('Shift');
      await page.waitForSelector('#article [data-mention="m1"][data-type="ORG"]');
      await control(page, 'z');
      // Words without an annotation.
      await page.focus('#article');
      await page.keyboard.press('m');
      assert.equal(await page.evaluate(() => String(getSelection())), 'Спор');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.down('Shift');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.up('Shift');
      assert.equal(await page.evaluate(() => String(getSelection())), 'за Липница');
      assert.match(await content(page, '#status'), /Избрано: „за Липница“/);
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.dataset.value), 'PER');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('#article [data-by="person"][data-type="PER"]'));
      assert.equal((await mentionOf(page, 'за Липница')).type, 'PER');
      assert.ok(await page.evaluate(() => document.activeElement.closest('#article') !== null), 'the focus is on what was made');
      // Enter goes to the card, whose controls are buttons and fields.
      await page.keyboard.press('Enter');
      assert.ok(await page.evaluate(() => document.activeElement.closest('#card') !== null));
      await page.keyboard.press('Escape');
      assert.ok(await page.evaluate(() => document.activeElement.closest('#article') !== null));
    }),

  'keys do nothing where one writes, and are told on a sheet': (browser) =>
    open(browser, {}, async ({ page }) => {
      await page.focus('#text');
      await page.keyboard.type('? r m j');
      assert.equal(await page.$eval('#text', (field) => field.value), '? r m j');
      assert.equal(await page.$eval('#keys', (sheet) => sheet.open), false);
      await annotate(page, LAYERED.text);
      await page.click('#article [data-mention="m1"]');
      await page.click('#card summary');
      await page.click('#card [data-base]');
      await page.keyboard.type('cm2r?');
      await page.keyboard.press('Backspace');
      assert.equal((await dataOf(page, '#article [data-mention="m1"]')).by, 'machine');
      assert.equal(await visible(page, '#review'), false);
      assert.match(await page.$eval('#card [data-base]', (field) => field.value), /cm2r$/);
      await page.click('#card .card-close');
      await page.focus('#edit');
      await page.keyboard.press('?');
      assert.ok(await page.$eval('#keys', (sheet) => sheet.open));
      const sheet = await content(page, '#keys');
      for (const words of ['Backspace', 'отмяна', 'Преглед'.toLowerCase()]) assert.ok(sheet.includes(words), words);
      await page.keyboard.press('j');
      await page.keyboard.press('Escape');
      assert.equal(await page.$eval('#keys', (sheet) => sheet.open), false);
      assert.equal(await focused(page), 'edit', 'the focus comes back');
    }),

  'the review asks for the least certain first, one decision a key press': (browser) =>
    open(browser, {}, async ({ page }) => {
      await annotate(page, SCORED.text);
      await page.keyboard.press('r');
      await page.waitForSelector('#review:not([hidden])');
      const looked = () => page.$eval('#card section', (one) => one.dataset.aboutMention ?? one.dataset.aboutQuotation);
      assert.equal(await looked(), 'm2');
      assert.match(await content(page, '#review'), /остават 4/);
      const hidden = await page.$$eval('#review button', (all) => all.filter((one) => one.getBoundingClientRect().width < 24 || one.getBoundingClientRect().height < 24).map((one) => one.textContent));
      assert.deepEqual(hidden, [], 'every decision has a button that can be seen');
      await page.keyboard.press('Enter');
      assert.equal(await looked(), 'q1');
      await page.waitForSelector('#article [data-mention="m2"][data-by="confirmed"]');
      await saved(page);
      // The card does not lie over what it is about, also after the data of the article have come above it.
      const [card, piece] = await page.evaluate(() => [document.querySelector('#card'), document.querySelector('#article .active')].map((one) => one.getBoundingClientRect().toJSON()));
      assert.ok(card.top >= piece.bottom || card.bottom <= piece.top, JSON.stringify([card, piece]));
      await page.keyboard.press('j');
      assert.equal(await looked(), 'm3');
      await page.keyboard.press('k');
      assert.equal(await looked(), 'q1');
      await page.keyboard.press('j');
      await page.keyboard.press('Backspace');
      assert.equal(await looked(), 'm1');
      assert.equal(await page.$('#article [data-mention="m3"]'), null);
      // With a Bulgarian layout the same keys write other letters.
      await page.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'й', code: 'KeyJ', bubbles: true, cancelable: true })));
      assert.equal(await looked(), 'q1', 'what was skipped comes again');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('#review').hidden);
      assert.match(await content(page, '#notice'), /Прегледът свърши/);
      assert.deepEqual(await mentionOf(page, 'Ива Мечкова').then(({ by }) => by), 'confirmed');
      // All of it can be undone.
      for (let i = 0; i < 4; i += 1) await control(page, 'z');
      assert.equal((await mentionOf(page, 'Клуба')).by, 'machine');
      assert.equal(await page.$$eval('#article [data-by="confirmed"]', (all) => all.length), 0);
    }),

  'by touch: tapping opens the card, its buttons correct, a selection brings the bar': (browser) =>
    open(browser, { width: 390, height: 780, hasTouch: true }, async ({ page }) => {
      await annotate(page, LAYERED.text);
      const tap = async (selector) => {
        await page.$eval(selector, (one) => one.scrollIntoView({ block: 'center', behavior: 'instant' }));
        const { x, y } = await page.$eval(selector, (one) => {
          const box = one.getClientRects()[0];
          return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
        });
        await page.touchscreen.tap(x, y);
      };
      await tap('#article [data-mention="m8"]');
      await page.waitForFunction(() => document.querySelector('#card').classList.contains('pinned'));
      await assertNoHorizontalScroll(page, 'card');
      await tap('#card [data-value="PERCENT"]');
      await page.waitForFunction(() => document.querySelector('#article [data-mention="m8"]').dataset.type === 'PERCENT');
      await tap('#card .card-close');
      // No browser lets a test hold a finger down; this is what it would select.
      await page.evaluate(() => {
        const walker = document.createTreeWalker(document.querySelector('#article'), NodeFilter.SHOW_TEXT);
        while (walker.nextNode() && !walker.currentNode.data.includes('Цената'));
        getSelection().setBaseAndExtent(walker.currentNode, walker.currentNode.data.indexOf('Цената'), walker.currentNode, walker.currentNode.data.indexOf('Цената') + 7);
      });
      await page.waitForSelector('#marker:not([hidden])');
      await assertNoHorizontalScroll(page, 'bar');
      await tap('#marker [data-value="EVT"]');
      await page.waitForFunction(() => document.querySelector('#article [data-type="EVT"]')?.textContent === 'Цената');
      const small = await page.$$eval('#card button, #card input, #card select, #card summary', (all) =>
        all.filter((one) => one.checkVisibility()).map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().width, one.getBoundingClientRect().height]).filter(([, width, height]) => width < 24 || height < 24),
      );
      assert.deepEqual(small, [], 'targets under 24 px');
    }),

  'corrections and undone ones are there again after a reload': (browser) =>
    open(browser, {}, async ({ page }) => {
      await annotate(page, LAYERED.text);
      const top = () => page.$eval('#article', (article) => Math.round(article.getBoundingClientRect().top));
      // Short pages cannot scroll; this one can.
      await page.$eval('.colophon', (footer) => (footer.style.marginBlockStart = '1000px'));
      const before = await top();
      await page.click('#article [data-mention="m1"]');
      await page.click('#card [data-value="EVT"]');
      await saved(page);
      // Windows scroll by whole pixels.
      const moved = Math.abs((await top()) - before);
      assert.ok(moved <= 2, `the article has moved by ${moved} px under the hand that corrects it`);
      await page.click('#card [data-do="remove"]');
      await page.waitForFunction(() => !document.querySelector('#article [data-mention="m1"]'));
      await page.click('#undo');
      await saved(page);
      assert.match(await content(page, '#about'), /Спор за Липница.*запазено на тази машина/s);
      await page.reload();
      await state(page, 'done');
      assert.equal(await content(page, '#article'), LAYERED.text);
      assert.deepEqual(await mentionOf(page, 'Липница').then(({ type, by }) => [type, by]), ['EVT', 'person']);
      await page.click('#redo');
      await page.waitForFunction(() => !document.querySelector('#article [data-mention="m1"]'));
      assert.ok(await page.$eval('#redo', (button) => button.disabled));
      await page.click('#undo');
      await page.click('#undo');
      await page.waitForSelector('#article [data-mention="m1"][data-by="machine"]');
      assert.ok(await page.$eval('#undo', (button) => button.disabled));
      assert.equal((await mentionOf(page, 'Липница')).by, 'machine');
    }),

  'corrections outlive an edit of the text, and those without a place are told': (browser) =>
    open(browser, {}, async ({ page }) => {
      await annotate(page, LAYERED.text);
      await page.click('#article [data-mention="m6"]');
      await page.click('#card [data-value="PRO"]');
      await saved(page);
      await page.click('#article [data-mention="m8"]');
      await page.click('#card [data-do="remove"]');
      await page.waitForFunction(() => !document.querySelector('#article [data-mention="m8"]'));
      await fill(page, EDITED.text);
      await page.click('#annotate');
      await state(page, 'done');
      assert.equal((await mentionOf(page, 'БТА')).type, 'PRO');
      assert.equal((await mentionOf(page, 'три милиона лева')).type, 'MONEY');
      assert.match(await content(page, '#orphans'), /1 поправка няма място.*Премахнато име: „два милиона лева“/s);
      await saved(page);
      await page.reload();
      await state(page, 'done');
      assert.equal(await content(page, '#article'), EDITED.text);
      assert.ok(await visible(page, '#orphans'));
      // With the former text it has its place again.
      await fill(page, LAYERED.text);
      await page.click('#annotate');
      await state(page, 'done');
      assert.equal(await visible(page, '#orphans'), false);
      assert.equal(await mentionOf(page, 'два милиона лева'), null);
      await fill(page, EDITED.text);
      await page.click('#annotate');
      await state(page, 'done');
      await page.click('#orphans summary');
      await page.click('#orphans button');
      assert.equal(await visible(page, '#orphans'), false);
      // Another article has nothing to do with them.
      await page.click('#edit');
      await page.click('#clear');
      await annotate(page, LAYERED.text);
      assert.equal((await mentionOf(page, 'БТА')).type, 'ORG');
    }),

  'where the browser keeps nothing, it is said, and correcting goes on': (browser) =>
    open(browser, { ready: false }, async ({ page, url }) => {
      await page.evaluateOnNewDocument(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('blocked', 'SecurityError');
        };
      });
      await page.goto(`${url}?lang=bg`);
      await state(page, 'ready');
      await annotate(page, LAYERED.text);
      await page.click('#article [data-mention="m1"]');
      await page.click('#card [data-value="EVT"]');
      await page.waitForFunction(() => /не запазва нищо/.test(document.querySelector('#notice').textContent));
      assert.equal((await mentionOf(page, 'Липница')).type, 'EVT');
      await page.click('#card [data-value="ORG"]');
      await page.waitForSelector('#article [data-mention="m1"][data-type="ORG"]');
      await page.click('#undo');
      await page.waitForSelector('#article [data-mention="m1"][data-type="EVT"]');
    }),

  'axe finds nothing at the desk, light and dark, and both languages are complete': async (browser) => {
    for (const scheme of ['light', 'dark']) {
      await open(browser, { query: scheme === 'light' ? '?lang=en' : '?lang=bg' }, async ({ page }) => {
        await page.click('#theme');
        if (scheme === 'dark') await page.click('#theme');
        await annotate(page, LAYERED.text);
        await page.click('#article [data-mention="m3"]');
        for (const summary of await page.$$('#card summary')) await summary.click();
        await assertAccessible(page, `${scheme}, card with all controls`);
        await page.click('#card [data-do="confirm"]');
        await page.click('#card .card-close');
        await drag(page, 'Цената');
        await assertAccessible(page, `${scheme}, bar`);
        await page.click('#marker [data-value="EVT"]');
        await saved(page);
        await page.click('#about summary');
        await assertAccessible(page, `${scheme}, data of the article`);
        await page.click('#show-keys');
        await assertAccessible(page, `${scheme}, sheet of keys`);
        if (scheme === 'light') assert.doesNotMatch(await content(page, '#keys'), /\p{Script=Cyrillic}/u);
        await page.keyboard.press('Escape');
        await page.click('#start-review');
        await assertAccessible(page, `${scheme}, review`);
        if (scheme === 'light') assert.doesNotMatch(await content(page, '#review'), /\p{Script=Cyrillic}/u);
        await rest(50);
      });
    }
  },
};
