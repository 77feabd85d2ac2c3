//! brat standoff (brat.nlplab.org/standoff.html), in the shape of the corpus in languages/*/corpus, so that an article corrected in brat
//! can be trained on.
//!
//! Text-bound annotations of the ten types are mentions; `Content`, `Cue` and `Speaker` belong to quotations, tied by the relations `HasCue`,
//! `HasSpeaker` and `Within`; attributes hold `QuotationType`, `MentionKind` and `By`. The annotator's note of a mention reads
//! `base=…; entity=…`, that of a content `speaker_name=…`. What brat has no place for stands as JSON in a second note of the type
//! [`DETAILS`]: ids, scores, values, evidence. brat forbids line breaks in an annotation: a span over several lines is one of several pieces.

use serde_json::{Map, Value, json};

use crate::article::{Article, By, EntityType, Mention, MentionKind, Quotation};
use crate::span::{OffsetConverter, Offsets, Span};

/// The type of the notes that hold JSON.
pub(crate) const DETAILS: &str = "Kavichki";

struct File<'t> {
    text: &'t str,
    points: OffsetConverter<'t>,
    out: String,
    bound: usize,
    relations: usize,
    attributes: usize,
    notes: usize,
}

pub(super) fn write(text: &str, article: &Article) -> String {
    let points = OffsetConverter::new(text, Offsets::Codepoint);
    let mut file = File { text, points, out: String::new(), bound: 0, relations: 0, attributes: 0, notes: 0 };
    for (order, entity) in article.entities.iter().enumerate() {
        for mention in &entity.mentions {
            let details = json!({"entity": entity.id, "order": order, "name": entity.name, "value": entity.value});
            file.mention(mention, entity.kind, &entity.name, details);
        }
    }
    let contents: Vec<usize> = article.quotations.iter().map(|quotation| file.quotation(quotation)).collect();
    for (quotation, &content) in article.quotations.iter().zip(&contents) {
        let outer = quotation.within.as_ref().and_then(|id| article.quotations.iter().position(|outer| outer.id == *id));
        if let Some(outer) = outer {
            file.relation("Within", content, contents[outer]);
        }
    }
    file.out
}

/// A note's text on one line: brat has no escape for a line break.
pub(crate) fn on_one_line(words: &str) -> String {
    words.chars().map(|c| if is_break(c) { ' ' } else { c }).collect()
}

/// What ends a line, for one reader of text or another.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The stretches of the lines that spans cover; the spans themselves where there is nothing but line breaks.
pub(crate) fn pieces(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut pieces = Vec::new();
    for &span in spans {
        let mut at = span.start;
        for line in span.of(text).split_inclusive(is_break) {
            let end = at + line.trim_end_matches(is_break).len();
            if end > at {
                pieces.push(Span { start: at, end });
            }
            at += line.len();
        }
    }
    if pieces.is_empty() { spans.to_vec() } else { pieces }
}

impl File<'_> {
    fn line(&mut self, line: String) {
        self.out.push_str(&line);
        self.out.push('\n');
    }

    /// Writes a text-bound annotation, gives its number.
    fn bound(&mut self, kind: &str, spans: &[Span]) -> usize {
        let pieces = pieces(self.text, spans);
        let places: Vec<String> = pieces
            .iter()
            .map(|&piece| {
                let span = self.points.convert_span(piece);
                format!("{} {}", span.start, span.end)
            })
            .collect();
        let words: Vec<String> = pieces.iter().map(|piece| on_one_line(piece.of(self.text))).collect();
        self.bound += 1;
        self.line(format!("T{}\t{kind} {}\t{}", self.bound, places.join(";"), words.join(" ")));
        self.bound
    }

    fn relation(&mut self, kind: &str, from: usize, to: usize) {
        self.relations += 1;
        self.line(format!("R{}\t{kind} Arg1:T{from} Arg2:T{to}", self.relations));
    }

    fn attribute(&mut self, name: &str, of: usize, value: &str) {
        self.attributes += 1;
        self.line(format!("A{}\t{name} T{of} {value}", self.attributes));
    }

    fn by(&mut self, of: usize, by: By) {
        if by != By::Machine {
            self.attribute("By", of, by.code());
        }
    }

    fn note(&mut self, kind: &str, of: usize, note: &str) {
        self.notes += 1;
        self.line(format!("#{}\t{kind} T{of}\t{note}", self.notes));
    }

    /// A note in JSON, of which other readers of lines cannot make two: what could end a line is escaped.
    fn details(&mut self, of: usize, details: Value) {
        let mut line = String::new();
        for c in details.to_string().chars() {
            if is_break(c) { line.push_str(&format!("\\u{:04x}", u32::from(c))) } else { line.push(c) }
        }
        self.note(DETAILS, of, &line);
    }

    /// The spans as they are, where brat's pieces are others.
    fn spans(&self, spans: &[Span]) -> Option<Value> {
        let broken = spans.iter().any(|span| span.of(self.text).contains(is_break));
        let places = spans.iter().map(|&span| self.points.convert_span(span)).map(|span| json!([span.start, span.end]));
        broken.then(|| places.collect())
    }

    fn mention(&mut self, mention: &Mention, kind: EntityType, name: &str, mut details: Value) {
        let bound = self.bound(kind.code(), &[mention.span]);
        if mention.kind != MentionKind::Name {
            self.attribute("MentionKind", bound, mention.kind.code());
        }
        self.by(bound, mention.by);
        self.note("AnnotatorNotes", bound, &format!("base={}; entity={}", on_one_line(&mention.base), on_one_line(name)));
        details["id"] = json!(mention.id);
        details["score"] = super::number(mention.score);
        details["base"] = json!(mention.base);
        if let Some(spans) = self.spans(&[mention.span]) {
            details["spans"] = spans;
        }
        self.details(bound, details);
    }

    /// Writes a quotation, gives the number of its content.
    fn quotation(&mut self, quotation: &Quotation) -> usize {
        let content = self.bound("Content", &quotation.content);
        self.attribute("QuotationType", content, quotation.kind.code());
        self.by(content, quotation.by);
        if let Some(name) = &quotation.speaker_name {
            self.note("AnnotatorNotes", content, &format!("speaker_name={}", on_one_line(name)));
        }
        let why = quotation.why.iter().map(|evidence| match evidence.span.map(|span| self.points.convert_span(span)) {
            Some(span) => json!({"code": evidence.code, "start": span.start, "end": span.end}),
            None => json!({"code": evidence.code}),
        });
        let mut details = Map::new();
        details.insert("why".to_owned(), why.collect());
        details.insert("id".to_owned(), json!(quotation.id));
        details.insert("score".to_owned(), super::number(quotation.score));
        details.insert("speaker_entity".to_owned(), json!(quotation.speaker_entity));
        details.insert("speaker_name".to_owned(), json!(quotation.speaker_name));
        details.extend(self.spans(&quotation.content).map(|spans| ("spans".to_owned(), spans)));
        self.details(content, Value::Object(details));
        for (kind, relation, span) in [("Cue", "HasCue", quotation.cue), ("Speaker", "HasSpeaker", quotation.speaker)] {
            if let Some(span) = span {
                let part = self.bound(kind, &[span]);
                if let Some(spans) = self.spans(&[span]) {
                    self.details(part, json!({"spans": spans}));
                }
                self.relation(relation, content, part);
            }
        }
        content
    }
}
