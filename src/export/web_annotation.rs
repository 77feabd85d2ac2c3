//! W3C Web Annotation (www.w3.org/TR/annotation-model) as one `AnnotationPage` in JSON-LD.
//!
//! A mention is an annotation that classifies (its type) and identifies (its entity, its base form); a quotation one that classifies (its
//! type) and identifies (who said it); cue and speaker are annotations of their own, linked to their quotation. Every target has both a
//! position (code points) and a quote with the words around it. The context is W3C's own, as tools expect, with a second one for what W3C
//! has no words for: [`NAMESPACE`]. Ids are fragments of the file's own address.

use serde_json::{Value, json};

use crate::article::{Article, By, Mention, Quotation};
use crate::span::{OffsetConverter, Offsets, Span};

/// What W3C has no words for has its names here. It identifies and does not locate.
const NAMESPACE: &str = "urn:kavichki:ns:";

/// Characters of the text on either side that a quote selector keeps.
const AROUND: usize = 32;

struct Page<'t> {
    text: &'t str,
    points: OffsetConverter<'t>,
    /// Where the text is, as an IRI.
    source: String,
}

pub(super) fn write(text: &str, article: &Article) -> String {
    let page = Page {
        text,
        points: OffsetConverter::new(text, Offsets::Codepoint),
        source: article.source.as_deref().filter(|source| !source.is_empty()).map_or("urn:kavichki:text".to_owned(), iri),
    };
    let mut items = Vec::new();
    for entity in &article.entities {
        items.extend(entity.mentions.iter().map(|mention| page.mention(mention, &entity.id, entity.kind.code())));
    }
    for quotation in &article.quotations {
        items.push(page.quotation(quotation));
        items.extend(quotation.cue.map(|span| page.part("cue", span, quotation)));
        items.extend(quotation.speaker.map(|span| page.part("speaker", span, quotation)));
    }
    let entities = article.entities.iter().map(|entity| {
        let mut node = json!({"id": format!("#{}", entity.id), "type": format!("kavichki:{}", entity.kind.code()), "label": entity.name});
        if let Some(value) = &entity.value {
            node["normalized"] = json!(value);
        }
        node
    });
    let blocks = article.blocks.iter().map(|block| {
        let span = page.points.convert_span(block.span);
        json!({"start": span.start, "end": span.end, "role": block.role.code()})
    });
    let mut document = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", context()],
        "type": "AnnotationPage",
        "generator": {"type": "Software", "name": concat!("Kavichki ", env!("CARGO_PKG_VERSION"))},
        "schemaNumber": article.schema,
        "textLanguage": article.language,
        "languageFit": super::number(article.language_fit),
        "blocks": blocks.collect::<Vec<_>>(),
        "entities": entities.collect::<Vec<_>>(),
        "items": items,
    });
    if let Some(source) = &article.source {
        document["givenSource"] = json!(source);
    }
    let mut out = serde_json::to_string_pretty(&document).unwrap_or_default();
    out.push('\n');
    out
}

/// The names of [`NAMESPACE`], each with its kind of value; lists keep their order.
fn context() -> Value {
    let mut context = json!({"kavichki": NAMESPACE});
    for name in ["schemaNumber", "textLanguage", "languageFit", "givenSource", "role", "normalized", "score", "by", "code"] {
        context[name] = json!(format!("kavichki:{name}"));
    }
    for name in ["blocks", "entities", "why"] {
        context[name] = json!({"@id": format!("kavichki:{name}"), "@container": "@list"});
    }
    context["within"] = json!({"@id": "kavichki:within", "@type": "@id"});
    context["List"] = json!("http://www.w3.org/ns/oa#List");
    context
}

/// A path or an address as an IRI reference: what may not stand in one is percent-encoded.
fn iri(source: &str) -> String {
    let mut out = String::new();
    for byte in source.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:?#@!$&'()*+,;=%".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    // Neither a scheme nor a number sign where the path of a file has one.
    if source.contains("://") { out } else { out.replace(':', "%3A").replace('#', "%23").replace('?', "%3F") }
}

fn classifying(code: &str) -> Value {
    json!({"type": "TextualBody", "purpose": "classifying", "value": code})
}

fn creator(by: By) -> Value {
    match by {
        By::Machine | By::Confirmed => json!({"type": "Software", "name": "Kavichki"}),
        By::Person => json!({"type": "Person"}),
    }
}

impl Page<'_> {
    fn target(&self, span: Span) -> Value {
        let place = self.points.convert_span(span);
        let before = &self.text[..span.start];
        let begin = before.char_indices().rev().take(AROUND).last().map_or(span.start, |(at, _)| at);
        let after = &self.text[span.end..];
        let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        json!({
            "type": "SpecificResource",
            "source": self.source,
            "selector": [
                {"type": "TextPositionSelector", "start": place.start, "end": place.end},
                {"type": "TextQuoteSelector", "exact": span.of(self.text), "prefix": before[begin..], "suffix": after[..end]},
            ],
        })
    }

    fn mention(&self, mention: &Mention, entity: &str, kind: &str) -> Value {
        json!({
            "id": format!("#{}", mention.id),
            "type": "Annotation",
            "motivation": ["classifying", "identifying"],
            "creator": creator(mention.by),
            "body": [
                classifying(kind),
                {"type": "SpecificResource", "purpose": "identifying", "source": format!("#{entity}")},
                {"type": "TextualBody", "purpose": "describing", "value": mention.base},
            ],
            "target": self.target(mention.span),
            "role": mention.kind.code(),
            "score": super::number(mention.score),
            "by": mention.by.code(),
        })
    }

    fn quotation(&self, quotation: &Quotation) -> Value {
        let mut body = vec![classifying(quotation.kind.code())];
        if let Some(entity) = &quotation.speaker_entity {
            body.push(json!({"type": "SpecificResource", "purpose": "identifying", "source": format!("#{entity}")}));
        }
        if let Some(name) = &quotation.speaker_name {
            body.push(json!({"type": "TextualBody", "purpose": "identifying", "value": name}));
        }
        let why = quotation.why.iter().map(|evidence| match evidence.span.map(|span| self.points.convert_span(span)) {
            Some(span) => json!({"code": evidence.code, "start": span.start, "end": span.end}),
            None => json!({"code": evidence.code}),
        });
        let mut targets: Vec<Value> = quotation.content.iter().map(|&span| self.target(span)).collect();
        let target = if targets.len() == 1 { targets.remove(0) } else { json!({"type": "List", "items": targets}) };
        let mut item = json!({
            "id": format!("#{}", quotation.id),
            "type": "Annotation",
            "motivation": ["classifying", "identifying"],
            "creator": creator(quotation.by),
            "body": body,
            "target": target,
            "score": super::number(quotation.score),
            "by": quotation.by.code(),
            "why": why.collect::<Vec<_>>(),
        });
        if let Some(within) = &quotation.within {
            item["within"] = json!(format!("#{within}"));
        }
        item
    }

    /// The cue or the speaker of a quotation.
    fn part(&self, part: &str, span: Span, quotation: &Quotation) -> Value {
        json!({
            "id": format!("#{}.{part}", quotation.id),
            "type": "Annotation",
            "motivation": ["classifying", "linking"],
            "creator": creator(quotation.by),
            "body": [classifying(part), {"type": "SpecificResource", "purpose": "linking", "source": format!("#{}", quotation.id)}],
            "target": self.target(span),
        })
    }
}
