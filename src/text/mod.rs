//! The text before its meaning: folded characters, tokens, blocks with their role, sentences, paired quotation marks.

mod blocks;
mod fold;
mod letters;
mod marks;
mod sentences;
mod tokens;

use std::ops::Range;

pub(crate) use blocks::BlockSigns;
pub(crate) use letters::Letters;
pub(crate) use marks::Quoted;
pub(crate) use sentences::{Abbreviation, Abbreviations};
pub(crate) use tokens::{Token, TokenKind};

use crate::article::BlockRole;
use crate::span::Span;
use fold::Folded;

/// What the text stage needs to know of a language.
#[derive(Debug, Default)]
pub(crate) struct Writing {
    pub letters: Letters,
    pub abbreviations: Abbreviations,
    pub signs: BlockSigns,
}

/// A text cut up. It owns its folded forms and refers to the original by byte offsets.
#[derive(Debug)]
pub(crate) struct Text<'t> {
    pub original: &'t str,
    folded: String,
    lowered: String,
    pub tokens: Vec<Token>,
    pub blocks: Vec<TextBlock>,
    pub sentences: Vec<Sentence>,
    /// Quoted stretches of all blocks, in the order of their opening marks.
    pub quoted: Vec<Quoted>,
}

/// A line of the text: tokens, sentences and quoted stretches as index ranges into those of the whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextBlock {
    pub role: BlockRole,
    pub tokens: Range<usize>,
    pub sentences: Range<usize>,
    pub quoted: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub tokens: Range<usize>,
    /// Index of its block.
    pub block: usize,
}

impl<'t> Text<'t> {
    pub(crate) fn new(original: &'t str, writing: &Writing) -> Text<'t> {
        let folded = Folded::new(original, &writing.letters);
        let (tokens, lowered) = tokens::tokens(original, &folded);
        let mut text =
            Text { original, folded: folded.text, lowered, tokens, blocks: Vec::new(), sentences: Vec::new(), quoted: Vec::new() };
        let lines = blocks::blocks(&text.tokens, &writing.signs, |range| text.lower_range(range));
        let (mut cut, mut quoted, mut found) = (Vec::new(), Vec::new(), Vec::with_capacity(lines.len()));
        for (index, lines) in lines.into_iter().enumerate() {
            let (first_sentence, first_quoted) = (cut.len(), quoted.len());
            let token_text = |i| text.form(i);
            let ranges = sentences::sentences(&text.tokens, lines.tokens.clone(), token_text, &writing.abbreviations);
            cut.extend(ranges.into_iter().map(|tokens| Sentence { tokens, block: index }));
            quoted.extend(marks::quoted(&text.tokens, lines.tokens.clone(), token_text));
            found.push(TextBlock {
                role: lines.role,
                tokens: lines.tokens,
                sentences: first_sentence..cut.len(),
                quoted: first_quoted..quoted.len(),
            });
        }
        (text.blocks, text.sentences, text.quoted) = (found, cut, quoted);
        text
    }

    /// The folded form of a token, case kept.
    pub(crate) fn form(&self, token: usize) -> &str {
        let (start, end) = self.tokens[token].folded;
        &self.folded[start as usize..end as usize]
    }

    /// The folded form of a token, lower case.
    pub(crate) fn lower(&self, token: usize) -> &str {
        let (start, end) = self.tokens[token].lower;
        &self.lowered[start as usize..end as usize]
    }

    /// The folded text of a token range, case and inner spaces kept.
    pub(crate) fn form_range(&self, range: Range<usize>) -> &str {
        match range.is_empty() {
            true => "",
            false => &self.folded[self.tokens[range.start].folded.0 as usize..self.tokens[range.end - 1].folded.1 as usize],
        }
    }

    /// The lower forms of a token range, put together without spaces.
    fn lower_range(&self, range: Range<usize>) -> &str {
        match range.is_empty() {
            true => "",
            false => &self.lowered[self.tokens[range.start].lower.0 as usize..self.tokens[range.end - 1].lower.1 as usize],
        }
    }

    /// The place of a token range in the original.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        match range.is_empty() {
            true => Span::new(0, 0),
            false => Span::new(self.tokens[range.start].span.start, self.tokens[range.end - 1].span.end),
        }
    }

    /// The tokens that a span of the original touches.
    pub(crate) fn tokens_of(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    }

    /// The sentence that a token stands in, `None` for a line break.
    pub(crate) fn sentence_of(&self, token: usize) -> Option<usize> {
        let i = self.sentences.partition_point(|sentence| sentence.tokens.end <= token);
        self.sentences.get(i).filter(|sentence| sentence.tokens.contains(&token)).map(|_| i)
    }

    pub(crate) fn is_kind(&self, token: usize, kind: TokenKind) -> bool {
        self.tokens.get(token).is_some_and(|t| t.kind == kind)
    }
}
