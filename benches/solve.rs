//! How long the solvers take.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use standoff::budget::Budget;
use standoff::nash;
use standoff_benches::{coordination, founding, random, tied, zero_sum_game};

fn solve(criterion: &mut Criterion) {
    let eight = random(&[4; 8], 1);
    criterion.bench_function("all pure equilibria of 8 players with 4 options", |bencher| {
        bencher.iter(|| nash::pure(black_box(&eight)).count());
    });
    let cases = [
        ("the founding game", founding()),
        ("two players with 8 options", random(&[8, 8], 2)),
        ("two players with 10 options", random(&[10, 10], 3)),
        ("two players with 2 and 1000 options", random(&[2, 1000], 4)),
        ("three players with 3 options", random(&[3, 3, 3], 5)),
    ];
    let budget = Budget::default();
    let mut group = criterion.benchmark_group("all equilibria");
    group.sample_size(10);
    for (name, game) in &cases {
        group.bench_function(*name, |bencher| bencher.iter(|| nash::all(black_box(game), &budget)));
    }
    group.finish();
    two_players(criterion, &budget);
}

/// The search for the extreme equilibria alone, and with its proof written.
fn two_players(criterion: &mut Criterion, budget: &Budget) {
    let cases = [
        ("14 options", random(&[14, 14], 6)),
        ("16 options", random(&[16, 16], 7)),
        ("14 options that tie", tied(&[14, 14], 8)),
        ("12 options to coordinate on", coordination(12)),
    ];
    let mut group = criterion.benchmark_group("extreme equilibria");
    group.sample_size(10);
    for (name, game) in &cases {
        group.bench_function(*name, |bencher| {
            bencher.iter(|| nash::extreme_equilibria(black_box(game), budget));
        });
    }
    let (name, game) = &cases[0];
    group.bench_function(format!("{name}, proved"), |bencher| {
        bencher.iter(|| nash::prove(black_box(game), budget));
    });
    group.finish();
}

fn zero_sum(criterion: &mut Criterion) {
    let budget = Budget::default();
    let mut group = criterion.benchmark_group("the value of a zero-sum game, with proof");
    group.sample_size(10);
    for size in [100, 200] {
        let game = zero_sum_game(size, 6);
        group.bench_function(format!("{size} options each"), |bencher| {
            bencher.iter(|| nash::zero_sum(black_box(&game), &budget));
        });
    }
    group.finish();
}

criterion_group!(benches, solve, zero_sum);
criterion_main!(benches);
