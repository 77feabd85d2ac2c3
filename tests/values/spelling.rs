//! Bulgarian numbers in words, spelt by the grammar's rules: written for the tests alone, so that they do not repeat the recogniser.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    Masculine,
    Feminine,
    Neuter,
}

/// Which of two spellings of the tens: `двадесет` or `двайсет`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Full,
    Short,
}

const UNITS: [&str; 10] = ["нула", "един", "два", "три", "четири", "пет", "шест", "седем", "осем", "девет"];
const TEENS: [&str; 10] = ["десет", "еди", "два", "три", "четири", "пет", "шест", "седем", "осем", "девет"];
const TENS: [&str; 10] = ["", "", "двадесет", "тридесет", "четиридесет", "петдесет", "шестдесет", "седемдесет", "осемдесет", "деветдесет"];
const SHORT_TENS: [&str; 10] = ["", "", "двайсет", "трийсет", "четирийсет", "петдесет", "шейсет", "седемдесет", "осемдесет", "деветдесет"];
const HUNDREDS: [&str; 10] =
    ["", "сто", "двеста", "триста", "четиристотин", "петстотин", "шестстотин", "седемстотин", "осемстотин", "деветстотин"];

fn unit(n: usize, gender: Gender) -> String {
    match (n, gender) {
        (1, Gender::Feminine) => "една".to_owned(),
        (1, Gender::Neuter) => "едно".to_owned(),
        (2, Gender::Feminine | Gender::Neuter) => "две".to_owned(),
        _ => UNITS[n].to_owned(),
    }
}

/// The words of a number below a thousand, without the word for `and`.
fn components(n: usize, gender: Gender, style: Style) -> Vec<String> {
    let mut words = Vec::new();
    if n >= 100 {
        words.push(HUNDREDS[n / 100].to_owned());
    }
    let rest = n % 100;
    match rest {
        0 => {}
        1..=9 => words.push(unit(rest, gender)),
        10 => words.push(TEENS[0].to_owned()),
        11..=19 => words.push(TEENS[rest - 10].to_owned() + if style == Style::Full { "надесет" } else { "найсет" }),
        _ => {
            words.push(if style == Style::Full { TENS[rest / 10] } else { SHORT_TENS[rest / 10] }.to_owned());
            if !rest.is_multiple_of(10) {
                words.push(unit(rest % 10, gender));
            }
        }
    }
    words
}

/// `и` stands before the last word of a number below a thousand.
fn joined(words: &[String]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} и {last}", first.join(" ")),
        _ => words.join(" "),
    }
}

/// A number up to 10^12 in words, as it stands before a noun of that gender.
pub fn cardinal(n: u64, gender: Gender, style: Style) -> String {
    assert!(n <= 1_000_000_000_000);
    if n == 0 {
        return UNITS[0].to_owned();
    }
    let mut groups = Vec::new();
    let scales = [
        (1_000_000_000_000, Gender::Masculine, "един трилион", "трилиона"),
        (1_000_000_000, Gender::Masculine, "един милиард", "милиарда"),
        (1_000_000, Gender::Masculine, "един милион", "милиона"),
        (1000, Gender::Feminine, "хиляда", "хиляди"),
    ];
    let mut rest = n;
    for (scale, scale_gender, one, many) in scales {
        let count = (rest / scale) as usize;
        rest %= scale;
        match count {
            0 => {}
            1 => groups.push((one.to_owned(), 1)),
            _ => {
                let words = components(count, scale_gender, style);
                groups.push((format!("{} {many}", joined(&words)), words.len()));
            }
        }
    }
    if rest > 0 {
        let words = components(rest as usize, gender, style);
        groups.push((joined(&words), words.len()));
    }
    // `хиляда и двеста`, `хиляда двеста и пет`: the last group takes `и` where it has none of its own.
    let last = groups.len() - 1;
    let spelt: Vec<String> = groups
        .iter()
        .enumerate()
        .map(|(i, (words, count))| if i == last && i > 0 && *count == 1 { format!("и {words}") } else { words.clone() })
        .collect();
    spelt.join(" ")
}

/// The ordinals of a month's days, masculine.
pub fn ordinal_day(day: u32) -> String {
    const ORDINALS: [&str; 20] = [
        "първи",
        "втори",
        "трети",
        "четвърти",
        "пети",
        "шести",
        "седми",
        "осми",
        "девети",
        "десети",
        "единадесети",
        "дванадесети",
        "тринадесети",
        "четиринадесети",
        "петнадесети",
        "шестнадесети",
        "седемнадесети",
        "осемнадесети",
        "деветнадесети",
        "двадесети",
    ];
    match day {
        1..=20 => ORDINALS[day as usize - 1].to_owned(),
        30 => "тридесети".to_owned(),
        _ => format!("{} и {}", if day < 30 { "двадесет" } else { "тридесет" }, ORDINALS[day as usize % 10 - 1]),
    }
}

#[test]
fn numbers_are_spelt_as_the_grammar_has_them() {
    for (n, gender, style, words) in [
        (0, Gender::Masculine, Style::Full, "нула"),
        (2, Gender::Neuter, Style::Full, "две"),
        (21, Gender::Feminine, Style::Short, "двайсет и една"),
        (115, Gender::Masculine, Style::Full, "сто и петнадесет"),
        (11, Gender::Masculine, Style::Full, "единадесет"),
        (1200, Gender::Masculine, Style::Full, "хиляда и двеста"),
        (2345, Gender::Masculine, Style::Full, "две хиляди триста четиридесет и пет"),
        (1_000_001, Gender::Masculine, Style::Full, "един милион и един"),
        (250_000, Gender::Masculine, Style::Full, "двеста и петдесет хиляди"),
        (3_000_020_000, Gender::Masculine, Style::Short, "три милиарда и двайсет хиляди"),
    ] {
        assert_eq!(cardinal(n, gender, style), words);
    }
}
