//! How long it takes from a text to a table.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use standoff::budget::Budget;
use standoff::diagnostic::SourceText;
use standoff::format;
use standoff::scenario::Scenario;

const FOUNDING: &str = include_str!("../games/openai-aws.toml");
const BRIEF: &str = include_str!("../games/openai-aws.brief.md");

fn scenario(text: &str) -> Scenario {
    let reading = format::read(SourceText::new("bench", text), &|_| Ok(BRIEF.into()));
    reading.scenario.expect("the file has no faults")
}

/// Three players with `options` options each, and effects between neighbours.
fn ring(options: usize) -> String {
    let mut file = String::from("standoff = 1\n");
    let labels: Vec<_> = (0..options).map(|option| format!("o{option} = \"\"")).collect();
    for player in 0..3 {
        file += &format!("[players.p{player}]\n[[moves]]\nplayer = \"p{player}\"\n");
        file += &format!("options = {{ {} }}\n", labels.join(", "));
    }
    for (player, next) in [(0, 1), (1, 2), (2, 0)] {
        for option in 0..options {
            let when = format!("p{player}.o{option} & !p{next}.o{}", (option + 1) % options);
            file += &format!("[[effects]]\nwhen = \"{when}\"\np{player} = {option}\n");
        }
    }
    file
}

fn read(criterion: &mut Criterion) {
    criterion.bench_function("reading the founding file", |bencher| {
        bencher.iter(|| scenario(black_box(FOUNDING)));
    });
    let ring = scenario(&ring(100));
    let budget = Budget::default();
    let mut group = criterion.benchmark_group("deriving");
    group.sample_size(10);
    group.bench_function("1,000,000 outcomes of 3 players", |bencher| {
        bencher.iter(|| black_box(&ring).strategic_game(&budget).map(|game| game.outcomes()));
    });
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
