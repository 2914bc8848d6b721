//! Ten thousand mutilated game files: whatever the text, reading ends, does not panic, places every
//! fault inside the text, and gives a scenario exactly if there is no error.
//!
//! `STANDOFF_MUTATIONS=1000000` tries more. A failure names its seed and prints the text.

use std::fs;
use std::panic;
use std::path::Path;

use standoff::budget::Budget;
use standoff::diagnostic::{Severity, SourceText};
use standoff::explain::{Answer, Question, judge};
use standoff::format;
use standoff::report::{self, Style};
use standoff::scenario::{Form, Scenario};

/// Xorshift: small, and the same on every machine.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..4 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or_default() % bound.max(1)
    }
}

const SPICES: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    "\"",
    "\"\"\"",
    "'",
    "=",
    ".",
    ",",
    "#",
    "\n",
    "\r",
    "\t",
    "\0",
    "\\",
    "&",
    "|",
    "!",
    "(",
    ")",
    "/0",
    "nan",
    "-inf",
    "1e9999",
    "1e999999999",
    "\"rest\"",
    "[1, 2, 3]",
    "true",
    "🚀",
    "e\u{301}",
    "\u{feff}",
    "−",
    "[[moves]]",
    "[effects]",
    "standoff = 2",
    "when = \"\"",
    "x",
    "0x",
    "1979-05-27",
    "[players.a.b.c]",
    "((((((((((((",
    "!!!!!!!!!!!!",
    "\u{202e}",
    "id",
    "payoff",
    "]]",
];

fn seeds() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["games", "games/classics", "tests/faults"] {
        let entries = fs::read_dir(root.join(folder)).expect("a folder of game files");
        paths.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a readable file")).collect()
}

/// A place between two characters.
fn place(random: &mut Random, text: &str) -> usize {
    text.floor_char_boundary(random.below(text.len() + 1))
}

/// The bounds of a random token or line.
fn piece(random: &mut Random, text: &str, whole_line: bool) -> std::ops::Range<usize> {
    let at = place(random, text);
    let stops =
        |c: char| if whole_line { c == '\n' } else { c.is_whitespace() || "[]{}=,.\"".contains(c) };
    let start = text[..at].rfind(stops).map_or(0, |stop| stop + 1);
    let start = text.ceil_char_boundary(start);
    let end = text[at..].find(stops).map_or(text.len(), |stop| at + stop);
    start.min(end)..end
}

fn mutate(random: &mut Random, text: &mut String, others: &[String]) {
    let whole_line = random.below(2) == 0;
    match random.below(8) {
        0 => {
            let at = place(random, text);
            if let Some(c) = text[at..].chars().next() {
                text.replace_range(at..at + c.len_utf8(), "");
            }
        }
        1 => {
            let spice = SPICES[random.below(SPICES.len())];
            text.insert_str(place(random, text), spice);
        }
        2 => text.replace_range(piece(random, text, whole_line), ""),
        3 => {
            let copy = text[piece(random, text, whole_line)].to_owned();
            let at = if whole_line { piece(random, text, true).start } else { place(random, text) };
            text.insert_str(at, &if whole_line { copy + "\n" } else { copy });
        }
        4 => {
            let (a, b) = (piece(random, text, whole_line), piece(random, text, whole_line));
            let (a, b) = if a.start <= b.start { (a, b) } else { (b, a) };
            if a.end <= b.start {
                let (first, second) = (text[a.clone()].to_owned(), text[b.clone()].to_owned());
                text.replace_range(b, &first);
                text.replace_range(a, &second);
            }
        }
        5 => {
            let spice = SPICES[random.below(SPICES.len())];
            text.replace_range(piece(random, text, false), spice);
        }
        6 => {
            let other = &others[random.below(others.len())];
            let line = other[piece(random, other, true)].to_owned();
            let at = piece(random, text, true).start;
            text.insert_str(at, &(line + "\n"));
        }
        _ if random.below(6) == 0 => text.truncate(place(random, text)),
        _ => {
            let word = other_word(random, text);
            text.replace_range(piece(random, text, false), &word);
        }
    }
}

fn other_word(random: &mut Random, text: &str) -> String {
    text[piece(random, text, false)].to_owned()
}

/// What is wrong with how a text was read.
fn complaint(text: &str) -> Option<String> {
    let load = |_: &str| fs::read_to_string("games/openai-aws.brief.md").map_err(|e| e.to_string());
    let reading = format::read(SourceText::new("mutated.toml", text), &load);
    let errors = reading.diagnostics.iter().any(|d| d.severity() == Severity::Error);
    if reading.scenario.is_some() == errors {
        return Some(format!("a scenario and errors, or neither: {:?}", reading.diagnostics));
    }
    if let Some(scenario) = &reading.scenario
        && let Some(fault) = scenario.number_fault()
    {
        return Some(format!("a scenario with a faulty number: {fault:?}"));
    }
    let mut last = 0;
    for diagnostic in &reading.diagnostics {
        let related = diagnostic.related.iter().map(|related| &related.span);
        for span in diagnostic.span.iter().chain(related) {
            let whole = text.is_char_boundary(span.start) && text.is_char_boundary(span.end);
            if span.start > span.end || span.end > text.len() || !whole {
                return Some(format!("a span outside the text: {diagnostic:?}"));
            }
        }
        let start = diagnostic.span.as_ref().map_or(0, |span| span.start);
        if start < last {
            return Some("diagnostics out of order".to_owned());
        }
        last = start;
    }
    None
}

#[test]
fn no_text_breaks_the_reader() {
    let count = std::env::var("STANDOFF_MUTATIONS").ok().and_then(|count| count.parse().ok());
    let seeds = seeds();
    let mut sound = 0;
    for seed in 0..count.unwrap_or(10_000u64) {
        let mut random = Random::new(seed);
        let mut text = seeds[random.below(seeds.len())].clone();
        for _ in 0..=random.below(4) {
            mutate(&mut random, &mut text, &seeds);
        }
        let started = std::time::Instant::now();
        let outcome = panic::catch_unwind(|| complaint(&text));
        let slow = started.elapsed().as_secs() >= 5;
        match outcome {
            Ok(None) if !slow => sound += 1,
            Ok(None) => panic!("seed {seed} takes {:?}\n{text}", started.elapsed()),
            Ok(Some(complaint)) => panic!("seed {seed}: {complaint}\n{text}"),
            Err(cause) => panic!("seed {seed} panics: {cause:?}\n{text}"),
        }
    }
    assert!(sound > 0);
}

/// A game this small is solved in no time, whatever a mutation made of it.
const MOST_OUTCOMES: u64 = 200;

/// What `check` passes, `solve` and `show` do not choke on: the game is derived, solved, told as
/// text and as JSON, and every claim of the file is judged.
#[test]
fn what_is_read_is_solved() {
    let load = |_: &str| fs::read_to_string("games/openai-aws.brief.md").map_err(|e| e.to_string());
    let seeds = seeds();
    let (mut solved, mut shown) = (0, 0);
    for seed in 0..3_000u64 {
        let mut random = Random::new(seed);
        let mut text = seeds[random.below(seeds.len())].clone();
        mutate(&mut random, &mut text, &seeds);
        let reading = format::read(SourceText::new("mutated.toml", text.clone()), &load);
        let Some(scenario) = reading.scenario else { continue };
        let outcome = panic::catch_unwind(|| told(&scenario));
        match outcome.unwrap_or_else(|cause| panic!("seed {seed} panics: {cause:?}\n{text}")) {
            Form::Simultaneous => solved += 1,
            Form::Sequential => shown += 1,
        }
    }
    assert!(solved > 200 && shown > 20, "only {solved} were solved and {shown} shown");
}

/// Derives a scenario, solves it if all move at once, and puts everything into words.
fn told(scenario: &Scenario) -> Form {
    let mut budget = Budget::default();
    budget.max_outcomes = MOST_OUTCOMES;
    budget.max_nodes = 2_000;
    budget.max_supports = 2_000;
    let style = Style::default();
    if let Ok(tree) = scenario.extensive_game(&budget) {
        assert!(!report::text::tree(scenario, &tree, &style).is_empty());
        assert!(report::json::tree(scenario, &tree, &[]).is_object());
    }
    assert!(report::json::interests(scenario, None, &[]).is_object());
    if let Ok(answer) = Answer::new(scenario, Question::default(), &budget) {
        assert!(!answer.equilibria.is_empty() || !answer.coverage.is_all());
        assert!(!report::text::solve(scenario, &answer, &style).is_empty());
        assert!(report::json::solve(scenario, &answer, &[]).is_object());
        for expectation in scenario.expectations() {
            judge(&expectation.claim, scenario, &answer);
        }
    }
    scenario.form()
}

#[test]
fn every_beginning_of_the_founding_games_can_be_read() {
    for name in ["games/openai-aws.toml", "games/openai-aws-court.toml"] {
        let text = fs::read_to_string(name).expect("a founding game");
        for end in (0..text.len()).step_by(7).filter(|&end| text.is_char_boundary(end)) {
            if let Some(complaint) = complaint(&text[..end]) {
                panic!("{name} up to byte {end}: {complaint}");
            }
        }
    }
}

#[test]
fn monstrous_texts_end_soon() {
    let base = "standoff = 1\n[players.a]\n[[moves]]\nplayer = \"a\"\noptions = { x = \"x\", y = \"y\" }\n";
    let effect =
        |value: &str| format!("{base}[parameters.p]\nvalue = 1\n[[effects]]\na = \"{value}\"\n");
    let condition = |when: &str| format!("{base}[[effects]]\nwhen = \"{when}\"\na = 1\n");
    let mut many_players = String::new();
    for player in 0..3_000 {
        let one = format!("[players.p{player}]\ninterests.i = {{ weight = {player} }}\n");
        many_players.push_str(&one);
    }
    let mut many_slips = format!("standoff = 1\n{many_players}");
    for slip in 0..10_000 {
        let one = format!("[[effects]]\nwhen = \"o{slip}\"\nq{slip} = 1\n");
        many_slips.push_str(&one);
    }
    let texts = [
        many_slips,
        String::new(),
        "\u{feff}".to_owned(),
        "[".repeat(100_000),
        "{a=".repeat(50_000),
        format!("a = {}", "[".repeat(100_000)),
        "a.".repeat(50_000),
        "= = =\n".repeat(20_000),
        "[[[]]]\n".repeat(5_000),
        "key\n".repeat(20_000),
        effect(&"(".repeat(100_000)),
        effect(&"-".repeat(100_000)),
        effect(&"p+".repeat(100_000)),
        effect(&"p*".repeat(4_000)),
        effect(&"1e9999*".repeat(1_000)),
        effect(&"(1/3+p)*".repeat(1_000)),
        effect(&"9".repeat(200_000)),
        effect("1e-99999999999999999999"),
        condition(&"(".repeat(100_000)),
        condition(&"!".repeat(100_000)),
        condition(&format!("{}x", "x & ".repeat(100_000))),
        condition(&format!("{}x", "no | ".repeat(20_000))),
        format!("{base}{}", "[[effects]]\na = 1\n".repeat(20_000)),
        format!("{base}[[effects]]\na = {}\n", "7".repeat(1_000_000)),
        format!("{base}{}", "title = 1\n".repeat(5_000)),
        many_players,
        "\r\n\t \u{b}\0\u{1}".repeat(10_000),
    ];
    for text in texts {
        let started = std::time::Instant::now();
        let shown: String = text.chars().take(80).collect();
        assert_eq!(complaint(&text), None, "{shown}");
        // A guard against not ending, wide enough for a machine that is busy.
        assert!(started.elapsed().as_secs() < 120, "{shown}: {:?}", started.elapsed());
    }
}
