//! The article as it is: the schema of docs/article.schema.json, offsets in code points.

use crate::article::Article;
use crate::span::Offsets;

pub(super) fn write(text: &str, article: Article) -> String {
    // A struct of strings, numbers and lists always serialises.
    let mut json = serde_json::to_string_pretty(&article.with_offsets(text, Offsets::Codepoint)).unwrap_or_default();
    json.push('\n');
    json
}
