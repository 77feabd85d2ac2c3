/**
 * Corrections as plain data, and what they do to an article. Pure: `apply` gives a new article and leaves the old one alone.
 *
 * A correction names what it is about by where it stands in the text, never by an id: ids are counted anew with every
 * annotation. It also says what it takes for granted (`type`), so that it holds where the recogniser, after an edit of the text, no
 * longer finds the thing: a person has vouched for it.
 *
 * @typedef {import('../schema.js').Article} Article
 * @typedef {import('../schema.js').EntityType} EntityType
 * @typedef {import('../schema.js').Quotation} Quotation
 * @typedef {import('./anchor.js').Anchor} Anchor
 *
 * @typedef {{at: Anchor, type: EntityType}} NameAt  a name, by its place; `type` is what it was (or is to be, for `name`)
 * @typedef {{content: Anchor[], type: Quotation['type']}} QuotationAt  a quotation, by the whole of what it says
 *
 * @typedef {{do: 'name', all?: boolean} & NameAt} NameEdit  adds a name, or gives it another type
 * @typedef {{do: 'unname', all?: boolean} & NameAt} UnnameEdit  removes it
 * @typedef {{do: 'bound', to: Anchor} & NameAt} BoundEdit  moves where it begins and ends
 * @typedef {{do: 'base', base: string, all?: boolean} & NameAt} BaseEdit
 * @typedef {{do: 'join', with: Anchor, withType: EntityType} & NameAt} JoinEdit  its entity and the other's are one
 * @typedef {{do: 'split'} & NameAt} SplitEdit  this mention is somebody else
 * @typedef {{do: 'confirm', all?: boolean} & NameAt} ConfirmEdit
 *
 * @typedef {{do: 'quote'} & QuotationAt} QuoteEdit  adds a quotation, or gives it another type
 * @typedef {{do: 'unquote'} & QuotationAt} UnquoteEdit
 * @typedef {{do: 'stretch', to: Anchor[]} & QuotationAt} StretchEdit  moves where it begins and ends
 * @typedef {{do: 'cue', cue: Anchor | null} & QuotationAt} CueEdit
 * `speaker` is the words that name the source, `entity` a mention of who that is; what is left out stays.
 * @typedef {{do: 'speaker', speaker?: Anchor | null, entity?: Anchor | null, entityType?: EntityType} & QuotationAt} SpeakerEdit
 * @typedef {{do: 'agree'} & QuotationAt} AgreeEdit  confirms it
 *
 * @typedef {NameEdit | UnnameEdit | BoundEdit | BaseEdit | JoinEdit | SplitEdit | ConfirmEdit} OfName
 * @typedef {QuoteEdit | UnquoteEdit | StretchEdit | CueEdit | SpeakerEdit | AgreeEdit} OfQuotation
 * @typedef {OfName | OfQuotation} Edit
 */

import { place } from './anchor.js';
import { changeNames } from './names.js';
import { changeQuotations } from './speech.js';

/** Edits whose subject is a quotation; all others are about names. */
const OF_QUOTATIONS = new Set(['quote', 'unquote', 'stretch', 'cue', 'speaker', 'agree']);

/**
 * @param {Edit} edit
 * @returns {edit is OfQuotation}
 */
export function isOfQuotation(edit) {
  return OF_QUOTATIONS.has(edit.do);
}

/**
 * The article after one correction.
 * @param {string} text  what the article was made from
 * @param {Article} article
 * @param {Edit} edit  its places must be places of `text`
 * @returns {Article}
 */
export function apply(text, article, edit) {
  const copy = structuredClone(article);
  change(text, copy, edit);
  return copy;
}

/**
 * The same, in the article itself: for many edits in a row.
 * @param {string} text
 * @param {Article} article
 * @param {Edit} edit
 */
export function change(text, article, edit) {
  if (isOfQuotation(edit)) changeQuotations(text, article, edit);
  else changeNames(text, article, edit);
}

/**
 * The correction with all its places found again in this text; `null` if one of them is gone.
 * @param {Edit} edit
 * @param {string} text
 * @returns {Edit | null}
 */
export function placed(edit, text) {
  /** @type {Record<string, unknown>} */
  const found = { ...edit };
  for (const [key, value] of Object.entries(edit)) {
    if (Array.isArray(value)) {
      const spans = value.map((anchor) => moved(anchor, text));
      if (spans.includes(null)) return null;
      found[key] = spans;
    } else if (isAnchor(value)) {
      found[key] = moved(value, text);
      if (!found[key]) return null;
    }
  }
  return /** @type {Edit} */ (found);
}

/**
 * @param {Anchor} anchor
 * @param {string} text
 * @returns {Anchor | null}
 */
function moved(anchor, text) {
  const span = place(anchor, text);
  return span && { ...anchor, ...span };
}

/**
 * @param {unknown} value
 * @returns {value is Anchor}
 */
function isAnchor(value) {
  return typeof value === 'object' && value !== null && 'quote' in value;
}

/**
 * The words that an edit is about, to tell a person of it.
 * @param {Edit} edit
 */
export function subjectOf(edit) {
  const words = isOfQuotation(edit) ? edit.content.map(({ quote }) => quote).join(' […] ') : edit.at.quote;
  return words.replace(/\s+/g, ' ').trim();
}
