//! Numbers as people read them. Within a group of numbers that are read side by side, two
//! different numbers never print alike: decimals are added until they differ.

use itertools::Itertools;

use super::{Numbers, Style};
use crate::number::{Algebraic, Integer, Rational};

/// Fractions with larger denominators are not read as fractions any more.
const LARGEST_DENOMINATOR: i64 = 999;

/// Numbers that need more decimals than this to differ are printed exactly.
const MOST_PLACES: usize = 12;

const ZERO: &Algebraic = &Algebraic::ZERO;
const ONE: &Algebraic = &Algebraic::ONE;

/// A surd longer than this is printed in decimals alone.
const LONGEST_SURD: usize = 24;

/// Payoffs of one group, with their signs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payoffs<'a> {
    style: &'a Style,
    /// Digits after the point; `None`: exact.
    places: Option<usize>,
}

impl<'a> Payoffs<'a> {
    /// How to print these payoffs side by side.
    pub(super) fn of<'n>(
        style: &'a Style,
        numbers: impl IntoIterator<Item = &'n Algebraic>,
    ) -> Payoffs<'a> {
        let numbers: Vec<&Algebraic> = numbers.into_iter().collect();
        if style.numbers == Numbers::Exact {
            return Payoffs { style, places: None };
        }
        let whole = |n: &&Algebraic| n.as_rational().is_some_and(Rational::is_integer);
        let least = if numbers.iter().all(whole) { 0 } else { 2 };
        let least = style.digits.unwrap_or(least);
        Payoffs { style, places: distinct_places(numbers, least, Algebraic::to_decimal) }
    }

    /// The number with its sign: `+0.48`, `−0.65`, `0.00`.
    pub(super) fn signed(&self, number: &Algebraic) -> String {
        let unsigned = self.number(number);
        if number.is_positive() && !unsigned.starts_with('(') {
            format!("+{unsigned}")
        } else {
            unsigned
        }
    }

    /// The number, with a sign only if it is negative.
    pub(super) fn number(&self, number: &Algebraic) -> String {
        let digits = match self.places {
            Some(places) => number.to_decimal(places),
            None => number.to_string(),
        };
        with_minus(self.style, &digits)
    }

    /// The number as a fraction if it is a readable one, else in decimals: `−13/20`.
    pub(super) fn fraction(&self, number: &Algebraic) -> String {
        match fraction(self.style, number) {
            Some(fraction) => fraction,
            None => self.number(number),
        }
    }
}

/// Probabilities of one group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chances<'a> {
    style: &'a Style,
    /// Digits after the point; `None`: exact.
    places: Option<usize>,
}

impl<'a> Chances<'a> {
    /// How to print these probabilities side by side.
    pub(super) fn of<'n>(
        style: &'a Style,
        chances: impl IntoIterator<Item = &'n Algebraic>,
    ) -> Chances<'a> {
        let chances: Vec<&Algebraic> = chances.into_iter().chain([ZERO, ONE]).collect();
        let places = match (style.numbers, style.digits) {
            (Numbers::Exact, _) => None,
            (Numbers::Decimal, digits) => {
                distinct_places(chances, digits.unwrap_or(2), Algebraic::to_decimal)
            }
            (Numbers::Default, digits) => {
                distinct_places(chances, digits.unwrap_or(2).saturating_sub(2), percentage)
            }
        };
        Chances { style, places }
    }

    /// `61%`; in decimals or exact where the style wants that.
    pub(super) fn main(&self, chance: &Algebraic) -> String {
        match (self.style.numbers, self.places) {
            (Numbers::Default, Some(places)) => format!("{}%", percentage(chance, places)),
            (Numbers::Decimal, Some(places)) => chance.to_decimal(places),
            _ => with_minus(self.style, &chance.to_string()),
        }
    }

    /// What stands beside it: `11/18`, `0.4472 = sqrt(5)/5`; nothing where that adds nothing.
    pub(super) fn beside(&self, chance: &Algebraic) -> String {
        if self.style.numbers != Numbers::Default || *chance == Algebraic::ONE {
            return String::new();
        }
        match chance {
            Algebraic::Rational(_) => fraction(self.style, chance).unwrap_or_default(),
            Algebraic::Surd(_) => {
                let decimal = chance.to_decimal(self.style.digits.unwrap_or(4));
                let exact = with_minus(self.style, &chance.to_string());
                if exact.len() > LONGEST_SURD { decimal } else { format!("{decimal} = {exact}") }
            }
        }
    }

    /// The shortest good form, for a sentence: `11/18`, else `61%`.
    pub(super) fn short(&self, chance: &Algebraic) -> String {
        fraction(self.style, chance).unwrap_or_else(|| self.main(chance))
    }
}

/// The number with a sign, printed for itself.
pub(super) fn signed(style: &Style, number: &Algebraic) -> String {
    Payoffs::of(style, [number]).signed(number)
}

/// A weight, a score, a share in points: as it is written, in decimals if those are short.
pub(super) fn plain(style: &Style, number: &Rational) -> String {
    let exact = number.to_string();
    let decimal = |places| number.to_decimal(places);
    let is_exact = |text: &String| text.parse::<Rational>().as_ref() == Ok(number);
    let finite = (0..=4).map(decimal).find(is_exact);
    let text = match (style.numbers, finite) {
        (Numbers::Exact, _) => exact,
        (_, Some(finite)) => finite,
        (Numbers::Default, None) if is_readable(number) => exact,
        _ => distinct(number, style.digits.unwrap_or(2)),
    };
    with_minus(style, &text)
}

/// A percentage without its fraction: `33%`; exact where the style wants that.
pub(super) fn share(style: &Style, share: &Rational) -> String {
    let share = Algebraic::from(share.clone());
    Chances::of(style, [&share]).main(&share)
}

/// The number with a real minus sign where the style has one.
pub(super) fn with_minus(style: &Style, number: &str) -> String {
    if style.unicode_minus && !style.ascii { number.replace('-', "−") } else { number.into() }
}

fn distinct(number: &Rational, least: usize) -> String {
    let number = Algebraic::from(number.clone());
    let places = distinct_places(vec![&number], least, Algebraic::to_decimal);
    places.map_or_else(|| number.to_string(), |places| number.to_decimal(places))
}

fn fraction(style: &Style, number: &Algebraic) -> Option<String> {
    let rational = number.as_rational()?;
    let shown = match style.numbers {
        Numbers::Exact => true,
        Numbers::Decimal => false,
        Numbers::Default => is_readable(rational),
    };
    shown.then(|| with_minus(style, &rational.to_string()))
}

fn is_readable(number: &Rational) -> bool {
    number.denominator() <= Integer::from(LARGEST_DENOMINATOR)
}

/// `61`, `0.6`: a probability times 100; at least one decimal below 1%.
fn percentage(chance: &Algebraic, places: usize) -> String {
    let hundred = Rational::from(100);
    let percent = chance.times(&hundred.into());
    let small = percent.is_positive() && percent < Algebraic::ONE;
    percent.to_decimal(if small { places.max(1) } else { places })
}

/// The fewest decimals, at least `least`, with which different numbers print differently and
/// none but zero prints as zero; `None` if that takes too many.
fn distinct_places(
    mut numbers: Vec<&Algebraic>,
    least: usize,
    print: impl Fn(&Algebraic, usize) -> String,
) -> Option<usize> {
    numbers.push(ZERO);
    let numbers = numbers.into_iter().sorted().dedup().collect_vec();
    let differ = |places: &usize| {
        numbers.iter().map(|number| print(number, *places)).tuple_windows().all(|(a, b)| a != b)
    };
    (least..=MOST_PLACES.max(least)).find(differ)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rational(numerator: i64, denominator: i64) -> Algebraic {
        Rational::new(numerator, denominator).into()
    }

    #[test]
    fn different_numbers_never_print_alike() {
        let style = Style::default();
        let (a, b) = (rational(-17, 20), rational(-8501, 10000));
        let group = Payoffs::of(&style, [&a, &b]);
        assert_eq!([group.signed(&a), group.signed(&b)], ["-0.8500", "-0.8501"]);
        let tiny = Rational::ratio(1.into(), "1000000000000000000".parse().unwrap());
        let tiny = Algebraic::from(tiny.unwrap());
        assert_eq!(Payoffs::of(&style, [&tiny]).signed(&tiny), "+1/1000000000000000000");
    }

    #[test]
    fn payoffs_have_signs_and_two_decimals_unless_all_are_whole() {
        let style = Style { unicode_minus: true, ..Style::default() };
        let (a, b) = (rational(-13, 20), rational(2, 1));
        let group = Payoffs::of(&style, [&a, &b, &Algebraic::ZERO]);
        assert_eq!(group.signed(&a), "−0.65");
        assert_eq!(group.signed(&b), "+2.00");
        assert_eq!(group.signed(&Algebraic::ZERO), "0.00");
        assert_eq!(group.fraction(&a), "−13/20");
        assert_eq!(signed(&style, &b), "+2");
    }

    #[test]
    fn certain_and_impossible_are_said_of_nothing_else() {
        let style = Style::default();
        let (a, b) = (rational(1, 170), rational(169, 170));
        let group = Chances::of(&style, [&a, &b]);
        assert_eq!([group.main(&a), group.main(&b)], ["0.6%", "99%"]);
        let (a, b) = (rational(1, 1000), rational(999, 1000));
        let group = Chances::of(&style, [&a, &b]);
        assert_eq!([group.main(&a), group.main(&b)], ["0.1%", "99.9%"]);
        let golden = Algebraic::square_root(&Rational::new(1, 5));
        assert_eq!(Chances::of(&style, [&golden]).beside(&golden), "0.4472 = sqrt(5)/5");
    }

    #[test]
    fn a_style_may_want_everything_exact_or_in_decimals() {
        let exact = Style { numbers: Numbers::Exact, ..Style::default() };
        let decimal = Style { numbers: Numbers::Decimal, digits: Some(4), ..Style::default() };
        let number = rational(11, 18);
        assert_eq!(signed(&exact, &number), "+11/18");
        assert_eq!(Chances::of(&exact, [&number]).short(&number), "11/18");
        assert_eq!(Chances::of(&decimal, [&number]).short(&number), "0.6111");
        assert_eq!(Payoffs::of(&decimal, [&number]).fraction(&number), "0.6111");
    }
}
