//! Numbers with what they count: sums, percentages, quantities.

use super::numerals::Amount;
use super::{Reader, Reading};
use crate::article::EntityType;
use crate::language::{NumberWord, Ratio};
use crate::text::TokenKind;

/// An amount of something, or a range.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measure {
    pub end: usize,
    kind: EntityType,
    pub unit: String,
    pub low: f64,
    pub high: Option<f64>,
}

/// Units that people say together with the smaller one: `1 час и 20 минути`.
const SMALLER: [(&str, &str, f64); 10] = [
    ("a", "mo", 12.0),
    ("wk", "d", 7.0),
    ("d", "h", 24.0),
    ("h", "min", 60.0),
    ("min", "s", 60.0),
    ("km", "m", 1000.0),
    ("m", "cm", 100.0),
    ("cm", "mm", 10.0),
    ("t", "kg", 1000.0),
    ("kg", "g", 1000.0),
];
const TEMPERATURES: [&str; 3] = ["Cel", "[degF]", "K"];

impl Reader<'_, '_> {
    /// `2,3 млрд. лв.`, `от 10% до 15%`, `$348 млрд.`, `километър и половина`, `10км`.
    pub(super) fn measured(&self, token: usize) -> Option<Reading> {
        let measure = self
            .measure(token)
            .or_else(|| self.measures_between(token))
            .or_else(|| self.sum_behind_currency(token))
            .or_else(|| self.one_and_a_half(token))
            .or_else(|| self.glued(token))?;
        Some(Reading { end: measure.end, kind: measure.kind, value: Some(measure.value()) })
    }

    /// An amount with its unit, and with a smaller unit or a second end behind it.
    pub(super) fn measure(&self, token: usize) -> Option<Measure> {
        let amount = self.amount(token)?;
        let measure = self.with_unit(amount)?;
        if measure.high.is_some() {
            return Some(measure);
        }
        let measure = self.with_rest(measure);
        let second = self.behind_joiner(measure.end, None).and_then(|second| self.single(second));
        Some(second.and_then(|second| measure.clone().up_to(second)).unwrap_or(measure))
    }

    /// `от 10% до 15%`: each end with its unit.
    fn measures_between(&self, token: usize) -> Option<Measure> {
        let joiner = self.opens_range(token)?;
        let low = self.single(token + 1)?;
        let high = self.single(self.behind_joiner(low.end, Some(joiner))?)?;
        low.up_to(high)
    }

    /// One number with its unit.
    fn single(&self, token: usize) -> Option<Measure> {
        let numeral = self.signed(token)?;
        self.with_unit(Amount::of(numeral)).map(|measure| self.with_rest(measure))
    }

    fn with_unit(&self, amount: Amount) -> Option<Measure> {
        let at = amount.end;
        // A code behind `млн.` looks like the beginning of a sentence and is none.
        if self.begins_sentence(at) && !self.is_code(at) {
            return None;
        }
        let (end, kind, unit, factor) = self.counted(at, &amount)?;
        let mut measure = Measure { end, kind, unit, low: amount.low * factor, high: amount.high.map(|high| high * factor) };
        if kind != EntityType::Percent {
            measure.end = self.with_stop(end);
        }
        let sign = self.next(measure.end, |word| if let NumberWord::SignAfter(sign) = word { Some(*sign) } else { None });
        if let Some((end, sign)) = sign {
            measure.end = end;
            // Of a range below nought the second end is the lower one.
            (measure.low, measure.high) = match measure.high {
                Some(high) if sign < 0.0 => (-high, Some(-measure.low)),
                high => (measure.low * sign, high),
            };
        }
        // A hyphen before a sum begins a line of a list; before a temperature or a share it is a sign.
        let negative = kind == EntityType::Percent || TEMPERATURES.contains(&measure.unit.as_str());
        (negative || !amount.dashed).then_some(measure)
    }

    /// What is counted at a token: where it ends, its code, and what one of it is of the code's unit.
    fn counted(&self, at: usize, amount: &Amount) -> Option<(usize, EntityType, String, f64)> {
        use NumberWord::{Currency, Percent, Subunit, Unit, UnitOne};
        let one = amount.high.is_none() && amount.low <= 1.0;
        let (end, (kind, unit, factor)) = self.at(at, |word| match word {
            Currency(code) => Some((EntityType::Money, sole(code), 1.0)),
            Subunit(code) => Some((EntityType::Money, sole(code), 0.01)),
            Percent(unit) => Some((EntityType::Percent, unit.clone(), 1.0)),
            Unit(unit) => Some((EntityType::Quantity, unit.clone(), 1.0)),
            UnitOne(unit) if one => Some((EntityType::Quantity, unit.clone(), 1.0)),
            _ => None,
        })?;
        let word = self.text.form(at);
        // One letter without its stop is a unit only right behind digits: `5 m`, not `5 А`.
        let clear = kind != EntityType::Quantity
            || end > at + 1
            || word.chars().any(|c| !c.is_alphabetic())
            || word.chars().count() > 1
            || amount.figures && !word.starts_with(char::is_uppercase);
        clear.then_some((end, kind, unit, factor))
    }

    /// The measure with the half or the smaller unit that goes on it: `6 лева и 40 стотинки`, `два часа и половина`.
    fn with_rest(&self, mut measure: Measure) -> Measure {
        let half = self.next(measure.end, |word| if let NumberWord::AddedFraction(added) = word { Some(*added) } else { None });
        if let Some((end, added)) = half.filter(|_| measure.low.fract() == 0.0) {
            measure.low += added;
            measure.end = end;
            return measure;
        }
        while let Some((end, low, unit)) = self.smaller(&measure) {
            (measure.end, measure.low, measure.unit) = (end, low, unit);
        }
        measure
    }

    fn smaller(&self, measure: &Measure) -> Option<(usize, f64, String)> {
        let start = self.behind_and(measure.end);
        if self.begins_sentence(start) || measure.low.fract() != 0.0 || measure.low < 0.0 {
            return None;
        }
        let numeral = self.numeral(start).filter(|numeral| numeral.value.fract() == 0.0)?;
        if measure.kind == EntityType::Money {
            let (end, codes) =
                self.next(numeral.end, |word| if let NumberWord::Subunit(codes) = word { Some(codes.clone()) } else { None })?;
            let fits = codes.split('/').any(|code| code == measure.unit) && numeral.value < 100.0;
            return fits.then(|| (self.with_stop(end), measure.low + numeral.value / 100.0, measure.unit.clone()));
        }
        let (_, unit, factor) = SMALLER.iter().find(|(unit, _, _)| *unit == measure.unit)?;
        let (end, _) =
            self.next(numeral.end, |word| if let NumberWord::Unit(found) = word { (found == unit).then_some(()) } else { None })?;
        (numeral.value < *factor).then(|| (self.with_stop(end), measure.low * factor + numeral.value, (*unit).to_owned()))
    }

    /// `$348 млрд.`, `€ 5-10`, `EUR 20`.
    fn sum_behind_currency(&self, token: usize) -> Option<Measure> {
        if self.text.tokens[token].kind != TokenKind::Symbol && !self.is_code(token) {
            return None;
        }
        let (end, unit) = self.at(token, |word| if let NumberWord::Currency(code) = word { Some(sole(code)) } else { None })?;
        let amount = self.amount(end).filter(|amount| !amount.dashed)?;
        Some(Measure { end: amount.end, kind: EntityType::Money, unit, low: amount.low, high: amount.high })
    }

    /// Whether a token can be a code of ISO 4217.
    fn is_code(&self, token: usize) -> bool {
        self.text.is_kind(token, TokenKind::Word)
            && self.text.form(token).len() == 3
            && self.text.form(token).bytes().all(|byte| byte.is_ascii_uppercase())
    }

    /// `километър и половина`: one, which is not said.
    fn one_and_a_half(&self, token: usize) -> Option<Measure> {
        if self.text.tokens[token].kind != TokenKind::Word {
            return None;
        }
        let one = Amount { end: token, low: 1.0, high: None, figures: false, scaled: false, dashed: false, ratio: None };
        let (end, kind, unit, factor) = self.counted(token, &one)?;
        let (end, added) = self.next(end, |word| if let NumberWord::AddedFraction(added) = word { Some(*added) } else { None })?;
        Some(Measure { end, kind, unit, low: (1.0 + added) * factor, high: None })
    }

    /// A number and its unit in one word: `10км`, `5-процентен`.
    fn glued(&self, token: usize) -> Option<Measure> {
        let word = self.text.is_kind(token, TokenKind::Word).then(|| self.text.lower(token))?;
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',' || c == '.');
        let low = super::numerals::parse(&word[..word.len() - unit.len()])?;
        // Behind a hyphen stand the endings of ordinals too: `81-вата` is no `81 вата`.
        let hyphen = unit.starts_with('-');
        let (kind, unit, factor) = self.numbers.of_word(unit.trim_start_matches('-'), |word| match word {
            NumberWord::Percent(unit) => Some((EntityType::Percent, unit.clone(), 1.0)),
            NumberWord::Currency(code) if !hyphen => Some((EntityType::Money, sole(code), 1.0)),
            NumberWord::Subunit(code) if !hyphen => Some((EntityType::Money, sole(code), 0.01)),
            NumberWord::Unit(unit) if !hyphen => Some((EntityType::Quantity, unit.clone(), 1.0)),
            _ => None,
        })?;
        Some(Measure { end: self.with_stop(token + 1), kind, unit, low: low * factor, high: None })
    }

    /// A large number without a unit (`половин милион`), or a share (`две трети`, `2/3 от`).
    pub(super) fn number_alone(&self, token: usize) -> Option<Reading> {
        let amount = self.amount(token).filter(|amount| !amount.dashed)?;
        let alone = |value| Some(Reading { end: amount.end, kind: EntityType::Quantity, value: Some(value) });
        if amount.scaled {
            let high = amount.high.map_or(String::new(), |high| format!("..{}", decimal(high)));
            return alone(format!("{}{high}", decimal(amount.low)));
        }
        let Ratio(numerator, denominator) = amount.ratio?;
        let of = self.is_listed(amount.end, &self.numbers.share_words);
        let words = self.number(token).is_none();
        // `една трета страна` is no share, and `половина` none that is measured.
        let clear = words && amount.end > token + 1 && (numerator > 1 || !self.text.is_kind(amount.end, TokenKind::Word));
        let divisor = common_divisor(numerator, denominator);
        let said = words && amount.end > token + 1 || !words;
        if clear || of && said { alone(format!("{}/{}", numerator / divisor, denominator / divisor)) } else { None }
    }
}

impl Measure {
    /// The range from here to a greater amount of the same.
    fn up_to(self, high: Measure) -> Option<Measure> {
        let fits = self.kind == high.kind && self.unit == high.unit && self.high.is_none() && high.high.is_none() && self.low < high.low;
        fits.then_some(Measure { end: high.end, high: Some(high.low), ..self })
    }

    fn value(&self) -> String {
        let amount = |number: f64| {
            let written = decimal(number);
            // A sum with a fraction has its hundredths.
            let tenths = self.kind == EntityType::Money && written.split_once('.').is_some_and(|(_, fraction)| fraction.len() == 1);
            if tenths { written + "0" } else { written }
        };
        let high = self.high.map_or(String::new(), |high| format!("..{}", amount(high)));
        format!("{}{high} {}", amount(self.low), self.unit)
    }
}

/// A code that may be several stands for none: no code is better than a wrong one. `XXX` is ISO 4217's for no currency.
fn sole(codes: &str) -> String {
    if codes.contains('/') { "XXX".to_owned() } else { codes.to_owned() }
}

/// A number without an exponent, of at most six decimals. What fifteen digits do not hold is an error of the binary fraction.
fn decimal(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let whole = format!("{:.0}", rounded.trunc().abs()).len();
    let written = format!("{rounded:.*}", 15usize.saturating_sub(whole).min(6));
    let written = if written.contains('.') { written.trim_end_matches('0').trim_end_matches('.') } else { &written };
    if written == "-0" { "0".to_owned() } else { written.to_owned() }
}

fn common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_exponent_or_binary_dust() {
        assert_eq!(
            [2.3 * 1e9, 1.1 * 1e12, 0.1 + 0.2, 2.0 / 3.0, 8_589_934_592.69, -0.0, 1e21].map(decimal),
            ["2300000000", "1100000000000", "0.3", "0.666667", "8589934592.69", "0", "1000000000000000000000"]
        );
    }
}
