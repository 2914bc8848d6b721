//! `standoff __complete --word=WORD -- BEFORE …`: what may stand in place of a word, for the
//! scripts of `standoff completions`.
//!
//! A line for each candidate, a tab and what it is behind it; or the line `:files` where the shell
//! should name files. Names of players, options and interests come from the game file that stands
//! before the cursor. Whatever goes wrong, there are no candidates: a shell has no place for
//! complaints.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Command, ValueEnum};

use super::Status;
use super::arguments::{self, CompleteArguments, GeneralArguments};
use super::load;
use super::output::Output;
use super::refusal::Refusal;
use super::values::{self, Format};
use crate::explain::learn::Algorithm;
use crate::families::FAMILIES;
use crate::report::lessons::LESSONS;
use crate::report::pages;
use crate::scenario::{Effect, Node, NodeKind, Scenario};

/// The line that asks for names of files.
const FILES: &str = ":files";

/// Outcomes are named where there are at most so many.
const MOST_CELLS: usize = 200;

/// What may stand in place of a word, and what it is.
type Candidate = (String, String);

pub(crate) fn run(arguments: &CompleteArguments) -> Result<Status, Refusal> {
    let mut command = arguments::command();
    command.build();
    let before: Vec<&str> = arguments.before.iter().map(String::as_str).collect();
    let mut lines = String::new();
    for (text, shown) in candidates(&command, &before, &arguments.word) {
        let shown = shown.lines().next().unwrap_or_default();
        lines += text.as_str();
        lines += &if shown.is_empty() { "\n".to_string() } else { format!("\t{shown}\n") };
    }
    Output::new(&GeneralArguments::default(), Path::new(""))?.write(&lines)?;
    Ok(Status::Answered)
}

/// Where on a command line the cursor stands.
struct Place<'a> {
    command: &'a Command,
    /// The flag that waits for its value.
    waiting: Option<&'a Arg>,
    /// How many words were no flags and no verbs.
    positionals: usize,
    /// The flags that were given.
    given: Vec<&'a Arg>,
    /// The game file.
    file: Option<PathBuf>,
}

fn candidates(command: &Command, before: &[&str], word: &str) -> Vec<Candidate> {
    let place = place(command, before);
    let (start, found) = if let Some(flag) = place.waiting {
        ("", values_of(flag, &place, word))
    } else if let Some((flag, value)) = word.split_once('=').filter(|_| word.starts_with("--")) {
        let start = &word[..=flag.len()];
        let known = long(place.command, flag);
        (start, known.map(|flag| values_of(flag, &place, value)).unwrap_or_default())
    } else if word.starts_with('-') {
        ("", flags(&place))
    } else if place.positionals == 0 && place.command.has_subcommands() {
        ("", verbs(place.command))
    } else {
        let last = place.command.get_positionals().last();
        let repeated = last.filter(|last| last.get_num_args().is_some_and(|n| n.max_values() > 1));
        let here = place.command.get_positionals().nth(place.positionals).or(repeated);
        ("", here.map(|here| values_of(here, &place, word)).unwrap_or_default())
    };
    let whole = found.into_iter().map(|(text, shown)| match text.as_str() {
        FILES => (text, shown),
        _ => (format!("{start}{text}"), shown),
    });
    whole.filter(|(text, _)| text == FILES || text.starts_with(word)).collect()
}

/// Follows the words up to the cursor.
fn place<'a>(command: &'a Command, before: &[&str]) -> Place<'a> {
    let mut place = Place { command, waiting: None, positionals: 0, given: Vec::new(), file: None };
    for word in before {
        if place.waiting.take().is_some() {
            continue;
        }
        if word.starts_with('-') && word.len() > 1 {
            let flag = match word.split_once('=') {
                Some((flag, _)) => long(place.command, flag),
                None => long(place.command, word).or_else(|| short(place.command, word)),
            };
            place.given.extend(flag);
            let waits = flag.filter(|flag| flag.get_action().takes_values());
            place.waiting = waits.filter(|_| !word.contains('='));
        } else if let Some(verb) =
            place.command.find_subcommand(word).filter(|_| place.positionals == 0)
        {
            place.command = verb;
        } else {
            let here = place.command.get_positionals().nth(place.positionals);
            if place.file.is_none() && here.is_some_and(|here| value_name(here).starts_with("FILE"))
            {
                place.file = Some(PathBuf::from(word));
            }
            place.positionals += 1;
        }
    }
    place
}

fn long<'a>(command: &'a Command, word: &str) -> Option<&'a Arg> {
    let name = word.strip_prefix("--")?;
    command.get_arguments().find(|arg| arg.get_long() == Some(name))
}

/// The flag of `-o`, or the last one of `-qo`.
fn short<'a>(command: &'a Command, word: &str) -> Option<&'a Arg> {
    let name = word.chars().next_back()?;
    command.get_arguments().find(|arg| arg.get_short() == Some(name))
}

fn value_name(arg: &Arg) -> &str {
    arg.get_value_names().and_then(<[_]>::first).map_or("", |name| name.as_str())
}

fn verbs(command: &Command) -> Vec<Candidate> {
    let shown = command.get_subcommands().filter(|verb| !verb.is_hide_set());
    shown.map(|verb| (verb.get_name().to_string(), help(verb.get_about()))).collect()
}

/// The flags that may still be given.
fn flags(place: &Place) -> Vec<Candidate> {
    let repeatable = |arg: &Arg| matches!(arg.get_action(), ArgAction::Append | ArgAction::Count);
    let given = |arg: &Arg| place.given.iter().any(|given| given.get_id() == arg.get_id());
    let open = place.command.get_arguments().filter(|arg| !arg.is_hide_set());
    let open = open.filter(|arg| repeatable(arg) || !given(arg));
    open.filter_map(|arg| Some((format!("--{}", arg.get_long()?), help(arg.get_help())))).collect()
}

fn help(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// What the value of a flag, or a word in its place, may be: by what its help calls it.
fn values_of(arg: &Arg, place: &Place, word: &str) -> Vec<Candidate> {
    let possible = arg.get_possible_values();
    if !possible.is_empty() {
        let shown = possible.iter().filter(|value| !value.is_hide_set());
        return shown.map(|value| (value.get_name().to_string(), String::new())).collect();
    }
    let scenario = || scenario(place.file.as_deref()?);
    let named =
        |names: fn(&Scenario) -> Vec<Candidate>| scenario().as_ref().map(names).unwrap_or_default();
    let kinds = value_name(arg).split(" or ");
    let each = kinds.flat_map(|kind| match kind {
        "FILE" | "OUT" | "TEXT_FILE" => vec![(FILES.to_string(), String::new())],
        "FORMAT" if arg.get_id() == "from" => {
            readable(&["toml", "nfg", "lrs", "efg", "gam", "json", "csv"], |text| {
                values::game_format(text).is_ok()
            })
        }
        "FORMAT" | "FORMAT,…" => formats(),
        "NAME" if arg.get_id() == "family" => {
            FAMILIES.iter().map(|family| (family.name.to_string(), String::new())).collect()
        }
        "NAME" => readable(&["field"], |text| values::suite(text).is_ok()),
        "ALGORITHM" => {
            Algorithm::ALL.map(|algorithm| (algorithm.id().to_string(), String::new())).to_vec()
        }
        "LESSON" => {
            LESSONS.map(|lesson| (lesson.number.to_string(), lesson.title().to_string())).to_vec()
        }
        "CONCEPT" => {
            let concepts =
                ["nash", "subgame-perfect", "sequential", "correlated", "logit", "stability"];
            readable(&concepts, |text| values::concept(text).is_ok())
        }
        "CODE" => pages::all().iter().map(|page| (page.word(), page.gist.to_string())).collect(),
        "MIX" => scenario().map(|scenario| mixes(&scenario, word)).unwrap_or_default(),
        "MOVE.OPTION" | "OPTION" => named(options),
        "WHO" => named(players),
        "WHAT" => named(everybody).into_iter().chain(named(regimes)).collect(),
        "TARGET=VALUE" => {
            named(targets).into_iter().map(|(text, shown)| (text + "=", shown)).collect()
        }
        "CLAIM" => named(claims),
        "CELL" => named(cells),
        _ => Vec::new(),
    });
    each.collect()
}

/// The game in a file; nothing if it has faults. Standard input is not read.
fn scenario(file: &Path) -> Option<Scenario> {
    if file == Path::new("-") {
        return None;
    }
    load::reading(file, &GeneralArguments::default()).ok()?.scenario
}

fn readable(words: &[&str], reads: fn(&str) -> bool) -> Vec<Candidate> {
    let readable = words.iter().filter(|word| reads(word));
    readable.map(|word| ((*word).to_string(), String::new())).collect()
}

fn formats() -> Vec<Candidate> {
    let names = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    names.map(|name| (name.get_name().to_string(), String::new())).collect()
}

fn moves(scenario: &Scenario) -> impl Iterator<Item = &Node> {
    scenario.nodes().iter().filter(|node| node.player().is_some())
}

/// `microsoft=litigate`; behind a `+`, the options that the mix has not named yet.
fn mixes(scenario: &Scenario, word: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    for node in moves(scenario) {
        let more = word.rsplit_once('+').filter(|_| word.starts_with(&format!("{}=", node.id)));
        for option in &node.choices {
            let text = match more {
                Some((named, _)) if names_option(named, &option.id) => continue,
                Some((named, _)) => format!("{named}+{}:", option.id),
                None => format!("{}={}", node.id, option.id),
            };
            found.push((text, option.text.clone()));
        }
    }
    found
}

/// Whether `microsoft=litigate:1/2` names an option.
fn names_option(mix: &str, option: &str) -> bool {
    let parts = mix.split_once('=').map_or("", |(_, parts)| parts).split('+');
    parts.filter_map(|part| part.split(':').next()).any(|named| named == option)
}

fn options(scenario: &Scenario) -> Vec<Candidate> {
    let each = moves(scenario).flat_map(|node| node.choices.iter().map(move |one| (node, one)));
    each.map(|(node, one)| (format!("{}.{}", node.id, one.id), one.text.clone())).collect()
}

/// The players that move.
fn players(scenario: &Scenario) -> Vec<Candidate> {
    let players = scenario.stakeholders().iter().filter(|who| who.is_player);
    players.map(|who| (who.id.clone(), who.name.clone())).collect()
}

/// The players and the observers.
fn everybody(scenario: &Scenario) -> Vec<Candidate> {
    scenario.stakeholders().iter().map(|who| (who.id.clone(), who.name.clone())).collect()
}

/// Everything that somebody judged; weights first.
fn targets(scenario: &Scenario) -> Vec<Candidate> {
    let interests = || {
        let who = scenario.stakeholders().iter();
        who.flat_map(|who| {
            who.interests.iter().map(|interest| format!("{}.{}", who.id, interest.id))
        })
    };
    let weights = interests().map(|name| (name, "a weight".to_string()));
    let parameters = scenario.parameters().iter();
    let parameters =
        parameters.map(|one| (one.id.clone(), one.text.clone().unwrap_or("a parameter".into())));
    let bases = interests().map(|name| (format!("base.{name}"), "a base".to_string()));
    let points = scenario.effects().iter().enumerate();
    let points = points.flat_map(|(at, effect)| effect_points(scenario, at, effect));
    let chances = scenario.nodes().iter().flat_map(chances);
    weights.chain(parameters).chain(bases).chain(points).chain(chances).collect()
}

fn effect_points(scenario: &Scenario, at: usize, effect: &Effect) -> Vec<Candidate> {
    let id = effect.id.clone().unwrap_or_else(|| (at + 1).to_string());
    let shown = effect.because.clone().unwrap_or_default();
    let name = |points: &crate::scenario::Points| {
        let who = &scenario.stakeholders()[points.stakeholder];
        format!("effects.{id}.{}.{}", who.id, who.interests[points.interest].id)
    };
    effect.points.iter().map(|points| (name(points), shown.clone())).collect()
}

fn chances(node: &Node) -> Vec<Candidate> {
    if !matches!(node.kind, NodeKind::Chance { .. }) {
        return Vec::new();
    }
    let name = |outcome: &crate::scenario::Choice| {
        (format!("chance.{}.{}", node.id, outcome.id), outcome.text.clone())
    };
    node.choices.iter().map(name).collect()
}

/// Claims as they begin: of the outcome, of an option, of a payoff.
fn claims(scenario: &Scenario) -> Vec<Candidate> {
    let regimes = regimes(scenario).into_iter().map(|(name, _)| format!("outcome={name}"));
    let options = options(scenario).into_iter().map(|(name, _)| name);
    let payoffs = everybody(scenario).into_iter().map(|(id, _)| format!("payoff.{id}"));
    let all = regimes.chain(options).chain(payoffs).chain(["equilibria=".into()]);
    all.map(|text| (text, String::new())).collect()
}

fn regimes(scenario: &Scenario) -> Vec<Candidate> {
    scenario.regimes().iter().map(|regime| (regime.name.clone(), "a regime".to_string())).collect()
}

/// The outcomes, in file order; nothing where they are many.
fn cells(scenario: &Scenario) -> Vec<Candidate> {
    let mut cells = vec![String::new()];
    for node in moves(scenario) {
        if cells.len() * node.choices.len() > MOST_CELLS {
            return Vec::new();
        }
        let with = |cell: &String| {
            let comma = if cell.is_empty() { "" } else { "," };
            node.choices
                .iter()
                .map(move |one| format!("{cell}{comma}{}", one.id))
                .collect::<Vec<_>>()
        };
        cells = cells.iter().flat_map(with).collect();
    }
    cells.into_iter().map(|cell| (cell, String::new())).collect()
}
