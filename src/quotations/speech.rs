//! Tells quoted speech from names, titles and scare quotes in marks.

use super::reading::Reading;
use crate::language::Functions;
use crate::text::{Quoted, TokenKind};

/// A name or title in marks is seldom longer (words).
const LONGEST_TITLE: usize = 4;

/// Whether a quoted stretch reads as somebody's words by itself: it has a verb or its particles and the length of a clause. Where an
/// attribution stands beside it, less is enough (see the candidates).
pub(crate) fn is_speech(reading: &Reading, quoted: &Quoted) -> bool {
    if quoted.close <= quoted.first() {
        return false;
    }
    let inner = quoted.first()..quoted.close;
    let words = inner.clone().filter(|&t| reading.is(t, TokenKind::Word)).count();
    if words == 0 {
        return false;
    }
    let verbal = inner.clone().any(|t| reading.is_verbal(t));
    let stop_inside = inner.clone().any(|t| matches!(reading.kind(t), Some(TokenKind::Stop | TokenKind::Comma)));
    let names = inner.clone().filter(|&t| reading.name_at(t).is_some()).count();
    let whole_name = names >= words;
    let capital = reading.is_capital(quoted.first());
    !whole_name
        && (words > LONGEST_TITLE + 3
            || words > LONGEST_TITLE && (verbal || stop_inside)
            || words >= 3 && verbal && (capital || stop_inside))
}

/// Whether a quoted stretch can be somebody's words given that an attribution stands beside it.
pub(crate) fn can_be_said(reading: &Reading, quoted: &Quoted) -> bool {
    let inner = quoted.first()..quoted.close;
    let words = inner.clone().filter(|&t| reading.is(t, TokenKind::Word)).count();
    let names = inner.clone().filter(|&t| reading.name_at(t).is_some()).count();
    words > 0 && (names < words || words > LONGEST_TITLE || reading.has(quoted.first(), Functions::INTERROGATIVE))
}
