/**
 * The result as the recogniser hands it over (src/article.rs), offsets in UTF-16 units. Types only.
 *
 * @typedef {{start: number, end: number}} Span
 * @typedef {'PER' | 'LOC' | 'ORG' | 'PRO' | 'EVT' | 'DATE' | 'TIME' | 'MONEY' | 'PERCENT' | 'QUANTITY'} EntityType
 * @typedef {Span & {role: 'headline' | 'body' | 'teaser' | 'repeated' | 'caption' | 'boilerplate'}} Block
 *
 * Who answers for an annotation: the recogniser (also where it is left out), a person who agreed with it, or a person who made or
 * changed it.
 * @typedef {'machine' | 'confirmed' | 'person'} By
 * @typedef {Span & {id: string, kind: 'name' | 'role' | 'pronoun', base: string, score: number, by?: By}} Mention
 * @typedef {{id: string, type: EntityType, name: string, value?: string, mentions: Mention[]}} Entity
 * @typedef {{code: string, start?: number, end?: number}} Evidence
 * @typedef {{
 *   id: string, type: 'direct' | 'indirect' | 'mixed', content: Span[], cue: Span | null, speaker: Span | null,
 *   speaker_entity: string | null, speaker_name: string | null, within: string | null, score: number, why: Evidence[], by?: By,
 * }} Quotation
 * @typedef {{
 *   schema: number, language: string, language_fit: number, offsets: string,
 *   blocks: Block[], entities: Entity[], quotations: Quotation[],
 * }} Article
 */

/** In the order in which legend and lists show them. */
export const ENTITY_TYPES = /** @type {const} */ (['PER', 'ORG', 'LOC', 'EVT', 'PRO', 'DATE', 'TIME', 'MONEY', 'PERCENT', 'QUANTITY']);
