//! Pure and mixed profiles.

use std::fmt;

use crate::number::{Algebraic, Rational};

/// One option for each player: indices into [`super::Player::options`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Profile(pub Vec<usize>);

/// A probability for each option of one player, in file order.
pub type Mixture = Vec<Algebraic>;

/// A mixture for each player: probabilities at least 0, summing to exactly 1, all in one
/// quadratic field, so that expected payoffs are exact.
///
/// ```
/// use standoff::game::MixedProfile;
/// use standoff::number::Rational;
/// let half = Rational::new(1, 2);
/// assert!(MixedProfile::rational(vec![vec![half.clone(), half.clone()]]).is_ok());
/// assert!(MixedProfile::rational(vec![vec![half]]).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MixedProfile(Vec<Mixture>);

/// Why numbers are not a mixed profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MixedProfileError {
    /// A probability of this player is below 0.
    Negative {
        /// The player's index.
        player: usize,
    },
    /// The probabilities of this player do not sum to 1.
    Sum {
        /// The player's index.
        player: usize,
    },
    /// Two probabilities lie in different quadratic fields.
    Fields,
}

impl fmt::Display for MixedProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MixedProfileError::Negative { player } => {
                write!(f, "a probability of player {} is below 0", player + 1)
            }
            MixedProfileError::Sum { player } => {
                write!(f, "the probabilities of player {} do not sum to 1", player + 1)
            }
            MixedProfileError::Fields => f.write_str("two different square roots in one profile"),
        }
    }
}

impl std::error::Error for MixedProfileError {}

impl MixedProfile {
    /// A profile of exact numbers, checked.
    ///
    /// # Errors
    /// If a probability is negative, a sum is not 1, or the numbers lie in different fields.
    pub fn new(mixtures: Vec<Mixture>) -> Result<MixedProfile, MixedProfileError> {
        let mut numbers = mixtures.iter().flatten();
        if let Some(root) = numbers.clone().find(|number| number.as_rational().is_none())
            && !numbers.all(|number| number.shares_field(root))
        {
            return Err(MixedProfileError::Fields);
        }
        for (player, mixture) in mixtures.iter().enumerate() {
            if mixture.iter().any(Algebraic::is_negative) {
                return Err(MixedProfileError::Negative { player });
            }
            let total: Algebraic = mixture.iter().filter(|p| !p.is_zero()).sum();
            if total != Algebraic::ONE {
                return Err(MixedProfileError::Sum { player });
            }
        }
        Ok(MixedProfile(mixtures))
    }

    /// A profile of rational numbers, checked.
    ///
    /// # Errors
    /// As [`MixedProfile::new`].
    pub fn rational(mixtures: Vec<Vec<Rational>>) -> Result<MixedProfile, MixedProfileError> {
        let exact = |mixture: Vec<Rational>| mixture.into_iter().map(Algebraic::from).collect();
        MixedProfile::new(mixtures.into_iter().map(exact).collect())
    }

    /// The profile that plays `profile` for certain; `sizes` are the numbers of options.
    pub fn pure(profile: &Profile, sizes: &[usize]) -> MixedProfile {
        let certain = |(&option, &size): (&usize, &usize)| {
            (0..size).map(|o| Rational::from(i64::from(o == option)).into()).collect()
        };
        MixedProfile(profile.0.iter().zip(sizes).map(certain).collect())
    }

    /// The mixture of each player.
    pub fn mixtures(&self) -> &[Mixture] {
        &self.0
    }

    /// The options that a player plays with positive probability, in file order.
    pub fn support(&self, player: usize) -> Vec<usize> {
        (0..self.0[player].len()).filter(|&option| !self.0[player][option].is_zero()).collect()
    }

    /// The pure profile, if every player plays one option for certain.
    pub fn as_pure(&self) -> Option<Profile> {
        let certain = |player| match self.support(player)[..] {
            [option] => Some(option),
            _ => None,
        };
        (0..self.0.len()).map(certain).collect::<Option<Vec<_>>>().map(Profile)
    }
}
