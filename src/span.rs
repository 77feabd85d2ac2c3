//! Places in a text.
//!
//! Inside the program every place is a pair of byte offsets into the original UTF-8 text. The page counts UTF-16 units and
//! annotation files count code points, so a result is converted once, as a whole, when it leaves.

use serde::{Deserialize, Serialize};

/// A stretch of a text, `end` exclusive: `Span { start: 0, end: 4 }` of `"Рим"` covers `Ри` (four bytes).
///
/// The unit is bytes everywhere but in an [`Article`](crate::Article) that was converted; that one names its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Span { start, end }
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether all of `other` lies in this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one unit.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Length in the span's unit.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// The words it covers. The span must be of `text`, in bytes.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// The unit that offsets are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum Offsets {
    /// Bytes of UTF-8.
    #[default]
    Byte,
    /// Unicode code points, as annotation files and Python count.
    Codepoint,
    /// UTF-16 code units, as JavaScript counts.
    Utf16,
}

/// Turns byte offsets of one text into another unit, each in time logarithmic in the length of the text.
///
/// It keeps the count at every 64th byte, so that its memory is an eighth of the text's.
pub(crate) struct OffsetConverter<'t> {
    text: &'t str,
    unit: Offsets,
    /// Units before byte `i * STRIDE`.
    before: Vec<usize>,
}

const STRIDE: usize = 64;

impl<'t> OffsetConverter<'t> {
    pub(crate) fn new(text: &'t str, unit: Offsets) -> Self {
        let mut before = Vec::new();
        if unit != Offsets::Byte {
            let mut count = 0;
            before.reserve(text.len() / STRIDE + 1);
            for chunk in text.as_bytes().chunks(STRIDE) {
                before.push(count);
                count += chunk.iter().map(|&b| units_begun_by(b, unit)).sum::<usize>();
            }
            before.push(count);
        }
        OffsetConverter { text, unit, before }
    }

    /// `byte` must be a character boundary of the text, or its length.
    pub(crate) fn convert(&self, byte: usize) -> usize {
        if self.unit == Offsets::Byte {
            return byte;
        }
        let chunk = byte / STRIDE;
        let rest = &self.text.as_bytes()[chunk * STRIDE..byte];
        self.before[chunk] + rest.iter().map(|&b| units_begun_by(b, self.unit)).sum::<usize>()
    }

    /// The byte at which a count of units is reached; `None` beyond the end of the text and inside a character.
    pub(crate) fn byte_at(&self, count: usize) -> Option<usize> {
        if self.unit == Offsets::Byte {
            return self.text.is_char_boundary(count).then_some(count);
        }
        // The last stride that does not begin after the place. A character that begins before the stride ends in it.
        let chunk = self.before.partition_point(|&before| before <= count).checked_sub(1)?;
        let mut begin = (chunk * STRIDE).min(self.text.len());
        while !self.text.is_char_boundary(begin) {
            begin -= 1;
        }
        let mut at = self.convert(begin);
        for (offset, _) in self.text[begin..].char_indices() {
            if at >= count {
                return (at == count).then_some(begin + offset);
            }
            at += units_begun_by(self.text.as_bytes()[begin + offset], self.unit);
        }
        (at == count).then_some(self.text.len())
    }

    /// The span in bytes of one in units; `None` where [`byte_at`](Self::byte_at) has none for an end of it, or it ends before it starts.
    pub(crate) fn span_in_bytes(&self, span: Span) -> Option<Span> {
        let (start, end) = (self.byte_at(span.start)?, self.byte_at(span.end)?);
        (start <= end).then_some(Span { start, end })
    }

    pub(crate) fn convert_span(&self, span: Span) -> Span {
        Span { start: self.convert(span.start), end: self.convert(span.end) }
    }
}

/// Units that a character contributes, counted at its first byte (a continuation byte contributes none).
fn units_begun_by(byte: u8, unit: Offsets) -> usize {
    match (byte, unit) {
        (0x80..=0xBF, Offsets::Codepoint | Offsets::Utf16) => 0,
        (0xF0.., Offsets::Utf16) => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_are_counted_as_files_and_the_page_count() {
        let text = "Аб😀в";
        let at = |unit| OffsetConverter::new(text, unit).convert(text.len());
        assert_eq!((at(Offsets::Byte), at(Offsets::Codepoint), at(Offsets::Utf16)), (10, 4, 5));
    }

    #[test]
    fn half_of_a_surrogate_pair_is_no_place() {
        let units = OffsetConverter::new("а😀б", Offsets::Utf16);
        assert_eq!((0..6).map(|count| units.byte_at(count)).collect::<Vec<_>>(), [Some(0), Some(2), None, Some(6), Some(8), None]);
        assert_eq!(OffsetConverter::new("а", Offsets::Byte).byte_at(1), None);
    }

    proptest! {
        #[test]
        fn every_boundary_converts_to_the_count_of_the_text_before_it(text in "\\PC{0,200}") {
            let points = OffsetConverter::new(&text, Offsets::Codepoint);
            let units = OffsetConverter::new(&text, Offsets::Utf16);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                prop_assert_eq!(points.convert(byte), text[..byte].chars().count());
                prop_assert_eq!(units.convert(byte), text[..byte].encode_utf16().count());
                prop_assert_eq!(points.byte_at(points.convert(byte)), Some(byte));
                prop_assert_eq!(units.byte_at(units.convert(byte)), Some(byte));
            }
            prop_assert_eq!(points.byte_at(points.convert(text.len()) + 1), None);
            prop_assert_eq!(units.byte_at(usize::MAX), None);
        }
    }
}
