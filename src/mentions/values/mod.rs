//! Dates, times, sums, percentages and quantities, each with a normalised value.
//!
//! | what | value |
//! | --- | --- |
//! | date | ISO 8601: `2024-05-12`, `2024-05`, `2024`; `--05-12` where no year is said |
//! | weekday, relative day | against the article's date ISO 8601 (`2024-05-10`, `2024-W19` for a week); without one as TimeML has them: `XXXX-WXX-5`, `P-1D` |
//! | time of day | `T10:30` |
//! | range of dates or times | an ISO 8601 interval: `2022-06-01/2022-06-03`, `T14:00/T16:30` |
//! | sum | amount and ISO 4217 code: `2300000000 BGN`, `6.40 BGN`; `XXX` where the word does not tell the currency |
//! | percentage | `12.5 %`; percentage points `2 [pp]`, thousandths `3 [ppth]` |
//! | quantity | amount and UCUM unit: `5 km`, `-5 Cel`; a large number alone `500000`, a share alone `2/3` |
//! | range of amounts | its ends around `..`: `10..15 BGN` |
//!
//! What the calendar or the clock does not have (`31.02.2020`, `25:61`), a number of more than 15 digits and a range that falls have no value.
//! The full stop of an abbreviation belongs to the value unless it ends the sentence.

mod dates;
mod measures;
mod numerals;
mod relative;
mod times;

use std::ops::Range;

use crate::article::EntityType;
use crate::date::Date;
use crate::language::{NumberWord, Numbers};
use crate::text::{Text, TokenKind};

/// A value in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    pub tokens: Range<usize>,
    pub kind: EntityType,
    pub value: String,
}

/// The values of a text in its order, not overlapping. `date` is the day the article is of.
pub(crate) fn values(text: &Text, numbers: &Numbers, date: Option<Date>) -> Vec<Value> {
    let reader = Reader { text, numbers, date };
    let mut found = Vec::new();
    let mut token = 0;
    while token < text.tokens.len() {
        let Some(reading) = reader.reading(token) else {
            token += 1;
            continue;
        };
        let end = reading.end.max(token + 1);
        if let Some(value) = reading.value {
            found.push(Value { tokens: token..reader.without_last_stop(token, end), kind: reading.kind, value });
        }
        token = end;
    }
    found
}

/// What stands at a token, up to `end`; of no value where it is none that can be.
struct Reading {
    end: usize,
    kind: EntityType,
    value: Option<String>,
}

impl Reading {
    fn date(end: usize, value: Option<String>) -> Reading {
        Reading { end, kind: EntityType::Date, value }
    }
}

struct Reader<'r, 't> {
    text: &'r Text<'t>,
    numbers: &'r Numbers,
    date: Option<Date>,
}

impl Reader<'_, '_> {
    fn reading(&self, token: usize) -> Option<Reading> {
        if !matches!(self.text.tokens[token].kind, TokenKind::Word | TokenKind::Number | TokenKind::Symbol | TokenKind::Dash) {
            return None;
        }
        if self.text.is_kind(token, TokenKind::Word) && !self.may_begin(token) {
            return None;
        }
        self.date_range(token)
            .or_else(|| self.time_range(token))
            .or_else(|| self.date(token).map(|(end, when)| Reading::date(end, self.iso(when, token))))
            .or_else(|| self.time(token))
            .or_else(|| self.measured(token))
            .or_else(|| self.bare_years(token))
            .or_else(|| self.relative(token))
            .or_else(|| self.number_alone(token))
            // Digits that are no number are passed over as a whole: their end is no number of its own.
            .or_else(|| self.digits(token).map(|(end, _)| Reading { end, kind: EntityType::Quantity, value: None }))
    }

    /// Whether a word is of any use here: most are not, and need not be looked up once for every kind of value.
    fn may_begin(&self, token: usize) -> bool {
        let mixed = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || word.contains('-');
        let opens = self.opens_range(token).is_some() || self.is_listed(token, &self.numbers.ago_words);
        opens || mixed(self.text.form(token)) || self.at(token, |_| Some(())).is_some()
    }

    /// What the longest phrase at a token says, of what `wanted` takes, and where it ends.
    fn at<T>(&self, token: usize, wanted: impl Fn(&NumberWord) -> Option<T>) -> Option<(usize, T)> {
        self.numbers.at(self.text, token, wanted).map(|(length, value)| (token + length, value))
    }

    /// The same for a phrase that goes on what stands before it: it begins no sentence.
    fn next<T>(&self, token: usize, wanted: impl Fn(&NumberWord) -> Option<T>) -> Option<(usize, T)> {
        if self.begins_sentence(token) { None } else { self.at(token, wanted) }
    }

    fn begins_sentence(&self, token: usize) -> bool {
        self.text.sentences.binary_search_by_key(&token, |sentence| sentence.tokens.start).is_ok()
    }

    /// The token as it is written, if it is a number.
    fn number(&self, token: usize) -> Option<&str> {
        self.text.is_kind(token, TokenKind::Number).then(|| self.text.form(token))
    }

    fn is_listed(&self, token: usize, words: &[String]) -> bool {
        self.text.is_kind(token, TokenKind::Word) && words.iter().any(|word| word == self.text.lower(token))
    }

    fn is_behind(&self, token: usize, words: &[String]) -> bool {
        token.checked_sub(1).is_some_and(|before| self.is_listed(before, words))
    }

    /// The token behind the word that joins the last of several, if it stands at `token`; else `token`.
    fn behind_and(&self, token: usize) -> usize {
        token + usize::from(self.is_listed(token, &self.numbers.and_words))
    }

    /// The word between the ends of the range that the word at `token` opens.
    fn opens_range(&self, token: usize) -> Option<&str> {
        let word = self.text.is_kind(token, TokenKind::Word).then(|| self.text.lower(token))?;
        self.numbers.ranges.iter().find(|(from, _)| from == word).map(|(_, to)| to.as_str())
    }

    /// The token behind what joins the ends of a range at `token`: the word `joiner`, or a dash where there is none. A dash has space on
    /// both sides or on neither.
    fn behind_joiner(&self, token: usize, joiner: Option<&str>) -> Option<usize> {
        match joiner {
            Some(word) => (self.text.is_kind(token, TokenKind::Word) && self.text.lower(token) == word).then_some(token + 1),
            None => {
                let even = |after: usize| self.text.tokens.get(after).is_some_and(|next| next.joined == self.text.tokens[token].joined);
                (self.text.is_kind(token, TokenKind::Dash) && even(token + 1)).then_some(token + 1)
            }
        }
    }

    /// The token behind one of `words` at `token`, its full stop taken in; `token` where none stands there.
    fn word_end(&self, token: usize, words: &[String]) -> usize {
        if self.is_listed(token, words) && !self.begins_sentence(token) { self.with_stop(token + 1) } else { token }
    }

    /// Takes in the full stop of an abbreviation that ends before `end`, unless it ends the sentence.
    fn with_stop(&self, end: usize) -> usize {
        let stop = self.text.is_kind(end, TokenKind::Stop) && self.text.tokens[end].joined && self.text.form(end) == ".";
        // `°C` and `MW` are no abbreviations.
        let abbreviated = stop && end > 0 && self.text.form(end - 1).ends_with(char::is_lowercase);
        if abbreviated && !self.ends_sentence(end) { end + 1 } else { end }
    }

    /// Takes the last full stop out where it ends the sentence.
    fn without_last_stop(&self, start: usize, end: usize) -> usize {
        let last = end - 1;
        if last > start && self.text.is_kind(last, TokenKind::Stop) && self.ends_sentence(last) { last } else { end }
    }

    /// Whether nothing but closing marks and brackets stands behind a token in its sentence.
    fn ends_sentence(&self, token: usize) -> bool {
        let Some(sentence) = self.text.sentence_of(token) else { return true };
        let mut rest = token + 1..self.text.sentences[sentence].tokens.end;
        rest.all(|after| matches!(self.text.tokens[after].kind, TokenKind::Mark | TokenKind::Close | TokenKind::Stop))
    }
}
