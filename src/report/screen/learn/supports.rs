//! `learn --algorithm supports`: who might play what, and whether anything is an equilibrium.

use itertools::Itertools;

use super::{View, more, next};
use crate::explain::learn::{Algorithm, Equation, Examined, Supports, Term, Verdict};
use crate::game::MixedProfile;
use crate::nash::{Deviation, Equilibrium, NashSubset};
use crate::number::{Algebraic, Integer, Rational};
use crate::report::content::{ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Payoffs};
use crate::report::words;

/// So many supports of a kind have a row each; those with an equilibrium always do.
const MOST_ROWS: usize = 16;

/// An equation with more terms is not written out.
const MOST_TERMS: usize = 9;

/// So many equilibria are worked out on the screen.
const MOST_WORKED_OUT: usize = 8;

pub(super) fn steps(page: &mut Page, view: View, supports: &Supports) {
    page.paragraph(introduction(view, supports));
    let mut worked_out = 0;
    let numbered = supports.steps.iter().enumerate().map(|(at, step)| (at + 1, step));
    let groups = numbered.chunk_by(|(_, step)| step.mixers().count());
    for (mixers, group) in &groups {
        let group = group.collect_vec();
        heading(page, view, mixers, group.len());
        rows(page, view, &group);
        for (number, step) in group.iter().filter(|(_, step)| step.verdict.is_equilibrium()) {
            if mixers > 0 && worked_out < view.most(MOST_WORKED_OUT) {
                worked_out += 1;
                work_out(page, view, *number, step);
            }
        }
    }
    conclusion(page, view, supports);
    next(page, view, &[Algorithm::Underline, Algorithm::Iesds]);
}

fn introduction(view: View, supports: &Supports) -> Text {
    let told = format!(
        "The options that a player uses are its support. {} to choose them",
        match supports.all.to_string().as_str() {
            "1" => "There is one way".to_string(),
            all => format!("There are {all} ways"),
        }
    );
    let gone = supports.dominated.iter().map(|d| view.named(d.player, d.option).unbroken());
    let gone = gone.collect_vec();
    let left = &supports.left_out + Integer::from(supports.steps.len());
    match gone.len() {
        0 => Text::plain(told + "."),
        1..=4 => Text::plain(format!("{told}; strict dominance leaves {left}, without "))
            .then(words::listed(gone, " and "))
            .and(Look::Plain, "."),
        many => Text::plain(format!(
            "{told}; strict dominance takes {many} options away and leaves {left}."
        )),
    }
}

fn heading(page: &mut Page, view: View, mixers: usize, supports: usize) {
    let count = words::count(supports, "choice of supports", "choices of supports");
    let (kind, what) = match (mixers, view.players().len()) {
        (0, 1) => ("One option".into(), "it must bring most"),
        (0, _) => ("Nobody mixes".into(), "each option must answer the others best"),
        (1, 1) => ("Several options".into(), "they must bring the same"),
        (1, _) => ("One mixes".into(), "what it mixes must bring it the same"),
        (2, 2) => ("Both mix".into(), "each makes the other indifferent"),
        (2, _) => ("Two mix".into(), "each makes the other indifferent"),
        (3, _) => ("Three mix".into(), "together they make each other indifferent: polynomials"),
        _ => (format!("{mixers} mix"), "together they make each other indifferent: polynomials"),
    };
    page.heading(&kind, "", Text::look(Look::Dim, format!("{count}: {what}")));
}

/// One row for each support, as far as there is room.
fn rows(page: &mut Page, view: View, group: &[(usize, &Examined)]) {
    use ColumnKind::{Details, Number, Words};
    let mut table = Table::new(&[Number, Words, Words, Details]);
    let (yes, no) = words::signs(view.style);
    let mut shown = 0;
    for (at, (number, step)) in group.iter().enumerate() {
        let is_open = step.verdict.is_equilibrium() || !step.verdict.is_decided();
        if at >= view.most(MOST_ROWS) && !is_open {
            continue;
        }
        shown += 1;
        let sign = match step.verdict {
            _ if step.verdict.is_equilibrium() => yes,
            Verdict::Undecided { .. } => "?",
            _ => no,
        };
        table.row(vec![
            Text::look(Look::Dim, number.to_string()).into(),
            support(view, &step.support).into(),
            Text::plain(sign).into(),
            verdict(view, step).into(),
        ]);
    }
    page.table(table);
    if group.len() > shown {
        let rest = words::count(group.len() - shown, "support", "supports");
        let rest = format!("and {rest} without an equilibrium: -v shows all");
        page.paragraph(Text::look(Look::Dim, rest));
    }
}

/// `litigate + accommodate, diversify, expand`.
fn support(view: View, support: &[Vec<usize>]) -> Text {
    let of_player = |(player, options): (usize, &Vec<usize>)| {
        let ids = options.iter().map(|&option| view.option(player, option).unbroken());
        let ids = Text::join(ids, " + ");
        if view.ids_are_shared() {
            view.player(player).and(Look::Plain, " ").then(ids)
        } else {
            ids
        }
    };
    Text::join(support.iter().enumerate().map(of_player), ", ")
}

fn verdict(view: View, step: &Examined) -> Text {
    match &step.verdict {
        Verdict::Dominated { player, option, by, margins } => {
            let beats = view.player(*player).and(Look::Plain, ": ").then(view.option(*player, *by));
            let beaten = beats.and(Look::Plain, " beats ").then(view.option(*player, *option));
            beaten.and(Look::Plain, format!(" here, {}", margin(view, margins)))
        }
        Verdict::Contradiction { player } => view
            .player(*player)
            .and(Look::Plain, " cannot be indifferent: its conditions contradict each other"),
        Verdict::NotPositive { player, mixer, solution, option } => {
            let at = step.support[*mixer].iter().position(|o| o == option).unwrap_or_default();
            let chance = number::short_chance(view.style, &solution[at].clone().into());
            let needs = view.player(*player).and(Look::Plain, " is indifferent only if ");
            let needs = needs.then(view.named(*mixer, *option).unbroken());
            needs.and(Look::Plain, format!(" has the probability {chance}, which is not above 0"))
        }
        Verdict::Leaves { profile, deviation } => leaves(view, profile, deviation),
        Verdict::Equilibria(found) if found.len() > 1 => {
            Text::plain(format!("{} equilibria", found.len()))
        }
        Verdict::Equilibria(_) => Text::plain("an equilibrium"),
        Verdict::Continuum(_) => Text::plain("a continuum of equilibria: a tie leaves room"),
        Verdict::Empty => {
            Text::plain("no equilibrium: its solutions lie outside, or somebody would leave them")
        }
        Verdict::Undecided { known, why } => {
            let why = words::reason(*why);
            Text::plain(match known.len() {
                0 => format!("not decided: {why}"),
                1 => format!("an equilibrium; whether others is not decided: {why}"),
                some => format!("{some} equilibria; whether others is not decided: {why}"),
            })
        }
    }
}

/// `by 0.10`, `by 0.10 to 0.30`, `by up to 0.30`.
fn margin(view: View, margins: &[Rational; 2]) -> String {
    let margins = margins.clone().map(Algebraic::from);
    let group = Payoffs::of(view.style, &margins);
    let [least, most] = [group.number(&margins[0]), group.number(&margins[1])];
    if margins[0].is_zero() {
        format!("by up to {most}, and is never worse")
    } else if least == most {
        format!("by {most}")
    } else {
        format!("by {least} to {most}")
    }
}

/// `Amazon would gain 0.35 by confine`, with the solution before it if somebody mixes.
fn leaves(view: View, profile: &MixedProfile, deviation: &Deviation) -> Text {
    let gain = Payoffs::of(view.style, [&deviation.gain]).number(&deviation.gain);
    let gains = view.player(deviation.player).and(Look::Plain, format!(" would gain {gain} by "));
    let gains = gains.then(view.option(deviation.player, deviation.option));
    if profile.as_pure().is_some() {
        return gains;
    }
    let mixing = view.players().filter(|&player| profile.support(player).len() > 1);
    let mixtures = mixing.map(|player| {
        let mixture = view.mixture(player, &profile.mixtures()[player]);
        let name = view.player(player).and(Look::Plain, " ");
        if view.ids_are_shared() { name.then(mixture) } else { mixture }
    });
    Text::plain("solved by ")
        .then(Text::join(mixtures, "; "))
        .and(Look::Plain, ": there ")
        .then(gains)
}

/// The conditions of a support that has an equilibrium, their solution, and what keeps the others.
fn work_out(page: &mut Page, view: View, number: usize, step: &Examined) {
    page.space();
    let named = format!("{number} worked out");
    let probability = "; the name of an option stands for its probability";
    page.paragraph(Text::look(Look::Strong, named).and(Look::Dim, probability));
    for equation in &step.equations {
        page.paragraph(condition(view, equation));
    }
    match &step.verdict {
        Verdict::Equilibria(found) | Verdict::Undecided { known: found, .. } => {
            for (at, equilibrium) in found.iter().enumerate() {
                if found.len() > 1 {
                    page.paragraph(Text::plain(format!("Solution {}:", at + 1)));
                }
                page.table(solution(view, equilibrium));
            }
        }
        Verdict::Continuum(subset) => continuum(page, view, subset),
        _ => {}
    }
}

/// `Microsoft: litigate = accommodate if 0.10·expand - 0.30·confine = 0`.
fn condition(view: View, equation: &Equation) -> Text {
    let [first, second] = equation.options.map(|option| view.option(equation.player, option));
    let who = view.player(equation.player).and(Look::Plain, ": ");
    let equal = who.then(first).and(Look::Plain, " = ").then(second);
    let terms = equation.terms.iter().filter(|term| !term.coefficient.is_zero()).collect_vec();
    if terms.is_empty() {
        return equal.and(Look::Plain, " whatever the others mix here: a tie");
    }
    if terms.len() > MOST_TERMS {
        return equal.and(Look::Plain, format!(" if a sum of {} terms is 0", terms.len()));
    }
    let group = terms.iter().map(|term| Algebraic::from(term.coefficient.abs())).collect_vec();
    let group = Payoffs::of(view.style, &group);
    let mut sum = equal.and(Look::Plain, " if ");
    for (at, term) in terms.iter().enumerate() {
        let minus = if view.style.unicode_minus && !view.style.ascii { "−" } else { "-" };
        let sign = match (at, term.coefficient.is_negative()) {
            (0, false) => String::new(),
            (0, true) => minus.into(),
            (_, false) => " + ".into(),
            (_, true) => format!(" {minus} "),
        };
        sum = sum.and(Look::Plain, sign).then(product(view, term, &group));
    }
    sum.and(Look::Plain, " = 0")
}

fn product(view: View, term: &Term, group: &Payoffs) -> Text {
    let times = words::times(view.style);
    let size = term.coefficient.abs();
    let mut product = Text::new();
    if size != Rational::ONE || term.factors.is_empty() {
        product = Text::plain(group.number(&size.into()));
    }
    for &(player, option) in &term.factors {
        let named = view.named(player, option);
        let named = if view.ids_are_shared() {
            Text::plain("(").then(named).and(Look::Plain, ")")
        } else {
            named
        };
        let times = if product.is_empty() { "" } else { times };
        product = product.and(Look::Plain, times).then(named);
    }
    product.unbroken()
}

/// One row for each player: what it plays, and what its options bring.
fn solution(view: View, equilibrium: &Equilibrium) -> Table {
    use ColumnKind::{Details, Words};
    let mut table = Table::new(&[Words, Words, Details]);
    let profile = equilibrium.profile();
    for player in view.players() {
        let payoffs = view.game.option_payoffs(player, profile);
        let played = profile.support(player);
        let strategy = view.mixture(player, &profile.mixtures()[player]);
        let brings = brings(view, player, &payoffs, &played);
        table.row(vec![view.player(player).into(), strategy.into(), brings.into()]);
    }
    table
}

/// `brings -0.65 each`; `brings +0.48; recommit would bring -0.47`.
fn brings(view: View, player: usize, payoffs: &[Algebraic], played: &[usize]) -> Text {
    let group = Payoffs::of(view.style, payoffs);
    let mine = group.fraction(&payoffs[played[0]]);
    let each = if played.len() > 1 { "each brings" } else { "brings" };
    let told = Text::plain(format!("{each} {mine}"));
    let unused = (0..payoffs.len()).filter(|option| !played.contains(option));
    let next = unused.max_by(|&a, &b| payoffs[a].cmp(&payoffs[b]).then(b.cmp(&a)));
    let Some(next) = next else { return told };
    let would = told.and(Look::Plain, "; ").then(view.option(player, next));
    would.and(Look::Plain, format!(" would bring {}", group.fraction(&payoffs[next])))
}

/// The extreme strategies of a continuum.
fn continuum(page: &mut Page, view: View, subset: &NashSubset) {
    use ColumnKind::{Details, Words};
    let mut table = Table::new(&[Words, Details]);
    for (player, factor) in subset.factors.iter().enumerate() {
        let strategies = factor.iter().map(|mixture| view.mixture(player, mixture));
        let strategies = strategies.collect_vec();
        let between = match strategies.len() {
            1 => Text::new(),
            2 => Text::plain("anything between "),
            _ => Text::plain("any mix of "),
        };
        let last = " and ";
        table.row(vec![
            view.player(player).into(),
            between.then(words::listed(strategies, last)).into(),
        ]);
    }
    page.table(table);
}

fn conclusion(page: &mut Page, view: View, supports: &Supports) {
    let is_continuum = |step: &&Examined| matches!(step.verdict, Verdict::Continuum(_));
    let continua = supports.found().filter(is_continuum).count();
    let known = supports.found().map(|step| step.verdict.known().len()).sum();
    let found = match (known, continua) {
        (0, 0) => "no equilibrium".to_string(),
        (some, 0) => words::count(some, "equilibrium", "equilibria"),
        (0, many) => format!("a continuum of equilibria on {many} of them"),
        (_, many) => {
            let some = supports.found().count() - many;
            format!("equilibria on {some} of them, continua of equilibria on {many}")
        }
    };
    let undecided = supports.steps.iter().filter(|step| !step.verdict.is_decided()).count();
    let told = if supports.is_all() {
        let tried = words::count(supports.steps.len(), "choice", "choices");
        format!("{tried} of supports tried: {found}, and no others.")
    } else {
        let mut open = Vec::new();
        if undecided > 0 {
            open.push(words::count(undecided, "is not decided", "are not decided"));
        }
        if !supports.left_out.is_zero() {
            open.push(format!("{} were not tried", supports.left_out));
        }
        let tried = words::count(supports.steps.len(), "choice", "choices");
        let open = words::and(open.iter().map(String::as_str));
        format!("{tried} of supports tried: {found}; {open}, so that there may be others.")
    };
    let listed = match supports.listed {
        Some(listed) if continua > 0 => {
            let listed = words::count(listed, "equilibrium", "equilibria");
            format!(" `solve` lists {listed}: of each continuum the extreme ones.")
        }
        _ => String::new(),
    };
    page.space();
    page.paragraph(Text::plain(told + &listed));
    let all = supports.found().filter(|step| step.mixers().next().is_some()).count();
    more(
        page,
        all,
        view.most(MOST_WORKED_OUT),
        "equilibrium to work out",
        "equilibria to work out",
    );
}
