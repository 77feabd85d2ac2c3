//! An annotated article for the terminal: names in colour with their type, quotations in brackets with their speakers below.

use std::io::{self, IsTerminal, Write};

use kavichki::{Article, EntityType, Offsets};

/// Writes the article (offsets in bytes) with marks in the text and the list of who said what. Colours only on a terminal.
pub fn write(out: &mut impl Write, text: &str, article: &Article) -> io::Result<()> {
    debug_assert!(article.offsets == Offsets::Byte, "the terminal's view wants byte offsets");
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    // (place, closing before opening, what to write)
    let mut marks: Vec<(usize, u8, usize, String)> = Vec::new();
    for entity in &article.entities {
        let (on, off) = if colour { (format!("\x1b[{}m", ansi(entity.kind)), "\x1b[0m") } else { (String::new(), "") };
        for mention in &entity.mentions {
            marks.push((mention.span.start, 2, usize::MAX - mention.span.end, format!("{on}[")));
            marks.push((mention.span.end, 0, usize::MAX - mention.span.start, format!(" {}]{off}", entity.kind.code())));
        }
    }
    for quotation in &article.quotations {
        for span in &quotation.content {
            marks.push((span.start, 1, usize::MAX - span.end, format!("⟦{}: ", quotation.id)));
            marks.push((span.end, 1, usize::MAX - span.start, "⟧".to_owned()));
        }
    }
    marks.sort();
    let mut at = 0;
    for (place, _, _, mark) in marks {
        write!(out, "{}{mark}", &text[at..place])?;
        at = place;
    }
    writeln!(out, "{}", &text[at..])?;
    for quotation in &article.quotations {
        let said: Vec<&str> = quotation.content.iter().map(|span| span.of(text)).collect();
        let cue = quotation.cue.map_or("", |cue| cue.of(text));
        writeln!(out, "\n{} {} — {}\n   {}", quotation.id, quotation.speaker_name.as_deref().unwrap_or("?"), cue, said.join(" … "))?;
    }
    Ok(())
}

/// The colour of a type, as the digits of an SGR sequence.
fn ansi(kind: EntityType) -> u8 {
    match kind {
        EntityType::Per => 34,
        EntityType::Loc => 32,
        EntityType::Org => 35,
        EntityType::Pro => 33,
        EntityType::Evt => 31,
        _ => 36,
    }
}
