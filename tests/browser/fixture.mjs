/**
 * Articles with their annotation written into them, and a stand-in for the recogniser that knows them: what the page does with
 * a result is tested apart from what the recogniser finds.
 *
 * `<m1 PER e1>` … `</m1>` is a mention, `<q1 content>` … `</q1 content>` a part of a quotation. Tags need not nest.
 */

const ENTRY = /<(\/?)([mq]\d+)(?: ([A-Za-z]+))?(?: (e\d+))?(?: (name|role|pronoun))?>/g;

/**
 * @param {string} source
 * @param {Record<string, object>} [facts] more about entities and quotations, by id
 */
export function marked(source, facts = {}) {
  let text = '';
  const open = new Map();
  const entities = new Map();
  const quotations = new Map();
  let from = 0;
  for (const match of source.matchAll(ENTRY)) {
    text += source.slice(from, match.index);
    from = match.index + match[0].length;
    const [, closes, id, word, entityId, kind] = match;
    const key = id.startsWith('q') ? `${id} ${word}` : id;
    if (!closes) {
      open.set(key, { start: text.length, word, entityId, kind });
      continue;
    }
    const { start, ...rest } = open.get(key);
    const span = { start, end: text.length };
    if (id.startsWith('m')) {
      const entity = entities.get(rest.entityId) ?? { id: rest.entityId, type: rest.word, name: text.slice(start), mentions: [], ...facts[rest.entityId] };
      entities.set(rest.entityId, entity);
      entity.mentions.push({ id, ...span, kind: rest.kind ?? 'name', base: text.slice(start), score: 0.9 });
    } else {
      const empty = { id, type: 'direct', content: [], cue: null, speaker: null, speaker_entity: null, speaker_name: null, within: null, score: 0.8, why: [] };
      const quotation = quotations.get(id) ?? { ...empty, ...facts[id] };
      quotations.set(id, quotation);
      if (word === 'content') quotation.content.push(span);
      else quotation[word] = span;
    }
  }
  text += source.slice(from);
  const article = {
    schema: 1,
    language: 'bg',
    language_fit: 1,
    offsets: 'utf16',
    blocks: [],
    entities: [...entities.values()],
    quotations: [...quotations.values()].sort((a, b) => a.content[0].start - b.content[0].start || b.content[0].end - a.content[0].end),
  };
  return { text, article };
}

/** Everything at once: overlaps, nesting, an interruption, a second paragraph, an unknown source. */
export const LAYERED = marked(
  `Спор за <m1 LOC e1>Липница</m1>

<q1 content><q2 content>Мостът ще се строи от <m2 ORG e2>фирма „Арка“ от <m3 LOC e1>Липница</m3></m2></q2 content>, <q2 cue>заяви</q2 cue> <q2 speaker><m4 PER e3 role>кметът</m4> <m5 PER e3>Иво Ралев</m5></q2 speaker></q1 content>, <q1 cue>предаде</q1 cue> <q1 speaker><m6 ORG e4>БТА</m6></q1 speaker>.

„<q3 content>Няма да спрем</q3 content>, – <q3 cue>каза</q3 cue> <q3 speaker><m7 PER e3 pronoun>той</m7></q3 speaker> – <q3 content>докато не стане</q3 content>.“ „<q4 content>Кой плаща?</q4 content>“ Цената е <m8 MONEY e5>два милиона лева</m8>.`,
  {
    e3: { name: 'Иво Ралев' },
    e5: { value: '2000000 BGN' },
    q1: { type: 'indirect', speaker_entity: 'e4', speaker_name: 'БТА', why: [{ code: 'quoted-by' }] },
    q2: { type: 'indirect', speaker_entity: 'e3', speaker_name: 'Иво Ралев', within: 'q1', why: [{ code: 'verb-after-clause' }, { code: 'speaker-named' }] },
    q3: { speaker_entity: 'e3', speaker_name: 'Иво Ралев', why: [{ code: 'verb-speech' }] },
  },
);

/**
 * The stand-in's source: it knows the texts given, works for a while on texts that begin with `РАБОТА`, fails on `ПРОВАЛ`, and
 * finds a name and a quotation in every sentence of `МНОГО`.
 * @param {{text: string, article: object}[]} known
 */
export function standIn(known) {
  return `
    const known = new Map(${JSON.stringify(known.map(({ text, article }) => [text, article]))});
    export function initSync() {}
    export class Annotator {
      language = 'bg';
      annotate(text, progress) {
        if (text.startsWith('ПРОВАЛ')) throw new Error('unreachable executed');
        for (const start = Date.now(); text.startsWith('РАБОТА') && Date.now() - start < 20000; ) progress((Date.now() - start) / 20000);
        const blocks = [];
        const entities = [];
        const quotations = [];
        const sentence = /Иван Драгиев каза, че (.*?)\\./g;
        for (let match; text.startsWith('МНОГО') && (match = sentence.exec(text)); ) {
          const n = quotations.length + 1;
          const start = match.index;
          const content = { start: start + match[0].length - 1 - match[1].length, end: start + match[0].length - 1 };
          const mention = { id: 'm' + n, start, end: start + 12, kind: 'name', base: 'Иван Драгиев', score: 1 };
          if (n % 10 === 1) entities.push({ id: 'e' + (entities.length + 1), type: 'PER', name: 'Иван Драгиев', mentions: [] });
          const entity = entities[entities.length - 1];
          entity.mentions.push(mention);
          quotations.push({ id: 'q' + n, type: 'indirect', content: [content], cue: { start: start + 13, end: start + 17 }, speaker: { start, end: start + 12 }, speaker_entity: entity.id, speaker_name: 'Иван Драгиев', within: null, score: 1, why: [] });
        }
        progress(1);
        const fit = /[а-я]/i.test(text) ? 1 : 0;
        return known.get(text) ?? { schema: 1, language: 'bg', language_fit: fit, offsets: 'utf16', blocks, entities, quotations };
      }
    }`;
}
