//! Who can be meant by a pronoun, a role, a description or a clause without a subject: all that the article offers, and what speaks for
//! each.

use std::ops::Range;

use super::DraftQuotation;
use super::reading::{NameAt, Reading};
use super::roles::{is_definite, role_of};
use super::speakers::{State, Who, person, subjects_before, surface};
use crate::article::EntityType;
use crate::language::{CueKind, Functions, Gender, PronounKind, VerbClass};

/// Somebody who can be meant.
#[derive(Debug, Clone)]
pub(crate) struct Referent {
    pub(super) who: Who,
    pub signs: Vec<String>,
}

impl Referent {
    pub(crate) fn name(&self) -> &str {
        &self.who.name
    }
}

/// Sources, subjects and names that are looked at, the last first.
const NEAREST: usize = 6;
/// Names before and behind that are looked through for them.
const FAR: usize = 100;

/// All who can be meant by the speaker of a quotation at a place, the one that the rules chose first. `code` is how they came to it.
pub(super) fn referents(
    reading: &Reading,
    state: &State,
    quotation: &DraftQuotation,
    at: usize,
    code: &str,
    ruled: Option<&Who>,
) -> Vec<Referent> {
    let phrase = quotation.speaker.clone();
    let mut found: Vec<Who> = ruled.into_iter().cloned().collect();
    let mut add = |who: Who| {
        if !found.iter().any(|known| known.name == who.name) {
            found.push(who);
        }
    };
    state.speakers.iter().rev().take(NEAREST).for_each(|(_, who)| add(who.clone()));
    subjects_before(reading, state, at).take(NEAREST).for_each(|name| add(person(reading, name)));
    state.subjects.iter().rev().filter(|(place, _)| *place < at).take(2).for_each(|(_, who)| add(who.clone()));
    let first = reading.names.partition_point(|name| name.tokens.start < at);
    let is_source = |name: &&NameAt| name.individual || name.kind == EntityType::Org;
    reading.names[..first].iter().rev().take(FAR).filter(is_source).take(NEAREST).for_each(|name| add(person(reading, name)));
    reading.names[first..].iter().take(FAR).filter(|name| name.individual).take(2).for_each(|name| add(person(reading, name)));
    let described = phrase.clone().filter(|phrase| !is_pronoun(reading, phrase)).map(|phrase| surface(reading, phrase));
    if let (Some(name), Some(phrase)) = (&described, &phrase) {
        let plural = reading.language.grammar.is_plural(reading.text.lower(phrase.start));
        add(Who { entity: None, name: name.clone(), gender: None, plural, person: !plural });
    }
    let place = Place { reading, state, quotation, phrase, at, code, described };
    let ruled = ruled.map(|who| who.name.clone());
    found.into_iter().map(|who| Referent { signs: place.signs(&who, ruled.as_deref()), who }).collect()
}

fn is_pronoun(reading: &Reading, phrase: &Range<usize>) -> bool {
    use PronounKind::*;
    phrase.len() == 1
        && [Subject, Object, Clitic, Possessive, Relative].into_iter().any(|kind| reading.pronoun(phrase.start, kind).is_some())
}

/// Where somebody is referred to, and how.
struct Place<'p, 'r, 't> {
    reading: &'p Reading<'r, 't>,
    state: &'p State,
    quotation: &'p DraftQuotation,
    phrase: Option<Range<usize>>,
    at: usize,
    code: &'p str,
    /// The phrase as it stands, where it is no pronoun.
    described: Option<String>,
}

impl Place<'_, '_, '_> {
    fn signs(&self, who: &Who, ruled: Option<&str>) -> Vec<String> {
        let mut signs = Vec::new();
        let mut add = |name: &str, value: &str| signs.push(format!("{}:{name}={value}", self.code));
        let reading = self.reading;
        add("ruled", yes(ruled == Some(who.name.as_str())));
        add("described", yes(self.described.as_ref() == Some(&who.name)));
        add(
            "kind",
            if who.person {
                "person"
            } else if who.entity.is_some() {
                "name"
            } else {
                "words"
            },
        );
        add("named", yes(who.entity.is_some()));
        // As a source before.
        let mut sources: Vec<&str> = Vec::new();
        for (_, source) in self.state.speakers.iter().rev().take(3 * NEAREST) {
            if !sources.contains(&source.name.as_str()) {
                sources.push(&source.name);
            }
        }
        let source = sources.iter().position(|name| *name == who.name);
        add("source", rank(source));
        let last = self.state.speakers.iter().rev().take(3 * NEAREST).find(|(_, source)| source.name == who.name).map(|(place, _)| *place);
        add("source-sentences", &self.sentences(last));
        add("source-block", yes(last.is_some_and(|last| self.same_block(last))));
        // As a subject, and at all.
        let subject = subjects_before(reading, self.state, self.at).take(NEAREST).position(|name| Some(name.entity) == who.entity);
        add("subject", rank(subject));
        let mention = who.entity.and_then(|entity| self.last_mention(entity));
        add("mention-sentences", &self.sentences(mention.map(|name| name.tokens.start)));
        if let Some(name) = mention {
            let start = name.tokens.start;
            add("mention-block", yes(self.same_block(start)));
            add("governed", yes(start > 0 && reading.has(start - 1, Functions::PREPOSITION)));
            add("said", yes(self.state.said[start] || reading.in_speech(start)));
            let opens = reading.text.sentence_of(start).is_some_and(|s| reading.text.sentences[s].tokens.start + 3 >= start);
            add("opens", yes(opens));
        }
        if let Some(entity) = who.entity {
            let count = reading.entities[entity].mentions.len();
            add(
                "mentions",
                if count < 2 {
                    "1"
                } else if count < 4 {
                    "3"
                } else {
                    "+"
                },
            );
            let headline = reading
                .text
                .blocks
                .first()
                .is_some_and(|block| reading.entities[entity].mentions.iter().any(|mention| mention.tokens.start < block.tokens.end));
            add("headline", yes(headline));
        }
        let (gender, plural) = self.agreement();
        add("gender", agreement(gender.zip(who.gender).map(|(a, b)| a == b)));
        add("number", agreement(plural.map(|plural| plural == who.plural)));
        self.role_signs(who, &mut add);
        if let Some(class) = self.class() {
            add("class", &format!("{class}-{}", if who.person { "person" } else { "other" }));
        }
        signs
    }

    /// Whether the phrase's office was said of somebody.
    fn role_signs(&self, who: &Who, add: &mut impl FnMut(&str, &str)) {
        let Some(phrase) = self.phrase.clone().filter(|phrase| !is_pronoun(self.reading, phrase)) else { return };
        add("definite", &format!("{}-{}", yes(is_definite(self.reading, &phrase)), yes(who.entity.is_some())));
        let length = if phrase.len() == 1 {
            "1"
        } else if phrase.len() == 2 {
            "2"
        } else {
            "+"
        };
        add("length", &format!("{length}-{}", yes(who.entity.is_some())));
        let Some((head, modifiers)) = role_of(self.reading, phrase) else { return add("role", "none") };
        let of_who = || self.state.roles.iter().filter(|role| role.who.name == who.name);
        let same = of_who().filter(|role| role.head == head).map(|role| {
            modifiers.iter().filter(|modifier| role.modifiers.contains(modifier)).count().min(2) + usize::from(modifiers.is_empty())
        });
        match same.max() {
            Some(0) => add("role", "head"),
            Some(_) => add("role", "head-and-words"),
            None if of_who().any(|role| role.modifiers.iter().any(|word| modifiers.contains(word))) => add("role", "words"),
            None if of_who().next().is_some() => add("role", "other"),
            None => add("role", "unknown"),
        }
        let others = self.state.roles.iter().any(|role| role.head == head && role.who.name != who.name);
        add("role-of-others", yes(others));
    }

    /// Gender and number that the reference asks for.
    fn agreement(&self) -> (Option<Gender>, Option<bool>) {
        if let Some(phrase) = &self.phrase {
            use PronounKind::*;
            for kind in [Subject, Object, Possessive, Clitic, Relative] {
                if let Some(pronoun) = self.reading.pronoun(phrase.start, kind).filter(|_| phrase.len() == 1) {
                    return (pronoun.gender.filter(|_| kind != Relative), Some(pronoun.plural));
                }
            }
            let grammar = &self.reading.language.grammar;
            let head = phrase.clone().find(|&t| self.reading.titles[t] > 0).unwrap_or(phrase.start);
            let lower = self.reading.text.lower(head);
            return (Some(grammar.gender_of(lower)), Some(grammar.is_plural(lower)));
        }
        let cue = self.quotation.cue.as_ref().and_then(|cue| self.reading.cues_in(cue.start..cue.start + 1).first());
        (None, cue.and_then(|cue| cue.plural()))
    }

    fn class(&self) -> Option<&'static str> {
        let cue = self.quotation.cue.as_ref()?;
        let cue = self.reading.cues_in(cue.start..cue.start + 1).first()?;
        match cue.cue.kind {
            CueKind::Verb { class: VerbClass::Report, .. } => Some("report"),
            CueKind::Verb { class: VerbClass::Show, .. } => Some("show"),
            CueKind::Verb { .. } => Some("verb"),
            _ => None,
        }
    }

    fn last_mention(&self, entity: usize) -> Option<&NameAt> {
        let names = &self.reading.names;
        let end = names.partition_point(|name| name.tokens.start < self.at);
        names[..end].iter().rev().take(FAR).find(|name| name.entity == entity)
    }

    /// Sentences between a place and this one: `0`, `1`, `3`, `+`, `none`.
    fn sentences(&self, place: Option<usize>) -> String {
        let sentence = |at| self.reading.text.sentence_of(at);
        let Some((there, here)) = place.and_then(sentence).zip(sentence(self.at)) else { return "none".to_owned() };
        match here.saturating_sub(there) {
            0 => "0",
            1 => "1",
            2 | 3 => "3",
            _ => "+",
        }
        .to_owned()
    }

    fn same_block(&self, place: usize) -> bool {
        let block = |at| self.reading.text.sentence_of(at).map(|s| self.reading.text.sentences[s].block);
        block(place) == block(self.at)
    }
}

fn yes(holds: bool) -> &'static str {
    if holds { "yes" } else { "no" }
}

fn agreement(agrees: Option<bool>) -> &'static str {
    match agrees {
        Some(true) => "agrees",
        Some(false) => "differs",
        None => "open",
    }
}

fn rank(position: Option<usize>) -> &'static str {
    match position {
        Some(0) => "first",
        Some(1) => "second",
        Some(_) => "later",
        None => "none",
    }
}
