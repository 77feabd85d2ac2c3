//! Puts what the stages found together as the article that leaves the program.

use crate::article::{Article, Block, By, Entity, Evidence, Hint, Mention, Quotation, SCHEMA};
use crate::entities::Draft;
use crate::language::Language;
use crate::quotations::{DraftHint, DraftQuotation};
use crate::span::{Offsets, Span};
use crate::text::Text;

/// The article, offsets in bytes. Entities are numbered by their first mention, mentions by their place.
pub(crate) fn article(
    text: &Text,
    language_fit: f32,
    mut drafts: Vec<Draft>,
    (drafted, hints): (Vec<DraftQuotation>, Vec<DraftHint>),
    language: &Language,
) -> Article {
    for draft in &mut drafts {
        draft.mentions.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
    }
    let mut order: Vec<usize> = (0..drafts.len()).filter(|&index| !drafts[index].mentions.is_empty()).collect();
    order.sort_by_key(|&index| drafts[index].mentions[0].tokens.start);
    let mut ids = vec![None; drafts.len()];
    for (number, &index) in order.iter().enumerate() {
        ids[index] = Some(format!("e{}", number + 1));
    }
    let quotations = quotations(text, drafted, &ids);
    let hints = hints_of(text, hints, &quotations);
    let drafts: Vec<Draft> = order.into_iter().map(|index| std::mem::replace(&mut drafts[index], Draft::nothing())).collect();
    let mut places: Vec<usize> = drafts.iter().flat_map(|draft| draft.mentions.iter().map(|mention| mention.tokens.start)).collect();
    places.sort_unstable();
    let entities = drafts
        .into_iter()
        .enumerate()
        .map(|(index, draft)| Entity {
            id: format!("e{}", index + 1),
            kind: draft.kind,
            name: draft.name,
            value: draft.value,
            mentions: draft
                .mentions
                .into_iter()
                .map(|mention| Mention {
                    id: format!("m{}", places.partition_point(|&place| place < mention.tokens.start) + 1),
                    span: text.span(mention.tokens),
                    kind: mention.kind,
                    base: mention.base,
                    score: mention.score,
                    by: By::Machine,
                })
                .collect(),
        })
        .collect();
    Article {
        schema: SCHEMA,
        source: None,
        language: language.code().to_owned(),
        language_fit,
        offsets: Offsets::Byte,
        blocks: text.blocks.iter().map(|block| Block { span: text.span(block.tokens.clone()), role: block.role }).collect(),
        entities,
        quotations,
        hints,
    }
}

/// The hints, each with the source of the quotation that it goes on with.
fn hints_of(text: &Text, drafted: Vec<DraftHint>, quotations: &[Quotation]) -> Vec<Hint> {
    let hint = |draft: DraftHint| {
        let follows = &quotations[draft.follows];
        Hint {
            span: text.span(text.sentences[draft.sentence].tokens.clone()),
            follows: follows.id.clone(),
            speaker_entity: follows.speaker_entity.clone(),
            speaker_name: follows.speaker_name.clone(),
            evidential: true,
            score: draft.score,
        }
    };
    drafted.into_iter().map(hint).collect()
}

/// The quotations, numbered in the order given (that of the text), each within the smallest one that holds all of it.
fn quotations(text: &Text, drafted: Vec<DraftQuotation>, entity_ids: &[Option<String>]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = drafted
        .into_iter()
        .enumerate()
        .map(|(index, draft)| Quotation {
            id: format!("q{}", index + 1),
            kind: draft.kind,
            content: draft.content.iter().map(|range| text.span(range.clone())).collect(),
            cue: draft.cue.map(|range| text.span(range)),
            speaker: draft.speaker.map(|range| text.span(range)),
            speaker_entity: draft.entity.and_then(|entity| entity_ids[entity].clone()),
            speaker_name: draft.speaker_name,
            within: None,
            by: By::Machine,
            score: draft.score,
            why: draft
                .why
                .into_iter()
                .map(|(code, range)| Evidence { code: code.to_owned(), span: range.map(|range| text.span(range)) })
                .collect(),
        })
        .collect();
    // Those still open at a place, outermost first: a stack, since contents nest.
    let mut open: Vec<(Span, String)> = Vec::new();
    for quotation in &mut found {
        let whole = whole(quotation);
        while open.last().is_some_and(|(outer, _)| outer.end <= whole.start) {
            open.pop();
        }
        quotation.within = open.iter().rev().find(|(outer, _)| outer.contains(whole)).map(|(_, id)| id.clone());
        open.push((whole, quotation.id.clone()));
    }
    found
}

fn whole(quotation: &Quotation) -> Span {
    quotation.content.iter().copied().reduce(Span::cover).unwrap_or(Span { start: 0, end: 0 })
}
