"""Derivatives with respect to a scalar or to an entry w[k] with a symbolic index."""

from __future__ import annotations

from collections.abc import Callable

from symnet.sums.finite import affine, language
from symnet.sums.finite.language import Node, add, mul
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.printing import text


def derivative(node: Node, target: Node, partial: Callable[[str, int], str]) -> Node:
    """d node / d target; ``partial`` names the partial derivative of a function in one of its arguments.

    Raises:
        OutOfReachError: the target is neither a scalar nor an entry, or the node is not differentiated here.
    """
    if target[0] not in ("sym", "at"):
        raise OutOfReachError(f"no derivative with respect to {text(target)}")

    def d(part: Node) -> Node:
        match part:
            case ("num" | "int" | "ind", *_):
                return language.ZERO
            case ("sym", _):
                return language.ONE if part == target else language.ZERO
            case ("at", head, forms):
                return _same(forms, target[2]) if target[0] == "at" and head == target[1] else language.ZERO
            case ("add", nodes):
                return add(*map(d, nodes))
            case ("mul", nodes):
                return add(*(mul(*nodes[:i], d(factor), *nodes[i + 1 :]) for i, factor in enumerate(nodes)))
            case ("pow", base, exponent):
                return mul(language.number(exponent), language.power(base, exponent - 1), d(base))
            case ("inv", base):
                return mul(language.number(-1), language.power(base, -2), d(base))
            case ("sum", name, lo, hi, body):
                inner = d(body)
                return inner if inner == language.ZERO else ("sum", name, lo, hi, inner)
            case ("exp", base, form):
                return mul(language.integer(form), ("exp", base, affine.shifted(form, -1)), d(base))
            case ("fun", name, nodes):
                return add(*(mul(("fun", partial(name, i), nodes), d(argument)) for i, argument in enumerate(nodes)))
        raise OutOfReachError(f"no derivative of {text(part)}")

    return d(node)


def _same(forms: tuple[affine.Affine, ...], others: tuple[affine.Affine, ...]) -> Node:
    pairs = zip(forms, others, strict=True)
    differences = [affine.minus(a, b) for a, b in pairs]
    return mul(*(language.indicator(side) for d in differences for side in (d, affine.scaled(d, -1))))
