"""Everything one decision shares, and the algebra of terms that needs it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations_with_replacement
from math import factorial

from symnet.sums.normal.affine import Affine, Guard, tidy
from symnet.sums.normal.bases import Bases
from symnet.sums.normal.budget import Budget
from symnet.sums.normal.coefficients import Coefficient, Ring
from symnet.sums.normal.regions import Regions
from symnet.sums.normal.terms import Family, Form, Head, Table, Term


@dataclass(slots=True)
class Problem:
    """Everything one decision shares: generators, parameters and their domain, bases, families, budget."""

    parameters: tuple[str, ...] = ()
    domain: Guard = ()
    budget: Budget = field(default_factory=Budget)
    ring: Ring = field(default_factory=Ring)
    families: list[Family] = field(default_factory=list)
    floors: dict[tuple[Affine, int], str] = field(default_factory=dict)
    arguments: dict[int, tuple[Table, ...]] = field(default_factory=dict)
    dimensions: dict[str, int] = field(default_factory=dict)
    nothing: int = -2
    """The family whose only argument is 0."""

    bases: Bases = field(init=False)
    regions: Regions = field(init=False)
    _made: int = 0

    def __post_init__(self) -> None:
        self.bases = Bases(self.ring)
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
        """base^exponent as a term."""
        coefficient, powers = self.bases.power(base, exponent)
        return Term(coefficient, powers=powers)

    def multiply(self, left: Form, right: Form) -> Form:
        """The product, bound variables kept apart."""
        products = (self._product(a, self.apart(b, a.bound)) for a in left for b in right)
        return tuple(p for p in products if p is not None)

    def power(self, form: Form, exponent: int) -> Form:
        """form^exponent by the multinomial theorem on copies that share no bound variable.

        Raises:
            Undecidable: for exponents that no budget allows.
        """
        if len(form) == 1 and form[0] == Term(form[0].coefficient):
            return (Term(form[0].coefficient ** exponent),)
        self.budget.spend(exponent)
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
        renamed = term.substitute(names, self.bases)
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
        coefficient, kept = self.bases.normal(a.coefficient * b.coefficient, powers)
        return Term(coefficient, guard, a.bound | b.bound, kept, a.atoms + b.atoms)
