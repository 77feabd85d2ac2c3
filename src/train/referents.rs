//! Learns who is meant where a speaker is not named: a log-linear model over all who can be.

use std::collections::HashMap;

use super::decision::overlap;
use super::quoted::QuotedDocument;
use crate::language::Language;
use crate::quotations::{Decision, quotations_with_referents};
use crate::{Options, prepare};

/// Rounds of descent.
const ROUNDS: usize = 30;
/// The first step of AdaGrad.
const RATE: f64 = 0.1;
/// The penalty on squared weights, for one choice.
const L2: f64 = 0.01;
/// Signs of fewer choices are left out.
const RAREST: usize = 4;
/// Of a gold quotation a found one is taken for the same from this overlap of words on.
const OVERLAP: f64 = 0.5;

/// The choices of one document: for each the signs of all who can be meant, and which of them are right.
#[derive(Debug)]
pub struct Referred {
    choices: Vec<Vec<(Vec<String>, bool)>>,
}

impl Referred {
    /// The quotations of a document that are gold and whose speaker is among those who can be meant.
    pub fn new(document: &QuotedDocument, language: &Language) -> Referred {
        let folding = language.folding();
        let prepared = prepare(&document.text, language, &Options::default(), &mut |_| {});
        let text = &prepared.text;
        let mut choices = Vec::new();
        for (found, referents) in quotations_with_referents(text, prepared.functions, &prepared.entities, language) {
            let overlaps = document.quotations.iter().map(|gold| {
                let content: Vec<_> = gold.content.iter().map(|span| text.tokens_of(*span)).collect();
                (overlap(text, &content, &found.content), gold)
            });
            let best = overlaps.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(overlap, _)| *overlap >= OVERLAP);
            let Some((_, gold)) = best else { continue };
            let choice: Vec<(Vec<String>, bool)> = referents
                .into_iter()
                .map(|referent| {
                    let right = gold.is_by(Some(referent.name()), &folding);
                    (referent.signs, right)
                })
                .collect();
            if choice.iter().any(|(_, right)| *right) && !choice.iter().all(|(_, right)| *right) {
                choices.push(choice);
            }
        }
        Referred { choices }
    }
}

/// Learns from the choices of documents.
pub fn train_referents(documents: &[&Referred]) -> Decision {
    let choices = || documents.iter().flat_map(|document| &document.choices);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for sign in choices().flatten().flat_map(|(signs, _)| signs) {
        *counts.entry(sign).or_default() += 1;
    }
    let mut names: Vec<&str> = counts.iter().filter(|(_, count)| **count >= RAREST).map(|(name, _)| *name).collect();
    names.sort_unstable();
    let index: HashMap<&str, usize> = names.iter().enumerate().map(|(index, name)| (*name, index)).collect();
    let numbered = |signs: &Vec<String>| signs.iter().filter_map(|sign| index.get(sign.as_str()).copied()).collect::<Vec<usize>>();
    let examples: Vec<Vec<(Vec<usize>, bool)>> =
        choices().map(|choice| choice.iter().map(|(signs, right)| (numbered(signs), *right)).collect()).collect();
    let mut weights = vec![0.0f64; names.len()];
    let mut squares = vec![1e-2f64; names.len()];
    for _ in 0..ROUNDS {
        for step in 0..examples.len() {
            let choice = &examples[step * 7919 % examples.len()];
            let sums: Vec<f64> = choice.iter().map(|(signs, _)| signs.iter().map(|&sign| weights[sign]).sum()).collect();
            let highest = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let powers: Vec<f64> = sums.iter().map(|sum| libm::exp(sum - highest)).collect();
            let all: f64 = powers.iter().sum();
            let right: f64 = powers.iter().zip(choice).filter(|(_, (_, right))| *right).map(|(power, _)| power).sum();
            for (power, (signs, is_right)) in powers.iter().zip(choice) {
                // What is expected of it less what is true of it.
                let error = power / all - if *is_right { power / right.max(1e-300) } else { 0.0 };
                for &sign in signs {
                    let gradient = error + L2 * weights[sign] / choice.len() as f64;
                    squares[sign] += gradient * gradient;
                    weights[sign] -= RATE * gradient / libm::sqrt(squares[sign]);
                }
            }
        }
    }
    Decision::new(names.into_iter().map(str::to_owned).zip(weights.into_iter().map(|weight| weight as f32)), (1.0, 0.0))
}
