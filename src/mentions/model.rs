//! The trained model of names: a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001).

use super::features::Features;
use crate::article::EntityType;
use crate::language::{LanguageError, Reader};

/// Outside, then for each type the label that begins a name and the one that goes on with it (IOB2).
pub(crate) const LABELS: usize = 1 + 2 * EntityType::NAMED.len();
pub(crate) const OUTSIDE: usize = 0;

pub(crate) fn begins(kind: usize) -> usize {
    1 + 2 * kind
}

pub(crate) fn goes_on(kind: usize) -> usize {
    2 + 2 * kind
}

/// Whether `next` may follow `label`: a name goes on only as itself.
pub(crate) fn may_follow(label: usize, next: usize) -> bool {
    next == OUTSIDE || next % 2 == 1 || label == next || label + 1 == next
}

pub(crate) type Scores = [f32; LABELS];

/// Weights of features by the low 32 bits of their hash, and of label pairs.
///
/// The chance that one of the hashes a text brings equals one of the `n` kept by accident is `n` / 2³²: below one in 40,000
/// tokens for a model of this size.
#[derive(Debug, Clone)]
pub(crate) struct NameModel {
    /// Open addressing: feature hash and row; row 0 is empty.
    slots: Vec<(u32, u32)>,
    rows: Vec<[i8; LABELS]>,
    scale: f32,
    /// `transitions[a][b]`: from label a to label b.
    pub transitions: [Scores; LABELS],
    /// Platt scaling of a name's probability: slope and intercept over its log-odds.
    pub calibration: (f32, f32),
}

impl Default for NameModel {
    fn default() -> Self {
        NameModel::new(&[], 1.0, [[0.0; LABELS]; LABELS], (1.0, 0.0))
    }
}

/// A name found by the model: tokens `start..end`, the index of its type in [`EntityType::NAMED`], its probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    pub start: usize,
    pub end: usize,
    pub kind: usize,
    pub probability: f32,
}

/// The logarithm of p / (1 − p), cut where 32 bits end.
pub(crate) fn log_odds(probability: f32) -> f32 {
    let p = probability.clamp(1e-6, 1.0 - 1e-6);
    libm::logf(p / (1.0 - p))
}

impl NameModel {
    /// `features`: hash and quantised weights, each weight times `scale`.
    pub(crate) fn new(features: &[(u32, [i8; LABELS])], scale: f32, transitions: [Scores; LABELS], calibration: (f32, f32)) -> NameModel {
        let size = (features.len() * 2).next_power_of_two().max(2);
        let mut slots = vec![(0u32, 0u32); size];
        let mut rows = vec![[0i8; LABELS]];
        for &(hash, weights) in features {
            let mut slot = hash as usize & (size - 1);
            while slots[slot].1 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = (hash, rows.len() as u32);
            rows.push(weights);
        }
        NameModel { slots, rows, scale, transitions, calibration }
    }

    /// Reads what [`NameModel::to_bytes`] wrote.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<NameModel, LanguageError> {
        let mut reader = Reader(bytes);
        let count = reader.number()? as usize;
        let scale = reader.float()?;
        let calibration = (reader.float()?, reader.float()?);
        let mut transitions = [[0.0; LABELS]; LABELS];
        for row in &mut transitions {
            for weight in row {
                *weight = reader.float()?;
            }
        }
        let hashes = reader.bytes(count.saturating_mul(4))?;
        let hashes = hashes.chunks_exact(4).map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        let mut features: Vec<(u32, [i8; LABELS])> = hashes.map(|hash| (hash, [0; LABELS])).collect();
        // Column after column: equal weights stand together, which compresses.
        for label in 0..LABELS {
            for (feature, &weight) in features.iter_mut().zip(reader.bytes(count)?) {
                feature.1[label] = weight as i8;
            }
        }
        Ok(NameModel::new(&features, scale, transitions, calibration))
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut features: Vec<(u32, u32)> = self.slots.iter().copied().filter(|slot| slot.1 != 0).collect();
        features.sort_unstable();
        let mut bytes = Vec::new();
        bytes.extend((features.len() as u32).to_le_bytes());
        let floats = [self.scale, self.calibration.0, self.calibration.1].into_iter().chain(self.transitions.iter().flatten().copied());
        bytes.extend(floats.flat_map(|value| value.to_bits().to_le_bytes()));
        bytes.extend(features.iter().flat_map(|(hash, _)| hash.to_le_bytes()));
        for label in 0..LABELS {
            bytes.extend(features.iter().map(|&(_, row)| self.rows[row as usize][label] as u8));
        }
        bytes
    }

    /// Number of features that have weights.
    pub(crate) fn len(&self) -> usize {
        self.rows.len() - 1
    }

    fn row(&self, hash: u32) -> &[i8; LABELS] {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (known, row) = self.slots[slot];
            if row == 0 || known == hash {
                return &self.rows[row as usize];
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The score of each label at a token, from its features alone.
    fn scores(&self, features: &[u64]) -> Scores {
        let mut sums = [0i32; LABELS];
        for &feature in features {
            let row = self.row(feature as u32);
            for label in 0..LABELS {
                sums[label] += i32::from(row[label]);
            }
        }
        sums.map(|sum| sum as f32 * self.scale)
    }

    /// The best labelling of the tokens of a sentence (Viterbi), as names with their probabilities.
    pub(crate) fn names(&self, features: &Features, sentence: std::ops::Range<usize>) -> Vec<Found> {
        if self.len() == 0 || sentence.is_empty() {
            return Vec::new();
        }
        let scores: Vec<Scores> = sentence.clone().map(|token| self.scores(features.of(token))).collect();
        let labels = self.best(&scores);
        let mut found = Vec::new();
        let mut lattice = None;
        let mut at = 0;
        while at < labels.len() {
            if labels[at] == OUTSIDE {
                at += 1;
                continue;
            }
            let kind = (labels[at] - 1) / 2;
            let mut end = at + 1;
            while end < labels.len() && labels[end] == goes_on(kind) {
                end += 1;
            }
            let lattice = lattice.get_or_insert_with(|| Lattice::new(&scores, &self.transitions));
            let probability = self.calibrated(lattice.probability(at, end, kind));
            found.push(Found { start: sentence.start + at, end: sentence.start + end, kind, probability });
            at = end;
        }
        found
    }

    fn calibrated(&self, probability: f32) -> f32 {
        let (slope, intercept) = self.calibration;
        1.0 / (1.0 + libm::expf(-(slope * log_odds(probability) + intercept)))
    }

    fn best(&self, scores: &[Scores]) -> Vec<usize> {
        let mut from: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
        let mut best = [f32::NEG_INFINITY; LABELS];
        for label in (0..LABELS).filter(|&label| may_follow(OUTSIDE, label)) {
            best[label] = scores[0][label];
        }
        from.push([0; LABELS]);
        for here in &scores[1..] {
            let mut next = [f32::NEG_INFINITY; LABELS];
            let mut back = [0u8; LABELS];
            for label in 0..LABELS {
                for before in (0..LABELS).filter(|&before| may_follow(before, label)) {
                    let score = best[before] + self.transitions[before][label];
                    if score > next[label] {
                        (next[label], back[label]) = (score, before as u8);
                    }
                }
                next[label] += here[label];
            }
            best = next;
            from.push(back);
        }
        let mut label = (0..LABELS).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(OUTSIDE);
        let mut labels = vec![OUTSIDE; scores.len()];
        for at in (0..scores.len()).rev() {
            labels[at] = label;
            label = usize::from(from[at][label]);
        }
        labels
    }
}

/// Forward and backward sums over all labellings of a sentence, each position scaled to sum to one.
pub(crate) struct Lattice {
    /// exp of the scores, each position divided by its largest.
    local: Vec<Scores>,
    pub forward: Vec<Scores>,
    pub backward: Vec<Scores>,
    step: [Scores; LABELS],
    pub log_partition: f64,
    scales: Vec<f32>,
}

impl Lattice {
    pub(crate) fn new(scores: &[Scores], transitions: &[Scores; LABELS]) -> Lattice {
        let n = scores.len();
        let mut step = [[0.0; LABELS]; LABELS];
        for (before, row) in step.iter_mut().enumerate() {
            for (after, cell) in row.iter_mut().enumerate() {
                *cell = if may_follow(before, after) { libm::expf(transitions[before][after]) } else { 0.0 };
            }
        }
        let mut log_partition = 0.0f64;
        let local: Vec<Scores> = scores
            .iter()
            .map(|scores| {
                let max = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                log_partition += f64::from(max);
                scores.map(|score| libm::expf(score - max))
            })
            .collect();
        let mut forward = vec![[0.0; LABELS]; n];
        let mut scales = vec![1.0; n];
        for at in 0..n {
            for label in 0..LABELS {
                let reach = if at == 0 {
                    f32::from(u8::from(may_follow(OUTSIDE, label)))
                } else {
                    (0..LABELS).map(|before| forward[at - 1][before] * step[before][label]).sum()
                };
                forward[at][label] = reach * local[at][label];
            }
            let sum: f32 = forward[at].iter().sum();
            scales[at] = sum.max(f32::MIN_POSITIVE);
            forward[at].iter_mut().for_each(|value| *value /= scales[at]);
            log_partition += libm::log(f64::from(scales[at]));
        }
        let mut backward = vec![[1.0; LABELS]; n];
        for at in (0..n.saturating_sub(1)).rev() {
            for label in 0..LABELS {
                let sum: f32 = (0..LABELS).map(|after| step[label][after] * local[at + 1][after] * backward[at + 1][after]).sum();
                backward[at][label] = sum / scales[at + 1];
            }
        }
        Lattice { local, forward, backward, step, log_partition, scales }
    }

    /// Probability of a label at a position.
    pub(crate) fn marginal(&self, at: usize, label: usize) -> f32 {
        self.forward[at][label] * self.backward[at][label]
    }

    /// Probability of labels `before` and `after` at positions `at - 1` and `at`.
    pub(crate) fn pair(&self, at: usize, before: usize, after: usize) -> f32 {
        self.forward[at - 1][before] * self.step[before][after] * self.local[at][after] * self.backward[at][after] / self.scales[at]
    }

    /// Probability that exactly the positions `start..end` are one name of a type.
    fn probability(&self, start: usize, end: usize, kind: usize) -> f32 {
        let mut reach = self.forward[start][begins(kind)];
        let mut label = begins(kind);
        for at in start + 1..end {
            reach *= self.step[label][goes_on(kind)] * self.local[at][goes_on(kind)] / self.scales[at];
            label = goes_on(kind);
        }
        if end == self.local.len() {
            return reach;
        }
        let leave: f32 = (0..LABELS)
            .filter(|&next| next != goes_on(kind))
            .map(|next| self.step[label][next] * self.local[end][next] * self.backward[end][next])
            .sum();
        reach * leave / self.scales[end]
    }
}
