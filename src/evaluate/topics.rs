//! How well names are found on a topic that the model has not seen.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::entities::{EntityScore, entity_errors, score_entities};
use crate::language::LanguageError;
use crate::train::{Document, NameTraining, train_language};

/// The figures on one topic of a model trained on the others.
#[derive(Debug)]
pub struct TopicScore {
    pub topic: String,
    pub score: EntityScore,
    /// Lines that tell each miss and each false alarm, if asked for.
    pub errors: Vec<String>,
}

/// The topic of an article: its name up to `__`.
fn topic(document: &Document) -> &str {
    document.name.split("__").next().unwrap_or_default()
}

/// For each topic (or only those in `only`) trains on all others and scores on it. `extra` documents are trained on every time.
/// `folder` is the language's.
pub fn leave_one_topic_out(
    documents: &[Document],
    extra: &[Document],
    folder: &Path,
    training: &NameTraining,
    only: &[String],
    errors: bool,
) -> Result<Vec<TopicScore>, LanguageError> {
    let mut topics: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in documents {
        topics.entry(topic(document)).or_default().push(document);
    }
    let folds: Vec<&str> = topics.keys().copied().filter(|topic| only.is_empty() || only.iter().any(|o| o == topic)).collect();
    let score = |fold: &str| {
        let seen: Vec<&Document> =
            topics.iter().filter(|(topic, _)| **topic != fold).flat_map(|(_, d)| d.iter().copied()).chain(extra).collect();
        let language = train_language(folder, &seen, training, |_, _| {})?;
        let mut score = TopicScore { topic: fold.to_owned(), score: EntityScore::default(), errors: Vec::new() };
        for document in &topics[fold] {
            let article = crate::annotate(&document.text, &language);
            score.score.add(&score_entities(document, &article));
            if errors {
                score.errors.extend(entity_errors(document, &article));
            }
        }
        Ok(score)
    };
    let next = AtomicUsize::new(0);
    let scores = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(folds.len());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(&fold) = folds.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = score(fold);
                    scores.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(result);
                }
            });
        }
    });
    let scores = scores.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut scores = scores.into_iter().collect::<Result<Vec<_>, _>>()?;
    scores.sort_by(|a, b| a.topic.cmp(&b.topic));
    Ok(scores)
}
