// Kavichki's service worker: the page works without a network once it has been loaded, and makes no requests.
//
// `kavichki build` fills in the next two lines. Files that can change carry a hash in their name, so the files of several
// versions stand side by side; an open page goes on finding those it was made of until no page is open that needs them.
const VERSION = 'unbuilt';
const FILES = {};

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const scope = worker.registration.scope;
const prefix = `kavichki ${scope} `;
const cacheName = prefix + VERSION;
const page = new URL('./', scope).href;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  // The user wants the new version now.
  if (event.data === 'take over') worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && request.url.startsWith(scope)) event.respondWith(answer(request));
});

// Takes every file of this version, each checked against its hash: a half-deployed version is never installed.
async function install() {
  const cache = await caches.open(cacheName);
  await Promise.all(
    Object.entries(FILES).map(async ([path, integrity]) => {
      const url = new URL(path, scope).href;
      const known = /-[0-9a-f]{16}[./]/.test(path) && (await fromOurCaches(url));
      const response = known || (await fetch(new Request(url, { cache: 'no-cache', integrity, credentials: 'same-origin' })));
      if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
      await cache.put(url, response);
    }),
  );
}

async function activate() {
  await forget();
  // The page that has just been loaded for the first time needs no reload to be offline.
  await worker.clients.claim();
}

/** @param {Request} request */
async function answer(request) {
  if (request.mode === 'navigate') {
    const url = new URL(request.url);
    const isPage = url.origin + url.pathname === page || url.origin + url.pathname === `${page}index.html`;
    const cached = isPage && (await (await caches.open(cacheName)).match(page));
    return cached || fetch(request);
  }
  return (await fromOurCaches(request.url)) || fetch(request);
}

// This version's file first, then those of versions that are still in use.
/** @param {string} url */
async function fromOurCaches(url) {
  const names = await ours();
  for (const name of [cacheName, ...names.filter((other) => other !== cacheName).reverse()]) {
    const found = names.includes(name) && (await (await caches.open(name)).match(url, { ignoreVary: true }));
    if (found) return found;
  }
  return undefined;
}

// Drops former versions when no page is open that could be one of them.
async function forget() {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.length > 0) return;
  for (const name of await ours()) if (name !== cacheName) await caches.delete(name);
}

async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(prefix));
}
