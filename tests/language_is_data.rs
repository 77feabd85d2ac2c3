//! A language is a folder of tables: nothing of any one language stands in the program.

use std::path::{Path, PathBuf};

use kavichki::{Article, EntityType, Language, MentionKind, QuotationType};

/// Tables of a language that nobody speaks. Its letters are Latin, `lu` opens a reported clause, `ver` is `according to`.
const TABLES: [(&str, &str); 9] = [
    (
        "settings.tsv",
        "# A language made up for this test.\n\
         code\tqaa\t-\n\
         alphabet\tabcdefghijklmnopqrstuvwxyz\t-\n\
         marker\tthat\tlu\n\
         marker\tand\tke\n\
         feminine_ending\ta\t-\n\
         year_word\tanu\t-\n\
         caption\tpikto:\t-\n\
         boilerplate\tleg plu\t-\n",
    ),
    ("abbreviations.tsv", "dr.\tbefore\town\n"),
    ("paradigms-verbs.tsv", "k1\tar\tpres3s=as pres3p=asi aor3s=is aor3p=isi\town\n"),
    ("cues-verbs.tsv", "dikar\tk1\tsay\tthat,direct,host\talways\town\nskribar\tk1\twrite\tthat,direct,host\talways\town\n"),
    ("cues-other.tsv", "ver\tprep\tthat\tafter\talways\town\n"),
    (
        "function.tsv",
        "lu\tcomplementizer\town\nke\tcoordinator\town\nin\tpreposition\town\nde\tpreposition\town\nfu\taux\town\nne\tnegation\town\n",
    ),
    ("pronouns.tsv", "om\t3\tm\tsg\tsubject\town\nema\t3\tf\tsg\tsubject\town\n"),
    ("numbers.tsv", "mil\tmultiplier\t1000\town\ntaler\tcurrency\tXTS\town\njuno\tmonth\t6\town\n%\tpercent\t%\town\n"),
    ("places.tsv", "Veltan\t0\tcity\t-\t-\town\nOrsk\t0\tcity\t-\t-\town\nprezident\t0\ttitle\t-\t-\town\n"),
];

/// The folder of the language, gone when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("kavichki-language-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("lexicon")).unwrap();
        for (name, table) in TABLES {
            std::fs::write(folder.join("lexicon").join(name), table).unwrap();
        }
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn annotate(text: &str) -> Article {
    let folder = Folder::new(&text.len().to_string());
    kavichki::annotate(text, &Language::from_folder(&folder.0).unwrap())
}

#[test]
fn a_reported_clause_is_found_by_the_tables_alone() {
    let text = "Neu ponto in Veltan\n\nEma dikis lu la ponto fu preta in juno. La urbo ne kredas.\n";
    let article = annotate(text);
    assert_eq!(article.language, "qaa");
    let [quotation] = article.quotations.as_slice() else { panic!("{:#?}", article.quotations) };
    assert_eq!(quotation.kind, QuotationType::Indirect);
    assert_eq!(quotation.content[0].of(text), "la ponto fu preta in juno");
    assert_eq!(quotation.cue.unwrap().of(text), "dikis");
    assert_eq!(quotation.speaker.unwrap().of(text), "Ema");
}

#[test]
fn words_in_marks_are_found_by_the_tables_alone() {
    let text = "Un dia in Orsk.\n\n\"Nos venas in juno\", dikasi la homi de Orsk. Ema skribis: \"Ne venas\".\n";
    let article = annotate(text);
    let found: Vec<(&str, &str)> =
        article.quotations.iter().map(|q| (q.content[0].of(text), q.cue.map_or("", |cue| cue.of(text)))).collect();
    assert_eq!(found, [("Nos venas in juno", "dikasi"), ("Ne venas", "skribis")]);
    assert!(article.quotations.iter().all(|quotation| quotation.kind == QuotationType::Direct));
}

#[test]
fn sums_and_dates_are_found_by_the_tables_alone() {
    let text = "La ponto kosta 12 mil taler.\n";
    let article = annotate(text);
    let sum = article.entities.iter().find(|entity| entity.kind == EntityType::Money).unwrap();
    assert_eq!(sum.value.as_deref(), Some("12000 XTS"));
    assert_eq!(sum.mentions[0].span.of(text), "12 mil taler");
    assert_eq!(sum.mentions[0].kind, MentionKind::Name);
}

#[test]
fn a_text_in_another_language_does_not_fit_the_made_up_one() {
    let fit = annotate(include_str!("golden/roles.txt")).language_fit;
    assert!(fit < Article::SURE_LANGUAGE, "{fit}");
}

#[test]
fn the_same_tables_as_a_pack_are_the_same_language() {
    let folder = Folder::new("pack");
    let language = Language::from_folder(&folder.0).unwrap();
    let pack = kavichki::train::pack(&folder.0, &language).unwrap();
    let text = "Ema dikis lu la ponto fu preta in juno.";
    assert_eq!(kavichki::annotate(text, &Language::from_pack(&pack).unwrap()), kavichki::annotate(text, &language));
}

#[test]
fn no_letter_of_a_language_stands_in_the_program() {
    let mut found = Vec::new();
    for path in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = std::fs::read_to_string(&path).unwrap();
        for (line, literal) in literals(&source) {
            if literal.chars().any(|c| c.is_alphabetic() && !c.is_ascii() && !is_typographic(c)) {
                found.push(format!("{}:{line}: {literal}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "words belong into languages/*/lexicon:\n{}", found.join("\n"));
}

/// Letters that stand for a sign in the texts of any language: ordinal indicators, the micro sign.
fn is_typographic(c: char) -> bool {
    matches!(c, 'ª' | 'º' | 'µ')
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    assert!(!found.is_empty());
    found
}

/// The string and character literals of a source with their line, comments and `#[cfg(test)]` items left out. Escapes stay as they are
/// written.
fn literals(source: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line, mut depth) = (0, 1, 0usize);
    // Where a test item was announced, and the depth of braces at which one ends.
    let (mut announced, mut tests_end) = (false, None);
    while at < chars.len() {
        let rest = |length: usize| chars[at..(at + length).min(chars.len())].iter().collect::<String>();
        let begin = at;
        let mut literal = None;
        match chars[at] {
            '/' if rest(2) == "//" => at = (at..chars.len()).find(|&i| chars[i] == '\n').unwrap_or(chars.len()),
            '/' if rest(2) == "/*" => {
                let mut open = 0;
                while at < chars.len() {
                    match (chars[at], chars.get(at + 1)) {
                        ('/', Some('*')) => (open, at) = (open + 1, at + 2),
                        ('*', Some('/')) => (open, at) = (open - 1, at + 2),
                        _ => at += 1,
                    }
                    if open == 0 {
                        break;
                    }
                }
            }
            'r' if raw_start(&chars, at).is_some() => {
                let hashes = raw_start(&chars, at).expect("just seen");
                let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                let first = at + 2 + hashes;
                let close = (first..chars.len()).find(|&i| chars[i..].starts_with(&end)).unwrap_or(chars.len());
                literal = Some(first..close);
                at = close + end.len();
            }
            '"' => {
                let close = closing(&chars, at + 1, '"');
                literal = Some(at + 1..close);
                at = close + 1;
            }
            // A lifetime has no closing quote behind its first letter.
            '\'' if chars.get(at + 1) == Some(&'\\') || chars.get(at + 2) == Some(&'\'') => {
                let close = closing(&chars, at + 1, '\'');
                literal = Some(at + 1..close);
                at = close + 1;
            }
            '#' if rest(12) == "#[cfg(test)]" => {
                announced = true;
                at += 12;
            }
            '{' => {
                if announced && tests_end.is_none() {
                    tests_end = Some(depth);
                }
                (announced, depth, at) = (false, depth + 1, at + 1);
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if tests_end == Some(depth) {
                    tests_end = None;
                }
                at += 1;
            }
            ';' => (announced, at) = (false, at + 1),
            _ => at += 1,
        }
        if let Some(range) = literal.filter(|_| tests_end.is_none() && !announced) {
            found.push((line, chars[range].iter().collect()));
        }
        line += chars[begin..at.min(chars.len())].iter().filter(|&&c| c == '\n').count();
    }
    found
}

/// How many `#` a raw string has that begins here.
fn raw_start(chars: &[char], at: usize) -> Option<usize> {
    if at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_') && chars[at - 1] != 'b' {
        return None;
    }
    let hashes = chars[at + 1..].iter().take_while(|&&c| c == '#').count();
    (chars.get(at + 1 + hashes) == Some(&'"')).then_some(hashes)
}

/// The next unescaped `quote`.
fn closing(chars: &[char], mut at: usize, quote: char) -> usize {
    while at < chars.len() && chars[at] != quote {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at.min(chars.len())
}

#[test]
fn literals_are_told_from_comments_tests_and_lifetimes() {
    let source = r##"
        // "ред" and 'ж'
        /// `"док"`
        fn f<'a>(c: &'a str) -> char { let _ = ("низ", r#"су"ров"#, b"b", "\"бягство"); 'ж' }
        #[cfg(test)]
        use nothing::at_all;
        const A: &str = "след";
        #[cfg(test)]
        mod tests { fn g() { let _ = "тест {"; } }
        /* "бележка" /* 'а' */ */ const B: char = 'б';
    "##;
    let found: Vec<String> = literals(source).into_iter().map(|(_, literal)| literal).collect();
    assert_eq!(found, ["низ", "су\"ров", "b", "\\\"бягство", "ж", "след", "б"]);
}
