//! Exact rational numbers.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use dashu_int::{IBig, Sign, UBig};
use dashu_ratio::RBig;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::Integer;

/// An exact rational number in lowest terms.
///
/// Reads `"2/3"`, `"0.1"`, `"-4"` and `"1e-3"` exactly; prints `"2/3"`, `"1/10"`, `"-4"`.
///
/// ```
/// use standoff::number::Rational;
/// let tenth: Rational = "0.1".parse()?;
/// assert_eq!(tenth, Rational::new(1, 10));
/// assert_eq!((tenth * Rational::from(5)).to_string(), "1/2");
/// # Ok::<(), standoff::number::ParseRationalError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rational(RBig);

impl Rational {
    /// Zero.
    pub const ZERO: Rational = Rational(RBig::ZERO);
    /// One.
    pub const ONE: Rational = Rational(RBig::ONE);

    /// The fraction `numerator / denominator`, reduced.
    ///
    /// # Panics
    /// If `denominator` is zero; [`Rational::ratio`] is the checked form.
    pub fn new(numerator: i64, denominator: i64) -> Rational {
        Rational(RBig::from_parts_signed(numerator.into(), denominator.into()))
    }

    /// The fraction `numerator / denominator`, reduced; nothing if the denominator is zero.
    pub fn ratio(numerator: Integer, denominator: Integer) -> Option<Rational> {
        (!denominator.is_zero()).then(|| Rational(RBig::from_parts_signed(numerator, denominator)))
    }

    /// The numerator in lowest terms, with the sign.
    pub fn numerator(&self) -> &Integer {
        self.0.numerator()
    }

    /// The denominator in lowest terms, positive.
    pub fn denominator(&self) -> Integer {
        IBig::from(self.0.denominator().clone())
    }

    /// Whether the number is zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether the number is above zero.
    pub fn is_positive(&self) -> bool {
        !self.is_zero() && self.0.sign() == Sign::Positive
    }

    /// Whether the number is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.sign() == Sign::Negative
    }

    /// Whether the number is an integer.
    pub fn is_integer(&self) -> bool {
        self.0.is_int()
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Rational {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// `1 / self`, or nothing for zero.
    pub fn reciprocal(&self) -> Option<Rational> {
        (!self.is_zero()).then(|| &Rational::ONE / self)
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().value()
    }

    /// The number in decimals with exactly `places` digits after the point, rounded half away
    /// from zero, with an ASCII minus sign.
    ///
    /// ```
    /// # use standoff::number::Rational;
    /// assert_eq!(Rational::new(-13, 20).to_decimal(2), "-0.65");
    /// assert_eq!(Rational::new(2, 3).to_decimal(3), "0.667");
    /// assert_eq!(Rational::new(-1, 1000).to_decimal(2), "0.00");
    /// ```
    pub fn to_decimal(&self, places: usize) -> String {
        let scaled = &self.abs().0 * RBig::from(UBig::from(10u8).pow(places));
        let doubled = scaled * RBig::from(2u8) + RBig::ONE;
        let units = (doubled / RBig::from(2u8)).floor();
        let negative = self.is_negative() && !units.is_zero();
        let digits = format!("{:0>width$}", units.to_string(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let sign = if negative { "-" } else { "" };
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

/// Why a text is not a rational number.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseRationalError {
    /// Not an integer, a decimal or a ratio.
    Malformed,
    /// The denominator is zero.
    DivisionByZero,
    /// A decimal exponent beyond ±10,000, which would take unbounded memory.
    ExponentTooLarge,
}

impl fmt::Display for ParseRationalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ParseRationalError::Malformed => "expected a number like `2/3`, `0.1` or `1e-3`",
            ParseRationalError::DivisionByZero => "division by zero",
            ParseRationalError::ExponentTooLarge => "an exponent beyond ±10000",
        })
    }
}

impl std::error::Error for ParseRationalError {}

/// Exponents beyond this are refused: `1e999999999` must not take a gigabyte.
const LARGEST_EXPONENT: i64 = 10_000;

impl FromStr for Rational {
    type Err = ParseRationalError;

    fn from_str(text: &str) -> Result<Rational, ParseRationalError> {
        match text.split_once('/') {
            None => decimal(text.trim()),
            Some((above, below)) => {
                let (above, below) = (decimal(above.trim())?, decimal(below.trim())?);
                let inverse = below.reciprocal().ok_or(ParseRationalError::DivisionByZero)?;
                Ok(above * inverse)
            }
        }
    }
}

/// `[+-] digits [. digits] [e [+-] digits]`, at least one digit before the exponent.
fn decimal(text: &str) -> Result<Rational, ParseRationalError> {
    use ParseRationalError::{ExponentTooLarge, Malformed};
    let (negative, unsigned) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        None => (unsigned, 0),
        Some((mantissa, exponent)) => (mantissa, exponent_value(exponent)?),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Malformed);
    }
    let magnitude: UBig = digits.parse().map_err(|_| Malformed)?;
    let fraction_digits = i64::try_from(fraction.len()).map_err(|_| ExponentTooLarge)?;
    let exponent = exponent - fraction_digits;
    let power = UBig::from(10u8).pow(usize::try_from(exponent.unsigned_abs()).unwrap_or_default());
    let sign = if negative { Sign::Negative } else { Sign::Positive };
    let (above, below) =
        if exponent < 0 { (magnitude, power) } else { (magnitude * power, UBig::ONE) };
    Ok(Rational(RBig::from_parts(IBig::from_parts(sign, above), below)))
}

fn exponent_value(text: &str) -> Result<i64, ParseRationalError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ParseRationalError::Malformed);
    }
    match text.parse::<i64>() {
        Ok(exponent) if exponent.abs() <= LARGEST_EXPONENT => Ok(exponent),
        _ => Err(ParseRationalError::ExponentTooLarge),
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_integer() {
            f.pad(&self.numerator().to_string())
        } else {
            f.pad(&format!("{}/{}", self.numerator(), self.0.denominator()))
        }
    }
}

/// As everywhere in JSON: `{ "exact": "11/18", "value": 0.611… }`.
impl Serialize for Rational {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut number = serializer.serialize_struct("Number", 2)?;
        number.serialize_field("exact", &self.to_string())?;
        number.serialize_field("value", &self.to_f64())?;
        number.end()
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Rational {
        Rational(RBig::from(value))
    }
}

impl From<Integer> for Rational {
    fn from(value: Integer) -> Rational {
        Rational(RBig::from(value))
    }
}

impl PartialEq<i64> for Rational {
    fn eq(&self, other: &i64) -> bool {
        self.is_integer() && i64::try_from(self.numerator()) == Ok(*other)
    }
}

impl PartialOrd<i64> for Rational {
    fn partial_cmp(&self, other: &i64) -> Option<Ordering> {
        self.partial_cmp(&Rational::from(*other))
    }
}

/// The four operations, for values and references alike.
macro_rules! operation {
    ($operation:ident, $method:ident) => {
        impl $operation for Rational {
            type Output = Rational;
            fn $method(self, other: Rational) -> Rational {
                Rational($operation::$method(self.0, other.0))
            }
        }
        impl $operation<&Rational> for Rational {
            type Output = Rational;
            fn $method(self, other: &Rational) -> Rational {
                Rational($operation::$method(self.0, &other.0))
            }
        }
        impl $operation<Rational> for &Rational {
            type Output = Rational;
            fn $method(self, other: Rational) -> Rational {
                Rational($operation::$method(&self.0, other.0))
            }
        }
        impl $operation<&Rational> for &Rational {
            type Output = Rational;
            fn $method(self, other: &Rational) -> Rational {
                Rational($operation::$method(&self.0, &other.0))
            }
        }
    };
}
operation!(Add, add);
operation!(Sub, sub);
operation!(Mul, mul);
operation!(Div, div);

macro_rules! assignment {
    ($operation:ident, $method:ident) => {
        impl $operation for Rational {
            fn $method(&mut self, other: Rational) {
                $operation::$method(&mut self.0, other.0);
            }
        }
        impl $operation<&Rational> for Rational {
            fn $method(&mut self, other: &Rational) {
                $operation::$method(&mut self.0, &other.0);
            }
        }
    };
}
assignment!(AddAssign, add_assign);
assignment!(SubAssign, sub_assign);
assignment!(MulAssign, mul_assign);

impl Neg for Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        Rational(-self.0)
    }
}

impl Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        Rational(-&self.0)
    }
}

impl Sum for Rational {
    fn sum<I: Iterator<Item = Rational>>(terms: I) -> Rational {
        terms.fold(Rational::ZERO, |total, term| total + term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, ParseRationalError> {
        text.parse::<Rational>().map(|number| number.to_string())
    }

    #[test]
    fn reads_what_users_write_exactly() {
        for (text, exact) in [
            ("2/3", "2/3"),
            ("0.1", "1/10"),
            (".5", "1/2"),
            ("1.", "1"),
            ("-4/6", "-2/3"),
            ("+3", "3"),
            ("1e-3", "1/1000"),
            ("1.5E2", "150"),
            ("0.5/0.25", "2"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(exact), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        use ParseRationalError::{DivisionByZero, ExponentTooLarge, Malformed};
        for text in ["", ".", "-", "1e", "four", "1_000", "1/2/3", "٣", "0x10", "--1", "1 2"] {
            assert_eq!(read(text), Err(Malformed), "{text}");
        }
        assert_eq!(read("1/0"), Err(DivisionByZero));
        assert_eq!(read("1e99999999999999999999"), Err(ExponentTooLarge));
        assert_eq!(read("1e10001"), Err(ExponentTooLarge));
    }

    #[test]
    fn decimals_are_rounded_half_away_from_zero() {
        assert_eq!(Rational::new(5, 1000).to_decimal(2), "0.01");
        assert_eq!(Rational::new(-5, 1000).to_decimal(2), "-0.01");
        assert_eq!(Rational::new(999, 1000).to_decimal(2), "1.00");
        assert_eq!(Rational::new(7, 2).to_decimal(0), "4");
    }
}
