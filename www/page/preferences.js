/** What the page remembers between visits: the interface's language and colours. Nothing of any text. */

const PREFIX = 'kavichki.';

/**
 * @param {'language' | 'theme'} name
 * @returns {string | null}
 */
export function remembered(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/**
 * @param {'language' | 'theme'} name
 * @param {string} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A browser that keeps nothing: the choice holds until the page is closed.
  }
}
