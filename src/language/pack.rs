//! The file format of a language pack.
//!
//! `KAVICHKI`, then a format number, the number of sections, and for each its name and body, lengths before; at the end a checksum
//! (FNV-1a, 64 bit) over all before it. Numbers are little-endian. A section is a table (`lexicon/given.tsv`) or a trained model
//! (`names.model`). Compression is left to whoever carries the file.

use super::LanguageError;

const MAGIC: &[u8; 8] = b"KAVICHKI";
/// The number of this format. A pack of another format is refused.
const FORMAT: u32 = 1;

/// The parts a language is made of, by name, in order.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Sections(pub Vec<(String, Vec<u8>)>);

impl Sections {
    pub(crate) fn get(&self, name: &str) -> Option<&[u8]> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, body)| body.as_slice())
    }

    /// Puts a section in, in place of one of the same name.
    pub(crate) fn set(&mut self, name: &str, body: Vec<u8>) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some(section) => section.1 = body,
            None => self.0.push((name.to_owned(), body)),
        }
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(FORMAT.to_le_bytes());
        bytes.extend((self.0.len() as u32).to_le_bytes());
        for (name, body) in &self.0 {
            bytes.extend((name.len() as u32).to_le_bytes());
            bytes.extend(name.as_bytes());
            bytes.extend((body.len() as u32).to_le_bytes());
            bytes.extend(body);
        }
        let sum = checksum(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    /// Fails on anything that `to_bytes` did not write.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Sections, LanguageError> {
        let damaged = |what: &str| LanguageError::Damaged(what.to_owned());
        if !bytes.starts_with(MAGIC) {
            return Err(LanguageError::NotAPack);
        }
        let (rest, sum) = bytes.split_last_chunk::<8>().ok_or_else(|| damaged("it is cut off"))?;
        let mut reader = Reader(rest.get(MAGIC.len()..).ok_or_else(|| damaged("it is cut off"))?);
        let format = reader.number()?;
        if format != FORMAT {
            return Err(LanguageError::OtherFormat { found: format, wanted: FORMAT });
        }
        if checksum(rest) != u64::from_le_bytes(*sum) {
            return Err(damaged("its checksum is wrong"));
        }
        let count = reader.number()?;
        let mut sections = Sections::default();
        for _ in 0..count {
            let length = reader.number()? as usize;
            let name = String::from_utf8(reader.bytes(length)?.to_vec()).map_err(|_| damaged("a section's name is not text"))?;
            let length = reader.number()? as usize;
            sections.0.push((name, reader.bytes(length)?.to_vec()));
        }
        match reader.0.is_empty() {
            true => Ok(sections),
            false => Err(damaged("it holds more than its sections")),
        }
    }
}

/// Reads numbers and byte strings off the front of a slice.
pub(crate) struct Reader<'b>(pub &'b [u8]);

impl<'b> Reader<'b> {
    pub(crate) fn bytes(&mut self, length: usize) -> Result<&'b [u8], LanguageError> {
        let (head, tail) = self.0.split_at_checked(length).ok_or_else(|| LanguageError::Damaged("it is cut off".to_owned()))?;
        self.0 = tail;
        Ok(head)
    }

    pub(crate) fn number(&mut self) -> Result<u32, LanguageError> {
        let bytes = self.bytes(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    pub(crate) fn float(&mut self) -> Result<f32, LanguageError> {
        Ok(f32::from_bits(self.number()?))
    }
}

/// FNV-1a, 64 bit.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Sections {
        Sections(vec![("a.tsv".to_owned(), b"x\ty".to_vec()), ("m".to_owned(), vec![0, 255])])
    }

    #[test]
    fn a_pack_reads_back() {
        assert_eq!(Sections::from_bytes(&sample().to_bytes()).unwrap(), sample());
    }

    #[test]
    fn a_pack_cut_off_anywhere_is_refused() {
        let bytes = sample().to_bytes();
        assert!((0..bytes.len()).all(|end| Sections::from_bytes(&bytes[..end]).is_err()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Sections::from_bytes(&bytes).is_err());
            prop_assert!(Sections::from_bytes(&[MAGIC.as_slice(), &bytes].concat()).is_err());
        }
    }
}
