//! Which candidates are quotations: a logistic model over readable signs, and the choice among those that exclude each other.
//!
//! The model is a list of signs with weights, one a line, and the two numbers of Platt's scaling (Platt 1999), which turns the sum of a
//! candidate's weights into a probability. Without a model (a language's folder as it is) the ranks that the rules give decide.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::ops::Range;

use super::DraftQuotation;
use crate::language::LanguageError;

/// The least probability of a quotation that is shown. F1 is highest where the threshold is half of the F1 reached (Lipton et al. 2014); a
/// little less than that of about 0.9 keeps both kinds of error in balance over the own corpus.
pub(crate) const LEAST: f32 = 0.42;

/// The line of the scaling in a model's text.
const SCALE: &str = "scale";

/// Weights of signs. Empty where nothing was trained.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decision {
    weights: HashMap<String, f32>,
    /// Factor and addend of the sum before the logistic function.
    scale: (f32, f32),
}

impl Decision {
    #[cfg(feature = "cli")]
    pub(crate) fn new(weights: impl IntoIterator<Item = (String, f32)>, scale: (f32, f32)) -> Decision {
        Decision { weights: weights.into_iter().collect(), scale }
    }

    pub(crate) fn is_trained(&self) -> bool {
        !self.weights.is_empty()
    }

    /// The sum of the weights of a candidate's signs.
    pub(crate) fn sum(&self, signs: &[String]) -> f32 {
        signs.iter().filter_map(|sign| self.weights.get(sign)).sum()
    }

    /// The probability that a candidate with these signs is a quotation.
    pub(crate) fn probability(&self, signs: &[String]) -> f32 {
        logistic(self.scale.0 * self.sum(signs) + self.scale.1)
    }

    /// A line for the scaling and one for each sign, sorted: name, tab, weight.
    #[cfg(feature = "cli")]
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut signs: Vec<(&String, &f32)> = self.weights.iter().collect();
        signs.sort_by(|a, b| a.0.cmp(b.0));
        let mut text = format!("{SCALE}\t{:.4}\t{:.4}\n", self.scale.0, self.scale.1);
        for (sign, weight) in signs {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{sign}\t{weight:.3}");
        }
        text.into_bytes()
    }

    /// Fails on a line that `to_bytes` does not write.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Decision, LanguageError> {
        let damaged = |line: &str| LanguageError::Damaged(format!("quotations.model holds `{line}`"));
        let text = std::str::from_utf8(bytes).map_err(|_| LanguageError::Damaged("quotations.model is not UTF-8".to_owned()))?;
        let number = |cell: Option<&str>, line: &str| {
            cell.and_then(|cell| cell.parse::<f32>().ok()).filter(|number| number.is_finite()).ok_or_else(|| damaged(line))
        };
        let mut decision = Decision::default();
        for (index, line) in text.lines().enumerate() {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or_default();
            let weight = number(cells.next(), line)?;
            if index == 0 {
                decision.scale = (weight, number(cells.next().filter(|_| name == SCALE), line)?);
            } else if cells.next().is_none() {
                decision.weights.insert(name.to_owned(), weight);
            } else {
                return Err(damaged(line));
            }
        }
        Ok(decision)
    }
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-x))
}

/// The candidates that stay, their score at least `least`: of those with one cue and of those with one content the surest. What has no
/// cue stays where nothing with a cue covers any of it. `tokens`: of the text.
pub(crate) fn choose(mut candidates: Vec<DraftQuotation>, tokens: usize, least: f32) -> Vec<DraftQuotation> {
    candidates.retain(|candidate| candidate.score >= least);
    // With a cue first, the surest first; of equals the one that was found first.
    candidates.sort_by(|a, b| a.cue.is_none().cmp(&b.cue.is_none()).then(b.score.total_cmp(&a.score)));
    let mut cues: HashSet<usize> = HashSet::new();
    let mut contents: HashSet<Vec<Range<usize>>> = HashSet::new();
    let first_bare = candidates.partition_point(|candidate| candidate.cue.is_some());
    let bare = candidates.split_off(first_bare);
    candidates
        .retain(|candidate| candidate.cue.as_ref().is_some_and(|cue| cues.insert(cue.end)) && contents.insert(candidate.content.clone()));
    let mut taken = covered(&candidates, tokens);
    for candidate in bare {
        if candidate.content.iter().all(|range| !taken[range.clone()].contains(&true)) {
            candidate.content.iter().for_each(|range| taken[range.clone()].fill(true));
            candidates.push(candidate);
        }
    }
    candidates
}

/// For each token whether a content covers it; in one pass, however often contents overlap.
pub(super) fn covered(candidates: &[DraftQuotation], tokens: usize) -> Vec<bool> {
    let mut steps = vec![0i32; tokens + 1];
    for range in candidates.iter().flat_map(|candidate| &candidate.content) {
        steps[range.start.min(tokens)] += 1;
        steps[range.end.min(tokens)] -= 1;
    }
    let mut depth = 0;
    steps[..tokens]
        .iter()
        .map(|step| {
            depth += step;
            depth > 0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::QuotationType;

    fn candidate(content: Range<usize>, cue: Option<Range<usize>>, score: f32) -> DraftQuotation {
        DraftQuotation {
            kind: QuotationType::Indirect,
            content: vec![content],
            cue,
            speaker: None,
            entity: None,
            speaker_name: None,
            score,
            signs: Vec::new(),
            why: Vec::new(),
        }
    }

    #[test]
    fn a_model_reads_back() {
        let decision = Decision::new([("frame=verb-that".to_owned(), 1.5), ("x".to_owned(), -0.25)], (1.25, -0.5));
        assert_eq!(Decision::from_bytes(&decision.to_bytes()).unwrap(), decision);
    }

    #[test]
    fn a_damaged_line_is_refused() {
        for text in ["scale\t1\n", "x\t1\n", "scale\t1\t0\nx\n", "scale\t1\t0\nx\t1\t2\n", "scale\tNaN\t0\n"] {
            assert!(Decision::from_bytes(text.as_bytes()).is_err(), "{text:?}");
        }
    }

    #[test]
    fn of_two_contents_of_one_cue_the_surer_stays() {
        let chosen = choose(vec![candidate(0..4, Some(5..6), 0.6), candidate(7..9, Some(5..6), 0.8)], 10, 0.5);
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0].content, [7..9]);
    }

    #[test]
    fn words_without_a_cue_give_way_to_those_with_one() {
        let chosen = choose(vec![candidate(0..4, None, 0.9), candidate(3..5, Some(6..7), 0.6), candidate(8..9, None, 0.9)], 10, 0.5);
        assert_eq!(chosen.iter().map(|q| q.content[0].clone()).collect::<Vec<_>>(), [3..5, 8..9]);
    }
}
