//! Reads W3C Web Annotation: a page, a collection with its first page, or a bare list of annotations.
//!
//! What classifies an annotation decides what it is: a type of an entity, a type of a quotation, `cue` or `speaker`. Pages of other programs
//! are read as far as they classify (or tag) with these.

use std::collections::HashMap;

use serde_json::Value;

use super::gather::{self, Gathered};
use crate::article::{Article, Block, BlockRole, By, Entity, EntityType, Evidence, Mention, MentionKind, Quotation, QuotationType, SCHEMA};
use crate::fault::Fault;
use crate::span::{OffsetConverter, Offsets, Span};

struct Reader<'t> {
    text: &'t str,
    points: OffsetConverter<'t>,
    mentions: Vec<Gathered>,
    quotations: Vec<Quotation>,
    /// Cue or speaker of a quotation, by its id.
    parts: HashMap<(String, bool), Span>,
}

pub(super) fn read(text: &str, content: &str) -> Result<Article, Fault> {
    let document: Value = super::json::parse(content)?;
    let page = if document.get("first").is_some_and(Value::is_object) { &document["first"] } else { &document };
    let items = page.as_array().or_else(|| page["items"].as_array());
    let items = items.ok_or_else(|| Fault::file("no page of Web Annotations: there are no items"))?;
    let schema = match page.get("schemaNumber") {
        Some(schema) => schema.as_u64().ok_or_else(|| Fault::part("schemaNumber", "it is no number"))?,
        None => SCHEMA.into(),
    };
    super::known_schema(schema)?;
    let points = OffsetConverter::new(text, Offsets::Codepoint);
    let mut reader = Reader { text, points, mentions: Vec::new(), quotations: Vec::new(), parts: HashMap::new() };
    let (names, values, order) = described(page)?;
    for (index, item) in items.iter().enumerate() {
        let place = || format!("items[{index}]");
        let known = |id: &str| (names.get(id).copied(), values.get(id).copied(), order.get(id).copied());
        reader.item(item, known).map_err(|fault| fault.at(crate::fault::Place::Part(place())))?;
    }
    for quotation in &mut reader.quotations {
        quotation.cue = reader.parts.get(&(quotation.id.clone(), true)).copied();
        quotation.speaker = reader.parts.get(&(quotation.id.clone(), false)).copied();
    }
    let blocks = blocks(page, &reader.points)?;
    let entities: Vec<Entity> = gather::entities(reader.mentions);
    let mut article = super::bare(entities, reader.quotations, Offsets::Byte);
    article.blocks = blocks;
    article.source = page["givenSource"].as_str().map(str::to_owned);
    article.language = page["textLanguage"].as_str().unwrap_or("und").to_owned();
    article.language_fit = page["languageFit"].as_f64().unwrap_or(1.0) as f32;
    Ok(article)
}

type Described<'a> = (HashMap<&'a str, &'a str>, HashMap<&'a str, &'a str>, HashMap<&'a str, usize>);

/// Names, values and order of the entities that a page describes, by their ids.
fn described(page: &Value) -> Result<Described<'_>, Fault> {
    let mut found: Described = Default::default();
    for (index, entity) in page["entities"].as_array().into_iter().flatten().enumerate() {
        let fault = || Fault::part(format!("entities[{index}]"), "an id and a label are wanted");
        let id = entity["id"].as_str().and_then(|id| id.strip_prefix('#')).ok_or_else(fault)?;
        found.0.insert(id, entity["label"].as_str().ok_or_else(fault)?);
        if let Some(value) = entity["normalized"].as_str() {
            found.1.insert(id, value);
        }
        found.2.insert(id, index);
    }
    Ok(found)
}

fn blocks(page: &Value, points: &OffsetConverter) -> Result<Vec<Block>, Fault> {
    let read = |(index, block): (usize, &Value)| {
        let fault = |what: &str| Fault::part(format!("blocks[{index}]"), what);
        let role = block["role"].as_str().and_then(BlockRole::from_code).ok_or_else(|| fault("a role is wanted"))?;
        Ok(Block { span: span(block, points).ok_or_else(|| fault("its offsets are no stretch of the text"))?, role })
    };
    page["blocks"].as_array().into_iter().flatten().enumerate().map(read).collect()
}

/// `start` and `end` of an object, in code points.
fn span(object: &Value, points: &OffsetConverter) -> Option<Span> {
    let offset = |name: &str| usize::try_from(object[name].as_u64()?).ok();
    points.span_in_bytes(Span { start: offset("start")?, end: offset("end")? }).filter(|span| !span.is_empty())
}

/// JSON-LD has one value or a list of them.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let list = value.as_array();
    list.into_iter().flatten().chain(Some(value).filter(|value| list.is_none() && !value.is_null()))
}

fn has(value: &Value, word: &str) -> bool {
    each(value).any(|value| value.as_str() == Some(word))
}

/// The values of the textual bodies with one of the purposes.
fn bodies<'v>(item: &'v Value, purposes: &'static [&'static str]) -> impl Iterator<Item = &'v str> {
    each(&item["body"])
        .filter(|body| purposes.iter().any(|purpose| has(&body["purpose"], purpose)))
        .filter_map(|body| body["value"].as_str())
}

/// What a body with the purpose points to: `#e1` → `e1`.
fn pointed<'v>(item: &'v Value, purpose: &'static str) -> Option<&'v str> {
    each(&item["body"]).filter(|body| has(&body["purpose"], purpose)).find_map(|body| body["source"].as_str()?.strip_prefix('#'))
}

impl Reader<'_> {
    fn item<'e>(&mut self, item: &Value, known: impl Fn(&str) -> (Option<&'e str>, Option<&'e str>, Option<usize>)) -> Result<(), Fault> {
        if !has(&item["type"], "Annotation") {
            return Err(Fault::file("it is no Annotation"));
        }
        let classes: Vec<&str> = bodies(item, &["classifying", "tagging"]).collect();
        let spans = self.targets(&item["target"])?;
        let id = item["id"].as_str().and_then(|id| id.strip_prefix('#')).unwrap_or("");
        let score = item["score"].as_f64().unwrap_or(1.0) as f32;
        if let Some(kind) = classes.iter().find_map(|class| EntityType::from_code(class)) {
            let [span] = spans[..] else { return Err(Fault::file("a name is one stretch of the text")) };
            let words = span.of(self.text);
            let entity = pointed(item, "identifying");
            let (name, value, order) = entity.map_or((None, None, None), known);
            let refers = match item["role"].as_str() {
                Some(role) => MentionKind::from_code(role).ok_or_else(|| Fault::file("its role is unknown"))?,
                None => MentionKind::Name,
            };
            let base = bodies(item, &["describing"]).next().unwrap_or(words).to_owned();
            self.mentions.push(Gathered {
                mention: Mention { id: id.to_owned(), span, kind: refers, base, score, by: by(item)? },
                kind,
                entity: entity.map(str::to_owned),
                name: name.unwrap_or(words).to_owned(),
                value: value.map(str::to_owned),
                order,
            });
        } else if let Some(kind) = classes.iter().find_map(|class| QuotationType::from_code(class)) {
            let id = if id.is_empty() { format!("q{}", self.quotations.len() + 1) } else { id.to_owned() };
            self.quotations.push(Quotation {
                id,
                kind,
                content: spans,
                cue: None,
                speaker: None,
                speaker_entity: pointed(item, "identifying").map(str::to_owned),
                speaker_name: bodies(item, &["identifying"]).next().map(str::to_owned),
                within: item["within"].as_str().map(|within| within.strip_prefix('#').unwrap_or(within).to_owned()),
                by: by(item)?,
                score,
                why: self.evidence(item)?,
            });
        } else if let Some(part) = classes.iter().find(|class| matches!(**class, "cue" | "speaker")) {
            let of = pointed(item, "linking").ok_or_else(|| Fault::file("it is linked to no quotation"))?;
            let [span] = spans[..] else { return Err(Fault::file("a cue or speaker is one stretch of the text")) };
            self.parts.insert((of.to_owned(), *part == "cue"), span);
        } else {
            return Err(Fault::file("nothing classifies it as a name or a quotation"));
        }
        Ok(())
    }

    /// The stretches that an annotation is of; those of a `List` in its order.
    fn targets(&self, target: &Value) -> Result<Vec<Span>, Fault> {
        let targets = target["items"].as_array().map_or_else(|| each(target).collect(), |items| items.iter().collect::<Vec<_>>());
        targets.into_iter().map(|target| self.target(target)).collect()
    }

    fn target(&self, target: &Value) -> Result<Span, Fault> {
        let selectors = || each(&target["selector"]);
        let quote = selectors().find(|selector| has(&selector["type"], "TextQuoteSelector"));
        if let Some(position) = selectors().find(|selector| has(&selector["type"], "TextPositionSelector")) {
            let span = span(position, &self.points);
            let span = span.ok_or_else(|| {
                Fault::file(format!("{}–{} is no stretch of the text, in code points", position["start"], position["end"]))
            })?;
            if quote.and_then(|quote| quote["exact"].as_str()).is_some_and(|exact| exact != span.of(self.text)) {
                return Err(Fault::file(format!("the text has other words at {}–{}", position["start"], position["end"])));
            }
            return Ok(span);
        }
        let quote = quote.ok_or_else(|| Fault::file("no selector says where in the text it is"))?;
        let part = |name: &str| quote[name].as_str().unwrap_or("");
        let (prefix, exact, suffix) = (part("prefix"), part("exact"), part("suffix"));
        let whole = format!("{prefix}{exact}{suffix}");
        let mut found = self.text.match_indices(&whole).map(|(at, _)| at + prefix.len());
        match (found.next(), found.next()) {
            (Some(start), None) if !exact.is_empty() => Ok(Span { start, end: start + exact.len() }),
            (Some(_), _) => Err(Fault::file("its quoted words stand more than once in the text")),
            (None, _) => Err(Fault::file("its quoted words are not in the text")),
        }
    }

    fn evidence(&self, item: &Value) -> Result<Vec<Evidence>, Fault> {
        let read = |evidence: &Value| {
            let fault = |what: &str| Fault::file(format!("its evidence {what}"));
            let code = evidence["code"].as_str().ok_or_else(|| fault("has no code"))?.to_owned();
            let placed = !evidence["start"].is_null() || !evidence["end"].is_null();
            let span = placed.then(|| span(evidence, &self.points).ok_or_else(|| fault("is no stretch of the text"))).transpose()?;
            Ok(Evidence { code, span })
        };
        each(&item["why"]).map(read).collect()
    }
}

/// Whose it is; what neither says so nor comes from a program is a person's.
fn by(item: &Value) -> Result<By, Fault> {
    match item["by"].as_str() {
        Some(code) => By::from_code(code).ok_or_else(|| Fault::file("its `by` is unknown")),
        None if has(&item["creator"]["type"], "Software") => Ok(By::Machine),
        None => Ok(By::Person),
    }
}
