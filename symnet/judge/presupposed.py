"""What the letters of a statement are taken to be: each sign is an assumption, and can be dropped like one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import sympy as sp

from symnet.sums.minimal import sign_of, unsigned


def signed(*things: Any) -> dict[sp.Symbol, sp.Basic]:
    """The letters with a sign that occur in statements and derived sides, each with what is assumed of it."""
    free = set().union(*(part.free_symbols for thing in things for part in expressions(thing)))
    letters = (each for each in free if isinstance(each, sp.Symbol) and not isinstance(each, sp.Dummy))
    found = {letter: sign_of(letter) for letter in sorted(letters, key=str)}
    return {letter: sign for letter, sign in found.items() if sign is not None}


def without_sign(thing: Any, letter: sp.Symbol) -> Any:
    """The statement or derived side with the letter real, or an integer, but of any sign."""
    return put(thing, {letter: unsigned(letter)})


def expressions(thing: Any) -> Iterator[sp.Basic]:
    """The SymPy objects that a record or tuple is made of."""
    if isinstance(thing, sp.Basic):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from expressions(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from expressions(getattr(thing, field.name))


def put(thing: Any, values: Mapping[sp.Symbol, sp.Symbol]) -> Any:
    """The record or tuple with other letters."""
    if isinstance(thing, sp.Equality):
        return sp.Eq(*(side.xreplace(values) for side in thing.args), evaluate=False)
    if isinstance(thing, sp.Basic):
        return thing.xreplace(values)
    if isinstance(thing, tuple):
        return tuple(put(part, values) for part in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {field.name: put(getattr(thing, field.name), values) for field in fields(thing) if field.init}
        return replace(thing, **changed)
    return thing
