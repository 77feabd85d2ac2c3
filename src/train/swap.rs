//! More training text from the same text: names swapped for others of their type.
//!
//! Five topics name few products and events, and always the same. A copy of an article in which its names are others of the lexicon
//! shows the model that what it knows of a word's classes matters, not the word.

use super::corpus::{Document, GoldName};
use crate::article::EntityType;
use crate::language::{Language, of_types, set};
use crate::span::Span;

/// A xorshift generator (Marsaglia 2003).
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// Names of the lexicon by the type that their foremost class speaks for.
pub(crate) struct Names<'l> {
    by_type: [Vec<&'l str>; 5],
}

impl<'l> Names<'l> {
    pub(crate) fn new(language: &'l Language) -> Names<'l> {
        let word = set(&["word"]);
        let by_type = of_types().map(|of_type| {
            let entries = language.lexicon.entries.iter().filter(|entry| of_type.has(entry.class) && !entry.classes.intersects(word));
            entries.map(|entry| entry.name.as_str()).filter(|name| name.chars().count() > 2).collect()
        });
        Names { by_type }
    }

    /// A copy of a document in which every name that begins with a capital is another of its type; equal names become equal names.
    pub(crate) fn swap(&self, document: &Document, random: &mut Random) -> Document {
        let mut text = String::with_capacity(document.text.len());
        let mut names = Vec::new();
        let mut chosen: Vec<(&str, EntityType, &str)> = Vec::new();
        let mut copied = 0;
        for name in &document.names {
            text.push_str(&document.text[copied..name.span.start]);
            let surface = name.span.of(&document.text);
            let kind = EntityType::NAMED.iter().position(|kind| *kind == name.kind).expect("a gold name has one of the five types");
            let pool = &self.by_type[kind];
            let replacement = match chosen.iter().find(|(known, of, _)| *known == surface && *of == name.kind) {
                Some((_, _, replacement)) => replacement,
                None => {
                    let keep = !surface.starts_with(char::is_uppercase) || pool.is_empty();
                    let replacement = if keep { surface } else { pool[random.below(pool.len())] };
                    // A surname alone stays one word.
                    let one_word = name.kind == EntityType::Per && !surface.contains(' ');
                    let replacement = if one_word { replacement.rsplit(' ').next().unwrap_or(replacement) } else { replacement };
                    chosen.push((surface, name.kind, replacement));
                    replacement
                }
            };
            let start = text.len();
            text.push_str(replacement);
            names.push(GoldName { span: Span::new(start, text.len()), ..name.clone() });
            copied = name.span.end;
        }
        text.push_str(&document.text[copied..]);
        Document { name: document.name.clone(), text, names }
    }
}
