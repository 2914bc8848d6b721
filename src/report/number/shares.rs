//! Percentages of one whole: rounded so that they sum to 100, by largest remainders.
//!
//! Every share is rounded down, and the units that are then missing go to those that lost most.
//! Equal shares are printed alike: where the units left do not suffice for all of them, every
//! share is rounded by itself, so three thirds are 33% each. Decimals are added until different
//! numbers print differently and nothing but zero and one prints as such.

use itertools::Itertools;

use super::{Chances, MOST_PLACES, Notation};
use crate::number::{Algebraic, Integer, Rational};
use crate::report::{Numbers, Style};

/// The shares of each of several wholes that are read side by side.
pub(in crate::report) fn shares<W: AsRef<[Algebraic]>>(
    style: &Style,
    wholes: &[W],
) -> Vec<Vec<String>> {
    let all = || wholes.iter().flat_map(AsRef::as_ref);
    let chances = Chances::of(style, all());
    if let Notation::Places(least) = chances.notation {
        let percent = usize::from(style.numbers == Numbers::Default) * 2;
        let hundredth = Algebraic::from(Rational::new(1, 100));
        let small = |share: &Algebraic| share.is_positive() && *share < hundredth;
        let least = if percent > 0 && all().any(small) { least.max(1) } else { least };
        for places in least..=MOST_PLACES.max(least) {
            let whole = Integer::from(10).pow(places + percent);
            let units = wholes.iter().map(|w| apportioned(w.as_ref(), &whole)).collect_vec();
            if are_distinct(all().zip(units.iter().flatten()), &whole) {
                let unit = Rational::from(Integer::from(10).pow(places));
                let sign = if percent > 0 { "%" } else { "" };
                let print = |units: &Integer| {
                    let share = Rational::from(units.clone()) / &unit;
                    format!("{}{sign}", share.to_decimal(places))
                };
                return units.iter().map(|whole| whole.iter().map(print).collect()).collect();
            }
        }
    }
    let print = |whole: &W| whole.as_ref().iter().map(|share| chances.main(share)).collect();
    wholes.iter().map(print).collect()
}

/// How many of the `whole`'s units each share gets.
fn apportioned(shares: &[Algebraic], whole: &Integer) -> Vec<Integer> {
    let scale = Algebraic::from(Rational::from(whole.clone()));
    let exact = shares.iter().map(|share| share.times(&scale)).collect_vec();
    let mut units = exact.iter().map(floor).collect_vec();
    let mut left = units.iter().fold(whole.clone(), |left, units| left - units);
    let lost = |at: usize| exact[at].minus(&Rational::from(units[at].clone()).into());
    let losing = (0..shares.len()).filter(|&at| !lost(at).is_zero());
    let losing = losing.sorted_by(|&a, &b| shares[a].cmp(&shares[b])).collect_vec();
    let equal = losing.chunk_by(|&a, &b| shares[a] == shares[b]);
    let most_lost = equal.map(|equal| (lost(equal[0]), equal.len(), equal)).sorted().rev();
    for (_, many, equal) in most_lost.collect_vec() {
        let many = Integer::from(many);
        if left.is_zero() {
            break;
        } else if many > left {
            return exact.iter().map(nearest).collect();
        }
        left -= many;
        equal.iter().for_each(|&at| units[at] += Integer::ONE);
    }
    units
}

fn nearest(number: &Algebraic) -> Integer {
    number.to_decimal(0).parse().unwrap_or_default()
}

/// The largest integer that is not above a number, which is not negative.
fn floor(number: &Algebraic) -> Integer {
    let rounded = nearest(number);
    let below = number.minus(&Rational::from(rounded.clone()).into());
    if below.is_negative() { rounded - Integer::ONE } else { rounded }
}

/// Whether different numbers have different units; zero and the whole are among them.
fn are_distinct<'s, 'u>(
    shares: impl Iterator<Item = (&'s Algebraic, &'u Integer)>,
    whole: &Integer,
) -> bool {
    let zero_and_one = [(Algebraic::ZERO, Integer::ZERO), (Algebraic::ONE, whole.clone())];
    let shares = shares.map(|(share, units)| (share.clone(), units.clone()));
    let sorted = shares.chain(zero_and_one).sorted_by(|a, b| a.1.cmp(&b.1));
    sorted.tuple_windows().all(|(a, b)| a.1 != b.1 || a.0 == b.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn printed(style: &Style, shares: &[(i64, i64)]) -> Vec<String> {
        let whole = shares.iter().map(|&(p, q)| Algebraic::from(Rational::new(p, q))).collect_vec();
        super::shares(style, &[whole]).remove(0)
    }

    #[test]
    fn percentages_of_one_whole_sum_to_a_hundred() {
        let style = Style::default();
        let eighths = [(1, 8), (3, 8), (1, 2)];
        assert_eq!(printed(&style, &eighths), ["12%", "38%", "50%"]);
        assert_eq!(printed(&style, &[(29, 200), (31, 200), (140, 200)]), ["14%", "16%", "70%"]);
        assert_eq!(printed(&style, &[(1, 6), (1, 6), (2, 3)]), ["17%", "17%", "66%"]);
        let decimal = Style { numbers: Numbers::Decimal, ..Style::default() };
        assert_eq!(printed(&decimal, &eighths), ["0.12", "0.38", "0.50"]);
    }

    #[test]
    fn equal_shares_print_alike_and_different_ones_do_not() {
        let style = Style::default();
        assert_eq!(printed(&style, &[(1, 3); 3]), ["33%", "33%", "33%"]);
        assert_eq!(printed(&style, &[(503, 1000), (497, 1000)]), ["50.3%", "49.7%"]);
        assert_eq!(printed(&style, &[(1, 170), (169, 170)]), ["0.6%", "99.4%"]);
        assert_eq!(printed(&style, &[(1, 1), (0, 1)]), ["100%", "0%"]);
        let root = Algebraic::square_root(&Rational::new(1, 5));
        let rest = Algebraic::ONE.minus(&root);
        assert_eq!(super::shares(&style, &[[root, rest]])[0], ["45%", "55%"]);
    }
    #[test]
    fn equal_shares_that_cannot_all_be_rounded_up_do_not_pass_it_on() {
        let style = Style::default();
        let shares = [(83, 500), (83, 500), (83, 500), (81, 500), (170, 500)];
        assert_eq!(printed(&style, &shares), ["17%", "17%", "17%", "16%", "34%"]);
        assert_eq!(printed(&style, &[(1, 6); 6]), ["17%"; 6]);
    }

    proptest! {
        #[test]
        fn the_order_is_kept_and_no_share_is_a_unit_off(
            parts in proptest::collection::vec(0i64..40, 1..12),
            repeated in 1usize..5,
        ) {
            let parts: Vec<i64> = parts.repeat(repeated);
            let sum = parts.iter().sum::<i64>().max(1);
            let shares = parts.iter().map(|&part| (part, sum)).collect_vec();
            let printed = printed(&Style::default(), &shares);
            prop_assume!(parts.iter().any(|&part| part > 0));
            let units: Vec<Rational> =
                printed.iter().map(|text| text.trim_end_matches('%').parse().unwrap()).collect();
            let places = printed[0].split_once('.').map_or(0, |(_, d)| d.len() - 1);
            let unit = Rational::new(1, 10i64.pow(u32::try_from(places).unwrap()));
            for (a, x) in parts.iter().zip(&units) {
                prop_assert!((Rational::new(100 * a, sum) - x).abs() < unit, "{printed:?}");
                for (b, y) in parts.iter().zip(&units) {
                    prop_assert_eq!(a.cmp(b), x.cmp(y), "{:?}", printed);
                }
            }
        }
    }
}
