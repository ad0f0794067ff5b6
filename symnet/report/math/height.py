"""Whether a part of a formula is higher than a line of letters."""

from __future__ import annotations

from symnet.report.math.tree import Accent, Atom, Fence, Font, Fraction, Group, Kind, Marked, Root, Scripts, Table


def is_tall(value: object) -> bool:
    """Whether a node or row is higher than a line of letters with scripts."""
    match value:
        case tuple():
            return any(map(is_tall, value))
        case Fraction() | Table():
            return True
        case Atom():
            return value.kind in {Kind.LARGE, Kind.INTEGRAL}
        case Group() | Font() | Marked() | Fence():
            return is_tall(value.row)
        case Root():
            return is_tall(value.radicand)
        case Scripts():
            return is_tall(value.base) or is_tall(value.sup)
        case Accent():
            return is_tall(value.base)
        case _:
            return False
