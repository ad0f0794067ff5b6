"""Products that begin with a factor one, begun after it: the product of n from 1 to N is that from 2 to N."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symnet.judge.obligation import Obligation


def without_unit_factors(obligation: Obligation) -> Obligation:
    """The obligation with the first factor of each product left out where it is there and is one."""
    sides = (_begun_later(obligation.claimed), _begun_later(obligation.derived))
    return replace(obligation, claimed=sides[0], derived=sides[1])


def _begun_later(side: sp.Expr) -> sp.Expr:
    return side.replace(lambda each: isinstance(each, sp.Product) and len(each.limits) == 1, _shorter)


def _shorter(product: sp.Product) -> sp.Product:
    """One factor at a time; a product that may be empty is left as it is."""
    index, lower, upper = product.limits[0]
    while lower.is_Integer and (upper - lower).is_nonnegative and product.function.subs(index, lower) == 1:
        lower += 1
    return sp.Product(product.function, (index, lower, upper))
