//! Pairs quotation marks.
//!
//! News text opens with `„` and closes with `"`, nests, forgets to close, and uses the straight mark for names and speech alike. The
//! pairing is decided once, here, for a whole block; later stages never look at a mark again.

use super::tokens::{Token, TokenKind};

/// A stretch between two paired marks, in token indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// The opening mark.
    pub open: usize,
    /// The closing mark; where it was lost, the end of the block (exclusive).
    pub close: usize,
    /// 0 for the outermost.
    pub depth: u8,
    pub closed: bool,
}

impl Quoted {
    /// The first token between the marks.
    pub(crate) fn first(&self) -> usize {
        self.open + 1
    }
}

/// Marks that open inside so many are passed over: speech in speech in speech has three.
const DEEPEST: usize = 6;

/// What a mark may do, by its shape and by the spaces around it.
#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Opens,
    Closes,
    Either,
    Neither,
}

/// The quoted stretches of one block in the order of their opening marks. `mark_text` gives the folded text of a token.
pub(crate) fn quoted<'t>(tokens: &[Token], range: std::ops::Range<usize>, token_text: impl Fn(usize) -> &'t str) -> Vec<Quoted> {
    let mut found: Vec<Quoted> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for i in range.clone().filter(|&i| tokens[i].kind == TokenKind::Mark) {
        let direction = direction(tokens, i, &range, token_text(i));
        let inside = !open.is_empty();
        let closes = match direction {
            Direction::Neither => continue,
            Direction::Opens => false,
            Direction::Closes => inside,
            Direction::Either => inside,
        };
        if closes {
            let quoted = &mut found[open.pop().expect("something is open")];
            quoted.close = i;
            quoted.closed = true;
        } else if direction != Direction::Closes && open.len() < DEEPEST {
            open.push(found.len());
            let depth = (open.len() - 1).min(usize::from(u8::MAX)) as u8;
            found.push(Quoted { open: i, close: range.end, depth, closed: false });
        }
    }
    // A single mark that nothing closes is an apostrophe: `през '89`.
    found.retain(|q| q.close > q.open + 1 && (q.closed || !matches!(token_text(q.open), "'" | "’")));
    found
}

fn direction(tokens: &[Token], i: usize, range: &std::ops::Range<usize>, text: &str) -> Direction {
    let space_before = i == range.start || !tokens[i].joined || matches!(tokens[i - 1].kind, TokenKind::Open | TokenKind::Dash);
    let space_after = i + 1 >= range.end || !tokens[i + 1].joined;
    let before_is_mark = i > range.start && tokens[i].joined && tokens[i - 1].kind == TokenKind::Mark;
    let word_before = i > range.start
        && tokens[i].joined
        && matches!(tokens[i - 1].kind, TokenKind::Word | TokenKind::Number | TokenKind::Stop | TokenKind::Close | TokenKind::Comma);
    let word_after = !space_after && matches!(tokens[i + 1].kind, TokenKind::Word | TokenKind::Number | TokenKind::Open | TokenKind::Link);
    let single = matches!(text, "'" | "’");
    match text {
        "„" | "«" | "‟" | ",," | "‚" | "‹" => Direction::Opens,
        "»" | "”" | "''" | "›" if word_before || before_is_mark || space_after => Direction::Closes,
        _ if single && !(space_before && word_after) && !word_before => Direction::Neither,
        _ if space_before && word_after => Direction::Opens,
        _ if space_before && !space_after => Direction::Opens,
        _ if word_before && !word_after => Direction::Closes,
        _ if space_after && !space_before => Direction::Closes,
        _ if before_is_mark && word_after => Direction::Opens,
        _ => Direction::Either,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{fold::Folded, letters::Letters, tokens::tokens};

    fn pairs(text: &str) -> Vec<String> {
        let folded = Folded::new(text, &Letters::default());
        let (cut, _) = tokens(text, &folded);
        quoted(&cut, 0..cut.len(), |i| cut[i].span.of(text))
            .iter()
            .map(|q| {
                let end = if q.closed { cut[q.close].span.start } else { text.len() };
                format!("{}{}{}", q.depth, if q.closed { "" } else { "!" }, &text[cut[q.open].span.end..end])
            })
            .collect()
    }

    #[test]
    fn opening_and_closing_may_be_of_different_kinds() {
        assert_eq!(pairs("Той каза „да\" и “не”."), ["0да", "0не"]);
    }

    #[test]
    fn straight_marks_nest_by_their_spaces() {
        assert_eq!(pairs("\"В \"Лудогорец\" вярват\", каза той."), ["0В \"Лудогорец\" вярват", "1Лудогорец"]);
        assert_eq!(pairs("\"Гостувахме на \"Левски\"\", каза той."), ["0Гостувахме на \"Левски\"", "1Левски"]);
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_block() {
        assert_eq!(pairs("Той каза: „Няма да стане."), ["0!Няма да стане."]);
    }

    #[test]
    fn an_apostrophe_alone_is_no_mark() {
        assert!(pairs("през '89 и във '90 г.").is_empty());
    }
}
