//! Dominance by a mixture of options, by exact linear programs.
//!
//! With $M_{ks} = u_i(k, s) - u_i(a, s)$, option $a$ is strictly dominated exactly if the
//! zero-sum game $M$ has a positive value; made positive by a constant $\sigma$, its value is
//! found by
//!
//! $$ \max \textstyle\sum_s q_s \quad\text{subject to}\quad (M + \sigma)\, q \le 1,\; q \ge 0, $$
//!
//! whose dual, divided by its sum, is the dominating mixture. Where there are more options than
//! profiles the game is turned round, $N = \sigma - M^\top$, and the mixture is the primal
//! solution: the simplex method walks through few rows. Weakly: the program
//!
//! $$ \max \textstyle\sum_k \lambda_k \sum_s M_{ks} \quad\text{subject to}\quad
//!    M^\top \lambda \ge 0,\; \textstyle\sum_k \lambda_k \le 1,\; \lambda \ge 0 $$
//!
//! has a positive optimum (V. Conitzer, T. Sandholm, "Complexity of (iterated) dominance", EC
//! 2005, §2). Neither needs a first phase.

use nalgebra::DMatrix;

use super::Weights;
use crate::budget::{Budget, Stopped};
use crate::game::StrategicGame;
use crate::linalg::lp::{Answer, Program};
use crate::number::{Integer, Rational};

/// Those of `options` that a mixture of the others dominates, with that mixture.
pub(super) fn dominated(
    game: &StrategicGame,
    player: usize,
    options: &[usize],
    kept: &[Vec<usize>],
    strict: bool,
    budget: &Budget,
) -> Result<Vec<(usize, Weights)>, Stopped> {
    let bases: Vec<usize> = game.opposing(player, kept).collect();
    let (table, stride) = (game.table(player), game.stride(player));
    let payoffs = DMatrix::from_fn(options.len(), bases.len(), |k, s| {
        table.numerator(bases[s] + options[k] * stride)
    });
    let mut found = Vec::new();
    for a in candidates(&payoffs, strict) {
        budget.check()?;
        let gain = gains(&payoffs, a);
        let weights = if strict { strictly(&gain, budget)? } else { weakly(&gain, budget)? };
        if let Some(weights) = weights {
            let mut by = vec![Rational::ZERO; game.sizes()[player]];
            let others = options.iter().enumerate().filter(|&(k, _)| k != a);
            for ((_, &option), weight) in others.zip(weights) {
                by[option] = weight;
            }
            found.push((options[a], by.into()));
        }
    }
    Ok(found)
}

/// The rows that are nowhere best (for weak dominance: nowhere the only best, and not best
/// everywhere); no other can be dominated.
fn candidates(payoffs: &DMatrix<Integer>, strict: bool) -> Vec<usize> {
    let mut candidate = vec![true; payoffs.nrows()];
    let mut best_in = vec![0; payoffs.nrows()];
    for column in payoffs.column_iter() {
        let Some(best) = column.iter().max() else { continue };
        let holders: Vec<usize> = (0..column.len()).filter(|&k| column[k] == *best).collect();
        for &k in &holders {
            best_in[k] += 1;
            if strict || holders.len() == 1 || best_in[k] == payoffs.ncols() {
                candidate[k] = false;
            }
        }
    }
    (0..candidate.len()).filter(|&k| candidate[k]).collect()
}

/// What each other row gains on row `a`.
fn gains(payoffs: &DMatrix<Integer>, a: usize) -> DMatrix<Integer> {
    // Not `remove_row`, which frees numbers that it keeps (nalgebra 0.35, `compress_rows`).
    let other = |k: usize| if k < a { k } else { k + 1 };
    DMatrix::from_fn(payoffs.nrows() - 1, payoffs.ncols(), |k, s| {
        &payoffs[(other(k), s)] - &payoffs[(a, s)]
    })
}

fn strictly(gain: &DMatrix<Integer>, budget: &Budget) -> Result<Option<Vec<Rational>>, Stopped> {
    let turned = gain.nrows() > gain.ncols();
    let matrix = if turned { -gain.transpose() } else { gain.clone() };
    let Some(least) = matrix.iter().min() else { return Ok(None) };
    let shift = Integer::ONE - least;
    let program = Program {
        a: matrix.map(|entry| Rational::from(entry + &shift)),
        b: vec![Rational::ONE; matrix.nrows()],
        c: vec![Rational::ONE; matrix.ncols()],
    };
    let Answer::Optimal { primal, dual, value } = program.solve(budget)? else { return Ok(None) };
    let Some(total) = value.reciprocal() else { return Ok(None) };
    let shift = Rational::from(shift);
    let (weights, better) = if turned { (primal, total < shift) } else { (dual, total > shift) };
    Ok(better.then(|| weights.iter().map(|weight| weight * &total).collect()))
}

fn weakly(gain: &DMatrix<Integer>, budget: &Budget) -> Result<Option<Vec<Rational>>, Stopped> {
    let (rows, columns) = gain.shape();
    let program = Program {
        a: DMatrix::from_fn(columns + 1, rows, |s, k| match s.checked_sub(columns) {
            None => -Rational::from(gain[(k, s)].clone()),
            Some(_) => Rational::ONE,
        }),
        b: (0..=columns).map(|s| Rational::from(i64::from(s == columns))).collect(),
        c: gain.row_iter().map(|row| row.iter().cloned().map(Rational::from).sum()).collect(),
    };
    let Answer::Optimal { primal, value, .. } = program.solve(budget)? else { return Ok(None) };
    let total = primal.iter().cloned().sum::<Rational>().reciprocal();
    let Some(total) = total else { return Ok(None) };
    Ok(value.is_positive().then(|| primal.iter().map(|weight| weight * &total).collect()))
}
