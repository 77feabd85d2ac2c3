//! The quotations in Markdown (CommonMark): a quote block each, then who said it and with what words.
//!
//! Whatever has a meaning in Markdown or HTML, at its place, is escaped; line breaks become spaces; control characters become U+FFFD.

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
    for (index, word) in words.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        for (at, c) in word.char_indices() {
            // At the beginning of a line: lists, and what underlines a heading.
            let begins = index == 0 && (at == 0 && "-+=".contains(c) || at == digits && at > 0 && ".)".contains(c));
            // Addresses that some readers make links of.
            let address = c == ':' && word[at..].starts_with("://") || c == '.' && word[..at].ends_with("www");
            if "\\`*_[]<>&~|#$@".contains(c) || begins || address {
                out.push('\\');
            }
            out.push(if c.is_control() { '\u{fffd}' } else { c });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn only_what_has_a_meaning_is_escaped() {
        assert_eq!(escaped("12. юли, 5 - 3 = 2. (Да!)"), "12\\. юли, 5 - 3 = 2. (Да!)");
        assert_eq!(escaped("- <b>*а*\n_б_ &amp; [в](г)"), "\\- \\<b\\>\\*а\\* \\_б\\_ \\&amp; \\[в\\](г)");
    }
}
