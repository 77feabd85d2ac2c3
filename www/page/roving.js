/**
 * One stop of the Tab key for a whole set of things; arrows go from one to the next. A news article holds hundreds of names,
 * and nobody should have to press Tab as often.
 *
 * @param {HTMLElement} container
 * @param {{items: () => HTMLElement[], next: string[], previous: string[]}} options  `items` in order, those that can be reached now
 */
export function rove(container, { items, next, previous }) {
  container.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    const reachable = items();
    const at = reachable.indexOf(event.target);
    if (at < 0) return;
    let to = -1;
    if (next.includes(event.key)) to = Math.min(at + 1, reachable.length - 1);
    else if (previous.includes(event.key)) to = Math.max(at - 1, 0);
    else if (event.key === 'Home') to = 0;
    else if (event.key === 'End') to = reachable.length - 1;
    else return;
    event.preventDefault();
    reachable[to].focus();
  });
  container.addEventListener('focusin', (event) => {
    if (event.target instanceof HTMLElement && event.target.tabIndex === -1 && event.target !== container) {
      for (const former of container.querySelectorAll('[tabindex="0"]')) former.setAttribute('tabindex', '-1');
      event.target.tabIndex = 0;
    }
  });
}

/**
 * Makes the first thing the stop of the Tab key.
 * @param {HTMLElement[]} items
 */
export function offer(items) {
  if (items.length > 0) items[0].tabIndex = 0;
}
