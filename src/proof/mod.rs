//! Checks a proof of which equilibria of a two-player game are the extreme ones.
//!
//! A proof is a tree of cases (`docs/src/reference/proof.md` has its grammar, its meaning, and why
//! it is complete): *is this label tight at the row player's strategy, or not?* Every way down ends
//! where nothing is left, for a reason that is a few integers, or at two faces whose vertices are
//! listed. This checker shares with the solvers numbers, linear algebra and games, and no search:
//! it adds, multiplies and compares integers, and enumerates the vertices of the faces.

mod reader;
mod rules;

pub use reader::Step;

use reader::Reader;
use rules::{Face, Status};

use crate::budget::{Budget, Stopped};
use crate::game::StrategicGame;
use crate::number::{Integer, Rational};

/// What an accepted proof proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// All extreme equilibria: the probabilities of the row player's options and of the column
    /// player's.
    pub equilibria: Vec<[Vec<Rational>; 2]>,
    /// While every payoff moves by less than this, every equilibrium of the game keeps within the
    /// options that those of one leaf of the proof play: no new support appears. `None` if ties
    /// leave no room, or the proof does not tell.
    pub robustness: Option<Rational>,
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line at which it fails, from 1.
    pub line: usize,
    /// What fails there.
    pub why: Why,
}

/// What fails at a line of a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// The first line is not `standoff-proof/1`.
    Version,
    /// The proof is about another game.
    OtherGame,
    /// The game has not two players.
    Players,
    /// The line is no step, or ends early.
    Malformed,
    /// The step is not allowed at this place.
    Misplaced,
    /// The label to branch on is decided on that side.
    Decided,
    /// The multipliers do not prove what their signs must be.
    Multipliers,
    /// The list is not that of the vertices of the face without excluded label.
    Vertices,
    /// Some label is tight on neither side.
    Undecided,
    /// The text ends before the proof does.
    Short,
    /// The line does not count what was found.
    Count,
    /// A line follows the end of the proof.
    Long,
    /// The budget ended.
    Stopped,
}

/// Checks a proof against a game.
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::game::{Player, StrategicGame};
/// use standoff::{nash, proof};
/// let pennies = StrategicGame::bimatrix(
///     Player::plain("even", &["heads", "tails"]),
///     Player::plain("odd", &["heads", "tails"]),
///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
/// );
/// let text = nash::prove(&pennies, &Budget::default())?;
/// let proved = proof::check(&pennies, &text, &Budget::default()).expect("it is a proof");
/// assert_eq!(proved.equilibria.len(), 1);
/// # Ok::<(), standoff::budget::Stopped>(())
/// ```
///
/// # Errors
/// The first line that proves nothing.
pub fn check(game: &StrategicGame, proof: &str, budget: &Budget) -> Result<Proved, Fault> {
    let mut checker = Checker {
        reader: Reader::new(proof),
        faces: [Vec::new(), Vec::new()],
        denominators: [Integer::ONE, Integer::ONE],
        robustness: Robustness::Unlimited,
        budget,
    };
    let found = checker.run(game);
    found.map_err(|why| Fault { line: checker.reader.line(), why })
}

impl From<Stopped> for Why {
    fn from(_: Stopped) -> Why {
        Why::Stopped
    }
}

/// A strategy, in proportions.
type Point = Vec<Integer>;

/// What is decided of every label on the row player's side and on the column player's.
#[derive(Clone)]
struct State([Vec<Status>; 2]);

struct Checker<'a> {
    reader: Reader<'a>,
    /// What the rows earn against columns for the column player's side, and the other way round.
    faces: [Vec<Vec<Integer>>; 2],
    /// What these are integers over.
    denominators: [Integer; 2],
    robustness: Robustness,
    budget: &'a Budget,
}

/// The robustness radius of the part of the tree that was followed.
enum Robustness {
    /// Nothing limits it.
    Unlimited,
    Radius(Rational),
    /// Some step does not survive any change.
    None,
}

impl Robustness {
    /// Once a step holds only within this radius.
    fn limit(&mut self, radius: Option<Rational>) {
        let known = std::mem::replace(self, Robustness::None);
        *self = match (known, radius) {
            (Robustness::None, _) | (_, None) => Robustness::None,
            (Robustness::Unlimited, Some(radius)) => Robustness::Radius(radius),
            (Robustness::Radius(known), Some(radius)) => Robustness::Radius(known.min(radius)),
        };
    }
}

impl Checker<'_> {
    fn run(&mut self, game: &StrategicGame) -> Result<Proved, Why> {
        let &[rows, columns] = game.sizes() else { return Err(Why::Players) };
        self.reader.header(game, rows, columns)?;
        let payoff = |player: usize, i: usize, j: usize| {
            game.table(player).numerator(i * game.stride(0) + j * game.stride(1))
        };
        let to_columns = |j| (0..rows).map(|i| payoff(1, i, j)).collect();
        let to_rows = |i| (0..columns).map(|j| payoff(0, i, j)).collect();
        self.faces = [(0..columns).map(to_columns).collect(), (0..rows).map(to_rows).collect()];
        self.denominators = [1, 0].map(|player| game.table(player).denominator());
        let nothing = State([(); 2].map(|()| vec![Status::Open; rows + columns]));
        let equilibria = self.tree(nothing)?;
        self.reader.end(equilibria.len())?;
        let robustness = match std::mem::replace(&mut self.robustness, Robustness::None) {
            Robustness::Radius(radius) => Some(radius),
            Robustness::Unlimited | Robustness::None => None,
        };
        Ok(Proved { equilibria, robustness })
    }

    fn face<'a>(&'a self, state: &'a State, side: usize) -> Face<'a> {
        let [rows, columns] = [self.faces[1].len(), self.faces[0].len()];
        let (own, first, other) = if side == 0 { (rows, 0, rows) } else { (columns, rows, 0) };
        let (payoffs, denominator) = (&self.faces[side], &self.denominators[side]);
        Face { payoffs, denominator, own, first, other, status: &state.0[side] }
    }

    /// Follows the tree; what it finds.
    fn tree(&mut self, root: State) -> Result<Vec<[Vec<Rational>; 2]>, Why> {
        let (mut found, mut open) = (Vec::new(), vec![root]);
        while let Some(mut state) = open.pop() {
            while (0..2).all(|side| !self.face(&state, side).is_closed()) {
                match self.step()? {
                    Step::Branch { side, label } => {
                        open.push(excluding(&state, side, label)?);
                        state.0[side][label] = Status::Tight;
                    }
                    Step::Tight { side, multipliers } => {
                        let proved = self.face(&state, side).tightened(&multipliers)?;
                        tighten(&mut state.0[side], &proved.labels);
                        self.robustness.limit(proved.radius);
                    }
                    Step::Faces => {
                        self.pairs(&state, &mut found)?;
                        break;
                    }
                    Step::Vertices { .. } => return Err(Why::Misplaced),
                }
            }
        }
        Ok(found)
    }

    fn step(&mut self) -> Result<Step, Why> {
        self.budget.check()?;
        self.reader.step(self.faces[1].len(), self.faces[0].len())
    }

    /// The pairs of vertices of two faces on which every label is tight on one side.
    fn pairs(&mut self, state: &State, found: &mut Vec<[Vec<Rational>; 2]>) -> Result<(), Why> {
        let tight = |label: usize| (0..2).any(|side| state.0[side][label] == Status::Tight);
        if !(0..state.0[0].len()).all(tight) {
            return Err(Why::Undecided);
        }
        let xs = self.vertices(state, 0)?;
        let ys = if xs.is_empty() { Vec::new() } else { self.vertices(state, 1)? };
        let plays_all = |side: usize, points: &[Point]| {
            let face = self.face(state, side);
            face.played().all(|option| points.iter().any(|point| !point[option].is_zero()))
        };
        if !(plays_all(0, &xs) && plays_all(1, &ys)) {
            self.robustness = Robustness::None;
        }
        let pairs = xs.iter().flat_map(|x| ys.iter().map(move |y| [shares(x), shares(y)]));
        found.extend(pairs);
        Ok(())
    }

    /// The vertices that the next line lists, which must be those of the side's face.
    fn vertices(&mut self, state: &State, expected: usize) -> Result<Vec<Point>, Why> {
        match self.step()? {
            Step::Vertices { side, points } if side == expected => {
                let vertices = self.face(state, side).vertices(self.budget)?;
                let same = rules::are_proportional(&points, &vertices);
                if same { Ok(points) } else { Err(Why::Vertices) }
            }
            _ => Err(Why::Misplaced),
        }
    }
}

/// Makes labels tight; those that are excluded close the case.
fn tighten(status: &mut [Status], labels: &[usize]) {
    for &label in labels {
        status[label] = match status[label] {
            Status::Excluded | Status::Contradiction => Status::Contradiction,
            Status::Open | Status::Tight => Status::Tight,
        };
    }
}

/// The case in which a label is not tight on a side, hence tight on the other.
fn excluding(state: &State, side: usize, label: usize) -> Result<State, Why> {
    if state.0[side][label] != Status::Open {
        return Err(Why::Decided);
    }
    let mut other = state.clone();
    other.0[side][label] = Status::Excluded;
    // It is not excluded there: then it would be tight here.
    other.0[1 - side][label] = Status::Tight;
    Ok(other)
}

/// Proportions as probabilities.
fn shares(point: &Point) -> Vec<Rational> {
    let total = point.iter().fold(Integer::ZERO, |sum, weight| sum + weight);
    let share = |weight: &Integer| Rational::ratio(weight.clone(), total.clone());
    point.iter().map(|weight| share(weight).unwrap_or_default()).collect()
}
