"""The layout tree as TeX: the same tokens it was read from, with plain spacing."""

from __future__ import annotations

from functools import singledispatch

from symnet.report.math.height import is_tall
from symnet.report.math.kinds import kind_of
from symnet.report.math.tree import (
    Accent,
    Atom,
    Fence,
    Font,
    Fraction,
    Group,
    Kind,
    Marked,
    NewLine,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Table,
    Words,
)

MARK = r"\symnetdiffers"
"""The command the LaTeX templates define to set off what differs."""


def to_tex(row: Row) -> str:
    """TeX of ``row``, without delimiters."""
    text = ""
    for node in row:
        piece = _tex(node)
        if text and piece and _would_join(text, piece):
            text += " "
        text += piece
    return text


def _would_join(left: str, right: str) -> bool:
    r"""Whether ``right``'s first letter would be read as part of a command that ends ``left``."""
    if not (right[0].isalpha() or (left[-1] == "\\")):
        return False
    command = left.rpartition("\\")[2]
    return "\\" in left and command.isalpha()


_STRUT = r"\vphantom{\sum}"
"""Gives the delimiters of a low part the height of the whole it was cut from."""


@singledispatch
def _tex(node: Node) -> str:
    raise TypeError(f"no TeX for {type(node).__name__}")


@_tex.register
def _(node: Atom) -> str:
    return f" {node.tex} " if node.kind in {"relation", "binary"} else node.tex


@_tex.register
def _(node: Space) -> str:
    return r"{\ }" if node.tex == r"\ " else node.tex


@_tex.register
def _(node: Words) -> str:
    escaped = "".join("\\" + character if character in "_%#&$" else character for character in node.text)
    return f"{node.command}{{{escaped}}}"


@_tex.register
def _(node: Group) -> str:
    return f"{{{to_tex(node.row)}}}"


@_tex.register
def _(node: Font) -> str:
    return f"{node.command} {to_tex(node.row)}" if node.declared else f"{node.command}{{{to_tex(node.row)}}}"


@_tex.register
def _(node: Accent) -> str:
    return node.command + _argument(node.base)


@_tex.register
def _(node: Fraction) -> str:
    return node.command + _argument(node.numerator) + _argument(node.denominator)


@_tex.register
def _(node: Root) -> str:
    degree = "" if node.degree is None else f"[{to_tex(node.degree)}]"
    return rf"\sqrt{degree}{_argument(node.radicand)}"


@_tex.register
def _(node: Scripts) -> str:
    scripts = [("_", node.sub), ("^", node.sup)]
    if node.sup_first:
        scripts.reverse()
    base = "" if node.base is None else to_tex((node.base,)).strip()
    marks = "".join(mark + _argument(script).lstrip() for mark, script in scripts if script is not None)
    return base + node.limits + "'" * node.primes + marks


@_tex.register
def _(node: Fence) -> str:
    body = to_tex(node.row).strip()
    if node.opening == "." and node.row and kind_of(node.row[0]) in {Kind.BINARY, Kind.RELATION}:
        body = "{}" + body
    if node.tall and not is_tall(node.row):
        body = _STRUT + body
    gap = " " if node.opening[-1].isalpha() and body[:1].isalpha() else ""
    return rf"\left{node.opening}{gap}{body}\right{node.closing}"


@_tex.register
def _(node: Table) -> str:
    body = r" \\ ".join(" & ".join(to_tex(cell) for cell in cells) for cells in node.rows)
    if node.name == "substack":
        return rf"\substack{{{body}}}"
    columns = f"{{{node.columns}}}" if node.name == "array" else ""
    return rf"\begin{{{node.name}}}{columns} {body} \end{{{node.name}}}"


@_tex.register
def _(node: NewLine) -> str:
    return r" \\ "


@_tex.register
def _(node: Marked) -> str:
    return f"{MARK}{{{to_tex(node.row)}}}"


def _argument(node: Node) -> str:
    return _tex(node) if isinstance(node, Group) else f"{{{to_tex((node,)).strip()}}}"
