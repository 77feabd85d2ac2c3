//! The function words of a language: what joins, opens and stands for clauses.

use std::collections::{HashMap, HashSet};

use super::LanguageError;
use super::automaton::{Automaton, normalise};
use super::paradigms::Paradigms;
use super::tables::{Row, Table};
use crate::text::{Text, Writing};

/// What a word or fixed phrase does in a clause; a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Functions(u32);

/// Kinds of `function.tsv` and, behind them, single words that the tables of settings name as markers.
const FUNCTIONS: [&str; 27] = [
    "complementizer",
    "subordinator",
    "coordinator",
    "relative",
    "preposition",
    "particle",
    "aux",
    "adverb_time",
    "discourse",
    "negation",
    "interrogative",
    "quantifier",
    "that",
    "da",
    "whether",
    "reflexive",
    "by",
    "of",
    "as",
    "in",
    "and",
    "contrast",
    "how",
    "media_sign",
    "this",
    "about",
    "fixed",
];

impl Functions {
    pub(crate) const COMPLEMENTIZER: Functions = Functions(1);
    pub(crate) const SUBORDINATOR: Functions = Functions(1 << 1);
    pub(crate) const COORDINATOR: Functions = Functions(1 << 2);
    pub(crate) const RELATIVE: Functions = Functions(1 << 3);
    pub(crate) const PREPOSITION: Functions = Functions(1 << 4);
    pub(crate) const PARTICLE: Functions = Functions(1 << 5);
    pub(crate) const AUX: Functions = Functions(1 << 6);
    pub(crate) const TIME: Functions = Functions(1 << 7);
    pub(crate) const DISCOURSE: Functions = Functions(1 << 8);
    pub(crate) const NEGATION: Functions = Functions(1 << 9);
    pub(crate) const INTERROGATIVE: Functions = Functions(1 << 10);
    pub(crate) const QUANTIFIER: Functions = Functions(1 << 11);
    /// `че`.
    pub(crate) const THAT: Functions = Functions(1 << 12);
    /// `да`.
    pub(crate) const DA: Functions = Functions(1 << 13);
    /// `дали`.
    pub(crate) const WHETHER: Functions = Functions(1 << 14);
    /// `се`, `си`.
    pub(crate) const REFLEXIVE: Functions = Functions(1 << 15);
    /// `от`.
    pub(crate) const BY: Functions = Functions(1 << 16);
    /// `на`.
    pub(crate) const OF: Functions = Functions(1 << 17);
    /// `като`.
    pub(crate) const AS: Functions = Functions(1 << 18);
    /// `в`.
    pub(crate) const IN: Functions = Functions(1 << 19);
    /// `и`.
    pub(crate) const AND: Functions = Functions(1 << 20);
    /// `а`, `но`, `докато`.
    pub(crate) const CONTRAST: Functions = Functions(1 << 21);
    /// `както`.
    pub(crate) const HOW: Functions = Functions(1 << 22);
    /// `в.`, `вестник`, `сп.`: a medium's name follows.
    pub(crate) const MEDIA_SIGN: Functions = Functions(1 << 23);
    /// `това`.
    pub(crate) const THIS: Functions = Functions(1 << 24);
    /// `за`.
    pub(crate) const ABOUT: Functions = Functions(1 << 25);

    /// A further word of a fixed phrase.
    pub(crate) const FIXED: Functions = Functions(1 << 26);

    pub(crate) fn has(self, any_of: Functions) -> bool {
        self.0 & any_of.0 != 0
    }

    pub(crate) const fn or(self, other: Functions) -> Functions {
        Functions(self.0 | other.0)
    }

    fn of(code: &str) -> Option<Functions> {
        FUNCTIONS.iter().position(|known| *known == code).map(|bit| Functions(1 << bit))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Gender {
    Masculine,
    Feminine,
    Neuter,
}

/// Who speaks in a turn of an interview whose label names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    Question,
    Answer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PronounKind {
    Subject,
    Object,
    Clitic,
    Possessive,
    Reflexive,
    Demonstrative,
    Relative,
    Interrogative,
    Generic,
}

/// One reading of a pronoun. Of a possessive, person, gender and number are the owner's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pronoun {
    pub kind: PronounKind,
    pub person: u8,
    pub gender: Option<Gender>,
    pub plural: bool,
}

/// Function words, pronouns and endings.
#[derive(Debug)]
pub(crate) struct Grammar {
    functions: Automaton<Functions>,
    pronouns: HashMap<String, Vec<Pronoun>>,
    /// Finite forms and l-participles of common verbs.
    verbs: HashSet<String>,
    /// Those of them that are l-participles and nothing else.
    participles: HashSet<String>,
    /// Endings of words with the article.
    definite_endings: Vec<String>,
    /// Endings of women's names and of nouns for women.
    feminine_endings: Vec<String>,
    /// Men's names that end like women's.
    masculine_names: Vec<String>,
    /// Endings that only verbs have.
    verb_endings: Vec<String>,
    /// Endings of adverbs.
    adverb_endings: Vec<String>,
    /// Verbs that lend their subject to a noun cue: `изрази` of `изрази опасение, че`.
    light_verbs: Vec<String>,
    /// Beginnings of nouns for offices.
    offices: Vec<String>,
    /// Nouns that open a headline as its source: `проучване`.
    source_nouns: Vec<String>,
    /// Endings of the short article, which ordinary words have as well.
    short_definite_endings: Vec<String>,
    /// Endings of plurals.
    plural_endings: Vec<String>,
    /// Nouns for a kind of organisation, with the classes of what they can stand for: `агенцията`.
    kinds: Vec<(String, super::ClassSet)>,
    /// Endings that the scorer of quotations takes for the article, longest first, and the words that open a reported clause.
    pub scored_articles: Vec<String>,
    pub scored_complementizers: Vec<String>,
    /// Labels of an interview's turns: `въпрос`.
    turn_labels: Vec<(String, Turn)>,
    /// Prepositions that tie an attribute to a noun.
    noun_ties: Vec<String>,
    name_ties: Vec<String>,
}

impl Grammar {
    pub(crate) fn new(settings: &Table, functions: &Table, pronouns: &Table, writing: &Writing) -> Result<Grammar, LanguageError> {
        let mut phrases: HashMap<String, Functions> = HashMap::new();
        let mut add = |table: &Table, row: &Row, form: &str, code: &str| {
            let function = Functions::of(code).ok_or_else(|| table.error(row, format!("unknown kind `{code}`")))?;
            if let Some((key, _)) = normalise(form, writing) {
                let known = phrases.entry(key).or_default();
                *known = known.or(function);
            }
            Ok::<(), LanguageError>(())
        };
        for row in &functions.rows {
            add(functions, row, row.text(0), row.text(1))?;
        }
        for row in settings.rows.iter().filter(|row| row.text(0) == "marker") {
            add(settings, row, row.text(2), row.text(1))?;
        }
        let mut known: HashMap<String, Vec<Pronoun>> = HashMap::new();
        for row in &pronouns.rows {
            use PronounKind::*;
            let kind = match row.text(4) {
                "subject" => Subject,
                "object" => Object,
                "clitic" => Clitic,
                "possessive" => Possessive,
                "reflexive" => Reflexive,
                "demonstrative" => Demonstrative,
                "relative" => Relative,
                "interrogative" => Interrogative,
                "generic" => Generic,
                other => return Err(pronouns.error(row, format!("unknown kind `{other}`"))),
            };
            let gender = match row.cell(2) {
                Some("m") => Some(Gender::Masculine),
                Some("f") => Some(Gender::Feminine),
                Some("n") => Some(Gender::Neuter),
                _ => None,
            };
            let pronoun = Pronoun { kind, person: row.text(1).parse().unwrap_or(3), gender, plural: row.text(3) == "pl" };
            known.entry(row.text(0).to_lowercase()).or_default().push(pronoun);
        }
        let list = |key: &str| settings.rows.iter().filter(|row| row.text(0) == key).map(|row| row.text(1).to_owned()).collect();
        let mut kinds = Vec::new();
        for row in settings.rows.iter().filter(|row| row.text(0) == "kind") {
            let mut set = super::ClassSet::default();
            for code in row.list(2) {
                let class = super::class(code).ok_or_else(|| settings.error(row, format!("unknown class `{code}`")))?;
                set = set.with(super::ClassSet::of(class));
            }
            kinds.push((row.text(1).to_owned(), set));
        }
        let mut turn_labels = Vec::new();
        for row in settings.rows.iter().filter(|row| row.text(0) == "turn_label") {
            let turn = match row.text(2) {
                "question" => Turn::Question,
                "answer" => Turn::Answer,
                other => return Err(settings.error(row, format!("unknown turn `{other}`"))),
            };
            turn_labels.push((row.text(1).to_owned(), turn));
        }
        Ok(Grammar {
            functions: Automaton::new(phrases.into_iter().collect())?,
            pronouns: known,
            verbs: HashSet::new(),
            participles: settings.rows.iter().filter(|row| row.text(0) == "participle").map(|row| row.text(1).to_owned()).collect(),
            definite_endings: list("definite_ending"),
            feminine_endings: list("feminine_ending"),
            masculine_names: list("masculine_name"),
            verb_endings: list("verb_ending"),
            adverb_endings: list("adverb_ending"),
            light_verbs: list("light_verb"),
            offices: list("office"),
            source_nouns: list("source_noun"),
            turn_labels,
            scored_articles: list("scored_article"),
            scored_complementizers: list("scored_complementizer"),
            short_definite_endings: list("short_definite_ending"),
            plural_endings: list("plural_ending"),
            kinds,
            noun_ties: list("noun_tie"),
            name_ties: list("name_tie"),
        })
    }

    /// Adds the finite forms and l-participles of a table of verbs.
    pub(super) fn add_verbs(&mut self, table: &Table, paradigms: &Paradigms) -> Result<(), LanguageError> {
        for row in &table.rows {
            if !paradigms.knows(row.text(1)) {
                return Err(table.error(row, format!("unknown paradigm `{}`", row.text(1))));
            }
            // `зарека се`: the verb alone inflects.
            let lemma = row.text(0).split(' ').next().unwrap_or_default();
            let is_verbal =
                |tag: &str| ["pres", "aor", "impf", "lpart"].iter().any(|known| tag.starts_with(known)) && !tag.ends_with("_def");
            let is_participle = |tag: &str| (tag.starts_with("lpart") || tag.starts_with("impfl")) && !tag.ends_with("_def");
            let forms = paradigms.forms(row.text(1), lemma);
            let finite: HashSet<&str> =
                forms.iter().filter(|form| is_verbal(&form.tag) && !is_participle(&form.tag)).map(|form| form.form.as_str()).collect();
            let participles = forms.iter().filter(|form| is_participle(&form.tag) && !finite.contains(form.form.as_str()));
            self.participles.extend(participles.map(|form| form.form.clone()));
            let forms = forms.into_iter();
            self.verbs.extend(forms.filter(|form| is_verbal(&form.tag)).map(|form| form.form));
        }
        Ok(())
    }

    /// Whether a word is a form of a common verb; some are nouns as well.
    pub(crate) fn is_verb_form(&self, lower: &str) -> bool {
        self.verbs.contains(lower)
    }

    /// Whether a word is an l-participle: with an auxiliary a perfect, without one the renarrative mood.
    pub(crate) fn is_participle(&self, lower: &str) -> bool {
        self.participles.contains(lower)
    }

    /// What every token does. The words of a fixed phrase that is no complementizer have the phrase's functions on the first and
    /// [`Functions::FIXED`] on the others, so that the `че` of `въпреки че` opens no reported clause.
    pub(crate) fn functions(&self, text: &Text) -> Vec<Functions> {
        let mut found = vec![Functions::default(); text.tokens.len()];
        let mut covered = 0;
        for token in 0..text.tokens.len() {
            let mut longest = (0, Functions::default());
            self.functions.matches_at(text, token, |m| {
                if m.length == 1 && token >= covered {
                    found[token] = m.values[0];
                }
                if m.length > longest.0 {
                    longest = (m.length, m.values[0]);
                }
            });
            let (length, functions) = longest;
            // `да не` is still `да`.
            if length > 1 && token >= covered && !functions.has(Functions::COMPLEMENTIZER) && functions != Functions::PARTICLE {
                found[token] = functions;
                found[token + 1..token + length].fill(Functions::FIXED);
                covered = token + length;
            }
        }
        found
    }

    /// How far a text seems to be in this language, from 0 to 1: the share of its words that are function words, against the least that running
    /// text has, times the share of its words in the language's letters, less five times the share with letters that only other languages of its
    /// alphabet have.
    pub(crate) fn fit(&self, text: &Text, functions: &[Functions], writing: &Writing) -> f32 {
        /// Of the words of an article of SlavicNER's 977 the median share that are function words of these tables is 0.43, the least 0.27.
        const LEAST: f32 = 0.27;
        let words = (0..text.tokens.len()).filter(|&token| text.tokens[token].kind == crate::text::TokenKind::Word);
        let (mut all, mut functional, mut written, mut kin) = (0, 0, 0, 0);
        for token in words {
            let lower = text.lower(token);
            all += 1;
            functional += usize::from(functions[token] != Functions::default() || self.pronouns.contains_key(lower));
            written += usize::from(writing.letters.writes(lower));
            kin += usize::from(writing.letters.has_kin(lower));
        }
        if all == 0 {
            return 0.0;
        }
        let share = |count: usize| count as f32 / all as f32;
        (share(functional) / LEAST).min(1.0) * share(written) * (1.0 - 5.0 * share(kin)).max(0.0)
    }

    pub(crate) fn pronouns(&self, lower: &str) -> &[Pronoun] {
        self.pronouns.get(lower).map_or(&[], Vec::as_slice)
    }

    /// Whether a word looks like one with the article. Short words are left out: most are function words.
    pub(crate) fn is_definite(&self, lower: &str) -> bool {
        lower.chars().count() > 4 && self.definite_endings.iter().any(|ending| lower.ends_with(ending.as_str()))
    }

    /// Whether a word has an ending that only verbs have.
    pub(crate) fn is_verb_like(&self, lower: &str) -> bool {
        lower.chars().count() > 4 && self.verb_endings.iter().any(|ending| lower.ends_with(ending.as_str()))
    }

    /// Whether a word has an adverb's ending.
    pub(crate) fn is_adverb(&self, lower: &str) -> bool {
        lower.chars().count() > 3 && !self.is_definite(lower) && self.adverb_endings.iter().any(|ending| lower.ends_with(ending.as_str()))
    }

    /// Whether a word may have the short article (`премиера`); so may many words without one.
    pub(crate) fn is_short_definite(&self, lower: &str) -> bool {
        lower.chars().count() > 4 && self.short_definite_endings.iter().any(|ending| lower.ends_with(ending.as_str()))
    }

    pub(crate) fn is_plural(&self, lower: &str) -> bool {
        self.plural_endings.iter().any(|ending| lower.ends_with(ending.as_str()))
    }

    /// The classes of organisations that a noun can stand for, by the longest known beginning.
    pub(crate) fn kinds_of(&self, lower: &str) -> Option<super::ClassSet> {
        self.kinds
            .iter()
            .filter(|(noun, _)| lower.starts_with(noun.as_str()))
            .max_by_key(|(noun, _)| noun.len())
            .map(|(_, classes)| *classes)
    }

    /// Whether a noun is for an office that one person holds (`министърът`), by its beginning; other nouns for people are anybody's.
    pub(crate) fn is_office(&self, lower: &str) -> bool {
        self.offices.iter().any(|office| lower.starts_with(office.as_str()))
    }

    pub(crate) fn is_light_verb(&self, lower: &str) -> bool {
        self.light_verbs.iter().any(|verb| verb == lower)
    }

    pub(crate) fn is_source_noun(&self, lower: &str) -> bool {
        self.source_nouns.iter().any(|noun| noun == lower)
    }

    /// Whose turn of an interview a label opens that is no name.
    pub(crate) fn turn(&self, label: &str) -> Option<Turn> {
        self.turn_labels.iter().find(|(known, _)| known == label).map(|(_, turn)| *turn)
    }

    /// Whether a preposition can tie an attribute to a noun: `министърът по`, `посланик в`.
    pub(crate) fn ties_nouns(&self, lower: &str) -> bool {
        self.noun_ties.iter().any(|tie| tie == lower) || self.ties_names(lower)
    }

    /// Whether it does so behind a name as well.
    pub(crate) fn ties_names(&self, lower: &str) -> bool {
        self.name_ties.iter().any(|tie| tie == lower)
    }

    /// The gender that a name's or noun's ending speaks for.
    pub(crate) fn gender_of(&self, lower: &str) -> Gender {
        let feminine = self.feminine_endings.iter().any(|ending| lower.ends_with(ending.as_str()));
        if feminine && !self.masculine_names.iter().any(|name| name == lower) { Gender::Feminine } else { Gender::Masculine }
    }
}
