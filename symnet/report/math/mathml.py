"""The layout tree as MathML Core, which Chromium, Firefox and Safari draw by themselves."""

from __future__ import annotations

from functools import singledispatch
from html import escape

from symnet.report.math.alphabets import in_font
from symnet.report.math.commands import ACCENTS, DECLARATIONS, DELIMITERS, LIMIT_FUNCTIONS, TABLES
from symnet.report.math.height import is_tall
from symnet.report.math.kinds import kind_of
from symnet.report.math.layout import Layout, Line
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

_THIN = '<mspace width="0.167em"/>'


def to_mathml(formula: Layout | Row) -> str:
    """A ``<math>`` element: a display for a layout, inline for a row."""
    if isinstance(formula, tuple):
        return f"<math>{_row(formula)}</math>"
    if len(formula.lines) == 1:
        return f'<math display="block">{_row(formula.left + formula.lines[0].row)}</math>'
    rows = [_table_row(formula.left if number == 0 else (), line) for number, line in enumerate(formula.lines)]
    return f'<math display="block"><mtable class="lines" displaystyle="true">{"".join(rows)}</mtable></math>'


def _table_row(left: Row, line: Line) -> str:
    indent = f'<mspace width="{line.indent:g}em"/>' if line.indent else ""
    return f"<mtr><mtd>{_row(left)}</mtd><mtd>{_row(line.row, indent)}</mtd></mtr>"


def _row(row: Row, before: str = "") -> str:
    alone = len(row) == 1 and not before and not isinstance(row[0], Space | NewLine)
    return _mathml(row[0]) if alone else f"<mrow>{before}{_pieces(row)}</mrow>"


def _pieces(row: Row) -> str:
    pieces: list[str] = []
    for number, node in enumerate(row):
        if number and _thin_space(row[number - 1], node):
            pieces.append(_THIN)
        pieces.append(_mathml(node))
    return "".join(pieces)


_OPERAND = {None, Kind.LETTER, Kind.NUMBER, Kind.ORDINARY, Kind.FUNCTION}


def _thin_space(left: Node, right: Node) -> bool:
    """TeX's thin space around a named function; large operators bring their own."""
    if isinstance(left, Space | NewLine) or isinstance(right, Space | NewLine):
        return False
    before, after = kind_of(left), kind_of(right)
    if before is Kind.FUNCTION:
        return after in _OPERAND and not (isinstance(right, Group) and not right.row)
    return after is Kind.FUNCTION and (before in _OPERAND or before is Kind.CLOSE)


@singledispatch
def _mathml(node: Node) -> str:
    raise TypeError(f"no MathML for {type(node).__name__}")


_OPERATORS = {
    Kind.BINARY: ' form="infix"',
    Kind.PREFIX: ' form="prefix"',
    Kind.RELATION: ' form="infix"',
    Kind.OPEN: ' form="prefix" stretchy="false"',
    Kind.CLOSE: ' form="postfix" stretchy="false"',
    Kind.PUNCTUATION: ' form="infix"',
    Kind.LARGE: "",
    Kind.INTEGRAL: "",
}


@_mathml.register
def _(node: Atom) -> str:
    text = escape(node.text)
    if node.kind is Kind.LETTER or (node.kind is Kind.FUNCTION and len(text) > 1):
        return f"<mi>{text}</mi>"
    if node.kind is Kind.NUMBER:
        return f"<mn>{text}</mn>"
    if node.kind in _OPERATORS:
        return f"<mo{_OPERATORS[node.kind]}>{text}</mo>"
    if text in "|‖/.":
        return f'<mo lspace="0" rspace="0" stretchy="false">{text}</mo>'
    return f'<mi mathvariant="normal">{text}</mi>'


@_mathml.register
def _(node: Space) -> str:
    return f'<mspace width="{node.em:.3g}em"/>' if node.em else ""


@_mathml.register
def _(node: Words) -> str:
    text = node.text.replace(" ", "\N{NO-BREAK SPACE}")
    if node.command.startswith(r"\operatorname") and len(text) > 1:
        return f"<mi>{escape(text)}</mi>"
    return f"<mtext>{escape(text)}</mtext>"


@_mathml.register
def _(node: Group) -> str:
    return _row(node.row)


@_mathml.register
def _(node: Font) -> str:
    command = DECLARATIONS.get(node.command, node.command)
    return _row(tuple(_in_font(child, command) for child in _joined(node.row)))


def _joined(row: Row) -> Row:
    """Adjacent letters of an upright word become one, so that they are not spaced as factors."""
    result: list[Node] = []
    for node in row:
        last = result[-1] if result else None
        if isinstance(node, Atom) and isinstance(last, Atom) and node.kind is last.kind is Kind.LETTER:
            result[-1] = Atom(last.tex + node.tex, last.text + node.text, Kind.LETTER)
        else:
            result.append(node)
    return tuple(result)


def _in_font(node: Node, command: str) -> Node:
    if not isinstance(node, Atom) or node.kind not in {Kind.LETTER, Kind.NUMBER, Kind.ORDINARY}:
        return node
    text = in_font(node.text, command)
    upright = len(node.text) == 1 and node.kind is Kind.LETTER
    return Atom(node.tex, text, Kind.ORDINARY if upright else node.kind)


@_mathml.register
def _(node: Accent) -> str:
    mark = escape(ACCENTS[node.command])
    stretchy = "true" if node.command in {r"\overline", r"\underline", r"\widetilde", r"\widehat"} else "false"
    if node.command == r"\underline":
        return f'<munder accentunder="true">{_mathml(node.base)}<mo stretchy="true">{mark}</mo></munder>'
    return f'<mover accent="true">{_mathml(node.base)}<mo stretchy="{stretchy}">{mark}</mo></mover>'


@_mathml.register
def _(node: Fraction) -> str:
    parts = _mathml(node.numerator) + _mathml(node.denominator)
    if node.command == r"\binom":
        return f'<mrow><mo form="prefix">(</mo><mfrac linethickness="0">{parts}</mfrac><mo form="postfix">)</mo></mrow>'
    style = {r"\dfrac": ' displaystyle="true"', r"\tfrac": ' displaystyle="false"'}.get(node.command, "")
    return f"<mfrac{style}>{parts}</mfrac>"


@_mathml.register
def _(node: Root) -> str:
    if node.degree is None:
        return f"<msqrt>{_mathml(node.radicand)}</msqrt>"
    return f"<mroot>{_mathml(node.radicand)}{_row(node.degree)}</mroot>"


@_mathml.register
def _(node: Scripts) -> str:
    base = "<mrow></mrow>" if node.base is None else _mathml(node.base)
    sub = None if node.sub is None else _mathml(node.sub)
    sup = _superscript(node)
    under, over = ("munder", "mover") if _has_limits(node) else ("msub", "msup")
    if sub is None and sup is None:
        return base
    if sub is not None and sup is not None:
        return f"<{under}{over.removeprefix('m')}>{base}{sub}{sup}</{under}{over.removeprefix('m')}>"
    return f"<{under}>{base}{sub}</{under}>" if sub is not None else f"<{over}>{base}{sup}</{over}>"


def _superscript(node: Scripts) -> str | None:
    primes = "<mo>" + "′" * node.primes + "</mo>" if node.primes else ""
    if node.sup is None:
        return primes or None
    return f"<mrow>{primes}{_mathml(node.sup)}</mrow>" if primes else _mathml(node.sup)


def _has_limits(node: Scripts) -> bool:
    if node.limits:
        return node.limits == r"\limits"
    if not isinstance(node.base, Atom):
        return False
    return node.base.kind is Kind.LARGE or node.base.text in LIMIT_FUNCTIONS


@_mathml.register
def _(node: Fence) -> str:
    tall = is_tall(node.row)
    least = "1em" if tall or not node.tall else _TALL
    opening = _delimiter(node.opening, "prefix", tall=tall or node.tall, least=least)
    closing = _delimiter(node.closing, "postfix", tall=tall or node.tall, least=least)
    return f"<mrow>{opening}{_row(node.row)}{closing}</mrow>"


_TALL = "2.2em"
"""Height of the delimiters around a fraction or a sum."""


def _delimiter(tex: str, form: str, *, tall: bool = True, least: str = "1em") -> str:
    """A delimiter that stretches; one around a low row must not, or browsers leave the room of a stretched one."""
    text = escape(DELIMITERS[tex])
    least = "" if least == "1em" else f' minsize="{least}"'
    stretch = f'stretchy="true" symmetric="true"{least}' if tall else 'stretchy="false"'
    return f'<mo form="{form}" fence="true" {stretch}>{text}</mo>' if text else ""


@_mathml.register
def _(node: Table) -> str:
    opening, closing = TABLES.get(node.name, (".", "."))
    columns = {"cases": "cases", "split": "lines", "aligned": "lines", "substack": "stack"}.get(node.name, "matrix")
    style = ' displaystyle="true"' if columns == "lines" else ""
    rows = "".join(f"<mtr>{''.join(f'<mtd>{_row(cell)}</mtd>' for cell in cells)}</mtr>" for cells in node.rows)
    table = f'<mtable class="{columns}"{style}>{rows}</mtable>'
    return f"<mrow>{_delimiter(opening, 'prefix')}{table}{_delimiter(closing, 'postfix')}</mrow>"


@_mathml.register
def _(node: NewLine) -> str:
    return _THIN


@_mathml.register
def _(node: Marked) -> str:
    return f'<mrow class="differs">{_pieces(node.row)}</mrow>'
