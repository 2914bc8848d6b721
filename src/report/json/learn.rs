//! `standoff.learn/1`: the steps of an algorithm.

use serde_json::{Map, Value, json};

use super::solve::strategic;
use super::{document, faults, keyed, mixture, number, option_ids, strategies};
use crate::explain::learn::{
    Comparison, CrossedOut, End, Equation, Examined, Iesds, Leaving, LemkeHowson, MarkedCell,
    Pivot, Steps, Supports, Surviving, Term, Underline, Underlining, Verdict,
};
use crate::game::{Player, Profile, StrategicGame};
use crate::nash::lemke_howson::{Label, Tableau};
use crate::nash::{Equilibrium, NashSubset};
use crate::number::Rational;
use crate::report::{Faults, words};
use crate::scenario::Scenario;

/// The steps of an algorithm on a game, and what the file's warnings were.
pub fn learn(scenario: &Scenario, game: &StrategicGame, steps: &Steps, found: &[Faults]) -> Value {
    let mut learn = document("learn");
    learn.insert("game".into(), strategic(scenario, game));
    learn.insert("algorithm".into(), json!(steps.algorithm().id()));
    let view = View { players: game.players() };
    let (steps_of, result) = match steps {
        Steps::Underline(underline) => view.underline(underline),
        Steps::Iesds(iesds) => view.iesds(iesds),
        Steps::Supports(supports) => view.supports(supports),
        Steps::LemkeHowson(walk) => Walk { view: &view, walk }.all(),
    };
    learn.insert("steps".into(), Value::Array(steps_of));
    learn.insert("result".into(), result);
    learn.insert("complete".into(), json!(steps.is_complete()));
    learn.insert("diagnostics".into(), faults(found));
    Value::Object(learn)
}

/// The ids of a game.
struct View<'a> {
    players: &'a [Player],
}

impl View<'_> {
    fn id(&self, player: usize) -> &str {
        &self.players[player].id
    }

    fn option(&self, player: usize, option: usize) -> &str {
        &self.players[player].options[option].id
    }

    /// The options of everybody, or of everybody but one.
    fn profile(&self, profile: &Profile, except: Option<usize>) -> Value {
        let players = (0..self.players.len()).filter(|&player| Some(player) != except);
        keyed(players.map(|p| (self.id(p), json!(self.option(p, profile.0[p])))))
    }

    /// Some options of each player.
    fn options(&self, options: &[Vec<usize>]) -> Value {
        let ids = |player: usize| -> Value {
            options[player].iter().map(|&option| json!(self.option(player, option))).collect()
        };
        keyed((0..options.len()).map(|player| (self.id(player), ids(player))))
    }

    fn underline(&self, underline: &Underline) -> (Vec<Value>, Value) {
        let step = |step: &Underlining| {
            let payoffs = option_ids(&self.players[step.player]);
            let best = step.best.iter().map(|&option| self.option(step.player, option));
            json!({
                "player": self.id(step.player),
                "others": self.profile(&step.at, Some(step.player)),
                "payoffs": keyed(payoffs.zip(step.payoffs.iter().map(number))),
                "best": best.collect::<Vec<_>>(),
            })
        };
        let leaving = |leaving: &Leaving| {
            json!({
                "player": self.id(leaving.player),
                "to": self.option(leaving.player, leaving.to),
                "gain": number(&leaving.gain),
            })
        };
        let cell = |cell: &MarkedCell| {
            json!({
                "profile": self.profile(&cell.profile, None),
                "leaving": cell.leaving.iter().map(leaving).collect::<Vec<_>>(),
            })
        };
        let pure = underline.pure().map(|profile| self.profile(profile, None));
        let result = json!({
            "pure": pure.collect::<Vec<_>>(),
            "cells": underline.cells.iter().map(cell).collect::<Vec<_>>(),
        });
        (underline.steps.iter().map(step).collect(), result)
    }

    fn iesds(&self, iesds: &Iesds) -> (Vec<Value>, Value) {
        let crossed_out = iesds.rounds.iter().flat_map(|round| &round.crossed_out);
        let steps = crossed_out.map(|crossed_out| self.crossed_out(crossed_out)).collect();
        let left = iesds.left.iter().flat_map(|left| {
            left.options.iter().map(|surviving| self.surviving(left.player, surviving))
        });
        let elimination = &iesds.elimination;
        let result = json!({
            "rounds": elimination.rounds,
            "kept": self.options(&elimination.kept),
            "solved": elimination.solves(),
            "left": left.collect::<Vec<_>>(),
        });
        (steps, result)
    }

    fn crossed_out(&self, crossed_out: &CrossedOut) -> Value {
        let dominated = &crossed_out.dominated;
        let player = dominated.player;
        let comparison = |comparison: &Comparison| {
            json!({
                "others": self.profile(&comparison.at, Some(player)),
                "mixture": number(&comparison.mixture),
                "option": number(&comparison.option),
                "margin": number(&comparison.margin()),
            })
        };
        let ids = option_ids(&self.players[player]);
        json!({
            "round": dominated.round,
            "player": self.id(player),
            "option": self.option(player, dominated.option),
            "by": keyed(ids.zip(dominated.by.iter().map(number))),
            "comparisons": crossed_out.comparisons.iter().map(comparison).collect::<Vec<_>>(),
        })
    }

    fn surviving(&self, player: usize, surviving: &Surviving) -> Value {
        let best = surviving.best_at.as_ref();
        json!({
            "player": self.id(player),
            "option": self.option(player, surviving.option),
            "best_against": best.map(|(profile, _)| self.profile(profile, Some(player))),
            "lead": best.map(|(_, lead)| number(lead)),
        })
    }

    fn supports(&self, supports: &Supports) -> (Vec<Value>, Value) {
        let steps = supports.steps.iter().map(|step| self.examined(step)).collect();
        let whole = |count: &crate::number::Integer| number(&Rational::from(count.clone()));
        let result = json!({
            "choices": whole(&supports.all),
            "kept": self.options(&supports.kept),
            "left_out": whole(&supports.left_out),
            "with_equilibria": supports.found().count(),
            "undecided": supports.steps.iter().filter(|step| !step.verdict.is_decided()).count(),
        });
        (steps, result)
    }

    fn examined(&self, step: &Examined) -> Value {
        let mut entry = Map::new();
        entry.insert("support".into(), self.options(&step.support));
        let equations = step.equations.iter().map(|equation| self.equation(equation));
        entry.insert("equations".into(), equations.collect());
        let (verdict, rest) = self.verdict(step);
        entry.insert("verdict".into(), json!(verdict));
        if let Value::Object(rest) = rest {
            entry.extend(rest);
        }
        Value::Object(entry)
    }

    fn equation(&self, equation: &Equation) -> Value {
        let term = |term: &Term| {
            let factors = term.factors.iter();
            let factors = factors.map(|&(p, option)| (self.id(p), json!(self.option(p, option))));
            json!({
                "coefficient": number(&term.coefficient),
                "probabilities_of": keyed(factors),
            })
        };
        let options = equation.options.map(|option| self.option(equation.player, option));
        json!({
            "player": self.id(equation.player),
            "options": options,
            "terms": equation.terms.iter().map(term).collect::<Vec<_>>(),
        })
    }

    /// What became of a support, and what belongs to it.
    fn verdict(&self, step: &Examined) -> (&'static str, Value) {
        match &step.verdict {
            Verdict::Dominated { player, option, by, margins: [least, most] } => {
                let rest = json!({
                    "player": self.id(*player),
                    "option": self.option(*player, *option),
                    "by": self.option(*player, *by),
                    "least": number(least),
                    "most": number(most),
                });
                ("dominated", rest)
            }
            Verdict::Contradiction { player } => {
                ("contradiction", json!({ "player": self.id(*player) }))
            }
            Verdict::NotPositive { player, mixer, solution, option } => {
                let ids = step.support[*mixer].iter().map(|&option| self.option(*mixer, option));
                let rest = json!({
                    "player": self.id(*player),
                    "mixer": self.id(*mixer),
                    "solution": keyed(ids.zip(solution.iter().map(number))),
                    "option": self.option(*mixer, *option),
                });
                ("not_positive", rest)
            }
            Verdict::Leaves { profile, deviation } => {
                let rest = json!({
                    "strategies": strategies(self.players, profile.mixtures()),
                    "player": self.id(deviation.player),
                    "to": self.option(deviation.player, deviation.option),
                    "gain": number(&deviation.gain),
                });
                ("deviation", rest)
            }
            Verdict::Equilibria(found) => ("equilibria", self.equilibria(found)),
            Verdict::Continuum(subset) => ("continuum", json!({ "subset": self.subset(subset) })),
            Verdict::Empty => ("empty", Value::Null),
            Verdict::Undecided { known, why } => {
                let mut rest = self.equilibria(known);
                rest["why"] = json!(words::reason_id(*why));
                ("undecided", rest)
            }
        }
    }

    fn equilibria(&self, found: &[Equilibrium]) -> Value {
        let strategies = |e: &Equilibrium| strategies(self.players, e.profile().mixtures());
        json!({ "equilibria": found.iter().map(strategies).collect::<Vec<_>>() })
    }

    fn subset(&self, subset: &NashSubset) -> Value {
        let factor = |(player, strategies): (&Player, &Vec<Vec<_>>)| -> (String, Value) {
            let extremes = strategies.iter().map(|x| mixture(option_ids(player), x)).collect();
            (player.id.clone(), extremes)
        };
        let factors = self.players.iter().zip(&subset.factors).map(factor);
        Value::Object(factors.collect())
    }
}

/// A path of pivots, with the ids of the game.
struct Walk<'a> {
    view: &'a View<'a>,
    walk: &'a LemkeHowson,
}

impl Walk<'_> {
    fn all(&self) -> (Vec<Value>, Value) {
        let whole = |integer: &crate::number::Integer| number(&Rational::from(integer.clone()));
        let scaled = (0..2).map(|side| {
            let scaled = &self.walk.scaled[side];
            let how = json!({ "factor": whole(&scaled.factor), "shift": whole(&scaled.shift) });
            (self.id(side), how)
        });
        let end = |end: &End| {
            json!({
                "dropped": self.label(end.dropped),
                "pivots": end.pivots,
                "equilibrium": end.equilibrium + 1,
            })
        };
        let equilibrium = |equilibrium: &Equilibrium| {
            let mixtures = equilibrium.profile().mixtures();
            keyed(
                (0..2).map(|side| (self.id(side), mixture(self.option_ids(side), &mixtures[side]))),
            )
        };
        let result = json!({
            "scaled": keyed(scaled),
            "dropped": self.label(self.walk.dropped),
            "equilibrium": self.walk.equilibrium.as_ref().map(equilibrium),
            "ends": self.walk.ends.iter().map(end).collect::<Vec<_>>(),
            "equilibria": self.walk.equilibria.iter().map(equilibrium).collect::<Vec<_>>(),
        });
        (self.walk.steps.iter().map(|pivot| self.pivot(pivot)).collect(), result)
    }

    fn id(&self, side: usize) -> &str {
        self.view.id(self.walk.players[side])
    }

    fn option_ids(&self, side: usize) -> impl Iterator<Item = &str> {
        option_ids(&self.view.players[self.walk.players[side]])
    }

    fn label(&self, label: Label) -> Value {
        let option = self.view.option(self.walk.players[label.player], label.option);
        json!({ "player": self.id(label.player), "option": option })
    }

    /// The variable of a label on a side.
    fn variable(&self, side: usize, label: Label) -> Value {
        let mut entry = self.label(label);
        entry["kind"] = json!(if label.player == side { "weight" } else { "slack" });
        entry
    }

    fn pivot(&self, pivot: &Pivot) -> Value {
        let step = &pivot.step;
        let ratios = pivot.ratios.iter().map(|(label, ratio)| {
            json!({ "variable": self.variable(step.player, *label), "ratio": number(ratio) })
        });
        let strategies = (0..2).map(|side| {
            let played = step.strategies[side]
                .as_ref()
                .map(|strategy| keyed(self.option_ids(side).zip(strategy.iter().map(number))));
            (self.id(side), json!(played))
        });
        let labels = (0..2).map(|side| {
            let held = step.labels[side].iter().map(|&label| self.label(label));
            (self.id(side), held.collect::<Value>())
        });
        json!({
            "player": self.id(step.player),
            "enters": self.variable(step.player, step.given_up),
            "leaves": self.variable(step.player, step.taken_up),
            "ratios": ratios.collect::<Vec<_>>(),
            "strategies": keyed(strategies),
            "labels": keyed(labels),
            "tableau": self.tableau(step.player, &pivot.tableau),
        })
    }

    /// The rows of a side, all times the denominator: weights of the player's options, slacks of
    /// the other's, the right-hand side.
    fn tableau(&self, side: usize, tableau: &Tableau) -> Value {
        let row = |(label, row): (Label, &[crate::number::Integer])| {
            let entries: Vec<String> = row.iter().map(ToString::to_string).collect();
            json!({ "basic": self.variable(side, label), "entries": entries })
        };
        json!({
            "denominator": tableau.denominator().to_string(),
            "rows": tableau.rows().map(row).collect::<Vec<_>>(),
        })
    }
}
