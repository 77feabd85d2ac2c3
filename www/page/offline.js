/**
 * Keeps the page for use without a network (service-worker.js) and offers a new version when there is one. Where the browser
 * has no service workers (some private windows) the page works as long as it is open.
 */

import { ownScript } from './trust.js';

/**
 * @param {() => void} onUpdate  a new version waits
 * @returns {Promise<void>}
 */
export async function keepOffline(onUpdate) {
  if (!('serviceWorker' in navigator)) return;
  try {
    const url = ownScript(new URL('service-worker.js', document.baseURI));
    const registration = await navigator.serviceWorker.register(url, { scope: './' });
    const watch = (/** @type {ServiceWorker | null} */ worker) => {
      const look = () => {
        if (worker?.state === 'installed' && navigator.serviceWorker.controller) onUpdate();
      };
      worker?.addEventListener('statechange', look);
      look();
    };
    watch(registration.waiting);
    watch(registration.installing);
    registration.addEventListener('updatefound', () => watch(registration.installing));
    await navigator.serviceWorker.ready;
    document.documentElement.dataset.offline = 'ready';
  } catch (error) {
    console.info('The page will not work offline:', error);
  }
}

/** Lets the waiting version take over and loads it. */
export async function loadUpdate() {
  const registration = await navigator.serviceWorker.getRegistration();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  if (registration?.waiting) registration.waiting.postMessage('take over');
  else location.reload();
}
