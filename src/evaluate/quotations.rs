//! Quotations against gold annotations: the figures of `score_quotes.py`, by its definitions.

use std::collections::BTreeSet;
use std::fmt;

use crate::article::{Article, QuotationType};
use crate::span::Span;
use crate::train::{Folding, GoldQuotation, QuotedDocument};

const TYPES: [QuotationType; 3] = [QuotationType::Direct, QuotationType::Indirect, QuotationType::Mixed];
/// A found and a gold quotation match from this overlap of their words on (intersection over union).
const OVERLAP: f64 = 0.5;

/// Figures over one or more articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QuotationScore {
    pub gold: usize,
    pub found: usize,
    pub matched: usize,
    /// The same words.
    pub exact: usize,
    pub right_type: usize,
    pub right_speaker: usize,
    pub right_cue: usize,
    /// Gold, matched and matched with the right speaker, for direct, indirect and mixed ones.
    pub by_type: [[usize; 3]; 3],
    pub missing_articles: usize,
}

impl QuotationScore {
    pub fn add(&mut self, other: &QuotationScore) {
        self.gold += other.gold;
        self.found += other.found;
        self.matched += other.matched;
        self.exact += other.exact;
        self.right_type += other.right_type;
        self.right_speaker += other.right_speaker;
        self.right_cue += other.right_cue;
        for (sum, counts) in self.by_type.iter_mut().flatten().zip(other.by_type.iter().flatten()) {
            *sum += counts;
        }
        self.missing_articles += other.missing_articles;
    }

    fn rates(&self, right: usize) -> (f64, f64, f64) {
        let p = if self.found > 0 { right as f64 / self.found as f64 } else { 0.0 };
        let r = if self.gold > 0 { right as f64 / self.gold as f64 } else { 0.0 };
        (p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
    }

    /// F1 of finding quotations.
    pub fn detection(&self) -> f64 {
        self.rates(self.matched).2
    }

    /// F1 of finding quotations with their speaker's name.
    pub fn end_to_end(&self) -> f64 {
        self.rates(self.right_speaker).2
    }
}

type Words = BTreeSet<usize>;

/// The starts of the words that spans cover, a leading complementizer left out.
fn words(text: &str, spans: &[Span], folding: &Folding) -> Words {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for span in spans {
        let piece = span.of(text);
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut start = None;
        for (at, c) in piece.char_indices().chain([(piece.len(), ' ')]) {
            match (is_word(c), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    found.push((span.start + from, &piece[from..at]));
                    start = None;
                }
                _ => {}
            }
        }
    }
    let first = found.iter().position(|(_, word)| !folding.complementizers.contains(&word.to_lowercase())).unwrap_or(found.len());
    found[first..].iter().map(|(at, _)| *at).collect()
}

fn overlap(a: &Words, b: &Words) -> f64 {
    let both = a.intersection(b).count();
    let either = a.len() + b.len() - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// Scores the annotation (offsets in bytes) of one document; lines for each miss, false alarm and wrong speaker go to `errors`, the indices of
/// the annotation's quotations that are gold to `matched`.
pub fn score_quotations(
    document: &QuotedDocument,
    article: &Article,
    folding: &Folding,
    mut errors: impl FnMut(String),
    mut matched: impl FnMut(usize),
) -> QuotationScore {
    let text = document.text.as_str();
    let gold: Vec<(&GoldQuotation, Words)> = document.quotations.iter().map(|q| (q, words(text, &q.content, folding))).collect();
    let found: Vec<_> = article.quotations.iter().map(|q| (q, words(text, &q.content, folding))).collect();
    let mut score = QuotationScore { gold: gold.len(), found: found.len(), ..QuotationScore::default() };
    let of_type = |kind: QuotationType| TYPES.iter().position(|known| *known == kind).unwrap_or(0);
    gold.iter().for_each(|(q, _)| score.by_type[of_type(q.kind)][0] += 1);
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, (_, g)) in gold.iter().enumerate() {
        pairs.extend(found.iter().enumerate().map(|(j, (_, f))| (overlap(g, f), i, j)).filter(|pair| pair.0 >= OVERLAP));
    }
    // Best first; of equals the later ones, as the independent scorer has it.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut taken_gold, mut taken_found) = (vec![false; gold.len()], vec![false; found.len()]);
    let start = |spans: &[Span]| spans.first().map_or(String::new(), |span| span.of(text).chars().take(80).collect());
    for (_, i, j) in pairs {
        if taken_gold[i] || taken_found[j] {
            continue;
        }
        (taken_gold[i], taken_found[j]) = (true, true);
        matched(j);
        let ((g, gold_words), (f, found_words)) = (&gold[i], &found[j]);
        let right = g.is_by(f.speaker_name.as_deref(), folding);
        score.matched += 1;
        score.exact += usize::from(gold_words == found_words);
        score.right_type += usize::from(g.kind == f.kind);
        score.right_speaker += usize::from(right);
        score.right_cue += usize::from(match (g.cue, f.cue) {
            (None, None) => true,
            (Some(a), Some(b)) => a.overlaps(b),
            _ => false,
        });
        score.by_type[of_type(g.kind)][1] += 1;
        score.by_type[of_type(g.kind)][2] += usize::from(right);
        if !right {
            errors(format!("speaker\t{}\t{:?} not {:?}\t{}", document.name, f.speaker_name, g.speaker_name, start(&g.content)));
        }
    }
    for ((g, _), _) in gold.iter().zip(&taken_gold).filter(|(_, taken)| !**taken) {
        errors(format!("missed\t{}\t{:?}\t{}", document.name, g.speaker_name, start(&g.content)));
    }
    for ((f, _), _) in found.iter().zip(&taken_found).filter(|(_, taken)| !**taken) {
        errors(format!("extra\t{}\t{:?}\t{}", document.name, f.speaker_name, start(&f.content)));
    }
    score
}

/// The lines of `score_quotes.py`.
impl fmt::Display for QuotationScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, [gold, matched, right]) in ["direct", "indirect", "mixed"].into_iter().zip(self.by_type) {
            let all = gold.max(1) as f64;
            writeln!(f, "{name:9} gold {gold:4}  recall {:.3}  recall with speaker {:.3}", matched as f64 / all, right as f64 / all)?;
        }
        let (p, r, f1) = self.rates(self.matched);
        let m = self.matched.max(1) as f64;
        write!(
            f,
            "quotations P {p:.3} R {r:.3} F1 {f1:.3} | exact F1 {:.3} | of matched: type {:.3} speaker {:.3} cue {:.3} | end-to-end F1 {:.3} | gold {} found {} missing articles {}",
            self.rates(self.exact).2,
            self.right_type as f64 / m,
            self.right_speaker as f64 / m,
            self.right_cue as f64 / m,
            self.end_to_end(),
            self.gold,
            self.found,
            self.missing_articles
        )
    }
}
