//! What the model sees of a token: hashes of its form, its neighbours, the document's use of it, and what the lexicon knows of it.
//!
//! A feature is a template's number and what fills it, hashed to 64 bits; the model keeps the hashes that have weights. Trust in word
//! identity is the enemy of unseen topics, so most templates speak of shapes, affixes and classes.

use std::collections::HashMap;

use crate::article::BlockRole;
use crate::language::{Class, ClassSet, Lexicon, class, groups};
use crate::text::{Text, TokenKind};

/// The features of every token of a text, token after token.
pub(crate) struct Features {
    hashes: Vec<u64>,
    ends: Vec<u32>,
}

impl Features {
    pub(crate) fn of(&self, token: usize) -> &[u64] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] as usize };
        &self.hashes[start..self.ends[token] as usize]
    }
}

/// What the lexicon says of a token.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    /// Classes of entries that are this one token.
    pub single: ClassSet,
    /// The foremost class of the first such entry, counted from 1; 0 for none.
    primary: Class,
    /// The foremost classes of all its entries.
    foremost: ClassSet,
    /// Classes of the longest entry of several tokens that covers it.
    pub phrase: ClassSet,
    /// Where the token stands in that phrase.
    place: Place,
}

impl Known {
    pub(crate) fn all(&self) -> ClassSet {
        self.single.with(self.phrase)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    #[default]
    Outside,
    First,
    Inside,
    Last,
}

/// Looks every token up. Of overlapping phrases the leftmost longest counts.
pub(crate) fn known(text: &Text, lexicon: &Lexicon) -> Vec<Known> {
    let mut known = vec![Known::default(); text.tokens.len()];
    let mut covered = 0;
    for token in 0..text.tokens.len() {
        if !matches!(text.tokens[token].kind, TokenKind::Word | TokenKind::Number) {
            continue;
        }
        let mut longest = (1, ClassSet::default());
        lexicon.matches_at(text, token, |length, readings| {
            let mut classes = ClassSet::default();
            let mut primary = 0;
            let mut foremost = ClassSet::default();
            for reading in readings {
                let entry = &lexicon.entries[reading.entry as usize];
                classes = classes.with(entry.classes);
                foremost = foremost.with(ClassSet::of(entry.class));
                if primary == 0 {
                    primary = entry.class + 1;
                }
            }
            if classes.is_empty() {
                return;
            }
            if length == 1 {
                known[token].single = classes;
                known[token].primary = primary;
                known[token].foremost = foremost;
            } else {
                longest = (length, classes);
            }
        });
        let (length, classes) = longest;
        if length > 1 && token + length > covered {
            let start = token.max(covered);
            for at in start..token + length {
                known[at].phrase = classes;
                known[at].place = match at {
                    at if at == token => Place::First,
                    at if at + 1 == token + length => Place::Last,
                    _ => Place::Inside,
                };
            }
            covered = token + length;
        }
    }
    known
}

/// How a document writes a word.
#[derive(Clone, Copy, Default)]
struct Use {
    /// Times in lower case.
    lower: u16,
    /// Times with a capital that does not begin a sentence.
    capital: u16,
}

fn uses(text: &Text) -> HashMap<u64, Use> {
    let mut uses: HashMap<u64, Use> = HashMap::new();
    for sentence in &text.sentences {
        let mut first = true;
        for token in sentence.tokens.clone().filter(|&t| text.tokens[t].kind == TokenKind::Word) {
            let form = text.form(token);
            let of = uses.entry(hash(text.lower(token))).or_default();
            if form.starts_with(char::is_uppercase) {
                if !first && text.blocks[sentence.block].role == BlockRole::Body {
                    of.capital = of.capital.saturating_add(1);
                }
            } else {
                of.lower = of.lower.saturating_add(1);
            }
            first = false;
        }
    }
    uses
}

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

fn hash(text: &str) -> u64 {
    mix(text.bytes().fold(SEED, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

/// MurmurHash3's finaliser.
fn mix(mut x: u64) -> u64 {
    x ^= x >> 33;
    x = x.wrapping_mul(0xff51_afd7_ed55_8ccd);
    x ^= x >> 33;
    x = x.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    x ^ (x >> 33)
}

fn both(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(17) ^ b.wrapping_mul(SEED))
}

/// What is computed once for a token and used by its neighbours as well.
struct Seen {
    /// The word, whatever the lexicon knows of it.
    own: u64,
    word: u64,
    stem: u64,
    /// Hashes of the first 1 to 4 and the last 1 to 4 letters.
    prefixes: [u64; 4],
    suffixes: [u64; 4],
    shape: u64,
    kind: TokenKind,
    capital: bool,
    /// The groups of its classes; those of the foremost classes.
    set: u64,
    foremost: u64,
    classes: ClassSet,
}

/// `XXxx-00`: runs of upper case, lower case, digits and others, each cut to two.
fn shape(form: &str) -> u64 {
    let mut shape = SEED;
    let (mut last, mut run) = (' ', 0);
    for c in form.chars() {
        let kind = if c.is_uppercase() {
            'X'
        } else if c.is_lowercase() {
            'x'
        } else if c.is_numeric() {
            '0'
        } else {
            c
        };
        run = if kind == last { run + 1 } else { 0 };
        last = kind;
        if run < 2 {
            shape = (shape ^ u64::from(u32::from(kind))).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let latin = form.starts_with(|c: char| c.is_ascii_alphabetic());
    mix(shape ^ u64::from(latin))
}

fn see(text: &Text, known: &Known, token: usize, groups: &[ClassSet]) -> Seen {
    let (form, lower) = (text.form(token), text.lower(token));
    let mut starts = lower.char_indices().map(|(at, _)| at).skip(1).chain([lower.len()]);
    let mut prefixes = [0; 4];
    prefixes.iter_mut().for_each(|slot| *slot = starts.next().map_or(0, |end| hash(&lower[..end])));
    let mut suffixes = [0; 4];
    let mut ends = lower.char_indices().rev().map(|(at, _)| at);
    suffixes.iter_mut().for_each(|slot| *slot = ends.next().map_or(0, |start| hash(&lower[start..])));
    let letters = lower.chars().count();
    let stem_letters = if letters > 5 { (letters - 2).min(6) } else { letters };
    let stem_end = lower.char_indices().nth(stem_letters).map_or(lower.len(), |(at, _)| at);
    let inside = known.place != Place::Outside;
    let classes = if inside { known.phrase } else { known.all() };
    let foremost = if inside { known.phrase } else { known.foremost.with(known.phrase) };
    Seen {
        own: hash(lower),
        word: if text.tokens[token].kind == TokenKind::Number {
            hash("0")
        } else if inside {
            OF_PHRASE
        } else {
            hash(lower)
        },
        stem: if inside { OF_PHRASE } else { hash(&lower[..stem_end]) },
        prefixes: if inside { [OF_PHRASE; 4] } else { prefixes },
        suffixes,
        shape: shape(form),
        kind: text.tokens[token].kind,
        capital: form.starts_with(char::is_uppercase),
        set: groups.iter().enumerate().filter(|(_, group)| classes.intersects(**group)).fold(SEED, |set, (bit, _)| set ^ 1 << bit),
        foremost: groups.iter().enumerate().filter(|(_, group)| foremost.intersects(**group)).fold(SEED, |set, (bit, _)| set ^ 1 << bit),
        classes,
    }
}

/// The hash that stands for a place outside the sentence.
const EDGE: u64 = 1;
/// The hash that stands for every word of a phrase that the lexicon knows: what the phrase is counts, not how it is written.
const OF_PHRASE: u64 = 2;

/// Observes all tokens of a text. `known` is what [`known`] says of them.
pub(crate) fn features(text: &Text, known: &[Known]) -> Features {
    let uses = uses(text);
    let word_class = class("word").unwrap_or_default();
    let groups = groups();
    let seen: Vec<Seen> = (0..text.tokens.len()).map(|token| see(text, &known[token], token, &groups)).collect();
    let mut quoted = vec![0u8; text.tokens.len()];
    for mark in &text.quoted {
        let short = mark.close - mark.first() <= 5;
        for token in mark.first()..mark.close {
            quoted[token] = quoted[token].max(if !mark.closed || !short {
                1
            } else if token == mark.first() {
                3
            } else {
                2
            });
        }
    }
    let mut found = Features { hashes: Vec::with_capacity(text.tokens.len() * 80), ends: Vec::with_capacity(text.tokens.len()) };
    let mut sentence = 0;
    let mut first_word = 0;
    for token in 0..text.tokens.len() {
        while sentence + 1 < text.sentences.len() && text.sentences[sentence].tokens.end <= token {
            sentence += 1;
        }
        let range = text.sentences.get(sentence).map_or(0..0, |s| s.tokens.clone());
        let role = text.sentences.get(sentence).map_or(BlockRole::Body, |s| text.blocks[s.block].role);
        if range.contains(&token) {
            if token == range.start {
                first_word = range.clone().find(|&t| seen[t].kind == TokenKind::Word).unwrap_or(range.end);
            }
            let context = Context { text, known, seen: &seen, uses: &uses, quoted: &quoted, word_class, range, first_word, role };
            context.features_of(token, &mut found.hashes);
        }
        found.ends.push(found.hashes.len() as u32);
    }
    found
}

struct Context<'c, 't> {
    text: &'c Text<'t>,
    known: &'c [Known],
    seen: &'c [Seen],
    uses: &'c HashMap<u64, Use>,
    quoted: &'c [u8],
    word_class: Class,
    range: std::ops::Range<usize>,
    /// The first word of the sentence.
    first_word: usize,
    role: BlockRole,
}

impl Context<'_, '_> {
    /// The token `distance` away, within the sentence.
    fn near(&self, token: usize, distance: isize) -> Option<usize> {
        token.checked_add_signed(distance).filter(|near| self.range.contains(near))
    }

    fn features_of(&self, token: usize, out: &mut Vec<u64>) {
        let mut template = 0u64;
        let mut add = |value: u64| {
            template += 1;
            out.push(both(template, value));
        };
        let me = &self.seen[token];
        let at = |distance: isize| self.near(token, distance).map(|near| &self.seen[near]);
        let word = |distance| at(distance).map_or(EDGE, |seen| seen.word);
        let shape = |distance| at(distance).map_or(EDGE, |seen| seen.shape);
        let set = |distance| at(distance).map_or(EDGE, |seen| seen.set);
        let suffix = |distance, letters: usize| at(distance).map_or(EDGE, |seen| seen.suffixes[letters - 1]);
        let prefix = |distance, letters: usize| at(distance).map_or(EDGE, |seen| seen.prefixes[letters - 1]);
        let stem = |distance| at(distance).map_or(EDGE, |seen| seen.stem);

        // The word itself.
        add(1);
        add(me.word);
        add(me.stem);
        me.prefixes[1..].iter().for_each(|&prefix| add(prefix));
        me.suffixes.iter().for_each(|&suffix| add(suffix));
        add(me.shape);
        add(both(me.shape, me.suffixes[2]));
        let first = token <= self.first_word;
        add(both(me.shape, u64::from(first)));
        add(both(self.role as u64, u64::from(me.capital)));

        // Its neighbours.
        for distance in [-2, -1, 1, 2] {
            add(word(distance));
            add(shape(distance));
            add(set(distance));
        }
        for distance in [-1, 1] {
            add(suffix(distance, 3));
            add(suffix(distance, 2));
            add(prefix(distance, 3));
            add(stem(distance));
            add(both(shape(distance), me.shape));
            add(both(set(distance), me.shape));
            add(both(set(distance), me.set));
            add(both(word(distance), me.shape));
            add(both(word(distance), me.set));
            add(both(stem(distance), me.set));
        }
        add(both(both(shape(-1), me.shape), shape(1)));
        add(both(shape(-2), both(shape(-1), me.shape)));
        add(both(shape(2), both(shape(1), me.shape)));
        add(both(both(set(-1), me.set), set(1)));
        add(both(set(-2), set(-1)));
        add(both(set(1), set(2)));
        add(both(word(-1), word(-2)));
        add(both(word(1), word(2)));
        add(u64::from(self.text.tokens[token].joined) << 1
            | u64::from(self.near(token, 1).is_some_and(|next| self.text.tokens[next].joined)));

        // The document.
        let of = self.uses.get(&me.own).copied().unwrap_or_default();
        let use_code = u64::from(of.lower.min(2)) << 4 | u64::from(of.capital.min(2));
        add(both(use_code, u64::from(me.capital) << 1 | u64::from(first)));
        add(both(use_code, both(me.set, u64::from(first))));
        let quoted = u64::from(self.quoted[token]);
        add(both(quoted, u64::from(me.capital)));
        add(both(quoted, me.set));

        // The lexicon.
        add(both(me.foremost, me.shape));
        add(both(me.foremost, me.set));
        add(both(me.set, u64::from(first)));
        let known = &self.known[token];
        let single = mix((known.single.0 as u64) ^ mix((known.single.0 >> 64) as u64));
        let phrase = both(mix((known.phrase.0 as u64) ^ mix((known.phrase.0 >> 64) as u64)), known.place as u64);
        add(both(single, me.shape));
        add(phrase);
        add(both(single, phrase));
        add(u64::from(known.primary));
        add(both(u64::from(known.primary), u64::from(first) << 1 | u64::from(me.capital)));
        let ambiguous = u64::from(known.single.has(self.word_class));
        let mut classes = |classes: ClassSet, base: u64| {
            for class in classes.iter() {
                out.push(both(base, u64::from(class)));
            }
        };
        classes(known.single, 1000 + ambiguous);
        classes(known.phrase, 1010 + known.place as u64);
        for (index, distance) in [-2, -1, 1, 2].into_iter().enumerate() {
            classes(at(distance).map_or(ClassSet::default(), |seen| seen.classes), 1020 + index as u64);
        }
    }
}
