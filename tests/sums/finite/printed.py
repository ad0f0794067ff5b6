"""What a printed statement is worth at explicit integers, written apart from the re-checker."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any


def hash_of(*words: Any) -> int:
    """A number that nothing else has."""
    return 1 + Random(repr(words)).randrange(10**9)


def value(e: Any, known: Mapping[str, int]) -> Fraction:
    """The value, with a number of its own for every scalar, entry and value of a function."""
    match e:
        case ast.Constant(c):
            return Fraction(c)
        case ast.Name(v):
            return Fraction(known[v]) if v in known else Fraction(hash_of(v), 7)
        case ast.UnaryOp(ast.USub(), a):
            return -value(a, known)
        case ast.Subscript(ast.Name(head), ast.Tuple(indices)):
            return Fraction(hash_of(head, *(value(index, known) for index in indices)))
        case ast.Subscript(ast.Name(head), index):
            return Fraction(hash_of(head, value(index, known)))
        case ast.Call(ast.Name("Ind"), [a]):
            return Fraction(value(a, known) >= 0)
        case ast.Call(ast.Name("Sum"), [ast.Name(v), lo, hi, body]):
            ends = range(int(value(lo, known)), int(value(hi, known)) + 1)
            return sum((value(body, {**known, v: k}) for k in ends), start=Fraction(0))
        case ast.Call(ast.Name(function), arguments, []):
            return Fraction(hash_of(function, "of", *(value(a, known) for a in arguments)))
        case ast.BinOp(a, operator, b):
            x, y = value(a, known), value(b, known)
            return {
                ast.Add: x.__add__,
                ast.Sub: x.__sub__,
                ast.Mult: x.__mul__,
                ast.Div: x.__truediv__,
                ast.Pow: x.__pow__,
            }[type(operator)](y)
    raise TypeError(ast.dump(e))
