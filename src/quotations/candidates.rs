//! Finds quotations by their frames: what a cue opens, follows or covers.

use std::ops::Range;

use super::clauses::{Opening, opening, reported_end, skip_back, trim, unmark};
use super::cues::CueAt;
use super::reading::Reading;
use super::verbs::{host_start, of_verb, speech_ending_at};
use super::{DraftQuotation, dialogue};
use crate::article::{BlockRole, QuotationType};
use crate::language::{CueKind, Frames, Functions, SpeakerPlace, Strength};
use crate::text::TokenKind;

/// The rank of what the rules alone would not take: without a model it is never chosen.
pub(super) const DOUBTFUL: f32 = 0.3;

/// All candidates of a text, speakers' phrases set where their clause has one, not yet resolved.
pub(crate) fn candidates(reading: &Reading) -> Vec<DraftQuotation> {
    let mut found = Vec::new();
    dialogue::turns(reading, &mut found);
    let mut in_turn = vec![false; reading.text.tokens.len()];
    for turn in found.iter().flat_map(|turn: &DraftQuotation| &turn.content) {
        in_turn[turn.clone()].fill(true);
    }
    for (index, sentence) in reading.text.sentences.iter().enumerate() {
        let role = reading.text.blocks[sentence.block].role;
        if matches!(role, BlockRole::Repeated | BlockRole::Boilerplate) || in_turn[sentence.tokens.clone()].contains(&true) {
            continue;
        }
        dialogue::headline(reading, index, &mut found);
        for cue in reading.cues_in(sentence.tokens.clone()) {
            of_cue(reading, index, cue, &mut found);
        }
    }
    dialogue::bare_speech(reading, &mut found);

    rank_nested_wishes(&mut found);
    found
}

/// Ranks clauses inside another's content low whose verb has no subject of its own before it: `каза, че се надява … да дойде` is one
/// quotation.
fn rank_nested_wishes(found: &mut [DraftQuotation]) {
    /// So many contents that begin before a cue are looked at: those of its sentence and of a few before.
    const NEAR: usize = 40;
    const RANK: f32 = 0.2;
    let mut contents: Vec<Range<usize>> = found.iter().filter(|q| q.cue.is_some()).flat_map(|q| q.content.iter().cloned()).collect();
    contents.sort_by_key(|content| content.start);
    for quotation in found {
        let Some(cue) = &quotation.cue else { continue };
        let own_subject = quotation.speaker.as_ref().is_some_and(|speaker| speaker.end <= cue.start);
        let opens = quotation.why.iter().any(|(code, _)| matches!(*code, "verb-that" | "verb-da" | "verb-fragment" | "adjective-that"));
        let before = contents.partition_point(|content| content.start <= cue.start);
        let nested = contents[..before]
            .iter()
            .rev()
            .take(NEAR)
            .any(|content| content.start <= cue.start && cue.end < content.end && !quotation.content.contains(content));
        if opens && nested && !own_subject {
            quotation.score = quotation.score.min(RANK);
        }
    }
}

fn of_cue(reading: &Reading, sentence: usize, cue: &CueAt, found: &mut Vec<DraftQuotation>) {
    let range = reading.text.sentences[sentence].tokens.clone();
    match cue.cue.kind {
        CueKind::Verb { .. } => of_verb(reading, sentence, cue, found),
        CueKind::Adjective => of_adjective(reading, range, cue, found),
        CueKind::Noun => of_noun(reading, range, cue, found),
        CueKind::Preposition(place) => of_preposition(reading, range, cue, place, found),
        CueKind::Participle(SpeakerPlace::After) => of_participle(reading, range, cue, found),
        CueKind::Participle(_) | CueKind::Place | CueKind::Anaphor => {}
    }
}

/// A quotation with the evidence of its cue.
pub(super) fn quotation(
    reading: &Reading,
    code: &'static str,
    content: Vec<Range<usize>>,
    cue: Option<&CueAt>,
    speaker: Option<Range<usize>>,
    score: f32,
) -> DraftQuotation {
    let kind = match kind_of(reading, &content) {
        QuotationType::Indirect => with_lost_marks(reading, code, &content),
        kind => kind,
    };
    DraftQuotation {
        kind,
        content,
        cue: cue.map(|cue| cue.tokens.clone()),
        speaker,
        entity: None,
        speaker_name: None,
        score,
        signs: Vec::new(),
        why: vec![(code, cue.map(|cue| cue.tokens.clone()))],
    }
}

/// Direct where all of it stands in marks, mixed where a part does that is not a name or title.
pub(super) fn kind_of(reading: &Reading, content: &[Range<usize>]) -> QuotationType {
    let in_marks = |range: &Range<usize>| {
        let inside = range.start.checked_sub(1).and_then(|mark| reading.opened_at(mark)).is_some_and(|q| q.close == range.end);
        inside || reading.opened_at(range.start).is_some_and(|q| q.close + 1 == range.end)
    };
    if content.iter().all(in_marks) {
        return QuotationType::Direct;
    }
    let mixed = content.iter().any(|range| {
        let from = reading.text.quoted.partition_point(|q| q.open < range.start);
        reading.text.quoted[from..].iter().take_while(|q| q.open < range.end).any(|q| {
            let words = (q.first()..q.close).filter(|&t| reading.is(t, TokenKind::Word)).count();
            let named = reading.names_in(q.open..q.close).iter().any(|name| name.tokens.start <= q.first() + 1);
            let sign = q.open > 0
                && (reading.titles[q.open - 1] > 0 || reading.has(q.open - 1, Functions::MEDIA_SIGN) || is_head(reading, q.open - 1));
            words > 0 && !named && !(sign && reading.is_capital(q.first())) && !(words <= 2 && reading.is_capital(q.first()))
        })
    });
    if mixed { QuotationType::Mixed } else { QuotationType::Indirect }
}

/// The type of what looks indirect, since no pair of marks is in it or around it, where the partner of a mark was lost: words with a mark at
/// an edge are direct, but those of a reported clause are mixed, as they are with a mark inside.
fn with_lost_marks(reading: &Reading, code: &str, content: &[Range<usize>]) -> QuotationType {
    let lone = |t: usize| {
        reading.is(t, TokenKind::Mark) && reading.closed_at(t).is_none() && reading.opened_at(t).is_none_or(|quoted| !quoted.closed)
    };
    let (Some(first), Some(last)) = (content.first(), content.last()) else { return QuotationType::Indirect };
    let edges = [first.start.checked_sub(1), Some(first.start), last.end.checked_sub(1), Some(last.end)];
    let at_edge = edges.into_iter().flatten().any(lone);
    // `"… но "Име" е …"`: straight marks that were paired across.
    let opens = [first.start.checked_sub(1), Some(first.start)]
        .into_iter()
        .flatten()
        .any(|t| reading.opened_at(t).is_some_and(|quoted| !(quoted.first()..quoted.close).all(|t| reading.name_at(t).is_some())));
    let across = opens && [last.end.checked_sub(1), Some(last.end)].into_iter().flatten().any(|t| reading.is(t, TokenKind::Mark));
    let clause = matches!(code, "verb-that" | "noun-that" | "adjective-that" | "verb-da" | "verb-question");
    if clause && (at_edge || content.iter().any(|range| range.clone().any(lone))) {
        QuotationType::Mixed
    } else if !clause && (at_edge || across) {
        QuotationType::Direct
    } else {
        QuotationType::Indirect
    }
}

/// Whether a word is a head noun of names (`партия`, `вестник`, `газопровод`).
fn is_head(reading: &Reading, token: usize) -> bool {
    let heads = crate::language::set(&["head_loc", "head_org", "head_media", "head_pro", "head_evt"]);
    let mut is = false;
    reading.language.lexicon.matches_at(reading.text, token, |length, mut readings| {
        is |= length == 1 && readings.any(|r| reading.language.lexicon.entries[r.entry as usize].classes.intersects(heads));
    });
    is
}

/// Where the clause that holds `token` begins: behind the last comma, semicolon, dash, mark or conjunction before it.
pub(super) fn clause_start(reading: &Reading, sentence: &Range<usize>, token: usize) -> usize {
    let mut at = token;
    while at > sentence.start {
        let before = at - 1;
        if reading.is(before, TokenKind::Mark) {
            // Over a quoted name, not over speech.
            match reading.quoted_at(before) {
                Some((_, q)) if q.closed && q.close == before && q.close - q.open <= 7 && !reading.is(q.close - 1, TokenKind::Comma) => {
                    at = q.open;
                    continue;
                }
                _ => break,
            }
        }
        if matches!(reading.kind(before), Some(TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon)) {
            break;
        }
        if reading.is(before, TokenKind::Dash) && !reading.text.tokens[before].joined {
            break;
        }
        if reading.is(before, TokenKind::Stop) && !reading.text.tokens[before].joined {
            break;
        }
        if reading.has(before, Functions::COMPLEMENTIZER.or(Functions::SUBORDINATOR).or(Functions::CONTRAST))
            && reading.name_at(before).is_none()
        {
            break;
        }
        if reading.has(before, Functions::AND) && !reading.begins_phrase(before.wrapping_sub(1)) {
            break;
        }
        at = before;
    }
    at
}

/// The source of a verb: behind it in an attribution that trails, before it otherwise, the other side where there is none.
pub(super) fn source(reading: &Reading, sentence: &Range<usize>, cue: &CueAt, limit: usize, trailing: bool) -> Option<Range<usize>> {
    let plural = cue.plural().unwrap_or(false);
    let after = |limit: usize| reading.subject_after(cue.tokens.end, limit, plural);
    if cue.is_gerund() {
        return None;
    }
    if is_impersonal(reading, cue) {
        return reflexive_source(reading, cue, sentence.end);
    }
    if trailing && let Some(found) = after(limit) {
        return Some(found);
    }
    let start = clause_start(reading, sentence, cue.tokens.start);
    let mut before = reading.subject_before(start..cue.tokens.start);
    if before.is_none() && start > sentence.start && reading.is(start - 1, TokenKind::Comma) && !trailing {
        before = over_inserted(reading, sentence, start - 1);
    }
    // `който заяви`.
    let relative = (start..cue.tokens.start).find(|&t| reading.has(t, Functions::RELATIVE));
    if let Some(relative) = relative {
        return Some(relative..relative + 1);
    }
    before
        .or_else(|| if trailing { None } else { coordinated(reading, sentence, start) })
        .or_else(|| if trailing { None } else { after(limit) })
}

/// `Х го изслуша и обеща`: the subject of the clause that a conjunction before `start` ties on.
fn coordinated(reading: &Reading, sentence: &Range<usize>, start: usize) -> Option<Range<usize>> {
    let and = start.checked_sub(1).filter(|&and| and > sentence.start && reading.has(and, Functions::AND))?;
    let first = clause_start(reading, sentence, and);
    // A verb must stand in it: else the conjunction ties two nouns.
    (first..and).any(|t| reading.is_verbal(t) || reading.cue_from(t).is_some()).then(|| reading.subject_before(first..and)).flatten()
}

/// `Х, който …, заяви`: the subject before the inserted clause that a comma closes.
fn over_inserted(reading: &Reading, sentence: &Range<usize>, comma: usize) -> Option<Range<usize>> {
    let mut at = comma;
    while at > sentence.start {
        at -= 1;
        if !reading.is(at, TokenKind::Comma) {
            continue;
        }
        let clear = reading.has(at + 1, Functions::RELATIVE)
            || reading.has(at + 2, Functions::RELATIVE)
            || reading.titles[at + 1] > 0
            || reading.name_from(at + 1).is_some();
        let start = clause_start(reading, sentence, at);
        let subject = reading.subject_before(start..at);
        // Whatever else is inserted must follow its noun at once: `източник, пожелал анонимност, каза`.
        if clear || subject.as_ref().is_some_and(|subject| subject.end == at && comma - at <= 9) {
            return subject;
        }
        return None;
    }
    None
}

pub(super) fn comma_before(reading: &Reading, at: usize) -> usize {
    if at > 0 && reading.is(at - 1, TokenKind::Comma) { at - 1 } else { at }
}

/// A clause that stands in marks as a whole is what is between them.
pub(super) fn unmark_whole(reading: &Reading, content: Range<usize>) -> Range<usize> {
    match reading.opened_at(content.start) {
        Some(q) if q.closed && q.close + 1 == content.end => q.first()..q.close,
        Some(q) if !q.closed => content.start + 1..content.end,
        _ => unmark(reading, content),
    }
}

/// `се казва в писмото`, `съобщава се`: a verb that is not itself reflexive, with `се`.
pub(super) fn is_impersonal(reading: &Reading, cue: &CueAt) -> bool {
    cue.cue.frames.has(Frames::REFLEXIVE) && has_loose_reflexive(reading, cue)
}

pub(super) fn has_loose_reflexive(reading: &Reading, cue: &CueAt) -> bool {
    let CueKind::Verb { reflexive, .. } = cue.cue.kind else { return false };
    !reflexive && cue.tokens.clone().any(|t| reading.has(t, Functions::REFLEXIVE))
}

/// `се казва в писмото`: the document.
fn reflexive_source(reading: &Reading, cue: &CueAt, limit: usize) -> Option<Range<usize>> {
    let is_tie = |t: &usize| reading.has(*t, Functions::IN.or(Functions::BY));
    let behind = (cue.tokens.end..limit.min(cue.tokens.end + 4)).find(is_tie);
    // `В мотивите се посочва, че`.
    let before = || {
        (cue.tokens.start.saturating_sub(14)..cue.tokens.start).rev().take_while(|&t| !reading.is(t, TokenKind::Stop)).filter(is_tie).last()
    };
    let start = behind.or_else(before)? + 1;
    let limit = if start <= cue.tokens.start { cue.tokens.start } else { limit };
    reading.begins_phrase(start).then(|| start..reading.phrase_end(start, limit, true))
}

/// `е убеден, че`.
fn of_adjective(reading: &Reading, range: Range<usize>, cue: &CueAt, found: &mut Vec<DraftQuotation>) {
    if !cue.tokens.clone().any(|t| reading.has(t, Functions::AUX)) {
        return;
    }
    let Some(Opening::That(at)) = opening(reading, cue, range.end) else {
        of_trailing_adjective(reading, range, cue, found);
        return;
    };
    let content = trim(reading, at + 1..reported_end(reading, at + 1, range.end));
    let speaker = source(reading, &range, cue, comma_before(reading, at), false);
    if content.is_empty() || speaker.is_none() || at > cue.tokens.end + 4 {
        return;
    }
    found.push(quotation(reading, "adjective-that", vec![unmark_whole(reading, content)], Some(cue), speaker, 0.7));
}

/// `„…“, убеден е Х`; `…, категоричен е Х`.
fn of_trailing_adjective(reading: &Reading, range: Range<usize>, cue: &CueAt, found: &mut Vec<DraftQuotation>) {
    let (before, _) = skip_back(reading, cue.tokens.start);
    let speaker = source(reading, &range, cue, range.end, true);
    if before <= range.start || speaker.is_none() {
        return;
    }
    if let Some(content) = speech_ending_at(reading, &range, before) {
        found.push(quotation(reading, "verb-after-speech", vec![content], Some(cue), speaker, 0.8));
    } else if matches!(reading.kind(before), Some(TokenKind::Comma | TokenKind::Dash)) {
        let head = unmark(reading, trim(reading, host_start(reading, &range)..before));
        if head.len() > 2 {
            let rank = if cue.cue.strength == Strength::Always { 0.7 } else { DOUBTFUL };
            found.push(quotation(reading, "verb-after-clause", vec![head], Some(cue), speaker, rank));
        }
    }
}

/// `предупреждението на Х, че`; `изрази мнение, че`, whose subject is the verb's.
fn of_noun(reading: &Reading, range: Range<usize>, cue: &CueAt, found: &mut Vec<DraftQuotation>) {
    let clause = clause_start(reading, &range, cue.tokens.start);
    let lent = (clause..cue.tokens.start).rev().take(3).find(|&t| reading.language.grammar.is_light_verb(reading.text.lower(t)));
    let wish = lent.filter(|_| cue.cue.frames.has(Frames::DA) && reading.has(cue.tokens.end, Functions::DA)).map(|_| cue.tokens.end);
    let that = wish.or_else(|| (cue.tokens.end..range.end.min(cue.tokens.end + 22)).find(|&t| reading.has(t, Functions::THAT)));
    let Some(at) = that else { return };
    // No verb may stand between: then the clause is the verb's.
    if reading.cues_in(cue.tokens.end..at).iter().any(CueAt::is_verb)
        || (cue.tokens.end..at).filter(|&t| reading.is(t, TokenKind::Comma)).count() > 2
    {
        return;
    }
    let mut speaker = None;
    if reading.has(cue.tokens.end, Functions::OF.or(Functions::BY)) {
        let start = cue.tokens.end + 1;
        if reading.begins_phrase(start) {
            speaker = Some(start..reading.phrase_end(start, comma_before(reading, at), true));
        }
    }
    let possessive = (cue.tokens.start.saturating_sub(1)..cue.tokens.start).chain(cue.tokens.end..cue.tokens.end + 1).find(|&t| {
        reading.pronoun(t, crate::language::PronounKind::Possessive).is_some()
            || reading.pronoun(t, crate::language::PronounKind::Clitic).is_some_and(|p| p.person == 3)
    });
    if speaker.is_none() {
        speaker = possessive.map(|t| t..t + 1);
    }
    // `изрази опасение, че`: the verb before lends its subject.
    if speaker.is_none()
        && at <= cue.tokens.end + 2
        && let Some(verb) = lent
    {
        speaker = reading.subject_before(clause..verb);
    }
    let Some(speaker) = speaker else { return };
    let from = if wish.is_some() { at } else { at + 1 };
    let content = trim(reading, from..reported_end(reading, from, range.end));
    if !content.is_empty() {
        found.push(quotation(reading, "noun-that", vec![unmark_whole(reading, content)], Some(cue), Some(speaker), 0.65));
    }
}

/// `Според Х …`; `…, според Х`; `по думите му …`.
fn of_preposition(reading: &Reading, range: Range<usize>, cue: &CueAt, place: SpeakerPlace, found: &mut Vec<DraftQuotation>) {
    let start = cue.tokens.end;
    let speaker = match place {
        SpeakerPlace::After => {
            let begins = reading.begins_phrase(start)
                || reading.is(start, TokenKind::Mark)
                || reading.pronoun(start, crate::language::PronounKind::Object).is_some();
            if !begins || start >= range.end {
                return;
            }
            let end = if reading.pronoun(start, crate::language::PronounKind::Object).is_some() {
                start + 1
            } else {
                reading.phrase_end(start, range.end, true)
            };
            Some(start..end)
        }
        SpeakerPlace::Pronoun { .. } => Some(cue.tokens.end - 1..cue.tokens.end),
        SpeakerPlace::None => None,
    };
    let end = speaker.as_ref().map_or(start, |speaker| speaker.end).max(start);
    if cue.cue.strength == Strength::Weak && speaker.is_none() {
        return;
    }
    let comma_before_cue =
        cue.tokens.start > range.start && matches!(reading.kind(cue.tokens.start - 1), Some(TokenKind::Comma | TokenKind::Dash));
    let rest = trim(reading, end..reported_end(reading, end, range.end));
    let at_end = rest.len() < if comma_before_cue { 3 } else { 2 };
    let content = if at_end || comma_before_cue && reading.is(end, TokenKind::Comma) && rest.len() < 5 {
        if !comma_before_cue {
            return;
        }
        vec![unmark(reading, trim(reading, range.start..cue.tokens.start))]
    } else if comma_before_cue && reading.is(end, TokenKind::Comma) && reading.has(end + 1, Functions::SUBORDINATOR.or(Functions::RELATIVE))
    {
        // `A, според Х, след като …`: what stands before.
        vec![unmark(reading, trim(reading, range.start..cue.tokens.start))]
    } else if comma_before_cue && reading.is(end, TokenKind::Comma) && !starts_clause(reading, &range, cue.tokens.start) {
        vec![trim(reading, range.start..cue.tokens.start), rest]
    } else {
        // A discourse word behind the source (`Според Х обаче …`) is no part of it.
        let skip = usize::from(reading.has(rest.start, Functions::DISCOURSE));
        vec![unmark(reading, rest.start + skip..rest.end)]
    };
    if content.iter().any(|range| range.is_empty()) {
        return;
    }
    found.push(quotation(reading, "according-to", content, Some(cue), speaker, 0.8));
}

/// Whether only conjunctions stand before a place in its sentence.
fn starts_clause(reading: &Reading, range: &Range<usize>, at: usize) -> bool {
    (range.start..at).all(|t| !reading.is_word(t) || reading.has(t, Functions::COORDINATOR.or(Functions::DISCOURSE)))
}

/// `…, цитиран от Х`: all of the sentence before it.
fn of_participle(reading: &Reading, range: Range<usize>, cue: &CueAt, found: &mut Vec<DraftQuotation>) {
    let start = cue.tokens.end;
    let comma = cue.tokens.start > range.start && reading.is(cue.tokens.start - 1, TokenKind::Comma);
    let marked = reading.is(start, TokenKind::Mark);
    if !comma || !(reading.begins_phrase(start) || marked) || cue.cue.strength == Strength::Weak {
        return;
    }
    let head = trim(reading, host_start(reading, &range)..cue.tokens.start);
    // Something must be said in it.
    if head.len() < 4 || !reading.cues_in(head.clone()).iter().any(|cue| cue.is_verb()) {
        return;
    }
    let speaker = start..reading.phrase_end(start, range.end, false);
    found.push(quotation(reading, "quoted-by", vec![head], Some(cue), Some(speaker), 0.85));
}
