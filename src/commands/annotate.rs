//! `kavichki annotate`: articles in, annotations out.

use std::collections::HashMap;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kavichki::{Article, BRAT_CONFIGURATION, Date, Format, Language, Offsets, Options, export};

use super::{Failure, read_text, terminal, write_whole};

/// Annotate articles: one line of JSON for each, in the order given.
#[derive(Args)]
pub struct Annotate {
    /// Text files (UTF-8); `-` reads standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = View::Jsonl)]
    format: View,
    /// The unit of the offsets in JSON.
    #[arg(long, value_enum, default_value_t = Offsets::Codepoint)]
    offsets: Offsets,
    /// The day the articles are of (YYYY-MM-DD): `yesterday`, weekdays and dates without a year are told from it.
    #[arg(long)]
    date: Option<Date>,
    /// A folder for a file an article, named as the text is (for brat with the text and the configuration beside it).
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Another language pack (a file that `train` wrote) or a language's folder, in place of the built-in one.
    #[arg(long)]
    language: Option<PathBuf>,
}

/// The formats of the library, and two for the terminal.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum View {
    /// One line of JSON an article.
    Jsonl,
    /// The same, indented; several articles as an array.
    Json,
    /// The article marked up for the terminal.
    Text,
    /// A table of the quotations.
    CsvQuotations,
    /// A table of the mentions.
    CsvMentions,
    /// W3C Web Annotation (JSON-LD).
    WebAnnotation,
    /// brat standoff.
    Brat,
    /// A token a line with its tag (IOB2).
    Conll,
    /// TEI P5.
    Tei,
    /// The article as it is shown, in one file.
    Html,
    /// The quotations.
    Markdown,
}

impl View {
    /// The library's format, where there is one that writes an article by itself.
    fn format(self) -> Option<Format> {
        match self {
            View::Jsonl | View::Text => None,
            View::Json => Some(Format::Json),
            View::CsvQuotations => Some(Format::CsvQuotations),
            View::CsvMentions => Some(Format::CsvMentions),
            View::WebAnnotation => Some(Format::WebAnnotation),
            View::Brat => Some(Format::Brat),
            View::Conll => Some(Format::Conll),
            View::Tei => Some(Format::Tei),
            View::Html => Some(Format::Html),
            View::Markdown => Some(Format::Markdown),
        }
    }

    /// Whether several articles can stand one behind the other.
    fn can_follow(self) -> bool {
        !matches!(self, View::WebAnnotation | View::Brat | View::Tei | View::Html)
    }

    fn extension(self) -> &'static str {
        match self {
            View::Jsonl => ".jsonl",
            View::Text => ".marked.txt",
            _ => self.format().map_or("", Format::extension),
        }
    }
}

impl Annotate {
    pub fn run(self) -> Result<(), Failure> {
        if self.files.len() > 1 && self.out.is_none() && !self.format.can_follow() {
            let name = self.format.format().map_or("", Format::name);
            return Err(format!("several articles cannot be one file of {name}: say --out DIR for a file each").into());
        }
        let names = match &self.out {
            Some(_) => names(&self.files)?,
            None => Vec::new(),
        };
        let language = super::language(self.language.as_deref())?;
        if let Some(folder) = &self.out {
            std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        let mut out = BufWriter::new(io::stdout().lock());
        match self.write_all(&language, &names, &mut out).and_then(|failed| out.flush().map(|()| failed).map_err(Failure::from)) {
            Ok(0) => Ok(()),
            Ok(failed) => Err(format!("{failed} of {} files could not be read", self.files.len()).into()),
            // Whoever read us has seen enough.
            Err(error) if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Writes every article that can be read; the number of those that cannot.
    fn write_all(&self, language: &Language, names: &[String], out: &mut impl Write) -> Result<usize, Failure> {
        let mut failed = 0;
        let mut written = 0;
        let several = self.files.len() > 1 && self.out.is_none();
        for (index, path) in self.files.iter().enumerate() {
            let text = match read_text(path) {
                Ok(text) => text,
                Err(error) => {
                    eprintln!("kavichki: {}: {error}", path.display());
                    failed += 1;
                    continue;
                }
            };
            let article = kavichki::annotate_with(&text, language, &Options { date: self.date }, &mut |_| {});
            if let Some(folder) = &self.out {
                let mut bytes = Vec::new();
                self.write_one(path, &text, article, false, 0, &mut bytes)?;
                write_whole(&folder.join(format!("{}{}", names[index], self.format.extension())), &bytes)?;
                if self.format == View::Brat {
                    write_whole(&folder.join(format!("{}.txt", names[index])), text.as_bytes())?;
                }
            } else {
                self.write_one(path, &text, article, several, written, out)?;
            }
            written += 1;
        }
        if several && self.format == View::Json {
            writeln!(out, "{}]", if written == 0 { "[" } else { "" })?;
        }
        if let (View::Brat, Some(folder)) = (self.format, &self.out) {
            write_whole(&folder.join("annotation.conf"), BRAT_CONFIGURATION.as_bytes())?;
        }
        Ok(failed)
    }

    fn write_one(
        &self,
        path: &Path,
        text: &str,
        mut article: Article,
        several: bool,
        before: usize,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        article.source = Some(path.display().to_string());
        match (self.format, self.format.format()) {
            (View::Text, _) => {
                if several {
                    writeln!(out, "{}── {} ──", if before > 0 { "\n" } else { "" }, path.display())?;
                }
                terminal::write(out, text, &article)?;
            }
            (View::Jsonl, _) => {
                serde_json::to_writer(&mut *out, &article.with_offsets(text, self.offsets)).map_err(io::Error::from)?;
                writeln!(out)?;
            }
            (View::Json, _) => {
                if several {
                    write!(out, "{}", if before == 0 { "[" } else { "," })?;
                }
                serde_json::to_writer_pretty(&mut *out, &article.with_offsets(text, self.offsets)).map_err(io::Error::from)?;
                writeln!(out)?;
            }
            (_, Some(format)) => {
                let content = export(text, article, format)?;
                // Of several tables one behind the other only the first has the names of the columns; of tokens an empty line parts articles.
                let is_table = matches!(self.format, View::CsvQuotations | View::CsvMentions);
                let content = if before > 0 && is_table { content.split_once("\r\n").map_or("", |(_, rows)| rows) } else { &content };
                if several && self.format == View::Conll {
                    write!(out, "{}-DOCSTART-\tO\n\n", if before == 0 { "" } else { "\n" })?;
                }
                out.write_all(content.as_bytes())?;
            }
            (_, None) => {}
        }
        Ok(())
    }
}

/// The names of the files to write, without their ends: those of the texts.
fn names(files: &[PathBuf]) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    let mut seen: HashMap<String, &Path> = HashMap::new();
    for path in files {
        let name = if path.as_os_str() == "-" { "stdin".into() } else { path.file_stem().unwrap_or_default().to_string_lossy() };
        if let Some(other) = seen.insert(name.to_string(), path) {
            return Err(format!("{} and {} would be written to the same file", other.display(), path.display()).into());
        }
        names.push(name.into_owned());
    }
    Ok(names)
}
