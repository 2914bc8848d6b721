//! `why`: payoffs, preferences, claims, choices and outcomes, with their reasons.

mod choice;
mod comparison;
mod effects;
mod interests;
mod outcome;
mod payoff;
mod preference;
mod view;

use crate::explain::why::Reasons;
use crate::report::Style;
use crate::report::content::{Page, Text};
use crate::report::words;
use crate::scenario::Scenario;

use view::View;

/// The reasons that were asked for.
pub(in crate::report) fn why(scenario: &Scenario, reasons: &Reasons, style: &Style) -> Page {
    let view = View { scenario, style };
    let mut page = Page::default();
    match reasons {
        Reasons::Payoff { situation, trace } => payoff::page(&mut page, view, situation, trace),
        Reasons::Preference(preference) => preference::page(&mut page, view, preference),
        Reasons::Comparison(judged) => comparison::page(&mut page, view, judged),
        Reasons::Choice(choice) => choice::page(&mut page, view, choice),
        Reasons::Outcome(reasons) => outcome::page(&mut page, view, reasons),
    }
    page
}

/// What `--if` gave, under the conclusion.
fn given(page: &mut Page, view: View) {
    for given in words::given(view.scenario, view.style) {
        page.paragraph(Text::plain("Given: ").then(given));
    }
}
