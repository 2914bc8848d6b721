//! The half of the comparison with other programs that is ours: writes the games that both sides
//! solve, solves them, and tells how long that takes. `run.py` calls it.
//!
//! ```text
//! peers write FOLDER FAMILY:PLAYERS:SIZE:SEED …     as .nfg, .json, and for two players .lrs
//! peers random FOLDER COUNT SEED                    two players of 2 to 9 options, many ties
//! peers extreme FILE …                              all extreme equilibria of each game, exactly
//! peers time SECONDS FILE …                         nanoseconds for each game, run again so long
//! peers one SECONDS FILE …                          the same, of one equilibrium
//! peers zero-sum SECONDS FILE …                     the same, of the value and optimal strategies
//! ```
#![allow(clippy::print_stdout, reason = "a program of the benchmarks")]

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use standoff::budget::Budget;
use standoff::diagnostic::SourceText;
use standoff::families::{Family, Generator, Shape};
use standoff::format::{self, GameFormat};
use standoff::game::{PayoffTable, Player, StrategicGame};
use standoff::nash::{self, Equilibria};
use standoff::number::Rational;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match &words[..] {
        ["write", folder, specs @ ..] => {
            specs.iter().try_for_each(|spec| write(Path::new(folder), spec, &member(spec)?))
        }
        ["random", folder, count, seed] => (0..count.parse::<u64>()?).try_for_each(|number| {
            let name = format!("random {seed} {number}");
            write(Path::new(folder), &name.replace(' ', "-"), &random(&mut Generator::new(&name)))
        }),
        ["extreme", files @ ..] => files.iter().try_for_each(|file| extreme(file)),
        ["time", seconds, files @ ..] => {
            let enough = Duration::try_from_secs_f64(seconds.parse()?)?;
            files.iter().try_for_each(|file| time(file, enough))
        }
        ["one", seconds, files @ ..] => {
            let enough = Duration::try_from_secs_f64(seconds.parse()?)?;
            files.iter().try_for_each(|file| time_first(file, enough, nash::one))
        }
        ["zero-sum", seconds, files @ ..] => {
            let enough = Duration::try_from_secs_f64(seconds.parse()?)?;
            files.iter().try_for_each(|file| time_first(file, enough, nash::linear_program))
        }
        _ => Err("write, random, extreme, time, one or zero-sum".into()),
    }
}

/// The member of a family that `identity:2:8:1` names.
fn member(spec: &str) -> Result<StrategicGame, Box<dyn Error>> {
    let parts: Vec<&str> = spec.split(':').collect();
    let [family, players, size, seed] = parts[..] else { return Err("four parts".into()) };
    let family = Family::named(family).ok_or("no such family")?;
    let shape = Shape { players: players.parse()?, size: size.parse()? };
    if !family.has_players(shape.players) || !family.has_size(shape.size) {
        return Err(format!("no such game: {spec}").into());
    }
    Ok(family.game(shape, seed.parse()?))
}

/// A game of two players with 2 to 9 options and payoffs from a range that is often narrow.
fn random(draw: &mut Generator) -> StrategicGame {
    let sizes = [0, 1].map(|_| usize::try_from(draw.between(2, 9)).unwrap_or(2));
    let ranges = [(0, 1), (0, 1), (0, 2), (-1, 1), (0, 3), (-3, 3), (0, 9), (-100, 100)];
    let (low, high) = ranges[usize::try_from(draw.between(0, 7)).unwrap_or(0)];
    let mut table = |_| PayoffTable::Small {
        numerators: (0..sizes[0] * sizes[1]).map(|_| draw.between(low, high)).collect(),
        denominator: 1,
    };
    let tables = [0, 1].map(&mut table).to_vec();
    let player = |(number, &size): (usize, &usize)| {
        let options: Vec<String> = (1..=size).map(|option| option.to_string()).collect();
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        Player::plain(&(number + 1).to_string(), &options)
    };
    let players = sizes.iter().enumerate().map(player).collect();
    StrategicGame::new(players, tables).expect("one payoff for each profile")
}

fn write(folder: &Path, name: &str, game: &StrategicGame) -> Result<(), Box<dyn Error>> {
    let path = |ending: &str| folder.join(format!("{}.{ending}", name.replace(':', "-")));
    let payoffs: Vec<Vec<String>> = (0..game.sizes().len())
        .map(|player| {
            let table = game.table(player);
            (0..table.len()).map(|at| table.payoff(at).to_string()).collect()
        })
        .collect();
    fs::write(path("json"), format!("{{\"sizes\":{:?},\"payoffs\":{payoffs:?}}}", game.sizes()))?;
    format::write_nfg(game, name, "", &mut fs::File::create(path("nfg"))?)?;
    if game.sizes().len() == 2 {
        format::write_lrs(game, &mut fs::File::create(path("lrs"))?)?;
    }
    Ok(())
}

fn read(file: &str) -> Result<StrategicGame, Box<dyn Error>> {
    let ending = Path::new(file).extension().and_then(|ending| ending.to_str());
    let format = ending.and_then(GameFormat::named).ok_or("no format of games")?;
    let source = SourceText::new(file, fs::read_to_string(file)?);
    let reading = format::read_as(format, source, &|_| Err("no files".into()));
    let scenario = reading.scenario.ok_or("the file has a fault")?;
    scenario.strategic_game(&Budget::default()).map_err(|error| error.to_string().into())
}

/// `game FILE`, then for each equilibrium the row and the column player's probabilities.
fn extreme(file: &str) -> Result<(), Box<dyn Error>> {
    let found = nash::extreme_equilibria(&read(file)?, &Budget::default());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "game {file}")?;
    let told = |strategy: &[Rational]| {
        strategy.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    for [x, y] in found.map_err(|_| "stopped")? {
        writeln!(out, "{} | {}", told(&x), told(&y))?;
    }
    Ok(out.flush()?)
}

/// `FILE EXTREME ALL COUNT`: nanoseconds of the search for the extreme equilibria alone (for two
/// players), and of all equilibria with their components and checks; how many there are.
fn time(file: &str, enough: Duration) -> Result<(), Box<dyn Error>> {
    let game = read(file)?;
    let budget = Budget::default();
    let all = nash::all(&game, &budget);
    let whole = mean(enough, || drop(nash::all(&game, &budget)));
    let alone = match game.sizes().len() {
        2 => mean(enough, || drop(nash::extreme_equilibria(&game, &budget))),
        _ => whole,
    };
    let complete = if all.coverage.is_all() { "" } else { " incomplete" };
    println!("{file} {alone:.0} {whole:.0} {}{complete}", all.equilibria.len());
    Ok(())
}

/// `FILE NANOSECONDS PLAYED VALUE`: of a solver's first equilibrium, checked, how many options the
/// first player mixes, and its expected payoff.
fn time_first(
    file: &str,
    enough: Duration,
    solver: impl Fn(&StrategicGame, &Budget) -> Option<Equilibria>,
) -> Result<(), Box<dyn Error>> {
    let game = read(file)?;
    let budget = Budget::default();
    let mut found = None;
    let spent = mean(enough, || found = solver(&game, &budget));
    let found = found.ok_or("not a game for this solver")?;
    let first = found.equilibria.first().ok_or("no equilibrium")?;
    let played = first.profile().mixtures()[0].iter().filter(|weight| !weight.is_zero()).count();
    println!("{file} {spent:.0} {played} {}", first.payoffs()[0].to_f64());
    Ok(())
}

/// Nanoseconds of processor time for each run; of the clock where the system does not tell.
#[expect(clippy::cast_precision_loss, reason = "a time")]
fn mean(enough: Duration, mut run: impl FnMut()) -> f64 {
    let (started, before) = (Instant::now(), on_processor());
    let mut runs = 0u32;
    while runs < 1 || started.elapsed() < enough {
        run();
        runs += 1;
    }
    let elapsed = started.elapsed().as_nanos() as f64;
    let spent = on_processor().zip(before).map(|(after, before)| (after - before) as f64);
    spent.filter(|spent| *spent > 0.0).unwrap_or(elapsed) / f64::from(runs)
}

/// Nanoseconds that this thread has had on a processor.
fn on_processor() -> Option<u64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok()
}
