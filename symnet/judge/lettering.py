"""Derived formulas in the letters of the printed one: where the paper says y and Delta tau, so does its correction.

What a correction needs beyond them, such as the c of a relativistic action, may be typed in as it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.claims.claim import Claim
from symnet.claims.reading import Letters, vocabulary_of
from symnet.claims.show import VELOCITY
from symnet.judge.presupposed import expressions, put
from symnet.notation.kinds import SCALARS
from symnet.notation.tex import tex


def lettered(thing: Any, claim: Claim) -> Any:
    """The statement or derived side with the letters that the claim's vocabulary has for its symbols."""
    if claim.states is not None:
        return thing
    vocabulary = vocabulary_of(Path(claim.place.rpartition(":")[0]), claim.id)
    own = [each for each in vocabulary.entries if each.form in vocabulary.own and not (each.slots or each.arguments)]
    forms = {each.name: each.form for each in own if each.kind in SCALARS}
    named = {each: forms[each.name] for each in _symbols(thing) if forms.get(each.name, "") not in ("", _form(each))}
    return put(thing, {each: sp.Symbol(form, **each.assumptions0) for each, form in named.items()})


def letters_of(derived: Any) -> Letters:
    """Each letter, sequence and undefined function of the derived side as it is printed, with its kind and name."""
    found = {(_form(each), _kind(each), each.name) for each in _symbols(derived)}
    for part in expressions(derived):
        for entry in part.atoms(sp.Indexed):
            label = entry.base.label
            found.add((f"{_form(label)}_{{{_slots(entry.rank)}}}", _kind(label), label.name))
        for value in part.atoms(AppliedUndef):
            name = value.func.__name__
            found.add((f"{_form(sp.Symbol(name))}({_slots(len(value.args))})", "function", name))
    return tuple(sorted(each for each in found if each[1]))


def _symbols(thing: Any) -> Iterator[sp.Symbol]:
    """The letters that occur in it, without those that are bound."""
    parts = tuple(expressions(thing))
    free = set().union(*(part.free_symbols for part in parts))
    free -= {base.label for part in parts for base in part.atoms(sp.IndexedBase)}
    return (each for each in free if isinstance(each, sp.Symbol) and not isinstance(each, sp.Dummy))


def _slots(count: int) -> str:
    return ", ".join([r"\cdot"] * count)


def _form(symbol: sp.Symbol) -> str:
    return tex(symbol, VELOCITY)


def _kind(symbol: sp.Symbol) -> str:
    """The kind of number with just these assumptions, "" if there is none."""
    fits = (kind for kind, assumed in SCALARS.items() if sp.Symbol(symbol.name, **assumed) == symbol)
    return next(fits, "")
