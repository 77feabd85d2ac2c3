//! Sums, shares, quantities and ranges with the ways in which Bulgarian news writes them.

use kavichki::EntityType;
use proptest::prelude::*;
use proptest::sample::select;

use crate::moments::{date, date_range, time, time_range};
use crate::spelling::{Gender, Style, cardinal};

/// A value, written out.
#[derive(Debug, Clone)]
pub struct Written {
    /// Exactly what must be found.
    pub text: String,
    pub kind: EntityType,
    pub value: String,
    /// What stands before it and is no part of it: a preposition and a space, or nothing.
    pub lead: String,
}

pub fn written(kind: EntityType, lead: &str, text: String, value: String) -> Written {
    Written { text, kind, value, lead: lead.to_owned() }
}

/// A number of hundredths as a value has it, and as Bulgarian writes it.
#[derive(Debug, Clone)]
struct Number {
    text: String,
    hundredths: u64,
    one_token: bool,
}

impl Number {
    fn value(&self, money: bool) -> String {
        let (whole, rest) = (self.hundredths / 100, self.hundredths % 100);
        match rest {
            0 => whole.to_string(),
            _ if rest % 10 == 0 && !money => format!("{whole}.{}", rest / 10),
            _ => format!("{whole}.{rest:02}"),
        }
    }
}

pub fn style() -> impl Strategy<Value = Style> {
    select(vec![Style::Full, Style::Short])
}

/// Whole numbers of every length up to 10^12.
fn whole() -> impl Strategy<Value = u64> {
    prop_oneof![
        3 => 1..=30u64,
        2 => 1..=999u64,
        2 => 1000..=99_999u64,
        2 => 1..=1_000_000_000_000u64,
        1 => (1..=999u64, select(vec![1000u64, 1_000_000, 1_000_000_000])).prop_map(|(n, scale)| n * scale),
        1 => (1..=99u64, 1..=99u64, select(vec![1000u64, 1_000_000])).prop_map(|(n, m, scale)| (n * 1000 + m) * scale),
        1 => Just(1_000_000_000_000),
    ]
}

fn grouped(n: u64, separator: &str) -> String {
    let digits = n.to_string();
    let mut groups = Vec::new();
    let mut end = digits.len();
    while end > 0 {
        groups.insert(0, &digits[end.saturating_sub(3)..end]);
        end = end.saturating_sub(3);
    }
    groups.join(separator)
}

fn digits() -> impl Strategy<Value = Number> {
    let decimals = prop_oneof![3 => Just(0u64), 1 => 1..100u64];
    (whole(), decimals, select(vec!["", "", " ", "\u{a0}", "\u{202f}", "."])).prop_map(|(n, decimals, separator)| {
        let fraction = match decimals {
            0 => String::new(),
            _ if decimals % 10 == 0 => format!(",{}", decimals / 10),
            _ => format!(",{decimals:02}"),
        };
        let text = if separator.is_empty() { n.to_string() } else { grouped(n, separator) } + &fraction;
        Number { one_token: !text.contains(char::is_whitespace), text, hundredths: n * 100 + decimals }
    })
}

fn words(gender: Gender) -> impl Strategy<Value = Number> {
    (whole(), style()).prop_map(move |(n, style)| Number { text: cardinal(n, gender, style), hundredths: n * 100, one_token: false })
}

const MULTIPLIERS: [(&str, u64); 10] = [
    (" хил.", 1000),
    (" хиляди", 1000),
    (" млн.", 1_000_000),
    (" млн", 1_000_000),
    ("\u{a0}милиона", 1_000_000),
    (" милиона", 1_000_000),
    (" млрд.", 1_000_000_000),
    (" милиарда", 1_000_000_000),
    (" трлн.", 1_000_000_000_000),
    (" трилиона", 1_000_000_000_000),
];

/// `2,3 млрд.`, `два и половина милиона`.
fn multiplied() -> impl Strategy<Value = Number> {
    let number = |text: String, hundredths| Number { text, hundredths, one_token: false };
    let decimal = (2..1000u64, 0..10u64, select(&MULTIPLIERS[..])).prop_map(move |(n, tenths, (word, by))| {
        let text = if tenths == 0 { n.to_string() } else { format!("{n},{tenths}") };
        number(text + word, (n * 10 + tenths) * 10 * by)
    });
    let halves = (2..=20u64, select(&MULTIPLIERS[2..]), style(), any::<bool>()).prop_map(move |(n, (word, by), style, figures)| {
        let count = if figures { n.to_string() } else { cardinal(n, Gender::Masculine, style) };
        number(format!("{count} и половина{word}"), (n * 100 + 50) * by)
    });
    let parts = select(vec![("половин милион", 50_000_000), ("половин милиард", 50_000_000_000), ("милион и половина", 150_000_000)])
        .prop_map(move |(text, hundredths)| number(text.to_owned(), hundredths));
    let both = (2..=999u64, 1..=999u64).prop_map(move |(millions, thousands)| {
        number(format!("{millions} милиона и {thousands} хиляди"), (millions * 1000 + thousands) * 100_000)
    });
    prop_oneof![4 => decimal, 2 => halves, 1 => parts, 1 => both]
}

fn number(gender: Gender) -> impl Strategy<Value = Number> {
    prop_oneof![2 => digits(), 2 => words(gender), 1 => multiplied()]
}

/// Nouns for money with their code and gender; the glued ones stand right behind digits.
const CURRENCIES: [(&str, &str, Gender); 19] = [
    (" лв.", "BGN", Gender::Masculine),
    (" лв", "BGN", Gender::Masculine),
    (" лева", "BGN", Gender::Masculine),
    ("\u{a0}лв.", "BGN", Gender::Masculine),
    (" BGN", "BGN", Gender::Masculine),
    (" евро", "EUR", Gender::Neuter),
    (" EUR", "EUR", Gender::Neuter),
    (" €", "EUR", Gender::Neuter),
    (" долара", "USD", Gender::Masculine),
    (" щатски долара", "USD", Gender::Masculine),
    (" USD", "USD", Gender::Masculine),
    (" британски лири", "GBP", Gender::Feminine),
    (" паунда", "GBP", Gender::Masculine),
    (" швейцарски франка", "CHF", Gender::Masculine),
    (" рубли", "RUB", Gender::Feminine),
    (" йени", "JPY", Gender::Feminine),
    (" турски лири", "TRY", Gender::Feminine),
    (" злоти", "PLN", Gender::Feminine),
    (" шведски крони", "SEK", Gender::Feminine),
];

/// Codes of sums that have a hundredth with a name of its own.
const HUNDREDTHS: [(&str, &str, &str, Gender); 6] = [
    (" лева", " стотинки", "BGN", Gender::Feminine),
    (" лв.", " ст.", "BGN", Gender::Feminine),
    (" лева", " стотинки", "BGN", Gender::Feminine),
    (" евро", " цента", "EUR", Gender::Masculine),
    (" евро", " евроцента", "EUR", Gender::Masculine),
    (" долара", " цента", "USD", Gender::Masculine),
];

pub fn sum() -> impl Strategy<Value = Written> {
    use EntityType::Money;
    let worded = select(&CURRENCIES[..]).prop_flat_map(|(noun, code, gender)| {
        number(gender).prop_map(move |n| written(Money, "", format!("{}{noun}", n.text), format!("{} {code}", n.value(true))))
    });
    let symbol =
        (select(vec![("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("€ ", "EUR"), ("EUR ", "EUR")]), prop_oneof![digits(), multiplied()])
            .prop_map(|((sign, code), n)| written(Money, "", format!("{sign}{}", n.text), format!("{} {code}", n.value(true))))
            .prop_filter("a number in words has no sign before it", |w| !w.text.contains("пол"));
    let glued = (digits(), select(vec![("лв.", "BGN"), ("лв", "BGN"), ("€", "EUR"), ("$", "USD")]))
        .prop_map(|(n, (noun, code))| written(Money, "", format!("{}{noun}", n.text), format!("{} {code}", n.value(true))));
    let glued = glued.prop_filter("a unit is glued to one number", |w| !w.text.contains(char::is_whitespace));
    let compound = (select(&HUNDREDTHS[..]), 2..=999u64, 2..100u64, style(), any::<bool>(), any::<bool>()).prop_map(
        |((noun, cents_noun, code, gender), n, cents, style, figures, and)| {
            let noun_gender = if code == "EUR" { Gender::Neuter } else { Gender::Masculine };
            let count = |n: u64, gender| if figures { n.to_string() } else { cardinal(n, gender, style) };
            let and = if and { " и " } else { " " };
            let text = format!("{}{noun}{and}{}{cents_noun}", count(n, noun_gender), count(cents, gender));
            let n = Number { text, hundredths: n * 100 + cents, one_token: false };
            written(Money, "", n.text.clone(), format!("{} {code}", n.value(true)))
        },
    );
    let cents = (2..100u64, select(vec![("стотинки", "BGN"), ("евроцента", "EUR")]))
        .prop_map(|(n, (noun, code))| written(Money, "", format!("{n} {noun}"), format!("0.{n:02} {code}")));
    prop_oneof![4 => worded, 1 => symbol, 1 => glued, 2 => compound, 1 => cents]
}

const SHARES: [(&str, &str); 8] = [
    (" %", "%"),
    ("%", "%"),
    ("\u{a0}%", "%"),
    (" на сто", "%"),
    (" процента", "%"),
    (" процентни пункта", "[pp]"),
    (" процентни пунктове", "[pp]"),
    (" промила", "[ppth]"),
];

pub fn percentage() -> impl Strategy<Value = Written> {
    let number = prop_oneof![
        3 => (0..=100u64, 0..100u64).prop_map(|(n, decimals)| {
            let fraction = match decimals {
                0..50 => String::new(),
                _ if decimals % 10 == 0 => format!(",{}", decimals / 10),
                _ => format!(",{decimals}"),
            };
            let decimals = if decimals < 50 { 0 } else { decimals };
            Number { text: format!("{n}{fraction}"), hundredths: n * 100 + decimals, one_token: true }
        }),
        1 => (2..=100u64, style()).prop_map(|(n, style)| {
            Number { text: cardinal(n, Gender::Masculine, style), hundredths: n * 100, one_token: false }
        }),
    ];
    (number, select(&SHARES[..]))
        .prop_map(|(n, (noun, unit))| written(EntityType::Percent, "", format!("{}{noun}", n.text), format!("{} {unit}", n.value(false))))
}

const UNITS: [(&str, &str, Gender); 22] = [
    (" км", "km", Gender::Masculine),
    (" километра", "km", Gender::Masculine),
    (" метра", "m", Gender::Masculine),
    (" сантиметра", "cm", Gender::Masculine),
    (" мили", "[mi_i]", Gender::Feminine),
    (" кв. м", "m2", Gender::Masculine),
    (" квадратни километра", "km2", Gender::Masculine),
    (" декара", "dar", Gender::Masculine),
    (" хектара", "har", Gender::Masculine),
    (" кубически метра", "m3", Gender::Masculine),
    (" литра", "l", Gender::Masculine),
    (" барела", "[bbl_us]", Gender::Masculine),
    (" кг", "kg", Gender::Masculine),
    (" килограма", "kg", Gender::Masculine),
    (" тона", "t", Gender::Masculine),
    (" души", "{person}", Gender::Masculine),
    (" минути", "min", Gender::Feminine),
    (" дни", "d", Gender::Masculine),
    (" години", "a", Gender::Feminine),
    (" мегавата", "MW", Gender::Masculine),
    (" километра в час", "km/h", Gender::Masculine),
    (" градуса", "Cel", Gender::Masculine),
];

pub fn quantity() -> impl Strategy<Value = Written> {
    use EntityType::Quantity;
    let plain = select(&UNITS[..]).prop_flat_map(|(noun, unit, gender)| {
        number(gender).prop_map(move |n| written(Quantity, "", format!("{}{noun}", n.text), format!("{} {unit}", n.value(false))))
    });
    let glued = (digits().prop_filter("one token", |n| n.one_token), select(vec![("км", "km"), ("кг", "kg"), ("°C", "Cel"), ("м", "m")]))
        .prop_map(|(n, (noun, unit))| written(Quantity, "", format!("{}{noun}", n.text), format!("{} {unit}", n.value(false))));
    let below_zero = (1..=60u64, style(), 0..5usize).prop_map(|(n, style, manner)| {
        let words = cardinal(n, Gender::Masculine, style);
        let text = match manner {
            0 => format!("минус {n} градуса"),
            1 => format!("минус {words} градуса"),
            2 => format!("-{n} градуса"),
            3 => format!("\u{2212}{n}°C"),
            _ => format!("{n} градуса под нулата"),
        };
        written(Quantity, "", text, format!("-{n} Cel"))
    });
    let compound = (
        select(vec![
            (" часа", " минути", "min", 60, Gender::Masculine, Gender::Feminine),
            (" ч.", " мин.", "min", 60, Gender::Masculine, Gender::Feminine),
            (" години", " месеца", "mo", 12, Gender::Feminine, Gender::Masculine),
            (" километра", " метра", "m", 1000, Gender::Masculine, Gender::Masculine),
            (" килограма", " грама", "g", 1000, Gender::Masculine, Gender::Masculine),
        ]),
        2..=20u64,
        2..1000u64,
        style(),
        any::<bool>(),
    )
        .prop_map(|((noun, small_noun, unit, factor, gender, small_gender), n, rest, style, figures)| {
            let rest = 2 + rest % (factor - 2);
            let count = |n: u64, gender| if figures { n.to_string() } else { cardinal(n, gender, style) };
            let text = format!("{}{noun} и {}{small_noun}", count(n, gender), count(rest, small_gender));
            written(Quantity, "", text, format!("{} {unit}", n * factor + rest))
        });
    let halves = select(vec![
        ("половин километър", "0.5 km"),
        ("километър и половина", "1.5 km"),
        ("час и половина", "1.5 h"),
        ("година и половина", "1.5 a"),
        ("два часа и половина", "2.5 h"),
        ("3 километра и половина", "3.5 km"),
        ("два и половина тона", "2.5 t"),
        ("един век", "1 100.a"),
        ("три четвърти литър", "0.75 l"),
    ])
    .prop_map(|(text, value)| written(Quantity, "", text.to_owned(), value.to_owned()));
    prop_oneof![4 => plain, 1 => glued, 1 => below_zero, 1 => compound, 1 => halves]
}

/// Shares of something, in lowest terms.
pub fn fraction() -> impl Strategy<Value = Written> {
    const NUMERATORS: [&str; 10] = ["", "една", "две", "три", "четири", "пет", "шест", "седем", "осем", "девет"];
    const DENOMINATORS: [(&str, &str); 8] = [
        ("трета", "трети"),
        ("четвърт", "четвърти"),
        ("пета", "пети"),
        ("шеста", "шести"),
        ("седма", "седми"),
        ("осма", "осми"),
        ("девета", "девети"),
        ("десета", "десети"),
    ];
    let in_words = (0..8usize, 1..10usize).prop_filter_map("a part of one", |(index, numerator)| {
        let denominator = index + 3;
        let (one, many) = DENOMINATORS[index];
        (numerator < denominator).then(|| {
            let text = format!("{} {}", NUMERATORS[numerator], if numerator == 1 { one } else { many });
            (text, numerator, denominator)
        })
    });
    let in_figures = (2..=100usize, 1..100usize).prop_filter_map("a part of one", |(denominator, numerator)| {
        (numerator < denominator).then(|| (format!("{numerator}/{denominator}"), numerator, denominator))
    });
    prop_oneof![in_words, in_figures].prop_map(|(text, numerator, denominator)| {
        let divisor = (1..=numerator).rev().find(|d| numerator % d == 0 && denominator % d == 0).unwrap();
        let value = format!("{}/{}", numerator / divisor, denominator / divisor);
        written(EntityType::Quantity, "", text, value)
    })
}

/// How the two ends of a range are put together.
pub fn between(low: &str, high: &str, manner: usize) -> String {
    match manner {
        0 => format!("{low}-{high}"),
        1 => format!("{low}–{high}"),
        2 => format!("{low} - {high}"),
        3 => format!("{low} – {high}"),
        4 => format!("от {low} до {high}"),
        _ => format!("между {low} и {high}"),
    }
}

/// Ranges of sums, shares and quantities.
pub fn range() -> impl Strategy<Value = Written> {
    let nouns = vec![
        (" лв.", "BGN", EntityType::Money),
        (" лева", "BGN", EntityType::Money),
        (" евро", "EUR", EntityType::Money),
        ("%", "%", EntityType::Percent),
        (" процента", "%", EntityType::Percent),
        (" на сто", "%", EntityType::Percent),
        (" километра", "km", EntityType::Quantity),
        (" тона", "t", EntityType::Quantity),
        (" души", "{person}", EntityType::Quantity),
        (" градуса", "Cel", EntityType::Quantity),
    ];
    let multipliers = vec![("", 1), (" хил.", 1000), (" хиляди", 1000), (" млн.", 1_000_000), (" милиарда", 1_000_000_000)];
    let ends = (1..900u64, 1..100u64);
    let figures = (ends, select(nouns.clone()), select(multipliers), 0..6usize, any::<bool>()).prop_map(
        |((low, more), (noun, unit, kind), (word, by), manner, twice)| {
            let high = low + more;
            let first = if twice && manner >= 4 { format!("{low}{word}{noun}") } else { low.to_string() };
            let text = between(&first, &format!("{high}{word}{noun}"), manner);
            written(kind, "", text, format!("{}..{} {unit}", low * by, high * by))
        },
    );
    let in_words =
        (1..900u64, 1..100u64, style(), select(nouns.clone()), 4..6usize).prop_map(|(low, more, style, (noun, unit, kind), manner)| {
            let word = |n| cardinal(n, if noun == " евро" { Gender::Neuter } else { Gender::Masculine }, style);
            let high = low + more;
            written(kind, "", between(&word(low), &format!("{}{noun}", word(high)), manner), format!("{low}..{high} {unit}"))
        });
    let hyphened = (2..=8u64, select(nouns.clone()), any::<bool>()).prop_map(|(low, (noun, unit, kind), thousands)| {
        let gender = if noun == " евро" { Gender::Neuter } else { Gender::Masculine };
        let word = |n| cardinal(n, if thousands { Gender::Feminine } else { gender }, Style::Full);
        let (multiplier, by) = if thousands { (" хиляди", 1000) } else { ("", 1) };
        let text = format!("{}-{}{multiplier}{noun}", word(low), word(low + 1));
        written(kind, "", text, format!("{}..{} {unit}", low * by, (low + 1) * by))
    });
    let decimals = (1..90u64, 1..10u64, 0..10u64, select(nouns), 0..6usize).prop_map(|(low, more, tenth, (noun, unit, kind), manner)| {
        let number = |n: u64| Number { text: format!("{n},{tenth}"), hundredths: n * 100 + tenth * 10, one_token: true };
        let (low, high) = (number(low), number(low + more));
        let money = kind == EntityType::Money;
        let text = between(&low.text, &format!("{}{noun}", high.text), manner);
        written(kind, "", text, format!("{}..{} {unit}", low.value(money), high.value(money)))
    });
    prop_oneof![4 => figures, 2 => in_words, 1 => hyphened, 1 => decimals]
}

/// Every kind of value, alike often.
pub fn any_value() -> impl Strategy<Value = Written> {
    prop_oneof![
        2 => sum(),
        1 => percentage(),
        2 => quantity(),
        1 => fraction(),
        2 => range(),
        2 => date(),
        2 => date_range(),
        1 => time(),
        1 => time_range(),
    ]
}
