"""The printed form of a statement: Python syntax, read back by ``symnet.sums.recheck`` and by people."""

from __future__ import annotations

from symnet.sums.finite import affine
from symnet.sums.finite.language import Node

_ATOM, _POWER, _PRODUCT, _SUM = range(4)


def text(node: Node) -> str:
    """The node in Python syntax."""
    return _shown(node)[0]


def _within(node: Node, level: int) -> str:
    shown, own = _shown(node)
    return shown if own <= level else f"({shown})"


def _shown(node: Node) -> tuple[str, int]:
    """The text and how tightly it binds."""
    match node:
        case ("num", q):
            return (str(q), _SUM) if q < 0 else (str(q), _ATOM if q.denominator == 1 else _PRODUCT)
        case ("sym", name):
            return name, _ATOM
        case ("int", form):
            return affine.text(form), _ATOM if form[1:] == () and form[0][1] == 1 else _SUM
        case ("at", head, forms):
            return f"{head}[{', '.join(map(affine.text, forms)) or 0}]", _ATOM
        case ("add", nodes):
            joined = "".join(_signed(part) for part in nodes)
            return joined.removeprefix("+"), _SUM
        case ("mul", nodes):
            return "*".join(_within(part, _POWER) for part in nodes), _PRODUCT
        case ("pow", base, exponent):
            return f"{_within(base, _ATOM)}**{exponent}", _POWER
        case ("inv", base):
            return f"1/{_within(base, _ATOM)}", _PRODUCT
        case _:
            return _call(node), _ATOM


def _signed(node: Node) -> str:
    shown = _within(node, _SUM)
    return shown if shown.startswith("-") else f"+{shown}"


def _call(node: Node) -> str:
    match node:
        case ("exp", base, form):
            return f"Pow({text(base)}, {affine.text(form)})"
        case ("ind", form):
            return f"Ind({affine.text(form)})"
        case ("sum" | "prod" as tag, name, lo, hi, body):
            word = "Sum" if tag == "sum" else "Prod"
            return f"{word}({name}, {affine.text(lo)}, {affine.text(hi)}, {text(body)})"
        case ("all", name, body):
            return f"Sum({name}, -oo, oo, {text(body)})"
        case ("det", i, j, size, entry):
            return f"Det({i}, {j}, {affine.text(size)}, {text(entry)})"
        case ("lin", *nodes, form):
            return f"Lin({', '.join(map(text, nodes))}, {affine.text(form)})"
        case ("root", base, degree):
            return f"Root({text(base)}, {degree})"
        case ("fun", name, nodes):
            return f"{name}({', '.join(map(text, nodes))})"
    raise TypeError(f"not a statement node: {node!r}")
