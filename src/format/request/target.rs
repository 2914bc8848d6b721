//! Targets and their values: `microsoft.exclusivity=50`, `x=1/3`, `chance.court.upheld=0.4`.

use super::{IN_FLAG, Names, Span, names::nfc, number_at, parts, split_at, unreadable};
use crate::diagnostic::Diagnostic;
use crate::format::fault;
use crate::format::suggest::{did_you_mean, listed, nearest};
use crate::number::Rational;
use crate::scenario::{Effect, NodeId, NodeKind, Scenario, StakeholderId, Target};

const FORMS: &str = "a target is `WHO.INTEREST`, `x`, `parameters.x`, `effects.ID.WHO.INTEREST`, \
                     `base.WHO.INTEREST` or `chance.NODE.OUTCOME`";

/// Reads `TARGET=VALUE`, as `--set` takes it.
///
/// # Errors
/// If the text is no such assignment, or names nothing of the game.
pub fn assignment(scenario: &Scenario, text: &str) -> Result<(Target, Rational), Diagnostic> {
    let Some((target, value)) = split_at(text, '=') else {
        let fault = unreadable(text, 0..text.len(), "sets nothing");
        return Err(fault.help("write `TARGET=VALUE`: `microsoft.exclusivity=50`"));
    };
    let reader = Reader { scenario, names: Names::of(scenario), text };
    let found = reader.target(target);
    // The value's own fault would be found only after the target's is mended: name the target's.
    let found = found?;
    Ok((found, number_at(text, value)?))
}

struct Reader<'a> {
    scenario: &'a Scenario,
    names: Names,
    text: &'a str,
}

impl Reader<'_> {
    fn target(&self, whole: Span) -> Result<Target, Diagnostic> {
        let parts = parts(self.text, whole.clone(), '.');
        match (self.word(&parts[0]), &parts[..]) {
            (_, [only]) => self.parameter(only),
            ("parameters", [_, id]) => self.parameter(id),
            ("base", [_, who, interest]) => {
                let (stakeholder, interest) = self.interest(who, Some(interest))?;
                Ok(Target::Base { stakeholder, interest })
            }
            ("base", [_, who]) => {
                let (stakeholder, interest) = self.interest(who, None)?;
                Ok(Target::Base { stakeholder, interest })
            }
            ("effects", [_, effect, who]) => self.points(effect, who, None),
            ("effects", [_, effect, who, interest]) => self.points(effect, who, Some(interest)),
            ("chance", [_, node, outcome]) => self.probability(node, None, outcome),
            ("chance", [_, node, word, case, outcome]) if self.word(word) == "case" => {
                self.probability(node, Some(case), outcome)
            }
            (_, [who, interest]) => {
                let (stakeholder, interest) = self.interest(who, Some(interest))?;
                Ok(Target::Weight { stakeholder, interest })
            }
            _ => Err(unreadable(self.text, whole, "is no target").help(FORMS)),
        }
    }

    fn word(&self, span: &Span) -> &str {
        &self.text[span.clone()]
    }

    fn parameter(&self, span: &Span) -> Result<Target, Diagnostic> {
        let id = nfc(self.word(span));
        let parameters = &self.scenario.parameters;
        if let Some(at) = parameters.iter().position(|parameter| parameter.id == id) {
            return Ok(Target::Parameter(at));
        }
        let ids = || parameters.iter().map(|parameter| parameter.id.as_str());
        let message = format!("no parameter is called `{id}`");
        if let Some(who) = self.scenario.stakeholder(&id) {
            let interests = self.scenario.stakeholders[who].interests.iter();
            let ways: Vec<String> = interests.map(|i| format!("{id}.{}", i.id)).collect();
            let help = format!("its weights are {}", listed(ways.iter().map(String::as_str)));
            return Err(unknown(span, message, None, help));
        }
        let help = if parameters.is_empty() {
            FORMS.to_owned()
        } else {
            format!("the parameters are {}; {FORMS}", listed(ids()))
        };
        Err(unknown(span, message, nearest(&id, ids()), help))
    }

    /// An interest; where none is named, the only one.
    fn interest(
        &self,
        who: &Span,
        interest: Option<&Span>,
    ) -> Result<(StakeholderId, usize), Diagnostic> {
        let id = nfc(self.word(who));
        let nobody = || self.names.unknown_who(&id, IN_FLAG).at(who.clone());
        let stakeholder = self.scenario.stakeholder(&id).ok_or_else(nobody)?;
        let interests = &self.scenario.stakeholders[stakeholder].interests;
        let ids = || interests.iter().map(|interest| interest.id.as_str());
        let help = || format!("its interests: {}", listed(ids()));
        let Some(span) = interest else {
            if interests.len() == 1 {
                return Ok((stakeholder, 0));
            }
            let message = format!("`{id}` has several interests");
            return Err(unknown(who, message, None, help()));
        };
        let wanted = nfc(self.word(span));
        let found = interests.iter().position(|interest| interest.id == wanted);
        found.map(|interest| (stakeholder, interest)).ok_or_else(|| {
            let message = format!("`{id}` has no interest `{wanted}`");
            unknown(span, message, nearest(&wanted, ids()), help())
        })
    }

    fn points(
        &self,
        effect: &Span,
        who: &Span,
        interest: Option<&Span>,
    ) -> Result<Target, Diagnostic> {
        let at = self.effect(effect)?;
        let (stakeholder, wanted) = self.interest(who, interest)?;
        let Effect { points, .. } = &self.scenario.effects[at];
        let of = |points: &crate::scenario::Points| (points.stakeholder, points.interest);
        let found = points.iter().position(|points| of(points) == (stakeholder, wanted));
        found.map(|points| Target::Points { effect: at, points }).ok_or_else(|| {
            let stakeholders = &self.scenario.stakeholders;
            let moved: Vec<String> = points
                .iter()
                .map(|points| (points, &stakeholders[points.stakeholder]))
                .map(|(points, who)| format!("{}.{}", who.id, who.interests[points.interest].id))
                .collect();
            let span = who.start..interest.map_or(who.end, |interest| interest.end);
            let message = format!("this effect gives no points to `{}`", self.word(&span));
            let help = format!("it moves {}", listed(moved.iter().map(String::as_str)));
            unknown(&span, message, None, help)
        })
    }

    /// An effect by its id, else by its number from 1.
    fn effect(&self, span: &Span) -> Result<usize, Diagnostic> {
        let written = nfc(self.word(span));
        let effects = &self.scenario.effects;
        let by_id = effects.iter().position(|effect| effect.id.as_deref() == Some(&written));
        let number = written.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let by_number = number.filter(|&at| at < effects.len());
        by_id.or(by_number).ok_or_else(|| {
            let ids = || effects.iter().filter_map(|effect| effect.id.as_deref());
            let message = format!("no effect is called `{written}`");
            let count = effects.len();
            let help = match ids().next() {
                None => format!("effects are numbered from 1 to {count}"),
                Some(_) => format!("the ids are {}; or a number up to {count}", listed(ids())),
            };
            unknown(span, message, nearest(&written, ids()), help)
        })
    }

    fn probability(
        &self,
        node: &Span,
        case: Option<&Span>,
        outcome: &Span,
    ) -> Result<Target, Diagnostic> {
        let id = self.chance(node)?;
        let (_, choice) = self
            .names
            .choice_of(id, self.word(outcome), IN_FLAG)
            .map_err(|fault| fault.at(outcome.clone()))?;
        let case = case.map(|case| self.case(id, case)).transpose()?;
        Ok(Target::Probability { node: id, case, choice })
    }

    fn chance(&self, span: &Span) -> Result<NodeId, Diagnostic> {
        let nodes = &self.scenario.nodes;
        let found = self.names.node(self.word(span));
        found.filter(|&node| nodes[node].player().is_none()).ok_or_else(|| {
            let chance = nodes.iter().filter(|node| node.player().is_none());
            let ids: Vec<&str> = chance.map(|node| node.id.as_str()).collect();
            let near = nearest(self.word(span), ids.iter().copied());
            let message = format!("no chance node is called `{}`", self.word(span));
            let help = match ids.len() {
                0 => "the game has no chance node".to_owned(),
                _ => format!("known here: {}", listed(ids.iter().copied())),
            };
            unknown(span, message, near, help)
        })
    }

    fn case(&self, node: NodeId, span: &Span) -> Result<usize, Diagnostic> {
        let cases = match &self.scenario.nodes[node].kind {
            NodeKind::Chance { law, .. } => law.cases.len(),
            _ => 0,
        };
        let number = self.word(span).parse::<usize>().ok().filter(|&k| 1 <= k && k <= cases);
        number.map(|number| number - 1).ok_or_else(|| {
            let message = format!("there is no case `{}`", self.word(span));
            let help = match cases {
                0 => "the node has no cases".to_owned(),
                _ => format!("cases are numbered from 1 to {cases}"),
            };
            unknown(span, message, None, help)
        })
    }
}

fn unknown(span: &Span, message: String, near: Option<&str>, help: String) -> Diagnostic {
    let fault = fault("E201", span.clone(), message).help(help);
    Diagnostic { label: did_you_mean(near), ..fault }
}
