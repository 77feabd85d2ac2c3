//! Reads articles with names.

use std::path::{Path, PathBuf};

use crate::article::EntityType;
use crate::span::Span;

/// An article with its gold names.
#[derive(Debug)]
pub struct Document {
    /// The file's name without its ending.
    pub name: String,
    pub text: String,
    /// In the order of the text, not overlapping.
    pub names: Vec<GoldName>,
}

impl Document {
    /// What it is about: the part of its name before `__`. `None` for one without.
    pub fn topic(&self) -> Option<&str> {
        self.name.split_once("__").map(|(topic, _)| topic)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldName {
    /// Bytes of the text.
    pub span: Span,
    pub kind: EntityType,
    pub base: String,
    /// Equal for mentions of the same entity.
    pub entity: String,
}

/// Why a corpus could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    #[error("{}: {source}", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{}, line {line}: {what}", path.display())]
    Line { path: PathBuf, line: usize, what: String },
    #[error("{}: {what}", path.display())]
    File { path: PathBuf, what: String },
}

pub(crate) fn read(path: &Path) -> Result<String, CorpusError> {
    std::fs::read_to_string(path).map_err(|source| CorpusError::Read { path: path.to_owned(), source })
}

/// The files of a folder with an ending, sorted by name.
pub(crate) fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, CorpusError> {
    let fail = |source| CorpusError::Read { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// All articles of a folder, sorted by name: SlavicNER's layout where there is a `raw/`, else brat standoff. An article without a `.tsv`, a malformed line, a span outside the text or one whose
/// words differ from the line's is an error that names file and line.
pub fn read_corpus(folder: &Path) -> Result<Vec<Document>, CorpusError> {
    if !folder.join("raw").is_dir() {
        return super::brat::read_brat_names(folder);
    }
    files(&folder.join("raw"), "txt")?.iter().map(|raw| read_document(folder, raw)).collect()
}

fn read_document(folder: &Path, raw: &Path) -> Result<Document, CorpusError> {
    let name = raw.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = read(raw)?;
    let path = folder.join("ner").join(format!("{name}.tsv"));
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut names = Vec::new();
    for (index, line) in read(&path)?.lines().enumerate() {
        let error = |what: &str| CorpusError::Line { path: path.clone(), line: index + 1, what: what.to_owned() };
        let cells: Vec<&str> = line.split('\t').collect();
        if !line.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let [start, end, surface, base, kind, rest @ ..] = cells.as_slice() else { return Err(error("five columns are wanted")) };
        let byte = |cell: &str| cell.parse::<usize>().ok().and_then(|point| starts.get(point).copied());
        let (Some(start), Some(end)) = (byte(start), byte(end)) else { return Err(error("its offsets are outside the text")) };
        if text.get(start..end) != Some(surface) {
            return Err(error("the text has other words at these offsets"));
        }
        let kind = EntityType::from_code(kind).filter(|kind| kind.is_named()).ok_or_else(|| error("unknown type"))?;
        names.push(GoldName {
            span: Span::new(start, end),
            kind,
            base: (*base).to_owned(),
            entity: rest.first().unwrap_or(&"").to_string(),
        });
    }
    names.sort_by_key(|name| name.span);
    Ok(Document { name, text, names })
}
