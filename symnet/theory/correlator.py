"""Connected two-point functions of a Gaussian system: the inverse of its form."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.gaussian.ends import ends_of
from symnet.theory.gaussian.green import between_times, between_weights
from symnet.theory.gaussian.step import StepAction, quadratic_step


def correlator(lattice: StepAction, i: Any, j: Any, variables: str = "x") -> sp.Expr:
    """<u_i u_j> - <u_i><u_j> in the ensemble exp(phase*S/hbar): x at times 0 ... N, or the weights W, w from 1.

    At a time that is held the value is 0.

    Raises:
        InputError: an explicit index outside its range.
        ZeroModeError: when the path can be moved for free.
    """
    step, ends = quadratic_step(lattice), ends_of(lattice.boundary)
    if variables not in _ORDER:
        raise UnsupportedError(f"no correlator of the variables {variables!r}; there is one of {list(_ORDER)}")
    order = _ORDER[variables]
    i, j = (_inside(index, first=min(order, 1)) for index in (i, j))
    if order:
        green = between_weights(step, ends, i, j, order)
    else:
        green = between_times(step, ends, i, j)
    return -s.hbar / lattice.time.phase * green


_ORDER = {"x": 0, "W": 1, "w": 2}


def _inside(index: Any, first: int) -> sp.Expr:
    index = sp.sympify(index, strict=True)
    if (index - first).is_negative or (index - s.N).is_positive or index.is_integer is False:
        raise InputError(f"the index {index} lies outside {first} ... N")
    return index
