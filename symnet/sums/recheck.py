"""Re-check a certificate from its printed statement: recompute every bound, refuse a smaller one, evaluate again.

Shares nothing with the provers: Python's parser reads the statement; the theorem is in docs/proved.md. It knows systems
of differences: ends and indices are places (variable, constant); a wall (a, b, c) says y_b - y_a >= c, "" being 0.
A term: coefficient, powers of names, entries (head, places), walls, sums (variable, low place, high place)."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from itertools import count, groupby, permutations, product
from typing import Any

UNIT: Any = (Fraction(1), (), (), (), ())
FRESH = count()


class RefusedError(ValueError):
    """The certificate does not prove its statement, or lies beyond this checker; the message says where."""


def parse(text: str) -> Any:
    """Python's syntax tree; nothing is executed."""
    return ast.parse(text, mode="eval").body


def wall(e: Any, to: dict[str, str], allowed: tuple[int, ...] = (1, -1)) -> tuple[str, str, int]:
    """What an integer form >= 0 says; with only 1 allowed, y_b - c is the form itself."""
    total: Counter[str] = Counter()
    for c, names, *rest in terms(e, to):
        if c.denominator != 1 or len(names) > 1 or any(n != 1 for _, n in names) or any(rest):
            raise RefusedError(f"not an integer form: {ast.unparse(e)}")
        total[names[0][0] if names else ""] += int(c)
    ends = {x: v for v, x in total.items() if v and x}
    if not set(ends) <= {*allowed} or len(ends) < len([v for v, x in total.items() if v and x]):
        raise RefusedError(f"beyond differences: {ast.unparse(e)}")
    return ends.get(-1, ""), ends.get(1, ""), -total[""]


def times(ones: Any, others: Any) -> list[Any]:
    """All products of two terms."""
    return merged((a[0] * b[0], *(x + y for x, y in zip(a[1:], b[1:], strict=True))) for a, b in product(ones, others))


def merged(found: Iterable[Any]) -> list[Any]:
    """Equal monomials added up."""
    total: dict[Any, Fraction] = {}
    for c, names, entries, *rest in found:
        powers: Counter[str] = Counter()
        for v, n in names:
            powers[v] += n
        key = (tuple(sorted((v, n) for v, n in powers.items() if n)), tuple(sorted(entries)), *rest)
        total[key] = total.get(key, Fraction(0)) + c
    return [(c, *key) for key, c in total.items() if c]


def terms(e: Any, to: dict[str, Any]) -> list[Any]:
    """The statement multiplied out; ``to`` gives variables a value, or a fresh name to those of sums that stay."""
    match e:
        case ast.Constant(int() as c):
            return [(Fraction(c), *UNIT[1:])] if c else []
        case ast.UnaryOp(ast.USub(), a):
            return [(-t[0], *t[1:]) for t in terms(a, to)]
        case ast.BinOp(a, ast.Add() | ast.Sub() as op, b):
            return merged(terms(a, to) + terms(b if isinstance(op, ast.Add) else ast.UnaryOp(ast.USub(), b), to))
        case ast.BinOp(a, ast.Mult(), b):
            return times(terms(a, to), terms(b, to))
        case ast.BinOp(a, ast.Div(), b):
            [(c, names, (), (), ())] = terms(b, to)
            return times(terms(a, to), [(1 / c, tuple((v, -n) for v, n in names), *UNIT[2:])])
        case ast.BinOp(a, ast.Pow(), ast.Constant(int() as n)):
            return reduce(times, (terms(a, to) for _ in range(n)), [UNIT])
        case ast.Call(ast.Name("Ind"), [a]):
            low, high, c = wall(a, to)
            return [(*UNIT[:3], ((low, high, c),), ())] if low or high else [UNIT] * (c <= 0)
        case ast.Call(ast.Name("Sum"), [ast.Name(v), lo, hi, body]):
            (_, u, x), (_, w, y), new = wall(lo, to, (1,)), wall(hi, to, (1,)), f"{v}'{next(FRESH)}"
            if not u and not w:
                return merged(t for k in range(-x, 1 - y) for t in terms(body, {**to, v: k}))
            ends = (u, new, -x), (new, w, y)
            return [(*t[:3], (*ends, *t[3]), ((new, (u, -x), (w, -y)), *t[4])) for t in terms(body, {**to, v: new})]
        case ast.Subscript(ast.Name(h), i):
            index = [wall(x, to, (1,)) for x in (i.elts if isinstance(i, ast.Tuple) else [i])]
            return [(*UNIT[:2], ((h, tuple((v, -c) for _, v, c in index)),), (), ())]
        case ast.Name(v):
            c = to.get(v, v)
            return [(UNIT[0], ((c, 1),), *UNIT[2:])] if isinstance(c, str) else terms(ast.Constant(c), to)
    if any(isinstance(to.get(x.id), str) for x in ast.walk(e) if isinstance(x, ast.Name)):
        raise RefusedError(f"beyond class P: {ast.unparse(e)}")
    return [(UNIT[0], ((ast.unparse(e), 1),), *UNIT[2:])]


def projected(term: Any) -> tuple[set[Any], int, dict[str, tuple[str, int]]]:
    """Lemma 1: a term's walls in labels and parameters, the sums added up, and what its equations put for labels."""
    _, _, entries, walls, sums = term
    bound, at = [v for v, *_ in sums], dict[str, tuple[str, int]]()
    slots = sorted((h, i, c, f"{f}.{i}", v) for f, (h, index) in enumerate(entries) for i, (v, c) in enumerate(index))
    both = sorted(w for w in walls if (w[1], w[0], -w[2]) in walls and w[0] < w[1])
    forms = {w for w in walls if (w[1], w[0], -w[2]) not in walls}
    for a, b, c in [*((v, label, c) for *_, c, label, v in slots), *both]:
        (u, x), (v, y) = at.get(a, (a, 0)), at.get(b, (b, 0))
        u, v, c = (u, v, c + x - y) if (u in bound, "." in u) <= (v in bound, "." in v) else (v, u, y - x - c)
        if v not in bound:
            forms |= {(u, v, c), (v, u, -c)}
        if u != v and (v in bound or "." in v):
            at = {w: (u, z + c) if r == v else (r, z) for w, (r, z) in at.items()} | {v: (u, c)}
    own = {v: p for v, p in at.items() if v in bound}
    forms = {moved(w, own) for w in forms}
    left = [v for v in reversed(bound) if v not in at]
    for v in left:
        low, high = [(a, c) for a, b, c in forms if b == v], [(b, -c) for a, b, c in forms if a == v]
        pairs = ((b, a, c - d) for side in (low, high) for (a, d), (b, c) in permutations(side, 2))
        forms = {w for w in forms if v not in w} | {w for w in pairs if w[2] >= 0}
        forms |= {(a, b, c - d - 1) for (a, c), (b, d) in product(low, high)}
    return forms, len(left), {v: p for v, p in at.items() if "." in v}


def moved(w: tuple[str, str, int], at: dict[str, tuple[str, int]]) -> tuple[str, str, int]:
    """A wall with y_v replaced by y_u + x wherever ``at`` says v: (u, x)."""
    (a, x), (b, y) = at.get(w[0], (w[0], 0)), at.get(w[1], (w[1], 0))
    return a, b, w[2] + x - y


def bound(found: list[Any], parameters: list[str], domain: list[Any], height: list[str]) -> int:
    """Theorem 1 for systems of differences: B = V + rho*(D + r) - 1, the largest over the patterns of entries."""

    def longest(here: str, goal: str, passed: frozenset[str]) -> float:
        onward = ((b, c) for (a, b), c in offset.items() if a == here and b not in passed)
        return max((c + (0 if b == goal else longest(b, goal, passed | {b})) for b, c in onward), default=-1e9)

    worst, ints, patterns = 0, {*parameters, *(v for t in found for v, *_ in t[4])}, dict[Any, list[Any]]()
    for term in found:
        if any(n < 0 for v, n in term[1] if v in ints):
            raise RefusedError("beyond constant denominators")
        entries = sorted(term[2], key=lambda e: (e[0], len(e[1])))
        patterns.setdefault(tuple((h, len(i)) for h, i in entries), []).append((*term[:2], entries, *term[3:]))
    for pattern, same in patterns.items():
        blocks = (permutations(block) for _, block in groupby(range(len(pattern)), pattern.__getitem__))
        orders = [[f for part in chosen for f in part] for chosen in product(*blocks)]
        shapes, walls = [projected(term) for term in same], {*domain}
        for order in orders:
            new = {f"{f}.{i}": (f"{g}.{i}", 0) for f, g in enumerate(order) for i in range(pattern[f][1])}
            walls |= {moved(w, new) for forms, *_ in shapes for w in forms}
        degree = max(s[1] + sum(n for v, n in t[1] if v in ints) for t, s in zip(same, shapes, strict=True))
        for *_, at in shapes:
            offset: dict[tuple[str, str], int] = {}
            for a, b, c in (moved(w, at) for w in walls):
                offset[a, b], offset[b, a] = max(c, offset.get((a, b), c)), max(1 - c, offset.get((b, a), 1 - c))
            size = len(parameters) + sum(n for _, n in pattern) - len(at)
            reach = sum(max(0, int(longest("", v, frozenset({""})))) for v in height)
            worst = max(worst, reach, reach + max(1, len(height)) * (degree + size) - 1)
    return worst


def check(statement: str, parameters: list[str], domain: list[str], height: list[str]) -> int:
    """Prove statement = 0 for all parameters of the domain by checking every height up to B, which is given back."""
    walls, found, points = [wall(parse(f), {}) for f in domain], terms(parse(statement), {}), [{"": 0}]
    last = bound(found, parameters, walls, height)
    for v in [*height, *(v for v in parameters if v not in height)]:
        if v in height and not any(a == "" and b == v and c >= 0 for a, b, c in walls):
            raise RefusedError(f"{v} may be negative")
        ups = [("", last)] if v in height else [(b, -c) for a, b, c in walls if a == v]
        downs = [(a, c) for a, b, c in walls if b == v]
        ends = [(max(p[u] + c for u, c in downs if u in p), min(p[u] + c for u, c in ups if u in p)) for p in points]
        points = [{**p, v: k} for p, (low, high) in zip(points, ends, strict=True) for k in range(low, high + 1)]
    for p in (p for p in points if all(p[b] - p[a] >= c for a, b, c in walls)):
        if terms(parse(statement), p):
            raise RefusedError(f"{statement} is not 0 at {p}")
    return last


def verify(certificate: dict[str, Any]) -> None:
    """Check every part of a certificate; RefusedError says what is wrong."""
    for case in certificate["cases"]:
        text = original = ast.unparse(parse(f"({case['left']}) - ({case['right']})"))
        names, domain = case["parameters"], case["domain"]
        for step in case["steps"]:
            old, (function, indices, arguments) = parse(step["old"]), case["families"][step["family"]]
            loops = re.findall(r"Sum\((\w+), ([^,]+), ([^,]+),", text)
            sums = {v: ends for v, *ends in loops}
            if len({*sums} - {*names}) < len(loops) or step["family"] in original or old.func.id != function:
                raise RefusedError("a name is used twice")
            used = ast.unparse(old)
            inside = [v for v in sums if f"Sum({v}," not in used]
            for v in reversed(inside):
                used += " ".join(["", *sums[v]]) if re.search(rf"\b{v}\b", used) else ""
            inside = [v for v in inside if re.search(rf"\b{v}\b", used)]
            ends = [f for v in inside for f in (f"{v} - ({sums[v][0]})", f"{sums[v][1]} - {v}")]
            at = dict(zip(indices, step["at"], strict=True))
            for mine, theirs in zip(old.args, arguments, strict=True):
                like = re.sub(r"\w+", lambda m: f"({at[m[0]]})" if m[0] in at else m[0], theirs)  # noqa: B023
                check(f"({ast.unparse(mine)}) - ({like})", [*names, *inside], [*domain, *ends], case["height"])
            new = f"{step['family']}[{', '.join(step['at']) or 0}]"
            text = re.sub(rf"\b{re.escape(ast.unparse(old))}", new, text)
        if check(text, names, domain, case["height"]) > case["bound"]:
            raise RefusedError(f"the bound {case['bound']} is too small")
