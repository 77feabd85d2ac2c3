/**
 * The two lists beside the article: who said what, and who and what is named. Everything found is in them; what is beyond a
 * list's length is there but hidden until asked for.
 */

import { byId, make } from './element.js';
import { say } from './i18n.js';
import { ENTITY_TYPES } from './schema.js';
import { Slices } from './slices.js';
import { speakersOf, wordsOf } from './speakers.js';

/**
 * @typedef {import('./schema.js').Article} Article
 * @typedef {import('./schema.js').Entity} Entity
 * @typedef {import('./schema.js').Quotation} Quotation
 */

/** Shown at first, of each kind of list. */
const SPEAKERS = 40;
const QUOTATIONS = 20;
const ENTITIES = 30;
const MENTIONS = 12;

/**
 * @param {string} text
 * @param {Article} article
 * @param {AbortSignal} signal
 */
export async function drawQuotations(text, article, signal) {
  const speakers = speakersOf(article);
  byId('said-count').textContent = article.quotations.length > 0 ? String(article.quotations.length) : '';
  const byQuotation = new Map(article.quotations.map((quotation) => [quotation.id, quotation]));
  const list = byId('quotations');
  if (speakers.length === 0) {
    list.replaceChildren(make('p', { class: 'empty' }, say('said.empty')));
    return;
  }
  const items = await limited(speakers, SPEAKERS, signal, async (speaker) => {
    const name = speaker.name ?? say('said.unknown');
    const heading = make('h3', { class: speaker.name ? 'speaker' : 'speaker unknown' }, name);
    if (speaker.entity) heading.dataset.type = speaker.entity.type;
    const count = make('span', { class: 'count' }, String(speaker.quotations.length));
    const quotations = await limited(speaker.quotations, QUOTATIONS, signal, (quotation) => {
      const item = make('li', {}, quotationLink(quotation, text));
      const within = byQuotation.get(quotation.within ?? '');
      if (within) {
        const words = within.speaker_name ? say('quotation.within', { name: within.speaker_name }) : say('quotation.within.unknown');
        item.append(make('span', { class: 'note' }, words));
      }
      return item;
    });
    return make('section', { class: 'speaker-group' }, make('div', { class: 'group-head' }, heading, count), make('ol', { class: 'said-list' }, ...quotations));
  });
  list.replaceChildren(...items);
}

/**
 * @param {Quotation} quotation
 * @param {string} text
 */
function quotationLink(quotation, text) {
  const words = wordsOf(quotation, text);
  return make(
    'a',
    { href: `#${quotation.id}`, 'data-quotation': quotation.id, 'data-kind': quotation.type, 'data-by': quotation.by ?? 'machine', title: say(`quotation.${quotation.type}`), tabindex: '-1', dir: 'auto' },
    words,
  );
}

/**
 * @param {string} text
 * @param {Article} article
 * @param {AbortSignal} signal
 */
export async function drawEntities(text, article, signal) {
  byId('named-count').textContent = article.entities.length > 0 ? String(article.entities.length) : '';
  const list = byId('entities');
  if (article.entities.length === 0) {
    list.replaceChildren(make('p', { class: 'empty' }, say('named.empty')));
    return;
  }
  const sections = [];
  for (const type of ENTITY_TYPES) {
    const entities = article.entities.filter((entity) => entity.type === type).sort((a, b) => b.mentions.length - a.mentions.length);
    if (entities.length === 0) continue;
    const items = await limited(entities, ENTITIES, signal, (entity) => entityItem(entity, text, signal));
    const heading = make('h3', { class: 'type-name', 'data-type': type }, say(`type.${type}`));
    const head = make('div', { class: 'group-head' }, heading, make('span', { class: 'count' }, String(entities.length)));
    sections.push(make('section', { class: 'type-group' }, head, make('ul', { class: 'entity-list' }, ...items)));
  }
  list.replaceChildren(...sections);
}

/**
 * @param {Entity} entity
 * @param {string} text
 * @param {AbortSignal} signal
 */
async function entityItem(entity, text, signal) {
  const [first] = entity.mentions;
  const name = make('a', { href: `#${first.id}`, 'data-mention': first.id, 'data-by': entity.mentions.length === 1 ? first.by ?? 'machine' : undefined, class: 'entity-name', tabindex: '-1', dir: 'auto' }, entity.name);
  const item = make('li', { 'data-entity': entity.id, 'data-type': entity.type }, make('div', { class: 'entity-head' }, name));
  if (entity.value) item.firstElementChild?.append(make('span', { class: 'note' }, entity.value));
  if (entity.mentions.length === 1 && text.slice(first.start, first.end) === entity.name) return item;
  item.firstElementChild?.append(make('span', { class: 'count', title: say('times', { n: entity.mentions.length }) }, `×${entity.mentions.length}`));
  const mentions = await limited(entity.mentions, MENTIONS, signal, (mention) => {
    const words = text.slice(mention.start, mention.end).replace(/\s+/g, ' ');
    const link = make('a', { href: `#${mention.id}`, 'data-mention': mention.id, 'data-kind': mention.kind, 'data-by': mention.by ?? 'machine', tabindex: '-1', dir: 'auto' }, words);
    const item = make('li', {}, link);
    if (mention.kind !== 'name') item.append(make('span', { class: 'note' }, ` ${say(`kind.${mention.kind}`)}`));
    return item;
  });
  item.append(make('ul', { class: 'mention-list' }, ...mentions));
  return item;
}

/**
 * Elements for all items; those beyond `most` are hidden behind a button.
 * @template T
 * @param {T[]} items
 * @param {number} most
 * @param {AbortSignal} signal
 * @param {(item: T) => HTMLElement | Promise<HTMLElement>} draw
 * @returns {Promise<HTMLElement[]>}
 */
async function limited(items, most, signal, draw) {
  const slices = new Slices(signal);
  /** @type {HTMLElement[]} */
  const elements = [];
  for (const item of items) {
    const element = await draw(item);
    element.hidden = elements.length >= most;
    elements.push(element);
    await slices.restIfDue();
  }
  if (items.length <= most) return elements;
  const button = make('button', { type: 'button', class: 'more', tabindex: '-1' }, say('more', { n: items.length - most }));
  const holder = make(elements[0].localName === 'li' ? 'li' : 'div', { class: 'more-holder' }, button);
  button.addEventListener('click', () => {
    for (const element of elements) element.hidden = false;
    holder.remove();
    elements[most].querySelector('a')?.focus();
  });
  return [...elements, holder];
}
