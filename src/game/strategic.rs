//! The strategic form: a dense table of payoffs for each player.
//!
//! Player `i`'s payoff at a profile is `numerators[i][index] / denominators[i]`, where the index
//! counts profiles with the last player's option running fastest:
//! `index = Σ option_i · stride_i`.

use std::cmp::Ordering;
use std::fmt;

use itertools::Itertools;

use super::{MixedProfile, OptionLabel, OptionPayoffs, Player, Profile, Weights, expectation};
use crate::linalg::{common_denominator, scaled};
use crate::number::{Algebraic, Integer, Rational};

/// One player's payoffs: integers over one common positive denominator, 64-bit where they fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayoffTable {
    /// Every numerator and the denominator fit 64 bits.
    Small {
        /// A numerator for each profile.
        numerators: Vec<i64>,
        /// The common denominator, positive.
        denominator: i64,
    },
    /// Numbers of any size.
    Big {
        /// A numerator for each profile.
        numerators: Vec<Integer>,
        /// The common denominator, positive.
        denominator: Integer,
    },
}

impl PayoffTable {
    /// The table of these payoffs over their least common denominator.
    pub fn from_rationals(payoffs: &[Rational]) -> PayoffTable {
        let denominator = common_denominator(payoffs);
        let numerators = payoffs.iter().map(|payoff| scaled(payoff, &denominator)).collect();
        PayoffTable::from_integers(numerators, denominator)
    }

    /// The table `numerators / denominator`, 64-bit if everything fits. The denominator must be
    /// positive.
    pub fn from_integers(numerators: Vec<Integer>, denominator: Integer) -> PayoffTable {
        let small = |numerators: &[Integer]| -> Option<(Vec<i64>, i64)> {
            let fit = numerators.iter().map(|n| i64::try_from(n.clone()).ok());
            Some((fit.collect::<Option<Vec<_>>>()?, i64::try_from(denominator.clone()).ok()?))
        };
        match small(&numerators) {
            Some((numerators, denominator)) => PayoffTable::Small { numerators, denominator },
            None => PayoffTable::Big { numerators, denominator },
        }
    }

    /// The number of payoffs.
    pub fn len(&self) -> usize {
        match self {
            PayoffTable::Small { numerators, .. } => numerators.len(),
            PayoffTable::Big { numerators, .. } => numerators.len(),
        }
    }

    /// Whether there are no payoffs.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The payoff at an index.
    pub fn payoff(&self, index: usize) -> Rational {
        let numerator = self.numerator(index);
        Rational::ratio(numerator, self.denominator()).unwrap_or_default()
    }

    /// The numerator at an index.
    pub fn numerator(&self, index: usize) -> Integer {
        match self {
            PayoffTable::Small { numerators, .. } => numerators[index].into(),
            PayoffTable::Big { numerators, .. } => numerators[index].clone(),
        }
    }

    /// The common denominator.
    pub fn denominator(&self) -> Integer {
        match self {
            PayoffTable::Small { denominator, .. } => (*denominator).into(),
            PayoffTable::Big { denominator, .. } => denominator.clone(),
        }
    }

    /// The least denominator that all payoffs have in common.
    pub fn least_denominator(&self) -> Integer {
        let numerators = (0..self.len()).map(|index| self.numerator(index));
        let common = numerators.fold(self.denominator(), |common, numerator| {
            dashu_int::ops::Gcd::gcd(common, numerator).into()
        });
        self.denominator() / common
    }

    /// Compares the payoffs at two indices.
    pub fn compare(&self, a: usize, b: usize) -> Ordering {
        match self {
            PayoffTable::Small { numerators, .. } => numerators[a].cmp(&numerators[b]),
            PayoffTable::Big { numerators, .. } => numerators[a].cmp(&numerators[b]),
        }
    }

    fn select(&self, indices: impl Iterator<Item = usize>) -> PayoffTable {
        match self {
            PayoffTable::Small { numerators, denominator } => PayoffTable::Small {
                numerators: indices.map(|index| numerators[index]).collect(),
                denominator: *denominator,
            },
            PayoffTable::Big { numerators, denominator } => PayoffTable::Big {
                numerators: indices.map(|index| numerators[index].clone()).collect(),
                denominator: denominator.clone(),
            },
        }
    }
}

/// A finite game in strategic form.
///
/// ```
/// use standoff::game::{Player, Profile, StrategicGame};
/// use standoff::number::Rational;
/// let pennies = StrategicGame::bimatrix(
///     Player::plain("even", &["heads", "tails"]),
///     Player::plain("odd", &["heads", "tails"]),
///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
/// );
/// assert_eq!(pennies.payoff(0, &Profile(vec![0, 1])), Rational::from(-1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategicGame {
    players: Vec<Player>,
    sizes: Vec<usize>,
    strides: Vec<usize>,
    payoffs: Vec<PayoffTable>,
}

/// Why tables do not make a game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShapeError {
    /// A player has no options.
    NoOptions {
        /// The player's index.
        player: usize,
    },
    /// Not one table for each player.
    Tables {
        /// How many tables were given.
        found: usize,
    },
    /// A table's length is not the number of profiles.
    Length {
        /// The player's index.
        player: usize,
        /// The table's length.
        found: usize,
    },
    /// More profiles than memory has addresses.
    TooLarge,
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ShapeError::NoOptions { player } => write!(f, "player {} has no options", player + 1),
            ShapeError::Tables { found } => {
                write!(f, "expected a table for each player, found {found}")
            }
            ShapeError::Length { player, found } => {
                write!(f, "player {} has {found} payoffs, not one for each profile", player + 1)
            }
            ShapeError::TooLarge => f.write_str("more profiles than memory has addresses"),
        }
    }
}

impl std::error::Error for ShapeError {}

impl StrategicGame {
    /// The game of these players with one payoff table each, in the players' order.
    ///
    /// # Errors
    /// If a player has no options or a table has not one payoff for each profile.
    pub fn new(
        players: Vec<Player>,
        payoffs: Vec<PayoffTable>,
    ) -> Result<StrategicGame, ShapeError> {
        let sizes: Vec<usize> = players.iter().map(|player| player.options.len()).collect();
        if let Some(player) = sizes.iter().position(|&size| size == 0) {
            return Err(ShapeError::NoOptions { player });
        }
        if payoffs.len() != players.len() {
            return Err(ShapeError::Tables { found: payoffs.len() });
        }
        let outcomes = sizes.iter().try_fold(1usize, |product, &size| product.checked_mul(size));
        let outcomes = outcomes.ok_or(ShapeError::TooLarge)?;
        if let Some(player) = payoffs.iter().position(|table| table.len() != outcomes) {
            return Err(ShapeError::Length { player, found: payoffs[player].len() });
        }
        let mut strides = vec![1; sizes.len()];
        for player in (1..sizes.len()).rev() {
            strides[player - 1] = strides[player] * sizes[player];
        }
        Ok(StrategicGame { players, sizes, strides, payoffs })
    }

    /// A two-player game from rows of `(row's payoff, column's payoff)`.
    ///
    /// # Panics
    /// If the rows do not fit the options.
    pub fn bimatrix(row: Player, column: Player, payoffs: &[&[(i64, i64)]]) -> StrategicGame {
        let cells = || payoffs.iter().flat_map(|row| row.iter());
        let table = |numerators| PayoffTable::Small { numerators, denominator: 1 };
        let tables = vec![
            table(cells().map(|cell| cell.0).collect()),
            table(cells().map(|cell| cell.1).collect()),
        ];
        StrategicGame::new(vec![row, column], tables).expect("one cell for each pair of options")
    }

    /// The same game, its players and options called by their numbers from 1.
    #[must_use]
    pub fn numbered(&self) -> StrategicGame {
        let number = |index: usize| (index + 1).to_string();
        let option = |index| OptionLabel { id: number(index), text: number(index) };
        let player = |(index, &size): (usize, &usize)| Player {
            id: number(index),
            name: number(index),
            options: (0..size).map(option).collect(),
        };
        let players = self.sizes.iter().enumerate().map(player).collect();
        StrategicGame { players, ..self.clone() }
    }

    /// The players, in file order.
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// The number of options of each player.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The number of pure profiles; 1 for a game without players.
    pub fn outcomes(&self) -> usize {
        self.sizes.iter().product()
    }

    /// How far apart in a table two neighbouring options of a player stand.
    pub fn stride(&self, player: usize) -> usize {
        self.strides[player]
    }

    /// A player's table.
    pub fn table(&self, player: usize) -> &PayoffTable {
        &self.payoffs[player]
    }

    /// Where a profile stands in the tables.
    pub fn index(&self, profile: &Profile) -> usize {
        profile.0.iter().zip(&self.strides).map(|(option, stride)| option * stride).sum()
    }

    /// The profile that stands at an index.
    pub fn profile(&self, index: usize) -> Profile {
        let option = |player: usize| index / self.strides[player] % self.sizes[player];
        Profile((0..self.sizes.len()).map(option).collect())
    }

    /// All pure profiles in the order of the tables.
    pub fn profiles(&self) -> impl Iterator<Item = Profile> + '_ {
        (0..self.outcomes()).map(|index| self.profile(index))
    }

    /// A player's payoff at a pure profile.
    pub fn payoff(&self, player: usize, profile: &Profile) -> Rational {
        self.payoffs[player].payoff(self.index(profile))
    }

    /// A player's expected payoff at a mixed profile.
    pub fn expected_payoff(&self, player: usize, profile: &MixedProfile) -> Algebraic {
        if self.sizes.is_empty() {
            return self.payoffs.get(player).map_or(Algebraic::ZERO, |t| t.payoff(0).into());
        }
        let payoffs = self.option_payoffs(player, profile);
        let terms = payoffs.iter().zip(&profile.mixtures()[player]);
        terms.map(|(payoff, p)| payoff.times(p)).sum()
    }

    /// A player's expected payoff from one of its options, the others playing `profile`.
    pub fn option_payoff(&self, player: usize, option: usize, profile: &MixedProfile) -> Algebraic {
        self.option_payoffs(player, profile).swap_remove(option)
    }

    /// A player's expected payoff from each of its options, the others playing `profile`: one
    /// pass over the product of the others' supports, in integers.
    pub fn option_payoffs(&self, player: usize, profile: &MixedProfile) -> Vec<Algebraic> {
        let small = Weights::of(profile).and_then(|weights| weights.option_payoffs(self, player));
        small.map_or_else(|| expectation::option_payoffs(self, player, profile), exact)
    }

    /// The index of each profile of the others' listed options, with this player's option 0: the
    /// payoff of its option `a` stands `a · stride` further.
    ///
    /// # Panics
    /// If `kept` has not one list for each player.
    pub fn opposing<'a>(
        &'a self,
        player: usize,
        kept: &'a [Vec<usize>],
    ) -> impl Iterator<Item = usize> + 'a {
        Opposing::new(self, player, kept)
    }

    /// A player's best responses to the others' options at a pure profile, in file order.
    pub fn best_responses(&self, player: usize, profile: &Profile) -> Vec<usize> {
        let stride = self.strides[player];
        let base = self.index(profile) - profile.0[player] * stride;
        let table = &self.payoffs[player];
        let beats = |a: usize, b: usize| table.compare(base + a * stride, base + b * stride);
        let options = 0..self.sizes[player];
        options.clone().filter(|&a| options.clone().all(|b| beats(a, b).is_ge())).collect()
    }

    /// The game in which each player keeps only the options listed, in that order.
    ///
    /// # Panics
    /// If `kept` does not list at least one valid option for each player.
    #[must_use]
    pub fn restrict(&self, kept: &[Vec<usize>]) -> StrategicGame {
        let restricted = |(player, options): (&Player, &Vec<usize>)| Player {
            options: options.iter().map(|&option| player.options[option].clone()).collect(),
            ..player.clone()
        };
        let players = self.players.iter().zip(kept).map(restricted).collect();
        let indices = || {
            let profiles = kept.iter().map(|options| options.iter().copied());
            profiles.multi_cartesian_product().map(|options| self.index(&Profile(options)))
        };
        let payoffs = self.payoffs.iter().map(|table| table.select(indices())).collect();
        StrategicGame::new(players, payoffs).expect("a part of a game is a game")
    }

    /// Every option of each player, as [`StrategicGame::restrict`] and
    /// [`StrategicGame::opposing`] take them.
    pub fn all_options(&self) -> Vec<Vec<usize>> {
        self.sizes.iter().map(|&size| (0..size).collect()).collect()
    }

    /// The game of the other players once `player` is known to play this mixture of its options.
    ///
    /// # Panics
    /// If the game has no such player, or it has not as many options as the mixture.
    #[must_use]
    pub fn given_mixture(&self, player: usize, mixture: &[Rational]) -> StrategicGame {
        let weights = PayoffTable::from_rationals(mixture);
        let (size, stride) = (self.sizes[player], self.strides[player]);
        let first = |index: &usize| (index / stride).is_multiple_of(size);
        let bases: Vec<usize> = (0..self.outcomes()).filter(first).collect();
        let expected = |table: &PayoffTable| {
            let term =
                |base, option| weights.numerator(option) * table.numerator(base + option * stride);
            let sum = |&base: &usize| (0..size).map(|option| term(base, option)).sum();
            let numerators = bases.iter().map(sum).collect();
            PayoffTable::from_integers(numerators, weights.denominator() * table.denominator())
        };
        let (mut players, mut tables) = (self.players.clone(), self.payoffs.clone());
        players.remove(player);
        tables.remove(player);
        let tables = tables.iter().map(expected).collect();
        StrategicGame::new(players, tables).expect("a part of a game is a game")
    }

    /// The game of the other players once `player` is known to play `option`.
    ///
    /// # Panics
    /// If the game has no such player or option.
    #[must_use]
    pub fn given(&self, player: usize, option: usize) -> StrategicGame {
        let mut kept = self.all_options();
        kept[player] = vec![option];
        let StrategicGame { mut players, mut payoffs, .. } = self.restrict(&kept);
        players.remove(player);
        payoffs.remove(player);
        StrategicGame::new(players, payoffs).expect("a part of a game is a game")
    }
}

/// Counts through the others' profiles with the last player running fastest.
struct Opposing<'a> {
    axes: Vec<(usize, &'a [usize])>,
    at: Vec<usize>,
    next: Option<usize>,
}

impl<'a> Opposing<'a> {
    fn new(game: &StrategicGame, player: usize, kept: &'a [Vec<usize>]) -> Opposing<'a> {
        let others = (0..game.sizes.len()).filter(|&other| other != player);
        let axes: Vec<_> = others.map(|p| (game.strides[p], kept[p].as_slice())).collect();
        let first = axes.iter().map(|(stride, options)| options.first().map(|o| o * stride)).sum();
        Opposing { at: vec![0; axes.len()], axes, next: first }
    }
}

impl Iterator for Opposing<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let current = self.next?;
        let mut index = current;
        for ((stride, options), at) in self.axes.iter().zip(&mut self.at).rev() {
            index -= options[*at] * stride;
            *at = (*at + 1) % options.len();
            index += options[*at] * stride;
            if *at != 0 {
                self.next = Some(index);
                return Some(current);
            }
        }
        self.next = None;
        Some(current)
    }
}

fn exact(payoffs: OptionPayoffs) -> Vec<Algebraic> {
    let OptionPayoffs { numerators, denominator } = payoffs;
    let over = |numerator: i128| Rational::ratio(numerator.into(), denominator.into());
    numerators.into_iter().map(|n| over(n).unwrap_or_default().into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn founding() -> StrategicGame {
        let players = ["a", "b", "c"].map(|id| Player::plain(id, &["x", "y"])).to_vec();
        let tables = (0..3).map(|player| {
            let payoffs: Vec<_> = (0..8).map(|i| Rational::new(i * 7 % 5 + player, 2)).collect();
            PayoffTable::from_rationals(&payoffs)
        });
        StrategicGame::new(players, tables.collect()).unwrap()
    }

    #[test]
    fn indices_and_profiles_are_inverse() {
        let game = founding();
        for (index, profile) in game.profiles().enumerate() {
            assert_eq!(game.index(&profile), index);
        }
    }

    #[test]
    fn a_game_given_an_option_keeps_the_payoffs() {
        let game = founding();
        let rest = game.given(1, 1);
        assert_eq!(rest.sizes(), [2, 2]);
        assert_eq!(rest.payoff(1, &Profile(vec![0, 1])), game.payoff(2, &Profile(vec![0, 1, 1])));
    }

    #[test]
    fn expectations_are_exact() {
        let game = founding();
        let half = || vec![Rational::new(1, 2), Rational::new(1, 2)];
        let uniform = MixedProfile::rational(vec![half(), half(), half()]).unwrap();
        let mean =
            game.profiles().map(|p| game.payoff(0, &p)).sum::<Rational>() / Rational::from(8);
        assert_eq!(game.expected_payoff(0, &uniform), mean);
    }
}
