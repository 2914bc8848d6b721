#!/usr/bin/env python3
"""Compares standoff with other programs on the same games, and says where it is not ahead.

    python3 benches/peers/run.py                  everything; the table as Markdown
    python3 benches/peers/run.py -o table.md      the same, to a file
    python3 benches/peers/run.py --agree 2000     equilibria of random games as sets, against lrsnash
    python3 benches/peers/run.py --parts all,small --families uniform,ties --limit 20
    python3 benches/peers/run.py --parts one,zero-sum      large games: one equilibrium, linear programs

Installs nothing. Programs that are missing are left out and named. To have them all:
    apt-get install lrslib
    python3 -m venv peers && peers/bin/pip install quantecon nashpy pygambit scipy
    peers/bin/python benches/peers/run.py

The games are those of `standoff bench --family`, written by `benches/peers/games.rs`. Times are
processor time (user and system) of both sides in one run: of whole processes for command-line
programs, the start and the reading of the file with them; of the call alone for libraries, after a
warm-up and with the game built before. standoff computes in one thread. A process is run --repeat
times if that takes less than two seconds, and the median is kept; a call is repeated for a while,
and the mean is kept. A peer that runs out of time leaves the family.
"""
import argparse
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
NEAR = 1e-6     # a floating-point answer is an equilibrium if it is this near to an exact one

# Games with many equilibria or ties first; sizes grow, so that who runs out of time leaves.
ALL = [(family, 2, size, seed) for family, sizes in [
    ("uniform", {8: 3, 10: 3, 12: 3, 14: 3, 16: 2, 18: 1}),
    ("covariant", {8: 2, 10: 2, 12: 2, 14: 1}),
    ("zero-sum", {8: 2, 10: 2, 12: 2, 14: 1}),
    ("rank-one", {8: 2, 10: 2, 12: 2}),
    ("ties", {8: 3, 10: 3, 12: 3, 14: 2, 16: 1}),
    ("win-lose", {8: 2, 10: 2, 12: 2}),
    ("unit-vector", {8: 2, 10: 2, 12: 2}),
    ("identity", {6: 1, 8: 1, 10: 1, 12: 1}),
    ("dual-cyclic", {4: 1, 6: 1, 8: 1, 10: 1}),
    ("hard-lemke-howson", {4: 1, 6: 1, 8: 1, 10: 1, 12: 1}),
    ("sgc", {7: 1, 11: 1}),
    ("tournament", {5: 1, 7: 1}),
    ("blotto", {6: 1, 10: 1}),
    ("ranking", {8: 1, 12: 1}),
    ("location", {8: 1, 12: 1}),
    ("travelers-dilemma", {10: 1, 20: 1}),
    ("war-of-attrition", {8: 1, 12: 1}),
    ("coordination", {8: 1, 10: 1}),
    ("congestion", {8: 1, 12: 1}),
] for size, seeds in sizes.items() for seed in range(1, seeds + 1)]
SMALL = [(family, 2, size) for size in (2, 3, 4) for family in ("uniform", "ties")] + [("uniform", 3, 2)]
SMALL_GAMES = 100
LARGE = [("uniform", 2, size, seed) for size in (20, 22, 24) for seed in (1, 2, 3)]
PROOFS = [("uniform", 2, size, 1) for size in (12, 14, 16)]
ONE = {100: 20, 200: 10, 500: 3}        # games of each size
ZERO_SUM = {100: 5, 200: 3}
ZERO_SUM_GAMBIT = {100: 5, 200: 1}      # it takes long


# ---------------------------------------------------------------- running

class Absent(Exception):
    """A program or a module is not installed."""


def used(what):
    times = resource.getrusage(what)
    return times.ru_utime + times.ru_stime


def process(words, limit):
    """The processor time and the output of a process; None for the output if it ran out of time."""
    with tempfile.TemporaryFile() as out:
        # Without `preexec_fn`, whose copy of this process would be counted as the other's.
        started = subprocess.Popen(words, stdout=out, stderr=subprocess.DEVNULL)
        resource.prlimit(started.pid, resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 2))
        _, status, times = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode()
    return times.ru_utime + times.ru_stime, text if started.returncode == 0 else None


def repeated(words, limit, repeat):
    times = []
    for _ in range(repeat):
        spent, text = process(words, limit)
        times.append(spent)
        if text is None or sum(times) > 2:
            break
    return statistics.median(times), text


def found(program):
    folders = os.environ.get("PATH", "").split(os.pathsep)
    return any(os.access(os.path.join(folder, program), os.X_OK) for folder in folders)


# ---------------------------------------------------------------- answers

def profile(*strategies):
    return tuple(tuple(Fraction(number) for number in strategy) for strategy in strategies)


def ours(text):
    """The answers of `peers extreme`, by file."""
    answers, here = {}, None
    for line in text.splitlines():
        if line.startswith("game "):
            here = answers.setdefault(line[5:], [])
        else:
            here.append(profile(*(side.split() for side in line.split("|"))))
    return answers


def lrsnash(text, sizes):
    """All pairs that lrsnash prints: strategies of the second player, then one of the first."""
    answers, columns = [], []
    for line in text.splitlines():
        words = line.split()
        if not words or words[0] not in "12" or len(words) < 3:
            continue
        if words[0] == "2":
            columns.append(words[1:1 + sizes[1]])
        else:
            answers += [profile(words[1:1 + sizes[0]], column) for column in columns]
            columns = []
    return answers


def regret(file, profile):
    """What a player of a two-player game gains at most by leaving a profile; NaN if it is none."""
    game = json.load(open(file))
    (rows, columns), (first, second) = game["sizes"], [list(map(float, p)) for p in game["payoffs"]]
    x, y = ([(at, weight) for at, weight in enumerate(side) if weight] for side in profile)
    a = [sum(first[i * columns + j] * weight for j, weight in y) for i in range(rows)]
    b = [sum(second[i * columns + j] * weight for i, weight in x) for j in range(columns)]
    return max(max(each) - sum(each[at] * weight for at, weight in side) for each, side in ((a, x), (b, y)))


def misses(exact, floats):
    """How many exact equilibria have no floating-point one near, and how many are near no exact one
    or repeat another."""
    near = lambda a, b: all(abs(x - y) < NEAR for p, q in zip(a, b) for x, y in zip(p, q))
    support = lambda each: tuple(tuple(x > NEAR for x in side) for side in each)
    exact = [[list(map(float, side)) for side in each] for each in exact]
    alike = {}                          # compared only with those of the same support
    for other in floats:
        alike.setdefault(support(other), []).append(other)
    missed = sum(not any(near(one, other) for other in alike.get(support(one), [])) for one in exact)
    return missed, len(floats) - (len(exact) - missed)


# ---------------------------------------------------------------- libraries, in a process of their own

def library(name):
    """What makes a library's game, what solves it, and what reads the answer: a list of profiles, or
    the value."""
    import importlib
    module, method = name.split(" ", 1)
    try:
        if module == "QuantEcon":
            import numpy as np
            theory = importlib.import_module("quantecon.game_theory")
            def make(sizes, payoffs):
                arrays = [np.array(p).reshape(sizes) for p in payoffs]
                turn = lambda a, i: np.ascontiguousarray(a.transpose([(i + k) % len(sizes) for k in range(len(sizes))]))
                return theory.NormalFormGame([theory.Player(turn(a, i)) for i, a in enumerate(arrays)])
            if method == "Lemke-Howson":
                read = lambda found: [[list(map(float, s)) for s in found[0]]] if found[1].converged else []
                return make, lambda game: theory.lemke_howson(game, full_output=True), read
            read = lambda found: [[list(map(float, s)) for s in e] for e in found]
            return make, getattr(theory, method.replace(" ", "_")), read
        if module == "Nashpy":
            import numpy as np
            nashpy = importlib.import_module("nashpy")
            make = lambda sizes, payoffs: nashpy.Game(*(np.array(p).reshape(sizes) for p in payoffs))
            solve = lambda game: list(getattr(game, method.replace(" ", "_"))())
            return make, solve, lambda found: [[list(map(float, s)) for s in e] for e in found]
        if module == "Gambit":
            import numpy as np
            gambit = importlib.import_module("pygambit")
            make = lambda sizes, payoffs: gambit.Game.from_arrays(*(np.array([int(x) for x in p]).reshape(sizes) for p in payoffs))
            solve = {"enummixed": lambda g: gambit.nash.enummixed_solve(g, rational=False),
                     "enummixed exact": lambda g: gambit.nash.enummixed_solve(g, rational=True),
                     "lp": lambda g: gambit.nash.lp_solve(g, rational=False),
                     "enumpoly": gambit.nash.enumpoly_solve}[method]
            if method == "lp":
                return make, solve, lambda found: float(found.equilibria[0].payoff(next(iter(found.game.players))))
            read = lambda found: [[[float(e[s]) for s in p.strategies] for p in found.game.players] for e in found.equilibria]
            return make, solve, read
        if module == "SciPy":
            import numpy as np
            optimize = importlib.import_module("scipy.optimize")
            def make(sizes, payoffs):   # x and v: the most v that x brings against every column
                rows, columns = sizes
                matrix = np.array(payoffs[0]).reshape(sizes)
                return dict(c=[0] * rows + [-1], A_ub=np.hstack([-matrix.T, np.ones((columns, 1))]), b_ub=np.zeros(columns),
                            A_eq=[[1] * rows + [0]], b_eq=[1], bounds=[(0, None)] * rows + [(None, None)])
            return make, lambda program: optimize.linprog(**program, method="highs"), lambda found: -float(found.fun)
    except ImportError:
        raise Absent(name)
    raise KeyError(name)


class OutOfTime(Exception):
    pass


def worker(name, limit, repeat, files):
    """Solves the games in order: a line of JSON for each. Who runs out of time leaves the family. A
    library that does not even listen to the alarm is ended by the system."""
    import signal
    import warnings
    warnings.filterwarnings("ignore")
    try:
        make, solve, read = library(name)
    except Absent:
        return print("absent", flush=True)

    def alarm(*_):
        raise OutOfTime
    signal.signal(signal.SIGPROF, alarm)
    warmed, left = set(), set()
    for file in files:
        if family(file) in left:
            continue
        print(json.dumps([file]), flush=True)
        game = json.load(open(file))
        sizes, payoffs = game["sizes"], [[float(Fraction(x)) for x in p] for p in game["payoffs"]]
        built = make(sizes, payoffs)
        if len(sizes) not in warmed:
            warmed.add(len(sizes))
            solve(built)                # what is compiled at the first call
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + 1.5 * limit) + 1, hard))
        runs, spent, answer, failed = 0, 0, [], None
        try:
            # Of this thread: with an alarm set, the clock of the process only ticks.
            before = time.thread_time()
            while spent < 0.05 * repeat and runs < 2000:
                signal.setitimer(signal.ITIMER_PROF, limit)
                answer = solve(built)
                runs, spent = runs + 1, time.thread_time() - before
            signal.setitimer(signal.ITIMER_PROF, 0)
            answer = read(answer)
        except OutOfTime:
            left.add(family(file))
            continue
        except Exception as error:      # a peer's failure is a result
            failed = type(error).__name__
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps([file, spent / max(runs, 1), answer, failed]), flush=True)


def family(file):
    return os.path.basename(file).rsplit("-", 3)[0]


def in_library(name, files, limit, repeat):
    """Yields (file, seconds, answers, failure) of the games that a library finishes."""
    # Several threads would make processor time and clock differ.
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", NUMBA_NUM_THREADS="1")
    while files:
        words = [sys.executable, os.path.abspath(__file__), "--worker", name, str(limit), str(repeat), *files]
        done = subprocess.run(words, capture_output=True, text=True, env=environment)
        lines = done.stdout.splitlines()
        if "absent" in lines[:1]:
            raise Absent(name)
        told = [json.loads(line) for line in lines if line.startswith("[")]
        yield from (line for line in told if len(line) > 1)
        if done.returncode == 0 or not told:
            return
        ended = told[-1][0]             # the system ended it in this game
        files = [file for file in files[files.index(ended) + 1:] if family(file) != family(ended)]


# ---------------------------------------------------------------- the comparison

class Comparison:
    def __init__(self, options):
        self.options = options
        self.folder = options.folder
        self.games = os.path.join(ROOT, "target", "release", "peers")
        self.standoff = os.path.join(ROOT, "target", "release", "standoff")
        self.out, self.behind, self.wrong, self.absent = [], [], [], set()

    def say(self, text=""):
        self.out.append(text)
        print(text, file=sys.stderr, flush=True)

    def table(self, titles, rows):
        self.say("| " + " | ".join(titles) + " |")
        self.say("|" + "---|" * len(titles))
        for row in rows:
            self.say("| " + " | ".join(row) + " |")
        self.say()

    def write(self, games):
        """Writes games; the paths without ending."""
        specs = ["%s:%d:%d:%d" % game for game in games]
        subprocess.run([self.games, "write", self.folder, *specs], check=True)
        return [os.path.join(self.folder, spec.replace(":", "-")) for spec in specs]

    def timed(self, files, seconds):
        """In-process nanoseconds: the search alone, all equilibria; how many."""
        told = subprocess.run([self.games, "time", str(seconds), *files], capture_output=True, text=True, check=True)
        return {words[0]: [float(words[1]), float(words[2]), int(words[3])]
                for words in map(str.split, told.stdout.splitlines())}

    # -- all equilibria of two players, game by game
    def all(self):
        families = self.options.families
        games = [game for game in ALL if not families or game[0] in families]
        paths = dict(zip(games, self.write(games)))
        answers, seconds = {}, {}
        here = self.timed([path + ".lrs" for path in paths.values()], 0.2)
        for game, path in paths.items():
            spent, text = repeated([self.games, "extreme", path + ".lrs"], 600, self.options.repeat)
            answers[path] = ours(text)[path + ".lrs"]
            seconds[path, "process"] = spent
            seconds[path, "solve"], _ = repeated(
                [self.standoff, "solve", path + ".lrs", "--quick", "--format", "json", "--threads", "1"], 600, self.options.repeat)
        self.exact(paths, answers, seconds)
        peers = ["QuantEcon vertex enumeration", "QuantEcon support enumeration", "Nashpy vertex enumeration",
                 "Nashpy support enumeration", "Gambit enummixed", "Gambit enummixed exact"]
        wrong = {}
        for peer in [peer for peer in peers if self.wanted(peer)]:
            try:
                files = [path + ".json" for path in paths.values()]
                for file, spent, answer, failed in in_library(peer, files, self.options.library_limit, self.options.repeat):
                    path = file[:-5]
                    tally = wrong.setdefault(peer, [0, 0, 0, 0, 0])
                    tally[0] += 1
                    if failed:
                        tally[1] += 1
                        continue
                    seconds[path, peer] = spent
                    missed, more = misses(answers[path], answer)
                    tally[2] += missed
                    tally[3] += more
                    tally[4] += bool(missed or more)
            except Absent:
                self.absent.add(peer)
        self.report_all(paths, answers, seconds, here, [p for p in peers if p in wrong])
        self.report_misses(wrong)

    def wanted(self, peer):
        return not self.options.only or any(peer.lower().startswith(name) for name in self.options.only)

    def exact(self, paths, answers, seconds):
        if not self.wanted("lrsnash"):
            return
        if not found("lrsnash"):
            return self.absent.add("lrsnash")
        left = set()
        for game, path in paths.items():
            if game[0] in left:
                continue
            spent, text = repeated(["lrsnash", path + ".lrs"], self.options.limit, self.options.repeat)
            if text is None:
                left.add(game[0])
                continue
            seconds[path, "lrsnash"] = spent
            print(f"{os.path.basename(path)}  lrsnash {clock(spent)}", file=sys.stderr, flush=True)
            theirs, mine = lrsnash(text, json.load(open(path + ".json"))["sizes"]), answers[path]
            if set(theirs) != set(mine) or len(mine) != len(set(mine)):
                self.wrong.append(f"{os.path.basename(path)}: {len(set(mine))} here, {len(set(theirs))} by lrsnash")

    def report_all(self, paths, answers, seconds, here, peers):
        self.say("## All equilibria of two players\n")
        self.say("Median over the games of a size. *process*: reading the file, all extreme equilibria, printing them, as "
                 "lrsnash does. *in process*: the search alone, the game in memory, as the libraries are timed. *solve*: "
                 "`standoff solve --quick --format json`, with components and checks. Ratios: the peer's time over ours, "
                 "*process* for lrsnash, *in process* for the libraries.\n")
        groups = {}
        for game, path in paths.items():
            groups.setdefault((game[0], game[2]), []).append(path)
        rows = []
        for (family, size), group in groups.items():
            median = lambda key: statistics.median(seconds[path, key] for path in group)
            counts = [len(answers[path]) for path in group]
            own = statistics.median(here[path + ".lrs"][0] / 1e9 for path in group)
            row = [family, str(size), span(counts), clock(median("process")), clock(own), clock(median("solve"))]
            for peer, mine in [("lrsnash", median("process"))] + [(peer, own) for peer in peers]:
                if not all((path, peer) in seconds for path in group):
                    row.append("–")
                    continue
                theirs = median(peer)
                row.append(f"{clock(theirs)} ({ratio(theirs / mine)})")
                if theirs < mine:
                    self.behind.append(f"{family} {size}: {peer} takes {clock(theirs)}, standoff {clock(mine)}")
            rows.append(row)
        self.table(["family", "size", "equilibria", "process", "in process", "solve", "lrsnash"] + peers, rows)

    def report_misses(self, wrong):
        if not wrong:
            return
        self.say("### What the peers in floating point miss\n")
        self.say(f"An exact equilibrium is missed if nothing within {NEAR:g} of it is printed; what is near no exact extreme "
                 "equilibrium, or repeats one, is one too many (support enumeration prints no extreme points of continua, "
                 "so that ties count against it).\n")
        self.table(["peer", "games", "failed", "with another answer", "equilibria missed", "too many"],
                   [[peer, str(n), str(failed), str(games), str(missed), str(more)]
                    for peer, (n, failed, missed, more, games) in wrong.items()])

    # -- many small games, in process on both sides
    def small(self):
        self.say("## Small games, in process\n")
        self.say(f"Mean over {SMALL_GAMES} games of each shape, the game built before, warmed up; all equilibria. Ratio: the "
                 "peer's time over that of `nash::all`, which also makes components and checks each equilibrium.\n")
        peers = {"QuantEcon vertex enumeration": 2, "QuantEcon support enumeration": 2, "Nashpy vertex enumeration": 2,
                 "Nashpy support enumeration": 2, "Gambit enummixed": 2, "Gambit enummixed exact": 2, "Gambit enumpoly": 3}
        groups = {shape: self.write([(*shape, seed) for seed in range(1, SMALL_GAMES + 1)]) for shape in SMALL}
        seconds, names = {}, [peer for peer in peers if self.wanted(peer)]
        for peer in names:
            files = [path + ".json" for shape, paths in groups.items() if shape[1] == peers[peer] for path in paths]
            try:
                for file, spent, _, failed in in_library(peer, files, self.options.library_limit, 0.2):
                    if not failed:
                        seconds[file[:-5], peer] = spent
            except Absent:
                self.absent.add(peer)
        rows = []
        for (family, players, size), paths in groups.items():
            timed = self.timed([path + ".nfg" for path in paths], 0.01)
            alone, whole = (statistics.mean(times[at] for times in timed.values()) / 1e9 for at in (0, 1))
            row = ["×".join([str(size)] * players), family, clock(alone), clock(whole)]
            for peer in names:
                times = [seconds[path, peer] for path in paths if (path, peer) in seconds]
                row.append(f"{clock(statistics.mean(times))} ({ratio(statistics.mean(times) / whole)})" if times else "–")
                if times and statistics.mean(times) < whole:
                    self.behind.append(f"{row[0]} {family}, in process: {peer}")
            rows.append(row)
        self.table(["shape", "family", "extreme", "all"] + names, rows)

    # -- games that the peers do not finish
    def large(self):
        self.say("## Large games, standoff alone\n")
        paths = self.write(LARGE)
        rows = []
        for size in dict.fromkeys(game[2] for game in LARGE):
            group = [path for game, path in zip(LARGE, paths) if game[2] == size]
            runs = [process([self.games, "extreme", path + ".lrs"], 600) for path in group]
            counts = [len(ours(text)[path + ".lrs"]) for path, (_, text) in zip(group, runs)]
            times = [spent for spent, _ in runs]
            rows.append([str(size), str(len(group)), span(counts), clock(statistics.median(times)), clock(max(times))])
        self.table(["size", "games", "equilibria", "median", "longest"], rows)

    # -- checking a proof, against computing without one
    def proofs(self):
        checker = os.path.join(ROOT, "docs", "check_proof.py")
        self.say("## A proof checked by another program\n")
        self.say("`docs/check_proof.py` reads the proof that `standoff solve --proof` wrote and accepts it; lrsnash computes "
                 "the same equilibria without one.\n")
        rows = []
        for game, path in zip(PROOFS, self.write(PROOFS)):
            proof, document = path + ".proof", path + ".shown.json"
            with open(document, "w") as out:
                subprocess.run([self.standoff, "show", "payoffs", path + ".nfg", "--format", "json"], stdout=out, check=True)
            words = [self.standoff, "solve", path + ".nfg", "--quick", "--proof", proof, "--force", "--threads", "1"]
            making, made = process(words, 600)
            checking, accepted = process([sys.executable, checker, document, proof], 600)
            if made is None or accepted is None:
                self.wrong.append(f"{os.path.basename(path)}: its proof is refused")
                continue
            row = [game[0], str(game[2]), clock(making), f"{os.path.getsize(proof) / 1024:.0f} KiB", clock(checking)]
            if found("lrsnash") and self.wanted("lrsnash"):
                spent, text = process(["lrsnash", path + ".lrs"], self.options.limit)
                row.append(f"{clock(spent)} ({ratio(spent / checking)})" if text is not None else "–")
                if text is not None and spent < checking:
                    self.behind.append(f"{game[0]} {game[2]}: lrsnash computes faster than the proof is checked")
            else:
                row.append("–")
            rows.append(row)
        self.table(["family", "size", "solved with proof", "proof", "checked by Python", "lrsnash computes"], rows)

    # -- one equilibrium of large games
    def first(self, command, paths):
        """By path: seconds, how many options the first player mixes, its payoff."""
        told = subprocess.run([self.games, command, "0.2", *(path + ".nfg" for path in paths)],
                              capture_output=True, text=True, check=True)
        return {words[0][:-4]: (float(words[1]) / 1e9, int(words[2]), float(words[3]))
                for words in map(str.split, told.stdout.splitlines())}

    def one(self):
        peer, limit = "QuantEcon Lemke-Howson", self.options.large_limit
        self.say("## One equilibrium of large games\n")
        self.say(f"Family `uniform`, in process: `nash::one`, which looks for a pure equilibrium before it follows a path, "
                 f"and the peer's `lemke_howson` with its default arguments. The peer fails if it does not converge, if a "
                 f"player would gain more than {NEAR:g} (of payoffs from 0 to 999), or if a call takes more than {limit:g} "
                 "seconds, which counts as so many.\n")
        rows = []
        small = self.write([("uniform", 2, 8, 1)])[0] + ".json"
        for size, count in ONE.items():
            paths = self.write([("uniform", 2, size, seed) for seed in range(1, count + 1)])
            here = self.first("one", paths)
            theirs, failed = {}, set()
            for path in paths if self.wanted(peer) and peer not in self.absent else []:
                theirs[path] = limit
                try:                    # the small game warms up; each in a process of its own
                    for file, spent, answer, error in in_library(peer, [small, path + ".json"], limit, 1):
                        if file != small:
                            theirs[path] = min(spent, limit)
                            good = not error and answer and regret(file, answer[0]) <= NEAR
                            failed |= set() if good else {path}
                except Absent:
                    self.absent.add(peer)
                    theirs = {}
                    break
                failed |= {path} if theirs[path] >= limit else set()
            for what, group in (("all", paths), ("none of them pure", [path for path in paths if here[path][1] > 1])):
                if group:
                    rows.append(self.one_row(size, what, group, here, theirs, failed))
        self.table(["size", "equilibria", "games", "standoff median", "mean", "QuantEcon median", "mean", "ratio of medians",
                    "of means", "QuantEcon fails"], rows)

    def one_row(self, size, what, group, here, theirs, failed):
        mine = [here[path][0] for path in group]
        row = [str(size), what, str(len(group)), clock(statistics.median(mine)), clock(statistics.mean(mine))]
        if not theirs:
            return row + ["–"] * 5
        times = [theirs[path] for path in group]
        for name, middle in (("median", statistics.median), ("mean", statistics.mean)):
            if middle(times) < middle(mine):
                self.behind.append(f"one equilibrium, uniform {size}, {what}: QuantEcon's {name} is {clock(middle(times))}, "
                                   f"standoff's {clock(middle(mine))}")
        return row + [clock(statistics.median(times)), clock(statistics.mean(times)),
                      ratio(statistics.median(times) / statistics.median(mine)),
                      ratio(statistics.mean(times) / statistics.mean(mine)), str(len(failed & set(group)))]

    # -- the value of large zero-sum games
    def zero_sum(self):
        self.say("## Zero-sum games\n")
        self.say("Family `zero-sum`, in process: the value and optimal strategies, in the median. `nash::linear_program` is "
                 "exact, with a dual solution that proves it, and finds all optimal strategies; `linprog(method=\"highs\")` of "
                 "SciPy and `lp_solve(rational=False)` of Gambit are in floating point. *apart*: how far the values of a "
                 "peer are from the exact ones at most.\n")
        files = lambda counts: self.write([("zero-sum", 2, size, seed) for size in counts for seed in range(1, counts[size] + 1)])
        here = self.first("zero-sum", files(ZERO_SUM))
        small = self.write([("zero-sum", 2, 8, 1)])
        rows = [[str(size), str(count)] for size, count in ZERO_SUM.items()]
        for row, size in zip(rows, ZERO_SUM):
            row.append(clock(statistics.median(told[0] for path, told in here.items() if f"-2-{size}-" in path)))
        for peer, counts in (("SciPy linprog", ZERO_SUM), ("Gambit lp", ZERO_SUM_GAMBIT)):
            theirs = {}
            try:
                names = [path + ".json" for path in small + files(counts)] if self.wanted(peer) else []
                for file, spent, value, error in in_library(peer, names, self.options.large_limit, 1):
                    if file[:-5] in here and not error:
                        theirs[file[:-5]] = (spent, abs(value - here[file[:-5]][2]))
            except Absent:
                self.absent.add(peer)
            for row, size in zip(rows, ZERO_SUM):
                self.zero_sum_cells(row, size, peer, here, {path: told for path, told in theirs.items() if f"-2-{size}-" in path})
        self.table(["size", "games", "standoff", "SciPy", "apart", "Gambit", "apart"], rows)

    def zero_sum_cells(self, row, size, peer, here, theirs):
        if not theirs:
            row += ["–", "–"]
            return
        mine, times = (statistics.median(table[path][0] for path in theirs) for table in (here, theirs))
        apart = max(apart for _, apart in theirs.values())
        row += [f"{clock(times)} ({ratio(times / mine)})", f"{apart:.0e}"]
        if times < mine:
            self.behind.append(f"zero-sum {size}: {peer} takes {clock(times)}, standoff {clock(mine)}")
        if not apart <= NEAR:
            self.wrong.append(f"zero-sum {size}: the value of {peer} is {apart:.0e} apart")

    def head(self):
        self.say("Machine: %s, %s. standoff %s, built for baseline %s with `cargo build --release`." % (
            processor(), platform.system(), version([self.standoff, "--version"]), platform.machine()))
        peers = []
        if found("lrsnash"):
            peers.append("lrsnash (lrslib %s)" % (re.search(r"lrslib v\.(\S+)", version(["lrsnash", os.devnull])) or [0, "?"])[1])
        import importlib.metadata as metadata
        for name, package in [("QuantEcon", "quantecon"), ("Nashpy", "nashpy"), ("Gambit", "pygambit"), ("SciPy", "scipy")]:
            try:
                peers.append(f"{name} {metadata.version(package)}")
            except metadata.PackageNotFoundError:
                self.absent.add(name)
        self.say("Peers: " + (", ".join(peers) or "none") + f"; Python {platform.python_version()}.\n")

    def tail(self):
        self.say("## Where standoff is not ahead\n")
        self.say("\n".join(f"- {line}" for line in self.behind) or "Nowhere in these tables.")
        if self.wrong:
            self.say("\n## Answers that differ\n\n" + "\n".join(f"- {line}" for line in self.wrong))
        elif "all" in self.options.parts:
            self.say("\nWhere lrsnash came to its end, its extreme equilibria and standoff's are the same sets of exact numbers.")
        if self.absent:
            self.say("\nNot installed here, and left out: " + ", ".join(sorted(self.absent)) + ".")

    def agree(self, count):
        """Compares extreme equilibria of random games with lrsnash, as sets of exact numbers."""
        if not found("lrsnash"):
            sys.exit("lrsnash is not installed: apt-get install lrslib")
        subprocess.run([self.games, "random", self.folder, str(count), "1"], check=True)
        paths = [os.path.join(self.folder, f"random-1-{number}") for number in range(count)]
        files = [path + ".lrs" for path in paths]
        started = used(resource.RUSAGE_CHILDREN)
        answers = {}
        for at in range(0, count, 500):
            told = subprocess.run([self.games, "extreme", *files[at:at + 500]], capture_output=True, text=True, check=True)
            answers.update(ours(told.stdout))
        mine = used(resource.RUSAGE_CHILDREN) - started
        equilibria, several = 0, 0
        theirs_time = used(resource.RUSAGE_CHILDREN)
        for path in paths:
            text = subprocess.run(["lrsnash", path + ".lrs"], capture_output=True, text=True).stdout
            theirs, own = lrsnash(text, json.load(open(path + ".json"))["sizes"]), answers[path + ".lrs"]
            equilibria += len(own)
            several += len(own) > 1
            if set(theirs) != set(own) or len(set(own)) != len(own):
                self.wrong.append(f"{os.path.basename(path)}: {len(set(own))} here, {len(set(theirs))} by lrsnash")
        theirs_time = used(resource.RUSAGE_CHILDREN) - theirs_time
        self.say(f"{count} random games, {several} with several equilibria, {equilibria} extreme equilibria in all: "
                 f"{len(self.wrong)} differ. Processor time: {clock(mine)} here, {clock(theirs_time)} lrsnash "
                 "(which starts once for each game).")
        for line in self.wrong:
            self.say(f"- {line}")


def clock(seconds):
    for unit, scale in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * scale >= 1:
            return f"{seconds * scale:.{0 if seconds * scale >= 100 else 1}f} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def ratio(times):
    return f"{times:.0f}×" if times >= 10 else f"{times:.1f}×"


def span(counts):
    return str(min(counts)) if min(counts) == max(counts) else f"{min(counts)}–{max(counts)}"


def version(words):
    done = subprocess.run(words, capture_output=True, text=True)
    return (done.stdout or done.stderr).strip().replace("standoff ", "")


def processor():
    try:
        return re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read())[1]
    except (OSError, TypeError):
        return platform.processor() or platform.machine()


def main():
    if sys.argv[1:2] == ["--worker"]:
        name, limit, repeat, *files = sys.argv[2:]
        return worker(name, float(limit), float(repeat), files)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    listed = lambda text: text.split(",")
    parser.add_argument("-o", "--output", help="write the table to this file too")
    parser.add_argument("--parts", type=listed, default=["all", "small", "large", "one", "zero-sum", "proofs"],
                        help="all,small,large,one,zero-sum,proofs")
    parser.add_argument("--families", type=listed, help="only these, of the part `all`")
    parser.add_argument("--only", type=listed, help="only these peers: lrsnash,quantecon,nashpy,gambit,scipy")
    parser.add_argument("--agree", type=int, metavar="N", help="compare N random games with lrsnash instead")
    parser.add_argument("--limit", type=float, default=120, help="seconds for each run of lrsnash")
    parser.add_argument("--library-limit", type=float, default=10, help="seconds for each run of a library")
    parser.add_argument("--large-limit", type=float, default=30, help="seconds for each call of the parts one and zero-sum")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each game")
    parser.add_argument("--no-build", action="store_true", help="the programs are built already")
    options = parser.parse_args()
    if not options.no_build:
        build = ["cargo", "build", "--release", "--workspace", "--bins"]
        subprocess.run(build, cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory(prefix="standoff-peers-") as folder:
        options.folder = folder
        comparison = Comparison(options)
        if options.agree:
            comparison.agree(options.agree)
        else:
            comparison.head()
            for part in options.parts:
                getattr(comparison, part.replace("-", "_"))()
            comparison.tail()
    text = "\n".join(comparison.out) + "\n"
    if options.output:
        with open(options.output, "w") as out:
            out.write(text)
    else:
        print(text)
    sys.exit(bool(comparison.wrong))


if __name__ == "__main__":
    main()
