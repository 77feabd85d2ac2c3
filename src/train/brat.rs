//! Reads brat standoff: `NAME.txt` and `NAME.ann` (brat.nlplab.org/standoff.html), as the own corpus has it.
//!
//! Text-bound annotations of the five types are names; `Content`, `Cue` and `Speaker` belong to quotations, tied by the relations
//! `HasCue` and `HasSpeaker`, with the attribute `QuotationType`. Notes hold `base=…; entity=…` of a name and `speaker_name=…` of a content.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::corpus::{CorpusError, Document, GoldName, files, read};
use super::quoted::{GoldQuotation, QuotedDocument};
use crate::article::{EntityType, QuotationType};
use crate::span::Span;

/// One text-bound annotation.
struct Bound {
    id: String,
    kind: String,
    spans: Vec<Span>,
    line: usize,
}

/// The annotations of one article, as the lines have them.
struct File {
    name: String,
    path: PathBuf,
    text: String,
    bound: Vec<Bound>,
    /// `HasCue`, `HasSpeaker`: content → other.
    relations: HashMap<(String, String), String>,
    types: HashMap<String, String>,
    notes: HashMap<String, String>,
}

impl File {
    fn error(&self, line: usize, what: impl Into<String>) -> CorpusError {
        CorpusError::Line { path: self.path.clone(), line, what: what.into() }
    }

    fn span_of(&self, id: &str) -> Option<Span> {
        self.bound.iter().find(|bound| bound.id == id).and_then(|bound| bound.spans.first().copied())
    }
}

/// Names of all articles of a folder, sorted by file name. Offsets outside the text, words that differ from the text's, names that
/// overlap, and notes without a base form are errors with file and line.
pub fn read_brat_names(folder: &Path) -> Result<Vec<Document>, CorpusError> {
    files(folder, "ann")?.iter().map(|path| names(&read_file(path, folder)?)).collect()
}

/// Names and quotations of all articles of a folder whose texts stand in another one: another annotator's.
pub fn read_brat_pass(folder: &Path, texts: &Path) -> Result<Vec<(Document, QuotedDocument)>, CorpusError> {
    let read_both = |path: &PathBuf| {
        let file = read_file(path, texts)?;
        Ok((names(&file)?, quotations(&file)?))
    };
    files(folder, "ann")?.iter().map(read_both).collect()
}

/// Quotations of all articles of a folder, sorted by file name; errors as for the names.
pub fn read_brat_quotations(folder: &Path) -> Result<Vec<QuotedDocument>, CorpusError> {
    files(folder, "ann")?.iter().map(|path| quotations(&read_file(path, folder)?)).collect()
}

fn read_file(path: &Path, texts: &Path) -> Result<File, CorpusError> {
    let text = read(&texts.join(path.file_name().unwrap_or_default()).with_extension("txt"))?;
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut file = File {
        name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        path: path.to_owned(),
        text,
        bound: Vec::new(),
        relations: HashMap::new(),
        types: HashMap::new(),
        notes: HashMap::new(),
    };
    for (index, line) in read(path)?.lines().enumerate() {
        let number = index + 1;
        let mut cells = line.splitn(3, '\t');
        let (id, middle, rest) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        let mut words = middle.split_whitespace();
        match id.chars().next() {
            Some('T') => {
                let (kind, places) = middle.split_once(' ').ok_or_else(|| file.error(number, "a type and offsets are wanted"))?;
                let spans: Option<Vec<Span>> = places.split(';').map(|place| span(place, &starts)).collect();
                let spans = spans.ok_or_else(|| file.error(number, "its offsets are outside the text"))?;
                let covered: Vec<&str> = spans.iter().map(|span| span.of(&file.text)).collect();
                if covered.join(" ").replace('\n', " ") != rest {
                    return Err(file.error(number, "the text has other words at these offsets"));
                }
                file.bound.push(Bound { id: id.to_owned(), kind: kind.to_owned(), spans, line: number });
            }
            Some('R') => {
                let kind = words.next().unwrap_or("").to_owned();
                let mut argument = |name: &str| words.next().and_then(|word| word.strip_prefix(name)).map(str::to_owned);
                let (from, to) = (argument("Arg1:"), argument("Arg2:"));
                let (Some(from), Some(to)) = (from, to) else { return Err(file.error(number, "Arg1: and Arg2: are wanted")) };
                file.relations.insert((kind, from), to);
            }
            Some('A') => {
                if let (Some("QuotationType"), Some(of), Some(kind)) = (words.next(), words.next(), words.next()) {
                    file.types.insert(of.to_owned(), kind.to_owned());
                }
            }
            Some('#') => {
                if let (Some("AnnotatorNotes"), Some(of)) = (words.next(), words.next()) {
                    file.notes.insert(of.to_owned(), rest.to_owned());
                }
            }
            _ => {}
        }
    }
    Ok(file)
}

/// `10 14` in code points.
fn span(place: &str, starts: &[usize]) -> Option<Span> {
    let (start, end) = place.split_once(' ')?;
    let (start, end) = (*starts.get(start.parse::<usize>().ok()?)?, *starts.get(end.parse::<usize>().ok()?)?);
    (start < end).then(|| Span::new(start, end))
}

fn names(file: &File) -> Result<Document, CorpusError> {
    let mut names: Vec<(GoldName, usize)> = Vec::new();
    for bound in &file.bound {
        let Some(kind) = EntityType::from_code(&bound.kind).filter(|kind| kind.is_named()) else { continue };
        let note = file.notes.get(&bound.id).and_then(|note| note.strip_prefix("base="));
        let (base, entity) = note
            .and_then(|note| note.split_once("; entity="))
            .ok_or_else(|| file.error(bound.line, "no note with base form and entity"))?;
        names.push((
            GoldName { span: bound.spans[0], kind, base: base.to_owned(), entity: format!("{}-{entity}", kind.code()) },
            bound.line,
        ));
    }
    names.sort_by_key(|(name, _)| name.span);
    if let Some(pair) = names.windows(2).find(|pair| pair[0].0.span.overlaps(pair[1].0.span)) {
        return Err(file.error(pair[1].1, format!("it overlaps the name of line {}", pair[0].1)));
    }
    Ok(Document { name: file.name.clone(), text: file.text.clone(), names: names.into_iter().map(|(name, _)| name).collect() })
}

fn quotations(file: &File) -> Result<QuotedDocument, CorpusError> {
    let mut quotations = Vec::new();
    for bound in file.bound.iter().filter(|bound| bound.kind == "Content") {
        let kind = match file.types.get(&bound.id).map(String::as_str) {
            Some("direct") => QuotationType::Direct,
            Some("indirect") => QuotationType::Indirect,
            Some("mixed") => QuotationType::Mixed,
            _ => return Err(file.error(bound.line, "no QuotationType")),
        };
        let related = |relation: &str| file.relations.get(&(relation.to_owned(), bound.id.clone())).and_then(|id| file.span_of(id));
        quotations.push(GoldQuotation {
            kind,
            content: bound.spans.clone(),
            cue: related("HasCue"),
            speaker: related("HasSpeaker"),
            speaker_name: file.notes.get(&bound.id).and_then(|note| note.strip_prefix("speaker_name=")).map(str::to_owned),
            speaker_aliases: Vec::new(),
        });
    }
    quotations.sort_by_key(|quotation| quotation.content[0]);
    Ok(QuotedDocument { name: format!("{}.txt", file.name), text: file.text.clone(), quotations })
}
