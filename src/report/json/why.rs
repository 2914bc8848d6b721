//! `standoff.why/1`.

use itertools::Itertools;
use serde_json::{Map, Value, json};

use super::interests::insert_evidence;
use super::{document, faults, game, keyed, number};
use crate::explain::Verdict;
use crate::explain::why::{
    CellTrace, Choice, ChoiceAt, Contrast, Departure, EffectTrace, Judged, OutcomeReasons, Part,
    PayoffTrace, Preference, Reasons, Situation, Standing, TurningPoint,
};
use crate::game::Profile;
use crate::number::Algebraic;
use crate::report::{Faults, words};
use crate::scenario::{NodeId, OutcomeName, Scenario, StakeholderId};

/// The reasons that were asked for. `digest` is that of the game, where the caller derived it.
pub fn why(
    scenario: &Scenario,
    reasons: &Reasons,
    digest: Option<&str>,
    found: &[Faults],
) -> Value {
    let mut why = document("why");
    why.insert("game".into(), Value::Object(game(scenario, "strategic", digest)));
    let (about, parts) = match reasons {
        Reasons::Payoff { situation, trace } => ("payoff", payoff(scenario, situation, trace)),
        Reasons::Preference(compared) => ("preference", preference(scenario, compared)),
        Reasons::Comparison(judged) => ("claim", comparison(scenario, judged)),
        Reasons::Choice(made) => ("choice", choice(scenario, made)),
        Reasons::Outcome(reasons) => ("outcome", outcome(scenario, reasons)),
    };
    why.insert("about".into(), json!(about));
    for (key, blank) in [
        ("claim", Value::Null),
        ("holds", Value::Null),
        ("at", Value::Null),
        ("chance", json!({})),
        ("lines", json!([])),
        ("total", json!({})),
        ("contrasts", json!([])),
        ("cycle", Value::Null),
    ] {
        why.insert(key.into(), blank);
    }
    why.extend(parts);
    why.insert("diagnostics".into(), faults(found));
    Value::Object(why)
}

fn who_id(scenario: &Scenario, who: StakeholderId) -> &str {
    &scenario.stakeholders()[who].id
}

fn option_id(scenario: &Scenario, node: NodeId, option: usize) -> &str {
    &scenario.nodes()[node].choices[option].id
}

/// The situation: a profile where every move that is given is pure, else strategies.
fn insert_situation(
    entry: &mut Map<String, Value>,
    scenario: &Scenario,
    situation: &Situation,
    except: Option<NodeId>,
) {
    let strategies = situation.strategies.iter().enumerate();
    let made = strategies.filter(|(node, _)| Some(*node) != except);
    let made = made.filter_map(|(node, strategy)| {
        let player = scenario.nodes()[node].player()?;
        Some((node, who_id(scenario, player), strategy.as_ref()?))
    });
    let made = made.collect_vec();
    let only = |strategy: &[Algebraic]| strategy.iter().position(|c| *c == Algebraic::ONE);
    let options = made.iter().map(|(node, id, strategy)| {
        Some((*id, json!(option_id(scenario, *node, only(strategy)?))))
    });
    let strategies = || {
        keyed(made.iter().map(|(node, id, strategy)| {
            let options = scenario.nodes()[*node].choices.iter().map(|choice| choice.id.as_str());
            (*id, super::mixture(options, strategy))
        }))
    };
    let profile = options.collect::<Option<Vec<_>>>();
    let at = profile.map_or_else(strategies, keyed);
    entry.insert("at".into(), at);
    let chance = situation.chance.iter().map(|&(node, outcome)| {
        (scenario.nodes()[node].id.as_str(), json!(option_id(scenario, node, outcome)))
    });
    entry.insert("chance".into(), keyed(chance));
}

fn payoff(scenario: &Scenario, situation: &Situation, trace: &PayoffTrace) -> Map<String, Value> {
    let strategies = situation.strategies.iter().enumerate();
    let made = strategies.filter_map(|(node, strategy)| {
        let option = strategy.as_ref()?.iter().position(|chance| *chance == Algebraic::ONE)?;
        Some(option_id(scenario, node, option))
    });
    let chance = situation.chance.iter().map(|&(node, outcome)| option_id(scenario, node, outcome));
    let key = made.chain(chance).join(",");
    let mut entry = Map::new();
    insert_situation(&mut entry, scenario, situation, None);
    insert_account(&mut entry, scenario, &[(&key, trace)], None);
    entry
}

fn preference(scenario: &Scenario, preference: &Preference) -> Map<String, Value> {
    let mut entry = Map::new();
    insert_situation(&mut entry, scenario, &preference.situation, Some(preference.node));
    let columns = preference.options.iter();
    let columns = columns.map(|(o, trace)| (option_id(scenario, preference.node, *o), trace));
    let rival = preference.rival();
    insert_account(&mut entry, scenario, &columns.collect_vec(), rival);
    let contrasts = preference.contrasts.iter().map(|c| contrast(scenario, preference, c));
    entry.insert("contrasts".into(), contrasts.collect());
    entry
}

fn comparison(scenario: &Scenario, judged: &Judged) -> Map<String, Value> {
    let mut entry = Map::new();
    let claim = &judged.claim;
    let [a, b] = claim.options.map(|option| option_id(scenario, claim.node, option));
    let who = who_id(scenario, claim.who);
    let text = format!("{who}: {a} {} {b}", words::relation(claim.relation));
    entry.insert("claim".into(), json!(text));
    entry.insert("holds".into(), json!(judged.holds));
    entry.extend(preference(scenario, &judged.preference));
    entry.insert(
        "outcomes_of_others".into(),
        json!({ "all": judged.outcomes, "held": judged.held }),
    );
    entry.insert("cited".into(), judged.cited.iter().map(|effect| json!(effect + 1)).collect());
    entry
}

fn choice(scenario: &Scenario, choice: &Choice) -> Map<String, Value> {
    let each = choice.at.iter().map(|ChoiceAt { equilibrium, part }| {
        let mut entry = Map::new();
        entry.insert("equilibrium".into(), json!(equilibrium + 1));
        match part {
            Part::Chooses(compared) => entry.extend(preference(scenario, compared)),
            Part::Gets(trace) => {
                insert_account(&mut entry, scenario, &[("equilibrium", trace)], None);
                entry.insert("contrasts".into(), json!([]));
            }
        }
        let found = &choice.answer.equilibria[*equilibrium];
        let profile = found.equilibrium.profile();
        let strategies = super::strategies(choice.answer.game.players(), profile.mixtures());
        entry.insert("at".into(), strategies);
        entry.insert("chance".into(), json!({}));
        Value::Object(entry)
    });
    let mut entry = Map::new();
    entry.insert("who".into(), json!(who_id(scenario, choice.who)));
    entry.insert("choices".into(), each.collect());
    let claim = if choice.answer.coverage.is_all() { "all" } else { "some" };
    entry.insert("equilibria_known".into(), json!(claim));
    entry
}

/// The lines of one or more payoffs side by side, and their sums.
fn insert_account(
    entry: &mut Map<String, Value>,
    scenario: &Scenario,
    columns: &[(&str, &PayoffTrace)],
    contrast: Option<&Contrast>,
) {
    let lines = columns.first().map_or(0, |(_, trace)| trace.lines.len());
    let lines = (0..lines).map(|at| line(scenario, columns, at, contrast));
    entry.insert("lines".into(), lines.collect());
    let total = columns.iter().map(|(key, trace)| (*key, number(&trace.payoff)));
    entry.insert("total".into(), keyed(total));
}

fn line(
    scenario: &Scenario,
    columns: &[(&str, &PayoffTrace)],
    at: usize,
    contrast: Option<&Contrast>,
) -> Value {
    let (who, first) = (columns[0].1.who, &columns[0].1.lines[at]);
    let interest = &scenario.stakeholders()[who].interests[first.interest];
    let scores = columns.iter().map(|(key, trace)| (*key, number(&trace.lines[at].score)));
    let points = columns.iter().map(|(key, trace)| (*key, number(&trace.lines[at].points)));
    let effects = (0..first.effects.len()).filter_map(|effect| {
        let of = |trace: &PayoffTrace| trace.lines[at].effects[effect].clone();
        let effects = columns.iter().map(|(key, trace)| (*key, of(trace))).collect_vec();
        self::effect(scenario, &effects)
    });
    let mut entry = json!({
        "player": who_id(scenario, who),
        "interest": interest.id,
        "line": interest.line,
        "weight": number(&first.weight),
        "share": number(&first.share),
        "base": number(&first.base),
        "scores": keyed(scores),
        "points": keyed(points),
        "difference": contrast.map(|contrast| number(&contrast.differences[at])),
        "effects": effects.collect::<Vec<_>>(),
    });
    if scenario.is_table() {
        let cells = |trace: &PayoffTrace| {
            trace.lines[at].cells.iter().map(|c| cell(scenario, c)).collect::<Value>()
        };
        entry["cells"] = keyed(columns.iter().map(|(key, trace)| (*key, cells(trace))));
    }
    insert_evidence(&mut entry, &interest.evidence);
    entry
}

/// A cell of a table of payoffs.
fn cell(scenario: &Scenario, cell: &CellTrace) -> Value {
    let options = cell.results.iter().enumerate().filter_map(|(node, choice)| {
        Some((scenario.nodes()[node].id.clone(), json!(option_id(scenario, node, (*choice)?))))
    });
    json!({
        "options": options.collect::<serde_json::Map<_, _>>(),
        "payoff": number(&cell.value),
        "chance": number(&cell.chance),
    })
}

/// An effect that may hold for some column.
fn effect(scenario: &Scenario, columns: &[(&str, EffectTrace)]) -> Option<Value> {
    let felt = columns.iter().filter(|(_, effect)| !effect.chance.is_zero()).collect_vec();
    let (_, first) = felt.first()?;
    let of = &scenario.effects()[first.effect];
    let chance = felt.iter().map(|(key, effect)| (*key, number(&effect.chance)));
    let mut entry = json!({
        "effect": first.effect + 1,
        "line": of.points[first.points].line,
        "when": words::condition(scenario, &of.when),
        "points": number(&first.value),
        "because": of.because,
        "holds_for": felt.iter().map(|(key, _)| *key).collect::<Vec<_>>(),
        "chance": keyed(chance),
    });
    insert_evidence(&mut entry, &of.evidence);
    Some(entry)
}

fn contrast(scenario: &Scenario, preference: &Preference, contrast: &Contrast) -> Value {
    let [option, against] =
        contrast.options.map(|option| option_id(scenario, preference.node, option));
    let who = &scenario.stakeholders()[preference.who];
    let interests = who.interests.iter().map(|interest| interest.id.as_str());
    let turn = |turn: &TurningPoint| {
        let interest = &who.interests[turn.interest].id;
        let below = turn.at.minus(&turn.now.clone().into()).is_negative();
        json!({
            "player": who.id,
            "interest": interest,
            "target": format!("{}.{interest}", who.id),
            "now": number(&turn.now),
            "at": number(&turn.at),
            "direction": if below { "below" } else { "above" },
        })
    };
    json!({
        "option": option,
        "against": against,
        "difference": number(&contrast.difference),
        "by_interest": keyed(interests.zip(contrast.differences.iter().map(number))),
        "decisive": contrast.decisive.map(|interest| &who.interests[interest].id),
        "turns": contrast.turns.iter().map(turn).collect::<Vec<_>>(),
    })
}

fn outcome(scenario: &Scenario, reasons: &OutcomeReasons) -> Map<String, Value> {
    let (regime, name) = match &reasons.name {
        OutcomeName::Regime(at) => (Some(*at), scenario.regimes()[*at].name.clone()),
        OutcomeName::Kind(kind) => (None, kind.clone()),
    };
    let mut entry = Map::new();
    entry.insert("claim".into(), json!(format!("outcome = {name}")));
    let holds = match reasons.verdict {
        Verdict::Holds => Some(true),
        Verdict::Fails { .. } => Some(false),
        Verdict::Undecided => None,
    };
    entry.insert("holds".into(), json!(holds));
    entry.insert("kind".into(), json!(reasons.answer.outcome.kind.id()));
    let departures = |departures: &[Departure]| -> Value {
        departures.iter().map(|d| departure(scenario, reasons, d)).collect()
    };
    let nothing_lasts = !reasons.circle.is_empty();
    let cycle = nothing_lasts.then(|| {
        let step = |step: &Departure| {
            let mut entry = departure(scenario, reasons, step);
            entry["profile"] = profile(reasons, &step.profile);
            entry
        };
        reasons.circle.iter().map(step).collect::<Value>()
    });
    entry.insert("cycle".into(), cycle.unwrap_or_default());
    let equilibria = reasons.answer.equilibria.iter().enumerate().map(|(at, found)| {
        json!({
            "equilibrium": at + 1,
            "probability": regime.map(|regime| number(&found.regimes.shares[regime])),
        })
    });
    entry.insert("equilibria".into(), equilibria.collect());
    let standing = |standing: &Standing| {
        json!({
            "profile": profile(reasons, &standing.profile),
            "probability": number(&standing.share),
            "broken_by": departures(&standing.broken_by),
            "kept_by": departures(&standing.kept_by),
        })
    };
    entry.insert("outcomes".into(), reasons.profiles.iter().map(standing).collect());
    entry.insert("outcomes_left_out".into(), json!(reasons.left_out));
    entry
}

fn profile(reasons: &OutcomeReasons, profile: &Profile) -> Value {
    let options = reasons.answer.game.players().iter().zip(&profile.0);
    keyed(options.map(|(player, &o)| (player.id.as_str(), player.options[o].id.as_str())))
}

fn departure(scenario: &Scenario, reasons: &OutcomeReasons, departure: &Departure) -> Value {
    let player = &reasons.answer.game.players()[departure.player];
    let who = &scenario.stakeholders()[reasons.answer.who[departure.player]];
    let interests = who.interests.iter().map(|interest| interest.id.as_str());
    let contrast = &departure.contrast;
    json!({
        "player": player.id,
        "to": player.options[contrast.options[0]].id,
        "gain": number(&contrast.difference),
        "by_interest": keyed(interests.zip(contrast.differences.iter().map(number))),
        "decisive": contrast.decisive.map(|interest| &who.interests[interest].id),
    })
}
