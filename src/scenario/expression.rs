//! Polynomials in the parameters: what a number of a game file may be.
//!
//! `"1 - x"`, `"-2 * costs / 3"`. A sum of monomials, each a rational coefficient times powers of
//! parameters; constants have no powers at all, and most numbers are constants.

use std::collections::BTreeMap;
use std::fmt;

use crate::number::Rational;

/// A parameter's index in [`super::Scenario::parameters`].
pub type ParameterId = usize;

/// Sorted `(parameter, power)` pairs with powers of at least 1.
type Monomial = Vec<(ParameterId, u32)>;

/// A polynomial with rational coefficients in the parameters.
///
/// ```
/// use standoff::number::Rational;
/// use standoff::scenario::Expression;
/// let x = Expression::parameter(0);
/// let rest = Expression::from(Rational::ONE).minus(&x);
/// assert_eq!(rest.value(|_| Rational::new(1, 3)), Rational::new(2, 3));
/// assert_eq!(rest.plus(&x).as_constant(), Some(Rational::ONE));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expression {
    terms: BTreeMap<Monomial, Rational>,
}

impl Expression {
    /// The parameter itself.
    pub fn parameter(id: ParameterId) -> Expression {
        Expression { terms: BTreeMap::from([(vec![(id, 1)], Rational::ONE)]) }
    }

    /// The value, given each parameter's.
    pub fn value(&self, parameter: impl Fn(ParameterId) -> Rational) -> Rational {
        let power = |&(id, exponent): &(ParameterId, u32)| {
            let base = parameter(id);
            (0..exponent).fold(Rational::ONE, |product, _| product * &base)
        };
        let term = |(monomial, coefficient): (&Monomial, &Rational)| {
            monomial.iter().map(power).fold(coefficient.clone(), |product, factor| product * factor)
        };
        self.terms.iter().map(term).sum()
    }

    /// The number, if no parameter occurs.
    pub fn as_constant(&self) -> Option<Rational> {
        match self.terms.len() {
            0 => Some(Rational::ZERO),
            1 => self.terms.get(&Vec::new()).cloned(),
            _ => None,
        }
    }

    /// The parameters that occur, each once, in order.
    pub fn parameters(&self) -> Vec<ParameterId> {
        let mut ids: Vec<_> = self.terms.keys().flatten().map(|&(id, _)| id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The largest sum of powers in a term; 0 for a constant, 1 for an affine expression.
    pub fn degree(&self) -> u32 {
        let degree = |monomial: &Monomial| monomial.iter().map(|&(_, power)| power).sum();
        self.terms.keys().map(degree).max().unwrap_or(0)
    }

    /// How many terms the sum has.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether the expression is the constant 0.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// `self + other`.
    #[must_use]
    pub fn plus(&self, other: &Expression) -> Expression {
        let mut sum = self.clone();
        for (monomial, coefficient) in &other.terms {
            sum.add(monomial.clone(), coefficient.clone());
        }
        sum
    }

    /// `self - other`.
    #[must_use]
    pub fn minus(&self, other: &Expression) -> Expression {
        self.plus(&other.scaled(&Rational::from(-1)))
    }

    /// `self × factor`.
    #[must_use]
    pub fn scaled(&self, factor: &Rational) -> Expression {
        self.times(&Expression::from(factor.clone()))
    }

    /// `self × other`.
    #[must_use]
    pub fn times(&self, other: &Expression) -> Expression {
        let mut product = Expression::default();
        for (a, x) in &self.terms {
            for (b, y) in &other.terms {
                product.add(product_of(a, b), x * y);
            }
        }
        product
    }

    fn add(&mut self, monomial: Monomial, coefficient: Rational) {
        let sum = self.terms.remove(&monomial).unwrap_or_default() + coefficient;
        if !sum.is_zero() {
            self.terms.insert(monomial, sum);
        }
    }
}

fn product_of(a: &Monomial, b: &Monomial) -> Monomial {
    let mut powers: BTreeMap<ParameterId, u32> = a.iter().copied().collect();
    for &(id, power) in b {
        *powers.entry(id).or_default() += power;
    }
    powers.into_iter().collect()
}

impl From<Rational> for Expression {
    fn from(value: Rational) -> Expression {
        let mut constant = Expression::default();
        constant.add(Vec::new(), value);
        constant
    }
}

/// With parameters as `p0`, `p1`, …: for messages that have no names at hand.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let power = |&(id, power): &(ParameterId, u32)| match power {
            1 => format!("*p{id}"),
            _ => format!("*p{id}^{power}"),
        };
        let term = |(monomial, coefficient): (&Monomial, &Rational)| {
            format!("{coefficient}{}", monomial.iter().map(power).collect::<String>())
        };
        let terms: Vec<_> = self.terms.iter().map(term).collect();
        f.write_str(&if terms.is_empty() { "0".into() } else { terms.join(" + ") })
    }
}
