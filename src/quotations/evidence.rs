//! What speaks for and against a candidate: the signs that the decision weighs.
//!
//! A sign is a readable name (`cue=say`, `verb-that:speaker=pronoun`). Most stand twice, alone and with the frame, since the same fact
//! speaks for a quotation in one frame and against it in another.

use std::ops::Range;

use super::DraftQuotation;
use super::cues::CueAt;
use super::reading::Reading;
use crate::article::{BlockRole, EntityType, QuotationType};
use crate::language::{CueKind, Functions, PronounKind, Strength, VerbClass, VerbForm};
use crate::text::TokenKind;

/// Signs of one candidate while they are gathered.
struct Signs<'f> {
    frame: &'f str,
    names: Vec<String>,
}

impl Signs<'_> {
    /// Adds a sign alone and with the frame.
    fn add(&mut self, name: &str, value: &str) {
        self.names.push(format!("{name}={value}"));
        self.names.push(format!("{}:{name}={value}", self.frame));
    }

    fn add_if(&mut self, holds: bool, name: &str) {
        if holds {
            self.add(name, "yes");
        }
    }
}

/// The signs of every candidate of a text.
pub(super) fn signs(reading: &Reading, candidates: &[DraftQuotation]) -> Vec<Vec<String>> {
    let nested = nested(candidates);
    candidates.iter().zip(nested).map(|(candidate, nested)| signs_of(reading, candidate, nested)).collect()
}

/// For each candidate whether its cue stands inside the content of one with another cue.
fn nested(candidates: &[DraftQuotation]) -> Vec<bool> {
    /// So many contents that begin before a cue are looked at: those of its sentence and of a few before.
    const NEAR: usize = 40;
    let mut contents: Vec<(Range<usize>, usize)> = candidates
        .iter()
        .filter_map(|candidate| candidate.cue.as_ref().map(|cue| (cue.end, candidate)))
        .flat_map(|(cue, candidate)| candidate.content.iter().map(move |content| (content.clone(), cue)))
        .collect();
    contents.sort_by_key(|(content, cue)| (content.start, content.end, *cue));
    let is_nested = |candidate: &DraftQuotation| {
        let Some(cue) = &candidate.cue else { return false };
        let before = contents.partition_point(|(content, _)| content.start <= cue.start);
        contents[..before]
            .iter()
            .rev()
            .take(NEAR)
            .any(|(content, other)| cue.end < content.end && *other != cue.end && !candidate.content.contains(content))
    };
    candidates.iter().map(is_nested).collect()
}

fn signs_of(reading: &Reading, candidate: &DraftQuotation, nested: bool) -> Vec<String> {
    let frame = candidate.why.first().map_or("", |(code, _)| *code);
    let mut signs = Signs { frame, names: vec!["always".to_owned(), format!("frame={frame}")] };
    let cue = candidate.cue.as_ref().and_then(|cue| reading.cues_in(cue.start..cue.start + 1).first());
    let own_subject = match (&candidate.cue, &candidate.speaker) {
        (Some(cue), Some(speaker)) => speaker.end <= cue.start,
        _ => false,
    };
    // What the rules think of it.
    signs.add("rank", bucket((candidate.score * 10.0) as usize, &[2, 3, 5, 6, 8]));
    candidate.signs.iter().for_each(|sign| signs.add("made", sign));
    if nested {
        signs.add("nested", if own_subject { "own-subject" } else { "yes" });
    }
    if let Some(cue) = cue {
        of_cue(reading, candidate, cue, &mut signs);
    }
    of_speaker(reading, candidate, cue, &mut signs);
    of_content(reading, candidate, &mut signs);
    of_place(reading, candidate, &mut signs);
    signs.names
}

fn of_cue(reading: &Reading, candidate: &DraftQuotation, cue: &CueAt, signs: &mut Signs) {
    let strength = match cue.cue.strength {
        Strength::Always => "always",
        Strength::Clause => "clause",
        Strength::Weak => "weak",
    };
    signs.add("strength", strength);
    let (kind, form) = match cue.cue.kind {
        CueKind::Verb { class, form, .. } => (class_name(class), form_name(form)),
        CueKind::Noun => ("noun", "none"),
        CueKind::Preposition(_) => ("preposition", "none"),
        CueKind::Participle(_) => ("participle", "none"),
        CueKind::Adjective => ("adjective", "none"),
        CueKind::Place | CueKind::Anaphor => ("other", "none"),
    };
    signs.add("cue", kind);
    signs.add("form", form);
    signs.names.push(format!("lemma={}", reading.language.cues.lemma(cue.cue)));
    let around = |functions: Functions| cue.tokens.clone().any(|t| reading.has(t, functions));
    signs.add_if(around(Functions::NEGATION), "negated");
    signs.add_if(around(Functions::PARTICLE), "particle");
    signs.add_if(around(Functions::AUX), "auxiliary");
    signs.add_if(around(Functions::REFLEXIVE), "reflexive");
    let before = |functions: Functions| (cue.tokens.start.saturating_sub(2)..cue.tokens.start).any(|t| reading.has(t, functions));
    signs.add_if(before(Functions::DA), "after-da");
    signs.add_if(before(Functions::SUBORDINATOR), "after-subordinator");
    signs.add_if(before(Functions::RELATIVE), "after-relative");
    signs.add_if(before(Functions::INTERROGATIVE), "after-interrogative");
    // What stands between the cue and what is said, the speaker aside.
    let first = candidate.content[0].start;
    if cue.tokens.end <= first {
        let speaker = candidate.speaker.as_ref().filter(|speaker| speaker.start >= cue.tokens.end && speaker.end <= first);
        let gap = (first - cue.tokens.end).saturating_sub(speaker.map_or(0, |speaker| speaker.len()));
        signs.add("gap", bucket(gap, &[0, 1, 2, 4, 8, 16]));
    } else if let Some(last) = candidate.content.last().filter(|last| last.end <= cue.tokens.start) {
        signs.add("gap-before", bucket(cue.tokens.start - last.end, &[0, 1, 2, 4, 8]));
    }
    if let Some(sentence) = reading.text.sentence_of(cue.head.start) {
        let range = &reading.text.sentences[sentence].tokens;
        signs.add("cue-at", bucket(cue.tokens.start - range.start.min(cue.tokens.start), &[0, 1, 3, 6, 12]));
        let rest = (cue.tokens.end..range.end).take(24).filter(|&t| reading.is_word(t)).count();
        signs.add("words-after", bucket(rest, &[0, 1, 3, 6, 12]));
    }
}

fn class_name(class: VerbClass) -> &'static str {
    match class {
        VerbClass::Say => "say",
        VerbClass::Write => "write",
        VerbClass::Opinion => "opinion",
        VerbClass::Ask => "ask",
        VerbClass::Request => "request",
        VerbClass::Commit => "commit",
        VerbClass::Deny => "deny",
        VerbClass::Accuse => "accuse",
        VerbClass::Show => "show",
        VerbClass::Report => "report",
        VerbClass::Think => "think",
    }
}

fn form_name(form: VerbForm) -> &'static str {
    match form {
        VerbForm::Third { plural: false } => "third",
        VerbForm::Third { plural: true } => "third-plural",
        VerbForm::Other => "other-person",
        VerbForm::Participle { plural: false } => "participle",
        VerbForm::Participle { plural: true } => "participle-plural",
        VerbForm::Passive => "passive",
        VerbForm::Gerund => "gerund",
    }
}

fn of_speaker(reading: &Reading, candidate: &DraftQuotation, cue: Option<&CueAt>, signs: &mut Signs) {
    let Some(phrase) = &candidate.speaker else { return signs.add("speaker", "none") };
    let first = phrase.start;
    let pronoun = |kind| reading.pronoun(first, kind).is_some();
    let names = reading.names_in(phrase.clone());
    let kind = if phrase.len() == 1 && pronoun(PronounKind::Relative) {
        "relative"
    } else if phrase.len() == 1 && pronoun(PronounKind::Subject) {
        "pronoun"
    } else if phrase.len() == 1 && (pronoun(PronounKind::Possessive) || pronoun(PronounKind::Clitic) || pronoun(PronounKind::Object)) {
        "other-pronoun"
    } else if names.iter().any(|name| name.kind == EntityType::Per) {
        "person"
    } else if phrase.clone().any(|t| reading.titles[t] > 0) {
        "title"
    } else {
        match names.first().map(|name| name.kind) {
            Some(EntityType::Org) => "organisation",
            Some(EntityType::Pro) => "product",
            Some(EntityType::Loc) => "place",
            Some(_) => "name",
            None if reading.language.grammar.kinds_of(reading.text.lower(phrase.end - 1)).is_some() => "kind",
            None if reading.language.grammar.is_source_noun(reading.text.lower(first)) => "source-noun",
            None => "words",
        }
    };
    signs.add("speaker", kind);
    signs.add("speaker-length", bucket(phrase.len(), &[1, 2, 4, 8, 16]));
    if let Some(cue) = cue {
        let side = if phrase.end <= cue.tokens.start { "before" } else { "after" };
        signs.add("speaker-side", side);
        let gap = if side == "before" { cue.tokens.start - phrase.end } else { phrase.start.saturating_sub(cue.tokens.end) };
        signs.add("speaker-gap", bucket(gap, &[0, 1, 3, 6, 12]));
        if let Some(plural) = cue.plural().filter(|_| kind == "words" || kind == "title" || kind == "person" || kind == "pronoun") {
            let many = match reading.pronoun(first, PronounKind::Subject) {
                Some(pronoun) => pronoun.plural,
                None => {
                    kind != "person" && reading.language.grammar.is_plural(reading.text.lower(first))
                        || phrase.clone().any(|t| reading.has(t, Functions::AND))
                }
            };
            signs.add("number", if many == plural { "agrees" } else { "differs" });
        }
    }
}

fn of_content(reading: &Reading, candidate: &DraftQuotation, signs: &mut Signs) {
    let all = || candidate.content.iter().flat_map(|range| range.clone());
    let words = all().take(80).filter(|&t| reading.is_word(t)).count();
    signs.add("words", bucket(words, &[1, 2, 3, 5, 8, 13, 21, 40]));
    signs.add(
        "type",
        match candidate.kind {
            QuotationType::Direct => "direct",
            QuotationType::Indirect => "indirect",
            QuotationType::Mixed => "mixed",
        },
    );
    signs.add_if(candidate.content.len() > 1, "interrupted");
    let near = || all().take(60);
    signs.add("verbs", bucket(near().filter(|&t| reading.is_verbal(t)).count(), &[0, 1, 3]));
    let first = candidate.content[0].start;
    signs.add_if(reading.is_capital(first), "capital");
    signs.add_if(near().any(|t| reading.name_at(t).is_some()), "names");
    signs.add("commas", bucket(near().filter(|&t| reading.is(t, TokenKind::Comma)).count(), &[0, 1, 3]));
    let opens = if reading.has(first, Functions::DA) {
        "da"
    } else if reading.has(first, Functions::PREPOSITION) {
        "preposition"
    } else if reading.has(first, Functions::INTERROGATIVE.or(Functions::RELATIVE)) {
        "question"
    } else if reading.has(first, Functions::SUBORDINATOR) {
        "subordinator"
    } else if reading.has(first, Functions::COORDINATOR.or(Functions::CONTRAST)) {
        "coordinator"
    } else if reading.name_at(first).is_some() {
        "name"
    } else if reading.is_verbal(first) {
        "verb"
    } else {
        "other"
    };
    signs.add("opens", opens);
    if let Some((index, quoted)) = reading.quoted_at(first.saturating_sub(1)).filter(|(_, quoted)| quoted.first() == first) {
        signs.add(
            "marks",
            if !quoted.closed {
                "open"
            } else if reading.is_speech[index] {
                "speech"
            } else {
                "closed"
            },
        );
    }
    // Another verb that attributes inside: this one may reach too far.
    let inside: usize =
        candidate.content.iter().map(|range| reading.cues_in(range.clone()).iter().take(5).filter(|cue| cue.is_verb()).count()).sum();
    signs.add("cues-inside", bucket(inside, &[0, 1, 2]));
}

fn of_place(reading: &Reading, candidate: &DraftQuotation, signs: &mut Signs) {
    let first = candidate.content[0].start;
    let last = candidate.content[candidate.content.len() - 1].end;
    let Some(index) = reading.text.sentence_of(first) else { return };
    let sentence = &reading.text.sentences[index];
    let role = match reading.text.blocks[sentence.block].role {
        BlockRole::Headline => "headline",
        BlockRole::Body => "body",
        BlockRole::Teaser => "teaser",
        BlockRole::Repeated => "repeated",
        BlockRole::Caption => "caption",
        BlockRole::Boilerplate => "boilerplate",
    };
    signs.add("role", role);
    signs.add_if(sentence.block == 0, "first-block");
    signs.add("starts-at", bucket(first.saturating_sub(sentence.tokens.start), &[0, 1, 3, 8]));
    let left = sentence.tokens.end.saturating_sub(last);
    signs.add("ends-before", bucket(left, &[1, 2, 4, 8]));
    let next = match reading.kind(last) {
        Some(TokenKind::Comma) => "comma",
        Some(TokenKind::Stop) => "stop",
        Some(TokenKind::Mark) => "mark",
        Some(TokenKind::Word) if reading.has(last, Functions::AND) => "and",
        Some(TokenKind::Word) => "word",
        Some(_) => "other",
        None => "end",
    };
    signs.add("next", next);
}

/// The name of the first limit that a number does not pass: `0`, `1`, `3`, `+`.
fn bucket(number: usize, limits: &[usize]) -> &'static str {
    const NAMES: [(usize, &str); 13] = [
        (0, "0"),
        (1, "1"),
        (2, "2"),
        (3, "3"),
        (4, "4"),
        (5, "5"),
        (6, "6"),
        (8, "8"),
        (12, "12"),
        (13, "13"),
        (16, "16"),
        (21, "21"),
        (40, "40"),
    ];
    let limit = limits.iter().find(|&&limit| number <= limit);
    limit.and_then(|limit| NAMES.iter().find(|(known, _)| known == limit)).map_or("+", |(_, name)| name)
}
