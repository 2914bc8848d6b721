//! An outcome: whether it happens, who would break it, and where nothing holds, the circle.

use itertools::Itertools;

use super::given;
use super::view::View;
use crate::explain::Verdict;
use crate::explain::why::{Departure, OutcomeReasons, Standing};
use crate::number::Algebraic;
use crate::report::content::{Block, Cell, ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Chances, Payoffs};
use crate::report::screen::left_out;
use crate::report::words::{self, Case};
use crate::scenario::OutcomeName;

/// This many outcomes are told.
const MOST_TOLD: usize = 12;

/// This many steps of a circle are told.
const LONGEST_CIRCLE: usize = 12;

pub(super) fn page(page: &mut Page, view: View, reasons: &OutcomeReasons) {
    let case = Case { scenario: view.scenario, answer: &reasons.answer, style: view.style };
    let (lead, rest) = words::outcome(case);
    let sentence = Text::plain(format!("{lead} {rest}").trim_end());
    let title = match &reasons.name {
        OutcomeName::Regime(at) => Some(Text::plain(regime(case, reasons, *at))),
        OutcomeName::Kind(kind) => denied(reasons, kind).map(Text::plain),
    };
    let happens = Text::look(Look::Dim, "What happens: ").then(sentence.clone());
    let (title, then) = match title {
        Some(title) => (title, happens),
        None => (sentence, Text::new()),
    };
    page.blocks.push(Block::Title { title, aside: Text::new() });
    given(page, view);
    page.paragraph(then);
    if let OutcomeName::Regime(at) = reasons.name
        && case.answer.equilibria.len() > 1
    {
        page.paragraph(shares(case, at));
    }
    circle(page, case, reasons);
    profiles(page, case, reasons);
    ties(page, case, reasons);
}

/// Whether a regime is what happens.
fn regime(case: Case, reasons: &OutcomeReasons, at: usize) -> String {
    let name = &case.scenario.regimes()[at].name;
    let equilibria = &case.answer.equilibria;
    let certain = equilibria.iter().filter(|e| e.regimes.certain() == Some(at)).count();
    let possible = equilibria.iter().filter(|e| !e.regimes.shares[at].is_zero()).count();
    let all = words::count(equilibria.len(), "equilibrium", "equilibria");
    match (&reasons.verdict, certain, possible) {
        (Verdict::Holds, ..) if equilibria.len() == 1 => format!("{name}: it happens."),
        (Verdict::Holds, ..) => format!("{name}: it happens at each of the {all}."),
        (_, 0, 0) if equilibria.is_empty() => format!("{name}: no equilibrium is known."),
        (_, 0, 0) if equilibria.len() == 1 => format!("{name}: it does not happen."),
        (_, 0, 0) => format!("{name}: it happens at none of the {all}."),
        (_, 0, _) if equilibria.len() == 1 => {
            let share = &equilibria[0].regimes.shares[at];
            let chance = number::short_chance(case.style, share);
            format!("{name}: it happens with probability {chance}.")
        }
        (_, 0, _) => format!("{name}: it happens with some chance at {possible} of the {all}."),
        _ => format!("{name}: it happens for certain at {certain} of the {all}."),
    }
}

/// That the outcome is of another kind; nothing if it is of this one.
fn denied(reasons: &OutcomeReasons, kind: &str) -> Option<String> {
    let found = reasons.answer.outcome.kind.id();
    match (&reasons.verdict, kind) {
        (Verdict::Holds, _) => None,
        (Verdict::Fails { .. }, "mixed_only") => Some("It is no standoff.".into()),
        (Verdict::Fails { .. }, _) => Some(format!("{kind}: it is not, but {found}.")),
        _ => Some(format!("{kind}: undecided, as not every equilibrium is known.")),
    }
}

/// How probable the regime is at each equilibrium.
fn shares(case: Case, regime: usize) -> Text {
    let equilibria = case.answer.equilibria.iter().take(MOST_TOLD).enumerate();
    let shares = equilibria.clone().map(|(_, e)| &e.regimes.shares[regime]);
    let chances = Chances::of(case.style, shares);
    let each = equilibria.map(|(at, e)| {
        let share = chances.main(&e.regimes.shares[regime]);
        Text::plain(format!("equilibrium {} {share}", at + 1)).unbroken()
    });
    let each = Text::join(each, ", ");
    if each.is_empty() { each } else { Text::plain("Its probability: ").then(each) }
}

fn options(case: Case, departure: &crate::game::Profile) -> Text {
    let players = (0..case.players()).collect_vec();
    case.profile(departure, &players, ", ")
}

/// The columns of a departure: who, to what, the gain and its reasons.
fn departure(case: Case, gains: &Payoffs, departure: &Departure) -> [Text; 4] {
    let view = View { scenario: case.scenario, style: case.style };
    let who = case.answer.who[departure.player];
    let arrow = words::arrow(case.style);
    let to = case.option(departure.player, departure.contrast.options[0]);
    [
        case.player(departure.player),
        Text::plain(format!("{arrow} ")).then(to).unbroken(),
        Text::plain(gains.signed(&departure.contrast.difference)),
        view.because(who, &departure.contrast.differences),
    ]
}

fn titled(titles: [&str; 5]) -> Table {
    use ColumnKind::{Details, Number, Words};
    let kinds = [Words, Words, Words, Number, Details];
    let titles = titles.iter().map(|title| Text::look(Look::Dim, title));
    Table::titled(titles.zip(kinds).collect())
}

/// The best responses that run in a circle.
fn circle(page: &mut Page, case: Case, reasons: &OutcomeReasons) {
    if reasons.circle.is_empty() {
        return;
    }
    let lead = if case.answer.coverage.is_all() {
        "no pure outcome lasts: at each, somebody gains by changing"
    } else {
        "from the first outcome on, best responses lead back to where they were"
    };
    page.heading("A circle of best responses", "", Text::look(Look::Dim, lead));
    let mut table = titled(["at", "who changes", "to", "gains", "because"]);
    let most = if case.style.verbose { usize::MAX } else { LONGEST_CIRCLE };
    let gains = reasons.circle.iter().map(|step| &step.contrast.difference);
    let gains = Payoffs::of(case.style, gains);
    for step in reasons.circle.iter().take(most) {
        let here = options(case, &step.profile);
        let row = std::iter::once(here).chain(departure(case, &gains, step));
        table.row(row.map(Cell::from).collect());
    }
    page.table(table);
    match reasons.circle.len().saturating_sub(most) {
        0 => page.paragraph(Text::plain("and back to the start")),
        more => page.paragraph(left_out(more, "step", "steps")),
    }
}

/// The outcomes, and what breaks or keeps each.
fn profiles(page: &mut Page, case: Case, reasons: &OutcomeReasons) {
    let (kind, lead) = match reasons.name {
        OutcomeName::Regime(_) => {
            ("Its outcomes", "who would rather do something else, and by how much")
        }
        OutcomeName::Kind(_) => {
            ("Equilibria in pure strategies", "what each would lose by its best other option")
        }
    };
    if reasons.profiles.is_empty() {
        unseen(page, reasons);
        return;
    }
    page.heading(kind, "", Text::look(Look::Dim, lead));
    let mut table = titled(["outcome", "who", "to", "gains", "because"]);
    let most = if case.style.verbose { usize::MAX } else { MOST_TOLD };
    let shown = &reasons.profiles[..reasons.profiles.len().min(most)];
    let told = shown.iter().flat_map(told).map(|one| &one.contrast.difference);
    let gains = Payoffs::of(case.style, told);
    for standing in shown {
        rows(&mut table, case, &gains, standing);
    }
    page.table(table);
    let more = reasons.profiles.len().saturating_sub(most);
    if more > 0 {
        page.paragraph(left_out(more, "outcome", "outcomes"));
    }
    unseen(page, reasons);
}

/// Outcomes that are not among those kept.
fn unseen(page: &mut Page, reasons: &OutcomeReasons) {
    let said = match reasons.left_out {
        Some(0) => return,
        Some(more) => {
            format!("{} not listed.", words::count(more, "more outcome is", "more outcomes are"))
        }
        None => "Not every outcome was looked at: too many, or the search was stopped.".into(),
    };
    page.paragraph(Text::look(Look::Dim, said));
}

/// Who would break an outcome; of one that lasts, what keeps each.
fn told(standing: &Standing) -> &[Departure] {
    if standing.broken_by.is_empty() { &standing.kept_by } else { &standing.broken_by }
}

fn rows(table: &mut Table, case: Case, gains: &Payoffs, standing: &Standing) {
    let mut named = options(case, &standing.profile);
    if standing.share != Algebraic::ONE {
        let share = Chances::of(case.style, [&standing.share]).main(&standing.share);
        named = named.and(Look::Dim, format!(" ({share})"));
    }
    let lasts = standing.broken_by.is_empty();
    let told = told(standing);
    if told.is_empty() {
        let blank = Text::new;
        let row = [named.clone(), Text::plain("lasts"), blank(), blank(), blank()];
        table.row(row.into_iter().map(Cell::from).collect());
    }
    for (at, one) in told.iter().enumerate() {
        let outcome = match (at, lasts) {
            (0, true) => named.clone().and(Look::Dim, ": lasts"),
            (0, false) => named.clone(),
            _ => Text::new(),
        };
        let row = std::iter::once(outcome).chain(departure(case, gains, one));
        table.row(row.map(Cell::from).collect());
    }
}

/// The ties that make continua.
fn ties(page: &mut Page, case: Case, reasons: &OutcomeReasons) {
    if !matches!(reasons.name, OutcomeName::Kind(_)) {
        return;
    }
    for component in 0..case.answer.components.len() {
        for way in words::component(case, component) {
            page.paragraph(Text::plain(format!("A continuum: {way}.")));
        }
    }
}
