"""The statement language: nested tuples with explicit, unique binders. Its printed form is Python syntax.

A node is ``(tag, …)``::

    ("num", q)               a rational number              3/2
    ("sym", name)            a free scalar                  dt
    ("int", form)            an integer form as a value     N-k+1
    ("at", head, forms)      an entry of a free sequence    w[n-k+1]
    ("add", nodes)           ("mul", nodes)                 ("pow", node, n) with n >= 0
    ("inv", node)            1/node
    ("exp", base, form)      base**form, base without integers     Pow(z, N-1)
    ("ind", form)            1 where form >= 0, else 0      Ind(N-k)
    ("sum", k, lo, hi, body) empty ranges are 0             Sum(k, 1, N, body)
    ("prod", k, lo, hi, body) empty ranges are 1            Prod(k, 1, N, body)
    ("all", k, body)         the sum over all k in Z
    ("fun", name, nodes)     a function of values           V(x)
    ("det", i, j, size, entry)  rows and columns from 0     Det(i, j, N, entry)
    ("lin", a, q, d0, d1, form) D(form), where D(0) = d0, D(1) = d1, D(n+1) = a*D(n) - q*D(n-1)   Lin(2*c, 1, 1, c, N)
    ("root", node, n)        a root r with r**n = node     Root(2, 2)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from symnet.sums.finite import affine
from symnet.sums.finite.affine import Affine

Node = tuple[Any, ...]

ZERO: Node = ("num", Fraction(0))
ONE: Node = ("num", Fraction(1))


def number(value: int | Fraction) -> Node:
    """A rational number."""
    return ("num", Fraction(value))


def integer(form: Affine) -> Node:
    """An integer form as a value; a number where no variable occurs."""
    return number(affine.coefficient(form, "")) if affine.is_constant(form) else ("int", form)


def indicator(form: Affine) -> Node:
    """1 where form >= 0."""
    form = affine.tightened(form)
    if affine.is_constant(form):
        return ONE if affine.coefficient(form, "") >= 0 else ZERO
    return ("ind", form)


def add(*nodes: Node) -> Node:
    """A sum, flattened, numbers folded."""
    total, parts = Fraction(0), []
    for node in nodes:
        for part in node[1] if node[0] == "add" else (node,):
            if part[0] == "num":
                total += part[1]
            else:
                parts.append(part)
    if total:
        parts.append(number(total))
    return ZERO if not parts else parts[0] if len(parts) == 1 else ("add", tuple(parts))


def mul(*nodes: Node) -> Node:
    """A product, flattened, numbers folded, indicators first (an evaluation stops at a zero)."""
    total, parts = Fraction(1), []
    for node in nodes:
        for part in node[1] if node[0] == "mul" else (node,):
            if part[0] == "num":
                total *= part[1]
            else:
                parts.append(part)
    if not total:
        return ZERO
    parts.sort(key=lambda part: part[0] != "ind")
    if total != 1:
        parts.append(number(total))
    return ONE if not parts else parts[0] if len(parts) == 1 else ("mul", tuple(parts))


def power(node: Node, exponent: int) -> Node:
    """node**exponent for any integer exponent."""
    if exponent < 0:
        return inverse(power(node, -exponent))
    if exponent == 0 or node == ONE:
        return ONE
    if node[0] == "num":
        return number(node[1] ** exponent)
    if node[0] == "pow":
        return ("pow", node[1], node[2] * exponent)
    return node if exponent == 1 else ("pow", node, exponent)


def inverse(node: Node) -> Node:
    """1/node."""
    if node[0] == "num" and node[1]:
        return number(1 / node[1])
    if node[0] == "inv":
        return node[1]
    if node[0] == "exp":
        return ("exp", node[1], affine.scaled(node[2], -1))
    return ("inv", node)


def negative(node: Node) -> Node:
    """-node."""
    return mul(number(-1), node)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    match node[0]:
        case "add" | "mul":
            return node[1]
        case "fun":
            return node[2]
        case "pow" | "inv" | "exp" | "root":
            return (node[1],)
        case "lin":
            return node[1:5]
        case "sum" | "prod" | "det":
            return (node[4],)
        case "all":
            return (node[2],)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, outermost first, left to right."""
    yield node
    for child in children(node):
        yield from walk(child)


def rebuilt(node: Node, change: Callable[[Node], Node], form: Callable[[Affine], Affine] = lambda a: a) -> Node:
    """The node with ``change`` applied to its children and ``form`` to its integer forms."""
    match node[0]:
        case "add":
            return add(*map(change, node[1]))
        case "mul":
            return mul(*map(change, node[1]))
        case "pow":
            return power(change(node[1]), node[2])
        case "inv":
            return inverse(change(node[1]))
        case "exp":
            return ("exp", change(node[1]), form(node[2]))
        case "int":
            return integer(form(node[1]))
        case "ind":
            return indicator(form(node[1]))
        case "at":
            return ("at", node[1], tuple(map(form, node[2])))
        case "fun":
            return ("fun", node[1], tuple(map(change, node[2])))
        case "root":
            return ("root", change(node[1]), node[2])
        case "lin":
            return ("lin", *map(change, node[1:5]), form(node[5]))
        case "sum" | "prod":
            return (node[0], node[1], form(node[2]), form(node[3]), change(node[4]))
        case "all":
            return ("all", node[1], change(node[2]))
        case "det":
            return ("det", node[1], node[2], form(node[3]), change(node[4]))
        case _:
            return node


def replaced(node: Node, forms: Mapping[str, Affine]) -> Node:
    """The node with free integer variables replaced by forms; binders are unique, so nothing is captured."""
    return rebuilt(node, lambda child: replaced(child, forms), lambda a: affine.replaced(a, forms))


def binders(node: Node) -> frozenset[str]:
    """The variables bound inside."""
    return frozenset(name for part in walk(node) for name in _bound(part))


def _bound(node: Node) -> tuple[str, ...]:
    return node[1:3] if node[0] == "det" else node[1:2] if node[0] in ("sum", "prod", "all") else ()


def forms(node: Node) -> tuple[Affine, ...]:
    """The integer forms written in this node itself."""
    match node[0]:
        case "int" | "ind":
            return (node[1],)
        case "at":
            return node[2]
        case "exp":
            return (node[2],)
        case "det":
            return (node[3],)
        case "lin":
            return (node[5],)
        case "sum" | "prod":
            return (node[2], node[3])
        case _:
            return ()


def free(node: Node) -> frozenset[str]:
    """The integer variables not bound inside."""
    below = frozenset().union(*(free(child) for child in children(node))) - frozenset(_bound(node))
    return below | affine.names(forms(node))


def _rebound(node: Node, new: Mapping[str, str]) -> Node:
    node = rebuilt(node, lambda child: _rebound(child, new), lambda a: affine.renamed(a, new))
    if node[0] in ("sum", "prod"):
        return (node[0], new.get(node[1], node[1]), *node[2:])
    if node[0] == "det":
        return ("det", new.get(node[1], node[1]), new.get(node[2], node[2]), *node[3:])
    return node


ELEMENTARY = frozenset({"sin", "cos", "exp", "log"})
"""Functions that are not free: their values are numbers, and sin**2 + cos**2 = 1 is known."""


def is_scalar(node: Node) -> bool:
    """No index and no sequence occurs, nor a function that is free."""
    return not free(node) and not any(
        part[0] in ("at", "sum", "prod", "det", "all") or (part[0] == "fun" and part[1] not in ELEMENTARY)
        for part in walk(node)
    )


def has_free_function(node: Node) -> bool:
    """A function occurs whose argument is not a plain scalar."""
    return any(part[0] == "fun" and not is_scalar(part) for part in walk(node))
