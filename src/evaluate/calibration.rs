//! Whether a score of 0.9 is right nine times of ten.

use std::fmt;

/// Bins of equal width that scores are dealt to.
const BINS: usize = 10;

/// How often scores were right, by bins.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Calibration {
    /// Number, sum of scores, number of right ones.
    bins: [(usize, f64, usize); BINS],
}

impl Calibration {
    /// Counts a score from 0 to 1 and whether it was right.
    pub fn add(&mut self, score: f32, right: bool) {
        let score = f64::from(score);
        let bin = &mut self.bins[((score * BINS as f64) as usize).min(BINS - 1)];
        bin.0 += 1;
        bin.1 += score;
        bin.2 += usize::from(right);
    }

    /// Expected calibration error: the mean over the bins of what score and share of right ones differ, weighed by their number (Naeini et al. 2015).
    pub fn error(&self) -> f64 {
        let all: usize = self.bins.iter().map(|bin| bin.0).sum();
        self.bins.iter().map(|&(_, sum, right)| (sum - right as f64).abs()).sum::<f64>() / all.max(1) as f64
    }
}

/// A line for each bin that is not empty, then the error.
impl fmt::Display for Calibration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, &(number, sum, right)) in self.bins.iter().enumerate().filter(|(_, bin)| bin.0 > 0) {
            let of = number as f64;
            let (from, to) = (index as f64 / BINS as f64, (index + 1) as f64 / BINS as f64);
            writeln!(f, "score {from:.1}–{to:.1}  {number:5}  mean score {:.3}  right {:.3}", sum / of, right as f64 / of)?;
        }
        write!(f, "expected calibration error {:.4}", self.error())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_that_keep_their_word_have_no_error() {
        let mut calibration = Calibration::default();
        (0..10).for_each(|index| calibration.add(0.9, index < 9));
        assert!(calibration.error() < 1e-6);
    }

    #[test]
    fn a_sure_score_that_is_wrong_is_an_error_of_its_size() {
        let mut calibration = Calibration::default();
        calibration.add(1.0, false);
        calibration.add(0.0, false);
        assert!((calibration.error() - 0.5).abs() < 1e-6);
    }
}
