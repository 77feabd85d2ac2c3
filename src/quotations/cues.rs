//! Finds the cues of a text.

use std::ops::Range;

use super::reading::Reading;
use crate::language::{Cue, CueKind, Functions, PronounKind, Strength, VerbForm};
use crate::text::TokenKind;

/// A cue where it stands.
#[derive(Debug, Clone)]
pub(crate) struct CueAt {
    /// With auxiliaries, particles and clitics.
    pub tokens: Range<usize>,
    /// The verb, noun or phrase alone.
    pub head: Range<usize>,
    pub cue: Cue,
}

impl CueAt {
    pub(crate) fn is_verb(&self) -> bool {
        matches!(self.cue.kind, CueKind::Verb { .. })
    }

    /// Whether it is a verb whose subject is plural.
    pub(crate) fn plural(&self) -> Option<bool> {
        match self.cue.kind {
            CueKind::Verb { form: VerbForm::Third { plural } | VerbForm::Participle { plural }, .. } => Some(plural),
            _ => None,
        }
    }

    pub(crate) fn is_gerund(&self) -> bool {
        matches!(self.cue.kind, CueKind::Verb { form: VerbForm::Gerund, .. })
    }
}

/// All cues outside quoted speech, in the order of the text. Of several readings of a place the longest and surest is taken.
pub(crate) fn cues(reading: &Reading) -> Vec<CueAt> {
    let text = reading.text;
    let mut found: Vec<CueAt> = Vec::new();
    let mut covered = 0;
    for token in 0..text.tokens.len() {
        if token < covered || !matches!(text.tokens[token].kind, TokenKind::Word) || reading.in_speech(token) {
            continue;
        }
        let mut best: Option<(usize, Cue)> = None;
        reading.language.cues.matches_at(text, token, |length, cues| {
            for &cue in cues {
                if !fits(reading, token, length, cue) {
                    continue;
                }
                let rank = |(length, cue): (usize, Cue)| (length, form_rank(cue), cue.strength);
                if best.is_none_or(|known| rank((length, cue)) > rank(known)) {
                    best = Some((length, cue));
                }
            }
        });
        let Some((length, cue)) = best else { continue };
        let head = token..token + length;
        found.push(CueAt { tokens: with_auxiliaries(reading, &head, cue), head: head.clone(), cue });
        covered = head.end;
    }
    found
}

/// A form that is finite is one before it is a participle or a noun.
fn form_rank(cue: Cue) -> u8 {
    match cue.kind {
        CueKind::Verb { form: VerbForm::Third { .. }, .. } => 5,
        CueKind::Verb { form: VerbForm::Participle { .. } | VerbForm::Gerund, .. } => 4,
        CueKind::Preposition(_) | CueKind::Participle(_) => 4,
        CueKind::Verb { .. } => 2,
        CueKind::Noun | CueKind::Adjective => 3,
        CueKind::Anaphor | CueKind::Place => 1,
    }
}

fn fits(reading: &Reading, token: usize, length: usize, cue: Cue) -> bool {
    // A word inside a name (`Слово` of a paper, `Глас`) is no cue.
    if reading
        .name_at(token)
        .is_some_and(|name| name.tokens.len() > 1 || reading.is_capital(token) && name.tokens.start == token && length == 1)
    {
        return false;
    }
    if reading.quoted_at(token).is_some_and(|(_, quoted)| quoted.closed && quoted.close - quoted.open <= 4) {
        return false;
    }
    match cue.kind {
        CueKind::Verb { reflexive, form, .. } => {
            let near = (token.saturating_sub(3)..token).chain(token + length..(token + length + 3).min(reading.text.tokens.len()));
            let has_reflexive = near.clone().any(|near| reading.has(near, Functions::REFLEXIVE));
            // First and second person attribute nothing in an article's own voice; the renarrative wants no `да` before it.
            let person = !matches!(form, VerbForm::Other);
            person && (!reflexive || has_reflexive)
        }
        _ => true,
    }
}

/// Takes in the auxiliaries, clitics and the negation around a verb.
fn with_auxiliaries(reading: &Reading, head: &Range<usize>, cue: Cue) -> Range<usize> {
    let mut range = head.clone();
    if !matches!(cue.kind, CueKind::Verb { .. } | CueKind::Adjective) {
        return range;
    }
    let belongs = |token: usize| {
        reading.has(token, Functions::AUX.or(Functions::NEGATION).or(Functions::REFLEXIVE).or(Functions::PARTICLE))
            || reading.pronoun(token, PronounKind::Clitic).is_some()
    };
    let mut reach = 0;
    while range.start > 0 && reach < 4 && belongs(range.start - 1) && !reading.has(range.start - 1, Functions::AND) {
        range.start -= 1;
        reach += 1;
    }
    while belongs(range.end) && range.end < head.end + 2 && !reading.has(range.end, Functions::COORDINATOR.or(Functions::COMPLEMENTIZER)) {
        range.end += 1;
    }
    range
}

/// Whether a cue may stand without a clause or marks right beside it.
pub(crate) fn stands_alone(cue: Cue) -> bool {
    cue.strength != Strength::Weak
}
