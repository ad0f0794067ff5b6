"""Names in generated code: a parameter may be called ``int``, ``lambda``, ``E`` or ``n`` and still be itself."""

from __future__ import annotations

import keyword
import re
import sys
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


_NEEDED = {"numpy", "mpmath", "jax", "numba", "torch"}
"""What an artifact imports: a file of that name beside it would be found first."""


def require_importable(files: Iterable[str]) -> None:
    """Refuse file names that no import statement can name, or that would hide a module from the artifact itself.

    Raises:
        KernelError: the name is Python's own.
    """
    for stem in (file.removesuffix(".py") for file in files if file.endswith(".py")):
        if keyword.iskeyword(stem) or stem in sys.stdlib_module_names or stem in _NEEDED:
            raise KernelError(
                f"a file {stem}.py could not be imported or would hide Python's {stem}: take another name"
            )
