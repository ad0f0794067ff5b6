"""Summing a variable out: equalities solved over the integers, ranges by Faulhaber and geometric series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import comb

from symnet.sums.normal.affine import Affine, Constraint, at_least, tidy
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.coefficients import Coefficient
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.terms import Term


def sum_out(problem: Problem, term: Term) -> list[Term]:
    """The same value without bound variables; each result holds where its guard does.

    Raises:
        Undecidable: for a range without an end, or strides that depend on each other.
    """
    waiting, done = [term], []
    while waiting:
        problem.budget.spend()
        guard = problem.regions.simplify((*waiting[-1].guard, *problem.domain))
        current = waiting.pop()
        if guard is None:
            continue
        current = solve(problem, replace(current, guard=guard))
        if current.bound:
            waiting += _eliminate_one(problem, current)
        else:
            done.append(current)
    return done


def solve(problem: Problem, term: Term) -> Term:
    """Use up every equality that holds a bound variable, the smallest first: each turn makes it smaller."""
    while True:
        problem.budget.spend()
        held = [(c, inside) for c in term.guard if c.equality and (inside := _held(c.form, term.bound))]
        if not held:
            return term
        equality, inside = min(held, key=lambda each: sum(abs(size) for _, size in each[1]))
        name, size = min(inside, key=lambda item: (abs(item[1]), item[0]))
        form = equality.form if size > 0 else -equality.form
        rest = Affine.of({v: c for v, c in form.terms if v != name}, form.constant)
        if abs(size) == 1:
            term = term.substitute({name: -rest}, problem.bases)
        elif len(inside) == 1:
            kept = tuple(c for c in term.guard if c != equality)
            rounded = floor(problem, -rest, abs(size))
            exact = Constraint(rounded * abs(size) + rest, True)
            term = replace(term, guard=kept).substitute({name: rounded}, problem.bases)
            term = replace(term, guard=(*term.guard, exact, *definitions(problem, rounded)))
        else:
            multiple = {v: c // abs(size) for v, c in rest.terms if v in term.bound}
            shift = Affine.variable(name) - Affine.of(multiple)
            term = replace(term.substitute({name: shift}, problem.bases), bound=term.bound)
        guard = tidy(term.guard)
        if guard is None:
            return replace(term, coefficient=problem.ring.constant(0), guard=(), bound=frozenset())
        term = replace(term, guard=guard)


def _held(form: Affine, bound: frozenset[str]) -> list[tuple[str, int]]:
    """The bound variables of a form, with their sizes."""
    return [(v, c) for v, c in form.terms if v in bound]


def floor(problem: Problem, form: Affine, size: int) -> Affine:
    """floor(form / size) in free variables, through one variable per remainder class, the same whenever it recurs."""
    if size == 1:
        return form
    whole = Affine.of({v: c // size for v, c in form.terms}, form.constant // size)
    rest = form - whole * size
    if not rest.terms:
        return whole
    name = problem.floors.setdefault((rest, size), f"floor:{len(problem.floors)}")
    return whole + Affine.variable(name)


def definitions(problem: Problem, *forms: Affine) -> list[Constraint]:
    """What defines the floors that occur in the forms (and in each other)."""
    found: list[Constraint] = []
    wanted, seen = {v for f in forms for v in f.variables if v.startswith("floor:")}, set()
    table = {name: key for key, name in problem.floors.items()}
    while wanted:
        name = min(wanted)
        wanted.remove(name)
        seen.add(name)
        form, size = table[name]
        remainder = form - Affine.variable(name) * size
        found += [Constraint(remainder), Constraint(-remainder + (size - 1))]
        wanted |= {v for v in form.variables if v.startswith("floor:")} - seen
    return found


def _even(term: Term) -> Term:
    """The guard with its equalities used up among the free variables: strides then divide out of the inequalities."""
    guard = term.guard
    for equality in [c for c in guard if c.equality]:
        name = next((v for v, c in equality.form.terms if abs(c) == 1), None)
        if name is not None:
            rest = Affine.of({v: c for v, c in equality.form.terms if v != name}, equality.form.constant)
            value = {name: rest * -equality.form.coefficient(name)}
            guard = (*(c.substitute(value) for c in guard if c != equality), equality)
    return replace(term, guard=tidy(guard) or term.guard)


def _eliminate_one(problem: Problem, term: Term) -> list[Term]:
    if any(abs(c.form.coefficient(v)) > 1 for c in term.guard for v in term.bound):
        term = _even(term)
    choices = []
    for name in sorted(term.bound):
        lower = [c.form for c in term.guard if c.form.coefficient(name) > 0]
        upper = [c.form for c in term.guard if c.form.coefficient(name) < 0]
        entangled = any(abs(f.coefficient(name)) > 1 and f.variables & (term.bound - {name}) for f in lower + upper)
        choices.append((entangled, not (lower and upper), len(lower) * len(upper), name, lower, upper))
    entangled, endless, _, name, lower, upper = min(choices, key=lambda c: c[:4])
    if endless:
        raise Undecidable("a sum has no end")
    if entangled:
        raise Undecidable("index coefficients other than 1 depend on each other")
    guard = [c for c in term.guard if not c.form.coefficient(name)]
    lows = [-floor(problem, _without(f, name), f.coefficient(name)) for f in lower]
    highs = [floor(problem, _without(f, name), -f.coefficient(name)) for f in upper]
    guard += definitions(problem, *lows, *highs)
    return _by_cases(problem, replace(term, guard=tuple(guard), bound=term.bound - {name}), name, lows, highs)


def _without(form: Affine, name: str) -> Affine:
    return Affine.of({v: c for v, c in form.terms if v != name}, form.constant)


def _by_cases(problem: Problem, term: Term, name: str, lows: Sequence[Affine], highs: Sequence[Affine]) -> list[Term]:
    """Split by which lower end is largest and which upper end smallest, ties by order."""
    results = []
    for i, low in enumerate(lows):
        largest = [at_least(low - (1 if j < i else 0), other) for j, other in enumerate(lows) if j != i]
        for k, high in enumerate(highs):
            smallest = [at_least(other - (1 if j < k else 0), high) for j, other in enumerate(highs) if j != k]
            guard = problem.regions.simplify((*term.guard, *largest, *smallest, at_least(high, low), *problem.domain))
            if guard is not None:
                results += _range(problem, replace(term, guard=guard), name, (low, high))
    return results


def _range(problem: Problem, term: Term, name: str, ends: tuple[Affine, Affine]) -> list[Term]:
    """The term summed for low <= name <= high, inside a guard that knows low <= high."""
    low, high = ends
    problem.budget.spend(1 + term.coefficient.length // 8)
    ratio = _ratio(problem, term, name)
    summed = replace(term, coefficient=_antidifference(problem, term.coefficient, name, ratio))
    top = summed.substitute({name: high + 1}, problem.bases)
    bottom = summed.substitute({name: low}, problem.bases)
    bottom = replace(bottom, coefficient=-bottom.coefficient)
    if top.powers == bottom.powers:
        return [replace(top, coefficient=top.coefficient + bottom.coefficient)]
    return [top, bottom]


def _ratio(problem: Problem, term: Term, name: str) -> Coefficient | None:
    """By what the powers of the term grow when the variable grows by 1; None when they do not."""
    ratio = None
    for base, exponent in term.powers:
        step = exponent.coefficient(name)
        if step:
            factor = problem.bases.table[base] ** step
            ratio = factor if ratio is None else ratio * factor
    if ratio is not None:
        _refuse_one(problem, ratio, term)
    return ratio


def _refuse_one(problem: Problem, ratio: Coefficient, term: Term) -> None:
    gap = ratio - problem.ring.constant(1)
    integers = frozenset(problem.parameters)
    for factor, _ in gap.factors()[1]:
        used = factor.variables()
        if used and used <= integers:
            form = factor.as_affine(integers)
            if form is None or not problem.regions.is_empty((*term.guard, Constraint(form[0], True))):
                raise Undecidable("the ratio of a geometric series can be 1 inside the assumptions")


def _antidifference(problem: Problem, value: Coefficient, name: str, ratio: Coefficient | None) -> Coefficient:
    """Q with ratio * Q(k+1) - Q(k) = value(k)."""
    powers = value.powers_of(name) or {0: problem.ring.constant(0)}
    problem.budget.spend(max(powers) ** 2 // 64)
    k = problem.ring.variable(name)
    total = problem.ring.constant(0)
    if ratio is None:
        for exponent, coefficient in powers.items():
            for degree, number in _power_sum(exponent):
                total = total + coefficient * problem.ring.constant(number) * k**degree
        return total
    gap = (ratio - problem.ring.constant(1)).inverse()
    found: dict[int, Coefficient] = {}
    for degree in range(max(powers), -1, -1):
        wanted = powers.get(degree, problem.ring.constant(0))
        for higher, coefficient in found.items():
            wanted = wanted - ratio * coefficient * comb(higher, degree)
        found[degree] = wanted * gap
        total = total + found[degree] * k**degree
    return total


@cache
def _power_sum(exponent: int) -> tuple[tuple[int, Fraction], ...]:
    """S(k) = 0^e + 1^e + … + (k-1)^e as (degree, coefficient) pairs, from S(k+1) - S(k) = k^e."""
    found: dict[int, Fraction] = {}
    for degree in range(exponent + 1, 0, -1):
        wanted = Fraction(int(degree - 1 == exponent))
        for higher, coefficient in found.items():
            wanted -= coefficient * comb(higher, degree - 1)
        found[degree] = wanted / degree
    return tuple((d, c) for d, c in sorted(found.items()) if c)
