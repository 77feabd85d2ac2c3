/** Corrections without a browser: what each does, that it finds its place again, and that the journal loses nothing. */

import assert from 'node:assert/strict';

import { LAYERED, marked } from './fixture.mjs';
import { kindOfSpeech, nameBounds, speechBounds, stepped } from '../../www/page/desk/bounds.js';
import { anchorOf, place } from '../../www/page/desk/anchor.js';
import { apply } from '../../www/page/desk/edits.js';
import { added, EMPTY, redone, replay, undone, without } from '../../www/page/desk/journal.js';

/** An anchor for words, the n-th time they stand in the text. */
function words(text, quote, nth = 1) {
  let start = -1;
  for (let i = 0; i < nth; i += 1) start = text.indexOf(quote, start + 1);
  assert.ok(start >= 0, `${quote} is not in the text`);
  return anchorOf(text, { start, end: start + quote.length });
}
const entityOf = (article, id) => article.entities.find(({ mentions }) => mentions.some((one) => one.id === id));
const mentionOf = (article, id) => entityOf(article, id)?.mentions.find((one) => one.id === id);
const at = (text, article) => (id) => anchorOf(text, mentionOf(article, id));

/** What must hold of every article, whatever was done to it. */
function assertSound(text, article) {
  const ids = [...article.entities.map(({ id }) => id), ...article.entities.flatMap(({ mentions }) => mentions.map(({ id }) => id)), ...article.quotations.map(({ id }) => id)];
  assert.equal(new Set(ids).size, ids.length, 'an id stands twice');
  const inside = ({ start, end }) => assert.ok(start >= 0 && start < end && end <= text.length, `${start}–${end}`);
  for (const { mentions, name } of article.entities) {
    assert.ok(mentions.length > 0, `${name} has no mention`);
    mentions.forEach(inside);
    assert.deepEqual(mentions, mentions.toSorted((a, b) => a.start - b.start || b.end - a.end));
  }
  const starts = article.quotations.map(({ content }) => content[0].start);
  assert.deepEqual(starts, starts.toSorted((a, b) => a - b));
  for (const quotation of article.quotations) {
    [...quotation.content, quotation.cue, quotation.speaker].filter(Boolean).forEach(inside);
    if (quotation.within) assert.ok(article.quotations.some(({ id }) => id === quotation.within));
    if (quotation.speaker_entity) {
      const entity = article.entities.find(({ id }) => id === quotation.speaker_entity);
      assert.equal(quotation.speaker_name, entity?.name);
    }
  }
}

export const correctionTests = {
  'a name is added once, or wherever its words stand alone': () => {
    const { text, article } = marked('Рила е висока. Риланци обичат Рила. Дори Рила.');
    const one = apply(text, article, { do: 'name', at: words(text, 'Рила'), type: 'LOC' });
    assert.deepEqual(one.entities, [{ id: 'e1', type: 'LOC', name: 'Рила', mentions: [{ id: 'm1', start: 0, end: 4, kind: 'name', base: 'Рила', score: 1, by: 'person' }] }]);
    const all = apply(text, article, { do: 'name', at: words(text, 'Рила'), type: 'LOC', all: true });
    assert.deepEqual(all.entities.map(({ mentions }) => mentions.map(({ start }) => start)), [[0, 30, 41]]);
    assert.equal(article.entities.length, 0, 'the article given was changed');
    // The second one joins the entity of the same name.
    const two = apply(text, one, { do: 'name', at: words(text, 'Рила', 3), type: 'LOC' });
    assert.deepEqual(two.entities.map(({ mentions }) => mentions.length), [2]);
    assertSound(text, two);
  },

  'another type goes to one mention or to all, and the rest stays': () => {
    const { text, article } = LAYERED;
    const anchor = at(text, article);
    const one = apply(text, article, { do: 'name', at: anchor('m3'), type: 'ORG' });
    assert.equal(entityOf(one, 'm1').type, 'LOC');
    assert.equal(entityOf(one, 'm3').type, 'ORG');
    assert.equal(mentionOf(one, 'm3').by, 'person');
    assert.equal(mentionOf(one, 'm1').by, undefined);
    const all = apply(text, article, { do: 'name', at: anchor('m3'), type: 'ORG', all: true });
    assert.equal(entityOf(all, 'm1').type, 'ORG');
    assert.equal(entityOf(all, 'm1').id, 'e1');
    // A sum that is none has no value.
    assert.equal(entityOf(apply(text, article, { do: 'name', at: anchor('m8'), type: 'ORG' }), 'm8').value, undefined);
    assertSound(text, one);
    assertSound(text, all);
  },

  'removing all mentions of a source leaves its words said by an unresolved source': () => {
    const { text, article } = LAYERED;
    const gone = apply(text, article, { do: 'unname', at: at(text, article)('m6'), type: 'ORG', all: true });
    assert.equal(entityOf(gone, 'm6'), undefined);
    assert.equal(gone.quotations.find(({ id }) => id === 'q1').speaker_entity, null);
    assert.equal(gone.quotations.find(({ id }) => id === 'q1').speaker_name, 'БТА');
    assertSound(text, gone);
  },

  'bounds move, the base form with them, and what cannot stand beside gives way': () => {
    const { text, article } = marked('Днес <m1 ORG e1>Републиканската партия</m1> на <m2 LOC e2>Горна Клисура</m2> победи.', {});
    article.entities[0].mentions[0].base = article.entities[0].name = 'Републиканска партия';
    const wider = apply(text, article, { do: 'bound', at: at(text, article)('m1'), to: words(text, 'Републиканската партия на Горна'), type: 'ORG' });
    assert.equal(mentionOf(wider, 'm1').base, 'Републиканска партия на Горна');
    assert.equal(entityOf(wider, 'm1').name, 'Републиканска партия на Горна');
    assert.equal(entityOf(wider, 'm2'), undefined, 'a name that is cut in two gives way');
    const narrower = apply(text, article, { do: 'bound', at: at(text, article)('m1'), to: words(text, 'партия'), type: 'ORG' });
    assert.equal(mentionOf(narrower, 'm1').base, 'партия');
    const whole = apply(text, article, { do: 'bound', at: at(text, article)('m1'), to: words(text, 'Републиканската партия на Горна Клисура'), type: 'ORG' });
    assert.ok(entityOf(whole, 'm2'), 'a name of another type may stand inside');
    for (const one of [wider, narrower, whole]) assertSound(text, one);
  },

  'a base form set by hand names the entity and its quotations': () => {
    const { text, article } = LAYERED;
    const one = apply(text, article, { do: 'base', at: at(text, article)('m5'), type: 'PER', base: 'Иво Стефанов Ралев' });
    assert.equal(entityOf(one, 'm5').name, 'Иво Стефанов Ралев');
    assert.equal(one.quotations.find(({ id }) => id === 'q3').speaker_name, 'Иво Стефанов Ралев');
    assert.equal(mentionOf(one, 'm7').base, 'той', 'a pronoun keeps its own');
    assertSound(text, one);
  },

  'entities are merged and split, and quotations go along': () => {
    const { text, article } = LAYERED;
    const anchor = at(text, article);
    const merged = apply(text, article, { do: 'join', at: anchor('m6'), type: 'ORG', with: anchor('m5'), withType: 'PER' });
    assert.equal(entityOf(merged, 'm6').id, 'e3');
    assert.equal(merged.quotations.find(({ id }) => id === 'q1').speaker_name, 'Иво Ралев');
    const split = apply(text, article, { do: 'split', at: anchor('m7'), type: 'PER' });
    const own = entityOf(split, 'm7');
    assert.notEqual(own.id, 'e3');
    assert.equal(split.quotations.find(({ id }) => id === 'q3').speaker_entity, own.id);
    assert.equal(split.quotations.find(({ id }) => id === 'q2').speaker_entity, 'e3');
    assertSound(text, merged);
    assertSound(text, split);
  },

  'quotations are added, removed, stretched and attributed': () => {
    const { text, article } = LAYERED;
    const content = (id, from = article) => from.quotations.find((one) => one.id === id).content.map((span) => anchorOf(text, span));
    const without = apply(text, article, { do: 'unquote', content: content('q1'), type: 'indirect' });
    assert.deepEqual(without.quotations.map(({ id, within }) => [id, within]), [['q2', null], ['q3', null], ['q4', null]]);
    const back = apply(text, without, { do: 'quote', content: content('q1'), type: 'indirect' });
    assert.deepEqual(back.quotations.map(({ id, within, by }) => [id, within, by]), [['q5', null, 'person'], ['q2', 'q5', undefined], ['q3', null, undefined], ['q4', null, undefined]]);
    const cue = apply(text, back, { do: 'cue', content: content('q1'), type: 'indirect', cue: words(text, 'предаде') });
    assert.equal(text.slice(cue.quotations[0].cue.start, cue.quotations[0].cue.end), 'предаде');
    const speaker = apply(text, cue, { do: 'speaker', content: content('q1'), type: 'indirect', speaker: words(text, 'кметът Иво Ралев') });
    assert.deepEqual([speaker.quotations[0].speaker_entity, speaker.quotations[0].speaker_name], ['e3', 'Иво Ралев']);
    const picked = apply(text, article, { do: 'speaker', content: content('q4'), type: 'direct', entity: at(text, article)('m6'), entityType: 'ORG' });
    assert.equal(picked.quotations.find(({ id }) => id === 'q4').speaker_name, 'БТА');
    const nobody = apply(text, article, { do: 'speaker', content: content('q2'), type: 'indirect', speaker: null, entity: null });
    assert.deepEqual([nobody.quotations[1].speaker, nobody.quotations[1].speaker_entity, nobody.quotations[1].speaker_name], [null, null, null]);
    const stretched = apply(text, article, { do: 'stretch', content: content('q4'), to: [words(text, 'Кой плаща?“ Цената')], type: 'direct' });
    assert.equal(stretched.quotations.find(({ id }) => id === 'q4').by, 'person');
    for (const one of [without, back, cue, speaker, picked, nobody, stretched]) assertSound(text, one);
  },

  'confirming keeps the score and does not take a person’s work for the machine’s': () => {
    const { text, article } = LAYERED;
    const anchor = at(text, article);
    const confirmed = apply(text, article, { do: 'confirm', at: anchor('m5'), type: 'PER' });
    assert.deepEqual([mentionOf(confirmed, 'm5').by, mentionOf(confirmed, 'm5').score], ['confirmed', 0.9]);
    assert.equal(mentionOf(confirmed, 'm4').by, undefined);
    const own = apply(text, apply(text, article, { do: 'base', at: anchor('m1'), type: 'LOC', base: 'Липница' }), { do: 'confirm', at: anchor('m1'), type: 'LOC' });
    assert.equal(mentionOf(own, 'm1').by, 'person');
    const agreed = apply(text, article, { do: 'agree', content: article.quotations[3].content.map((span) => anchorOf(text, span)), type: 'direct' });
    assert.equal(agreed.quotations[3].by, 'confirmed');
  },

  'an anchor is found again where its surroundings are the same, and only there': () => {
    const text = 'Кметът каза, че ще вали. После кметът каза, че няма да вали. Накрая каза, че не знае.';
    const anchor = words(text, 'каза', 2);
    const start = (changed) => place(anchor, changed)?.start ?? null;
    assert.equal(start(text), anchor.start);
    assert.equal(start(`Ново заглавие\n\n${text}`), anchor.start + 15);
    assert.equal(start(text.replace('Кметът каза, че ще вали. ', '')), anchor.start - 25);
    assert.equal(start(text.replace('Накрая', 'Най-накрая')), anchor.start);
    assert.equal(start(text.replace('После кметът каза', 'После той заяви')), null);
    assert.equal(start('Министърът каза друго.'), null);
    assert.equal(place({ start: 0, end: 0, quote: '', prefix: '', suffix: '' }, text), null);
    // Of two places that are alike, the nearer one.
    const twice = 'Ива дойде.\n'.repeat(20);
    assert.equal(place(words(twice, 'Ива', 7), twice).start, 66);
  },

  'corrections outlive an edit of the text; those that cannot be placed are told and tried again': () => {
    const { text, article } = LAYERED;
    let journal = added(EMPTY, { do: 'name', at: at(text, article)('m2'), type: 'PRO' });
    journal = added(journal, { do: 'unname', at: at(text, article)('m8'), type: 'MONEY' });
    journal = added(journal, { do: 'unquote', content: article.quotations[3].content.map((span) => anchorOf(text, span)), type: 'direct' });
    const shift = 'Нов първи абзац.\n\n';
    const longer = shift + text.replace('два милиона лева', 'три милиона лева');
    const moved = (span) => ({ start: span.start + shift.length, end: span.end + shift.length });
    const again = structuredClone(article);
    for (const mention of again.entities.flatMap(({ mentions }) => mentions)) Object.assign(mention, moved(mention));
    for (const quotation of again.quotations) {
      quotation.content = quotation.content.map(moved);
      for (const part of ['cue', 'speaker']) quotation[part] &&= moved(quotation[part]);
    }
    const { article: corrected, orphans } = replay(longer, again, journal);
    assert.equal(entityOf(corrected, 'm2').type, 'PRO');
    assert.ok(entityOf(corrected, 'm8'), 'another sum is another sum');
    assert.ok(!corrected.quotations.some(({ id }) => id === 'q4'));
    assert.deepEqual(orphans, [1]);
    assert.deepEqual(replay(text, article, journal).orphans, [], 'in the former text it has its place again');
    assert.deepEqual(without(journal, 1).edits.map((edit) => edit.do), ['name', 'unquote']);
    // What the recogniser no longer finds, but a person has vouched for, stays.
    const vouched = added(EMPTY, { do: 'confirm', at: at(text, article)('m5'), type: 'PER' });
    const blind = { ...article, entities: [], quotations: [] };
    assert.deepEqual(replay(text, blind, vouched).article.entities.map(({ name, type }) => [name, type]), [['Иво Ралев', 'PER']]);
  },

  'undo and redo go all the way, and any row of corrections leaves a sound article': () => {
    const { text, article } = LAYERED;
    const random = seeded(11);
    const pick = (all) => all[Math.floor(random() * all.length)];
    const starts = [...text.matchAll(/[\p{L}]+/gu)].map((match) => match.index);
    const ends = [...text.matchAll(/[\p{L}]+/gu)].map((match) => match.index + match[0].length);
    const anywhere = () => {
      const i = Math.floor(random() * starts.length);
      return anchorOf(text, { start: starts[i], end: ends[Math.min(ends.length - 1, i + Math.floor(random() * 4))] });
    };
    const TYPES = ['PER', 'ORG', 'LOC', 'DATE'];
    for (let round = 0; round < 60; round += 1) {
      let journal = EMPTY;
      const states = [article];
      for (let step = 0; step < 25; step += 1) {
        const now = states.at(-1);
        const entity = pick(now.entities);
        const anchor = entity && random() < 0.7 ? anchorOf(text, pick(entity.mentions)) : anywhere();
        const quotation = pick(now.quotations);
        const content = quotation && random() < 0.7 ? quotation.content.map((span) => anchorOf(text, span)) : [anywhere()];
        const all = random() < 0.5;
        const edit = pick([
          { do: 'name', at: anchor, type: pick(TYPES), all },
          { do: 'unname', at: anchor, type: 'PER', all },
          { do: 'bound', at: anchor, to: anywhere(), type: 'PER' },
          { do: 'base', at: anchor, base: pick(['Едно', 'Две']), type: 'PER', all },
          { do: 'join', at: anchor, type: 'PER', with: anywhere(), withType: 'ORG' },
          { do: 'split', at: anchor, type: 'PER' },
          { do: 'confirm', at: anchor, type: 'PER', all },
          { do: 'quote', content, type: 'mixed' },
          { do: 'unquote', content, type: 'direct' },
          { do: 'stretch', content, to: [anywhere()], type: 'direct' },
          { do: 'cue', content, cue: random() < 0.3 ? null : anywhere(), type: 'direct' },
          { do: 'speaker', content, type: 'direct', speaker: anywhere() },
          { do: 'speaker', content, type: 'direct', entity: anywhere(), entityType: 'PER' },
          { do: 'agree', content, type: 'direct' },
        ]);
        journal = added(journal, JSON.parse(JSON.stringify(edit)));
        states.push(apply(text, now, edit));
        assertSound(text, states.at(-1));
        assert.deepEqual(replay(text, article, journal).article, states.at(-1), 'the journal tells another story');
      }
      for (let i = states.length - 1; i >= 0; i -= 1) {
        assert.deepEqual(replay(text, article, journal).article, states[i]);
        journal = undone(journal);
      }
      assert.equal(undone(journal), journal);
      for (const state of states.slice(1)) {
        journal = redone(journal);
        assert.deepEqual(replay(text, article, journal).article, state);
      }
      assert.equal(redone(journal), journal);
    }
  },

  'a selection becomes whole words without what a hand takes along': () => {
    const name = (text, selected) => {
      const start = text.indexOf(selected);
      const span = nameBounds(text, { start, end: start + selected.length });
      return span && text.slice(span.start, span.end);
    };
    const text = 'Вчера (както писа „Клисурски глас“) фирма „Арка“, от гр. Липница, плати 20 % на Лондон-България.\nКрай.';
    assert.equal(name(text, ' Липница, '), 'Липница');
    assert.equal(name(text, 'ипниц'), 'Липница');
    assert.equal(name(text, '„Клисурски глас“) '), 'Клисурски глас');
    assert.equal(name(text, 'фирма „Арка“, '), 'фирма „Арка“');
    assert.equal(name(text, 'България.\nКрай'), 'България');
    assert.equal(name(text, 'Лондон-България'), 'Лондон-България');
    assert.equal(name(text, ' 20 % '), '20 %');
    assert.equal(name(text, '“, '), null);
    assert.equal(name(text, '\n'), null);
    const said = 'Той каза: „Няма да спрем. Никога!“, и си тръгна. – Да – каза тя.';
    const speech = (selected) => {
      const start = said.indexOf(selected);
      const span = speechBounds(said, { start, end: start + selected.length });
      return span && [said.slice(span.start, span.end), kindOfSpeech(said, span)];
    };
    assert.deepEqual(speech(' „Няма да спрем. Никога!“, '), ['Няма да спрем. Никога!', 'direct']);
    assert.deepEqual(speech('си тръгна. '), ['си тръгна.', 'indirect']);
    assert.deepEqual(speech('каза: „Няма да спрем. Никога!“, и'), ['каза: „Няма да спрем. Никога!“, и', 'mixed']);
    const step = (selected, edge, direction) => {
      const start = text.indexOf(selected);
      const span = stepped(text, { start, end: start + selected.length }, edge, direction);
      return span && text.slice(span.start, span.end);
    };
    assert.equal(step('Липница', 'start', -1), 'гр. Липница');
    assert.equal(step('Липница', 'end', 1), 'Липница, плати');
    assert.equal(step('гр. Липница', 'start', 1), 'Липница');
    assert.equal(step('Липница', 'start', 1), null);
    assert.equal(step('България', 'end', 1), null, 'a name does not reach over a line break');
  },
};

/** A small generator with a seed, so that a failure can be seen again. */
function seeded(seed) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    return (seed >>> 0) / 4294967296;
  };
}
