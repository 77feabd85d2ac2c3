//! Reads the two tables of [`export::csv`](crate::export): RFC 4180, columns by their names, in any order.

use super::gather::{self, Gathered};
use crate::article::{Article, By, EntityType, Evidence, Mention, MentionKind, Quotation, QuotationType};
use crate::export::{MENTIONS, QUOTATIONS, is_formula};
use crate::fault::{Fault, Place};
use crate::span::{OffsetConverter, Offsets, Span};

/// A table: its columns, and its lines with the number of the line in the file.
struct Table<'c> {
    columns: &'static [&'static str],
    /// For each of `columns` its place in a line.
    places: Vec<usize>,
    rows: Vec<(usize, Vec<String>)>,
    texts: &'c str,
    points: OffsetConverter<'c>,
}

/// One line of a table.
struct Row<'t> {
    table: &'t Table<'t>,
    line: usize,
    cells: &'t [String],
}

impl<'c> Table<'c> {
    fn new(text: &'c str, content: &str, columns: &'static [&'static str]) -> Result<Table<'c>, Fault> {
        let mut rows = records(content)?;
        // Empty lines are none.
        rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()) || cells.len() > 1);
        if rows.is_empty() {
            return Err(Fault::line(1, "it has no line with the names of columns"));
        }
        let (_, head) = rows.remove(0);
        let place = |column: &&str| {
            head.iter().position(|cell| cell == column).ok_or_else(|| Fault::line(1, format!("there is no column `{column}`")))
        };
        let places = columns.iter().map(place).collect::<Result<_, _>>()?;
        if let Some((line, cells)) = rows.iter().find(|(_, cells)| cells.len() != head.len()) {
            return Err(Fault::line(*line, format!("it has {} cells, {} are wanted", cells.len(), head.len())));
        }
        Ok(Table { columns, places, rows, texts: text, points: OffsetConverter::new(text, Offsets::Codepoint) })
    }

    fn rows(&'c self) -> impl Iterator<Item = Row<'c>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }

    /// Where the text came from, the same in every line.
    fn source(&self) -> Result<Option<String>, Fault> {
        let mut source: Option<&str> = None;
        for row in self.rows() {
            let cell = self.cell(row.cells, "source");
            if source.is_some_and(|source| source != cell) {
                return Err(Fault::line(row.line, "it is of another article than the line above it"));
            }
            source = Some(cell);
            super::known_schema(row.parse("schema")?).map_err(|fault| fault.at(Place::Line(row.line)))?;
        }
        Ok(source.filter(|source| !source.is_empty()).map(str::to_owned))
    }

    fn cell<'t>(&self, cells: &'t [String], column: &str) -> &'t str {
        self.columns.iter().position(|name| *name == column).map_or("", |index| &cells[self.places[index]])
    }
}

impl<'t> Row<'t> {
    fn fault(&self, what: String) -> Fault {
        Fault::line(self.line, what)
    }

    fn get(&self, column: &str) -> &'t str {
        self.table.cell(self.cells, column)
    }

    fn optional(&self, column: &str) -> Option<String> {
        Some(self.get(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    fn parse<T: std::str::FromStr>(&self, column: &str) -> Result<T, Fault> {
        let cell = self.get(column);
        cell.parse().map_err(|_| self.fault(format!("`{}` is no {column}", cell.chars().take(40).collect::<String>())))
    }

    fn code<T>(&self, column: &str, known: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
        let cell = self.get(column);
        known(cell).ok_or_else(|| self.fault(format!("`{}` is no {column}", cell.chars().take(40).collect::<String>())))
    }

    /// `10-24 40-52`.
    fn spans(&self, column: &str) -> Result<Vec<Span>, Fault> {
        self.get(column).split_whitespace().map(|place| self.span(place)).collect()
    }

    fn span(&self, place: &str) -> Result<Span, Fault> {
        let ends = place.split_once('-').and_then(|(start, end)| Some(Span { start: start.parse().ok()?, end: end.parse().ok()? }));
        ends.and_then(|span| self.table.points.span_in_bytes(span))
            .filter(|span| !span.is_empty())
            .ok_or_else(|| self.fault(format!("`{}` is no stretch of the text", place.chars().take(40).collect::<String>())))
    }

    /// Refuses a line whose words are not those of the text: it is of another text.
    fn same_words(&self, column: &str, spans: &[Span]) -> Result<(), Fault> {
        let words = spans.iter().map(|span| span.of(self.table.texts)).collect::<Vec<_>>().join(" … ");
        if words == self.get(column) { Ok(()) } else { Err(self.fault(format!("the text has other words at the offsets of its {column}"))) }
    }
}

pub(super) fn read_quotations(text: &str, content: &str) -> Result<Article, Fault> {
    let table = Table::new(text, content, &QUOTATIONS)?;
    let mut quotations = Vec::new();
    for row in table.rows() {
        let content = row.spans("content_offsets")?;
        let (cue, speaker) = (row.spans("cue_offsets")?, row.spans("speaker_offsets")?);
        row.same_words("content", &content)?;
        row.same_words("cue", &cue)?;
        row.same_words("speaker", &speaker)?;
        let why = row.get("why").split_whitespace().map(|reason| {
            let (code, place) = reason.split_once('@').map_or((reason, None), |(code, place)| (code, Some(place)));
            Ok(Evidence { code: code.to_owned(), span: place.map(|place| row.span(place)).transpose()? })
        });
        quotations.push(Quotation {
            id: row.get("id").to_owned(),
            kind: row.code("type", QuotationType::from_code)?,
            content,
            cue: cue.first().copied(),
            speaker: speaker.first().copied(),
            // The table has no entities: the name stands for itself.
            speaker_entity: None,
            speaker_name: row.optional("speaker_name"),
            within: row.optional("within"),
            by: row.code("by", By::from_code)?,
            score: row.parse("score")?,
            why: why.collect::<Result<_, Fault>>()?,
        });
    }
    Ok(Article { source: table.source()?, ..super::bare(Vec::new(), quotations, Offsets::Byte) })
}

pub(super) fn read_mentions(text: &str, content: &str) -> Result<Article, Fault> {
    let table = Table::new(text, content, &MENTIONS)?;
    let mut mentions = Vec::new();
    for row in table.rows() {
        let span = row.span(&format!("{}-{}", row.get("start"), row.get("end")))?;
        row.same_words("text", &[span])?;
        mentions.push(Gathered {
            mention: Mention {
                id: row.get("id").to_owned(),
                span,
                kind: row.code("kind", MentionKind::from_code)?,
                base: row.get("base").to_owned(),
                score: row.parse("score")?,
                by: row.code("by", By::from_code)?,
            },
            kind: row.code("type", EntityType::from_code)?,
            entity: row.optional("entity"),
            name: row.get("name").to_owned(),
            value: row.optional("value"),
            order: None,
        });
    }
    Ok(Article { source: table.source()?, ..super::bare(gather::entities(mentions), Vec::new(), Offsets::Byte) })
}

/// The records of a file, each with the line it begins on; the guard of formulas is taken away.
fn records(content: &str) -> Result<Vec<(usize, Vec<String>)>, Fault> {
    let mut records = Vec::new();
    let mut cells = Vec::new();
    let mut cell = String::new();
    let (mut line, mut first_line) = (1, 1);
    let (mut quoted, mut was_quoted) = (false, false);
    let mut chars = content.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            line += 1;
        }
        match c {
            '"' if quoted => {
                if chars.next_if_eq(&'"').is_some() {
                    cell.push('"');
                } else {
                    quoted = false;
                }
            }
            _ if quoted => cell.push(c),
            '"' if cell.is_empty() && !was_quoted => (quoted, was_quoted) = (true, true),
            ',' => {
                cells.push(unguarded(std::mem::take(&mut cell)));
                was_quoted = false;
            }
            '\n' => {
                cells.push(unguarded(std::mem::take(&mut cell)));
                records.push((first_line, std::mem::take(&mut cells)));
                was_quoted = false;
                first_line = line;
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '"' => return Err(Fault::line(line, "a quotation mark inside a cell that is not in quotation marks")),
            _ if was_quoted => return Err(Fault::line(line, "something stands between the end of a quoted cell and the comma")),
            _ => cell.push(c),
        }
    }
    if quoted {
        return Err(Fault::line(first_line, "it is cut off: a quotation mark is not closed"));
    }
    if !cell.is_empty() || !cells.is_empty() || was_quoted {
        cells.push(unguarded(cell));
        records.push((first_line, cells));
    }
    Ok(records)
}

fn unguarded(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest.to_owned(),
        _ => cell,
    }
}
