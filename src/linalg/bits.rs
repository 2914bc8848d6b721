//! Sets of small integers, one bit each.

/// A set of indices below a length that is fixed when the set is made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// No index out of `length`.
    pub(crate) fn none(length: usize) -> Bits {
        Bits(vec![0; length.div_ceil(64)])
    }

    /// Every index below `length`.
    pub(crate) fn all(length: usize) -> Bits {
        let mut bits = Bits(vec![u64::MAX; length.div_ceil(64)]);
        if let Some(last) = bits.0.last_mut()
            && !length.is_multiple_of(64)
        {
            *last = (1 << (length % 64)) - 1;
        }
        bits
    }

    pub(crate) fn insert(&mut self, index: usize) {
        self.0[index / 64] |= 1 << (index % 64);
    }

    pub(crate) fn contains(&self, index: usize) -> bool {
        self.0[index / 64] >> (index % 64) & 1 == 1
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    pub(crate) fn and(&self, other: &Bits) -> Bits {
        Bits(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    /// The indices of this set that are not in the other.
    pub(crate) fn minus(&self, other: &Bits) -> Bits {
        Bits(self.0.iter().zip(&other.0).map(|(a, b)| a & !b).collect())
    }

    /// The number of indices in both sets.
    pub(crate) fn count_and(&self, other: &Bits) -> usize {
        self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    pub(crate) fn is_subset_of(&self, other: &Bits) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }

    /// The indices, increasing.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(place, &word)| ones(word).map(move |b| place * 64 + b))
    }

    /// The indices, increasing, for a set that is no longer needed.
    pub(crate) fn into_indices(self) -> impl Iterator<Item = usize> {
        self.0
            .into_iter()
            .enumerate()
            .flat_map(|(place, word)| ones(word).map(move |b| place * 64 + b))
    }
}

/// The positions of the bits of a word that are set.
fn ones(word: u64) -> impl Iterator<Item = usize> {
    let without_lowest = |&rest: &u64| Some(rest & (rest - 1)).filter(|&rest| rest != 0);
    let remaining = std::iter::successors(Some(word).filter(|&word| word != 0), without_lowest);
    remaining.map(|rest| rest.trailing_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_keep_their_indices() {
        let mut bits = Bits::none(130);
        for index in [0, 64, 129] {
            bits.insert(index);
        }
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 64, 129]);
        assert_eq!(Bits::all(130).iter().count(), 130);
        assert!(bits.is_subset_of(&Bits::all(130)));
        assert_eq!(bits.count_and(&Bits::all(130)), 3);
        assert_eq!(Bits::all(64).iter().count(), 64);
    }
}
