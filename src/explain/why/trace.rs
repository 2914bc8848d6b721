//! One payoff, taken apart.
//!
//! $$ u = \sum_k s_k \Bigl( \mathrm{base}_k + \sum_e P(e)\, \mathrm{points}_{e,k} \Bigr) $$
//!
//! with the share $s_k$ of each interest and the probability $P(e)$ that an effect holds, as the
//! stakeholder sees chance; 0 or 1 where nothing is left to chance. A payoff that a file gives in a
//! table is the sum of its cells instead, each as probable as it is.

use crate::game::{MixedProfile, Mixture};
use crate::number::{Algebraic, Rational};
use crate::scenario::{Effect, NodeId, Play, Results, Scenario, StakeholderId};

/// What everybody does, and what chance does as far as it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    /// A strategy for each node; `None` for chance, for moves that a question fixed, and for the
    /// move whose options are compared.
    pub strategies: Vec<Option<Mixture>>,
    /// The outcomes of chance that are given, wherever their nodes are reached.
    pub chance: Vec<(NodeId, usize)>,
}

/// A payoff and where every part of it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoffTrace {
    /// Whose payoff.
    pub who: StakeholderId,
    /// What each interest adds; the points sum to the payoff exactly.
    pub lines: Vec<InterestTrace>,
    /// The payoff.
    pub payoff: Algebraic,
}

/// What one interest adds to a payoff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterestTrace {
    /// The interest: an index into [`crate::scenario::Stakeholder::interests`].
    pub interest: usize,
    /// Its weight in the file's own unit.
    pub weight: Rational,
    /// Its share of the stakeholder's attention.
    pub share: Rational,
    /// Its score before any effect.
    pub base: Rational,
    /// Every effect that can touch it, in file order.
    pub effects: Vec<EffectTrace>,
    /// The cells of the table that may be reached; none where effects make the payoffs.
    pub cells: Vec<CellTrace>,
    /// The base and the points of effects and cells, each as far as it holds.
    pub score: Algebraic,
    /// `share × score`.
    pub points: Algebraic,
}

/// What one effect adds to the score of an interest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectTrace {
    /// The effect: an index into [`Scenario::effects`].
    pub effect: usize,
    /// An index into [`Effect::points`].
    pub points: usize,
    /// How many points it adds where it holds.
    pub value: Rational,
    /// How probable it is that it holds.
    pub chance: Algebraic,
}

/// What one cell of a table of payoffs adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellTrace {
    /// The option at each move.
    pub results: Results,
    /// The payoff in the cell.
    pub value: Rational,
    /// How probable the cell is, above 0.
    pub chance: Algebraic,
}

impl Situation {
    /// The situation of a CELL: options of moves and outcomes of chance.
    pub fn at(scenario: &Scenario, cell: &[(NodeId, usize)]) -> Situation {
        let mut strategies = vec![None; scenario.nodes().len()];
        let mut chance = Vec::new();
        for &(node, choice) in cell {
            if scenario.nodes()[node].is_move() {
                strategies[node] = Some(certain(scenario, node, choice));
            } else if scenario.nodes()[node].player().is_none() {
                chance.push((node, choice));
            }
        }
        Situation { strategies, chance }
    }

    /// The situation of a mixed profile of the strategic form.
    pub fn of(scenario: &Scenario, profile: &MixedProfile) -> Situation {
        Situation { strategies: scenario.strategies(profile), chance: Vec::new() }
    }

    /// The situation once a move is made in one way.
    #[must_use]
    pub fn with(&self, scenario: &Scenario, node: NodeId, choice: usize) -> Situation {
        let mut situation = self.clone();
        situation.strategies[node] = Some(certain(scenario, node, choice));
        situation
    }

    /// The plays that are possible, as somebody sees chance; `None` if what is given cannot be.
    fn plays(&self, scenario: &Scenario, believer: StakeholderId) -> Option<Vec<Play>> {
        let mut plays = scenario.plays(&self.strategies, Some(believer));
        if self.chance.is_empty() {
            return Some(plays);
        }
        let as_given = |play: &Play| {
            self.chance.iter().all(|&(node, choice)| play.results[node].is_none_or(|r| r == choice))
        };
        plays.retain(as_given);
        let met = |&(node, _): &(NodeId, usize)| plays.iter().any(|p| p.results[node].is_some());
        if !self.chance.iter().any(met) {
            return None;
        }
        let all: Algebraic = plays.iter().map(|play| &play.probability).sum();
        for play in &mut plays {
            play.probability = play.probability.over(&all)?;
        }
        Some(plays)
    }
}

/// The strategy that plays one option.
fn certain(scenario: &Scenario, node: NodeId, choice: usize) -> Mixture {
    let chance = |option| if option == choice { Algebraic::ONE } else { Algebraic::ZERO };
    (0..scenario.nodes()[node].choices.len()).map(chance).collect()
}

impl PayoffTrace {
    /// Takes apart what somebody gets in a situation; `None` if chance cannot be as given.
    ///
    /// ```
    /// use standoff::diagnostic::SourceText;
    /// use standoff::explain::why::{PayoffTrace, Situation};
    /// use standoff::number::Rational;
    /// let text = std::fs::read_to_string("games/openai-aws.toml")?;
    /// let brief = |name: &str| std::fs::read_to_string(format!("games/{name}"))
    ///     .map_err(|error| error.to_string());
    /// let reading = standoff::format::read(SourceText::new("founding", text), &brief);
    /// let scenario = reading.scenario.expect("the file has no faults");
    /// let litigate_diversify_expand = [(0, 0), (1, 0), (2, 0)];
    /// let situation = Situation::at(&scenario, &litigate_diversify_expand);
    /// let trace = PayoffTrace::new(&scenario, 0, &situation).expect("nothing is left to chance");
    /// assert_eq!(trace.payoff, Rational::new(-3, 5));
    /// assert_eq!(trace.lines[0].points, Rational::new(-2, 5)); // exclusivity
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn new(
        scenario: &Scenario,
        who: StakeholderId,
        situation: &Situation,
    ) -> Option<PayoffTrace> {
        let plays = situation.plays(scenario, who)?;
        let mut effects = vec![Vec::new(); scenario.stakeholders()[who].interests.len()];
        for (at, effect) in scenario.effects().iter().enumerate().filter(|(_, e)| touches(e, who)) {
            let holding = plays.iter().filter(|play| effect.when.holds(&play.results));
            let chance: Algebraic = holding.map(|play| &play.probability).sum();
            for (points, own) in effect.points.iter().enumerate() {
                if own.stakeholder == who {
                    let (value, chance) = (scenario.likely(&own.value), chance.clone());
                    effects[own.interest].push(EffectTrace { effect: at, points, value, chance });
                }
            }
        }
        let cells = cells(scenario, who, plays);
        let effects = effects.into_iter().enumerate();
        let lines =
            effects.map(|(interest, effects)| line(scenario, who, interest, effects, &cells));
        let lines: Vec<InterestTrace> = lines.collect();
        let payoff = lines.iter().map(|line| &line.points).sum();
        Some(PayoffTrace { who, lines, payoff })
    }

    /// The effects that the payoff rests on: those that may hold, in file order.
    pub fn cited(&self) -> Vec<usize> {
        let effects = self.lines.iter().flat_map(|line| &line.effects);
        let felt = effects.filter(|effect| !effect.chance.is_zero());
        let mut cited: Vec<usize> = felt.map(|effect| effect.effect).collect();
        cited.sort_unstable();
        cited.dedup();
        cited
    }
}

fn touches(effect: &Effect, who: StakeholderId) -> bool {
    effect.points.iter().any(|points| points.stakeholder == who)
}

/// The cells of the table that these plays reach, if there is a table.
fn cells(scenario: &Scenario, who: StakeholderId, plays: Vec<Play>) -> Vec<CellTrace> {
    if !scenario.is_table() {
        return Vec::new();
    }
    let cell = |Play { results, probability }| CellTrace {
        value: scenario.tabled(who, &results),
        chance: probability,
        results,
    };
    plays.into_iter().map(cell).collect()
}

fn line(
    scenario: &Scenario,
    who: StakeholderId,
    interest: usize,
    effects: Vec<EffectTrace>,
    cells: &[CellTrace],
) -> InterestTrace {
    let of = &scenario.stakeholders()[who].interests[interest];
    let share = scenario.shares(who).swap_remove(interest);
    let base = scenario.likely(&of.base);
    let added = effects.iter().map(EffectTrace::adds).chain(cells.iter().map(CellTrace::adds));
    let score = added.fold(Algebraic::from(base.clone()), |sum, adds| sum.plus(&adds));
    let points = score.times(&share.clone().into());
    InterestTrace {
        interest,
        weight: scenario.likely(&of.weight),
        share,
        base,
        effects,
        cells: cells.to_vec(),
        score,
        points,
    }
}

impl InterestTrace {
    /// What the base adds to the payoff.
    pub fn base_points(&self) -> Rational {
        &self.base * &self.share
    }

    /// What one of its effects adds to the payoff.
    pub fn effect_points(&self, effect: &EffectTrace) -> Algebraic {
        effect.adds().times(&self.share.clone().into())
    }
}

impl EffectTrace {
    /// `value × chance`: what it adds to the score.
    pub fn adds(&self) -> Algebraic {
        self.chance.times(&self.value.clone().into())
    }
}

impl CellTrace {
    /// `value × chance`: what it adds to the payoff.
    pub fn adds(&self) -> Algebraic {
        self.chance.times(&self.value.clone().into())
    }
}
