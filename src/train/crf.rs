//! Learns the weights of a linear-chain conditional random field: AdaGrad (Duchi, Hazan, Singer 2011) on the likelihood of one
//! sentence at a time, with L1 and L2 penalties applied lazily (Duchi and Singer 2009).
//!
//! Every label has a weight for every feature, also where the two never stood together. All arithmetic is in a fixed order with
//! functions of the crate `libm`, so that the same data give the same bytes on every machine.

use std::collections::{BTreeMap, HashMap};

use crate::mentions::{LABELS, Lattice, NameModel, Scores};

/// A sentence as the trainer sees it.
#[derive(Clone)]
pub(crate) struct Example {
    /// For each token the indices of its features.
    pub features: Vec<Vec<u32>>,
    /// The gold label of each token.
    pub labels: Vec<usize>,
}

/// Feature hashes by index.
#[derive(Default)]
pub(crate) struct Dictionary {
    index: HashMap<u64, u32>,
    pub hashes: Vec<u64>,
}

impl Dictionary {
    pub(crate) fn index(&mut self, hash: u64) -> u32 {
        *self.index.entry(hash).or_insert_with(|| {
            self.hashes.push(hash);
            (self.hashes.len() - 1) as u32
        })
    }
}

/// How to train. Tuned by leaving one topic out of the corpus (see the model card).
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    pub epochs: usize,
    pub rate: f32,
    pub l1: f32,
    pub l2: f32,
    pub seed: u64,
}

impl Default for Recipe {
    fn default() -> Self {
        Recipe { epochs: 12, rate: 0.05, l1: 2e-5, l2: 1e-6, seed: 1 }
    }
}

/// Weights of one feature with what AdaGrad and the lazy penalties keep beside them.
#[derive(Clone)]
struct Row {
    weights: Scores,
    squares: Scores,
    /// The number of sentences seen when the penalties were last applied.
    touched: u32,
}

impl Row {
    fn new() -> Row {
        Row { weights: [0.0; LABELS], squares: [1e-2; LABELS], touched: 0 }
    }

    /// Applies the penalties of the sentences since the row was last touched.
    fn catch_up(&mut self, now: u32, recipe: &Recipe) {
        let passed = (now - self.touched) as f32;
        if passed == 0.0 {
            return;
        }
        self.touched = now;
        for label in 0..LABELS {
            let step = recipe.rate / self.squares[label].sqrt() * passed;
            let kept = self.weights[label] / (1.0 + step * recipe.l2);
            self.weights[label] = kept.signum() * (kept.abs() - step * recipe.l1).max(0.0);
        }
    }

    fn descend(&mut self, gradient: &Scores, recipe: &Recipe) {
        for label in 0..LABELS {
            self.squares[label] += gradient[label] * gradient[label];
            self.weights[label] -= recipe.rate * gradient[label] / self.squares[label].sqrt();
        }
    }
}

/// Trained weights before they are pruned and quantised.
pub(crate) struct Weights {
    rows: Vec<Scores>,
    transitions: [Scores; LABELS],
}

/// Trains on the examples; `report` hears the mean negative log-likelihood of a sentence after each epoch.
pub(crate) fn train(examples: &[Example], features: usize, recipe: &Recipe, mut report: impl FnMut(usize, f64)) -> Weights {
    let mut rows = vec![Row::new(); features];
    let mut transitions = vec![Row::new(); LABELS];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = recipe.seed;
    let mut now = 0u32;
    // The mean of the weights after each of the later epochs is steadier than the last ones.
    let mut sum: Vec<[f32; LABELS]> = vec![[0.0; LABELS]; features];
    let mut transition_sum = [[0.0f32; LABELS]; LABELS];
    let averaged = (recipe.epochs / 3).max(1);
    for epoch in 0..recipe.epochs {
        shuffle(&mut order, &mut random);
        let mut loss = 0.0;
        for &index in &order {
            now += 1;
            loss += step(&examples[index], &mut rows, &mut transitions, now, recipe);
        }
        report(epoch + 1, loss / examples.len().max(1) as f64);
        if epoch + averaged >= recipe.epochs {
            for (row, sum) in rows.iter_mut().zip(&mut sum) {
                row.catch_up(now, recipe);
                (0..LABELS).for_each(|label| sum[label] += row.weights[label] / averaged as f32);
            }
            for (row, sum) in transitions.iter().zip(&mut transition_sum) {
                (0..LABELS).for_each(|label| sum[label] += row.weights[label] / averaged as f32);
            }
        }
    }
    Weights { rows: sum, transitions: transition_sum }
}

/// One step of descent on one sentence; its negative log-likelihood.
fn step(example: &Example, rows: &mut [Row], transitions: &mut [Row], now: u32, recipe: &Recipe) -> f64 {
    let n = example.labels.len();
    if n == 0 {
        return 0.0;
    }
    let mut scores = vec![[0.0f32; LABELS]; n];
    for (scores, features) in scores.iter_mut().zip(&example.features) {
        for &feature in features {
            let row = &mut rows[feature as usize];
            row.catch_up(now, recipe);
            (0..LABELS).for_each(|label| scores[label] += row.weights[label]);
        }
    }
    let mut pairs = [[0.0f32; LABELS]; LABELS];
    transitions.iter().zip(&mut pairs).for_each(|(row, pair)| *pair = row.weights);
    let lattice = Lattice::new(&scores, &pairs);
    let mut gold = 0.0f64;
    let mut pair_gradient = [[0.0f32; LABELS]; LABELS];
    for at in 0..n {
        gold += f64::from(scores[at][example.labels[at]]);
        let mut gradient = [0.0f32; LABELS];
        (0..LABELS).for_each(|label| gradient[label] = lattice.marginal(at, label));
        gradient[example.labels[at]] -= 1.0;
        for &feature in &example.features[at] {
            rows[feature as usize].descend(&gradient, recipe);
        }
        if at > 0 {
            let (before, after) = (example.labels[at - 1], example.labels[at]);
            gold += f64::from(pairs[before][after]);
            for (before, row) in pair_gradient.iter_mut().enumerate() {
                for (after, cell) in row.iter_mut().enumerate() {
                    *cell += lattice.pair(at, before, after);
                }
            }
            pair_gradient[before][after] -= 1.0;
        }
    }
    for (row, gradient) in transitions.iter_mut().zip(&pair_gradient) {
        row.descend(gradient, recipe);
    }
    lattice.log_partition - gold
}

/// Fisher–Yates with a xorshift generator (Marsaglia 2003).
fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(i, (*random % (i as u64 + 1)) as usize);
    }
}

/// The mean of several sets of weights, by the hashes of their features.
#[derive(Default)]
pub(crate) struct Mean {
    rows: BTreeMap<u64, Scores>,
    transitions: [Scores; LABELS],
}

impl Mean {
    /// Adds one set of `of`; `hashes` are its features'.
    pub(crate) fn add(&mut self, weights: &Weights, hashes: &[u64], of: usize) {
        let add = |sum: &mut Scores, row: &Scores| sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight / of as f32);
        for (row, &hash) in weights.rows.iter().zip(hashes).filter(|(row, _)| row.iter().any(|&weight| weight != 0.0)) {
            add(self.rows.entry(hash).or_insert([0.0; LABELS]), row);
        }
        self.transitions.iter_mut().zip(&weights.transitions).for_each(|(sum, row)| add(sum, row));
    }

    /// Keeps the `most` weights that are largest and rounds them to a byte each. The model is not calibrated.
    pub(crate) fn quantise(&self, most: usize) -> NameModel {
        let mut sizes: Vec<f32> = self.rows.values().flatten().map(|weight| weight.abs()).filter(|&size| size > 0.0).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        let largest = sizes.first().copied().unwrap_or(1.0);
        let smallest = sizes.get(most.saturating_sub(1)).or(sizes.last()).copied().unwrap_or(0.0);
        // Few weights are near the largest: cutting them off there spends the steps where the weights are.
        let scale = (largest.min(4.0) / 127.0).max(f32::MIN_POSITIVE);
        let mut features: Vec<(u32, [i8; LABELS])> = Vec::new();
        let mut taken = std::collections::HashSet::new();
        for (&hash, row) in &self.rows {
            let weights = row.map(|weight| if weight.abs() < smallest { 0 } else { (weight / scale).round().clamp(-127.0, 127.0) as i8 });
            // Of two features with the same 32 bits the first keeps them.
            if weights.iter().any(|&weight| weight != 0) && taken.insert(hash as u32) {
                features.push((hash as u32, weights));
            }
        }
        features.sort_unstable();
        NameModel::new(&features, scale, self.transitions, (1.0, 0.0))
    }
}
