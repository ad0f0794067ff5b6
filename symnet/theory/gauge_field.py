"""The simplest gauge field in the map: a coordinate q that moves beside a field A, of which only q' - A counts.

In the time t, q -> q + f and A -> A + f' change nothing. On the lattice the rule reads A in the middle of each step,
so that f has to grow there by the mean of what A gains at the step's ends.
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symnet.notation import symbols
from symnet.theory.path import PathMap

GAUGE = sp.IndexedBase("epsilon", real=True)
"""epsilon[n]: how much the weights of A change, one arbitrary number for each step."""


def coupled(first: sp.Expr, second: sp.Expr, speed: sp.Expr, _speed_of_second: sp.Expr) -> sp.Expr:
    """m*(q' - A)**2/2, of the coordinates (q, A) and their velocities."""
    return symbols.m * (speed - second) ** 2 / 2


def along_the_gauge(action: sp.Expr, path: PathMap) -> sp.Expr:
    """The action of (q, A) where A's weights are changed by ``GAUGE`` and q's as the gauge demands.

    The change of q's velocity on a step is A's in the middle of the step; the weights are the velocity's increments.
    """
    change, unit = replace(path, weights=GAUGE, start=sp.S.Zero), symbols.index("l")

    def middle(time: sp.Expr) -> sp.Expr:
        return (change.form(time - 1, unit).expression() + change.form(time, unit).expression()) / 2

    def moved(entry: sp.Indexed) -> sp.Expr:
        place, which = entry.indices
        return entry + (GAUGE[place] if which == 2 else middle(place) - middle(place - 1))

    def has_weight(each: sp.Basic) -> bool:
        return isinstance(each, sp.Indexed) and each.base == path.weights

    return action.replace(has_weight, moved)
