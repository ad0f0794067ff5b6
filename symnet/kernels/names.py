"""Names in generated code: a parameter may be called ``int``, ``lambda``, ``E`` or ``n`` and still be itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

import sympy as sp

from symnet.errors import KernelError

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_PREFIX = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")


def identifier(name: str) -> str:
    """A name no language reserves: ``p_`` before it, letters outside ASCII by their code."""
    return "p_" + "".join(c if c.isascii() and (c.isalnum() or c == "_") else f"_u{ord(c):04x}_" for c in name)


def parameter_names(parameters: Iterable[sp.Symbol]) -> dict[sp.Symbol, str]:
    """Symbol -> identifier, all different.

    Raises:
        KernelError: a name is empty, or two parameters have the same name.
    """
    found: dict[sp.Symbol, str] = {}
    for symbol in parameters:
        if not symbol.name.isidentifier():
            raise KernelError(f"the parameter {symbol.name!r} cannot be a keyword: it is not an identifier")
        text = identifier(symbol.name)
        if text in found.values():
            raise KernelError(f"two parameters are both called {symbol.name!r}")
        found[symbol] = text
    return found


def checked_prefix(name: str) -> str:
    """``name`` if it can begin every public name of an artifact, in C and in Python."""
    if not _PREFIX.match(name):
        raise KernelError(f"{name!r} cannot name a kernel: a small letter, then at most 40 small letters, digits, '_'")
    return name
