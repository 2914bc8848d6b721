//! `new`: what was written, and what to do next.

use crate::format::Facts;
use crate::report::Style;
use crate::report::content::{Block, Look, Page, Text};
use crate::report::words;

/// What a new file holds. One whose numbers are `judged` is an example to change.
pub(in crate::report) fn begun(facts: &Facts, judged: bool, style: &Style) -> Page {
    let sizes: Vec<String> = facts.sizes.iter().map(usize::to_string).collect();
    let held = [
        words::count(facts.players, "player", "players"),
        sizes.join(if style.ascii { "x" } else { "×" }),
        words::count(facts.interests, "interest", "interests"),
        words::count(facts.effects, "effect", "effects"),
    ];
    let scores = if judged {
        "an example, every score to be judged anew"
    } else {
        "every number 0, with a comment each"
    };
    let file = &style.program_path;
    let mut page = Page::default();
    let wrote = Text::plain("Wrote ").and(Look::Strong, file).and(Look::Plain, ": ");
    let title = wrote.and(Look::Plain, format!("{}; {scores}.", held.join(", ")));
    page.blocks.push(Block::Title { title, aside: Text::new() });
    if style.hints {
        let next = Text::look(Look::Dim, "next   fill in the scores, then  ");
        let title = next.and(Look::Plain, format!("standoff check {file}"));
        page.blocks.push(Block::Title { title, aside: Text::new() });
    }
    page
}
