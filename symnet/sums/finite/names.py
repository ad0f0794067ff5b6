"""Identifiers of the language for SymPy's objects: equal objects, equal names; different objects, different names."""

from __future__ import annotations

import re
from typing import Any

import sympy as sp

from symnet.sums.finite import affine
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.language import ELEMENTARY, Node
from symnet.sums.finite.problem import Vocabulary

RESERVED = ELEMENTARY | {"Sum", "Prod", "Ind", "Pow", "Det", "Lin", "Root"}
"""Words of the printed language; a user's symbol of that name gets another."""


class Names:
    """The vocabulary of one statement while it is read."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._names: dict[Any, str] = {}
        self._taken: set[str] = set(RESERVED)
        self._derivatives: dict[str, tuple[str, tuple[int, ...]]] = {}

    def fresh(self, wish: str) -> str:
        """A name nobody has, as close to the wish as an identifier can be."""
        base = re.sub(r"\W", "_", wish, flags=re.ASCII) or "_"
        base = base if base[0].isalpha() or base[0] == "_" else f"_{base}"
        name, number = base, 1
        while name in self._taken:
            number += 1
            name = f"{base}_{number}"
        self._taken.add(name)
        return name

    def _name(self, thing: Any, wish: str) -> str:
        if thing not in self._names:
            self._names[thing] = self.fresh(wish)
        return self._names[thing]

    def parameter(self, symbol: sp.Symbol) -> Affine:
        """A free integer symbol."""
        name = self._name(symbol, symbol.name)
        self.vocabulary.integers[name] = symbol
        return affine.variable(name)

    def scalar(self, symbol: sp.Expr) -> Node:
        """A free scalar."""
        name = self._name(symbol, str(symbol))
        self.vocabulary.scalars[name] = symbol
        return ("sym", name)

    def sequence(self, base: sp.IndexedBase, indices: int) -> str:
        """A free sequence; with another number of indices it is another one."""
        name = self._name((base, indices), str(base.label))
        self.vocabulary.sequences[name] = base
        return name

    def function(self, function: Any, arguments: int) -> str:
        """An undefined function, or an elementary one (which keeps its name)."""
        word = function.__name__
        name = word if word in ELEMENTARY and hasattr(sp, word) and function is getattr(sp, word) else None
        name = name or self._name((function, arguments), word)
        self.vocabulary.functions[name] = function
        return name

    def partial(self, function: str, position: int) -> str:
        """A function's partial derivative; mixed derivatives commute."""
        root, orders = self._derivatives.get(function, (function, ()))
        orders = tuple(sorted([*orders, position]))
        known = self.vocabulary.functions[root]
        if root in ELEMENTARY:
            raise ValueError(root)
        name = self._name((known, orders), f"{root}_{''.join(str(p + 1) for p in orders)}")
        primes = f"{root}{chr(39) * len(orders)}" if set(orders) == {0} else name
        self.vocabulary.functions[name] = sp.Function(primes)
        self._derivatives[name] = (root, orders)
        return name
