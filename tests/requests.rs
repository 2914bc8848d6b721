//! The texts of flags: what they mean, and what is said of those that mean nothing.

use std::fs;

use standoff::diagnostic::{Diagnostic, SourceText};
use standoff::format::{self, request};
use standoff::number::Rational;
use standoff::scenario::{Claim, Mix, OutcomeName, Relation, Scenario, Subject, Target};

fn game(name: &str) -> Scenario {
    let text = fs::read_to_string(format!("games/{name}.toml")).expect("a game");
    let load =
        |source: &str| fs::read_to_string(format!("games/{source}")).map_err(|e| e.to_string());
    let reading = format::read(SourceText::new(name, text), &load);
    reading.scenario.expect("a sound game")
}

/// Code, the part of the text that it is about, and the words beside the caret.
fn told<T: std::fmt::Debug>(
    text: &str,
    answer: Result<T, Diagnostic>,
) -> (&'static str, &str, String) {
    let fault = answer.expect_err(text);
    let span = fault.span.clone().expect("a place");
    assert!(fault.help.is_some() || fault.label.is_some(), "a way out: {fault:?}");
    (fault.code.0, &text[span], fault.label.unwrap_or_default())
}

fn ratio(text: &str) -> Rational {
    text.parse().expect("a number")
}

#[test]
fn a_mix_gives_what_is_missing_to_the_only_option_left() {
    let founding = game("openai-aws");
    let mix = |text| request::mix(&founding, text);
    let litigate = |p: &str| vec![ratio(p), Rational::ONE - ratio(p)];
    let expected = |p| Ok(Mix { node: 0, mixture: litigate(p) });
    assert_eq!(mix("microsoft=litigate:11/18"), expected("11/18"));
    assert_eq!(mix("microsoft=litigate"), expected("1"));
    assert_eq!(mix(" microsoft = litigate : 0.25 + accommodate : 3/4 "), expected("1/4"));
    let rps = game("classics/rock-paper-scissors");
    let third = request::mix(&rps, "row=rock:1/3+paper:1/3").expect("a mix");
    assert_eq!(third.mixture, vec![Rational::new(1, 3); 3]);
}

#[test]
fn a_player_may_stand_for_its_only_move() {
    let court = game("openai-aws-court");
    let by_move = request::mix(&court, "response=litigate").expect("by the move");
    assert_eq!(request::mix(&court, "microsoft=litigate"), Ok(by_move));
    let (code, part, _) = told("openai=settle", request::mix(&court, "openai=settle"));
    assert_eq!((code, part), ("E201", "openai"), "it has two moves");
}

#[test]
fn faulty_mixes_are_explained() {
    let court = game("openai-aws-court");
    let rps = game("classics/rock-paper-scissors");
    let told_of = |text| told(text, request::mix(&court, text));
    let label = |name: &str| format!("did you mean `{name}`?");
    assert_eq!(told_of("respons=litigate"), ("E201", "respons", label("response")));
    assert_eq!(told_of("response=litigat"), ("E201", "litigat", label("litigate")));
    assert_eq!(told_of("court=upheld").0, "E201");
    assert_eq!(told_of("response").0, "E204");
    assert_eq!(told_of("response=litigate:1.5"), ("E204", "1.5", String::new()));
    assert_eq!(told_of("response=litigate:1/0"), ("E204", "1/0", String::new()));
    assert_eq!(told_of("response=litigate:x"), ("E204", "x", String::new()));
    assert_eq!(told_of("response=litigate:1/2+litigate:1/2").1, "litigate");
    assert_eq!(told_of("response@2=litigate").0, "E203");
    let sums = "row=rock:1/2";
    assert_eq!(told(sums, request::mix(&rps, sums)), ("E204", sums, String::new()));
    let sums = "row=rock:1/2+paper:1/2+scissors:1/2";
    assert_eq!(told(sums, request::mix(&rps, sums)).0, "E204");
    assert_eq!(told("row=rock+paper", request::mix(&rps, "row=rock+paper")).1, "rock");
}

#[test]
fn every_form_of_target_is_read() {
    let founding = game("openai-aws");
    let court = game("openai-aws-court");
    let parametric = game("classics/parametric");
    let read = |scenario: &Scenario, text| request::assignment(scenario, text);
    let weight = Target::Weight { stakeholder: 0, interest: 0 };
    assert_eq!(read(&founding, "microsoft.exclusivity=50"), Ok((weight, ratio("50"))));
    let base = Target::Base { stakeholder: 2, interest: 3 };
    assert_eq!(read(&founding, "base.amazon.legal = -1"), Ok((base, ratio("-1"))));
    for text in ["x=1/3", "parameters.x = 1/3"] {
        assert_eq!(read(&parametric, text), Ok((Target::Parameter(0), ratio("1/3"))));
    }
    let points = Target::Points { effect: 3, points: 1 };
    assert_eq!(read(&founding, "effects.4.microsoft.standing=2"), Ok((points, ratio("2"))));
    let points = Target::Points { effect: 0, points: 0 };
    assert_eq!(read(&parametric, "effects.1.row=2"), Ok((points, ratio("2"))));
    let node = court.node("court").expect("the court");
    let probability = Target::Probability { node, case: None, choice: 0 };
    assert_eq!(read(&court, "chance.court.upheld=1/2"), Ok((probability, ratio("1/2"))));
    let probability = Target::Probability { node, case: Some(1), choice: 0 };
    assert_eq!(read(&court, "chance.court.case.2.upheld=0.5"), Ok((probability, ratio("1/2"))));
}

#[test]
fn faulty_targets_are_explained() {
    let founding = game("openai-aws");
    let court = game("openai-aws-court");
    let parametric = game("classics/parametric");
    let label = |name: &str| format!("did you mean `{name}`?");
    for (scenario, text, code, part, words) in [
        (&founding, "microsft.exclusivity=1", "E201", "microsft", label("microsoft")),
        (&founding, "microsoft.exclusivty=1", "E201", "exclusivty", label("exclusivity")),
        (&founding, "microsoft=1", "E201", "microsoft", String::new()),
        (&founding, "microsoft.exclusivity=much", "E204", "much", String::new()),
        (&founding, "microsoft.exclusivity", "E204", "microsoft.exclusivity", String::new()),
        (&founding, "effects.40.openai.funding=1", "E201", "40", String::new()),
        (&founding, "effects.2.amazon.legal=1", "E201", "amazon.legal", String::new()),
        (&parametric, "y=1", "E201", "y", String::new()),
        (&court, "chance.curt.upheld=1", "E201", "curt", label("court")),
        (&court, "chance.court.uphold=1", "E201", "uphold", label("upheld")),
        (&court, "chance.court.case.9.upheld=1", "E201", "9", String::new()),
        (&court, "chance.response.litigate=1", "E201", "response", String::new()),
        (&court, "a.b.c.d.e.f=1", "E204", "a.b.c.d.e.f", String::new()),
    ] {
        let answer = told(text, request::assignment(scenario, text));
        assert_eq!(answer, (code, part, words), "{text}");
    }
}

#[test]
fn options_and_players() {
    let founding = game("openai-aws");
    let court = game("openai-aws-court");
    assert_eq!(request::option(&founding, "openai.recommit"), Ok((1, 1)));
    assert_eq!(request::option(&founding, "recommit"), Ok((1, 1)));
    let (code, part, words) = told("openai.recomit", request::option(&founding, "openai.recomit"));
    assert_eq!((code, part, words.as_str()), ("E201", "recomit", "did you mean `recommit`?"));
    assert_eq!(told("court.upheld", request::option(&court, "court.upheld")).0, "E201");
    assert_eq!(request::player(&founding, "amazon"), Ok(2));
    let (code, part, words) = told("amazn", request::player(&founding, "amazn"));
    assert_eq!((code, part, words.as_str()), ("E201", "amazn", "did you mean `amazon`?"));
    assert_eq!(told("customers", request::player(&founding, "customers")).0, "E201");
}

#[test]
fn cells_go_by_order_or_by_name() {
    let founding = game("openai-aws");
    let dilemma = game("classics/prisoners-dilemma");
    let court = game("openai-aws-court");
    let all = vec![(0, 0), (1, 0), (2, 1)];
    assert_eq!(request::cell(&founding, "litigate,diversify,confine"), Ok(all.clone()));
    assert_eq!(request::cell(&founding, "amazon.confine, litigate, openai.diversify"), Ok(all));
    assert_eq!(request::cell(&founding, "confine,diversify"), Ok(vec![(1, 0), (2, 1)]));
    assert_eq!(request::cell(&dilemma, "silent,talk"), Ok(vec![(0, 0), (1, 1)]));
    assert_eq!(request::cell(&dilemma, "column.silent"), Ok(vec![(1, 0)]));
    let history = "tight,diversify,expand,litigate,fight,upheld";
    let history = request::cell(&court, history).expect("a history");
    assert_eq!(history.len(), 6);
    assert_eq!(told("talk", request::cell(&dilemma, "talk")).0, "E201");
    assert_eq!(told("litigate,,expand", request::cell(&founding, "litigate,,expand")).0, "E204");
    let twice = "litigate,accommodate";
    assert_eq!(
        told(twice, request::cell(&founding, twice)),
        ("E204", "accommodate", String::new())
    );
}

#[test]
fn every_form_of_claim_is_read() {
    let founding = game("openai-aws");
    let read = |text| request::claim(&founding, text).expect(text);
    let outcome = |equal, name| Claim { some: false, subject: Subject::Outcome { equal, name } };
    assert_eq!(read("outcome = court"), outcome(true, OutcomeName::Regime(0)));
    assert_eq!(read("outcome != exclusive alliance"), outcome(false, OutcomeName::Regime(2)));
    let mixed = || OutcomeName::Kind("mixed_only".to_owned());
    assert_eq!(read("outcome = standoff"), outcome(true, mixed()));
    assert_eq!(read("outcome=mixed_only"), outcome(true, mixed()));
    let subject = Subject::Equilibria { relation: Relation::AtMost, value: ratio("9") };
    assert_eq!(read("some: equilibria <= 9"), Claim { some: true, subject });
    for text in ["microsoft.litigate > 1/2", "litigate>1/2"] {
        let (relation, value) = (Relation::Greater, ratio("1/2"));
        let subject = Subject::Probability { node: 0, choice: Some(0), relation, value };
        assert_eq!(read(text), Claim { some: false, subject });
    }
    let (relation, value) = (Relation::Equal, ratio("-13/20"));
    let subject = Subject::Payoff { stakeholder: 3, relation, value };
    assert_eq!(read("payoff.customers = -13/20"), Claim { some: false, subject });
    let court = game("openai-aws-court");
    let by_player = request::claim(&court, "microsoft.litigate = 1");
    assert_eq!(by_player, request::claim(&court, "response.litigate = 1"));
}

#[test]
fn faulty_claims_are_explained() {
    let founding = game("openai-aws");
    let label = |name: &str| format!("did you mean `{name}`?");
    for (text, code, part, words) in [
        ("outcome = cort", "E201", "cort", label("court")),
        ("outcome > court", "E204", "outcome > court", String::new()),
        ("outcome", "E204", "outcome", String::new()),
        ("equilibria = many", "E204", "many", String::new()),
        ("equilibrium = 1", "E201", "equilibrium", label("equilibria")),
        ("microsoft.litigat = 1", "E201", "litigat", label("litigate")),
        ("payoff.microsft = 1", "E201", "microsft", label("microsoft")),
        ("= 1", "E204", "", String::new()),
        ("", "E204", "", String::new()),
        ("litigate >> 1", "E204", "> 1", String::new()),
    ] {
        assert_eq!(told(text, request::claim(&founding, text)), (code, part, words), "{text}");
    }
}

#[test]
fn no_text_breaks_a_request() {
    let court = game("openai-aws-court");
    let pieces = [
        "response", "=", "litigate", ":", "1/2", "+", ".", ",", "🚀", "é", " ", "some:", "<",
        "case",
    ];
    let mut texts = vec![String::new()];
    for _ in 0..3 {
        let longer = |text: &String| pieces.map(|piece| format!("{text}{piece}"));
        texts.extend(texts.iter().flat_map(longer).collect::<Vec<_>>());
        texts.sort();
        texts.dedup();
    }
    for text in &texts {
        let faults = [
            request::mix(&court, text).err(),
            request::assignment(&court, text).err(),
            request::option(&court, text).err(),
            request::player(&court, text).err(),
            request::claim(&court, text).err(),
            request::cell(&court, text).err(),
        ];
        for fault in faults.into_iter().flatten() {
            let span = fault.span.expect("a place");
            assert!(text.get(span).is_some(), "{text}");
        }
    }
}
