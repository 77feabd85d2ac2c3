//! The article as it is shown, in one file without scripts: names with their types, quotations with cue and speaker, then who said what.
//!
//! It has no words of an interface, so that it needs no language. The marks have the attributes of the page's article (`data-mention`,
//! `data-entity`, `data-type`, `data-quotation`, `data-part`, `data-by`).

use super::layers::{Layer, Step, steps};
use crate::article::{Article, By, Mention, Quotation};
use crate::span::Span;

const STYLE: &str = include_str!("html.css");

/// What a layer is drawn as.
enum Drawn<'a> {
    Block(&'static str),
    Part(&'a Quotation, &'static str),
    Name(&'a Mention, &'a str, &'static str),
}

pub(super) fn write(text: &str, article: &Article) -> String {
    let (layers, drawn) = layers(text, article);
    let title = article.source.as_deref().or(article.blocks.first().map(|block| block.span.of(text))).unwrap_or("Kavichki");
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"Kavichki {}\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<article>\n",
        escaped(&article.language),
        env!("CARGO_PKG_VERSION"),
        escaped(&title.split_whitespace().collect::<Vec<_>>().join(" ")),
    );
    let (steps, _) = steps(text, &layers);
    for step in steps {
        match step {
            Step::Open { layer, .. } => out.push_str(&opening(&drawn[layer])),
            Step::Text(span) => out.push_str(&escaped(span.of(text))),
            Step::Close { layer } => out.push_str(match drawn[layer] {
                Drawn::Block(_) => "</p>\n",
                Drawn::Part(..) => "</span>",
                Drawn::Name(..) => "</mark>",
            }),
        }
    }
    out.push_str("</article>\n");
    if !article.quotations.is_empty() {
        out.push_str("<section>\n");
        article.quotations.iter().for_each(|quotation| out.push_str(&listed(text, quotation)));
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn layers<'a>(text: &str, article: &'a Article) -> (Vec<Layer>, Vec<Drawn<'a>>) {
    let (mut layers, mut drawn) = (Vec::new(), Vec::new());
    let mut add = |span: Span, rank: u8, as_what: Drawn<'a>| {
        layers.push(Layer { span, rank });
        drawn.push(as_what);
    };
    for (span, role) in super::tiles(text, article) {
        add(span, 0, Drawn::Block(role.map_or("between", |role| role.code())));
    }
    for quotation in &article.quotations {
        quotation.content.iter().for_each(|&span| add(span, 1, Drawn::Part(quotation, "content")));
        quotation.cue.into_iter().for_each(|span| add(span, 2, Drawn::Part(quotation, "cue")));
        quotation.speaker.into_iter().for_each(|span| add(span, 2, Drawn::Part(quotation, "speaker")));
    }
    for entity in &article.entities {
        entity.mentions.iter().for_each(|mention| add(mention.span, 3, Drawn::Name(mention, &entity.id, entity.kind.code())));
    }
    (layers, drawn)
}

/// The tag that opens a layer. Ids are safe to write: they were checked.
fn opening(drawn: &Drawn) -> String {
    let by = |by: By| if by == By::Machine { String::new() } else { format!(" data-by=\"{}\"", by.code()) };
    match drawn {
        Drawn::Block(role) => format!("<p class=\"{role}\">"),
        Drawn::Part(quotation, part) => {
            format!("<span data-quotation=\"{}\" data-part=\"{part}\"{}>", quotation.id, by(quotation.by))
        }
        Drawn::Name(mention, entity, kind) => format!(
            "<mark data-mention=\"{}\" data-entity=\"{entity}\" data-type=\"{kind}\"{} title=\"{kind}: {}\">",
            mention.id,
            by(mention.by),
            escaped(&mention.base)
        ),
    }
}

fn listed(text: &str, quotation: &Quotation) -> String {
    let cue = quotation.cue.map_or(String::new(), |cue| format!(" <i>{}</i>", escaped(cue.of(text))));
    let by = if quotation.by == By::Machine { String::new() } else { format!(" · {}", quotation.by.code()) };
    format!(
        "<figure>\n<blockquote><p>{}</p></blockquote>\n<figcaption><b>{}</b>{cue} <small>{} · {}{by}</small></figcaption>\n</figure>\n",
        escaped(&super::words(text, &quotation.content)),
        escaped(quotation.speaker_name.as_deref().unwrap_or("?")),
        quotation.id,
        quotation.kind.code(),
    )
}

/// Text for an element or an attribute in double quotes. What HTML forbids is shown: a control character by its picture (U+2400 …),
/// anything else as U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\r' => out.push('\u{240d}'),
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
            '\u{7f}' => out.push('\u{2421}'),
            '\u{80}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => out.push('\u{fffd}'),
            _ if u32::from(c) & 0xfffe == 0xfffe => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}
