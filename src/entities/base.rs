//! Base forms: `Републиканската партия` → `Републиканска партия`.
//!
//! Where the lexicon knows the whole name, its entry is the base form. For the rest a decision list learned from a corpus (Rivest 1987)
//! tells how the ending of each word changes, by the word's place in the name, its ending and the ending of the word after it: the
//! longest context that was seen often enough decides.

use std::collections::HashMap;

use crate::language::LanguageError;

/// How a word's ending changes: `take` letters off, then `put` on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Edit {
    pub take: u8,
    pub put: String,
}

impl Edit {
    /// The edit that makes `base` of `word`, `None` where less than half of the word would stay.
    pub(crate) fn between(word: &str, base: &str) -> Option<Edit> {
        let same = word.chars().zip(base.chars()).take_while(|(a, b)| a == b).count();
        let length = word.chars().count();
        (same * 2 >= length).then(|| Edit { take: (length - same) as u8, put: base.chars().skip(same).collect() })
    }

    pub(crate) fn apply(&self, word: &str) -> String {
        let kept = word.chars().count().saturating_sub(usize::from(self.take));
        word.chars().take(kept).chain(self.put.chars()).collect()
    }

    fn changes(&self) -> bool {
        self.take > 0 || !self.put.is_empty()
    }
}

/// Contexts and the edit that each decides. A context without a line changes nothing.
#[derive(Debug, Default, Clone)]
pub(crate) struct BaseRules {
    rules: HashMap<String, Edit>,
}

/// A word's contexts, longest first.
///
/// `place`: 0 for the only word of a name, 1 for the first, 2 for a later one.
pub(crate) fn contexts(kind: &str, words: &[&str], at: usize) -> Vec<String> {
    let place = if words.len() == 1 { 0 } else { at.min(1) + 1 };
    let word = words[at];
    let ending = |word: &str, letters: usize| -> String {
        let skip = word.chars().count().saturating_sub(letters);
        word.chars().skip(skip).collect()
    };
    let next = words.get(at + 1).map_or(String::new(), |next| ending(next, 1));
    let mut found = vec![format!("{place}{kind}={word}")];
    for letters in [5, 4, 3] {
        found.push(format!("{place}{kind}{letters}{}+{next}", ending(word, letters)));
        found.push(format!("{place}{letters}{}+{next}", ending(word, letters)));
    }
    found.push(format!("{place}2{}+{next}", ending(word, 2)));
    found
}

impl BaseRules {
    /// Learns from (type, words of the name, words of its base form), all lower case.
    pub(crate) fn learn(examples: &[(String, Vec<String>, Vec<String>)]) -> BaseRules {
        /// A context seen less often decides nothing.
        const RAREST: u32 = 2;
        let mut counts: HashMap<String, HashMap<Edit, u32>> = HashMap::new();
        for (kind, words, base) in examples.iter().filter(|(_, words, base)| words.len() == base.len()) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            for at in 0..words.len() {
                let Some(edit) = Edit::between(words[at], &base[at]) else { continue };
                for context in contexts(kind, &words, at) {
                    *counts.entry(context).or_default().entry(edit.clone()).or_default() += 1;
                }
            }
        }
        let mut rules = HashMap::new();
        for (context, edits) in counts {
            let total: u32 = edits.values().sum();
            let Some((edit, count)) = edits.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))) else { continue };
            if total >= RAREST && count * 3 >= total * 2 {
                rules.insert(context, edit);
            }
        }
        BaseRules { rules }
    }

    /// The base form of a word of a name, lower case.
    pub(crate) fn base(&self, kind: &str, words: &[&str], at: usize) -> Option<&Edit> {
        contexts(kind, words, at).iter().find_map(|context| self.rules.get(context)).filter(|edit| edit.changes())
    }

    /// One line a rule: context, letters taken, letters put.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        // A rule that says what the next shorter context says anyway is left out.
        let mut lines: Vec<String> = self.rules.iter().map(|(context, edit)| format!("{context}\t{}\t{}", edit.take, edit.put)).collect();
        lines.sort();
        lines.join("\n").into_bytes()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<BaseRules, LanguageError> {
        let damaged = || LanguageError::Damaged("the rules of base forms cannot be read".to_owned());
        let text = std::str::from_utf8(bytes).map_err(|_| damaged())?;
        let mut rules = HashMap::new();
        for line in text.lines() {
            let mut cells = line.split('\t');
            let (Some(context), Some(take), Some(put)) = (cells.next(), cells.next(), cells.next()) else { return Err(damaged()) };
            rules.insert(context.to_owned(), Edit { take: take.parse().map_err(|_| damaged())?, put: put.to_owned() });
        }
        Ok(BaseRules { rules })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_seen_often_is_taken_off_a_word_never_seen() {
        let example = |word: &str, base: &str| {
            ("ORG".to_owned(), vec![word.to_owned(), "партия".to_owned()], vec![base.to_owned(), "партия".to_owned()])
        };
        let rules = BaseRules::learn(&[
            example("зелената", "зелена"),
            example("народната", "народна"),
            example("лявата", "лява"),
            example("новата", "нова"),
        ]);
        let edit = rules.base("ORG", &["червената", "партия"], 0).expect("a rule");
        assert_eq!(edit.apply("червената"), "червена");
        assert_eq!(BaseRules::from_bytes(&rules.to_bytes()).unwrap().base("ORG", &["червената", "партия"], 0), Some(edit));
    }
}
