//! Numbers of one quadratic field: a rational, or `a + b√c` with `a`, `b` rational.
//!
//! A support of two options for each of three players leads to one quadratic equation; all its
//! probabilities and payoffs lie in the field ℚ(√c) of that equation's discriminant. Sums,
//! products, quotients and signs are exact:
//!
//! $$ \operatorname{sign}(a + b\sqrt c) = \operatorname{sign}(a) \text{ if } a^2 > b^2 c,
//!    \text{ else } \operatorname{sign}(b). $$

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;

use dashu_int::UBig;
use dashu_int::ops::{SquareRoot, UnsignedAbs};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Integer, Rational};

/// A rational or a quadratic surd: what a probability of an exact equilibrium may be.
///
/// ```
/// use standoff::number::{Algebraic, Rational};
/// let root = Algebraic::square_root(&Rational::from(2));
/// assert_eq!(root.times(&root), Algebraic::from(Rational::from(2)));
/// assert_eq!(root.to_string(), "sqrt(2)");
/// ```
#[derive(Clone, Debug, Eq)]
#[non_exhaustive]
pub enum Algebraic {
    /// A rational number.
    Rational(Rational),
    /// An irrational number `a + b√c`.
    Surd(Surd),
}

/// `a + b√c` with `b ≠ 0` and `c > 1` an integer without small square factors, not a square.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surd {
    a: Rational,
    b: Rational,
    c: Integer,
    squarefree: bool,
}

impl Surd {
    /// The rational part `a`.
    pub fn rational_part(&self) -> &Rational {
        &self.a
    }

    /// The coefficient `b` of the root.
    pub fn coefficient(&self) -> &Rational {
        &self.b
    }

    /// The root `√c` itself, which spans the number's field.
    pub fn root(&self) -> Algebraic {
        Algebraic::Surd(Surd { a: Rational::ZERO, b: Rational::ONE, ..self.clone() })
    }

    /// The integer `c` under the root.
    pub fn radicand(&self) -> &Integer {
        &self.c
    }
}

/// Square factors are removed up to this prime; a cofactor below its cube is then proved
/// squarefree. Smaller, and fewer surds print as surds; larger, and the division takes time.
const LARGEST_TRIAL_DIVISOR: u32 = 1 << 16;

impl Algebraic {
    /// Zero.
    pub const ZERO: Algebraic = Algebraic::Rational(Rational::ZERO);
    /// One.
    pub const ONE: Algebraic = Algebraic::Rational(Rational::ONE);

    /// The square root of a number that is not negative (of its absolute value otherwise).
    pub fn square_root(square: &Rational) -> Algebraic {
        // √(p/q) = √(pq) / q.
        let product = square.numerator() * square.denominator();
        let (root, rest, squarefree) = without_squares(product.unsigned_abs());
        let Some(scale) = Rational::ratio(root.into(), square.denominator()) else {
            return Algebraic::ZERO;
        };
        Algebraic::build(Rational::ZERO, scale, Integer::from(rest), squarefree)
    }

    fn build(a: Rational, b: Rational, c: Integer, squarefree: bool) -> Algebraic {
        if b.is_zero() || c.is_zero() {
            Algebraic::Rational(a)
        } else if c.is_one() {
            Algebraic::Rational(a + b)
        } else {
            Algebraic::Surd(Surd { a, b, c, squarefree })
        }
    }

    /// The number as a rational, if it is one.
    pub fn as_rational(&self) -> Option<&Rational> {
        match self {
            Algebraic::Rational(rational) => Some(rational),
            Algebraic::Surd(_) => None,
        }
    }

    /// Whether the number is zero.
    pub fn is_zero(&self) -> bool {
        self.as_rational().is_some_and(Rational::is_zero)
    }

    /// Whether the number is above zero.
    pub fn is_positive(&self) -> bool {
        self.sign() == Ordering::Greater
    }

    /// Whether the number is below zero.
    pub fn is_negative(&self) -> bool {
        self.sign() == Ordering::Less
    }

    /// The number compared with zero, exactly.
    pub fn sign(&self) -> Ordering {
        match self {
            Algebraic::Rational(a) => a.cmp(&Rational::ZERO),
            Algebraic::Surd(Surd { a, b, c, .. }) => {
                let root_wins = a * a < b * b * Rational::from(c.clone());
                (if root_wins { b } else { a }).cmp(&Rational::ZERO)
            }
        }
    }

    /// Whether two numbers lie in one quadratic field, so that they can be added and multiplied.
    pub fn shares_field(&self, other: &Algebraic) -> bool {
        other.in_field_of(self).is_some()
    }

    /// `(a, b, x, y)`, the root `c`, and whether it is proved squarefree, such that the numbers
    /// are `a + b√c` and `x + y√c`.
    ///
    /// # Panics
    /// If the numbers lie in different fields. Every profile is checked to lie in one.
    fn over_common_root(&self, other: &Algebraic) -> ([Rational; 4], Integer, bool) {
        let other = other.in_field_of(self).expect("numbers of one quadratic field");
        let parts = |number: &Algebraic| match number {
            Algebraic::Rational(a) => (a.clone(), Rational::ZERO),
            Algebraic::Surd(s) => (s.a.clone(), s.b.clone()),
        };
        let ((a, b), (x, y)) = (parts(self), parts(&other));
        let (c, squarefree) = match (self, &other) {
            (Algebraic::Surd(s), _) | (_, Algebraic::Surd(s)) => (s.c.clone(), s.squarefree),
            _ => (Integer::ONE, true),
        };
        ([a, b, x, y], c, squarefree)
    }

    /// `self + other`.
    ///
    /// # Panics
    /// If the numbers lie in different quadratic fields ([`Algebraic::shares_field`]).
    #[must_use]
    pub fn plus(&self, other: &Algebraic) -> Algebraic {
        if let (Algebraic::Rational(a), Algebraic::Rational(b)) = (self, other) {
            return Algebraic::Rational(a + b);
        }
        let ([a, b, x, y], c, squarefree) = self.over_common_root(other);
        Algebraic::build(a + x, b + y, c, squarefree)
    }

    /// `self - other`.
    ///
    /// # Panics
    /// If the numbers lie in different quadratic fields ([`Algebraic::shares_field`]).
    #[must_use]
    pub fn minus(&self, other: &Algebraic) -> Algebraic {
        self.plus(&other.negated())
    }

    /// `-self`.
    #[must_use]
    pub fn negated(&self) -> Algebraic {
        match self {
            Algebraic::Rational(a) => Algebraic::Rational(-a),
            Algebraic::Surd(s) => Algebraic::Surd(Surd { a: -&s.a, b: -&s.b, ..s.clone() }),
        }
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Algebraic {
        if self.is_negative() { self.negated() } else { self.clone() }
    }

    /// `self × other`.
    ///
    /// # Panics
    /// If the numbers lie in different quadratic fields ([`Algebraic::shares_field`]).
    #[must_use]
    pub fn times(&self, other: &Algebraic) -> Algebraic {
        if let (Algebraic::Rational(a), Algebraic::Rational(b)) = (self, other) {
            return Algebraic::Rational(a * b);
        }
        let ([a, b, x, y], c, squarefree) = self.over_common_root(other);
        let root = Rational::from(c.clone());
        Algebraic::build(&a * &x + &b * &y * root, a * y + b * x, c, squarefree)
    }

    /// `self / other`, or nothing if `other` is zero.
    ///
    /// # Panics
    /// If the numbers lie in different quadratic fields ([`Algebraic::shares_field`]).
    pub fn over(&self, other: &Algebraic) -> Option<Algebraic> {
        let ([_, _, x, y], c, squarefree) = self.over_common_root(other);
        let norm = &x * &x - &y * &y * Rational::from(c.clone());
        let inverse = norm.reciprocal()?;
        let conjugate = Algebraic::build(x * &inverse, -(y * inverse), c, squarefree);
        Some(self.times(&conjugate))
    }

    /// The nearest double, or next to it.
    pub fn to_f64(&self) -> f64 {
        match self {
            Algebraic::Rational(a) => a.to_f64(),
            Algebraic::Surd(_) => {
                // An irrational number is never half way: some enclosure settles the double.
                let mut bits = 64;
                loop {
                    let [low, high] = self.enclosure(bits).map(|bound| bound.to_f64());
                    if low.total_cmp(&high).is_eq() {
                        return low;
                    }
                    bits *= 2;
                }
            }
        }
    }

    /// The same number written over the root of `field`, where it lies in that field.
    fn in_field_of(&self, field: &Algebraic) -> Option<Algebraic> {
        let (Algebraic::Surd(s), Algebraic::Surd(t)) = (self, field) else {
            return Some(self.clone());
        };
        if s.c == t.c {
            return Some(self.clone());
        }
        // √c = √(cd)/d·√d, rational exactly when cd is a square.
        let product = (&s.c * &t.c).unsigned_abs();
        let root = product.sqrt();
        let scale = Rational::ratio(root.clone().into(), t.c.clone())?;
        (&root * &root == product)
            .then(|| Algebraic::build(s.a.clone(), &s.b * scale, t.c.clone(), t.squarefree))
    }

    /// Rational bounds that are proved to contain the number, at most `2^-bits` of its size (or
    /// of one, if it is smaller) apart.
    pub fn enclosure(&self, bits: usize) -> [Rational; 2] {
        let Algebraic::Surd(Surd { a, b, c, .. }) = self else {
            return std::array::from_fn(|_| self.as_rational().cloned().unwrap_or_default());
        };
        // |b|√c = √(n/d): ⌊√(n·d·4^k)⌋ / (d·2^k) from below, one unit more from above.
        let square = b * b * Rational::from(c.clone());
        let (n, d) = (square.numerator().unsigned_abs(), square.denominator().unsigned_abs());
        let shift = bits + 2;
        let floor = ((n * &d) << (2 * shift)).sqrt();
        let scale = Integer::from(d << shift);
        let bound = |units: UBig| Rational::ratio(units.into(), scale.clone()).unwrap_or_default();
        let (low, high) = (bound(floor.clone()), bound(floor + UBig::ONE));
        if b.is_negative() { [a - high, a - low] } else { [a + low, a + high] }
    }

    /// The number in decimals with `places` digits after the point, correctly rounded.
    pub fn to_decimal(&self, places: usize) -> String {
        // An irrational number is never half way: some enclosure settles the digits.
        let mut bits = 4 * places + 32;
        loop {
            let [low, high] = self.enclosure(bits);
            let digits = low.to_decimal(places);
            if digits == high.to_decimal(places) {
                return digits;
            }
            bits *= 2;
        }
    }
}

/// `(r, s, proved)` with `n = r²·s`; `proved` when `s` is known to have no square factor.
fn without_squares(n: UBig) -> (UBig, UBig, bool) {
    // A square is seen at once: the division below may take a millisecond.
    let whole = n.sqrt();
    if &whole * &whole == n {
        return (whole, UBig::ONE, true);
    }
    let (mut root, mut rest) = (UBig::ONE, n);
    let mut outside = UBig::ONE;
    for divisor in (2..4).chain((5..LARGEST_TRIAL_DIVISOR).step_by(2)) {
        let d = UBig::from(divisor);
        if &d * &d * &d > rest {
            break;
        }
        let mut count = 0;
        while (&rest % &d).is_zero() && !rest.is_zero() {
            rest /= &d;
            count += 1;
        }
        root *= d.clone().pow(count / 2);
        outside *= d.pow(count % 2);
    }
    let whole = rest.sqrt();
    if &whole * &whole == rest {
        return (root * whole, outside, true);
    }
    let bound = UBig::from(LARGEST_TRIAL_DIVISOR);
    let proved = rest < &bound * &bound * &bound;
    (root, outside * rest, proved)
}

/// The sum of numbers of one quadratic field.
impl<'a> Sum<&'a Algebraic> for Algebraic {
    fn sum<I: Iterator<Item = &'a Algebraic>>(numbers: I) -> Algebraic {
        numbers.fold(Algebraic::ZERO, |sum, number| sum.plus(number))
    }
}

/// The sum of numbers of one quadratic field.
impl Sum for Algebraic {
    fn sum<I: Iterator<Item = Algebraic>>(numbers: I) -> Algebraic {
        numbers.fold(Algebraic::ZERO, |sum, number| sum.plus(&number))
    }
}

impl From<Rational> for Algebraic {
    fn from(value: Rational) -> Algebraic {
        Algebraic::Rational(value)
    }
}

/// Equal as numbers, whatever the integers under their roots.
impl PartialEq for Algebraic {
    fn eq(&self, other: &Algebraic) -> bool {
        match (self, other) {
            (Algebraic::Rational(a), Algebraic::Rational(b)) => a == b,
            (Algebraic::Surd(s), Algebraic::Surd(_)) => {
                let same = |t: &Surd| s.a == t.a && s.b == t.b;
                matches!(other.in_field_of(self), Some(Algebraic::Surd(t)) if same(&t))
            }
            _ => false,
        }
    }
}

impl PartialEq<Rational> for Algebraic {
    fn eq(&self, other: &Rational) -> bool {
        self.as_rational() == Some(other)
    }
}

/// Exact; numbers of two different fields are never equal, and are told apart by enclosures.
impl Ord for Algebraic {
    fn cmp(&self, other: &Algebraic) -> Ordering {
        if let Some(other) = other.in_field_of(self) {
            return self.minus(&other).sign();
        }
        let mut bits = 64;
        loop {
            let ([low, high], [other_low, other_high]) =
                (self.enclosure(bits), other.enclosure(bits));
            if high < other_low {
                return Ordering::Less;
            }
            if other_high < low {
                return Ordering::Greater;
            }
            bits *= 2;
        }
    }
}

impl PartialOrd for Algebraic {
    fn partial_cmp(&self, other: &Algebraic) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `"11/18"`, or `"(a+b*sqrt(c))/d"` with integers in lowest terms.
impl fmt::Display for Algebraic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Surd { a, b, c, .. } = match self {
            Algebraic::Rational(a) => return a.fmt(f),
            Algebraic::Surd(surd) => surd,
        };
        let (d, e) = (a.denominator(), b.denominator());
        let common = Rational::from(&d * &e)
            / Rational::from(Integer::from(dashu_int::ops::Gcd::gcd(&d, &e)));
        let (a, b) = (a * &common, b * &common);
        let root = match b.to_string().as_str() {
            "1" => format!("sqrt({c})"),
            "-1" => format!("-sqrt({c})"),
            b => format!("{b}*sqrt({c})"),
        };
        let sum = match (a.is_zero(), b.is_negative()) {
            (true, _) => root,
            (false, true) => format!("{a}{root}"),
            (false, false) => format!("{a}+{root}"),
        };
        match (common == Rational::ONE, a.is_zero()) {
            (true, _) => f.pad(&sum),
            (false, true) => f.pad(&format!("{sum}/{common}")),
            (false, false) => f.pad(&format!("({sum})/{common}")),
        }
    }
}

/// As everywhere in JSON: `exact`, `surd` where the root is proved squarefree, else `enclosure`.
impl Serialize for Algebraic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let surd = match self {
            Algebraic::Rational(rational) => return rational.serialize(serializer),
            Algebraic::Surd(surd) => surd,
        };
        let mut number = serializer.serialize_struct("Number", 2)?;
        if surd.squarefree {
            number.serialize_field("surd", &self.to_string())?;
        } else {
            let bounds = self.enclosure(64).map(|bound| bound.to_string());
            number.serialize_field("enclosure", &bounds)?;
        }
        number.serialize_field("value", &self.to_f64())?;
        number.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(n: i64) -> Algebraic {
        Algebraic::square_root(&Rational::from(n))
    }

    #[test]
    fn roots_are_simplified() {
        assert_eq!(root(9).to_string(), "3");
        assert_eq!(root(12).to_string(), "2*sqrt(3)");
        assert_eq!(Algebraic::square_root(&Rational::new(1, 2)).to_string(), "sqrt(2)/2");
        assert_eq!(root(0).to_string(), "0");
        // 65537² is beyond the trial divisors, and a square.
        assert_eq!(root(65_537 * 65_537 * 6).to_string(), "65537*sqrt(6)");
    }

    #[test]
    fn one_number_written_over_two_roots_is_one_number() {
        // A square factor beyond the trial divisors, beside a prime that hides it.
        let prime = Rational::from(100_000_000_003);
        let square = Rational::from(65_537 * 65_537);
        let hidden = Algebraic::square_root(&(&prime * square));
        let plain = Algebraic::square_root(&prime).times(&Rational::from(65_537).into());
        assert_eq!(hidden, plain);
        assert_eq!(hidden.cmp(&plain), Ordering::Equal);
        assert!(hidden.shares_field(&plain) && hidden.minus(&plain).is_zero());
        assert!(!hidden.shares_field(&root(2)));
    }

    #[test]
    fn a_field_is_closed_and_signs_are_exact() {
        let golden = root(5).plus(&Algebraic::ONE).times(&Rational::new(1, 2).into());
        assert_eq!(golden.times(&golden), golden.plus(&Algebraic::ONE));
        assert_eq!(golden.to_string(), "(1+sqrt(5))/2");
        assert_eq!(Algebraic::ONE.over(&golden), Some(golden.minus(&Algebraic::ONE)));
        // 161/72 > √5 by 8.6e-5.
        let close = root(5).minus(&Rational::new(161, 72).into());
        assert!(close.is_negative());
        assert_eq!(golden.to_decimal(10), "1.6180339887");
        assert!(root(2) < root(3));
    }
}
