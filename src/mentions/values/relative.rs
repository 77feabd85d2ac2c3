//! Weekdays, and days and periods told from the day of the article.
//!
//! With the article's date they are absolute, by these rules:
//! - a weekday is the nearest such day up to and with the article's own (news tells what happened); in a clause of the future (`ще`) the
//!   nearest from then on; `миналия` is the one before the article's day, `следващия` the one after it, `този` that of its week;
//! - a day and a month without a year is the nearest such day; in a clause of the future the next;
//! - weeks are ISO 8601 weeks (`2024-W19`), weekends the two days; months and years are those of the calendar;
//! - what is told from the day of the story (`на следващия ден`) stays relative, since that day is not known.
//!
//! A clause is what stands between commas and stops.

use super::{Reader, Reading};
use crate::date::Date;
use crate::language::NumberWord;
use crate::text::TokenKind;

/// A distance from the article's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Distance {
    count: i64,
    unit: Unit,
    weekend: bool,
    /// Whether it is told from a day of the story.
    from_story: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Reader<'_, '_> {
    /// `в петък`, `следващия петък`, `вчера`, `миналата година`, `преди 5 дни`.
    pub(super) fn relative(&self, token: usize) -> Option<Reading> {
        if self.text.tokens[token].kind != TokenKind::Word {
            return None;
        }
        self.weekdays(token).or_else(|| self.weekday(token)).or_else(|| self.ago(token)).or_else(|| {
            let (end, distance) = self.at(token, |word| if let NumberWord::Relative(when) = word { distance(when) } else { None })?;
            Some(Reading::date(end, Some(self.told(distance))))
        })
    }

    /// The year of `т.г.` or `миналата година` at a token, where the article's day tells it.
    pub(super) fn relative_year(&self, token: usize) -> Option<(usize, i32)> {
        let today = self.date?;
        let (end, distance) = self.at(token, |word| if let NumberWord::Relative(when) = word { distance(when) } else { None })?;
        let count = i32::try_from(distance.count).ok().filter(|_| distance.unit == Unit::Year && !distance.from_story)?;
        Some((end, today.year() + count))
    }

    /// Whether the clause around a token tells of what is to come.
    pub(super) fn is_future(&self, token: usize) -> bool {
        let Some(sentence) = self.text.sentence_of(token) else { return false };
        let whole = self.text.sentences[sentence].tokens.clone();
        let bound = |&at: &usize| {
            use TokenKind::{Close, Colon, Comma, Mark, Open, Semicolon, Stop};
            let kind = self.text.tokens[at].kind;
            let inside = self.text.tokens[at].joined && self.text.tokens.get(at + 1).is_some_and(|next| next.joined);
            matches!(kind, Close | Colon | Comma | Mark | Open | Semicolon) || kind == Stop && !inside
        };
        let start = (whole.start..token).rev().find(bound).map_or(whole.start, |at| at + 1);
        let end = (token..whole.end).find(bound).unwrap_or(whole.end);
        (start..end).any(|at| self.is_listed(at, &self.numbers.future_words))
    }

    /// A weekday behind a preposition or a word that tells which; with the date that follows it, if one does.
    fn weekday(&self, token: usize) -> Option<Reading> {
        let neighbour = self.at(token, |word| if let NumberWord::Neighbour(which) = word { Some(*which) } else { None });
        let (end, (first, last)) = self.weekday_word(neighbour.map_or(token, |(end, _)| end))?;
        let which = neighbour.map(|(_, which)| which);
        if first == last && which.is_none() {
            let comma = usize::from(self.text.is_kind(end, TokenKind::Comma));
            let date = self.date(end + comma).filter(|(_, when)| when.day.is_some() && !self.begins_sentence(end + comma));
            if let Some((end, when)) = date {
                return Some(Reading::date(end, self.iso(when, token)));
            }
        }
        if which.is_none() && !self.is_behind(token, &self.numbers.before_dates) {
            return None;
        }
        let days = (first != last).then(|| self.date.and_then(|_| self.weekday_date(first, which, token))).flatten();
        let value = match days.map(|first_day| (first_day, first_day.plus_days(i64::from(last - first)))) {
            Some((first_day, Some(last_day))) => format!("{first_day}/{last_day}"),
            _ if first != last => format!("XXXX-WXX-{first}/XXXX-WXX-{last}"),
            _ => self.weekday_date(first, which, token).map_or_else(|| format!("XXXX-WXX-{first}"), |day| day.to_string()),
        };
        Some(Reading::date(end, Some(value)))
    }

    /// `от понеделник до петък`.
    fn weekdays(&self, token: usize) -> Option<Reading> {
        let joiner = self.opens_range(token)?;
        let (end, (first, _)) = self.weekday_word(token + 1)?;
        let (end, (_, last)) = self.weekday_word(self.behind_joiner(end, Some(joiner))?)?;
        let span = (i64::from(last) - i64::from(first)).rem_euclid(7);
        let days = if self.is_future(token) {
            self.weekday_date(first, None, token).and_then(|day| Some((day, day.plus_days(span)?)))
        } else {
            self.weekday_date(last, None, token).and_then(|day| Some((day.plus_days(-span)?, day)))
        };
        let value = days.map_or_else(|| format!("XXXX-WXX-{first}/XXXX-WXX-{last}"), |(first, last)| format!("{first}/{last}"));
        Some(Reading::date(end, Some(value)))
    }

    fn weekday_word(&self, token: usize) -> Option<(usize, (u8, u8))> {
        self.at(token, |word| if let NumberWord::Weekday(first, last) = word { Some((*first, *last)) } else { None })
    }

    /// The day of a weekday (1 for Monday), by the rule above.
    fn weekday_date(&self, weekday: u8, which: Option<i8>, token: usize) -> Option<Date> {
        let today = self.date?;
        let ahead = (i64::from(weekday) - today.weekday()).rem_euclid(7);
        let behind = (today.weekday() - i64::from(weekday)).rem_euclid(7);
        today.plus_days(match which {
            Some(0) => i64::from(weekday) - today.weekday(),
            Some(-1) => {
                if behind == 0 {
                    -7
                } else {
                    -behind
                }
            }
            Some(_) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            None if self.is_future(token) => ahead,
            None => -behind,
        })
    }

    /// `преди 5 дни`.
    fn ago(&self, token: usize) -> Option<Reading> {
        if !self.is_listed(token, &self.numbers.ago_words) {
            return None;
        }
        let measure = self.measure(token + 1).filter(|measure| measure.high.is_none() && measure.low.fract() == 0.0)?;
        let unit = Unit::of(&measure.unit).filter(|_| (1.0..1e9).contains(&measure.low))?;
        let distance = Distance { count: -(measure.low as i64), unit, weekend: false, from_story: false };
        Some(Reading::date(measure.end, Some(self.told(distance))))
    }

    /// The day or period so far from the article's; without its date, or outside the calendar, the distance: `P-1D`.
    fn told(&self, distance: Distance) -> String {
        let absolute = self.date.filter(|_| !distance.from_story).and_then(|today| distance.from(today));
        absolute.unwrap_or_else(|| format!("P{}{}", distance.count, distance.unit.code()))
    }
}

impl Distance {
    fn from(self, today: Date) -> Option<String> {
        let year = |year: i64| (1000..=9999).contains(&year).then_some(year);
        match self.unit {
            Unit::Day => Some(today.plus_days(self.count)?.to_string()),
            Unit::Week => {
                let day = today.plus_days(self.count.checked_mul(7)?)?;
                if self.weekend {
                    let saturday = day.plus_days(6 - day.weekday())?;
                    return Some(format!("{saturday}/{}", saturday.plus_days(1)?));
                }
                let (year, week) = day.week();
                Some(format!("{year:04}-W{week:02}"))
            }
            Unit::Month => {
                let months = i64::from(today.year()) * 12 + i64::from(today.month()) - 1 + self.count;
                Some(format!("{:04}-{:02}", year(months.div_euclid(12))?, months.rem_euclid(12) + 1))
            }
            Unit::Year => Some(format!("{:04}", year(i64::from(today.year()) + self.count)?)),
        }
    }
}

impl Unit {
    fn of(code: &str) -> Option<Unit> {
        match code {
            "d" => Some(Unit::Day),
            "wk" => Some(Unit::Week),
            "mo" => Some(Unit::Month),
            "a" => Some(Unit::Year),
            _ => None,
        }
    }

    fn code(self) -> char {
        match self {
            Unit::Day => 'D',
            Unit::Week => 'W',
            Unit::Month => 'M',
            Unit::Year => 'Y',
        }
    }
}

/// `-1d NI` of the table; what is only past or future has none.
fn distance(when: &str) -> Option<Distance> {
    let mut parts = when.split_whitespace();
    let offset = parts.next()?;
    let split = offset.find(|c: char| c.is_ascii_lowercase())?;
    let (count, unit) = offset.split_at(split);
    let mut distance = Distance { count: count.parse().ok()?, unit: Unit::of(unit)?, weekend: false, from_story: false };
    for part in parts {
        distance.weekend |= part == "WE";
        distance.from_story |= part == "THEN";
    }
    Some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_counted_from_the_day_of_the_article() {
        let today = Date::new(2024, 1, 3).unwrap();
        let found = ["-1d NI", "+1wk", "0wk WE", "-1mo", "-1a", "PAST"].map(|when| distance(when).and_then(|far| far.from(today)));
        let wanted = [Some("2024-01-02"), Some("2024-W02"), Some("2024-01-06/2024-01-07"), Some("2023-12"), Some("2023"), None];
        assert_eq!(found, wanted.map(|value| value.map(str::to_owned)));
    }
}
