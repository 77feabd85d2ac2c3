//! How well quotations are found in articles that no model has seen: neither their names nor their quotations were trained on.

use std::path::Path;

use super::calibration::Calibration;
use super::quotations::{QuotationScore, score_quotations};
use crate::language::{Language, LanguageError};
use crate::train::{
    Document, Folding, Judged, NameTraining, QuotedDocument, Referred, in_parallel, train_decision, train_language, train_referents,
};

/// How articles are dealt to the folds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// In turn, to so many folds.
    Articles(usize),
    /// By topic, the part of the name before `__`. Names of the whole topic are left out, also of articles without quotations. An article without a topic is dealt in turn.
    Topics,
}

/// Figures over one folder of gold quotations.
#[derive(Debug, Default)]
pub struct Validation {
    pub score: QuotationScore,
    pub calibration: Calibration,
    /// Lines that tell each miss, false alarm and wrong speaker.
    pub errors: Vec<String>,
}

/// Trains on all folds but one and judges that one, for each in turn; the figures for each folder of `judged`. An article with the name of
/// one that is judged is no training text for its names. The candidates that the decision is trained on are found with names of a model that
/// saw their article, as when a pack is trained; those that it judges are not.
///
/// With `rules` no decision is trained: the ranks of the rules judge.
/// `folder` is the language's; `kept` a folder where the models of names are kept as packs and found again.
pub fn cross_validate(
    judged: &[Vec<QuotedDocument>],
    names: &[Document],
    folder: &Path,
    training: &NameTraining,
    cut: Cut,
    kept: Option<&Path>,
    rules: bool,
) -> Result<Vec<Validation>, LanguageError> {
    let folds = Folds::new(judged, names, cut);
    let languages = in_parallel(folds.count, |fold| folds.language(fold, names, folder, training, kept))
        .into_iter()
        .collect::<Result<Vec<Language>, LanguageError>>()?;
    let documents: Vec<(usize, usize, &QuotedDocument)> = judged
        .iter()
        .enumerate()
        .flat_map(|(group, documents)| documents.iter().map(move |document| (group, document)))
        .map(|(group, document)| (group, folds.of(&document.name), document))
        .collect();
    let candidates = in_parallel(documents.len(), |index| {
        let (_, fold, document) = documents[index];
        // As when a pack is trained, with names of a model that saw the article.
        let fold = (fold + 1) % languages.len();
        (Judged::new(document, &languages[fold]), Referred::new(document, &languages[fold]))
    });
    let mut validations: Vec<Validation> = judged.iter().map(|_| Validation::default()).collect();
    for (fold, mut language) in languages.into_iter().enumerate() {
        let seen = || documents.iter().zip(&candidates).filter(|((_, of, _), _)| *of != fold).map(|(_, candidates)| candidates);
        if !rules {
            language.decision = train_decision(&seen().map(|(judged, _)| judged).collect::<Vec<&Judged>>());
            language.referents = train_referents(&seen().map(|(_, referred)| referred).collect::<Vec<&Referred>>());
        }
        let folding = language.folding();
        for (group, _, document) in documents.iter().filter(|(_, of, _)| *of == fold) {
            validations[*group].judge(document, &language, &folding);
        }
    }
    Ok(validations)
}

impl Validation {
    fn judge(&mut self, document: &QuotedDocument, language: &Language, folding: &Folding) {
        let article = crate::annotate(&document.text, language);
        let errors = &mut self.errors;
        let mut right = vec![false; article.quotations.len()];
        let score = score_quotations(document, &article, folding, |line| errors.push(line), |matched| right[matched] = true);
        self.score.add(&score);
        for (quotation, right) in article.quotations.iter().zip(right) {
            self.calibration.add(quotation.score, right);
        }
    }
}

/// Which fold an article is in.
struct Folds {
    count: usize,
    /// Sorted by name.
    by_name: Vec<(String, usize)>,
    /// Of a cut by topics.
    topics: Option<Vec<String>>,
}

impl Folds {
    fn new(judged: &[Vec<QuotedDocument>], names: &[Document], cut: Cut) -> Folds {
        let topics = (cut == Cut::Topics).then(|| {
            let documents = judged.iter().flatten().map(|document| stem(&document.name)).chain(names.iter().map(|d| d.name.as_str()));
            let mut topics: Vec<String> = documents.filter_map(topic).map(str::to_owned).collect();
            topics.sort();
            topics.dedup();
            topics
        });
        let count = match (&topics, cut) {
            (Some(topics), _) => topics.len().max(1),
            (None, Cut::Articles(count)) => count.max(2),
            (None, Cut::Topics) => 1,
        };
        let mut by_name: Vec<(String, usize)> = Vec::new();
        for documents in judged {
            for (index, document) in documents.iter().enumerate() {
                let name = stem(&document.name);
                let of_topic = topics.as_ref().and_then(|topics| topics.iter().position(|known| topic(name) == Some(known)));
                by_name.push((name.to_owned(), of_topic.unwrap_or(index % count)));
            }
        }
        by_name.sort();
        Folds { count, by_name, topics }
    }

    fn of(&self, document: &str) -> usize {
        self.known(stem(document)).unwrap_or(0)
    }

    fn known(&self, name: &str) -> Option<usize> {
        let of_topic = self.topics.as_ref().and_then(|topics| topics.iter().position(|known| topic(name) == Some(known)));
        of_topic.or_else(|| self.by_name.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok().map(|at| self.by_name[at].1))
    }

    /// The language with names trained without those of a fold.
    fn language(
        &self,
        fold: usize,
        names: &[Document],
        folder: &Path,
        training: &NameTraining,
        kept: Option<&Path>,
    ) -> Result<Language, LanguageError> {
        let way = if self.topics.is_some() { "topics" } else { "articles" };
        let path = kept.map(|kept| kept.join(format!("{way}-{}-{fold}.pack", self.count)));
        if let Some(path) = path.as_ref().filter(|path| path.is_file()) {
            return crate::train::with_models_of(folder, path);
        }
        let seen: Vec<&Document> = names.iter().filter(|document| self.known(&document.name) != Some(fold)).collect();
        let language = train_language(folder, &seen, training, |_, _| {})?;
        if let Some(path) = path {
            let error = |source| LanguageError::Read { path: path.display().to_string(), source };
            std::fs::write(&path, crate::train::pack(folder, &language)?).map_err(error)?;
        }
        Ok(language)
    }
}

fn stem(file: &str) -> &str {
    file.strip_suffix(".txt").unwrap_or(file)
}

fn topic(name: &str) -> Option<&str> {
    name.split_once("__").map(|(topic, _)| topic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(name: &str) -> QuotedDocument {
        QuotedDocument { name: format!("{name}.txt"), text: String::new(), quotations: Vec::new() }
    }

    fn named(name: &str) -> Document {
        Document { name: name.to_owned(), text: String::new(), names: Vec::new() }
    }

    #[test]
    fn names_of_a_judged_article_are_in_its_fold() {
        let judged = [vec![quoted("a__1"), quoted("a__2"), quoted("b__1")]];
        let names = [named("a__2"), named("a__9")];
        let folds = Folds::new(&judged, &names, Cut::Articles(3));
        assert_eq!(folds.known("a__2"), Some(folds.of("a__2.txt")));
        assert_eq!(folds.known("a__9"), None);
    }

    #[test]
    fn a_topic_is_left_out_with_all_its_articles() {
        let judged = [vec![quoted("a__1"), quoted("b__1")], vec![quoted("x")]];
        let names = [named("a__9"), named("x"), named("y")];
        let folds = Folds::new(&judged, &names, Cut::Topics);
        assert_eq!(folds.count, 2);
        assert_eq!(folds.known("a__9"), Some(folds.of("a__1.txt")));
        assert_ne!(folds.of("a__1.txt"), folds.of("b__1.txt"));
        assert_eq!(folds.known("x"), Some(0));
        assert_eq!(folds.known("y"), None);
    }
}
