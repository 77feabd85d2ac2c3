//! Cuts a text into blocks (what stands between line breaks) and tells what each is in the article.

use std::collections::HashSet;
use std::ops::Range;

use super::tokens::{Token, TokenKind};
use crate::article::BlockRole;

/// A block before its sentences are cut: a range of tokens, line breaks left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lines {
    pub tokens: Range<usize>,
    pub role: BlockRole,
}

/// Words by which captions and boilerplate are told, folded to lower case.
#[derive(Debug, Default)]
pub(crate) struct BlockSigns {
    /// What opens a caption or a credit: `снимка`, `източник`.
    pub captions: Vec<String>,
    /// What boilerplate holds: `абонирайте се`.
    pub boilerplate: Vec<String>,
}

/// A line longer than this is a paragraph, whatever ends it. No headline of the 977 articles of SlavicNER is longer.
const LONGEST_HEADLINE: usize = 30;
/// A line of boilerplate or a credit is short.
const LONGEST_NOTE: usize = 40;

/// `lower(i..j)` gives the lower-cased folded text of tokens `i..j`.
pub(crate) fn blocks<'t>(tokens: &[Token], signs: &BlockSigns, lower: impl Fn(Range<usize>) -> &'t str) -> Vec<Lines> {
    let mut found: Vec<Lines> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut start = 0;
    for end in (0..=tokens.len()).filter(|&i| i == tokens.len() || tokens[i].kind == TokenKind::Break) {
        let range = start..end;
        start = end + 1;
        if range.is_empty() {
            continue;
        }
        let text = lower(range.clone());
        let short = range.len() <= LONGEST_HEADLINE;
        let role = if !seen.insert(text) && range.len() > 1 {
            BlockRole::Repeated
        } else if range.len() <= LONGEST_NOTE && signs.captions.iter().any(|sign| text.starts_with(sign.as_str())) {
            BlockRole::Caption
        } else if range.len() <= LONGEST_NOTE && signs.boilerplate.iter().any(|sign| text.contains(sign.as_str())) {
            BlockRole::Boilerplate
        } else if found.is_empty() && short && !ends_like_prose(tokens, &range) {
            BlockRole::Headline
        } else if short && !ends_like_prose(tokens, &range) && !opens_speech(tokens, &range) {
            BlockRole::Teaser
        } else {
            BlockRole::Body
        };
        found.push(Lines { tokens: range, role });
    }
    // A lone line without a full stop between paragraphs is a heading; several together, or one that is asked of the reader, advertise.
    for i in 1..found.len() {
        let alone = |j: usize| found.get(j).is_none_or(|lines| lines.role == BlockRole::Body);
        let last = i + 1 == found.len();
        if found[i].role == BlockRole::Teaser && (i == 1 && found[0].role == BlockRole::Headline || alone(i - 1)) && alone(i + 1) && !last {
            found[i].role = BlockRole::Headline;
        }
    }
    found
}

/// Whether a line ends as a sentence of a paragraph does.
fn ends_like_prose(tokens: &[Token], range: &Range<usize>) -> bool {
    let last = tokens[range.clone()].iter().rev().find(|t| !matches!(t.kind, TokenKind::Mark | TokenKind::Close));
    let marks_last = tokens[range.end - 1].kind == TokenKind::Mark;
    last.is_some_and(|t| matches!(t.kind, TokenKind::Stop | TokenKind::Colon | TokenKind::Semicolon)) || marks_last && range.len() > 12
}

fn opens_speech(tokens: &[Token], range: &Range<usize>) -> bool {
    matches!(tokens[range.start].kind, TokenKind::Dash | TokenKind::Mark)
}
