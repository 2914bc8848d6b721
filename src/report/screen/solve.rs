//! `solve`: what happens, who gains, and what it rests on.

use super::{commitment, equilibrium, gains, outcome};
use crate::explain::Answer;
use crate::report::Style;
use crate::report::content::{Block, Look, Page, Text};
use crate::report::words::{self, Case};
use crate::scenario::Scenario;

/// Everything about an answer.
pub(in crate::report) fn solve(scenario: &Scenario, answer: &Answer, style: &Style) -> Page {
    let case = Case { scenario, answer, style };
    let mut page = Page::default();
    title(&mut page, case);
    outcome::outcome(&mut page, case);
    gains::gains(&mut page, case);
    equilibrium::equilibria(&mut page, case);
    equilibrium::dominated(&mut page, case);
    commitment::commitment(&mut page, case);
    for unfinished in &answer.unfinished {
        page.space();
        page.paragraph(Text::look(Look::Dim, words::unfinished(*unfinished)));
    }
    page
}

/// The outcome alone.
pub(in crate::report) fn brief(scenario: &Scenario, answer: &Answer, style: &Style) -> Page {
    let mut page = Page::default();
    outcome::outcome(&mut page, Case { scenario, answer, style });
    page
}

fn title(page: &mut Page, case: Case) {
    let Case { scenario, answer, style } = case;
    let dot = if style.ascii { " - " } else { " · " };
    let form = words::form(answer.game.sizes(), style);
    let known = words::coverage(&answer.coverage, answer.equilibria.len());
    let known = if case.players() == 0 { String::new() } else { format!("{dot}{known}") };
    let aside = Text::look(Look::Dim, format!("{form}{known}"));
    page.blocks.push(Block::Title { title: words::title(scenario, style), aside });
    page.paragraph(Text::look(Look::Dim, scenario.question().unwrap_or_default()));
    for given in words::given(scenario, style) {
        page.paragraph(Text::plain("Given: ").then(given));
    }
}
