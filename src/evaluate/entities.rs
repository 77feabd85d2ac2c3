//! Names, base forms and grouping against gold annotations: the figures of `score_entities.py`.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::article::{Article, EntityType, MentionKind};
use crate::span::Span;
use crate::train::Document;

/// Right, superfluous and missed ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub right: usize,
    pub extra: usize,
    pub missed: usize,
}

impl Counts {
    pub fn precision(self) -> f64 {
        self.right as f64 / (self.right + self.extra).max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        2.0 * p * r / (p + r).max(1e-9)
    }

    pub fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.extra += other.extra;
        self.missed += other.missed;
    }
}

/// Figures over one or more articles.
#[derive(Debug, Clone, Default)]
pub struct EntityScore {
    /// In the order of [`EntityType::NAMED`]: the same span and the same type.
    pub by_type: [Counts; 5],
    /// Correctly found mentions whose base form is right, case aside.
    pub base_right: usize,
    /// Sums of B-cubed precision and recall (Bagga and Baldwin 1998) over the correctly found mentions.
    pub cubed: (f64, f64),
    pub missing_articles: usize,
}

impl EntityScore {
    pub fn all(&self) -> Counts {
        self.by_type.iter().fold(Counts::default(), |mut sum, &counts| {
            sum.add(counts);
            sum
        })
    }

    pub fn base_accuracy(&self) -> f64 {
        self.base_right as f64 / self.all().right.max(1) as f64
    }

    /// B-cubed F1 of grouping the correctly found mentions.
    pub fn grouping(&self) -> f64 {
        let n = self.all().right.max(1) as f64;
        let (p, r) = (self.cubed.0 / n, self.cubed.1 / n);
        2.0 * p * r / (p + r).max(1e-9)
    }

    pub fn add(&mut self, other: &EntityScore) {
        self.by_type.iter_mut().zip(other.by_type).for_each(|(sum, counts)| sum.add(counts));
        self.base_right += other.base_right;
        self.cubed.0 += other.cubed.0;
        self.cubed.1 += other.cubed.1;
        self.missing_articles += other.missing_articles;
    }
}

/// Scores the annotation (offsets in bytes) of one document.
pub fn score_entities(document: &Document, article: &Article) -> EntityScore {
    type Key = (Span, EntityType);
    let gold: HashMap<Key, (&str, &str)> =
        document.names.iter().map(|name| ((name.span, name.kind), (name.base.as_str(), name.entity.as_str()))).collect();
    let mut found: HashMap<Key, (usize, &str)> = HashMap::new();
    for (group, entity) in article.entities.iter().enumerate().filter(|(_, entity)| entity.kind.is_named()) {
        for mention in entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
            found.insert((mention.span, entity.kind), (group, &mention.base));
        }
    }
    let mut score = EntityScore::default();
    for (counts, kind) in score.by_type.iter_mut().zip(EntityType::NAMED) {
        counts.right = gold.keys().filter(|key| key.1 == kind && found.contains_key(key)).count();
        counts.missed = gold.keys().filter(|key| key.1 == kind).count() - counts.right;
        counts.extra = found.keys().filter(|key| key.1 == kind).count() - counts.right;
    }
    let both: Vec<_> = gold.iter().filter_map(|(key, &gold)| Some((key, gold, *found.get(key)?))).collect();
    for (_, gold, found) in &both {
        score.base_right += usize::from(gold.0.to_lowercase() == found.1.to_lowercase());
        let same_gold: HashSet<&Key> = both.iter().filter(|other| other.1.1 == gold.1).map(|other| other.0).collect();
        let same_found: HashSet<&Key> = both.iter().filter(|other| other.2.0 == found.0).map(|other| other.0).collect();
        let shared = same_gold.intersection(&same_found).count() as f64;
        score.cubed.0 += shared / same_found.len() as f64;
        score.cubed.1 += shared / same_gold.len() as f64;
    }
    score
}

/// A line for each miss, false alarm, wrong base form and wrong grouping, tab-separated, with the words around.
pub fn entity_errors(document: &Document, article: &Article) -> Vec<String> {
    let mentions = || {
        article.entities.iter().filter(|entity| entity.kind.is_named()).flat_map(|entity| {
            entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name).map(move |mention| (entity, mention))
        })
    };
    let line = |what: &str, kind: EntityType, span: Span, note: &str| {
        let text = &document.text;
        let start = text[..span.start].char_indices().rev().nth(30).map_or(0, |(at, _)| at);
        let end = text[span.end..].char_indices().nth(30).map_or(text.len(), |(at, _)| span.end + at);
        let around = format!("{}[{}]{}", &text[start..span.start], span.of(text), &text[span.end..end]).replace('\n', "⏎");
        format!("{what}\t{}\t{}\t{}\t{note}\t{around}", kind.code(), document.name, span.of(text))
    };
    let found: HashSet<(Span, EntityType)> = mentions().map(|(entity, mention)| (mention.span, entity.kind)).collect();
    let mut lines = Vec::new();
    for name in document.names.iter().filter(|name| !found.contains(&(name.span, name.kind))) {
        lines.push(line("missed", name.kind, name.span, &name.base));
    }
    let gold: HashMap<(Span, EntityType), (&str, &str)> =
        document.names.iter().map(|name| ((name.span, name.kind), (name.base.as_str(), name.entity.as_str()))).collect();
    for (entity, mention) in mentions() {
        match gold.get(&(mention.span, entity.kind)) {
            None => lines.push(line("extra", entity.kind, mention.span, &mention.base)),
            Some((base, _)) if base.to_lowercase() != mention.base.to_lowercase() => {
                lines.push(line("base", entity.kind, mention.span, &format!("{} not {base}", mention.base)));
            }
            Some(_) => {}
        }
    }
    let mut named: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (entity, mention) in mentions() {
        if let Some((_, id)) = gold.get(&(mention.span, entity.kind)) {
            named.entry(id).or_default().insert(&entity.id);
        }
    }
    for (id, groups) in named.iter().filter(|(_, groups)| groups.len() > 1) {
        let names: Vec<&str> = article.entities.iter().filter(|e| groups.contains(e.id.as_str())).map(|e| e.name.as_str()).collect();
        lines.push(format!("split\t\t{}\t{id}\t{}", document.name, names.join(" | ")));
    }
    lines
}

/// The lines of `score_entities.py`.
impl fmt::Display for EntityScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, counts) in EntityType::NAMED.iter().zip(self.by_type) {
            let (p, r, f1, gold) = (counts.precision(), counts.recall(), counts.f1(), counts.right + counts.missed);
            writeln!(f, "{} P {p:.3} R {r:.3} F1 {f1:.3}  gold {gold}", kind.code())?;
        }
        let all = self.all();
        write!(
            f,
            "entities P {:.4} R {:.4} F1 {:.4} | base form {:.4} | grouping B3 F1 {:.4} | missing articles {}",
            all.precision(),
            all.recall(),
            all.f1(),
            self.base_accuracy(),
            self.grouping(),
            self.missing_articles
        )
    }
}
