//! The WebAssembly face: it converts and calls.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{Article, Format, Language, Offsets, Options};

/// A loaded language pack, ready to annotate.
#[wasm_bindgen]
pub struct Annotator {
    language: Language,
}

#[wasm_bindgen]
impl Annotator {
    /// Loads a language pack from its bytes. Throws an `Error` that says what is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(pack: &[u8]) -> Result<Annotator, JsError> {
        Ok(Annotator { language: Language::from_pack(pack)? })
    }

    /// The code of the pack's language, as in `lang` attributes.
    #[wasm_bindgen(getter)]
    pub fn language(&self) -> String {
        self.language.code().to_owned()
    }

    /// Annotates a text and returns the article as plain objects, offsets in UTF-16 units. `progress`, if given, is called with
    /// the share of the work that is done, from 0 to 1. `date`, if given, is the day of the article (`2024-05-12`), which relative days
    /// are told from; throws an `Error` where it is no day.
    pub fn annotate(&self, text: &str, progress: Option<js_sys::Function>, date: Option<String>) -> Result<JsValue, JsError> {
        let options = Options { date: date.map(|date| date.parse()).transpose()? };
        let mut report = |share: f32| {
            if let Some(function) = &progress {
                // A listener that throws does not stop the work.
                let _ = function.call1(&JsValue::NULL, &JsValue::from(share));
            }
        };
        let article = crate::annotate_with(text, &self.language, &options, &mut report).with_offsets(text, Offsets::Utf16);
        Ok(article.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
    }
}

/// The article (as [`Annotator::annotate`] gave it, or changed since) in a format of [`Format`], by its name: `tei`.
/// Throws an `Error` that says what is wrong with it.
#[wasm_bindgen(js_name = exportArticle)]
pub fn export(text: &str, article: JsValue, format: &str) -> Result<String, JsError> {
    let article: Article = serde_wasm_bindgen::from_value(article)?;
    Ok(crate::export(text, article, named(format)?)?)
}

/// The article that a file of a format holds, of this text, as plain objects, offsets in UTF-16 units.
/// Throws an `Error` that says what is wrong with it and where.
#[wasm_bindgen(js_name = importArticle)]
pub fn import(text: &str, content: &str, format: &str) -> Result<JsValue, JsError> {
    let article = crate::import(text, content, named(format)?)?.with_offsets(text, Offsets::Utf16);
    Ok(article.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// The file that brat wants beside the articles.
#[wasm_bindgen(js_name = bratConfiguration)]
pub fn brat_configuration() -> String {
    crate::BRAT_CONFIGURATION.to_owned()
}

fn named(format: &str) -> Result<Format, JsError> {
    Format::from_name(format).ok_or_else(|| JsError::new(&format!("there is no format `{format}`")))
}
