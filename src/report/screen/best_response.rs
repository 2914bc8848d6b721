//! `best-response`: what the rest do, who would regret, and the bill against another option.

use itertools::Itertools;

use super::equilibrium::reason;
use super::gains::{self, signed};
use super::outcome::continuum;
use super::{handful, left_out};
use crate::explain::{BestResponse, Contrast, EquilibriumInFull, always_best};
use crate::number::Algebraic;
use crate::report::Style;
use crate::report::content::{Block, ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Payoffs};
use crate::report::words::{self, Case};
use crate::scenario::StakeholderId;

/// What the rest do, given some players' play.
pub(in crate::report) fn best_response(response: &BestResponse, style: &Style) -> Page {
    let mut page = Page::default();
    let case = Case::supposed(&response.given, style);
    title(&mut page, case);
    page.heading("If", &supposed(case), Text::new());
    for index in 0..case.answer.components.len() {
        continuum(&mut page, case, index);
    }
    let shown = handful(style);
    for (index, equilibrium) in case.answer.equilibria.iter().enumerate().take(shown) {
        told(&mut page, case, (index, equilibrium));
        regrets(&mut page, response, case, index);
    }
    if case.answer.equilibria.len() > shown {
        let more = case.answer.equilibria.len() - shown;
        page.paragraph(left_out(more, "equilibrium", "equilibria"));
    }
    for contrast in &response.versus {
        against(&mut page, response, contrast, style);
    }
    if response.not_compared > 0 {
        let options = words::count(response.not_compared, "option was", "options were");
        page.space();
        let told = format!("{options} not compared: the search was stopped.");
        page.paragraph(Text::look(Look::Dim, told));
    }
    page
}

fn title(page: &mut Page, case: Case) {
    let dot = if case.style.ascii { " - " } else { " · " };
    let answer = case.answer;
    let form = words::form(answer.game.sizes(), case.style);
    let known = words::coverage(&answer.coverage, answer.equilibria.len());
    let aside = if case.players() == 0 { form } else { format!("the rest: {form}{dot}{known}") };
    let title = words::title(case.scenario, case.style);
    page.blocks.push(Block::Title { title, aside: Text::look(Look::Dim, aside) });
}

/// ` Microsoft plays litigate: sue OpenAI over exclusivity`.
fn supposed(case: Case) -> String {
    let given = words::given(case.scenario, case.style);
    format!(" {}", words::listed(given, " and ").as_string())
}

/// An equilibrium of the rest: why each does what it does, what is then played, who gets what.
fn told(page: &mut Page, case: Case, (index, equilibrium): (usize, &EquilibriumInFull)) {
    if case.answer.equilibria.len() > 1 {
        page.space();
        let named = Text::look(Look::Strong, format!("Equilibrium {} of the rest", index + 1));
        page.paragraph(named.and(Look::Plain, format!("  {}", case.kind(equilibrium))));
    }
    page.table(reasons(case, equilibrium));
    let arrow = format!("{} ", words::arrow(case.style));
    let lead = Text::plain(arrow).then(played(case, equilibrium)).and(Look::Plain, ":  ");
    let lead = if case.players() == 0 { Text::new() } else { lead };
    page.paragraph(lead.then(payoffs(case, equilibrium)));
    page.paragraph(gains::observers(case, equilibrium));
}

/// One row for each player of the rest: what its options bring, and why this is best.
fn reasons(case: Case, equilibrium: &EquilibriumInFull) -> Table {
    use ColumnKind::{Details, Words};
    let mut table = Table::new(&[Words, Details, Details]);
    for player in 0..case.players() {
        let (brings, why) = reason(case, equilibrium, player);
        let why = whatever(case, equilibrium, player).unwrap_or(why);
        let why = Text::look(Look::Dim, why);
        table.row(vec![case.player(player).into(), brings.into(), why.into()]);
    }
    table
}

/// `best whatever Amazon does: recommit would cost 0.30 to 0.50`.
fn whatever(case: Case, equilibrium: &EquilibriumInFull, player: usize) -> Option<String> {
    let option = *equilibrium.equilibrium.profile().support(player).iter().exactly_one().ok()?;
    let range = always_best(&case.answer.game, player, option)?.map(Algebraic::from);
    let others = (0..case.players()).filter(|&other| other != player).collect_vec();
    let others = match others[..] {
        [] => return None,
        [only] => case.name(only),
        _ => "the others",
    };
    let does = if others == "the others" { "do" } else { "does" };
    let options = 0..case.answer.game.sizes()[player];
    let instead = match options.filter(|&other| other != option).exactly_one() {
        Ok(only) => case.option_id(player, only),
        Err(_) => "another option",
    };
    let group = Payoffs::of(case.style, &range);
    let [least, most] = [group.number(&range[0]), group.number(&range[1])];
    let cost = if least == most { least } else { format!("{least} to {most}") };
    Some(format!("best whatever {others} {does}: {instead} would cost {cost}"))
}

/// What everybody plays: fixed moves and chance aside, in file order.
fn played(case: Case, equilibrium: &EquilibriumInFull) -> Text {
    let profile = equilibrium.equilibrium.profile();
    if let (Some(pure), true) = (profile.as_pure(), case.players() > 0) {
        let players = (0..case.players()).collect_vec();
        return case.profile(&pure, &players, ", ");
    }
    let mixtures = profile.mixtures().iter().enumerate();
    let each = mixtures.map(|(player, mixture)| {
        let name = case.player(player);
        name.and(Look::Plain, " ").then(case.mixture(player, mixture, " + "))
    });
    Text::join(each, "; ")
}

fn payoffs(case: Case, equilibrium: &EquilibriumInFull) -> Text {
    let group = Payoffs::of(case.style, &equilibrium.payoffs);
    let each = gains::of_role(case, equilibrium, true).map(|(who, payoff)| {
        let name = words::stakeholder(case.scenario, who);
        name.and(Look::Plain, " ").then(signed(&group, payoff)).unbroken()
    });
    Text::join(each, "  ")
}

/// `Microsoft would then rather accommodate (+0.30).`
fn regrets(page: &mut Page, response: &BestResponse, case: Case, equilibrium: usize) {
    let regrets = response.would_regret.iter().filter(|r| r.equilibrium == equilibrium);
    for regret in regrets {
        let node = &case.scenario.nodes()[regret.node];
        let Some(who) = node.player() else { continue };
        let name = words::stakeholder(case.scenario, who);
        let option = Text::look(Look::Who(who), &node.choices[regret.to].id);
        let gain = number::signed(case.style, &regret.gain);
        let rather = name.and(Look::Plain, " would then rather play ").then(option);
        page.paragraph(rather.and(Look::Plain, format!(" ({gain}).")));
    }
}

/// The given play against another option: who fares how, and because of which interests.
fn against(page: &mut Page, response: &BestResponse, contrast: &Contrast, style: &Style) {
    let (given, instead) =
        (Case::supposed(&response.given, style), Case::supposed(&contrast.instead, style));
    let node = &given.scenario.nodes()[contrast.node];
    let Some(who) = node.player() else { return };
    let option = &node.choices[contrast.option].id;
    let Some(change) = &contrast.change else {
        page.heading("Against", &format!(" {option}"), Text::plain("nothing to compare"));
        return;
    };
    let (from, to) = (&given.answer.equilibria[change.from], &instead.answer.equilibria[change.to]);
    let several = given.answer.equilibria.len() > 1 || instead.answer.equilibria.len() > 1;
    let arrow = words::arrow(style);
    let mut lead = Text::look(Look::Dim, format!("{arrow} ")).then(played(instead, to));
    if instead.players() == 0 {
        lead = Text::new();
    }
    page.heading("Against", &format!(" {option}"), lead);
    page.table(bill(given, contrast, (from, to)));
    if several {
        let name = &given.scenario.stakeholders()[who].name;
        let note = format!("Compared: of several equilibria the first that is worst for {name}.");
        page.paragraph(Text::look(Look::Dim, note));
    }
    if !instead.answer.coverage.is_all() {
        let known = words::coverage(&instead.answer.coverage, instead.answer.equilibria.len());
        page.paragraph(Text::look(Look::Dim, format!("With {option}: {known}.")));
    }
}

/// One row for each stakeholder: what it gets, what it would get instead, and why.
fn bill(
    case: Case,
    contrast: &Contrast,
    (from, to): (&EquilibriumInFull, &EquilibriumInFull),
) -> Table {
    use ColumnKind::{Details, Number, Words};
    let node = &case.scenario.nodes()[contrast.node];
    let option = Text::plain(&node.choices[contrast.option].id);
    let given = words::fixed_play(node, case.style);
    let titles = [given, option, Text::plain("change"), Text::look(Look::Dim, "because of")];
    let kinds = [Number, Number, Number, Details];
    let columns = [(Text::new(), Words)].into_iter().chain(titles.into_iter().zip(kinds));
    let mut table = Table::titled(columns.collect());
    let group = Payoffs::of(case.style, from.payoffs.iter().chain(&to.payoffs));
    for who in 0..case.scenario.stakeholders().len() {
        let (before, after) = (&from.payoffs[who], &to.payoffs[who]);
        let parts = contrast.change.as_ref().and_then(|change| change.by_interest.as_ref());
        let parts = parts.map(|parts| &parts[who]);
        let total = parts.map(|parts| parts.iter().sum::<Algebraic>());
        let change = total.map(|total| signed(&group, &total)).unwrap_or_default();
        table.row(vec![
            words::stakeholder(case.scenario, who).into(),
            Text::plain(group.signed(before)).into(),
            Text::plain(group.signed(after)).into(),
            change.into(),
            because(case, who, parts).into(),
        ]);
    }
    table
}

fn because(case: Case, who: StakeholderId, points: Option<&Vec<Algebraic>>) -> Text {
    points.map(|points| gains::interests(case, who, points)).unwrap_or_default()
}
