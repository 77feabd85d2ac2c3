//! The quotations in Markdown (CommonMark): a quote block each, then who said it and with what words.
//!
//! Whatever has a meaning in Markdown or HTML is escaped; line breaks become spaces; control characters become U+FFFD.

use crate::article::Article;

pub(super) fn write(text: &str, article: &Article) -> String {
    let mut out = String::new();
    if let Some(source) = article.source.as_deref().filter(|source| !source.trim().is_empty()) {
        out.push_str(&format!("# {}\n\n", escaped(source)));
    }
    for quotation in &article.quotations {
        let cue = quotation.cue.map_or(String::new(), |cue| format!(" *{}*", escaped(cue.of(text))));
        let speaker = match quotation.speaker_name.as_deref().map(escaped).filter(|name| !name.is_empty()) {
            Some(name) => format!("**{name}**"),
            None => "?".to_owned(),
        };
        let by = if quotation.by == crate::article::By::Machine { "" } else { quotation.by.code() };
        let by = if by.is_empty() { String::new() } else { format!(", {by}") };
        out.push_str(&format!(
            "> {}\n>\n> — {speaker}{cue} ({}, {}{by})\n\n",
            escaped(&super::words(text, &quotation.content)),
            quotation.id.replace('_', "\\_"),
            quotation.kind.code(),
        ));
    }
    out
}

/// Plain words on one line.
fn escaped(words: &str) -> String {
    let mut out = String::new();
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            if c.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(if c.is_control() { '\u{fffd}' } else { c });
        }
    }
    out
}
