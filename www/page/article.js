/**
 * Draws the annotated article and finds its pieces again. Its text content is the input's, character for character; whatever
 * else is to be read there (type marks) comes from the style sheet.
 */

import { paragraphs } from './segments.js';
import { Slices } from './slices.js';

/**
 * @typedef {import('./schema.js').Article} Article
 * @typedef {import('./store.js').Place} Place
 * @typedef {import('./segments.js').Tree} Tree
 * @typedef {import('./segments.js').Paragraph} Paragraph
 */

/** Characters after which a new chunk begins; the browser leaves chunks out of view unlaid. */
const CHUNK = 8_000;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu;

export class ArticleView {
  /** @param {HTMLElement} container */
  constructor(container) {
    this.container = container;
    /** Pieces by what they show: `m1`, `q1`. @type {Map<string, HTMLElement[]>} */
    this.pieces = new Map();
    /** Where the keyboard stops, in order of the text. @type {HTMLElement[]} */
    this.stops = [];
    this.headlines = 0;
    this.words = 0;
  }

  clear() {
    this.container.replaceChildren();
    this.pieces = new Map();
    this.stops = [];
    this.headlines = 0;
    this.words = 0;
  }

  /**
   * Draws in slices, so that the page stays answering however long the text is.
   * @param {string} text
   * @param {Article} article
   * @param {(share: number) => void} onProgress
   * @param {AbortSignal} signal
   * @param {boolean} [anew]  the article stands there already, and has been corrected: it is replaced at once, and nothing moves
   */
  async draw(text, article, onProgress, signal, anew = false) {
    if (!anew) this.container.replaceChildren();
    /** Off the page while it is drawn anew. @type {ParentNode & Node} */
    const target = anew ? document.createDocumentFragment() : this.container;
    this.pieces = new Map();
    this.stops = [];
    this.headlines = this.words = 0;
    let drawn = 0;
    let chunkSize = Infinity;
    /** @type {ParentNode & Node} */
    let chunk = target;
    const slices = new Slices(signal);
    for (const paragraph of paragraphs(text, article)) {
      if (chunkSize > CHUNK) {
        const element = target.appendChild(document.createElement('div'));
        element.className = 'chunk';
        chunk = element;
        chunkSize = 0;
      }
      const before = drawn;
      if (paragraph.before) chunk.append(paragraph.before);
      drawn += paragraph.before.length;
      if (paragraph.children.length > 0) {
        const element = chunk.appendChild(this.#paragraph(paragraph));
        for (const tree of paragraph.children) {
          element.append(this.#node(tree));
          if (slices.areDue()) {
            onProgress(drawn / text.length);
            await slices.rest();
          }
        }
        const words = element.textContent ?? '';
        drawn += words.length;
        this.words += words.match(WORD)?.length ?? 0;
      }
      chunkSize += drawn - before;
    }
    if (this.stops.length > 0) this.stops[0].tabIndex = 0;
    if (anew) this.#replace(target);
  }

  /**
   * Puts what is drawn in the place of what was there. The window stays where it is: parts out of view are not laid out until
   * they come into it, so they are told how high they were.
   * @param {Node} drawn
   */
  #replace(drawn) {
    const heights = [...this.container.children].map((chunk) => chunk.getBoundingClientRect().height);
    const { scrollX, scrollY } = window;
    this.container.replaceChildren(drawn);
    [...this.container.children].forEach((chunk, i) => {
      if (chunk instanceof HTMLElement && heights[i]) chunk.style.setProperty('contain-intrinsic-block-size', `auto ${heights[i]}px`);
    });
    window.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
  }

  /** @param {Paragraph} paragraph */
  #paragraph(paragraph) {
    const element = document.createElement('p');
    element.dir = 'auto';
    element.dataset.role = paragraph.role;
    if (paragraph.role === 'headline') {
      this.headlines += 1;
      element.setAttribute('role', 'heading');
      element.setAttribute('aria-level', this.headlines === 1 ? '3' : '4');
    }
    return element;
  }

  /**
   * @param {Tree} tree
   * @returns {Node}
   */
  #node(tree) {
    if (typeof tree === 'string') return document.createTextNode(tree);
    const element = document.createElement('span');
    if ('stretch' in tree) {
      element.className = 'stretch';
    } else if ('mention' in tree) {
      element.dataset.mention = tree.mention.id;
      element.dataset.entity = tree.entity.id;
      element.dataset.type = tree.entity.type;
      element.dataset.kind = tree.mention.kind;
      element.dataset.by = tree.mention.by ?? 'machine';
      this.#register(element, tree.mention.id);
      if (tree.starts) this.#stop(element);
    } else {
      element.dataset.quotation = tree.quotations.map((quotation) => quotation.id).join(' ');
      element.dataset.part = tree.part;
      for (const quotation of tree.quotations) this.#register(element, quotation.id);
      if (tree.part === 'content') {
        element.dataset.depth = String(Math.min(tree.quotations.length, 3));
        const inner = tree.quotations[tree.quotations.length - 1];
        element.dataset.kind = inner.type;
        element.dataset.by = inner.by ?? 'machine';
        if (tree.first) this.#stop(element);
      }
    }
    if ('starts' in tree) {
      element.classList.toggle('starts', tree.starts);
      element.classList.toggle('ends', tree.ends);
    }
    element.append(...tree.children.map((child) => this.#node(child)));
    return element;
  }

  /**
   * @param {HTMLElement} element
   * @param {string} id
   */
  #register(element, id) {
    const known = this.pieces.get(id);
    if (known) known.push(element);
    else this.pieces.set(id, [element]);
  }

  /** @param {HTMLElement} element */
  #stop(element) {
    element.tabIndex = -1;
    this.stops.push(element);
  }

  /**
   * The first piece of a name, or of what a quotation says.
   * @param {string} id
   */
  first(id) {
    const pieces = this.pieces.get(id) ?? [];
    return pieces.find((piece) => piece.dataset.part === 'content' || piece.dataset.mention) ?? pieces[0];
  }

  /**
   * All layers over a piece, the innermost first.
   * @param {EventTarget | null} target
   * @returns {Place | null}
   */
  placeOf(target) {
    /** @type {Place} */
    const place = { mentions: [], quotations: [] };
    let element = target instanceof Element ? target : null;
    for (; element && element !== this.container; element = element.parentElement) {
      if (!(element instanceof HTMLElement)) continue;
      if (element.dataset.mention) place.mentions.push(element.dataset.mention);
      for (const id of (element.dataset.quotation?.split(' ') ?? []).reverse()) {
        if (!place.quotations.includes(id)) place.quotations.push(id);
      }
    }
    return place.mentions.length + place.quotations.length > 0 ? place : null;
  }

  /**
   * Lights pieces up: `mark` is a class name.
   * @param {string} mark
   * @param {Iterable<string>} ids
   */
  light(mark, ids) {
    for (const element of this.container.querySelectorAll(`.${mark}`)) element.classList.remove(mark);
    for (const id of ids) for (const element of this.pieces.get(id) ?? []) element.classList.add(mark);
  }
}
