//! Turns a model's sums into probabilities: Platt's scaling (Platt 1999, with his targets that keep off 0 and 1).

/// Factor and addend that, applied to a log-odds or another sum, give the log-odds that it is right; the most likely ones for `judged`: sums and whether they were right.
/// Without any it is (1, 0), which leaves log-odds as they are.
pub(crate) fn scale(judged: &[(f32, bool)]) -> (f32, f32) {
    if judged.is_empty() {
        return (1.0, 0.0);
    }
    let right = judged.iter().filter(|(_, right)| *right).count() as f64;
    let wrong = judged.len() as f64 - right;
    let target = |is_right: bool| if is_right { (right + 1.0) / (right + 2.0) } else { 1.0 / (wrong + 2.0) };
    let (mut a, mut b) = (0.0f64, libm::log((right + 1.0) / (wrong + 1.0)));
    // Newton's method from the share of right ones; two numbers, so the inverse is written out.
    for _ in 0..50 {
        let (mut ga, mut gb, mut aa, mut ab, mut bb) = (0.0, 0.0, 1e-6, 0.0, 1e-6);
        for &(sum, is_right) in judged {
            let sum = f64::from(sum);
            let p = 1.0 / (1.0 + libm::exp(-(a * sum + b)));
            let (error, slope) = (p - target(is_right), p * (1.0 - p));
            ga += error * sum;
            gb += error;
            aa += slope * sum * sum;
            ab += slope * sum;
            bb += slope;
        }
        let determinant = aa * bb - ab * ab;
        if determinant <= 0.0 {
            break;
        }
        a -= (bb * ga - ab * gb) / determinant;
        b -= (aa * gb - ab * ga) / determinant;
    }
    (a as f32, b as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_that_mean_what_they_say_stay_as_they_are() {
        // Of 1,000 with the log-odds of 0.8 right, 800 are; the same at 0.5.
        let mut judged = Vec::new();
        for index in 0..1000 {
            judged.push((libm::logf(4.0), index < 800));
            judged.push((0.0, index < 500));
        }
        let (a, b) = scale(&judged);
        assert!((a - 1.0).abs() < 0.02 && b.abs() < 0.02, "{a} {b}");
    }

    #[test]
    fn boasting_sums_are_taken_down() {
        let judged: Vec<(f32, bool)> = (0..1000).map(|index| (3.0, index % 2 == 0)).chain([(-3.0, false)]).collect();
        let (a, b) = scale(&judged);
        assert!((a * 3.0 + b).abs() < 0.05);
    }
}
