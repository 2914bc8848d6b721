//! Equilibria of games with three and more players in which at most two players mix.
//!
//! For each pair $i, j$ and each pure profile $s$ of the others, $(x, y, s)$ is an equilibrium
//! exactly if $(x, y)$ is one of the bimatrix game between the two given $s$, and every other
//! player's conditions hold:
//!
//! $$ u_k(s_k, x, y, s_{-k}) \ge u_k(a, x, y, s_{-k}). $$
//!
//! The bimatrix game is solved completely ([`super::bimatrix`]); the conditions cut each of its
//! maximal Nash subsets ([`super::product`]). Where they cut a continuum in a curve, that is
//! reported as undecided together with the parts that are certain. Cost: one bimatrix game for
//! each pair and profile of the others, less those where some $s_k$ is dominated given $s$.

use nalgebra::DMatrix;

use super::bimatrix::{nash_subsets, spread};
use super::equilibria::UndecidedReason;
use super::product::{Product, outer_conditions};
use super::union::Union;
use crate::budget::{Budget, Stopped};
use crate::dominance::dominates;
use crate::game::StrategicGame;

/// Adds every equilibrium with at most two mixing players and options in `kept`.
pub(super) fn add_pairs(
    game: &StrategicGame,
    kept: &[Vec<usize>],
    union: &mut Union,
    budget: &Budget,
) -> Result<(), Stopped> {
    let several = |&player: &usize| kept[player].len() > 1;
    let players: Vec<usize> = (0..kept.len()).filter(several).collect();
    match players[..] {
        [] => Ok(()),
        // One player has a choice: any other will do as the second of the pair.
        [player] => add_pair(game, kept, pair(player, usize::from(player == 0)), union, budget),
        _ => {
            for (place, &i) in players.iter().enumerate() {
                for &j in &players[place + 1..] {
                    add_pair(game, kept, [i, j], union, budget)?;
                }
            }
            Ok(())
        }
    }
}

fn pair(i: usize, j: usize) -> [usize; 2] {
    [i.min(j), i.max(j)]
}

fn add_pair(
    game: &StrategicGame,
    kept: &[Vec<usize>],
    [i, j]: [usize; 2],
    union: &mut Union,
    budget: &Budget,
) -> Result<(), Stopped> {
    let mut others = kept.to_vec();
    others[j] = vec![0];
    for base in game.opposing(i, &others) {
        budget.check()?;
        let option = |player: usize| base / game.stride(player) % game.sizes()[player];
        let given: Vec<Vec<usize>> = (0..kept.len())
            .map(|p| if p == i || p == j { kept[p].clone() } else { vec![option(p)] })
            .collect();
        if !dominated_given(game, kept, &given) {
            add_given(game, kept, [i, j], &given, union, budget)?;
        }
    }
    Ok(())
}

/// Whether some player's only option is strictly dominated while the others play in `given`.
fn dominated_given(game: &StrategicGame, kept: &[Vec<usize>], given: &[Vec<usize>]) -> bool {
    (0..given.len()).any(|player| match given[player][..] {
        [option] => kept[player].iter().any(|&by| dominates(game, player, by, option, given, true)),
        _ => false,
    })
}

fn add_given(
    game: &StrategicGame,
    kept: &[Vec<usize>],
    [i, j]: [usize; 2],
    given: &[Vec<usize>],
    union: &mut Union,
    budget: &Budget,
) -> Result<(), Stopped> {
    let base: usize = (0..given.len())
        .filter(|&player| player != i && player != j)
        .map(|player| given[player][0] * game.stride(player))
        .sum();
    let payoffs = |player: usize| {
        DMatrix::from_fn(given[i].len(), given[j].len(), |row, column| {
            let index = base + given[i][row] * game.stride(i) + given[j][column] * game.stride(j);
            game.table(player).numerator(index)
        })
    };
    for subset in nash_subsets(&payoffs(i), &payoffs(j), budget)? {
        let factor = |player: usize| {
            let strategies = match player {
                _ if player == i => &subset[0],
                _ if player == j => &subset[1],
                _ => return vec![spread(&[1.into()], &given[player], game.sizes()[player])],
            };
            strategies.iter().map(|x| spread(x, &given[player], game.sizes()[player])).collect()
        };
        let product = Product::new((0..given.len()).map(factor).collect());
        add_product(game, kept, product, union, budget)?;
    }
    Ok(())
}

/// Adds what the outer conditions leave of a product whose mixing players are indifferent.
pub(super) fn add_product(
    game: &StrategicGame,
    kept: &[Vec<usize>],
    product: Product,
    union: &mut Union,
    budget: &Budget,
) -> Result<(), Stopped> {
    let supports = product.supports();
    // The players who are not certain of one option satisfy their conditions in the whole
    // product already, or have their other options tested here all the same.
    let conditions = outer_conditions(&supports, kept);
    let settled = product.settle(game, &conditions, budget)?;
    union.products.extend(settled.products);
    if settled.curved {
        union.add_undecided(&supports, UndecidedReason::Bilinear);
    }
    Ok(())
}
