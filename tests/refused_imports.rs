//! What a reader says of a file that it cannot read, and where.

use kavichki::*;

const TEXT: &str = "Мария Станчева дойде.\n„Идваме в Русе“, каза Станчева.\n";

/// A name of `Мария Станчева`, one of `Русе`, and the quotation, with offsets in code points.
fn article() -> Article {
    let json = r#"{"schema": 1, "language": "bg", "language_fit": 1.0, "offsets": "codepoint", "blocks": [{"start": 0, "end": 21, "role": "body"}],
      "entities": [{"id": "e1", "type": "PER", "name": "Мария Станчева", "mentions": [
          {"id": "m1", "start": 0, "end": 14, "kind": "name", "base": "Мария Станчева", "score": 0.9},
          {"id": "m3", "start": 44, "end": 52, "kind": "name", "base": "Станчева", "score": 0.9, "by": "confirmed"}]},
        {"id": "e2", "type": "LOC", "name": "Русе", "mentions": [{"id": "m2", "start": 32, "end": 36, "kind": "name", "base": "Русе", "score": 0.8}]}],
      "quotations": [{"id": "q1", "type": "direct", "content": [{"start": 23, "end": 36}], "cue": {"start": 39, "end": 43},
        "speaker": {"start": 44, "end": 52}, "speaker_entity": "e1", "speaker_name": "Мария Станчева", "within": null, "by": "person",
        "score": 0.7, "why": [{"code": "verb-speech", "start": 39, "end": 43}]}]}"#;
    import(TEXT, json, Format::Json).unwrap()
}

fn written(format: Format) -> String {
    export(TEXT, article(), format).unwrap()
}

/// The message for a file in which `from` is `to`.
fn refused(format: Format, from: &str, to: &str) -> String {
    let written = written(format);
    assert!(written.contains(from), "{from} is not in\n{written}");
    match import(TEXT, &written.replacen(from, to, 1), format) {
        Err(fault) => fault.to_string(),
        Ok(article) => panic!("{to} for {from} was read as {article:?}"),
    }
}

#[test]
fn a_newer_schema_is_told_from_a_broken_file() {
    for (format, from, to) in [
        (Format::Json, "\"schema\": 1", "\"schema\": 2"),
        (Format::WebAnnotation, "\"schemaNumber\": 1", "\"schemaNumber\": 2"),
        (Format::Tei, "<f name=\"schema\"><numeric value=\"1\"/>", "<f name=\"schema\"><numeric value=\"2\"/>"),
        (Format::CsvQuotations, ",1\r\n", ",2\r\n"),
        (Format::CsvMentions, ",1\r\n", ",2\r\n"),
    ] {
        let said = refused(format, from, to);
        assert!(said.contains("schema 2") && said.contains("newer version"), "{}: {said}", format.name());
    }
}

#[test]
fn offsets_that_overlap_or_lie_outside_are_named_with_their_place() {
    for (format, from, to, said) in [
        (Format::Json, "\"end\": 14", "\"end\": 1400", &["mention m1", "0–1400", "54 code points"][..]),
        (Format::Json, "\"start\": 32", "\"start\": 10", &["mention m2", "overlaps the name m1"]),
        (Format::Json, "\"start\": 32", "\"start\": 36", &["mention m2", "36–36"]),
        (Format::Json, "\"start\": 23", "\"start\": 40", &["quotation q1", "40–36"]),
        (Format::Json, "\"id\": \"m2\"", "\"id\": \"m1\"", &["mention m1", "twice"]),
        (Format::Json, "\"id\": \"m2\"", "\"id\": \"<script>\"", &["mention", "an id is a letter"]),
        (Format::Json, "\"speaker_entity\": \"e1\"", "\"speaker_entity\": \"e9\"", &["quotation q1", "e9"]),
        (Format::Json, "\"within\": null", "\"within\": \"q1\"", &["quotation q1", "within itself"]),
        (Format::Json, "\"within\": null", "\"within\": \"q7\"", &["quotation q1", "q7"]),
        (Format::Json, "\"score\": 0.7", "\"score\": 7", &["quotation q1", "score of 7"]),
        (Format::WebAnnotation, "\"start\": 32", "\"start\": 3200", &["items[2]", "3200"]),
        (Format::WebAnnotation, "\"exact\": \"Русе\"", "\"exact\": \"Рила\"", &["items[2]", "other words"]),
        (Format::Brat, "LOC 32 36", "LOC 32 3600", &["line 8", "no stretch"]),
        (Format::Brat, "LOC 32 36", "LOC 31 36", &["line 8", "other words"]),
        (Format::Brat, "LOC 32 36\tРусе", "LOC 3 9\tия Ста", &["mention m2", "overlaps"]),
        (Format::CsvMentions, "m2,32,36", "m2,32,3600", &["line 3", "3600"]),
        (Format::CsvQuotations, "23-36", "36-23", &["line 2", "36-23"]),
        (Format::Tei, "ref=\"#e2\"", "ref=\"#e7\"", &["line", "e7"]),
        (Format::Tei, "corresp=\"#q1.content0\"", "corresp=\"#q1.content5\"", &["line", "q1.content5"]),
        (Format::Tei, "cert=\"0.8\"", "cert=\"much\"", &["line", "much"]),
        (Format::Conll, "Русе\tB-LOC", "Русе\tI-LOC", &["line 9", "has not begun"]),
        (Format::Conll, "Русе\tB-LOC", "Рила\tB-LOC", &["line 9", "Русе"]),
        (Format::Conll, "Русе\tB-LOC", "Русе\tB-CITY", &["line 9", "CITY"]),
    ] {
        let message = refused(format, from, to);
        for word in said {
            assert!(message.contains(word), "{}: {word} is not in: {message}", format.name());
        }
    }
}

#[test]
fn a_file_that_is_cut_off_is_said_to_be() {
    for (format, said) in [
        (Format::Json, &["cut off", "line"][..]),
        (Format::WebAnnotation, &["cut off", "line"]),
        (Format::Tei, &["cut off", "line"]),
        (Format::Conll, &["cut off after 7 tokens", "line"]),
        (Format::Brat, &["line"]),
        (Format::CsvMentions, &["line"]),
        (Format::CsvQuotations, &["line"]),
    ] {
        let written = written(format);
        // In the middle of a line, wherever that may be.
        let place = match format {
            Format::Conll => written.find("Русе\t").unwrap(),
            _ => (written.len() * 2 / 3..).find(|&at| written.is_char_boundary(at)).unwrap(),
        };
        let message = import(TEXT, &written[..place], format).unwrap_err().to_string();
        for word in said {
            assert!(message.contains(word), "{}: {word} is not in: {message}", format.name());
        }
    }
}

#[test]
fn a_file_of_another_kind_is_refused_by_every_reader() {
    let others = [
        "",
        "{}",
        "[]x",
        "null",
        "{\"schema\": \"one\"}",
        "<html><body>не</body></html>",
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>не</p></body></text></TEI>",
        "a,b\r\n1,2\r\n",
        "# Бележки\n\nтекст\n",
        "{\"items\": [{\"type\": \"Note\"}]}",
        "\u{0}\u{1}\u{2}",
    ];
    for format in Format::ALL {
        for other in others {
            // Nothing annotated is a file of brat with no line in it.
            if (format, other) != (Format::Brat, "") {
                assert!(import(TEXT, other, format).is_err(), "{} reads {other:?}", format.name());
            }
        }
        for other in Format::ALL {
            if format != other {
                assert!(import(TEXT, &written(other), format).is_err(), "{} reads {}", format.name(), other.name());
            }
        }
    }
}

#[test]
fn an_article_of_another_text_is_refused_where_the_file_can_tell() {
    for format in [Format::Tei, Format::WebAnnotation, Format::Brat, Format::Conll, Format::CsvMentions, Format::CsvQuotations] {
        let other = TEXT.replace('М', "Б");
        let other = other.replace("Идваме", "Бягаме");
        assert!(import(&other, &written(format), format).is_err(), "{}", format.name());
    }
}

#[test]
fn markup_that_nests_deep_or_swells_is_read_or_refused_without_harm() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    for format in [Format::Json, Format::WebAnnotation] {
        assert!(import(TEXT, &deep, format).is_err());
    }
    let tei = written(Format::Tei);
    let deep = tei.replace("</body>", &format!("<ab>{}{}</ab></body>", "<seg>".repeat(50_000), "</seg>".repeat(50_000)));
    let _ = import(TEXT, &deep, Format::Tei);
    let swelling = "<!DOCTYPE TEI [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><TEI>&b;</TEI>";
    assert!(import(TEXT, swelling, Format::Tei).is_err());
}

#[test]
fn what_was_changed_in_brat_comes_back_as_a_persons() {
    let changed = written(Format::Brat)
        .lines()
        // The type of `Русе` is changed, the name of `Станчева` is taken away, one of `каза` is added.
        .filter(|line| !line.contains("Станчева") || !line.contains("44 52") || line.contains("Speaker"))
        .map(|line| line.replace("LOC 32 36", "ORG 32 36") + "\n")
        .filter(|line| !line.contains(" T2\t") && !line.contains(" T2 "))
        .collect::<String>()
        + "T90\tEVT 39 43\tказа\n";
    let article = import(TEXT, &changed, Format::Brat).unwrap();
    let found: Vec<_> = article.entities.iter().map(|e| (e.kind, e.name.as_str(), e.mentions.len(), e.mentions[0].by)).collect();
    assert_eq!(
        found,
        [
            (EntityType::Per, "Мария Станчева", 1, By::Machine),
            (EntityType::Org, "Русе", 1, By::Machine),
            (EntityType::Evt, "каза", 1, By::Person)
        ]
    );
    assert_eq!(article.quotations[0].speaker_entity.as_deref(), Some("e1"));
}

#[test]
fn annotations_of_another_program_are_read_as_far_as_they_classify() {
    let page = r##"[{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "#a-1",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "LOC"}],
        "target": {"selector": [{"type": "TextQuoteSelector", "exact": "Русе", "prefix": "в ", "suffix": "“"}]}}]"##;
    let article = import(TEXT, page, Format::WebAnnotation).unwrap();
    let mention = &article.entities[0].mentions[0];
    assert_eq!((mention.span.of(TEXT), mention.by, mention.base.as_str()), ("Русе", By::Person, "Русе"));
}

#[test]
fn an_article_nobody_touched_reads_as_before() {
    let json = written(Format::Json);
    assert_eq!(json.matches("\"by\"").count(), 2, "{json}");
    assert!(json.contains("\"by\": \"confirmed\"") && json.contains("\"by\": \"person\""));
}
