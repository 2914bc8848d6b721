//! Claimed equilibria: whether a profile is one, who would deviate, and which one is near.
//!
//! A profile $x$ is an equilibrium when no player has a better option ([`nash::Equilibrium`]). The
//! nearest equilibrium to a profile that is none is the listed one with the same supports that
//! has the least $\sum_i \sum_a |x_i(a) - y_i(a)|$: a claim in rounded numbers has that of the
//! exact one.

use crate::game::{MixedProfile, StrategicGame};
use crate::nash::{self, Deviation, Equilibrium};
use crate::number::Algebraic;

/// A profile that was claimed to be an equilibrium, judged.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Claimed {
    /// The profile.
    pub profile: MixedProfile,
    /// Each player's best deviation, of those who gain by one.
    pub deviations: Vec<Deviation>,
    /// The nearest equilibrium in which everybody plays the same options, if one is known.
    pub nearest: Option<MixedProfile>,
}

impl Claimed {
    /// Judges a profile by the definition; where it fails, looks among `known` for one near it.
    ///
    /// ```
    /// use standoff::budget::Budget;
    /// use standoff::explain::Claimed;
    /// use standoff::nash;
    /// use standoff::game::{MixedProfile, Player, StrategicGame};
    /// use standoff::number::Rational;
    /// let pennies = StrategicGame::bimatrix(
    ///     Player::plain("even", &["heads", "tails"]),
    ///     Player::plain("odd", &["heads", "tails"]),
    ///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
    /// );
    /// let tossed = vec![Rational::new(1, 2); 2];
    /// let weighted = vec![Rational::new(1, 3), Rational::new(2, 3)];
    /// let known = nash::all(&pennies, &Budget::default()).equilibria;
    /// let fair = MixedProfile::rational(vec![tossed.clone(), tossed.clone()])?;
    /// assert!(Claimed::new(&pennies, fair.clone(), &known).holds());
    /// let unfair = MixedProfile::rational(vec![weighted, tossed])?;
    /// let claimed = Claimed::new(&pennies, unfair, &known);
    /// assert_eq!(claimed.deviations[0].gain, Rational::new(1, 3));
    /// assert_eq!(claimed.nearest, Some(fair));
    /// # Ok::<(), standoff::game::MixedProfileError>(())
    /// ```
    pub fn new(game: &StrategicGame, profile: MixedProfile, known: &[Equilibrium]) -> Claimed {
        if Equilibrium::check(game, profile.clone()).is_ok() {
            return Claimed { profile, deviations: Vec::new(), nearest: None };
        }
        let players = 0..game.sizes().len();
        let deviations =
            players.filter_map(|player| nash::best_deviation(game, &profile, player)).collect();
        let nearest = nearest(&profile, known);
        Claimed { profile, deviations, nearest }
    }

    /// Whether it is an equilibrium.
    pub fn holds(&self) -> bool {
        self.deviations.is_empty()
    }
}

fn nearest(profile: &MixedProfile, known: &[Equilibrium]) -> Option<MixedProfile> {
    let listed = known.iter().map(Equilibrium::profile);
    let players = 0..profile.mixtures().len();
    let same = |other: &&MixedProfile| {
        players.clone().all(|player| other.support(player) == profile.support(player))
    };
    let alike = listed.filter(same);
    // A guide among exact equilibria; nothing is concluded from it.
    let nearest = alike.min_by(|a, b| distance(profile, a).total_cmp(&distance(profile, b)));
    nearest.cloned()
}

fn distance(a: &MixedProfile, b: &MixedProfile) -> f64 {
    let chances = |profile: &MixedProfile| -> Vec<f64> {
        profile.mixtures().iter().flatten().map(Algebraic::to_f64).collect()
    };
    chances(a).iter().zip(chances(b)).map(|(a, b)| (a - b).abs()).sum()
}
