"""The order of a rule for any potential V, as an operator statement, and the counterterm that raises it.

A Euclidean step with the measure of the free particle is an operator, and as dt goes to 0 it is exp(-dt H_eff/hbar)
with H_eff = H + dt H_1 + dt^2 H_2 + ...: the logarithm of the step is taken in the algebra of differential operators,
for a potential that is an unknown function. The first H_r is the error of the amplitude. What of it is a commutator
[G, H] only turns the states (the ends of the path), so that energies and partition function do not see it; what is
left is a potential W, and V - dt^r W in the step removes it.

Source:
    M. Takahashi, M. Imada, J. Phys. Soc. Jpn. 53, 3765 (1984); S. A. Chin, Phys. Rev. E 69, 046118 (2004)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import factorial
from typing import Any

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.choices import choose
from symnet.theory.differential import DIFFUSION, POTENTIAL, RING, Operator, derivative, function, monomials
from symnet.theory.rules import RULES, Rule

HIGHEST = 2
"""Up to which order in dt the effective Hamiltonian is derived."""

_V = sp.Function("V")


@dataclass(frozen=True)
class RuleOrder:
    """What a rule costs, for every smooth V, in Euclidean time (in real time dt stands for i dt).

    amplitude: the order of the error of the amplitude. error: H_r, which acts on the functions to its right.
    spectrum: the order of the error of energies and of the partition function.
    counterterms: by order r, what turns V into V + sum_r dt^r counterterm: energies then err beyond ``HIGHEST`` only.
    for_amplitude: the same for the amplitude, as far as a potential does it; empty where none does.

    Units:
        counterterms [energy T^-r].
    """

    rule: Rule
    amplitude: int
    error: sp.Expr
    spectrum: int
    counterterms: dict[int, sp.Expr]
    for_amplitude: dict[int, sp.Expr]

    def corrected(self, potential: sp.Expr) -> sp.Expr:
        """A potential, in ``symbols.position``, with the counterterms of a Euclidean step."""
        terms = [s.dt**order * term for order, term in self.counterterms.items()]
        generic = _V(s.position) + sp.Add(*terms)
        return generic.subs(_V, sp.Lambda(s.position, potential)).doit()


def rule_order(rule: str | Rule) -> RuleOrder:
    """The orders of a rule and its counterterms, derived."""
    return _derived(choose("rule", rule, RULES))


@cache
def _derived(rule: Rule) -> RuleOrder:
    bare = effective_hamiltonian(rule, (POTENTIAL[0],))
    amplitude, found = _first(bare), _counterterms(rule)
    alone = _counterterms(rule, turning=False)
    return RuleOrder(rule, amplitude, readable(bare[amplitude]), min(found, default=HIGHEST + 1), found, alone)


def _counterterms(rule: Rule, *, turning: bool = True) -> dict[int, sp.Expr]:
    """By order, with commutators left to the states or only as long as there are none."""
    potential, found = [POTENTIAL[0]], dict[int, sp.Expr]()
    for order in range(1, HIGHEST + 1):
        series = _turned(effective_hamiltonian(rule, tuple(potential)), order)
        left, turn = _split(series[0], series[order], order)
        if turn and not turning:
            break
        potential.append(-left)
        if left:
            found[order] = readable(function(-left))
    return found


def effective_hamiltonian(rule: Rule, potential: tuple[Any, ...]) -> list[Operator]:
    """H/hbar, H_1/hbar, ... of a step with the potential sum_r dt^r potential[r], as operators."""
    steps = [Operator({}), *[_of_order(rule, potential, order) for order in range(1, HIGHEST + 2)]]
    total = [Operator({}) for _ in steps]
    power = [function(RING.one), *[Operator({}) for _ in steps[1:]]]
    for count in range(1, HIGHEST + 2):
        power = [_sum(power[a] @ steps[order - a] for a in range(order + 1)) for order in range(len(steps))]
        total = [had + each.scaled(sp.QQ((-1) ** count, count)) for had, each in zip(total, power, strict=True)]
    return total[1:]


def _of_order(rule: Rule, potential: tuple[Any, ...], order: int) -> Operator:
    """The coefficient of dt**order in the step as an operator: moments of the Gaussian of variance w dt."""
    parts: dict[int, Any] = {}
    for (time, moved), weight in _boltzmann(rule, potential, order).items():
        for k in range(2 * (order - time) - moved, -1, -1):
            if (moved + k) % 2 == 0 and time + (moved + k) // 2 == order:
                moment = sp.QQ((-1) ** k * int(sp.factorial2(moved + k - 1)), factorial(k))
                parts[k] = parts.get(k, RING.zero) + weight * DIFFUSION ** ((moved + k) // 2) * moment
    return Operator({k: part for k, part in parts.items() if part})


def _boltzmann(rule: Rule, potential: tuple[Any, ...], order: int) -> dict[tuple[int, int], Any]:
    """exp(-dt * mean of v over the step), by the powers of dt and of the displacement."""
    exponent: dict[tuple[int, int], Any] = {}
    for extra, part in enumerate(potential):
        for j in range(2 * order + 1):
            share = rule.average(s.position**j if j else sp.S.One, sp.S.NegativeOne, sp.S.Zero)
            exponent[1 + extra, j] = -part * sp.QQ(share.p, share.q * factorial(j))
            part = derivative(part) if j < 2 * order else part
    total, power = {(0, 0): RING.one}, {(0, 0): RING.one}
    for count in range(1, order + 1):
        power = _multiplied(power, exponent, order)
        for key, part in power.items():
            total[key] = total.get(key, RING.zero) + part * sp.QQ(1, factorial(count))
    return total


def _multiplied(left: dict[Any, Any], right: dict[Any, Any], order: int) -> dict[tuple[int, int], Any]:
    total: dict[tuple[int, int], Any] = {}
    for (a, i), one in left.items():
        for (b, j), other in right.items():
            if 2 * (a + b) + i + j <= 2 * order:
                total[a + b, i + j] = total.get((a + b, i + j), RING.zero) + one * other
    return total


def _turned(series: list[Operator], order: int) -> list[Operator]:
    """The series with the commutators of the lower orders taken off by turning the states."""
    for lower in range(1, order):
        left, turn = _split(series[0], series[lower], lower)
        if left:
            raise UnsupportedError(f"the order {lower} still has the potential {left}")
        nested = list(series)
        for times in range(1, order // lower + 1):
            nested = [turn.commutator(part) for part in nested]
            weight = sp.QQ((-1) ** times, factorial(times))
            later = [Operator({})] * (times * lower) + [part.scaled(weight) for part in nested]
            series = [had + new for had, new in zip(series, later, strict=False)]
    return series


def _split(hamiltonian: Operator, error: Operator, order: int) -> tuple[Any, Operator]:
    """(W, G) with error = W + [G, H].

    Raises:
        UnsupportedError: an error that is no such sum: no counterterm in V.
    """
    if not error:
        return RING.zero, Operator({})
    potentials = [each for each in monomials(order + 1) if set(each.parts) == {0}]
    turns = list(monomials(order))
    # a W that is a total commutator is counted as one only where a potential alone does not do
    for allowed in ([], turns):
        columns = [*potentials, *[turn.commutator(hamiltonian) for turn in allowed]]
        if (shares := _solved(columns, error)) is not None:
            left = _sum(each.scaled(share) for each, share in zip(potentials, shares, strict=False))
            turn = _sum(each.scaled(share) for each, share in zip(allowed, shares[len(potentials) :], strict=True))
            return left.parts.get(0, RING.zero), turn
    raise UnsupportedError(f"{readable(error)} is no potential and no commutator with H")


def _solved(columns: list[Operator], target: Operator) -> list[Any] | None:
    """Rational coefficients with which the columns add up to the target."""
    rows = sorted({key for each in (*columns, target) for key, _ in each.terms()}, key=str)
    table = [dict(each.terms()) for each in columns]
    matrix = sp.Matrix(len(rows), len(columns), lambda i, j: table[j].get(rows[i], 0))
    right = sp.Matrix([dict(target.terms()).get(row, 0) for row in rows])
    unknown = [sp.Dummy() for _ in columns]
    found = sp.linsolve((matrix, right), *unknown)
    if not found:
        return None
    (solution,) = found
    return [sp.QQ(value.p, value.q) for value in (part.subs(dict.fromkeys(unknown, 0)) for part in solution)]


def readable(operator: Operator) -> sp.Expr:
    """hbar times the operator, in V(x), hbar, m and the powers of D = d/dx on the right."""
    rates = [_V(s.position).diff(s.position, j) / s.hbar for j in range(len(POTENTIAL))]
    slope = sp.Symbol("D", commutative=False)
    return sp.Add(*[
        sp.expand(s.hbar * part.as_expr().subs(dict(zip(RING.symbols, [s.hbar / s.m, *rates], strict=True)))) * slope**k
        for k, part in sorted(operator.parts.items())
    ])  # fmt: skip


def _first(series: list[Operator]) -> int:
    for order, part in enumerate(series[1:], start=1):
        if part:
            return order
    raise UnsupportedError(f"no error up to order {HIGHEST} in dt")


def _sum(operators: Any) -> Operator:
    return sum(operators, Operator({}))
