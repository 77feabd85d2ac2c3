//! Learns which candidates are quotations: logistic regression over their signs, then Platt's scaling on candidates that the model judged
//! had not seen.
//!
//! All sums are in a fixed order with functions of the crate `libm`, so that the same data give the same bytes on every machine.

use std::collections::HashMap;
use std::ops::Range;

use super::platt;
use super::quoted::QuotedDocument;
use crate::language::Language;
use crate::quotations::{Decision, DraftQuotation, candidates_with_signs, choose};
use crate::text::{Text, TokenKind};
use crate::{Options, prepare};

/// A found and a gold quotation match from this overlap of their words on (intersection over union), as in the scorer.
const OVERLAP: f64 = 0.5;
/// Parts that the documents are dealt to for the scaling.
const PARTS: usize = 8;
/// Rounds of descent; the loss stands still before.
const ROUNDS: usize = 60;
/// The first step of AdaGrad.
const RATE: f64 = 0.2;
/// The penalty on squared weights, for one candidate. Of 0.0003, 0.001, 0.003 and 0.01 the best over both corpora, by article.
const L2: f64 = 0.01;
/// Signs of fewer candidates are left out.
const RAREST: usize = 4;

/// The candidates of one document, and which of them are gold.
#[derive(Debug)]
pub struct Judged {
    candidates: Vec<Candidate>,
    /// Tokens of the text.
    tokens: usize,
}

#[derive(Debug)]
struct Candidate {
    drafted: DraftQuotation,
    signs: Vec<String>,
    right: bool,
}

impl Judged {
    /// The candidates that `language` finds in a document. Each gold quotation has at most one: the one that overlaps it most, of equals the first.
    pub fn new(document: &QuotedDocument, language: &Language) -> Judged {
        let prepared = prepare(&document.text, language, &Options::default(), &mut |_| {});
        let text = &prepared.text;
        let candidates = candidates_with_signs(text, prepared.functions, &prepared.entities, language);
        let gold: Vec<Vec<Range<usize>>> =
            document.quotations.iter().map(|gold| gold.content.iter().map(|span| text.tokens_of(*span)).collect()).collect();
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (i, gold) in gold.iter().enumerate() {
            let overlaps = candidates.iter().enumerate().map(|(j, (found, _))| (overlap(text, gold, &found.content), i, j));
            pairs.extend(overlaps.filter(|(overlap, _, _)| *overlap >= OVERLAP));
        }
        // A candidate with the gold's cue before another.
        let same_cue = |i: usize, j: usize| match (document.quotations[i].cue, &candidates[j].0.cue) {
            (Some(gold), Some(found)) => gold.overlaps(text.span(found.clone())),
            (None, None) => true,
            _ => false,
        };
        let key = |&(overlap, i, j): &(f64, usize, usize)| (overlap + if same_cue(i, j) { 1.0 } else { 0.0 }, i, j);
        pairs.sort_by(|a, b| {
            let (a, b) = (key(a), key(b));
            b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2))
        });
        let (mut taken, mut right) = (vec![false; gold.len()], vec![false; candidates.len()]);
        for (_, i, j) in pairs {
            if !taken[i] && !right[j] {
                (taken[i], right[j]) = (true, true);
            }
        }
        let candidates = candidates.into_iter().zip(right).map(|((drafted, signs), right)| Candidate { drafted, signs, right });
        Judged { candidates: candidates.collect(), tokens: text.tokens.len() }
    }

    /// The candidates that are chosen when `decision` judges: probability before scaling, and whether it is gold.
    fn chosen(&self, decision: &Decision) -> Vec<(f32, bool)> {
        let judged = self.candidates.iter().map(|candidate| {
            let mut drafted = candidate.drafted.clone();
            drafted.score = decision.sum(&candidate.signs);
            // The choice keeps the quotation and drops the rest: the truth rides on its speaker's name.
            drafted.speaker_name = candidate.right.then(String::new);
            drafted
        });
        let chosen = choose(judged.collect(), self.tokens, f32::NEG_INFINITY);
        chosen.into_iter().map(|drafted| (drafted.score, drafted.speaker_name.is_some())).collect()
    }
}

/// Overlap of two contents in words.
pub(super) fn overlap(text: &Text, a: &[Range<usize>], b: &[Range<usize>]) -> f64 {
    let words = |range: Range<usize>| range.filter(|&t| matches!(text.tokens[t].kind, TokenKind::Word | TokenKind::Number)).count();
    let all = |ranges: &[Range<usize>]| ranges.iter().map(|range| words(range.clone())).sum::<usize>();
    let both: usize =
        a.iter().flat_map(|a| b.iter().map(move |b| a.start.max(b.start)..a.end.min(b.end))).filter(|r| !r.is_empty()).map(words).sum();
    let either = all(a) + all(b) - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// Learns from the candidates of documents.
pub fn train_decision(documents: &[&Judged]) -> Decision {
    let mut pooled = Vec::new();
    for part in 0..PARTS {
        let (mut seen, mut unseen) = (Vec::new(), Vec::new());
        for (index, &document) in documents.iter().enumerate() {
            if index % PARTS == part { unseen.push(document) } else { seen.push(document) }
        }
        let decision = Decision::new(weights(&seen), (1.0, 0.0));
        pooled.extend(unseen.iter().flat_map(|document| document.chosen(&decision)));
    }
    Decision::new(weights(documents), platt::scale(&pooled))
}

/// The weights of signs.
fn weights(documents: &[&Judged]) -> Vec<(String, f32)> {
    let candidates = || documents.iter().flat_map(|document| &document.candidates);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for sign in candidates().flat_map(|candidate| &candidate.signs) {
        *counts.entry(sign).or_default() += 1;
    }
    let mut names: Vec<&str> = counts.iter().filter(|(_, count)| **count >= RAREST).map(|(name, _)| *name).collect();
    names.sort_unstable();
    let index: HashMap<&str, usize> = names.iter().enumerate().map(|(index, name)| (*name, index)).collect();
    let examples: Vec<(Vec<usize>, f64)> = candidates()
        .map(|candidate| {
            let signs = candidate.signs.iter().filter_map(|sign| index.get(sign.as_str()).copied()).collect();
            (signs, if candidate.right { 1.0 } else { 0.0 })
        })
        .collect();
    let mut weights = vec![0.0f64; names.len()];
    let mut squares = vec![1e-2f64; names.len()];
    for _ in 0..ROUNDS {
        // A stride that is prime to most lengths mixes the documents, the same way every time.
        for step in 0..examples.len() {
            let (signs, truth) = &examples[step * 7919 % examples.len()];
            let sum: f64 = signs.iter().map(|&sign| weights[sign]).sum();
            let error = 1.0 / (1.0 + libm::exp(-sum)) - truth;
            for &sign in signs {
                let gradient = error + L2 * weights[sign];
                squares[sign] += gradient * gradient;
                weights[sign] -= RATE * gradient / libm::sqrt(squares[sign]);
            }
        }
    }
    names.into_iter().map(str::to_owned).zip(weights.into_iter().map(|weight| weight as f32)).collect()
}
