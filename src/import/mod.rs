//! Articles read back from the formats of [`export`](crate::export), one file a format.
//!
//! The text is given apart: most formats do not hold it, and those that do must hold the same. What a format has no place for is absent
//! from the article that is read ([`export`](crate::export) has the list); the code of the language is then `und`. Every reader refuses
//! what it cannot be sure of, with the place; none panics.

mod brat;
mod check;
mod conll;
mod csv;
mod gather;
mod json;
mod tei;
mod web_annotation;

use crate::article::{Article, Entity, Quotation, SCHEMA};
use crate::export::Format;
use crate::fault::Fault;
use crate::span::Offsets;

/// The article that `content` holds, of `text`; offsets in bytes.
///
/// # Errors
///
/// `content` is cut off, of a newer schema, not of this format, or its article is none of this text (see [`Article::checked`]); `format`
/// is one that is not read back ([`Format::is_readable`]).
pub fn import(text: &str, content: &str, format: Format) -> Result<Article, Fault> {
    let content = content.strip_prefix('\u{feff}').unwrap_or(content);
    let article = match format {
        Format::Json => json::read(content)?,
        Format::CsvQuotations => csv::read_quotations(text, content)?,
        Format::CsvMentions => csv::read_mentions(text, content)?,
        Format::WebAnnotation => web_annotation::read(text, content)?,
        Format::Brat => brat::read(text, content)?,
        Format::Conll => conll::read(text, content)?,
        Format::Tei => tei::read(text, content)?,
        Format::Html | Format::Markdown => return Err(Fault::file(format!("{} is not read back", format.name()))),
    };
    article.checked(text)
}

/// An article of a format that knows neither its language nor its blocks.
fn bare(entities: Vec<Entity>, quotations: Vec<Quotation>, offsets: Offsets) -> Article {
    Article {
        hints: Vec::new(),
        schema: SCHEMA,
        source: None,
        language: "und".to_owned(),
        language_fit: 1.0,
        offsets,
        blocks: Vec::new(),
        entities,
        quotations,
    }
}

/// Whether a file may be read, by the number of its schema.
fn known_schema(schema: u64) -> Result<(), Fault> {
    match schema {
        0 => Err(Fault::file("there is no schema 0")),
        _ if schema > u64::from(SCHEMA) => {
            Err(Fault::file(format!("it has schema {schema}, this version knows up to {SCHEMA}: a newer version wrote it")))
        }
        _ => Ok(()),
    }
}
