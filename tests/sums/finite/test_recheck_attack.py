"""The re-checker attacked: forged certificates of false statements, random shapes, and evaluation by brute force."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import pytest

from symnet.sums.recheck import RefusedError, bound, check, parse, terms, verify, wall

from .printed import value

PRIME = 2**61 - 1


def forged(left: str, right: str, families: Any = None, steps: Any = (), **more: Any) -> dict[str, Any]:
    """A certificate that claims far too high a bound, so that only the statement can be refused."""
    case = {"left": left, "right": right, "parameters": ["N"], "domain": ["N-1"], "height": ["N"], "bound": 10**9}
    return {"cases": [{**case, "families": families or {}, "steps": [*steps], **more}]}


def at(old: str, *places: str) -> dict[str, Any]:
    return {"old": old, "family": "W", "at": [*places]}


FALSE = {
    "a bound variable caught in the family's own sum": forged(
        "Sum(k, 1, N, V(a[1] + 2*a[2]))",
        "Sum(p, 1, N, V(Sum(j, 1, 2, p*a[j])))",
        {"W": ["V", ["m"], ["Sum(k, 1, 2, m*a[k])"]]},
        [at("V(a[1] + 2*a[2])", "k"), at("V(Sum(j, 1, 2, p*a[j]))", "p")],
    ),
    "a family that reads a bound variable of the statement": forged(
        "Sum(k, 1, N, (N + 1 - 2*k)*V(a[k]))", "0", {"W": ["V", ["m"], ["a[k]"]]}, [at("V(a[k])", "0")]
    ),
    "a function of a sum's variable as a scalar": forged("Sum(k, 1, 2, f(k))", "Sum(k, 1, 4, f(k))/2"),
    "a denominator that is an integer": forged("Sum(k, 1, 4, 1/(k + x))", "4/(1 + x)"),
    "denominators that meet at N = 0 only": forged("(N - 1)*(N - 2)/(N + x)", "(N - 1)*(N - 2)/x", domain=["N"]),
    "arguments hidden in keywords": forged(
        "V(x, y=1)", "V(x, y=2)", {"W": ["V", [], ["x"]]}, [at("V(x, y=1)"), at("V(x, y=2)")]
    ),
    "another function's family": forged("V(x)", "U(x)", {"W": ["V", [], ["x"]]}, [at("V(x)"), at("U(x)")]),
    "a family that is a sequence of the statement": forged("V(x)", "W[0]", {"W": ["V", [], ["x"]]}, [at("V(x)")]),
    "one name for two sums": forged(
        "Sum(k, 1, N, V(a[k])) - Sum(k, 1, 0, V(a[k]))*0",
        "Sum(j, 1, N, V(a[1]))",
        {"W": ["V", ["m"], ["a[m]"]]},
        [at("V(a[k])", "k"), at("V(a[1])", "1")],
    ),
    "an integer that nobody declared": forged("Sum(k, 1, N, Ind(x - k)*(k - 1)*(k - 2)*(k - 3))", "0"),
    "no statement at all": {"cases": []},
    "letters that Python reads as others": forged("\u03d5", "\u03c6"),
    "a height that falls without end": forged("Ind(-N - 1)", "0", domain=["3 - N"]),
    "a parameter without an end": forged("Ind(n - 9)", "0", parameters=["N", "n"], domain=["N-1", "n-1"]),
    "a parameter without an end beside no points": forged(
        "Ind(n - 9)", "0", parameters=["N", "n"], domain=["N-5", "4-N", "n-1"]
    ),
    "a height twice": forged("Ind(N - 4)", "0", height=["N", "N"]),
    "no height": forged("Ind(N - 4)", "0", height=[]),
    "a wall that is no difference": forged("Ind(2*N - 9)", "0"),
    "a sum without a name": forged("Sum(3, 1, 2, a[3])", "Sum(3, 1, 2, a[3]) + 0*N + Ind(N - 7)"),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_statement_is_refused_however_it_is_dressed(name: str) -> None:
    with pytest.raises(RefusedError):
        verify(FALSE[name])


@pytest.mark.parametrize("field", ["left", "right", "parameters", "domain", "height", "bound", "families", "steps"])
@pytest.mark.parametrize("value", [None, 7, "", "(", [], ["N N"], {}, {"W": 1}, [[]], "a" * 9, -1])
def test_a_field_of_another_kind_is_refused_or_changes_nothing(field: str, value: Any) -> None:
    case = forged("Sum(k, 1, N, V(a[k])) + Ind(N - 9)", "Sum(j, 1, N, V(a[j]))")["cases"][0]
    with pytest.raises(RefusedError):
        verify({"cases": [{**case, field: value}]})


# every shape: what vanishes up to B vanishes beyond


def form(random: Random, variables: list[str], spread: int = 4) -> str:
    """A place: a variable plus a constant, or a constant."""
    name = random.choice([*variables, ""])
    return f"{name} + ({random.randint(-2, spread)})" if name else str(random.randint(0, spread))


def piece(random: Random, heads: list[str], parameters: list[str]) -> tuple[str, list[str]]:
    """Nested sums around entries and conditions, with a hole for a polynomial, and the variables it may use."""
    loops, known = [], list(parameters)
    for name in ["k", "j", "i"][: random.choice((1, 1, 2, 2, 3))]:
        loops.append(f"Sum({name}, {form(random, known[-1:], 3)}, {form(random, known, 2)}, ")
        known.append(name)
    entries = [f"{head}[{form(random, known)}]" for head in heads]
    walls = (f"Ind({form(random, known)} - ({form(random, known)}))" for _ in range(random.choice((0, 0, 1, 2))))
    return "".join(loops) + "*".join(["({0})", *entries, *walls]) + ")" * len(loops), known


def shape(seed: int) -> tuple[list[str], list[str], list[str]]:
    """Statements of one pattern of entries, the parameters, and their domain."""
    random = Random(seed)
    parameters, domain = (["N"], ["N"]) if random.random() < 0.6 else (["N", "n"], ["N", "n", "N - n"])
    heads = random.choice([[], ["a"], ["a"], ["a", "b"], ["a", "a"]])
    members = []
    for _ in range(random.choice((1, 2, 3))):
        frame, known = piece(random, heads, parameters)
        members += [frame.format(p) for p in {"1", *random.sample(known, 1), "*".join(random.choices(known, k=2))}]
    return members, parameters, domain


def rank(rows: list[list[int]]) -> int:
    """Over a large prime field."""
    found, rows = 0, [row for row in rows if any(row)]
    while rows:
        pivot = rows.pop()
        column = next((i for i, x in enumerate(pivot) if x % PRIME), None)
        if column is not None:
            found, scale = found + 1, pow(pivot[column], -1, PRIME)
            rows = [[(x - row[column] * scale * y) % PRIME for x, y in zip(row, pivot, strict=True)] for row in rows]
            rows = [row for row in rows if any(row)]
    return found


def coefficients(members: list[str], point: dict[str, int]) -> list[list[int]]:
    """One row for each product of entries that occurs at this point: its factor in each of the members."""
    table: dict[Any, list[int]] = {}
    for column, member in enumerate(members):
        for c, _, entries, *_ in terms(parse(member), point):
            assert c.denominator == 1
            table.setdefault(entries, [0] * len(members))[column] = int(c)
    return [*table.values()]


def holds_beyond(seed: int, beyond: int = 5) -> bool:
    """Whether no combination of the shape's members is 0 up to B and not beyond; False where the shape is refused."""
    members, parameters, domain = shape(seed)
    own = {v: v for v in parameters}
    together = "+".join(f"x{n}*{member}" for n, member in enumerate(members))
    try:
        top = bound(terms(parse(together), own), parameters, [wall(parse(f), own) for f in domain], ["N"])
    except RefusedError:
        return False
    if top > 12:
        return False
    rows: list[list[int]] = []
    for size in range(top + beyond + 1):
        for rest in product(range(size + 1), repeat=len(parameters) - 1):
            rows += coefficients(members, {"": 0, "N": size, **dict(zip(parameters[1:], rest, strict=True))})
        if size == top:
            until = rank(rows)
    assert until == rank(rows), f"seed {seed}: a combination of {members} is 0 up to {top} and not beyond"
    return True


def test_no_combination_of_a_random_shape_vanishes_up_to_the_bound_only() -> None:
    assert sum(holds_beyond(seed) for seed in range(40)) >= 20


@pytest.mark.long
def test_no_combination_of_many_random_shapes_vanishes_up_to_the_bound_only() -> None:
    assert sum(holds_beyond(seed) for seed in range(1000, 2000)) >= 500


# its evaluation against one written apart


def rewritten(random: Random, frame: str) -> str:
    """The statement with its outermost sum split at a place, shifted, or continued by what may be nothing."""
    head, rest = frame.split(", ", 1)
    lo, hi, body = rest.split(", ", 2)
    place, more = form(random, ["N"]), random.choice(["", " + Ind(N - 6)*x", " - Ind(2 - N)", "", ""])
    halves = f"Sum(k, {lo}, {place}, {body} + Sum(k, {place} + 1, {hi}, {body}"
    return random.choice([halves, halves, f"{head}, {lo}, {hi} - 1, {body} + Sum(k, {hi}, {hi}, {body}", frame]) + more


def accepted(seed: int) -> bool:
    """Whether a random statement is accepted; if so it is true far beyond its bound, and if refused it is false."""
    random = Random(seed)
    frame, known = piece(random, random.choice([[], ["a"], ["a", "b"], ["a", "a"]]), ["N"])
    frame = frame.format(random.choice(["1", "*".join(random.choices(known, k=2)), "N - 1"]))
    statement = f"{frame} - ({rewritten(random, frame)})"
    tree = parse(statement)
    try:
        top = check(statement, ["N"], ["N"], ["N"])
    except RefusedError as refusal:
        if "is not 0" in str(refusal):
            assert any(value(tree, {"N": size}) for size in range(30)), f"seed {seed}: {statement} is refused"
        return False
    assert not any(value(tree, {"N": size}) for size in range(top + 7)), f"seed {seed}: {statement} is accepted"
    return True


def test_what_is_accepted_is_true_and_what_is_refused_is_false() -> None:
    found = [accepted(seed) for seed in range(150)]
    assert 30 < sum(found) < 120


@pytest.mark.long
def test_what_is_accepted_of_many_is_true() -> None:
    assert sum(accepted(seed) for seed in range(1000, 3000)) > 400
