/**
 * Who said what, in the order of the article. Pure.
 *
 * @typedef {import('./schema.js').Article} Article
 * @typedef {import('./schema.js').Quotation} Quotation
 * @typedef {{key: string, name: string | null, entity: import('./schema.js').Entity | null, quotations: Quotation[]}} Speaker
 */

/**
 * The same for all quotations of one source, `null` for those without one.
 * @param {Quotation} quotation
 */
export function speakerKey(quotation) {
  if (quotation.speaker_entity) return `entity ${quotation.speaker_entity}`;
  return quotation.speaker_name ? `name ${quotation.speaker_name}` : null;
}

/**
 * Speakers by their first quotation, those unknown last.
 * @param {Article} article
 * @returns {Speaker[]}
 */
export function speakersOf(article) {
  const entities = new Map(article.entities.map((entity) => [entity.id, entity]));
  /** @type {Map<string | null, Speaker>} */
  const speakers = new Map();
  for (const quotation of article.quotations) {
    const key = speakerKey(quotation);
    let speaker = speakers.get(key);
    if (!speaker) {
      const entity = entities.get(quotation.speaker_entity ?? '') ?? null;
      const name = quotation.speaker_name ?? entity?.name ?? null;
      speaker = { key: key ?? '', name, entity, quotations: [] };
      speakers.set(key, speaker);
    }
    speaker.quotations.push(quotation);
  }
  const unknown = speakers.get(null);
  speakers.delete(null);
  return unknown ? [...speakers.values(), unknown] : [...speakers.values()];
}

/** More would only be cut off by the style sheet. */
const SHOWN = 400;

/**
 * What a quotation says, as one line: interruptions are shown as an ellipsis.
 * @param {Quotation} quotation
 * @param {string} text
 */
export function wordsOf(quotation, text) {
  const words = quotation.content.map(({ start, end }) => text.slice(start, Math.min(end, start + SHOWN)).trim()).join(' […] ');
  const line = words.replace(/\s+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
