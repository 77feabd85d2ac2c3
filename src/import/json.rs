//! Reads the program's own JSON.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::article::Article;
use crate::fault::{Fault, Place};

/// What tells whether a file is ours, and ours to read.
#[derive(Deserialize)]
struct Head {
    schema: Option<u64>,
}

pub(super) fn read(content: &str) -> Result<Article, Fault> {
    let head: Head = parse(content)?;
    super::known_schema(head.schema.ok_or_else(|| Fault::file("no article of Kavichki: it has no number of a schema"))?)?;
    parse(content)
}

/// Parses JSON; the fault has line and column.
pub(super) fn parse<T: DeserializeOwned>(content: &str) -> Result<T, Fault> {
    serde_json::from_str(content).map_err(|error| {
        let what = error.to_string();
        // The message ends with the place, which the fault has.
        let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
        let what = if error.is_eof() { format!("it is cut off here: {what}") } else { what.to_owned() };
        Fault { place: Place::Column(error.line().max(1), error.column().max(1)), what }
    })
}
