/** What `wasm-bindgen` makes of src/web.rs. */
export function initSync(options: { module: WebAssembly.Module }): unknown;
export class Annotator {
  constructor(pack: Uint8Array);
  readonly language: string;
  annotate(text: string, progress?: (share: number) => void): import('../../../www/page/schema.js').Article;
}
