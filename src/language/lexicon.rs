//! What is known beforehand: names, titles and common words with all their forms, found in one pass.

use std::collections::HashMap;

use super::LanguageError;
use super::automaton::{Automaton, normalise};
use super::classes::{self, Class, ClassSet};
use super::paradigms::Paradigms;
use super::tables::Table;
use crate::text::{Text, Writing};

/// The entries, and one automaton over all their forms: normalised tokens (lower case, folded) with a space between.
#[derive(Debug)]
pub(crate) struct Lexicon {
    automaton: Automaton<Reading>,
    pub entries: Vec<Entry>,
}

#[derive(Debug)]
pub(crate) struct Entry {
    /// The base form.
    pub name: String,
    pub class: Class,
    /// `class` and all else it may be.
    pub classes: ClassSet,
    /// The entry it is another name of.
    pub alias_of: Option<u32>,
}

/// One way to read a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reading {
    pub entry: u32,
    /// Which of its words must begin with a capital, lowest bit first.
    capitals: u16,
    /// How the form stands to the base form.
    pub form: FormKind,
}

/// How a form stands to the base form of its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FormKind {
    Base,
    /// The base form with the article.
    Definite,
    /// Plural, feminine, …: not a form whose base the entry's name is.
    Other,
}

/// The readings of a form that the text's capitals allow.
pub(crate) struct Fitting<'a> {
    readings: std::slice::Iter<'a, Reading>,
    capitals: u16,
}

impl Iterator for Fitting<'_> {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        let capitals = self.capitals;
        self.readings.by_ref().copied().find(|reading| reading.capitals & !capitals == 0)
    }
}

impl Lexicon {
    /// Builds the lexicon from its tables of six columns. Fails on an unknown class or paradigm, naming table and line.
    pub(crate) fn new(tables: &[Table], paradigms: &Paradigms, writing: &Writing) -> Result<Lexicon, LanguageError> {
        let mut entries = Vec::new();
        let mut by_name: HashMap<&str, u32> = HashMap::new();
        let mut forms: Vec<(String, Reading)> = Vec::new();
        for table in tables {
            for row in &table.rows {
                let class_of = |code: &str| classes::class(code).ok_or_else(|| table.error(row, format!("unknown class `{code}`")));
                let class = class_of(row.text(2))?;
                let mut set = ClassSet::of(class);
                for code in row.list(3) {
                    set = set.with(ClassSet::of(class_of(code)?));
                }
                let id = entries.len() as u32;
                let name = row.text(0);
                by_name.entry(name).or_insert(id);
                entries.push(Entry { name: name.to_owned(), class, classes: set, alias_of: None });
                for (form, kind) in forms_of(name, row.text(1), paradigms).map_err(|what| table.error(row, what))? {
                    let Some((key, capitals)) = normalise(&form, writing) else { continue };
                    forms.push((key, Reading { entry: id, capitals, form: kind }));
                }
            }
        }
        let rows = tables.iter().flat_map(|table| &table.rows);
        for (entry, row) in entries.iter_mut().zip(rows) {
            entry.alias_of = row.cell(4).and_then(|name| by_name.get(name).copied());
        }
        // By entry within a form, which the automaton's stable sort keeps; an entry's forms that are written alike count once.
        forms.sort_unstable();
        forms.dedup_by(|a, b| a.0 == b.0 && (a.1.entry, a.1.capitals) == (b.1.entry, b.1.capitals));
        Ok(Lexicon { automaton: Automaton::new(forms)?, entries })
    }

    /// Calls `found` with the length in tokens of every entry's form that begins at a token, and the readings that the text's
    /// capitals allow; shortest first.
    pub(crate) fn matches_at(&self, text: &Text, token: usize, mut found: impl FnMut(usize, Fitting)) {
        self.automaton.matches_at(text, token, |m| found(m.length, Fitting { readings: m.values.iter(), capitals: m.capitals }));
    }

    /// The readings of a form that is exactly the tokens of a range.
    pub(crate) fn readings_of(&self, text: &Text, range: std::ops::Range<usize>) -> Vec<Reading> {
        let mut readings = Vec::new();
        self.matches_at(text, range.start, |length, found| {
            if length == range.len() {
                readings.extend(found);
            }
        });
        readings
    }

    /// The base form of a name that the lexicon knows as a whole.
    pub(crate) fn base_of(&self, text: &Text, range: std::ops::Range<usize>) -> Option<String> {
        let readings = self.readings_of(text, range.clone());
        // An entry that is another name (`Съединените щати`) is its own base form only where it is not another entry with the article.
        let is_base = |reading: &Reading| reading.form == FormKind::Base && self.entries[reading.entry as usize].alias_of.is_none();
        let definite = readings.iter().find(|reading| reading.form == FormKind::Definite);
        match definite.filter(|_| !readings.iter().any(is_base)) {
            Some(definite) => Some(self.entries[definite.entry as usize].name.clone()),
            None => readings.iter().any(|reading| reading.form == FormKind::Base).then(|| text.form_range(range).to_owned()),
        }
    }

    /// The name that the lexicon holds a name to be another one of.
    pub(crate) fn canonical_of(&self, text: &Text, range: std::ops::Range<usize>) -> Option<String> {
        let readings = self.readings_of(text, range);
        let alias = readings.iter().find_map(|reading| self.entries[reading.entry as usize].alias_of)?;
        Some(self.entries[alias as usize].name.clone())
    }
}

/// The base form and the further forms of an entry.
fn forms_of(name: &str, paradigm: &str, paradigms: &Paradigms) -> Result<Vec<(String, FormKind)>, String> {
    let mut forms = vec![(name.to_owned(), FormKind::Base)];
    if let Some(listed) = paradigm.strip_prefix('=') {
        forms.extend(listed.split(',').map(|form| (form.trim().to_owned(), FormKind::Other)).filter(|(form, _)| !form.is_empty()));
    } else if paradigm != "0" {
        if !paradigms.knows(paradigm) {
            return Err(format!("unknown paradigm `{paradigm}`"));
        }
        // A phrase takes the article on its first word; everything else inflects at its end.
        let (before, word, after) = if paradigm == "p" {
            let (first, rest) = name.split_at(name.find(' ').unwrap_or(name.len()));
            ("", first, rest)
        } else {
            let (rest, last) = name.split_at(name.rfind([' ', '-']).map_or(0, |at| at + 1));
            (rest, last, "")
        };
        forms.extend(paradigms.forms(paradigm, word).into_iter().map(|form| {
            let kind = if matches!(form.tag.as_str(), "def" | "def_full") { FormKind::Definite } else { FormKind::Other };
            (format!("{before}{}{after}", form.form), kind)
        }));
    }
    Ok(forms)
}
