//! Cues, reported clauses and marked spans → quotations, and whose they are.
//!
//! Definitions: attribution relations as in PARC 3 (Pareti 2016): source, cue, content; direct, indirect and mixed as in O'Keefe et
//! al. 2012.

mod candidates;
mod clauses;
mod cues;
mod decision;
mod dialogue;
mod evidence;
mod evidential;
mod phrases;
mod reading;
mod referents;
mod roles;
mod speakers;
mod speech;
mod verbs;

use std::ops::Range;

use crate::article::QuotationType;
use crate::entities::Draft;
use crate::language::{Functions, Language};
use crate::text::Text;

use decision::LEAST;
pub(crate) use decision::{Decision, choose};
pub(crate) use evidential::DraftHint;
use reading::Reading;
pub(crate) use referents::Referent;

/// A quotation while the article is put together; all places are token ranges.
#[derive(Debug, Clone)]
pub(crate) struct DraftQuotation {
    pub kind: QuotationType,
    /// In order, never empty.
    pub content: Vec<Range<usize>>,
    pub cue: Option<Range<usize>>,
    pub speaker: Option<Range<usize>>,
    /// Index of the speaker's entity.
    pub entity: Option<usize>,
    pub speaker_name: Option<String>,
    /// Until the decision the rank that its rule gives, then a probability.
    pub score: f32,
    /// How its rule came to it, where that is out of the ordinary; for the decision.
    pub signs: Vec<&'static str>,
    /// Codes of what led to it, with their place.
    pub why: Vec<(&'static str, Option<Range<usize>>)>,
}

/// The quotations of a text, in its order, and sentences that seem to go on with them. Mentions by which speakers are referred to (roles, pronouns) are added to the entities.
pub(crate) fn quotations(
    text: &Text,
    functions: Vec<Functions>,
    entities: &mut [Draft],
    language: &Language,
) -> (Vec<DraftQuotation>, Vec<DraftHint>) {
    let reading = Reading::new(text, functions, entities, language);
    let mut found = judged(&reading, &language.decision);
    found = choose(found, text.tokens.len(), LEAST);
    speakers::resolve(&reading, &mut found, &mut |_, referents| likeliest(&language.referents, referents));
    found.sort_by_key(|quotation| (quotation.content[0].start, std::cmp::Reverse(quotation.content[0].end)));
    let mut referring = Vec::new();
    for quotation in &found {
        if let (Some(entity), Some(speaker)) = (quotation.entity, &quotation.speaker) {
            referring.extend(speakers::referring_mention(&reading, entity, speaker));
        }
    }
    let hints = evidential::hints(&reading, &found);
    drop(reading);
    for (entity, mention) in referring {
        let taken = entities[entity]
            .mentions
            .iter()
            .any(|known| known.tokens.start < mention.tokens.end && mention.tokens.start < known.tokens.end);
        if !taken {
            entities[entity].mentions.push(mention);
        }
    }
    (found, hints)
}

/// All candidates of a text with the signs that the decision weighs; those that the rules alone would not keep among them.
#[cfg(feature = "cli")]
pub(crate) fn candidates_with_signs(
    text: &Text,
    functions: Vec<Functions>,
    entities: &[Draft],
    language: &Language,
) -> Vec<(DraftQuotation, Vec<String>)> {
    let reading = Reading::new(text, functions, entities, language);
    let found = whole_candidates(&reading);
    let signs = evidence::signs(&reading, &found);
    found.into_iter().zip(signs).collect()
}

/// What somebody must have more than the rules' choice to be taken in its place (log odds). Of 0, 0.5, 1 and 2 the best over both corpora, by
/// article.
const MARGIN: f32 = 0.5;
/// Who is meant most likely; without a model the rules' choice, which stands first.
pub(crate) fn likeliest(model: &Decision, referents: &[Referent]) -> usize {
    if !model.is_trained() {
        return 0;
    }
    let sums: Vec<f32> = referents.iter().map(|referent| model.sum(&referent.signs)).collect();
    let best = (0..sums.len()).rev().max_by(|&a, &b| sums[a].total_cmp(&sums[b])).unwrap_or(0);
    if sums[best] < sums[0] + MARGIN { 0 } else { best }
}

/// The quotations that the rules alone find, resolved by them, with who could be meant where no name tells it.
#[cfg(feature = "cli")]
pub(crate) fn quotations_with_referents(
    text: &Text,
    functions: Vec<Functions>,
    entities: &[Draft],
    language: &Language,
) -> Vec<(DraftQuotation, Vec<Referent>)> {
    let reading = Reading::new(text, functions, entities, language);
    let mut found = choose(judged(&reading, &language.decision), text.tokens.len(), LEAST);
    let mut seen: Vec<Vec<Referent>> = vec![Vec::new(); found.len()];
    speakers::resolve(&reading, &mut found, &mut |index, referents| {
        seen[index] = referents.to_vec();
        likeliest(&language.referents, referents)
    });
    found.into_iter().zip(seen).collect()
}

/// The candidates, each with its probability where a model tells it.
fn judged(reading: &Reading, decision: &Decision) -> Vec<DraftQuotation> {
    let mut found = whole_candidates(reading);
    if decision.is_trained() {
        let signs = evidence::signs(reading, &found);
        for (candidate, signs) in found.iter_mut().zip(signs) {
            candidate.score = decision.probability(&signs);
        }
    }
    found
}

fn whole_candidates(reading: &Reading) -> Vec<DraftQuotation> {
    let mut found = candidates::candidates(reading);
    found.retain_mut(drop_empty);
    found
}

/// Takes out pieces, phrases and places that a lone mark left empty; whether anything is left that was said.
fn drop_empty(quotation: &mut DraftQuotation) -> bool {
    quotation.content.retain(|piece| !piece.is_empty());
    quotation.speaker = quotation.speaker.take().filter(|phrase| !phrase.is_empty());
    quotation.why.iter_mut().for_each(|(_, place)| *place = place.take().filter(|place| !place.is_empty()));
    !quotation.content.is_empty()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::LazyLock;

    use crate::article::QuotationType;
    use crate::language::Language;

    /// The tables alone: the rules judge.
    static TABLES: LazyLock<Language> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("languages/bg");
        Language::from_folder(&folder).expect("the tables of the repository are whole")
    });

    fn contents(text: &str) -> Vec<(&str, QuotationType)> {
        let article = crate::annotate(text, &TABLES);
        article.quotations.iter().map(|quotation| (quotation.content[0].of(text), quotation.kind)).collect()
    }

    #[test]
    fn a_verb_of_asking_opens_a_question() {
        let text = "Заглавие\nКметът попита защо мостът още е затворен.";
        assert_eq!(contents(text), [("защо мостът още е затворен", QuotationType::Indirect)]);
    }

    #[test]
    fn words_with_one_mark_left_are_direct() {
        let text = "Заглавие\nМостът ще отвори през май“, каза кметът.";
        assert_eq!(contents(text), [("Мостът ще отвори през май", QuotationType::Direct)]);
    }

    #[test]
    fn a_reported_clause_with_one_mark_left_is_mixed() {
        let text = "Заглавие\nКметът каза, че мостът ще отвори през май“.";
        assert_eq!(contents(text), [("мостът ще отвори през май", QuotationType::Mixed)]);
    }

    #[test]
    fn a_trailing_adjective_attributes() {
        let text = "Заглавие\nМостът ще отвори през май, убеден е кметът.";
        assert_eq!(contents(text), [("Мостът ще отвори през май", QuotationType::Indirect)]);
    }

    #[test]
    fn a_renarrative_sentence_behind_a_quotation_is_a_hint() {
        let text = "Заглавие\nКметът каза, че мостът ще отвори през май. Ремонтът бил почти готов. Днес вали.";
        let article = crate::annotate(text, &TABLES);
        let [hint] = article.hints.as_slice() else { panic!("one hint, not {:?}", article.hints) };
        assert_eq!(hint.span.of(text).trim_end_matches('.'), "Ремонтът бил почти готов");
        assert_eq!((hint.follows.as_str(), hint.evidential), (article.quotations[0].id.as_str(), true));
    }

    #[test]
    fn a_perfect_with_its_auxiliary_is_no_hint() {
        let text = "Заглавие\nКметът каза, че мостът ще отвори през май. Ремонтът е бил скъп.";
        assert!(crate::annotate(text, &TABLES).hints.is_empty());
    }
}
