//! The calendar counted out day by day, so that the tests do not trust the library that the recogniser uses.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

pub fn days_in(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Day {
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    pub fn next(self) -> Day {
        match self {
            Day { year, month: 12, day: 31 } => Day { year: year + 1, month: 1, day: 1 },
            Day { year, month, day } if day == days_in(year, month) => Day { year, month: month + 1, day: 1 },
            Day { day, .. } => Day { day: day + 1, ..self },
        }
    }

    pub fn previous(self) -> Day {
        match self {
            Day { year, month: 1, day: 1 } => Day { year: year - 1, month: 12, day: 31 },
            Day { year, month, day: 1 } => Day { year, month: month - 1, day: days_in(year, month - 1) },
            Day { day, .. } => Day { day: day - 1, ..self },
        }
    }

    pub fn moved(self, days: i32) -> Day {
        (0..days.abs()).fold(self, |day, _| if days > 0 { day.next() } else { day.previous() })
    }

    /// 1 for Monday, by Zeller's congruence.
    pub fn weekday(self) -> i32 {
        let (year, month) = if self.month < 3 { (self.year - 1, self.month as i32 + 12) } else { (self.year, self.month as i32) };
        let from_saturday = (self.day as i32 + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400).rem_euclid(7);
        (from_saturday + 5) % 7 + 1
    }

    /// ISO 8601: the week belongs to the year of its Thursday.
    pub fn week(self) -> String {
        let thursday = self.moved(4 - self.weekday());
        let mut day = Day { year: thursday.year, month: 1, day: 1 };
        let mut count = 1;
        while day != thursday {
            day = day.next();
            count += 1;
        }
        format!("{:04}-W{:02}", thursday.year, (count - 1) / 7 + 1)
    }
}

#[test]
fn known_days_are_where_the_calendar_has_them() {
    let day = |year, month, day| Day { year, month, day };
    assert_eq!((day(2024, 5, 12).weekday(), day(2000, 2, 29).weekday(), day(1900, 1, 1).weekday()), (7, 2, 1));
    assert_eq!([day(2021, 1, 3), day(2024, 12, 30), day(2024, 5, 12)].map(Day::week), ["2020-W53", "2025-W01", "2024-W19"]);
    assert_eq!(day(2024, 2, 28).moved(2), day(2024, 3, 1));
    assert_eq!(day(2024, 1, 1).moved(-1), day(2023, 12, 31));
}
