//! Speech without a cue: turns of an interview, labelled lines, headlines with a colon, bare quoted paragraphs.

use std::collections::HashMap;
use std::ops::Range;

use super::DraftQuotation;
use super::candidates::DOUBTFUL;
use super::clauses::trim;
use super::reading::Reading;
use crate::article::{BlockRole, EntityType, QuotationType};
use crate::language::{Functions, Turn};
use crate::text::TokenKind;

/// A label that opens a line is no longer than this (tokens).
const LONGEST_LABEL: usize = 8;

fn bare(kind: QuotationType, code: &'static str, content: Range<usize>, speaker: Option<Range<usize>>, score: f32) -> DraftQuotation {
    DraftQuotation {
        kind,
        content: vec![content],
        cue: None,
        speaker,
        entity: None,
        speaker_name: None,
        score,
        signs: Vec::new(),
        why: vec![(code, None)],
    }
}

/// Turns of a transcript: at least two lines of the text open with `Име:` or with a dash.
pub(crate) fn turns(reading: &Reading, found: &mut Vec<DraftQuotation>) {
    let blocks = &reading.text.blocks;
    let repeated = repeated_labels(reading);
    let labels: Vec<Option<Range<usize>>> = blocks.iter().map(|block| label(reading, block.tokens.clone(), &repeated)).collect();
    let dashes: Vec<bool> = blocks.iter().map(|block| reading.is(block.tokens.start, TokenKind::Dash) && block.tokens.len() > 2).collect();
    let last_label = labels.iter().rposition(Option::is_some);
    let labelled = labels.iter().skip(1).flatten().count() >= 2;
    let dashed = dashes.iter().filter(|&&dash| dash).count() >= 2;
    for (index, block) in blocks.iter().enumerate() {
        if index == 0 || matches!(block.role, BlockRole::Boilerplate | BlockRole::Repeated | BlockRole::Caption) {
            continue;
        }
        if let Some(label) = labels[index].clone().filter(|_| labelled) {
            let mut end = block.tokens.end;
            // Paragraphs without a label go on with the turn.
            let mut next = index + 1;
            while next < blocks.len()
                && labels[next].is_none()
                && blocks[next].role == BlockRole::Body
                && last_label.is_some_and(|last| next < last)
            {
                end = blocks[next].tokens.end;
                next += 1;
            }
            let content = label.end + 1..end;
            let whole = reading.opened_at(content.start).filter(|q| q.closed && q.close + 2 >= content.end);
            let content = whole.map_or(content, |q| q.first()..q.close);
            let code = match reading.language.grammar.turn(reading.text.lower(label.start)) {
                Some(Turn::Question) => "label-question",
                Some(Turn::Answer) => "label-answer",
                None => "label",
            };
            found.push(bare(QuotationType::Direct, code, content, Some(label), 0.8));
        } else if dashes[index] && dashed {
            let content = block.tokens.start + 1..block.tokens.end;
            // A dash-led line with an attribution inside is found by its cue.
            if reading.cues_in(content.clone()).iter().any(|cue| {
                cue.is_verb()
                    && super::clauses::is_trailing(reading, cue, content.end)
                    && matches!(reading.kind(cue.tokens.start - 1), Some(TokenKind::Dash | TokenKind::Comma))
            }) {
                continue;
            }
            let question = reading.text.form(block.tokens.end - 1).ends_with('?');
            found.push(bare(QuotationType::Direct, if question { "label-question" } else { "label-answer" }, content, None, 0.6));
        }
    }
}

/// The label of a line: a short noun phrase with a person's name or a role, then a colon.
fn label(reading: &Reading, block: Range<usize>, repeated: &HashMap<String, usize>) -> Option<Range<usize>> {
    // A live blog's time stamp opens the line.
    let stamped = reading.is(block.start, TokenKind::Number) && reading.text.form(block.start).contains([':', '.', ',']);
    let start = block.start + usize::from(stamped);
    let colon = (start..block.end.min(start + LONGEST_LABEL)).find(|&t| reading.is(t, TokenKind::Colon))?;
    let label = start..colon;
    let person =
        reading.names_in(label.clone()).iter().any(|name| matches!(name.kind, EntityType::Per | EntityType::Pro | EntityType::Org));
    let title = label.clone().any(|t| reading.titles[t] > 0);
    let question =
        label.len() == 1 && reading.is_capital(label.start) && reading.language.grammar.turn(reading.text.lower(label.start)).is_some();
    let clear = !label.is_empty() && reading.cues_in(label.clone()).iter().all(|cue| !cue.is_verb()) && colon + 2 < block.end;
    let often = repeated.get(&before_colon(reading, label.clone())).is_some_and(|&count| count >= OFTEN);
    (clear
        && (person && label.len() <= 5 || title && label.len() <= 3 || question || often)
        && label.clone().next().is_some_and(|first| reading.is_capital(first)))
    .then_some(label)
}

/// Words before a colon that open so many lines are a label, whatever they are.
const OFTEN: usize = 3;

/// What stands before the first colon of each line, near its start, and how often.
fn repeated_labels(reading: &Reading) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for block in &reading.text.blocks {
        let range = block.tokens.clone();
        let colon = range.clone().take(LONGEST_LABEL).find(|&t| reading.is(t, TokenKind::Colon));
        if let Some(colon) = colon.filter(|&colon| colon > range.start) {
            *counts.entry(before_colon(reading, range.start..colon)).or_default() += 1;
        }
    }
    counts
}

fn before_colon(reading: &Reading, label: Range<usize>) -> String {
    label.map(|t| reading.text.lower(t)).collect::<Vec<_>>().join(" ")
}

/// A headline `Х: …`, or `…: Х`.
pub(crate) fn headline(reading: &Reading, sentence: usize, found: &mut Vec<DraftQuotation>) {
    let sentence = &reading.text.sentences[sentence];
    let block = &reading.text.blocks[sentence.block];
    if !matches!(block.role, BlockRole::Headline) && sentence.block != 0 {
        return;
    }
    let Some(colon) = sentence.tokens.clone().find(|&t| reading.is(t, TokenKind::Colon)) else { return };
    // `Загубихме отново, Илиев: …`: what stands behind the last comma.
    let start =
        (sentence.tokens.start..colon).rev().find(|&t| reading.is(t, TokenKind::Comma)).map_or(sentence.tokens.start, |comma| comma + 1);
    if !reading.cues_in(start..colon).iter().all(|cue| !cue.is_verb()) {
        return;
    }
    let label = start..colon;
    let is_source = |range: &Range<usize>| {
        let names = reading.names_in(range.clone());
        let named: usize = names.iter().map(|name| name.tokens.len()).sum();
        let person = names.iter().any(|name| name.kind == EntityType::Per);
        let source = names
            .first()
            .is_some_and(|name| matches!(name.kind, EntityType::Org | EntityType::Pro | EntityType::Loc) && named + 1 >= range.len());
        let role = range.clone().any(|t| reading.titles[t] > 0) || reading.language.grammar.is_source_noun(reading.text.lower(range.start));
        range.len() <= 10 && (person || source || role && range.len() <= 6)
    };
    let rest = trim(reading, colon + 1..block.tokens.end);
    if label.is_empty() || rest.len() < 3 || !is_source(&label) || label.clone().any(|t| reading.is_verbal(t)) {
        return;
    }
    let content = match reading.opened_at(rest.start) {
        Some(q) if q.closed && q.close + 1 >= rest.end => q.first()..q.close,
        Some(q) if !q.closed => rest.start + 1..rest.end,
        _ => rest,
    };
    let marked = content.start > 0 && reading.is(content.start - 1, TokenKind::Mark);
    let kind = if marked { QuotationType::Direct } else { QuotationType::Indirect };
    found.push(bare(kind, "headline", content, Some(label), 0.75));
}

/// Words in marks that begin inside a sentence and are fewer are scare quotes and titles more often than speech: of 25 read in news, 8 of
/// the 12 longer ones were speech and 1 of the 13 shorter ones.
const FRAGMENT_WORDS: usize = 6;

/// Quoted speech that no attribution took: a whole paragraph or sentence in marks goes on with the speaker before it.
pub(crate) fn bare_speech(reading: &Reading, found: &mut Vec<DraftQuotation>) {
    // What the rules think likely; the decision may think otherwise, but speech that a likely candidate covers is not bare.
    let likely: Vec<DraftQuotation> = found.iter().filter(|quotation| quotation.score > DOUBTFUL).cloned().collect();
    let taken = super::decision::covered(&likely, reading.text.tokens.len());
    for (index, quoted) in reading.text.quoted.iter().enumerate() {
        if quoted.depth > 0 {
            continue;
        }
        let doubtful = !reading.is_speech[index];
        let inner = quoted.first()..quoted.close;
        if inner.is_empty() || taken[inner.clone()].contains(&true) {
            continue;
        }
        let Some(sentence) = reading.text.sentence_of(quoted.open) else { continue };
        let block = &reading.text.blocks[reading.text.sentences[sentence].block];
        if !matches!(block.role, BlockRole::Body | BlockRole::Headline) {
            continue;
        }
        let words = inner.clone().filter(|&t| reading.is(t, TokenKind::Word)).count();
        let starts = quoted.open == block.tokens.start
            || matches!(reading.kind(quoted.open - 1), Some(TokenKind::Stop | TokenKind::Colon | TokenKind::Dash))
            || reading.is(quoted.open - 1, TokenKind::Close);
        let ends = !quoted.closed
            || quoted.close + 2 >= block.tokens.end
            || matches!(reading.kind(quoted.close + 1), Some(TokenKind::Stop))
            || matches!(reading.kind(quoted.close - 1), Some(TokenKind::Stop));
        if let Some((cue, speaker)) =
            any_verb(reading, quoted, &reading.text.sentences[sentence].tokens).filter(|_| starts && quoted.closed && words >= 2)
        {
            let mut drafted = bare(QuotationType::Direct, "any-verb", inner, speaker, 0.7);
            drafted.why[0].1 = Some(cue.clone());
            drafted.cue = Some(cue);
            found.push(drafted);
            continue;
        }
        let loose = doubtful || !(starts && ends && words >= 4);
        let names = inner.clone().filter(|&t| reading.name_at(t).is_some()).count();
        if loose && !(starts || ends && words >= FRAGMENT_WORDS) || words == 0 || names >= words {
            continue;
        }
        // `Х: "…"`, `Х добавя с усмивка: "…"`.
        let mut speaker = None;
        if quoted.open > block.tokens.start && reading.is(quoted.open - 1, TokenKind::Colon) {
            let from = reading.text.sentences[sentence].tokens.start;
            let person = reading
                .names_in(from..quoted.open)
                .iter()
                .find(|name| name.kind == EntityType::Per && !reading.has(name.tokens.start.wrapping_sub(1), Functions::PREPOSITION));
            speaker = person
                .map(|name| name.tokens.clone())
                .or_else(|| reading.subject_before(from..quoted.open - 1).filter(|phrase| phrase.start <= from + 1));
        }
        let mut drafted = bare(QuotationType::Direct, "bare-speech", inner, speaker, 0.6);
        if loose {
            drafted.score = DOUBTFUL;
            drafted.signs.push(if doubtful { "doubtful" } else { "loose" });
        }
        found.push(drafted);
    }
}

/// `„…“, брои Илкова`: behind quoted speech, a comma or dash and a verb any verb attributes; with its subject. A dash and a person
/// alone attribute as well.
fn any_verb(reading: &Reading, quoted: &crate::text::Quoted, sentence: &Range<usize>) -> Option<(Range<usize>, Option<Range<usize>>)> {
    if !quoted.closed || !matches!(reading.kind(quoted.close + 1), Some(TokenKind::Comma | TokenKind::Dash)) {
        return None;
    }
    let start = quoted.close + 2;
    let end = sentence.end.max(start);
    let verb = (start..end.min(start + 3)).find(|&t| {
        let lower = reading.text.lower(t);
        reading.is(t, TokenKind::Word)
            && !reading.is_capital(t)
            && (reading.language.grammar.is_verb_form(lower) || reading.language.grammar.is_verb_like(lower))
    })?;
    let clear = (start..verb).all(|t| {
        reading.is_word(t)
            && !reading.has(
                t,
                Functions::SUBORDINATOR.or(Functions::RELATIVE).or(Functions::AS).or(Functions::COMPLEMENTIZER).or(Functions::CONTRAST),
            )
    });
    let speaker = reading.subject_after(verb + 1, end, false);
    (clear && speaker.is_some()).then_some((verb..verb + 1, speaker))
}
