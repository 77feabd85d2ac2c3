//! What people paste that is not a clean Bulgarian article: each gives a sound result, and in time that grows with the text's length.

#[allow(dead_code)]
mod invariants;

use invariants::{ARTICLES, annotated, long_text};
use kavichki::{Article, BlockRole, EntityType};

const ARTICLE: &str = ARTICLES[0];

/// What was found of the article itself, not where.
fn found(text: &str, article: &Article) -> Vec<String> {
    let words = |start: usize, end: usize| text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
    let names = article.entities.iter().filter(|entity| entity.kind.is_named()).flat_map(|entity| {
        entity.mentions.iter().map(move |mention| format!("{} {}", entity.kind.code(), words(mention.span.start, mention.span.end)))
    });
    let quotations = article.quotations.iter().map(|quotation| {
        let content: Vec<String> = quotation.content.iter().map(|span| words(span.start, span.end)).collect();
        format!("{}: {}", quotation.speaker_name.as_deref().unwrap_or("?"), content.join(" … "))
    });
    names.chain(quotations).collect()
}

fn is_sure(article: &Article) -> bool {
    article.language_fit >= Article::SURE_LANGUAGE
}

#[test]
fn an_empty_text_has_nothing_in_it() {
    let article = annotated("");
    assert!(article.blocks.is_empty() && article.entities.is_empty() && article.quotations.is_empty());
}

#[test]
fn spaces_alone_have_nothing_in_them() {
    for text in [" ", "    \t  ", "\n\n\n", " \r\n \r\n", "\u{a0}\u{2003}\u{feff}\u{200b}"] {
        let article = annotated(text);
        assert!(article.blocks.is_empty() && article.entities.is_empty() && article.quotations.is_empty(), "{text:?}");
    }
}

#[test]
fn a_text_of_marks_alone_says_nothing() {
    for text in ["\"", "„“", "\"\"\"", "„„„", "““”»«", "– – –", "...", ":", "„...“, – "] {
        let article = annotated(text);
        assert!(article.entities.is_empty() && article.quotations.is_empty(), "{text:?}");
    }
}

#[test]
fn five_megabytes_are_annotated_to_their_end() {
    let text = long_text(5_000_000);
    let article = annotated(&text);
    let last = article.quotations.last().unwrap().content[0].start;
    assert!(last > text.len() - 10_000, "the last quotation begins at {last} of {}", text.len());
    assert!(is_sure(&article));
}

#[test]
fn one_line_of_a_megabyte_is_annotated_to_its_end() {
    let text = long_text(1_000_000).replace('\n', " ");
    let article = annotated(&text);
    assert_eq!(article.blocks.len(), 1);
    let last = article.quotations.last().unwrap().content[0].start;
    assert!(last > text.len() - 10_000, "the last quotation begins at {last} of {}", text.len());
}

#[test]
fn one_word_of_a_megabyte_is_a_word() {
    for word in ["а".repeat(500_000), "Я".repeat(500_000), "9".repeat(1_000_000), "а-".repeat(300_000), "e\u{301}".repeat(300_000)] {
        annotated(&word);
    }
}

#[test]
fn an_article_without_line_breaks_has_its_names_and_quotations() {
    let text = ARTICLE.replace('\n', " ");
    let article = annotated(&text);
    let all = found(&text, &article).join("\n");
    for wanted in [
        "PER Елена Радулова",
        "LOC Варна",
        "Елена Радулова: Чакахме това място много дълго",
        "Мартин Колев: Ще идвам всеки ден след училище",
    ] {
        assert!(all.contains(wanted), "{wanted} is not among\n{all}");
    }
}

#[test]
fn the_kind_of_line_break_changes_nothing() {
    let expected = found(ARTICLE, &annotated(ARTICLE));
    for line_break in ["\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{b}", "\u{c}"] {
        let text = ARTICLE.replace('\n', line_break);
        let article = annotated(&text);
        assert_eq!(found(&text, &article), expected, "{line_break:?}");
        assert_eq!(article.blocks.len(), 5, "{line_break:?}");
    }
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    let text = format!("\u{feff}{ARTICLE}");
    let article = annotated(&text);
    assert_eq!(found(&text, &article), found(ARTICLE, &annotated(ARTICLE)));
    assert_eq!(article.blocks[0].role, BlockRole::Headline);
}

#[test]
fn nul_and_control_characters_between_words_change_no_quotation() {
    let quotations = |text: &str| annotated(text).quotations.len();
    let expected = quotations(ARTICLE);
    for control in ["\0", "\u{1}", "\u{7f}", "\u{1b}", "\u{9f}"] {
        let text = ARTICLE.replace(". ", &format!(".{control} "));
        assert_eq!(quotations(&text), expected, "{control:?}");
    }
}

#[test]
fn invisible_characters_inside_words_change_nothing() {
    let without = found(ARTICLE, &annotated(ARTICLE));
    for invisible in ['\u{ad}', '\u{200b}', '\u{200d}', '\u{feff}'] {
        let text = ARTICLE.replace("Радулова", &format!("Раду{invisible}лова"));
        let found: Vec<String> = found(&text, &annotated(&text)).into_iter().map(|line| line.replace(invisible, "")).collect();
        assert_eq!(found, without, "{invisible:?}");
    }
}

#[test]
fn emoji_and_combining_marks_move_no_offset() {
    let text = ARTICLE.replace("зала за деца. ", "зала за деца 😀👩‍👩‍👧‍👦🇧🇬. ").replace("Радулова", "Раду\u{301}лова");
    let article = annotated(&text);
    let all = found(&text, &article);
    for wanted in ["LOC Бургас", "Елена Раду\u{301}лова: Чакахме това място много дълго", "Мартин Колев: Ще идвам всеки ден след училище"]
    {
        assert!(all.iter().any(|line| line == wanted), "{wanted} is not among {all:#?}");
    }
}

#[test]
fn text_from_right_to_left_between_the_words_moves_no_offset() {
    let text = ARTICLE.replace("Тя благодари", "\u{202b}שלום עולם مرحبا بالعالم\u{202c} Тя благодари");
    let all = found(&text, &annotated(&text));
    assert!(all.iter().any(|line| line == "Мартин Колев: Ще идвам всеки ден след училище"), "{all:#?}");
}

#[test]
fn a_text_from_right_to_left_is_not_taken_for_bulgarian() {
    let article = annotated("ראש הממשלה אמר כי המשא ומתן יימשך. \u{200f}\"אנחנו מוכנים\", הוסיף השר.\n\nقال الوزير إن المفاوضات مستمرة.");
    assert!(!is_sure(&article), "{}", article.language_fit);
}

#[test]
fn text_in_latin_letters_alone_is_not_taken_for_bulgarian() {
    for text in [
        "The mayor of London said on Monday that the bridge would open in June. \"We are ready,\" she told reporters.",
        "Kmetat na Plovdiv kaza, che mostat shte bade otvoren prez yuni. Toy dobavi, che parite stigat.",
        "Der Minister sagte am Montag, die Brücke werde im Juni eröffnet.",
    ] {
        let article = annotated(text);
        assert!(!is_sure(&article), "{}: {text}", article.language_fit);
    }
}

#[test]
fn another_language_in_cyrillic_is_not_taken_for_bulgarian() {
    for (language, text) in [
        (
            "Russian",
            "Министр транспорта сообщил, что новый мост откроют в июне. «Мы уже готовы», – сказал он журналистам. По его словам, \
             на строительство было потрачено более двух миллиардов рублей, а работы велись круглосуточно. Жители города ждут открытия \
             этого моста с нетерпением, потому что дорога в центр занимает у них больше часа.",
        ),
        (
            "Ukrainian",
            "Міністр повідомив, що новий міст відкриють у червні. «Ми вже готові», – сказав він журналістам. За його словами, на \
             будівництво витратили понад два мільярди гривень, а роботи тривали цілодобово.",
        ),
        (
            "Serbian",
            "Министар је саопштио да ће нови мост бити отворен у јуну. „Ми смо спремни“, рекао је он новинарима. Према његовим речима, \
             за изградњу је утрошено више од две милијарде динара, а радници су радили и ноћу.",
        ),
    ] {
        let article = annotated(text);
        assert!(!is_sure(&article), "{language}: {}", article.language_fit);
    }
}

#[test]
fn bulgarian_is_taken_for_bulgarian() {
    for text in ARTICLES {
        assert!(is_sure(&annotated(text)), "{text}");
    }
}

#[test]
fn what_was_markup_is_text_like_any_other() {
    let text = "<h1>Новини</h1>\n<p>„<b>Идваме</b>“, каза Мария Станчева.</p>\n<script>alert(\"каза, че\")</script>\n&nbsp;&quot;Не&quot;";
    let article = annotated(text);
    assert!(article.entities.iter().any(|entity| entity.kind == EntityType::Per && entity.name == "Мария Станчева"));
}

#[test]
fn bytes_that_mean_nothing_are_no_letters() {
    let text = String::from_utf8_lossy(&[0xff, 0xfe, 0xd0, 0x20, 0xed, 0xa0, 0x80, 0xf4, 0x90]).repeat(50);
    assert!(annotated(&text).entities.is_empty());
}

#[test]
fn a_thousand_opening_marks_open_nothing_that_is_not_there() {
    for mark in ["„", "\"", "«", "(", "“", "'"] {
        annotated(&mark.repeat(1000));
        let text = format!("{}{ARTICLE}", mark.repeat(1000));
        assert!(annotated(&text).entities.iter().any(|entity| entity.name == "Елена Радулова"), "{mark}");
    }
}

/// Inputs that once broke what must hold; found by the properties.
#[test]
fn what_once_went_wrong_stays_right() {
    for text in [
        // A speaker of no words: a phrase that begins with an unclosed mark.
        "според \" каза А ",
        "според \" 12,5 млн. лв. ",
        // A content of no words: a mark behind the conjunction.
        "Тя благодари на книгите са нови дали “, обясни \"та има петдесет места и голяма маса за рисуване.",
    ] {
        annotated(text);
    }
}
