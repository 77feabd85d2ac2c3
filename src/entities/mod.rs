//! Mentions → entities: base forms, and who is who.

mod base;
mod group;

pub(crate) use base::BaseRules;
pub(crate) use group::{entities, values};

use std::ops::Range;

use crate::article::{EntityType, MentionKind};
use crate::language::Language;
use crate::mentions::Found;
use crate::text::{Text, TokenKind};

/// An entity while the article is put together.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub kind: EntityType,
    pub name: String,
    pub value: Option<String>,
    pub mentions: Vec<DraftMention>,
}

impl Draft {
    /// An entity without mentions, which no article shows.
    pub(crate) fn nothing() -> Draft {
        Draft { kind: EntityType::Per, name: String::new(), value: None, mentions: Vec::new() }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct DraftMention {
    pub tokens: Range<usize>,
    pub kind: MentionKind,
    pub base: String,
    pub score: f32,
}

/// A name of the lexicon that is a common noun there (`народно събрание`) begins with a capital where the text has one.
fn with_capital_of(surface: &str, known: String) -> String {
    let mut letters = known.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() && surface.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => known,
    }
}

/// The base form of a name.
pub(crate) fn base_form(text: &Text, name: &Found, language: &Language) -> String {
    let range = name.start..name.end;
    let surface = text.form_range(range.clone());
    if let Some(known) = language.lexicon.base_of(text, range.clone()) {
        return with_capital_of(surface, known);
    }
    let kind = EntityType::NAMED[name.kind].code();
    let words: Vec<usize> = range.filter(|&t| text.tokens[t].kind == TokenKind::Word).collect();
    // A person's full name has no article: `Виолета Крумова` is one already.
    if EntityType::NAMED[name.kind] == EntityType::Per && words.len() > 1 && text.form(words[0]).starts_with(char::is_uppercase) {
        return surface.to_owned();
    }
    let lower: Vec<&str> = words.iter().map(|&t| text.lower(t)).collect();
    let mut base = String::with_capacity(surface.len());
    let from = text.tokens[name.start].folded.0 as usize;
    let mut copied = 0;
    for (at, &token) in words.iter().enumerate() {
        let Some(edit) = language.bases.base(kind, &lower, at) else { continue };
        let (start, end) = (text.tokens[token].folded.0 as usize - from, text.tokens[token].folded.1 as usize - from);
        base.push_str(&surface[copied..start]);
        base.push_str(&edit.apply(&surface[start..end]));
        copied = end;
    }
    base.push_str(&surface[copied..]);
    base
}

#[cfg(test)]
mod tests {
    use super::with_capital_of;

    #[test]
    fn a_common_noun_that_is_a_name_here_keeps_its_capital() {
        assert_eq!(with_capital_of("Народното събрание", "народно събрание".to_owned()), "Народно събрание");
        assert_eq!(with_capital_of("консерваторите", "консерватор".to_owned()), "консерватор");
    }
}
