//! Articles of our own writing with what must be found in them, in a form that a person can read and correct.
//!
//! `golden/NAME.txt` is the article; `golden/NAME.expected` lists its names and quotations, all of them and no others:
//!
//! ```text
//! # What the article is about.
//! LOC  Русе: Русе
//! PER  Калин Добрев: Калин Добрев | Добрев
//!
//! [1] indirect — Калин Добрев (строителният министър Калин Добрев), съобщи
//!     Строежът ще започне догодина
//! ```
//!
//! A name: its type, the entity's name, and the forms in which it stands. A quotation: its number (`[2 in 1]` inside another), its type,
//! who says it as resolved and, in brackets, as the clause has it (`?` and `-` where there is nobody), the cue, and the content, a line
//! for each piece. Values (dates, sums) are compared where the file lists any: `DATE  2024-06-14: 14 юни 2024 г.`.
//!
//! The cases are clear ones that the guideline decides, so that work on quality leaves them alone. Where a difference is wanted,
//! `KAVICHKI_GOLDEN=write cargo test --test golden` writes what is found into the files, for the change to be read.

use std::path::{Path, PathBuf};

use kavichki::{Article, Entity, Language, MentionKind, Quotation, QuotationType, Span};

const PACK: &[u8] = include_bytes!("../languages/bg/bg.pack");

#[test]
fn golden_articles_are_annotated_as_a_person_has_written_down() {
    let language = Language::from_pack(PACK).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let write = std::env::var_os("KAVICHKI_GOLDEN").is_some_and(|mode| mode == "write");
    let mut different = Vec::new();
    let articles = articles(&folder);
    assert!(articles.len() >= 8, "the golden articles are gone");
    for path in articles {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = path.with_extension("expected");
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        let (notes, expected): (Vec<&str>, Vec<&str>) = expected.lines().partition(|line| line.starts_with('#'));
        let with_values = expected.iter().any(|line| is_value(line));
        let found = render(&text, &kavichki::annotate(&text, &language), with_values);
        if write {
            let lines = notes.into_iter().chain(found.iter().map(String::as_str));
            std::fs::write(&file, lines.map(|line| format!("{line}\n")).collect::<String>()).unwrap();
        } else if found != expected {
            different.push(format!("{}\n{}", file.file_name().unwrap().display(), difference(&expected, &found)));
        }
    }
    assert!(different.is_empty(), "(- expected, + found)\n{}", different.join("\n"));
}

fn articles(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    found.sort();
    found
}

fn is_value(line: &str) -> bool {
    ["DATE ", "TIME ", "MONEY ", "PERCENT ", "QUANTITY "].iter().any(|code| line.starts_with(code))
}

fn render(text: &str, article: &Article, with_values: bool) -> Vec<String> {
    let (names, values): (Vec<&Entity>, Vec<&Entity>) = article.entities.iter().partition(|entity| entity.kind.is_named());
    let mut lines: Vec<String> = names.into_iter().map(|entity| entity_line(text, entity, &entity.name)).collect();
    if with_values {
        lines.push(String::new());
        lines.extend(values.into_iter().map(|entity| entity_line(text, entity, entity.value.as_deref().unwrap_or("?"))));
    }
    for quotation in &article.quotations {
        lines.push(String::new());
        lines.extend(quotation_lines(text, quotation));
    }
    lines
}

fn entity_line(text: &str, entity: &Entity, name: &str) -> String {
    let mut forms: Vec<&str> = Vec::new();
    for mention in entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
        let form = mention.span.of(text);
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    format!("{}  {name}: {}", entity.kind.code(), forms.join(" | "))
}

fn quotation_lines(text: &str, quotation: &Quotation) -> Vec<String> {
    let words = |span: Option<Span>| span.map_or("-", |span| span.of(text));
    let number = |id: &str| id.trim_start_matches('q').to_owned();
    let place = match &quotation.within {
        Some(outer) => format!("{} in {}", number(&quotation.id), number(outer)),
        None => number(&quotation.id),
    };
    let kind = match quotation.kind {
        QuotationType::Direct => "direct",
        QuotationType::Indirect => "indirect",
        QuotationType::Mixed => "mixed",
    };
    let who = quotation.speaker_name.as_deref().unwrap_or("?");
    let head = format!("[{place}] {kind} — {who} ({}), {}", words(quotation.speaker), words(quotation.cue));
    std::iter::once(head).chain(quotation.content.iter().map(|span| format!("    {}", span.of(text).replace('\n', " ⏎ ")))).collect()
}

/// The lines of both, those of only one marked: by a longest common subsequence.
fn difference(expected: &[&str], found: &[String]) -> String {
    let (n, m) = (expected.len(), found.len());
    let mut common = vec![vec![0; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            common[i][j] = if expected[i] == found[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < n || j < m {
        if i < n && j < m && expected[i] == found[j] {
            lines.push(format!("    {}", expected[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == m || i < n && common[i + 1][j] >= common[i][j + 1] {
            lines.push(format!("  - {}", expected[i]));
            i += 1;
        } else {
            lines.push(format!("  + {}", found[j]));
            j += 1;
        }
    }
    lines.join("\n")
}
