//! Support enumeration, support by support: the indifference conditions, their solution, and why
//! it is an equilibrium or not.
//!
//! A *support* gives each player the options that it plays with positive probability. An
//! equilibrium with support $S$ satisfies
//!
//! $$ u_i(a, x_{-i}) = u_i(b, x_{-i}) \;\; (a, b \in S_i), \qquad x_i(a) > 0, \qquad
//!    u_i(a, x_{-i}) \ge u_i(c, x_{-i}) \;\; (c \notin S_i). $$
//!
//! Only supports of what iterated strict dominance leaves are examined, few mixers first. Where
//! nobody mixes the definition decides. Where two mix, each one's conditions are linear in the
//! other's probabilities: they contradict each other, or have one solution, which is then checked.
//! Where they leave a continuum (a degenerate game), or where three and more mix (polynomials), the
//! solver of [`nash::all`] is asked what has exactly this support; what it has not decided is not
//! decided here, for its reason.

use std::cell::OnceCell;

use itertools::Itertools;
use nalgebra::DMatrix;

use crate::budget::{Budget, Stopped};
use crate::dominance::{self, Dominated, dominates};
use crate::game::{MixedProfile, StrategicGame};
use crate::linalg::linear::{Solutions, solve};
use crate::nash::{self, Deviation, Equilibria, Equilibrium, NashSubset, UndecidedReason};
use crate::number::{Algebraic, Integer, Rational};

/// At most so many supports are examined; the rest are counted. All of a game of 6×6 are.
const MOST_EXAMINED: usize = 4_000;

/// The supports of a game, examined one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Supports {
    /// How many choices of supports the game has.
    pub all: Integer,
    /// What strict dominance deletes first.
    pub dominated: Vec<Dominated>,
    /// The options that it leaves.
    pub kept: Vec<Vec<usize>>,
    /// The supports of what is left, examined: few mixers first, then small supports.
    pub steps: Vec<Examined>,
    /// How many more of what is left were not examined.
    pub left_out: Integer,
    /// How many equilibria the solver lists, the extreme ones of continua among them; nothing if
    /// it was not asked.
    pub listed: Option<usize>,
}

/// One choice of supports, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// For each player the options that it plays.
    pub support: Vec<Vec<usize>>,
    /// What must hold for those who mix.
    pub equations: Vec<Equation>,
    /// What follows.
    pub verdict: Verdict,
}

impl Examined {
    /// The players who mix.
    pub fn mixers(&self) -> impl Iterator<Item = usize> + '_ {
        mixers(&self.support)
    }
}

/// A player must be indifferent between two of its options: the terms sum to 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// Who must be indifferent.
    pub player: usize,
    /// Between which options.
    pub options: [usize; 2],
    /// By how much the first is better where the others do this, times the probabilities of it.
    pub terms: Vec<Term>,
}

/// A term of an equation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// By how much the first option is better than the second.
    pub coefficient: Rational,
    /// The options of the other mixers: its factors are their probabilities.
    pub factors: Vec<(usize, usize)>,
}

/// What became of a support.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// Excluded: whatever the others mix in this support, another option is better than one of it.
    Dominated {
        /// Whose.
        player: usize,
        /// The option of the support.
        option: usize,
        /// The better one.
        by: usize,
        /// By how much, at least and at most, against the others' options of the support; the
        /// least may be 0.
        margins: [Rational; 2],
    },
    /// Excluded: the conditions of this player contradict each other.
    Contradiction {
        /// Whose conditions.
        player: usize,
    },
    /// Excluded: their only solution has a probability that is not above 0.
    NotPositive {
        /// Who must be indifferent.
        player: usize,
        /// Whose probabilities would have to see to that.
        mixer: usize,
        /// They: one for each of the mixer's options in the support.
        solution: Vec<Rational>,
        /// The first option whose probability is not positive.
        option: usize,
    },
    /// Excluded: at the only solution somebody gains by an option outside.
    Leaves {
        /// The solution.
        profile: MixedProfile,
        /// Who gains, by what, how much.
        deviation: Deviation,
    },
    /// Equilibria with exactly this support, each checked: one unless three and more mix.
    Equilibria(Vec<Equilibrium>),
    /// A continuum of equilibria with exactly this support, by its extreme strategies.
    Continuum(NashSubset),
    /// Excluded: the solver has no equilibrium with this support, and has them all.
    Empty,
    /// Not decided, or not in full.
    Undecided {
        /// The equilibria with exactly this support that are known all the same.
        known: Vec<Equilibrium>,
        /// Why the rest is not.
        why: UndecidedReason,
    },
}

impl Verdict {
    /// Whether the support is known to have an equilibrium.
    pub fn is_equilibrium(&self) -> bool {
        matches!(self, Verdict::Continuum(_)) || !self.known().is_empty()
    }

    /// The equilibria with exactly this support that are known, continua aside.
    pub fn known(&self) -> &[Equilibrium] {
        match self {
            Verdict::Equilibria(known) | Verdict::Undecided { known, .. } => known,
            _ => &[],
        }
    }

    /// Whether everything about the support is known.
    pub fn is_decided(&self) -> bool {
        !matches!(self, Verdict::Undecided { .. })
    }
}

impl Supports {
    /// Whether every support was examined and decided.
    pub fn is_all(&self) -> bool {
        self.left_out.is_zero() && self.steps.iter().all(|step| step.verdict.is_decided())
    }

    /// Whether a limit was met: on the supports that are examined, or one of the solver.
    pub fn is_limited(&self) -> bool {
        let limit = |step: &Examined| match step.verdict {
            Verdict::Undecided { why, .. } => {
                matches!(why, UndecidedReason::Stopped | UndecidedReason::TooManySupports { .. })
            }
            _ => false,
        };
        !self.left_out.is_zero() || self.steps.iter().any(limit)
    }

    /// The supports that are known to have an equilibrium.
    pub fn found(&self) -> impl Iterator<Item = &Examined> {
        self.steps.iter().filter(|step| step.verdict.is_equilibrium())
    }
}

/// Examines the supports of a game.
///
/// # Errors
/// [`Stopped`] when the budget ends before the first support.
pub fn supports(game: &StrategicGame, budget: &Budget) -> Result<Supports, Stopped> {
    budget.check()?;
    let elimination = dominance::strict(game, budget);
    let kept = elimination.kept;
    let examiner = Examiner { game, kept: &kept, budget, solved: OnceCell::new() };
    let mut steps = Vec::new();
    for support in in_order(&kept).take(MOST_EXAMINED) {
        match examiner.examine(support) {
            Ok(examined) => steps.push(examined),
            Err(Stopped) => break,
        }
    }
    let sizes = kept.iter().map(Vec::len);
    let left_out = count(sizes) - Integer::from(steps.len());
    let all = count(game.sizes().iter().copied());
    let listed = examiner.solved.get().map(|solved| solved.equilibria.len());
    Ok(Supports { all, dominated: elimination.dominated, steps, left_out, listed, kept })
}

/// How many choices of supports there are.
fn count(sizes: impl Iterator<Item = usize>) -> Integer {
    sizes.map(|size| (Integer::ONE << size) - Integer::ONE).fold(Integer::ONE, |all, n| all * n)
}

/// The choices of supports: by the number of mixers, then by size, then in file order.
fn in_order(kept: &[Vec<usize>]) -> impl Iterator<Item = Vec<Vec<usize>>> + '_ {
    let sizes = kept.iter().map(|options| 1..=options.len()).multi_cartesian_product();
    let mixers = |sizes: &Vec<usize>| sizes.iter().filter(|&&size| size > 1).count();
    let sizes = sizes.sorted_by_key(|sizes| (mixers(sizes), sizes.iter().sum::<usize>()));
    sizes.flat_map(move |sizes| {
        let of_player = |(options, &size): (&Vec<usize>, &usize)| {
            // No more of one player's are needed than are examined.
            let subsets = options.iter().copied().combinations(size).take(MOST_EXAMINED);
            subsets.collect_vec()
        };
        kept.iter().zip(&sizes).map(of_player).multi_cartesian_product()
    })
}

struct Examiner<'a> {
    game: &'a StrategicGame,
    kept: &'a [Vec<usize>],
    budget: &'a Budget,
    /// What the solver says, once it was needed.
    solved: OnceCell<Equilibria>,
}

impl Examiner<'_> {
    fn examine(&self, support: Vec<Vec<usize>>) -> Result<Examined, Stopped> {
        self.budget.check()?;
        let mixers = mixers(&support).collect_vec();
        let equations = mixers.iter().flat_map(|&player| self.equations(player, &support));
        let equations = equations.collect_vec();
        let verdict = match mixers[..] {
            [] => self.checked(&support, &[]),
            _ => match self.dominated(&support) {
                Some(dominated) => dominated,
                None => match mixers[..] {
                    [i, j] => self.linear(&support, &equations, [i, j])?,
                    _ => self.by_solver(&support)?,
                },
            },
        };
        Ok(Examined { support, equations, verdict })
    }

    /// The conditions of a player who mixes: its first option is worth as much as each other.
    fn equations(&self, player: usize, support: &[Vec<usize>]) -> Vec<Equation> {
        let (table, stride) = (self.game.table(player), self.game.stride(player));
        let first = support[player][0];
        let equation = |&second: &usize| {
            let term = |base: usize| Term {
                coefficient: table.payoff(base + first * stride)
                    - table.payoff(base + second * stride),
                factors: self.factors(player, support, base),
            };
            let terms = self.game.opposing(player, support).map(term);
            Equation { player, options: [first, second], terms: terms.collect() }
        };
        support[player][1..].iter().map(equation).collect()
    }

    /// What the mixers other than `player` do in a profile.
    fn factors(&self, player: usize, support: &[Vec<usize>], base: usize) -> Vec<(usize, usize)> {
        let profile = self.game.profile(base);
        let mixing = (0..support.len()).filter(|&p| p != player && support[p].len() > 1);
        mixing.map(|p| (p, profile.0[p])).collect()
    }

    /// An option of the support that another is better than wherever the others stay in it.
    /// All their options there have positive probability: never worse and somewhere better is
    /// enough.
    fn dominated(&self, support: &[Vec<usize>]) -> Option<Verdict> {
        for player in 0..support.len() {
            // First options of the support itself: that is what a mixer's indifference is about.
            let own = self.kept[player].iter().filter(|by| support[player].contains(by));
            let outside = self.kept[player].iter().filter(|by| !support[player].contains(by));
            for (&by, &option) in own.chain(outside).cartesian_product(&support[player]) {
                if dominates(self.game, player, by, option, support, false) {
                    let margins = self.margins(player, by, option, support);
                    return Some(Verdict::Dominated { player, option, by, margins });
                }
            }
        }
        None
    }

    fn margins(
        &self,
        player: usize,
        by: usize,
        option: usize,
        support: &[Vec<usize>],
    ) -> [Rational; 2] {
        let (table, stride) = (self.game.table(player), self.game.stride(player));
        let margin = |base| table.payoff(base + by * stride) - table.payoff(base + option * stride);
        let margins = self.game.opposing(player, support).map(margin).minmax();
        let (least, most) = margins.into_option().unwrap_or_default();
        [least, most]
    }

    /// A support in which two players mix: each one's conditions determine the other's
    /// probabilities.
    fn linear(
        &self,
        support: &[Vec<usize>],
        equations: &[Equation],
        [i, j]: [usize; 2],
    ) -> Result<Verdict, Stopped> {
        let mut solutions = Vec::new();
        for (player, mixer) in [(i, j), (j, i)] {
            let own = equations.iter().filter(|equation| equation.player == player).collect_vec();
            let options = &support[mixer];
            let a = DMatrix::from_fn(own.len() + 1, options.len(), |row, column| {
                let equation = row.checked_sub(1).map(|row| own[row]);
                equation.map_or(Rational::ONE, |e| e.terms[column].coefficient.clone())
            });
            let mut b = vec![Rational::ZERO; own.len() + 1];
            b[0] = Rational::ONE;
            match solve(&a, &b) {
                Solutions::None => return Ok(Verdict::Contradiction { player }),
                // Many, but the other's conditions may still exclude them all.
                Solutions::Affine { .. } => {}
                Solutions::Unique(solution) => {
                    if let Some(at) = solution.iter().position(|p| !p.is_positive()) {
                        let option = options[at];
                        return Ok(Verdict::NotPositive { player, mixer, solution, option });
                    }
                    solutions.push((mixer, solution));
                }
            }
        }
        if solutions.len() == 2 {
            Ok(self.checked(support, &solutions))
        } else {
            self.by_solver(support)
        }
    }

    /// The definition, for the profile in which the mixers play these probabilities.
    fn checked(&self, support: &[Vec<usize>], mixed: &[(usize, Vec<Rational>)]) -> Verdict {
        let strategy = |player: usize| {
            let certain = [Rational::ONE];
            let known = mixed.iter().find(|(mixer, _)| *mixer == player);
            let chances = known.map_or(&certain[..], |(_, chances)| chances);
            let mut strategy = vec![Rational::ZERO; self.game.sizes()[player]];
            for (&option, chance) in support[player].iter().zip(chances) {
                strategy[option] = chance.clone();
            }
            strategy
        };
        let Ok(profile) = MixedProfile::rational((0..support.len()).map(strategy).collect()) else {
            return Verdict::Undecided { known: Vec::new(), why: UndecidedReason::Refused };
        };
        match Equilibrium::check(self.game, profile.clone()) {
            Ok(equilibrium) => Verdict::Equilibria(vec![equilibrium]),
            Err(deviation) => Verdict::Leaves { profile, deviation },
        }
    }

    /// What the solver for all equilibria has with exactly this support.
    fn by_solver(&self, support: &[Vec<usize>]) -> Result<Verdict, Stopped> {
        let solved = self.solved.get_or_init(|| nash::all(self.game, self.budget));
        self.budget.check()?;
        let exactly = |equilibrium: &&Equilibrium| {
            let mut players = 0..support.len();
            players.all(|player| equilibrium.profile().support(player) == support[player])
        };
        let known = solved.equilibria.iter().filter(exactly).cloned().collect_vec();
        let undecided = || solved.coverage.undecided.iter();
        let mut open = undecided().filter(|open| match &open.support {
            // The tie of two: all that lies in it, but for what only one of them mixes.
            Some(of) if open.why == UndecidedReason::Bilinear => {
                within(support, of) && mixers(support).eq(mixers(of))
            }
            Some(of) => support == of,
            None => false,
        });
        if let Some(open) = open.next() {
            return Ok(Verdict::Undecided { known, why: open.why });
        }
        let faces = solved.components.iter().flat_map(|component| &component.subsets);
        let mut faces = faces.filter_map(|subset| face(subset, support));
        let is_point = |face: &NashSubset| face.factors.iter().all(|factor| factor.len() == 1);
        Ok(match faces.find(|face| !is_point(face)) {
            Some(face) => Verdict::Continuum(face),
            // What was not examined may be this support too.
            None => match undecided().find(|open| open.support.is_none()) {
                Some(open) => Verdict::Undecided { known, why: open.why },
                None if known.is_empty() => Verdict::Empty,
                None => Verdict::Equilibria(known),
            },
        })
    }
}

/// The players who mix in a choice of supports.
fn mixers(support: &[Vec<usize>]) -> impl Iterator<Item = usize> + '_ {
    (0..support.len()).filter(|&player| support[player].len() > 1)
}

/// Whether each player's options are among those of another choice of supports.
fn within(support: &[Vec<usize>], other: &[Vec<usize>]) -> bool {
    support.iter().zip(other).all(|(own, of)| own.iter().all(|option| of.contains(option)))
}

/// The part of a product of polytopes that lies over a support and touches none of its sides;
/// nothing if there is none.
fn face(subset: &NashSubset, support: &[Vec<usize>]) -> Option<NashSubset> {
    let of_player = |(factor, options): (&Vec<Vec<Algebraic>>, &Vec<usize>)| {
        let played = |x: &[Algebraic]| (0..x.len()).filter(|&o| !x[o].is_zero()).collect_vec();
        let inside = |x: &&Vec<Algebraic>| played(x).iter().all(|option| options.contains(option));
        let vertices = factor.iter().filter(inside).cloned().collect_vec();
        let covered = vertices.iter().flat_map(|x| played(x)).sorted().dedup().collect_vec();
        (covered == *options).then_some(vertices)
    };
    let factors = subset.factors.iter().zip(support).map(of_player).collect::<Option<Vec<_>>>()?;
    Some(NashSubset { factors })
}
