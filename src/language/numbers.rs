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
    /// A part of one: `половин`; added to a number before where the phrase says so (`и половина`).
    Fraction { value: f64, added: bool },
    /// A currency, by its ISO 4217 code (two where the word does not tell: `SEK/NOK`).
    Currency(String),
    /// `%`, or another share.
    Percent(String),
    /// A unit, UCUM.
    Unit(String),
    /// 1 to 12.
    Month(u8),
    /// 1 to 7, Monday first; `6-7` for a weekend.
    Weekday(String),
    /// A day or longer told from today (`-1d`), with a part of it.
    Relative(String),
    /// A part of a day, of TimeML: `MO`.
    Daypart(String),
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
}

impl Numbers {
    pub(crate) fn new(table: &Table, settings: &Table, writing: &Writing) -> Result<Numbers, LanguageError> {
        let mut phrases: Vec<(String, NumberWord)> = Vec::new();
        for row in &table.rows {
            let value = row.cell(2).unwrap_or("");
            let number = || value.trim_start_matches('+').parse::<f64>().ok();
            let small = || value.parse::<u32>().ok();
            let word = match row.text(1) {
                "cardinal" => number().map(NumberWord::Cardinal),
                "ordinal" => small().map(NumberWord::Ordinal),
                "multiplier" => number().map(NumberWord::Multiplier),
                "fraction" => number().map(|n| NumberWord::Fraction { value: n, added: value.starts_with('+') }),
                "currency" => Some(NumberWord::Currency(value.to_owned())),
                "percent" => Some(NumberWord::Percent(value.to_owned())),
                "unit" => Some(NumberWord::Unit(value.to_owned())),
                "month" => small().filter(|month| (1..=12).contains(month)).map(|month| NumberWord::Month(month as u8)),
                "weekday" => Some(NumberWord::Weekday(value.to_owned())),
                "relative_day" => Some(NumberWord::Relative(value.to_owned())),
                "daypart" => Some(NumberWord::Daypart(value.to_owned())),
                // Known to the table, of no use to values yet.
                "ordinal_suffix" | "indefinite" | "season" | "multiple" => None,
                other => return Err(table.error(row, format!("unknown kind `{other}`"))),
            };
            let (Some(word), Some((key, _))) = (word, normalise(row.text(0), writing)) else { continue };
            phrases.push((key, word));
        }
        let list = |key: &str| settings.rows.iter().filter(|row| row.text(0) == key).map(|row| row.text(1).to_owned()).collect();
        Ok(Numbers {
            automaton: Automaton::new(phrases)?,
            year_words: list("year_word"),
            hour_words: list("hour_word"),
            before_dates: list("before_date"),
        })
    }

    /// The longest phrase at a token that `wanted` takes, with its length in tokens.
    pub(crate) fn at<T>(&self, text: &Text, token: usize, wanted: impl Fn(&NumberWord) -> Option<T>) -> Option<(usize, T)> {
        let mut found = None;
        if token < text.tokens.len() {
            self.automaton.matches_at(text, token, |m| {
                if let Some(value) = m.values.iter().find_map(&wanted) {
                    found = Some((m.length, value));
                }
            });
        }
        found
    }
}
