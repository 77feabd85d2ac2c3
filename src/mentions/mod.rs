//! Tokens → typed mentions.

mod features;
mod model;
mod values;


pub(crate) use features::{Known, features, known};
pub(crate) use model::{Found, NameModel};
#[cfg(feature = "cli")]
pub(crate) use model::{LABELS, Lattice, OUTSIDE, Scores, begins, goes_on};

pub(crate) use values::{Value, values};

use crate::language::Language;
use crate::text::Text;

/// The names of a text in its order, as the trained model sees them.
pub(crate) fn names(text: &Text, known: &[Known], language: &Language) -> Vec<Found> {
    let features = features(text, known);
    text.sentences.iter().flat_map(|sentence| language.names.names(&features, sentence.tokens.clone())).collect()
}
