//! Phrases with what is known of them, found in one pass over tokens.

use super::LanguageError;
use crate::text::{Text, TokenKind, Writing};

/// Phrases (normalised tokens: lower case, folded, a space between) and the values of each.
#[derive(Debug)]
pub(crate) struct Automaton<T> {
    map: fst::Map<Vec<u8>>,
    /// Where the values of phrase `i` begin; one more at the end.
    starts: Vec<u32>,
    values: Vec<T>,
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match<'a, T> {
    /// Number of tokens.
    pub length: usize,
    pub values: &'a [T],
    /// Which of the text's tokens begin with a capital or a digit, lowest bit first.
    pub capitals: u16,
}

/// Phrases longer than this many tokens are left out.
pub(crate) const LONGEST_PHRASE: usize = 12;

impl<T> Automaton<T> {
    /// Builds the automaton of phrases in any order; the values of one phrase keep theirs.
    pub(crate) fn new(mut phrases: Vec<(String, T)>) -> Result<Automaton<T>, LanguageError> {
        let damaged = |error: fst::Error| LanguageError::Damaged(error.to_string());
        phrases.sort_by(|a, b| a.0.cmp(&b.0));
        let (mut starts, mut values) = (Vec::new(), Vec::with_capacity(phrases.len()));
        let mut builder = fst::MapBuilder::memory();
        let mut before: Option<String> = None;
        for (phrase, value) in phrases {
            if before.as_ref() != Some(&phrase) {
                builder.insert(&phrase, starts.len() as u64).map_err(damaged)?;
                starts.push(values.len() as u32);
                before = Some(phrase);
            }
            values.push(value);
        }
        starts.push(values.len() as u32);
        Ok(Automaton { map: builder.into_map(), starts, values })
    }

    /// The values of a phrase that is normalised already; none where it is no phrase of the automaton.
    pub(crate) fn get(&self, phrase: &str) -> &[T] {
        let Some(index) = self.map.get(phrase) else { return &[] };
        &self.values[self.starts[index as usize] as usize..self.starts[index as usize + 1] as usize]
    }

    /// Calls `found` with every phrase that begins at a token, shortest first.
    pub(crate) fn matches_at<'a>(&'a self, text: &Text, token: usize, mut found: impl FnMut(Match<'a, T>)) {
        let fst = self.map.as_fst();
        let mut node = fst.root();
        let mut output = fst::raw::Output::zero();
        let mut capitals = 0u16;
        for (index, at) in (token..text.tokens.len()).take(LONGEST_PHRASE).enumerate() {
            if text.is_kind(at, TokenKind::Break) {
                return;
            }
            let separator: &[u8] = if index == 0 { b"" } else { b" " };
            for &byte in separator.iter().chain(text.lower(at).as_bytes()) {
                let Some(step) = node.find_input(byte) else { return };
                let transition = node.transition(step);
                output = output.cat(transition.out);
                node = fst.node(transition.addr);
            }
            capitals |= u16::from(text.form(at).starts_with(|c: char| c.is_uppercase() || c.is_numeric())) << index;
            if node.is_final() {
                let phrase = output.cat(node.final_output()).value() as usize;
                let values = &self.values[self.starts[phrase] as usize..self.starts[phrase + 1] as usize];
                found(Match { length: index + 1, values, capitals });
            }
        }
    }
}

/// A phrase as the automaton holds it, and which of its tokens begin with a capital. `None` for one that holds no token or too many.
pub(crate) fn normalise(form: &str, writing: &Writing) -> Option<(String, u16)> {
    // Most forms are words of the language's own letters, which fold to themselves.
    if form.chars().all(|c| c == ' ' || writing.letters.is_own(c)) {
        let words = form.split(' ').filter(|word| !word.is_empty());
        let capitals =
            words.clone().take(LONGEST_PHRASE).enumerate().map(|(i, word)| u16::from(word.starts_with(char::is_uppercase)) << i).sum();
        let count = words.clone().count();
        return (1..=LONGEST_PHRASE).contains(&count).then(|| (form.to_lowercase(), capitals));
    }
    let text = Text::new(form, writing);
    if text.tokens.is_empty() || text.tokens.len() > LONGEST_PHRASE || text.tokens.iter().any(|t| t.kind == TokenKind::Break) {
        return None;
    }
    let words: Vec<&str> = (0..text.tokens.len()).map(|i| text.lower(i)).collect();
    let capitals = (0..text.tokens.len()).map(|i| u16::from(text.form(i).starts_with(char::is_uppercase)) << i).sum();
    Some((words.join(" "), capitals))
}
