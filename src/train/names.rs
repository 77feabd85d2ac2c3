//! Trains the model of names.

use super::corpus::Document;
use super::crf::{self, Dictionary, Example, Mean, Recipe};
use super::parallel::in_parallel;
use super::platt;
use super::swap::{Names, Random};
use crate::article::EntityType;
use crate::language::Language;
use crate::mentions::{self, Found, NameModel, OUTSIDE, begins, goes_on, log_odds};
use crate::text::Text;

/// How to train the model of names.
#[derive(Debug, Clone, Copy)]
pub struct NameTraining {
    pub recipe: Recipe,
    /// Features seen in fewer tokens are left out.
    pub rarest: u32,
    /// Weights that are kept.
    pub weights: usize,
    /// Copies of each article with other names, for each member.
    pub swaps: usize,
    /// Models whose weights are averaged: each sees other names in the copies and the sentences in another order.
    pub members: usize,
}

impl Default for NameTraining {
    fn default() -> Self {
        NameTraining { recipe: Recipe::default(), rarest: 2, weights: 120_000, swaps: 1, members: 3 }
    }
}

/// Trains on documents, with the lexicon and the letters of `language`. The model it returns is not calibrated.
///
/// The likelihood is concave in the weights, so the mean of several sets of weights is a model as good as its members, and steadier: what
/// one draw of names or one order of sentences taught by accident is divided by their number.
pub(crate) fn train_names(
    documents: &[&Document],
    language: &Language,
    training: &NameTraining,
    mut report: impl FnMut(usize, f64),
) -> NameModel {
    let names = Names::new(language);
    let mut random = Random(training.recipe.seed);
    let mut dictionary = Dictionary::default();
    let mut originals = Vec::new();
    documents.iter().for_each(|document| examples_of(document, language, &mut dictionary, &mut originals));
    let mut mean = Mean::default();
    for member in 0..training.members {
        let mut examples = originals.clone();
        for document in documents {
            for _ in 0..training.swaps {
                examples_of(&names.swap(document, &mut random), language, &mut dictionary, &mut examples);
            }
        }
        let kept = drop_rare(&mut examples, &dictionary, training.rarest);
        let recipe = Recipe { seed: training.recipe.seed + member as u64, ..training.recipe };
        let weights = crf::train(&examples, kept.len(), &recipe, |epoch, loss| report(member * recipe.epochs + epoch, loss));
        mean.add(&weights, &kept, training.members);
    }
    mean.quantise(training.weights)
}

/// Slope and intercept of Platt's scaling over the names that models found on a topic each that they had not seen.
pub(crate) fn calibration(documents: &[&Document], language: &Language, training: &NameTraining) -> (f32, f32) {
    let mut topics: Vec<&str> = documents.iter().filter_map(|document| document.topic()).collect();
    topics.sort_unstable();
    topics.dedup();
    if topics.len() < 2 {
        return (1.0, 0.0);
    }
    let judged = in_parallel(topics.len(), |topic| {
        let (unseen, seen): (Vec<&Document>, Vec<&Document>) =
            documents.iter().partition(|document| document.topic() == Some(topics[topic]));
        let model = train_names(&seen, language, training, |_, _| {});
        unseen.iter().flat_map(|document| judged(document, language, &model)).collect::<Vec<_>>()
    });
    platt::scale(&judged.concat())
}

/// The log-odds of every name that a model finds in a document, and whether it is right.
fn judged(document: &Document, language: &Language, model: &NameModel) -> Vec<(f32, bool)> {
    let text = Text::new(&document.text, &language.writing);
    let known = mentions::known(&text, &language.lexicon);
    let names = mentions::names(&text, &known, model);
    let is_gold = |found: &Found| {
        let span = text.span(found.start..found.end);
        document.names.iter().any(|name| name.span == span && name.kind == EntityType::NAMED[found.kind])
    };
    names.iter().map(|found| (log_odds(found.probability), is_gold(found))).collect()
}

fn examples_of(document: &Document, language: &Language, dictionary: &mut Dictionary, examples: &mut Vec<Example>) {
    let text = Text::new(&document.text, &language.writing);
    let known = mentions::known(&text, &language.lexicon);
    let features = mentions::features(&text, &known);
    let labels = labels(document, &text);
    for sentence in &text.sentences {
        examples.push(Example {
            features: sentence
                .tokens
                .clone()
                .map(|token| features.of(token).iter().map(|&hash| dictionary.index(hash)).collect())
                .collect(),
            labels: labels[sentence.tokens.clone()].to_vec(),
        });
    }
}

/// The gold label of every token; a name whose ends are no token boundaries covers the tokens it touches.
fn labels(document: &Document, text: &Text) -> Vec<usize> {
    let mut labels = vec![OUTSIDE; text.tokens.len()];
    for name in &document.names {
        let kind = EntityType::NAMED.iter().position(|&kind| kind == name.kind).expect("a gold name has one of the five types");
        let tokens = text.tokens_of(name.span);
        for token in tokens.clone() {
            labels[token] = if token == tokens.start { begins(kind) } else { goes_on(kind) };
        }
    }
    // A name that a sentence's end cuts begins anew.
    for sentence in &text.sentences {
        let first = sentence.tokens.start;
        if labels[first] != OUTSIDE && labels[first].is_multiple_of(2) {
            labels[first] -= 1;
        }
    }
    labels
}

/// Takes out features that fewer than `rarest` tokens have; the hashes of those that stay, by their new index.
fn drop_rare(examples: &mut [Example], dictionary: &Dictionary, rarest: u32) -> Vec<u64> {
    let mut counts = vec![0u32; dictionary.hashes.len()];
    for feature in examples.iter().flat_map(|example| &example.features).flatten() {
        counts[*feature as usize] += 1;
    }
    let mut kept = Vec::new();
    let mut renumbered = vec![u32::MAX; counts.len()];
    for (old, &count) in counts.iter().enumerate() {
        if count >= rarest {
            renumbered[old] = kept.len() as u32;
            kept.push(dictionary.hashes[old]);
        }
    }
    for features in examples.iter_mut().flat_map(|example| &mut example.features) {
        features.retain_mut(|feature| {
            *feature = renumbered[*feature as usize];
            *feature != u32::MAX
        });
        features.sort_unstable();
    }
    kept
}
