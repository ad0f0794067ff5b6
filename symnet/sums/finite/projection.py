"""Lemma 1: summation variables are eliminated; what is left are walls in labels and parameters, and degrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations, product
from math import lcm

from symnet.sums.finite import affine
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.budget import STEP, spend
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.shapes import Exponent, Shape


@dataclass(frozen=True, slots=True)
class Projection:
    """Between its walls a coefficient is, on each residue class of ``period``, one exponential polynomial.

    ``degree`` bounds it in each of its ``exponentials``; it is 0 unless all ``equations`` hold.
    """

    walls: frozenset[Affine]
    equations: frozenset[Affine]
    degree: int
    exponentials: frozenset[tuple[Exponent, ...]]
    period: int


def label(factor: int, slot: int) -> str:
    """The name of the label at one index of one entry."""
    return f"{factor}.{slot}"


def projection(shape: Shape) -> Projection:
    """The walls of one shape's coefficient function of its labels and the parameters.

    Raises:
        OutOfReachError: a period occurs together with exponentials, for which no bound is proved.
    """
    state = _State(shape)
    for name in reversed(shape.binders):
        state.solve(name)
    state.close()
    for name in reversed(state.binders):
        state.sum_out(name)
    if state.period > 1 and state.exponentials != {()}:
        raise OutOfReachError("an index coefficient other than 1 or -1 together with a power z**index")
    walls = frozenset(f for f in state.forms if affine.linear(f))
    return Projection(walls, frozenset(state.equations), state.degree, frozenset(state.exponentials), state.period)


class _State:
    """The elimination under way: forms of all pieces together, since only their walls matter."""

    def __init__(self, shape: Shape) -> None:
        indices = [(head, s, f, form) for f, (head, forms) in enumerate(shape.entries) for s, form in enumerate(forms)]
        indices.sort(key=lambda index: (*index[:2], affine.coefficient(index[3], "")))
        self.equations = [affine.minus(affine.variable(label(f, s)), form) for _, s, f, form in indices]
        forms = set(map(affine.tightened, shape.constraints))
        both = sorted(f for f in forms if affine.scaled(f, -1) in forms and f[-1][1] > 0)
        self.equations += both
        self.forms = forms - set(both) - {affine.scaled(f, -1) for f in both}
        self.binders = list(shape.binders)
        self.exponentials = {_exponential(shape.exponents)}
        self.degree, self.period = shape.degree, 1

    def solve(self, name: str) -> None:
        """Eliminate a variable through an equation (label = index, or a delta): no degree is gained."""
        inside = [e for e in self.equations if affine.coefficient(e, name)]
        if not inside:
            return
        solved = min(inside, key=lambda e: abs(affine.coefficient(e, name)))
        c = affine.coefficient(solved, name)
        rest = affine.scaled(affine.substituted(solved, name, ()), -1 if c > 0 else 1)

        def put(form: Affine) -> Affine:
            """|c|*form, with |c|*name = rest."""
            k = affine.coefficient(form, name)
            return affine.plus(affine.scaled(affine.substituted(form, name, ()), abs(c)), rest, k) if k else form

        self.equations = [put(e) for e in self.equations if e is not solved]
        self.forms = {affine.tightened(put(f)) for f in self.forms}
        if abs(c) == 1:
            self.exponentials = {_exponential((base, put(e)) for base, e in x) for x in self.exponentials}
        self.period *= abs(c)
        self.binders.remove(name)

    def close(self) -> None:
        """Equations that remain are two inequalities."""
        self.forms |= {affine.tightened(f) for e in self.equations for f in (e, affine.scaled(e, -1))}

    def sum_out(self, name: str) -> None:
        """Eliminate a variable by adding up between the places where its walls cut its line.

        A formula holds as long as the order of these places is known (equal ones may come in either order), so one
        wall for each two of them is enough: the one closer to the origin.
        """
        lows: list[tuple[int, Affine]] = []
        highs: list[tuple[int, Affine]] = []
        rest: set[Affine] = set()
        for form in sorted(self.forms):
            c = affine.coefficient(form, name)
            if c:
                (lows if c > 0 else highs).append((abs(c), affine.substituted(form, name, ())))
            else:
                rest.add(form)
        spend(5 * STEP * (len(lows) + len(highs)) ** 2, "eliminating a summation variable")
        for ends in (lows, highs):
            for (a, f), (b, g) in permutations(ends, 2):
                order = affine.plus(affine.scaled(g, a), f, -b)
                rest |= {x for x in _between(order, -a * (b - 1), b * (a - 1)) if affine.coefficient(x, "") <= 0}
        for (a, f), (b, g) in product(lows, highs):
            length = affine.plus(affine.scaled(g, a), f, b)
            rest |= set(_between(length, a * b - a * (b - 1) - b * (a - 1), a * b))
        self.forms = {affine.tightened(f) for f in rest}
        if len(self.exponentials) > 1 or () not in self.exponentials:
            self.exponentials = {
                _exponential((base, affine.substituted(e, name, end)) for base, e in x)
                for x in self.exponentials
                for end in (*(affine.scaled(f, -1) for a, f in lows), *(g for b, g in highs))
            }
        self.period *= lcm(*(a for a, _ in [*lows, *highs]))
        self.degree += 1


def _between(form: Affine, low: int, high: int) -> Iterator[Affine]:
    """The form with every constant that a residue can add."""
    spend(5 * STEP * (high - low + 1), "telling remainders apart")
    for c in range(low, high + 1):
        yield affine.shifted(form, c)


def _exponential(factors: Iterable[Exponent]) -> tuple[Exponent, ...]:
    """The product of powers, equal bases collected."""
    total: dict[str, Affine] = {}
    for base, form in factors:
        total[base] = affine.plus(total.get(base, ()), affine.linear(form))
    return tuple(sorted((base, form) for base, form in total.items() if form))
