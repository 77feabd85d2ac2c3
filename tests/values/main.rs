//! Values are found as they were written: a generator makes a value, writes it in one of the manners of news inside a sentence that
//! says nothing else, and exactly this value must be found in exactly this place.

mod calendar;
mod moments;
mod spelling;
mod written;

use std::path::Path;
use std::sync::LazyLock;

use calendar::Day;
use kavichki::{Article, Date, EntityType, Language, Options, Span};
use moments::{MONTHS, WEEKDAYS, day};
use proptest::prelude::*;
use proptest::sample::select;
use written::{Written, any_value};

/// The tables alone: values need no trained model, and no name stands in their way.
static TABLES: LazyLock<Language> = LazyLock::new(|| Language::from_folder(Path::new("languages/bg")).unwrap());

fn annotated(text: &str, date: Option<&str>) -> Article {
    let date = date.map(|date| date.parse::<Date>().unwrap());
    kavichki::annotate_with(text, &TABLES, &Options { date }, &mut |_| {})
}

/// Kind, value and words of all values of an article, in the order of the text.
fn values(text: &str, article: &Article) -> Vec<(EntityType, String, Span)> {
    let mut found: Vec<(EntityType, String, Span)> = article
        .entities
        .iter()
        .filter_map(|entity| Some((entity.kind, entity.value.clone()?, entity)))
        .flat_map(|(kind, value, entity)| entity.mentions.iter().map(move |mention| (kind, value.clone(), mention.span)))
        .collect();
    found.sort_by_key(|(_, _, span)| *span);
    assert!(found.iter().all(|(_, _, span)| text.is_char_boundary(span.start)));
    found
}

/// What is found, as a person would note it: `12,5 % = 12.5 %`.
fn noted(text: &str, date: Option<&str>) -> Vec<String> {
    values(text, &annotated(text, date)).into_iter().map(|(_, value, span)| format!("{} = {value}", span.of(text))).collect()
}

/// Sentences that hold no value of their own. The full stop at the end is that of the value's abbreviation where it has one.
fn sentence() -> impl Strategy<Value = (&'static str, &'static str)> {
    select(vec![
        ("Според справката става дума за това: ", " от общото за областта."),
        ("Кметът каза, че очаква ", ", и благодари на всички."),
        ("Проектът се забави, а данните сочат ", "."),
        ("Новината дойде ", ". Жителите я посрещнаха спокойно."),
        ("Имаше уговорка (", "), но никой не я спази."),
        ("Директорът обяви „", "“ и седна."),
        ("Така беше и ", ", макар че никой не го вярваше."),
        ("Както пише в протокола – ", " – не е окончателно."),
        ("", " от всичко остава тайна."),
        ("Първият ред е кратък\n", " от втория ред."),
    ])
}

/// The text with the value in its sentence, and where it stands.
fn embedded(value: &Written, (before, after): (&str, &str)) -> (String, Span) {
    let mut written = value.text.clone();
    let mut after = after.to_owned();
    let ends = after == "." || after.starts_with(". ");
    if ends && written.ends_with('.') {
        // One full stop ends both the abbreviation and the sentence; it is the sentence's.
        written.pop();
    }
    if value.kind == EntityType::Quantity && value.value.contains('/') {
        // A share says of what.
        after = format!(" от гласовете{}", after.strip_prefix(" от").unwrap_or(&after));
    }
    let start = before.len() + value.lead.len();
    (format!("{before}{}{written}{after}", value.lead), Span { start, end: start + written.len() })
}

/// Enough to meet every manner of writing in most sentences.
const CASES: u32 = 2000;

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exactly_the_written_value_is_found(value in any_value(), sentence in sentence()) {
        let (text, span) = embedded(&value, sentence);
        let found = values(&text, &annotated(&text, None));
        prop_assert_eq!(found, vec![(value.kind, value.value.clone(), span)], "{} in {}", value.text, text);
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES / 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_absolute_date_is_the_same_on_every_day(value in any_value(), today in day(1990..=2060)) {
        let relative = value.value.contains("XXXX") || value.value.starts_with("--");
        let (text, span) = embedded(&value, ("Според справката това е ", " за областта."));
        let found = values(&text, &annotated(&text, Some(&today.iso())));
        if relative {
            prop_assert_eq!(found.len(), 1);
            prop_assert!(!found[0].1.contains("XXXX") && !found[0].1.contains("--"), "{:?}", found);
            prop_assert_eq!(found[0].2, span);
        } else {
            prop_assert_eq!(found, vec![(value.kind, value.value.clone(), span)]);
        }
    }

    #[test]
    fn weekdays_are_the_nearest_by_the_stated_rule(today in day(1990..=2060), weekday in 1..=7i32, manner in 0..5usize) {
        let name = WEEKDAYS[weekday as usize - 1];
        let feminine = matches!(weekday, 3 | 6 | 7);
        let say = |masculine: &str, feminine_form: &str| format!("{} {name}", if feminine { feminine_form } else { masculine });
        let (lead, phrase, days) = match manner {
            0 => ("Съветът заседава в ", name.to_owned(), [0, -1, -2, -3, -4, -5, -6]),
            1 => ("Съветът ще заседава в ", name.to_owned(), [0, 1, 2, 3, 4, 5, 6]),
            2 => ("Съветът заседава ", say("миналия", "миналата"), [-1, -2, -3, -4, -5, -6, -7]),
            3 => ("Съветът заседава ", say("следващия", "следващата"), [1, 2, 3, 4, 5, 6, 7]),
            _ => ("Кметът, който ще говори утре вечер, дойде в ", name.to_owned(), [0, -1, -2, -3, -4, -5, -6]),
        };
        let wanted = days.iter().map(|days| today.moved(*days)).find(|day| day.weekday() == weekday).unwrap();
        let text = format!("{lead}{phrase} по обяд.");
        let noted = noted(&text, Some(&today.iso()));
        prop_assert_eq!(noted.last().unwrap(), &format!("{phrase} = {}", wanted.iso()));
    }

    #[test]
    fn relative_days_and_periods_are_counted_from_the_day(today in day(1990..=2060), n in 2..=40i32) {
        let year = |years: i32| format!("{:04}", today.year + years);
        let month = |months: i32| {
            let count = today.year * 12 + today.month as i32 - 1 + months;
            format!("{:04}-{:02}", count / 12, count % 12 + 1)
        };
        for (phrase, wanted) in [
            ("вчера".to_owned(), today.previous().iso()),
            ("завчера".to_owned(), today.moved(-2).iso()),
            ("днес".to_owned(), today.iso()),
            ("утре".to_owned(), today.next().iso()),
            ("миналата седмица".to_owned(), today.moved(-7).week()),
            ("следващата седмица".to_owned(), today.moved(7).week()),
            ("миналия месец".to_owned(), month(-1)),
            ("следващия месец".to_owned(), month(1)),
            ("миналата година".to_owned(), year(-1)),
            ("догодина".to_owned(), year(1)),
            (format!("преди {n} дни"), today.moved(-n).iso()),
            (format!("преди {n} седмици"), today.moved(-7 * n).week()),
            (format!("преди {n} месеца"), month(-n)),
            (format!("преди {n} години"), year(-n)),
        ] {
            let text = format!("Мостът беше тема {phrase} в съвета.");
            prop_assert_eq!(noted(&text, Some(&today.iso())), [format!("{phrase} = {wanted}")]);
        }
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest(today in day(1990..=2060), other in day(2000..=2000), future in any::<bool>()) {
        let said = format!("{} {}", other.day, MONTHS[other.month as usize - 1]);
        let text = format!("Мостът {} на {said} по обяд.", if future { "ще бъде открит" } else { "беше открит" });
        let is_it = |day: &Day| (day.month, day.day) == (other.month, other.day);
        let wanted = if future {
            std::iter::successors(Some(today), |day| Some(day.next())).find(is_it)
        } else {
            let back = std::iter::successors(Some(today), |day| Some(day.previous()));
            let ahead = std::iter::successors(Some(today), |day| Some(day.next()));
            back.zip(ahead).flat_map(|(back, ahead)| [back, ahead]).find(is_it)
        };
        prop_assert_eq!(noted(&text, Some(&today.iso())), [format!("{said} = {}", wanted.unwrap().iso())]);
    }

    #[test]
    fn what_the_calendar_and_the_clock_do_not_have_is_no_value(
        day in 32..100u32, month in 13..100u32, year in 1000..3000u32, hour in 25..100u32, minute in 60..100u32, name in select(&MONTHS[..]),
    ) {
        for text in [
            format!("Дойде на {day:02}.{:02}.{year} г. тук.", month % 12 + 1),
            format!("Дойде на {:02}.{month:02}.{year} тук.", day % 28 + 1),
            format!("Дойде на {day}/{month}/{year} тук."),
            format!("Дойде на {day} {name} {year} г. тук."),
            format!("Дойде на 31 февруари {year} г. и на 31 юни."),
            format!("Дойде на 1-{day} {name} {year} г. тук."),
            format!("Дойде от 3 до {day} {name} тук."),
            format!("Дойде в {hour}:{minute} тук."),
            format!("Дойде в {hour}:{minute} часа тук."),
            format!("Дойде в {}.{minute} ч. тук.", hour % 24),
        ] {
            prop_assert_eq!(noted(&text, None), Vec::<String>::new(), "{}", text);
        }
    }

    #[test]
    fn numbers_too_long_to_be_one_are_no_value(digits in "[1-9][0-9]{17,400}", noun in select(vec!["лв.", "%", "км", "май 2020 г.", "г.", "часа", "млн. евро"])) {
        let groups: Vec<String> = digits.as_bytes().chunks(3).map(|chunk| String::from_utf8(chunk.to_vec()).unwrap()).collect();
        let whole = &groups[..groups.len() - usize::from(groups.last().unwrap().len() < 3)];
        for number in [digits.clone(), whole.join(" "), groups.join(".")] {
            for text in [format!("Общо {number} {noun} и това е."), format!("Общо 1-{number} {noun} и това е."), format!("Общо от 5 до {number} {noun} и това е.")] {
                let found = noted(&text, Some("2024-05-15"));
                // The month behind the number is one by itself.
                prop_assert!(found.iter().all(|found| found == "май 2020 г. = 2020-05"), "{} has {:?}", text, found);
            }
        }
    }
}

/// Text and what is found in it, both read by eye; against 15 May 2024, a Wednesday.
#[test]
fn sentences_of_news_have_the_values_that_a_reader_finds() {
    for (text, wanted) in [
        ("Таксите са 10-15 лв., а през 2023 г. бяха 8 лева.", &["10-15 лв. = 10..15 BGN", "2023 г. = 2023", "8 лева = 8 BGN"][..]),
        ("Няколко милиона лева липсват.", &[]),
        ("Сметката падна от 10 до 5 процента.", &["5 процента = 5 %"]),
        ("Между сто и двеста души чакаха пет или шест часа.", &["Между сто и двеста души = 100..200 {person}", "шест часа = 6 h"]),
        ("Живеем в 21 век, но чакаме половин век.", &["половин век = 0.5 100.a"]),
        ("Изложбата ще бъде открита в петък, 17 май, и ще продължи до 2 юни.", &["петък, 17 май = 2024-05-17", "2 юни = 2024-06-02"]),
        ("На 3 януари т.г. валя, а през уикенда пак ще вали.", &["3 януари т.г. = 2024-01-03", "уикенда = 2024-05-18/2024-05-19"]),
        ("През уикенда валя; този петък е сухо.", &["уикенда = 2024-05-11/2024-05-12", "този петък = 2024-05-17"]),
        ("На следващия ден си тръгна.", &["На следващия ден = P1D"]),
        ("Работното време е от понеделник до петък.", &["от понеделник до петък = 2024-05-06/2024-05-10"]),
        ("Тръгваме след 3 часа, в 18 часа сме там, срещата трае 2 часа.", &["3 часа = 3 h", "18 часа = T18:00", "2 часа = 2 h"]),
        ("Учебната 2019/2020 г. беше трудна.", &["2019/2020 г. = 2019/2020"]),
        ("За 1950 лева купи кон от 1950 г.", &["1950 лева = 1950 BGN", "1950 г = 1950"]),
        ("Една трета страна се намеси, една пета от хората гласуваха.", &["една пета = 1/5"]),
        ("Списък: -5 лв. отстъпка и -5 % ръст.", &["5 лв. = 5 BGN", "-5 % = -5 %"]),
        ("Дадоха 20 цента за дъвка.", &["20 цента = 0.20 XXX"]),
        ("Мачът свърши 3:2, а играха 3-2 пъти.", &["2 пъти = 2 {time}"]),
        ("Голът от 81-вата минута донесе 5-процентен ръст.", &["5-процентен = 5 %"]),
        ("Сумата е 2,3 млрд. лв.", &["2,3 млрд. лв = 2300000000 BGN"]),
    ] {
        assert_eq!(noted(text, Some("2024-05-15")), wanted, "{text}");
    }
}

#[test]
fn without_a_date_of_the_article_relative_days_stay_relative() {
    assert_eq!(
        noted("Вчера и миналата седмица, в петък и на 5 май, преди 3 дни и през уикенда.", None),
        [
            "Вчера = P-1D",
            "миналата седмица = P-1W",
            "петък = XXXX-WXX-5",
            "5 май = --05-05",
            "преди 3 дни = P-3D",
            "уикенда = XXXX-WXX-6/XXXX-WXX-7"
        ]
    );
}

#[test]
fn a_date_at_the_end_of_the_calendar_overflows_nothing() {
    for date in ["0001-01-01", "9999-12-31"] {
        for text in [
            "Вчера, утре, миналата седмица, догодина, в петък, следващия уикенд, на 29 февруари.",
            "Преди 999999999 години и преди 999999999 дни.",
        ] {
            let found = noted(text, Some(date));
            assert!(!found.is_empty(), "{text}");
        }
    }
}
