/**
 * What a person can do about an annotation, as buttons and fields for its card. Each carries what it does in `data-do`; desk.js
 * hears of it.
 *
 * @typedef {import('../schema.js').Article} Article
 * @typedef {import('../schema.js').Entity} Entity
 * @typedef {import('../schema.js').Mention} Mention
 * @typedef {import('../schema.js').Quotation} Quotation
 */

import { make } from '../element.js';
import { say } from '../i18n.js';
import { ENTITY_TYPES } from '../schema.js';

export const QUOTATION_TYPES = /** @type {const} */ (['direct', 'indirect', 'mixed']);
/** Entities offered to choose from; a text with more of them is searched better by pointing into it. */
const MOST_ENTITIES = 400;

/**
 * @param {Mention} mention
 * @param {Entity} entity
 * @param {Article} article
 * @param {boolean} isFirst  the first layer of the place: its controls stand open
 */
export function nameControls(mention, entity, article, isFirst) {
  const types = make('div', { class: 'types', role: 'group', 'aria-label': say('desk.type') });
  for (const type of ENTITY_TYPES) types.append(typeButton(type, entity.type === type));
  /** @type {HTMLElement[]} */
  const parts = [decide(mention.by), types];
  if (entity.mentions.length > 1) {
    const id = `all-${mention.id}`;
    parts.push(make('p', { class: 'tick' }, make('input', { type: 'checkbox', id, 'data-all': true }), make('label', { for: id }, say('desk.all', { n: entity.mentions.length }))));
  }
  const base = make('input', { type: 'text', id: `base-${mention.id}`, value: mention.base, 'data-base': true, autocomplete: 'off', spellcheck: 'false', dir: 'auto' });
  /** @type {HTMLElement[]} */
  const more = [bounds()];
  more.push(make('form', { class: 'line', 'data-do': 'base' }, make('label', { for: base.id }, say('card.base')), base, make('button', { type: 'submit' }, say('desk.set'))));
  const others = article.entities.filter((one) => one !== entity);
  if (others.length > 0) {
    const list = entityList(others, `join-${mention.id}`, 'data-join', say('desk.join.none'));
    more.push(make('div', { class: 'line' }, make('label', { for: list.id }, say('desk.join')), list, button('join', say('desk.join.do'))));
  }
  if (entity.mentions.length > 1) more.push(button('split', say('desk.split')));
  return [controls(parts, more, isFirst)];
}

/**
 * @param {Quotation} quotation
 * @param {Article} article
 * @param {(span: import('../schema.js').Span) => string} words
 * @param {boolean} isFirst
 */
export function quotationControls(quotation, article, words, isFirst) {
  const types = make('div', { class: 'kinds', role: 'group', 'aria-label': say('desk.type') });
  for (const type of QUOTATION_TYPES) {
    types.append(make('button', { type: 'button', 'data-do': 'kind', 'data-value': type, 'aria-pressed': String(quotation.type === type) }, say(`quotation.${type}`)));
  }
  const list = entityList(article.entities, `speaker-${quotation.id}`, 'data-speaker', say('said.unknown'), quotation.speaker_entity);
  const speaker = make(
    'div',
    { class: 'line' },
    make('label', { for: list.id }, say('desk.speaker')),
    list,
    make('button', { type: 'button', 'data-do': 'pick', 'data-value': 'speaker', 'aria-label': say('desk.pick.speaker') }, say('desk.pick')),
  );
  const cue = make(
    'div',
    { class: 'line', role: 'group', 'aria-label': say('desk.cue') },
    make('span', { class: 'line-name' }, say('desk.cue')),
    make('span', { class: 'line-words', dir: 'auto' }, quotation.cue ? words(quotation.cue) : '–'),
    make('button', { type: 'button', 'data-do': 'pick', 'data-value': 'cue', 'aria-label': say('desk.pick.cue') }, say('desk.pick')),
    quotation.cue ? make('button', { type: 'button', 'data-do': 'no-cue', 'aria-label': say('desk.cue.none') }, '✕') : '',
  );
  return [controls([decide(quotation.by)], [types, speaker, cue, bounds()], isFirst)];
}

/**
 * @param {(Node | string)[]} parts
 * @param {(Node | string)[]} more
 * @param {boolean} isFirst
 */
function controls(parts, more, isFirst) {
  const rest = make('details', { 'data-key': 'more' }, make('summary', {}, say(isFirst ? 'desk.more' : 'desk.correct')), ...(isFirst ? more : [...parts, ...more]));
  return make('div', { class: 'controls' }, ...(isFirst ? parts : []), rest);
}

/** @param {import('../schema.js').By} [by] */
function decide(by) {
  const done = by === 'confirmed' || by === 'person';
  const confirm = make('button', { type: 'button', 'data-do': 'confirm', disabled: done, class: 'yes' }, `✓ ${say('desk.confirm')}`);
  return make('div', { class: 'decide' }, confirm, make('button', { type: 'button', 'data-do': 'remove', class: 'no' }, `✕ ${say('desk.remove')}`));
}

/**
 * @param {import('../schema.js').EntityType} type
 * @param {boolean} [pressed]  left out where nothing has a type yet
 */
export function typeButton(type, pressed) {
  const state = pressed === undefined ? {} : { 'aria-pressed': String(pressed) };
  return make('button', { type: 'button', class: 'type-button', 'data-do': 'type', 'data-value': type, 'data-type': type, 'aria-label': say(`one.${type}`), title: say(`one.${type}`), ...state }, say(`mark.${type}`));
}

function bounds() {
  const step = (/** @type {string} */ edge, /** @type {number} */ direction, /** @type {string} */ sign) =>
    make('button', { type: 'button', 'data-do': 'step', 'data-edge': edge, 'data-direction': String(direction), 'aria-label': say(`desk.${edge}.${direction < 0 ? 'left' : 'right'}`) }, sign);
  const pair = (/** @type {string} */ edge) =>
    make('span', { class: 'pair', role: 'group', 'aria-label': say(`desk.${edge}`) }, make('span', { class: 'line-name' }, say(`desk.${edge}`)), step(edge, -1, '←'), step(edge, 1, '→'));
  return make('div', { class: 'bounds' }, pair('start'), pair('end'));
}

/**
 * @param {string} action
 * @param {string} words
 */
function button(action, words) {
  return make('button', { type: 'button', 'data-do': action }, words);
}

/**
 * A list of entities to choose from, those named most often first.
 * @param {Entity[]} entities
 * @param {string} id
 * @param {string} mark
 * @param {string} none
 * @param {string | null} [chosen]
 */
function entityList(entities, id, mark, none, chosen) {
  const list = make('select', { id, [mark]: true }, make('option', { value: '' }, none));
  const often = entities.toSorted((a, b) => Number(b.id === chosen) - Number(a.id === chosen) || b.mentions.length - a.mentions.length).slice(0, MOST_ENTITIES);
  for (const entity of often) list.append(make('option', { value: entity.id, selected: entity.id === chosen, dir: 'auto' }, `${say(`mark.${entity.type}`)} · ${entity.name}`));
  return list;
}
