//! The path in floating point, which proposes where an equilibrium may be and concludes nothing.
//!
//! A side is $M z + w = 1$ with the weights $z$ of one player's options and the slacks $w$ of the
//! other's. Of the tableau only the inverse of $M_{RC}$ is kept, where $C$ are the options with weight
//! and $R$ those with tight slack, as many: a pivot touches the columns of $C$, so that it costs
//! $O(nk)$ for $k$ options with weight in place of $O(n^2)$, and columns are read only when they
//! first get weight. The right-hand sides are not 1 but differ by a little, each in its own way, so
//! that ties do not make it go in circles.

use super::Label;
use crate::budget::{Budget, Stopped};
use crate::game::{PayoffTable, StrategicGame};
use crate::number::{Integer, Rational};

/// Both sides, to start again from any label.
pub(super) struct Guide<'a> {
    sides: [Side<'a>; 2],
}

/// A complementary basis: for each player the options with weight, and the other player's options
/// that are best responses to it.
pub(super) struct Basis {
    pub(super) weights: [Vec<usize>; 2],
    pub(super) tight: [Vec<usize>; 2],
}

impl<'a> Guide<'a> {
    pub(super) fn new(game: &'a StrategicGame) -> Guide<'a> {
        Guide { sides: [Side::new(game, 0), Side::new(game, 1)] }
    }

    /// Follows the path from a label, for so many pivots at most, as long as the numbers can be
    /// trusted; the basis where it ends. The right-hand sides are moved by up to `shift`.
    pub(super) fn follow(
        &mut self,
        dropped: Label,
        pivots: usize,
        shift: f64,
        budget: &Budget,
    ) -> Result<Option<Basis>, Stopped> {
        self.sides.iter_mut().for_each(|side| side.restart(shift));
        let (mut player, mut entering) = (dropped.player, Variable::Weight(dropped.option));
        for _ in 0..pivots {
            budget.check()?;
            let Some(leaving) = self.sides[player].pivot(entering) else { return Ok(None) };
            let (label, next) = match leaving {
                Variable::Weight(option) => (Label { player, option }, Variable::Slack(option)),
                Variable::Slack(option) => {
                    (Label { player: 1 - player, option }, Variable::Weight(option))
                }
            };
            if label == dropped {
                return Ok(Some(self.basis()));
            }
            (player, entering) = (1 - player, next);
        }
        Ok(None)
    }

    fn basis(&self) -> Basis {
        let [rows, columns] = &self.sides;
        Basis {
            weights: [rows.own.clone(), columns.own.clone()],
            tight: [rows.tight.clone(), columns.tight.clone()],
        }
    }
}

/// A variable of a side: the weight of an own option, or the slack of one of the other player.
#[derive(Clone, Copy)]
enum Variable {
    Weight(usize),
    Slack(usize),
}

/// Entries of a direction below this count as 0.
const TOLERANCE: f64 = 1e-11;
/// Variables may come out this much below 0, so that a larger pivot can be taken.
const SLIP: f64 = 1e-13;
/// Errors that are larger than this share of the weights are not trusted.
const DRIFT: f64 = 1e-6;
/// The inverse is made anew after this many pivots, and as many as it has rows.
const FRESH: usize = 60;

struct Side<'a> {
    columns: Columns<'a>,
    bounds: Vec<f64>,
    /// The options with weight, and those with tight slack.
    own: Vec<usize>,
    tight: Vec<usize>,
    /// Where an option stands in `own`, and in `tight`.
    own_place: Vec<Option<usize>>,
    tight_place: Vec<Option<usize>>,
    /// A row for each option with weight.
    inverse: Vec<Vec<f64>>,
    /// Of the options with weight, in their order; of every option of the other player.
    weights: Vec<f64>,
    slacks: Vec<f64>,
    /// How weights and slacks change as the entering variable grows.
    weight_slopes: Vec<f64>,
    slack_slopes: Vec<f64>,
    age: usize,
}

impl<'a> Side<'a> {
    fn new(game: &'a StrategicGame, player: usize) -> Side<'a> {
        let columns = Columns::new(game, player);
        let (own, opposing) = (columns.columns.len(), columns.height);
        Side {
            columns,
            bounds: vec![1.0; opposing],
            own: Vec::new(),
            tight: Vec::new(),
            own_place: vec![None; own],
            tight_place: vec![None; opposing],
            inverse: Vec::new(),
            weights: Vec::new(),
            slacks: vec![1.0; opposing],
            weight_slopes: Vec::new(),
            slack_slopes: vec![0.0; opposing],
            age: 0,
        }
    }

    /// Nothing is played.
    fn restart(&mut self, shift: f64) {
        // The multiples of the golden ratio, less their integer parts, are far apart.
        let spread = |option: usize| (option as f64 * 0.618_033_988_749_894_9).fract();
        for (option, bound) in self.bounds.iter_mut().enumerate() {
            *bound = 1.0 + shift * spread(option + 1);
        }
        self.slacks.copy_from_slice(&self.bounds);
        self.own.drain(..).for_each(|option| self.own_place[option] = None);
        self.tight.drain(..).for_each(|option| self.tight_place[option] = None);
        self.inverse.clear();
        self.weights.clear();
        self.age = 0;
    }

    /// Lets a variable enter; the one that leaves, if the numbers can be trusted.
    fn pivot(&mut self, entering: Variable) -> Option<Variable> {
        if self.age > FRESH + self.own.len() {
            self.refresh()?;
        }
        self.point(entering);
        let (leaving, growth) = self.leaving()?;
        self.advance(growth);
        match (entering, leaving) {
            (Variable::Weight(option), Variable::Slack(slack)) => {
                self.extend(option, slack, growth)
            }
            (Variable::Weight(option), Variable::Weight(place)) => {
                return Some(Variable::Weight(self.replace_own(place, option, growth)));
            }
            (Variable::Slack(slack), Variable::Slack(other)) => {
                self.replace_tight(slack, other, growth);
            }
            (Variable::Slack(slack), Variable::Weight(place)) => {
                return Some(Variable::Weight(self.shrink(slack, place, growth)));
            }
        }
        Some(leaving)
    }

    /// The slopes as a variable grows.
    fn point(&mut self, entering: Variable) {
        if let Variable::Weight(option) = entering {
            self.columns.read(option);
        }
        let Side { columns, own, tight, inverse, slack_slopes, .. } = self;
        self.weight_slopes.clear();
        match entering {
            Variable::Weight(option) => {
                let column = columns.get(option);
                let part: Vec<f64> = tight.iter().map(|&slack| column[slack]).collect();
                self.weight_slopes.extend(inverse.iter().map(|row| -dot(row, &part)));
                slack_slopes.iter_mut().zip(column).for_each(|(slope, entry)| *slope = -entry);
            }
            Variable::Slack(slack) => {
                let place = self.tight_place[slack].unwrap_or_default();
                self.weight_slopes.extend(inverse.iter().map(|row| -row[place]));
                slack_slopes.fill(0.0);
            }
        }
        for (&option, &slope) in own.iter().zip(&self.weight_slopes) {
            add(slack_slopes, -slope, columns.get(option));
        }
        tight.iter().for_each(|&slack| slack_slopes[slack] = 0.0);
        if let Variable::Slack(slack) = entering {
            slack_slopes[slack] = 1.0;
        }
    }

    /// The variable that becomes 0 first, a weight by its place, and how far the other grows till
    /// then. Of those that become 0 at almost the same time, the one that falls fastest.
    fn leaving(&self) -> Option<(Variable, f64)> {
        let weights = self.weights.iter().zip(&self.weight_slopes).enumerate();
        let weights =
            weights.map(|(place, (&value, &slope))| (Variable::Weight(place), value, slope));
        let slacks = self.slacks.iter().zip(&self.slack_slopes).enumerate();
        let slacks = slacks.map(|(slack, (&value, &slope))| (Variable::Slack(slack), value, slope));
        let falling = weights.chain(slacks).filter(|&(_, _, slope)| slope < -TOLERANCE);
        let latest = falling
            .clone()
            .map(|(_, value, slope)| (value + SLIP) / -slope)
            .fold(f64::INFINITY, f64::min);
        let (mut chosen, mut steepest) = (None, 0.0);
        for (variable, value, slope) in falling {
            if value <= latest * -slope && slope < steepest {
                (chosen, steepest) = (Some((variable, (value / -slope).max(0.0))), slope);
            }
        }
        chosen
    }

    fn advance(&mut self, growth: f64) {
        add(&mut self.weights, growth, &self.weight_slopes);
        add(&mut self.slacks, growth, &self.slack_slopes);
        self.age += 1;
    }

    /// The row of an option of the other player, times the inverse.
    fn row_times_inverse(&mut self, slack: usize) -> Vec<f64> {
        let mut sum = vec![0.0; self.tight.len()];
        for (&option, row) in self.own.iter().zip(&self.inverse) {
            add(&mut sum, self.columns.get(option)[slack], row);
        }
        sum
    }

    /// An option gets weight, and a slack becomes tight.
    fn extend(&mut self, option: usize, slack: usize, weight: f64) {
        let pivot = -1.0 / self.slack_slopes[slack];
        let mut last = self.row_times_inverse(slack);
        for (row, &slope) in self.inverse.iter_mut().zip(&self.weight_slopes) {
            add(row, -slope * pivot, &last);
            row.push(slope * pivot);
        }
        last.iter_mut().for_each(|entry| *entry *= -pivot);
        last.push(pivot);
        self.inverse.push(last);
        self.own_place[option] = Some(self.own.len());
        self.own.push(option);
        self.tight_place[slack] = Some(self.tight.len());
        self.tight.push(slack);
        self.weights.push(weight);
        self.slacks[slack] = 0.0;
    }

    /// An option gets weight in place of another, which is returned.
    fn replace_own(&mut self, place: usize, option: usize, weight: f64) -> usize {
        let pivot = -1.0 / self.weight_slopes[place];
        let mut row = std::mem::take(&mut self.inverse[place]);
        row.iter_mut().for_each(|entry| *entry *= pivot);
        for (other, &slope) in self.inverse.iter_mut().zip(&self.weight_slopes) {
            add(other, slope, &row);
        }
        self.inverse[place] = row;
        self.weights[place] = weight;
        self.own_place[option] = Some(place);
        let before = std::mem::replace(&mut self.own[place], option);
        self.own_place[before] = None;
        before
    }

    /// A slack becomes tight in place of another.
    fn replace_tight(&mut self, before: usize, slack: usize, growth: f64) {
        let row = self.row_times_inverse(slack);
        let place = self.tight_place[before].take().unwrap_or_default();
        for entries in &mut self.inverse {
            let factor = entries[place] / row[place];
            add(entries, -factor, &row);
            entries[place] = factor;
        }
        self.tight[place] = slack;
        self.tight_place[slack] = Some(place);
        self.slacks[before] = growth;
        self.slacks[slack] = 0.0;
    }

    /// A slack is no longer tight, and an option, which is returned, has no weight any more.
    fn shrink(&mut self, slack: usize, place: usize, growth: f64) -> usize {
        let column = self.tight_place[slack].take().unwrap_or_default();
        let gone = self.inverse.swap_remove(place);
        for row in &mut self.inverse {
            let factor = row[column] / gone[column];
            add(row, -factor, &gone);
            row.swap_remove(column);
        }
        self.tight.swap_remove(column);
        if let Some(&moved) = self.tight.get(column) {
            self.tight_place[moved] = Some(column);
        }
        let option = self.own.swap_remove(place);
        self.weights.swap_remove(place);
        self.own_place[option] = None;
        if let Some(&moved) = self.own.get(place) {
            self.own_place[moved] = Some(place);
        }
        self.slacks[slack] = growth;
        option
    }

    /// The inverse and all that follows from it, from the payoffs; nothing if that is far from what
    /// they were.
    fn refresh(&mut self) -> Option<()> {
        let k = self.own.len();
        let mut rows: Vec<Vec<f64>> =
            self.tight.iter().map(|_| Vec::with_capacity(2 * k)).collect();
        for &option in &self.own {
            let column = self.columns.get(option);
            rows.iter_mut().zip(&self.tight).for_each(|(row, &slack)| row.push(column[slack]));
        }
        self.inverse = inverse(rows)?;
        let bounds: Vec<f64> = self.tight.iter().map(|&slack| self.bounds[slack]).collect();
        let weights: Vec<f64> = self.inverse.iter().map(|row| dot(row, &bounds)).collect();
        let largest = weights.iter().fold(0.0, |most: f64, weight| most.max(weight.abs()));
        let far = |(new, old): (&f64, &f64)| (new - old).abs() > DRIFT * largest;
        if weights.iter().zip(&self.weights).any(far) {
            return None;
        }
        self.weights = weights;
        self.slacks.copy_from_slice(&self.bounds);
        for (&option, &weight) in self.own.iter().zip(&self.weights) {
            add(&mut self.slacks, -weight, self.columns.get(option));
        }
        self.tight.iter().for_each(|&slack| self.slacks[slack] = 0.0);
        self.age = 0;
        Some(())
    }
}

/// The inverse of a square matrix, by elimination with the largest pivot of each column.
fn inverse(mut rows: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let k = rows.len();
    for (place, row) in rows.iter_mut().enumerate() {
        row.extend((0..k).map(|column| f64::from(u8::from(column == place))));
    }
    for column in 0..k {
        let size = |&row: &usize| rows[row][column].abs();
        let top = (column..k).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        rows.swap(column, top);
        let mut lever = std::mem::take(&mut rows[column]);
        let pivot = lever[column];
        if pivot.abs() < TOLERANCE {
            return None;
        }
        lever[column..].iter_mut().for_each(|entry| *entry /= pivot);
        for row in rows.iter_mut().filter(|row| !row.is_empty()) {
            let factor = row[column];
            add(&mut row[column..], -factor, &lever[column..]);
        }
        rows[column] = lever;
    }
    rows.iter_mut().for_each(|row| drop(row.drain(..k)));
    Some(rows)
}

/// `to + factor·from`.
fn add(to: &mut [f64], factor: f64, from: &[f64]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += factor * from);
}

/// Σ aᵢ·bᵢ, in eight sums that do not wait for each other.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut sums = [0.0; 8];
    for (a, b) in a.0.iter().zip(b.0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let rest: f64 = a.1.iter().zip(b.1).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}

/// The other player's payoffs against each option of a player, positive and at most 1; read when
/// the option first gets weight.
struct Columns<'a> {
    table: &'a PayoffTable,
    /// From one option of the player to the next in the table, and from one of the other's.
    steps: [usize; 2],
    columns: Vec<Vec<f64>>,
    height: usize,
    least: Rational,
    range: Rational,
}

/// What is added to payoffs between 0 and 1, so that they are positive.
const RAISED: f64 = 1.0 / 16.0;

impl<'a> Columns<'a> {
    fn new(game: &'a StrategicGame, player: usize) -> Columns<'a> {
        let other = 1 - player;
        let table = game.table(other);
        let (least, most) = extremes(table);
        Columns {
            table,
            steps: [game.stride(player), game.stride(other)],
            columns: vec![Vec::new(); game.sizes()[player]],
            height: game.sizes()[other],
            range: Rational::from(most - &least),
            least: Rational::from(least),
        }
    }

    fn get(&self, option: usize) -> &[f64] {
        &self.columns[option]
    }

    fn read(&mut self, option: usize) {
        if !self.columns[option].is_empty() {
            return;
        }
        let places = (0..self.height).map(|at| option * self.steps[0] + at * self.steps[1]);
        let raised = |share: f64| (share + RAISED) / (1.0 + RAISED);
        let column = match self.table {
            PayoffTable::Small { numerators, .. } => {
                let (least, range) = (self.least.to_f64(), self.range.to_f64().max(1.0));
                places.map(|at| raised((double(numerators[at]) - least) / range)).collect()
            }
            PayoffTable::Big { numerators, .. } => {
                let share = |number: &Integer| {
                    let above = Rational::from(number.clone()) - &self.least;
                    self.range.reciprocal().map_or(0.0, |inverse| (above * inverse).to_f64())
                };
                places.map(|at| raised(share(&numerators[at]))).collect()
            }
        };
        self.columns[option] = column;
    }
}

#[expect(clippy::cast_precision_loss, reason = "a guide, not an answer")]
fn double(number: i64) -> f64 {
    number as f64
}

/// The least and the largest numerator.
fn extremes(table: &PayoffTable) -> (Integer, Integer) {
    let small = |numbers: &[i64]| {
        let start = numbers.first().copied().unwrap_or_default();
        let (least, most) = numbers
            .iter()
            .fold((start, start), |(least, most), &number| (least.min(number), most.max(number)));
        (least.into(), most.into())
    };
    match table {
        PayoffTable::Small { numerators, .. } => small(numerators),
        PayoffTable::Big { numerators, .. } => {
            let (least, most) = (numerators.iter().min(), numerators.iter().max());
            (least.cloned().unwrap_or_default(), most.cloned().unwrap_or_default())
        }
    }
}
