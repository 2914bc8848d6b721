//! `check`: what is claimed; what was repaired, every fault and what each file holds.

use super::claim;
use crate::diagnostic::Severity;
use crate::proof::Proved;
use crate::report::content::{Block, Look, Page, Text};
use crate::report::{Checked, CheckedProof, Claims, Style, diagnostics, number, words};

/// The diagnostics of every file, each followed by a line about the file.
pub(in crate::report) fn check(
    checked: &[Checked],
    claims: Option<&Claims>,
    proof: Option<&CheckedProof>,
    style: &Style,
) -> Page {
    let mut page = Page::default();
    if let Some(claims) = claims {
        claim::claims(&mut page, claims, style);
        page.space();
    }
    for file in checked {
        if let Some(diff) = file.diff() {
            page.blocks.push(Block::Verbatim(diff));
            page.space();
        }
        let found = diagnostics::snippets(&file.source, &file.diagnostics, style);
        if !found.is_empty() {
            page.blocks.push(Block::Verbatim(found));
            page.space();
        }
        page.blocks.push(Block::Title { title: verdict(file, style), aside: Text::new() });
        if !found_nothing(file) && checked.len() > 1 {
            page.space();
        }
    }
    if let Some(proof) = proof {
        page.blocks.push(Block::Title { title: proof_verdict(proof), aside: Text::new() });
        if let Ok(Proved { robustness: Some(radius), .. }) = &proof.result {
            let radius = number::plain(style, radius);
            page.paragraph(Text::look(Look::Dim, words::proof::robustness(&radius)));
        }
    }
    page
}

fn found_nothing(file: &Checked) -> bool {
    file.diagnostics.is_empty()
}

/// `games/x.toml: no errors · 3 players, 2×2×2, …`.
pub(in crate::report) fn verdict(file: &Checked, style: &Style) -> Text {
    let dot = if style.ascii { " - " } else { " · " };
    let counted = diagnostics::counts(&file.diagnostics);
    let name = Text::look(Look::Strong, format!("{}: ", file.source.name));
    if !file.is_ok() {
        return name.and(Look::Loss, counted);
    }
    let facts = Text::look(Look::Gain, "no errors").and(Look::Plain, dot);
    let facts = facts.and(Look::Plain, holdings(file, style));
    let others = file.count(Severity::Warning) + file.count(Severity::Note) > 0;
    let text = name.then(facts);
    if others { text.and(Look::Plain, format!("{dot}{counted}")) } else { text }
}

fn holdings(file: &Checked, style: &Style) -> String {
    let facts = &file.facts;
    let times = if style.ascii { "x" } else { "×" };
    let sizes: Vec<String> = facts.sizes.iter().map(usize::to_string).collect();
    let form = [words::count(facts.players, "player", "players"), sizes.join(times)];
    if facts.payoffs > 0 {
        let payoffs = words::count(facts.payoffs, "payoff", "payoffs");
        return form.into_iter().chain([payoffs]).collect::<Vec<_>>().join(", ");
    }
    let [players, sizes] = form;
    let parts = [
        players,
        sizes,
        words::count(facts.interests, "interest of players", "interests of players"),
        words::count(facts.effects, "effect", "effects"),
        words::count(facts.quotes_verified, "quote verified", "quotes verified"),
    ];
    let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    told.join(", ")
}

/// `game.proof: accepted: 3 extreme equilibria, and no more`.
fn proof_verdict(checked: &CheckedProof) -> Text {
    let name = Text::look(Look::Strong, format!("{}: ", checked.name));
    match &checked.result {
        Ok(proved) => name
            .and(Look::Gain, "accepted")
            .and(Look::Plain, format!(": {}", words::proof::claim(proved))),
        Err(fault) => name
            .and(Look::Loss, "refused")
            .and(Look::Plain, format!(": line {}: {}", fault.line, words::proof::why(fault.why))),
    }
}
