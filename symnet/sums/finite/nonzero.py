"""Denominators that vanish for no admissible parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from symnet.sums.finite import affine, language, polyhedra
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.language import Node
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.printing import text


def must_not_vanish(node: Node, domain: Sequence[Affine]) -> None:
    """Make sure that a denominator is not zero on the domain (as a polynomial in its scalars).

    Raises:
        OutOfReachError: it may be zero somewhere.
    """
    if language.free(node) and not _nonzero(node, domain):
        raise OutOfReachError(f"the denominator {text(node)} may vanish inside the assumptions")


def _nonzero(node: Node, domain: Sequence[Affine]) -> bool:
    if node[0] == "mul":
        return all(_nonzero(part, domain) for part in node[1])
    if node[0] in ("pow", "inv"):
        return _nonzero(node[1], domain)
    if node[0] == "exp":
        return _nonzero(node[1], domain)
    if not language.free(node):
        return node[0] != "num" or bool(node[1])
    return any(_signed(form, domain) for form in _coefficients(node))


def _signed(form: Affine, domain: Sequence[Affine]) -> bool:
    return polyhedra.implies(domain, affine.shifted(form, -1)) or polyhedra.implies(domain, affine.negated(form))


def _coefficients(node: Node) -> list[Affine]:
    """The affine forms, up to a factor, that multiply the monomials of scalars in a sum of simple terms."""
    found: dict[frozenset[tuple[Node, int]], dict[str, Fraction]] = {}
    for term in node[1] if node[0] == "add" else (node,):
        factor, form = Fraction(1), affine.constant(1)
        scalars: Counter[Node] = Counter()
        for part in term[1] if term[0] == "mul" else (term,):
            if part[0] == "num":
                factor *= part[1]
            elif part[0] == "int" and affine.is_constant(form):
                form = part[1]
            elif part[0] in ("sym", "pow") and not language.free(part):
                scalars.update({part: 1} if part[0] == "sym" else {part[1]: part[2]})
            else:
                return []
        total = found.setdefault(frozenset(scalars.items()), {})
        for v, c in form:
            total[v] = total.get(v, Fraction(0)) + factor * c
    if any(base[0] != "sym" for monomial in found for base, _ in monomial):
        return []
    return [_integral(total) for total in found.values()]


def _integral(total: dict[str, Fraction]) -> Affine:
    common = lcm(*(c.denominator for c in total.values()))
    return affine.of({v: int(c * common) for v, c in total.items()})
