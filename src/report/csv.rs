//! Results as CSV (RFC 4180): one header row, exact numbers beside decimals.

mod mediation;
mod series;
mod why;

pub use mediation::mediation;
pub use series::{series, suite};
pub use why::why;

use std::io::{self, Write};

use itertools::Itertools;

use super::content::clean;
use super::ends::ends;
use super::plays::Outcome;
use super::{Checked, words};
use crate::explain::{Answer, Bench, BestResponse, Supposition};
use crate::game::{ExtensiveGame, StrategicGame};
use crate::number::{Algebraic, Rational};
use crate::scenario::Scenario;

/// One row for each equilibrium, player and option.
pub fn solve(scenario: &Scenario, answer: &Answer) -> String {
    let header = "equilibrium,component,kind,regime,player,option,probability_exact,probability,\
        payoff_exact,payoff";
    let mut out = format!("{header}\r\n");
    for (index, equilibrium) in answer.equilibria.iter().enumerate() {
        let profile = equilibrium.equilibrium.profile();
        let kind = if profile.as_pure().is_some() { "pure" } else { "mixed" };
        let regime = equilibrium.regimes.certain().map(|at| scenario.regimes()[at].name.as_str());
        let players = answer.game.players().iter().zip(profile.mixtures()).zip(&answer.who);
        for ((player, mixture), &who) in players {
            let payoff = &equilibrium.payoffs[who];
            for (option, chance) in player.options.iter().zip(mixture) {
                out += &row(&[
                    (index + 1).to_string(),
                    (equilibrium.component + 1).to_string(),
                    kind.into(),
                    regime.unwrap_or_default().into(),
                    player.id.clone(),
                    option.id.clone(),
                    chance.to_string(),
                    chance.to_f64().to_string(),
                    payoff.to_string(),
                    payoff.to_f64().to_string(),
                ]);
            }
        }
    }
    out
}

/// One row for each equilibrium of the rest and each stakeholder: with the given play, and with
/// each option that it is compared with.
pub fn best_response(response: &BestResponse) -> String {
    let mut out = "move,option,equilibrium,who,payoff_exact,payoff\r\n".to_string();
    let mut add = |choice: [String; 2], supposed: &Supposition| {
        for (index, equilibrium) in supposed.answer.equilibria.iter().enumerate() {
            let stakeholders = supposed.scenario.stakeholders().iter();
            for (who, payoff) in stakeholders.zip(&equilibrium.payoffs) {
                let [node, option] = choice.clone();
                let number = (index + 1).to_string();
                let (exact, decimal) = (payoff.to_string(), payoff.to_f64().to_string());
                out += &row(&[node, option, number, who.id.clone(), exact, decimal]);
            }
        }
    };
    add(["given".into(), String::new()], &response.given);
    for contrast in &response.versus {
        let node = &contrast.instead.scenario.nodes()[contrast.node];
        let option = &node.choices[contrast.option];
        add([node.id.clone(), option.id.clone()], &contrast.instead);
    }
    out
}

/// One row for each solver.
pub fn bench(bench: &Bench) -> String {
    let mut out = String::from(
        "solver,equilibria,claim,runs,mean_s,stddev_s,min_s,max_s,relative,compared,agrees\r\n",
    );
    for (index, run) in bench.runs.iter().enumerate() {
        let timing = &run.timing;
        out += &row(&[
            run.solver.name.into(),
            run.found.equilibria.len().to_string(),
            words::claim_id(run).into(),
            timing.runs.to_string(),
            timing.mean.to_string(),
            timing.deviation.to_string(),
            timing.least.to_string(),
            timing.most.to_string(),
            bench.relative(index).to_string(),
            bench.agreement.compared.contains(&index).to_string(),
            (!bench.agreement.disagreeing.contains(&index)).to_string(),
        ]);
    }
    out
}

/// One row for each outcome: every player's option, every stakeholder's payoff.
///
/// # Errors
/// If `out` cannot be written.
pub fn payoffs(scenario: &Scenario, table: &StrategicGame, out: &mut dyn Write) -> io::Result<()> {
    let players = table.players().iter().map(|player| player.id.clone());
    let header = players.chain(payoff_columns(scenario)).chain(["regime".into()]).collect_vec();
    out.write_all(row(&header).as_bytes())?;
    let moves = scenario.free_moves().into_iter();
    let players = moves.map(|node| scenario.nodes()[node].player()).collect_vec();
    for profile in table.profiles() {
        let outcome = Outcome::new(scenario, table, &profile);
        let options = table.players().iter().zip(&profile.0);
        let mut cells = options.map(|(player, &o)| player.options[o].id.clone()).collect_vec();
        for who in 0..scenario.stakeholders().len() {
            let payoff = match players.iter().position(|player| *player == Some(who)) {
                Some(player) => table.payoff(player, &profile).into(),
                None => outcome.points(who).iter().sum::<Algebraic>(),
            };
            cells.extend([payoff.to_string(), payoff.to_f64().to_string()]);
        }
        let regime = outcome.regime();
        cells.push(regime.map_or_else(String::new, |at| scenario.regimes()[at].name.clone()));
        out.write_all(row(&cells).as_bytes())?;
    }
    Ok(())
}

/// One row for each end of a tree: the result of every node, every player's payoff.
///
/// # Errors
/// If `out` cannot be written.
pub fn tree_payoffs(
    scenario: &Scenario,
    game: &ExtensiveGame,
    out: &mut dyn Write,
) -> io::Result<()> {
    let nodes = scenario.nodes().iter().map(|node| node.id.clone());
    let header = nodes.chain(payoff_columns(scenario)).chain(["regime".into()]).collect_vec();
    out.write_all(row(&header).as_bytes())?;
    for end in ends(game) {
        let mut results = vec![None; scenario.nodes().len()];
        let mut cells = vec![String::new(); scenario.nodes().len()];
        for step in &end.steps {
            if let Some(node) = scenario.node(step.at) {
                results[node] = scenario.nodes()[node].choice(step.choice);
                cells[node] = step.choice.into();
            }
        }
        for who in 0..scenario.stakeholders().len() {
            let payoff = scenario.payoff(who, &results);
            cells.extend([payoff.to_string(), payoff.to_f64().to_string()]);
        }
        let regime = scenario.regime(&results).map(|at| scenario.regimes()[at].name.clone());
        cells.push(regime.unwrap_or_default());
        out.write_all(row(&cells).as_bytes())?;
    }
    Ok(())
}

fn payoff_columns(scenario: &Scenario) -> impl Iterator<Item = String> + '_ {
    let columns = |id: &String| [format!("payoff_{id}_exact"), format!("payoff_{id}")];
    scenario.stakeholders().iter().flat_map(move |who| columns(&who.id))
}

/// One row for each interest.
pub fn interests(scenario: &Scenario) -> String {
    let header = "stakeholder,role,interest,weight_exact,weight,low,high,share_exact,share,\
        base_exact,base,quote,note";
    let mut out = format!("{header}\r\n");
    for (who, stakeholder) in scenario.stakeholders().iter().enumerate() {
        let role = if stakeholder.is_player { "player" } else { "observer" };
        for (interest, share) in stakeholder.interests.iter().zip(scenario.shares(who)) {
            let weight = scenario.likely(&interest.weight);
            let base = scenario.likely(&interest.base);
            let [low, high] = match &interest.weight.range {
                Some(bounds) => bounds.clone().map(|bound| bound.to_string()),
                None => Default::default(),
            };
            let quote = interest.evidence.quote.as_ref().map(|quote| quote.text.clone());
            let decimal = |number: &Rational| number.to_f64().to_string();
            out += &row(&[
                stakeholder.id.clone(),
                role.into(),
                interest.id.clone(),
                weight.to_string(),
                decimal(&weight),
                low,
                high,
                share.to_string(),
                decimal(&share),
                base.to_string(),
                decimal(&base),
                quote.unwrap_or_default(),
                interest.evidence.note.clone().unwrap_or_default(),
            ]);
        }
    }
    out
}

/// One row for each diagnostic.
pub fn check(checked: &[Checked]) -> String {
    let mut out = String::from("file,code,severity,line,column,message,help\r\n");
    for file in checked {
        for diagnostic in &file.diagnostics {
            let place = diagnostic.span.as_ref().map(|span| file.source.place(span.start));
            let number = |number: Option<usize>| number.map_or_else(String::new, |n| n.to_string());
            let help = diagnostic.label.iter().chain(&diagnostic.help).join("; ");
            out += &row(&[
                file.source.name.clone(),
                diagnostic.code.to_string(),
                words::severity(diagnostic.severity()).into(),
                number(place.map(|place| place.line)),
                number(place.map(|place| place.column)),
                diagnostic.message.clone(),
                help,
            ]);
        }
    }
    out
}

/// A record: fields in quotes where they need them, without controls. A line break within a
/// field is a space.
fn row(fields: &[String]) -> String {
    let mut record = String::new();
    for (at, field) in fields.iter().enumerate() {
        let field = clean(field);
        record += if at == 0 { "" } else { "," };
        if field.contains(['"', ',']) || field.trim() != field {
            record += &format!("\"{}\"", field.replace('"', "\"\""));
        } else {
            record += &field;
        }
    }
    record + "\r\n"
}
