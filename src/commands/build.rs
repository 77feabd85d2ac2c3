use std::path::PathBuf;

use super::Failure;
use super::site::{self, Site};

/// Write the page as a static site.
///
/// The folder works on any static host, at any path, and offline after the first visit. It needs Rust's own tools only; the
/// WebAssembly target is added if it is missing.
#[derive(clap::Args)]
pub struct Build {
    /// The folder to write. If it exists it must be empty or hold an earlier build and nothing else.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl Build {
    pub fn run(self) -> Result<(), Failure> {
        // Before the work, not after it.
        site::can_be_written(&self.out)?;
        let site = Site::build()?;
        site.write(&self.out)?;
        let size: usize = site.files.values().map(Vec::len).sum();
        eprintln!("{}: {} files, {:.1} MB", self.out.display(), site.files.len(), size as f64 / 1e6);
        Ok(())
    }
}
