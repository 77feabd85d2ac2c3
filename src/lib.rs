//! Who and what is in a news article, and who said what.
//!
//! # Should I be using this?
//!
//! To read or search news, Bulgarian first: yes. To decide about people: no; see the figures in the README and the model card.
//!
//! # The way of the data
//!
//! [`annotate`] is the whole way, readable below: a text is cut into tokens, sentences and blocks; names and values are found in it; names become
//! entities; cues and marks become quotations with their speakers; all of it leaves as one [`Article`]. A [`Language`] holds everything that is of one language.
//!
//! ```
//! # #[cfg(feature = "cli")] {
//! let language = kavichki::Language::from_folder(std::path::Path::new("languages/bg")).unwrap();
//! let text = "Кметът каза, че паркът ще бъде готов до май.";
//! let article = kavichki::annotate(text, &language);
//! assert_eq!(article.quotations[0].content[0].of(text), "паркът ще бъде готов до май");
//! # }
//! ```
//!
//! | module | what it turns into what |
//! | --- | --- |
//! | `text` | characters → folded text, tokens, sentences, blocks, paired quotation marks |
//! | `language` | tables and weights → what the other stages ask |
//! | `mentions` | tokens → names and values |
//! | `entities` | names → entities |
//! | `quotations` | cues, clauses, marks → quotations and their speakers |
//! | `article` | the result, and the only schema there is |
//! | `export`, `import` | the result → formats of other tools, and back |
//! | `train`, `evaluate` | corpora → a language pack; figures (feature `cli`) |
#![forbid(unsafe_code)]
// Without the command line nothing trains, evaluates or writes packs: what only that uses stands idle.
#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports))]

mod article;
mod assemble;
mod date;
mod entities;
#[cfg(feature = "cli")]
pub mod evaluate;
mod export;
mod fault;
mod import;
mod language;
mod mentions;
mod quotations;
mod span;
mod text;
#[cfg(feature = "cli")]
pub mod train;
#[cfg(feature = "web")]
mod web;

pub use article::{
    Article, Block, BlockRole, By, Entity, EntityType, Evidence, Hint, Mention, MentionKind, Quotation, QuotationType, SCHEMA,
};
pub use date::{Date, NoDate};
pub use export::{BRAT_CONFIGURATION, Format, export};
pub use fault::{Fault, Place};
pub use import::import;
pub use language::{Language, LanguageError};
pub use span::{Offsets, Span};

/// Annotates one text. Any text is taken; offsets of the result are in bytes.
pub fn annotate(text: &str, language: &Language) -> Article {
    annotate_with(text, language, &Options::default(), &mut |_| {})
}

/// What is known of an article beside its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The day the article is of. With it relative days, weekdays and dates without a year get absolute values; without it they
    /// keep relative ones (`P-1D`, `XXXX-WXX-5`, `--05-12`).
    pub date: Option<Date>,
}

/// [`annotate`] with what is known beside the text, telling `progress` the share of the work done, from 0 to 1.
pub fn annotate_with(text: &str, language: &Language, options: &Options, progress: &mut dyn FnMut(f32)) -> Article {
    let Prepared { text, mut entities, functions } = prepare(text, language, options, progress);
    let fit = language.grammar.fit(&text, &functions, &language.writing);
    let (quotations, hints) = quotations::quotations(&text, functions, &mut entities, language);
    progress(0.95);
    let article = assemble::article(&text, fit, entities, (quotations, hints), language);
    progress(1.0);
    article
}

/// A text with all that its quotations are found from.
pub(crate) struct Prepared<'t> {
    pub text: text::Text<'t>,
    pub entities: Vec<entities::Draft>,
    pub functions: Vec<language::Functions>,
}

/// The stages before the quotations; `progress` hears up to 0.8.
pub(crate) fn prepare<'t>(text: &'t str, language: &Language, options: &Options, progress: &mut dyn FnMut(f32)) -> Prepared<'t> {
    let text = text::Text::new(text, &language.writing);
    progress(0.2);
    let known = mentions::known(&text, &language.lexicon);
    let names = mentions::names(&text, &known, &language.names);
    progress(0.7);
    let mut entities = entities::entities(&text, &names, language);
    progress(0.8);
    let values = mentions::values(&text, &language.numbers, options.date);
    entities.extend(entities::values(&text, values, &names));
    let functions = language.grammar.functions(&text);
    Prepared { text, entities, functions }
}
