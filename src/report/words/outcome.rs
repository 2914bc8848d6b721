//! What happens, in a sentence.

use itertools::Itertools;

use super::{Case, and, beliefs_differ, count, count_upper, coverage};
use crate::explain::{EquilibriumInFull, OutcomeKind};
use crate::nash::Argument;
use crate::scenario::StakeholderId;

/// The outcome in words: the finding, and what it rests on.
pub(in crate::report) fn outcome(case: Case) -> (String, String) {
    let (answer, found) = (case.answer, case.answer.equilibria.len());
    if found == 0 {
        let why = coverage(&answer.coverage, found);
        return ("No equilibrium is known.".into(), format!("So far: {why}."));
    }
    if answer.is_of_one() {
        return (format!("{}.", pure_and_mixed(case, "")), sought_alone(answer.coverage.argument));
    }
    if !answer.coverage.is_all() {
        let lead = "Not everything is known.".to_string();
        return (lead, format!("{}; others may exist.", pure_and_mixed(case, "found")));
    }
    if case.players() == 0 {
        return ("Every move is given.".into(), String::new());
    }
    let certain = answer.outcome.regime.map(|at| case.scenario.regimes()[at].name.as_str());
    let lead = match certain {
        Some(regime) => format!("It settles: {regime}{}.", prior(case)),
        None => unsettled(case),
    };
    (lead, rests_on(case))
}

/// How the only equilibrium that was looked for was found.
fn sought_alone(argument: Argument) -> String {
    let how = match argument {
        Argument::LemkeHowson => {
            "There may be others, but none is pure. It is where a path of Lemke and Howson's method \
             ends, and was checked exactly."
        }
        Argument::LinearProgram => {
            "There may be others, all of which bring the same: the payoffs always add up to one \
             number. These are optimal strategies by a linear program; they were checked exactly."
        }
        _ => {
            "There may be others. It is the first pure one in the order of the game, and was \
             checked exactly."
        }
    };
    how.into()
}

/// The finding where no regime is certain.
fn unsettled(case: Case) -> String {
    let ways = ways(case);
    match case.answer.outcome.kind {
        OutcomeKind::UniquePure => "It settles.".into(),
        OutcomeKind::MixedOnly => "A standoff: nothing settles.".into(),
        OutcomeKind::SeveralPure => format!("It can settle in {ways}{}.", prior(case)),
        OutcomeKind::PureAndMixed => {
            format!("It can settle in {ways}{}, or stay a standoff.", prior(case))
        }
        OutcomeKind::Continuum => "Ties leave it open.".into(),
        OutcomeKind::NoneFound => "No equilibrium is known.".into(),
    }
}

/// By whose law regimes are certain, where somebody does not believe so.
fn prior(case: Case) -> &'static str {
    let doubts = |equilibrium: &EquilibriumInFull, regime: usize, who: StakeholderId| {
        let plays = case.scenario.plays(&equilibrium.strategies, Some(who));
        plays.iter().any(|play| case.scenario.regime(&play.results) != Some(regime))
    };
    let is_doubted = |equilibrium: &EquilibriumInFull| {
        let mut who = 0..case.scenario.stakeholders().len();
        let certain = equilibrium.regimes.certain();
        certain.is_some_and(|regime| who.any(|who| doubts(equilibrium, regime, who)))
    };
    let doubted = beliefs_differ(case.scenario) && case.answer.equilibria.iter().any(is_doubted);
    if doubted { ", by the common prior" } else { "" }
}

/// The regimes in which the pure equilibria settle: `2 ways: court or tolerate`.
fn ways(case: Case) -> String {
    let equilibria = &case.answer.equilibria;
    let pure = equilibria.iter().filter(|e| e.equilibrium.profile().as_pure().is_some());
    let regimes: Option<Vec<&str>> = pure.clone().map(|e| case.regime(e)).collect();
    match regimes.map(|regimes| regimes.into_iter().unique().collect_vec()) {
        Some(regimes) if regimes.len() > 1 => {
            format!("{} ways: {}", regimes.len(), and(regimes).replace(" and ", " or "))
        }
        Some(regimes) if regimes.len() == 1 => format!("one way: {}", regimes[0]),
        _ => count(pure.count(), "way", "ways").replace("1 way", "one way"),
    }
}

fn rests_on(case: Case) -> String {
    let kind = case.answer.outcome.kind;
    if case.players() == 1 {
        let choices = match kind {
            OutcomeKind::UniquePure => "one choice is best",
            _ => "several choices are equally good",
        };
        return format!("Only {} decides: {choices}.", case.name(0));
    }
    if kind != OutcomeKind::Continuum {
        return format!("{}.", pure_and_mixed(case, ""));
    }
    let components = &case.answer.components;
    let continua = components.iter().filter(|component| !component.is_isolated()).count();
    let told = match continua {
        1 => "A continuum of equilibria".to_string(),
        _ => format!("{continua} continua of equilibria"),
    };
    match components.len() - continua {
        0 => format!("{told}."),
        apart => format!("{told}, and {} apart.", count(apart, "equilibrium", "equilibria")),
    }
}

/// `One equilibrium, in mixed strategies`; `3 equilibria: 2 in pure strategies, 1 in mixed`.
fn pure_and_mixed(case: Case, found: &str) -> String {
    let equilibria = &case.answer.equilibria;
    let pure = equilibria.iter().filter(|e| e.equilibrium.profile().as_pure().is_some()).count();
    let mixed = equilibria.len() - pure;
    let all = count_upper(equilibria.len(), "equilibrium", "equilibria");
    let all = if found.is_empty() { all } else { format!("{all} {found}") };
    match (pure, mixed) {
        (1, 0) => format!("{all}, in pure strategies"),
        (0, 1) => format!("{all}, in mixed strategies"),
        (_, 0) => format!("{all}, all in pure strategies"),
        (0, _) => format!("{all}, all in mixed strategies"),
        _ => format!("{all}: {pure} in pure strategies, {mixed} in mixed"),
    }
}
