"""What differs between two formulas, as they look: the smallest parts of the layout trees that are not the same."""

from __future__ import annotations

from dataclasses import fields, replace
from difflib import SequenceMatcher
from typing import Any

from symnet.report.math.tree import Accent, Atom, Fence, Font, Fraction, Group, Marked, Node, Root, Row, Scripts, Space
from symnet.report.math.width import width

_HALF = 0.5
_TOO_MUCH = 0.7
"""Marking more than this share of a formula says nothing."""


def same(first: Row, second: Row) -> bool:
    """Whether both rows show the same signs, a full stop or comma at the end aside."""
    return _key(_without_stop(first)) == _key(_without_stop(second))


def _without_stop(row: Row) -> Row:
    while row and (isinstance(row[-1], Space) or (isinstance(row[-1], Atom) and row[-1].tex in {".", ","})):
        row = row[:-1]
    return row


def mark_differences(first: Row, second: Row) -> tuple[Row, Row]:
    """Both rows with what differs in a :class:`Marked`; unmarked when nearly everything differs."""
    left, right = _marked_rows(first, second)
    shares = [_marked_width(row) / max(width(row), 1.0) for row in (left, right)]
    return (first, second) if max(shares) > _TOO_MUCH else (left, right)


def _key(value: Any) -> Any:
    """A hashable value that is equal for what looks the same: without spaces and superfluous braces."""
    if isinstance(value, tuple):
        return tuple(_key(item) for item in value if not isinstance(item, Space))
    if isinstance(value, Group | Marked):
        inner = _key(value.row)
        return inner[0] if len(inner) == 1 else inner
    if isinstance(value, Node):
        names = [field.name for field in fields(value) if field.name not in {"tex", "sup_first", "kind"}]
        return (type(value).__name__, *(_key(getattr(value, name)) for name in names))
    return value


def _marked_rows(first: Row, second: Row) -> tuple[Row, Row]:
    matcher = SequenceMatcher(None, [_key(n) for n in first], [_key(n) for n in second], autojunk=False)
    left: list[Node] = []
    right: list[Node] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        ours, theirs = first[a:b], second[c:d]
        if operation != "equal":
            ours, theirs = _marked_parts(ours, theirs)
        left += ours
        right += theirs
    return tuple(left), tuple(right)


def _marked_parts(ours: Row, theirs: Row) -> tuple[Row, Row]:
    if found := _inside_fence(ours, theirs):
        return found
    if found := _inside_fence(theirs, ours):
        return found[1], found[0]
    if len(ours) == len(theirs):
        pairs = [_marked_pair(a, b) for a, b in zip(ours, theirs, strict=True)]
        return tuple(a for a, _ in pairs), tuple(b for _, b in pairs)
    return _marked(ours), _marked(theirs)


def _inside_fence(ours: Row, theirs: Row) -> tuple[Row, Row] | None:
    """The marks when ``theirs`` is ``ours`` put between delimiters with more beside it."""
    if len(theirs) != 1 or len(ours) < 2 or not isinstance(theirs[0], Fence):
        return None
    left, right = _marked_rows(ours, theirs[0].row)
    if _marked_width(left) > _HALF * width(ours):
        return None
    return left, (replace(theirs[0], row=right),)


def _marked(row: Row) -> Row:
    """Every node marked by itself, so that a line may still break between them."""
    return tuple(node if isinstance(node, Space) else Marked((node,)) for node in row)


def _marked_pair(a: Node, b: Node) -> tuple[Node, Node]:
    if _key(a) == _key(b):
        return a, b
    if type(a) is type(b) and isinstance(a, _COMPOUND) and _frame(a) == _frame(b) and _bases_compare(a, b):
        left, right = {}, {}
        for name in _inner_fields(a):
            left[name], right[name] = _marked_values(getattr(a, name), getattr(b, name))
        return replace(a, **left), replace(b, **right)
    return Marked((a,)), Marked((b,))


_COMPOUND = (Group, Fence, Scripts, Fraction, Root, Accent, Font)


def _bases_compare(a: Node, b: Node) -> bool:
    """A script is marked with its base, unless the base itself has parts."""
    if not isinstance(a, Scripts) or not isinstance(b, Scripts):
        return True
    return _key(a.base) == _key(b.base) or (isinstance(a.base, _COMPOUND) and isinstance(b.base, _COMPOUND))


def _inner_fields(node: Any) -> list[str]:
    return [field.name for field in fields(node) if isinstance(getattr(node, field.name), tuple | Node)]


def _frame(node: Any) -> Any:
    """What two nodes must share for their parts to be compared one by one."""
    inner = _inner_fields(node)
    others = [f.name for f in fields(node) if f.name not in inner and f.name != "sup_first"]
    return tuple(inner), tuple(getattr(node, name) for name in others)


def _marked_values(a: Any, b: Any) -> tuple[Any, Any]:
    if isinstance(a, tuple) and isinstance(b, tuple):
        return _marked_rows(a, b)
    if isinstance(a, Node) and isinstance(b, Node):
        if isinstance(a, Group) != isinstance(b, Group):
            a, b = (node if isinstance(node, Group) else Group((node,)) for node in (a, b))
        return _marked_pair(a, b)
    return a, b


def _marked_width(value: Any) -> float:
    if isinstance(value, Marked):
        return width(value.row)
    if isinstance(value, tuple):
        return sum(_marked_width(item) for item in value)
    if isinstance(value, Node):
        return sum(_marked_width(getattr(value, name)) for name in _inner_fields(value))
    return 0.0
