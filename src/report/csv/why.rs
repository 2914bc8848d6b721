//! `why` as tables: for payoffs and options one row for each base and each effect, whose points
//! add up; for outcomes one row for each player who would change, and each interest.

use itertools::Itertools;

use super::row;
use crate::explain::why::{Departure, OutcomeReasons, Part, PayoffTrace, Preference, Reasons};
use crate::number::Algebraic;
use crate::scenario::Scenario;

/// The reasons, in rows that add up.
pub fn why(scenario: &Scenario, reasons: &Reasons) -> String {
    let mut out = Rows { scenario, out: String::new() };
    match reasons {
        Reasons::Outcome(reasons) => out.outcome(reasons),
        _ => out.header(),
    }
    match reasons {
        Reasons::Payoff { trace, .. } => out.payoff("", "", trace),
        Reasons::Preference(preference) => out.preference("", preference),
        Reasons::Comparison(judged) => out.preference("", &judged.preference),
        Reasons::Choice(choice) => {
            for at in &choice.at {
                let id = (at.equilibrium + 1).to_string();
                match &at.part {
                    Part::Chooses(preference) => out.preference(&id, preference),
                    Part::Gets(trace) => out.payoff(&id, "", trace),
                }
            }
        }
        Reasons::Outcome(_) => {}
    }
    out.out
}

/// `heads, tails`: the options of a cell of a table.
fn cell_ids(scenario: &Scenario, results: &[Option<usize>]) -> String {
    let id = |(node, option): (usize, &Option<usize>)| {
        Some(scenario.nodes()[node].choices[(*option)?].id.as_str())
    };
    results.iter().enumerate().filter_map(id).join(", ")
}

struct Rows<'a> {
    scenario: &'a Scenario,
    out: String,
}

impl Rows<'_> {
    fn header(&mut self) {
        self.out += "equilibrium,who,option,interest,share_exact,share,effect,line,adds_exact,adds,\
            chance_exact,chance,points_exact,points,because,quote,source_line\r\n";
    }

    fn preference(&mut self, equilibrium: &str, preference: &Preference) {
        for (option, trace) in &preference.options {
            let id = &self.scenario.nodes()[preference.node].choices[*option].id;
            self.payoff(equilibrium, id, trace);
        }
    }

    /// One row for each summand of a payoff: the base of every interest, and its effects.
    fn payoff(&mut self, equilibrium: &str, option: &str, trace: &PayoffTrace) {
        let who = &self.scenario.stakeholders()[trace.who];
        for line in &trace.lines {
            let interest = &who.interests[line.interest];
            let share = [line.share.to_string(), line.share.to_f64().to_string()];
            let start = [equilibrium, &who.id, option, &interest.id].map(String::from);
            let base = Algebraic::from(line.base_points());
            let numbers = numbers(&[&line.base.clone().into(), &Algebraic::ONE, &base]);
            let place = [String::new(), interest.line.to_string()];
            let words = [String::new(), String::new(), String::new()];
            if line.cells.is_empty() {
                self.out += &row(&[&start[..], &share, &place, &numbers, &words].concat());
            }
            for cell in &line.cells {
                let numbers =
                    self::numbers(&[&cell.value.clone().into(), &cell.chance, &cell.adds()]);
                let place = [String::new(), interest.line.to_string()];
                let words = [cell_ids(self.scenario, &cell.results), String::new(), String::new()];
                self.out += &row(&[&start[..], &share, &place, &numbers, &words].concat());
            }
            for effect in line.effects.iter().filter(|effect| !effect.chance.is_zero()) {
                let of = &self.scenario.effects()[effect.effect];
                let points = line.effect_points(effect);
                let numbers =
                    self::numbers(&[&effect.value.clone().into(), &effect.chance, &points]);
                let place =
                    [(effect.effect + 1).to_string(), of.points[effect.points].line.to_string()];
                let quote = of.evidence.quote.as_ref();
                let source_line = quote.and_then(|quote| quote.source_line);
                let words = [
                    of.because.clone().unwrap_or_default(),
                    quote.map(|quote| quote.text.clone()).unwrap_or_default(),
                    source_line.map_or_else(String::new, |line| line.to_string()),
                ];
                self.out += &row(&[&start[..], &share, &place, &numbers, &words].concat());
            }
        }
    }

    fn outcome(&mut self, reasons: &OutcomeReasons) {
        let players = reasons.answer.game.players();
        let mut header: Vec<String> = vec!["part".into()];
        header.extend(players.iter().map(|player| player.id.clone()));
        let rest = "who,to,gain_exact,gain,interest,points_exact,points";
        header.extend(rest.split(',').map(String::from));
        self.out += &row(&header);
        for step in &reasons.circle {
            self.departure("circle", reasons, step);
        }
        for standing in &reasons.profiles {
            for departure in &standing.broken_by {
                self.departure("broken_by", reasons, departure);
            }
            for departure in &standing.kept_by {
                self.departure("kept_by", reasons, departure);
            }
        }
    }

    fn departure(&mut self, part: &str, reasons: &OutcomeReasons, departure: &Departure) {
        let players = reasons.answer.game.players();
        let (player, contrast) = (&players[departure.player], &departure.contrast);
        let options = players.iter().zip(&departure.profile.0);
        let options: Vec<String> = options.map(|(p, &o)| p.options[o].id.clone()).collect();
        let interests =
            &self.scenario.stakeholders()[reasons.answer.who[departure.player]].interests;
        for (interest, points) in interests.iter().zip(&contrast.differences) {
            let who = [player.id.clone(), player.options[contrast.options[0]].id.clone()];
            let gain = numbers(&[&contrast.difference]);
            let points = numbers(&[points]);
            let interest = [interest.id.clone()];
            let part = [part.to_string()];
            self.out += &row(&[&part[..], &options, &who, &gain, &interest, &points].concat());
        }
    }
}

/// Each number exactly and in decimals.
fn numbers(numbers: &[&Algebraic]) -> Vec<String> {
    numbers.iter().flat_map(|number| [number.to_string(), number.to_f64().to_string()]).collect()
}
