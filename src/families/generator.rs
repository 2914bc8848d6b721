//! Numbers that look random and are the same everywhere: SplitMix64 (G. L. Steele, D. Lea, C. H.
//! Flood, "Fast splittable pseudorandom number generators", *OOPSLA* (2014) 453–472), begun at the
//! FNV-1a hash of a name.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub struct Generator(u64);

impl Generator {
    /// The stream of a name.
    pub fn new(name: &str) -> Generator {
        let hash = |state: u64, byte: u8| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Generator(name.bytes().fold(0xcbf2_9ce4_8422_2325, hash))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both of which are among them.
    ///
    /// ```
    /// use standoff::families::Generator;
    /// let mut draw = Generator::new("a name");
    /// assert!((0..1000).all(|_| (1..=6).contains(&draw.between(1, 6))));
    /// ```
    ///
    /// # Panics
    /// If `high` is below `low`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        assert!(low <= high, "a range");
        let span = u128::from(low.abs_diff(high)) + 1;
        let offset = (u128::from(self.bits()) * span) >> 64;
        low.wrapping_add_unsigned(u64::try_from(offset).unwrap_or_default())
    }

    /// So many numbers from `low` to `high`.
    pub(super) fn several(&mut self, count: usize, low: i64, high: i64) -> Vec<i64> {
        (0..count).map(|_| self.between(low, high)).collect()
    }
}
