"""The value of an expression at one instance, by the plainest means: loops over ranges and exact fractions.

Nothing here is shared with the two proofs; it audits what they accept. Entries and undefined functions take
reproducible pseudo-random values, the same for the same arguments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import prod

import sympy as sp
from sympy.core.function import AppliedUndef

Values = Mapping[sp.Basic, Fraction]

LONGEST = 10_000
"""Terms of a range that are added up; the widths at which anything is audited need far fewer."""


class NoValueError(Exception):
    """The expression has no exact rational value at this instance."""


def value(expression: sp.Basic, values: Values, seed: int = 0) -> Fraction:
    """The exact value: what ``values`` names (symbols, entries such as W[3]) from there, the rest drawn by ``seed``.

    Raises:
        NoValueError: a fractional power, a zero denominator, or a function without rational values.
    """

    fixed_entries = any(isinstance(each, sp.Indexed) for each in values)

    def at(node: sp.Basic, bound: Values) -> Fraction:
        if isinstance(node, sp.Rational):
            return Fraction(node.p, node.q)
        if node in bound:
            return bound[node]
        if isinstance(node, sp.Symbol) or node in (sp.I, sp.pi):
            return _drawn(seed, str(node))
        if isinstance(node, sp.Indexed):
            indices = [at(each, bound) for each in node.indices]
            given = bound.get(node.base[tuple(map(int, indices))]) if fixed_entries else None
            return _drawn(seed, f"{node.base}{indices}") if given is None else given
        if isinstance(node, AppliedUndef):
            return _drawn(seed, f"{node.func}({[at(each, bound) for each in node.args]})")
        if isinstance(node, (sp.Sum, sp.Product)):
            return _repeated(node, bound, at)
        return _elementary(node, [at(child, bound) for child in node.args])

    return at(expression, values)


def integer_choices(
    expressions: Iterable[sp.Basic], assumptions: sp.Basic, widths: Iterable[int]
) -> Iterator[dict[sp.Basic, Fraction]]:
    """Values for the integer symbols inside the assumptions: N takes each width, the others every place up to it."""
    free = set(assumptions.free_symbols).union(*(each.free_symbols for each in expressions))
    symbols = [each for each in free if each.is_Symbol and each.is_integer]
    places_of = [each for each in symbols if each.name != "N"]
    for width in widths:
        for place in range(width + 1) if places_of else (0,):
            chosen = {each: sp.Integer(width if each.name == "N" else place) for each in symbols}
            if assumptions == sp.true or assumptions.subs(chosen) == sp.true:
                yield {each: Fraction(int(number)) for each, number in chosen.items()}


def _drawn(seed: int, name: str) -> Fraction:
    """A non-zero fraction that depends on the seed and the name alone."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    size = Fraction(digest[0] % 9 + 1, digest[1] % 4 + 1)
    return size if digest[2] % 2 else -size


def _repeated(node: sp.Basic, bound: Values, at: Callable[[sp.Basic, Values], Fraction]) -> Fraction:
    *inner, (index, lower, upper) = node.limits
    body = node.func(node.function, *inner) if inner else node.function
    first, last = at(lower, bound), at(upper, bound)
    if first.denominator != 1 or last.denominator != 1:
        raise NoValueError(f"the range {lower} to {upper} has ends that are not integers")
    if last - first > LONGEST:
        raise NoValueError(f"the range {lower} to {upper} has more than {LONGEST} terms")
    terms = [at(body, {**bound, index: Fraction(i)}) for i in range(int(first), int(last) + 1)]
    return sum(terms, Fraction(0)) if isinstance(node, sp.Sum) else prod(terms, start=Fraction(1))


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or (base == 0 and exponent < 0):
        raise NoValueError(f"({base})**({exponent})")
    return base ** int(exponent)


def _step(argument: Fraction, at_zero: Fraction) -> Fraction:
    return at_zero if argument == 0 else Fraction(argument > 0)


_FUNCTIONS: Mapping[type, Callable[..., Fraction]] = {
    sp.Add: lambda *terms: sum(terms, Fraction(0)),
    sp.Mul: lambda *factors: prod(factors, start=Fraction(1)),
    sp.Pow: _power,
    sp.Max: lambda *arguments: max(arguments),
    sp.Min: lambda *arguments: min(arguments),
    sp.Abs: abs,
    sp.KroneckerDelta: lambda i, j: Fraction(i == j),
    sp.Heaviside: _step,
}


def _elementary(node: sp.Basic, arguments: list[Fraction]) -> Fraction:
    for kind, function in _FUNCTIONS.items():
        if isinstance(node, kind):
            return function(*arguments)
    raise NoValueError(f"{type(node).__name__} has no exact value here")
