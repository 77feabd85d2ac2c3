//! A day of the calendar: the day that an article is of, and the days told from it.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A day of the Gregorian calendar, in the years 1 to 9999. Written and read as ISO 8601 has it: `2024-05-12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

/// A text that is no day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is no day: a day is written as 2024-05-12")]
pub struct NoDate(String);

impl Date {
    /// The day of a year (1 to 9999), month (1 to 12) and day (from 1); `None` where the calendar has no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
        let date = time::Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?;
        (1..=9999).contains(&year).then_some(Date(date))
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        u32::from(u8::from(self.0.month()))
    }

    /// 1 for Monday to 7 for Sunday.
    pub(crate) fn weekday(self) -> i64 {
        i64::from(self.0.weekday().number_from_monday())
    }

    /// The year and number of the ISO 8601 week.
    pub(crate) fn week(self) -> (i32, u8) {
        let (year, week, _) = self.0.to_iso_week_date();
        (year, week)
    }

    /// The day so many days later; `None` outside the years of the type.
    pub(crate) fn plus_days(self, days: i64) -> Option<Date> {
        let julian = i32::try_from(i64::from(self.0.to_julian_day()).checked_add(days)?).ok()?;
        let date = time::Date::from_julian_day(julian).ok()?;
        (1..=9999).contains(&date.year()).then_some(Date(date))
    }

    /// How many days later `other` is.
    pub(crate) fn days_until(self, other: Date) -> i64 {
        i64::from(other.0.to_julian_day()) - i64::from(self.0.to_julian_day())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.0.day())
    }
}

impl FromStr for Date {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Date, NoDate> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, digits: usize| {
            let number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            number.then(|| part.parse::<u32>().ok()).flatten()
        };
        let date = match parts.as_slice() {
            [year, month, day] => number(year, 4)
                .zip(number(month, 2))
                .zip(number(day, 2))
                .and_then(|((year, month), day)| Date::new(i32::try_from(year).ok()?, month, day)),
            _ => None,
        };
        date.ok_or_else(|| NoDate(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_it_is_written_and_no_other_text_is_a_day() {
        for day in ["2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(day.parse::<Date>().unwrap().to_string(), day);
        }
        for text in ["2023-02-29", "2024-13-01", "2024-00-10", "2024-5-12", "+024-05-12", "12.05.2024", "", "0000-01-01"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_counted_over_months_and_years() {
        let day = Date::new(2024, 2, 28).unwrap();
        assert_eq!(day.plus_days(2).unwrap().to_string(), "2024-03-01");
        assert_eq!((day.weekday(), day.week()), (3, (2024, 9)));
        assert_eq!(Date::new(2021, 1, 3).unwrap().week(), (2020, 53));
        assert_eq!(Date::new(9999, 12, 31).unwrap().plus_days(1), None);
        assert_eq!(day.days_until(Date::new(2025, 2, 28).unwrap()), 366);
    }
}
