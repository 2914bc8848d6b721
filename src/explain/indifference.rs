//! On whose mixing a player's indifference rests.
//!
//! With $S$ the options that each player plays, $i$ is indifferent because of how $j$ mixes when
//!
//! $$ u_i(a, s_{-i}) - u_i(b, s_{-i}), \quad a, b \in S_i, \; s_{-i} \in S_{-i}, $$
//!
//! changes somewhere as $j$ alone changes. Where it never does, whoever mixes, the options tie.
//! Cost: one pass over the product of the supports for each mixer.

use crate::game::{MixedProfile, StrategicGame};

/// The mixing players on whom it depends by how much the player's played options differ.
///
/// ```
/// use standoff::explain::mixers_behind;
/// use standoff::game::{MixedProfile, Player, StrategicGame};
/// use standoff::number::Rational;
/// let pennies = StrategicGame::bimatrix(
///     Player::plain("even", &["heads", "tails"]),
///     Player::plain("odd", &["heads", "tails"]),
///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
/// );
/// let tossed = MixedProfile::rational(vec![vec![Rational::new(1, 2); 2]; 2])?;
/// assert_eq!(mixers_behind(&pennies, &tossed, 0), [1]);
/// # Ok::<(), standoff::game::MixedProfileError>(())
/// ```
pub fn mixers_behind(game: &StrategicGame, profile: &MixedProfile, player: usize) -> Vec<usize> {
    let players = 0..game.sizes().len();
    let supports: Vec<Vec<usize>> = players.clone().map(|p| profile.support(p)).collect();
    let (table, stride) = (game.table(player), game.stride(player));
    let difference = |base: usize, a: usize, b: usize| {
        table.numerator(base + a * stride) - table.numerator(base + b * stride)
    };
    let differs = |base: usize, other: usize| {
        let pairs = supports[player].windows(2);
        pairs.into_iter().any(|p| difference(base, p[0], p[1]) != difference(other, p[0], p[1]))
    };
    let matters = |&mixer: &usize| {
        let (step, size) = (game.stride(mixer), game.sizes()[mixer]);
        let first = |base: usize| base - base / step % size * step + supports[mixer][0] * step;
        game.opposing(player, &supports).any(|base| differs(base, first(base)))
    };
    let mixers = players.filter(|&other| other != player && supports[other].len() > 1);
    mixers.filter(matters).collect()
}
