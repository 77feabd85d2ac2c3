//! Corpus → trained models. Native only; prediction never sees it.

mod bases;
mod brat;

mod corpus;
mod crf;
mod decision;
mod names;
mod parallel;
pub(crate) mod platt;
mod quoted;
mod referents;
mod swap;

pub use brat::read_brat_pass;
pub use corpus::{CorpusError, Document, GoldName, read_corpus};
pub use crf::Recipe;
pub use decision::{Judged, train_decision};
pub use names::NameTraining;
pub(crate) use parallel::in_parallel;
pub use quoted::{Folding, GoldQuotation, QuotedDocument, read_quoted_corpus};
pub use referents::{Referred, train_referents};

use std::path::Path;

use crate::language::{Language, LanguageError, Sections, sections_of_folder, without_notes};

/// The language of a folder with models trained on documents. The scores of its names are not calibrated ([`calibrate_names`]).
pub fn train_language(
    folder: &Path,
    documents: &[&Document],
    training: &NameTraining,
    report: impl FnMut(usize, f64),
) -> Result<Language, LanguageError> {
    Ok(train_models(Language::from_folder(folder)?, documents, training, report))
}

/// `language` with models trained on documents in the place of its own.
pub(crate) fn train_models(
    mut language: Language,
    documents: &[&Document],
    training: &NameTraining,
    report: impl FnMut(usize, f64),
) -> Language {
    language.names = names::train_names(documents, &language, training, report);
    language.bases = bases::train_bases(documents, &language);
    language
}

/// Makes the scores of names probabilities on topics that training did not see: for each topic of the documents a model is trained on all
/// others and judged on it; Platt's scaling over all of them goes into `language`. Where there are not two topics nothing changes.
pub fn calibrate_names(language: &mut Language, documents: &[&Document], training: &NameTraining) {
    language.names.calibration = names::calibration(documents, language, training);
}

/// Parts that the documents with quotations are dealt to: names are found in each by a model that did not see it.
const PARTS: usize = 4;

/// Trains who says what, from documents with quotations, into `language`. The names in each are those that a model finds which did not see
/// them, as in an article that a reader pastes; `names` are all documents with names.
pub fn train_quotations(language: &mut Language, documents: &[QuotedDocument], names: &[&Document], training: &NameTraining) {
    // One member a part: what is wanted are the errors of names, not the last of their figures.
    let training = NameTraining { members: 1, ..*training };
    let parts = in_parallel(PARTS, |part| {
        let unseen: Vec<&QuotedDocument> = documents.iter().skip(part).step_by(PARTS).collect();
        let is_unseen = |name: &str| unseen.iter().any(|document| document.name.trim_end_matches(".txt") == name);
        let seen: Vec<&Document> = names.iter().copied().filter(|document| !is_unseen(&document.name)).collect();
        let model = names::train_names(&seen, language, &training, |_, _| {});
        (unseen, model)
    });
    let calibration = language.names.calibration;
    let (mut judged, mut referred) = (Vec::new(), Vec::new());
    let trained = std::mem::take(&mut language.names);
    for (unseen, mut model) in parts {
        model.calibration = calibration;
        language.names = model;
        judged.extend(unseen.iter().map(|document| Judged::new(document, language)));
        referred.extend(unseen.iter().map(|document| Referred::new(document, language)));
    }
    language.names = trained;
    language.decision = train_decision(&judged.iter().collect::<Vec<_>>());
    language.referents = train_referents(&referred.iter().collect::<Vec<_>>());
}

/// The language of a folder with the models of names and base forms of a pack, as its quotations are trained and judged with the tables of today.
pub(crate) fn with_models_of(folder: &Path, pack: &Path) -> Result<Language, LanguageError> {
    let bytes = std::fs::read(pack).map_err(|source| LanguageError::Read { path: pack.display().to_string(), source })?;
    let mut language = Language::from_folder(folder)?;
    let known = Language::from_pack(&bytes)?;
    (language.names, language.bases) = (known.names, known.bases);
    Ok(language)
}

/// The pack of a folder: its tables without comments and origins, and the models of `language`.
pub fn pack(folder: &Path, language: &Language) -> Result<Vec<u8>, LanguageError> {
    let tables = sections_of_folder(folder)?;
    let mut sections = Sections(tables.0.into_iter().map(|(name, body)| (name, without_notes(&body))).collect());
    sections.set("names.model", language.names.to_bytes());
    sections.set("bases.model", language.bases.to_bytes());
    if language.decision.is_trained() {
        sections.set("quotations.model", language.decision.to_bytes());
        sections.set("speakers.model", language.referents.to_bytes());
    }
    Ok(sections.to_bytes())
}
