//! Times of day, and ranges of them.
//!
//! `18 часа` is a time of day behind a preposition of time (`в 18 часа`), else a span of time. Of a range in whole hours without such a
//! preposition the same holds; `от 10 до 12 часа` is one of times unless its first hour is before six, which is rarely meant.

use super::{Reader, Reading};
use crate::article::EntityType;
use crate::language::NumberWord;

/// A time as it is written, whether or not the clock has it.
#[derive(Debug, Clone, Copy)]
struct Clock {
    end: usize,
    hour: u32,
    /// Minutes and, where they are said, seconds.
    minute: Option<u32>,
    second: Option<u32>,
    /// Whether a colon tells that it is a time.
    colon: bool,
    /// Whether the word for hours stands behind it.
    worded: bool,
}

const EARLIEST_OF_RANGE: u32 = 6;

impl Reader<'_, '_> {
    /// `10:30`, `14.30 ч.`, `в 18 часа`, `в 15 и 30 часа`, `в 8 часа вечерта`.
    pub(super) fn time(&self, token: usize) -> Option<Reading> {
        let behind = self.is_behind(token, &self.numbers.before_times);
        let clock = self.clock(token, behind)?;
        let sure = clock.colon || clock.worded && (clock.minute.is_some() || behind);
        sure.then(|| Reading { end: clock.end, kind: EntityType::Time, value: clock.iso() })
    }

    /// `14:00-16:30 ч.`, `от 10 до 12 часа`.
    pub(super) fn time_range(&self, token: usize) -> Option<Reading> {
        let joiner = self.opens_range(token);
        let start = token + usize::from(joiner.is_some());
        let low = self.clock(start, false)?;
        let high = self.clock(self.behind_joiner(low.end, joiner)?, false)?;
        let whole = low.minute.is_none() && high.minute.is_none();
        let sure = if low.colon && high.colon {
            true
        } else if whole && joiner.is_none() {
            high.worded && self.is_behind(token, &self.numbers.before_times)
        } else if whole {
            high.worded && low.hour >= EARLIEST_OF_RANGE
        } else {
            high.worded || low.colon || high.colon
        };
        let value = low.iso().zip(high.iso()).map(|(low, high)| format!("{low}/{high}"));
        (sure && low.hour != high.hour || sure && low.minute != high.minute).then_some(Reading {
            end: high.end,
            kind: EntityType::Time,
            value,
        })
    }

    /// What can be a time: hours in digits or words, with minutes. `said` tells that a preposition of time stands before, so that
    /// minutes may be told with `and`.
    fn clock(&self, token: usize, said: bool) -> Option<Clock> {
        let mut clock = self.hours(token)?;
        if clock.minute.is_none() && said {
            // `15 и 30 часа`, `осем и половина часа`.
            if let Some((end, minute)) = self.minutes(clock.end)
                && self.word_end(end, &self.numbers.hour_words) > end
            {
                (clock.end, clock.minute) = (end, Some(minute));
            }
        }
        let end = self.word_end(clock.end, &self.numbers.hour_words);
        clock.worded = end > clock.end;
        clock.end = end;
        if clock.worded && clock.minute.is_none() && said {
            // `10 часа и 5 минути`.
            if let Some((end, minute)) = self.minutes(clock.end) {
                let unit = self.next(end, |word| matches!(word, NumberWord::Unit(unit) if unit == "min").then_some(()));
                let half = self.next(clock.end, |word| matches!(word, NumberWord::AddedFraction(_)).then_some(()));
                if let Some((end, ())) = unit.or(half) {
                    (clock.end, clock.minute) = (self.with_stop(end), Some(minute));
                }
            }
        }
        if let Some((end, part)) = self.next(clock.end, |word| if let NumberWord::Daypart(part) = word { Some(part.clone()) } else { None })
            && (clock.worded || clock.colon)
        {
            clock.end = end;
            let second_half = part == "AF" || part == "EV" || part == "NI" && clock.hour >= EARLIEST_OF_RANGE;
            if second_half && clock.hour < 12 {
                clock.hour += 12;
            }
        }
        Some(clock)
    }

    fn hours(&self, token: usize) -> Option<Clock> {
        let clock = |end, hour| Clock { end, hour, minute: None, second: None, colon: false, worded: false };
        let Some(form) = self.number(token) else {
            let (end, hour) = self.below_thousand(token).filter(|(_, hour)| *hour <= 24.0)?;
            return Some(clock(end, hour as u32));
        };
        let two = |part: &str| (part.len() == 2).then(|| figure(part)).flatten();
        if form.contains(':') {
            let mut parts = form.split(':');
            let (hour, minute) = (figure(parts.next()?)?, two(parts.next()?)?);
            let second = parts.next().map(two);
            if parts.next().is_some() || second == Some(None) {
                return None;
            }
            return Some(Clock { minute: Some(minute), second: second.flatten(), colon: true, ..clock(token + 1, hour) });
        }
        match form.split_once(['.', ',']) {
            Some((hour, minute)) => Some(Clock { minute: Some(two(minute)?), ..clock(token + 1, figure(hour)?) }),
            None => Some(clock(token + 1, figure(form)?)),
        }
    }

    /// `и 30`, `и половина`.
    fn minutes(&self, token: usize) -> Option<(usize, u32)> {
        if let Some((end, part)) = self.next(token, |word| if let NumberWord::AddedFraction(part) = word { Some(*part) } else { None }) {
            return Some((end, (part * 60.0) as u32));
        }
        let start = self.behind_and(token);
        let numeral = if start > token { self.numeral(start)? } else { return None };
        (numeral.value.fract() == 0.0 && (0.0..60.0).contains(&numeral.value)).then_some((numeral.end, numeral.value as u32))
    }
}

impl Clock {
    /// ISO 8601; `None` for what the clock does not have.
    fn iso(self) -> Option<String> {
        let (minute, second) = (self.minute.unwrap_or(0), self.second.unwrap_or(0));
        let sound = self.hour < 24 && minute < 60 && second < 60 || self.hour == 24 && minute == 0 && second == 0;
        let seconds = self.second.map_or(String::new(), |second| format!(":{second:02}"));
        sound.then(|| format!("T{:02}:{minute:02}{seconds}", self.hour))
    }
}

/// One or two digits.
fn figure(form: &str) -> Option<u32> {
    ((1..=2).contains(&form.len()) && form.bytes().all(|byte| byte.is_ascii_digit())).then(|| form.parse().ok()).flatten()
}
