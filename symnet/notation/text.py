"""SymPy to plain text for terminals: ``dt*Σ_{n=1}^{N} (m*W_n^2/2 - k*x_n^2/2)``, broken in lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.printing.str import sstr

from symnet.notation.layout import Block, Layout, Row, flat, laid_out
from symnet.notation.order import by_hand, common_denominator


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The letters that a terminal may not have."""

    sum: str = "Σ"
    product: str = "Π"
    integral: str = "∫"
    delta: str = "δ"
    step: str = "θ"


ASCII = Glyphs("sum", "prod", "int", "delta", "theta")


def text(expr: sp.Basic, glyphs: Glyphs = Glyphs()) -> str:
    """The expression in one line."""
    return flat(layout(expr, glyphs))


def paragraph(
    head: str,
    expr: sp.Basic,
    width: int,
    indent: int = 0,
    tail: str = "",
    glyphs: Glyphs = Glyphs(),
) -> str:
    """``head`` (such as ``S = ``), the expression and ``tail`` in lines of at most ``width``."""
    return " " * indent + laid_out(Row((head, layout(expr, glyphs), tail)), width, indent)


def layout(expr: sp.Basic, glyphs: Glyphs) -> Layout:
    """The expression as a layout, its terms unbracketed."""
    return _Text(glyphs).of(expr)


class _Text:
    def __init__(self, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self.rows: tuple[tuple[Any, Callable[[Any], Layout]], ...] = (
            (sp.Add, self.addition),
            (sp.Mul, self.multiplication),
            (sp.Pow, self.power),
            (sp.Indexed, self.indexed),
            (sp.Sum, lambda expr: self.ranged(glyphs.sum, expr)),
            (sp.Product, lambda expr: self.ranged(glyphs.product, expr)),
            (sp.Integral, self.integral),
            (sp.DiracDelta, lambda expr: self.applied(glyphs.delta, expr.args)),
            (sp.Heaviside, lambda expr: self.applied(glyphs.step, expr.args[:1])),
            (sp.exp, lambda expr: self.applied("exp", expr.args)),
            (sp.Max | sp.Min, lambda expr: self.applied(_NAMES[expr.func], tuple(by_hand(expr.args)))),
            (sp.Function, lambda expr: self.applied(_NAMES.get(expr.func, expr.func.__name__), expr.args)),
        )

    def of(self, expr: sp.Basic) -> Layout:
        for kind, row in self.rows:
            if isinstance(expr, kind):
                return row(expr)
        if expr is sp.E:
            return "exp(1)"
        return sstr(expr).replace("**", "^")

    def addition(self, expr: sp.Add) -> Layout:
        whole, over = common_denominator(expr)
        if over != 1:
            return Row((Block("(", self.terms(whole), ")"), f"/{over}"))
        return Block("", self.terms(expr), "")

    def terms(self, expr: sp.Basic) -> tuple[Layout, ...]:
        if not expr.is_Add or common_denominator(expr)[1] != 1:
            return (self.of(expr),)
        first, *others = by_hand(expr.as_ordered_terms())
        return (self.of(first), *[self.signed(term) for term in others])

    def signed(self, term: sp.Expr) -> Layout:
        if term.could_extract_minus_sign():
            return Row(("- ", self.factor(-term, last=True)))
        return Row(("+ ", self.factor(term, last=True)))

    def bracketed(self, expr: sp.Basic) -> Layout:
        return Block("(", self.terms(expr), ")")

    def factor(self, expr: sp.Basic, *, last: bool = False) -> Layout:
        """Bracketed where a factor must be; a sum or an integral takes all that follows it."""
        greedy = isinstance(expr, sp.Sum | sp.Product | sp.Integral)
        if expr.is_Add or (greedy and not last) or (expr.is_Mul and not last):
            return self.bracketed(expr)
        return self.of(expr)

    def multiplication(self, expr: sp.Mul) -> Layout:
        if expr.could_extract_minus_sign():
            return Row(("-", self.factor(-expr, last=True)))
        above, below = _fraction(expr)
        above.sort(key=_weight)
        tail = above.pop() if above and _weight(above[-1]) == _GREEDY else None
        quotient = self.quotient(above, below)
        if tail is None:
            return quotient
        return Row((quotient, "*", self.of(tail))) if above or below else self.of(tail)

    def quotient(self, above: list[sp.Expr], below: list[sp.Expr]) -> Layout:
        top = self.joined(above)
        if not below:
            return top
        bottom = self.joined(below)
        return Row((top, "/", bottom if len(below) == 1 else Row(("(", bottom, ")"))))

    def joined(self, factors: list[sp.Expr]) -> Layout:
        """With a place for a line break between bracketed factors."""
        chunks: list[list[Layout]] = [[]]
        for factor in factors:
            part = self.factor(factor)
            if chunks[-1] and not isinstance(chunks[-1][-1], str) and not isinstance(part, str):
                chunks.append([])
            chunks[-1] += ["*", part]
        chunks[0] = chunks[0][1:] or ["1"]
        rows = tuple(Row(tuple(chunk)) for chunk in chunks)
        return rows[0] if len(rows) == 1 else Block("", rows, "", glue="")

    def power(self, expr: sp.Pow) -> Layout:
        base, exponent = expr.args
        if exponent == sp.S.Half:
            return self.applied("sqrt", (base,))
        if exponent.is_Rational and exponent < 0:
            return self.quotient([], [1 / expr])
        atomic = base.is_Symbol or isinstance(base, sp.Indexed | sp.Function) or (base.is_Integer and base >= 0)
        raised = self.of(exponent) if exponent.is_Symbol or exponent.is_Integer else self.bracketed(exponent)
        return Row((self.of(base) if atomic else self.bracketed(base), "^", raised))

    def indexed(self, expr: sp.Indexed) -> Layout:
        places = ",".join(flat(self.of(index)).replace(" ", "") for index in expr.indices)
        return f"{expr.base}_{places}" if len(places) == 1 else f"{expr.base}_{{{places}}}"

    def ranged(self, sign: str, expr: sp.Sum | sp.Product) -> Layout:
        heads = [f"{sign}_{{{index}={self.bound(low)}}}^{{{self.bound(high)}}} " for index, low, high in expr.limits]
        return Row(("".join(reversed(heads)), self.factor(expr.function, last=True)))

    def bound(self, expr: sp.Expr) -> str:
        return flat(self.of(expr)).replace(" ", "")

    def integral(self, expr: sp.Integral) -> Layout:
        heads = [
            f"{self.glyphs.integral}_{{{self.bound(low)}}}^{{{self.bound(high)}}} d{place} "
            for place, low, high in expr.limits
        ]
        return Row(("".join(reversed(heads)), self.factor(expr.function, last=True)))

    def applied(self, name: str, arguments: tuple[sp.Basic, ...]) -> Layout:
        if len(arguments) == 1:
            return Row((name, self.bracketed(arguments[0])))
        listed = [self.of(argument) for argument in arguments]
        return Row((name, "(", *[item for argument in listed for item in (", ", argument)][1:], ")"))


_NAMES: dict[type, str] = {sp.Max: "max", sp.Min: "min", sp.Abs: "abs"}
_GREEDY = 5


def _weight(factor: sp.Basic) -> int:
    """The order of factors: numbers, letters, brackets of letters, indexed, other brackets, sums."""
    if isinstance(factor, sp.Sum | sp.Product | sp.Integral):
        return _GREEDY
    base = factor.base if factor.is_Pow else factor
    if isinstance(base, sp.Indexed):
        return 3
    if base.is_Add and not base.has(sp.Indexed):
        return 2
    return 0 if factor.is_number else 1 if base.is_Symbol else 4


def _fraction(expr: sp.Mul) -> tuple[list[sp.Expr], list[sp.Expr]]:
    """Factors above and below the line."""
    number, rest = expr.as_coeff_Mul(rational=True)
    above: list[sp.Expr] = []
    below: list[sp.Expr] = []
    for factor in sp.Mul.make_args(rest):
        whole, over = common_denominator(factor) if factor.is_Add else (factor, 1)
        number /= over
        under = whole.is_Pow and whole.exp.is_Rational and whole.exp < 0
        (below if under else above).append(1 / whole if under else whole)
    numerator, denominator = ([sp.Integer(part)] if part != 1 else [] for part in (number.p, number.q))
    return numerator + above, denominator + below
