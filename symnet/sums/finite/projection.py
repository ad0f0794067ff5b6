"""Lemma 1: summation variables are eliminated; what is left are walls in labels and parameters, and degrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symnet.sums.finite import affine
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.budget import spend
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.polyhedra import is_empty
from symnet.sums.finite.shapes import Exponent, Shape


@dataclass(frozen=True, slots=True)
class Piece:
    """[f_1 >= 0] … [f_t >= 0] times an exponential polynomial of at most this degree in each exponential."""

    constraints: frozenset[Affine]
    degree: int
    exponentials: frozenset[tuple[Exponent, ...]]


def label(factor: int, slot: int) -> str:
    """The name of the label at one index of one entry."""
    return f"{factor}.{slot}"


def pieces(shape: Shape, domain: tuple[Affine, ...]) -> set[Piece]:
    """The pieces of one shape's coefficient function of its labels and the parameters.

    Raises:
        OutOfReachError: a variable has a coefficient other than 1 or -1 where it must be eliminated.
    """
    equations = [
        affine.minus(affine.variable(label(f, s)), form)
        for f, (_, forms) in enumerate(shape.entries)
        for s, form in enumerate(forms)
    ]
    constraints, exponents, left = list(shape.constraints), list(shape.exponents), list(shape.binders)
    for name in reversed(shape.binders):
        solved = next((e for e in equations if abs(affine.coefficient(e, name)) == 1), None)
        if solved is None:
            continue
        value = affine.scaled(affine.substituted(solved, name, ()), -affine.coefficient(solved, name))
        equations = [affine.substituted(e, name, value) for e in equations if e is not solved]
        constraints = [affine.substituted(c, name, value) for c in constraints]
        exponents = [(base, affine.linear(affine.substituted(e, name, value))) for base, e in exponents]
        left.remove(name)
    for equation in equations:
        if affine.variables(equation) & set(left):
            raise OutOfReachError("an index has a coefficient other than 1 or -1")
        constraints += [equation, affine.scaled(equation, -1)]
    return _summed(constraints, exponents, left, shape.degree, domain)


def _summed(
    constraints: Iterable[Affine], exponents: list[Exponent], names: list[str], degree: int, domain: tuple[Affine, ...]
) -> set[Piece]:
    current = {Piece(_tidy(constraints), degree, frozenset([_exponential(exponents)]))}
    for name in reversed(names):
        current = {new for piece in current for new in _eliminated(piece, name)}
        spend(len(current) * 10, "eliminating a summation variable")
        current = {piece for piece in current if not is_empty([*piece.constraints, *domain])}
    return {piece for piece in current if not is_empty([*piece.constraints, *domain])}


def _eliminated(piece: Piece, name: str) -> Iterator[Piece]:
    """The cases 'which lower end is largest, which upper end smallest, ties by order, and the range not empty'."""
    lows, highs, rest = [], [], []
    for form in sorted(piece.constraints):
        c = affine.coefficient(form, name)
        if c == 0:
            rest.append(form)
        elif c == 1:
            lows.append(affine.scaled(affine.substituted(form, name, ()), -1))
        elif c == -1:
            highs.append(affine.substituted(form, name, ()))
        else:
            raise OutOfReachError("a summation index has a coefficient other than 1 or -1 in a condition")
    if not lows or not highs:
        raise OutOfReachError("a summation has no finite range")
    for i, low in enumerate(lows):
        largest = [affine.shifted(affine.minus(low, other), -(j < i)) for j, other in enumerate(lows) if j != i]
        for i_, high in enumerate(highs):
            smallest = [
                affine.shifted(affine.minus(other, high), -(j < i_)) for j, other in enumerate(highs) if j != i_
            ]
            some = affine.shifted(affine.minus(high, low), 1)
            ends = {
                _exponential([(base, affine.linear(affine.substituted(e, name, end))) for base, e in exponential])
                for exponential in piece.exponentials
                for end in (low, high)
            }
            yield Piece(_tidy([*rest, *largest, *smallest, some]), piece.degree + 1, frozenset(ends))


def _tidy(forms: Iterable[Affine]) -> frozenset[Affine]:
    """Tight forms, of parallel ones the strongest; a form that is a negative number stays and marks an empty piece."""
    strongest: dict[Affine, int] = {}
    for form in map(affine.tightened, forms):
        direction, c = affine.linear(form), affine.coefficient(form, "")
        if direction or c < 0:
            strongest[direction] = min(c, strongest.get(direction, c))
    return frozenset(affine.shifted(direction, c) for direction, c in strongest.items())


def _exponential(factors: Iterable[Exponent]) -> tuple[Exponent, ...]:
    """The product of powers, equal bases collected."""
    total: dict[str, Affine] = {}
    for base, form in factors:
        total[base] = affine.plus(total.get(base, ()), affine.linear(form))
    return tuple(sorted((base, form) for base, form in total.items() if form))
