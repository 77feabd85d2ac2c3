//! Who and what is in a news article, and who said what.
#![forbid(unsafe_code)]

mod article;
mod language;
mod span;
#[cfg(feature = "web")]
mod web;

pub use article::{Article, Block, BlockRole, Entity, EntityType, Evidence, Mention, MentionKind, Quotation, QuotationType, SCHEMA};
pub use language::{Language, PackError};
pub use span::{Offsets, Span};

/// Annotates one text.
pub fn annotate(text: &str, language: &Language) -> Article {
    annotate_observed(text, language, &mut |_| {})
}

/// [`annotate`], telling `progress` the share of the work done, from 0 to 1.
pub fn annotate_observed(text: &str, language: &Language, progress: &mut dyn FnMut(f32)) -> Article {
    progress(1.0);
    Article {
        schema: SCHEMA,
        source: None,
        language: language.code().to_owned(),
        language_fit: 1.0,
        offsets: Offsets::Byte,
        blocks: vec![Block { span: Span::new(0, text.len()), role: BlockRole::Body }],
        entities: Vec::new(),
        quotations: Vec::new(),
    }
}
