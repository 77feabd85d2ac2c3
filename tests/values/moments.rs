//! Dates, times and ranges of them with the ways in which Bulgarian news writes them.

use kavichki::EntityType;
use proptest::prelude::*;

use crate::calendar::{Day, days_in};
use crate::spelling::{Gender, cardinal, ordinal_day};
use crate::written::{Written, between, style, written};

pub const MONTHS: [&str; 12] =
    ["януари", "февруари", "март", "април", "май", "юни", "юли", "август", "септември", "октомври", "ноември", "декември"];
pub const WEEKDAYS: [&str; 7] = ["понеделник", "вторник", "сряда", "четвъртък", "петък", "събота", "неделя"];

pub fn day(years: std::ops::RangeInclusive<i32>) -> impl Strategy<Value = Day> {
    (years, 1..=12u32, 0..31u32).prop_map(|(year, month, n)| Day { year, month, day: n % days_in(year, month) + 1 })
}

fn month_name(month: u32) -> &'static str {
    MONTHS[month as usize - 1]
}

pub fn date() -> impl Strategy<Value = Written> {
    (day(1000..=2999), 0..18usize).prop_map(|(day, manner)| {
        let Day { year, month, day: n } = day;
        let name = month_name(month);
        let (lead, text, value) = match manner {
            0 => ("на ", format!("{n:02}.{month:02}.{year} г."), day.iso()),
            1 => ("на ", format!("{n}.{month}.{year}"), day.iso()),
            2 => ("на ", format!("{n:02}/{month:02}/{year}"), day.iso()),
            3 => ("на ", day.iso(), day.iso()),
            4 => ("на ", format!("{n} {name} {year} г."), day.iso()),
            5 => ("до ", format!("{n} {name} {year} година"), day.iso()),
            6 => ("", format!("{n} {name} {year}"), day.iso()),
            7 => ("на ", format!("{}-{} {name} {year} г.", n, ordinal_ending(n)), day.iso()),
            8 => ("на ", format!("{} {name} {year} г.", ordinal_day(n)), day.iso()),
            9 => ("на ", format!("{n} {name}"), format!("--{month:02}-{n:02}")),
            10 => ("", format!("{} {name}", ordinal_day(n)), format!("--{month:02}-{n:02}")),
            11 => ("през ", format!("{name} {year} г."), format!("{year:04}-{month:02}")),
            12 => ("", format!("{name} {year}"), format!("{year:04}-{month:02}")),
            13 => ("през ", format!("{year} г."), format!("{year:04}")),
            14 => ("", format!("{year} година"), format!("{year:04}")),
            15 => ("в ", format!("{}, {n} {name} {year} г.", WEEKDAYS[day.weekday() as usize - 1]), day.iso()),
            16 => ("в ", format!("{} {n:02}.{month:02}.{year} г.", WEEKDAYS[day.weekday() as usize - 1]), day.iso()),
            _ => ("в ", WEEKDAYS[day.weekday() as usize - 1].to_owned(), format!("XXXX-WXX-{}", day.weekday())),
        };
        written(EntityType::Date, lead, text, value)
    })
}

fn ordinal_ending(n: u32) -> &'static str {
    match n {
        11..=19 => "ти",
        _ => match n % 10 {
            1 => "ви",
            2 => "ри",
            7 | 8 => "ми",
            _ => "ти",
        },
    }
}

pub fn date_range() -> impl Strategy<Value = Written> {
    (day(1900..=2099), 1..25i32, 1..20i32, 0..14usize, 0..6usize).prop_map(|(first, days, years, form, manner)| {
        let last = first.moved(days);
        let (name, last_name) = (month_name(first.month), month_name(last.month));
        let lead = if manner < 4 { "на " } else { "" };
        let whole = format!("{}/{}", first.iso(), last.iso());
        let same_month = (first.year, first.month) == (last.year, last.month);
        let same_year = first.year == last.year;
        let (year, until) = (first.year, first.year + years);
        let (lead, low, high, value) = match form {
            0..=2 if same_month => (lead, first.day.to_string(), format!("{} {last_name} {year} г.", last.day), whole),
            3 if same_month => (lead, first.day.to_string(), format!("{:02}.{:02}.{year} г.", last.day, last.month), whole),
            4..=5 if same_month => {
                let value = format!("--{:02}-{:02}/--{:02}-{:02}", first.month, first.day, last.month, last.day);
                (lead, first.day.to_string(), format!("{} {last_name}", last.day), value)
            }
            6..=7 => (lead, format!("{} {name}", first.day), format!("{} {last_name} {} г.", last.day, last.year), whole),
            8 => (lead, format!("{} {name} {} г.", first.day, first.year), format!("{} {last_name} {} г.", last.day, last.year), whole),
            9 => (
                lead,
                format!("{:02}.{:02}.{}", first.day, first.month, first.year),
                format!("{:02}.{:02}.{}", last.day, last.month, last.year),
                whole,
            ),
            10 if same_year => {
                (lead, format!("{:02}.{:02}", first.day, first.month), format!("{:02}.{:02}.{}", last.day, last.month, last.year), whole)
            }
            11 => ("през ", year.to_string(), format!("{until} г."), format!("{year}/{until}")),
            12 if manner != 1 && manner != 3 => {
                let (from, to) = (first.month % 6 + 1, first.month % 6 + 2);
                let value = format!("{year}-{from:02}/{year}-{to:02}");
                ("през ", month_name(from).to_owned(), format!("{} {year} г.", month_name(to)), value)
            }
            _ => ("през ", year.to_string(), format!("{until} година"), format!("{year}/{until}")),
        };
        let lead = if manner < 4 { lead } else { "" };
        written(EntityType::Date, lead, between(&low, &high, manner), value)
    })
}

pub fn time() -> impl Strategy<Value = Written> {
    (0..24u64, 0..60u64, style(), 0..12usize).prop_map(|(hour, minute, style, manner)| {
        let value = format!("T{hour:02}:{minute:02}");
        let full = format!("T{hour:02}:00");
        let words = |n, gender| cardinal(n, gender, style);
        let (lead, text, value) = match manner {
            0 => ("в ", format!("{hour}:{minute:02}"), value),
            1 => ("", format!("{hour:02}:{minute:02} ч."), value),
            2 => ("от ", format!("{hour}.{minute:02} ч."), value),
            3 => ("до ", format!("{hour},{minute:02} часа"), value),
            4 => ("в ", format!("{hour} и {minute} часа"), value),
            5 => ("в ", format!("{hour} часа и {minute} минути"), value),
            6 => ("в ", format!("{hour} часа"), full),
            7 => ("към ", format!("{hour} ч."), full),
            8 => ("в ", format!("{} часа", words(hour, Gender::Masculine)), full),
            9 => (
                "в ",
                format!("{} и {} часа", words(hour % 20, Gender::Masculine), words(10 + minute % 10, Gender::Feminine)),
                format!("T{:02}:{}", hour % 20, 10 + minute % 10),
            ),
            10 => ("в ", format!("{} и половина часа", words(hour % 20, Gender::Masculine)), format!("T{:02}:30", hour % 20)),
            _ => {
                let early = hour % 12;
                let (part, hour) = if early >= 6 { ("вечерта", early + 12) } else { ("следобед", early + 12) };
                ("в ", format!("{early} часа {part}"), format!("T{hour:02}:00"))
            }
        };
        written(EntityType::Time, lead, text, value)
    })
}

pub fn time_range() -> impl Strategy<Value = Written> {
    (0..23u64, 1..12u64, 0..60u64, 0..6usize, 0..4usize).prop_map(|(from, hours, minute, manner, form)| {
        let to = (from + hours).min(23);
        let minutes = format!("T{from:02}:{minute:02}/T{to:02}:{minute:02}");
        let (low, high, value) = match form {
            0 => (format!("{from}:{minute:02}"), format!("{to}:{minute:02}"), minutes),
            1 => (format!("{from:02}:{minute:02}"), format!("{to:02}:{minute:02} ч."), minutes),
            2 => (format!("{from}.{minute:02}"), format!("{to}.{minute:02} часа"), minutes),
            _ if manner < 4 || from >= 6 => (from.to_string(), format!("{to} часа"), format!("T{from:02}:00/T{to:02}:00")),
            _ => (format!("{from}.{minute:02} ч."), format!("{to}.{minute:02} ч."), minutes),
        };
        written(EntityType::Time, if manner < 4 { "от " } else { "" }, between(&low, &high, manner), value)
    })
}
