"""SymPy's two sides and assumptions -> a problem."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symnet.sums.finite import translation
from symnet.sums.finite.assumptions import domains
from symnet.sums.finite.problem import Problem
from symnet.sums.finite.reading import Reader
from symnet.sums.finite.signs import signed


def read(lhs: Any, rhs: Any, assumptions: Any = True) -> Problem:
    """The statement as a problem in the language.

    Raises:
        OutOfReachError: it does not belong to the language.
    """
    given = [sp.sympify(part, strict=True) for part in (lhs, rhs, assumptions)]
    namesakes = signed(given[2], set[sp.Symbol]().union(*(part.free_symbols for part in given)))
    *sides, condition = (part.xreplace(namesakes) for part in given)
    reader = Reader(*sides)
    stated = reader.read(sides[0], {}), reader.read(sides[1], {})
    for symbol in sorted(condition.free_symbols, key=str):
        if symbol.is_integer:
            reader.names.parameter(symbol)
    vocabulary = reader.names.vocabulary
    parts, conditions = domains(reader, condition, list(vocabulary.integers.values()))
    left, right = map(translation.finite, stated)
    vocabulary.sequences.update({f"{head}{translation.MARK}": base for head, base in vocabulary.sequences.items()})
    return Problem(left, right, tuple(vocabulary.integers), parts, vocabulary, stated, conditions)
