//! Learns how base forms are made.

use super::corpus::Document;
use crate::entities::BaseRules;
use crate::language::Language;
use crate::text::{Text, TokenKind};

/// Learns from the base forms of the documents' names.
pub(crate) fn train_bases(documents: &[&Document], language: &Language) -> BaseRules {
    let mut examples = Vec::new();
    for document in documents {
        let text = Text::new(&document.text, &language.writing);
        for name in &document.names {
            let tokens = text.tokens_of(name.span);
            let words = tokens.filter(|&t| text.tokens[t].kind == TokenKind::Word).map(|t| text.lower(t).to_owned()).collect();
            let base = Text::new(&name.base, &language.writing);
            let base =
                (0..base.tokens.len()).filter(|&t| base.tokens[t].kind == TokenKind::Word).map(|t| base.lower(t).to_owned()).collect();
            examples.push((name.kind.code().to_owned(), words, base));
        }
    }
    BaseRules::learn(&examples)
}
