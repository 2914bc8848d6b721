//! The probabilities of chance: outcomes, cases, and the beliefs of single stakeholders.
//!
//! Probabilities sum to 1 as polynomials, so that they do whatever the parameters are. Each must
//! lie in [0, 1] at the parameters' likely values, at the ends of its own range, and where it is
//! affine in one parameter with a range also at that parameter's ends.

use super::Walk;
use super::nodes::RawNode;
use crate::format::document::{Entry, Item, Span, Table, Value};
use crate::format::fault;
use crate::format::names::IN_FILE;
use crate::format::suggest::{listed, nearest, suggest};
use crate::number::Rational;
use crate::scenario::{
    Condition, Evidence, Expression, Judgement, Law, NodeId, NodeKind, Odds, StakeholderId,
};

impl<'a> Walk<'a> {
    /// The common prior of a chance node.
    pub(super) fn read_law(&mut self, node: NodeId) {
        let RawNode { table, span, is_move, .. } = &self.raw_nodes[node];
        let (Some(table), false) = (*table, *is_move) else { return };
        let span = span.clone();
        let evidence = self.scenario.nodes[node].evidence.clone();
        let (law, case_spans) = self.read_law_of(table, node, evidence, &span);
        self.raw_nodes[node].case_spans = case_spans;
        if let NodeKind::Chance { law: own, .. } = &mut self.scenario.nodes[node].kind {
            *own = law;
        }
    }

    /// `[players.X.beliefs.ID]`
    pub(super) fn read_beliefs(&mut self) {
        for who in 0..self.raw_stakeholders.len() {
            let table: Option<&'a Table> = self.raw_stakeholders[who].table;
            let Some(entry) = table.and_then(|table| table.get("beliefs")) else { continue };
            let help = "write `[players.X.beliefs.ID]`, with the id of a chance node";
            let Some(table) = self.table(entry, help) else { continue };
            for entry in &table.entries {
                self.read_belief(entry, who);
            }
        }
    }

    fn read_belief(&mut self, entry: &Entry, who: StakeholderId) {
        let Entry { key, key_span, .. } = entry;
        let help = "write `outcomes = { … }` below it, as for the chance node";
        let Some(table) = self.table(entry, help) else { return };
        let Some(node) = self.names.node(key).filter(|&node| !self.raw_nodes[node].is_move) else {
            self.unknown_chance(key, key_span);
            return;
        };
        self.check_keys(table, &["outcomes", "case", "quote", "note"], "a belief");
        let evidence = self.evidence(table);
        let (own, _) = self.read_law_of(table, node, evidence, key_span);
        if let NodeKind::Chance { beliefs, .. } = &mut self.scenario.nodes[node].kind {
            beliefs.push((who, own));
        }
    }

    fn unknown_chance(&mut self, name: &str, span: &Span) {
        let chance = self.scenario.nodes.iter().filter(|node| !node.is_move());
        let ids: Vec<&str> = chance.map(|node| node.id.as_str()).collect();
        let near = nearest(name, ids.iter().copied());
        let message = format!("no chance node is called `{name}`");
        let fault = fault(IN_FILE.unknown.0, span.clone(), message);
        let fault = fault.help(match ids.len() {
            0 => "the game has no chance node; write `[chance.ID]`".to_owned(),
            _ => format!("known here: {}", listed(ids.iter().copied())),
        });
        if self.complete || near.is_some() {
            let fault = suggest(fault, name, ids);
            self.faults.push(fault);
        }
    }

    /// A law, and where the condition of each of its cases stands.
    fn read_law_of(
        &mut self,
        table: &Table,
        node: NodeId,
        evidence: Evidence,
        span: &Span,
    ) -> (Law, Vec<Span>) {
        let mut spans = Vec::new();
        let odds = self.read_odds(table, node, evidence, span);
        let mut cases = Vec::new();
        for (case, span) in table.get("case").map_or_else(Vec::new, |entry| self.tables(entry)) {
            self.check_keys(case, &["when", "outcomes", "quote", "note"], "a case");
            let when = self.condition(case, self.limit(node));
            let evidence = self.evidence(case);
            let odds = self.read_odds(case, node, evidence, &self.opening(span));
            // A case whose condition is faulty is known to hold somewhere; nothing more.
            self.nodes_sound &= when.is_some();
            spans.push(self.when_span(case, span));
            cases.push((when.unwrap_or(Condition::ALWAYS), odds));
        }
        (Law { odds, cases }, spans)
    }

    /// `outcomes`: one probability for each outcome of the node.
    fn read_odds(&mut self, table: &Table, node: NodeId, evidence: Evidence, at: &Span) -> Odds {
        let line = self.line(at);
        let count = self.scenario.nodes[node].choices.len();
        let uniform = Judgement::certain(Expression::default());
        let mut odds = Odds { probabilities: vec![uniform; count], rest: None, evidence, line };
        let Some(entry) = table.get("outcomes") else {
            // The node's own outcomes were missed when it was declared.
            if self.complete && count > 0 {
                let fault = fault("E116", at.clone(), "the outcomes have no probabilities here");
                self.faults.push(fault.help("write complete `outcomes = { … }`, or `\"rest\"`"));
            }
            return odds;
        };
        let help = "write `outcomes = { a = 0.4, b = \"rest\" }`";
        let Some(outcomes) = self.table(entry, help) else { return odds };
        let mut given: Vec<Option<&Item>> = vec![None; count];
        // What is left of outcomes that could not be read neither sums to 1 nor has all the names.
        let loose = self.raw_nodes[node].loose;
        let mut sound = !loose && !outcomes.faulty;
        for Entry { key, key_span, item } in &outcomes.entries {
            match self.names.choice_of(node, key, IN_FILE) {
                Ok((_, choice)) => given[choice] = Some(item),
                Err(unknown) => {
                    if !loose || unknown.label.is_some() {
                        self.faults.push(unknown.at(key_span.clone()));
                    }
                    sound = false;
                }
            }
        }
        for (choice, item) in given.iter().enumerate() {
            match *item {
                Some(item) => sound &= self.read_probability(item, choice, &mut odds),
                None if sound => {
                    let id = &self.scenario.nodes[node].choices[choice].id;
                    let message = format!("`{id}` has no probability here");
                    let help = "a case gives a probability to every outcome, 0 where it cannot be";
                    self.faults.push(fault("E116", entry.key_span.clone(), message).help(help));
                    sound = false;
                }
                None => (),
            }
        }
        if sound {
            self.check_sum(&mut odds, &given, entry);
        }
        odds
    }

    /// One probability; whether it could be read.
    fn read_probability(&mut self, item: &Item, choice: usize, odds: &mut Odds) -> bool {
        if let Value::Text(text) = &item.value
            && text.text.trim() == "rest"
        {
            if odds.rest.is_some() {
                let message = "two outcomes are `\"rest\"`";
                let help = "only one outcome can take what is left; give the other a number";
                self.faults.push(fault("E116", item.span.clone(), message).help(help));
                return false;
            }
            odds.rest = Some(choice);
            return true;
        }
        let Some(probability) = self.judgement(item, "probability") else { return false };
        let ends = probability.range.clone().into_iter().flatten();
        let mut values: Vec<Rational> = ends.chain(self.value(&probability.likely)).collect();
        values.extend(self.values_at_ends(&probability.likely));
        let outside = values.into_iter().find(|value| !is_probability(value));
        odds.probabilities[choice] = probability;
        if let Some(value) = outside {
            let message = format!("the probability {value} is not between 0 and 1");
            let help = "write a share: 40% is `0.4`";
            self.faults.push(fault("E116", item.span.clone(), message).help(help));
            return false;
        }
        true
    }

    /// The values where the only parameter of an affine expression is at the ends of its range.
    fn values_at_ends(&self, expression: &Expression) -> Vec<Rational> {
        let parameters = expression.parameters();
        let [parameter] = parameters[..] else { return Vec::new() };
        let range = &self.scenario.parameters[parameter].range;
        match range {
            Some(ends) if expression.degree() == 1 => {
                ends.iter().map(|end| expression.value(|_| end.clone())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What is left goes to `"rest"`; without one, the probabilities sum to 1.
    fn check_sum(&mut self, odds: &mut Odds, given: &[Option<&Item>], entry: &Entry) {
        let mut left = Expression::from(Rational::ONE);
        for (choice, probability) in odds.probabilities.iter().enumerate() {
            if odds.rest != Some(choice) {
                left = left.minus(&probability.likely);
            }
        }
        let Some(rest) = odds.rest else {
            let triple = odds.probabilities.iter().position(|p| p.range.is_some());
            if let Some(item) = triple.and_then(|choice| given[choice]) {
                let message = "a probability with a range needs another outcome to give way";
                let fault = fault("E116", item.span.clone(), message);
                self.faults.push(fault.help("write `\"rest\"` for one of the other outcomes"));
            } else if !left.is_empty() {
                self.report_sum(&left, entry);
            }
            return;
        };
        let highs: Option<Rational> = odds
            .probabilities
            .iter()
            .enumerate()
            .filter(|(choice, _)| *choice != rest)
            .map(|(_, p)| match &p.range {
                Some([_, high]) => Some(high.clone()),
                None => self.value(&p.likely),
            })
            .sum();
        let least = highs.map(|highs| Rational::ONE - highs);
        let values = self.value(&left).into_iter().chain(self.values_at_ends(&left)).chain(least);
        if let Some(value) = values.into_iter().find(|value| !is_probability(value)) {
            let message = format!("the other probabilities leave {value} for `\"rest\"`");
            let span = given[rest].map_or(entry.item.span.clone(), |item| item.span.clone());
            let help = "together, and at the upper ends of their ranges, they must not exceed 1";
            self.faults.push(fault("E116", span, message).help(help));
        }
        odds.probabilities[rest] = Judgement::certain(left);
    }

    fn report_sum(&mut self, left: &Expression, entry: &Entry) {
        let message = match left.as_constant() {
            Some(left) => format!("the probabilities sum to {}, not 1", Rational::ONE - left),
            None => "the probabilities do not sum to 1 for every value of the parameters".into(),
        };
        let help = "write `\"rest\"` for one outcome, and it takes what is left";
        self.faults.push(fault("E116", entry.item.span.clone(), message).help(help));
    }
}

fn is_probability(value: &Rational) -> bool {
    !value.is_negative() && *value <= Rational::ONE
}
