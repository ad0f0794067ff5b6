"""Derived formulas in the letters of the printed one: where the paper says y and Delta tau, so does its correction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sympy as sp

from symnet.claims.claim import Claim
from symnet.claims.reading import vocabulary_of
from symnet.claims.show import VELOCITY
from symnet.judge.presupposed import expressions, put
from symnet.notation.tex import tex


def lettered(thing: Any, claim: Claim) -> Any:
    """The statement or derived side with the letters that the claim's vocabulary has for its symbols."""
    if claim.states is not None:
        return thing
    vocabulary = vocabulary_of(Path(claim.place.rpartition(":")[0]), claim.id)
    own = [each for each in vocabulary.entries if each.form in vocabulary.own and not (each.slots or each.arguments)]
    forms = {each.name: each.form for each in own}
    free = set().union(*(part.free_symbols for part in expressions(thing)))
    symbols = [each for each in free if isinstance(each, sp.Symbol) and not isinstance(each, sp.Dummy)]
    named = {each: forms[each.name] for each in symbols if forms.get(each.name, "") not in ("", tex(each, VELOCITY))}
    return put(thing, {each: sp.Symbol(form, **each.assumptions0) for each, form in named.items()})
