"""The systems that come with symnet, by name: their files are read as data, not run."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from symnet.errors import InputError, SymnetError
from symnet.resources import resource


@dataclass(frozen=True, slots=True)
class System:
    """A named Lagrangian, as text."""

    name: str
    title: str
    lagrangian: str


def systems() -> dict[str, System]:
    """Every file of ``derivations/systems`` that states a ``TITLE`` and a ``LAGRANGIAN``."""
    found = (_read(path) for path in sorted(resource("derivations", "systems").glob("[a-z]*.py")))
    return {system.name: system for system in found if system is not None}


def named(text: str) -> System:
    """The system called ``text``, or the Lagrangian that ``text`` is.

    Raises:
        InputError: a bare name that is no system.
    """
    known = systems()
    if text in known:
        return known[text]
    if len(text) > 1 and text.isidentifier():
        close = get_close_matches(text, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}"
        raise InputError(f"no system is called {text!r}; {hint}")
    return System("kernel", text, text)


def _read(path: Path) -> System | None:
    texts: dict[str, str] = {}
    for node in ast.parse(path.read_text(encoding="utf-8"), str(path)).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            texts |= _literal(node.targets[0].id, node.value, path)
    if {"TITLE", "LAGRANGIAN"} <= texts.keys():
        return System(path.stem, texts["TITLE"], texts["LAGRANGIAN"])
    return None


def _literal(name: str, value: ast.expr, path: Path) -> dict[str, str]:
    if name not in ("TITLE", "LAGRANGIAN"):
        return {}
    if not (isinstance(value, ast.Constant) and isinstance(value.value, str)):
        raise SymnetError(f"{path}: {name} is not a plain string")
    return {name: value.value}
