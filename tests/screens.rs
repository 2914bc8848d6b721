//! Golden screens: what a user sees, at several widths. Read each difference before accepting it.

mod support;

use support::{command, finish};

const GAME: &str = "games/openai-aws.toml";

/// A mix of Microsoft's at which Amazon is indifferent.
const TIE: &str = "microsoft=litigate:11/18";

fn screen(words: &[&str], width: usize) -> String {
    let run = finish(command(words).env("COLUMNS", width.to_string()));
    format!("{}{}", run.stdout, run.stderr)
}

/// A claim in rounded numbers.
const CLAIM: &[&str] = &[
    "-q",
    "--claim",
    "microsoft=litigate:.61",
    "--claim",
    "openai=diversify",
    "--claim",
    "amazon=expand:.75",
];

/// The founding case with two who choose.
const LEMKE_HOWSON: &[&str] =
    &["learn", GAME, "--algorithm", "lemke-howson", "--without", "openai.recommit"];

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
        ("interests-court", &["show", "interests", "games/openai-aws-court.toml"]),
        ("tree-court", &["show", "tree", "games/openai-aws-court.toml"]),
        ("payoffs-court", &["show", "payoffs", "games/openai-aws-court.toml"]),
        ("check", &["check", "games/openai-aws.toml"]),
        ("best-response", &["br", "games/openai-aws.toml", "--if", "microsoft=litigate"]),
        ("claim", &[&["check", "games/openai-aws.toml"], CLAIM].concat()),
        ("why", &["why", "games/openai-aws.toml", "microsoft"]),
        ("why-payoff", &["why", "games/openai-aws.toml", "microsoft", "litigate,diversify,expand"]),
        ("why-at", &["why", "games/openai-aws.toml", "microsoft", "--at", "diversify,expand"]),
        (
            "correlated",
            &["solve", "games/classics/mediated-chicken.toml", "--concept", "correlated"],
        ),
        ("correlated-three", &["solve", "games/openai-aws.toml", "--concept", "correlated"]),
        ("zero-sum", &["solve", "games/classics/matching-pennies.toml"]),
        ("why-standoff", &["why", "games/openai-aws.toml", "standoff"]),
        ("learn-underline", &["learn", GAME, "--algorithm", "underline"]),
        ("learn-iesds", &["learn", GAME, "--algorithm", "iesds"]),
        ("learn-supports", &["learn", GAME, "--algorithm", "supports"]),
        ("learn-lemke-howson", LEMKE_HOWSON),
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
        ("one", &["solve", "games/classics/matching-pennies.toml", "--one"]),
        ("one-pure", &["solve", "games/classics/stag-hunt.toml", "--one", "--format", "md"]),
        ("several", &["solve", "games/classics/stag-hunt.toml"]),
        ("dominance", &["solve", "games/classics/public-goods.toml"]),
        ("markdown", &["solve", "games/openai-aws.toml", "--format", "md"]),
        ("best-response-md", &["br", GAME, "--if", "microsoft=litigate", "--format", "md"]),
        ("best-response-csv", &["br", GAME, "--if", "microsoft=litigate", "--format", "csv"]),
        ("best-response-mix", &["br", GAME, "--if", "microsoft=litigate:1/2"]),
        ("best-response-tie", &["br", GAME, "--if", "openai=diversify", "--if", TIE]),
        ("csv", &["solve", "games/openai-aws.toml", "--format", "csv"]),
        ("notes", &["check", "games/classics/indifference.toml", "-v"]),
        ("notes-md", &["check", "games/classics/chicken.toml", "--format", "md"]),
        ("claim-md", &[&["check", "games/openai-aws.toml", "--format", "md"], CLAIM].concat()),
        ("github", &["check", "tests/faults/five.toml", "--format", "github"]),
        ("five-faults", &["check", "tests/faults/five.toml"]),
        ("why-claim", &["why", "games/openai-aws.toml", "amazon: confine > expand"]),
        ("why-observer", &["why", "games/openai-aws.toml", "founders"]),
        ("why-regime", &["why", "games/openai-aws.toml", "exclusive alliance"]),
        ("why-pure", &["why", "games/classics/stag-hunt.toml", "standoff"]),
        (
            "why-verbose",
            &["why", "games/openai-aws.toml", "amazon", "--at", "litigate,diversify", "-v"],
        ),
        ("why-three", &["why", "games/classics/rock-paper-scissors.toml", "row", "--at", "paper"]),
        ("why-markdown", &["why", "games/openai-aws.toml", "openai", "--format", "md"]),
        ("why-csv", &["why", "games/openai-aws.toml", "court", "--format", "csv"]),
        ("matrix", &["solve", "tests/formats/sound/three.nfg"]),
        ("matrix-unnamed", &["solve", "tests/formats/sound/pennies.gam"]),
        ("matrix-interests", &["show", "interests", "tests/formats/sound/pennies.nfg"]),
        ("why-matrix", &["why", "tests/formats/sound/pennies.nfg", "even", "-v"]),
        ("why-matrix-payoff", &["why", "tests/formats/sound/three.nfg", "Ann", "1,1,2"]),
        ("convert", &["convert", "games/openai-aws.toml", "--to", "nfg", "--check"]),
        ("learn", &["learn"]),
        ("learn-mixture", &["learn", "games/lessons/02-dominance.toml", "--algorithm", "iesds"]),
        ("learn-tie", &["learn", "games/classics/indifference.toml", "--algorithm", "supports"]),
        ("learn-md", &["learn", GAME, "--algorithm", "supports", "--format", "md"]),
        ("learn-tableaux", &[LEMKE_HOWSON, &["-v"]].concat()),
        ("learn-open", &["learn", "tests/data/ties.gam", "--algorithm", "supports"]),
        ("learn-check", &["learn", "4", "--check", "1/6"]),
        ("learn-wrong", &["learn", GAME, "--algorithm", "suports"]),
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
