/**
 * What a correction does to quotations. Pure but for the article, which it changes.
 *
 * @typedef {import('../schema.js').Article} Article
 * @typedef {import('../schema.js').Quotation} Quotation
 * @typedef {import('../schema.js').Span} Span
 */

import { add, find, nextId, words } from './names.js';

/**
 * @param {string} text
 * @param {Article} article
 * @param {import('./edits.js').OfQuotation} edit
 */
export function changeQuotations(text, article, edit) {
  const known = findQuotation(article, edit.content);
  if (edit.do === 'unquote') {
    if (known) article.quotations = article.quotations.filter((quotation) => quotation !== known);
    arrange(article);
    return;
  }
  const quotation = known ?? addQuotation(article, edit.content, edit.type);
  switch (edit.do) {
    case 'agree':
      if (quotation.by !== 'person') quotation.by = 'confirmed';
      if (!known) arrange(article);
      return;
    case 'quote':
      quotation.type = edit.type;
      break;
    case 'stretch': {
      const there = findQuotation(article, edit.to);
      if (there && there !== quotation) article.quotations = article.quotations.filter((one) => one !== there);
      quotation.content = edit.to.map(({ start, end }) => ({ start, end }));
      break;
    }
    case 'cue':
      quotation.cue = edit.cue && { start: edit.cue.start, end: edit.cue.end };
      break;
    case 'speaker':
      attribute(text, article, quotation, edit);
      break;
  }
  quotation.by = 'person';
  arrange(article);
}

/**
 * @param {string} text
 * @param {Article} article
 * @param {Quotation} quotation
 * @param {import('./edits.js').SpeakerEdit} edit
 */
function attribute(text, article, quotation, { speaker, entity, entityType }) {
  if (speaker !== undefined) quotation.speaker = speaker && { start: speaker.start, end: speaker.end };
  if (entity) {
    const found = find(article, entity) ?? add(text, article, entity, entityType ?? 'PER');
    quotation.speaker_entity = found.entity.id;
    quotation.speaker_name = found.entity.name;
  } else if (entity === null) {
    quotation.speaker_entity = null;
    quotation.speaker_name = quotation.speaker && words(text, quotation.speaker);
  } else if (speaker !== undefined) {
    const inside = speaker && entityInside(article, speaker);
    quotation.speaker_entity = inside ? inside.id : null;
    quotation.speaker_name = inside ? inside.name : speaker && words(text, speaker);
  }
  // What the recogniser gave as its reason for the source it chose is no reason for another.
  quotation.why = quotation.why.filter(({ code }) => !code.startsWith('speaker-'));
}

/**
 * Whom these words name: the mention that is all of them, or the last name among them (titles and offices come before it).
 * @param {Article} article
 * @param {Span} span
 */
function entityInside(article, span) {
  const whole = find(article, span);
  if (whole) return whole.entity;
  const inside = article.entities.flatMap((entity) =>
    entity.mentions.filter(({ start, end }) => start >= span.start && end <= span.end).map((mention) => ({ mention, entity })),
  );
  const people = inside.filter(({ entity }) => entity.type === 'PER');
  const [best] = (people.length > 0 ? people : inside).sort(
    (a, b) => Number(b.mention.kind === 'name') - Number(a.mention.kind === 'name') || b.mention.start - a.mention.start,
  );
  return best?.entity ?? null;
}

/**
 * The quotation that says exactly this.
 * @param {Article} article
 * @param {Span[]} content
 */
export function findQuotation(article, content) {
  return article.quotations.find(
    (one) => one.content.length === content.length && one.content.every(({ start, end }, i) => start === content[i].start && end === content[i].end),
  );
}

/**
 * @param {Article} article
 * @param {Span[]} content
 * @param {Quotation['type']} type
 * @returns {Quotation}
 */
function addQuotation(article, content, type) {
  const spans = content.map(({ start, end }) => ({ start, end }));
  const hull = wholeOf({ content: spans });
  // A quotation of the recogniser's that is cut in two, or says nearly the same, is the same one, wrongly cut.
  article.quotations = article.quotations.filter((one) => one.by || !isRival(wholeOf(one), hull));
  /** @type {Quotation} */
  const quotation = {
    id: nextId(article, 'q'),
    type,
    content: spans,
    cue: null,
    speaker: null,
    speaker_entity: null,
    speaker_name: null,
    within: null,
    score: 1,
    why: [],
    by: 'person',
  };
  article.quotations.push(quotation);
  return quotation;
}

/** Share of the letters of two quotations that both have, from which on they cannot be one within the other: a guess, not tuned. */
const NEARLY_ALL = 0.8;

/**
 * @param {Span} one
 * @param {Span} other
 */
function isRival(one, other) {
  const shared = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  if (shared <= 0) return false;
  const isNested = shared === Math.min(one.end - one.start, other.end - other.start);
  return !isNested || shared >= NEARLY_ALL * Math.max(one.end - one.start, other.end - other.start);
}

/**
 * Puts the quotations in the order of the text, each within the smallest one that holds all of it (as src/assemble.rs does).
 * @param {Article} article
 */
function arrange(article) {
  const all = article.quotations.map((quotation) => ({ quotation, ...wholeOf(quotation) }));
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  article.quotations = all.map(({ quotation }) => quotation);
  /** @type {typeof all} */
  const open = [];
  for (const one of all) {
    while (open.length > 0 && open[open.length - 1].end <= one.start) open.pop();
    one.quotation.within = open.findLast((outer) => outer.start <= one.start && one.end <= outer.end)?.quotation.id ?? null;
    open.push(one);
  }
}

/**
 * From the first word said to the last.
 * @param {{content: Span[]}} quotation
 * @returns {Span}
 */
export function wholeOf({ content }) {
  return { start: Math.min(...content.map(({ start }) => start)), end: Math.max(...content.map(({ end }) => end)) };
}
