//! Where a reported clause ends, and what a trailing attribution covers.

use std::ops::Range;

use super::cues::CueAt;
use super::reading::Reading;
use crate::language::{CueKind, Functions, SpeakerPlace};
use crate::text::TokenKind;

/// Commas, dashes and stops at the edges of a stretch are no part of what is said.
pub(crate) fn trim(reading: &Reading, range: Range<usize>) -> Range<usize> {
    let is_edge = |token: usize| {
        matches!(reading.kind(token), Some(TokenKind::Comma | TokenKind::Stop | TokenKind::Dash | TokenKind::Colon | TokenKind::Semicolon))
    };
    let (mut start, mut end) = (range.start, range.end);
    while start < end && is_edge(start) {
        start += 1;
    }
    while start < end && is_edge(end - 1) {
        end -= 1;
    }
    start..end
}

/// Takes marks off that enclose the whole stretch or stand unpaired at an edge of it.
pub(crate) fn unmark(reading: &Reading, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    if start < end && reading.is(start, TokenKind::Mark) {
        let inside = reading.opened_at(start).is_some_and(|q| q.closed && q.close < end - 1);
        if !inside {
            start += 1;
            if start < end && reading.is(end - 1, TokenKind::Mark) && reading.closed_at(end - 1).is_none_or(|q| q.open < start) {
                end -= 1;
            }
        }
    } else if start < end && reading.is(end - 1, TokenKind::Mark) && reading.closed_at(end - 1).is_none_or(|q| q.open < start) {
        end -= 1;
    }
    start..end
}

/// The end of the clause that is reported from `start` on: the sentence's, unless a further attribution begins before. The content is
/// the longest reading (guideline).
pub(crate) fn reported_end(reading: &Reading, start: usize, limit: usize) -> usize {
    // A clause that opens inside marks of its own ends with them only if nothing but an attribution follows.
    for cue in reading.cues_in(start..limit) {
        if let Some(end) = ends_before(reading, cue, start, limit) {
            return end;
        }
    }
    limit
}

/// Where a clause that began at `start` ends because of a later cue, `None` if the cue lies inside it.
fn ends_before(reading: &Reading, cue: &CueAt, start: usize, limit: usize) -> Option<usize> {
    let first = cue.tokens.start;
    if first <= start {
        return None;
    }
    let (before, adverbs) = skip_back(reading, first);
    let comma = matches!(reading.kind(before), Some(TokenKind::Comma | TokenKind::Dash)) && before > start;
    match cue.cue.kind {
        CueKind::Verb { .. } => {
            // `, като каза`; `, както съобщи`; `, каза Х`.
            if reading.has(before, Functions::AS.or(Functions::HOW)) && before > start && reading.is(before - 1, TokenKind::Comma) {
                return Some(before - 1);
            }
            if comma && adverbs <= 2 && is_trailing(reading, cue, limit) {
                return Some(before);
            }
            if cue.is_gerund() && comma {
                return Some(before);
            }
            // `… и добави, че`: no subject between, and a clause of its own.
            let joined = reading.has(before, Functions::AND.or(Functions::CONTRAST)) && before > start;
            if joined && opens_clause(reading, cue, limit) && super::cues::stands_alone(cue.cue) {
                return Some(if reading.is(before - 1, TokenKind::Comma) { before - 1 } else { before });
            }
            // `…, а Х заяви, че`: a new subject.
            if opens_clause(reading, cue, limit) {
                let lead = (start + 1..first).rev().take(12).find(|&t| reading.is(t, TokenKind::Comma))?;
                if reading.has(lead + 1, Functions::CONTRAST) {
                    return Some(lead);
                }
            }
            None
        }
        CueKind::Preposition(_) => {
            // `…, според Х.` at the end of the sentence.
            let words_after = limit.saturating_sub(cue.tokens.end);
            let comma_after = (cue.tokens.end..limit).any(|t| reading.is(t, TokenKind::Comma));
            (comma && words_after < 14 && !comma_after).then_some(before)
        }
        CueKind::Participle(SpeakerPlace::After) => comma.then_some(before),
        _ => None,
    }
}

/// The token before a verb group with adverbs, discourse words and clitics skipped, and how many were skipped.
pub(crate) fn skip_back(reading: &Reading, first: usize) -> (usize, usize) {
    let mut before = first.saturating_sub(1);
    let mut skipped = 0;
    while before > 0
        && skipped < 3
        && (reading.has(before, Functions::DISCOURSE.or(Functions::TIME))
            && !reading.has(before, Functions::AND.or(Functions::CONTRAST).or(Functions::AS).or(Functions::HOW))
            || is_adverb(reading, before))
    {
        before -= 1;
        skipped += 1;
    }
    (before, skipped)
}

/// A lower-case word between a comma and a cue, such as `саркастично` of `", саркастично отбеляза той`.
fn is_adverb(reading: &Reading, token: usize) -> bool {
    reading.is(token, TokenKind::Word)
        && !reading.is_capital(token)
        && reading.functions[token] == Functions::default()
        && reading.language.grammar.is_adverb(reading.text.lower(token))
        && reading.titles[token] == 0
}

/// Whether a verb's clause is an attribution of what stands before it: it opens no clause of its own.
pub(crate) fn is_trailing(reading: &Reading, cue: &CueAt, limit: usize) -> bool {
    !opens_clause(reading, cue, limit) && cue.cue.frames.has(crate::language::Frames::TRAILING)
}

/// Whether `че`, `да`, a colon or quoted speech follows a verb with nothing but its subject and adverbials between.
pub(crate) fn opens_clause(reading: &Reading, cue: &CueAt, limit: usize) -> bool {
    opening(reading, cue, limit).is_some()
}

/// What a verb's own clause opens with, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// The complementizer.
    That(usize),
    Whether(usize),
    /// The word that asks: `защо`.
    Question(usize),
    /// `да`.
    Da(usize),
    Colon(usize),
    /// The opening mark of a quoted stretch.
    Mark(usize),
}

/// The furthest that a clause begins behind its verb: subject with attributes, addressee, time and place between (tokens).
const FURTHEST: usize = 30;

pub(crate) fn opening(reading: &Reading, cue: &CueAt, limit: usize) -> Option<Opening> {
    let mut at = cue.tokens.end;
    let end = limit.min(at + FURTHEST);
    let mut commas = 0;
    let asks = matches!(cue.cue.kind, CueKind::Verb { class: crate::language::VerbClass::Ask, .. });
    while at < end {
        if let Some((index, quoted)) = reading.quoted_at(at).filter(|(_, quoted)| quoted.open == at) {
            let near = at <= cue.tokens.end + 14 && commas == 0;
            let named = reading.name_at(at + 1).is_some_and(|name| name.tokens.end >= quoted.close);
            let named = named
                || quoted.closed && reading.name_from(quoted.close + 1).is_some_and(|name| name.kind == crate::article::EntityType::Per);
            let sign = at > 0 && (reading.has(at - 1, Functions::MEDIA_SIGN) || reading.is(at - 1, TokenKind::Stop));
            if near
                && !named
                && !sign
                && (reading.is_speech[index] || reading.is(at - 1, TokenKind::Colon) || super::speech::can_be_said(reading, quoted))
            {
                return Some(Opening::Mark(at));
            }
            if quoted.closed {
                at = quoted.close + 1;
                continue;
            }
        }
        match reading.kind(at) {
            Some(TokenKind::Colon) => return Some(Opening::Colon(at)),
            Some(TokenKind::Semicolon | TokenKind::Break) => return None,
            Some(TokenKind::Comma) => {
                commas += 1;
                if commas > 4 {
                    return None;
                }
            }
            Some(TokenKind::Word) => {
                if reading.has(at, Functions::THAT) {
                    return Some(Opening::That(at));
                }
                if reading.has(at, Functions::WHETHER) {
                    return Some(Opening::Whether(at));
                }
                if asks && commas <= 1 && reading.has(at, Functions::INTERROGATIVE) && reading.name_at(at).is_none() {
                    return Some(Opening::Question(at));
                }
                if reading.has(at, Functions::DA) && commas == 0 {
                    return Some(Opening::Da(at));
                }
                // Another verb's clause begins: `каза Х и добави, че` belongs to the second.
                let another = reading.cues_in(at..at + 1).first().filter(|other| other.is_verb() && other.head.start == at);
                if another.is_some_and(|other| !other.is_gerund() || commas == 0) {
                    return None;
                }
                if reading.has(at, Functions::SUBORDINATOR) && commas == 0 && at > cue.tokens.end {
                    return None;
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}
