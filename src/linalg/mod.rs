//! Exact linear algebra: linear systems, linear programs with certificates, and the vertices of
//! polytopes. Everything is decided in integers and rationals.

mod bits;
pub mod convex;
pub mod dixon;
mod integers;
pub(crate) mod kernel;
pub mod linear;
pub mod lp;
mod modular;
pub mod polytope;

pub(crate) use bits::Bits;
pub(crate) use integers::Integers;

use dashu_int::ops::Gcd;

use crate::number::{Integer, Rational};

/// The least common multiple of the denominators of these numbers.
pub(crate) fn common_denominator<'a>(numbers: impl IntoIterator<Item = &'a Rational>) -> Integer {
    numbers.into_iter().fold(Integer::ONE, |lcm, number| {
        let denominator = number.denominator();
        let gcd = Integer::from((&lcm).gcd(&denominator));
        lcm / gcd * denominator
    })
}

/// `number × scale`, which must be an integer.
pub(crate) fn scaled(number: &Rational, scale: &Integer) -> Integer {
    number.numerator() * (scale / number.denominator())
}

/// Σ aᵢ·bᵢ.
pub(crate) fn dot(a: &[Rational], b: &[Rational]) -> Rational {
    a.iter().zip(b).filter(|(a, b)| !a.is_zero() && !b.is_zero()).map(|(a, b)| a * b).sum()
}
