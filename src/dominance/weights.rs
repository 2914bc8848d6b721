//! A mixture that many dominated options share.

use std::ops::Deref;
use std::sync::Arc;

use crate::number::Rational;

/// A probability for each option of a player. Clones share their memory: where one option
/// dominates thousands of others, its mixture is stored once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights(Arc<[Rational]>);

impl From<Vec<Rational>> for Weights {
    fn from(weights: Vec<Rational>) -> Weights {
        Weights(weights.into())
    }
}

impl Deref for Weights {
    type Target = [Rational];

    fn deref(&self) -> &[Rational] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Weights {
    type Item = &'a Rational;
    type IntoIter = std::slice::Iter<'a, Rational>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
