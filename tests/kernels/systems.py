"""Gaussian systems that samplers are tried on, with the exact <x^2> of their middle from the theory's closed forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from symnet.kernels import Kernel
from symnet.theory.field import FieldLagrangian
from symnet.theory.free_field import free_field
from symnet.theory.represent import represent

OSCILLATOR = "m*v^2/2 - k*x^2/2"
PAIR = "m*(vx^2 + vy^2)/2 - k*(x^2 + y^2)/2 - c*x*y"
FIELD = "phi_dot^2/2 - phi_grad^2/2 - m^2*phi^2/2"


@dataclass(frozen=True)
class System:
    """Held at 0 at both ends, in velocities or in coefficients of modes; seen is x_n of the first row.

    The exact <x_n^2> is the same in both: the Jacobian between them is constant.

    Shapes:
        rows: the axes before a path's last; dim numbers as a sampler has them.
    """

    kernel: Kernel
    numbers: dict[str, float]
    steps: int
    seen: int
    exact: float
    rows: tuple[int, ...] = ()

    @property
    def dim(self) -> int:
        return int(np.prod(self.rows)) * (self.steps - 1)

    @property
    def sites(self) -> dict[str, Any]:
        """What a door asks of a field."""
        return (
            {"rows": self.rows if len(self.rows) > 1 else self.rows[0]}
            if self.kernel.layout.body.axis == "sites"
            else {}
        )

    def masses(self, factor: float) -> dict[str, float]:
        """The numbers with so many times the mass."""
        return self.numbers | {"m": factor * self.numbers["m"]}

    @property
    def unit(self) -> float:
        """What one of velocity, or one of a coefficient, is in a sampler's stride: modes are worth more."""
        return 0.4 if self.kernel.layout.modes else 1.0

    def middle(self, w: Any) -> Any:
        """x_n of flat velocities, or coefficients, on the last axis."""
        if self.kernel.layout.modes:
            modes = np.arange(1, self.steps)
            return w[..., : self.steps - 1] @ np.sin(np.pi * modes * self.seen / self.steps)
        return self.numbers["dt"] * w[..., : self.seen].sum(-1)


def _value(closed: sp.Expr, **numbers: float) -> float:
    return float(closed.xreplace({symbol: sp.nsimplify(numbers[symbol.name]) for symbol in closed.free_symbols}).doit())


@cache
def oscillator(steps: int = 4, seen: int = 2, activation: str = "step") -> System:
    numbers = {"dt": 0.5, "m": 1.2, "k": 0.8, "hbar": 0.7}
    exact = _value(_oscillator().correlator(seen, seen), N=steps, **numbers)
    kernel = represent(OSCILLATOR, activation, time="euclidean").kernel()
    return System(kernel, numbers | _HELD, steps, seen, exact)


@cache
def pair(steps: int = 4, seen: int = 2, activation: str = "step") -> System:
    """Two components with a spring between them: oscillators of stiffness k + c and k - c."""
    numbers, closed = {"dt": 0.5, "m": 1.2, "k": 0.8, "c": 0.5, "hbar": 0.7}, _oscillator().correlator(seen, seen)
    modes = [_value(closed, N=steps, **numbers | {"k": numbers["k"] + c}) for c in (numbers["c"], -numbers["c"])]
    kernel = represent(PAIR, activation, time="euclidean", coordinates=("x", "y")).kernel()
    return System(kernel, numbers | _HELD, steps, seen, sum(modes) / 2, (2,))


@cache
def field(steps: int = 4, seen: int = 2, *sites: int, activation: str = "step") -> System:
    sites = sites or (3,)
    numbers, space = {"dt": 0.5, "dx": 0.8, "m": 0.9, "hbar": 0.7}, len(sites)
    propagator = free_field(space, boundary="fixed").propagator(seen, seen, *[0] * space)
    exact = _value(propagator, N=steps, L=sites[0], **numbers)
    kernel = represent(FieldLagrangian.parse(FIELD, dimensions=space), activation, time="euclidean").kernel()
    return System(kernel, numbers | _HELD, steps, seen, exact, sites)


_HELD = {"x_ini": 0.0, "x_fin": 0.0}


@cache
def _oscillator() -> Any:
    return represent(OSCILLATOR, time="euclidean")
