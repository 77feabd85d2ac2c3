//! What is wrong with an article or with a file of annotations, and where.

use std::fmt;

/// Why an article cannot be read, or cannot be one of its text. It shows as `line 3: …`, for the end of a message that names the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}{what}")]
pub struct Fault {
    pub place: Place,
    pub what: String,
}

/// Where in a file something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A line, counted from 1.
    Line(usize),
    /// A line and a column in it, both counted from 1.
    Column(usize, usize),
    /// A part that has a name of its own: `mention m3`, `items[4]`.
    Part(String),
}

impl Fault {
    pub(crate) fn file(what: impl Into<String>) -> Fault {
        Fault { place: Place::File, what: what.into() }
    }

    pub(crate) fn line(line: usize, what: impl Into<String>) -> Fault {
        Fault { place: Place::Line(line), what: what.into() }
    }

    pub(crate) fn part(part: impl Into<String>, what: impl Into<String>) -> Fault {
        Fault { place: Place::Part(part.into()), what: what.into() }
    }

    /// The same, at a place that is better known. One that knows its own keeps it.
    pub(crate) fn at(mut self, place: Place) -> Fault {
        if self.place == Place::File {
            self.place = place;
        }
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Place::File => Ok(()),
            Place::Line(line) => write!(out, "line {line}: "),
            Place::Column(line, column) => write!(out, "line {line}, column {column}: "),
            Place::Part(part) => write!(out, "{part}: "),
        }
    }
}
