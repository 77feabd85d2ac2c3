//! Reads CoNLL, IOB2: the first cell of a line is the token, the last its tag; both are separated by tabs or spaces.
//!
//! The tokens may be anybody's, as long as they are those of the text in order, with nothing but spaces and control characters left out.

use super::gather::{self, Gathered};
use crate::article::{Article, By, EntityType, Mention, MentionKind};
use crate::export::is_left_out;
use crate::fault::Fault;
use crate::span::{Offsets, Span};

pub(super) fn read(text: &str, content: &str) -> Result<Article, Fault> {
    let mut names: Vec<(Span, EntityType)> = Vec::new();
    let mut at = 0;
    // The type that the last token had.
    let mut open: Option<EntityType> = None;
    let mut lines = 0;
    for (index, line) in content.split('\n').enumerate() {
        let fault = |what: String| Fault::line(index + 1, what);
        let line = line.trim_end_matches('\r');
        if line.is_empty() || line.starts_with("-DOCSTART-") {
            open = None;
            continue;
        }
        lines += 1;
        let (token, rest) = line.split_once(['\t', ' ']).ok_or_else(|| fault("a token and its tag are wanted".to_owned()))?;
        let tag = rest.rsplit(['\t', ' ']).next().unwrap_or("");
        let begin = text.len() - text[at..].trim_start_matches(is_left_out).len();
        if token.is_empty() || !text[begin..].starts_with(token) {
            let wanted: String = text[begin..].chars().take(20).filter(|c| !c.is_control()).collect();
            return Err(fault(format!("the text goes on with `{wanted}`")));
        }
        at = begin + token.len();
        let span = Span { start: begin, end: at };
        let kind = match tag.split_at_checked(2) {
            None if tag == "O" => None,
            Some(("B-" | "I-", code)) => Some(EntityType::from_code(code).ok_or_else(|| fault(format!("there is no type `{code}`")))?),
            _ => return Err(fault(format!("`{tag}` is no tag of IOB2"))),
        };
        match (kind, names.last_mut()) {
            (Some(kind), Some((name, _))) if tag.starts_with("I-") && open == Some(kind) => name.end = at,
            (Some(_), _) if tag.starts_with("I-") => return Err(fault(format!("`{tag}` goes on with a name that has not begun"))),
            (Some(kind), _) => names.push((span, kind)),
            (None, _) => {}
        }
        open = kind;
    }
    let rest = text[at..].trim_start_matches(is_left_out);
    if !rest.is_empty() {
        let rest: String = rest.chars().take(20).filter(|c| !c.is_control()).collect();
        return Err(Fault::line(
            content.lines().count().max(1),
            format!("it is cut off after {lines} tokens: the text goes on with `{rest}`"),
        ));
    }
    let mentions = names.into_iter().map(|(span, kind)| {
        let words = span.of(text).to_owned();
        let mention = Mention { id: String::new(), span, kind: MentionKind::Name, base: words.clone(), score: 1.0, by: By::Machine };
        Gathered { mention, kind, entity: None, name: words, value: None, order: None }
    });
    Ok(super::bare(gather::entities(mentions.collect()), Vec::new(), Offsets::Byte))
}
