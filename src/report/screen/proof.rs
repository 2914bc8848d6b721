//! `check --proof`: whether a proof is accepted, and of what.

use crate::report::content::{Look, Page, Text};
use crate::report::{CheckedProof, words};

/// `game.proof: accepted: 3 extreme equilibria, and no more`.
pub(in crate::report) fn proof(checked: &CheckedProof) -> Page {
    let name = Text::look(Look::Strong, format!("{}: ", checked.name));
    let title = match &checked.result {
        Ok(count) => name
            .and(Look::Gain, "accepted")
            .and(Look::Plain, ": ")
            .and(Look::Plain, words::proof::claim(*count)),
        Err(fault) => name
            .and(Look::Loss, "refused")
            .and(Look::Plain, format!(": line {}: {}", fault.line, words::proof::why(fault.why))),
    };
    let mut page = Page::default();
    page.blocks.push(crate::report::content::Block::Title { title, aside: Text::new() });
    page
}
