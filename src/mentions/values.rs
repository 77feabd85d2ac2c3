//! Dates, times, sums, percentages and quantities, each with a normalised value.
//!
//! Values: dates and times as ISO 8601 (`2024-05-12`, `--05-12` where no year is said, `2024-05`, `2024`, `T10:30`), weekdays and
//! relative days as TimeML has them (`XXXX-WXX-5`, `P-1D`); sums as amount and ISO 4217 code (`2300000000 BGN`); percentages as
//! `12.5 %`; quantities as amount and UCUM unit (`5 km`). Ends of a range stand around `..`.

use std::ops::Range;

use crate::article::EntityType;
use crate::language::{NumberWord, Numbers};
use crate::text::{Text, TokenKind};

/// A value in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    pub tokens: Range<usize>,
    pub kind: EntityType,
    pub value: String,
}

/// A number with the tokens it stands in.
struct Amount {
    end: usize,
    /// One, or both ends of a range.
    numbers: Vec<f64>,
    /// Whether it is written as a plain integer of one token (it may be a year or a day).
    plain: Option<u32>,
}

/// The values of a text in its order, not overlapping.
pub(crate) fn values(text: &Text, numbers: &Numbers) -> Vec<Value> {
    let reader = Reader { text, numbers };
    let mut found = Vec::new();
    let mut token = 0;
    while token < text.tokens.len() {
        match reader.value(token) {
            Some(value) => {
                token = value.tokens.end;
                found.push(value);
            }
            None => token += 1,
        }
    }
    found
}

struct Reader<'r, 't> {
    text: &'r Text<'t>,
    numbers: &'r Numbers,
}

impl Reader<'_, '_> {
    fn value(&self, token: usize) -> Option<Value> {
        self.numeric_date(token)
            .or_else(|| self.time(token))
            .or_else(|| self.month_date(token))
            .or_else(|| self.sum_by_symbol(token))
            .or_else(|| self.year(token))
            .or_else(|| self.measured(token))
            .or_else(|| self.relative(token))
    }

    /// `12.05.2024 г.`, `12.05.2024`, `12/05/2024`.
    fn numeric_date(&self, token: usize) -> Option<Value> {
        let form = self.number(token)?;
        let parts: Vec<&str> = form.split('.').collect();
        let [day, month, year] = parts.as_slice() else { return None };
        let (day, month, year) = (small(day, 31)?, small(month, 12)?, year.parse::<u32>().ok()?);
        if !(1000..=2999).contains(&year) || day == 0 || month == 0 {
            return None;
        }
        Some(self.dated(token, self.year_end(token + 1), format!("{year:04}-{month:02}-{day:02}")))
    }

    /// `10:30`, `10:30 часа`, `18 часа`, `10,30 ч.`; the hour word is wanted where no colon tells.
    fn time(&self, token: usize) -> Option<Value> {
        let form = self.number(token)?;
        let (hour, minute) = match form.split_once([':', '.', ',']) {
            Some((hour, minute)) if minute.len() == 2 => (small(hour, 24)?, small(minute, 59)?),
            Some(_) => return None,
            None => (small(form, 24)?, 0),
        };
        let end = self.word_end(token + 1, &self.numbers.hour_words);
        // `18 часа` is a time after `в`, else a span of time.
        let before = token.checked_sub(1).is_some_and(|before| self.is_listed(before, &self.numbers.before_dates));
        if end == token + 1 && !form.contains(':') || !form.contains([':', '.', ',']) && !before {
            return None;
        }
        Some(Value { tokens: token..end, kind: EntityType::Time, value: format!("T{hour:02}:{minute:02}") })
    }

    /// `12 май 2024 г.`, `първи май`, `май 2024`.
    fn month_date(&self, token: usize) -> Option<Value> {
        let month_at =
            |at: usize| self.numbers.at(self.text, at, |word| if let NumberWord::Month(month) = word { Some(*month) } else { None });
        if let Some((length, month)) = month_at(token) {
            let (end, year) = self.trailing_year(token + length);
            // A month alone is a date only where it says a year: `май` is too often another word.
            return Some(self.dated(token, end, format!("{:04}-{month:02}", year?)));
        }
        let (length, day) = match self.number(token).and_then(|form| small(form, 31)) {
            Some(day) => (1, day),
            None => self
                .numbers
                .at(self.text, token, |word| if let NumberWord::Ordinal(n) = word { Some(*n) } else { None })
                .filter(|(_, n)| *n <= 31)?,
        };
        if day == 0 {
            return None;
        }
        // `12-ти май` is one word; `12-и 13 май`, `12-13 май` a range whose first day is said here.
        let (month_length, month) = month_at(token + length)?;
        let (end, year) = self.trailing_year(token + length + month_length);
        let year = year.map_or("-".to_owned(), |year| format!("{year:04}"));
        Some(self.dated(token, end, format!("{year}-{month:02}-{day:02}")))
    }

    /// `2024 г.`, `2024 година`; a bare year behind a preposition of time.
    fn year(&self, token: usize) -> Option<Value> {
        let year = self.number(token).filter(|form| form.len() == 4)?.parse::<u32>().ok().filter(|year| (1000..=2999).contains(year))?;
        let end = self.year_end(token + 1);
        let before = token.checked_sub(1).is_some_and(|before| self.is_listed(before, &self.numbers.before_dates));
        let likely = (1900..=2100).contains(&year);
        (end > token + 1 || before && likely).then(|| self.dated(token, end, format!("{year:04}")))
    }

    /// `в петък`, `вчера`, `миналата година`.
    fn relative(&self, token: usize) -> Option<Value> {
        let weekday = self.numbers.at(self.text, token, |word| if let NumberWord::Weekday(day) = word { Some(day.clone()) } else { None });
        if let Some((length, day)) = weekday {
            let before = token.checked_sub(1).is_some_and(|before| self.is_listed(before, &self.numbers.before_dates));
            let day = day.split('-').next().unwrap_or("").to_owned();
            return before.then(|| self.dated(token, token + length, format!("XXXX-WXX-{day}")));
        }
        let (length, when) =
            self.numbers.at(self.text, token, |word| if let NumberWord::Relative(when) = word { Some(when.clone()) } else { None })?;
        let value = relative_value(&when)?;
        Some(self.dated(token, token + length, value))
    }

    /// `$348 млрд.`, `€ 5`.
    fn sum_by_symbol(&self, token: usize) -> Option<Value> {
        if self.text.tokens[token].kind != TokenKind::Symbol {
            return None;
        }
        let (length, code) = self.currency(token)?;
        let amount = self.amount(token + length)?;
        Some(Value { tokens: token..amount.end, kind: EntityType::Money, value: with_unit(&amount.numbers, &code) })
    }

    /// A number with what it counts: `2,3 млрд. лв.`, `12,5 на сто`, `5 км`.
    fn measured(&self, token: usize) -> Option<Value> {
        let amount = self.amount(token)?;
        if let Some((length, code)) = self.currency(amount.end) {
            return Some(Value {
                tokens: token..self.with_stop(amount.end + length),
                kind: EntityType::Money,
                value: with_unit(&amount.numbers, &code),
            });
        }
        let share =
            self.numbers.at(self.text, amount.end, |word| if let NumberWord::Percent(unit) = word { Some(unit.clone()) } else { None });
        if let Some((length, unit)) = share {
            return Some(Value { tokens: token..amount.end + length, kind: EntityType::Percent, value: with_unit(&amount.numbers, &unit) });
        }
        let unit = self.numbers.at(self.text, amount.end, |word| if let NumberWord::Unit(unit) = word { Some(unit.clone()) } else { None });
        let (length, unit) = unit?;
        let word = self.text.form(amount.end);
        // One letter is a unit only right behind digits: `5 m`, not `5 А`.
        let clear = word.chars().count() > 1 || amount.plain.is_some() && !word.starts_with(char::is_uppercase);
        clear.then(|| Value {
            tokens: token..self.with_stop(amount.end + length),
            kind: EntityType::Quantity,
            value: with_unit(&amount.numbers, &unit),
        })
    }

    fn currency(&self, token: usize) -> Option<(usize, String)> {
        let (length, code) =
            self.numbers.at(self.text, token, |word| if let NumberWord::Currency(code) = word { Some(code.clone()) } else { None })?;
        // Of several currencies of a name the first stands for all only where nothing else is said: no code is better than a wrong one.
        Some((length, if code.contains('/') { "XXX".to_owned() } else { code }))
    }

    /// A number in digits or words with its multiplier and fraction, or a range of two.
    fn amount(&self, token: usize) -> Option<Amount> {
        let (mut end, mut first) = self.simple(token)?;
        let plain = self.number(token).filter(|_| end == token + 1).and_then(|form| form.parse().ok());
        let mut numbers = vec![first];
        let dash = self.text.is_kind(end, TokenKind::Dash);
        if let Some((range_end, second)) = dash.then(|| self.simple(end + 1)).flatten() {
            numbers.push(second);
            end = range_end;
        }
        let multiplier = self.numbers.at(self.text, end, |word| if let NumberWord::Multiplier(by) = word { Some(*by) } else { None });
        if let Some((length, by)) = multiplier {
            numbers.iter_mut().for_each(|number| *number *= by);
            end = self.with_stop(end + length);
            // `два милиона и половина` adds a half of the multiplier, `милион и 200 хиляди` a number of its own.
            first = by;
        } else {
            first = if first >= 1000.0 && plain.is_none() { first } else { 1.0 };
        }
        let half = self
            .numbers
            .at(self.text, end, |word| if let NumberWord::Fraction { value, added: true } = word { Some(*value) } else { None });
        if let Some((length, value)) = half {
            numbers.iter_mut().for_each(|number| *number += value * first);
            end += length;
        }
        let multiplier = self.numbers.at(self.text, end, |word| if let NumberWord::Multiplier(by) = word { Some(*by) } else { None });
        if let Some((length, by)) = multiplier.filter(|_| first == 1.0 && half.is_some()) {
            numbers.iter_mut().for_each(|number| *number *= by);
            end = self.with_stop(end + length);
        }
        Some(Amount { end, numbers, plain })
    }

    /// One number: digits (`10 000`, `2,5`), words, or a fraction.
    fn simple(&self, token: usize) -> Option<(usize, f64)> {
        if let Some(form) = self.number(token) {
            let mut end = token + 1;
            let mut digits = form.to_owned();
            // Groups of three behind spaces.
            while digits.len() <= 15 && !digits.contains([',', '.', ':']) && end < self.text.tokens.len() {
                match self.number(end).filter(|group| {
                    !self.text.tokens[end].joined
                        && group.split(',').next().is_some_and(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
                }) {
                    Some(group) if form.len() <= 3 => digits.push_str(group),
                    _ => break,
                }
                end += 1;
            }
            return Some((end, parse(&digits)?));
        }
        self.numbers
            .at(self.text, token, |word| match word {
                NumberWord::Cardinal(n) => Some(*n),
                NumberWord::Fraction { value, added: false } => Some(*value),
                _ => None,
            })
            .map(|(length, n)| (token + length, n))
    }

    fn number(&self, token: usize) -> Option<&str> {
        self.text.is_kind(token, TokenKind::Number).then(|| self.text.form(token))
    }

    fn dated(&self, start: usize, end: usize, value: String) -> Value {
        Value { tokens: start..end, kind: EntityType::Date, value }
    }

    fn trailing_year(&self, token: usize) -> (usize, Option<u32>) {
        let year = self
            .number(token)
            .filter(|form| form.len() == 4)
            .and_then(|form| form.parse().ok())
            .filter(|year| (1000..=2999).contains(year));
        if year.is_some() { (self.year_end(token + 1), year) } else { (token, None) }
    }

    fn year_end(&self, token: usize) -> usize {
        self.word_end(token, &self.numbers.year_words)
    }

    /// The token behind one of `words` at `token`, its full stop taken in; `token` where none stands there.
    fn word_end(&self, token: usize, words: &[String]) -> usize {
        if !self.is_listed(token, words) {
            return token;
        }
        self.with_stop(token + 1)
    }

    /// Takes in the full stop of an abbreviation that ends before `end`, unless it ends the sentence.
    fn with_stop(&self, end: usize) -> usize {
        let abbreviated = self.text.is_kind(end, TokenKind::Stop) && self.text.tokens[end].joined && self.text.form(end) == ".";
        let goes_on = self.text.sentence_of(end).is_some_and(|s| self.text.sentences[s].tokens.end > end + 1);
        if abbreviated && goes_on { end + 1 } else { end }
    }

    fn is_listed(&self, token: usize, words: &[String]) -> bool {
        self.text.is_kind(token, TokenKind::Word) && words.iter().any(|word| word == self.text.lower(token))
    }
}

fn small(digits: &str, most: u32) -> Option<u32> {
    digits.parse().ok().filter(|n| *n <= most && digits.len() <= 2)
}

/// `1.234.567,8` and `2,5`: a comma marks the fraction, stops between groups of three mark thousands.
fn parse(form: &str) -> Option<f64> {
    let (whole, fraction) = form.split_once(',').unwrap_or((form, ""));
    let groups: Vec<&str> = whole.split('.').collect();
    let plain = match groups.as_slice() {
        [whole] => (*whole).to_owned(),
        [_, rest @ ..] if rest.iter().all(|group| group.len() == 3) => groups.concat(),
        // `2.5`, as English has it.
        [_, _] if fraction.is_empty() => whole.to_owned(),
        _ => return None,
    };
    if fraction.len() == 3 && groups.len() == 1 && whole != "0" && whole.len() <= 3 && fraction == "000" {
        return format!("{plain}{fraction}").parse().ok();
    }
    let number = if fraction.is_empty() { plain } else { format!("{plain}.{fraction}") };
    number.parse().ok().filter(|n: &f64| n.is_finite())
}

fn with_unit(numbers: &[f64], unit: &str) -> String {
    let amounts: Vec<String> = numbers.iter().map(|number| format!("{}", (number * 1e6).round() / 1e6)).collect();
    format!("{} {unit}", amounts.join(".."))
}

/// `-1d NI` of the table as `P-1D`; what is only past or future has no value.
fn relative_value(when: &str) -> Option<String> {
    let offset = when.split_whitespace().next()?;
    let (sign, rest) = match offset.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", offset.trim_start_matches('+')),
    };
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let unit = match &rest[digits..] {
        "d" => "D",
        "wk" => "W",
        "mo" => "M",
        "a" => "Y",
        _ => return None,
    };
    (digits > 0).then(|| format!("P{sign}{}{unit}", &rest[..digits]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_mark_fractions_and_stops_thousands() {
        assert_eq!(
            ["2,5", "1.234.567,8", "2.5", "10.000", "1.2.3"].map(parse),
            [Some(2.5), Some(1_234_567.8), Some(2.5), Some(10_000.0), None]
        );
    }

    #[test]
    fn relative_days_are_durations_from_the_day_of_the_article() {
        assert_eq!(
            ["-1d NI", "+1wk", "0d", "PAST", "-1a"].map(relative_value),
            [Some("P-1D".to_owned()), Some("P1W".to_owned()), Some("P0D".to_owned()), None, Some("P-1Y".to_owned())]
        );
    }
}
