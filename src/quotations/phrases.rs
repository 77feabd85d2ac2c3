//! Noun phrases: where the one that names a source begins and ends.

use std::ops::Range;

use super::reading::Reading;
use crate::article::EntityType;
use crate::language::{Functions, PronounKind};
use crate::text::TokenKind;

/// No source of the gold articles is longer, relative clauses aside (tokens).
const LONGEST: usize = 25;

impl Reading<'_, '_> {
    /// Whether a noun phrase can begin at a token.
    pub(crate) fn begins_phrase(&self, token: usize) -> bool {
        if self.name_from(token).is_some() || self.titles.get(token).is_some_and(|&length| length > 0) {
            return true;
        }
        if self.is(token, TokenKind::Mark) {
            return self.name_at(token + 1).is_some() && self.quoted_at(token).is_some_and(|(_, quoted)| quoted.open == token);
        }
        // A time or a date in figures opens a line and no phrase.
        let stamp = self.is(token, TokenKind::Number)
            && (self.text.form(token).contains(':') || self.text.form(token).matches('.').count() > 1 || self.follows_stamp(token));
        if stamp || !matches!(self.kind(token), Some(TokenKind::Word | TokenKind::Number)) {
            return false;
        }
        if self.pronoun(token, PronounKind::Subject).is_some() || self.has(token, Functions::QUANTIFIER) {
            return true;
        }
        if self.pronoun(token, PronounKind::Possessive).is_some() || self.pronoun(token, PronounKind::Demonstrative).is_some() {
            return true;
        }
        let closed_class = Functions::COMPLEMENTIZER
            .or(Functions::SUBORDINATOR)
            .or(Functions::COORDINATOR)
            .or(Functions::RELATIVE)
            .or(Functions::PREPOSITION)
            .or(Functions::PARTICLE)
            .or(Functions::AUX)
            .or(Functions::TIME)
            .or(Functions::DISCOURSE)
            .or(Functions::NEGATION)
            .or(Functions::INTERROGATIVE)
            .or(Functions::FIXED)
            .or(Functions::THIS)
            .or(Functions::REFLEXIVE);
        !self.has(token, closed_class)
            && !self.is_verbal(token)
            && self.pronoun(token, PronounKind::Clitic).is_none()
            && self.cue_from(token).is_none()
    }

    /// Whether a number stands right behind a date in figures: `06.01.2018 15.14`.
    fn follows_stamp(&self, token: usize) -> bool {
        token > 0 && self.is(token - 1, TokenKind::Number) && self.text.form(token - 1).matches('.').count() > 1
    }

    /// The verb cue whose head begins at a token.
    pub(crate) fn cue_from(&self, token: usize) -> Option<&super::cues::CueAt> {
        let at = self.cues.partition_point(|cue| cue.head.start < token);
        self.cues.get(at).filter(|cue| cue.head.start == token && cue.is_verb())
    }

    /// The end of the noun phrase that begins at `start`, at most `limit`: one with its prepositional attributes (`говорител на
    /// Министерството`), a name behind a title, an apposition between commas where `apposition` allows it.
    pub(crate) fn phrase_end(&self, start: usize, limit: usize, apposition: bool) -> usize {
        let limit = limit.min(start + LONGEST);
        if self.pronoun(start, PronounKind::Subject).is_some() {
            return (start + 1).min(limit);
        }
        let mut at = start;
        // Whether a noun was met since the last preposition, and where the words since then begin: a word with the article that is not
        // the first of them begins another phrase.
        let mut full = false;
        let mut chunk = start;
        while at < limit {
            if let Some(name) = self.name_at(at) {
                let stands_behind_title = at == start || self.goes_with_name(at, start);
                if full && !stands_behind_title {
                    break;
                }
                at = name.tokens.end.max(at + 1);
                full = true;
                continue;
            }
            match self.kind(at) {
                Some(TokenKind::Mark) => {
                    let Some((_, quoted)) = self.quoted_at(at).filter(|(_, quoted)| quoted.open == at && quoted.closed) else {
                        // The closing mark of a name that was taken in without its opening one.
                        if at > start && self.text.tokens[at].joined && self.quoted_at(at).is_some_and(|(_, q)| q.open >= start) {
                            at += 1;
                            continue;
                        }
                        break;
                    };
                    // A name or title in marks, not somebody's words.
                    let said = !self.is_capital(quoted.first()) && self.name_at(quoted.first()).is_none() || self.is_speech_at(at);
                    if quoted.close - quoted.open > 8 || quoted.close >= limit || said {
                        break;
                    }
                    at = quoted.close + 1;
                    full = true;
                }
                Some(TokenKind::Open) => match (at..limit.min(at + 10)).find(|&t| self.is(t, TokenKind::Close)) {
                    Some(close) => at = close + 1,
                    None => break,
                },
                Some(TokenKind::Stop)
                    if at > start && self.text.tokens[at].joined && self.text.sentence_of(at) == self.text.sentence_of(at + 1) =>
                {
                    at += 1
                }
                Some(TokenKind::Dash) if self.text.tokens[at].joined => at += 1,
                Some(TokenKind::Dash)
                    if apposition && self.names_in(at + 1..limit.min(at + 4)).first().is_some_and(|n| n.tokens.start == at + 1) =>
                {
                    at += 1
                }
                Some(TokenKind::Comma) if apposition => match self.apposition_end(at, limit) {
                    Some(end) => {
                        at = end;
                        full = true;
                    }
                    None => break,
                },
                Some(TokenKind::Word | TokenKind::Number | TokenKind::Link) => {
                    if self.has(at, Functions::AND) && at > start {
                        // `Х и Y` is one source; `Х и добави` is not.
                        if self.begins_phrase(at + 1)
                            && !self.is_verbal(at + 1)
                            && self.cues_in(at + 1..at + 3).iter().all(|cue| !cue.is_verb())
                        {
                            at += 1;
                            (full, chunk) = (false, at);
                            continue;
                        }
                        break;
                    }
                    if self.has(at, Functions::PREPOSITION) {
                        let waits = || self.place_before_name(at, limit);
                        if at == start || !(self.is_attributive(at) && !self.is_place_of_speech(at) || waits()) {
                            break;
                        }
                        at += 1;
                        (full, chunk) = (false, at);
                        continue;
                    }
                    let stops = Functions::COMPLEMENTIZER
                        .or(Functions::SUBORDINATOR)
                        .or(Functions::RELATIVE)
                        .or(Functions::AUX)
                        .or(Functions::DISCOURSE)
                        .or(Functions::TIME)
                        .or(Functions::NEGATION)
                        .or(Functions::PARTICLE)
                        .or(Functions::REFLEXIVE)
                        .or(Functions::FIXED)
                        .or(Functions::THIS)
                        .or(Functions::INTERROGATIVE);
                    if at > start
                        && (self.has(at, stops) || self.pronoun(at, PronounKind::Clitic).is_some() && !self.has(at, Functions::OF))
                    {
                        // A short possessive belongs to its noun: `майка му`.
                        let possessive = self.pronoun(at, PronounKind::Clitic).is_some()
                            && full
                            && !self.is_verbal(at + 1)
                            && self.cue_from(at + 1).is_none();
                        if possessive && !self.has(at, stops) {
                            at += 1;
                            continue;
                        }
                        break;
                    }
                    if at > start && (self.cue_from(at).is_some() || self.pronoun(at, PronounKind::Subject).is_some()) {
                        break;
                    }
                    let lower = self.text.lower(at);
                    if at > chunk && self.language.grammar.is_definite(lower) && self.titles[at] == 0 {
                        break;
                    }
                    // Behind a name only what a preposition ties on goes on: `Биби многократно`.
                    let behind_name = at > start && self.name_at(at - 1).is_some();
                    let abbreviated = self.titles[at] > 0 && self.person_behind_title(at, limit);
                    if behind_name && !self.is_capital(at) && !abbreviated || at > start && self.is_verbal(at) {
                        break;
                    }
                    // The last word before a preposition, a comma or a name is the noun.
                    full = full || self.titles[at] > 0 || !self.is_word(at + 1) || self.has(at + 1, Functions::PREPOSITION);
                    at += usize::from(self.titles[at].max(1));
                }
                _ => break,
            }
        }
        let mut end = at.min(limit);
        // What cannot end a phrase.
        while end > start + 1
            && (matches!(self.kind(end - 1), Some(TokenKind::Comma | TokenKind::Dash | TokenKind::Colon))
                || self.has(end - 1, Functions::PREPOSITION.or(Functions::AND)))
        {
            end -= 1;
        }
        end
    }

    /// Whether the quoted stretch at a mark is speech.
    fn is_speech_at(&self, mark: usize) -> bool {
        self.quoted_at(mark).is_some_and(|(index, _)| self.is_speech.get(index).copied().unwrap_or(false))
    }

    /// Whether a preposition can tie an attribute to a noun (`говорител на`, `депутатът от`); the others begin adverbials.
    fn is_attributive(&self, token: usize) -> bool {
        let behind_name = token > 0 && self.name_at(token - 1).is_some();
        let lower = self.text.lower(token);
        // `Брейк от Либералната партия`, but `МОМ от началото на годината`.
        let from_name = !behind_name
            || self.name_at(token + 1).is_some()
            || self.titles.get(token + 1).is_some_and(|&length| length > 0)
            || self.is(token + 1, TokenKind::Mark);
        self.has(token, Functions::OF)
            || from_name && self.has(token, Functions::BY.or(Functions::ABOUT))
            || self.language.grammar.ties_names(lower)
            || !behind_name && self.language.grammar.ties_nouns(lower)
    }

    /// Whether a preposition with a place stands between a title and its name: `посланикът на ЕС в Скопие Михалис Рокас`.
    fn place_before_name(&self, preposition: usize, limit: usize) -> bool {
        let Some(place) = self.name_from(preposition + 1).filter(|name| name.kind != EntityType::Per) else { return false };
        let next = place.tokens.end;
        let is_person = |at: usize| at < limit && self.name_from(at).is_some_and(|name| name.kind == EntityType::Per);
        is_person(next) || self.titles.get(next).is_some_and(|&length| length > 0) && self.person_behind_title(next, limit)
    }

    /// Whether a person's name stands right behind the title at a token, an abbreviation's full stop between aside.
    fn person_behind_title(&self, title: usize, limit: usize) -> bool {
        let next = title + usize::from(self.titles[title]);
        let next = next + usize::from(self.is(next, TokenKind::Stop) && self.text.tokens[next].joined);
        next < limit && self.name_from(next).is_some_and(|name| name.kind == EntityType::Per)
    }

    /// Whether words that say where something was said begin at a token: `на страницата си`, `в прессъобщение`.
    fn is_place_of_speech(&self, token: usize) -> bool {
        use crate::language::CueKind;
        self.cues_in(token..token + 1)
            .iter()
            .any(|cue| matches!(cue.cue.kind, CueKind::Place | CueKind::Participle(_) | CueKind::Preposition(_)))
    }

    /// Whether a name at a token goes with the words before it in a phrase that began at `start`: a title, a noun, another name part.
    fn goes_with_name(&self, token: usize, start: usize) -> bool {
        let before = token - 1;
        if self.name_at(before).is_some() {
            // `Русия Путин` are two phrases; `премиера на Русия Медведев` is one: the title waits for its name.
            let name = self.name_at(token).is_some_and(|name| name.kind == EntityType::Per);
            let title_waits =
                (start..before).any(|t| self.titles[t] > 0) && self.names_in(start..token).iter().all(|n| n.kind != EntityType::Per);
            return name && title_waits;
        }
        let lower = self.text.lower(before);
        self.is(before, TokenKind::Mark)
            || self.is(before, TokenKind::Stop)
            || self.is(before, TokenKind::Dash)
            || !self.has(before, Functions::TIME) && !lower.is_empty()
    }

    /// The end of an apposition that begins at a comma, its closing comma taken in: `, говорител на правителството,`. At the end of the
    /// stretch no comma closes it.
    fn apposition_end(&self, comma: usize, limit: usize) -> Option<usize> {
        let start = comma + 1;
        if start >= limit || self.has(start, Functions::RELATIVE) {
            return None;
        }
        let is_title = self.titles[start] > 0
            || self.is_word(start) && self.titles.get(start + 1).is_some_and(|&length| length > 0) && !self.is_verbal(start);
        let is_name = self.name_from(start).is_some_and(|name| name.kind == EntityType::Per);
        if !is_title && !is_name || self.cue_from(start).is_some() {
            return None;
        }
        let end = self.phrase_end(start, limit, false);
        match self.kind(end) {
            Some(TokenKind::Comma) if end < limit => Some(end),
            _ if end >= limit => Some(limit),
            Some(TokenKind::Stop | TokenKind::Colon) => Some(end),
            _ => None,
        }
    }

    /// The source among the words after a verb: the first noun phrase that no preposition governs. `от` before the first phrase
    /// is allowed where the verb is plural (`съобщиха от пресцентъра`).
    pub(crate) fn subject_after(&self, from: usize, limit: usize, plural: bool) -> Option<Range<usize>> {
        let mut at = from;
        let mut steps = 0;
        while at < limit && steps < 20 {
            steps += 1;
            if self.has(at, Functions::BY) && plural && self.begins_phrase(at + 1) {
                return Some(at + 1..self.phrase_end(at + 1, limit, true));
            }
            if self.has(at, Functions::PREPOSITION) && !(self.begins_phrase(at) && self.titles[at] > 0) {
                // Over the phrase that it governs.
                let start = at + 1;
                if start >= limit {
                    return None;
                }
                at = self.governed_end(start, limit).max(start);
                continue;
            }
            if matches!(
                self.kind(at),
                Some(TokenKind::Comma | TokenKind::Colon | TokenKind::Stop | TokenKind::Semicolon | TokenKind::Break)
            ) {
                return None;
            }
            if self.is(at, TokenKind::Dash) && !self.text.tokens[at].joined {
                return None;
            }
            if self.has(at, Functions::COMPLEMENTIZER.or(Functions::RELATIVE).or(Functions::SUBORDINATOR)) && self.name_at(at).is_none() {
                return None;
            }
            if self.begins_phrase(at) {
                return Some(at..self.phrase_end(at, limit, true));
            }
            at += 1;
        }
        None
    }

    /// The end of the phrase that a preposition governs: a name, or words up to the next that begins another phrase.
    fn governed_end(&self, start: usize, limit: usize) -> usize {
        if let Some(name) = self.name_at(start) {
            // `На мача Левски – ЦСКА`: both.
            let end = name.tokens.end;
            let second = self.name_from(end + 1).filter(|_| self.is(end, TokenKind::Dash));
            return second.map_or(end, |second| second.tokens.end);
        }
        let mut at = start;
        while at < limit && self.is_word(at) {
            if at > start {
                let definite = self.language.grammar.is_definite(self.text.lower(at));
                let another = self.titles[at] > 0 || self.pronoun(at, PronounKind::Subject).is_some() || definite && at > start;
                let name = self.name_from(at).is_some_and(|name| name.kind == EntityType::Per);
                if another || name || self.has(at, Functions::PREPOSITION.or(Functions::COMPLEMENTIZER).or(Functions::AND)) {
                    break;
                }
            }
            at = self.name_from(at).map_or(at + 1, |name| name.tokens.end);
            if self.name_at(at - 1).is_some() {
                break;
            }
        }
        if at == start
            && self.is(at, TokenKind::Mark)
            && let Some((_, quoted)) = self.quoted_at(at).filter(|(_, q)| q.closed && q.close < limit)
        {
            return quoted.close + 1;
        }
        at.max(start + 1)
    }

    /// The source among the words before a verb, in `range`: the last stretch of a noun phrase that no preposition governs, with the
    /// relative clause or apposition behind it left out.
    pub(crate) fn subject_before(&self, range: Range<usize>) -> Option<Range<usize>> {
        let mut phrases: Vec<Range<usize>> = Vec::new();
        let mut at = range.start;
        while at < range.end {
            if self.has(at, Functions::PREPOSITION) && self.name_at(at).is_none() {
                let by = self.has(at, Functions::BY) && phrases.is_empty() && at == range.start;
                let end = self.governed_end(at + 1, range.end);
                if by {
                    phrases.push(at + 1..self.phrase_end(at + 1, range.end, true));
                }
                at = end.max(at + 1);
                continue;
            }
            if self.begins_phrase(at) {
                let end = self.phrase_end(at, range.end, true).max(at + 1);
                phrases.push(at..end);
                at = end;
                continue;
            }
            at += 1;
        }
        // A person or a pronoun before others; of several the first: what stands between it and the verb are objects and adverbials.
        let is_person = |phrase: &&Range<usize>| {
            self.pronoun(phrase.start, PronounKind::Subject).is_some()
                || self.titles[phrase.start] > 0
                || self.names_in((*phrase).clone()).iter().any(|name| name.kind.is_named())
        };
        // A lone adverb is none.
        let is_noun = |phrase: &&Range<usize>| {
            phrase.len() > 1 || !self.language.grammar.is_adverb(self.text.lower(phrase.start)) || self.is_capital(phrase.start)
        };
        phrases.iter().find(is_person).or(phrases.iter().find(is_noun)).cloned()
    }
}
