//! `claim` of `standoff.check/1`: whether profiles are equilibria.

use itertools::Itertools;
use serde_json::{Value, json};

use super::{number, strategies};
use crate::explain::Claimed;
use crate::nash::Deviation;
use crate::report::Claims;

/// What is claimed, and who would deviate.
pub(super) fn claim(claims: &Claims) -> Value {
    let players = claims.game.players();
    let deviation = |deviation: &Deviation| {
        let player = &players[deviation.player];
        json!({
            "player": player.id,
            "to": player.options[deviation.option].id,
            "gain": number(&deviation.gain),
        })
    };
    let deviations = |claimed: &Claimed| claimed.deviations.iter().map(deviation).collect_vec();
    let profile = |claimed: &Claimed| {
        let nearest = claimed.nearest.as_ref();
        json!({
            "holds": claimed.holds(),
            "strategies": strategies(players, claimed.profile.mixtures()),
            "deviations": deviations(claimed),
            "nearest": nearest.map(|near| strategies(players, near.mixtures())),
        })
    };
    json!({
        "holds": claims.hold(),
        "deviations": claims.claimed.iter().flat_map(deviations).collect_vec(),
        "profiles": claims.claimed.iter().map(profile).collect_vec(),
    })
}
