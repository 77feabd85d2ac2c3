/**
 * What is pasted as HTML becomes text: headings and paragraphs stay apart, nothing of the markup is kept.
 */

import { inertDocument } from './trust.js';

const SKIPPED = new Set(
  'HEAD SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED SVG MATH CANVAS AUDIO VIDEO SELECT TEXTAREA INPUT BUTTON'.split(' '),
);
/** Elements that stand apart from what is before and after them. */
const PARAGRAPHS = new Set('P H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE UL OL DL TABLE FIGURE HR'.split(' '));
/** Elements that have a line of their own. */
const LINES = new Set(
  'ADDRESS ARTICLE ASIDE CAPTION DD DETAILS DIV DT FIELDSET FIGCAPTION FOOTER FORM HEADER LI MAIN NAV SECTION SUMMARY TR'.split(' '),
);

/**
 * @param {string} html
 * @returns {string}
 */
export function textOfHtml(html) {
  return textOf(documentOf(html));
}

/**
 * A document that is only read: nothing of it runs or is loaded, and the browser does not complain of what it does not run.
 * @param {string} html
 */
export function documentOf(html) {
  return inertDocument(quiet(html));
}

/**
 * @param {Document} content  from `documentOf`
 * @returns {string}
 */
export function textOf({ body }) {
  const writer = new Writer();
  // Without recursion: pasted markup can be nested deeper than the stack.
  /** @type {Node | null} */
  let node = body;
  let entering = true;
  while (node) {
    if (entering) {
      if (node.nodeType === Node.TEXT_NODE) writer.write(/** @type {Text} */ (node).data, isPreformatted(node.parentElement));
      const open = node instanceof Element || node.nodeType === Node.ELEMENT_NODE;
      if (open && !isSkipped(/** @type {Element} */ (node))) {
        writer.breakFor(node.nodeName);
        if (node.firstChild) {
          node = node.firstChild;
          continue;
        }
      }
    }
    if (node === body) break;
    if (!entering || node.nodeType === Node.ELEMENT_NODE) writer.breakFor(node.nodeName, true);
    if (node.nextSibling) {
      node = node.nextSibling;
      entering = true;
    } else {
      node = node.parentNode;
      entering = false;
    }
  }
  return writer.text();
}

/**
 * Styles and handlers under another name. They would do nothing in the inert document; but Chromium would report each of them as
 * a breach of the page's policy.
 * @param {string} html
 */
function quiet(html) {
  return html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/(\s)(style|on[a-z]+)(?=\s*=)/gi, '$1data-$2'));
}

/** @param {Element} element */
function isSkipped(element) {
  return (
    SKIPPED.has(element.nodeName.toUpperCase()) ||
    element.hasAttribute('hidden') ||
    /(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)/i.test(element.getAttribute('data-style') ?? '')
  );
}

/** @param {Element | null} element */
function isPreformatted(element) {
  return Boolean(element?.closest('pre, [data-style*="white-space:pre"], [data-style*="white-space: pre"]'));
}

/** Collapses white space as a browser does and keeps the breaks between paragraphs. */
class Writer {
  /** @type {string[]} */
  #pieces = [];
  /** Line breaks that are due before the next word. */
  #breaks = 0;
  #space = false;

  /**
   * @param {string} data
   * @param {boolean} preformatted
   */
  write(data, preformatted) {
    if (preformatted) {
      if (data) this.#put(data.replace(/\r\n?/g, '\n'));
      return;
    }
    const words = data.split(/[ \t\n\r\f]+/);
    words.forEach((word, i) => {
      if (i > 0) this.#space = true;
      if (word) this.#put(word);
    });
  }

  /**
   * @param {string} name of an element that begins or ends
   * @param {boolean} [ends]
   */
  breakFor(name, ends = false) {
    if (PARAGRAPHS.has(name)) this.#breaks = Math.max(this.#breaks, 2);
    else if (LINES.has(name)) this.#breaks = Math.max(this.#breaks, 1);
    else if (name === 'BR' && ends) this.#breaks = Math.min(this.#breaks + 1, 2);
    else if ((name === 'TD' || name === 'TH') && ends) this.#space = true;
  }

  /** @param {string} word */
  #put(word) {
    if (this.#pieces.length > 0) {
      if (this.#breaks > 0) this.#pieces.push('\n'.repeat(this.#breaks));
      else if (this.#space) this.#pieces.push(' ');
    }
    this.#breaks = 0;
    this.#space = false;
    this.#pieces.push(word);
  }

  text() {
    return this.#pieces.join('');
  }
}
