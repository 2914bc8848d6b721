"""Checks a proof that `standoff solve GAME --proof PROOF` wrote, without standoff:
    standoff show payoffs GAME --format json > game.json
    python3 check_proof.py game.json PROOF
Prints all extreme equilibria, or what proves nothing. The rules: the book's reference, proofs."""
import hashlib, json, math, re, sys
from fractions import Fraction

def need(condition, why):
    condition or sys.exit(f"refused: {why}")
def read(document):  # the header of a proof about this game, and both players' integer payoffs
    (row, rows), (column, columns) = players = [
        (p["id"], [o["id"] for o in p["options"]]) for p in document["game"]["players"]]
    paid = {(o["profile"][row], o["profile"][column]): o["payoffs"] for o in document["outcomes"]}
    line = lambda what, id: f"{what} " + id.replace("\\", "\\\\").replace("\n", "\\n") + "\n"
    text, tables, least = "standoff-game/1 strategic\n", [], []
    for name, options in players:
        text += line("player", name) + "".join(line("option", o) for o in options)
    for name, _ in players:
        table = [[Fraction(paid[r, c][name]["exact"]) for c in columns] for r in rows]
        least.append(math.lcm(*(payoff.denominator for row in table for payoff in row)))
        tables.append([[int(payoff * least[-1]) for payoff in row] for row in table])
        text += f"payoffs {least[-1]}\n" + "".join(f"{z}\n" for row in tables[-1] for z in row)
    return ["standoff-proof/1", f"game {hashlib.sha256(text.encode()).hexdigest()}",
            f"sizes {len(rows)} {len(columns)}", f"denominators {least[0]} {least[1]}"], tables
class Side:  # own and other player's labels; pay[j][i]: what the other's j earns against i, above 0
    def __init__(self, own, other, pay):
        least = min(map(min, pay))
        self.own, self.other = own, other
        self.pay = {j: [z - least + 1 for z in row] for j, row in zip(other, pay)}
    def proved(self, weights, tight):  # T
        need(sum(weights.values()) == 0 and set(weights) <= set(self.other), "multipliers")
        given = {i: sum(w * self.pay[j][k] for j, w in weights.items()) for k, i in enumerate(self.own)}
        free = {label: z for label, z in {**weights, **given}.items() if label not in tight}
        need(all(z <= 0 for z in free.values()), "multipliers")
        return {label for label in free if free[label]}
    def vertices(self, tight):  # of the face, by double description, with their tight labels
        played = [k for k, i in enumerate(self.own) if i not in tight]
        axes = range(len(played) + 1)  # the best payoff, then the options
        rays = [([int(k == axis) for k in axes], set(axes) - {axis}) for axis in axes]
        for j in sorted(self.other, key=lambda j: j not in tight):
            row = [1] + [-self.pay[j][k] for k in played]
            rays = [(ray, at, sum(a * b for a, b in zip(row, ray))) for ray, at in rays]
            kept = [(ray, at if value else at | {j}) for ray, at, value in rays
                    if value == 0 or value > 0 and j not in tight]
            for p, p_at, above in (r for r in rays if r[2] > 0):
                for q, q_at, below in (r for r in rays if r[2] < 0):
                    if sum(p_at & q_at <= at for _, at, _ in rays) == 2:
                        ray = [above * b - below * a for a, b in zip(p, q)]
                        kept.append(([z // math.gcd(*ray) for z in ray], p_at & q_at | {j}))
            rays = kept
        for ray, _ in (r for r in rays if any(r[0][1:])):
            x = {self.own[k]: z for k, z in zip(played, ray[1:]) if z}
            earned = {j: sum(x.get(i, 0) * z for i, z in zip(self.own, self.pay[j])) for j in self.pay}
            yield x, {i for i in self.own if i not in x} | {j for j in earned if earned[j] == ray[0]}

def numbers(words):
    need(all(re.fullmatch(r"[rc][0-9]+:-?[1-9][0-9]*", word) for word in words), "no weights")
    found = {label: int(z) for label, z in (word.split(":") for word in words)}
    need(len(found) == len(words), "a label twice")
    return found
def check(document, lines):
    header, (a, b) = read(document)
    need([next(lines, "") for _ in header] == header, "it is about another game")
    rows, columns = [f"r{i + 1}" for i in range(len(a))], [f"c{j + 1}" for j in range(len(a[0]))]
    sides = {"x": Side(rows, columns, list(zip(*b))), "y": Side(columns, rows, a)}
    shares = lambda x: sorted((label, Fraction(z, sum(x.values()))) for label, z in x.items())
    found, cases = [], [({"x": set(), "y": set()}, {"x": set(), "y": set()})]
    while cases:
        tight, excluded = cases.pop()
        while not any(set(sides[s].own) <= tight[s] or tight[s] & excluded[s] for s in "xy"):
            step, *words = next(lines, "").split() or [""]
            if step == "F":
                need(tight["x"] | tight["y"] == set(rows + columns), "a label is undecided")
                lists = {"x": [], "y": []}
                for s in "xy":
                    step, *words = next(lines, "").split() or [""]
                    parts = " ".join(words[1:]).split("|") if words[1:] else []
                    points = [numbers(part.split()) for part in parts]
                    need(all(p and min(p.values()) > 0 for p in points), "no proportions")
                    lists[s] = sorted(map(shares, points))
                    true = [shares(x) for x, at in sides[s].vertices(tight[s]) if not at & excluded[s]]
                    need((step, words[:1], lists[s]) == ("V", [s], sorted(true)), "the vertices are others")
                    if not true: break
                found += [(x, y) for x in lists["x"] for y in lists["y"]]
                break
            need(step in ("B", "T") and words and words[0] in sides, "no step")
            s, t, label = words[0], "yx"["xy".index(words[0])], set(words[1:])
            if step == "T":
                tight = {**tight, s: tight[s] | sides[s].proved(numbers(words[1:]), tight[s])}
                continue
            need(len(words) == 2 and label <= set(rows + columns) - tight[s] - excluded[s], "decided")
            cases.append(({**tight, t: tight[t] | label}, {**excluded, s: excluded[s] | label}))
            tight = {**tight, s: tight[s] | label}
    need([*lines] == [f"end {len(found)}"], "the count")
    return found
if __name__ == "__main__":
    len(sys.argv) == 3 or sys.exit(__doc__)
    pairs = check(json.load(open(sys.argv[1])), iter(open(sys.argv[2]).read().splitlines()))
    for pair in pairs: print(" | ".join(" ".join(f"{i}:{p}" for i, p in x) for x in pair))
    print(f"accepted: all {len(pairs)} extreme equilibria")
