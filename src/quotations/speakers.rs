//! Who a source is, over the whole article.

use std::ops::Range;

use super::DraftQuotation;
use super::reading::{NameAt, Reading};
use super::referents::{Referent, referents};
use super::roles::{Role, described_subjects, is_person_noun, kind_is, named_roles, person_by_kind, role_is, role_of, stem};
use crate::article::{EntityType, MentionKind};
use crate::entities::DraftMention;
use crate::language::{Functions, Gender, PronounKind};
use crate::text::TokenKind;

/// Somebody or something that can be a source.
#[derive(Debug, Clone)]
pub(super) struct Who {
    pub(super) entity: Option<usize>,
    pub(super) name: String,
    /// `None` where nothing tells.
    pub(super) gender: Option<Gender>,
    pub(super) plural: bool,
    /// Whether it is a person, who can be `той` or `тя`.
    pub(super) person: bool,
}

/// What was resolved so far, in the order of the text.
pub(super) struct State {
    pub(super) roles: Vec<Role>,
    /// Sources with the place where they were last one.
    pub(super) speakers: Vec<(usize, Who)>,
    /// People who are only described and open a sentence: `Собственикът на мината`.
    pub(super) subjects: Vec<(usize, Who)>,
    /// For each token whether it is in what somebody says.
    pub(super) said: Vec<bool>,
}

/// Sets entity and name of every quotation's speaker. Where no name tells who it is, `choose` does: it is given the quotation's index and all
/// who can be meant, the rules' choice first, and returns an index of theirs.
pub(super) fn resolve(reading: &Reading, found: &mut [DraftQuotation], choose: &mut dyn FnMut(usize, &[Referent]) -> usize) {
    let mut said = vec![false; reading.text.tokens.len()];
    for range in found.iter().filter(|quotation| quotation.cue.is_some()).flat_map(|quotation| &quotation.content) {
        said[range.clone()].fill(true);
    }
    let mut state = State { roles: named_roles(reading), speakers: Vec::new(), subjects: Vec::new(), said };
    state.subjects = described_subjects(reading, &state);
    let mut answers = None;
    let place = |quotation: &DraftQuotation| {
        quotation.cue.as_ref().or(quotation.speaker.as_ref()).map_or(quotation.content[0].start, |range| range.start)
    };
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&index| place(&found[index]));
    for index in order {
        let at = place(&found[index]);
        let quotation = &mut found[index];
        let turn = quotation.why.first().map(|(code, _)| *code);
        let who = match &quotation.speaker {
            _ if turn == Some("label-question") => None,
            _ if turn == Some("label-answer") => answers.get_or_insert_with(|| interviewee(reading)).clone(),
            Some(phrase) => who_is(reading, &state, phrase.clone(), at, quotation),
            None => dropped(reading, &state, quotation, at),
        };
        let who = chosen(reading, &state, quotation, at, who, &mut |referents| choose(index, referents));
        if let Some(who) = who {
            quotation.entity = who.entity;
            quotation.speaker_name = Some(who.name.clone());
            if let Some(phrase) = quotation.speaker.as_ref().filter(|_| who.person)
                && let Some((head, modifiers)) = role_of(reading, phrase.clone())
            {
                let known = state.roles.last().is_some_and(|role| role.head == head && role.who.name == who.name);
                if !known {
                    state.roles.push(Role { head, modifiers, who: who.clone(), at: phrase.start, named: who.entity.is_some() });
                }
            }
            // A medium that only passes words on is nobody's `той`.
            state.speakers.push((at, who));
        }
    }
}

/// Who of all that can be meant; the rules' choice where a name tells it, or nobody is meant.
fn chosen(
    reading: &Reading,
    state: &State,
    quotation: &mut DraftQuotation,
    at: usize,
    ruled: Option<Who>,
    choose: &mut dyn FnMut(&[Referent]) -> usize,
) -> Option<Who> {
    // Over both corpora, by article, the model was no better than the rules for relative pronouns and for descriptions that the rules left
    // alone.
    let open = ["speaker-pronoun", "speaker-role", "speaker-dropped"];
    let Some(code) = quotation.why.last().map(|(code, _)| *code).filter(|code| open.contains(code)) else { return ruled };
    let mut referents = referents(reading, state, quotation, at, code, ruled.as_ref());
    if referents.is_empty() {
        return ruled;
    }
    let best = choose(&referents).min(referents.len() - 1);
    let who = referents.swap_remove(best).who;
    if let Some((code, _)) = quotation.why.last_mut().filter(|(code, _)| *code == "speaker-role" && who.entity.is_none()) {
        *code = "speaker-described";
    }
    Some(who)
}

/// The fullest name of an entity as the article writes it. Of what is no person only a name counts that has the words of the one at
/// hand, or its initials: `Великобритания` stays beside `Обединеното кралство`.
pub(super) fn name_of(reading: &Reading, entity: usize, at_hand: Option<&NameAt>) -> String {
    let draft = &reading.entities[entity];
    let own = at_hand.map(|name| surface(reading, name.tokens.clone()));
    let is_fuller = |candidate: &str| {
        let Some(own) = own.as_deref().filter(|_| draft.kind != EntityType::Per) else { return true };
        let acronym = own.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        let candidate = candidate.to_lowercase();
        acronym || own.to_lowercase().split_whitespace().all(|word| candidate.contains(&stem(word)))
    };
    let names = reading.forms[entity].iter().filter(|(tokens, _)| is_fuller(&surface(reading, tokens.clone())));
    let best = names.min_by_key(|(tokens, words)| {
        // More than four words of a person are two names run together.
        let words = if draft.kind == EntityType::Per && *words > 4 { 1 } else { *words };
        (std::cmp::Reverse(words), tokens.start)
    });
    best.map(|(tokens, _)| surface(reading, tokens.clone())).or(own).unwrap_or_else(|| draft.name.clone())
}

pub(super) fn person(reading: &Reading, name: &NameAt) -> Who {
    Who {
        entity: Some(name.entity),
        name: name_of(reading, name.entity, Some(name)),
        gender: gender_of(reading, name.entity),
        plural: false,
        person: name.kind == EntityType::Per,
    }
}

/// Who answers in an interview: the person named most often before its first turn, else in all of it.
fn interviewee(reading: &Reading) -> Option<Who> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for name in reading.names.iter().filter(|name| name.individual) {
        match counts.iter_mut().find(|(entity, _)| *entity == name.entity) {
            Some((_, count)) => *count += 1,
            None => counts.push((name.entity, 1)),
        }
    }
    // Of equals the first named.
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let (entity, _) = *counts.iter().find(|(_, count)| *count == most)?;
    reading.names.iter().find(|name| name.entity == entity).map(|name| person(reading, name))
}

pub(super) fn gender_of(reading: &Reading, entity: usize) -> Option<Gender> {
    let draft = &reading.entities[entity];
    if draft.kind != EntityType::Per {
        return None;
    }
    let name = draft.name.to_lowercase();
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.last()?;
    let first = words.first()?;
    let grammar = &reading.language.grammar;
    if words.len() > 1 {
        return Some(grammar.gender_of(first));
    }
    (grammar.gender_of(last) == Gender::Masculine).then_some(Gender::Masculine)
}

/// Whether a name in a phrase is governed by a preposition in it: `говорител на Кремъл`, `съветник на президента Иванов`. A person
/// behind a noun that is nobody's title is not: `стратегът на партията Джеймс Торанс`.
pub(super) fn is_governed(reading: &Reading, phrase: &Range<usize>, name: &NameAt) -> bool {
    let mut at = name.tokens.start;
    let title = |token: usize| (token.saturating_sub(5)..=token).any(|start| usize::from(reading.titles[start]) > token - start);
    while at > phrase.start {
        at -= 1;
        if reading.has(at, Functions::PREPOSITION) {
            return true;
        }
        // A name before it closes the prepositional phrase; a comma or dash too.
        if reading.name_at(at).is_some() || matches!(reading.kind(at), Some(TokenKind::Comma | TokenKind::Dash | TokenKind::Close)) {
            return false;
        }
        if name.kind == EntityType::Per && reading.is(at, TokenKind::Word) && !title(at) && at + 1 == name.tokens.start {
            return false;
        }
    }
    false
}

fn who_is(reading: &Reading, state: &State, phrase: Range<usize>, at: usize, quotation: &mut DraftQuotation) -> Option<Who> {
    let mut note = |code: &'static str| quotation.why.push((code, Some(phrase.clone())));
    if phrase.len() == 1 {
        let token = phrase.start;
        if reading.has(token, Functions::RELATIVE) && reading.name_at(token).is_none() {
            note("speaker-relative");
            return antecedent(reading, state, token);
        }
        for kind in [PronounKind::Subject, PronounKind::Object, PronounKind::Possessive, PronounKind::Clitic] {
            if let Some(pronoun) = reading.pronoun(token, kind).filter(|_| reading.name_at(token).is_none()) {
                note("speaker-pronoun");
                return pronoun_is(reading, state, pronoun.gender, pronoun.plural, at);
            }
        }
    }
    let names = reading.names_in(phrase.clone());
    let free: Vec<&NameAt> = names.iter().filter(|name| !is_governed(reading, &phrase, name)).collect();
    let people: Vec<&&NameAt> = free.iter().filter(|name| name.kind == EntityType::Per).collect();
    // `Х и Y`: both, as it stands.
    // A conjunction before the first name ties descriptions of one: `депутатът и бивш лидер на … Х`.
    let joined = free.len() > 1 && phrase.clone().any(|t| reading.has(t, Functions::AND) && t > free[0].tokens.start);
    if joined && free.iter().any(|name| name.entity != free[0].entity) {
        note("speaker-named");
        return Some(Who { entity: None, name: surface(reading, phrase), gender: None, plural: true, person: false });
    }
    if let Some(name) = people.first() {
        note("speaker-named");
        return Some(person(reading, name));
    }
    if let Some(name) = free.first().filter(|name| names_the_phrase(reading, &phrase, name)) {
        note("speaker-named");
        return Some(Who {
            entity: Some(name.entity),
            name: name_of(reading, name.entity, Some(name)),
            gender: None,
            plural: false,
            person: false,
        });
    }
    if let Some(who) = role_is(reading, state, phrase.clone(), at) {
        note("speaker-role");
        return Some(who);
    }
    if let Some(who) = kind_is(reading, phrase.clone(), at) {
        note("speaker-role");
        return Some(who);
    }
    if let Some(who) = person_by_kind(reading, state, &phrase, at) {
        note("speaker-role");
        return Some(who);
    }
    note("speaker-described");
    let plural = reading.language.grammar.is_plural(reading.text.lower(phrase.start));
    let head = role_of(reading, phrase.clone())
        .map(|_| phrase.clone().find(|&t| reading.titles[t] > 0).unwrap_or(phrase.start))
        .unwrap_or(phrase.start);
    let gender = Some(reading.language.grammar.gender_of(reading.text.lower(head)));
    Some(Who { entity: None, name: surface(reading, phrase.clone()), gender, plural, person: is_person_noun(reading, head) })
}

/// Whether a name that no preposition governs says who the phrase is: it begins it, or stands behind a kind of source (`в. "Гардиън"`,
/// `държавната медия ТАСС`). A name behind other words is part of a description.
fn names_the_phrase(reading: &Reading, phrase: &Range<usize>, name: &NameAt) -> bool {
    let before = phrase.start..name.tokens.start;
    before.len() <= 5 && before.clone().all(|t| !reading.has(t, Functions::PREPOSITION)) && phrase.end <= name.tokens.end + 8
}

pub(super) fn surface(reading: &Reading, phrase: Range<usize>) -> String {
    let text = reading.text.span(phrase).of(reading.text.original).split_whitespace().collect::<Vec<_>>().join(" ");
    // An acronym in brackets behind a name is no part of it.
    match text.rsplit_once(" (") {
        Some((before, rest)) if rest.ends_with(')') && !before.is_empty() => before.to_owned(),
        _ => text,
    }
}

fn agrees(who: &Who, gender: Option<Gender>, plural: bool) -> bool {
    who.plural == plural && (plural || gender.is_none() || who.gender.is_none() || who.gender == gender)
}

/// A personal pronoun: the last person who agrees and was a source, or the subject of a sentence since; a source that is no person
/// only where there is none.
pub(super) fn pronoun_is(reading: &Reading, state: &State, gender: Option<Gender>, plural: bool, at: usize) -> Option<Who> {
    let from = sentence_start(reading, at);
    let speaker = |person: bool| {
        state.speakers.iter().rev().find(move |(place, who)| *place < at && agrees(who, gender, plural) && (!person || who.person))
    };
    let named = subjects_before(reading, state, at)
        .map(|name| (name.tokens.start, person(reading, name)))
        .find(|(place, who)| *place < from && agrees(who, gender, plural) && who.gender.is_some());
    let described = state.subjects.iter().rev().find(|(place, who)| *place < from && agrees(who, gender, plural)).cloned();
    let subject = [named, described].into_iter().flatten().max_by_key(|(place, _)| *place);
    match (speaker(!plural), subject) {
        (Some((place, _)), Some((subject_place, who))) if subject_place > *place => Some(who),
        (Some((_, who)), _) => Some(who.clone()),
        (None, Some((_, who))) => Some(who),
        // `според тях`: an organisation that spoke.
        (None, None) if plural => {
            state.speakers.iter().rev().find(|(place, who)| *place < at && who.gender.is_none()).map(|(_, who)| who.clone())
        }
        // Nobody before: the first after, as a headline may open with `той`; else whatever spoke.
        (None, None) => reading
            .names
            .iter()
            .filter(|name| name.individual)
            .map(|name| person(reading, name))
            .find(|who| agrees(who, gender, plural))
            .or_else(|| speaker(false).map(|(_, who)| who.clone())),
    }
}

fn sentence_start(reading: &Reading, at: usize) -> usize {
    reading.text.sentence_of(at).map_or(at, |s| reading.text.sentences[s].tokens.start)
}

/// Names before a place that are looked at: those of many paragraphs.
const FAR: usize = 500;

/// People named as subjects before a place, the last first: the first name of a sentence that no preposition stands before.
pub(super) fn subjects_before<'r>(reading: &'r Reading, state: &'r State, at: usize) -> impl Iterator<Item = &'r NameAt> {
    let end = reading.names.partition_point(|name| name.tokens.start < at);
    reading.names[..end].iter().rev().take(FAR).filter(|name| {
        name.individual
            && !reading.in_speech(name.tokens.start)
            && !state.said[name.tokens.start]
            && !(name.tokens.start > 0 && reading.has(name.tokens.start - 1, Functions::PREPOSITION))
    })
}

/// `…, който заяви`: the name or phrase before the comma.
fn antecedent(reading: &Reading, state: &State, relative: usize) -> Option<Who> {
    let plural = reading.pronoun(relative, PronounKind::Relative).is_some_and(|p| p.plural);
    let from = sentence_start(reading, relative);
    let names: Vec<&NameAt> = reading.names_in(from..relative).iter().rev().collect();
    if let Some(name) = names.iter().find(|name| name.tokens.end + 2 >= relative && name.kind == EntityType::Per && !plural) {
        return Some(person(reading, name));
    }
    let mut comma = relative;
    while comma > from && !reading.is(comma, TokenKind::Comma) {
        comma -= 1;
    }
    let phrase = reading.subject_before(last_phrase_start(reading, from, comma)..comma);
    if let Some(phrase) = phrase.filter(|phrase| phrase.end == comma) {
        if let Some(who) = role_is(reading, state, phrase.clone(), relative) {
            return Some(who);
        }
        if let Some(name) = reading.names_in(phrase.clone()).iter().find(|name| !is_governed(reading, &phrase, name)) {
            return Some(Who {
                entity: Some(name.entity),
                name: name_of(reading, name.entity, Some(name)),
                gender: gender_of(reading, name.entity),
                plural,
                person: name.kind == EntityType::Per,
            });
        }
        return Some(Who { entity: None, name: surface(reading, phrase), gender: None, plural, person: true });
    }
    names.iter().find(|name| name.kind == EntityType::Per).map(|name| person(reading, name))
}

/// Where the phrase that ends at `end` may begin: behind the last comma or verb.
fn last_phrase_start(reading: &Reading, from: usize, end: usize) -> usize {
    (from..end)
        .rev()
        .find(|&t| matches!(reading.kind(t), Some(TokenKind::Comma | TokenKind::Mark)) || reading.is_verbal(t))
        .map_or(from, |t| t + 1)
}

/// A clause without a subject, or none at all: who spoke before in the sentence, its subject, who spoke last.
fn dropped(reading: &Reading, state: &State, quotation: &mut DraftQuotation, at: usize) -> Option<Who> {
    let passive = quotation.cue.as_ref().is_some_and(|cue| {
        reading
            .cues_in(cue.start..cue.end)
            .iter()
            .any(|c| matches!(c.cue.kind, crate::language::CueKind::Verb { form: crate::language::VerbForm::Passive, .. }))
    });
    if passive {
        return None;
    }
    // `съобщава се`: nobody.
    quotation.why.push(("speaker-dropped", None));
    let from = sentence_start(reading, at);
    let in_sentence = state.speakers.iter().rev().find(|(place, _)| *place >= from && *place < at);
    if let Some((_, who)) = in_sentence {
        return Some(who.clone());
    }
    if let Some(cue) = quotation.cue.clone() {
        // The sentence's own subject, as in `Х се прибра, като обеща …`.
        let end = (from..cue.start).find(|&t| reading.is(t, TokenKind::Comma)).unwrap_or(cue.start);
        let main = reading.subject_before(from..end).filter(|phrase| phrase.start <= from + 2 && !reading.in_speech(phrase.start));
        if let Some(phrase) = main {
            let names = reading.names_in(phrase.clone());
            let free = names.iter().find(|name| !is_governed(reading, &phrase, name));
            if let Some(name) = free.filter(|name| name.kind == EntityType::Per || names_the_phrase(reading, &phrase, name)) {
                let who = person(reading, name);
                let is_person = name.kind == EntityType::Per;
                return Some(Who { person: is_person, name: name_of(reading, name.entity, Some(name)), ..who });
            }
            if let Some(who) = role_is(reading, state, phrase.clone(), at) {
                return Some(who);
            }
        }
        let subject = reading.names_in(from..at).iter().find(|name| {
            (matches!(name.kind, EntityType::Per | EntityType::Org) || name.tokens.start <= from + 2)
                && !reading.in_speech(name.tokens.start)
                && !(name.tokens.start > from && reading.has(name.tokens.start - 1, Functions::PREPOSITION))
        });
        if let Some(name) = subject {
            return Some(person(reading, name));
        }
    }
    let speaker = state.speakers.iter().rev().find(|(place, _)| *place < at);
    let subject = subjects_before(reading, state, at).next();
    match (speaker, subject) {
        (Some((place, _)), Some(name))
            if quotation.cue.is_some() && name.tokens.start > *place && sentence_start(reading, name.tokens.start) > *place =>
        {
            Some(person(reading, name))
        }
        (Some((_, who)), _) => Some(who.clone()),
        (None, Some(name)) => Some(person(reading, name)),
        (None, None) => None,
    }
}

/// The role or pronoun by which a source is referred to, as a mention of its entity; `None` where the phrase holds its name.
pub(crate) fn referring_mention(reading: &Reading, entity: usize, phrase: &Range<usize>) -> Option<(usize, DraftMention)> {
    if !reading.names_in(phrase.clone()).is_empty() && reading.names_in(phrase.clone()).iter().any(|name| name.entity == entity) {
        return None;
    }
    let is_pronoun = phrase.len() == 1
        && [PronounKind::Subject, PronounKind::Object, PronounKind::Possessive, PronounKind::Clitic, PronounKind::Relative]
            .into_iter()
            .any(|kind| reading.pronoun(phrase.start, kind).is_some());
    // A possessive inside its cue (`по думите му`) counts as well.
    let kind = if is_pronoun { MentionKind::Pronoun } else { MentionKind::Role };
    if reading.names_in(phrase.clone()).iter().any(|name| name.tokens.start == phrase.start) {
        return None;
    }
    Some((entity, DraftMention { tokens: phrase.clone(), kind, base: surface(reading, phrase.clone()), score: 0.7 }))
}
