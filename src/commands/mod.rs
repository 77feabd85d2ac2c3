//! One file a sub-command.

pub mod annotate;
pub mod build;
pub mod convert;
pub mod evaluate;
pub mod serve;
mod site;
mod terminal;
pub mod train;

/// What a command that failed says to the person at the terminal.
pub type Failure = Box<dyn std::error::Error>;

/// Writes a file beside its place and moves it there, so that what was there stays whole if anything fails.
pub fn write_whole(path: &std::path::Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let say = |error: std::io::Error| format!("{}: {error}", path.display());
    std::fs::write(&beside, bytes).map_err(say)?;
    std::fs::rename(&beside, path).map_err(say)?;
    Ok(())
}

/// The built-in language, or the one of a pack file or a folder.
pub fn language(path: Option<&std::path::Path>) -> Result<kavichki::Language, Failure> {
    let Some(path) = path else { return Ok(kavichki::Language::from_pack(include_bytes!("../../languages/bg/bg.pack"))?) };
    if path.is_dir() {
        return Ok(kavichki::Language::from_folder(path)?);
    }
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    kavichki::Language::from_pack(&bytes).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// A text file's text; `-` is standard input. Bytes that are not UTF-8 become U+FFFD: a broken byte is no reason to lose an article.
fn read_text(path: &std::path::Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes)?;
    } else {
        bytes = std::fs::read(path)?;
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}
