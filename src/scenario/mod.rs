//! A scenario: who can do what, what each side cares about, and how each act moves each interest.
//!
//! A [`Scenario`] is valid by construction: only [`crate::format`] makes one, after every check
//! passed. From it derive the strategic form ([`Scenario::strategic_game`]) and the tree
//! ([`Scenario::extensive_game`]), and every payoff knows whence it came ([`Scenario::trace`]).
//!
//! A stakeholder's payoff is the average of its interests' scores, each weighted by its share:
//!
//! $$ u = \sum_k \frac{w_k}{\sum_j w_j} \Bigl( \mathrm{base}_k + \sum_{e \text{ holds}}
//!    \mathrm{points}_{e,k} \Bigr). $$

mod change;
mod claim;
mod condition;
mod expression;
mod given;
mod strategic;
mod table;
mod topic;
mod trace;
mod tree;

pub use change::{ChangeError, Mix, NumberFault, Target};
pub use claim::{Claim, OutcomeName, Relation, Subject};
pub use condition::Condition;
pub use expression::{Expression, ParameterId};
pub(crate) use given::PAYOFF;
pub use strategic::{DeriveError, Form};
pub use topic::{Comparison, Topic};
pub use trace::{EffectPoints, InterestPoints, Play, RegimeShares, Results};

use std::ops::Range;

use crate::game::StrategicGame;
use crate::number::Rational;

/// A stakeholder's index in [`Scenario::stakeholders`].
pub type StakeholderId = usize;

/// A node's index in [`Scenario::nodes`].
pub type NodeId = usize;

/// A case: stakeholders, moves, chance, effects. Valid by construction.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub(crate) title: Option<String>,
    pub(crate) question: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) baseline: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) scale: Option<Rational>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) stakeholders: Vec<Stakeholder>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) regimes: Vec<Regime>,
    pub(crate) ask: Ask,
    pub(crate) expectations: Vec<Expectation>,
    /// The payoffs, where a file gives them as a table: its players are the nodes.
    pub(crate) table: Option<StrategicGame>,
}

/// A number that is a judgement: likely, and perhaps a range around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What is used unless the question is about uncertainty.
    pub likely: Expression,
    /// `[low, high]`, where the file gives `[low, likely, high]`.
    pub range: Option<[Rational; 2]>,
}

/// What a judgement rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Words that stand in the source.
    pub quote: Option<Quote>,
    /// A remark of the author's.
    pub note: Option<String>,
}

/// A passage of the source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words, as the game file gives them.
    pub text: String,
    /// The line of the source where the passage starts, from 1; `None` without a source.
    pub source_line: Option<usize>,
}

/// A quantity that several numbers share.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Parameter {
    /// The id.
    pub id: String,
    /// The value in use.
    pub value: Rational,
    /// `[low, high]`, where the file gives `[low, likely, high]`.
    pub range: Option<[Rational; 2]>,
    /// What it means.
    pub text: Option<String>,
    /// What it rests on.
    pub evidence: Evidence,
    /// The line of the file, from 1.
    pub line: usize,
}

/// A player or an observer: somebody whose interests are scored.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stakeholder {
    /// The id.
    pub id: String,
    /// The name that people read; the id where none was given.
    pub name: String,
    /// Whether it is a player; otherwise an observer, scored and reported, that never moves.
    pub is_player: bool,
    /// What it cares about, at least one interest with a weight above 0.
    pub interests: Vec<Interest>,
    /// Whether the only interest is the `payoff` that a player without interests has.
    pub plain_payoff: bool,
    /// The line of the file, from 1.
    pub line: usize,
}

/// Something that a stakeholder cares about.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Interest {
    /// The id.
    pub id: String,
    /// How much it counts beside the stakeholder's other interests; at least 0.
    pub weight: Judgement,
    /// Its score before any effect.
    pub base: Judgement,
    /// What it rests on.
    pub evidence: Evidence,
    /// The line of the file, from 1.
    pub line: usize,
}

/// A move or a chance node. Nodes stand in the order of play.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Node {
    /// The move's name or the chance node's id.
    pub id: String,
    /// Who decides, and how.
    pub kind: NodeKind,
    /// The options or outcomes, at least one.
    pub choices: Vec<Choice>,
    /// The node is reached only if this holds; it names earlier nodes only.
    pub when: Condition,
    /// What it rests on.
    pub evidence: Evidence,
    /// The line of the file, from 1.
    pub line: usize,
}

/// Who decides at a node.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum NodeKind {
    /// A player chooses.
    Move {
        /// The player who moves.
        player: StakeholderId,
        /// The earlier nodes whose result the mover knows.
        sees: Vec<NodeId>,
    },
    /// Chance decides.
    Chance {
        /// The common prior.
        law: Law,
        /// Stakeholders with probabilities of their own for this node.
        beliefs: Vec<(StakeholderId, Law)>,
    },
    /// A player's move that a question fixed (`--if`).
    Fixed {
        /// The player whose move it is.
        player: StakeholderId,
        /// The given probability of each option.
        mixture: Vec<Rational>,
    },
}

/// An option of a move or an outcome of a chance node.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Choice {
    /// The id.
    pub id: String,
    /// What it means, in words; the id where nothing was given.
    pub text: String,
    /// What it rests on.
    pub evidence: Evidence,
    /// The line of the file, from 1.
    pub line: usize,
}

/// The probabilities of a chance node's outcomes.
#[derive(Clone, Debug)]
pub struct Law {
    /// The probabilities where no case holds.
    pub odds: Odds,
    /// The first case that holds replaces them.
    pub cases: Vec<(Condition, Odds)>,
}

/// A probability for each outcome, in the order of the node's choices; they sum to 1.
#[derive(Clone, Debug)]
pub struct Odds {
    /// The probabilities; that of `rest` is written out as 1 less the others.
    pub probabilities: Vec<Judgement>,
    /// The outcome that was given as `"rest"`.
    pub rest: Option<usize>,
    /// What they rest on.
    pub evidence: Evidence,
    /// The line of the file, from 1.
    pub line: usize,
}

/// Points that are added where a condition holds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Effect {
    /// The id, if the file gives one.
    pub id: Option<String>,
    /// Where it holds.
    pub when: Condition,
    /// What it adds to whose interest.
    pub points: Vec<Points>,
    /// Why, in words.
    pub because: Option<String>,
    /// What it rests on.
    pub evidence: Evidence,
    /// The line of the file, from 1.
    pub line: usize,
}

/// Points for one interest of one stakeholder.
#[derive(Clone, Debug)]
pub struct Points {
    /// Whose interest.
    pub stakeholder: StakeholderId,
    /// Which interest: an index into [`Stakeholder::interests`].
    pub interest: usize,
    /// How many points.
    pub value: Judgement,
    /// The line of the file, from 1.
    pub line: usize,
}

/// A name for outcomes; the first regime that holds names an outcome.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Regime {
    /// The name.
    pub name: String,
    /// Where it holds.
    pub when: Condition,
    /// What it rests on.
    pub evidence: Evidence,
    /// The line of the file, from 1.
    pub line: usize,
}

/// The question of the case.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Ask {
    /// The player whose commitments are compared.
    pub focus: Option<StakeholderId>,
    /// Two options of one move of the focus player's: the move, and the options.
    pub contrast: Option<(NodeId, [usize; 2])>,
}

/// A known answer that `check` judges.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Expectation {
    /// What is claimed.
    pub claim: Claim,
    /// The claim as written.
    pub text: String,
    /// Where the answer is from.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The line of the file, from 1.
    pub line: usize,
    /// The bytes of the file where the claim stands.
    pub span: Range<usize>,
}

impl Scenario {
    /// The title.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The question of the case, in words.
    pub fn question(&self) -> Option<&str> {
        self.question.as_deref()
    }

    /// A remark on the whole case.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The situation that a score of 0 means, in words.
    pub fn baseline(&self) -> Option<&str> {
        self.baseline.as_deref()
    }

    /// The path of the text that every quote stands in, as the file gives it.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The bound beyond which a score is suspicious.
    pub fn scale(&self) -> Option<&Rational> {
        self.scale.as_ref()
    }

    /// The parameters, in file order.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The players in file order, then the observers.
    pub fn stakeholders(&self) -> &[Stakeholder] {
        &self.stakeholders
    }

    /// The moves and chance nodes in the order of play.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The effects, in file order.
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// The names for outcomes, in file order.
    pub fn regimes(&self) -> &[Regime] {
        &self.regimes
    }

    /// The question of the case.
    pub fn ask(&self) -> &Ask {
        &self.ask
    }

    /// The known answers that `check` judges.
    pub fn expectations(&self) -> &[Expectation] {
        &self.expectations
    }

    /// The stakeholder with this id.
    pub fn stakeholder(&self, id: &str) -> Option<StakeholderId> {
        self.stakeholders.iter().position(|stakeholder| stakeholder.id == id)
    }

    /// The move or chance node with this id.
    pub fn node(&self, id: &str) -> Option<NodeId> {
        self.nodes.iter().position(|node| node.id == id)
    }

    /// The value of an expression at the parameters in use.
    pub fn value(&self, expression: &Expression) -> Rational {
        expression.value(|parameter| self.parameters[parameter].value.clone())
    }

    /// The likely value of a judgement at the parameters in use.
    pub fn likely(&self, judgement: &Judgement) -> Rational {
        self.value(&judgement.likely)
    }

    /// The share of each of a stakeholder's interests; they sum to 1.
    pub fn shares(&self, who: StakeholderId) -> Vec<Rational> {
        let interests = &self.stakeholders[who].interests;
        let weights: Vec<Rational> = interests.iter().map(|i| self.likely(&i.weight)).collect();
        let total: Rational = weights.iter().cloned().sum();
        weights.into_iter().map(|weight| weight / &total).collect()
    }
}

impl Judgement {
    /// A judgement without a range.
    pub fn certain(likely: Expression) -> Judgement {
        Judgement { likely, range: None }
    }
}

impl Node {
    /// The player whose move this is, fixed or not; `None` for chance.
    pub fn player(&self) -> Option<StakeholderId> {
        match self.kind {
            NodeKind::Move { player, .. } | NodeKind::Fixed { player, .. } => Some(player),
            NodeKind::Chance { .. } => None,
        }
    }

    /// Whether a player is still free to choose here.
    pub fn is_move(&self) -> bool {
        matches!(self.kind, NodeKind::Move { .. })
    }

    /// The option or outcome with this id.
    pub fn choice(&self, id: &str) -> Option<usize> {
        self.choices.iter().position(|choice| choice.id == id)
    }
}
