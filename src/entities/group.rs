//! Puts mentions of the same somebody or something together.

use std::collections::HashMap;

use super::{Draft, DraftMention, base_form};
use crate::article::{EntityType, MentionKind};
use crate::language::Language;
use crate::mentions::{Found, Value};
use crate::text::{Text, TokenKind};

/// What grouping compares of a mention.
struct Named {
    kind: EntityType,
    /// Words of the base form, lower case, hyphens and marks taken for spaces.
    words: Vec<String>,
    /// Whether the form is all capitals, as an acronym.
    acronym: bool,
    /// The words of the name that the lexicon holds this one an alias of.
    canonical: Vec<String>,
    mention: DraftMention,
}

/// The entities of the names of a text, in the order of their first mention.
pub(crate) fn entities(text: &Text, names: &[Found], language: &Language) -> Vec<Draft> {
    let named: Vec<Named> = names.iter().map(|name| named(text, name, language)).collect();
    let mut groups = Groups { of: vec![usize::MAX; named.len()], members: Vec::new() };
    join_equal(&named, &mut groups);
    join_acronyms(text, &named, &mut groups);
    join_people(&named, &mut groups);
    join_heads(&named, &mut groups);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut draft_of: HashMap<usize, usize> = HashMap::new();
    for (index, named) in named.into_iter().enumerate() {
        let group = groups.of[index];
        let at = *draft_of.entry(group).or_insert_with(|| {
            drafts.push(Draft { kind: named.kind, name: String::new(), value: None, mentions: Vec::new() });
            drafts.len() - 1
        });
        drafts[at].mentions.push(named.mention);
    }
    for draft in &mut drafts {
        draft.name = fullest(&draft.mentions, draft.kind);
    }
    drafts
}

/// The dates, sums and other values as entities, equal values of a type together; what overlaps a name is left out.
pub(crate) fn values(text: &Text, found: Vec<Value>, names: &[Found]) -> Vec<Draft> {
    /// Patterns are right far more often than not; how often was not measured.
    const SCORE: f32 = 0.9;
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_value: HashMap<(EntityType, String), usize> = HashMap::new();
    let mut name = 0;
    for value in found {
        while name < names.len() && names[name].end <= value.tokens.start {
            name += 1;
        }
        if names.get(name).is_some_and(|name| name.start < value.tokens.end) {
            continue;
        }
        let base = text.span(value.tokens.clone()).of(text.original).to_owned();
        let at = *by_value.entry((value.kind, value.value.clone())).or_insert_with(|| {
            drafts.push(Draft { kind: value.kind, name: base.clone(), value: Some(value.value), mentions: Vec::new() });
            drafts.len() - 1
        });
        drafts[at].mentions.push(DraftMention { tokens: value.tokens, kind: MentionKind::Name, base, score: SCORE });
    }
    drafts
}

/// The fullest base form: the most words; of these the first. An acronym gives way to its expansion.
fn fullest(mentions: &[DraftMention], kind: EntityType) -> String {
    let words = |base: &str| base.split_whitespace().count();
    let most = mentions.iter().map(|mention| words(&mention.base)).max().unwrap_or(0);
    // More than four words of a person are two names run together.
    let most = if kind == EntityType::Per { most.min(4) } else { most };
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for mention in mentions {
        *counts.entry(&mention.base).or_default() += 1;
    }
    // Commonest first; of equals the earliest.
    let rank = |mention: &&DraftMention| (counts[mention.base.as_str()], usize::MAX - mention.tokens.start);
    let best = mentions.iter().filter(|mention| words(&mention.base) == most).max_by_key(rank);
    best.or(mentions.first()).map_or(String::new(), |mention| mention.base.clone())
}

fn words_of(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn named(text: &Text, name: &Found, language: &Language) -> Named {
    let base = base_form(text, name, language);
    let tokens = name.start..name.end;
    let words = words_of(&base);
    let canonical = language.lexicon.canonical_of(text, tokens.clone()).map_or_else(|| words.clone(), |name| words_of(&name));
    let surface = text.form_range(tokens.clone());
    Named {
        kind: EntityType::NAMED[name.kind],
        acronym: tokens.len() == 1 && surface.chars().count() > 1 && surface.chars().all(|c| c.is_uppercase() || c.is_numeric()),
        words,
        canonical,
        mention: DraftMention { tokens, kind: MentionKind::Name, base, score: name.probability },
    }
}

/// Groups of mentions; each mention is in just one.
struct Groups {
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of[a], self.of[b]);
        // The smaller group moves: each mention does so at most a logarithm of times.
        let (keep, drop) = if self.members[a].len() >= self.members[b].len() { (a, b) } else { (b, a) };
        if keep != drop {
            for member in std::mem::take(&mut self.members[drop]) {
                self.of[member] = keep;
                self.members[keep].push(member);
            }
        }
    }
}

/// Equal words, or equal by the lexicon's aliases.
fn join_equal(named: &[Named], groups: &mut Groups) {
    let mut by_words: HashMap<(EntityType, &[String]), usize> = HashMap::new();
    for (index, name) in named.iter().enumerate() {
        let group = *by_words.entry((name.kind, &name.canonical)).or_insert_with(|| {
            groups.members.push(Vec::new());
            groups.members.len() - 1
        });
        groups.of[index] = group;
        groups.members[group].push(index);
    }
}

/// `Европейската комисия (ЕК)`: an acronym in brackets behind a name, or one whose letters begin the words of a name of its type.
fn join_acronyms(text: &Text, named: &[Named], groups: &mut Groups) {
    for at in 1..named.len() {
        let (before, name) = (&named[at - 1].mention.tokens, &named[at].mention.tokens);
        let bracketed =
            text.is_kind(before.end, TokenKind::Open) && before.end + 1 == name.start && text.is_kind(name.end, TokenKind::Close);
        if bracketed && named[at].kind == named[at - 1].kind && (named[at].acronym || named[at - 1].acronym) {
            groups.join(at - 1, at);
        }
    }
    let mut expansions: HashMap<(EntityType, String), usize> = HashMap::new();
    for (index, name) in named.iter().enumerate().filter(|(_, name)| name.words.len() > 1 && name.kind != EntityType::Per) {
        let initials = |least: usize| {
            name.words.iter().filter(|word| word.chars().count() > least).filter_map(|word| word.chars().next()).collect::<String>()
        };
        for letters in [initials(0), initials(2)] {
            expansions.entry((name.kind, letters)).or_insert(index);
        }
    }
    for (index, name) in named.iter().enumerate().filter(|(_, name)| name.acronym) {
        if let Some(&expansion) = expansions.get(&(name.kind, name.words.concat())) {
            groups.join(expansion, index);
        }
    }
}

/// Whether two words are one surname in two forms: equal, or masculine and feminine (`-ов` / `-ова`), or plural.
fn same_name(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|rest| rest.chars().count() == 1) && short.chars().count() > 4
}

/// People with more than one name, by each of their words, and by their surname less its last letter, so that `Иванов` meets `Иванова`.
fn full_names(named: &[Named]) -> HashMap<&str, Vec<usize>> {
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, name) in named.iter().enumerate().filter(|(_, name)| name.kind == EntityType::Per && name.words.len() > 1) {
        for word in name.words.iter().map(String::as_str).chain(name.words.last().map(|last| shortened(last))) {
            let of_word = by_word.entry(word).or_default();
            if of_word.last() != Some(&index) {
                of_word.push(index);
            }
        }
    }
    by_word
}

fn shortened(word: &str) -> &str {
    word.char_indices().next_back().map_or(word, |(at, _)| &word[..at])
}

/// Whether a person's name at hand can be short for, or another form of, a full one.
fn is_short_for(name: &[String], full: &[String]) -> bool {
    let (Some(first), Some(last), Some(full_first), Some(full_last)) = (name.first(), name.last(), full.first(), full.last()) else {
        return false;
    };
    if name.len() == 1 {
        return last == full_first || same_name(last, full_last);
    }
    // One of the two has a name more: `Александър Борис Джонсън`, `Б. Джонсън`.
    let longer = same_name(last, full_last) && name.len() != full.len() && (full.contains(first) || name.contains(full_first));
    longer || name.len() < full.len() && full.starts_with(name) || initial_of(first, full_first) && last == full_last
}

/// `Джонсън` is `Борис Джонсън`, named before if there is one, else the first after; `Ангела` is `Ангела Меркел`.
fn join_people(named: &[Named], groups: &mut Groups) {
    let by_word = full_names(named);
    let none = Vec::new();
    for (index, name) in named.iter().enumerate().filter(|(_, name)| name.kind == EntityType::Per) {
        let (Some(first), Some(last)) = (name.words.first(), name.words.last()) else { continue };
        let fits = |other: &usize| *other != index && is_short_for(&name.words, &named[*other].words);
        // A surname is looked for before a given name, the nearest before the name at hand before the first after it.
        let lists = [last.as_str(), shortened(last), first.as_str()].map(|word| by_word.get(word).unwrap_or(&none));
        let before =
            lists.iter().find_map(|list| list[..list.partition_point(|&other| other < index)].iter().rev().take(NEAR).copied().find(fits));
        let after = || {
            lists
                .iter()
                .filter_map(|list| list[list.partition_point(|&other| other <= index)..].iter().take(NEAR).copied().find(fits))
                .min()
        };
        if let Some(other) = before.or_else(after) {
            groups.join(index, other);
        }
    }
}

/// So many names with a word in common are looked at on either side.
const NEAR: usize = 50;

fn initial_of(initial: &str, name: &str) -> bool {
    initial.chars().count() == 1 && name.starts_with(initial)
}

/// A bare head stands for the one fuller name that has it: `Комисията` for `Европейската комисия`.
fn join_heads(named: &[Named], groups: &mut Groups) {
    // For each head the group of the names that have it, none where there are several.
    let mut by_head: HashMap<(EntityType, &str), (usize, Option<usize>)> = HashMap::new();
    for (index, name) in named.iter().enumerate().filter(|(_, name)| name.words.len() > 1) {
        for head in [name.words.first(), name.words.last()].into_iter().flatten() {
            let group = groups.of[index];
            let known = by_head.entry((name.kind, head)).or_insert((index, Some(group)));
            known.1 = known.1.filter(|known| *known == group);
        }
    }
    for (index, name) in named.iter().enumerate() {
        if name.words.len() != 1 || name.acronym || !matches!(name.kind, EntityType::Org | EntityType::Pro) {
            continue;
        }
        if let Some((first, Some(_))) = by_head.get(&(name.kind, name.words[0].as_str())) {
            groups.join(*first, index);
        }
    }
}
