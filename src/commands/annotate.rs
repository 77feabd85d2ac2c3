//! `kavichki annotate`: articles in, annotations out.

use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use kavichki::{Article, Date, Language, Offsets, Options};

use super::{Failure, terminal};

/// Annotate articles: one line of JSON for each, in the order given.
#[derive(Args)]
pub struct Annotate {
    /// Text files (UTF-8); `-` reads standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// The unit of the offsets in JSON.
    #[arg(long, value_enum, default_value_t = Offsets::Codepoint)]
    offsets: Offsets,
    /// The day the articles are of (YYYY-MM-DD): `yesterday`, weekdays and dates without a year are told from it.
    #[arg(long)]
    date: Option<Date>,
    /// Another language pack (a file that `train` wrote) or a language's folder, in place of the built-in one.
    #[arg(long)]
    language: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line of JSON an article.
    Jsonl,
    /// The same, indented; several articles as an array.
    Json,
    /// The article marked up for the terminal.
    Text,
}

impl Annotate {
    pub fn run(self) -> Result<(), Failure> {
        let language = super::language(self.language.as_deref())?;
        let mut out = BufWriter::new(io::stdout().lock());
        match self.write_all(&language, &mut out).and_then(|failed| out.flush().map(|()| failed).map_err(Failure::from)) {
            Ok(0) => Ok(()),
            Ok(failed) => Err(format!("{failed} of {} files could not be read", self.files.len()).into()),
            // Whoever read us has seen enough.
            Err(error) if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Writes every article that can be read; the number of those that cannot.
    fn write_all(&self, language: &Language, out: &mut impl Write) -> Result<usize, Failure> {
        let mut failed = 0;
        let mut written = 0;
        let several = self.files.len() > 1;
        for path in &self.files {
            let text = match read(path) {
                Ok(text) => text,
                Err(error) => {
                    eprintln!("kavichki: {}: {error}", path.display());
                    failed += 1;
                    continue;
                }
            };
            let article = kavichki::annotate_with(&text, language, &Options { date: self.date }, &mut |_| {});
            self.write_one(path, &text, article, several, written, out)?;
            written += 1;
        }
        if several && self.format == Format::Json {
            writeln!(out, "{}]", if written == 0 { "[" } else { "" })?;
        }
        Ok(failed)
    }

    fn write_one(
        &self,
        path: &std::path::Path,
        text: &str,
        article: Article,
        several: bool,
        before: usize,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        match self.format {
            Format::Text => {
                if several {
                    writeln!(out, "{}── {} ──", if before > 0 { "\n" } else { "" }, path.display())?;
                }
                terminal::write(out, text, &article)?;
            }
            Format::Jsonl | Format::Json => {
                let mut article = article.with_offsets(text, self.offsets);
                article.source = Some(path.display().to_string());
                if self.format == Format::Jsonl {
                    serde_json::to_writer(&mut *out, &article).map_err(io::Error::from)?;
                    writeln!(out)?;
                } else {
                    if several {
                        write!(out, "{}", if before == 0 { "[" } else { "," })?;
                    }
                    serde_json::to_writer_pretty(&mut *out, &article).map_err(io::Error::from)?;
                    writeln!(out)?;
                }
            }
        }
        Ok(())
    }
}

/// A file's text. Bytes that are not UTF-8 become U+FFFD: a broken byte is no reason to lose an article.
fn read(path: &std::path::Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(path)?;
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}
