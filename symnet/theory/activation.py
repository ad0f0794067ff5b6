"""Activation functions: what a hidden unit does, and which network parameters it calls its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.theory.choices import choose


@dataclass(frozen=True, slots=True)
class Activation:
    """sigma(z) = ``positive(z)`` for z > 0 and 0 for z < 0.

    The gauge that makes the network a path has output weights ``scale`` * ``weights``[n], and each unit's threshold is
    ``shift`` later than the time at which its step begins.

    Source:
        relu: eqs. (3.4)-(3.6); step: eq. (4.1), whose printed shift 1/2 is a time only when multiplied by dt.
    """

    name: str
    sigma: Callable[[sp.Expr], sp.Expr]
    positive: Callable[[sp.Expr], sp.Expr]
    weights: sp.IndexedBase
    scale: sp.Expr
    shift: sp.Expr


def _relu(z: sp.Expr) -> sp.Expr:
    return sp.Max(0, z)


def _identity(z: sp.Expr) -> sp.Expr:
    return z


def _one(z: sp.Expr) -> sp.Expr:
    return sp.S.One


RELU = Activation("relu", _relu, _identity, symbols.w, scale=sp.S.One, shift=sp.S.Zero)
STEP = Activation("step", sp.Heaviside, _one, symbols.W, scale=symbols.dt, shift=symbols.dt / 2)
ACTIVATIONS = (RELU, STEP)


def activation_named(name: str | Activation) -> Activation:
    """The activation called ``name``.

    Raises:
        InputError: no such activation.
        UnsupportedError: the cosine, whose Fourier modes are not weights of a path's steps.
    """
    if name == "cosine":
        raise UnsupportedError("the activation 'cosine' is not offered here: its modes are not weights of single steps")
    return choose("activation", name, ACTIVATIONS)
