//! All equilibria of games with three and more players, support by support.
//!
//! A *support* gives each player the options played with positive probability. An equilibrium with
//! support $S$ is a point of the open product of simplices over $S$ with
//!
//! $$ u_i(a, x_{-i}) = u_i(b, x_{-i}) \;\; (a, b \in S_i), \qquad
//!    u_i(a, x_{-i}) \ge u_i(c, x_{-i}) \;\; (a \in S_i,\, c \notin S_i). $$
//!
//! After iterated strict dominance: supports with at most two mixing players are bimatrix games
//! ([`super::pairs`]); three mixers with two options each are one quadratic equation
//! ([`super::cube`]), and so are most with two such mixers and a third one with more options
//! ([`super::prism`]); of the rest, those are decided that conditional dominance excludes, whose
//! indifference conditions are void, or determined by those that are affine in the joint vector
//! of probabilities; or bisection proves that they have no equilibrium ([`super::bisection`]).
//! Every other support is listed as undecided, never dropped.
//!
//! The supports are the leaves of a tree, one player a level; a branch ends when a chosen option
//! is strictly dominated by a pure one, given what the others may still choose (R. Porter, E.
//! Nudelman, Y. Shoham, "Simple search methods for finding a Nash equilibrium", *Games Econ.
//! Behav.* 63 (2008) 642–662, §4.2, Algorithm 2; here every subset is visited, with exact tests).
//! Cost: $\prod_i (2^{k_i} - 1)$ leaves at most.

use super::bimatrix::spread;
use super::bisection::{PARTS_OF_A_GAME, proved_empty};
use super::cube::{Cube, Graph, Part};
use super::equilibria::{Argument, Equilibria, Undecided, UndecidedReason};
use super::equilibrium::Equilibrium;
use super::linear_support::{Affine, affine_conditions};
use super::pairs::{add_pairs, add_product};
use super::prism::{Fibre, Prism};
use super::product::{Product, outer_conditions};
use super::union::{Curve, Union, simplices};
use crate::budget::{Budget, Progress, Stopped};
use crate::dominance::{self, dominates};
use crate::game::{MixedProfile, StrategicGame};
use crate::number::{Algebraic, Rational};

/// How many points of a curve are tried for one that is an equilibrium, where that is not
/// certain for the whole curve. More take time, fewer miss short arcs; nothing rests on it, since
/// the curve is reported as undecided.
const SAMPLES: i64 = 16;

/// All equilibria of a game with three or more players, as far as they can be decided.
///
/// # Panics
/// If the game has fewer than two players; [`super::all`] takes every game.
pub fn supports(game: &StrategicGame, budget: &Budget) -> Equilibria {
    assert!(game.sizes().len() > 1, "a game of several players");
    let elimination = dominance::strict(game, budget);
    let kept = &elimination.kept;
    if indifferent(game, kept) {
        let argument = if elimination.solves() { Argument::Dominance } else { Argument::Supports };
        return Union::face(game, kept).assemble(game, argument, budget);
    }
    let mut union = Union::with_pure_equilibria(game, budget);
    let pairs = add_pairs(game, kept, &mut union, budget);
    let mut tree =
        Tree { game, kept, budget, union, seen: 0, tried: 0, parts_left: PARTS_OF_A_GAME };
    if pairs.and_then(|()| tree.search()).is_err() {
        tree.union.undecided.push(Undecided::stopped());
    }
    tree.union.assemble(game, Argument::Supports, budget)
}

/// Whether no player's options differ for that player, against all that is kept.
pub(super) fn indifferent(game: &StrategicGame, kept: &[Vec<usize>]) -> bool {
    (0..kept.len()).all(|player| {
        let (table, stride) = (game.table(player), game.stride(player));
        let first = kept[player][0] * stride;
        game.opposing(player, kept).all(|base| {
            let same =
                |&option: &usize| table.compare(base + first, base + option * stride).is_eq();
            kept[player].iter().all(same)
        })
    })
}

/// The search through all supports with three or more mixing players.
struct Tree<'a> {
    game: &'a StrategicGame,
    kept: &'a [Vec<usize>],
    budget: &'a Budget,
    union: Union,
    /// Supports that were examined or excluded.
    seen: u64,
    /// Supports that were tried, parts of supports included: what the budget limits.
    tried: u64,
    /// What bisection may still spend.
    parts_left: usize,
}

/// Why a search ends early.
enum Halt {
    Stopped,
    TooMany,
}

impl From<Stopped> for Halt {
    fn from(_: Stopped) -> Halt {
        Halt::Stopped
    }
}

impl Tree<'_> {
    fn search(&mut self) -> Result<(), Stopped> {
        let result = self.descend(0, self.kept.to_vec());
        match result {
            Ok(()) => Ok(()),
            Err(Halt::Stopped) => Err(Stopped),
            Err(Halt::TooMany) => {
                let left = self.supports_below(0, 0).saturating_sub(self.seen);
                let why = UndecidedReason::TooManySupports { left };
                self.union.undecided.push(Undecided { support: None, why });
                Ok(())
            }
        }
    }

    /// Visits every support in which the first `depth` players have exactly `domains` and the
    /// others some part of it.
    fn descend(&mut self, depth: usize, mut domains: Vec<Vec<usize>>) -> Result<(), Halt> {
        let mixers = domains[..depth].iter().filter(|options| options.len() > 1).count();
        let below = self.supports_below(depth, mixers);
        let finished = self.seen.saturating_add(below);
        if below == 0 {
            return Ok(());
        }
        if self.tried == self.budget.max_supports {
            return Err(Halt::TooMany);
        }
        self.tried += 1;
        if self.prune(depth, &mut domains)? {
            if depth == domains.len() {
                self.examine(&domains)?;
            } else {
                for chosen in subsets(&domains[depth]) {
                    let mut next = domains.clone();
                    next[depth] = chosen;
                    self.descend(depth + 1, next)?;
                }
            }
        }
        self.seen = finished;
        Ok(())
    }

    /// How many supports with three or more mixers there are below a node.
    fn supports_below(&self, depth: usize, mixers: usize) -> u64 {
        // Ways to choose with 0, 1, 2, and three or more mixers.
        let mut ways = [0u64; 4];
        ways[mixers.min(3)] = 1;
        for options in &self.kept[depth..] {
            let size = options.len() as u64;
            let power = u32::try_from(size).ok().and_then(|size| 2u64.checked_pow(size));
            let mixed = power.unwrap_or(u64::MAX).saturating_sub(1 + size);
            let mut next = [0; 4];
            for (count, way) in ways.into_iter().enumerate() {
                next[count] = way.saturating_mul(size).saturating_add(next[count]);
                let after = &mut next[(count + 1).min(3)];
                *after = way.saturating_mul(mixed).saturating_add(*after);
            }
            ways = next;
        }
        ways[3]
    }

    /// Takes out of the open domains what is strictly dominated given the others' domains, again
    /// and again; false if a chosen option is.
    fn prune(&self, depth: usize, domains: &mut [Vec<usize>]) -> Result<bool, Stopped> {
        loop {
            let mut changed = false;
            for player in 0..domains.len() {
                self.budget.check()?;
                let open = domains[player].iter().copied().filter(|&option| {
                    let better =
                        |&by: &usize| dominates(self.game, player, by, option, domains, true);
                    !self.kept[player].iter().any(better)
                });
                let open: Vec<usize> = open.collect();
                if open.len() < domains[player].len() {
                    if player < depth || open.is_empty() {
                        return Ok(false);
                    }
                    domains[player] = open;
                    changed = true;
                }
            }
            if !changed {
                return Ok(true);
            }
        }
    }

    /// Decides one support, or lists it.
    fn examine(&mut self, support: &[Vec<usize>]) -> Result<(), Stopped> {
        if self.tried.is_multiple_of(1024) {
            let (done, of) = (self.tried, Some(self.supports_below(0, 0)));
            self.budget.report(Progress { what: "supports", done, of });
        }
        if self.never_indifferent(support) {
            return Ok(());
        }
        let mixers: Vec<usize> = (0..support.len()).filter(|&p| support[p].len() > 1).collect();
        if let [p, q, r] = mixers[..]
            && mixers.iter().all(|&mixer| support[mixer].len() == 2)
        {
            return self.cube(&Cube { mixers: [p, q, r], supports: support.to_vec() });
        }
        match affine_conditions(self.game, support) {
            Affine::None => {}
            Affine::Void => {
                let product = Product::new(simplices(self.game, support));
                add_product(self.game, self.kept, product, &mut self.union, self.budget)?;
            }
            Affine::Point(profile) => {
                // Not an equilibrium: then the support has none.
                if let Ok(profile) = MixedProfile::rational(profile) {
                    self.add_if_equilibrium(profile);
                }
            }
            Affine::Undetermined => {
                if !self.prism(support, &mixers)? && !self.proved_empty(support)? {
                    self.union.add_undecided(support, UndecidedReason::Polynomial);
                }
            }
        }
        Ok(())
    }

    /// Whether some option is never worse and somewhere better than another of the support: in
    /// the open product it is better everywhere.
    fn never_indifferent(&self, support: &[Vec<usize>]) -> bool {
        (0..support.len()).filter(|&player| support[player].len() > 1).any(|player| {
            support[player].iter().any(|&option| {
                let better = |&by: &usize| dominates(self.game, player, by, option, support, false);
                self.kept[player].iter().any(better)
            })
        })
    }

    fn add_if_equilibrium(&mut self, profile: MixedProfile) {
        if Equilibrium::check(self.game, profile.clone()).is_ok() {
            match rational(&profile) {
                Some(factors) => {
                    let points = factors.into_iter().map(|strategy| vec![strategy]);
                    self.union.products.push(Product::new(points.collect()));
                }
                None => self.union.points.push(profile),
            }
        }
    }

    fn proved_empty(&mut self, support: &[Vec<usize>]) -> Result<bool, Stopped> {
        proved_empty(self.game, self.kept, support, &mut self.parts_left, self.budget)
    }

    /// Decides a support of three mixers, two of which have two options; false if it cannot.
    fn prism(&mut self, support: &[Vec<usize>], mixers: &[usize]) -> Result<bool, Stopped> {
        let (narrow, wide): (Vec<usize>, Vec<usize>) =
            mixers.iter().partition(|&&mixer| support[mixer].len() == 2);
        let (&[q, r], &[wide]) = (&narrow[..], &wide[..]) else { return Ok(false) };
        let prism = Prism { wide, narrow: [q, r], supports: support.to_vec() };
        let Some(fibres) = prism.indifferent(self.game, self.budget)? else { return Ok(false) };
        for fibre in fibres {
            match fibre {
                Fibre::Point(x, second) => {
                    // A negative probability: no profile, so no equilibrium.
                    if let Ok(profile) = MixedProfile::new(prism.profile(self.game, &x, &second)) {
                        self.add_if_equilibrium(profile);
                    }
                }
                Fibre::Polytope(strategies, second) if !strategies.is_empty() => {
                    let product = prism.product(self.game, &strategies, &second);
                    add_product(self.game, self.kept, product, &mut self.union, self.budget)?;
                }
                Fibre::Polytope(..) => {}
            }
        }
        Ok(true)
    }

    fn cube(&mut self, cube: &Cube) -> Result<(), Stopped> {
        for part in cube.indifferent(self.game) {
            match part {
                Part::Point(second) => {
                    let profile = cube.profile(self.game, &second);
                    // All three lie in one field, and in the open cube.
                    if let Ok(profile) = MixedProfile::new(profile) {
                        self.add_if_equilibrium(profile);
                    }
                }
                Part::Box(known) => {
                    let side = |value: Option<Rational>| {
                        value.map_or(vec![Rational::ZERO, Rational::ONE], |value| vec![value])
                    };
                    let product = cube.product(self.game, &known.map(side));
                    add_product(self.game, self.kept, product, &mut self.union, self.budget)?;
                }
                Part::Graph(graph) => self.graph(cube, &graph)?,
            }
        }
        Ok(())
    }

    /// A curve or surface of indifferent profiles: silent if no equilibrium is on it, else
    /// undecided, with a sample if one is found.
    fn graph(&mut self, cube: &Cube, graph: &Graph) -> Result<(), Stopped> {
        let Some(bounds) = graph.bounds() else { return Ok(()) };
        let around = cube.product(self.game, &bounds.map(|[low, high]| vec![low, high]));
        let conditions = outer_conditions(&cube.supports, self.kept);
        let settled = around.clone().settle(self.game, &conditions, self.budget)?;
        if settled.products.is_empty() && !settled.curved {
            return Ok(());
        }
        let half = Rational::new(1, 2);
        let shares: Vec<Rational> = if settled.products == [around] {
            vec![half.clone(), Rational::ZERO, Rational::ONE]
        } else {
            (1..SAMPLES).map(|k| Rational::new(k, SAMPLES)).collect()
        };
        let certain = shares.len() == 3;
        let sample = |share: &Rational| {
            let second = graph.point(share, &half)?.map(Algebraic::from);
            let profile = MixedProfile::new(cube.profile(self.game, &second)).ok()?;
            Equilibrium::check(self.game, profile.clone()).ok()?;
            rational(&profile)
        };
        let samples: Vec<_> = shares.iter().filter_map(sample).collect();
        let dimension = graph.dimension();
        if certain {
            self.union.curves.push(Curve { samples, dimension });
        } else if let Some(first) = samples.into_iter().next() {
            self.union.curves.push(Curve { samples: vec![first], dimension });
        }
        self.union.add_undecided(&cube.supports, UndecidedReason::Curved);
        Ok(())
    }
}

impl Prism {
    fn profile(
        &self,
        game: &StrategicGame,
        wide: &[Algebraic],
        second: &[Algebraic; 2],
    ) -> Vec<Vec<Algebraic>> {
        let strategy = |player: usize| {
            let [q, r] = self.narrow;
            let first = |p: &Algebraic| vec![Algebraic::ONE.minus(p), p.clone()];
            let played = match player {
                _ if player == self.wide => wide.to_vec(),
                _ if player == q => first(&second[0]),
                _ if player == r => first(&second[1]),
                _ => vec![Algebraic::ONE],
            };
            let mut strategy = vec![Algebraic::ZERO; game.sizes()[player]];
            for (&option, probability) in self.supports[player].iter().zip(played) {
                strategy[option] = probability;
            }
            strategy
        };
        (0..self.supports.len()).map(strategy).collect()
    }

    fn product(
        &self,
        game: &StrategicGame,
        wide: &[Vec<Rational>],
        second: &[Rational; 2],
    ) -> Product {
        let factor = |player: usize| {
            let [q, r] = self.narrow;
            let first = |p: &Rational| vec![vec![Rational::ONE - p, p.clone()]];
            let played = match player {
                _ if player == self.wide => wide.to_vec(),
                _ if player == q => first(&second[0]),
                _ if player == r => first(&second[1]),
                _ => vec![vec![Rational::ONE]],
            };
            let size = game.sizes()[player];
            played.iter().map(|x| spread(x, &self.supports[player], size)).collect()
        };
        Product::new((0..self.supports.len()).map(factor).collect())
    }
}

impl Cube {
    /// The profile in which the mixers play their second options with these probabilities.
    fn profile(&self, game: &StrategicGame, second: &[Algebraic; 3]) -> Vec<Vec<Algebraic>> {
        let strategy = |player: usize| {
            let mut strategy = vec![Algebraic::ZERO; game.sizes()[player]];
            match self.mixers.iter().position(|&mixer| mixer == player) {
                None => strategy[self.supports[player][0]] = Algebraic::ONE,
                Some(mixer) => {
                    let p = &second[mixer];
                    strategy[self.supports[player][0]] = Algebraic::ONE.minus(p);
                    strategy[self.supports[player][1]] = p.clone();
                }
            }
            strategy
        };
        (0..self.supports.len()).map(strategy).collect()
    }

    /// The product in which each mixer's second option has one of these extreme probabilities.
    fn product(&self, game: &StrategicGame, second: &[Vec<Rational>; 3]) -> Product {
        let factor = |player: usize| {
            let strategy = |p: Option<&Rational>| {
                let mut strategy = vec![Rational::ZERO; game.sizes()[player]];
                let [first, rest @ ..] = &self.supports[player][..] else { return strategy };
                strategy[*first] = p.map_or(Rational::ONE, |p| Rational::ONE - p);
                if let (Some(p), [option]) = (p, rest) {
                    strategy[*option] = p.clone();
                }
                strategy
            };
            match self.mixers.iter().position(|&mixer| mixer == player) {
                None => vec![strategy(None)],
                Some(mixer) => second[mixer].iter().map(|p| strategy(Some(p))).collect(),
            }
        };
        Product::new((0..self.supports.len()).map(factor).collect())
    }
}

/// A profile's strategies, if all are rational.
fn rational(profile: &MixedProfile) -> Option<Vec<Vec<Rational>>> {
    let strategy = |mixture: &Vec<Algebraic>| {
        mixture.iter().map(|number| number.as_rational().cloned()).collect()
    };
    profile.mixtures().iter().map(strategy).collect()
}

/// The nonempty subsets of options, smaller ones first, each size in file order.
fn subsets(options: &[usize]) -> impl Iterator<Item = Vec<usize>> + use<> {
    let options = options.to_vec();
    (1..=options.len())
        .flat_map(move |size| itertools::Itertools::combinations(options.clone().into_iter(), size))
}
