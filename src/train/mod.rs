//! Corpus → trained models. Native only; prediction never sees it.

mod bases;
mod brat;

mod corpus;
mod crf;
mod decision;
mod names;
mod quoted;
mod referents;
mod swap;

pub use brat::read_brat_pass;
pub use corpus::{CorpusError, Document, GoldName, read_corpus};
pub use crf::Recipe;
pub use decision::{Judged, train_decision};
pub use names::NameTraining;
pub use quoted::{Folding, GoldQuotation, QuotedDocument, read_quoted_corpus};
pub use referents::{Referred, train_referents};

use std::path::Path;

use crate::language::{Language, LanguageError, Sections, sections_of_folder, without_notes};

/// The language of a folder with models trained on documents.
pub fn train_language(
    folder: &Path,
    documents: &[&Document],
    training: &NameTraining,
    report: impl FnMut(usize, f64),
) -> Result<Language, LanguageError> {
    let mut language = Language::from_folder(folder)?;
    language.names = names::train_names(documents, &language, training, report);
    language.bases = bases::train_bases(documents, &language);
    Ok(language)
}

/// Trains who says what, from documents with quotations, on the names that the language finds.
pub fn train_quotations(language: &mut Language, documents: &[QuotedDocument]) {
    let judged: Vec<Judged> = documents.iter().map(|document| Judged::new(document, language)).collect();
    let referred: Vec<Referred> = documents.iter().map(|document| Referred::new(document, language)).collect();
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
