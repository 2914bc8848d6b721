"""Checks a proof that `standoff solve GAME --proof PROOF` wrote, without standoff:

    standoff show payoffs GAME --format json > game.json
    python3 check_proof.py game.json PROOF

Prints all extreme equilibria, or stops at what proves nothing. The book says what a proof means
and why it is complete (reference, proofs). Integers only.
"""
import hashlib, json, math, sys
from fractions import Fraction


def need(condition, why):
    if not condition:
        raise SystemExit(f"refused: {why}")


def read(document):  # the header that a proof of this game has, and both players' integer payoffs
    (row, rows), (column, columns) = players = [
        (p["id"], [o["id"] for o in p["options"]]) for p in document["game"]["players"]]
    paid = {(o["profile"][row], o["profile"][column]): o["payoffs"] for o in document["outcomes"]}
    escape = lambda name: name.replace("\\", "\\\\").replace("\n", "\\n")
    text, tables, denominators = "standoff-game/1 strategic\n", [], []
    for name, options in players:
        text += f"player {escape(name)}\n" + "".join(f"option {escape(o)}\n" for o in options)
    for name, _ in players:
        table = [[Fraction(paid[r, c][name]["exact"]) for c in columns] for r in rows]
        denominators.append(math.lcm(*(f.denominator for line in table for f in line)))
        tables.append([[int(f * denominators[-1]) for f in line] for line in table])
        text += f"payoffs {denominators[-1]}\n" + "".join(f"{z}\n" for l in tables[-1] for z in l)
    return ["standoff-proof/1", f"game {hashlib.sha256(text.encode()).hexdigest()}",
            f"sizes {len(rows)} {len(columns)}", "denominators {} {}".format(*denominators)], tables


class Side:  # of one player: pay[j][i] is what the other's option j earns against i, above 0
    def __init__(self, own, other, pay):
        least = min(map(min, pay))
        self.own, self.other, self.pay = own, other, [[z - least + 1 for z in line] for line in pay]

    def tightened(self, weights, tight):  # T: the labels that multipliers make tight
        need(sum(weights.values()) == 0 and set(weights) <= set(self.other), "multipliers")
        given = {i: sum(w * self.pay[self.other.index(j)][k] for j, w in weights.items())
                 for k, i in enumerate(self.own)}
        less = {l: z for l, z in (weights | given).items() if l not in tight}
        need(all(z <= 0 for z in less.values()), "multipliers")
        return {l for l, z in less.items() if z < 0}

    def vertices(self, tight):  # of the face: {own option: weight}, and the labels tight there
        played = [k for k, i in enumerate(self.own) if i not in tight]
        unit = range(len(played) + 1)  # the best payoff, then the options that may be played
        rays = [([int(k == l) for k in unit], set(unit) - {l}) for l in unit]
        for j in sorted(self.other, key=lambda j: j not in tight):  # double description
            row = [1] + [-self.pay[self.other.index(j)][k] for k in played]
            value = [sum(a * b for a, b in zip(row, ray)) for ray, _ in rays]
            kept = [(ray, at | {j} if v == 0 else at) for (ray, at), v in zip(rays, value)
                    if v == 0 or v > 0 and j not in tight]
            for (p, p_at), above in zip(rays, value):
                for (q, q_at), below in zip(rays, value):
                    both = p_at & q_at
                    if above > 0 > below and sum(both <= at for _, at in rays) == 2:
                        ray = [above * b - below * a for a, b in zip(p, q)]
                        kept.append(([z // math.gcd(*ray) for z in ray], both | {j}))
            rays = kept
        for ray, _ in rays:
            x = {self.own[k]: z for k, z in zip(played, ray[1:]) if z}
            earned = {j: sum(x.get(i, 0) * z for i, z in zip(self.own, self.pay[k]))
                      for k, j in enumerate(self.other)}
            if x:
                yield x, set(self.own) - set(x) | {j for j in earned if earned[j] == ray[0]}


def numbers(words):
    pairs = [(name, int(z)) for name, z in (word.split(":") for word in words)]
    need(len(dict(pairs)) == len(pairs), "an option twice")
    return dict(pairs)


def shares(x):
    return tuple(sorted((i, Fraction(z, sum(x.values()))) for i, z in x.items()))


def check(document, lines):
    header, (a, b) = read(document)
    need([next(lines, "") for _ in header] == header, "it is about another game")
    rows, columns = [f"r{i + 1}" for i in range(len(a))], [f"c{j + 1}" for j in range(len(a[0]))]
    sides = {"x": Side(rows, columns, list(map(list, zip(*b)))), "y": Side(columns, rows, a)}
    labels, found, open_ = set(rows + columns), [], [({"x": set(), "y": set()}, {"x": set(), "y": set()})]
    while open_:
        tight, excluded = open_.pop()
        while not any(set(sides[s].own) <= tight[s] or tight[s] & excluded[s] for s in "xy"):
            step, *words = next(lines, "end").split() or [""]
            if step == "F":
                need(tight["x"] | tight["y"] == labels, "a label is undecided")
                listed = {s: [] for s in "xy"}
                for s in "xy":
                    letter, side, *rest = next(lines, "end end").split()
                    need((letter, side) == ("V", s), f"expected the vertices of {s}")
                    parts = " ".join(rest).split("|") if rest else []
                    listed[s] = [shares(numbers(part.split())) for part in parts]
                    true = [shares(x) for x, at in sides[s].vertices(tight[s]) if not at & excluded[s]]
                    need(sorted(listed[s]) == sorted(true), "the vertices are others")
                    if not listed[s]:
                        break
                found += [(x, y) for x in listed["x"] for y in listed["y"]]
                break
            need(step in ("B", "T") and words and words[0] in sides, f"no step: {step}")
            s, t = words[0], "y" if words[0] == "x" else "x"
            if step == "T":
                tight = tight | {s: tight[s] | sides[s].tightened(numbers(words[1:]), tight[s])}
            else:
                need(len(words) == 2 and {words[1]} <= labels - tight[s] - excluded[s], "a decided label")
                open_.append((tight | {t: tight[t] | {words[1]}}, excluded | {s: excluded[s] | {words[1]}}))
                tight = tight | {s: tight[s] | {words[1]}}
    need(next(lines, "") == f"end {len(found)}" and next(lines, None) is None, "the end")
    return found


if __name__ == "__main__":
    equilibria = check(json.load(open(sys.argv[1])), iter(open(sys.argv[2]).read().splitlines()))
    for pair in equilibria:
        print(" | ".join(" ".join(f"{i}:{share}" for i, share in x) for x in pair))
    print(f"accepted: all {len(equilibria)} extreme equilibria")
