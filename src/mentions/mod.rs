//! Tokens → typed mentions.

mod features;
mod model;
mod values;

pub(crate) use features::{Known, features, known};
pub(crate) use model::{Found, NameModel};
#[cfg(feature = "cli")]
pub(crate) use model::{LABELS, Lattice, OUTSIDE, Scores, begins, goes_on, log_odds};

pub(crate) use values::{Value, values};

use crate::text::{Quoted, Text, TokenKind};

/// The names of a text in its order, as the trained model sees them.
pub(crate) fn names(text: &Text, known: &[Known], model: &NameModel) -> Vec<Found> {
    let features = features(text, known);
    let found = text.sentences.iter().flat_map(|sentence| {
        let names = model.names(&features, sentence.tokens.clone());
        names.into_iter().filter_map(|name| balanced(text, name, sentence.tokens.end)).map(|name| numbered(text, name, sentence.tokens.end))
    });
    let mut names: Vec<Found> = Vec::new();
    for mut name in found {
        // One that was stretched over the beginning of the next keeps what it took.
        name.start = name.start.max(names.last().map_or(0, |before| before.end));
        if name.start < name.end {
            names.push(name);
        }
    }
    names
}

/// A name with a bracket or mark that it does not close: with the closing one if that stands next, else without what it opens.
fn balanced(text: &Text, mut name: Found, limit: usize) -> Option<Found> {
    let open = (name.start..name.end).rev().find(|&t| text.tokens[t].kind == TokenKind::Open);
    if let Some(open) = open.filter(|&open| (open..name.end).all(|t| text.tokens[t].kind != TokenKind::Close)) {
        if name.end < limit && text.tokens[name.end].kind == TokenKind::Close {
            name.end += 1;
        } else {
            name.end = open;
        }
    }
    let closing = text.quoted.iter().find(|q| q.closed && q.open > name.start && q.open < name.end && q.close == name.end);
    if closing.is_some() && name.end < limit {
        name.end += 1;
    }
    // Marks at an edge without their partner inside are no part of the name.
    let paired = |mark: usize| {
        text.quoted.iter().any(|q| q.closed && (q.open == mark && q.close < name.end || q.close == mark && q.open >= name.start))
    };
    let (first, last) = (name.start, name.end.checked_sub(1)?);
    let (drop_first, drop_last) =
        (text.is_kind(first, TokenKind::Mark) && !paired(first), text.is_kind(last, TokenKind::Mark) && !paired(last));
    name.start += usize::from(drop_first);
    name.end -= usize::from(drop_last && name.end > name.start);
    (name.start < name.end).then_some(name)
}

/// The most digits that a number behind a name in marks has as a part of the name.
const ORDINAL_DIGITS: usize = 2;

/// A name that fills its marks and has its number behind them (`"Марица изток" 3`) is all of that.
fn numbered(text: &Text, mut name: Found, limit: usize) -> Found {
    let fills =
        |q: &&Quoted| q.closed && q.first() >= name.start && q.open <= name.start && (q.close == name.end || q.close + 1 == name.end);
    if let Some(quoted) = text.quoted.iter().find(fills) {
        let number = quoted.close + 1;
        if number < limit && text.is_kind(number, TokenKind::Number) && text.form(number).len() <= ORDINAL_DIGITS {
            (name.start, name.end) = (quoted.open, number + 1);
        }
    }
    name
}
