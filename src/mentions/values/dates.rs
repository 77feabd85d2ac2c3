//! Days, months and years of the calendar, and ranges of them.

use super::{Reader, Reading};
use crate::date::Date;
use crate::language::NumberWord;
use crate::text::TokenKind;

/// What a date says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
}

/// Years that a four-digit number may be at all, and those that it most likely is where nothing says so.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=2999;
const LIKELY_YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

impl Reader<'_, '_> {
    /// A date that a day, month or the word for a year tells: `12.05.2024 г.`, `12 май`, `май 2024`, `2024 г.`.
    pub(super) fn date(&self, token: usize) -> Option<(usize, When)> {
        self.numeric_date(token).or_else(|| self.month_date(token)).or_else(|| self.said_year(token))
    }

    /// The value of a date; `None` for one that the calendar does not have.
    pub(super) fn iso(&self, when: When, token: usize) -> Option<String> {
        self.filled(when, token).iso()
    }

    /// `1-3 юни 2022 г.`, `от 3 до 5 май`, `между 28 май и 3 юни`, `2019-2021 г.`, `12-14.05.2024`.
    pub(super) fn date_range(&self, token: usize) -> Option<Reading> {
        if let Some([low, high]) = self.hyphenated_pair(token, |word| if let NumberWord::Month(month) = word { Some(*month) } else { None })
        {
            // `май-юли 2022 г.` is one word and its year.
            let (end, year) = self.trailing_year(token + 1);
            let [low, high] = [low, high].map(|month| When { year, month: Some(u32::from(month)), day: None });
            return year.and_then(|_| self.interval(end, low, high, token));
        }
        if let Some((end, low, high)) = self.hyphenated_days(token) {
            return self.interval(end, low, high, token);
        }
        let joiner = self.opens_range(token);
        let start = token + usize::from(joiner.is_some());
        let (low_end, low) = self.date(start).or_else(|| self.range_start(start))?;
        let second = self.behind_joiner(low_end, joiner).or_else(|| self.behind_stroke(low_end, low))?;
        let (end, high) = self.date(second)?;
        let low = low.with_rest_of(high)?;
        self.interval(end, low, high, second)
    }

    /// `28 май-3 юни 2022 г.`: the first month and the second day are one word.
    fn hyphenated_days(&self, token: usize) -> Option<(usize, When, When)> {
        let (middle, first) = self.day(token)?;
        let word = self.text.is_kind(middle, TokenKind::Word).then(|| self.text.lower(middle))?;
        let (month, second) = word.split_once('-')?;
        let month = self.numbers.of_word(month, |word| if let NumberWord::Month(month) = word { Some(u32::from(*month)) } else { None })?;
        let (end, last_month) = self.month(middle + 1)?;
        let (end, year) = self.trailing_year(end);
        let high = When { year, month: Some(last_month), day: Some(small(second)?) };
        Some((end, When { year: None, month: Some(month), day: Some(first) }.with_rest_of(high)?, high))
    }

    /// `от 2019 до 2021`, `през 2019-2021`, and a bare year behind a preposition of time.
    pub(super) fn bare_years(&self, token: usize) -> Option<Reading> {
        let joiner = self.opens_range(token);
        let start = token + usize::from(joiner.is_some());
        let likely = |token| self.year_at(token).filter(|year| LIKELY_YEARS.contains(year)).map(When::year);
        let low = likely(start)?;
        let known = joiner.is_some()
            || self.is_behind(token, &self.numbers.before_dates)
            || token.checked_sub(1).is_some_and(|before| self.text.is_kind(before, TokenKind::Open));
        let second = self.behind_joiner(start + 1, joiner);
        if let Some((second, high)) = second.filter(|_| known).and_then(|second| Some((second, likely(second)?))) {
            return self.interval(second + 1, low, high, second);
        }
        let alone = joiner.is_none() && self.is_behind(token, &self.numbers.before_dates);
        alone.then(|| Reading::date(token + 1, low.iso()))
    }

    /// `12.05.2024 г.`, `12/05/2024`, `2024-05-12`.
    fn numeric_date(&self, token: usize) -> Option<(usize, When)> {
        let form = self.number(token)?;
        let parts: Vec<&str> = form.split('.').collect();
        if let [day, month, year] = parts.as_slice() {
            return Some((self.year_end(token + 1), When::parse(year, month, day)?));
        }
        let joint = self.text.tokens.get(token + 1..token + 5).filter(|rest| rest.iter().all(|token| token.joined)).map(|_| token + 1)?;
        let separator = self.text.form(joint);
        let (middle, last) = (self.number(token + 2)?, self.number(token + 4)?);
        if self.text.form(token + 3) != separator {
            return None;
        }
        let when = match separator {
            "/" => When::parse(last, middle, form)?,
            "-" if form.len() == 4 && middle.len() == 2 && last.len() == 2 => When::parse(form, middle, last)?,
            _ => return None,
        };
        Some((self.year_end(token + 5), when))
    }

    /// `12 май 2024 г.`, `първи май`, `1-ви май`, `май 2024`.
    fn month_date(&self, token: usize) -> Option<(usize, When)> {
        if let Some((end, month)) = self.month(token) {
            let (end, year) = self.trailing_year(end);
            // A month alone is a date only where it says a year: `май` is too often another word.
            return year.map(|_| (end, When { year, month: Some(month), day: None }));
        }
        let (end, day) = self.day(token)?;
        if self.begins_sentence(end) {
            return None;
        }
        let (end, month) = self.month(end)?;
        let (end, year) = self.trailing_year(end);
        Some((end, When { year, month: Some(month), day: Some(day) }))
    }

    /// `2024 г.`, `2024 година`.
    fn said_year(&self, token: usize) -> Option<(usize, When)> {
        let year = self.year_at(token)?;
        let end = self.year_end(token + 1);
        (end > token + 1).then_some((end, When::year(year)))
    }

    /// What is a date only as the first end of a range: a day, a day with its month in figures, a month, a year.
    fn range_start(&self, token: usize) -> Option<(usize, When)> {
        if let Some((end, month)) = self.month(token) {
            return Some((end, When { year: None, month: Some(month), day: None }));
        }
        if let Some(year) = self.year_at(token) {
            return Some((token + 1, When::year(year)));
        }
        if let Some((day, month)) = self.number(token).and_then(|form| form.split_once('.')) {
            return Some((token + 1, When { year: None, month: Some(small(month)?), day: Some(small(day)?) }));
        }
        self.day(token).map(|(end, day)| (end, When { year: None, month: None, day: Some(day) }))
    }

    /// `2019/2020 г.`: a season's or school year's two.
    fn behind_stroke(&self, token: usize, low: When) -> Option<usize> {
        let stroke = self.text.is_kind(token, TokenKind::Symbol) && self.text.form(token) == "/";
        let next = self.year_at(token + 1).filter(|_| low == When { month: None, day: None, ..low });
        (stroke && next.is_some() && next == low.year.map(|year| year + 1)).then_some(token + 1)
    }

    /// Both ends with a dash between them; nothing where the calendar does not have them, `None` where they do not follow each other.
    fn interval(&self, end: usize, low: When, high: When, token: usize) -> Option<Reading> {
        let high = self.filled(high, token);
        let low = low.with_rest_of(high)?;
        let (Some(first), Some(last)) = (low.iso(), high.iso()) else { return Some(Reading::date(end, None)) };
        (low.order() < high.order()).then(|| Reading::date(end, Some(format!("{first}/{last}"))))
    }

    /// The date with its year, where the article's day tells it: the nearest such day; in a clause of the future the next.
    fn filled(&self, when: When, token: usize) -> When {
        let (None, Some(month), Some(day), Some(today)) = (when.year, when.month, when.day, self.date) else { return when };
        let future = self.is_future(token);
        // A leap day is at most eight years away.
        let days = (today.year() - 8..=today.year() + 8).filter_map(|year| Some((year, today.days_until(Date::new(year, month, day)?))));
        let nearest = days.filter(|(_, days)| !future || *days >= 0).min_by_key(|(_, days)| (days.abs(), *days));
        When { year: nearest.map(|(year, _)| year), ..when }
    }

    fn month(&self, token: usize) -> Option<(usize, u32)> {
        self.at(token, |word| if let NumberWord::Month(month) = word { Some(u32::from(*month)) } else { None })
    }

    /// A day of a month in figures (`12`, `12-ти`) or as an ordinal; whether the month has it is not asked.
    fn day(&self, token: usize) -> Option<(usize, u32)> {
        if let Some(form) = self.number(token) {
            return small(form).map(|day| (token + 1, day));
        }
        if self.text.is_kind(token, TokenKind::Word)
            && let Some((figure, ending)) = self.text.lower(token).split_once('-')
            && self.numbers.ordinal_endings.iter().any(|known| known == ending)
        {
            return small(figure).map(|day| (token + 1, day));
        }
        self.at(token, |word| if let NumberWord::Ordinal(n) = word { Some(*n) } else { None })
    }

    fn year_at(&self, token: usize) -> Option<i32> {
        self.number(token).and_then(year)
    }

    fn trailing_year(&self, token: usize) -> (usize, Option<i32>) {
        if self.begins_sentence(token) {
            return (token, None);
        }
        match self.year_at(token) {
            Some(year) => (self.year_end(token + 1), Some(year)),
            // `5 май т.г.`, where it is known which year that is.
            None => self.relative_year(token).map_or((token, None), |(end, year)| (end, Some(year))),
        }
    }

    fn year_end(&self, token: usize) -> usize {
        self.word_end(token, &self.numbers.year_words)
    }
}

impl When {
    fn year(year: i32) -> When {
        When { year: Some(year), month: None, day: None }
    }

    /// Of three figures that look like a date, whether or not the calendar has it.
    fn parse(year_form: &str, month: &str, day: &str) -> Option<When> {
        Some(When { year: Some(year(year_form)?), month: Some(small(month)?), day: Some(small(day)?) })
    }

    /// The first end of a range with what only the second says: `3` before `5 май`. `None` where they say different things.
    fn with_rest_of(self, high: When) -> Option<When> {
        let month = self.month.or(high.month.filter(|_| self.day.is_some()));
        let mut low = When { month, ..self };
        if self.year.is_none() {
            // From December to January the year changes.
            let later = (low.month, low.day) > (high.month, high.day) && self.month.is_some();
            low.year = high.year.map(|year| year - i32::from(later));
        }
        let alike = low.month.is_some() == high.month.is_some() && low.day.is_some() == high.day.is_some();
        alike.then_some(low)
    }

    fn order(self) -> (i32, u32, u32) {
        // Without a year December may well stand before January.
        let year = self.year.unwrap_or(0);
        (year, self.month.unwrap_or(0), self.day.unwrap_or(0))
    }

    /// ISO 8601; `None` for what the calendar does not have.
    fn iso(self) -> Option<String> {
        let year = self.year.map(|year| format!("{year:04}"));
        match (self.month, self.day) {
            (None, None) => year,
            (Some(month), None) => (1..=12).contains(&month).then(|| format!("{}-{month:02}", year.as_deref().unwrap_or("-"))),
            (month, Some(day)) => {
                let month = month?;
                // A leap year has every day that some year has.
                Date::new(self.year.unwrap_or(2000), month, day)?;
                Some(format!("{}-{month:02}-{day:02}", year.as_deref().unwrap_or("-")))
            }
        }
    }
}

fn small(digits: &str) -> Option<u32> {
    (digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

fn year(digits: &str) -> Option<i32> {
    let year = (digits.len() == 4).then(|| digits.parse().ok()).flatten()?;
    YEARS.contains(&year).then_some(year)
}
