//! What `why` is asked about: `microsoft`, `court`, `standoff`, `amazon: confine > expand`.

use super::claim::{KINDS, compared, outcome_called};
use super::{Span, choice_at, split_within, trimmed};
use crate::diagnostic::Diagnostic;
use crate::format::fault;
use crate::format::names::{IN_FLAG, Names, nfc};
use crate::format::suggest::{did_you_mean, listed, nearest};
use crate::scenario::{Comparison, Node, NodeId, Scenario, StakeholderId, Topic};

const FORMS: &str = "write `WHO`, a regime, or a claim: `WHO: OPTION > OPTION`";

/// Reads what `why` is asked about. A name that is both somebody's and a regime's is somebody's;
/// `outcome = NAME` is always the regime, or the kind of outcome.
///
/// # Errors
/// If the text names nothing of the game, or is no claim about two options of one free move.
pub fn topic(scenario: &Scenario, text: &str) -> Result<Topic, Diagnostic> {
    let whole = trimmed(text, 0..text.len());
    let name = nfc(&text[whole.clone()]);
    if let Some(who) = scenario.stakeholder(&name) {
        return Ok(Topic::Who(who));
    }
    if let Some(outcome) = outcome_called(&scenario.regimes, &name) {
        return Ok(Topic::Outcome(outcome));
    }
    let Some((left, relation, right)) = compared(text, whole.clone()) else {
        return Err(unknown(scenario, &name, whole));
    };
    if &text[left.clone()] == "outcome" {
        let name = nfc(text[right.clone()].trim_matches(['"', '\'']));
        let outcome = outcome_called(&scenario.regimes, &name);
        return outcome.map(Topic::Outcome).ok_or_else(|| unknown(scenario, &name, right));
    }
    let Some((who, first)) = split_within(text, left.clone(), ':') else {
        let message = format!("`{}` does not say whose payoffs are compared", &text[whole.clone()]);
        return Err(fault("E204", whole, message).help(FORMS));
    };
    let reader = Reader { scenario, names: Names::of(scenario), text };
    let (who, node) = reader.mover(who)?;
    let options = [reader.option(node, first.clone())?, reader.option(node, right.clone())?];
    if options[0] == options[1] {
        let message = format!("`{}` is compared with itself", &text[right.clone()]);
        let ids = scenario.nodes[node].choices.iter().map(|choice| choice.id.as_str());
        let help = format!("its options are {}", listed(ids));
        return Err(fault("E204", right, message).help(help));
    }
    Ok(Topic::Comparison(Comparison { who, node, options, relation }))
}

fn unknown(scenario: &Scenario, name: &str, span: Span) -> Diagnostic {
    let who = || scenario.stakeholders.iter().map(|who| who.id.as_str());
    let regimes = || scenario.regimes.iter().map(|regime| regime.name.as_str());
    let near = nearest(name, who().chain(regimes()).chain(KINDS).chain(["standoff"]));
    let message = format!("nobody and no regime is called `{name}`");
    let regimes = match scenario.regimes.len() {
        0 => String::new(),
        _ => format!("; the regimes are {}", listed(regimes())),
    };
    let help = format!(
        "players and observers are {}{regimes}; a kind of outcome is `standoff`; a claim is \
         `WHO: OPTION > OPTION`",
        listed(who())
    );
    let fault = fault("E201", span, message).help(help);
    Diagnostic { label: did_you_mean(near), ..fault }
}

struct Reader<'a> {
    scenario: &'a Scenario,
    names: Names,
    text: &'a str,
}

impl Reader<'_> {
    /// Somebody with a free move, and that move: the only one where all move at the same time.
    fn mover(&self, span: Span) -> Result<(StakeholderId, NodeId), Diagnostic> {
        let name = &self.text[span.clone()];
        let unknown = || self.names.unknown_who(name, IN_FLAG).at(span.clone());
        let who = self.scenario.stakeholder(&nfc(name)).ok_or_else(unknown)?;
        let own = |node: &NodeId| self.scenario.nodes[*node].player() == Some(who);
        let Some(node) = (0..self.scenario.nodes.len()).find(own) else {
            let message = format!("`{name}` makes no move");
            let movers = self.scenario.nodes.iter().filter_map(Node::player);
            let ids = movers.map(|who| self.scenario.stakeholders[who].id.as_str());
            let help = format!("the players that move are {}", listed(ids));
            return Err(fault("E201", span, message).help(help));
        };
        if !self.scenario.nodes[node].is_move() {
            let message = format!("`--if` fixed the move of `{name}`: it has no choice left");
            return Err(fault("E202", span, message).help("drop that flag to compare its options"));
        }
        Ok((who, node))
    }

    fn option(&self, node: NodeId, span: Span) -> Result<usize, Diagnostic> {
        let written = &self.text[span.clone()];
        if !written.contains('.') {
            let option = self.names.choice_of(node, written, IN_FLAG);
            return option.map(|(_, option)| option).map_err(|fault| fault.at(span));
        }
        match choice_at(&self.names, self.text, span.clone())? {
            (of, option) if of == node => Ok(option),
            _ => {
                let id = &self.scenario.nodes[node].id;
                let message = format!("`{written}` is no option of `{id}`");
                let ids = self.scenario.nodes[node].choices.iter().map(|c| c.id.as_str());
                Err(fault("E201", span, message).help(format!("its options are {}", listed(ids))))
            }
        }
    }
}
