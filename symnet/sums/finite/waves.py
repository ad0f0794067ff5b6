"""Class T: a statement with waves sin, cos(pi*p/M) on a grid of M points, in powers of omega = exp(i*pi/(D*M))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import count, permutations, product
from math import lcm

from symnet.sums.finite import affine, language, phases
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.budget import STEP, spend
from symnet.sums.finite.language import Node
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.phases import Phase
from symnet.sums.finite.printing import text

INDEX = "'"
"""How the names of summation indices end while waves are added up."""

LENGTH, PI = "1/length", "pi"
"""Variables by which an angle shows its denominator and its pi while it is read."""


@dataclass(frozen=True, slots=True)
class Wave:
    """real + i*imaginary, times factors and entries, times omega**phase, under conditions and sums (name, lo, hi)."""

    real: Fraction = Fraction(1)
    imaginary: Fraction = Fraction(0)
    factors: tuple[Node, ...] = ()
    entries: tuple[tuple[str, tuple[Affine, ...]], ...] = ()
    conditions: tuple[Affine, ...] = ()
    sums: tuple[tuple[str, Affine, Affine], ...] = ()
    phase: Phase = ()

    def times(self, other: Wave) -> Wave:
        """The product; the names of sums must differ."""
        return Wave(
            self.real * other.real - self.imaginary * other.imaginary,
            self.real * other.imaginary + self.imaginary * other.real,
            self.factors + other.factors,
            tuple(sorted(self.entries + other.entries)),
            self.conditions + other.conditions,
            self.sums + other.sums,
            phases.plus(self.phase, other.phase),
        )

    def put(self, name: str, form: Affine) -> Wave:
        """An integer variable replaced by a form."""

        def inside(f: Affine) -> Affine:
            return affine.substituted(f, name, form)

        return replace(
            self,
            factors=tuple(language.replaced(node, {name: form}) for node in self.factors),
            entries=tuple((head, tuple(map(inside, forms))) for head, forms in self.entries),
            conditions=tuple(map(inside, self.conditions)),
            sums=tuple((v, inside(lo), inside(hi)) for v, lo, hi in self.sums),
            phase=phases.put(self.phase, name, phases.of_form(form)),
        )


def is_wave(node: Node) -> bool:
    """sin or cos of something that is not a plain scalar."""
    return node[0] == "fun" and node[1] in ("sin", "cos") and not language.is_scalar(node)


class Grid:
    """The common grid of all waves of a statement, on which it is multiplied out.

    Raises:
        OutOfReachError: there is none.
    """

    def __init__(self, node: Node) -> None:
        self._names = (f"j{i}{INDEX}" for i in count())
        self.length: Affine = affine.constant(1)
        angles = [self._polynomial(part[2][0]) for part in language.walk(node) if is_wave(part)]
        self.denominator = lcm(*(c.denominator for angle in angles for _, c in angle))

    def _polynomial(self, node: Node) -> Phase:
        """An angle as a polynomial in pi, the integers and 1/length."""
        match node:
            case ("num", q):
                return phases.times(phases.ONE, (((), q),))
            case ("int", form):
                return phases.of_form(form)
            case ("sym", "pi"):
                return (((PI,), Fraction(1)),)
            case ("add", nodes):
                return reduce(phases.plus, map(self._polynomial, nodes), ())
            case ("mul", nodes):
                return reduce(phases.times, map(self._polynomial, nodes), phases.ONE)
            case ("inv", base):
                below = phases.form_of(self._polynomial(base))
                if affine.is_constant(self.length):
                    self.length = below
                if below == self.length:
                    return (((LENGTH,), Fraction(1)),)
        raise OutOfReachError(f"the angle {text(node)} is not pi times indices over one length")

    def phase(self, node: Node) -> Phase:
        """The power of omega that exp(i*angle) is."""
        total: Phase = ()
        for monomial, c in self._polynomial(node):
            rest = [v for v in monomial if v not in (PI, LENGTH)]
            if monomial.count(PI) != 1 or monomial.count(LENGTH) > 1:
                raise OutOfReachError(f"the angle {text(node)} is not pi times indices over one length")
            part: Phase = ((tuple(rest), c * self.denominator),)
            total = phases.plus(total, part if LENGTH in monomial else self.around(part))
        return total

    def around(self, phase: Phase) -> Phase:
        """The phase times the length of the grid."""
        return phases.times(phase, phases.of_form(self.length))

    def waves(self, node: Node) -> list[Wave]:
        """The statement multiplied out."""
        match node:
            case ("num", q):
                return [Wave(real=q)] if q else []
            case ("root", ("num", q), 2) if q == -1:
                return [Wave(real=Fraction(0), imaginary=Fraction(1))]
            case ("add", nodes):
                return [wave for part in nodes for wave in self.waves(part)]
            case ("mul", nodes):
                return reduce(self._product, map(self.waves, nodes), [Wave()])
            case ("pow", base, exponent):
                return reduce(self._product, (self.waves(base) for _ in range(exponent)), [Wave()])
            case ("ind", form):
                return [Wave(conditions=(form,))]
            case ("at", head, forms):
                return [Wave(entries=((head, forms),))]
            case ("exp", ("num", q), form) if q == -1:
                return [
                    Wave(phase=self.around(phases.times((((), Fraction(self.denominator)),), phases.of_form(form))))
                ]
            case ("sum", name, lo, hi, body):
                new = next(self._names)
                inner = language.replaced(body, {name: affine.variable(new)})
                return [replace(wave, sums=((new, lo, hi), *wave.sums)) for wave in self.waves(inner)]
            case ("fun", "cos" | "sin" as name, (angle,)) if is_wave(node):
                half, phase = Fraction(1, 2), self.phase(angle)
                back = phases.plus((), phase, -1)
                if name == "cos":
                    return [Wave(real=half, phase=phase), Wave(real=half, phase=back)]
                zero = Fraction(0)
                return [Wave(zero, -half, phase=phase), Wave(zero, half, phase=back)]
        if any(part[0] in ("at", "sum", "prod", "det") or is_wave(part) for part in language.walk(node)):
            raise OutOfReachError(f"waves inside {text(node)}")
        return [Wave(factors=(node,))]

    def _product(self, one: list[Wave], other: list[Wave]) -> list[Wave]:
        spend(10 * STEP * len(one) * len(other), "multiplying waves")
        return [a.times(b) for a, b in product(one, other)]


def coefficients(waves: Iterable[Wave]) -> Iterator[tuple[tuple[str, ...], list[Wave]]]:
    """For each pattern of entries its labels, and the waves that make up its (symmetrised) coefficient."""
    patterns: dict[tuple[tuple[str, int], ...], list[Wave]] = {}
    for wave in waves:
        patterns.setdefault(tuple((head, len(forms)) for head, forms in wave.entries), []).append(wave)
    for pattern, group in patterns.items():
        labels = [[f"label{f}.{s}" for s in range(slots)] for f, (_, slots) in enumerate(pattern)]
        orders = [
            o for o in permutations(range(len(pattern))) if all(pattern[a] == pattern[b] for a, b in enumerate(o))
        ]
        found = [_labelled(wave, [labels[f] for f in order]) for wave in group for order in orders]
        yield tuple(v for names in labels for v in names), found


def _labelled(wave: Wave, labels: list[list[str]]) -> Wave:
    """The wave without its entries: label = index either fixes a sum's variable or is a condition."""
    for f, names in enumerate(labels):
        for s, name in enumerate(names):
            form = wave.entries[f][1][s]
            bound = [v for v, _, _ in wave.sums if abs(affine.coefficient(form, v)) == 1]
            if bound:
                c = affine.coefficient(form, bound[-1])
                value = affine.scaled(affine.minus(affine.variable(name), affine.substituted(form, bound[-1], ())), c)
                (lo, hi) = next((lo, hi) for v, lo, hi in wave.sums if v == bound[-1])
                ends = (affine.minus(value, lo), affine.minus(hi, value))
                kept = tuple(part for part in wave.sums if part[0] != bound[-1])
                wave = replace(wave, sums=kept, conditions=wave.conditions + ends).put(bound[-1], value)
            else:
                d = affine.minus(affine.variable(name), form)
                wave = replace(wave, conditions=(*wave.conditions, d, affine.scaled(d, -1)))
    return replace(wave, entries=())
