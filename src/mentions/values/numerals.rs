//! Numbers in digits and in words, their multipliers and parts, and ranges of two.

use super::Reader;
use crate::language::{NumberWord, Ratio};
use crate::text::TokenKind;

/// One number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numeral {
    pub end: usize,
    pub value: f64,
    /// What it was multiplied by (`2,3 млн.`), where that is all of it; else 1.
    scale: f64,
    /// Whether its digits alone tell all of it.
    figures: bool,
    /// Whether a dash before it makes it negative.
    pub dashed: bool,
    /// Where it is no more than a part of one.
    pub ratio: Option<Ratio>,
}

/// One number, or both ends of a range.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub end: usize,
    pub low: f64,
    pub high: Option<f64>,
    pub figures: bool,
    /// Whether a multiplier word (`млн.`) stands at its end.
    pub scaled: bool,
    pub dashed: bool,
    pub ratio: Option<Ratio>,
}

/// A part of a number: what one multiplier multiplies, or what is left below the last.
struct Part {
    end: usize,
    value: f64,
    /// The multiplier; 1 for what stands without one.
    scale: f64,
    /// Whether it is a multiplier by itself: `хиляда`.
    bare: bool,
    figures: bool,
}

impl Reader<'_, '_> {
    /// A number (`2,3 млн.`, `двеста и петдесет`), or a range of two (`10-15`, `от 10 до 15`, `две-три хиляди`), the lower end first.
    pub(super) fn amount(&self, token: usize) -> Option<Amount> {
        if let Some(joiner) = self.opens_range(token) {
            let low = self.signed(token + 1)?;
            let high = self.signed(self.behind_joiner(low.end, Some(joiner))?)?;
            return ends(low, high);
        }
        if let Some(pair) = self.hyphenated(token) {
            return Some(pair);
        }
        let low = self.signed(token)?;
        let high = self.behind_joiner(low.end, None).and_then(|second| self.numeral(second));
        Some(high.and_then(|high| ends(low, high)).unwrap_or_else(|| Amount::of(low)))
    }

    /// A number with the sign before it: a word, or a hyphen that belongs to nothing else.
    pub(super) fn signed(&self, token: usize) -> Option<Numeral> {
        if let Some((after, sign)) = self.at(token, |word| if let NumberWord::Sign(sign) = word { Some(*sign) } else { None }) {
            let numeral = self.numeral(after)?;
            return Some(Numeral { value: numeral.value * sign, ratio: None, ..numeral });
        }
        let opened = |before: usize| matches!(self.text.tokens[before].kind, TokenKind::Open | TokenKind::Mark | TokenKind::Break);
        let free = |token: usize| !self.text.tokens[token].joined || token.checked_sub(1).is_some_and(opened);
        let hyphen = self.text.is_kind(token, TokenKind::Dash) && self.text.form(token) == "-" && free(token);
        if hyphen && self.text.is_kind(token + 1, TokenKind::Number) && self.text.tokens[token + 1].joined {
            let numeral = self.numeral(token + 1)?;
            return Some(Numeral { value: -numeral.value, dashed: true, ratio: None, ..numeral });
        }
        self.numeral(token)
    }

    /// One number without a sign.
    pub(super) fn numeral(&self, token: usize) -> Option<Numeral> {
        if let Some((end, ratio)) = self.ratio(token) {
            let part = Numeral { end, value: ratio.value(), scale: 1.0, figures: false, dashed: false, ratio: Some(ratio) };
            return Some(match self.multiplier(end) {
                Some((end, by)) => Numeral { end, value: part.value * by, scale: by, ratio: None, ..part },
                None => part,
            });
        }
        let first = self.part(token)?;
        let mut numeral = Numeral {
            end: first.end,
            value: first.value,
            scale: if first.bare { 1.0 } else { first.scale },
            figures: first.figures && first.scale == 1.0,
            dashed: false,
            ratio: None,
        };
        let mut scale = first.scale;
        loop {
            if let Some((end, added)) =
                self.next(numeral.end, |word| if let NumberWord::AddedFraction(added) = word { Some(*added) } else { None })
            {
                numeral.value += added * scale;
                (numeral.end, numeral.figures) = (end, false);
                // `два и половина милиона`: the part is said before its multiplier.
                if let Some((end, by)) = self.multiplier(end).filter(|_| scale == 1.0) {
                    (numeral.end, numeral.value, numeral.scale) = (end, numeral.value * by, by);
                }
                return Some(numeral);
            }
            let start = self.behind_and(numeral.end);
            let part = (scale > 1.0 && !self.begins_sentence(start)).then(|| self.part(start)).flatten();
            // `милион и 200 хиляди` is one number, `хиляда и две хиляди` two.
            let Some(part) = part.filter(|part| part.value < scale && !(part.figures && part.scale == 1.0)) else { return Some(numeral) };
            (numeral.end, numeral.value, numeral.scale) = (part.end, numeral.value + part.value, 1.0);
            scale = part.scale;
        }
    }

    /// A number below a multiplier, with its multiplier.
    fn part(&self, token: usize) -> Option<Part> {
        let (end, value, figures) = match self.digits(token) {
            Some((end, value)) => (end, value?, true),
            None => {
                let (end, value) = self.below_thousand(token).or_else(|| self.cardinal(token))?;
                (end, value, false)
            }
        };
        let bare = !figures && value >= 1000.0;
        Some(match self.multiplier(end).filter(|(_, by)| !bare || *by > value) {
            Some((end, by)) => Part { end, value: value * by, scale: by, bare: false, figures },
            None => Part { end, value, scale: if bare { value } else { 1.0 }, bare, figures },
        })
    }

    /// A number below a thousand in words: `двеста и петдесет`, `сто двадесет и пет`.
    pub(super) fn below_thousand(&self, token: usize) -> Option<(usize, f64)> {
        let (mut end, mut value) = self.cardinal(token).filter(|(_, value)| *value < 1000.0)?;
        // Hundreds take what is below a hundred, tens what is below ten; those with the word for `and` between.
        loop {
            let room = match value {
                _ if value >= 100.0 && value % 100.0 == 0.0 => 100.0,
                _ if value >= 20.0 && value % 10.0 == 0.0 => 10.0,
                _ => return Some((end, value)),
            };
            let start = self.behind_and(end);
            let more = (start > end || room == 100.0).then(|| self.cardinal(start)).flatten();
            let Some((after, more)) = more.filter(|(_, more)| 0.0 < *more && *more < room && !self.begins_sentence(start)) else {
                return Some((end, value));
            };
            (end, value) = (after, value + more);
        }
    }

    fn cardinal(&self, token: usize) -> Option<(usize, f64)> {
        self.at(token, |word| if let NumberWord::Cardinal(n) = word { Some(*n) } else { None })
    }

    pub(super) fn multiplier(&self, token: usize) -> Option<(usize, f64)> {
        let (end, by) = self.next(token, |word| if let NumberWord::Multiplier(by) = word { Some(*by) } else { None })?;
        Some((self.with_stop(end), by))
    }

    /// A part of one, in words or as `2/3`.
    fn ratio(&self, token: usize) -> Option<(usize, Ratio)> {
        let joined = |token: usize| self.text.tokens.get(token).is_some_and(|token| token.joined);
        let slash = |token: usize| self.text.is_kind(token, TokenKind::Symbol) && self.text.form(token) == "/" && joined(token);
        if self.number(token).is_some() {
            // Three numbers between strokes are a date, or nothing.
            let third = joined(token) && slash(token - 1);
            if !slash(token + 1) || !joined(token + 2) || slash(token + 3) || third {
                return None;
            }
            let ratio = Ratio::parse(self.text.form_range(token..token + 3)).filter(|ratio| ratio.1 <= 1000)?;
            return self.number(token + 2).map(|_| (token + 3, ratio));
        }
        self.at(token, |word| if let NumberWord::Fraction(ratio) = word { Some(*ratio) } else { None })
    }

    /// Two numbers in one word with their multiplier: `две-три хиляди`, `пет-шестстотин`.
    fn hyphenated(&self, token: usize) -> Option<Amount> {
        let [mut low, high] = self.hyphenated_pair(token, |word| if let NumberWord::Cardinal(n) = word { Some(*n) } else { None })?;
        if low < 10.0 && (100.0..1000.0).contains(&high) && low * 100.0 < high {
            low *= 100.0;
        }
        let (end, by) = self.multiplier(token + 1).unwrap_or((token + 1, 1.0));
        let amount = Amount { end, low: low * by, high: Some(high * by), figures: false, scaled: by > 1.0, dashed: false, ratio: None };
        (low < high).then_some(amount)
    }

    /// What the two halves of a word say around its hyphen.
    pub(super) fn hyphenated_pair<T>(&self, token: usize, wanted: impl Fn(&NumberWord) -> Option<T>) -> Option<[T; 2]> {
        let word = self.text.is_kind(token, TokenKind::Word).then(|| self.text.lower(token))?;
        let (first, second) = word.split_once('-')?;
        Some([self.numbers.of_word(first, &wanted)?, self.numbers.of_word(second, &wanted)?])
    }

    /// Digits (`10 000`, `2,5`), with groups of three behind spaces: where they end, and the number, if they are one.
    pub(super) fn digits(&self, token: usize) -> Option<(usize, Option<f64>)> {
        let mut digits = self.number(token)?.to_owned();
        let mut end = token + 1;
        let plain = |form: &str| form.bytes().all(|byte| byte.is_ascii_digit());
        if digits.len() <= 3 && plain(&digits) {
            while let Some(group) = self.number(end).filter(|_| !self.text.tokens[end].joined && !self.begins_sentence(end)) {
                let whole = group.split(',').next().unwrap_or("");
                if whole.len() != 3 || !plain(whole) || group.contains([':', '.']) {
                    break;
                }
                digits.push_str(group);
                end += 1;
                if group.len() > 3 {
                    break;
                }
            }
            // What is behind the spaces may be decimals; it is no group of thousands then.
            if end > token + 1 {
                return Some((end, parse_plain(&digits.replacen(',', ".", 1))));
            }
        }
        Some((end, parse(&digits)))
    }
}

impl Amount {
    pub(super) fn of(numeral: Numeral) -> Amount {
        Amount {
            end: numeral.end,
            low: numeral.value,
            high: None,
            figures: numeral.figures,
            scaled: numeral.scale > 1.0,
            dashed: numeral.dashed,
            ratio: numeral.ratio,
        }
    }
}

/// A range of two numbers; the multiplier of the second is that of both where the first has none: `5-7 млн.`.
fn ends(low: Numeral, high: Numeral) -> Option<Amount> {
    let shared = low.scale == 1.0 && low.value < 1000.0 && low.value * high.scale < high.value;
    let start = if shared { low.value * high.scale } else { low.value };
    (start < high.value).then_some(Amount {
        end: high.end,
        low: start,
        high: Some(high.value),
        figures: high.figures,
        scaled: high.scale > 1.0,
        dashed: low.dashed || high.dashed,
        ratio: None,
    })
}

/// More digits than this are an identifier, or nonsense: a double could not hold them either.
const MOST_DIGITS: usize = 15;

/// `1.234.567,8`, `1,234,567` and `2,5`: a comma marks the fraction, stops between groups of three mark thousands.
pub(super) fn parse(form: &str) -> Option<f64> {
    let commas = form.matches(',').count();
    let thousands = |groups: &[&str]| {
        groups.len() > 1 && (1..=3).contains(&groups[0].len()) && groups[0] != "0" && groups[1..].iter().all(|group| group.len() == 3)
    };
    let by_comma: Vec<&str> = form.split(',').collect();
    // `1,234,567` and `10,000`, as English has them.
    if thousands(&by_comma) && (commas > 1 || by_comma[1] == "000") {
        return parse_plain(&by_comma.concat());
    }
    let (whole, fraction) = form.split_once(',').unwrap_or((form, ""));
    let groups: Vec<&str> = whole.split('.').collect();
    if thousands(&groups) {
        return parse_plain(&format!("{}.{fraction}", groups.concat()));
    }
    match groups.as_slice() {
        [_] => parse_plain(&format!("{whole}.{fraction}")),
        // `2.5`, as English has it.
        [_, _] if commas == 0 => parse_plain(whole),
        _ => None,
    }
}

/// Digits with at most one full stop, before the fraction.
fn parse_plain(number: &str) -> Option<f64> {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let sound = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && digits <= MOST_DIGITS;
    sound.then(|| number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_mark_fractions_and_stops_thousands() {
        assert_eq!(
            ["2,5", "1.234.567,8", "2.5", "10.000", "0.500", "1,234,567", "1.2.3", "25:61", "99.99.2020"].map(parse),
            [Some(2.5), Some(1_234_567.8), Some(2.5), Some(10_000.0), Some(0.5), Some(1_234_567.0), None, None, None]
        );
    }

    #[test]
    fn more_digits_than_a_number_has_are_none() {
        assert_eq!(parse(&"9".repeat(15)), Some(999_999_999_999_999.0));
        assert_eq!([parse(&"9".repeat(16)), parse(&"1".repeat(400))], [None, None]);
    }
}
