//! What every screen keeps to, and the facts of the founding case on it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use proptest::prelude::*;
use standoff::budget::Budget;
use standoff::diagnostic::{Code, Diagnostic, SourceText};
use standoff::explain::{Answer, CommitmentOption, Question, Unfinished};
use standoff::format;
use standoff::nash::UndecidedReason;
use standoff::number::Rational;
use standoff::report::{self, Checked, Numbers, Style};
use standoff::scenario::{Form, Mix, Scenario};
use unicode_width::UnicodeWidthStr;

const WIDTHS: [usize; 5] = [40, 60, 80, 100, 140];

fn read(path: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = fs::read_to_string(&path).unwrap();
    let folder = path.parent().unwrap().to_path_buf();
    let load =
        move |file: &str| fs::read_to_string(folder.join(file)).map_err(|error| error.to_string());
    let reading = format::read(SourceText::new(path.display().to_string(), text), &load);
    reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

fn read_text(text: &str) -> Scenario {
    let reading = format::read(SourceText::new("x.toml", text), &|_| Err("no source".into()));
    reading.scenario.unwrap_or_else(|| panic!("{:?}\n{text}", reading.diagnostics))
}

fn founding() -> Scenario {
    read("games/openai-aws.toml")
}

fn answer(scenario: &Scenario) -> Answer {
    Answer::new(scenario, Question::default(), &Budget::default()).unwrap()
}

fn terminal(width: usize) -> Style {
    Style { width, unicode_minus: true, ..Style::default() }
}

fn solve(scenario: &Scenario, style: &Style) -> String {
    report::text::solve(scenario, &answer(scenario), style)
}

/// Every screen of a case.
fn screens(scenario: &Scenario, style: &Style) -> Vec<String> {
    let tree = scenario.extensive_game(&Budget::default()).unwrap();
    let mut screens = vec![
        report::text::interests(scenario, style),
        report::text::tree(scenario, &tree, style),
        report::text::tree_payoffs(scenario, &tree, style),
    ];
    if scenario.form() == Form::Simultaneous {
        let answer = answer(scenario);
        let game = scenario.strategic_game(&Budget::default()).unwrap();
        screens.push(report::text::solve(scenario, &answer, style));
        screens.push(report::text::brief(scenario, &answer, style));
        screens.push(report::text::payoffs(scenario, &game, style));
    }
    screens
}

fn assert_well_formed(screen: &str, style: &Style) {
    for line in screen.lines() {
        let width = line.width();
        assert!(width <= style.width, "{width} > {}: {line}\n{screen}", style.width);
        assert_eq!(line.trim_end(), line, "a line ends in blanks");
    }
    assert!(style.color || !screen.contains('\u{1b}'), "an escape code without colour");
    assert!(screen.ends_with('\n') && !screen.ends_with("\n\n"), "{screen:?}");
}

fn assert_has(screen: &str, lines: &[&str]) {
    // Columns may be further apart on a wide screen.
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = squeezed(screen);
    for line in lines {
        assert!(all.contains(&squeezed(line)), "no `{line}` in\n{screen}");
    }
}

#[test]
fn the_founding_case_is_told_whole() {
    for width in WIDTHS {
        let style = terminal(width);
        let screen = solve(&founding(), &style);
        assert_well_formed(&screen, &style);
        assert_has(
            &screen,
            &[
                "OpenAI's $50 billion AWS deal",
                "3 players · 2×2×2 · every equilibrium found (exact)",
                "OUTCOME A standoff: nothing settles. One equilibrium, in mixed strategies.",
                "All three would rather have accommodate + diversify + confine \
                 (Microsoft +0.15, OpenAI +0.77, Amazon +0.40), but Amazon would break it (+0.55).",
                "EQUILIBRIUM 1 of 1 checked: no one gains by changing alone (gain exactly 0)",
                "LITIGATE OR ACCOMMODATE if Microsoft commits first and the others see it",
                "Committing first: accommodate, by 0.10.",
            ],
        );
    }
    let screen = solve(&founding(), &terminal(100));
    assert_has(
        &screen,
        &[
            "Microsoft litigate 61% 11/18 sue OpenAI over exclusivity",
            "Amazon expand 75% 3/4 sell OpenAI's models on Bedrock too",
            "litigate −13/20 = accommodate −13/20 indifferent, because Amazon mixes 3/4",
            "expand 83/72 = confine 83/72 indifferent, because Microsoft mixes 11/18",
            "diversify +0.48, recommit −0.47 recommit is strictly dominated",
            "litigate diversify, confine −0.80 −0.25 +0.90",
            "accommodate diversify, expand −0.70 +1.45 +2.10",
            "exclusivity −0.67 standing −0.17 investment +0.11",
        ],
    );
    assert!(screen.lines().nth(3).unwrap().starts_with("OUTCOME"), "{screen}");
}

#[test]
fn every_screen_of_every_game_fits_every_width() {
    for path in ["games/openai-aws.toml", "games/openai-aws-court.toml", "tests/data/surd.toml"] {
        let scenario = read(path);
        for width in WIDTHS {
            for style in [terminal(width), Style { ascii: true, ..terminal(width) }] {
                for screen in screens(&scenario, &style) {
                    assert_well_formed(&screen, &style);
                    assert!(!style.ascii || screen.is_ascii(), "{screen}");
                }
            }
        }
    }
}

#[test]
fn colours_change_nothing_but_colours() {
    let scenario = founding();
    let plain = terminal(100);
    let colored = Style { color: true, ..plain.clone() };
    for (plain, colored) in screens(&scenario, &plain).iter().zip(screens(&scenario, &colored)) {
        assert!(colored.contains('\u{1b}'));
        let mut without = String::new();
        let mut rest = colored.as_str();
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            without += before;
            rest = after.split_once('m').unwrap().1;
        }
        assert_eq!(plain, &(without + rest));
    }
}

#[test]
fn numbers_are_printed_as_asked() {
    let scenario = founding();
    let exact = solve(&scenario, &Style { numbers: Numbers::Exact, ..terminal(100) });
    assert_has(&exact, &["Microsoft −13/20", "litigate 11/18", "by 1/10."]);
    let decimal = Style { numbers: Numbers::Decimal, digits: Some(4), ..terminal(100) };
    assert_has(&solve(&scenario, &decimal), &["litigate 0.6111", "OpenAI +0.4833"]);
    let ascii = Style { ascii: true, ..terminal(100) };
    assert_has(&solve(&scenario, &ascii), &["2x2x2", "Microsoft -0.65"]);
    let surd = solve(&read("tests/data/surd.toml"), &terminal(100));
    assert_has(&surd, &["sqrt(601)"]);
}

#[test]
fn what_is_given_is_said() {
    let mut scenario = founding();
    let certain = |first: i64| vec![Rational::from(first), Rational::from(1 - first)];
    scenario
        .fix(&Mix { node: 0, mixture: vec![Rational::new(1, 3), Rational::new(2, 3)] })
        .unwrap();
    assert_has(
        &solve(&scenario, &terminal(80)),
        &["Given: Microsoft mixes litigate 1/3 and accommodate 2/3", "2 players · 2×2"],
    );
    scenario.fix(&Mix { node: 1, mixture: certain(1) }).unwrap();
    assert_has(&solve(&scenario, &terminal(80)), &["1 player · 2 options", "Only Amazon decides"]);
    scenario.fix(&Mix { node: 2, mixture: certain(0) }).unwrap();
    let screen = solve(&scenario, &terminal(80));
    assert_has(&screen, &["no player is left to decide", "Every move is given.", "Amazon"]);
    assert!(!screen.contains("would rather"), "{screen}");
}

#[test]
fn continua_are_told_with_the_tie_that_makes_them() {
    let text = "standoff = 1\n[players.row]\nname = \"Row\"\n[players.column]\nname = \"Column\"\n\
        [[moves]]\nplayer = \"row\"\noptions = { top = \"t\", bottom = \"b\" }\n\
        [[moves]]\nplayer = \"column\"\noptions = { left = \"l\", right = \"r\" }\n\
        [[effects]]\nwhen = \"top\"\nrow = 1\n[[effects]]\nwhen = \"top\"\ncolumn = 2\n";
    let screen = solve(&read_text(text), &terminal(100));
    let told = "Row plays top; Column plays any mix of left and right, because Column is \
        indifferent between left and right (each brings +2).";
    assert_has(&screen, &["Ties leave it open. A continuum of equilibria.", told]);
}

#[test]
fn payoffs_are_marked_and_cycles_told() {
    let scenario = founding();
    let game = scenario.strategic_game(&Budget::default()).unwrap();
    let screen = report::text::payoffs(&scenario, &game, &terminal(100));
    assert_has(
        &screen,
        &[
            "litigate −0.60* −0.05* +0.55 −1.30 −0.55 −0.75",
            "accommodate −0.50* +1.25* +1.55 −0.30* −0.35 0.00*",
            "OpenAI recommit (dominated)",
            "Pure equilibria: none",
            "Cycle: litigate, expand → (Amazon) litigate, confine → (Microsoft) accommodate, \
             confine → (Amazon) accommodate, expand → (Microsoft) back to the start",
        ],
    );
}

#[test]
fn markdown_says_what_the_text_says() {
    let scenario = founding();
    let markdown = report::markdown::solve(&scenario, &answer(&scenario), &terminal(80));
    assert_has(
        &markdown,
        &[
            "# OpenAI's $50 billion AWS deal",
            "**A standoff: nothing settles.** One equilibrium, in mixed strategies.",
            "| Microsoft | litigate | 61% | 11/18 | sue OpenAI over exclusivity |",
            "Committing first: accommodate, by 0.10.",
        ],
    );
}

#[test]
fn csv_has_one_row_for_each_thing() {
    let scenario = founding();
    let solved = report::csv::solve(&scenario, &answer(&scenario));
    assert_eq!(solved.matches("\r\n").count(), 1 + 6);
    assert!(solved.contains("1,1,mixed,,microsoft,litigate,11/18,0.6111111111111112,-13/20,-0.65"));
    let game = scenario.strategic_game(&Budget::default()).unwrap();
    let mut table = Vec::new();
    report::csv::payoffs(&scenario, &game, &mut table).unwrap();
    let table = String::from_utf8(table).unwrap();
    assert_eq!(table.matches("\r\n").count(), 1 + 8);
    let row = "litigate,diversify,expand,-3/5,-0.6,-1/20,-0.05,11/20,0.55,-3,-3,-2,-2,1,1,court";
    assert!(table.contains(row), "{table}");
    // A field with a comma or a quote stands in quotes.
    let interests = report::csv::interests(&read_text(
        "standoff = 1\n[players.a]\ninterests.x = { weight = 2, note = 'say \"one, two\"' }\n\
         [[moves]]\nplayer = \"a\"\noptions.go = \"go\"\n",
    ));
    assert!(interests.contains("\"say \"\"one, two\"\"\""), "{interests}");
}

#[test]
fn csv_carries_no_controls() {
    let text = "standoff = 1\n[players.a]\ninterests.x = { weight = 1, note = \"n\\u001b[2J\\nm\" }\n\
                [[moves]]\nplayer = \"a\"\noptions.go = \"go\"\n\
                [[regimes]]\nname = \"\\u001b[31mred\\u0007\"\nwhen = \"go\"\n\
                [[effects]]\nwhen = \"go\"\na.x = 1\n";
    let scenario = read_text(text);
    let game = scenario.strategic_game(&Budget::default()).unwrap();
    let tree = scenario.extensive_game(&Budget::default()).unwrap();
    let (mut table, mut ends) = (Vec::new(), Vec::new());
    report::csv::payoffs(&scenario, &game, &mut table).unwrap();
    report::csv::tree_payoffs(&scenario, &tree, &mut ends).unwrap();
    let source = SourceText::new("\u{1b}.toml", text);
    let reading = format::read(source.clone(), &|_| Err("no source".into()));
    let diagnostics = vec![Diagnostic::new(Code("E104"), "\u{9b}31m")];
    let checked = Checked { source, facts: reading.facts, diagnostics, before: None };
    let all = [
        report::csv::solve(&scenario, &answer(&scenario)),
        String::from_utf8(table).unwrap(),
        String::from_utf8(ends).unwrap(),
        report::csv::interests(&scenario),
        report::csv::check(&[checked]),
    ];
    for text in all {
        assert!(!text.replace("\r\n", "").contains(char::is_control), "{text:?}");
    }
}

#[test]
fn only_those_make_a_player_indifferent_on_whom_it_depends() {
    let mut text = "standoff = 1\n".to_string();
    ["a", "b", "c", "d"].iter().for_each(|p| {
        text += &format!("[players.{p}]\n");
    });
    ["a", "b", "c", "d"].iter().for_each(|p| {
        text += &format!("[[moves]]\nplayer = \"{p}\"\noptions = {{ {p}h = \"\", {p}t = \"\" }}\n");
    });
    for (one, other) in [("a", "b"), ("c", "d")] {
        let when = format!("({one}h & {other}h) | ({one}t & {other}t)");
        text += &format!("[[effects]]\nwhen = \"{when}\"\n{one} = 1\n{other} = -1\n");
    }
    let screen = solve(&read_text(&text), &terminal(140));
    for other in ["a", "b", "c", "d"] {
        assert!(screen.contains(&format!("indifferent, because {other} mixes 1/2\n")), "{screen}");
    }
}

#[test]
fn a_commitment_is_compared_among_what_was_found() {
    let scenario = founding();
    let mut answer = answer(&scenario);
    let budget = Budget::default();
    budget.stop().store(true, Ordering::Relaxed);
    let stopped = standoff::nash::all(&answer.game, &budget).coverage.undecided;
    assert!(!stopped.is_empty());
    let options = |answer: &mut Answer, change: &dyn Fn(&mut CommitmentOption)| {
        change(&mut answer.commitment.as_mut().unwrap().options[0]);
    };
    options(&mut answer, &|option| option.coverage.undecided.clone_from(&stopped));
    let screen = report::text::solve(&scenario, &answer, &terminal(100));
    assert_has(&screen, &["Among the responses found, committing first: accommodate, by 0.10."]);
    options(&mut answer, &|option| {
        option.responses.clear();
        (option.worst, option.best) = (None, None);
    });
    answer.commitment.as_mut().unwrap().margin = None;
    let screen = report::text::solve(&scenario, &answer, &terminal(100));
    assert_has(&screen, &["No response to litigate is known."]);
    assert!(!screen.contains("ommitting first:"), "{screen}");
}

#[test]
fn an_answer_is_complete_only_with_its_commitments_and_all_beside_equilibria() {
    let complete = answer(&founding());
    assert!(complete.is_complete());
    let mut unfinished = complete.clone();
    unfinished.unfinished.push(Unfinished::DominanceByMixtures);
    assert!(!unfinished.is_complete());
    let budget = Budget::default();
    budget.stop().store(true, Ordering::Relaxed);
    let mut committed = complete.clone();
    committed.commitment.as_mut().unwrap().options[1].coverage =
        standoff::nash::all(&complete.game, &budget).coverage;
    assert!(!committed.is_complete());
    assert!(committed.undecided().any(|undecided| undecided.why == UndecidedReason::Stopped));
}

#[test]
fn a_regime_that_somebody_doubts_is_certain_by_the_common_prior() {
    let believing = |odds: &str| {
        let text = format!(
            "standoff = 1\n[players.n]\n[players.m]\n\
             [chance.w]\noutcomes = {{ high = 1, low = 0 }}\n[players.m.beliefs.w]\n{odds}\n\
             [[moves]]\nplayer = \"n\"\noptions = {{ go = \"\", no = \"\" }}\n\
             [[moves]]\nplayer = \"m\"\noptions = {{ x = \"\", y = \"\" }}\n\
             [[effects]]\nwhen = \"go\"\nn = 1\n[[effects]]\nwhen = \"x & low\"\nm = 4\n\
             [[effects]]\nwhen = \"y & high\"\nm = 1\n\
             [[regimes]]\nname = \"boom\"\nwhen = \"high\"\n"
        );
        solve(&read_text(&text), &terminal(100))
    };
    let doubted = believing("outcomes = { high = 0.5, low = 0.5 }");
    assert_has(&doubted, &["It settles: boom, by the common prior. One equilibrium"]);
    let agreed = believing("outcomes = { high = 1, low = 0 }");
    assert_has(&agreed, &["It settles: boom. One equilibrium"]);
}

#[test]
fn diagnostics_are_shown_in_place() {
    let source = SourceText::new("x.toml", "standoff = 1\nwhen = \"diversfy & expand\"\n");
    let known = Diagnostic::new(Code("E104"), "no option or chance outcome is called `diversfy`")
        .at(21..29)
        .label("did you mean `diversify`?")
        .help("OpenAI's options: `diversify`, `recommit`");
    let note = Diagnostic::new(Code("W301"), "rests on neither a quote nor a note");
    let style = terminal(80);
    let text = report::diagnostics::text(&source, &[known, note], &style);
    assert_well_formed(&text, &style);
    let shown = "error[E104]: no option or chance outcome is called `diversfy`
 --> x.toml:2:9
  |
2 | when = \"diversfy & expand\"
  |         ^^^^^^^^ did you mean `diversify`?
  |
  = help: OpenAI's options: `diversify`, `recommit`

warning[W301]: rests on neither a quote nor a note

1 error, 1 warning
";
    assert_eq!(text, shown);
    let facts = format::Facts {
        players: 3,
        sizes: vec![2, 2, 2],
        interests: 13,
        effects: 9,
        quotes_verified: 25,
        payoffs: 0,
    };
    let source = SourceText::new("games/x.toml", "standoff = 1\n");
    let checked = Checked { source, facts, diagnostics: Vec::new(), before: None };
    let line = "games/x.toml: no errors · 3 players, 2×2×2, 13 interests of players, 9 effects, \
        25 quotes verified\n";
    assert_eq!(report::text::check(&[checked], None, None, &terminal(140)), line);
}

/// Names that a layout may trip over: long, wide, combining, with spaces and controls.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}",
        "[a-zA-Z]{40,120}",
        "([a-z]{1,12} ){1,20}",
        "[漢字仮名交]{1,60}",
        "(e\u{301}|👩‍👩‍👧|🇩🇪|\u{200b}|ـلا|x){1,40}",
        "[ \\u{1b}\\u{7}\\u{202e}\\[m0-9a-z\u{a0}]{1,60}",
    ]
}

/// A TOML string of any text.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// A case of these names and sizes; effects depend on the mover after each player.
fn game(names: &[String], sizes: &[usize], payoffs: &[i64]) -> String {
    let mut names = names.iter().map(|name| quoted(name)).cycle();
    let mut payoffs = payoffs.iter().cycle();
    let mut lines = vec!["standoff = 1".to_string()];
    let mut next = || names.next().unwrap();
    lines.push(format!("title = {}", next()));
    for player in 0..sizes.len() {
        lines.push(format!("[players.p{player}]\nname = {}\ninterests.gain = 2", next()));
        lines.push("interests.an-interest-with-a-long-name = 1".into());
    }
    for (player, size) in sizes.iter().enumerate() {
        lines.push(format!("[[moves]]\nplayer = \"p{player}\""));
        lines.extend((0..*size).map(|o| format!("options.o{player}_{o} = {}", next())));
    }
    for player in 0..sizes.len() {
        let after = (player + 1) % sizes.len();
        for (other, size) in sizes.iter().enumerate() {
            for option in 0..*size {
                lines.push(format!("[[effects]]\nwhen = \"o{other}_{option} & o{after}_0\""));
                lines.push(format!("p{player}.gain = {}", payoffs.next().unwrap()));
            }
        }
    }
    lines.push("[ask]\nfocus = \"p0\"\n".into());
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_names_fit_any_width(
        names in proptest::collection::vec(name(), 1..12),
        sizes in proptest::collection::vec(1usize..4, 1..4),
        payoffs in proptest::collection::vec(-3i64..4, 1..20),
        width in 30usize..150,
    ) {
        let scenario = read_text(&game(&names, &sizes, &payoffs));
        let style = terminal(width);
        for screen in screens(&scenario, &style) {
            assert_well_formed(&screen, &style);
        }
    }
}
