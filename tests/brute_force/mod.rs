//! Slow, independent ways to equilibria: they share only the numbers with the library.

use standoff::number::Rational;

/// One strategy of each player.
pub(crate) type Pair = [Vec<Rational>; 2];

/// All extreme equilibria of a bimatrix game with integer payoffs: every choice of tight
/// constraints of `{ (x, v) | Bᵀx ≤ v, x ≥ 0, Σx = 1 }` that determines a point, and likewise for
/// the column player; then every pair of vertices in which only best responses are played.
pub(crate) fn extreme_equilibria(a: &[Vec<i64>], b: &[Vec<i64>]) -> Vec<Pair> {
    let transpose = |m: &[Vec<i64>]| -> Vec<Vec<i64>> {
        (0..m[0].len()).map(|j| m.iter().map(|row| row[j]).collect()).collect()
    };
    let rows = vertices(&transpose(b));
    let columns = vertices(a);
    let mut pairs = Vec::new();
    for (x, column_best) in &rows {
        for (y, row_best) in &columns {
            let only_best = |mixture: &[Rational], best: &[bool]| {
                mixture.iter().zip(best).all(|(p, best)| *p == 0 || *best)
            };
            if only_best(x, row_best) && only_best(y, column_best) {
                pairs.push([x.clone(), y.clone()]);
            }
        }
    }
    pairs.sort();
    pairs
}

/// The vertices of `{ (z, v) | M z ≤ v, z ≥ 0, Σz = 1 }` with, for each row of `M`, whether it
/// is tight there.
fn vertices(m: &[Vec<i64>]) -> Vec<(Vec<Rational>, Vec<bool>)> {
    let (rows, n) = (m.len(), m[0].len());
    let mut found: Vec<(Vec<Rational>, Vec<bool>)> = Vec::new();
    for choice in 0..1usize << (rows + n) {
        if choice.count_ones() as usize != n {
            continue;
        }
        // Unknowns z, v.
        let mut system = vec![[vec![1; n], vec![0, 1]].concat()];
        for place in (0..rows + n).filter(|place| choice >> place & 1 == 1) {
            system.push(match place.checked_sub(rows) {
                None => [m[place].clone(), vec![-1, 0]].concat(),
                Some(j) => (0..n + 2).map(|k| i64::from(k == j)).collect(),
            });
        }
        let Some(point) = cramer(&system) else { continue };
        let (z, v) = (&point[..n], &point[n]);
        let value = |row: &Vec<i64>| -> Rational {
            row.iter().zip(z).map(|(&m, z)| Rational::from(m) * z).sum()
        };
        let values: Vec<Rational> = m.iter().map(value).collect();
        if z.iter().any(|z| *z < 0) || values.iter().any(|value| value > v) {
            continue;
        }
        if found.iter().all(|(known, _)| known != z) {
            found.push((z.to_vec(), values.iter().map(|value| value == v).collect()));
        }
    }
    found
}

/// The solution of a square integer system (right-hand sides in the last column) by Cramer's rule.
fn cramer(system: &[Vec<i64>]) -> Option<Vec<Rational>> {
    let n = system.len();
    let square = |replaced: Option<usize>| -> Vec<Vec<i128>> {
        let entry =
            |row: &Vec<i64>, j: usize| i128::from(row[if Some(j) == replaced { n } else { j }]);
        system.iter().map(|row| (0..n).map(|j| entry(row, j)).collect()).collect()
    };
    let below = determinant(square(None));
    let ratio = |j| {
        let above = determinant(square(Some(j)));
        Rational::ratio(above.into(), below.into())
    };
    (0..n).map(ratio).collect()
}

/// Bareiss's elimination: every division is exact.
fn determinant(mut m: Vec<Vec<i128>>) -> i128 {
    let n = m.len();
    let (mut sign, mut previous) = (1, 1);
    for k in 0..n {
        let Some(pivot) = (k..n).find(|&row| m[row][k] != 0) else { return 0 };
        if pivot != k {
            m.swap(pivot, k);
            sign = -sign;
        }
        for i in k + 1..n {
            for j in k + 1..n {
                m[i][j] = (m[i][j] * m[k][k] - m[i][k] * m[k][j]) / previous;
            }
        }
        previous = m[k][k];
    }
    sign * m[n - 1][n - 1]
}

/// A game as plain integers: `payoffs[player][profile]`, the last player running fastest.
pub(crate) struct Plain {
    pub(crate) sizes: Vec<usize>,
    pub(crate) payoffs: Vec<Vec<i64>>,
}

/// A region of strategies: each player plays options `a` and `b`, and `b` with a probability
/// between `low` and `high`.
#[derive(Clone)]
pub(crate) struct Region {
    pub(crate) edges: Vec<(usize, usize)>,
    pub(crate) bounds: Vec<[f64; 2]>,
}

/// Whether bisection proves that there is no equilibrium in the region, outside the parts that
/// `known` covers. Bounds are dyadic with at most `depth` digits and payoffs small integers, so
/// floating point makes no error here.
pub(crate) fn is_empty(
    game: &Plain,
    region: Region,
    known: &impl Fn(&Region) -> bool,
    depth: u32,
) -> bool {
    let mut open = vec![(region, 0)];
    while let Some((mut region, level)) = open.pop() {
        if !contract(game, &mut region) || known(&region) {
            continue;
        }
        let width = |player: usize| region.bounds[player][1] - region.bounds[player][0];
        let players = 0..game.sizes.len();
        let Some(widest) = players.max_by(|&p, &q| width(p).total_cmp(&width(q))) else {
            return false;
        };
        if level >= depth * u32::try_from(game.sizes.len()).unwrap() || width(widest) == 0.0 {
            return false;
        }
        let [low, high] = region.bounds[widest];
        let middle = f64::midpoint(low, high);
        for half in [[low, middle], [middle, high]] {
            let mut part = region.clone();
            part.bounds[widest] = half;
            open.push((part, level + 1));
        }
    }
    true
}

/// Takes away what cannot be a best response, until nothing changes; false if nothing is left.
fn contract(game: &Plain, region: &mut Region) -> bool {
    loop {
        let before = region.bounds.clone();
        if !(0..game.sizes.len()).all(|player| contract_player(game, region, player)) {
            return false;
        }
        if before == region.bounds {
            return true;
        }
    }
}

fn contract_player(game: &Plain, region: &mut Region, player: usize) -> bool {
    let (a, b) = region.edges[player];
    let [low, high] = region.bounds[player];
    let above = |x: usize, y: usize| minimum(game, region, player, x, y) > 0.0;
    let played = [(a, low < 1.0), (b, high > 0.0)];
    let beaten = |option: usize| (0..game.sizes[player]).any(|other| above(other, option));
    match played.map(|(option, possible)| possible && !beaten(option)) {
        [false, false] => return false,
        [true, false] if low > 0.0 => return false,
        [true, false] => region.bounds[player] = [0.0, 0.0],
        [false, true] if high < 1.0 => return false,
        [false, true] => region.bounds[player] = [1.0, 1.0],
        [true, true] => {}
    }
    true
}

/// The least advantage of one option over another in a region: it is at a corner.
fn minimum(game: &Plain, region: &Region, player: usize, option: usize, over: usize) -> f64 {
    let players = game.sizes.len();
    let corners = (0..1usize << players).filter(|corner| corner >> player & 1 == 0);
    corners
        .map(|corner| advantage(game, region, player, option, over, corner))
        .fold(f64::MAX, f64::min)
}

fn advantage(
    game: &Plain,
    region: &Region,
    player: usize,
    option: usize,
    over: usize,
    corner: usize,
) -> f64 {
    let players = game.sizes.len();
    let mut total = 0.0;
    for choice in (0..1usize << players).filter(|choice| choice >> player & 1 == 0) {
        let (mut weight, mut index, mut instead) = (1.0, 0, 0);
        for p in 0..players {
            let second = choice >> p & 1 == 1;
            let probability = region.bounds[p][corner >> p & 1];
            let played = if second { region.edges[p].1 } else { region.edges[p].0 };
            if p != player {
                weight *= if second { probability } else { 1.0 - probability };
            }
            index = index * game.sizes[p] + if p == player { option } else { played };
            instead = instead * game.sizes[p] + if p == player { over } else { played };
        }
        let gain = game.payoffs[player][index] - game.payoffs[player][instead];
        #[allow(clippy::cast_precision_loss, reason = "payoffs are small")]
        let gain = gain as f64;
        total += weight * gain;
    }
    total
}
