//! Trains the model of names.

use super::corpus::Document;
use super::crf::{self, Dictionary, Example, Recipe};
use super::swap::{Names, Random};
use crate::article::EntityType;
use crate::language::Language;
use crate::mentions::{self, NameModel, OUTSIDE, begins, goes_on};
use crate::text::Text;

/// How to train the model of names.
#[derive(Debug, Clone, Copy)]
pub struct NameTraining {
    pub recipe: Recipe,
    /// Features seen in fewer tokens are left out.
    pub rarest: u32,
    /// Weights that are kept.
    pub weights: usize,
    /// Copies of each article with other names.
    pub swaps: usize,
}

impl Default for NameTraining {
    fn default() -> Self {
        NameTraining { recipe: Recipe::default(), rarest: 2, weights: 120_000, swaps: 1 }
    }
}

/// Trains on documents, with the lexicon and the letters of `language`. The model it returns is not calibrated.
pub(crate) fn train_names(
    documents: &[&Document],
    language: &Language,
    training: &NameTraining,
    report: impl FnMut(usize, f64),
) -> NameModel {
    let mut dictionary = Dictionary::default();
    let mut examples = Vec::new();
    let names = Names::new(language);
    let mut random = Random(training.recipe.seed);
    for document in documents {
        examples_of(document, language, &mut dictionary, &mut examples);
        for _ in 0..training.swaps {
            examples_of(&names.swap(document, &mut random), language, &mut dictionary, &mut examples);
        }
    }
    let kept = drop_rare(&mut examples, dictionary, training.rarest);
    let weights = crf::train(&examples, kept.len(), &training.recipe, report);
    weights.quantise(&kept, training.weights, (1.0, 0.0))
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
fn drop_rare(examples: &mut [Example], dictionary: Dictionary, rarest: u32) -> Vec<u64> {
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
