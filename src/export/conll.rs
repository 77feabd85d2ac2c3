//! CoNLL, IOB2: `token TAB tag` a line, an empty line after each line of the text (not within a name).
//!
//! The tokens are made to be found again in the text: runs of letters and digits, and every other character alone, cut where a name begins
//! or ends, so that a tag never covers half of a token. A tag has one name: of names that overlap the longer stands, a name before a role
//! or a pronoun.

use crate::article::{Article, EntityType, MentionKind};
use crate::span::Span;

/// What no token has: spaces, control characters, a byte order mark.
pub(crate) fn is_left_out(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '\u{feff}'
}

/// The tokens of a text, each with whether a line begins with it. `cuts` (bytes, sorted) end the token before them.
fn tokens(text: &str, cuts: &[usize]) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    let mut begins_line = true;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if is_left_out(c) {
            begins_line |= c == '\n';
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            let next_cut = cuts.get(cuts.partition_point(|&cut| cut <= start)).copied().unwrap_or(usize::MAX);
            while let Some((at, c)) = chars.next_if(|&(at, c)| c.is_alphanumeric() && at < next_cut) {
                end = at + c.len_utf8();
            }
        }
        found.push((Span { start, end }, std::mem::take(&mut begins_line)));
    }
    found
}

pub(super) fn write(text: &str, article: &Article) -> String {
    let names = names(article);
    let mut cuts: Vec<usize> = names.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    cuts.sort_unstable();
    let mut names = names.into_iter().peekable();
    let mut out = String::new();
    let mut inside = false;
    for (token, begins_line) in tokens(text, &cuts) {
        while names.next_if(|(span, _)| span.end <= token.start).is_some() {
            inside = false;
        }
        let named = names.peek().filter(|(span, _)| span.contains(token));
        let tag = match named {
            Some((_, kind)) => format!("{}-{}", if inside { "I" } else { "B" }, kind.code()),
            None => "O".to_owned(),
        };
        // A name that goes on over the end of a line keeps its lines together.
        if begins_line && !out.is_empty() && !inside {
            out.push('\n');
        }
        inside = named.is_some();
        out.push_str(&format!("{}\t{tag}\n", token.of(text)));
    }
    out
}

/// The names that a tag can have, in order, none overlapping.
fn names(article: &Article) -> Vec<(Span, EntityType)> {
    let mentions = article.entities.iter().flat_map(|entity| entity.mentions.iter().map(|mention| (mention, entity.kind)));
    let mut wanted: Vec<_> = mentions.map(|(mention, kind)| (mention.kind != MentionKind::Name, mention.span, kind)).collect();
    wanted.sort_by_key(|&(other, span, kind)| (other, usize::MAX - span.len(), span, kind));
    let mut names: std::collections::BTreeMap<usize, (Span, EntityType)> = std::collections::BTreeMap::new();
    for (_, span, kind) in wanted {
        let overlaps = names.range(..span.end).next_back().is_some_and(|(_, (before, _))| before.overlaps(span));
        if !overlaps {
            names.insert(span.start, (span, kind));
        }
    }
    names.into_values().collect()
}
