//! Makes the forms of a word from its paradigm.

use std::collections::HashMap;

use super::LanguageError;
use super::tables::Table;

/// Paradigms by name; in each, rules by the ending they apply to.
#[derive(Debug, Default)]
pub(crate) struct Paradigms {
    rules: HashMap<String, HashMap<String, Vec<(String, String)>>>,
}

/// One form of a lemma and what it is (`def`, `pres3s`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    pub tag: String,
    pub form: String,
}

impl Paradigms {
    /// Adds the rules of a table: paradigm, ending, `tag=ending …`.
    pub(crate) fn add(&mut self, table: &Table) -> Result<(), LanguageError> {
        for row in &table.rows {
            let mut forms = Vec::new();
            for rule in row.text(2).split_whitespace() {
                let (tag, ending) = rule.split_once('=').ok_or_else(|| table.error(row, format!("`{rule}` is not tag=ending")))?;
                forms.push((tag.to_owned(), ending.to_owned()));
            }
            let ending = row.cell(1).unwrap_or("").to_owned();
            self.rules.entry(row.text(0).to_owned()).or_default().insert(ending, forms);
        }
        Ok(())
    }

    pub(crate) fn knows(&self, paradigm: &str) -> bool {
        self.rules.contains_key(paradigm)
    }

    /// All forms of a word but the lemma itself; empty where no rule fits.
    pub(crate) fn forms(&self, paradigm: &str, word: &str) -> Vec<Form> {
        let Some(rules) = self.rules.get(paradigm) else { return Vec::new() };
        let longest_ending =
            word.char_indices().map(|(at, _)| &word[at..]).chain([""]).find_map(|ending| Some((ending, rules.get(ending)?)));
        let Some((ending, forms)) = longest_ending else { return Vec::new() };
        let stem = &word[..word.len() - ending.len()];
        forms.iter().map(|(tag, ending)| Form { tag: tag.clone(), form: format!("{stem}{ending}") }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_wins() {
        let table = Table::parse("p", 3, "n\tа\tdef=ата\nn\tия\tdef=ията pl=ии\nn\t\tdef=ът").unwrap();
        let mut paradigms = Paradigms::default();
        paradigms.add(&table).unwrap();
        let forms = |word| paradigms.forms("n", word).into_iter().map(|f| f.form).collect::<Vec<_>>();
        assert_eq!(forms("партия"), ["партията", "партии"]);
        assert_eq!(forms("съд"), ["съдът"]);
    }
}
