//! `kavichki convert`: annotations from one format into another.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use kavichki::{Format, Offsets, export, import};

use super::{Failure, read_text};

/// Read the annotations of a text from one format and write them in another.
#[derive(Args)]
pub struct Convert {
    /// The annotations: a file that `annotate` wrote, brat's, a Web Annotation page …
    file: PathBuf,
    /// The text they are of (UTF-8).
    #[arg(long)]
    text: PathBuf,
    /// The format of the file; untold, the end of its name tells.
    #[arg(long, value_enum)]
    from: Option<Format>,
    #[arg(long, value_enum)]
    to: Format,
    /// The unit of the offsets in JSON.
    #[arg(long, value_enum, default_value_t = Offsets::Codepoint)]
    offsets: Offsets,
}

impl Convert {
    pub fn run(self) -> Result<(), Failure> {
        let named = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = read_text(&self.text).map_err(|error| named(&self.text, &error))?;
        let from = match self.from {
            Some(format) => format,
            None => format_of(&self.file).ok_or_else(|| named(&self.file, &"the end of its name tells no format: say --from"))?,
        };
        let bytes = std::fs::read(&self.file).map_err(|error| named(&self.file, &error))?;
        let content = String::from_utf8(bytes).map_err(|error| {
            named(&self.file, &format!("byte {} is no UTF-8, as {} must be", error.utf8_error().valid_up_to(), from.name()))
        })?;
        let article = import(&text, &content, from).map_err(|fault| named(&self.file, &fault))?;
        let written = if self.to == Format::Json {
            let mut json = serde_json::to_string_pretty(&article.with_offsets(&text, self.offsets))?;
            json.push('\n');
            json
        } else {
            export(&text, article, self.to)?
        };
        match io::stdout().lock().write_all(written.as_bytes()) {
            // Whoever read us has seen enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            result => Ok(result?),
        }
    }
}

/// The format that the end of a name tells; the longest end wins, since `.quotations.csv` is a `.csv` too.
fn format_of(path: &Path) -> Option<Format> {
    let name = path.file_name()?.to_str()?;
    if name.ends_with(".jsonl") {
        return Some(Format::Json);
    }
    let readable = Format::ALL.into_iter().filter(|format| format.is_readable());
    readable.filter(|format| name.ends_with(format.extension())).max_by_key(|format| format.extension().len())
}
