/** A static host as anybody may have it: a folder under a sub-path, types by file name, and no header beyond. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, relative } from 'node:path';

const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', png: 'image/png', wasm: 'application/wasm' };
const SUB_PATH = '/some/where/';

/**
 * All files of a folder, by their path.
 * @param {string} folder
 */
export function readSite(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(entries.map((entry) => [relative(folder, join(entry.parentPath, entry.name)), readFileSync(join(entry.parentPath, entry.name))]));
}

/**
 * The same site as a later build would have made it: another text in the page, other names, another version.
 * @param {Map<string, Buffer>} site
 * @param {(path: string, content: string) => string} change  of the files of the page's folder and `index.html`
 */
export function laterVersion(site, change) {
  const folder = [...site.keys()].find((path) => path.startsWith('page-'))?.split('/')[0] ?? '';
  const newFolder = 'page-00000000000000ff';
  const later = new Map();
  for (const [path, content] of site) {
    const isText = /\.(js|css|html)$/.test(path) && path !== 'service-worker.js';
    const changed = isText ? Buffer.from(change(path, content.toString()).replaceAll(folder, newFolder)) : content;
    later.set(path.replace(folder, newFolder), changed);
  }
  const files = {};
  for (const [path, content] of later) {
    if (path === 'service-worker.js') continue;
    files[path === 'index.html' ? './' : path] = `sha256-${createHash('sha256').update(content).digest('base64')}`;
  }
  const worker = site.get('service-worker.js')?.toString() ?? '';
  later.set(
    'service-worker.js',
    Buffer.from(worker.replace(/^const VERSION = .*$/m, "const VERSION = 'later';").replace(/^const FILES = .*$/m, `const FILES = ${JSON.stringify(files)};`)),
  );
  return later;
}

export class Host {
  /** What was asked for, oldest first. @type {string[]} */
  requests = [];
  /** Paths that are answered with an error. @type {RegExp | null} */
  broken = null;

  /** @param {Map<string, Buffer>} site */
  constructor(site) {
    this.site = site;
    this.server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://host').pathname;
      this.requests.push(path);
      const file = path.startsWith(SUB_PATH) ? this.site.get(path.slice(SUB_PATH.length) || 'index.html') : undefined;
      if (!file || this.broken?.test(path)) {
        response.writeHead(file ? 500 : 404, { 'Content-Type': 'text/plain' }).end('no');
        return;
      }
      const extension = path.endsWith('/') ? 'html' : (path.split('.').pop() ?? '');
      response.writeHead(200, { 'Content-Type': TYPES[extension] ?? 'application/octet-stream' }).end(file);
    });
  }

  /** @returns {Promise<string>} the page's address */
  async start() {
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address?.port}${SUB_PATH}`;
  }

  /** Nobody answers any more. */
  stop() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}
