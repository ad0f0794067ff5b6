"""The cosine activation: a network whose units are the boundary's own modes, and the path that it draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.theory.activation import ACTIVATIONS, Activation
from symnet.theory.boundary import Boundary
from symnet.theory.choices import choose
from symnet.theory.gaussian.ends import ends_of
from symnet.theory.gaussian.modes import Modes, waves_on
from symnet.theory.network import Network, gauge_fixed
from symnet.theory.path import InversePath, PathMap, read_out

_UNIT, _TIME, _MODE = symbols.n, symbols.n, symbols.j

BOUNDARIES = ("fixed", "ring", "free")
"""Those of the activation; the half line's quarter waves are a Gaussian form's variables, and no more."""


@dataclass(frozen=True, slots=True)
class Cosine:
    """sigma(z) = cos z: units that are always on, their output weights the coefficients of modes.

    Source:
        eq. (4.6), for two free ends
    """

    name: str
    sigma: Callable[[sp.Expr], sp.Expr]
    weights: sp.IndexedBase


COSINE = Cosine("cosine", sp.cos, symbols.a)


@dataclass(frozen=True, slots=True)
class CosineNetwork:
    """x(t) = sum of output_weight * cos(inner_weight*t + inner_bias) over the units first ... last, plus skip(t).

    Shapes:
        output_weight, inner_weight, inner_bias: expressions in the unit ``symbols.n``.
        skip: what goes past the hidden layer, in ``symbols.t``; the straight line between two held ends, else 0.
    """

    activation: Cosine
    output_weight: sp.Expr
    inner_weight: sp.Expr
    inner_bias: sp.Expr
    skip: sp.Expr
    first: sp.Expr
    last: sp.Expr

    def argument(self, t: sp.Expr, unit: sp.Expr) -> sp.Expr:
        """What unit ``unit`` applies its activation to."""
        return self.inner_weight.xreplace({_UNIT: unit}) * t + self.inner_bias.xreplace({_UNIT: unit})

    def unit(self, t: sp.Expr, unit: sp.Expr) -> sp.Expr:
        """What unit ``unit`` adds to the output."""
        output = self.output_weight.xreplace({_UNIT: unit})
        return output * self.activation.sigma(_collected(self.argument(t, unit)))

    def output(self, t: sp.Expr = symbols.t) -> sp.Expr:
        """The network's answer to the time t, for symbolic N."""
        return sp.Sum(self.unit(t, _UNIT), (_UNIT, self.first, self.last)) + self.skip.xreplace({symbols.t: t})

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle x(t) = {tex(self.output())}$"


@dataclass(frozen=True, slots=True)
class ModePath:
    """x_n = around + sum over the modes of weights[j] * wave, for 0 <= n <= N.

    Shapes:
        around: in ``symbols.n``. wave: in ``symbols.n`` and ``symbols.j``. modes: the basis, with its scalar product.
    Units:
        weights [L].
    """

    weights: sp.IndexedBase
    around: sp.Expr
    wave: sp.Expr
    modes: Modes

    def position(self, time: sp.Expr = _TIME) -> sp.Expr:
        """x_n."""
        wave = self.weights[_MODE] * self.wave.subs(_TIME, time)
        return self.around.subs(_TIME, time) + sp.Sum(wave, (_MODE, self.modes.first, self.modes.last))

    def velocity(self, time: sp.Expr = _TIME) -> sp.Expr:
        """(x_n - x_{n-1})/dt."""
        wave, line = (part.subs(_TIME, time) - part.subs(_TIME, time - 1) for part in (self.wave, self.around))
        total = sp.Sum(self.weights[_MODE] * wave, (_MODE, self.modes.first, self.modes.last))
        return (sp.expand(line) + total) / symbols.dt

    def inverse(self) -> InversePath:
        """The coefficients from the path: its scalar product with each mode, over that mode's own."""
        overlap = self.modes.product(
            lambda n: symbols.x[n] - self.around.subs(_TIME, n), lambda n: self.wave.subs(_TIME, n)
        )
        weight = overlap / self.modes.norm(_MODE)
        first = self.modes.first
        return InversePath(self.weights[_MODE], weight, valid_from=int(first), first=weight.subs(_MODE, first))

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle x_{{n}} = {tex(self.position())}$"


def cosine_network(boundary: Boundary) -> CosineNetwork:
    """Each mode A cos(z) + B sin(z) as one unit sqrt(A^2 + B^2) cos(z - phase).

    Raises:
        UnsupportedError: a boundary without modes of the whole path.
    """
    modes = modes_on(boundary)
    (angle,) = {wave.args[0] for wave in modes.shape.atoms(sp.cos, sp.sin)}
    even, odd = (modes.shape.coeff(wave(angle)) for wave in (sp.cos, sp.sin))
    inner = (angle / modes.time / symbols.dt).xreplace({modes.index: _UNIT})
    skip = sp.S.Zero
    if boundary.free_start is None and boundary.end is not None:
        skip = boundary.start + (boundary.end - boundary.start) * (symbols.t - boundary.origin) / (
            symbols.N * symbols.dt
        )
    return CosineNetwork(
        COSINE,
        output_weight=sp.sqrt(even**2 + odd**2) * COSINE.weights[_UNIT],
        inner_weight=inner,
        inner_bias=-inner * boundary.origin - sp.atan2(odd, even),
        skip=skip,
        first=modes.first,
        last=modes.last,
    )


def modes_on(boundary: Boundary) -> Modes:
    """The modes of a boundary's paths.

    Raises:
        UnsupportedError: the boundary is not one of `BOUNDARIES`.
    """
    require_modes(boundary.name)
    return waves_on(ends_of(boundary))


def require_modes(boundary: str) -> None:
    """Refuse what has no modes, by its name.

    Raises:
        UnsupportedError: the boundary is not one of `BOUNDARIES`.
    """
    if boundary not in BOUNDARIES:
        known = ", ".join(BOUNDARIES)
        raise UnsupportedError(f"the activation 'cosine' has modes for the boundaries {known}, not {boundary!r}")


def read_modes(network: CosineNetwork, boundary: Boundary) -> ModePath:
    """Evaluate the network at the times t_n."""
    time = boundary.time(_TIME)
    phase = sp.Dummy("z", real=True)
    angle = sp.expand(network.argument(time, _MODE))
    turning = sp.Add(*[term for term in sp.Add.make_args(angle) if term.has(_TIME)])
    amplitude = network.output_weight.xreplace({_UNIT: _MODE}) / network.activation.weights[_MODE]
    unit = sp.expand(amplitude * sp.expand_trig(network.activation.sigma(angle - turning + phase)))
    around = network.skip.xreplace({symbols.t: time})
    return ModePath(network.activation.weights, around, unit.xreplace({phase: turning}), modes_on(boundary))


def _collected(argument: sp.Expr) -> sp.Expr:
    """b*t - b*t_ini - c as b*(t - t_ini) - c."""
    terms = sp.Add.make_args(sp.expand(argument))
    return sp.factor_terms(sp.Add(*[term for term in terms if not term.is_number])) + sp.Add(
        *[term for term in terms if term.is_number]
    )


Ensemble: TypeAlias = tuple[Network, PathMap] | tuple[CosineNetwork, ModePath]


def ensemble(activation: str | Activation | Cosine, boundary: Boundary) -> Ensemble:
    """The network of an activation on a boundary, and the path that it draws.

    Raises:
        InputError: no such activation.
        UnsupportedError: the boundary has no modes, or the network draws no path.
    """
    rows: tuple[Activation | Cosine, ...] = (*ACTIVATIONS, COSINE)
    chosen = choose("activation", activation, rows)
    if isinstance(chosen, Cosine):
        waves = cosine_network(boundary)
        return waves, read_modes(waves, boundary)
    network = gauge_fixed(chosen, boundary)
    return network, read_out(network, boundary)
