//! Reads articles with quotations: `NAME.txt` and `NAME.json`, offsets in code points.

use std::path::Path;

use serde::Deserialize;

use super::corpus::{CorpusError, files, read};
use crate::article::QuotationType;
use crate::span::Span;

/// An article with its gold quotations.
#[derive(Debug)]
pub struct QuotedDocument {
    /// The text's file name.
    pub name: String,
    pub text: String,
    pub quotations: Vec<GoldQuotation>,
}

/// A gold quotation, spans in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldQuotation {
    pub kind: QuotationType,
    pub content: Vec<Span>,
    pub cue: Option<Span>,
    pub speaker: Option<Span>,
    pub speaker_name: Option<String>,
    pub speaker_aliases: Vec<String>,
}

/// What a scorer needs to know of the language of the gold: words that open a reported clause, and the endings that it takes off
/// a name's words to compare it without the article.
#[derive(Debug, Clone, Default)]
pub struct Folding {
    pub complementizers: Vec<String>,
    /// Longest first.
    pub articles: Vec<String>,
}

/// A name without case, marks and articles.
fn fold(name: &str, folding: &Folding) -> String {
    const EDGES: &str = "\"'„“”«»‘’‚‛‹›.,;:()";
    let lower = name.to_lowercase().replace('-', " ");
    let words = lower.split_whitespace().map(|word| {
        let word = word.trim_matches(|c| EDGES.contains(c));
        let shorter =
            folding.articles.iter().find_map(|ending| word.strip_suffix(ending.as_str()).filter(|rest| rest.chars().count() >= 2));
        shorter.unwrap_or(word).to_owned()
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

impl GoldQuotation {
    /// Whether a found name is that of its speaker, case, marks and articles aside, or one of the aliases.
    pub fn is_by(&self, found: Option<&str>, folding: &Folding) -> bool {
        match (&self.speaker_name, found.filter(|name| !name.is_empty())) {
            (None, found) => found.is_none(),
            (Some(_), None) => false,
            (Some(name), Some(found)) => {
                [name].into_iter().chain(&self.speaker_aliases).any(|name| fold(name, folding) == fold(found, folding))
            }
        }
    }
}

#[derive(Deserialize)]
struct File {
    doc: String,
    quotes: Option<Vec<Record>>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(rename = "type")]
    kind: QuotationType,
    content: Vec<(usize, usize)>,
    cue: Option<(usize, usize)>,
    speaker: Option<(usize, usize)>,
    speaker_name: Option<String>,
    #[serde(default)]
    speaker_aliases: Vec<String>,
}

/// All annotated articles of a folder, sorted by name: brat standoff where there are `.ann` files, else JSON. Malformed JSON and offsets outside the text are errors that name the file.
pub fn read_quoted_corpus(folder: &Path) -> Result<Vec<QuotedDocument>, CorpusError> {
    if !files(folder, "ann")?.is_empty() {
        return super::brat::read_brat_quotations(folder);
    }
    let mut documents = Vec::new();
    for path in files(folder, "json")? {
        let error = |what: String| CorpusError::File { path: path.clone(), what };
        let file: File = serde_json::from_str(&read(&path)?).map_err(|e| error(e.to_string()))?;
        let Some(quotes) = file.quotes else { continue };
        let text = read(&folder.join(&file.doc))?;
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let span = |(start, end): (usize, usize)| match (starts.get(start), starts.get(end)) {
            (Some(&start), Some(&end)) if start <= end => Ok(Span::new(start, end)),
            _ => Err(error(format!("{start}..{end} is outside the text"))),
        };
        let quotations = quotes
            .into_iter()
            .map(|record| {
                Ok(GoldQuotation {
                    kind: record.kind,
                    content: record.content.into_iter().map(span).collect::<Result<_, _>>()?,
                    cue: record.cue.map(span).transpose()?,
                    speaker: record.speaker.map(span).transpose()?,
                    speaker_name: record.speaker_name,
                    speaker_aliases: record.speaker_aliases,
                })
            })
            .collect::<Result<_, CorpusError>>()?;
        documents.push(QuotedDocument { name: file.doc, text, quotations });
    }
    Ok(documents)
}
