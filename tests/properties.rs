//! What holds of every text, over generated ones.

#[allow(dead_code)]
mod invariants;

use invariants::annotated;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Pieces that the recogniser acts on.
const LIVELY: [&str; 32] = [
    "каза",
    "заяви",
    "съобщи",
    "според",
    "По думите на",
    "предаде",
    "цитиран от",
    "призова",
    "се казва в",
    ", че ",
    " да ",
    " дали ",
    "Това ",
    "той",
    "Тя",
    "Мария Станчева",
    "президентът",
    "Петър Петров",
    "Русия",
    "Министерството на финансите",
    "БТА",
    "в. „Земя“",
    "12,5 млн. лв.",
    "на 14 юни 2024 г.",
    "в 19:30 ч.",
    "5 %",
    "Въпрос: ",
    "– ",
    "Снимка: ",
    "Иванов: ",
    "проф. А. Б. Колев",
    "CОVID-19",
];

/// Pieces that break what is built for clean text.
const ODD: [&str; 56] = [
    "\"",
    "„",
    "“",
    "”",
    "«",
    "»",
    "‘",
    "’",
    "'",
    "‹",
    "›",
    "(",
    ")",
    "[",
    "]",
    "…",
    "...",
    "?!",
    ":",
    ";",
    ",",
    ".",
    "-",
    "–",
    "—",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\t",
    " ",
    "\u{a0}",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{feff}",
    "\0",
    "\u{1}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "😀",
    "👩‍👩‍👧‍👦",
    "🇧🇬",
    "e\u{301}",
    "и\u{306}",
    "ѝ",
    "שלום",
    "مرحبا",
    "İ",
    "ﬁ",
    "ß",
    "\u{fffd}",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => select(&LIVELY[..]).prop_map(str::to_owned),
        4 => select(&ODD[..]).prop_map(str::to_owned),
        2 => "[А-Яа-я]{1,12}",
        1 => "[A-Za-zА-я0-9]{1,9}",
        1 => "[0-9]{1,12}([.,:][0-9]{1,6}){0,3}",
        1 => any::<char>().prop_map(String::from),
        1 => (select(&ODD[..]), 1..40usize).prop_map(|(odd, times)| odd.repeat(times)),
    ]
}

/// Pieces of values, sound and broken.
const MEASURED: [&str; 56] = [
    "от",
    "до",
    "между",
    "и",
    "-",
    "–",
    "/",
    "минус",
    "в",
    "на",
    "преди",
    "ще",
    "следващия",
    "10",
    "2,3",
    "1/2",
    "31",
    "29",
    "99.99.2020",
    "12.05.2024",
    "14:30",
    "25:61",
    "24:00",
    "2024",
    "0",
    "000",
    "400 000",
    "9999999999999999999",
    "0,000",
    "½",
    "٣",
    "5-6",
    "две-три",
    "сто",
    "двадесет",
    "хиляда",
    "милион",
    "млн.",
    "млрд.",
    "и половина",
    "две трети",
    "половин",
    "лв.",
    "лева",
    "стотинки",
    "евро",
    "$",
    "%",
    "процентни пункта",
    "градуса",
    "под нулата",
    "км",
    "часа",
    "минути",
    "февруари",
    "г.",
];

fn text() -> impl Strategy<Value = String> {
    let joint = prop_oneof![6 => Just(" "), 3 => Just(""), 1 => Just("\n")];
    proptest::collection::vec((piece(), joint), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, joint)| [piece, joint.to_owned()]).collect())
}

/// A clean article of the golden ones with odd things put in and stretches cut out.
fn damaged_article() -> impl Strategy<Value = String> {
    let clean = [
        include_str!("golden/chain.txt"),
        include_str!("golden/direct-interrupted.txt"),
        include_str!("golden/interview.txt"),
        include_str!("golden/nested-marks.txt"),
        include_str!("golden/dates-and-sums.txt"),
    ];
    let put = (any::<Index>(), piece()).prop_map(|(at, piece)| (at, 0, piece));
    let cut = (any::<Index>(), 1..80usize).prop_map(|(at, length)| (at, length, String::new()));
    (select(clean.to_vec()), proptest::collection::vec(prop_oneof![3 => put, 1 => cut], 1..25)).prop_map(|(clean, changes)| {
        let mut chars: Vec<char> = clean.chars().collect();
        for (at, length, piece) in changes {
            let at = at.index(chars.len() + 1);
            let end = (at + length).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_news_and_oddities_is_annotated_soundly(text in text()) {
        annotated(&text);
    }

    #[test]
    fn any_mixture_of_numbers_and_their_words_is_annotated_soundly(
        pieces in proptest::collection::vec((select(&MEASURED[..]), select(vec![" ", " ", " ", "", "\n"])), 0..30),
    ) {
        let text: String = pieces.into_iter().flat_map(|(piece, joint)| [piece, joint]).collect();
        annotated(&text);
    }

    #[test]
    fn a_damaged_article_is_annotated_soundly(text in damaged_article()) {
        annotated(&text);
    }

    #[test]
    fn any_characters_are_annotated_soundly(text in any::<String>()) {
        annotated(&text);
    }

    #[test]
    fn the_same_text_gives_the_same_article(text in damaged_article()) {
        let json = || serde_json::to_string(&kavichki::annotate(&text, &invariants::BULGARIAN)).unwrap();
        prop_assert_eq!(json(), json());
    }

    #[test]
    fn progress_only_grows_and_ends_with_the_work(text in text()) {
        let mut heard = vec![0.0];
        kavichki::annotate_with(&text, &invariants::BULGARIAN, &kavichki::Options::default(), &mut |share| heard.push(share));
        prop_assert!(heard.is_sorted(), "{:?}", heard);
        prop_assert_eq!(heard.last(), Some(&1.0));
    }
}
