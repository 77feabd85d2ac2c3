//! The words that attribute what is said: verbs with all their forms, nouns, prepositions, participles, phrases that point back.

use super::LanguageError;
use super::automaton::{Automaton, normalise};
use super::grammar::Grammar;
use super::paradigms::Paradigms;
use super::tables::Table;
use crate::text::{Text, Writing};

/// A cue as the tables have it, in one of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cue {
    pub kind: CueKind,
    pub frames: Frames,
    pub strength: Strength,
    /// Index of the lemma, by table and line; equal for all forms of one.
    pub lemma: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueKind {
    /// `reflexive`: a part of the verb is `се` or `си`, before or after.
    Verb { class: VerbClass, form: VerbForm, reflexive: bool },
    /// `предупреждението на Х, че`.
    Noun,
    /// `според Х`.
    Preposition(SpeakerPlace),
    /// `цитиран от Х`.
    Participle(SpeakerPlace),
    /// `в профила си`: says that something is speech, not whose.
    Place,
    /// `това` of `Това заяви Х`.
    Anaphor,
    /// `убеден` of `е убеден, че`.
    Adjective,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VerbClass {
    Say,
    Write,
    Opinion,
    Ask,
    Request,
    Commit,
    Deny,
    Accuse,
    Show,
    Report,
    Think,
}

/// What form of a verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VerbForm {
    /// Third person present, aorist or imperfect.
    Third { plural: bool },
    /// First or second person.
    Other,
    /// `заявил`: perfect, renarrative, or an adjective.
    Participle { plural: bool },
    /// `заявен`.
    Passive,
    /// `заявявайки`, `твърдящ`.
    Gerund,
}

/// Where the speaker of a preposition or participle stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpeakerPlace {
    After,
    /// The phrase holds a pronoun: `по неговите думи`. Plural or not, feminine or not.
    Pronoun {
        feminine: bool,
        plural: bool,
    },
    None,
}

/// How sure it is that a form of the cue is one, its frame met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    Weak,
    Clause,
    Always,
}

/// What a cue can take; a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Frames(u8);

impl Frames {
    pub(crate) const THAT: Frames = Frames(1);
    pub(crate) const DA: Frames = Frames(1 << 1);
    pub(crate) const WHETHER: Frames = Frames(1 << 2);
    pub(crate) const DIRECT: Frames = Frames(1 << 3);
    pub(crate) const HOST: Frames = Frames(1 << 4);
    pub(crate) const NOUN_PHRASE: Frames = Frames(1 << 5);
    pub(crate) const REFLEXIVE: Frames = Frames(1 << 6);
    /// Can stand behind what it attributes.
    pub(crate) const TRAILING: Frames = Frames(1 << 3 | 1 << 4);

    pub(crate) fn has(self, frame: Frames) -> bool {
        self.0 & frame.0 != 0
    }

    fn of(code: &str) -> Option<Frames> {
        let codes = ["that", "da", "whether", "direct", "host", "np", "refl"];
        codes.iter().position(|known| *known == code).map(|bit| Frames(1 << bit))
    }
}

/// All cues, in one automaton.
#[derive(Debug)]
pub(crate) struct Cues {
    automaton: Automaton<Cue>,
    /// By [`Cue::lemma`].
    lemmas: Vec<String>,
}

impl Cues {
    pub(crate) fn new(
        verbs: &Table,
        others: &Table,
        paradigms: &Paradigms,
        grammar: &Grammar,
        writing: &Writing,
    ) -> Result<Cues, LanguageError> {
        let mut phrases: Vec<(String, Cue)> = Vec::new();
        let mut add = |form: &str, cue: Cue| {
            if let Some((key, _)) = normalise(form, writing) {
                phrases.push((key, cue));
            }
        };
        for (index, row) in verbs.rows.iter().enumerate() {
            let class = verb_class(row.text(2)).ok_or_else(|| verbs.error(row, format!("unknown class `{}`", row.text(2))))?;
            let (frames, strength) = (frames(verbs, row, 3)?, strength(verbs, row, 4)?);
            if !paradigms.knows(row.text(1)) {
                return Err(verbs.error(row, format!("unknown paradigm `{}`", row.text(1))));
            }
            let (verb, rest) = row.text(0).split_once(' ').unwrap_or((row.text(0), ""));
            let reflexive =
                grammar.pronouns(rest).iter().any(|p| p.kind == super::PronounKind::Reflexive || p.kind == super::PronounKind::Clitic);
            for form in paradigms.forms(row.text(1), verb) {
                let Some(kind) = verb_form(&form.tag) else { continue };
                let phrase = if reflexive || rest.is_empty() { form.form } else { format!("{} {rest}", form.form) };
                add(&phrase, Cue { kind: CueKind::Verb { class, form: kind, reflexive }, frames, strength, lemma: index as u32 });
            }
        }
        for (index, row) in others.rows.iter().enumerate() {
            let (frames, strength) = (frames(others, row, 2)?, strength(others, row, 4)?);
            let lemma = (verbs.rows.len() + index) as u32;
            let place = match row.text(3) {
                "after" => SpeakerPlace::After,
                "poss_m" => SpeakerPlace::Pronoun { feminine: false, plural: false },
                "poss_f" => SpeakerPlace::Pronoun { feminine: true, plural: false },
                "poss_p" => SpeakerPlace::Pronoun { feminine: false, plural: true },
                "-" | "none" => SpeakerPlace::None,
                other => return Err(others.error(row, format!("unknown place `{other}`"))),
            };
            let (kind, forms) = row.text(1).split_once('=').unwrap_or((row.text(1), row.text(0)));
            let kind = match kind {
                "noun" => CueKind::Noun,
                "prep" => CueKind::Preposition(place),
                "post" => CueKind::Participle(place),
                "place" => CueKind::Place,
                "anaphor" => CueKind::Anaphor,
                "adj" => CueKind::Adjective,
                other => return Err(others.error(row, format!("unknown kind `{other}`"))),
            };
            for form in forms.split(',') {
                add(form.trim(), Cue { kind, frames, strength, lemma });
            }
        }
        let lemmas = verbs.rows.iter().chain(&others.rows).map(|row| row.text(0).to_owned()).collect();
        Ok(Cues { automaton: Automaton::new(phrases)?, lemmas })
    }

    /// The lemma of a cue as its table has it.
    pub(crate) fn lemma(&self, cue: Cue) -> &str {
        self.lemmas.get(cue.lemma as usize).map_or("", String::as_str)
    }

    /// Calls `found` with the length in tokens and the readings of every cue that begins at a token, shortest first.
    pub(crate) fn matches_at<'c>(&'c self, text: &Text, token: usize, mut found: impl FnMut(usize, &'c [Cue])) {
        self.automaton.matches_at(text, token, |m| found(m.length, m.values));
    }
}

fn frames(table: &Table, row: &super::Row, column: usize) -> Result<Frames, LanguageError> {
    row.list(column).try_fold(Frames::default(), |set, code| {
        let frame = Frames::of(code).ok_or_else(|| table.error(row, format!("unknown frame `{code}`")))?;
        Ok(Frames(set.0 | frame.0))
    })
}

fn strength(table: &Table, row: &super::Row, column: usize) -> Result<Strength, LanguageError> {
    match row.text(column) {
        "always" => Ok(Strength::Always),
        "clause" => Ok(Strength::Clause),
        "weak" => Ok(Strength::Weak),
        other => Err(table.error(row, format!("unknown strength `{other}`"))),
    }
}

fn verb_class(code: &str) -> Option<VerbClass> {
    use VerbClass::*;
    Some(match code {
        "say" => Say,
        "write" => Write,
        "opinion" => Opinion,
        "ask" => Ask,
        "request" => Request,
        "commit" => Commit,
        "deny" => Deny,
        "accuse" => Accuse,
        "show" => Show,
        "report" => Report,
        "think" => Think,
        _ => return None,
    })
}

/// The form that a tag of a verb's paradigm names; `None` for one that attributes nothing (imperatives, definite participles).
fn verb_form(tag: &str) -> Option<VerbForm> {
    Some(match tag {
        "pres3s" | "aor3s" | "impf3s" => VerbForm::Third { plural: false },
        "pres3p" | "aor3p" | "impf3p" => VerbForm::Third { plural: true },
        "lpart_m" | "lpart_f" | "lpart_n" | "impfl_m" | "impfl_f" | "impfl_n" => VerbForm::Participle { plural: false },
        "lpart_p" | "impfl_p" => VerbForm::Participle { plural: true },
        "pass_m" | "pass_f" | "pass_n" | "pass_p" => VerbForm::Passive,
        "ger" | "apart_m" | "apart_f" | "apart_n" | "apart_p" => VerbForm::Gerund,
        tag if tag.starts_with("pres") || tag.starts_with("aor") || tag.starts_with("impf") => VerbForm::Other,
        _ => return None,
    })
}
