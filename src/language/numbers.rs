//! Words for numbers, money, measures and time.

use super::LanguageError;
use super::automaton::{Automaton, normalise};
use super::tables::Table;
use crate::text::{Text, Writing};

/// What a word or phrase of `numbers.tsv` says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NumberWord {
    /// A number: `двадесет и пет`.
    Cardinal(f64),
    /// A place in an order, or a day of a month: `първи`.
    Ordinal(u32),
    /// What a number before is multiplied by: `млн.`.
    Multiplier(f64),
    /// A part of one: `половин`.
    Fraction(Ratio),
    /// A part added to the number before: `и половина`.
    AddedFraction(f64),
    /// A currency, by its ISO 4217 code (two where the word does not tell: `SEK/NOK`).
    Currency(String),
    /// A hundredth of a currency, by the currency's code.
    Subunit(String),
    /// 1 or -1, of the number that follows: `минус`.
    Sign(f64),
    /// The same, of what stands before: `под нулата`.
    SignAfter(f64),
    /// `%`, or another share.
    Percent(String),
    /// A unit, UCUM.
    Unit(String),
    /// A unit that counts only one or a part of one: `20 век` is an ordinal.
    UnitOne(String),
    /// 1 to 12.
    Month(u8),
    /// First and last day, 1 to 7 from Monday; two where the word is for a weekend.
    Weekday(u8, u8),
    /// Which weekday: -1 for the last, 0 for this, 1 for the next.
    Neighbour(i8),
    /// A day or longer told from today (`-1d`), with a part of it.
    Relative(String),
    /// A part of a day, of TimeML: `MO`.
    Daypart(String),
}

/// A part of one: numerator and denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ratio(pub u32, pub u32);

impl Ratio {
    /// `2/3`; `None` for any other text and for what is no proper fraction.
    pub(crate) fn parse(text: &str) -> Option<Ratio> {
        let (numerator, denominator) = text.split_once('/')?;
        let (numerator, denominator) = (numerator.parse().ok()?, denominator.parse().ok()?);
        (0 < numerator && numerator < denominator).then_some(Ratio(numerator, denominator))
    }

    pub(crate) fn value(self) -> f64 {
        f64::from(self.0) / f64::from(self.1)
    }
}

/// The table as an automaton.
#[derive(Debug)]
pub(crate) struct Numbers {
    automaton: Automaton<NumberWord>,
    /// Words that stand after a year: `г.`, `година`.
    pub year_words: Vec<String>,
    /// Words that stand after a time of day: `ч.`, `часа`.
    pub hour_words: Vec<String>,
    /// Prepositions after which a bare weekday or relative day is a date of the article.
    pub before_dates: Vec<String>,
    /// Prepositions after which an hour is a time of day and no span of time.
    pub before_times: Vec<String>,
    /// The words before and between the ends of a range.
    pub ranges: Vec<(String, String)>,
    /// Words that set a verb in the future.
    pub future_words: Vec<String>,
    /// Words before a span of time that ends today.
    pub ago_words: Vec<String>,
    /// Words after which `2/3` is a share.
    pub share_words: Vec<String>,
    /// The word that joins the last of several.
    pub and_words: Vec<String>,
    /// What is written behind the figure of an ordinal: `ви` of `1-ви`.
    pub ordinal_endings: Vec<String>,
}

impl Numbers {
    pub(crate) fn new(table: &Table, settings: &Table, writing: &Writing) -> Result<Numbers, LanguageError> {
        let mut phrases: Vec<(String, NumberWord)> = Vec::new();
        let mut ordinal_endings = Vec::new();
        for row in &table.rows {
            let value = row.cell(2).unwrap_or("");
            let number = || value.trim_start_matches('+').parse::<f64>().ok();
            let small = || value.parse::<u32>().ok();
            let word = match row.text(1) {
                "cardinal" => number().map(NumberWord::Cardinal),
                "ordinal" => small().map(NumberWord::Ordinal),
                "multiplier" => number().map(NumberWord::Multiplier),
                "fraction" if value.starts_with('+') => number().map(NumberWord::AddedFraction),
                "fraction" => Ratio::parse(value).map(NumberWord::Fraction),
                "currency" => Some(NumberWord::Currency(value.to_owned())),
                "subunit" => Some(NumberWord::Subunit(value.to_owned())),
                "sign" => number().map(NumberWord::Sign),
                "sign_after" => number().map(NumberWord::SignAfter),
                "percent" => Some(NumberWord::Percent(value.to_owned())),
                "unit" => Some(NumberWord::Unit(value.to_owned())),
                "unit_one" => Some(NumberWord::UnitOne(value.to_owned())),
                "month" => small().filter(|month| (1..=12).contains(month)).map(|month| NumberWord::Month(month as u8)),
                "weekday" => weekdays(value),
                "neighbour" => value.parse().ok().map(NumberWord::Neighbour),
                "relative_day" => Some(NumberWord::Relative(value.to_owned())),
                "daypart" => Some(NumberWord::Daypart(value.to_owned())),
                "ordinal_suffix" => {
                    ordinal_endings.push(row.text(0).trim_start_matches('-').to_lowercase());
                    continue;
                }
                // Known to the table, of no use to values yet.
                "indefinite" | "season" | "multiple" => None,
                other => return Err(table.error(row, format!("unknown kind `{other}`"))),
            };
            let (Some(word), Some((key, _))) = (word, normalise(row.text(0), writing)) else { continue };
            phrases.push((key, word));
        }
        let rows = |key: &'static str| settings.rows.iter().filter(move |row| row.text(0) == key);
        let list = |key| rows(key).map(|row| row.text(1).to_owned()).collect();
        Ok(Numbers {
            automaton: Automaton::new(phrases)?,
            year_words: list("year_word"),
            hour_words: list("hour_word"),
            before_dates: list("before_date"),
            before_times: list("before_time"),
            ranges: rows("range").map(|row| (row.text(1).to_owned(), row.text(2).to_owned())).collect(),
            future_words: list("future_word"),
            ago_words: list("ago_word"),
            share_words: list("share_of"),
            and_words: rows("marker").filter(|row| row.text(1) == "and").map(|row| row.text(2).to_owned()).collect(),
            ordinal_endings,
        })
    }

    /// The longest phrase at a token that `wanted` takes, with its length in tokens.
    pub(crate) fn at<T>(&self, text: &Text, token: usize, wanted: impl Fn(&NumberWord) -> Option<T>) -> Option<(usize, T)> {
        let mut found = None;
        let length = self.longest(text, token, &mut |word| {
            let value = wanted(word);
            let taken = value.is_some();
            found = value.or(found.take());
            taken
        })?;
        found.map(|value| (length, value))
    }

    /// The length of the longest phrase at a token that `takes` takes; it is asked shortest first. One function for all that ask: a copy
    /// for each would make the WebAssembly module some 20 kB larger.
    #[inline(never)]
    fn longest(&self, text: &Text, token: usize, takes: &mut dyn FnMut(&NumberWord) -> bool) -> Option<usize> {
        let mut length = None;
        if token < text.tokens.len() {
            self.automaton.matches_at(text, token, |m| {
                if m.values.iter().any(&mut *takes) {
                    length = Some(m.length);
                }
            });
        }
        length
    }

    /// What one word by itself says, of what `wanted` takes; `word` in lower case.
    pub(crate) fn of_word<T>(&self, word: &str, wanted: impl Fn(&NumberWord) -> Option<T>) -> Option<T> {
        self.automaton.get(word).iter().find_map(wanted)
    }
}

/// `5`, or `6-7` for a weekend.
fn weekdays(value: &str) -> Option<NumberWord> {
    let (first, last) = value.split_once('-').unwrap_or((value, value));
    let day = |text: &str| text.parse::<u8>().ok().filter(|day| (1..=7).contains(day));
    Some(NumberWord::Weekday(day(first)?, day(last)?))
}
