"""Re-check a certificate from its printed statement: recompute every bound, refuse a smaller one, evaluate again.

Shares nothing with the provers; the theorem is in docs/proved.md. Ends and indices are places (variable, constant); a
wall (a, b, c) says y_b - y_a >= c, "" being 0; a term: coefficient, powers of names, entries, walls, names of sums."""

from __future__ import annotations

import ast
import re
from fractions import Fraction
from functools import reduce
from itertools import chain, count, groupby, permutations, product
from typing import Any

UNIT, FRESH = [Fraction(1), *[()] * 4], count()


class RefusedError(ValueError):
    """The certificate does not prove its statement, or lies beyond this checker; the message says where."""


def parse(text: str) -> Any:
    """Python's syntax tree; nothing is executed."""
    return ast.parse(text.encode("ascii"), mode="eval").body


def wall(e: Any, to: dict[str, Any], allowed: tuple[int, ...] = (1, -1)) -> tuple[str, str, int]:
    """What an integer form >= 0 says; with only 1 allowed, y_b - c is the form itself."""
    found, plain = terms(e, to), {(), *(((v, 1),) for v in to.values())}
    ends, fixed = {t[0]: t[1][0][0] for t in found if t[1]}, sum(t[0] for t in found if not t[1])
    strange = any(t[1] not in plain or any(t[2:]) for t in found) or fixed.denominator > 1
    if strange or not {*ends} <= {*allowed} or len(ends) + (fixed != 0) < len(found):
        raise RefusedError(f"beyond differences of integers: {ast.unparse(e)}")
    return ends.get(-1, ""), ends.get(1, ""), -int(fixed)


def times(ones: Any, others: Any) -> list[Any]:
    """All products of two terms."""
    return merged((a[0] * b[0], *(x + y for x, y in zip(a[1:], b[1:], strict=True))) for a, b in product(ones, others))


def merged(found: Any) -> list[Any]:
    """Equal monomials added up."""
    total: dict[Any, Fraction] = {}
    for c, names, entries, *rest in found:
        powers = {v: sum(n for u, n in names if u == v) for v, _ in names}
        key = (
            tuple(sorted((v, n) for v, n in powers.items() if n)),
            tuple(sorted(entries, key=lambda e: (e[0], len(e[1]), e))),
            *rest,
        )
        total[key] = total.get(key, Fraction(0)) + c
    return [(c, *key) for key, c in total.items() if c]


def terms(e: Any, to: dict[str, Any]) -> list[Any]:
    """The statement multiplied out; ``to`` gives integers a value, or a name: their own, or a fresh one to a sum's."""
    match e:
        case ast.Constant(int() as c):
            return [(Fraction(c), *UNIT[1:])] if c else []
        case ast.UnaryOp(ast.USub(), a):
            return [(-t[0], *t[1:]) for t in terms(a, to)]
        case ast.BinOp(a, ast.Add() | ast.Sub() as op, b):
            return merged(terms(a, to) + terms(b if isinstance(op, ast.Add) else ast.UnaryOp(ast.USub(), b), to))
        case ast.BinOp(a, ast.Mult(), b):
            return times(terms(a, to), terms(b, to))
        case ast.BinOp(a, ast.Div(), b) if not any((*(d := terms(b, {}))[0][2:], d[1:], to.keys() & dict(d[0][1]))):
            return times(terms(a, to), [(1 / d[0][0], tuple((v, -n) for v, n in d[0][1]), *UNIT[2:])])
        case ast.BinOp(a, ast.Pow(), ast.Constant(int() as n)):
            return reduce(times, (terms(a, to) for _ in range(n)), [UNIT])
        case ast.Call(ast.Name("Ind"), [a]):
            low, high, c = wall(a, to)
            return [(*UNIT[:3], ((low, high, c),), ())] if low or high else [UNIT] * (c <= 0)
        case ast.Call(ast.Name("Sum"), [ast.Name(v), lo, hi, body]):
            (_, u, x), (_, w, y), new = wall(lo, to, (1,)), wall(hi, to, (1,)), f"{v}'{next(FRESH)}"
            if not u and not w:
                return merged(t for k in range(-x, 1 - y) for t in terms(body, {**to, v: k}))
            return [(*t[:3], ((u, new, -x), (new, w, y), *t[3]), (new, *t[4])) for t in terms(body, {**to, v: new})]
        case ast.Subscript(ast.Name(h), i):
            index = [wall(x, to, (1,)) for x in (i.elts if isinstance(i, ast.Tuple) else [i])]
            return [(*UNIT[:2], ((h, tuple((v, -c) for _, v, c in index)),), (), ())]
        case ast.Name(v):
            c = to.get(v, v)
            return [(UNIT[0], ((c, 1),), *UNIT[2:])] if isinstance(c, str) else terms(ast.Constant(c), to)
    if any(isinstance(x, ast.Name) and x.id in {*to, "Sum", "Ind"} for x in ast.walk(e)):
        raise RefusedError(f"beyond class P: {ast.unparse(e)}")
    return [(UNIT[0], ((ast.unparse(e), 1),), *UNIT[2:])]


def projected(term: Any) -> tuple[set[Any], int, dict[str, tuple[str, int]]]:
    """Lemma 1: a term's walls in labels and parameters, the sums added up, and what its equations put for labels."""
    (_, _, entries, walls, bound), at = term, dict[str, tuple[str, int]]()
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
    forms = {moved(w, {v: p for v, p in at.items() if v in bound}) for w in forms}
    for v in (left := [v for v in reversed(bound) if v not in at]):
        low, high = [(a, c) for a, b, c in forms if b == v], [(b, -c) for a, b, c in forms if a == v]
        pairs = ((b, a, c - d) for side in (low, high) for (a, d), (b, c) in permutations(side, 2))
        forms = {w for w in forms if v not in w} | {w for w in pairs if w[2] >= 0}
        forms |= {(a, b, c - d - 1) for (a, c), (b, d) in product(low, high)}
    return {w for w in forms if w[0] != w[1]}, len(left), {v: p for v, p in at.items() if "." in v}


def moved(w: tuple[str, str, int], at: dict[str, tuple[str, int]]) -> tuple[str, str, int]:
    """A wall with y_v replaced by y_u + x wherever ``at`` says v: (u, x)."""
    (a, x), (b, y) = at.get(w[0], (w[0], 0)), at.get(w[1], (w[1], 0))
    return a, b, w[2] + x - y


def bound(found: list[Any], parameters: list[str], domain: list[Any], height: list[str]) -> int:
    """Theorem 1 for systems of differences: B = V + rho*(D + r) - 1, the largest over the patterns of entries."""

    def longest(here: str, goal: str, passed: frozenset[str]) -> float:
        onward = ((b, c) for (a, b), c in offset.items() if a == here and b not in passed)
        return max((c + (0 if b == goal else longest(b, goal, passed | {b})) for b, c in onward), default=-1e9)

    worst, ints, patterns = 0, {*parameters, *(v for t in found for v in t[4])}, dict[Any, list[Any]]()
    for term in found:
        patterns.setdefault(tuple((h, len(i)) for h, i in term[2]), []).append(term)
    for pattern, same in patterns.items():
        shapes, walls = [projected(term) for term in same], {*domain}
        for order in product(*(permutations(b) for _, b in groupby(range(len(pattern)), pattern.__getitem__))):
            new = {f"{f}.{i}": (f"{g}.{i}", 0) for f, g in enumerate(chain(*order)) for i in range(pattern[f][1])}
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
    tree, own, order = parse(statement), {v: v for v in parameters}, [*dict.fromkeys(["", *height, *parameters])]
    walls, grid = [wall(parse(f), own) for f in domain], [{"": 0}]
    last = bound(terms(tree, own), parameters, walls, height)
    for v in parameters:
        walls += [(a, d, c + e) for a, b, c in walls for x, d, e in walls if b == x == v and a != d]
    for n, v in enumerate(order[1:], 1):
        hi = [("", last + 1)] if v in height else [(b, 1 - c) for a, b, c in walls if a == v and b in order[:n]]
        lo = [(a, c) for a, b, c in walls if b == v and a in order[:n]]
        if not hi or not lo or (v in height and all(a or c < 0 for a, c in lo)):
            raise RefusedError(f"{v} may be negative, or has no end")
        grid = [{**p, v: k} for p in grid for k in range(max(p[u] + c for u, c in lo), min(p[u] + c for u, c in hi))]
    for p in grid:
        if all(p[b] - p[a] >= c for a, b, c in walls) and terms(tree, p):
            raise RefusedError(f"{statement} is not 0 at {p}")
    return last


def loops(text: str) -> list[tuple[str, tuple[str, str]]]:
    """The variables of its sums with their ends, outer ones first."""
    calls = [e for e in ast.walk(parse(text)) if isinstance(e, ast.Call) and ast.unparse(e.func) == "Sum"]
    return [(ast.unparse(v), (ast.unparse(lo), ast.unparse(hi))) for v, lo, hi, _ in (e.args for e in calls)]


def entered(text: str, step: dict[str, Any], case: dict[str, Any]) -> str:
    """The text with a function's call written as an entry of a family, after its arguments are shown to be theirs."""
    old, (function, indices, arguments) = parse(step["old"]), case["families"][step["family"]]
    names, at, sums = case["parameters"], dict(zip(indices, step["at"], strict=True)), dict(loops(text))
    own, read = {v for a in arguments for v, _ in loops(a)}, {*re.findall(r"\w+", f"{arguments}")} - {*indices}
    twice = own & {*names} or read & {*sums} or len({*sums} - {*names}) < len(loops(text))
    if twice or old.func.id != function or old.keywords or step["family"] in case["left"] + case["right"]:
        raise RefusedError(f"{step['old']} is not of this family, or a name is used twice")
    used, inside = ast.unparse(old), list[str]()
    for v in (v for v in reversed(sums) if v in re.findall(r"\w+", used) and f"Sum({v}," not in used):
        used, inside = " ".join([used, *sums[v]]), [v, *inside]
    domain = [*case["domain"], *(f for v in inside for f in (f"{v} - ({sums[v][0]})", f"{sums[v][1]} - {v}"))]
    for mine, theirs in zip(old.args, arguments, strict=True):
        like = re.sub(r"\w+", lambda m: f"({at[m[0]]})" if m[0] in at else m[0], theirs)
        check(f"({ast.unparse(mine)}) - ({like})", [*names, *inside], domain, case["height"])
    return re.sub(rf"\b{re.escape(ast.unparse(old))}", f"{step['family']}[{', '.join(step['at']) or 0}]", text)


def verify(certificate: dict[str, Any]) -> None:
    """Check every part of a certificate; RefusedError says what is wrong."""
    try:
        if not certificate["cases"]:
            raise RefusedError(f"not re-checkable: {certificate.get('beyond')}")
        for case in certificate["cases"]:
            text = ast.unparse(parse(f"({case['left']}) - ({case['right']})"))
            for step in case["steps"]:
                text = entered(text, step, case)
            same = case["left"] == case["right"]
            if not same and check(text, case["parameters"], case["domain"], case["height"]) > case["bound"]:
                raise RefusedError(f"the bound {case['bound']} is too small")
    except (ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError, ValueError) as error:
        raise RefusedError(str(error)) from error
