"""Finding an exact instance at which the two sides differ, and making it small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

import sympy as sp

from symnet.sums.decision import Counterexample
from symnet.sums.normal.affine import Affine, Guard
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.evaluation import value_at
from symnet.sums.normal.instances import Instance
from symnet.sums.normal.numbers import exact
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.vanish import Survivor, where_nonzero

TRIES = 12
"""Points of each surviving region that are tried."""


@dataclass(slots=True)
class Sides:
    """The two expressions as the caller gave them, and the parameters by name."""

    lhs: sp.Expr
    rhs: sp.Expr
    parameters: Mapping[sp.Symbol, str]
    patience: int = 1_000_000
    """Steps left for all instances together."""

    def differ(self, integers: Mapping[sp.Symbol, int], given: dict[Any, Fraction], seed: int) -> Instance | None:
        """The instance, when both sides have values there and these differ."""
        instance = Instance(integers, dict(given), seed=seed, window=self.window(integers))
        instance.steps = granted = min(instance.steps, self.patience)
        try:
            left, right = value_at(instance, self.lhs), value_at(instance, self.rhs)
        except (Undecidable, ZeroDivisionError):
            return None
        finally:
            self.patience -= granted - max(instance.steps, 0)
        return instance if unequal(left, right) else None

    def window(self, integers: Mapping[sp.Symbol, int]) -> int | None:
        """Where entries end, when there are sums over all integers."""
        if not (self.lhs.has(sp.oo) or self.rhs.has(sp.oo)):
            return None
        return 3 + max((abs(v) for v in integers.values()), default=0)


def unequal(left: Any, right: Any) -> bool:
    """Whether two exact numbers are known to differ."""
    gap = left - right
    if isinstance(gap, Fraction):
        return gap != 0
    number = sp.N(sp.sympify(gap, strict=True), 40)
    return bool(number.is_number and number.is_finite and abs(number) > sp.Float("1e-20"))


def find(problem: Problem, sides: Sides, left: Iterable[Survivor]) -> Counterexample | None:
    """The smallest instance found near the points where the difference does not vanish."""
    tried: set[tuple[int, ...]] = set()
    for integers in candidates(problem, sides, left):
        key = tuple(integers.values())
        if key in tried:
            continue
        tried.add(key)
        for seed in range(3):
            instance = sides.differ(integers, {}, seed)
            if instance is not None:
                return _written(sides, _shrunk(sides, _smaller(problem, sides, instance)))
    return None


def candidates(problem: Problem, sides: Sides, left: Iterable[Survivor]) -> Iterator[dict[sp.Symbol, int]]:
    """Parameter values at points of the surviving regions, smallest sum first within each region."""
    symbols = {name: symbol for symbol, name in sides.parameters.items()}
    for survivor in islice(left, 8):
        guards = tuple(g for g, _ in islice(where_nonzero(problem, survivor.guards, survivor.value), 256))
        for point in problem.regions.points(guards, height(problem, guards), TRIES):
            free = {s: point.get(n) for n, s in symbols.items()}
            yield {s: v if v is not None else _anything(problem, sides.parameters[s]) for s, v in free.items()}


def height(problem: Problem, guards: Sequence[Guard]) -> Affine:
    """What is to be small: the sum of those parameters that are bounded below."""
    total = Affine()
    for name in problem.parameters:
        form = Affine.variable(name)
        lowest = (problem.regions.ends(form, guard)[0] for guard in guards)
        if all(value is not None for value in lowest):
            total = total + form
    return total


def _anything(problem: Problem, name: str) -> int:
    for point in problem.regions.points((problem.domain,), Affine(), 1):
        return point.get(name, 1)
    return 1


def _smaller(problem: Problem, sides: Sides, found: Instance) -> Instance:
    """The same difference at smaller sizes, if there is one below the instance found."""
    symbols = {name: symbol for symbol, name in sides.parameters.items()}
    if not symbols:
        return found
    weight = height(problem, (problem.domain,))
    limit = sum(found.integers[symbols[v]] for v in weight.variables)
    for point in problem.regions.points((problem.domain,), weight, 60):
        if sum(point.get(v, 0) for v in weight.variables) >= limit:
            return found
        for seed in range(2):
            instance = sides.differ({s: point.get(n, 0) for n, s in symbols.items()}, {}, seed)
            if instance is not None:
                return instance
    return found


def _shrunk(sides: Sides, found: Instance) -> Instance:
    """As many numbers as possible made 0, then 1, as long as the sides still differ."""
    best = found
    for simple in (Fraction(0), Fraction(1)):
        for key in list(best.drawn):
            current = best.drawn.get(key)
            if current in (None, 0, 1) or (simple == 0 and getattr(key, "is_nonzero", None)):
                continue
            smaller = sides.differ(best.integers, {**best.drawn, key: simple}, best.seed)
            best = smaller or best
    return best


def _written(sides: Sides, instance: Instance) -> Counterexample:
    values: dict[str, sp.Expr] = {str(s): sp.Integer(v) for s, v in instance.integers.items()}
    for key, number in instance.drawn.items():
        if number:
            values[_name(key)] = exact(number)
    left, right = (exact(value_at(instance, side)) for side in (sides.lhs, sides.rhs))
    return Counterexample(values, left, right)


def _name(key: Any) -> str:
    if isinstance(key, sp.Basic):
        return str(key)
    if len(key) == 2:
        return f"{key[0]}[{', '.join(map(str, key[1]))}]"
    function, orders, arguments = key
    marks = "" if not any(orders) else "^(" + ",".join(map(str, orders)) + ")"
    return f"{function}{marks}({', '.join(str(a) for a in arguments)})"
