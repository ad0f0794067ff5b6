"""Integer affine forms: sorted (variable, coefficient) pairs, the constant under the empty name; hashable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import gcd

Affine = tuple[tuple[str, int], ...]


def of(coefficients: Mapping[str, int]) -> Affine:
    """The form with these coefficients."""
    return tuple(sorted((v, c) for v, c in coefficients.items() if c))


def constant(value: int) -> Affine:
    """The form that is a number."""
    return (("", value),) if value else ()


def variable(name: str, shift: int = 0) -> Affine:
    """name + shift."""
    return of({name: 1, "": shift})


def plus(a: Affine, b: Affine, factor: int = 1) -> Affine:
    """a + factor*b."""
    total = dict(a)
    for v, c in b:
        total[v] = total.get(v, 0) + factor * c
    return of(total)


def minus(a: Affine, b: Affine) -> Affine:
    """a - b."""
    return plus(a, b, -1)


def scaled(a: Affine, factor: int) -> Affine:
    """factor*a."""
    return tuple((v, c * factor) for v, c in a) if factor else ()


def shifted(a: Affine, by: int) -> Affine:
    """a + by."""
    return plus(a, constant(by))


def negated(a: Affine) -> Affine:
    """The form that is >= 0 exactly where a is <= -1."""
    return shifted(scaled(a, -1), -1)


def coefficient(a: Affine, name: str) -> int:
    """The coefficient of one variable (of the constant under "")."""
    return next((c for v, c in a if v == name), 0)


def variables(a: Affine) -> frozenset[str]:
    """The variables that occur."""
    return frozenset(v for v, _ in a if v)


def linear(a: Affine) -> Affine:
    """The form without its constant."""
    return tuple((v, c) for v, c in a if v)


def is_constant(a: Affine) -> bool:
    """No variable occurs."""
    return all(not v for v, _ in a)


def at(a: Affine, env: Mapping[str, int]) -> int:
    """The value at a point."""
    return sum(c * env[v] if v else c for v, c in a)


def substituted(a: Affine, name: str, form: Affine) -> Affine:
    """The form with one variable replaced by a form."""
    c = coefficient(a, name)
    return plus(tuple((v, k) for v, k in a if v != name), form, c) if c else a


def renamed(a: Affine, names: Mapping[str, str]) -> Affine:
    """The form with its variables renamed, all at once."""
    total: dict[str, int] = {}
    for v, c in a:
        total[names.get(v, v)] = total.get(names.get(v, v), 0) + c
    return of(total)


def replaced(a: Affine, forms: Mapping[str, Affine]) -> Affine:
    """The form with several variables replaced at once."""
    total: Affine = ()
    for v, c in a:
        total = plus(total, forms.get(v, ((v, 1),)), c)
    return total


def tightened(a: Affine) -> Affine:
    """The strongest form with the same integer points in a >= 0: common factor out, constant rounded down."""
    common = gcd(*(c for v, c in a if v))
    return a if common <= 1 else of({v: c // common for v, c in a})


def text(a: Affine) -> str:
    """A printed form such as ``n - k + 1``."""
    parts: list[str] = []
    for v, c in sorted(a, key=lambda pair: (not pair[0], pair[1] < 0)):
        size = v if v and abs(c) == 1 else f"{abs(c)}*{v}" if v else str(abs(c))
        parts.append(("-" if c < 0 else "+") + size)
    joined = "".join(parts) or "0"
    return joined.removeprefix("+")


def names(forms: Iterable[Affine]) -> frozenset[str]:
    """Every variable of several forms."""
    return frozenset().union(*(variables(a) for a in forms))
