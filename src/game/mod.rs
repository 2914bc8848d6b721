//! Games: strategic form, trees with information sets, profiles and best responses.
//!
//! Inside, players and options are indices in the order of the file; names appear only at the
//! edges, in [`Player`].

mod digest;
mod expectation;
mod extensive;
mod profile;
mod strategic;
mod weights;

pub use extensive::{ExtensiveGame, InformationSet, InformationSetId, Node, NodeId};
pub use profile::{MixedProfile, MixedProfileError, Mixture, Profile};
pub use strategic::{PayoffTable, ShapeError, StrategicGame};
pub(crate) use weights::{OptionPayoffs, Weights};

/// A player and its options, with the names that people read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    /// The id that files and flags use.
    pub id: String,
    /// The name that people read; the id where none was given.
    pub name: String,
    /// The options of the player's move, in file order.
    pub options: Vec<OptionLabel>,
}

/// An option's id and the words that explain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionLabel {
    /// The id that files and flags use.
    pub id: String,
    /// What the option means, in words; the id where nothing was given.
    pub text: String,
}

impl Player {
    /// A player whose names are its ids: what a textbook game needs.
    pub fn plain(id: &str, options: &[&str]) -> Player {
        let label =
            |option: &&str| OptionLabel { id: option.to_string(), text: option.to_string() };
        Player { id: id.into(), name: id.into(), options: options.iter().map(label).collect() }
    }
}
