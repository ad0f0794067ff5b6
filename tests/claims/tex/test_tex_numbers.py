"""Every right-hand side has the value that plain Python written from the paper gives it, in exact random numbers."""

from __future__ import annotations

import pytest
import sympy as sp
from tex_formulas import FORMULAS
from tex_paper import PRINTED, reading, vocabulary
from tex_world import World, value

from symnet.claims.tex import objects, read


def right_hand_sides(statement: sp.Basic) -> list[sp.Basic]:
    if isinstance(statement, objects.Claims | objects.Transformation):
        return [side for part in statement.args for side in right_hand_sides(part)]
    if isinstance(statement, objects.ForIndex):
        return right_hand_sides(statement.statement)
    return [statement.members[-1] if isinstance(statement, objects.Chain) else statement.args[1]]


def test_every_equation_has_a_formula() -> None:
    assert FORMULAS.keys() == PRINTED.keys()


@pytest.mark.parametrize("N", [2, 3, 4, 5])
@pytest.mark.parametrize("identity", PRINTED)
def test_a_right_hand_side_has_the_value_python_gives(identity: str, N: int) -> None:
    for seed in range(3):
        world = World(seed, N)
        wanted = FORMULAS[identity](world)
        wanted = list(wanted) if isinstance(wanted, tuple) else [wanted]
        assert [value(side, world) for side in right_hand_sides(reading(identity).object)] == wanted


@pytest.mark.parametrize(
    ("identity", "printed", "slip"),
    [
        ("3.7", r"\sum_{k=0}^n", r"\sum_{k=0}^{n-1}"),
        ("3.12", r"\frac{1}{2}", r"\frac{1}{3}"),
        ("3.19", r"\frac{1}{2}\Delta t W_n + ", r"\frac{1}{2}\Delta t W_n - "),
        ("3.19", r"\sum_{k=1}^n W_k", r"\sum_{k=1}^n W_n"),
        ("3.25", r"8(\Delta x)^2", r"4(\Delta x)^2"),
        ("4.7", "- k", "+ k"),
        ("A.1", "w_n \\tilde{w}_n ", "w_n "),
        ("B.8", "- 2D", "- D"),
    ],
)
def test_a_slip_changes_the_value(identity: str, printed: str, slip: str) -> None:
    assert printed in PRINTED[identity]
    slipped = read(PRINTED[identity].replace(printed, slip), vocabulary(identity))
    world = World(0, 4)
    assert value(right_hand_sides(slipped.object)[0], world) != FORMULAS[identity](world)
