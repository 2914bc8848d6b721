//! Every kind of JSON document is valid by its schema in `docs/schema/`, errors included, and the
//! schemas are strict enough to refuse a broken one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};
use standoff::budget::Budget;
use standoff::diagnostic::SourceText;
use standoff::explain::learn::{Algorithm, Steps};
use standoff::explain::why::{
    Choice, Judged, OutcomeReasons, PayoffTrace, Preference, Reasons, Situation,
};
use standoff::explain::{Answer, BestResponse, Claimed, Question};
use standoff::format::{self, Reading};
use standoff::game::{MixedProfile, Profile};
use standoff::number::Rational;
use standoff::report::{self, Checked, Claims, Faults};
use standoff::scenario::{Comparison, Form, Mix, OutcomeName, Relation, Scenario};

const BASE: &str = "https://standoff.invalid/schema";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The schemas of all documents, none of them from a network.
struct Documents {
    schemas: Schemas,
    indices: Vec<(String, SchemaIndex)>,
}

impl Documents {
    fn new() -> Documents {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let names =
            ["common", "solve", "best-response", "bench", "why", "learn", "show", "check", "error"];
        for name in names {
            let text = fs::read_to_string(root().join(format!("docs/schema/{name}.json"))).unwrap();
            let schema: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(schema["$id"], format!("{BASE}/{name}.json"));
            compiler.add_resource(&format!("{BASE}/{name}.json"), schema).unwrap();
        }
        let mut index = |name: &str| {
            let place = format!("{BASE}/{name}.json");
            (name.to_string(), compiler.compile(&place, &mut schemas).unwrap())
        };
        let indices = names[1..].iter().map(|name| index(name)).collect();
        Documents { schemas, indices }
    }

    fn judge(&self, document: &Value) -> Result<(), String> {
        let schema = document["schema"].as_str().unwrap_or_default();
        let name = schema.trim_start_matches("standoff.").trim_end_matches("/1");
        let found = self.indices.iter().find(|(known, _)| known == name);
        let (_, index) = found.ok_or_else(|| format!("no schema called `{schema}`"))?;
        self.schemas.validate(document, *index).map_err(|error| error.to_string())
    }

    fn assert_valid(&self, document: &Value) {
        if let Err(error) = self.judge(document) {
            panic!("{error}\n{document:#}");
        }
    }
}

fn games() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in ["games", "games/classics"] {
        let entries = fs::read_dir(root().join(folder)).into_iter().flatten();
        let paths = entries.map(|entry| entry.unwrap().path());
        files.extend(paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml")));
    }
    let tables = fs::read_dir(root().join("tests/formats/sound")).unwrap();
    files.extend(tables.map(|entry| entry.unwrap().path()));
    files.sort();
    assert!(files.len() >= 2);
    files
}

fn read(path: &Path) -> Reading {
    let text = fs::read_to_string(path).unwrap();
    let folder = path.parent().unwrap().to_path_buf();
    let load =
        move |file: &str| fs::read_to_string(folder.join(file)).map_err(|error| error.to_string());
    let ending = path.extension().unwrap().to_str().unwrap();
    let format = format::GameFormat::named(ending).unwrap();
    format::read_as(format, SourceText::new(path.display().to_string(), text), &load)
}

fn one(scenario: &Scenario) -> Option<Value> {
    let answer = Answer::one(scenario, &Budget::default()).unwrap()?;
    Some(report::json::solve(scenario, &answer, &[]))
}

fn solved(scenario: &Scenario, found: &[Faults]) -> Value {
    let answer = Answer::new(scenario, Question::default(), &Budget::default()).unwrap();
    report::json::solve(scenario, &answer, found)
}

fn payoffs(scenario: &Scenario) -> Value {
    let mut out = Vec::new();
    match scenario.form() {
        Form::Simultaneous => {
            let game = scenario.strategic_game(&Budget::default()).unwrap();
            report::json::payoffs(scenario, &game, &[], &mut out).unwrap();
        }
        Form::Sequential => {
            let game = scenario.extensive_game(&Budget::default()).unwrap();
            report::json::tree_payoffs(scenario, &game, &[], &mut out).unwrap();
        }
    }
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn what_every_game_prints_is_valid() {
    let documents = Documents::new();
    for path in games() {
        let reading = read(&path);
        let source = reading.source.clone();
        let found = Faults { source: &source, diagnostics: &reading.diagnostics };
        let scenario = reading.scenario.as_ref().unwrap();
        if scenario.form() == Form::Simultaneous {
            documents.assert_valid(&solved(scenario, &[found]));
            if let Some(document) = one(scenario) {
                documents.assert_valid(&document);
            }
        }
        let tree = scenario.extensive_game(&Budget::default()).unwrap();
        documents.assert_valid(&payoffs(scenario));
        documents.assert_valid(&report::json::tree(scenario, &tree, &[found]));
        let digest = tree.digest();
        documents.assert_valid(&report::json::interests(scenario, Some(&digest), &[found]));
        let Reading { source, facts, diagnostics, .. } = reading;
        let before = Some(source.text.replacen("standoff", "standof", 1));
        let checked = [Checked { source, facts, diagnostics, before }];
        documents.assert_valid(&report::json::check(&checked, None, None));
    }
}

#[test]
fn what_is_claimed_is_valid() {
    let documents = Documents::new();
    let scenario = read(&root().join("games/openai-aws.toml")).scenario.unwrap();
    let game = scenario.strategic_game(&Budget::default()).unwrap();
    let known = standoff::nash::all(&game, &Budget::default()).equilibria;
    let rounded = [[61, 39], [100, 0], [75, 25]];
    let rounded = rounded.map(|mixture| mixture.map(|p| Rational::new(p, 100)).to_vec());
    let rounded = MixedProfile::rational(rounded.to_vec()).unwrap();
    let pure = MixedProfile::pure(&Profile(vec![0, 1, 0]), game.sizes());
    let profiles = [rounded, pure, known[0].profile().clone()];
    let claimed = profiles.map(|profile| Claimed::new(&game, profile, &known)).to_vec();
    let claims = Claims { scenario, game, claimed };
    let document = report::json::check(&[], Some(&claims), None);
    documents.assert_valid(&document);
    let held: Vec<_> = document["claim"]["profiles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["holds"].clone())
        .collect();
    assert_eq!(held, [json!(false), json!(false), json!(true)]);
}

#[test]
fn a_comparison_of_solvers_is_valid() {
    for words in [
        &["bench", "games/classics/chicken.toml"][..],
        &["bench", "--family", "ties", "--sizes", "2..3", "--games", "2"],
        &["bench", "--suite", "field"],
    ] {
        let run = support::run(&[words, &["--format", "json"]].concat());
        assert_eq!(run.status, 0, "{run:?}");
        Documents::new().assert_valid(&serde_json::from_str(&run.stdout).unwrap());
    }
}

#[test]
fn the_steps_of_every_algorithm_are_valid() {
    let documents = Documents::new();
    for path in games() {
        let scenario = read(&path).scenario.unwrap();
        let Ok(game) = scenario.strategic_game(&Budget::default()) else { continue };
        for algorithm in Algorithm::ALL {
            let Ok(steps) = Steps::new(algorithm, &game, &Budget::default()) else { continue };
            let document = report::json::learn(&scenario, &game, &steps, &[]);
            documents.assert_valid(&document);
            let mut broken = document.clone();
            broken["algorithm"] = json!("replicator");
            assert!(documents.judge(&broken).is_err());
        }
    }
}

#[test]
fn best_responses_are_valid() {
    let documents = Documents::new();
    let scenario = read(&root().join("games/openai-aws.toml")).scenario.unwrap();
    let third = |node| Mix { node, mixture: vec![Rational::new(1, 3), Rational::new(2, 3)] };
    let budget = Budget::default();
    for fixed in 1..=3 {
        let given: Vec<Mix> = (0..fixed).map(third).collect();
        let response = BestResponse::new(&scenario, &given, &[(0, 0), (0, 1)], &budget).unwrap();
        let document = report::json::best_response(&response, &[]);
        documents.assert_valid(&document);
        assert_eq!(document["fixed"].as_object().unwrap().len(), fixed);
        assert_eq!(document["versus"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn what_is_fixed_or_incomplete_is_valid() {
    let documents = Documents::new();
    let mut scenario = read(&root().join("games/openai-aws.toml")).scenario.unwrap();
    for node in 0..3 {
        let mixture = vec![Rational::new(1, 3), Rational::new(2, 3)];
        scenario.fix(&Mix { node, mixture }).unwrap();
        let document = solved(&scenario, &[]);
        documents.assert_valid(&document);
        assert_eq!(document["game"]["fixed"].as_object().unwrap().len(), node + 1);
        documents.assert_valid(&payoffs(&scenario));
    }
    let text = fs::read_to_string(root().join("tests/data/surd.toml")).unwrap();
    let reading = format::read(SourceText::new("surd.toml", text), &|_| Err("no source".into()));
    let document = solved(&reading.scenario.unwrap(), &[]);
    documents.assert_valid(&document);
    let chance = &document["equilibria"][0]["strategies"]["alice"]["top"];
    assert!(chance["surd"].as_str().unwrap().contains("sqrt(601)"), "{chance}");
}

#[test]
fn a_number_beyond_doubles_has_no_value() {
    let documents = Documents::new();
    let text = "standoff = 1\n[players.a]\n[[moves]]\nplayer = \"a\"\noptions = { x = \"x\", y = \"y\" }\n\
                [[effects]]\nwhen = \"x\"\na = \"1e400\"\n";
    let reading = format::read(SourceText::new("huge.toml", text), &|_| Err("no source".into()));
    let scenario = reading.scenario.unwrap();
    let document = solved(&scenario, &[]);
    documents.assert_valid(&document);
    documents.assert_valid(&payoffs(&scenario));
    documents.assert_valid(&report::json::interests(&scenario, None, &[]));
    let payoff = &document["equilibria"][0]["payoffs"]["a"];
    assert_eq!(payoff["value"], Value::Null);
    assert_eq!(payoff["exact"].as_str().unwrap(), format!("1{}", "0".repeat(400)));
}

#[test]
fn errors_are_valid_and_keep_their_places() {
    let documents = Documents::new();
    let text = "standoff = 1\n[players.\"ä\"]\n[[moves]]\nplayer = \"é\"\n";
    let reading = format::read(SourceText::new("x.toml", text), &|_| Err("no source".into()));
    let found = [Faults { source: &reading.source, diagnostics: &reading.diagnostics }];
    let document = report::json::error(&found);
    documents.assert_valid(&document);
    let unknown = document["diagnostics"].as_array().unwrap().iter();
    let unknown = unknown.filter(|diagnostic| diagnostic["code"] == "E101").collect::<Vec<_>>();
    assert_eq!(unknown.len(), 1, "{document:#}");
    assert_eq!((&unknown[0]["line"], &unknown[0]["column"]), (&json!(4), &json!(10)));
    assert_eq!((&unknown[0]["end_line"], &unknown[0]["end_column"]), (&json!(4), &json!(13)));
    let nowhere = SourceText::new("--if", "");
    let code = standoff::diagnostic::Code("E201");
    let diagnostics = [standoff::diagnostic::Diagnostic::new(code, "names nothing")];
    let found = [Faults { source: &nowhere, diagnostics: &diagnostics }];
    documents.assert_valid(&report::json::error(&found));
}

#[test]
fn every_form_of_why_is_valid() {
    let documents = Documents::new();
    let budget = Budget::default();
    for path in games() {
        let scenario = read(&path).scenario.unwrap();
        if scenario.form() == Form::Sequential {
            continue;
        }
        let valid = |reasons: Reasons| {
            documents.assert_valid(&report::json::why(&scenario, &reasons, None, &[]));
        };
        let question = Question { equilibria_only: true };
        let answer = Answer::new(&scenario, question, &budget).unwrap();
        let cell: Vec<_> = scenario.free_moves().into_iter().map(|node| (node, 0)).collect();
        let situation = Situation::at(&scenario, &cell);
        for who in 0..scenario.stakeholders().len() {
            let trace = PayoffTrace::new(&scenario, who, &situation).unwrap();
            valid(Reasons::Payoff { situation: situation.clone(), trace });
            valid(Reasons::Choice(Choice::new(&scenario, who, answer.clone(), None, &budget)));
        }
        for &(node, _) in &cell {
            let compared = Preference::among_all(&scenario, node, situation.clone(), None);
            valid(Reasons::Preference(compared.unwrap()));
            let who = scenario.nodes()[node].player().unwrap();
            if scenario.nodes()[node].choices.len() < 2 {
                continue;
            }
            let claim = Comparison { who, node, options: [0, 1], relation: Relation::Greater };
            valid(Reasons::Comparison(Judged::new(&scenario, &claim, &budget).unwrap()));
        }
        let regimes = (0..scenario.regimes().len()).map(OutcomeName::Regime);
        for name in regimes.chain([OutcomeName::Kind("mixed_only".into())]) {
            let reasons = OutcomeReasons::new(&scenario, name, answer.clone(), &budget);
            valid(Reasons::Outcome(reasons));
        }
    }
}

#[test]
fn a_broken_document_is_refused() {
    let documents = Documents::new();
    let scenario = read(&root().join("games/openai-aws.toml")).scenario.unwrap();
    let good = solved(&scenario, &[]);
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut document = good.clone();
        change(&mut document);
        assert!(documents.judge(&document).is_err(), "{document:#}");
    };
    documents.assert_valid(&good);
    broken(&|d| d["equilibria"][0]["payoffs"]["microsoft"]["exact"] = json!("0.65"));
    broken(&|d| d["equilibria"][0]["payoffs"]["microsoft"]["surd"] = json!("sqrt(2)"));
    broken(&|d| d["outcome"]["kind"] = json!("standoff"));
    broken(&|d| d["unheard_of"] = json!(1));
    broken(&|d| d["game"]["digest"] = json!("short"));
    broken(&|d| drop(d.as_object_mut().unwrap().remove("coverage")));
    broken(&|d| drop(d["game"].as_object_mut().unwrap().remove("digest")));
    broken(&|d| d["schema"] = json!("standoff.solve/2"));
}

#[test]
fn proofs_that_are_written_and_checked_are_valid() {
    let documents = Documents::new();
    let path = root().join("games/classics/matching-pennies.toml");
    let Reading { source, scenario, facts, diagnostics } = read(&path);
    let mut document = solved(&scenario.unwrap(), &[]);
    document["coverage"]["proof"] = json!("pennies.proof");
    documents.assert_valid(&document);
    let fault = standoff::proof::Fault { line: 2, why: standoff::proof::Why::OtherGame };
    let proved = |robustness| standoff::proof::Proved { equilibria: Vec::new(), robustness };
    for result in [Ok(proved(None)), Ok(proved(Some(Rational::ONE))), Err(fault)] {
        let checked = Checked {
            source: source.clone(),
            facts: facts.clone(),
            diagnostics: diagnostics.clone(),
            before: None,
        };
        let proof = report::CheckedProof { name: "pennies.proof".into(), result };
        let document = report::json::check(&[checked], None, Some(&proof));
        documents.assert_valid(&document);
    }
}
