//! Numbers as people read them. Within a group of numbers that are read side by side, two
//! different numbers never print alike: decimals are added until they differ.

mod shares;

pub(super) use shares::shares;

use itertools::Itertools;

use super::{Numbers, Style};
use crate::number::{Algebraic, Integer, Rational};

/// Fractions with larger denominators are not read as fractions any more.
const LARGEST_DENOMINATOR: i64 = 999;

/// Numbers that need more decimals than this to differ are printed exactly, or in powers of ten.
const MOST_PLACES: usize = 12;

/// A number with a longer whole part, sign included, is printed as a power of ten.
const LONGEST_WHOLE: usize = 20;

/// So is a fraction that is longer than this.
const LONGEST_FRACTION: usize = 24;

/// Digits after the point before a power of ten, at least.
const LEAST_SCIENTIFIC: usize = 2;

const ZERO: &Algebraic = &Algebraic::ZERO;
const ONE: &Algebraic = &Algebraic::ONE;

/// A surd longer than this is printed in decimals alone.
const LONGEST_SURD: usize = 24;

/// How the numbers of one group are printed.
#[derive(Clone, Copy, Debug)]
enum Notation {
    /// The numbers themselves.
    Exact,
    /// This many digits after the point; powers of ten where the whole part is too long.
    Places(usize),
    /// The numbers themselves where they are short; else powers of ten, with this many digits.
    Short(usize),
}

/// Payoffs of one group, with their signs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payoffs<'a> {
    style: &'a Style,
    notation: Notation,
}

impl<'a> Payoffs<'a> {
    /// How to print these payoffs side by side.
    pub(super) fn of<'n>(
        style: &'a Style,
        numbers: impl IntoIterator<Item = &'n Algebraic>,
    ) -> Payoffs<'a> {
        let numbers: Vec<&Algebraic> = numbers.into_iter().collect();
        if style.numbers == Numbers::Exact {
            return Payoffs { style, notation: Notation::Exact };
        }
        let whole = |n: &&Algebraic| n.as_rational().is_some_and(Rational::is_integer);
        let least = if numbers.iter().all(whole) { 0 } else { 2 };
        let least = style.digits.unwrap_or(least);
        Payoffs { style, notation: distinct_notation(numbers, least, print) }
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
        with_minus(self.style, &print(number, self.notation))
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
    notation: Notation,
}

impl<'a> Chances<'a> {
    /// How to print these probabilities side by side.
    pub(super) fn of<'n>(
        style: &'a Style,
        chances: impl IntoIterator<Item = &'n Algebraic>,
    ) -> Chances<'a> {
        let chances: Vec<&Algebraic> = chances.into_iter().chain([ZERO, ONE]).collect();
        let digits = style.digits.unwrap_or(2);
        let print = |chance: &Algebraic, notation| print_chance(style.numbers, chance, notation);
        let notation = match style.numbers {
            Numbers::Exact => Notation::Exact,
            Numbers::Decimal => distinct_notation(chances, digits, print),
            Numbers::Default => distinct_notation(chances, digits.saturating_sub(2), print),
        };
        Chances { style, notation }
    }

    /// `61%`; in decimals or exact where the style wants that.
    pub(super) fn main(&self, chance: &Algebraic) -> String {
        with_minus(self.style, &print_chance(self.style.numbers, chance, self.notation))
    }

    /// What stands beside it: `11/18`, `0.4472 = sqrt(5)/5`; nothing where that adds nothing.
    pub(super) fn beside(&self, chance: &Algebraic) -> String {
        if self.style.numbers != Numbers::Default || *chance == Algebraic::ONE {
            return String::new();
        }
        match chance {
            Algebraic::Rational(_) => {
                let fraction = fraction(self.style, chance).unwrap_or_default();
                if fraction == self.main(chance) { String::new() } else { fraction }
            }
            Algebraic::Surd(_) => {
                let decimal = chance.to_decimal(self.style.digits.unwrap_or(4));
                let exact = with_minus(self.style, &chance.to_string());
                if exact.len() > LONGEST_SURD { decimal } else { format!("{decimal} = {exact}") }
            }
        }
    }
}

/// The shortest good form of a probability by itself: `11/18`, else `61%`.
pub(super) fn short_chance(style: &Style, chance: &Algebraic) -> String {
    fraction(style, chance).unwrap_or_else(|| Chances::of(style, [chance]).main(chance))
}

/// The shortest good form of each probability of a whole: `11/18`, else `61%`.
pub(super) fn short_shares(style: &Style, whole: &[Algebraic]) -> Vec<String> {
    let percentages = shares(style, &[whole]).remove(0);
    let short = |(chance, percentage)| fraction(style, chance).unwrap_or(percentage);
    whole.iter().zip(percentages).map(short).collect()
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
    let finite = (0..=4).map(decimal).find(is_exact).filter(|text| text.len() <= LONGEST_WHOLE);
    let text = match (style.numbers, finite) {
        (Numbers::Exact, _) => exact,
        (_, Some(finite)) => finite,
        (Numbers::Default, None) if is_readable(number) => exact,
        _ => distinct(number, style.digits.unwrap_or(2)),
    };
    with_minus(style, &text)
}

/// The number with a real minus sign where the style has one.
pub(super) fn with_minus(style: &Style, number: &str) -> String {
    if style.unicode_minus && !style.ascii { number.replace('-', "−") } else { number.into() }
}

fn distinct(number: &Rational, least: usize) -> String {
    let number = Algebraic::from(number.clone());
    print(&number, distinct_notation(vec![&number], least, print))
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
        && number.to_string().len() <= LONGEST_FRACTION
}

fn print(number: &Algebraic, notation: Notation) -> String {
    match notation {
        Notation::Exact => number.to_string(),
        Notation::Places(places) => whole_or_scientific(number, places),
        Notation::Short(places) => {
            let exact = number.to_string();
            let small =
                number.enclosure(1).iter().all(|bound| bound.abs() < Rational::new(1, 1000));
            match (exact.len() > LONGEST_FRACTION, small) {
                (false, _) => exact,
                (true, true) => scientific(number, places),
                (true, false) => whole_or_scientific(number, places),
            }
        }
    }
}

/// In decimals, unless the whole part is too long to be read.
fn whole_or_scientific(number: &Algebraic, places: usize) -> String {
    let decimal = number.to_decimal(places);
    let whole = decimal.split('.').next().map_or(0, str::len);
    if whole > LONGEST_WHOLE { scientific(number, places.max(LEAST_SCIENTIFIC)) } else { decimal }
}

/// A probability: in percent where the style has no other wish; `1-1.00e-400` if it is nearly one.
fn print_chance(numbers: Numbers, chance: &Algebraic, notation: Notation) -> String {
    match (numbers, notation) {
        (Numbers::Default, Notation::Places(places)) => format!("{}%", percentage(chance, places)),
        (_, Notation::Short(_)) if chance.to_string().len() > LONGEST_FRACTION => {
            let rest = Algebraic::ONE.minus(chance);
            if rest < *chance {
                format!("1-{}", print(&rest, notation))
            } else {
                print(chance, notation)
            }
        }
        _ => print(chance, notation),
    }
}

/// `-1.00e400`: a number that is not zero, with `places` digits after the point.
fn scientific(number: &Algebraic, places: usize) -> String {
    // An irrational number is never half way: some enclosure settles the digits.
    let mut bits = 4 * places + 32;
    loop {
        let [low, high] = number.enclosure(bits).map(|bound| rational_scientific(&bound, places));
        if low == high {
            return low;
        }
        bits *= 2;
    }
}

fn rational_scientific(number: &Rational, places: usize) -> String {
    let length = |integer: &Integer| integer.to_string().trim_start_matches('-').len();
    let (above, below) = (length(number.numerator()), length(&number.denominator()));
    // The number is between a tenth and ten of these.
    let (power, small) = (above.abs_diff(below), above < below);
    let ten = Rational::from(Integer::from(10).pow(power));
    let mut scaled = if small { number * &ten } else { number / &ten };
    let mut power = Integer::from(power) * Integer::from(if small { -1 } else { 1 });
    let (one, ten) = (Rational::ONE, Rational::from(10));
    if scaled.abs() < one {
        (scaled, power) = (&scaled * &ten, power - Integer::ONE);
    }
    let digits = scaled.to_decimal(places);
    let digits = if digits.trim_start_matches('-').starts_with("10") {
        power += Integer::ONE;
        (&scaled / &ten).to_decimal(places)
    } else {
        digits
    };
    format!("{digits}e{power}")
}

/// `61`, `0.6`: a probability times 100; at least one decimal below 1%.
fn percentage(chance: &Algebraic, places: usize) -> String {
    let hundred = Rational::from(100);
    let percent = chance.times(&hundred.into());
    let small = percent.is_positive() && percent < Algebraic::ONE;
    percent.to_decimal(if small { places.max(1) } else { places })
}

/// The fewest decimals, at least `least`, with which different numbers print differently and
/// none but zero prints as zero; powers of ten if that takes too many; exact if those do not
/// tell them apart either.
fn distinct_notation(
    mut numbers: Vec<&Algebraic>,
    least: usize,
    print: impl Fn(&Algebraic, Notation) -> String,
) -> Notation {
    numbers.push(ZERO);
    let numbers = numbers.into_iter().sorted().dedup().collect_vec();
    let differ = |notation: &Notation| {
        numbers.iter().map(|number| print(number, *notation)).tuple_windows().all(|(a, b)| a != b)
    };
    let decimal = (least..=MOST_PLACES.max(least)).map(Notation::Places);
    let short = (LEAST_SCIENTIFIC..=MOST_PLACES).map(Notation::Short);
    decimal.chain(short).find(differ).unwrap_or(Notation::Exact)
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
        let mix = [number.clone(), rational(7, 18)];
        assert_eq!(short_shares(&exact, &mix), ["11/18", "7/18"]);
        assert_eq!(short_shares(&decimal, &mix), ["0.6111", "0.3889"]);
        assert_eq!(Payoffs::of(&decimal, [&number]).fraction(&number), "0.6111");
    }

    #[test]
    fn very_large_and_very_small_numbers_are_powers_of_ten() {
        let style = Style::default();
        let read = |text: &str| Algebraic::from(text.parse::<Rational>().unwrap());
        let (large, small) = (read("1e400"), read("-1e-400"));
        assert_eq!(signed(&style, &large), "+1.00e400");
        assert_eq!(signed(&style, &small), "-1.00e-400");
        assert_eq!(signed(&style, &read("99999e400")), "+1.00e405");
        assert_eq!(signed(&style, &read("1e19")), "+10000000000000000000");
        let (near, half) = (read("1.0001e400"), read("0.5"));
        let group = Payoffs::of(&style, [&large, &near, &half]);
        assert_eq!([group.number(&large), group.number(&near)], ["1.0000e400", "1.0001e400"]);
        assert_eq!(group.number(&half), "0.5000");
        let chance = Algebraic::ONE.plus(&small);
        let chances = Chances::of(&style, [&chance, &half]);
        assert_eq!([chances.main(&chance), chances.main(&half)], ["1-1.00e-400", "1/2"]);
        assert_eq!(chances.beside(&chance), "");
        let exact = Style { numbers: Numbers::Exact, ..Style::default() };
        assert_eq!(signed(&exact, &large).len(), 402);
        assert_eq!(plain(&style, &"1e400".parse().unwrap()), "1.00e400");
    }
}
