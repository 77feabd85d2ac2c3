//! An article in the formats of other tools, one file a format; [`import`](crate::import) reads back those that hold an article.
//!
//! | format | whose | what it cannot hold |
//! | --- | --- | --- |
//! | `json` | this program's; docs/article.schema.json | the text |
//! | `web-annotation` | W3C Web Annotation, JSON-LD | the text |
//! | `tei` | TEI P5 | nothing; spans of a content that touch stay apart |
//! | `brat` | brat standoff | the text (a file beside it), source, language, blocks |
//! | `csv-quotations` | RFC 4180 | names, blocks, language |
//! | `csv-mentions` | RFC 4180 | quotations, blocks, language |
//! | `conll` | CoNLL, IOB2 | all but span and type of names; of names that overlap, the shorter; spaces at the ends of a name |
//! | `html`, `markdown` | for people | not read back |
//!
//! All offsets count code points (`json`, too), as Python and annotation tools count.

mod brat;
mod conll;
mod csv;
mod html;
mod json;
mod layers;
mod markdown;
mod tei;
mod web_annotation;

use crate::article::{Article, BlockRole};
use crate::fault::Fault;
use crate::span::Span;

pub(crate) use brat::{DETAILS, on_one_line, pieces};
pub(crate) use conll::is_left_out;
pub(crate) use csv::{MENTIONS, QUOTATIONS, is_formula};

/// A format that an article can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// The article as it is, indented.
    Json,
    /// The quotations as a table.
    CsvQuotations,
    /// The mentions as a table.
    CsvMentions,
    /// W3C Web Annotation (JSON-LD).
    WebAnnotation,
    /// brat standoff.
    Brat,
    /// The names, a token a line (IOB2).
    Conll,
    /// TEI P5.
    Tei,
    /// The article as it is shown, in one file.
    Html,
    /// The quotations.
    Markdown,
}

impl Format {
    pub const ALL: [Format; 9] = [
        Format::Json,
        Format::CsvQuotations,
        Format::CsvMentions,
        Format::WebAnnotation,
        Format::Brat,
        Format::Conll,
        Format::Tei,
        Format::Html,
        Format::Markdown,
    ];

    /// As the command line and the page name it: `csv-quotations`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::CsvQuotations => "csv-quotations",
            Format::CsvMentions => "csv-mentions",
            Format::WebAnnotation => "web-annotation",
            Format::Brat => "brat",
            Format::Conll => "conll",
            Format::Tei => "tei",
            Format::Html => "html",
            Format::Markdown => "markdown",
        }
    }

    /// The format of a name, `None` for any other word.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// How files of the format end, with the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Json => ".json",
            Format::CsvQuotations => ".quotations.csv",
            Format::CsvMentions => ".mentions.csv",
            Format::WebAnnotation => ".jsonld",
            Format::Brat => ".ann",
            Format::Conll => ".conll",
            Format::Tei => ".xml",
            Format::Html => ".html",
            Format::Markdown => ".md",
        }
    }

    /// Whether [`import`](crate::import()) reads it.
    pub fn is_readable(self) -> bool {
        !matches!(self, Format::Html | Format::Markdown)
    }
}

/// Writes an article of `text` (offsets in any unit).
///
/// # Errors
///
/// The article is none of this text: see [`Article::checked`].
pub fn export(text: &str, article: Article, format: Format) -> Result<String, Fault> {
    let article = article.checked(text)?;
    Ok(match format {
        Format::Json => json::write(text, article),
        Format::CsvQuotations => csv::write_quotations(text, &article),
        Format::CsvMentions => csv::write_mentions(text, &article),
        Format::WebAnnotation => web_annotation::write(text, &article),
        Format::Brat => brat::write(text, &article),
        Format::Conll => conll::write(text, &article),
        Format::Tei => tei::write(text, &article),
        Format::Html => html::write(text, &article),
        Format::Markdown => markdown::write(text, &article),
    })
}

/// The file that brat wants in a collection beside the articles, under the name `annotation.conf`.
pub const BRAT_CONFIGURATION: &str = include_str!("annotation.conf");

/// A score as it reads: 0.98, and not the digits that a wider number would add to it.
fn number(score: f32) -> serde_json::Value {
    score.to_string().parse::<f64>().map_or(serde_json::Value::Null, serde_json::Value::from)
}

/// The words of a content, its spans joined by ` … `.
fn words(text: &str, content: &[Span]) -> String {
    content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ")
}

/// The whole text in stretches: its blocks with their roles, and what stands between them.
fn tiles(text: &str, article: &Article) -> Vec<(Span, Option<BlockRole>)> {
    let mut tiles = Vec::new();
    let mut at = 0;
    for block in &article.blocks {
        if block.span.start > at {
            tiles.push((Span { start: at, end: block.span.start }, None));
        }
        tiles.push((block.span, Some(block.role)));
        at = block.span.end;
    }
    if text.len() > at {
        tiles.push((Span { start: at, end: text.len() }, None));
    }
    tiles
}
