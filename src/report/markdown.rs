//! Results as Markdown: the words and numbers of the text, in tables.

use itertools::Itertools;

use super::content::{Block, Branch, ColumnKind, Look, Page, Table, Text};
use super::lessons::Lesson;
use super::pages::Entry;
use super::{Checked, CheckedProof, Claims, Style, screen};
use crate::explain::learn::Steps;
use crate::explain::why::Reasons;
use crate::explain::{Answer, Bench, BestResponse, Mediation, Series, Suite};
use crate::game::{ExtensiveGame, StrategicGame};
use crate::scenario::Scenario;

/// A page has no width: nothing is split because it would not fit.
const ENDLESS: usize = 1 << 16;

/// The answer to a simultaneous case.
pub fn solve(scenario: &Scenario, answer: &Answer, style: &Style) -> String {
    render(&screen::solve(scenario, answer, &unlimited(style)))
}

/// The outcome alone.
pub fn brief(scenario: &Scenario, answer: &Answer, style: &Style) -> String {
    render(&screen::brief(scenario, answer, &unlimited(style)))
}

/// What a mediator could achieve.
pub fn mediation(scenario: &Scenario, mediation: &Mediation, style: &Style) -> String {
    render(&screen::mediation(scenario, mediation, &unlimited(style)))
}

/// Solvers side by side.
pub fn bench(scenario: &Scenario, bench: &Bench, style: &Style) -> String {
    render(&screen::bench(scenario, bench, &unlimited(style)))
}

/// Solvers side by side on games of a family.
pub fn series(series: &Series, style: &Style) -> String {
    render(&screen::series(series, &unlimited(style)))
}

/// Published games: what was found, and what is known.
pub fn suite(suite: &Suite, style: &Style) -> String {
    render(&screen::suite(suite, &unlimited(style)))
}

/// What the rest do if some players' play is given.
pub fn best_response(response: &BestResponse, style: &Style) -> String {
    render(&screen::best_response(response, &unlimited(style)))
}

/// The reasons of a payoff, a preference, a claim, a choice or an outcome.
pub fn why(scenario: &Scenario, reasons: &Reasons, style: &Style) -> String {
    render(&screen::why(scenario, reasons, &unlimited(style)))
}

/// The payoff table, best responses marked.
pub fn payoffs(scenario: &Scenario, game: &StrategicGame, style: &Style) -> String {
    render(&screen::payoffs(scenario, game, &unlimited(style)))
}

/// The payoffs at every end of a tree.
pub fn tree_payoffs(scenario: &Scenario, game: &ExtensiveGame, style: &Style) -> String {
    render(&screen::tree_payoffs(scenario, game, &unlimited(style)))
}

/// What each side cares about, and what moves it.
pub fn interests(scenario: &Scenario, style: &Style) -> String {
    render(&screen::interests(scenario, &unlimited(style)))
}

/// The tree, drawn, and what each mover knows.
pub fn tree(scenario: &Scenario, game: &ExtensiveGame, style: &Style) -> String {
    render(&screen::tree(scenario, game, &unlimited(style)))
}

/// What is claimed; the diagnostics of each file, and what each holds.
pub fn check(
    checked: &[Checked],
    claims: Option<&Claims>,
    proof: Option<&CheckedProof>,
    style: &Style,
) -> String {
    render(&screen::check(checked, claims, proof, &Style { color: false, ..style.clone() }))
}

/// A page on a code or a term, as it stands in the book.
pub fn entry(entry: &Entry) -> String {
    let gist = if entry.gist.is_empty() { String::new() } else { format!(": {}", entry.gist) };
    format!("# {}{gist}\n\n{}\n", entry.name, without_remarks(entry.body))
}

/// Remarks that no reader sees are for the tests of the book.
fn without_remarks(body: &str) -> String {
    let shown = body.lines().filter(|line| !line.starts_with("<!--")).join("\n");
    shown.trim_end().into()
}

/// A lesson, as it stands in the book.
pub fn lesson(lesson: &Lesson) -> String {
    without_remarks(lesson.text) + "\n"
}

/// Each question of a lesson, and whether an answer solves it.
pub fn exercises(lesson: &Lesson, answer: &str, judged: &[(&str, bool)], style: &Style) -> String {
    render(&screen::exercises(lesson, answer, judged, &unlimited(style)))
}

/// The lessons and the algorithms that there are.
pub fn lessons(style: &Style) -> String {
    render(&screen::lessons(&unlimited(style)))
}

/// The steps of an algorithm on a game.
pub fn learn(scenario: &Scenario, game: &StrategicGame, steps: &Steps, style: &Style) -> String {
    render(&screen::learn(scenario, game, steps, &unlimited(style)))
}

/// Every code and every term that has a page.
pub fn list(style: &Style) -> String {
    render(&screen::list(&unlimited(style)))
}

fn unlimited(style: &Style) -> Style {
    Style { width: ENDLESS, color: false, ..style.clone() }
}

fn render(page: &Page) -> String {
    let blocks = page.blocks.iter().map(block).filter(|block| !block.is_empty());
    let mut text = blocks.collect_vec().join("\n\n");
    text.push('\n');
    text
}

fn block(block: &Block) -> String {
    match block {
        Block::Title { title, aside } if aside.is_empty() => inline(title),
        Block::Title { title, aside } => {
            format!("# {}\n\n{}", escaped(&title.as_string()), inline(aside))
        }
        Block::Heading { kind, rest, lead } => {
            let heading = format!("## {}", escaped(&format!("{kind}{rest}")));
            if lead.is_empty() { heading } else { format!("{heading}\n\n{}", inline(lead)) }
        }
        Block::Paragraph(text) => inline(text),
        Block::Table(content) => table(content),
        Block::Drawing(branches) => {
            format!("```text\n{}```", branches.iter().map(drawn).collect::<String>())
        }
        Block::Verbatim(text) => {
            // A fence longer than any in the text.
            let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
            format!("{fence}text\n{}\n{fence}", text.trim_end())
        }
        Block::Space => String::new(),
    }
}

fn longest_run(text: &str, c: char) -> usize {
    text.split(|other| other != c).map(str::len).max().unwrap_or(0)
}

fn drawn(branch: &Branch) -> String {
    let numbers = branch.numbers.iter().map(|number| format!("  {}", number.as_string()));
    let line =
        format!("{}{}{}", branch.prefix, branch.text.as_string(), numbers.collect::<String>());
    format!("{}\n", line.replace(super::content::UNBROKEN, " ").trim_end())
}

fn table(table: &Table) -> String {
    let shown = |at: &usize| !table.is_blank(*at) && table.columns[*at].kind != ColumnKind::Bar;
    let columns = (0..table.columns.len()).filter(shown).collect_vec();
    let titles = columns.iter().map(|&at| inline(&table.columns[at].title));
    let rules = columns.iter().map(|&at| match table.columns[at].kind {
        kind if kind.is_number() => "---:".to_string(),
        _ => "---".to_string(),
    });
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![line(titles.collect()), line(rules.collect())];
    for row in &table.rows {
        let cell = |&at: &usize| row.get(at).map(|cell| inline(&cell.text())).unwrap_or_default();
        lines.push(line(columns.iter().map(cell).collect()));
    }
    lines.join("\n")
}

/// A text with its emphasis; bold where it is strong, nothing for colours.
fn inline(text: &Text) -> String {
    let pieces = text.0.iter().map(|(look, piece)| {
        let escaped = escaped(piece);
        let body = escaped.trim();
        if *look != Look::Strong || body.is_empty() {
            return escaped;
        }
        let (before, after) =
            (escaped.len() - escaped.trim_start().len(), escaped.trim_end().len());
        format!("{}**{body}**{}", &escaped[..before], &escaped[after..])
    });
    pieces.collect::<String>().split_whitespace().join(" ")
}

/// The text with everything escaped that Markdown would read as markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            super::content::UNBROKEN => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
