//! The equilibria of a `solve --format json` document, read back exactly.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::game::{MixedProfile, Mixture, Player, StrategicGame};
use crate::number::{Algebraic, Rational};

/// What a document says of a game.
#[derive(Clone, Debug)]
pub struct SolveDocument {
    /// The profiles that it calls equilibria, in its order.
    pub profiles: Vec<MixedProfile>,
    /// The digest of the game that it is about.
    pub digest: Option<String>,
}

/// Reads the equilibria of a `standoff.solve/1` document as profiles of `game`.
///
/// # Errors
/// If the text is no such document, or a strategy does not fit the game or is not exact.
pub fn solve_document(game: &StrategicGame, text: &str) -> Result<SolveDocument, Diagnostic> {
    let help = "write one with `standoff solve FILE -o answer.json`";
    let document: Value = serde_json::from_str(text)
        .map_err(|error| unreadable(format!("this is not JSON: {error}")).help(help))?;
    let equilibria = document["equilibria"].as_array();
    let equilibria = equilibria.filter(|_| document["schema"] == "standoff.solve/1");
    let Some(equilibria) = equilibria else {
        return Err(unreadable("this is no `standoff.solve/1` document").help(help));
    };
    let read = |(at, equilibrium): (usize, &Value)| {
        profile(game, &equilibrium["strategies"])
            .map_err(|why| unreadable(format!("equilibrium {}: {why}", at + 1)))
    };
    Ok(SolveDocument {
        profiles: equilibria.iter().enumerate().map(read).collect::<Result<_, _>>()?,
        digest: document["game"]["digest"].as_str().map(str::to_owned),
    })
}

fn unreadable(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code("E204"), message)
}

fn profile(game: &StrategicGame, strategies: &Value) -> Result<MixedProfile, String> {
    let strategies = strategies.as_object().ok_or("it has no strategies")?;
    let players = game.players();
    if let Some(stranger) = strategies.keys().find(|key| players.iter().all(|p| p.id != **key)) {
        return Err(format!("the game has no player `{stranger}`"));
    }
    let mixtures = players.iter().map(|player| match strategies.get(&player.id) {
        Some(options) => mixture(player, options),
        None => Err(format!("it has no strategy for `{}`", player.id)),
    });
    MixedProfile::new(mixtures.collect::<Result<_, _>>()?).map_err(|error| error.to_string())
}

/// A probability for each option; options that are not named have none.
fn mixture(player: &Player, options: &Value) -> Result<Mixture, String> {
    let id = &player.id;
    let options = options.as_object().ok_or(format!("the strategy of `{id}` is no table"))?;
    let known = |key: &str| player.options.iter().any(|option| option.id == key);
    if let Some(stranger) = options.keys().find(|key| !known(key)) {
        return Err(format!("`{id}` has no option `{stranger}`"));
    }
    let chance = |option: &crate::game::OptionLabel| match options.get(&option.id) {
        None => Ok(Algebraic::ZERO),
        Some(chance) => {
            number(chance).ok_or(format!("the probability of `{id}.{}` is not exact", option.id))
        }
    };
    player.options.iter().map(chance).collect()
}

/// `{ "exact": "11/18" }` or `{ "surd": "(1+sqrt(5))/2" }`.
fn number(value: &Value) -> Option<Algebraic> {
    match (value["exact"].as_str(), value["surd"].as_str()) {
        (Some(exact), _) => Some(exact.parse::<Rational>().ok()?.into()),
        (None, Some(text)) => surd(text),
        _ => None,
    }
}

/// `(a+b*sqrt(c))/d`, parts that are 0 or 1 left out.
fn surd(text: &str) -> Option<Algebraic> {
    let (sum, below) = match text.strip_prefix('(') {
        Some(rest) => rest.rsplit_once(")/")?,
        None => text.rsplit_once('/').unwrap_or((text, "1")),
    };
    let (before, root) = sum.strip_suffix(')')?.split_once("sqrt(")?;
    let before = before.strip_suffix('*').unwrap_or(before);
    let (a, b) = before.split_at(before.rfind(['+', '-']).unwrap_or(0));
    let number = |text: &str| text.parse::<Rational>().ok();
    let a = if a.is_empty() { Rational::ZERO } else { number(a)? };
    let b = match b {
        "" | "+" => Rational::ONE,
        "-" => Rational::from(-1),
        b => number(b)?,
    };
    let (root, scale) = (number(root).filter(Rational::is_positive)?, number(below)?.reciprocal()?);
    let surd = Algebraic::square_root(&root).times(&b.into()).plus(&a.into());
    Some(surd.times(&scale.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surds_are_read_as_they_are_printed() {
        let root = |n: i64| Algebraic::square_root(&Rational::from(n));
        let half: Algebraic = Rational::new(1, 2).into();
        let golden = root(5).plus(&Algebraic::ONE).times(&half);
        let others = [golden.minus(&root(5)), root(5).times(&half), golden.negated()];
        let wide = root(601).times(&Rational::new(-7, 12).into()).plus(&Rational::from(-3).into());
        for number in [golden, wide, root(2), root(2).negated()].into_iter().chain(others) {
            assert_eq!(surd(&number.to_string()), Some(number));
        }
        for text in ["", "sqrt(2", "sqrt()", "(1+sqrt(5)", "sqrt(5)/0", "x*sqrt(2)", "sqrt(-1)"] {
            assert_eq!(surd(text), None, "{text}");
        }
    }
}
