//! A language's letters, and the letters of other alphabets that look like them.

use std::collections::{HashMap, HashSet};

use super::fold::Folded;

/// The letters of a language (both cases), those of its alphabet's other languages, and look-alikes.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    own: HashSet<char>,
    /// Letters of the alphabet that this language does not write.
    kin: HashSet<char>,
    /// Foreign letter → own letter that looks the same.
    to_own: HashMap<char, char>,
    /// And back.
    to_foreign: HashMap<char, char>,
}

impl Letters {
    /// `alphabet`: the language's lower-case letters; `kin`: those that other languages of the alphabet add. `look_alikes`: (foreign letter, own letter) in the case given.
    pub(crate) fn new(alphabet: &str, kin: &str, look_alikes: &[(char, char)]) -> Letters {
        let cases = |letters: &str| letters.chars().chain(letters.chars().flat_map(char::to_uppercase)).collect::<HashSet<char>>();
        let kin = cases(kin);
        let own = cases(alphabet).union(&kin).copied().collect();
        let to_own = look_alikes.iter().copied().collect();
        let to_foreign = look_alikes.iter().map(|&(foreign, own)| (own, foreign)).collect();
        Letters { own, kin, to_own, to_foreign }
    }

    /// Whether the letter is one of the language's own.
    pub(crate) fn is_own(&self, c: char) -> bool {
        self.own.contains(&c)
    }

    /// Brings the word that begins at byte `start` and ends the folded text so far into one alphabet, where it mixes two and the
    /// letters of the smaller part all have a look-alike in the other.
    pub(super) fn unify(&self, folded: &mut Folded, start: usize) {
        let word = &folded.text[start..];
        if word.is_ascii() || self.to_own.is_empty() {
            return;
        }
        let is_foreign = |c: char| c.is_alphabetic() && !self.is_own(c);
        let (mut own, mut foreign, mut own_only, mut foreign_only) = (0, 0, 0, 0);
        for c in word.chars() {
            if self.is_own(c) {
                own += 1;
                own_only += usize::from(!self.to_foreign.contains_key(&c));
            } else if is_foreign(c) {
                foreign += 1;
                foreign_only += usize::from(!self.to_own.contains_key(&c));
            }
        }
        if own == 0 || foreign == 0 {
            return;
        }
        if foreign_only == 0 && (own_only > 0 || own >= foreign) {
            folded.replace_tail(start, |c| self.to_own.get(&c).copied().unwrap_or(c));
        } else if own_only == 0 {
            folded.replace_tail(start, |c| if self.is_own(c) { self.to_foreign[&c] } else { c });
        }
    }

    /// Whether a word has a letter that only other languages of the alphabet write.
    pub(crate) fn has_kin(&self, word: &str) -> bool {
        word.chars().any(|c| self.kin.contains(&c))
    }

    /// Whether a word is written as this language writes: in its alphabet, without letters of its kin.
    pub(crate) fn writes(&self, word: &str) -> bool {
        word.chars().all(|c| !c.is_alphabetic() || self.own.contains(&c) && !self.kin.contains(&c))
    }
}
