//! A language as loaded: its letters, its lexicon, its trained models. Nothing here is of any one language.

mod automaton;
mod classes;
mod cues;
mod grammar;
mod lexicon;
mod numbers;

mod pack;
mod paradigms;
mod tables;

#[cfg(feature = "cli")]
pub(crate) use classes::of_types;
pub(crate) use classes::{Class, ClassSet, class, groups, set};
pub(crate) use cues::{Cue, CueKind, Cues, Frames, SpeakerPlace, Strength, VerbClass, VerbForm};
pub(crate) use grammar::{Functions, Gender, Grammar, Pronoun, PronounKind, Turn};
pub(crate) use lexicon::{FormKind, Lexicon};
pub(crate) use numbers::{NumberWord, Numbers, Ratio};
pub(crate) use pack::{Reader, Sections};
pub(crate) use paradigms::Paradigms;
pub(crate) use tables::{Row, Table};

use std::path::Path;

use crate::entities::BaseRules;
use crate::mentions::NameModel;
use crate::quotations::Decision;
use crate::text::{Abbreviation, Abbreviations, BlockSigns, Letters, Writing};

/// A language pack, ready to annotate with.
pub struct Language {
    code: String,
    pub(crate) writing: Writing,
    pub(crate) lexicon: Lexicon,
    pub(crate) names: NameModel,
    pub(crate) bases: BaseRules,
    pub(crate) grammar: Grammar,
    pub(crate) cues: Cues,
    pub(crate) numbers: Numbers,
    pub(crate) decision: Decision,
    pub(crate) referents: Decision,
}

/// Why a language could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LanguageError {
    #[error("this is not a language pack")]
    NotAPack,
    #[error("the language pack has format {found}, this program reads format {wanted}")]
    OtherFormat { found: u32, wanted: u32 },
    #[error("the language pack is damaged: {0}")]
    Damaged(String),
    #[error("{table}, line {line}: {what}")]
    Table { table: String, line: usize, what: String },
    #[error("{path}: {source}")]
    Read { path: String, source: std::io::Error },
}

impl LanguageError {
    pub(crate) fn table(table: &str, line: usize, what: String) -> LanguageError {
        LanguageError::Table { table: table.to_owned(), line, what }
    }
}

/// Tables that do not hold entries of the lexicon, with their number of columns.
const SPECIAL_TABLES: [(&str, usize); 10] = [
    ("settings.tsv", 3),
    ("paradigms.tsv", 3),
    ("paradigms-verbs.tsv", 4),
    ("abbreviations.tsv", 3),
    ("cues-verbs.tsv", 6),
    ("cues-other.tsv", 6),
    ("function.tsv", 3),
    ("numbers.tsv", 4),
    ("pronouns.tsv", 6),
    ("verbs.tsv", 3),
];
const ENTRY_COLUMNS: usize = 6;
/// The folder of the tables, in a language's folder and in the names of a pack's sections.
const LEXICON: &str = "lexicon";

impl Language {
    /// Loads a pack from its bytes. Fails where they are not a whole pack of this format, or a table in it is wrong.
    pub fn from_pack(bytes: &[u8]) -> Result<Language, LanguageError> {
        Language::from_sections(&Sections::from_bytes(bytes)?)
    }

    /// Loads the tables of a language's folder (`languages/bg`); without trained models, so that nothing but patterns and rules
    /// recognises. Fails where a table cannot be read or is wrong, naming file and line.
    pub fn from_folder(folder: &Path) -> Result<Language, LanguageError> {
        Language::from_sections(&sections_of_folder(folder)?)
    }

    /// [`Language::from_folder`] without the entries that `dropped` holds for, by table (without its ending), name and class: to measure what
    /// knowing them brings.
    #[cfg(feature = "cli")]
    pub(crate) fn from_folder_without(folder: &Path, dropped: &dyn Fn(&str, &str, &str) -> bool) -> Result<Language, LanguageError> {
        let sections = sections_of_folder(folder)?;
        let mut tables = Tables::read(&sections)?;
        for table in &mut tables.entries {
            let of = table.name.trim_end_matches(".tsv").to_owned();
            table.rows.retain(|row| !dropped(&of, row.text(0), row.text(2)));
        }
        Language::from_tables(&sections, &tables)
    }

    pub(crate) fn from_sections(sections: &Sections) -> Result<Language, LanguageError> {
        Language::from_tables(sections, &Tables::read(sections)?)
    }

    fn from_tables(sections: &Sections, tables: &Tables) -> Result<Language, LanguageError> {
        let settings = tables.get("settings.tsv");
        let mut paradigms = Paradigms::default();
        paradigms.add(tables.get("paradigms.tsv"))?;
        paradigms.add(tables.get("paradigms-verbs.tsv"))?;
        let writing = writing(settings, tables.get("abbreviations.tsv"))?;
        let code = values(settings, "code").next().map(|row| row.text(1).to_owned());
        let lexicon = Lexicon::new(&tables.entries, &paradigms, &writing)?;
        let names = match sections.get("names.model") {
            Some(body) => NameModel::from_bytes(body)?,
            None => NameModel::default(),
        };
        let mut grammar = Grammar::new(settings, tables.get("function.tsv"), tables.get("pronouns.tsv"), &writing)?;
        grammar.add_verbs(tables.get("verbs.tsv"), &paradigms)?;
        grammar.add_verbs(tables.get("cues-verbs.tsv"), &paradigms)?;
        let cues = Cues::new(tables.get("cues-verbs.tsv"), tables.get("cues-other.tsv"), &paradigms, &grammar, &writing)?;
        let numbers = Numbers::new(tables.get("numbers.tsv"), settings, &writing)?;
        let bases = match sections.get("bases.model") {
            Some(body) => BaseRules::from_bytes(body)?,
            None => BaseRules::default(),
        };
        let model = |name| sections.get(name).map_or_else(|| Ok(Decision::default()), Decision::from_bytes);
        let (decision, referents) = (model("quotations.model")?, model("speakers.model")?);
        Ok(Language {
            code: code.ok_or_else(|| LanguageError::Damaged("settings.tsv names no code".to_owned()))?,
            writing,
            lexicon,
            names,
            bases,
            grammar,
            cues,
            numbers,
            decision,
            referents,
        })
    }

    /// How names and clauses of this language are folded before a found quotation is compared with a gold one.
    #[cfg(feature = "cli")]
    pub fn folding(&self) -> crate::train::Folding {
        crate::train::Folding {
            complementizers: self.grammar.scored_complementizers.clone(),
            articles: self.grammar.scored_articles.clone(),
        }
    }

    /// The language's code, as in `lang` attributes: `bg`.
    pub fn code(&self) -> &str {
        &self.code
    }
}

/// All tables of a language. One that is missing is empty.
struct Tables {
    special: Vec<Table>,
    entries: Vec<Table>,
}

impl Tables {
    fn read(sections: &Sections) -> Result<Tables, LanguageError> {
        let mut tables = Tables { special: Vec::new(), entries: Vec::new() };
        for (name, body) in sections.0.iter().filter(|(name, _)| name.ends_with(".tsv")) {
            let text = std::str::from_utf8(body).map_err(|_| LanguageError::Damaged(format!("{name} is not UTF-8")))?;
            let file = name.rsplit('/').next().unwrap_or(name);
            match SPECIAL_TABLES.iter().find(|(special, _)| *special == file) {
                Some(&(_, columns)) => tables.special.push(Table::parse(file, columns, text)?),
                None => tables.entries.push(Table::parse(file, ENTRY_COLUMNS, text)?),
            }
        }
        for (name, _) in SPECIAL_TABLES {
            if !tables.special.iter().any(|table| table.name == name) {
                tables.special.push(Table { name: name.to_owned(), rows: Vec::new() });
            }
        }
        Ok(tables)
    }

    fn get(&self, name: &str) -> &Table {
        self.special.iter().find(|table| table.name == name).expect("every special table was filled in")
    }
}

fn values<'s>(settings: &'s Table, key: &'s str) -> impl Iterator<Item = &'s Row> {
    settings.rows.iter().filter(move |row| row.text(0) == key)
}

fn writing(settings: &Table, abbreviations: &Table) -> Result<Writing, LanguageError> {
    let letters_of = |key| values(settings, key).map(|row| row.text(1)).collect::<String>();
    let one = |row: &Row, column: usize| {
        let mut chars = row.text(column).chars();
        chars.next().filter(|_| chars.next().is_none()).ok_or_else(|| settings.error(row, "one letter is wanted"))
    };
    let look_alikes =
        values(settings, "lookalike").map(|row| Ok((one(row, 1)?, one(row, 2)?))).collect::<Result<Vec<_>, LanguageError>>()?;
    // Signs are compared with text whose spaces are out.
    let signs = |key| values(settings, key).map(|row| row.text(1).replace(' ', "")).collect();
    let mut known = Abbreviations::new();
    for row in &abbreviations.rows {
        let kind = match row.text(1) {
            "before" => Abbreviation::Before,
            "may_end" => Abbreviation::MayEnd,
            other => return Err(abbreviations.error(row, format!("unknown kind `{other}`"))),
        };
        known.insert(row.text(0).trim_end_matches('.').to_lowercase(), kind);
    }
    Ok(Writing {
        letters: Letters::new(&letters_of("alphabet"), &letters_of("kin_letters"), &look_alikes),
        abbreviations: known,
        signs: BlockSigns { captions: signs("caption"), boilerplate: signs("boilerplate") },
    })
}

/// The tables of a folder as sections of a pack, in the order of their names; comments and origins are left out.
pub(crate) fn sections_of_folder(folder: &Path) -> Result<Sections, LanguageError> {
    let read_error = |path: &Path, source| LanguageError::Read { path: path.display().to_string(), source };
    let lexicon = folder.join(LEXICON);
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(&lexicon).map_err(|source| read_error(&lexicon, source))? {
        let name = entry.map_err(|source| read_error(&lexicon, source))?.file_name();
        names.extend(name.into_string().ok().filter(|name| name.ends_with(".tsv")));
    }
    names.sort();
    let mut sections = Sections::default();
    for name in names {
        let path = lexicon.join(&name);
        let body = std::fs::read(&path).map_err(|source| read_error(&path, source))?;
        sections.set(&format!("{LEXICON}/{name}"), body);
    }
    Ok(sections)
}

/// A table without comments, and with `-` in the place of each line's last column, the origin, which the program does not read.
#[cfg(feature = "cli")]
pub(crate) fn without_notes(table: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(table.len());
    for line in table.split(|&byte| byte == b'\n').filter(|line| !line.is_empty() && line[0] != b'#') {
        let own = line.ends_with(b"\town");
        kept.extend_from_slice(if own { &line[..line.len() - 3] } else { line });
        kept.extend_from_slice(if own { b"-\n" } else { b"\n" });
    }
    kept
}
