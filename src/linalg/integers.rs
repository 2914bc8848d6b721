//! Vectors of integers, in 128 bits where they fit.

use std::cmp::Ordering;

use dashu_int::ops::BitTest;

use crate::number::Integer;

/// A vector of integers.
#[derive(Clone, Debug)]
pub(crate) enum Integers {
    /// Every entry fits 128 bits.
    Small(Vec<i128>),
    /// Entries of any size.
    Big(Vec<Integer>),
}

impl Integers {
    pub(crate) fn len(&self) -> usize {
        match self {
            Integers::Small(entries) => entries.len(),
            Integers::Big(entries) => entries.len(),
        }
    }

    pub(crate) fn get(&self, place: usize) -> Integer {
        match self {
            Integers::Small(entries) => entries[place].into(),
            Integers::Big(entries) => entries[place].clone(),
        }
    }

    /// How the entry compares with 0.
    pub(crate) fn sign(&self, place: usize) -> Ordering {
        match self {
            Integers::Small(entries) => entries[place].cmp(&0),
            Integers::Big(entries) => entries[place].cmp(&Integer::ZERO),
        }
    }

    /// How an entry compares with an entry of another vector.
    pub(crate) fn compare(&self, place: usize, other: &Integers, at: usize) -> Ordering {
        match (self, other) {
            (Integers::Small(own), Integers::Small(other)) => own[place].cmp(&other[at]),
            _ => self.get(place).cmp(&other.get(at)),
        }
    }

    pub(crate) fn is_zero(&self, place: usize) -> bool {
        self.sign(place).is_eq()
    }

    /// The bits of the largest entry without its sign.
    pub(crate) fn bits(&self) -> usize {
        let large = match self {
            Integers::Small(entries) => {
                let union = entries.iter().fold(0, |union, entry| union | entry.unsigned_abs());
                return (128 - union.leading_zeros()) as usize;
            }
            Integers::Big(entries) => entries.iter().map(BitTest::bit_len),
        };
        large.max().unwrap_or_default()
    }

    pub(crate) fn negate(&mut self) {
        match self {
            Integers::Small(entries) => entries.iter_mut().for_each(|entry| *entry = -*entry),
            Integers::Big(entries) => entries.iter_mut().for_each(|entry| *entry = -&*entry),
        }
    }

    /// The sum of the entries.
    pub(crate) fn total(&self) -> Integer {
        match self {
            // Sums of vectors that memory can hold overflow 128 bits only from 64 bits on.
            Integers::Small(entries) if self.bits() < 64 => entries.iter().sum::<i128>().into(),
            _ => (0..self.len()).fold(Integer::ZERO, |sum, place| sum + self.get(place)),
        }
    }

    /// Subtracts a number from one entry.
    pub(crate) fn subtract(&mut self, place: usize, number: &Integer) {
        let difference = self.get(place) - number;
        match (self, i128::try_from(difference.clone())) {
            (Integers::Small(entries), Ok(small)) => entries[place] = small,
            (Integers::Big(entries), _) => entries[place] = difference,
            (small, Err(_)) => {
                let mut entries: Vec<Integer> = (0..small.len()).map(|p| small.get(p)).collect();
                entries[place] = difference;
                *small = Integers::Big(entries);
            }
        }
    }

    /// The places of entries other than 0.
    pub(crate) fn support(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(|&place| !self.is_zero(place))
    }

    /// A vector of this length with these entries at these places, 0 elsewhere.
    pub(crate) fn spread(&self, places: &[usize], length: usize) -> Integers {
        match self {
            Integers::Small(entries) => {
                let mut whole = vec![0; length];
                places.iter().zip(entries).for_each(|(&place, &entry)| whole[place] = entry);
                Integers::Small(whole)
            }
            Integers::Big(entries) => {
                let mut whole = vec![Integer::ZERO; length];
                let pairs = places.iter().zip(entries);
                pairs.for_each(|(&place, entry)| whole[place].clone_from(entry));
                Integers::Big(whole)
            }
        }
    }
}
