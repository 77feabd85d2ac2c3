/**
 * Between places in the drawn article and offsets in its text. The article's text content is the text, character for character, so
 * counting is enough.
 *
 * @typedef {import('../schema.js').Span} Span
 */

/**
 * What is selected in the article, or `null` if nothing is, or the selection reaches outside.
 * @param {HTMLElement} container
 * @returns {Span | null}
 */
export function selectedSpan(container) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(container)) return null;
  // A selection that a hand has let run out of the article means what is inside.
  const inside = range.cloneRange();
  if (!container.contains(range.startContainer)) inside.setStart(container, 0);
  if (!container.contains(range.endContainer)) inside.setEnd(container, container.childNodes.length);
  const before = document.createRange();
  before.setStart(container, 0);
  before.setEnd(inside.startContainer, inside.startOffset);
  const start = before.toString().length;
  const end = start + inside.toString().length;
  return start < end ? { start, end } : null;
}

/**
 * Selects a stretch of the article, as a person would with the mouse.
 * @param {HTMLElement} container
 * @param {Span} span
 * @returns {Range}
 */
export function select(container, span) {
  const range = rangeOf(container, span);
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  return range;
}

/**
 * @param {HTMLElement} container
 * @param {Span} span
 * @returns {Range}
 */
function rangeOf(container, { start, end }) {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let offset = 0;
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    const next = offset + node.length;
    if (start >= offset && start < next) range.setStart(node, start - offset);
    if (end > offset && end <= next) {
      range.setEnd(node, end - offset);
      break;
    }
    offset = next;
  }
  return range;
}

/**
 * Where a piece of the article begins in the text.
 * @param {HTMLElement} container
 * @param {Node} piece
 */
export function offsetOf(container, piece) {
  const before = document.createRange();
  before.setStart(container, 0);
  before.setEndBefore(piece);
  return before.toString().length;
}
