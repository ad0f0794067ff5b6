"""From TeX to its object: parse, build, and keep everything a reader of the result may ask for."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.claims.tex.build.arithmetic import ARITHMETIC
from symnet.claims.tex.build.calculus import CALCULUS
from symnet.claims.tex.build.environment import Environment
from symnet.claims.tex.build.integrals import INTEGRALS
from symnet.claims.tex.build.statements import statements
from symnet.claims.tex.parse.statements import parse
from symnet.claims.tex.show.printer import show
from symnet.claims.tex.tree import Statements
from symnet.claims.tex.vocabulary.load import Vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """What a display was read as.

    ``tree`` is the record of the print; ``object`` is what it says, unevaluated; ``notes`` are the choices that rest on
    a rule; ``used`` are the declared forms that occurred.
    """

    tex: str
    tree: Statements
    object: sp.Basic
    notes: tuple[str, ...]
    used: frozenset[str]
    vocabulary: Vocabulary

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled as its text: SymPy evaluates what it unpickles, and an equation may come back as True."""
        return read, (self.tex, self.vocabulary)

    @property
    def understood(self) -> str:
        """TeX of the object, in the printed forms of the vocabulary."""
        return show(self.object, self.vocabulary)


def read(tex: str, vocabulary: Vocabulary) -> Reading:
    """The reading of one display.

    Raises:
        ReadingError: where it is no statement, uses what is not declared, or can be read in two ways.
    """
    tree, notes = parse(tex, vocabulary)
    env = Environment(tex, vocabulary, {**ARITHMETIC, **CALCULUS, **INTEGRALS})
    built = statements(tree, env)
    return Reading(tex, tree, built, (*notes, *env.notes), frozenset(env.used), vocabulary)
