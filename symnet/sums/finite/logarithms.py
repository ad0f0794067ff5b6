"""Products of symbolic length: Π = Π holds when the formal logarithms agree, each distinct factor having its own.

log of an entry is an entry of a free sequence, log of a prime or a scalar a free scalar, log of anything else a free
function of it. Equal logarithms then mean: the same factors, each as often. That is sufficient, not necessary.
"""

from __future__ import annotations

import sympy as sp

from symnet.sums.finite import language
from symnet.sums.finite.language import Node, add, mul
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.printing import text

MARK = "log'"
"""Put before a name it makes one that no user's symbol can have."""


def has_product(node: Node) -> bool:
    """A product of symbolic length occurs."""
    return any(part[0] == "prod" for part in language.walk(node))


def logarithm(node: Node) -> Node:
    """The formal logarithm of a product of factors.

    Raises:
        OutOfReachError: a factor may be zero, or stands in a denominator and may be.
    """
    match node:
        case ("num", q):
            if not q:
                raise OutOfReachError("a product is zero")
            primes = [*sp.factorint(abs(q.numerator)).items()]
            primes += [(p, -e) for p, e in sp.factorint(q.denominator).items()]
            primes += [(-1, 1)] if q < 0 else []
            return add(*(mul(language.number(e), ("sym", f"{MARK}{p}")) for p, e in primes))
        case ("sym", name):
            return ("sym", f"{MARK}{name}")
        case ("at", head, forms):
            return ("at", f"{MARK}{head}", forms)
        case ("mul", nodes):
            return add(*map(logarithm, nodes))
        case ("pow", base, exponent):
            return mul(language.number(exponent), logarithm(base))
        case ("inv", base):
            if base[0] not in ("sym", "at", "pow", "exp", "prod"):
                raise OutOfReachError(f"{text(base)} in a denominator may be zero")
            return language.negative(logarithm(base))
        case ("exp", base, form):
            return mul(language.integer(form), logarithm(base))
        case ("prod", name, lo, hi, body):
            return ("sum", name, lo, hi, logarithm(body))
        case ("ind", _):
            raise OutOfReachError("a product is zero for some of its indices")
    return ("fun", MARK, (node,))
