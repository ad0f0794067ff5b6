"""Sentences with formulas in them, and the names and values of a counterexample as formulas."""

from __future__ import annotations

import re
from collections.abc import Mapping

from symnet.notation.symbols import TEX
from symnet.notation.tex import tex_name
from symnet.report.formula import Formula
from symnet.report.math import UnreadableTexError, read


def segments(text: str) -> tuple[str | Formula, ...]:
    """Plain text in which ``$…$`` holds TeX, cut into words and formulas."""
    pieces = re.split(r"\$([^$]*)\$", text)
    if len(pieces) % 2 == 0 or text.count("$") % 2:
        return (text,)
    for odd in range(1, len(pieces), 2):  # a stop after a formula stays with it
        stop = pieces[odd + 1][:1] if pieces[odd + 1][:1] in {",", ".", ";"} else ""
        pieces[odd : odd + 2] = pieces[odd] + stop, pieces[odd + 1].removeprefix(stop)
    return tuple(Formula.of(piece) if odd % 2 else piece for odd, piece in enumerate(pieces) if piece)


def mathematics(text: str) -> tuple[str | Formula, ...]:
    """``text`` as one formula where it is TeX, else as a sentence."""
    if "$" in text:
        return segments(text)
    try:
        return (Formula(text, read(text)),)
    except UnreadableTexError:
        return (text,)


def instance(values: Mapping[str, str], tex: str) -> Formula | None:
    """The values of a counterexample in one line; None where a name or a value is not mathematics."""
    if "\\" in tex:
        return Formula.of(tex)
    pairs = [f"{name_tex(name)} = {value}" for name, value in values.items()]
    try:
        return Formula(tex, read(r", \quad ".join(pairs))) if pairs else None
    except UnreadableTexError:
        return None


def name_tex(name: str) -> str:
    """TeX of a printed name: ``x_ini``, ``W[2]``, ``omega``, ``mass``."""
    entry = re.fullmatch(r"(\w+)\[([-\w, ]+)\]", name)
    if entry:
        return rf"{name_tex(entry[1])}_{{{entry[2]}}}"
    return TEX.get(name) or (tex_name(name) if name.isidentifier() else name)
