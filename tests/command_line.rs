//! The program as somebody meets it at a terminal.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn kavichki(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kavichki"));
    command.args(arguments).env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    kavichki(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A golden article's path as one gives it at the terminal.
fn article(name: &str) -> String {
    format!("{}/tests/golden/{name}.txt", env!("CARGO_MANIFEST_DIR"))
}

fn json_lines(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A folder that goes when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("kavichki-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// Writes a file, its folders with it.
    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        self.path(name)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn several_articles_are_lines_of_json_in_the_order_given() {
    let files = [article("roles"), article("chain"), article("roles"), article("according-to")];
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let output = run(&[&["annotate"], &files[..]].concat());
    assert!(output.status.success() && output.stderr.is_empty(), "{}", stderr(&output));
    let lines = json_lines(&output);
    let sources: Vec<&str> = lines.iter().map(|line| line["source"].as_str().unwrap()).collect();
    assert_eq!(sources, files);
    for line in &lines {
        assert_eq!((&line["schema"], &line["language"], &line["offsets"]), (&1.into(), &"bg".into(), &"codepoint".into()));
    }
    assert_eq!(lines[0], lines[2]);
}

#[test]
fn a_dash_reads_standard_input() {
    let text = std::fs::read(article("chain")).unwrap();
    let mut child = kavichki(&["annotate", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&text).unwrap();
    let piped = json_lines(&child.wait_with_output().unwrap());
    let named = json_lines(&run(&["annotate", &article("chain")]));
    assert_eq!((piped.len(), &piped[0]["source"]), (1, &"-".into()));
    for part in ["blocks", "entities", "quotations"] {
        assert_eq!(piped[0][part], named[0][part], "{part}");
    }
}

#[test]
fn the_date_of_the_articles_makes_relative_days_absolute() {
    let folder = Folder::new("date");
    let path = folder.write("a.txt", "Мостът беше открит в петък, а вчера беше затворен.\n");
    let values = |arguments: &[&str]| -> Vec<String> {
        let lines = json_lines(&run(&[&["annotate"], arguments, &[&path]].concat()));
        let entities = lines[0]["entities"].as_array().unwrap();
        entities.iter().filter_map(|entity| entity["value"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(values(&[]), ["XXXX-WXX-5", "P-1D"]);
    assert_eq!(values(&["--date", "2024-03-01"]), ["2024-03-01", "2024-02-29"]);
    for day in ["2023-02-29", "01.03.2024", "yesterday"] {
        let output = run(&["annotate", "--date", day, &path]);
        assert!(!output.status.success() && stderr(&output).contains("is no day"), "{}", stderr(&output));
    }
}

#[test]
fn json_of_one_article_is_an_object_and_of_several_an_array() {
    let (one, two) = (article("chain"), article("roles"));
    let lines = json_lines(&run(&["annotate", "--format", "jsonl", &one, &two]));
    let object: Value = serde_json::from_str(&stdout(&run(&["annotate", "--format", "json", &one]))).unwrap();
    assert_eq!(object, lines[0]);
    let array: Value = serde_json::from_str(&stdout(&run(&["annotate", "--format", "json", &one, &two]))).unwrap();
    assert_eq!(array, Value::from(lines));
    let none: Value = serde_json::from_str(&stdout(&run(&["annotate", "--format", "json", "/nowhere/1", "/nowhere/2"]))).unwrap();
    assert_eq!(none, Value::Array(Vec::new()));
}

#[test]
fn the_text_format_shows_names_and_who_said_what() {
    let shown = stdout(&run(&["annotate", "--format", "text", &article("direct-interrupted")]));
    for part in ["[Мартин Колев PER]", "[Варна LOC]", "⟦q3: Ще идвам всеки ден след училище⟧", "q3 Мартин Колев — обеща"]
    {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
    assert!(!shown.contains('\u{1b}'), "colours where there is no terminal");
    let both = stdout(&run(&["annotate", "--format", "text", &article("chain"), &article("roles")]));
    assert!(both.contains("chain.txt") && both.contains("roles.txt"), "{both}");
}

#[test]
fn every_format_of_several_articles_is_one_stream_or_asks_for_a_folder() {
    let (one, two) = (article("chain"), article("roles"));
    for (format, heads) in [("csv-quotations", "source,id"), ("csv-mentions", "source,id"), ("conll", "-DOCSTART-\tO"), ("markdown", "# ")]
    {
        let output = run(&["annotate", "--format", format, &one, &two]);
        assert!(output.status.success(), "{format}: {}", stderr(&output));
        let shown = stdout(&output);
        let wanted = if format.starts_with("csv") { 1 } else { 2 };
        assert_eq!(shown.matches(heads).count(), wanted, "{format}:\n{shown}");
    }
    for format in ["web-annotation", "brat", "tei", "html"] {
        assert!(!run(&["annotate", "--format", format, &one]).stdout.is_empty(), "{format}");
        let output = run(&["annotate", "--format", format, &one, &two]);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty() && stderr(&output).contains("--out DIR"), "{format}: {}", stderr(&output));
    }
}

#[test]
fn a_folder_takes_a_file_an_article_and_they_convert_into_each_other() {
    let folder = Folder::new("formats");
    let (one, two, out) = (article("chain"), article("roles"), folder.path("out"));
    let ends = [
        ("brat", ".ann"),
        ("tei", ".xml"),
        ("web-annotation", ".jsonld"),
        ("json", ".json"),
        ("csv-mentions", ".mentions.csv"),
        ("conll", ".conll"),
    ];
    for (format, end) in ends {
        let output = run(&["annotate", "--format", format, "--out", &out, &one, &two]);
        assert!(output.status.success() && output.stdout.is_empty(), "{format}: {}", stderr(&output));
        for name in ["chain", "roles"] {
            assert!(Path::new(&out).join(format!("{name}{end}")).exists(), "{name}{end}");
        }
    }
    let names = |path: &str| std::fs::read_to_string(Path::new(&out).join(path)).unwrap();
    assert!(names("annotation.conf").contains("[entities]"));
    assert_eq!(names("chain.txt"), std::fs::read_to_string(&one).unwrap());
    let wanted = json_lines(&run(&["annotate", &one])).remove(0);
    for end in [".ann", ".xml", ".jsonld", ".json"] {
        let output = run(&["convert", &format!("{out}/chain{end}"), "--text", &one, "--to", "json"]);
        assert!(output.status.success(), "{end}: {}", stderr(&output));
        let article: Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_eq!((&article["entities"], &article["quotations"]), (&wanted["entities"], &wanted["quotations"]), "{end}");
    }
    // The corpus's own reader takes what is written.
    let checked = run(&["evaluate", "corpus", &out]);
    assert!(checked.status.success(), "{}", stderr(&checked));
}

#[test]
fn files_that_would_have_one_name_and_files_that_do_not_fit_are_refused_by_name() {
    let folder = Folder::new("refused-formats");
    let (one, same) = (article("chain"), folder.write("chain.txt", "Друг текст."));
    let broken = folder.write("broken.json", "{\"schema\": 1, \"language\"");
    let newer = folder.write("newer.json", "{\"schema\": 7}");
    let bytes = folder.write("bytes.json", b"{\"schema\"\xff");
    let unknown = folder.write("notes.doc", "");
    for (arguments, said) in [
        (&["annotate", "--format", "tei", "--out", &folder.path("out"), &one, &same][..], &["same file", "chain.txt"][..]),
        (&["convert", &broken, "--text", &one, "--to", "tei"], &["broken.json", "line 1, column", "cut off"]),
        (&["convert", &newer, "--text", &one, "--to", "tei"], &["newer.json", "schema 7", "newer version"]),
        (&["convert", &bytes, "--text", &one, "--to", "tei"], &["bytes.json", "byte 9", "UTF-8"]),
        (&["convert", &unknown, "--text", &one, "--to", "tei"], &["notes.doc", "--from"]),
        (&["convert", &broken, "--from", "html", "--text", &one, "--to", "tei"], &["html is not read back"]),
        (&["convert", "/nowhere.json", "--text", &one, "--to", "tei"], &["/nowhere.json"]),
        (&["convert", &broken, "--text", "/nowhere.txt", "--to", "tei"], &["/nowhere.txt"]),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        for word in said {
            assert!(stderr(&output).contains(word), "{arguments:?}: {word} is not in {}", stderr(&output));
        }
    }
}

#[test]
fn offsets_count_what_was_asked_for() {
    let folder = Folder::new("offsets");
    let path = folder.write("a.txt", "😀 Мария Станчева дойде.\n„Идваме в Русе“, каза Станчева.\n");
    let text = std::fs::read_to_string(&path).unwrap();
    let points: Vec<char> = text.chars().collect();
    let units: Vec<u16> = text.encode_utf16().collect();
    for unit in ["byte", "codepoint", "utf16"] {
        let lines = json_lines(&run(&["annotate", "--offsets", unit, &path]));
        assert_eq!(lines[0]["offsets"], unit);
        let slice = |span: &Value| {
            let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
            match unit {
                "byte" => text[start..end].to_owned(),
                "codepoint" => points[start..end].iter().collect(),
                _ => String::from_utf16(&units[start..end]).unwrap(),
            }
        };
        assert_eq!(slice(&lines[0]["quotations"][0]["content"][0]), "Идваме в Русе", "{unit}");
        assert_eq!(slice(&lines[0]["quotations"][0]["cue"]), "каза", "{unit}");
        assert_eq!(slice(&lines[0]["blocks"][0]), "😀 Мария Станчева дойде.", "{unit}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_annotated() {
    let output = run(&["annotate", &article("chain"), "/nowhere/at/all.txt", env!("CARGO_MANIFEST_DIR"), &article("roles")]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(json_lines(&output).len(), 2);
    let said = stderr(&output);
    assert!(said.contains("/nowhere/at/all.txt") && said.contains("2 of 4"), "{said}");
}

#[test]
fn bytes_that_are_not_utf8_lose_no_article() {
    let folder = Folder::new("bytes");
    let mut bytes = b"\xff\xfe ".to_vec();
    bytes.extend("„Идваме“, каза Мария Станчева. ".as_bytes());
    bytes.push(0xd0);
    let lines = json_lines(&run(&["annotate", &folder.write("broken.txt", bytes)]));
    assert_eq!(lines[0]["quotations"][0]["speaker_name"], "Мария Станчева");
}

#[test]
fn an_empty_file_is_an_article_with_nothing_in_it() {
    let folder = Folder::new("empty");
    let output = run(&["annotate", &folder.write("empty.txt", "")]);
    assert!(output.status.success());
    assert_eq!(json_lines(&output)[0]["entities"], Value::Array(Vec::new()));
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_wrong() {
    for (arguments, said) in [
        (&["annotate"][..], "FILES"),
        (&["annotate", "--format", "xml", "-"], "xml"),
        (&["annotate", "--offsets", "inch", "-"], "inch"),
        (&["annotate", "--colour", "-"], "--colour"),
        (&["evaluate"], "Usage"),
        (&["evaluate", "weather", "."], "weather"),
        (&["evaluate", "entities"], "GOLD"),
        (&["train"], "CORPORA"),
        (&["train", "--epochs", "many", "."], "many"),
        (&["paint"], "paint"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn work_that_fails_ends_with_1_and_names_what_failed() {
    let folder = Folder::new("fails");
    let no_pack = folder.write("no.pack", "this is not a pack");
    let chain = article("chain");
    for (arguments, said) in [
        (&["annotate", "--language", &no_pack, &chain][..], "no.pack"),
        (&["annotate", "--language", "/nowhere/at/all", &chain], "/nowhere/at/all"),
        (&["evaluate", "entities", "/nowhere/at/all"], "/nowhere/at/all"),
        (&["evaluate", "quotations", "/nowhere/at/all"], "/nowhere/at/all"),
        (&["train", "/nowhere/at/all"], "/nowhere/at/all"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stdout.is_empty() && stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    let files = vec![article("chain"); 200];
    let mut child = kavichki(&["annotate"]).args(&files).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // The reading end is closed here.
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{:?}", output.status);
    assert_eq!(stderr(&output), "");
}

#[test]
fn help_of_every_command_tells_its_arguments() {
    for (arguments, told) in [
        (&["--help"][..], &["annotate", "convert", "build", "serve", "evaluate", "train", "--port"][..]),
        (&["serve", "--help"], &["--port", "--dir"]),
        (&["build", "--help"], &["--out"]),
        (&["annotate", "--help"], &["FILES", "--format", "jsonl", "json", "text", "--offsets", "byte", "codepoint", "utf16", "--language"]),
        (&["convert", "--help"], &["FILE", "--text", "--from", "--to", "web-annotation", "tei", "--offsets"]),
        (&["evaluate", "--help"], &["entities", "quotations"]),
        (&["evaluate", "entities", "--help"], &["GOLD", "--errors", "--language"]),
        (&["evaluate", "quotations", "--help"], &["GOLD", "--errors", "--language"]),
        (&["train", "--help"], &["CORPORA", "--language", "--out", "--epochs", "--seed"]),
    ] {
        let output = run(arguments);
        assert!(output.status.success(), "{arguments:?}");
        for word in told {
            assert!(stdout(&output).contains(word), "{word} is not in\n{}", stdout(&output));
        }
    }
    assert!(stdout(&run(&["--version"])).starts_with("kavichki "));
}

/// A language of a few words and a corpus of two articles, as `train` reads them.
fn small_language(folder: &Folder) {
    folder.write("lexicon/settings.tsv", "code\tzz\t-\nalphabet\tabcdefghijklmnopqrstuvwxyz\t-\n");
    folder.write("lexicon/places.tsv", "Veltan\t0\tcity\t-\t-\town\nOrsk\t0\tcity\t-\t-\town\n");
    folder.write("corpus/raw/one.txt", "Veltan met Anna Brand in Orsk.\nAnna Brand left Orsk.\n");
    folder.write(
        "corpus/ner/one.tsv",
        "one\n0\t6\tVeltan\tVeltan\tLOC\tL1\n11\t21\tAnna Brand\tAnna Brand\tPER\tP1\n25\t29\tOrsk\tOrsk\tLOC\tL2\n\
         31\t41\tAnna Brand\tAnna Brand\tPER\tP1\n47\t51\tOrsk\tOrsk\tLOC\tL2\n",
    );
    folder.write("corpus/raw/two.txt", "Orsk and Veltan are far apart.\n");
    folder.write("corpus/ner/two.tsv", "two\n0\t4\tOrsk\tOrsk\tLOC\tL2\n9\t15\tVeltan\tVeltan\tLOC\tL1\n");
}

fn train(folder: &Folder, out: &str) -> Output {
    let (corpus, language, out) = (folder.path("corpus"), folder.path(""), folder.path(out));
    run(&["train", "--language", &language, "--out", &out, "--epochs", "5", "--rarest", "1", &corpus])
}

#[test]
fn training_twice_gives_the_same_pack_and_the_pack_annotates() {
    let folder = Folder::new("train");
    small_language(&folder);
    for out in ["one.pack", "two.pack"] {
        let output = train(&folder, out);
        assert!(output.status.success() && output.stdout.is_empty(), "{}", stderr(&output));
    }
    let (one, two) = (std::fs::read(folder.path("one.pack")).unwrap(), std::fs::read(folder.path("two.pack")).unwrap());
    assert!(one == two, "two trainings on the same data differ");
    let lines = json_lines(&run(&["annotate", "--language", &folder.path("one.pack"), &folder.path("corpus/raw/one.txt")]));
    assert_eq!(lines[0]["language"], "zz");
    let names: Vec<&str> = lines[0]["entities"].as_array().unwrap().iter().map(|entity| entity["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Anna Brand") && names.contains(&"Orsk"), "what it was trained on is not found: {names:?}");
    assert!(!Path::new(&folder.path("one.pack.new")).exists(), "something half-written is left");
}

#[test]
fn bad_training_data_is_refused_by_file_and_line_and_the_old_pack_stays() {
    let good = |name: &str| {
        let folder = Folder::new(name);
        small_language(&folder);
        folder.write("out.pack", "the pack of yesterday");
        folder
    };
    for (case, file, content, said) in [
        ("words", "corpus/ner/two.tsv", "two\n0\t5\tOrsk\tOrsk\tLOC\tL2\n", &["two.tsv", "line 2"][..]),
        ("outside", "corpus/ner/two.tsv", "two\n\n\n900\t904\tOrsk\tOrsk\tLOC\tL2\n", &["two.tsv", "line 4"]),
        ("backwards", "corpus/ner/two.tsv", "two\n4\t0\tOrsk\tOrsk\tLOC\tL2\n", &["two.tsv", "line 2"]),
        ("type", "corpus/ner/two.tsv", "two\n0\t4\tOrsk\tOrsk\tCITY\tL2\n", &["two.tsv", "line 2"]),
        ("columns", "corpus/ner/two.tsv", "two\n0\t4\tOrsk\n", &["two.tsv", "line 2"]),
        ("bytes", "corpus/raw/two.txt", "\u{fffd}", &["two.tsv", "line 2"]),
        ("entry", "lexicon/places.tsv", "# places\nVeltan\t0\tcity\t-\t-\town\nOrsk\t0\tcity\n", &["places.tsv", "line 3"]),
        ("class", "lexicon/places.tsv", "Veltan\t0\tcastle\t-\t-\town\n", &["places.tsv", "line 1", "castle"]),
        ("paradigm", "lexicon/places.tsv", "Veltan\tzzz\tcity\t-\t-\town\n", &["places.tsv", "line 1", "zzz"]),
        ("settings", "lexicon/settings.tsv", "code\tzz\n", &["settings.tsv", "line 1"]),
        ("function", "lexicon/function.tsv", "that\tconnector\town\n", &["function.tsv", "line 1", "connector"]),
        ("cue", "lexicon/cues-verbs.tsv", "say\tv9\tsay\tthat\talways\town\n", &["cues-verbs.tsv", "line 1", "v9"]),
        ("strength", "lexicon/cues-other.tsv", "says\tprep\t-\tafter\tmaybe\town\n", &["cues-other.tsv", "line 1", "maybe"]),
        ("pronoun", "lexicon/pronouns.tsv", "he\t3\tm\tsg\tking\town\n", &["pronouns.tsv", "line 1", "king"]),
    ] {
        let folder = good(&format!("refused-{case}"));
        folder.write(file, content);
        let output = train(&folder, "out.pack");
        assert_eq!(output.status.code(), Some(1), "{case}: {}", stderr(&output));
        for word in said {
            assert!(stderr(&output).contains(word), "{case}: {word} is not in {}", stderr(&output));
        }
        assert_eq!(std::fs::read_to_string(folder.path("out.pack")).unwrap(), "the pack of yesterday", "{case}");
    }
}

#[test]
fn an_article_without_its_names_or_a_corpus_without_articles_is_refused() {
    let folder = Folder::new("missing");
    small_language(&folder);
    std::fs::remove_file(folder.path("corpus/ner/two.tsv")).unwrap();
    let output = train(&folder, "out.pack");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("two.tsv"), "{}", stderr(&output));
    assert!(!Path::new(&folder.path("out.pack")).exists());
}

#[test]
fn evaluation_counts_what_is_right() {
    let folder = Folder::new("evaluate");
    let text = "Мария Петрова пристигна в Русе.\n";
    folder.write("raw/a.txt", text);
    folder.write("ner/a.tsv", "a\n0\t13\tМария Петрова\tМария Петрова\tPER\tP1\n26\t30\tРусе\tРусе\tLOC\tL1\n");
    folder.write("quotes/a.txt", "„Идваме“, каза Мария Петрова.\n");
    folder.write(
        "quotes/a.json",
        r#"{"doc": "a.txt", "quotes": [{"type": "direct", "content": [[1, 7]], "cue": [10, 14], "speaker": [15, 28], "speaker_name": "Мария Петрова"}]}"#,
    );
    let entities = stdout(&run(&["evaluate", "entities", &folder.path("")]));
    assert!(entities.lines().last().unwrap().starts_with("entities P 1.0000 R 1.0000 F1 1.0000"), "{entities}");
    let quotations = stdout(&run(&["evaluate", "quotations", &folder.path("quotes")]));
    let last = quotations.lines().last().unwrap();
    assert!(last.starts_with("quotations P 1.000 R 1.000 F1 1.000") && last.contains("end-to-end F1 1.000"), "{quotations}");
}

/// The page loads the pack and not the tables: a pack that was made before the last change of a table, or of the format, is stale.
#[test]
fn the_committed_pack_was_made_from_the_committed_tables() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("languages/bg");
    let committed = std::fs::read(folder.join("bg.pack")).unwrap();
    let language = kavichki::Language::from_pack(&committed).unwrap();
    let made = kavichki::train::pack(&folder, &language).unwrap();
    assert!(made == committed, "languages/bg/bg.pack is stale: train it again");
}
