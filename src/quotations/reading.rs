//! A text as this stage reads it: what each token does, which cues and names stand where, which quoted stretches are speech.

use std::ops::Range;

use super::cues::{self, CueAt};
use super::speech;
use crate::article::{EntityType, MentionKind};
use crate::entities::Draft;
use crate::language::{Functions, Language, PronounKind};
use crate::text::{Quoted, Text, TokenKind};

/// A name in the text.
#[derive(Debug, Clone)]
pub(crate) struct NameAt {
    pub tokens: Range<usize>,
    /// Index of its entity.
    pub entity: usize,
    pub kind: EntityType,
    /// Whether it is one person's, not a people's or a party's (`българите`, `британец`).
    pub individual: bool,
}

pub(crate) struct Reading<'r, 't> {
    pub text: &'r Text<'t>,
    pub language: &'r Language,
    pub entities: &'r [Draft],
    /// For each entity its names with different base forms, by first mention: tokens and number of words.
    pub forms: Vec<Vec<(Range<usize>, usize)>>,
    pub functions: Vec<Functions>,
    /// In the order of the text.
    pub names: Vec<NameAt>,
    /// For each token the index of the name it is in, counted from 1; 0 for none.
    name_of: Vec<u32>,
    pub cues: Vec<CueAt>,
    /// For each quoted stretch of the text whether it is speech and not a name, a title or a scare quote.
    pub is_speech: Vec<bool>,
    /// For each token the index of the outermost quoted stretch it is in, counted from 1; 0 for none.
    quoted_of: Vec<u32>,
    /// For each token the index of the quoted stretch it closes, counted from 1; 0 for none.
    closed_of: Vec<u32>,
    /// For each token whether it begins a title or a role: length of the phrase.
    pub titles: Vec<u8>,
    /// For each token whether it is a verb's form or looks like one, and nothing else that is known.
    verbs: Vec<bool>,
}

impl<'r, 't> Reading<'r, 't> {
    pub(crate) fn new(text: &'r Text<'t>, mut functions: Vec<Functions>, entities: &'r [Draft], language: &'r Language) -> Reading<'r, 't> {
        let mut names: Vec<NameAt> = Vec::new();
        for (entity, draft) in entities.iter().enumerate().filter(|(_, draft)| draft.kind.is_named()) {
            let of_names = draft.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
            names.extend(of_names.map(|mention| NameAt {
                tokens: mention.tokens.clone(),
                entity,
                kind: draft.kind,
                individual: draft.kind == EntityType::Per && is_individual(text, language, &mention.tokens),
            }));
        }
        names.sort_by_key(|name| name.tokens.start);
        let mut name_of = vec![0; text.tokens.len()];
        for (index, name) in names.iter().enumerate() {
            name_of[name.tokens.clone()].fill(index as u32 + 1);
        }
        let mut closed_of = vec![0; text.tokens.len()];
        for (index, quoted) in text.quoted.iter().enumerate().filter(|(_, quoted)| quoted.closed) {
            closed_of[quoted.close] = index as u32 + 1;
        }
        let mut quoted_of = vec![0; text.tokens.len()];
        for (index, quoted) in text.quoted.iter().enumerate().filter(|(_, quoted)| quoted.depth == 0) {
            quoted_of[quoted.open..(quoted.close + usize::from(quoted.closed)).min(text.tokens.len())].fill(index as u32 + 1);
        }

        mark_media_signs(text, language, &mut functions);
        let mut reading = Reading {
            text,
            language,
            entities,
            forms: entities.iter().map(forms).collect(),
            functions,
            names,
            name_of,
            cues: Vec::new(),
            is_speech: Vec::new(),
            quoted_of,
            closed_of,
            titles: titles(text, language),
            verbs: Vec::new(),
        };
        reading.verbs = (0..text.tokens.len()).map(|token| reading.is_verb(token)).collect();
        reading.is_speech = text.quoted.iter().map(|quoted| speech::is_speech(&reading, quoted)).collect();
        reading.cues = cues::cues(&reading);
        reading
    }

    pub(crate) fn has(&self, token: usize, functions: Functions) -> bool {
        self.functions.get(token).is_some_and(|f| f.has(functions))
    }

    pub(crate) fn kind(&self, token: usize) -> Option<TokenKind> {
        self.text.tokens.get(token).map(|t| t.kind)
    }

    pub(crate) fn is(&self, token: usize, kind: TokenKind) -> bool {
        self.text.is_kind(token, kind)
    }

    pub(crate) fn is_word(&self, token: usize) -> bool {
        matches!(self.kind(token), Some(TokenKind::Word | TokenKind::Number | TokenKind::Link))
    }

    pub(crate) fn name_at(&self, token: usize) -> Option<&NameAt> {
        let index = *self.name_of.get(token)?;
        self.names.get((index as usize).checked_sub(1)?)
    }

    /// The name that begins at a token.
    pub(crate) fn name_from(&self, token: usize) -> Option<&NameAt> {
        self.name_at(token).filter(|name| name.tokens.start == token)
    }

    pub(crate) fn names_in(&self, range: Range<usize>) -> &[NameAt] {
        let start = self.names.partition_point(|name| name.tokens.start < range.start);
        let end = self.names.partition_point(|name| name.tokens.start < range.end);
        &self.names[start..end.max(start)]
    }

    /// The outermost quoted stretch that a token is in, marks included.
    pub(crate) fn quoted_at(&self, token: usize) -> Option<(usize, &Quoted)> {
        let index = (*self.quoted_of.get(token)? as usize).checked_sub(1)?;
        Some((index, &self.text.quoted[index]))
    }

    /// The quoted stretch that a mark opens.
    pub(crate) fn opened_at(&self, token: usize) -> Option<&Quoted> {
        let quoted = &self.text.quoted;
        let at = quoted.partition_point(|q| q.open < token);
        quoted.get(at).filter(|q| q.open == token)
    }

    /// The quoted stretch that a mark closes.
    pub(crate) fn closed_at(&self, token: usize) -> Option<&Quoted> {
        let index = (*self.closed_of.get(token)? as usize).checked_sub(1)?;
        Some(&self.text.quoted[index])
    }

    /// Whether a token stands in quoted speech.
    pub(crate) fn in_speech(&self, token: usize) -> bool {
        self.quoted_at(token).is_some_and(|(index, quoted)| self.is_speech[index] && quoted.closed)
    }

    /// Whether a token is a pronoun of a kind.
    pub(crate) fn pronoun(&self, token: usize, kind: PronounKind) -> Option<crate::language::Pronoun> {
        if !self.is(token, TokenKind::Word) {
            return None;
        }
        self.language.grammar.pronouns(self.text.lower(token)).iter().copied().find(|pronoun| pronoun.kind == kind)
    }

    pub(crate) fn is_capital(&self, token: usize) -> bool {
        self.text.form(token).starts_with(char::is_uppercase)
    }

    /// The cues that begin in a token range.
    pub(crate) fn cues_in(&self, range: Range<usize>) -> &[CueAt] {
        let start = self.cues.partition_point(|cue| cue.tokens.start < range.start);
        let end = self.cues.partition_point(|cue| cue.tokens.start < range.end);
        &self.cues[start..end.max(start)]
    }

    fn is_verb(&self, token: usize) -> bool {
        if !self.is(token, TokenKind::Word) || self.is_capital(token) || self.name_at(token).is_some() {
            return false;
        }
        let lower = self.text.lower(token);
        let grammar = &self.language.grammar;
        // A noun of the lexicon that is a verb's form as well (`среща`) is read as the noun.
        let is_noun = || !self.language.lexicon.readings_of(self.text, token..token + 1).is_empty();
        let closed =
            Functions::PREPOSITION.or(Functions::COORDINATOR).or(Functions::SUBORDINATOR).or(Functions::DISCOURSE).or(Functions::TIME);
        !self.has(token, closed) && (grammar.is_verb_like(lower) || grammar.is_verb_form(lower)) && !is_noun()
    }

    /// Whether a token can only belong to a verb: an auxiliary, a particle before verbs, a verb's ending.
    pub(crate) fn is_verbal(&self, token: usize) -> bool {
        self.has(token, Functions::AUX.or(Functions::DA).or(Functions::NEGATION).or(Functions::PARTICLE).or(Functions::REFLEXIVE))
            || self.verbs.get(token).copied().unwrap_or(false)
    }
}

/// For each token the length of the longest title or role that begins there.
fn titles(text: &Text, language: &Language) -> Vec<u8> {
    let title = crate::language::class("title").unwrap_or_default();
    let mut found = vec![0u8; text.tokens.len()];
    for token in 0..text.tokens.len() {
        if text.tokens[token].kind != TokenKind::Word {
            continue;
        }
        language.lexicon.matches_at(text, token, |length, mut readings| {
            if readings.any(|reading| language.lexicon.entries[reading.entry as usize].class == title) {
                found[token] = length.min(255) as u8;
            }
        });
    }
    found
}

/// `в. "Гардиън"`: an abbreviation before a name in marks is no preposition.
fn mark_media_signs(text: &Text, language: &Language, functions: &mut [Functions]) {
    for token in 0..text.tokens.len().saturating_sub(2) {
        let stop = text.tokens[token + 1].kind == TokenKind::Stop && text.tokens[token + 1].joined;
        let named = text.tokens[token + 2].kind == TokenKind::Mark || text.form(token + 2).starts_with(char::is_uppercase);
        if stop && named && functions[token].has(Functions::PREPOSITION) && language.writing.abbreviations.contains_key(text.lower(token)) {
            functions[token] = Functions::MEDIA_SIGN;
        }
    }
}

/// Whether a person's name is no word for a people or a party.
fn is_individual(text: &Text, language: &Language, name: &Range<usize>) -> bool {
    let groups = crate::language::set(&["demonym", "people"]);
    let readings = language.lexicon.readings_of(text, name.clone());
    text.form(name.start).starts_with(char::is_uppercase)
        && (readings.is_empty() || readings.iter().any(|r| !groups.has(language.lexicon.entries[r.entry as usize].class)))
}

fn forms(entity: &Draft) -> Vec<(Range<usize>, usize)> {
    let mut seen = std::collections::HashSet::new();
    let names = entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name && seen.insert(mention.base.as_str()));
    names.map(|mention| (mention.tokens.clone(), mention.base.split_whitespace().count())).collect()
}
