//! How well names are found on a topic that the model has not seen.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::calibration::Calibration;
use super::entities::{EntityScore, entity_errors, score_entities};
use crate::article::{Article, MentionKind};
use crate::language::{Language, LanguageError};
use crate::mentions::log_odds;
use crate::train::{Document, NameTraining, in_parallel, platt, train_models};

/// The figures on one topic of a model trained on the others.
#[derive(Debug)]
pub struct TopicScore {
    pub topic: String,
    pub score: EntityScore,
    /// Of the names' scores, scaled on what the models of the other topics found.
    pub calibration: Calibration,
    /// Lines that tell each miss and each false alarm, if asked for.
    pub errors: Vec<String>,
}

/// How to leave a topic out.
#[derive(Debug, Clone, Default)]
pub struct LeaveOut {
    pub training: NameTraining,
    /// Only these topics; all where it is empty.
    pub only: Vec<String>,
    /// Drops every entry of the lexicon, countries apart, that equals a name frequent in just one topic: a pessimistic control of a lexicon whose writer may have known the corpus.
    pub strict: bool,
    /// Tables of the lexicon that are left out, without their ending; `all` for every one.
    pub without: Vec<String>,
    /// Whether to keep a line for each error.
    pub errors: bool,
}

/// Names that stand so often in one topic, and in no other, are its own.
const FREQUENT: usize = 5;

/// For each topic trains on all others and scores on it. `extra` documents are trained on every time. `folder` is the language's.
pub fn leave_one_topic_out(
    documents: &[Document],
    extra: &[Document],
    folder: &Path,
    how: &LeaveOut,
) -> Result<Vec<TopicScore>, LanguageError> {
    let mut topics: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in documents {
        topics.entry(document.topic().unwrap_or_default()).or_default().push(document);
    }
    let folds: Vec<&str> = topics.keys().copied().filter(|topic| how.only.is_empty() || how.only.iter().any(|o| o == topic)).collect();
    let dropped = if how.strict { names_of_one_topic(&topics) } else { HashSet::new() };
    let score = |fold: usize| {
        let fold = folds[fold];
        let seen: Vec<&Document> =
            topics.iter().filter(|(topic, _)| **topic != fold).flat_map(|(_, d)| d.iter().copied()).chain(extra).collect();
        let language = Language::from_folder_without(folder, &|table, name, class| {
            how.without.iter().any(|without| without == table || without == "all")
                || class != "country" && dropped.contains(&name.to_lowercase())
        })?;
        let language = train_models(language, &seen, &how.training, |_, _| {});
        let mut score =
            TopicScore { topic: fold.to_owned(), score: EntityScore::default(), calibration: Calibration::default(), errors: Vec::new() };
        let mut judged = Vec::new();
        for document in &topics[fold] {
            let article = crate::annotate(&document.text, &language);
            score.score.add(&score_entities(document, &article));
            judged.extend(judged_names(document, &article));
            if how.errors {
                score.errors.extend(entity_errors(document, &article));
            }
        }
        Ok((score, judged))
    };
    let (mut scores, judged): (Vec<TopicScore>, Vec<_>) =
        in_parallel(folds.len(), score).into_iter().collect::<Result<Vec<_>, LanguageError>>()?.into_iter().unzip();
    for (fold, score) in scores.iter_mut().enumerate() {
        let others: Vec<(f32, bool)> = judged.iter().enumerate().filter(|(other, _)| *other != fold).flat_map(|(_, j)| j.clone()).collect();
        let (slope, intercept) = platt::scale(&others);
        for &(odds, right) in &judged[fold] {
            score.calibration.add(1.0 / (1.0 + libm::expf(-(slope * odds + intercept))), right);
        }
    }
    Ok(scores)
}

/// The log-odds of each name's score, not calibrated, and whether it is right.
fn judged_names(document: &Document, article: &Article) -> Vec<(f32, bool)> {
    let entities = article.entities.iter().filter(|entity| entity.kind.is_named());
    let names = entities.flat_map(|entity| entity.mentions.iter().filter(|m| m.kind == MentionKind::Name).map(move |m| (entity.kind, m)));
    names
        .map(|(kind, mention)| (log_odds(mention.score), document.names.iter().any(|name| name.span == mention.span && name.kind == kind)))
        .collect()
}

/// Surfaces and base forms, in lower case, of names frequent in just one topic.
fn names_of_one_topic(topics: &BTreeMap<&str, Vec<&Document>>) -> HashSet<String> {
    let mut counts: HashMap<String, HashMap<&str, usize>> = HashMap::new();
    for (topic, documents) in topics {
        for name in documents.iter().flat_map(|document| document.names.iter().map(move |name| (document, name))) {
            let (document, name) = name;
            let forms: HashSet<String> = [name.span.of(&document.text), &name.base].map(str::to_lowercase).into();
            for form in forms {
                *counts.entry(form).or_default().entry(topic).or_default() += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, by)| by.len() == 1 && by.values().all(|&n| n >= FREQUENT)).map(|(form, _)| form).collect()
}
