/**
 * The only doors through which a string may become code or markup (Content-Security-Policy: trusted-types). Browsers without
 * trusted types take the strings as they are.
 */

const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('kavichki', {
  createScriptURL(/** @type {string} */ url) {
    if (new URL(url).origin !== location.origin) throw new TypeError(`not a script of this page: ${url}`);
    return url;
  },
  createHTML: (/** @type {string} */ html) => html,
});

/**
 * The address of one of the page's own scripts.
 * @param {URL} url
 * @returns {string}
 */
export function ownScript(url) {
  return policy ? policy.createScriptURL(url.href) : url.href;
}

/**
 * A document of its own made from markup. It is never shown: scripts in it do not run and pictures are not loaded.
 * @param {string} html
 * @returns {Document}
 */
export function inertDocument(html) {
  return new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, 'text/html');
}
