"""A charged particle in a plane with a magnetic field through it: two components, solved by turning the frame.

L = m (v_1^2 + v_2^2)/2 + B (x_1 v_2 - x_2 v_1)/2 - k (x_1^2 + x_2^2)/2. Every rule makes B/2 (p_1 q_2 - p_2 q_1) of the
magnetic term on the step from p to q, so a step couples its ends by Re[(q + i B/2) conj(p) q] in complex notation. In
the frame that turns by phi = arg(q + i B/2) with each step, the coupling is the real number |q + i B/2|, and the two
components are two copies of one chain.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.sums.linear_algebra.chebyshev import chebyshevt, chebyshevu
from symnet.theory.amplitude import Kernel, where_it_converges
from symnet.theory.gaussian.ends import ends_of
from symnet.theory.gaussian.step import QuadraticStep, StepAction, quadratic_step

FIELD = s.parameter("B")
START = (s.parameter("x_ini_1"), s.parameter("x_ini_2"))
FINISH = (s.parameter("x_fin_1"), s.parameter("x_fin_2"))

Plane = tuple[sp.Expr, sp.Expr]


@dataclass(frozen=True)
class TurningFrame:
    """The coupling of a step in the frame that makes it real, and the angle by which the frame turns in a step."""

    coupling: sp.Expr
    cosine: sp.Expr
    sine: sp.Expr


def turning_frame(step: QuadraticStep, phase: sp.Expr, field: sp.Expr = FIELD) -> TurningFrame:
    """In real time |q + i B/2|; in Euclidean time the angle is imaginary, and the coupling squared q^2 - B^2/4."""
    across = field / 2 if phase == sp.I else -sp.I * field / 2
    coupling = sp.sqrt(sp.factor(sp.expand(step.coupling**2 + across**2)))
    return TurningFrame(coupling, step.coupling / coupling, across / coupling)


def magnetic_amplitude(
    lattice: StepAction, field: sp.Expr = FIELD, start: Plane = START, finish: Plane = FINISH
) -> sp.Expr:
    """The amplitude in the plane; ``lattice`` is the action of one component without the field.

    Exact at every N and free of branches: the two components have the same eigenvalues.

    Units:
        [L^-2]
    Raises:
        UnsupportedError: on a boundary that is not fixed, or with a force (measure the plane from the centre then).
    Source:
        R. P. Feynman, A. R. Hibbs, Quantum Mechanics and Path Integrals, eq. (3-64), at finite width
    """
    step, ends, phase = quadratic_step(lattice), ends_of(lattice.boundary), lattice.time.phase
    if ends.name != "fixed":
        raise UnsupportedError(f"an amplitude needs both ends held; the boundary is {ends.name!r}")
    if step.push != 0 or step.pull != 0:
        raise UnsupportedError(
            f"the plane's amplitude is for no force; the step has {step.push}*x_prev + {step.pull}*x_next"
        )
    frame = turning_frame(step, phase, field)
    ratio = step.diagonal / (2 * frame.coupling)
    turned, grown = chebyshevt(s.N, ratio), chebyshevu(s.N - 1, ratio)
    scale = frame.coupling * s.dt / step.mass
    spread = -phase * step.mass / (2 * sp.pi * s.hbar * s.dt)
    sizes = [_dot(point, point) for point in (start, finish)]
    action = tidy((step.late - step.early) / 4) * (sizes[1] - sizes[0]) + s.N * step.constant
    action += frame.coupling / (2 * grown) * (turned * sp.Add(*sizes) - 2 * _met(frame, start, finish))
    condition = sp.true if phase == sp.I else where_it_converges(step, ends)
    return Kernel(spread / (scale ** (s.N - 1) * grown), action, phase, condition).expression


def _met(frame: TurningFrame, start: Plane, finish: Plane) -> sp.Expr:
    """The product of start and finish in the turning frame, Re[exp(i N phi) conj(start) finish]."""
    cosine = chebyshevt(s.N, frame.cosine)
    sine = frame.sine * chebyshevu(s.N - 1, frame.cosine)
    return cosine * _dot(start, finish) - sine * (start[0] * finish[1] - start[1] * finish[0])


def _dot(left: Plane, right: Plane) -> sp.Expr:
    return left[0] * right[0] + left[1] * right[1]
