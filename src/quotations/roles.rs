//! Roles: who holds an office that the article names without a name, and who is meant by a noun for a person or an organisation.

use std::ops::Range;

use super::reading::{NameAt, Reading};
use super::speakers::{State, Who, is_governed, name_of, person, pronoun_is, surface};
use crate::article::EntityType;
use crate::language::Functions;
use crate::text::TokenKind;

/// An office or a kind of source, and who was said to be it: `говорителят Дмитрий Песков`.
#[derive(Debug)]
pub(super) struct Role {
    /// Stem of its head noun.
    pub(super) head: String,
    /// Stems of its other words: `украински`, `Кремъл`.
    pub(super) modifiers: Vec<String>,
    pub(super) who: Who,
    pub(super) at: usize,
    /// Whether it was said of a name; else a source that was only described.
    pub(super) named: bool,
}

/// A stem that forms of one word share: at most six letters, endings of up to three letters off.
pub(super) fn stem(word: &str) -> String {
    let letters = word.chars().count();
    word.chars().take(letters.saturating_sub(2).clamp(3, 7)).collect()
}

/// The head noun's stem and those of the other words of a role, `None` where the phrase holds no title.
pub(super) fn role_of(reading: &Reading, phrase: Range<usize>) -> Option<(String, Vec<String>)> {
    let first_preposition = phrase.clone().find(|&t| reading.has(t, Functions::PREPOSITION)).unwrap_or(phrase.end);
    let head = (phrase.start..first_preposition).find(|&t| reading.titles[t] > 0)?;
    // Of `руският президент` the noun is the head.
    let length = usize::from(reading.titles[head]);
    let noun = (head..head + length).take_while(|&t| !reading.has(t, Functions::PREPOSITION)).last().unwrap_or(head);
    let modifiers = phrase
        .clone()
        .filter(|&t| t != noun && reading.is(t, TokenKind::Word) && !reading.has(t, Functions::PREPOSITION))
        .map(|t| stem(reading.text.lower(t)));
    Some((stem(reading.text.lower(noun)), modifiers.collect()))
}

/// Titles that open a sentence without a name, outside what is said.
pub(super) fn described_subjects(reading: &Reading, state: &State) -> Vec<(usize, Who)> {
    let mut found = Vec::new();
    for sentence in &reading.text.sentences {
        let start = sentence.tokens.start;
        if state.said[start] || reading.in_speech(start) || !reading.is(start, TokenKind::Word) {
            continue;
        }
        let phrase = start..reading.phrase_end(start, sentence.tokens.end, false);
        let head = phrase.clone().find(|&t| reading.titles[t] > 0);
        let Some(head) =
            head.filter(|&head| (start..head).all(|t| reading.is(t, TokenKind::Word) && !reading.has(t, Functions::PREPOSITION)))
        else {
            continue;
        };
        if reading.names_in(phrase.clone()).iter().any(|name| !is_governed(reading, &phrase, name))
            || reading.language.grammar.is_plural(reading.text.lower(head))
        {
            continue;
        }
        let who = role_is(reading, state, phrase.clone(), start).unwrap_or_else(|| Who {
            entity: None,
            name: surface(reading, phrase.clone()),
            gender: Some(reading.language.grammar.gender_of(reading.text.lower(head))),
            plural: false,
            person: true,
        });
        found.push((start, who));
    }
    found
}

/// All roles that stand beside a person's name.
pub(super) fn named_roles(reading: &Reading) -> Vec<Role> {
    /// Words of a role before its name (tokens).
    const LONGEST: usize = 12;
    let mut roles = Vec::new();
    for name in reading.names.iter().filter(|name| name.kind == EntityType::Per) {
        let who = || person(reading, name);
        // `говорителят на Кремъл Дмитрий Песков`: the earliest title from which the phrase reaches the name.
        let sentence_start =
            reading.text.sentence_of(name.tokens.start).map_or(name.tokens.start, |s| reading.text.sentences[s].tokens.start);
        let from = name.tokens.start.saturating_sub(LONGEST).max(sentence_start);
        let title =
            (from..name.tokens.start).find(|&t| reading.titles[t] > 0 && reading.phrase_end(t, name.tokens.end, false) >= name.tokens.end);
        if let Some(title) = title {
            // Adjectives before the title belong to it: `руският президент`.
            let start = (from..title)
                .rev()
                .take_while(|&t| {
                    reading.is(t, TokenKind::Word)
                        && !reading.has(t, Functions::PREPOSITION.or(Functions::AND))
                        && reading.name_at(t).is_none()
                })
                .last()
                .unwrap_or(title);
            if let Some((head, modifiers)) = role_of(reading, title..name.tokens.start) {
                let mut modifiers = modifiers;
                modifiers.extend((start..title).map(|t| stem(reading.text.lower(t))));
                roles.push(Role { head, modifiers, who: who(), at: title, named: true });
            }
        }
        // `Андрий Юсов, представител на разузнаването`.
        let after = name.tokens.end;
        if matches!(reading.kind(after), Some(TokenKind::Comma | TokenKind::Dash)) {
            let start = after + 1;
            let title = (start..start + 3).find(|&t| reading.titles.get(t).is_some_and(|&length| length > 0));
            if let Some(title) = title.filter(|&t| (start..t).all(|t| reading.is(t, TokenKind::Word) && !reading.is_verbal(t))) {
                let end = reading.phrase_end(title, (title + LONGEST).min(reading.text.tokens.len()), false);
                if let Some((head, modifiers)) = role_of(reading, start..end) {
                    roles.push(Role { head, modifiers, who: who(), at: start, named: true });
                }
            }
        }
    }
    roles.sort_by_key(|role| role.at);
    roles
}

/// Who a role is: the fitting one introduced last before, else the first after.
pub(super) fn role_is(reading: &Reading, state: &State, phrase: Range<usize>, at: usize) -> Option<Who> {
    let (head, modifiers) = role_of(reading, phrase.clone())?;
    let definite = is_definite(reading, &phrase) || is_first_word_only(reading, &phrase);
    let overlap = |role: &Role| modifiers.iter().filter(|modifier| role.modifiers.contains(modifier)).count();
    let fits = |role: &&Role| {
        let words = modifiers.is_empty() && definite || overlap(role) > 0 || definite && role.modifiers.is_empty();
        role.head == head && words && (definite || role.named)
    };
    let rank = |role: &&Role| overlap(role);
    let before = state.roles.iter().filter(|role| role.at < at).filter(fits);
    let best = before.enumerate().max_by_key(|(order, role)| (rank(role), *order)).map(|(_, role)| role);
    let best = best.or_else(|| state.roles.iter().filter(|role| role.at >= at).find(fits));
    best.map(|role| role.who.clone())
}

pub(super) fn is_first_word_only(reading: &Reading, phrase: &Range<usize>) -> bool {
    phrase.len() == 1
        && reading.titles[phrase.start] > 0
        && reading.language.lexicon.readings_of(reading.text, phrase.clone()).iter().all(|r| r.form != crate::language::FormKind::Base)
}

/// `професорът`, `испанецът`: a noun for one person with the article takes up the last person who agrees with it in gender.
pub(super) fn person_by_kind(reading: &Reading, state: &State, phrase: &Range<usize>, at: usize) -> Option<Who> {
    if phrase.len() > 2 || !is_definite(reading, phrase) {
        return None;
    }
    let noun = phrase.end - 1;
    let kinds = crate::language::set(&["title", "demonym"]);
    let readings = reading.language.lexicon.readings_of(reading.text, noun..noun + 1);
    let lexicon = &reading.language.lexicon;
    let of_people = readings.iter().any(|r| kinds.has(lexicon.entries[r.entry as usize].class));
    let lower = reading.text.lower(noun);
    if !of_people || reading.language.grammar.is_plural(lower) {
        return None;
    }
    let base = readings
        .iter()
        .find(|r| kinds.has(lexicon.entries[r.entry as usize].class))
        .map(|r| lexicon.entries[r.entry as usize].name.to_lowercase());
    let gender = reading.language.grammar.gender_of(base.as_deref().unwrap_or(lower));
    let who = pronoun_is(reading, state, Some(gender), false, at).filter(|who| who.entity.is_some())?;
    // Somebody of another office is not meant: `министърът` is nobody who was introduced as a chairman.
    let head = stem(lower);
    let same = |a: &str, b: &str| a.chars().take(4).zip(b.chars().take(4)).all(|(a, b)| a == b);
    let mut offices = state.roles.iter().filter(|role| role.named && role.who.entity == who.entity).peekable();
    // `победителят`, `испанецът`, `археологът` are no offices.
    let anybody = !reading.language.grammar.is_office(lower)
        || readings
            .iter()
            .any(|r| lexicon.entries[r.entry as usize].classes.intersects(crate::language::set(&["demonym", "people", "word"])));
    (anybody || offices.peek().is_none() || offices.any(|role| same(&role.head, &head))).then_some(who)
}

/// Which organisation or medium a bare kind of one is: `агенцията` → `ДПА`.
pub(super) fn kind_is(reading: &Reading, phrase: Range<usize>, at: usize) -> Option<Who> {
    if phrase.len() > 2 || !is_definite(reading, &phrase) {
        return None;
    }
    let noun = reading.text.lower(phrase.end - 1);
    let kinds = reading.language.grammar.kinds_of(noun).filter(|_| !reading.language.grammar.is_plural(noun))?;
    let fits = |name: &&NameAt| {
        if !matches!(name.kind, EntityType::Org | EntityType::Pro | EntityType::Loc) {
            return false;
        }
        let readings = reading.language.lexicon.readings_of(reading.text, name.tokens.clone());
        let known = readings.iter().any(|r| reading.language.lexicon.entries[r.entry as usize].classes.intersects(kinds));
        let stem = stem(noun);
        let beside = name.tokens.start > 0 && reading.text.lower(name.tokens.start - 1).starts_with(&stem)
            || name.tokens.start > 1 && reading.text.lower(name.tokens.start - 2).starts_with(&stem);
        known || beside || name.tokens.clone().any(|t| reading.text.lower(t).starts_with(&stem))
    };
    let before = || reading.names.iter().rev().filter(|name| name.tokens.start < at);
    // An organisation of no known kind may be any.
    let unknown =
        |name: &&NameAt| name.kind == EntityType::Org && reading.language.lexicon.readings_of(reading.text, name.tokens.clone()).is_empty();
    let name = before().find(fits).or_else(|| reading.names.iter().find(fits)).or_else(|| before().find(unknown))?;
    Some(Who { entity: Some(name.entity), name: name_of(reading, name.entity, Some(name)), gender: None, plural: false, person: false })
}

/// Whether a noun is one for a person: a title, a demonym.
pub(super) fn is_person_noun(reading: &Reading, token: usize) -> bool {
    let people = crate::language::set(&["title", "demonym", "people"]);
    let lexicon = &reading.language.lexicon;
    lexicon.readings_of(reading.text, token..token + 1).iter().any(|r| people.has(lexicon.entries[r.entry as usize].class))
        || reading.titles[token] > 0
}

/// Whether a phrase takes up somebody known: its first word has the article.
pub(super) fn is_definite(reading: &Reading, phrase: &Range<usize>) -> bool {
    let first = reading.text.lower(phrase.start);
    reading.language.grammar.is_definite(first) || reading.language.grammar.is_short_definite(first)
}
