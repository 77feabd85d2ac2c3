/**
 * From a text and its annotation to a tree for each paragraph. Pure: it knows nothing of the document.
 *
 * Layers overlap freely, elements cannot. So a paragraph is cut wherever a layer begins or ends, and the pieces are nested in a
 * fixed order: what is said, then the words that attribute it, then the speaker, then names. Pieces that lie side by side in
 * the same layers share an element.
 *
 * @typedef {import('./schema.js').Article} Article
 * @typedef {import('./schema.js').Mention} Mention
 * @typedef {import('./schema.js').Entity} Entity
 * @typedef {import('./schema.js').Quotation} Quotation
 * @typedef {'content' | 'cue' | 'speaker'} Part
 *
 * @typedef {object} QuotationNode
 * @property {Part} part
 * @property {Quotation[]} quotations  those that have this part here, the outermost first
 * @property {boolean} starts  one of them begins here
 * @property {boolean} ends  one of them ends here
 * @property {boolean} first  one of them begins here, and not after an interruption
 * @property {Tree[]} children
 *
 * @typedef {object} MentionNode
 * @property {Mention} mention
 * @property {Entity} entity
 * @property {boolean} starts
 * @property {boolean} ends
 * @property {Tree[]} children
 *
 * @typedef {{stretch: true, children: Tree[]}} StretchNode  a part of a very long paragraph
 * @typedef {string | QuotationNode | MentionNode | StretchNode} Tree
 *
 * @typedef {object} Paragraph
 * @property {string} before  line breaks between the former paragraph and this one
 * @property {string} role
 * @property {Tree[]} children  together they hold all of the paragraph's text; empty for what stands after the last one
 */

/**
 * @typedef {{start: number, end: number, level: number, first: boolean, quotation?: Quotation, mention?: Mention, entity?: Entity}} Layer
 */

/** @type {Part[]} */
const PARTS = ['content', 'cue', 'speaker'];
const MENTION_LEVEL = PARTS.length;

/** A paragraph longer than this (in UTF-16 units) is laid out in stretches: browsers lay out a paragraph as a whole. */
const LONG_PARAGRAPH = 20_000;
const STRETCH = 5_000;

/** Line breaks as the recogniser's blocks have them. */
const LINE_BREAK = /[\n\r\u2028\u2029]+/g;

/**
 * @param {string} text
 * @param {Article} article
 * @returns {Generator<Paragraph>}
 */
export function* paragraphs(text, article) {
  const sweep = new Sweep(layersOf(article, text.length));
  const blocks = article.blocks;
  let block = 0;
  let before = '';
  for (const { start, end, gap } of lines(text)) {
    if (text.slice(start, end).trim() === '') {
      before += text.slice(start, end) + gap;
      continue;
    }
    while (block < blocks.length && blocks[block].end <= start) block += 1;
    const role = block < blocks.length && blocks[block].start < end ? blocks[block].role : 'body';
    yield { before, role, children: paragraph(text, start, end, sweep) };
    before = gap;
  }
  if (before) yield { before, role: 'body', children: [] };
}

/**
 * @param {string} text
 * @returns {Generator<{start: number, end: number, gap: string}>} lines, each with the breaks after it
 */
function* lines(text) {
  let start = 0;
  for (const match of text.matchAll(LINE_BREAK)) {
    yield { start, end: match.index, gap: match[0] };
    start = match.index + match[0].length;
  }
  if (start < text.length) yield { start, end: text.length, gap: '' };
}

/**
 * @param {Article} article
 * @param {number} length
 * @returns {Layer[]} by start, the longer one first
 */
function layersOf(article, length) {
  /** @type {Layer[]} */
  const layers = [];
  for (const quotation of article.quotations) {
    quotation.content.forEach((span, i) => layers.push({ ...span, level: 0, first: i === 0, quotation }));
    if (quotation.cue) layers.push({ ...quotation.cue, level: 1, first: true, quotation });
    if (quotation.speaker) layers.push({ ...quotation.speaker, level: 2, first: true, quotation });
  }
  for (const entity of article.entities) {
    for (const mention of entity.mentions) {
      layers.push({ start: mention.start, end: mention.end, level: MENTION_LEVEL, first: true, mention, entity });
    }
  }
  return layers.filter((layer) => layer.start < layer.end && layer.end <= length).sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Goes once through the layers and tells which of them lie over a place. Places must be asked for in order. */
class Sweep {
  /** @param {Layer[]} layers */
  constructor(layers) {
    this.layers = layers;
    this.next = 0;
    /** @type {Layer[]} */
    this.live = [];
  }

  /**
   * Where layers begin or end strictly between two places.
   * @param {number} start
   * @param {number} end
   */
  boundaries(start, end) {
    const found = new Set();
    const add = (/** @type {Layer} */ layer) => {
      if (layer.start > start && layer.start < end) found.add(layer.start);
      if (layer.end > start && layer.end < end) found.add(layer.end);
    };
    this.live.forEach(add);
    for (let i = this.next; i < this.layers.length && this.layers[i].start < end; i += 1) add(this.layers[i]);
    return found;
  }

  /** @param {number} place */
  at(place) {
    while (this.next < this.layers.length && this.layers[this.next].start <= place) this.live.push(this.layers[this.next++]);
    if (this.live.some((layer) => layer.end <= place)) this.live = this.live.filter((layer) => layer.end > place);
    return this.live;
  }
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Sweep} sweep
 * @returns {Tree[]}
 */
function paragraph(text, start, end, sweep) {
  const cuts = end - start > LONG_PARAGRAPH ? stretches(text, start, end) : [];
  const places = [...sweep.boundaries(start, end), ...cuts, start].sort((a, b) => a - b);
  /** @type {Segment[]} */
  const segments = [];
  places.forEach((place, i) => {
    const to = places[i + 1] ?? end;
    if (place < to) segments.push({ start: place, end: to, words: text.slice(place, to), live: [...sweep.at(place)] });
  });
  if (cuts.length === 0) return nest(segments, 0);
  /** @type {Tree[]} */
  const trees = [];
  let from = 0;
  for (const cut of [...cuts, end]) {
    let to = from;
    while (to < segments.length && segments[to].start < cut) to += 1;
    trees.push({ stretch: true, children: nest(segments.slice(from, to), 0) });
    from = to;
  }
  return trees;
}

/**
 * Where a long paragraph can be cut: after white space, about every `STRETCH`; where there is none, between any two characters.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
function stretches(text, start, end) {
  const cuts = [];
  for (let from = start; end - from > 2 * STRETCH; ) {
    const space = text.indexOf(' ', from + STRETCH);
    let cut = space >= 0 && space < from + 2 * STRETCH ? space + 1 : from + STRETCH;
    if (/[\uDC00-\uDFFF]/.test(text[cut])) cut += 1;
    cuts.push(cut);
    from = cut;
  }
  return cuts;
}

/** @typedef {{start: number, end: number, words: string, live: Layer[]}} Segment */

/**
 * @param {Segment[]} segments
 * @param {number} level
 * @returns {Tree[]}
 */
function nest(segments, level) {
  /** @type {Tree[]} */
  const trees = [];
  for (let from = 0; from < segments.length; ) {
    const layers = layersAt(segments[from], level);
    let to = from + 1;
    while (to < segments.length && same(layers, layersAt(segments[to], level))) to += 1;
    const group = segments.slice(from, to);
    from = to;
    if (layers.length === 0) {
      const deeper = group.some((segment) => segment.live.some((layer) => layer.level > level));
      const isLast = level >= MENTION_LEVEL || !deeper;
      trees.push(...(isLast ? [group.map((segment) => segment.words).join('')] : nest(group, level + 1)));
      continue;
    }
    const start = group[0].start;
    const end = group[group.length - 1].end;
    const starts = layers.some((layer) => layer.start === start);
    const ends = layers.some((layer) => layer.end === end);
    const children = nest(group, level + 1);
    const { mention, entity } = layers[0];
    if (mention && entity) {
      trees.push({ mention, entity, starts, ends, children });
    } else {
      const quotations = layers.flatMap((layer) => layer.quotation ?? []);
      const first = layers.some((layer) => layer.first && layer.start === start);
      trees.push({ part: PARTS[level], quotations, starts, ends, first, children });
    }
  }
  return trees;
}

/**
 * The layers of a segment that become one element at this level: all with the same part, or one name.
 * @param {Segment} segment
 * @param {number} level
 */
function layersAt(segment, level) {
  if (level < MENTION_LEVEL) return segment.live.filter((layer) => layer.level === level);
  const names = segment.live.filter((layer) => layer.level === MENTION_LEVEL);
  return names.slice(level - MENTION_LEVEL, level - MENTION_LEVEL + 1);
}

/**
 * @param {Layer[]} a
 * @param {Layer[]} b
 */
function same(a, b) {
  return a.length === b.length && a.every((layer, i) => layer === b[i]);
}
