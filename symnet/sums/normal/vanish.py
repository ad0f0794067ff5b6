"""The zero test: does a coefficient function vanish at every integer point? Complete for polynomials and powers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symnet.sums.normal.affine import Affine, Constraint, Guard, tidy
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.coefficients import Coefficient
from symnet.sums.normal.collapse import add_value, plus
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.summation import definitions
from symnet.sums.normal.terms import Piece, Term, Value

WIDEST = 400
"""The largest number of slices a narrow region is cut into."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A region, as a union of guards, on which a value is not the zero function."""

    guards: tuple[Guard, ...]
    value: Value


def survivors(problem: Problem, pieces: list[Piece]) -> Iterator[Survivor]:
    """The cells of the pieces on which the sum of values does not vanish; none means zero everywhere."""
    whole = [(_extended(problem, guard, pieces), value) for guard, value in pieces]
    for guards, value in problem.regions.cells(whole, plus):
        if value:
            left = tuple(g for g in guards if not vanishes(problem, g, value))
            if left:
                yield Survivor(left, value)


def _extended(problem: Problem, guard: Guard, pieces: list[Piece]) -> Guard:
    used = [c.form for g, _ in pieces for c in g]
    used += [Affine.variable(v) for _, value in pieces for p, k in value.items() for v in _variables(p, k)]
    return (*guard, *problem.domain, *definitions(problem, *used))


def _variables(powers: object, coefficient: Coefficient) -> frozenset[str]:
    exponents = (e.variables for _, e in powers)  # type: ignore[attr-defined]
    return coefficient.variables().union(*exponents)


def vanishes(problem: Problem, guard: Guard, value: Value) -> bool:
    """Whether the value is zero at every integer point of the guard.

    Raises:
        Undecidable: when the budget ends, or a narrow region is too wide to slice.
    """
    problem.budget.spend()
    start = problem.regions.simplify(guard) if value else None
    if start is None:
        return True
    guard, value = parametrized(problem, start, value)
    value = {p: c for p, c in value.items() if not problem.bases.reduced(c).is_zero}
    if not value:
        return True
    if not guard:
        return False
    flat = problem.regions.flat_directions(guard)
    if not flat:
        return False
    form = Affine(flat[0].terms)
    low, high = problem.regions.ends(form, guard)
    if low is None or high is None or high - low > WIDEST:
        raise Undecidable("a narrow region is too wide to slice")
    slices = ((*guard, Constraint(form - c, True)) for c in range(low, high + 1))
    return all(vanishes(problem, s, value) for s in slices)


def parametrized(problem: Problem, guard: Guard, value: Value) -> tuple[Guard, Value]:
    """Free coordinates on the lattice that the guard's equalities leave."""
    terms = [Term(c, guard, powers=p) for p, c in value.items()]
    while True:
        equality = next((c.form for c in terms[0].guard if c.equality), None)
        if equality is None:
            break
        name, size = min(equality.terms, key=lambda item: (abs(item[1]), item[0]))
        rest = Affine.of({v: c for v, c in equality.terms if v != name}, equality.constant)
        if abs(size) == 1:
            values = {name: rest * -size}
        else:
            sign = 1 if size > 0 else -1
            quotients = {v: sign * (c // abs(size)) for v, c in rest.terms}
            shift = sign * (rest.constant // abs(size))
            values = {name: Affine.variable(name) - Affine.of(quotients, shift)}
        terms = [t.substitute(values, problem.bases) for t in terms]
        reduced_guard = problem.regions.simplify(terms[0].guard)
        if reduced_guard is None:
            return (), {}
        terms = [Term(t.coefficient, reduced_guard, powers=t.powers) for t in terms]
    total: Value = {}
    for t in terms:
        add_value(total, {t.powers: t.coefficient})
    return terms[0].guard, total


def where_nonzero(problem: Problem, guards: Iterable[Guard], value: Value) -> Iterator[tuple[Guard, bool]]:
    """Guards that cover the points where the value is not zero; with each, whether it is nowhere zero there."""
    guards = list(guards)
    for coefficient in value.values():
        integers = [v for v in coefficient.variables() if not v.startswith("scalar:")]
        for part in coefficient.split(integers):
            cut, exact = guards, len(value) == 1
            for factor, _ in part.factors()[1]:
                found = factor.as_affine(frozenset(integers))
                if found is None:
                    exact = False
                else:
                    problem.budget.spend(len(cut))
                    sides = (Constraint(found[0] - 1), Constraint(-found[0] - 1))
                    halves = (tidy((*guard, side)) for guard in cut for side in sides)
                    cut = [half for half in halves if half is not None]
            yield from ((guard, exact) for guard in cut)
