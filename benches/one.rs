//! How long one equilibrium of a large game of two players takes.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use standoff::budget::Budget;
use standoff::nash;
use standoff_benches::random;

/// Games without pure equilibria, and one with, which is the more usual kind.
fn one(criterion: &mut Criterion) {
    let budget = Budget::default();
    let mut group = criterion.benchmark_group("one equilibrium");
    group.sample_size(10);
    for size in [100, 200, 500] {
        let games = (1..).map(|seed| random(&[size, size], seed));
        let mixed = games.filter(|game| nash::pure(game).next().is_none());
        for (number, game) in mixed.take(3).enumerate() {
            let name = format!("none pure, {size} options, game {}", number + 1);
            group.bench_function(name, |bencher| {
                bencher.iter(|| nash::one(black_box(&game), &budget).map(|e| e.equilibria.len()));
            });
        }
    }
    let pure = (1..).map(|seed| random(&[500, 500], seed)).find(|g| nash::pure(g).next().is_some());
    if let Some(game) = pure {
        group.bench_function("one pure, 500 options", |bencher| {
            bencher.iter(|| nash::one(black_box(&game), &budget).map(|e| e.equilibria.len()));
        });
    }
    group.finish();
}

criterion_group!(benches, one);
criterion_main!(benches);
