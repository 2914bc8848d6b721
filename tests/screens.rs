//! Golden screens: what a user sees, at several widths. Read each difference before accepting it.

mod support;

use support::{command, finish};

fn screen(words: &[&str], width: usize) -> String {
    let run = finish(command(words).env("COLUMNS", width.to_string()));
    format!("{}{}", run.stdout, run.stderr)
}

fn assert_fits(screen: &str, width: usize) {
    for line in screen.lines() {
        let found = unicode_width::UnicodeWidthStr::width(line);
        assert!(found <= width, "{found} > {width}: {line}");
    }
}

#[test]
fn screens_at_several_widths() {
    for (name, words) in [
        ("solve", &["solve", "games/openai-aws.toml"][..]),
        ("payoffs", &["show", "payoffs", "games/openai-aws.toml"]),
        ("interests", &["show", "interests", "games/openai-aws.toml"]),
        ("tree-court", &["show", "tree", "games/openai-aws-court.toml"]),
        ("payoffs-court", &["show", "payoffs", "games/openai-aws-court.toml"]),
        ("check", &["check", "games/openai-aws.toml"]),
    ] {
        for width in [60, 80, 100, 140] {
            let screen = screen(words, width);
            assert_fits(&screen, width);
            insta::assert_snapshot!(format!("{name}-{width}"), screen);
        }
    }
}

#[test]
fn screens_of_other_answers() {
    for (name, words) in [
        ("brief", &["solve", "games/openai-aws.toml", "--brief"][..]),
        ("given", &["solve", "games/openai-aws.toml", "--if", "microsoft=litigate"]),
        ("given-mix", &["solve", "games/openai-aws.toml", "--if", "microsoft=litigate:11/18"]),
        ("exact", &["solve", "games/openai-aws.toml", "--exact"]),
        ("decimal", &["solve", "games/openai-aws.toml", "--decimal", "--digits", "5"]),
        ("continuum", &["solve", "games/classics/parametric.toml", "--set", "x=1/3"]),
        ("nine", &["solve", "games/classics/mckelvey-mclennan.toml"]),
        ("several", &["solve", "games/classics/stag-hunt.toml"]),
        ("dominance", &["solve", "games/classics/public-goods.toml"]),
        ("markdown", &["solve", "games/openai-aws.toml", "--format", "md"]),
        ("csv", &["solve", "games/openai-aws.toml", "--format", "csv"]),
        ("five-faults", &["check", "tests/faults/five.toml"]),
        ("matrix", &["solve", "tests/formats/sound/three.nfg"]),
        ("matrix-unnamed", &["solve", "tests/formats/sound/pennies.gam"]),
        ("matrix-interests", &["show", "interests", "tests/formats/sound/pennies.nfg"]),
        ("convert", &["convert", "games/openai-aws.toml", "--to", "nfg", "--check"]),
        ("refused", &["solve", "games/openai-aws.toml", "--if", "microsoft=litigte"]),
    ] {
        let screen = screen(words, 100);
        insta::assert_snapshot!(name, screen);
    }
}

#[test]
fn a_dumb_terminal_gets_plain_ascii() {
    let words = ["solve", "games/openai-aws.toml"];
    let run = finish(command(&words).env("TERM", "dumb").env("COLUMNS", "80"));
    assert!(run.stdout.is_ascii(), "{}", run.stdout);
    insta::assert_snapshot!("dumb", run.stdout);
}
