//! Folds a text to what the later stages compare, keeping the way back.
//!
//! Pasted text holds no-break spaces, soft hyphens, five kinds of dash and, to fool filters or by a wrong keyboard, Latin letters
//! inside Cyrillic words. All of that is folded here, once. Quotation marks stay as they are: [`marks`](super::marks) needs their
//! direction.

use unicode_normalization::char::{compose, is_combining_mark};

use super::letters::Letters;
use crate::span::Span;

/// A folded text and the map from its bytes back to the original's.
#[derive(Debug)]
pub(crate) struct Folded {
    pub text: String,
    /// Where the distance between the two texts changes: (byte here, byte in the original), ascending.
    steps: Vec<(usize, usize)>,
}

impl Folded {
    pub(crate) fn new(original: &str, letters: &Letters) -> Folded {
        let mut folded = Folded { text: String::with_capacity(original.len()), steps: vec![(0, 0)] };
        let mut chars = original.char_indices().peekable();
        let mut word_start = None;
        while let Some((at, c)) = chars.next() {
            let mut folded_char = fold_char(c);
            if let Some(base) = folded_char {
                // A letter and the marks that follow it are one letter.
                let mut whole = base;
                while let Some(&(_, mark)) = chars.peek() {
                    if !(base.is_alphabetic() && is_combining_mark(mark)) {
                        break;
                    }
                    whole = compose(whole, mark).unwrap_or(whole);
                    chars.next();
                }
                folded_char = Some(whole);
            }
            let Some(c) = folded_char else { continue };
            if c.is_alphanumeric() {
                word_start.get_or_insert(folded.text.len());
            } else if let Some(start) = word_start.take() {
                letters.unify(&mut folded, start);
            }
            folded.push(c, at);
        }
        if let Some(start) = word_start {
            letters.unify(&mut folded, start);
        }
        folded.mark(original.len());
        folded
    }

    fn push(&mut self, c: char, original: usize) {
        self.mark(original);
        self.text.push(c);
    }

    /// Notes that the next byte here stands for byte `original`.
    fn mark(&mut self, original: usize) {
        let here = self.text.len();
        let &(last_here, last_original) = self.steps.last().expect("the list starts with one step");
        if last_here + original != last_original + here {
            if last_here == here {
                self.steps.pop();
            }
            self.steps.push((here, original));
        }
    }

    /// Puts other characters in place of those from byte `start` on; one for each, of any byte length.
    pub(super) fn replace_tail(&mut self, start: usize, replace: impl Fn(char) -> char) {
        let tail: Vec<(char, usize)> =
            self.text[start..].char_indices().map(|(i, c)| (replace(c), self.original_start(start + i))).collect();
        self.text.truncate(start);
        while self.steps.len() > 1 && self.steps.last().is_some_and(|&(here, _)| here >= start) {
            self.steps.pop();
        }
        for (c, original) in tail {
            self.push(c, original);
        }
    }

    fn original_start(&self, here: usize) -> usize {
        let (step_here, step_original) = self.steps[self.steps.partition_point(|&(h, _)| h <= here) - 1];
        step_original + (here - step_here)
    }

    /// The place in the original of a stretch of the folded text (both ends at character boundaries). What was dropped before
    /// the stretch stays out, what was dropped inside is in.
    pub(crate) fn original(&self, start: usize, end: usize, original: &str) -> Span {
        let begin = self.original_start(start);
        if start == end {
            return Span::new(begin, begin);
        }
        let (last, _) = self.text[..end].char_indices().next_back().expect("the stretch is not empty");
        let mut stop = self.original_start(last);
        let mut chars = original[stop..].chars();
        stop += chars.next().map_or(0, char::len_utf8);
        for mark in chars.take_while(|&c| is_combining_mark(c)) {
            stop += mark.len_utf8();
        }
        Span::new(begin, stop.max(begin))
    }
}

/// `None` for what is invisible.
fn fold_char(c: char) -> Option<char> {
    Some(match c {
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{FE0F}' => return None,
        '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        '\u{2012}'..='\u{2015}' => '–',
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{201B}' => '’',
        '\u{2026}' => '…',
        '\n' | '\r' | '\u{0085}' | '\u{000B}' | '\u{000C}' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters() -> Letters {
        Letters::new("абвгдежзийклмнопрстуфхцчшщъьюя", "ыэ", &[('a', 'а'), ('e', 'е'), ('C', 'С'), ('A', 'А'), ('O', 'О')])
    }

    fn fold(text: &str) -> String {
        Folded::new(text, &letters()).text
    }

    #[test]
    fn latin_letters_in_a_cyrillic_word_become_cyrillic() {
        assert_eq!(fold("Рeзидeнция CAЩ"), "Резиденция САЩ");
    }

    #[test]
    fn cyrillic_letters_in_a_latin_word_become_latin() {
        assert_eq!(fold("CОVID"), "COVID");
    }

    #[test]
    fn a_letter_and_its_mark_are_one_and_invisible_characters_go() {
        assert_eq!(fold("и\u{306}од, въ\u{ad}прос"), "йод, въпрос");
    }

    #[test]
    fn the_way_back_takes_in_what_was_dropped_inside() {
        let text = "\u{feff}въ\u{ad}прос и\u{306}";
        let folded = Folded::new(text, &letters());
        assert_eq!(folded.original(0, "въпрос".len(), text).of(text), "въ\u{ad}прос");
        assert_eq!(folded.original("въпрос ".len(), folded.text.len(), text).of(text), "и\u{306}");
    }
}
