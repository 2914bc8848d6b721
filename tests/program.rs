//! The program's contract: exit statuses, where output goes, flags, and requests that fail.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;
use support::{Run, command, finish, root, run, run_with_input};

const GAME: &str = "games/openai-aws.toml";
const PENNIES: &str = "games/classics/matching-pennies.toml";
const COURT: &str = "games/openai-aws-court.toml";

/// A fresh path for a file that a test writes.
fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&path);
    path
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// The only diagnostic of a request that failed, from its JSON document.
fn refusal(words: &[&str]) -> Value {
    let run = run(&[words, &["--format", "json"]].concat());
    assert_eq!(run.status, 2, "{words:?}: {run:?}");
    assert_eq!(run.stderr, "", "{words:?}");
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["schema"], "standoff.error/1");
    assert_eq!(document["diagnostics"].as_array().unwrap().len(), 1, "{document}");
    document["diagnostics"][0].clone()
}

fn assert_refused(words: &[&str], code: &str) {
    assert_eq!(refusal(words)["code"], code, "{words:?}");
    let run = run(words);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}");
    assert!(run.stderr.contains(&format!("error[{code}]")), "{words:?}: {}", run.stderr);
}

#[test]
fn without_words_it_says_what_it_can_do() {
    let run = run(&[]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.contains("standoff solve games/openai-aws.toml"));
    for words in [
        &["solve", "-h"][..],
        &["show", "-h"],
        &["show", "payoffs", "-h"],
        &["check", "-h"],
        &["why", "-h"],
    ] {
        let run = support::run(words);
        assert_eq!(run.status, 0);
        let first = run.stdout.lines().next().unwrap_or_default();
        assert!(first.starts_with("  standoff "), "help opens with an example: {first}");
        assert!(run.stdout.lines().count() <= 40, "help fits a screen: {words:?}");
        let example: Vec<&str> = first.split_whitespace().skip(1).collect();
        assert_eq!(support::run(&example).status, 0, "{example:?}");
    }
}

#[test]
fn files_that_cannot_be_read() {
    assert_refused(&["solve", "games/missing.toml"], "E007");
    assert_refused(&["check", "games/missing.toml"], "E007");
    assert_refused(&["solve", "games"], "E007");
    assert_refused(&["solve", "games", "--from", "toml"], "E007");
    let latin = fresh("latin.toml");
    std::fs::write(&latin, b"standoff = 1\ntitle = \"caf\xe9\"\n").unwrap();
    assert_refused(&["solve", &text(&latin)], "E008");
    assert!(refusal(&["check", &text(&latin)])["message"].as_str().unwrap().contains("line 2"));
    assert_refused(&["solve", "README.md"], "E010");
    assert_refused(&["solve", "game.nfg"], "E007");
    assert_refused(&["solve", "game.efg"], "E203");
}

#[test]
fn tables_that_are_too_large_are_refused_with_their_size() {
    let d = refusal(&["solve", GAME, "--max-outcomes", "7"]);
    assert_eq!(d["code"], "E009");
    assert!(d["message"].as_str().unwrap().contains("8 outcomes"), "{d}");
    assert!(d["help"].as_str().unwrap().contains("--max-outcomes 8"), "{d}");
    // A table that no memory could hold is refused as fast.
    let player = |k| {
        let options: Vec<_> = (0..1000).map(|o| format!("o{o} = \"\"")).collect();
        format!("[[moves]]\nplayer = \"p{k}\"\noptions = {{ {} }}\n", options.join(", "))
    };
    let players: String = (0..9).map(|k| format!("[players.p{k}]\n")).collect();
    let moves: String = (0..9).map(player).collect();
    let started = Instant::now();
    let run = run_with_input(&["solve", "-"], &format!("standoff = 1\n{players}{moves}"));
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("E009") && run.stderr.contains(&format!("1{}", "0".repeat(27))));
    assert!(!run.stderr.contains("--max-outcomes"), "no flag takes that much: {}", run.stderr);
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn tables_that_memory_cannot_hold_are_refused_although_allowed() {
    for players in [40, 62] {
        let names: String = (0..players).map(|k| format!("[players.p{k}]\n")).collect();
        let player =
            |k| format!("[[moves]]\nplayer = \"p{k}\"\noptions = {{ x = \"\", y = \"\" }}\n");
        let moves: String = (0..players).map(player).collect();
        let words = ["solve", "-", "--max-outcomes", "18446744073709551615"];
        let run = run_with_input(&words, &format!("standoff = 1\n{names}{moves}"));
        assert_eq!(run.status, 2, "{players}: {run:?}");
        assert!(run.stderr.contains("E009") && run.stderr.contains("memory"), "{}", run.stderr);
    }
    let run = run(&["solve", GAME, "--max-outcomes", "18446744073709551616"]);
    assert!(run.stderr.contains("E204") && run.stderr.contains("2^64 - 1"), "{}", run.stderr);
}

#[test]
fn requests_that_name_nothing() {
    let flagged = |flag: &str, value: &str| refusal(&["solve", GAME, flag, value]);
    for (flag, value, code, suggestion) in [
        ("--set", "microsoft.exclusivty=1", "E201", "exclusivity"),
        ("--set", "microsft.exclusivity=1", "E201", "microsoft"),
        ("--set", "microsoft.exclusivity", "E204", ""),
        ("--set", "microsoft.exclusivity=four", "E204", ""),
        ("--set", "microsoft.exclusivity=-1", "E204", ""),
        ("--if", "microsoft=litigte", "E201", "litigate"),
        ("--if", "microsoft=litigate:1/2+accommodate:1/4", "E204", ""),
        ("--without", "openai.recomit", "E201", "recommit"),
        ("--without", "openai", "E201", "openai.recommit"),
        ("--if", "microsoft@2=litigate", "E203", "at once"),
        ("--focus", "openia", "E201", "openai"),
        ("--focus", "founders", "E201", ""),
        ("--assert", "outcome = curt", "E201", "court"),
        ("--assert", "outcome court", "E204", ""),
    ] {
        let diagnostic = flagged(flag, value);
        assert_eq!(diagnostic["code"], code, "{flag} {value}: {diagnostic}");
        assert!(diagnostic.to_string().contains(suggestion), "{flag} {value}: {diagnostic}");
        assert_eq!(diagnostic["file"], flag, "{diagnostic}");
    }
}

#[test]
fn requests_that_contradict_each_other_say_so() {
    let out = ["--without", "openai.recommit"];
    for (flags, code, words) in [
        (&["--focus", "microsoft", "--if", "microsoft=litigate"][..], "E202", "is fixed"),
        (&[out[0], out[1], "--if", "openai=recommit"], "E201", "`--without` took it away"),
        (&[out[0], out[1], out[0], out[1]], "E201", "`--without` took it away"),
        (&["--set", "microsoft.exclusivity=-1"], "E204", "a weight is 0 or more"),
    ] {
        let diagnostic = refusal(&[&["solve", GAME], flags].concat());
        assert_eq!(diagnostic["code"], code, "{flags:?}: {diagnostic}");
        assert!(diagnostic.to_string().contains(words), "{flags:?}: {diagnostic}");
    }
    let diagnostic = refusal(&["check", COURT, "--set", "chance.court.upheld=2"]);
    assert!(diagnostic["help"].as_str().unwrap().contains("from 0 to 1"), "{diagnostic}");
    assert_refused(&["check", "-", "-"], "E202");
}

#[test]
fn words_that_are_not_understood() {
    for words in [
        &["slove", GAME][..],
        &["solve"],
        &["show", "payofs", GAME],
        &["solve", GAME, "--concpt", "nash"],
        &["solve", GAME, "--concept", "wash"],
        &["solve", GAME, "--format", "xml"],
        &["solve", GAME, "--time-limit", "soon"],
        &["solve", GAME, "--color", "blue"],
        &["solve", GAME, "--digits", "many"],
    ] {
        let run = run(words);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}: {run:?}");
        assert!(run.stderr.contains("error[E204]"), "{words:?}: {}", run.stderr);
    }
    let stray = refusal(&["solve", GAME, "--strict"]);
    assert!(stray["message"].as_str().unwrap().contains("a flag of `check`"), "{stray}");
    let bare = refusal(&["show", GAME]);
    assert!(bare["message"].as_str().unwrap().contains("missing"), "{bare}");
    assert!(!bare.to_string().contains("did you mean"), "{bare}");
    assert!(run(&["slove", GAME]).stderr.contains("solve"), "did you mean");
    for (flag, value, help) in [
        ("--threads", "0", "from 1 on"),
        ("--digits", "-1", "from 0 to 1000"),
        ("--digits", "99999", "from 0 to 1000"),
        ("--time-limit", "-5s", "10s"),
        ("--max-outcomes", "x", "a whole number"),
        ("--seed", "1.5", "a whole number"),
    ] {
        let diagnostic = refusal(&["solve", GAME, flag, value]);
        assert_eq!(diagnostic["code"], "E204", "{diagnostic}");
        assert_eq!(diagnostic["message"], format!("`{flag}` cannot be `{value}`"));
        assert!(diagnostic["help"].as_str().unwrap().contains(help), "{diagnostic}");
    }
    assert_refused(&["solve", GAME, "--exact", "--decimal"], "E202");
    assert_refused(&["solve", GAME, "--one", "--proof", "x"], "E202");
    assert_refused(&["solve", GAME, "--one", "--require-all"], "E202");
    for (flag, one, other) in [
        ("--set", "microsoft.exclusivity=1", "microsoft.exclusivity=2"),
        ("--if", "microsoft=litigate", "microsoft=accommodate"),
        ("--focus", "microsoft", "openai"),
    ] {
        assert_refused(&["solve", GAME, flag, one, flag, other], "E202");
    }
}

#[test]
fn what_this_version_does_not_do_is_refused_and_never_ignored() {
    for words in [
        &["tip", GAME][..],
        &["show", "graph", GAME],
        &["solve", GAME, "--order", "all"],
        &["solve", GAME, "--one"], // no pure equilibrium, three players
        &["solve", GAME, "--proof", "x"],
        &["solve", GAME, "--concept", "logit"],
        &["solve", GAME, "--format", "svg"],
        &["solve", GAME, "-o", "x.html"],
        &["solve", GAME, "--from", "efg"],
    ] {
        let run = run(words);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}: {run:?}");
        assert!(run.stderr.contains("error[E203]"), "{words:?}: {}", run.stderr);
    }
}

#[test]
fn moves_in_turn_are_read_and_shown_but_not_solved() {
    assert_refused(&["solve", COURT], "E203");
    for view in ["payoffs", "interests", "tree"] {
        let run = run(&["show", view, COURT]);
        assert_eq!(run.status, 0, "{run:?}");
        assert!(run.stdout.lines().count() > 20);
    }
    assert_eq!(run(&["check", COURT]).status, 0);
}

#[test]
fn an_unreadable_file_does_not_hide_the_others() {
    let run = run(&["check", GAME, "games/missing.toml", "tests/faults/five.toml"]);
    assert_eq!(run.status, 2);
    for words in ["openai-aws.toml: no errors", "E007", "five.toml: 5 errors"] {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }
}

#[test]
fn expectations_follow_the_options() {
    let file = "standoff = 1\n[players.a]\n[[moves]]\nplayer = \"a\"\noptions = { x = \"\", y = \"\", z = \"\" }\n\
        [[effects]]\nwhen = \"y\"\na = 1\n[[expect]]\nclaim = \"a.y = 1\"\nnote = \"the only good one\"\n";
    for (option, status) in [("a.x", 0), ("a.y", 1), ("a.z", 0)] {
        let run = run_with_input(&["check", "-", "--without", option], file);
        assert_eq!(run.status, status, "{option}: {run:?}");
    }
}

#[test]
fn commitments_may_lead_to_two_quadratic_fields() {
    // Given `left` the others play with √5-like odds, given `right` with others: the worsts are
    // compared, not subtracted.
    let run = run(&["solve", "tests/data/two-fields.toml", "--format", "json"]);
    assert_eq!(run.status, 0, "{run:?}");
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(answer["commitment"]["best"].is_string(), "{}", answer["commitment"]);
    assert!(answer["commitment"]["margin"].is_null());
    assert_eq!(support::run(&["solve", "tests/data/two-fields.toml"]).status, 0);
}

#[test]
fn assertions_decide_the_exit_status() {
    let status = |claims: &[&str]| {
        let flags = claims.iter().flat_map(|claim| ["--assert", claim]);
        run(&["solve", GAME].into_iter().chain(flags).collect::<Vec<_>>()).status
    };
    assert_eq!(status(&["outcome = standoff", "microsoft.litigate > 1/2", "equilibria = 1"]), 0);
    assert_eq!(status(&["payoff.microsoft = -13/20", "payoff.customers = -11/6"]), 0);
    assert_eq!(status(&["outcome = standoff", "outcome = court"]), 1);
    assert_eq!(status(&["microsoft.litigate = .61"]), 1);
    let failed = run(&["solve", GAME, "--assert", "microsoft.litigate < 0.5"]);
    assert!(failed.stderr.contains("E122") && failed.stderr.contains("11/18"), "{}", failed.stderr);
    assert!(failed.stdout.contains("OUTCOME"), "the answer is printed all the same");
}

#[test]
fn an_undecided_game_is_told_apart_when_asked() {
    // Three players with three options each, without structure: supports of three mixing players
    // have polynomial conditions.
    let options = r#"options = { a = "", b = "", c = "" }"#;
    let mut file = String::from("standoff = 1\n");
    let players = ["p", "q", "r"];
    players.iter().for_each(|p| file += &format!("[players.{p}]\n"));
    players.iter().for_each(|p| file += &format!("[[moves]]\nplayer = \"{p}\"\n{options}\n"));
    let mut state = 7u32;
    for cell in 0..27 {
        let option = |k: usize| ["a", "b", "c"][cell / [1, 3, 9][k] % 3];
        let when: Vec<_> = (0..3).map(|k| format!("{}.{}", players[k], option(k))).collect();
        file += &format!("[[effects]]\nwhen = \"{}\"\n", when.join(" & "));
        for player in players {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            file += &format!("{player} = {}\n", state >> 24);
        }
    }
    let plain = run_with_input(&["solve", "-", "--format", "json"], &file);
    assert_eq!(plain.status, 0);
    let answer: Value = serde_json::from_str(&plain.stdout).unwrap();
    assert_eq!(answer["coverage"]["claim"], "some");
    assert!(!answer["coverage"]["undecided"].as_array().unwrap().is_empty());
    assert_eq!(run_with_input(&["solve", "-", "--require-all"], &file).status, 3);
    assert_eq!(run_with_input(&["solve", "-", "--assert", "equilibria = 1"], &file).status, 3);
}

#[test]
fn nothing_is_written_or_overwritten_unasked() {
    let out = fresh("answer.json");
    let first = run(&["solve", GAME, "-o", &text(&out)]);
    assert_eq!((first.status, first.stdout.as_str()), (0, ""), "{first:?}");
    let written = std::fs::read_to_string(&out).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap()["schema"], "standoff.solve/1");
    assert_refused(&["solve", PENNIES, "-o", &text(&out)], "E205");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), written);
    assert_eq!(run(&["solve", PENNIES, "-o", &text(&out), "--force"]).status, 0);
    assert_ne!(std::fs::read_to_string(&out).unwrap(), written);
    assert_refused(&["solve", GAME, "-o", "no/such/folder/x.json"], "E205");
    // Nothing is computed for it.
    let timed = run(&["solve", GAME, "--timings", "-o", "no/such/folder/x.json"]);
    assert!(timed.stderr.contains("E205") && !timed.stderr.contains(" ms"), "{}", timed.stderr);
    for (ending, start) in [("csv", "equilibrium"), ("md", "#"), ("txt", "OpenAI")] {
        let out = fresh(&format!("answer.{ending}"));
        assert_eq!(run(&["solve", GAME, "-o", &text(&out)]).status, 0);
        assert!(std::fs::read_to_string(&out).unwrap().starts_with(start), "{ending}");
    }
}

#[test]
fn what_is_read_is_not_overwritten() {
    let (game, brief) = (fresh("read.toml"), fresh("read.brief.md"));
    std::fs::write(&brief, "Rain helps.\n").unwrap();
    let file = "standoff = 1\nsource = \"read.brief.md\"\n[players.a]\n[[moves]]\nplayer = \"a\"\n\
        options = { go = \"go\", stay = \"stay\" }\n\
        [[effects]]\nwhen = \"go\"\nquote = \"Rain helps.\"\na = 1\n";
    std::fs::write(&game, file).unwrap();
    let other = fresh("read.txt");
    let indirect = game.with_file_name("../tmp/read.toml");
    for out in [&game, &brief, &indirect] {
        for verb in [&["solve"][..], &["show", "tree"], &["check"], &["check", GAME]] {
            let (read, written) = (text(&game), text(out));
            let words = [verb, &[&read, "-o", &written, "--force", "--format", "text"]].concat();
            let run = run(&words);
            assert_eq!(run.status, 2, "{words:?}: {run:?}");
            assert!(run.stderr.contains("E205"), "{}", run.stderr);
        }
    }
    assert_eq!(std::fs::read_to_string(&game).unwrap(), file);
    assert_eq!(std::fs::read_to_string(&brief).unwrap(), "Rain helps.\n");
    assert_eq!(run(&["solve", &text(&game), "-o", &text(&other), "--force"]).status, 0);
}

#[test]
fn a_pipe_gets_plain_text_and_stays_clean() {
    for words in [&["solve", GAME][..], &["show", "payoffs", GAME], &["show", "tree", COURT]] {
        let Run { status, stdout, stderr } = run(words);
        assert_eq!((status, stderr.as_str()), (0, ""));
        assert!(!stdout.contains('\x1b') && !stdout.contains('−'), "{stdout}");
        assert!(stdout.lines().all(|line| line.trim_end() == line), "blanks at a line's end");
        let dumb = finish(command(words).env("TERM", "dumb"));
        assert!(dumb.stdout.is_ascii() || !stdout.is_ascii(), "{}", dumb.stdout);
        let colored = run(&[words, &["--color", "always"]].concat());
        assert!(colored.stdout.contains('\x1b'));
        let never = finish(command(words).env("STANDOFF_COLOR", "always").env("NO_COLOR", "1"));
        assert!(never.stdout.contains('\x1b'), "an explicit wish wins");
        let bare = finish(command(words).env("NO_COLOR", "1"));
        assert!(!bare.stdout.contains('\x1b'));
    }
}

#[test]
fn what_does_not_change_the_game_does_not_change_the_answer() {
    let plain = run(&["solve", GAME]).stdout;
    assert_eq!(plain, run(&["solve", GAME, "--seed", "7", "--threads", "1"]).stdout);
    let file = std::fs::read_to_string(root().join(PENNIES)).unwrap();
    let answer = |run: Run| -> Value { serde_json::from_str(&run.stdout).unwrap() };
    let from_input = answer(run_with_input(&["solve", "-", "--format", "json"], &file));
    assert_eq!(from_input, answer(run(&["solve", PENNIES, "--format", "json"])));
}

#[test]
fn questions_change_the_game() {
    let json = |words: &[&str]| -> Value {
        let run = run(&[words, &["--format", "json"]].concat());
        assert_eq!(run.status, 0, "{run:?}");
        serde_json::from_str(&run.stdout).unwrap()
    };
    let given = json(&["solve", GAME, "--if", "microsoft=litigate"]);
    assert_eq!(given["game"]["players"].as_array().unwrap().len(), 2);
    assert_eq!(given["equilibria"][0]["payoffs"]["microsoft"]["exact"], "-4/5");
    let mixed = json(&["solve", GAME, "--if", "microsoft=litigate:11/18"]);
    assert_eq!(mixed["outcome"]["kind"], "continuum");
    let without = json(&["solve", GAME, "--without", "microsoft.accommodate"]);
    assert_eq!(without["equilibria"][0]["payoffs"]["amazon"]["exact"], "9/10");
    let all = ["--if", "microsoft=litigate", "--if", "openai=recommit", "--if", "amazon=expand"];
    let fixed = json(&[&["solve", GAME][..], &all].concat());
    assert_eq!(fixed["equilibria"][0]["payoffs"]["microsoft"]["exact"], "-13/10");
    let focus = json(&["solve", GAME, "--focus", "amazon"]);
    assert_eq!(focus["commitment"]["player"], "amazon");
    let quick = json(&["solve", GAME, "--quick"]);
    assert!(quick.get("commitment").is_none());
}

#[test]
fn a_time_limit_prints_what_is_known_and_says_so() {
    // Twelve players with three options: pure equilibria are found, mixed ones not in time.
    let mut file = String::from("standoff = 1\n");
    (0..12).for_each(|p| file += &format!("[players.p{p}]\n"));
    let moves = (0..12).map(|p| {
        format!("[[moves]]\nplayer = \"p{p}\"\noptions = {{ a = \"\", b = \"\", c = \"\" }}\n")
    });
    file += &moves.collect::<String>();
    for p in 0..12 {
        let next = (p + 1) % 12;
        for (mine, theirs, points) in [("a", "b", 2), ("b", "c", 3), ("c", "a", 4), ("a", "a", 1)] {
            file += &format!(
                "[[effects]]\nwhen = \"p{p}.{mine} & p{next}.{theirs}\"\np{p} = {points}\n"
            );
        }
    }
    let started = Instant::now();
    let run = run_with_input(&["solve", "-", "--time-limit", "300ms"], &file);
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
    assert_eq!(run.status, 3, "{run:?}");
}

#[test]
fn check_reports_each_file() {
    let run = run(&["check", GAME, PENNIES]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.contains("games/openai-aws.toml: no errors"), "{}", run.stdout);
    assert!(run.stdout.contains("3 players, 2×2×2"), "{}", run.stdout);
    let wrong = std::fs::read_to_string(root().join(PENNIES)).unwrap()
        + "\n[[expect]]\nclaim = \"equilibria = 2\"\nnote = \"wrong\"\n";
    let run = run_with_input(&["check", "-"], &wrong);
    assert_eq!(run.status, 1);
    let line = wrong.lines().position(|line| line.contains("equilibria = 2")).unwrap() + 1;
    assert!(run.stdout.contains(&format!("-:{line}:")), "{}", run.stdout);
    assert!(run.stdout.contains("E122"), "{}", run.stdout);
}
