//! Sentences in the renarrative mood that go on with somebody's words.
//!
//! Bulgarian marks in the verb that the writer reports and does not vouch: a participle in `-л` without its auxiliary (`Щял да дойде`, `Не
//! знаел`). A sentence all of whose verbs are such, right behind a quotation in its paragraph, most often goes on with the same source. Most
//! often is not always: the same forms tell old stories, so this is a hint and no quotation (see the model card for how often it is right).

use super::DraftQuotation;
use super::reading::Reading;
use crate::article::BlockRole;
use crate::language::Functions;
use crate::text::TokenKind;

/// A sentence that seems to report.
#[derive(Debug, Clone)]
pub(crate) struct DraftHint {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the quotation that it seems to go on with.
    pub follows: usize,
    pub score: f32,
}

/// The share of hints that were right among the 62 that were read (see the model card).
const RIGHT: f32 = 0.65;

/// The hints of a text; `found` in the order of the text.
pub(super) fn hints(reading: &Reading, found: &[DraftQuotation]) -> Vec<DraftHint> {
    let sentences = &reading.text.sentences;
    // For each sentence the last quotation with a source that reaches into it; whether anything in it is said already.
    let mut last: Vec<Option<usize>> = vec![None; sentences.len()];
    let mut said = vec![false; sentences.len()];
    for (index, quotation) in found.iter().enumerate() {
        let places = quotation.content.iter().chain(&quotation.cue);
        for sentence in places.flat_map(|range| [range.start, range.end.saturating_sub(1)]).filter_map(|t| reading.text.sentence_of(t)) {
            said[sentence] = true;
            if quotation.speaker_name.is_some() && quotation.cue.is_some() {
                last[sentence] = Some(index);
            }
        }
    }
    let mut hints: Vec<DraftHint> = Vec::new();
    for index in 1..sentences.len() {
        let block = sentences[index].block;
        let plain = !said[index] && reading.text.blocks[block].role == BlockRole::Body && sentences[index - 1].block == block;
        if !plain || !is_renarrative(reading, index) {
            continue;
        }
        let goes_on = hints.last().filter(|hint| hint.sentence + 1 == index).map(|hint| hint.follows);
        if let Some(follows) = last[index - 1].or(goes_on) {
            hints.push(DraftHint { sentence: index, follows, score: RIGHT });
        }
    }
    hints
}

/// Whether a sentence has a participle without its auxiliary, and no verb that vouches.
fn is_renarrative(reading: &Reading, sentence: usize) -> bool {
    let range = reading.text.sentences[sentence].tokens.clone();
    let grammar = &reading.language.grammar;
    let mut bare = 0;
    for token in range.clone() {
        if !reading.is(token, TokenKind::Word) || reading.name_at(token).is_some() {
            continue;
        }
        let lower = reading.text.lower(token);
        if grammar.is_participle(lower) {
            // `е казал`, `да е казал`, `би казал`: the auxiliary is near.
            let near = token.saturating_sub(4).max(range.start)..(token + 3).min(range.end);
            let vouches = |t: usize| reading.has(t, Functions::AUX) && !grammar.is_participle(reading.text.lower(t));
            if near.into_iter().any(vouches) {
                return false;
            }
            bare += 1;
        } else if reading.has(token, Functions::AUX) || grammar.is_verb_form(lower) && reading.is_verbal(token) {
            // After `да` any verb stands in the present: `щял да дойде`.
            let after_da = (token.saturating_sub(3).max(range.start)..token).any(|t| reading.has(t, Functions::DA));
            if !after_da {
                return false;
            }
        }
    }
    bare > 0
}
