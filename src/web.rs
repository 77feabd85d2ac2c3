//! The WebAssembly face: it converts and calls.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{Language, Offsets, Options};

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
