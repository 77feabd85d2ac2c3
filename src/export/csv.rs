//! Two tables, RFC 4180: a quotation a line, a mention a line. UTF-8 without a mark at the beginning, lines end in CR LF.
//!
//! Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula. Such a cell gets an apostrophe in front (OWASP's advice),
//! also behind spaces, control characters, or apostrophes of its own; the reader takes one away again. No other cell is changed.
//! Offsets count code points; several spans are separated by spaces: `10-24 40-52`; evidence reads `verb-that@34-38`.

use crate::article::Article;
use crate::span::{OffsetConverter, Offsets, Span};

/// The columns of the table of quotations.
pub(crate) const QUOTATIONS: [&str; 16] = [
    "source",
    "id",
    "type",
    "content",
    "cue",
    "speaker",
    "speaker_name",
    "speaker_entity",
    "within",
    "score",
    "by",
    "content_offsets",
    "cue_offsets",
    "speaker_offsets",
    "why",
    "schema",
];

/// The columns of the table of mentions.
pub(crate) const MENTIONS: [&str; 14] =
    ["source", "id", "start", "end", "text", "kind", "base", "score", "by", "entity", "type", "name", "value", "schema"];

/// Whether a spreadsheet could take a cell for a formula, or a reader could take an apostrophe of its own for ours.
pub(crate) fn is_formula(cell: &str) -> bool {
    let cell = cell.trim_start_matches('\'');
    let shown = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    cell.starts_with(['\t', '\r', '\n']) || shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

fn line(out: &mut String, cells: &[&str]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let guard = if is_formula(cell) { "'" } else { "" };
        if cell.contains([',', '"', '\r', '\n']) || cell.trim() != *cell {
            out.push_str(&format!("\"{guard}{}\"", cell.replace('"', "\"\"")));
        } else {
            out.push_str(guard);
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

pub(super) fn write_quotations(text: &str, article: &Article) -> String {
    let points = OffsetConverter::new(text, Offsets::Codepoint);
    let place = |span: Span| {
        let span = points.convert_span(span);
        format!("{}-{}", span.start, span.end)
    };
    let mut out = String::new();
    line(&mut out, &QUOTATIONS);
    for quotation in &article.quotations {
        let places = quotation.content.iter().map(|&span| place(span)).collect::<Vec<_>>().join(" ");
        let reasons = quotation.why.iter().map(|evidence| match evidence.span {
            Some(span) => format!("{}@{}", evidence.code, place(span)),
            None => evidence.code.clone(),
        });
        line(
            &mut out,
            &[
                article.source.as_deref().unwrap_or(""),
                &quotation.id,
                quotation.kind.code(),
                &super::words(text, &quotation.content),
                quotation.cue.map_or("", |cue| cue.of(text)),
                quotation.speaker.map_or("", |speaker| speaker.of(text)),
                quotation.speaker_name.as_deref().unwrap_or(""),
                quotation.speaker_entity.as_deref().unwrap_or(""),
                quotation.within.as_deref().unwrap_or(""),
                &quotation.score.to_string(),
                quotation.by.code(),
                &places,
                &quotation.cue.map(place).unwrap_or_default(),
                &quotation.speaker.map(place).unwrap_or_default(),
                &reasons.collect::<Vec<_>>().join(" "),
                &article.schema.to_string(),
            ],
        );
    }
    out
}

pub(super) fn write_mentions(text: &str, article: &Article) -> String {
    let points = OffsetConverter::new(text, Offsets::Codepoint);
    let mut mentions: Vec<_> =
        article.entities.iter().flat_map(|entity| entity.mentions.iter().map(move |mention| (mention, entity))).collect();
    mentions.sort_by_key(|(mention, _)| mention.span);
    let mut out = String::new();
    line(&mut out, &MENTIONS);
    for (mention, entity) in mentions {
        let span = points.convert_span(mention.span);
        line(
            &mut out,
            &[
                article.source.as_deref().unwrap_or(""),
                &mention.id,
                &span.start.to_string(),
                &span.end.to_string(),
                mention.span.of(text),
                mention.kind.code(),
                &mention.base,
                &mention.score.to_string(),
                mention.by.code(),
                &entity.id,
                entity.kind.code(),
                &entity.name,
                entity.value.as_deref().unwrap_or(""),
                &article.schema.to_string(),
            ],
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_guarded_and_no_other() {
        let mut out = String::new();
        line(&mut out, &["=1+1", "-5", "'=1", "'ок", "a-b", "„да“, \"не\"", "\t=2"]);
        assert_eq!(out, "'=1+1,'-5,''=1,'ок,a-b,\"„да“, \"\"не\"\"\",\"'\t=2\"\r\n");
    }
}
