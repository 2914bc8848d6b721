//! `new`: whatever it writes passes `check`, and nothing is written that would not.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::path::{Path, PathBuf};

use support::{Run, run};

/// An empty folder for the files of a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// Runs `new` with a file and flags.
fn new(file: &Path, flags: &[&str]) -> Run {
    run(&[&["new", &text(file)], flags].concat())
}

const THREE: [&str; 14] = [
    "--players",
    "maker,supplier,rival",
    "--options",
    "maker=sue,renegotiate",
    "--options",
    "supplier=stay,leave",
    "--options",
    "rival=enter,leave,wait",
    "--interests",
    "maker=volume:50,reputation:1/3",
    "--interests",
    "supplier=money",
    "--title",
    "A \"case\" \\ with quotes",
];

#[test]
fn what_is_written_passes_check_and_can_be_solved() {
    let folder = folder("passes");
    let file = folder.join("three.toml");
    let written = new(&file, &THREE);
    assert_eq!(written.status, 0, "{}", written.stderr);
    assert!(written.stdout.contains("3 players, 2×2×3"), "{}", written.stdout);
    let file = text(&file);
    assert_eq!(run(&["check", &file]).status, 0, "{}", run(&["check", &file]).stdout);
    let solved = run(&["solve", &file, "--brief", "-q"]);
    assert_eq!((solved.status, solved.stderr.as_str()), (0, ""));
    let toml = std::fs::read_to_string(&file).unwrap();
    assert!(toml.contains("when    = \"supplier.leave\"") && toml.contains("when    = \"sue\""));
    let scores = toml.lines().filter(|line| line.contains(" = 0 "));
    assert!(scores.clone().all(|line| line.contains("    # ")), "a comment each");
    // Seven options, each on two interests, one interest and one payoff.
    assert_eq!(scores.count(), 7 * 4);
}

#[test]
fn words_of_the_format_may_be_options_and_interests() {
    let file = folder("words").join("words.toml");
    let flags = ["--players", "a,b", "--options", "a=when,because", "--options", "b=a,effects"];
    let more = ["--interests", "a=note,when", "--interests", "b=quote", "--title", "two\nlines"];
    assert_eq!(new(&file, &[&flags[..], &more].concat()).status, 0);
    let check = run(&["check", &text(&file)]);
    assert_eq!(check.status, 0, "{}", check.stdout);
    assert_eq!(run(&["solve", &text(&file), "-q"]).status, 0);
}

#[test]
fn without_interests_every_outcome_has_an_effect() {
    let file = folder("table").join("table.toml");
    let flags = ["--players", "łódź,b", "--options", "łódź=x,y", "--options", "b=x,y,z"];
    assert_eq!(new(&file, &flags).status, 0);
    let check = run(&["check", &text(&file), "--strict"]);
    assert_eq!(check.status, 0, "{}", check.stdout);
    let words: Vec<&str> = check.stdout.split_whitespace().collect();
    assert!(words.join(" ").contains("6 effects"), "{}", check.stdout);
    assert_eq!(run(&["solve", &text(&file)]).status, 0);
}

#[test]
fn every_template_is_written_as_it_stands_and_is_sound() {
    let folder = folder("templates");
    for (template, outcome) in [
        ("blank", "continuum"),
        ("two-firms", "unique_pure"),
        ("inspection", "mixed_only"),
        ("litigation", "mixed_only"),
        ("chicken", "pure_and_mixed"),
        ("coordination", "pure_and_mixed"),
    ] {
        let file = folder.join(format!("{template}.toml"));
        assert_eq!(new(&file, &["--template", template]).status, 0, "{template}");
        let claim = format!("outcome = {outcome}");
        let solved = run(&["solve", &text(&file), "--assert", &claim]);
        assert_eq!(solved.status, 0, "{template}: {}", solved.stderr);
        assert_eq!(run(&["check", &text(&file), "--strict"]).status, 0, "{template}");
    }
}

#[test]
fn names_that_a_file_may_not_have_are_refused_before_anything_is_written() {
    let file = folder("refused").join("file.toml");
    for (flags, code, says) in [
        (&["--players", "the maker,b"][..], "E110", "the_maker"),
        (&["--players", "payoff"], "E110", ""),
        (&["--players", "when,b"], "E110", ""),
        (&["--players", "a,a"], "E204", "twice"),
        (&["--players", "a,"], "E110", ""),
        (&["--players", "a", "--options", "a=1st"], "E110", ""),
        (&["--players", "maker", "--options", "makr=x"], "E201", "maker"),
        (&["--players", "a", "--options", "a=x", "--interests", "a=m:-1"], "E106", ""),
        (&["--players", "a", "--options", "a=x", "--interests", "a=m:0"], "E106", ""),
        (&["--players", "a", "--options", "a=x", "--interests", "a=m:x"], "E204", ""),
        (&["--players", "a", "--options", "a=x", "--interests", "a=payoff,m"], "E110", ""),
        (&["--players", "a", "--options", "a=x", "--options", "a=y"], "E204", "twice"),
        (&["--players", "a,b", "--options", "a=x"], "E204", "--options b="),
        (&["--options", "a=x"], "E201", ""),
        (&[], "E204", "--players"),
        (&["--template", "chicken", "--players", "a"], "E202", ""),
        (&["--template", "duel"], "E204", "two-firms"),
        (&["--source", "no-such-file.txt"], "E007", ""),
    ] {
        let refused = new(&file, flags);
        assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{flags:?}");
        let (code, stderr) = (format!("error[{code}]"), &refused.stderr);
        assert!(stderr.contains(&code) && stderr.contains(says), "{flags:?}: {stderr}");
        assert!(!file.exists(), "{flags:?}");
    }
    let ids: Vec<String> = (0..24).map(|player| format!("p{player}")).collect();
    let options: Vec<String> = ids.iter().map(|id| format!("--options={id}=a,b")).collect();
    let mut flags = vec!["--players".to_string(), ids.join(",")];
    flags.extend(options);
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    assert!(new(&file, &flags).stderr.contains("E009") && !file.exists());
    assert!(new(Path::new("x.txt"), &["--template", "blank"]).stderr.contains("E010"));
}

#[test]
fn an_existing_file_is_overwritten_only_by_force() {
    let file = folder("force").join("file.toml");
    std::fs::write(&file, "mine").unwrap();
    let refused = new(&file, &["--template", "blank"]);
    assert!(refused.status == 2 && refused.stderr.contains("E205"), "{refused:?}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(new(&file, &["--template", "blank", "--force"]).status, 0);
    assert_ne!(std::fs::read_to_string(&file).unwrap(), "mine");
    let nowhere = file.with_file_name("no-such-folder").join("x.toml");
    assert!(new(&nowhere, &["--template", "blank"]).stderr.contains("E205"));
}

#[test]
fn standard_output_takes_the_file_alone() {
    let printed = run(&["new", "-", "--template", "inspection"]);
    assert!(printed.stdout.starts_with("standoff = 1\n") && printed.stderr.is_empty());
    let quiet = new(&folder("quiet").join("q.toml"), &["--template", "blank", "-q"]);
    assert_eq!((quiet.status, quiet.stdout.as_str()), (0, ""));
}

#[test]
fn a_source_is_copied_and_its_sentences_are_quotes() {
    let folder = folder("source");
    let brief = "# The case\n\nThe maker said \"no\" to\nC:\\path. Nobody else spoke.\n\n\
                 1. Maker and rival met.\n2. The rivalry grew.\n";
    std::fs::write(folder.join("brief.txt"), brief).unwrap();
    std::fs::create_dir(folder.join("games")).unwrap();
    let file = folder.join("games/case.toml");
    let source = text(&folder.join("brief.txt"));
    let players = ["--players", "maker,rival,judge", "--options", "maker=a,b"];
    let more = ["--options", "rival=c,d", "--options", "judge=e", "--interests", "maker=pride"];
    let written = new(&file, &[&players[..], &more, &["--from", &source]].concat());
    assert_eq!(written.status, 0, "{}", written.stderr);
    assert_eq!(std::fs::read_to_string(folder.join("games/brief.txt")).unwrap(), brief);
    let toml = std::fs::read_to_string(&file).unwrap();
    let quotes: Vec<&str> =
        toml.lines().filter_map(|line| line.strip_prefix("# quote = ")).collect();
    let first = "\"The maker said \\\"no\\\" to C:\\\\path.\"";
    assert_eq!(quotes, [first, "\"Maker and rival met.\"", "\"Maker and rival met.\""]);
    assert!(toml.contains("# No sentence of brief.txt names judge."));
    // Every candidate stands in the source, once it supports something.
    for quote in quotes {
        let with = format!("pride = {{ weight = 1, quote = {quote} }}");
        std::fs::write(&file, toml.replace("pride = 1", &with)).unwrap();
        let check = run(&["check", &text(&file)]);
        assert!(check.stdout.contains("1 quote verified"), "{}", check.stdout);
    }
    // The copy is there and says the same: it is no obstacle.
    std::fs::remove_file(&file).unwrap();
    assert_eq!(new(&file, &[&players[..], &more, &["--source", &source]].concat()).status, 0);
    // A copy that says something else is one.
    std::fs::remove_file(&file).unwrap();
    std::fs::write(folder.join("games/brief.txt"), "something else").unwrap();
    let refused = new(&file, &[&players[..], &more, &["--source", &source]].concat());
    assert!(refused.stderr.contains("E205") && !file.exists(), "{}", refused.stderr);
}
