//! Corpus → trained models. Native only; prediction never sees it.

mod bases;
mod brat;

mod corpus;
mod crf;
mod names;
mod parallel;
pub(crate) mod platt;
mod quoted;
mod swap;

pub use brat::read_brat_pass;
pub use corpus::{CorpusError, Document, GoldName, read_corpus};
pub use crf::Recipe;
pub use names::NameTraining;
pub(crate) use parallel::in_parallel;
pub use quoted::{GoldQuotation, QuotedDocument, read_quoted_corpus};

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

/// The pack of a folder: its tables without comments and origins, and the models of `language`.
pub fn pack(folder: &Path, language: &Language) -> Result<Vec<u8>, LanguageError> {
    let tables = sections_of_folder(folder)?;
    let mut sections = Sections(tables.0.into_iter().map(|(name, body)| (name, without_notes(&body))).collect());
    sections.set("names.model", language.names.to_bytes());
    sections.set("bases.model", language.bases.to_bytes());
    Ok(sections.to_bytes())
}
