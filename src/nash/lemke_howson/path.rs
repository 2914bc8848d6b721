//! The path of the method from one label, pivot by pivot.

use super::{Label, Tableau};
use crate::game::{MixedProfile, StrategicGame};
use crate::nash::Equilibrium;
use crate::number::Rational;

/// A path: an iterator over its steps, which ends at an equilibrium.
///
/// ```
/// use standoff::game::{Player, StrategicGame};
/// use standoff::nash::lemke_howson::{Label, Path};
/// let pennies = StrategicGame::bimatrix(
///     Player::plain("even", &["heads", "tails"]),
///     Player::plain("odd", &["heads", "tails"]),
///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
/// );
/// let mut path = Path::new(&pennies, Label { player: 0, option: 0 });
/// assert_eq!(path.by_ref().count(), 4);
/// let equilibrium = path.equilibrium(&pennies).expect("the path has ended");
/// assert_eq!(equilibrium.profile().support(0), [0, 1]);
/// ```
#[derive(Clone, Debug)]
pub struct Path {
    dropped: Label,
    tableaux: [Tableau; 2],
    /// Whose strategy moves next, and the label that it gives up.
    next: Option<(usize, Label)>,
}

/// One pivot: a player's strategy moves along an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Whose strategy moves.
    pub player: usize,
    /// The label that it gives up: the variable that enters the basis. The mover's own label is the
    /// weight of that option, the other player's the slack of that option.
    pub given_up: Label,
    /// The label that it takes up: the variable that leaves the basis.
    pub taken_up: Label,
    /// Both strategies after the step; nothing where no option has weight yet.
    pub strategies: [Option<Vec<Rational>>; 2],
    /// The labels of both after the step. Where options tie, more may hold than the basis names.
    pub labels: [Vec<Label>; 2],
}

impl Path {
    /// The path that begins by giving up a label, where nothing is played.
    ///
    /// # Panics
    /// If the game has not two players, or has no such option.
    pub fn new(game: &StrategicGame, dropped: Label) -> Path {
        assert_eq!(game.sizes().len(), 2, "a game of two players");
        assert!(dropped.option < game.sizes()[dropped.player], "an option of the player");
        let tableaux = [Tableau::new(game, 0), Tableau::new(game, 1)];
        Path { dropped, tableaux, next: Some((dropped.player, dropped)) }
    }

    /// The label that was dropped first. It is missing all the way, and found again at the end.
    pub fn dropped(&self) -> Label {
        self.dropped
    }

    /// The side of a player where the path stands.
    pub fn tableau(&self, player: usize) -> &Tableau {
        &self.tableaux[player]
    }

    /// Moves on by one pivot; the player that moved, the label given up and the one taken up.
    pub fn advance(&mut self) -> Option<(usize, Label, Label)> {
        let (player, given_up) = self.next.take()?;
        let taken_up = self.tableaux[player].pivot(given_up)?;
        // The label is now held by both strategies, unless it is the missing one: the other gives
        // it up.
        self.next = (taken_up != self.dropped).then_some((1 - player, taken_up));
        Some((player, given_up, taken_up))
    }

    /// Whether the path stands at its end.
    pub fn has_ended(&self) -> bool {
        self.next.is_none()
    }

    /// The equilibrium at the end of the path; nothing before.
    pub fn equilibrium(&self, game: &StrategicGame) -> Option<Equilibrium> {
        if !self.has_ended() {
            return None;
        }
        let strategies = [self.tableaux[0].strategy()?, self.tableaux[1].strategy()?];
        Equilibrium::check(game, MixedProfile::rational(strategies.to_vec()).ok()?).ok()
    }
}

impl Iterator for Path {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let (player, given_up, taken_up) = self.advance()?;
        let [rows, columns] = &self.tableaux;
        Some(Step {
            player,
            given_up,
            taken_up,
            strategies: [rows.strategy(), columns.strategy()],
            labels: [rows.labels(), columns.labels()],
        })
    }
}
