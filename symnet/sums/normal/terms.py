"""What an expression becomes when read: a sum of terms, each a sum over integer points of a guard.

term = sum over bound variables inside the guard of  coefficient * prod base^exponent * prod head[index]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations_with_replacement
from math import factorial
from typing import Literal, NamedTuple

from symnet.sums.normal.affine import Affine, Guard, tidy
from symnet.sums.normal.budget import Budget, Undecidable
from symnet.sums.normal.coefficients import Coefficient, Ring
from symnet.sums.normal.regions import Regions


class Head(NamedTuple):
    """What carries an index: an entry of a base, a function at a family of arguments, or 1/index."""

    kind: Literal["entry", "call", "reciprocal"]
    name: str = ""
    orders: tuple[int, ...] = ()
    family: int = -1


EXP = "E"
"""The formal exponential that a product is; see `products`."""

LOG = "ln "
"""Marks the formal logarithm of an entry or a function."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One free value: an entry w[e], or a function at one member of a family of arguments."""

    head: Head
    index: tuple[Affine, ...] = ()

    def substitute(self, values: Mapping[str, Affine]) -> Atom:
        """Replace variables by forms, all at once."""
        return Atom(self.head, tuple(e.substitute(values) for e in self.index))


Powers = tuple[tuple[str, Affine], ...]
"""base^exponent, bases named in the problem's table, sorted; exponents have no constant part."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term; see the module."""

    coefficient: Coefficient
    guard: Guard = ()
    bound: frozenset[str] = frozenset()
    powers: Powers = ()
    atoms: tuple[Atom, ...] = ()

    def substitute(self, values: Mapping[str, Affine], problem: Problem) -> Term:
        """Replace variables by forms, all at once; replaced variables are bound no more."""
        coefficient, powers = problem.normal_powers(
            self.coefficient.substitute(values), {b: e.substitute(values) for b, e in self.powers}
        )
        return Term(
            coefficient,
            tuple(c.substitute(values) for c in self.guard),
            self.bound.difference(values),
            powers,
            tuple(a.substitute(values) for a in self.atoms),
        )

    def variables(self) -> frozenset[str]:
        """Every integer variable or generator that occurs."""
        found = set(self.coefficient.variables()) | self.bound
        for c in self.guard:
            found |= c.form.variables
        for _, exponent in self.powers:
            found |= exponent.variables
        for atom in self.atoms:
            for e in atom.index:
                found |= e.variables
        return frozenset(found)


Form = tuple[Term, ...]

Signature = tuple[Head, ...]
Value = dict[Powers, Coefficient]
"""What a piece of a coefficient function is worth: a coefficient for each product of powers."""

Piece = tuple[Guard, Value]
Table = dict[Signature, list[Piece]]
"""A coefficient function, signature by signature; see `collapse`."""


@dataclass(frozen=True, slots=True)
class Family:
    """The arguments of a function call, one tuple for each value of the formal integer variables."""

    arguments: tuple[Form, ...]
    formals: tuple[str, ...]
    depth: int


@dataclass(slots=True)
class Problem:
    """Everything one decision shares: generators, parameters and their domain, bases, families, budget."""

    parameters: tuple[str, ...] = ()
    domain: Guard = ()
    budget: Budget = field(default_factory=Budget)
    ring: Ring = field(default_factory=Ring)
    bases: dict[str, Coefficient] = field(default_factory=dict)
    base_orders: dict[str, tuple[int, Coefficient | None]] = field(default_factory=dict)
    families: list[Family] = field(default_factory=list)
    floors: dict[tuple[Affine, int], str] = field(default_factory=dict)
    arguments: dict[int, tuple[Table, ...]] = field(default_factory=dict)
    dimensions: dict[str, int] = field(default_factory=dict)
    nothing: int = -2
    """The family whose only argument is 0."""

    roots: dict[str, tuple[int, Coefficient]] = field(default_factory=dict)
    regions: Regions = field(init=False)
    _made: int = 0

    def __post_init__(self) -> None:
        self.regions = Regions(self.budget)

    def fresh(self, stem: str = "b") -> str:
        """A variable that no one has used."""
        self._made += 1
        return f"{stem}{self._made}"

    def arity(self, head: Head) -> int:
        """How many indices atoms of a head carry."""
        if head.kind == "call":
            return len(self.families[head.family].formals)
        return 1 if head.kind == "reciprocal" else self.dimensions[head.name]

    def constant(self, value: int) -> Form:
        """A number as a form."""
        return (Term(self.ring.constant(value)),) if value else ()

    def power_of(self, base: Coefficient, exponent: Affine) -> Term:
        """base^exponent, the base split into -1, primes and irreducible polynomials."""
        powers: dict[str, Affine] = {}
        for name, multiplicity in self._split(base):
            powers[name] = powers.get(name, Affine()) + exponent * multiplicity
        coefficient, kept = self.normal_powers(self.ring.constant(1), powers)
        return Term(coefficient, powers=kept)

    def normal_powers(self, coefficient: Coefficient, powers: Mapping[str, Affine]) -> tuple[Coefficient, Powers]:
        """Constant exponents go into the coefficient, those of roots (and of -1) are brought below their order."""
        kept, waiting = [], dict(powers)
        while waiting:
            base = min(waiting)
            exponent = waiting.pop(base)
            if exponent.constant:
                coefficient = coefficient * self.bases[base] ** exponent.constant
            exponent = Affine(exponent.terms)
            order, value = self.base_orders.get(base, (0, None))
            if order:
                whole = Affine.of({v: c // order for v, c in exponent.terms})
                exponent = exponent - whole * order
                for name, multiplicity in () if value is None else self._split(value):
                    waiting[name] = waiting.get(name, Affine()) + whole * multiplicity
            if exponent.terms:
                kept.append((base, exponent))
        return coefficient, tuple(sorted(kept))

    def _split(self, base: Coefficient) -> list[tuple[str, int]]:
        """The names of a base's irreducible parts with their multiplicities; each is entered in the table of bases."""
        number, factors = base.factors()
        found = []
        for part, multiplicity in [(self.ring.constant(p), e) for p, e in prime_factors(number)] + factors:
            rational = part.rational()
            name = str(part) if rational is None else str(rational)
            if self.bases.setdefault(name, part) is part:
                self._note_order(name, part)
            found.append((name, multiplicity))
        return found

    def _note_order(self, name: str, part: Coefficient) -> None:
        """A root whose power is free of itself, and -1, have a finite order as bases."""
        if name == "-1":
            self.base_orders[name] = (2, None)
        for generator in part.variables() & self.roots.keys():
            order, value = self.roots[generator]
            if generator not in value.variables() and part == self.ring.variable(generator):
                self.base_orders[name] = (order, value)

    def multiply(self, left: Form, right: Form) -> Form:
        """The product, bound variables kept apart."""
        products = (self._product(a, self.apart(b, a.bound)) for a in left for b in right)
        return tuple(p for p in products if p is not None)

    def power(self, form: Form, exponent: int) -> Form:
        """form^exponent by the multinomial theorem on copies that share no bound variable."""
        result: list[Term] = []
        for choice in combinations_with_replacement(form, exponent):
            ways = factorial(exponent)
            for number in set(map(id, choice)):
                ways //= factorial(sum(id(t) == number for t in choice))
            product: Term | None = Term(self.ring.constant(ways))
            for term in choice:
                product = product and self._product(product, self.apart(term, product.bound))
            result += [product] if product else []
        return tuple(result)

    def apart(self, term: Term, taken: frozenset[str]) -> Term:
        """The term with bound variables renamed away from those taken."""
        clash = term.bound & taken
        if not clash:
            return term
        names: dict[str, Affine] = {}
        used = set(taken | term.bound)
        for name in sorted(clash):
            copy = name + "'"
            while copy in used:
                copy += "'"
            used.add(copy)
            names[name] = Affine.variable(copy)
        renamed = term.substitute(names, self)
        return replace(renamed, bound=renamed.bound | {f.terms[0][0] for f in names.values()})

    def _product(self, a: Term, b: Term) -> Term | None:
        """The product of two terms, None when their guards contradict each other at sight."""
        self.budget.spend()
        guard = tidy(a.guard + b.guard)
        if guard is None:
            return None
        powers = dict(a.powers)
        for base, exponent in b.powers:
            powers[base] = powers[base] + exponent if base in powers else exponent
        coefficient, kept = self.normal_powers(a.coefficient * b.coefficient, powers)
        return Term(coefficient, guard, a.bound | b.bound, kept, a.atoms + b.atoms)


def scaled(form: Form, factor: Coefficient) -> Form:
    """The form times a coefficient that holds none of its bound variables."""
    return () if factor.is_zero else tuple(replace(t, coefficient=t.coefficient * factor) for t in form)


def guarded(form: Form, guard: Guard) -> Form:
    """The form where the guard holds, 0 elsewhere."""
    return tuple(replace(t, guard=t.guard + guard) for t in form)


def summed(form: Form, bound: str, guard: Guard) -> Form:
    """The sum of the form over one variable inside a guard."""
    return tuple(replace(t, guard=t.guard + guard, bound=t.bound | {bound}) for t in form)


def prime_factors(number: Fraction) -> list[tuple[int, int]]:
    """-1 and primes with their multiplicities, negative below the line.

    Raises:
        Undecidable: for numbers that take long to factor.
    """
    found = [(-1, 1)] if number < 0 else []
    for part, sign in ((abs(number.numerator), 1), (number.denominator, -1)):
        rest, prime = part, 2
        while rest > 1:
            if prime > 1_000_000:
                raise Undecidable(f"the base {number} is too large to factor")
            prime = prime if prime * prime <= rest else rest
            times = 0
            while rest % prime == 0:
                rest //= prime
                times += 1
            if times:
                found.append((prime, sign * times))
            prime += 1
    return found
