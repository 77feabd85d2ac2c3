//! Cuts a folded text into tokens.
//!
//! A token is what a name can begin or end with: `Мей-Юнкер` and `Лондон-София` are three, `Ким Чен-ун` two, `Су-57`, `COVID-19`
//! and `Booking.com` one.

use super::fold::Folded;
use crate::span::Span;

/// The smallest piece that later stages see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// In the original text.
    pub span: Span,
    /// In the folded text, bytes.
    pub folded: (u32, u32),
    /// In the lower-cased folded text, bytes.
    pub lower: (u32, u32),
    pub kind: TokenKind,
    /// Whether nothing stands between it and the token before.
    pub joined: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum TokenKind {
    /// Begins with a letter (`Русия`, `Су-57`) or mixes digits and letters (`5G`, `80-те`).
    Word,
    /// Digits with their separators: `12`, `2,5`, `10:30`.
    Number,
    /// Any quotation mark.
    Mark,
    /// A hyphen between words, or a dash.
    Dash,
    /// Ends a sentence: `.` `!` `?` `…`.
    Stop,
    Comma,
    Colon,
    Semicolon,
    /// A bracket that opens.
    Open,
    /// A bracket that closes.
    Close,
    Symbol,
    /// An address, a hashtag, a user name.
    Link,
    /// The end of a line.
    Break,
}

/// The tokens of a folded text, and its lower-cased form that their `lower` points into.
pub(crate) fn tokens(original: &str, folded: &Folded) -> (Vec<Token>, String) {
    let text = folded.text.as_str();
    let mut found = Vec::with_capacity(text.len() / 8);
    let mut lowered = String::with_capacity(text.len());
    let mut at = 0;
    let mut end_before = usize::MAX;
    while let Some(c) = text[at..].chars().next() {
        if c == ' ' {
            at += 1;
            continue;
        }
        let (kind, length) = next(&text[at..], c);
        let lower = lowered.len() as u32;
        if kind == TokenKind::Word || kind == TokenKind::Link {
            lowered.extend(text[at..at + length].chars().flat_map(char::to_lowercase));
        } else {
            lowered.push_str(&text[at..at + length]);
        }
        found.push(Token {
            span: folded.original(at, at + length, original),
            folded: (at as u32, (at + length) as u32),
            lower: (lower, lowered.len() as u32),
            kind,
            joined: at == end_before,
        });
        at += length;
        end_before = at;
    }
    (found, lowered)
}

/// The kind and length in bytes of the token that begins `rest`, whose first character is `c`.
fn next(rest: &str, c: char) -> (TokenKind, usize) {
    use TokenKind::*;
    let one = c.len_utf8();
    if c.is_alphabetic() {
        return if is_address(rest) { (Link, until_space(rest)) } else { (Word, word(rest)) };
    }
    if c.is_numeric() {
        return number(rest);
    }
    let second = rest[one..].chars().next().unwrap_or(' ');
    match c {
        '\n' => (Break, one),
        '"' | '„' | '“' | '”' | '«' | '»' | '‟' | '‚' | '’' | '‹' | '›' => (Mark, one),
        '\'' => (Mark, if second == '\'' { 2 } else { 1 }),
        ',' if second == ',' && rest[2..].starts_with(char::is_alphanumeric) => (Mark, 2),
        '-' | '–' => (Dash, one),
        '.' => (Stop, rest.len() - rest.trim_start_matches('.').len()),
        '!' | '?' => (Stop, rest.len() - rest.trim_start_matches(['!', '?']).len()),
        '…' => (Stop, one),
        ',' => (Comma, one),
        ':' => (Colon, one),
        ';' => (Semicolon, one),
        '(' | '[' | '{' => (Open, one),
        ')' | ']' | '}' => (Close, one),
        '#' | '@' if second.is_alphanumeric() => (Link, one + word(&rest[one..])),
        _ => (Symbol, one),
    }
}

fn is_address(rest: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|head| rest.starts_with(head))
}

fn until_space(rest: &str) -> usize {
    rest.find(|c: char| c.is_whitespace())
        .map_or(rest.len(), |end| rest[..end].trim_end_matches(['.', ',', ')', '"', '“', '”', ';']).len())
        .max(1)
}

/// Length in bytes of the word that begins `rest`.
fn word(rest: &str) -> usize {
    let mut end = 0;
    let mut piece_start = 0;
    let mut before = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() || c == '_' {
            end = at + c.len_utf8();
            before = c;
            continue;
        }
        let after = chars.peek().map_or(' ', |&(_, c)| c);
        let goes_on = match c {
            // `по-голям`, `Чен-ун`, `Су-57`: but a capital begins a name of its own.
            '-' => after.is_numeric() || (after.is_alphabetic() && !after.is_uppercase()),
            '\'' | '’' => before.is_alphabetic() && after.is_alphabetic(),
            // `Booking.com`, `U.S.`: but a lower-case Cyrillic abbreviation keeps its stops apart.
            '.' => {
                rest[piece_start..at].is_ascii()
                    && after.is_ascii_alphabetic()
                    && rest[piece_start..at].len() + usize::from(after.is_lowercase()) > 1
            }
            '&' => before.is_uppercase() && after.is_uppercase(),
            _ => false,
        };
        if !goes_on {
            break;
        }
        piece_start = at + c.len_utf8();
        before = c;
    }
    end
}

/// Kind and length in bytes of the token that begins with a digit.
fn number(rest: &str) -> (TokenKind, usize) {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |&(_, c)| c);
        if c.is_numeric() || (matches!(c, '.' | ',' | ':') && after.is_numeric()) {
            end = at + c.len_utf8();
        } else if c.is_alphabetic() || (c == '-' && after.is_alphabetic() && !after.is_uppercase()) {
            return (TokenKind::Word, end + c.len_utf8() + word(&rest[end + c.len_utf8()..]));
        } else {
            break;
        }
    }
    (TokenKind::Number, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::letters::Letters;

    fn cut(text: &str) -> Vec<String> {
        let folded = Folded::new(text, &Letters::default());
        tokens(text, &folded).0.iter().map(|token| token.span.of(text).to_owned()).collect()
    }

    #[test]
    fn a_hyphen_before_a_capital_parts_names() {
        assert_eq!(cut("Лондон-София Чен-ун по-голям Су-57"), ["Лондон", "-", "София", "Чен-ун", "по-голям", "Су-57"]);
    }

    #[test]
    fn numbers_keep_separators_and_endings() {
        assert_eq!(cut("2,5 млн. 10:30, 80-те 5G 12."), ["2,5", "млн", ".", "10:30", ",", "80-те", "5G", "12", "."]);
    }

    #[test]
    fn doubled_commas_and_apostrophes_are_marks() {
        assert_eq!(cut(",,Да'' О'Нийл"), [",,", "Да", "''", "О'Нийл"]);
    }

    #[test]
    fn addresses_stay_whole() {
        assert_eq!(
            cut("в https://a.bg/x?y=1, Booking.com #Избори т.н."),
            ["в", "https://a.bg/x?y=1", ",", "Booking.com", "#Избори", "т", ".", "н", "."]
        );
    }
}
