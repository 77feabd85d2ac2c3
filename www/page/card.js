/**
 * The card that tells about the place that is looked at: every layer over it, the innermost first.
 *
 * @typedef {import('./schema.js').Article} Article
 * @typedef {import('./schema.js').Entity} Entity
 * @typedef {import('./schema.js').Mention} Mention
 * @typedef {import('./schema.js').Quotation} Quotation
 * @typedef {import('./store.js').Place} Place
 */

import { nameControls, quotationControls } from './desk/controls.js';
import { make } from './element.js';
import { isSaid, say } from './i18n.js';
import { speakerKey } from './speakers.js';

/** What the card looks things up in; made once an article. */
export class Findings {
  /**
   * @param {string} text
   * @param {Article} article
   */
  constructor(text, article) {
    this.text = text;
    this.article = article;
    /** @type {Map<string, {mention: Mention, entity: Entity, i: number}>} */
    this.mentions = new Map();
    for (const entity of article.entities) entity.mentions.forEach((mention, i) => this.mentions.set(mention.id, { mention, entity, i }));
    this.quotations = new Map(article.quotations.map((quotation) => [quotation.id, quotation]));
    /** @type {Map<string, Quotation[]>} */
    this.bySpeaker = new Map();
    for (const quotation of article.quotations) {
      const key = speakerKey(quotation);
      const others = key === null ? undefined : this.bySpeaker.get(key);
      if (others) others.push(quotation);
      else if (key !== null) this.bySpeaker.set(key, [quotation]);
    }
  }

  /**
   * All quotations of the same source, this one among them.
   * @param {Quotation} quotation
   */
  ofSameSpeaker(quotation) {
    const key = speakerKey(quotation);
    return (key !== null && this.bySpeaker.get(key)) || [quotation];
  }

  /** @param {import('./schema.js').Span} span */
  words({ start, end }) {
    return this.text.slice(start, end).replace(/\s+/g, ' ');
  }
}

/**
 * @param {HTMLElement} card
 * @param {Place} place
 * @param {Findings} findings
 * @param {boolean} canCorrect  with what a person can do about it; not while the pointer just passes over
 */
export function drawCard(card, place, findings, canCorrect) {
  const sections = [];
  for (const id of place.mentions) {
    const found = findings.mentions.get(id);
    if (!found) continue;
    const section = mentionSection(found.mention, found.entity, found.i);
    section.dataset.aboutMention = id;
    if (canCorrect) section.append(...nameControls(found.mention, found.entity, findings.article, sections.length === 0));
    sections.push(section);
  }
  for (const id of place.quotations) {
    const quotation = findings.quotations.get(id);
    if (!quotation) continue;
    const section = quotationSection(quotation, findings);
    section.dataset.aboutQuotation = id;
    if (canCorrect) section.append(...quotationControls(quotation, findings.article, (span) => findings.words(span), sections.length === 0));
    sections.push(section);
  }
  const close = make('button', { type: 'button', class: 'card-close', 'aria-label': say('close') }, '×');
  card.replaceChildren(...sections, close);
}

/**
 * @param {Mention} mention
 * @param {Entity} entity
 * @param {number} i
 */
function mentionSection(mention, entity, i) {
  const facts = make('dl');
  if (mention.kind !== 'name') facts.append(fact('card.kind', say(`kind.${mention.kind}`)));
  if (mention.kind === 'name' && mention.base !== entity.name) facts.append(fact('card.base', mention.base));
  if (entity.value) facts.append(fact('card.value', entity.value));
  facts.append(certainty(mention));
  const head = make('p', { class: 'card-kind', 'data-type': entity.type }, say(`one.${entity.type}`));
  const section = make('section', {}, head, make('p', { class: 'card-name', dir: 'auto' }, entity.name), facts);
  section.append(...steps('card.mentions', entity.mentions.map((one) => one.id), i));
  return section;
}

/**
 * @param {Quotation} quotation
 * @param {Findings} findings
 */
function quotationSection(quotation, findings) {
  const facts = make('dl');
  if (quotation.cue) facts.append(fact('card.cue', findings.words(quotation.cue)));
  const within = findings.quotations.get(quotation.within ?? '');
  if (within) {
    const name = within.speaker_name;
    facts.append(fact('card.within', name ? say('quotation.within', { name }) : say('quotation.within.unknown')));
  }
  const isOfSpeaker = (/** @type {import('./schema.js').Evidence} */ { code }) => code.startsWith('speaker-');
  const reasons = quotation.why.filter((evidence) => !isOfSpeaker(evidence)).map(reason);
  const speakerReasons = quotation.why.filter(isOfSpeaker).map(reason);
  if (reasons.length > 0) facts.append(fact('card.why', reasons.join('; ')));
  if (speakerReasons.length > 0) facts.append(fact('card.why.speaker', speakerReasons.join('; ')));
  facts.append(certainty(quotation));

  const name = quotation.speaker_name;
  const source = make('p', { class: name ? 'card-name' : 'card-name unknown', dir: 'auto' }, name ?? say('said.unknown'));
  const head = make('p', { class: 'card-kind', 'data-quotation-kind': quotation.type }, say(`quotation.${quotation.type}`));
  const section = make('section', {}, head, source);
  if (quotation.speaker && findings.words(quotation.speaker) !== name) {
    section.append(make('p', { class: 'note' }, say('card.as', { words: findings.words(quotation.speaker) })));
  }
  section.append(facts);
  const all = findings.ofSameSpeaker(quotation);
  section.append(...steps('card.others', all.map((one) => one.id), all.indexOf(quotation)));
  return section;
}

/**
 * @param {string} key
 * @param {string | Node} value
 */
function fact(key, value) {
  return make('div', {}, make('dt', {}, say(key)), make('dd', { dir: 'auto' }, value));
}

/** @param {import('./schema.js').Evidence} evidence */
function reason({ code }) {
  return isSaid(`why.${code}`) ? say(`why.${code}`) : code;
}

/**
 * How sure the recogniser is, or who has decided.
 * @param {{score: number, by?: import('./schema.js').By}} annotation
 */
function certainty({ score: share, by = 'machine' }) {
  if (by === 'machine') return fact('card.score', score(share));
  return fact('card.by', make('span', { class: 'by', 'data-by': by }, say(`by.${by}`)));
}

/** @param {number} share */
function score(share) {
  const percent = Math.round(share * 100);
  const meter = make('meter', { min: '0', max: '1', value: String(share), 'aria-hidden': 'true' });
  return make('span', { class: 'score' }, meter, say('card.score.value', { percent }));
}

/**
 * Buttons to the neighbours of one thing among its like; none if it is alone.
 * @param {string} key
 * @param {string[]} ids
 * @param {number} i
 */
function steps(key, ids, i) {
  if (ids.length < 2) return [];
  const button = (/** @type {number} */ to, /** @type {string} */ label, /** @type {string} */ sign) =>
    make('button', { type: 'button', 'data-go': ids[to] ?? '', disabled: !ids[to], 'aria-label': say(label) }, sign);
  const place = make('span', {}, `${say(key)}: ${say('card.place', { i: i + 1, n: ids.length })}`);
  return [make('div', { class: 'steps' }, button(i - 1, 'card.previous', '‹'), place, button(i + 1, 'card.next', '›'))];
}

/** Between the card and the line it belongs to, in CSS pixels. */
const GAP = 8;

/** Less room than this is no room: better to lie over a line than to show one. In CSS pixels. */
const LEAST = 200;

/**
 * Puts the card under the line it belongs to, or above where there is more room, and lets it grow no further than the window: or the
 * page would get longer with it, and move under the pointer. The style sheet overrules it on narrow screens.
 * @param {HTMLElement} card
 * @param {DOMRect} line
 */
export function placeCard(card, line) {
  card.style.removeProperty('--room');
  const { width, height } = card.getBoundingClientRect();
  const { clientWidth } = document.documentElement;
  const under = window.innerHeight - line.bottom - 2 * GAP;
  const over = line.top - 2 * GAP;
  const isUnder = height <= under || under >= over;
  const room = Math.max(isUnder ? under : over, LEAST);
  const shown = Math.min(height, room);
  const top = isUnder ? line.bottom + GAP : line.top - GAP - shown;
  const left = Math.max(GAP, Math.min(line.left, clientWidth - width - GAP));
  card.style.setProperty('--room', `${room}px`);
  card.style.setProperty('inset-block-start', `${top + window.scrollY}px`);
  card.style.setProperty('left', `${left + window.scrollX}px`);
}
