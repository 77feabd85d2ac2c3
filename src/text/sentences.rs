//! Cuts blocks into sentences.

use std::collections::HashMap;
use std::ops::Range;

use super::tokens::{Token, TokenKind};

/// Whether a sentence can end after an abbreviation's full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Something always follows: `проф.`.
    Before,
    /// It may be the last word: `г.`.
    MayEnd,
}

/// Abbreviations without their full stop, lower case.
pub(crate) type Abbreviations = HashMap<String, Abbreviation>;

/// The sentences of one block, as token ranges that cover it without gaps. `text(i)` is the folded text of token `i`.
///
/// A full stop ends no sentence after an abbreviation or an initial, before a lower-case letter, or inside a number; after an
/// ordinal (`на 5. място`) neither. A stop inside quotation marks ends one unless the sentence goes on in lower case or with a dash or comma after
/// the closing mark.
pub(crate) fn sentences<'t>(
    tokens: &[Token],
    block: Range<usize>,
    text: impl Fn(usize) -> &'t str,
    abbreviations: &Abbreviations,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = block.start;
    let mut i = block.start;
    while i < block.end {
        if tokens[i].kind != TokenKind::Stop {
            i += 1;
            continue;
        }
        // Closing marks and brackets belong to the sentence that they end.
        let mut end = i + 1;
        while end < block.end && tokens[end].joined && matches!(tokens[end].kind, TokenKind::Mark | TokenKind::Close | TokenKind::Stop) {
            end += 1;
        }
        if end < block.end && ends_sentence(tokens, i, end, start, &text, abbreviations) {
            found.push(start..end);
            start = end;
        }
        i = end;
    }
    if start < block.end {
        found.push(start..block.end);
    }
    if found.iter().all(|sentence| sentence.len() <= LONGEST) { found } else { found.into_iter().flat_map(cut_long).collect() }
}

/// No sentence of news is longer (tokens); what is, is no sentence, and is cut so that no later stage works on it as a whole.
const LONGEST: usize = 400;

fn cut_long(sentence: Range<usize>) -> Vec<Range<usize>> {
    sentence.clone().step_by(LONGEST).map(|start| start..(start + LONGEST).min(sentence.end)).collect()
}

fn ends_sentence<'t>(
    tokens: &[Token],
    stop: usize,
    next: usize,
    start: usize,
    text: &impl Fn(usize) -> &'t str,
    abbreviations: &Abbreviations,
) -> bool {
    let mut follows = next;
    while matches!(tokens.get(follows).map(|t| t.kind), Some(TokenKind::Mark | TokenKind::Open)) {
        follows += 1;
    }
    let Some(follower) = tokens.get(follows) else { return true };
    let first = text(follows).chars().next().unwrap_or(' ');
    match follower.kind {
        TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon => return false,
        // `"Да." – каза той` goes on; a dash-led line of speech begins a block of its own.
        TokenKind::Dash => return false,
        TokenKind::Word if first.is_lowercase() => return false,
        TokenKind::Word | TokenKind::Number if follower.joined && follows == next => return text(stop).len() > 1 && first.is_uppercase(),
        _ => {}
    }
    if text(stop) != "." || stop == start {
        return true;
    }
    let before = &tokens[stop - 1];
    if !tokens[stop].joined {
        return true;
    }
    let word = text(stop - 1);
    match before.kind {
        TokenKind::Word => {
            if let Some(kind) = abbreviations.get(&word.to_lowercase()) {
                // `(181 млрд.).` ends, `г.)` may.
                let second_stop = (stop + 1..next).any(|t| tokens[t].kind == TokenKind::Stop);
                let likely_end = first.is_uppercase() || second_stop;
                if second_stop {
                    return true;
                }
                return *kind == Abbreviation::MayEnd && likely_end;
            }
            let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
            !initial
        }
        // `на 5. Място` does not occur; `на 5. май` is lower case; a number before a stop and a capital ends.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{fold::Folded, letters::Letters, tokens::tokens};

    fn cut(text: &str) -> Vec<&str> {
        let folded = Folded::new(text, &Letters::default());
        let (cut, _) = tokens(text, &folded);
        let abbreviations = HashMap::from([("г".to_owned(), Abbreviation::MayEnd), ("проф".to_owned(), Abbreviation::Before)]);
        sentences(&cut, 0..cut.len(), |i| cut[i].span.of(text), &abbreviations)
            .into_iter()
            .map(|range| &text[cut[range.start].span.start..cut[range.end - 1].span.end])
            .collect()
    }

    #[test]
    fn abbreviations_and_initials_end_no_sentence() {
        assert_eq!(
            cut("Вчера проф. Иванов и А. Петров дойдоха. После си тръгнаха."),
            ["Вчера проф. Иванов и А. Петров дойдоха.", "После си тръгнаха."]
        );
    }

    #[test]
    fn a_year_may_end_a_sentence() {
        assert_eq!(cut("Роден е през 1950 г. Живее в Русе."), ["Роден е през 1950 г.", "Живее в Русе."]);
    }

    #[test]
    fn speech_that_goes_on_after_its_mark_is_one_sentence() {
        assert_eq!(cut("\"Идвам!\", каза той. \"Не.\" Тя мълча."), ["\"Идвам!\", каза той.", "\"Не.\"", "Тя мълча."]);
    }
}
