//! All pure equilibria, and the best responses on which they rest.
//!
//! $$ s \text{ is an equilibrium} \iff s_i \in \arg\max_a u_i(a, s_{-i}) \text{ for every } i. $$
//!
//! One pass over each player's table marks the best responses to each profile of the others; the
//! equilibria are the profiles that every player marks. Cost $O(\text{players} \cdot
//! \text{outcomes})$ comparisons and one bit for each outcome. Ties are marked all.

use crate::game::{PayoffTable, Profile, StrategicGame};
use crate::linalg::Bits;

/// Which options are best responses, profile by profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BestResponses(Vec<Bits>);

impl BestResponses {
    /// Whether a player's option in the profile at `index` is a best response to the others'.
    ///
    /// # Panics
    /// If the game has no such player or profile.
    pub fn contains(&self, player: usize, index: usize) -> bool {
        self.0[player].contains(index)
    }

    /// The players whose options in the profile at `index` are best responses.
    pub fn players(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.0.len()).filter(move |&player| self.contains(player, index))
    }
}

/// Marks the best responses of every player at every profile.
pub fn best_responses(game: &StrategicGame) -> BestResponses {
    BestResponses((0..game.sizes().len()).map(|player| best(game, player)).collect())
}

/// All pure equilibria, in the order of the tables.
///
/// ```
/// use standoff::game::{Player, Profile, StrategicGame};
/// let stag_hunt = StrategicGame::bimatrix(
///     Player::plain("row", &["stag", "hare"]),
///     Player::plain("column", &["stag", "hare"]),
///     &[&[(4, 4), (0, 3)], &[(3, 0), (3, 3)]],
/// );
/// let equilibria: Vec<_> = standoff::nash::pure(&stag_hunt).collect();
/// assert_eq!(equilibria, [Profile(vec![0, 0]), Profile(vec![1, 1])]);
/// ```
pub fn pure(game: &StrategicGame) -> impl Iterator<Item = Profile> + '_ {
    let every = (0..game.sizes().len()).map(|player| best(game, player));
    let marks = every.reduce(|marks, own| marks.and(&own));
    let marks = marks.unwrap_or_else(|| Bits::all(game.outcomes()));
    marks.into_indices().map(|index| game.profile(index))
}

/// The profiles in which the player has no better option.
fn best(game: &StrategicGame, player: usize) -> Bits {
    let (size, stride) = (game.sizes()[player], game.stride(player));
    match game.table(player) {
        PayoffTable::Small { numerators, .. } => maxima(numerators, size, stride),
        PayoffTable::Big { numerators, .. } => maxima(numerators, size, stride),
    }
}

/// Two passes in the order of the table, so that memory is read as it lies.
fn maxima<T: Ord>(payoffs: &[T], size: usize, stride: usize) -> Bits {
    let mut marks = Bits::none(payoffs.len());
    let mut best: Vec<&T> = Vec::with_capacity(stride);
    for (block, payoffs) in payoffs.chunks(size * stride).enumerate() {
        best.clear();
        best.extend(&payoffs[..stride]);
        for option in payoffs.chunks(stride) {
            for (best, payoff) in best.iter_mut().zip(option) {
                *best = payoff.max(*best);
            }
        }
        for (option, row) in payoffs.chunks(stride).enumerate() {
            for (base, (payoff, best)) in row.iter().zip(&best).enumerate() {
                if payoff == *best {
                    marks.insert((block * size + option) * stride + base);
                }
            }
        }
    }
    marks
}
