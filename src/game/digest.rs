//! The canonical digest of a game: the same game, the same 64 hexadecimal digits, everywhere.
//!
//! SHA-256 of a text that is fixed for ever by its first line: for a table, the players' and
//! options' ids, then each player's payoffs as integers over their least common denominator.

use sha2::{Digest, Sha256};

use super::{PayoffTable, StrategicGame};
use crate::number::Integer;

impl StrategicGame {
    /// The canonical digest: SHA-256, in hexadecimal.
    ///
    /// The text that is hashed has these lines: `standoff-game/1 strategic`; for each player
    /// `player ID` and `option ID` for each option, with `\n` and `\` in ids escaped; for each
    /// player `payoffs D` and one line for each profile's numerator over `D`, the least common
    /// denominator of all of that player's payoffs.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        hash.update("standoff-game/1 strategic\n");
        for player in self.players() {
            hash.update(format!("player {}\n", escaped(&player.id)));
            for option in &player.options {
                hash.update(format!("option {}\n", escaped(&option.id)));
            }
        }
        for player in 0..self.players().len() {
            hash_table(&mut hash, self.table(player));
        }
        hexadecimal(hash)
    }
}

fn hash_table(hash: &mut Sha256, table: &PayoffTable) {
    match table {
        PayoffTable::Small { numerators, denominator } => {
            let common = numerators.iter().fold(*denominator, |g, &n| gcd(g, n));
            hash.update(format!("payoffs {}\n", denominator / common));
            for numerator in numerators {
                hash.update(format!("{}\n", numerator / common));
            }
        }
        PayoffTable::Big { numerators, denominator } => {
            let gcd = |g: Integer, n: &Integer| Integer::from(dashu_int::ops::Gcd::gcd(&g, n));
            let common = numerators.iter().fold(denominator.clone(), gcd);
            hash.update(format!("payoffs {}\n", denominator / &common));
            for numerator in numerators {
                hash.update(format!("{}\n", numerator / &common));
            }
        }
    }
}

/// The greatest common divisor of a positive `a` and any `b`.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    // A divisor of the positive denominator, which is an i64.
    i64::try_from(a).unwrap_or(1)
}

pub(super) fn escaped(id: &str) -> String {
    id.replace('\\', "\\\\").replace('\n', "\\n")
}

pub(super) fn hexadecimal(hash: Sha256) -> String {
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16));
    hash.finalize().iter().flat_map(digits).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::super::{PayoffTable, Player, StrategicGame};
    use crate::number::{Integer, Rational};

    #[test]
    fn the_digest_does_not_depend_on_how_payoffs_are_stored() {
        let game = |table| StrategicGame::new(vec![Player::plain("a", &["x", "y"])], vec![table]);
        let digest = |table| game(table).unwrap().digest();
        let halves = PayoffTable::from_rationals(&[Rational::new(1, 2), Rational::from(1)]);
        let small = PayoffTable::Small { numerators: vec![2, 4], denominator: 4 };
        let numerators = [3, 6].map(Integer::from).to_vec();
        let big = PayoffTable::Big { numerators, denominator: 6.into() };
        assert_eq!(digest(halves.clone()), digest(small));
        assert_eq!(digest(halves.clone()), digest(big));
        let other = PayoffTable::from_rationals(&[Rational::new(1, 3), Rational::from(1)]);
        assert_ne!(digest(halves), digest(other));
    }
}
