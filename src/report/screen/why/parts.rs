//! What the screens of `why` share: situations, interests side by side, effects one by one.

use itertools::Itertools;

use crate::explain::why::{Contrast, EffectTrace, InterestTrace, PayoffTrace, Situation};
use crate::number::{Algebraic, Rational};
use crate::report::Style;
use crate::report::content::{Cell, ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Chances, Payoffs};
use crate::report::screen::gains::largest;
use crate::report::screen::interests::evidence;
use crate::report::words;
use crate::scenario::{Effect, NodeId, NodeKind, Scenario, StakeholderId};

/// This many interests have a row each; the others are summed.
const MOST_INTERESTS: usize = 8;

/// This many effects have a row each; the others are summed.
const MOST_EFFECTS: usize = 24;

const ONE: &Algebraic = &Algebraic::ONE;

/// A scenario and how to print it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) style: &'a Style,
}

/// An option, or nothing where a payoff stands alone, and what it brings.
pub(super) type Column<'a> = (Text, &'a PayoffTrace);

impl View<'_> {
    pub(super) fn who(self, who: StakeholderId) -> Text {
        words::stakeholder(self.scenario, who)
    }

    /// The id of an option or an outcome of chance, in its player's colour.
    pub(super) fn option(self, node: NodeId, option: usize) -> Text {
        let of = &self.scenario.nodes()[node];
        let look = of.player().map_or(Look::Plain, Look::Who);
        Text::look(look, &of.choices[option].id)
    }

    pub(super) fn interest(self, who: StakeholderId, interest: usize) -> Text {
        Text::plain(&self.scenario.stakeholders()[who].interests[interest].id)
    }

    pub(super) fn dot(self) -> &'static str {
        if self.style.ascii { " - " } else { " · " }
    }

    /// Whether a payoff has no parts but its effects.
    pub(super) fn is_plain(self, who: StakeholderId) -> bool {
        self.scenario.stakeholders()[who].plain_payoff
    }

    /// `OpenAI diversify · Amazon expand 3/4 and confine 1/4`, and what is given of chance.
    pub(super) fn situation(self, situation: &Situation, except: Option<NodeId>) -> Text {
        let strategies = situation.strategies.iter().enumerate();
        let made = strategies.filter(|(node, _)| Some(*node) != except);
        let made = made.filter_map(|(node, strategy)| {
            let player = self.scenario.nodes()[node].player()?;
            let strategy = strategy.as_ref()?;
            let chances = Chances::of(self.style, strategy);
            let played = strategy.iter().enumerate().filter(|(_, chance)| !chance.is_zero());
            let option = |(option, chance): (usize, &Algebraic)| match *chance == Algebraic::ONE {
                true => self.option(node, option),
                false => {
                    let chance = format!(" {}", chances.short(chance));
                    self.option(node, option).and(Look::Plain, chance)
                }
            };
            let played = words::listed(played.map(option).collect(), " and ");
            Some(self.who(player).and(Look::Plain, " ").then(played).unbroken())
        });
        let chance = situation.chance.iter().map(|&(node, outcome)| {
            let id = &self.scenario.nodes()[node].id;
            Text::plain(format!("{id} ")).then(self.option(node, outcome)).unbroken()
        });
        Text::join(made.chain(chance), self.dot())
    }

    /// Which chance nodes a payoff is the average over, as whom.
    pub(super) fn averaged(self, who: StakeholderId, situation: &Situation) -> Text {
        let given = |node: NodeId| situation.chance.iter().any(|(given, _)| *given == node);
        let nodes = self.scenario.nodes().iter().enumerate();
        let open =
            nodes.filter(|(at, node)| matches!(node.kind, NodeKind::Chance { .. }) && !given(*at));
        let open = open.map(|(_, node)| node.id.as_str()).collect_vec();
        if open.is_empty() {
            return Text::new();
        }
        let believes = self.scenario.nodes().iter().any(|node| match &node.kind {
            NodeKind::Chance { beliefs, .. } => beliefs.iter().any(|(other, _)| *other == who),
            _ => false,
        });
        let average = format!("On average over {}", words::and(open));
        let name = &self.scenario.stakeholders()[who].name;
        let belief = if believes { format!(", as {name} sees chance") } else { String::new() };
        Text::look(Look::Dim, format!("{average}{belief}."))
    }

    /// `exclusivity +0.80  standing -0.60`: what makes a difference, the largest first.
    pub(super) fn because(self, who: StakeholderId, differences: &[Algebraic]) -> Text {
        if self.is_plain(who) {
            return Text::new();
        }
        let (shown, others) = largest(differences);
        let rest = sum(others.iter().map(|&at| &differences[at]));
        let group = Payoffs::of(self.style, differences.iter().chain([&rest]));
        let named = |name: Text, points: &Algebraic| {
            name.and(Look::Plain, " ").and(Look::Dim, group.signed(points)).unbroken()
        };
        let shown = shown.iter().map(|&at| named(self.interest(who, at), &differences[at]));
        let others = match others[..] {
            [] => None,
            [last] => Some(named(self.interest(who, last), &differences[last])),
            _ => Some(named(Text::plain("others"), &rest)),
        };
        Text::join(shown.chain(others), "  ")
    }

    /// One row for each interest: its weight, for each column the score and the points, and what
    /// makes the difference. What is left out is summed.
    pub(super) fn interests(self, columns: &[Column], contrast: Option<&Contrast>) -> Table {
        use ColumnKind::{Bar, Number, Numbers, Words};
        let dim = |title: &str| Text::look(Look::Dim, title);
        let mut titles = vec![(dim("interest"), Words), (dim("weight"), Number)];
        titles.extend(columns.iter().map(|(title, _)| match title.is_empty() {
            true => (dim("score, points"), Numbers),
            false => (title.clone(), Numbers),
        }));
        let difference = if contrast.is_some() { dim("difference") } else { Text::new() };
        titles.extend([(difference, Number), (Text::new(), Bar)]);
        let mut table = Table::titled(titles);
        let who = columns[0].1.who;
        let moved = match contrast {
            Some(contrast) => contrast.differences.clone(),
            None => columns[0].1.lines.iter().map(|line| line.points.clone()).collect(),
        };
        let most = if self.style.verbose { usize::MAX } else { MOST_INTERESTS };
        let (shown, others) = parted(&moved, most);
        let cells = columns.iter().map(|(_, trace)| Scores::new(self, trace)).collect_vec();
        let group = Payoffs::of(self.style, contrast.map_or(&moved, |c| &c.differences));
        let by = |amount: &Algebraic| match contrast {
            Some(_) => Text::look(look(amount), group.signed(amount)),
            None => Text::new(),
        };
        for &at in &shown {
            let share = number::share(self.style, &columns[0].1.lines[at].share);
            let mut row: Vec<Cell> = vec![self.interest(who, at).into(), Text::plain(share).into()];
            row.extend(cells.iter().zip(columns).map(|(c, (_, t))| c.line(&t.lines[at]).into()));
            row.extend([by(&moved[at]).into(), bar(&moved[at])]);
            table.row(row);
        }
        if !others.is_empty() {
            let mut row: Vec<Cell> = vec![dim("others").into(), Text::new().into()];
            row.extend(cells.iter().zip(columns).map(|(cells, (_, trace))| {
                let points = sum(others.iter().map(|&at| &trace.lines[at].points));
                cells.points(&points).into()
            }));
            let rest = sum(others.iter().map(|&at| &moved[at]));
            row.extend([by(&rest).into(), bar(&rest)]);
            table.row(row);
        }
        let mut row: Vec<Cell> = vec![dim("in all").into(), Text::new().into()];
        row.extend(cells.iter().zip(columns).map(|(c, (_, t))| c.points(&t.payoff).into()));
        let total = contrast.map_or_else(Text::new, |contrast| {
            let group =
                Payoffs::of(self.style, contrast.differences.iter().chain([&contrast.difference]));
            Text::look(look(&contrast.difference), group.signed(&contrast.difference))
        });
        row.extend([total.into(), Text::new().into()]);
        table.row(row);
        table
    }

    /// The effects behind one interest: what each adds, why, where it holds and where it stands.
    pub(super) fn rules(self, page: &mut Page, interest: usize, columns: &[Column]) {
        use ColumnKind::{Details, Number, Words};
        let dim = |title: &str| Text::look(Look::Dim, title);
        let mut titles = vec![(dim("adds"), Number), (dim("because"), Words)];
        titles.extend(columns.iter().map(|(title, _)| (title.clone(), Words)));
        titles.extend([(dim("line"), Number), (Text::new(), Details)]);
        let mut table = Table::titled(titles);
        let who = columns[0].1.who;
        let lines = columns.iter().map(|(_, trace)| &trace.lines[interest]).collect_vec();
        let everywhere = |_: &&InterestTrace| self.mark(&Algebraic::ONE);
        if !lines[0].base.is_zero() {
            let of = &self.scenario.stakeholders()[who].interests[interest];
            let mut row = vec![self.adds(&lines[0].base), dim("before any effect")];
            row.extend(lines.iter().map(everywhere));
            row.extend([dim(&of.line.to_string()), Text::new()]);
            table.row(row.into_iter().map(Cell::from).collect());
        }
        for (at, effect) in lines[0].effects.iter().enumerate() {
            if lines.iter().all(|line| line.effects[at].chance.is_zero()) {
                continue;
            }
            let mut row = vec![self.adds(&effect.value), self.reason(effect)];
            row.extend(lines.iter().map(|line| self.mark(&line.effects[at].chance)));
            let rests = if self.style.verbose { self.rests_on(effect) } else { Text::new() };
            row.extend([self.line_of(effect), rests]);
            table.row(row.into_iter().map(Cell::from).collect());
        }
        if table.rows.is_empty() {
            return;
        }
        page.space();
        if !self.is_plain(who) {
            let lead = self.interest(who, interest).and(Look::Plain, ", effect by effect");
            page.paragraph(lead);
        }
        page.table(table);
        let of = &self.scenario.stakeholders()[who].interests[interest];
        page.paragraph(Text::look(Look::Dim, evidence(&of.evidence, self.style)));
    }

    /// Every part of one payoff: the bases and the effects, each with what it adds.
    pub(super) fn parts(self, trace: &PayoffTrace) -> Table {
        use ColumnKind::{Details, Number, Words};
        let dim = |title: &str| Text::look(Look::Dim, title);
        let titles = ["interest", "adds", "chance", "points", "because", "line", "rests on"];
        let kinds = [Words, Number, Number, Number, Words, Number, Details];
        let mut table = Table::titled(titles.iter().map(|title| dim(title)).zip(kinds).collect());
        let parts = parts(trace);
        let points = parts.iter().map(|part| part.points.clone()).collect_vec();
        let most = if self.style.verbose { usize::MAX } else { MOST_EFFECTS };
        let (shown, others) = parted(&points, most);
        let rest = sum(others.iter().map(|&at| &points[at]));
        let group = Payoffs::of(self.style, points.iter().chain([&rest]));
        let certain = parts.iter().all(|part| part.chance() == ONE);
        let chances = Chances::of(self.style, parts.iter().map(Part::chance));
        let mut before = None;
        for &at in &shown {
            let part = &parts[at];
            let interest = part.line.interest;
            let plain = self.is_plain(trace.who) || before == Some(interest);
            let named = if plain { Text::new() } else { self.interest(trace.who, interest) };
            before = Some(interest);
            let chance = if certain { String::new() } else { chances.main(part.chance()) };
            let of = &self.scenario.stakeholders()[trace.who].interests[interest];
            let [adds, because, line, rests] = match part.effect {
                Some(e) => [self.adds(&e.value), self.reason(e), self.line_of(e), self.rests_on(e)],
                None => {
                    let line = dim(&of.line.to_string());
                    [self.adds(&part.line.base), dim("before any effect"), line, Text::new()]
                }
            };
            let points = Text::look(look(&part.points), group.signed(&part.points));
            let row = [named, adds, Text::plain(chance), points, because, line, rests];
            table.row(row.into_iter().map(Cell::from).collect());
        }
        if !others.is_empty() {
            let blank = Text::new;
            let rest = Text::plain(group.signed(&rest));
            let row = [dim("others"), blank(), blank(), rest, blank(), blank(), blank()];
            table.row(row.into_iter().map(Cell::from).collect());
        }
        table
    }

    fn effect(&self, effect: &EffectTrace) -> &Effect {
        &self.scenario.effects()[effect.effect]
    }

    /// Why an effect holds, in the file's words; without any, its condition.
    fn reason(self, effect: &EffectTrace) -> Text {
        let effect = self.effect(effect);
        let because = effect.because.clone();
        Text::plain(because.unwrap_or_else(|| words::condition(self.scenario, &effect.when)))
    }

    fn line_of(self, effect: &EffectTrace) -> Text {
        let line = self.effect(effect).points[effect.points].line;
        Text::look(Look::Dim, line.to_string())
    }

    fn rests_on(self, effect: &EffectTrace) -> Text {
        Text::look(Look::Dim, evidence(&self.effect(effect).evidence, self.style))
    }

    fn adds(self, value: &Rational) -> Text {
        let sign = if value.is_positive() { "+" } else { "" };
        Text::plain(format!("{sign}{}", number::plain(self.style, value)))
    }

    /// Whether an effect holds: a tick, nothing, or how probable it is.
    fn mark(self, chance: &Algebraic) -> Text {
        if chance.is_zero() {
            Text::new()
        } else if *chance == Algebraic::ONE {
            Text::plain(if self.style.ascii { "yes" } else { "✓" })
        } else {
            Text::plain(Chances::of(self.style, [chance]).short(chance))
        }
    }
}

/// A summand of a payoff: a base, or an effect.
struct Part<'a> {
    line: &'a InterestTrace,
    effect: Option<&'a EffectTrace>,
    points: Algebraic,
}

impl Part<'_> {
    fn chance(&self) -> &Algebraic {
        self.effect.map_or(ONE, |effect| &effect.chance)
    }
}

/// The summands of a payoff that are not nothing.
fn parts(trace: &PayoffTrace) -> Vec<Part<'_>> {
    trace.lines.iter().flat_map(parts_of).collect()
}

fn parts_of(line: &InterestTrace) -> impl Iterator<Item = Part<'_>> {
    let base = Part { line, effect: None, points: line.base_points().into() };
    let effects = line.effects.iter().filter(|effect| !effect.chance.is_zero());
    let effects = effects.map(move |effect| {
        let points = line.effect_points(effect);
        Part { line, effect: Some(effect), points }
    });
    std::iter::once(base).filter(|base| !base.line.base.is_zero()).chain(effects)
}

/// Scores and points of one column, each to one width.
struct Scores<'a> {
    scores: Payoffs<'a>,
    points: Payoffs<'a>,
    widths: [usize; 2],
}

impl<'a> Scores<'a> {
    fn new(view: View<'a>, trace: &PayoffTrace) -> Scores<'a> {
        let scores = Payoffs::of(view.style, trace.lines.iter().map(|line| &line.score));
        let all_points = trace.lines.iter().map(|line| &line.points).chain([&trace.payoff]);
        let points = Payoffs::of(view.style, all_points.clone());
        let width = |text: String| Text::plain(text).width();
        let score = trace.lines.iter().map(|line| width(scores.signed(&line.score))).max();
        let point = all_points.map(|number| width(points.signed(number))).max();
        Scores { scores, points, widths: [score.unwrap_or(0), point.unwrap_or(0)] }
    }

    fn line(&self, line: &InterestTrace) -> Text {
        let score = self.scores.signed(&line.score);
        self.aligned(Text::look(Look::Dim, score), &line.points)
    }

    /// Points without a score.
    fn points(&self, points: &Algebraic) -> Text {
        self.aligned(Text::new(), points)
    }

    fn aligned(&self, score: Text, points: &Algebraic) -> Text {
        let blank = |width: usize, text: &Text| " ".repeat(width.saturating_sub(text.width()));
        let points = Text::plain(self.points.signed(points));
        let before = blank(self.widths[0], &score);
        let between = format!("  {}", blank(self.widths[1], &points));
        Text::plain(before).then(score).and(Look::Plain, between).then(points).unbroken()
    }
}

/// The largest numbers, at most so many, and the others; both in their order.
fn parted(numbers: &[Algebraic], most: usize) -> (Vec<usize>, Vec<usize>) {
    let size = |at: &usize| {
        let number = &numbers[*at];
        if number.is_negative() { number.negated() } else { number.clone() }
    };
    let mut shown = (0..numbers.len()).sorted_by(|a, b| size(b).cmp(&size(a))).collect_vec();
    // A single one left out would take the row that it saves.
    let most = if numbers.len() == most.saturating_add(1) { numbers.len() } else { most };
    let mut others = shown.split_off(shown.len().min(most));
    shown.sort_unstable();
    others.sort_unstable();
    (shown, others)
}

pub(super) fn sum<'n>(numbers: impl IntoIterator<Item = &'n Algebraic>) -> Algebraic {
    numbers.into_iter().fold(Algebraic::ZERO, |sum, number| sum.plus(number))
}

pub(super) fn look(number: &Algebraic) -> Look {
    match number.sign() {
        std::cmp::Ordering::Less => Look::Loss,
        std::cmp::Ordering::Equal => Look::Plain,
        std::cmp::Ordering::Greater => Look::Gain,
    }
}

fn bar(number: &Algebraic) -> Cell {
    Cell::Bar(number.to_f64())
}
