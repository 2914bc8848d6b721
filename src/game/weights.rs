//! A rational profile as machine integers: the quick way to the same exact payoffs.
//!
//! Each mixture is a weight for each option it plays over one total, so an expected payoff is a sum
//! of integers over one denominator. Nothing is rounded: where a number does not fit, there is no
//! answer, and [`StrategicGame::option_payoffs`] takes numbers of any size.

use super::digest::gcd;
use super::{MixedProfile, Mixture, PayoffTable, StrategicGame};
use crate::number::Algebraic;

/// The weight of each option that a player plays, and what they sum to.
struct Axis {
    played: Vec<(usize, i64)>,
    total: i64,
}

/// A profile's mixtures as weights.
pub(crate) struct Weights(Vec<Axis>);

/// The payoffs of a player's options over one denominator, which is positive.
pub(crate) struct OptionPayoffs {
    pub(crate) numerators: Vec<i128>,
    pub(crate) denominator: i128,
}

impl Weights {
    /// The weights of a profile; nothing if one is irrational, or does not fit.
    pub(crate) fn of(profile: &MixedProfile) -> Option<Weights> {
        profile.mixtures().iter().map(axis).collect::<Option<_>>().map(Weights)
    }

    /// The options that a player plays.
    pub(crate) fn played(&self, player: usize) -> impl Iterator<Item = usize> + '_ {
        self.0[player].played.iter().map(|&(option, _)| option)
    }

    /// What each option of `player` brings against the others; nothing if it does not fit.
    pub(crate) fn option_payoffs(
        &self,
        game: &StrategicGame,
        player: usize,
    ) -> Option<OptionPayoffs> {
        let PayoffTable::Small { numerators, denominator } = game.table(player) else {
            return None;
        };
        let mut denominator = i128::from(*denominator);
        let mut others = vec![(0, 1_i128)];
        for (other, axis) in self.0.iter().enumerate().filter(|(other, _)| *other != player) {
            denominator = denominator.checked_mul(i128::from(axis.total))?;
            let stride = game.stride(other);
            let mut longer = Vec::with_capacity(others.len() * axis.played.len());
            for &(index, weight) in &others {
                for &(option, factor) in &axis.played {
                    let weight = weight.checked_mul(i128::from(factor))?;
                    longer.push((index + option * stride, weight));
                }
            }
            others = longer;
        }
        let stride = game.stride(player);
        let payoff = |option: usize| {
            others.iter().try_fold(0_i128, |sum, &(index, weight)| {
                let payoff = i128::from(numerators[index + option * stride]);
                sum.checked_add(weight.checked_mul(payoff)?)
            })
        };
        let numerators = (0..game.sizes()[player]).map(payoff).collect::<Option<_>>()?;
        Some(OptionPayoffs { numerators, denominator })
    }
}

fn axis(mixture: &Mixture) -> Option<Axis> {
    let mut played = Vec::new();
    let mut total: i64 = 1;
    for (option, number) in mixture.iter().enumerate() {
        let Algebraic::Rational(number) = number else { return None };
        if !number.is_zero() {
            let numerator = i64::try_from(number.numerator().clone()).ok()?;
            let denominator = i64::try_from(number.denominator()).ok()?;
            if total % denominator != 0 {
                total = (total / gcd(total, denominator)).checked_mul(denominator)?;
            }
            played.push((option, (numerator, denominator)));
        }
    }
    let weight = |(option, (numerator, denominator)): (usize, (i64, i64))| {
        Some((option, numerator.checked_mul(total / denominator)?))
    };
    Some(Axis { played: played.into_iter().map(weight).collect::<Option<_>>()?, total })
}

#[cfg(test)]
mod tests {
    use super::super::expectation;
    use super::*;
    use crate::game::Player;
    use crate::number::Rational;

    fn mixture(weights: &[i64]) -> Mixture {
        let total = weights.iter().sum();
        weights.iter().map(|&weight| Rational::new(weight, total).into()).collect()
    }

    fn player(size: usize) -> Player {
        Player::plain("player", &["a", "b", "c"][..size])
    }

    /// Three players of 2, 3 and 2 options, payoffs over 6.
    fn game(scale: i64) -> StrategicGame {
        let table = |seed: i64| {
            let payoff = |at: i64| Rational::new((at * at * 7 + seed * at * 13) % 41 - 20, 6);
            let scaled = (0..12).map(payoff).map(|payoff| &payoff * &Rational::from(scale));
            PayoffTable::from_rationals(&scaled.collect::<Vec<_>>())
        };
        let players = [2, 3, 2].map(player).to_vec();
        StrategicGame::new(players, (1..4).map(table).collect()).expect("twelve payoffs each")
    }

    #[test]
    fn they_bring_what_numbers_of_any_size_bring() {
        let mixtures = vec![mixture(&[1, 2]), mixture(&[0, 5, 2]), mixture(&[3, 1])];
        let profile = MixedProfile::new(mixtures).expect("shares");
        for scale in [1, 1 << 40] {
            let game = game(scale);
            let weights = Weights::of(&profile).expect("small");
            for player in 0..3 {
                assert!(weights.option_payoffs(&game, player).is_some());
                let general = expectation::option_payoffs(&game, player, &profile);
                assert_eq!(game.option_payoffs(player, &profile), general);
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_left_to_others() {
        let share = |n, d| Algebraic::from(Rational::new(n, d));
        let odd = vec![share(1, 3), share(1, 5), share(7, 15)];
        let long = [i64::MAX, i64::MAX - 1].map(|n| Rational::new(1, n));
        let rest = &(&Rational::ONE - &long[0]) - &long[1];
        let long = vec![long[0].clone().into(), long[1].clone().into(), rest.into()];
        assert!(Weights::of(&MixedProfile::new(vec![odd]).expect("shares")).is_some());
        assert!(Weights::of(&MixedProfile::new(vec![long]).expect("shares")).is_none());
    }
}
