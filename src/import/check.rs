//! What must hold of an article that comes from outside before anything slices its text by it.

use std::collections::{HashMap, HashSet};

use crate::article::{Article, MentionKind, SCHEMA};
use crate::fault::{Fault, Place};
use crate::span::{OffsetConverter, Offsets, Span};

/// The longest id that is taken.
const ID: usize = 64;

impl Article {
    /// The article with offsets in bytes, if it can be one of `text`.
    ///
    /// # Errors
    ///
    /// The first of these that does not hold, with the part that breaks it: the schema is known; the language is a code; every span is a stretch of the text that
    /// is not empty and cuts no character; blocks, and the spans of a content, are in order and do not overlap; names do not overlap;
    /// mentions of an entity are in order, and there is one; ids are a letter and then letters, digits, `-` and `_` ([`ID`] at most), none
    /// twice; the entity of a speaker and the quotation around another exist; no quotation is within itself; scores are from 0 to 1; codes
    /// of evidence are lower-case words with hyphens.
    pub fn checked(mut self, text: &str) -> Result<Article, Fault> {
        super::known_schema(self.schema.into())?;
        self.schema = SCHEMA;
        to_bytes(&mut self, text)?;
        language(&self.language)?;
        ids(&self)?;
        blocks(&self)?;
        mentions(&self)?;
        quotations(&self)?;
        hints(&self)?;
        score(self.language_fit).map_err(|fault| fault.at(Place::Part("language_fit".to_owned())))?;
        Ok(self)
    }
}

fn to_bytes(article: &mut Article, text: &str) -> Result<(), Fault> {
    let converter = OffsetConverter::new(text, article.offsets);
    let (mut number, mut wrong) = (0, None);
    article.for_each_span(|span| {
        match converter.span_in_bytes(*span) {
            Some(bytes) if !bytes.is_empty() => *span = bytes,
            _ => wrong = wrong.or(Some((number, *span))),
        }
        number += 1;
    });
    if let Some((number, span)) = wrong {
        let unit = match article.offsets {
            Offsets::Byte => "bytes",
            Offsets::Codepoint => "code points",
            Offsets::Utf16 => "UTF-16 units",
        };
        let length = converter.convert(text.len());
        let what = format!("{}–{} is no stretch of a text of {length} {unit}", span.start, span.end);
        return Err(Fault::part(owner(article, number), what));
    }
    article.offsets = Offsets::Byte;
    Ok(())
}

/// Whose the `number`th span is, in the order of [`Article::for_each_span`].
fn owner(article: &Article, number: usize) -> String {
    let mut owners: Vec<String> = (1..=article.blocks.len()).map(|block| format!("block {block}")).collect();
    owners.extend(article.entities.iter().flat_map(|entity| &entity.mentions).map(|mention| format!("mention {}", short(&mention.id))));
    for quotation in &article.quotations {
        let evidence = quotation.why.iter().filter(|evidence| evidence.span.is_some()).count();
        let spans = quotation.content.len() + usize::from(quotation.cue.is_some()) + usize::from(quotation.speaker.is_some()) + evidence;
        owners.extend(std::iter::repeat_n(format!("quotation {}", short(&quotation.id)), spans));
    }
    owners.extend((1..=article.hints.len()).map(|hint| format!("hint {hint}")));
    owners.into_iter().nth(number).unwrap_or_default()
}

/// An id as a message can show it.
fn short(id: &str) -> String {
    let shown: String = id.chars().take(ID).filter(|c| !c.is_control()).collect();
    if shown.len() == id.len() { shown } else { format!("{shown}…") }
}

/// BCP 47, as far as its shape goes.
fn language(code: &str) -> Result<(), Fault> {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if code.split('-').all(part) && code.starts_with(|c: char| c.is_ascii_alphabetic()) && code.len() <= ID {
        Ok(())
    } else {
        Err(Fault::part("language", format!("`{}` is no code of a language", short(code))))
    }
}

fn ids(article: &Article) -> Result<(), Fault> {
    let mentions = article.entities.iter().flat_map(|entity| &entity.mentions).map(|mention| ("mention", &mention.id));
    let entities = article.entities.iter().map(|entity| ("entity", &entity.id));
    let quotations = article.quotations.iter().map(|quotation| ("quotation", &quotation.id));
    let mut seen = HashSet::new();
    for (what, id) in entities.chain(mentions).chain(quotations) {
        let sound = id.starts_with(|c: char| c.is_ascii_alphabetic())
            && id.len() <= ID
            && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if !sound {
            return Err(Fault::part(format!("{what} `{}`", short(id)), "an id is a letter, then letters, digits, - and _, 64 at most"));
        }
        if !seen.insert(id) {
            return Err(Fault::part(format!("{what} {id}"), "its id stands twice"));
        }
    }
    Ok(())
}

fn blocks(article: &Article) -> Result<(), Fault> {
    match article.blocks.windows(2).position(|pair| pair[0].span.end > pair[1].span.start) {
        Some(index) => Err(Fault::part(format!("block {}", index + 2), "it begins before the one above it ends")),
        None => Ok(()),
    }
}

fn mentions(article: &Article) -> Result<(), Fault> {
    let mut names: Vec<(Span, &str)> = Vec::new();
    for entity in &article.entities {
        if entity.mentions.is_empty() {
            return Err(Fault::part(format!("entity {}", entity.id), "it has no mention"));
        }
        if !entity.mentions.is_sorted_by_key(|mention| mention.span) {
            return Err(Fault::part(format!("entity {}", entity.id), "its mentions are not in the order of the text"));
        }
        for mention in &entity.mentions {
            score(mention.score).map_err(|fault| fault.at(Place::Part(format!("mention {}", mention.id))))?;
            if mention.kind == MentionKind::Name {
                names.push((mention.span, &mention.id));
            }
        }
    }
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0].0.overlaps(pair[1].0)) {
        Some(pair) => Err(Fault::part(format!("mention {}", pair[1].1), format!("it overlaps the name {}", pair[0].1))),
        None => Ok(()),
    }
}

fn quotations(article: &Article) -> Result<(), Fault> {
    let entities: HashSet<&str> = article.entities.iter().map(|entity| entity.id.as_str()).collect();
    let outer: HashMap<&str, Option<&str>> = article.quotations.iter().map(|q| (q.id.as_str(), q.within.as_deref())).collect();
    let mut sound: HashSet<&str> = HashSet::new();
    for quotation in &article.quotations {
        let fault = |what: String| Err(Fault::part(format!("quotation {}", quotation.id), what));
        if quotation.content.is_empty() {
            return fault("it has no content".to_owned());
        }
        if quotation.content.windows(2).any(|pair| pair[0].end > pair[1].start) {
            return fault("the spans of its content overlap or are not in order".to_owned());
        }
        if let Some(entity) = quotation.speaker_entity.as_deref().filter(|&entity| !entities.contains(entity)) {
            return fault(format!("its speaker is the entity {}, which there is not", short(entity)));
        }
        let mut at = quotation.id.as_str();
        // Those above it, up to one that is known to be sound.
        let mut above = HashSet::new();
        while !sound.contains(at) {
            if !above.insert(at) {
                return fault("it is within itself".to_owned());
            }
            match outer.get(at) {
                Some(Some(next)) => at = next,
                Some(None) => break,
                None => return fault(format!("it is within {}, which there is not", short(at))),
            }
        }
        sound.extend(above);
        score(quotation.score).map_err(|fault| fault.at(Place::Part(format!("quotation {}", quotation.id))))?;
        let known = |code: &str| !code.is_empty() && code.len() <= ID && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        if let Some(evidence) = quotation.why.iter().find(|evidence| !known(&evidence.code)) {
            return fault(format!("`{}` is no code of evidence", short(&evidence.code)));
        }
    }
    Ok(())
}

fn hints(article: &Article) -> Result<(), Fault> {
    let quotations: HashSet<&str> = article.quotations.iter().map(|quotation| quotation.id.as_str()).collect();
    let entities: HashSet<&str> = article.entities.iter().map(|entity| entity.id.as_str()).collect();
    for (index, hint) in article.hints.iter().enumerate() {
        let fault = |what: String| Err(Fault::part(format!("hint {}", index + 1), what));
        if !quotations.contains(hint.follows.as_str()) {
            return fault(format!("it follows {}, which there is not", short(&hint.follows)));
        }
        if let Some(entity) = hint.speaker_entity.as_deref().filter(|entity| !entities.contains(entity)) {
            return fault(format!("its speaker is the entity {}, which there is not", short(entity)));
        }
        score(hint.score).map_err(|fault| fault.at(Place::Part(format!("hint {}", index + 1))))?;
    }
    Ok(())
}

fn score(score: f32) -> Result<(), Fault> {
    if (0.0..=1.0).contains(&score) { Ok(()) } else { Err(Fault::file(format!("a score of {score} is not from 0 to 1"))) }
}
