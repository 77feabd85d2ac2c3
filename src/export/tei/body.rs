//! The text of a TEI file, with its annotations in place.

use std::collections::BTreeSet;

use super::super::layers::{Layer, Step, steps};
use super::super::tiles;
use super::escaped;
use crate::article::{Article, BlockRole, Entity, EntityType, Mention, MentionKind, Quotation, QuotationType};
use crate::span::Span;

/// The element of a mention.
fn element(kind: EntityType, refers: MentionKind) -> &'static str {
    match (refers, kind) {
        (MentionKind::Role | MentionKind::Pronoun, _) => "rs",
        (_, EntityType::Per) => "persName",
        (_, EntityType::Loc) => "placeName",
        (_, EntityType::Org) => "orgName",
        (_, EntityType::Pro | EntityType::Evt) => "name",
        (_, EntityType::Date) => "date",
        (_, EntityType::Time) => "time",
        (_, EntityType::Money | EntityType::Percent | EntityType::Quantity) => "measure",
    }
}

enum Drawn<'a> {
    /// Its role, and whether it is the heading of all.
    Block(Option<BlockRole>, bool),
    /// Line feeds between blocks, an `lb` each; what goes on over them has no piece there.
    Breaks,
    Said(&'a Quotation, usize),
    /// Part, its number where a quotation has several.
    Part(&'a Quotation, &'static str, Option<usize>),
    Name(&'a Mention, &'a Entity),
}

/// Writes the content of `body`.
pub(super) fn write(out: &mut String, text: &str, article: &Article) {
    let mut drawn = annotations(article);
    let starts: BTreeSet<usize> = drawn.iter().map(|(layer, _)| layer.span.start).collect();
    let ends: BTreeSet<usize> = drawn.iter().map(|(layer, _)| layer.span.end).collect();
    let mut only_head = true;
    for (span, role) in tiles(text, article) {
        let breaks = role.is_none()
            && span.of(text).bytes().all(|b| b == b'\n')
            && starts.range(span.start..span.end).next().is_none()
            && ends.range(span.start + 1..=span.end).next().is_none();
        // A heading must stand before everything but line breaks.
        let first = !drawn.iter().any(|(_, drawn)| matches!(drawn, Drawn::Block(..)));
        let head = first && role == Some(BlockRole::Headline);
        only_head &= breaks || head;
        drawn.push((Layer { span, rank: 0 }, if breaks { Drawn::Breaks } else { Drawn::Block(role, head) }));
    }
    let (layers, drawn): (Vec<Layer>, Vec<Drawn>) = drawn.into_iter().unzip();
    let (mut steps, mut pieces) = steps(text, &layers);
    drop_pieces_in_breaks(&mut steps, &mut pieces, &drawn);
    let mut in_breaks = false;
    for step in steps {
        match step {
            Step::Open { layer, piece } => match drawn[layer] {
                Drawn::Breaks => in_breaks = true,
                _ => open(out, &drawn[layer], piece, pieces[layer]),
            },
            Step::Text(span) if in_breaks => span.of(text).bytes().for_each(|_| out.push_str("\n<lb/>")),
            Step::Text(span) => out.push_str(&escaped(span.of(text))),
            Step::Close { layer } => match drawn[layer] {
                Drawn::Breaks => in_breaks = false,
                _ => out.push_str(&format!("</{}>", name_of(&drawn[layer]))),
            },
        }
    }
    // A body must have more than a heading.
    out.push_str(if only_head { "\n<ab type=\"between\"/>\n" } else { "\n" });
}

fn annotations(article: &Article) -> Vec<(Layer, Drawn<'_>)> {
    let mut drawn = Vec::new();
    for quotation in &article.quotations {
        for (index, &span) in quotation.content.iter().enumerate() {
            drawn.push((Layer { span, rank: 1 }, Drawn::Said(quotation, index)));
        }
        let mut part = |span: Span, name, number| drawn.push((Layer { span, rank: 2 }, Drawn::Part(quotation, name, number)));
        quotation.cue.into_iter().for_each(|span| part(span, "cue", None));
        quotation.speaker.into_iter().for_each(|span| part(span, "speaker", None));
        for (index, evidence) in quotation.why.iter().enumerate() {
            if let Some(span) = evidence.span.filter(|_| evidence.span != quotation.cue && evidence.span != quotation.speaker) {
                part(span, "why", Some(index));
            }
        }
    }
    for entity in &article.entities {
        drawn.extend(entity.mentions.iter().map(|mention| (Layer { span: mention.span, rank: 3 }, Drawn::Name(mention, entity))));
    }
    drawn
}

/// Takes out the pieces that stand in line breaks and numbers the others anew.
fn drop_pieces_in_breaks(steps: &mut Vec<Step>, pieces: &mut [usize], drawn: &[Drawn]) {
    pieces.fill(0);
    let mut in_breaks = false;
    steps.retain_mut(|step| {
        let (Step::Open { layer, .. } | Step::Close { layer }) = *step else { return true };
        if matches!(drawn[layer], Drawn::Breaks) {
            in_breaks = matches!(step, Step::Open { .. });
            return true;
        }
        if let Step::Open { piece, .. } = step
            && !in_breaks
        {
            *piece = pieces[layer];
            pieces[layer] += 1;
        }
        !in_breaks
    });
}

fn name_of(drawn: &Drawn) -> &'static str {
    match drawn {
        Drawn::Block(_, true) => "head",
        Drawn::Block(Some(BlockRole::Body), _) => "p",
        Drawn::Block(..) => "ab",
        Drawn::Breaks => "lb",
        Drawn::Said(..) => "said",
        Drawn::Part(..) => "seg",
        Drawn::Name(mention, entity) => element(entity.kind, mention.kind),
    }
}

fn open(out: &mut String, drawn: &Drawn, piece: usize, pieces: usize) {
    let name = name_of(drawn);
    let (id, attributes) = match drawn {
        Drawn::Breaks => return,
        Drawn::Block(role, _) => {
            let role = role.map_or("between", BlockRole::code);
            let kind = if name == "ab" { format!(" type=\"{role}\"") } else { String::new() };
            out.push_str(&format!("\n<{name}{kind}>"));
            return;
        }
        Drawn::Said(quotation, index) => {
            let who = quotation.speaker_entity.as_ref().map_or(String::new(), |entity| format!(" who=\"#{entity}\""));
            let direct = matches!(quotation.kind, QuotationType::Direct);
            (format!("{}.content{index}", quotation.id), format!(" direct=\"{direct}\"{who} ana=\"#{}\"", quotation.id))
        }
        Drawn::Part(quotation, part, number) => {
            let number = number.map(|number| number.to_string()).unwrap_or_default();
            (format!("{}.{part}{number}", quotation.id), format!(" type=\"{part}\" ana=\"#{}\"", quotation.id))
        }
        Drawn::Name(mention, entity) => {
            let refers = match (mention.kind, entity.kind) {
                (MentionKind::Name, EntityType::Pro) => " type=\"product\"".to_owned(),
                (MentionKind::Name, EntityType::Evt) => " type=\"event\"".to_owned(),
                (MentionKind::Name, _) => String::new(),
                (kind, _) => format!(" type=\"{}\"", kind.code()),
            };
            let link = if matches!(name, "date" | "time" | "measure") { "corresp" } else { "ref" };
            let (score, by) = (mention.score, mention.by.code());
            (mention.id.clone(), format!("{refers} {link}=\"#{}\" cert=\"{score}\" resp=\"#by.{by}\"", entity.id))
        }
    };
    let piece_id = |piece: usize| if piece == 0 { id.clone() } else { format!("{id}.{piece}") };
    let mut links = String::new();
    if piece > 0 {
        links.push_str(&format!(" prev=\"#{}\"", piece_id(piece - 1)));
    }
    if piece + 1 < pieces {
        links.push_str(&format!(" next=\"#{}\"", piece_id(piece + 1)));
    }
    out.push_str(&format!("<{name} xml:id=\"{}\"{attributes}{links}>", piece_id(piece)));
}
