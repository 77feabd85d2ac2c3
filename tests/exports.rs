//! Whatever the text and however odd the annotations: what is written is read back as it was.

use kavichki::*;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const PIECES: [&str; 34] = [
    "Мария",
    "каза",
    ", че ",
    "„",
    "“",
    "\"",
    "'",
    "=1+1",
    "@",
    "-",
    "+",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "\u{a0}",
    "\u{2028}",
    "\u{85}",
    "\0",
    "\u{1}",
    "\u{c}",
    "\u{1c}",
    "\u{fffe}",
    "\u{feff}",
    "😀",
    "🇧🇬",
    "e\u{301}",
    "<b>&amp;</b>",
    "]]>",
    "*_`#",
    "; entity=",
    "…",
    "12,5",
];

fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![3 => select(&PIECES[..]).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)],
        1..5,
    )
    .prop_map(|pieces| pieces.concat())
}

/// The choices from which an article of a text is made.
#[derive(Debug, Clone)]
struct Choices {
    source: Option<String>,
    fit: f32,
    blocks: Vec<(Index, usize)>,
    entities: Vec<(usize, String, Option<String>, Vec<MentionChoice>)>,
    quotations: Vec<QuotationChoice>,
}

type MentionChoice = (Index, Index, usize, String, f32, usize);

type QuotationChoice = (
    (usize, Vec<Index>, Option<(Index, Index)>, Option<(Index, Index)>),
    (Option<Index>, Option<String>, Option<Index>, usize, f32),
    Vec<(usize, Option<(Index, Index)>)>,
);

fn choices() -> impl Strategy<Value = Choices> {
    let place = || (any::<Index>(), any::<Index>());
    let mention = (any::<Index>(), any::<Index>(), 0..3usize, words(), 0f32..=1.0, 0..3usize);
    let entity = (0..10usize, words(), proptest::option::of(words()), proptest::collection::vec(mention, 1..4));
    let quotation = (
        (0..3usize, proptest::collection::vec(any::<Index>(), 2..7), proptest::option::of(place()), proptest::option::of(place())),
        (proptest::option::of(any::<Index>()), proptest::option::of(words()), proptest::option::of(any::<Index>()), 0..3usize, 0f32..=1.0),
        proptest::collection::vec((0..3usize, proptest::option::of(place())), 0..3),
    );
    (
        proptest::option::of(words()),
        0f32..=1.0,
        proptest::collection::vec((any::<Index>(), 0..6usize), 0..6),
        proptest::collection::vec(entity, 0..6),
        proptest::collection::vec(quotation, 0..6),
    )
        .prop_map(|(source, fit, blocks, entities, quotations)| Choices { source, fit, blocks, entities, quotations })
}

const BY: [By; 3] = [By::Machine, By::Confirmed, By::Person];

/// The article (bytes) that choices make of a text; an empty text has no annotations.
fn article(text: &str, choices: &Choices) -> Article {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let span = |one: &Index, other: &Index| {
        let (one, other) = (one.index(places.len() - 1), other.index(places.len() - 1));
        Span { start: places[one.min(other)], end: places[one.max(other) + 1] }
    };
    let mut made = Article {
        schema: SCHEMA,
        source: choices.source.clone(),
        language: "bg".to_owned(),
        language_fit: choices.fit,
        offsets: Offsets::Byte,
        blocks: Vec::new(),
        entities: Vec::new(),
        quotations: Vec::new(),
        hints: Vec::new(),
    };
    if text.is_empty() {
        return made;
    }
    let mut ends: Vec<usize> = choices.blocks.iter().map(|(place, _)| places[place.index(places.len())]).collect();
    ends.sort_unstable();
    for (pair, (_, role)) in ends.windows(2).zip(&choices.blocks) {
        if pair[0] < pair[1] {
            let roles =
                [BlockRole::Headline, BlockRole::Body, BlockRole::Teaser, BlockRole::Repeated, BlockRole::Caption, BlockRole::Boilerplate];
            made.blocks.push(Block { span: Span { start: pair[0], end: pair[1] }, role: roles[*role] });
        }
    }
    use EntityType::*;
    let types = [Per, Loc, Org, Pro, Evt, Date, Time, Money, Percent, Quantity];
    let mut names: Vec<Span> = Vec::new();
    let mut number = 0;
    for (index, (kind, name, value, mentions)) in choices.entities.iter().enumerate() {
        let mut entity =
            Entity { id: format!("e{}", index + 1), kind: types[*kind], name: name.clone(), value: value.clone(), mentions: Vec::new() };
        let mut places: Vec<Span> = mentions.iter().map(|(one, other, ..)| span(one, other)).collect();
        places.sort();
        for ((.., kind, base, score, by), span) in mentions.iter().zip(places) {
            number += 1;
            let mut kind = [MentionKind::Name, MentionKind::Role, MentionKind::Pronoun][*kind];
            if kind == MentionKind::Name && names.iter().any(|name| name.overlaps(span)) {
                kind = MentionKind::Role;
            } else if kind == MentionKind::Name {
                names.push(span);
            }
            entity.mentions.push(Mention { id: format!("m{number}"), span, kind, base: base.clone(), score: *score, by: BY[*by] });
        }
        made.entities.push(entity);
    }
    for (index, ((kind, content, cue, speaker), (entity, name, within, by, score), why)) in choices.quotations.iter().enumerate() {
        let mut ends: Vec<usize> = content.iter().map(|place| places[place.index(places.len())]).collect();
        ends.sort_unstable();
        let mut spans: Vec<Span> =
            ends.chunks_exact(2).map(|pair| Span { start: pair[0], end: pair[1] }).filter(|span| !span.is_empty()).collect();
        if spans.is_empty() {
            spans.push(Span { start: 0, end: text.len() });
        }
        made.quotations.push(Quotation {
            id: format!("q{}", index + 1),
            kind: [QuotationType::Direct, QuotationType::Indirect, QuotationType::Mixed][*kind],
            content: spans,
            cue: cue.as_ref().map(|(one, other)| span(one, other)),
            speaker: speaker.as_ref().map(|(one, other)| span(one, other)),
            speaker_entity: entity
                .filter(|_| !made.entities.is_empty())
                .map(|entity| made.entities[entity.index(made.entities.len())].id.clone()),
            speaker_name: name.clone(),
            within: within.filter(|_| index > 0).map(|within| format!("q{}", within.index(index) + 1)),
            by: BY[*by],
            score: *score,
            why: why
                .iter()
                .map(|(code, place)| Evidence {
                    code: ["verb-that", "quoted-by", "x"][*code].to_owned(),
                    span: place.as_ref().map(|(one, other)| span(one, other)),
                })
                .collect(),
        });
    }
    made
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![4 => select(&PIECES[..]).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)],
        0..40,
    )
    .prop_map(|pieces| pieces.concat())
}

/// What comes back of an article.
fn back(text: &str, article: &Article, format: Format) -> Article {
    let written = export(text, article.clone(), format).unwrap();
    import(text, &written, format).unwrap_or_else(|fault| panic!("{fault}\n{written}"))
}

/// The article without what only formats with a place for it hold.
fn bare(article: &Article) -> Article {
    Article { source: None, language: "und".to_owned(), language_fit: 1.0, blocks: Vec::new(), ..article.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_web_annotation_and_tei_give_the_whole_article_back(text in text(), choices in choices()) {
        let article = article(&text, &choices);
        for format in [Format::Json, Format::WebAnnotation, Format::Tei] {
            prop_assert_eq!(&back(&text, &article, format), &article, "{}", format.name());
        }
    }

    #[test]
    fn brat_gives_back_all_but_source_language_and_blocks(text in text(), choices in choices()) {
        let article = article(&text, &choices);
        prop_assert_eq!(back(&text, &article, Format::Brat), bare(&article));
    }

    #[test]
    fn the_tables_give_back_their_quotations_and_their_entities(text in text(), choices in choices()) {
        let article = article(&text, &choices);
        let quotations = back(&text, &article, Format::CsvQuotations);
        let mut wanted = Article { entities: Vec::new(), source: article.source.clone(), ..bare(&article) };
        wanted.quotations.iter_mut().for_each(|quotation| quotation.speaker_entity = None);
        if wanted.quotations.is_empty() {
            wanted.source = None;
        }
        prop_assert_eq!(quotations, wanted);
        let mut wanted = Article { quotations: Vec::new(), source: article.source.clone(), ..bare(&article) };
        wanted.entities.sort_by_key(|entity| entity.mentions[0].span);
        if wanted.entities.is_empty() {
            wanted.source = None;
        }
        prop_assert_eq!(back(&text, &article, Format::CsvMentions), wanted);
    }

    #[test]
    fn conll_gives_back_spans_and_types_of_the_longest_names(text in text(), choices in choices()) {
        let article = article(&text, &choices);
        let mentions = article.entities.iter().flat_map(|entity| entity.mentions.iter().map(|mention| (mention, entity.kind)));
        let mut all: Vec<_> = mentions.map(|(mention, kind)| (mention.kind != MentionKind::Name, mention.span, kind)).collect();
        all.sort_by_key(|(other, span, kind)| (*other, usize::MAX - span.len(), *span, *kind));
        let mut kept: Vec<(Span, EntityType)> = Vec::new();
        for (_, span, kind) in all {
            if !kept.iter().any(|(before, _)| before.overlaps(span)) {
                kept.push((span, kind));
            }
        }
        let left_out = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
        let mut wanted: Vec<(usize, usize, EntityType)> = kept
            .into_iter()
            .map(|(span, kind)| {
                let words = span.of(&text);
                let begin = span.start + words.len() - words.trim_start_matches(left_out).len();
                (begin, begin + words.trim_matches(left_out).len(), kind)
            })
            .filter(|(start, end, _)| start < end)
            .collect();
        wanted.sort();
        let read = back(&text, &article, Format::Conll);
        let mut found: Vec<_> =
            read.entities.iter().flat_map(|e| e.mentions.iter().map(move |m| (m.span.start, m.span.end, e.kind))).collect();
        found.sort();
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn every_format_takes_every_article(text in text(), choices in choices()) {
        let article = article(&text, &choices);
        for format in Format::ALL {
            prop_assert!(export(&text, article.clone(), format).is_ok());
        }
        for unit in [Offsets::Codepoint, Offsets::Utf16] {
            prop_assert_eq!(&article.clone().with_offsets(&text, unit).checked(&text).unwrap(), &article);
        }
    }

    #[test]
    fn a_file_that_was_cut_or_changed_is_read_or_refused(
        text in text(), choices in choices(), cut in any::<Index>(), put in words(), format in select(&Format::ALL[..])
    ) {
        let written = export(&text, article(&text, &choices), format).unwrap();
        let places: Vec<usize> = written.char_indices().map(|(at, _)| at).chain([written.len()]).collect();
        let place = places[cut.index(places.len())];
        for changed in [written[..place].to_owned(), format!("{}{put}{}", &written[..place], &written[place..])] {
            // No panic, and what is read is sound.
            if let Ok(article) = import(&text, &changed, format) {
                prop_assert!(article.checked(&text).is_ok());
            }
        }
    }

    #[test]
    fn any_characters_are_read_or_refused(content in any::<String>(), text in text(), format in select(&Format::ALL[..])) {
        let _ = import(&text, &content, format);
    }
}
