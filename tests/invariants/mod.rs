//! What holds of every annotated text, whatever the text and however good the recogniser.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use kavichki::{Article, EntityType, Language, MentionKind, Offsets, SCHEMA, Span};

/// The built-in language.
pub static BULGARIAN: LazyLock<Language> = LazyLock::new(|| Language::from_pack(include_bytes!("../../languages/bg/bg.pack")).unwrap());

/// Clean articles.
pub const ARTICLES: [&str; 7] = [
    include_str!("../golden/direct-interrupted.txt"),
    include_str!("../golden/chain.txt"),
    include_str!("../golden/verb-that.txt"),
    include_str!("../golden/roles.txt"),
    include_str!("../golden/nested-marks.txt"),
    include_str!("../golden/interview.txt"),
    include_str!("../golden/dates-and-sums.txt"),
];

/// A long text of many articles in which no line repeats another.
pub fn long_text(bytes: usize) -> String {
    let mut text = String::new();
    for number in 0.. {
        for line in ARTICLES[number % ARTICLES.len()].lines() {
            if text.len() >= bytes {
                return text;
            }
            text.push_str(line);
            if !line.is_empty() {
                text.push_str(&format!(" Това е ред {number}."));
            }
            text.push('\n');
        }
    }
    text
}

/// Annotates and checks all that must hold; the article has byte offsets.
pub fn annotated(text: &str) -> Article {
    annotated_in(text, &BULGARIAN)
}

pub fn annotated_in(text: &str, language: &Language) -> Article {
    let article = kavichki::annotate(text, language);
    assert_eq!((article.schema, article.offsets), (SCHEMA, Offsets::Byte));
    assert_eq!(article.language, language.code());
    spans_are_stretches_of_the_text(&article, text);
    blocks_are_in_order(&article);
    mentions_are_in_order_and_names_never_overlap(&article);
    quotations_refer_to_what_is_there(&article);
    ids_are_unique(&article);
    scores_are_probabilities(&article);
    values_are_of_their_form(&article);
    offsets_agree_in_all_units(&article, text);
    json_gives_the_article_back(&article);
    article
}

/// Every span of the article, in the order of [`Article::for_each_span`].
pub fn spans(article: &Article) -> Vec<Span> {
    let mut spans = Vec::new();
    article.clone().for_each_span(|span| spans.push(*span));
    spans
}

fn spans_are_stretches_of_the_text(article: &Article, text: &str) {
    for span in spans(article) {
        assert!(span.start < span.end && span.end <= text.len(), "{span:?} is no stretch of a text of {} bytes", text.len());
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} cuts a character");
    }
}

fn blocks_are_in_order(article: &Article) {
    for pair in article.blocks.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{pair:?} are not in order");
    }
}

fn mentions_are_in_order_and_names_never_overlap(article: &Article) {
    for entity in &article.entities {
        assert!(!entity.mentions.is_empty(), "{} has no mention", entity.id);
        assert!(entity.mentions.windows(2).all(|pair| pair[0].span <= pair[1].span), "{} has its mentions in disorder", entity.id);
        assert_eq!(entity.value.is_some(), !entity.kind.is_named(), "{entity:?}: values have a value, names have none");
    }
    let mentions = article.entities.iter().flat_map(|entity| &entity.mentions);
    let mut names: Vec<Span> = mentions.filter(|mention| mention.kind == MentionKind::Name).map(|mention| mention.span).collect();
    names.sort();
    for pair in names.windows(2) {
        assert!(!pair[0].overlaps(pair[1]), "the names {pair:?} overlap");
    }
}

fn quotations_refer_to_what_is_there(article: &Article) {
    let entities: HashSet<&str> = article.entities.iter().map(|entity| entity.id.as_str()).collect();
    let by_id: HashMap<&str, Span> = article.quotations.iter().map(|q| (q.id.as_str(), whole(&q.content))).collect();
    let outer: HashMap<&str, &str> = article.quotations.iter().filter_map(|q| Some((q.id.as_str(), q.within.as_deref()?))).collect();
    let starts: Vec<usize> = article.quotations.iter().map(|q| whole(&q.content).start).collect();
    assert!(starts.is_sorted(), "the quotations are not in the order of the text: {starts:?}");
    for quotation in &article.quotations {
        let id = quotation.id.as_str();
        assert!(!quotation.content.is_empty(), "{id} has no content");
        assert!(quotation.content.windows(2).all(|pair| pair[0].end <= pair[1].start), "{id} has its content in disorder");
        if let Some(entity) = &quotation.speaker_entity {
            assert!(entities.contains(entity.as_str()), "{id} is said by {entity}, whom there is not");
            assert!(quotation.speaker_name.is_some(), "{id} is said by {entity}, who has no name");
        }
        let mut at = id;
        for _ in 0..article.quotations.len() {
            let Some(&next) = outer.get(at) else { break };
            let span = by_id.get(next).unwrap_or_else(|| panic!("{at} is within {next}, which there is not"));
            assert!(span.contains(by_id[at]), "{at} is within {next}, but not all of it");
            assert_ne!(next, id, "{id} is within itself");
            at = next;
        }
    }
}

fn whole(content: &[Span]) -> Span {
    content.iter().copied().reduce(Span::cover).expect("a quotation has content")
}

fn ids_are_unique(article: &Article) {
    let mut seen = HashSet::new();
    let mentions = article.entities.iter().flat_map(|entity| entity.mentions.iter().map(|mention| &mention.id));
    let others = article.entities.iter().map(|entity| &entity.id).chain(article.quotations.iter().map(|quotation| &quotation.id));
    for id in mentions.chain(others) {
        assert!(seen.insert(id), "{id} stands twice");
    }
}

fn scores_are_probabilities(article: &Article) {
    let mentions = article.entities.iter().flat_map(|entity| entity.mentions.iter().map(|mention| mention.score));
    let quotations = article.quotations.iter().map(|quotation| quotation.score);
    for score in mentions.chain(quotations).chain([article.language_fit]) {
        assert!((0.0..=1.0).contains(&score), "{score} is no probability");
    }
}

/// A value is ISO 8601, or an amount with its unit; nothing else may leave the program, whatever the text.
fn values_are_of_their_form(article: &Article) {
    for entity in &article.entities {
        let Some(value) = &entity.value else { continue };
        let sound = match entity.kind {
            EntityType::Date => value.split('/').count() <= 2 && value.split('/').all(is_date),
            EntityType::Time => value.split('/').count() <= 2 && value.split('/').all(is_time),
            EntityType::Quantity if !value.contains(' ') => is_amount(value) || is_share(value),
            _ => value.split_once(' ').is_some_and(|(amount, unit)| is_amount(amount) && !unit.is_empty()),
        };
        assert!(sound, "{:?} {value:?} is no value", entity.kind);
    }
}

fn figures(text: &str, digits: usize, values: std::ops::RangeInclusive<u32>) -> bool {
    text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()) && text.parse().is_ok_and(|n| values.contains(&n))
}

/// `2024`, `2024-05`, `2024-05-12`, `--05-12`, `2024-W19`, `XXXX-WXX-5`, `P-1D`.
fn is_date(date: &str) -> bool {
    if let Some(distance) = date.strip_prefix('P') {
        let count = distance.trim_end_matches(['D', 'W', 'M', 'Y']);
        return count.len() + 1 == distance.len() && count.parse::<i64>().is_ok();
    }
    if let Some(day) = date.strip_prefix("XXXX-WXX-") {
        return figures(day, 1, 1..=7);
    }
    let day_of_month = |month: &str, day: &str| {
        let longest = match month {
            "02" => 29,
            "04" | "06" | "09" | "11" => 30,
            _ => 31,
        };
        figures(month, 2, 1..=12) && figures(day, 2, 1..=longest)
    };
    match date.split('-').collect::<Vec<_>>().as_slice() {
        ["", "", month, day] => day_of_month(month, day),
        [year] => figures(year, 4, 1000..=9999),
        [year, week] if week.starts_with('W') => figures(year, 4, 1..=9999) && figures(&week[1..], 2, 1..=53),
        [year, month] => figures(year, 4, 1..=9999) && figures(month, 2, 1..=12),
        [year, month, day] => figures(year, 4, 1..=9999) && day_of_month(month, day),
        _ => false,
    }
}

/// `T10:30`, `T10:30:15`.
fn is_time(time: &str) -> bool {
    let Some(time) = time.strip_prefix('T') else { return false };
    let mut parts = time.split(':');
    let hour = parts.next().is_some_and(|hour| figures(hour, 2, 0..=24));
    hour && parts.clone().count() >= 1 && parts.clone().count() <= 2 && parts.all(|part| figures(part, 2, 0..=59))
}

/// A decimal, or two with the lower first.
fn is_amount(amount: &str) -> bool {
    let ends: Vec<f64> = amount.split("..").filter_map(|end| end.parse().ok()).collect();
    let plain = amount.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    plain && ends.len() == amount.split("..").count() && ends.len() <= 2 && ends.is_sorted() && amount.len() <= 80
}

fn is_share(share: &str) -> bool {
    share.split_once('/').is_some_and(|(a, b)| a.parse::<u32>().ok().zip(b.parse::<u32>().ok()).is_some_and(|(a, b)| 0 < a && a < b))
}

/// Slices the text by each unit and compares the words.
fn offsets_agree_in_all_units(article: &Article, text: &str) {
    let bytes = spans(article);
    let mut points = vec![usize::MAX; text.len() + 1];
    let mut units = vec![usize::MAX; text.len() + 1];
    let (mut point, mut unit) = (0, 0);
    for (at, c) in text.char_indices() {
        (points[at], units[at]) = (point, unit);
        (point, unit) = (point + 1, unit + c.len_utf16());
    }
    (points[text.len()], units[text.len()]) = (point, unit);
    for (offsets, count) in [(Offsets::Byte, None), (Offsets::Codepoint, Some(&points)), (Offsets::Utf16, Some(&units))] {
        let converted = article.clone().with_offsets(text, offsets);
        assert_eq!(converted.offsets, offsets);
        for (span, byte) in spans(&converted).iter().zip(&bytes) {
            let wanted = count.map_or(*byte, |count| Span { start: count[byte.start], end: count[byte.end] });
            assert_eq!(*span, wanted, "{byte:?} in bytes, in {offsets:?}");
        }
    }
}

fn json_gives_the_article_back(article: &Article) {
    let json = serde_json::to_string(article).unwrap();
    assert!(!json.contains('\n'), "an article is one line");
    assert_eq!(&serde_json::from_str::<Article>(&json).unwrap(), article);
}
