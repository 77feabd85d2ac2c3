/**
 * What a correction does to names and the entities they belong to. Pure but for the article, which it changes.
 *
 * @typedef {import('../schema.js').Article} Article
 * @typedef {import('../schema.js').Entity} Entity
 * @typedef {import('../schema.js').EntityType} EntityType
 * @typedef {import('../schema.js').Mention} Mention
 * @typedef {import('../schema.js').Span} Span
 * @typedef {{mention: Mention, entity: Entity}} Found
 */

/**
 * @param {string} text
 * @param {Article} article
 * @param {import('./edits.js').OfName} edit
 */
export function changeNames(text, article, edit) {
  if (edit.do === 'name') return name(text, article, edit);
  const known = find(article, edit.at);
  if (edit.do === 'unname') {
    if (known) for (const mention of edit.all ? [...known.entity.mentions] : [known.mention]) remove(article, mention);
    return;
  }
  if (edit.do === 'bound') return bound(text, article, edit, known);
  const { mention, entity } = known ?? add(text, article, edit.at, edit.type);
  switch (edit.do) {
    case 'confirm':
      for (const one of edit.all ? entity.mentions : [mention]) if (one.by !== 'person') one.by = 'confirmed';
      return;
    case 'base':
      for (const one of edit.all ? entity.mentions : [mention]) {
        if (one.kind === 'pronoun' || (one !== mention && one.kind !== mention.kind)) continue;
        one.base = edit.base;
        one.by = 'person';
      }
      // A person's word on the name goes before the rule that the fullest one is taken.
      rename(article, entity, mention.kind === 'name' && (edit.all || entity.mentions.length === 1) ? edit.base : fullest(entity));
      return;
    case 'join': {
      const other = find(article, edit.with) ?? add(text, article, edit.with, edit.withType);
      if (other.entity !== entity) join(article, entity, other.entity);
      mention.by = 'person';
      return;
    }
    case 'split':
      if (entity.mentions.length > 1) split(article, { mention, entity }, entity.type, null);
      mention.by = 'person';
      return;
  }
}

/**
 * @param {string} text
 * @param {Article} article
 * @param {import('./edits.js').NameEdit} edit
 */
function name(text, article, edit) {
  const { at, type, all } = edit;
  const known = find(article, at);
  if (!known) {
    const { mention, entity } = add(text, article, at, type);
    if (all) for (const span of occurrences(text, at)) if (!find(article, span)) add(text, article, span, type, entity);
    mention.by = 'person';
    return;
  }
  const { mention, entity } = known;
  if (entity.type !== type) {
    if (all || entity.mentions.length === 1) {
      entity.type = type;
      // A value was read from a date or a sum; of another type it means nothing.
      delete entity.value;
      for (const one of entity.mentions) one.by = 'person';
    } else {
      split(article, known, type, named(article, type, mention.base));
    }
  }
  if (mention.kind !== 'name') mention.kind = 'name';
  mention.by = 'person';
}

/**
 * @param {string} text
 * @param {Article} article
 * @param {import('./edits.js').BoundEdit} edit
 * @param {Found | null} known
 */
function bound(text, article, edit, known) {
  const there = find(article, edit.to);
  if (there && there.mention !== known?.mention) {
    // It has been found with these bounds meanwhile, or two pieces become one.
    if (known && known.entity.type === there.entity.type) remove(article, known.mention);
    there.mention.by = 'person';
    return;
  }
  if (!known) {
    add(text, article, edit.to, edit.type);
    return;
  }
  const { mention, entity } = known;
  const former = words(text, mention);
  makeRoom(article, edit.to, entity.type, mention);
  Object.assign(mention, { start: edit.to.start, end: edit.to.end, by: 'person' });
  if (mention.kind === 'name') {
    // The base form told of the former words. What is cut off or put on there is done to it where it can be; else the words stand.
    mention.base = rebased(mention.base, former, words(text, mention));
    rename(article, entity, entity.mentions.length === 1 ? mention.base : fullest(entity));
  }
  inOrder(entity);
}

/**
 * The base form of words whose bounds have moved: words gained are taken as they stand, words lost are dropped, as far as the base
 * form has as many words as the text had.
 * @param {string} base
 * @param {string} former
 * @param {string} now
 */
function rebased(base, former, now) {
  const [bases, formers, nows] = [base, former, now].map((one) => one.split(' '));
  if (bases.length !== formers.length) return now;
  for (let shift = -formers.length; shift <= nows.length; shift += 1) {
    // `shift` words of the new bounds stand before the old ones.
    const shared = nows.map((word, i) => (formers[i - shift] === word ? i - shift : -1));
    const known = shared.filter((i) => i >= 0).length;
    if (known > 0 && known === Math.min(nows.length, formers.length)) return nows.map((word, i) => (shared[i] >= 0 ? bases[shared[i]] : word)).join(' ');
  }
  return now;
}

/**
 * The mention that lies over exactly this stretch.
 * @param {Article} article
 * @param {Span} span
 * @returns {Found | null}
 */
export function find(article, { start, end }) {
  for (const entity of article.entities) {
    for (const mention of entity.mentions) if (mention.start === start && mention.end === end) return { mention, entity };
  }
  return null;
}

/**
 * @param {string} text
 * @param {Article} article
 * @param {Span} span
 * @param {EntityType} type
 * @param {Entity} [owner]
 * @returns {Found}
 */
export function add(text, article, { start, end }, type, owner) {
  makeRoom(article, { start, end }, type, null);
  const base = words(text, { start, end });
  /** @type {Mention} */
  const mention = { id: nextId(article, 'm'), start, end, kind: 'name', base, score: 1, by: 'person' };
  const kept = owner && article.entities.includes(owner) ? owner : named(article, type, base);
  const entity = kept ?? { id: nextId(article, 'e'), type, name: base, mentions: [] };
  if (!kept) article.entities.push(entity);
  entity.mentions.push(mention);
  inOrder(entity);
  return { mention, entity };
}

/**
 * What a new name cannot stand beside gives way: names that it cuts in two, and those of its own type that it shares letters with.
 * @param {Article} article
 * @param {Span} span
 * @param {EntityType} type
 * @param {Mention | null} except
 */
function makeRoom(article, span, type, except) {
  for (const entity of [...article.entities]) {
    for (const mention of [...entity.mentions]) {
      if (mention === except || mention.end <= span.start || mention.start >= span.end) continue;
      const isNested = (mention.start >= span.start && mention.end <= span.end) || (mention.start <= span.start && mention.end >= span.end);
      if (!isNested || entity.type === type) remove(article, mention);
    }
  }
}

/**
 * @param {Article} article
 * @param {Mention} mention
 */
function remove(article, mention) {
  const entity = article.entities.find(({ mentions }) => mentions.includes(mention));
  if (!entity) return;
  entity.mentions = entity.mentions.filter((one) => one !== mention);
  if (entity.mentions.length > 0) {
    if (!entity.mentions.some(({ base }) => base === entity.name)) rename(article, entity, fullest(entity));
    return;
  }
  article.entities = article.entities.filter((one) => one !== entity);
  // Somebody said it still; only there is no entity any more to tell who.
  for (const quotation of article.quotations) if (quotation.speaker_entity === entity.id) quotation.speaker_entity = null;
}

/**
 * @param {Article} article
 * @param {Entity} from  is no more afterwards
 * @param {Entity} into  keeps its type and name
 */
function join(article, from, into) {
  into.mentions.push(...from.mentions);
  inOrder(into);
  article.entities = article.entities.filter((entity) => entity !== from);
  for (const quotation of article.quotations) if (quotation.speaker_entity === from.id) quotation.speaker_entity = into.id;
  rename(article, into, into.name);
}

/**
 * @param {Article} article
 * @param {Found} found
 * @param {EntityType} type
 * @param {Entity | null} into  an entity to go over to; `null` for one of its own
 */
function split(article, { mention, entity }, type, into) {
  const own = into ?? { id: nextId(article, 'e'), type, name: mention.base, mentions: [] };
  if (!into) article.entities.splice(article.entities.indexOf(entity) + 1, 0, own);
  own.mentions.push(mention);
  inOrder(own);
  for (const quotation of article.quotations) {
    const { speaker } = quotation;
    if (quotation.speaker_entity !== entity.id || !speaker) continue;
    if (speaker.start <= mention.start && mention.end <= speaker.end) Object.assign(quotation, { speaker_entity: own.id, speaker_name: own.name });
  }
  entity.mentions = entity.mentions.filter((one) => one !== mention);
  if (!entity.mentions.some(({ base }) => base === entity.name)) rename(article, entity, fullest(entity));
  if (own.mentions.length === 1) own.name = mention.base;
}

/**
 * Another entity of this type and name.
 * @param {Article} article
 * @param {EntityType} type
 * @param {string} base
 */
function named(article, type, base) {
  return article.entities.find((entity) => entity.type === type && (entity.name === base || entity.mentions.some((one) => one.kind === 'name' && one.base === base))) ?? null;
}

/**
 * @param {Article} article
 * @param {Entity} entity
 * @param {string} to
 */
function rename(article, entity, to) {
  entity.name = to;
  for (const quotation of article.quotations) if (quotation.speaker_entity === entity.id) quotation.speaker_name = to;
}

/**
 * The fullest base form among the names; the name as it is, if none is left.
 * @param {Entity} entity
 */
function fullest(entity) {
  const names = entity.mentions.filter(({ kind }) => kind === 'name').map(({ base }) => base);
  if (names.length === 0) return entity.mentions.some(({ base }) => base === entity.name) ? entity.name : (entity.mentions[0]?.base ?? entity.name);
  return names.reduce((longest, one) => (one.length > longest.length ? one : longest));
}

/** @param {Entity} entity */
function inOrder(entity) {
  entity.mentions.sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * Other places where the same words stand, as words of their own.
 * @param {string} text
 * @param {import('./anchor.js').Anchor} anchor
 * @returns {Span[]}
 */
export function occurrences(text, { start, quote }) {
  const found = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + quote.length)) {
    const end = at + quote.length;
    if (at !== start && !LETTER.test(charBefore(text, at)) && !LETTER.test(charAt(text, end))) found.push({ start: at, end });
  }
  return found;
}
const LETTER = /[\p{L}\p{N}\p{M}]/u;

/**
 * @param {string} text
 * @param {number} at
 */
function charAt(text, at) {
  return at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : '';
}

/**
 * @param {string} text
 * @param {number} at
 */
function charBefore(text, at) {
  const isPair = at > 1 && /[\uDC00-\uDFFF]/.test(text[at - 1]);
  return at > 0 ? text.slice(at - (isPair ? 2 : 1), at) : '';
}

/**
 * @param {string} text
 * @param {Span} span
 */
export function words(text, { start, end }) {
  return text.slice(start, end).replace(/\s+/g, ' ').trim();
}

/**
 * An id that nothing in the article has.
 * @param {Article} article
 * @param {'m' | 'e' | 'q'} letter
 */
export function nextId(article, letter) {
  let last = 0;
  const see = (/** @type {{id: string}} */ { id }) => (last = Math.max(last, id.startsWith(letter) ? Number(id.slice(1)) || 0 : 0));
  if (letter === 'e') article.entities.forEach(see);
  else if (letter === 'm') for (const { mentions } of article.entities) mentions.forEach(see);
  else article.quotations.forEach(see);
  return `${letter}${last + 1}`;
}
