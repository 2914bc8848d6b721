//! `explain`: every code and every term has a page, every page prints at every width, and every
//! figure of the glossary is what the program prints.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::BTreeSet;

use standoff::report::pages::{self, Entry, Kind};
use support::{command, finish, root, run};

/// The codes that the program's sources name.
fn codes_in_use() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for file in support::files("src", "rs") {
        let text = std::fs::read_to_string(file).unwrap();
        let is_code = |quoted: &&str| {
            let digits = quoted.strip_prefix(['E', 'W', 'N']).unwrap_or_default();
            digits.len() == 3 && digits.chars().all(|c| c.is_ascii_digit())
        };
        codes.extend(text.split('"').filter(is_code).map(String::from));
    }
    codes
}

fn terms() -> Vec<Entry> {
    pages::all().into_iter().filter(|entry| entry.kind == Kind::Term).collect()
}

#[test]
fn every_code_in_use_has_a_page() {
    let codes = codes_in_use();
    assert!(codes.len() > 35, "{codes:?}");
    for code in codes {
        let entry = pages::find(&code).unwrap_or_else(|_| panic!("{code} has no page"));
        assert_eq!(entry.name, code);
        assert!(entry.body.contains("**The way out.**"), "{code} names no way out");
    }
}

#[test]
fn every_page_prints_at_every_width() {
    let entries = pages::all();
    assert!(terms().len() >= 35, "{} terms", terms().len());
    for entry in entries {
        for width in ["40", "73", "140"] {
            let run = finish(command(&["explain", &entry.word()]).env("COLUMNS", width));
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", entry.name);
            assert!(run.stdout.starts_with(entry.name), "{}", run.stdout);
            for line in run.stdout.lines() {
                let found = unicode_width::UnicodeWidthStr::width(line);
                assert!(found <= width.parse().unwrap(), "{}: {line}", entry.name);
            }
            assert!(!run.stdout.contains("{#") && !run.stdout.contains("<!--"), "{}", run.stdout);
        }
        let dumb = finish(command(&["explain", &entry.word()]).env("TERM", "dumb"));
        assert!(dumb.stdout.is_ascii(), "{}", dumb.stdout);
    }
}

#[test]
fn names_are_tolerant_and_slips_are_named() {
    for (words, first) in [
        (&["explain", "e104"][..], "E104: no such option"),
        (&["explain", "Best", "Responses"], "Best response"),
        (&["explain", "nash"], "Nash equilibrium"),
        (&["explain", "mixed-strategies"], "Mixed strategy"),
        (&["explain", "Pareto improvements"], "Pareto improvement"),
    ] {
        assert!(run(words).stdout.starts_with(first), "{words:?}: {:?}", run(words));
    }
    let slip = run(&["explain", "indiference"]);
    assert_eq!(slip.status, 2);
    assert!(slip.stderr.contains("error[E201]") && slip.stderr.contains("`Indifference`"));
    let unknown = run(&["explain", "chromodynamics"]);
    assert!(unknown.stderr.contains("--list"), "{}", unknown.stderr);
}

#[test]
fn the_list_has_every_name_and_the_formats_are_text_and_markdown() {
    let list = run(&["explain", "--list"]).stdout;
    for entry in pages::all() {
        assert!(list.split_whitespace().collect::<Vec<_>>().join(" ").contains(entry.name));
    }
    let markdown = run(&["explain", "regret", "--format", "md"]).stdout;
    assert!(markdown.starts_with("# Regret\n\n*Also:*"), "{markdown}");
    assert!(run(&["explain", "--list", "--format", "md"]).stdout.contains("## Terms"));
    for format in ["json", "csv"] {
        let refused = run(&["explain", "regret", "--format", format]);
        assert_eq!(refused.status, 2);
        assert!(format!("{}{}", refused.stdout, refused.stderr).contains("E203"), "{refused:?}");
    }
    assert_eq!(run(&["explain"]).status, 2);
    assert!(run(&["explain", "regret", "--list"]).stderr.contains("E202"));
}

/// The prose of a page: without remarks and other names.
fn prose(entry: &Entry) -> String {
    let shown = |line: &&str| !line.starts_with("<!--") && !line.starts_with("*Also:*");
    entry.body.lines().filter(shown).collect::<Vec<_>>().join("\n").replace('−', "-")
}

/// What `<!-- standoff solve game.toml => 11/18 3/4 -->` says: a command, and what it prints.
fn proofs(entry: &Entry) -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
    let remarks = entry.body.lines().filter_map(|line| {
        line.strip_prefix("<!-- standoff ").and_then(|line| line.strip_suffix(" -->"))
    });
    let halves = remarks.map(|remark| remark.split_once(" => ").expect("a command => figures"));
    halves.map(|(a, b)| (a.split(' ').collect(), b.split(' ').collect())).collect()
}

/// The fractions, decimals and percentages of a text, without signs.
fn figures(text: &str) -> BTreeSet<String> {
    let part = |c: char| !(c.is_ascii_digit() || ['/', '.', '%'].contains(&c));
    let figures = text.split(part).map(|figure| figure.trim_matches(['.', '/']));
    let is_figure = |figure: &&str| {
        figure.contains(['/', '.', '%']) && figure.starts_with(|c: char| c.is_ascii_digit())
    };
    figures.filter(is_figure).map(String::from).collect()
}

#[test]
fn every_figure_of_the_glossary_is_printed_by_the_program() {
    for entry in terms() {
        let mut proved = BTreeSet::new();
        for (words, printed) in proofs(&entry) {
            let run = run(&words);
            assert_eq!(run.status, 0, "{}: {words:?}: {}", entry.name, run.stderr);
            for figure in printed {
                assert!(run.stdout.contains(figure), "{}: {words:?} has no {figure}", entry.name);
                proved.extend(figures(figure));
            }
        }
        let told: BTreeSet<String> = figures(&prose(&entry))
            .into_iter()
            // Of what numbers are in general, `0.1` is an example.
            .filter(|figure| figure != "0.1")
            .collect();
        let open: Vec<_> = told.difference(&proved).collect();
        assert!(open.is_empty(), "{}: nothing proves {open:?}", entry.name);
    }
}

#[test]
fn terms_are_short_and_lead_somewhere() {
    for entry in terms() {
        let prose = prose(&entry);
        let words = prose.split_whitespace().count();
        assert!((80..=150).contains(&words), "{}: {words} words", entry.name);
        let see = prose.lines().last().unwrap();
        assert!(see.starts_with("See "), "{}: {see}", entry.name);
        for target in prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if path.is_empty() { "glossary.md" } else { path };
            let text = std::fs::read_to_string(root().join("docs/src/reference").join(file));
            let text = text.unwrap_or_else(|error| panic!("{}: {target}: {error}", entry.name));
            assert!(anchor.is_empty() || has_anchor(&text, anchor), "{}: {target}", entry.name);
        }
    }
}

/// Whether a page of the book has a heading with this anchor, given or made of its words.
fn has_anchor(text: &str, anchor: &str) -> bool {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let slug = |heading: &str| -> String {
        let kept = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = kept.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings
        .into_iter()
        .any(|line| line.contains(&format!("{{#{anchor}}}")) || slug(line) == anchor)
}
