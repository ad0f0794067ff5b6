"""A lattice action as an oscillator and what is left of it: the vertex of perturbation theory."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp

from symnet.errors import InputError, UnsupportedError, ZeroModeError
from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.theory.discretization import LatticeAction
from symnet.theory.gaussian.step import QuadraticStep, quadratic_step
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.quadratic import obstacles

ENDS = (s.x_prev, s.x_next)


@dataclass(frozen=True)
class Anharmonic:
    """S_E = the oscillator's + dt * sum over the steps of ``vertex``, which is as small as its couplings.

    Shapes:
        vertex: a polynomial in ``symbols.x_prev`` and ``symbols.x_next``, each term of degree 3 or more.
        couplings: (p, g_p) of the potential's term g_p*x**p.
    """

    lattice: LatticeAction
    step: QuadraticStep
    vertex: sp.Expr
    couplings: tuple[tuple[int, sp.Expr], ...]

    @property
    def decay(self) -> sp.Expr:
        """z, by which the oscillator's correlator falls off in one step."""
        return self.step.coupling / (self.step.diagonal / 2 + self._root)

    @property
    def spread(self) -> sp.Expr:
        """G, the oscillator's <x**2> on the infinite line."""
        return s.hbar / (2 * self._root)

    def spelled_out(self, expression: sp.Expr) -> sp.Expr:
        """z and G in terms of dt and the parameters of the Lagrangian."""
        return expression.subs({s.decay: self.decay, s.spread: self.spread}, simultaneous=True)

    @property
    def _root(self) -> sp.Expr:
        return sp.sqrt(sp.factor(tidy(self.step.stiffness * (self.step.diagonal + 2 * self.step.coupling)))) / 2


def anharmonic(lattice: LatticeAction) -> Anharmonic:
    """Split a Euclidean action.

    Raises:
        InputError: there is nothing to perturb with.
        UnsupportedError: real time, a force, or terms that are not powers of x with constant coefficients.
        ZeroModeError: the quadratic part does not bind.
    """
    if lattice.time.name != "euclidean":
        raise UnsupportedError("perturbation theory is for euclidean time; here the time is real")
    rest = sp.Add(*obstacles(lattice.lagrangian.expr))
    if rest == 0:
        raise InputError(f"{lattice.lagrangian.expr} is at most quadratic: there is nothing to perturb with")
    if not rest.is_polynomial(s.position) or rest.has(s.velocity):
        raise UnsupportedError(f"{rest} is not a sum of powers of x")
    quadratic = sp.expand(lattice.lagrangian.expr - rest)
    rotated = lattice.rule.step(lattice.time.rotated(quadratic))
    step = quadratic_step(replace(lattice, lagrangian=Lagrangian(quadratic), step=rotated))
    if step.push != 0 or step.pull != 0 or any(part.has(sp.I) for part in (step.early, step.coupling, step.late)):
        raise UnsupportedError(f"the unperturbed Lagrangian {quadratic} must be even and its action real")
    if not step.is_bound or (step.stiffness / step.mass).is_negative:
        raise ZeroModeError(f"the unperturbed Lagrangian {quadratic} binds nothing: it has no ground state")
    couplings = tuple((power, factor) for (power,), factor in sp.Poly(-rest, s.position).terms())
    return Anharmonic(lattice, step, _vertex(lattice, rest), couplings)


def _vertex(lattice: LatticeAction, rest: sp.Expr) -> sp.Expr:
    vertex = sp.expand(lattice.rule.average(-rest, *ENDS))
    if not vertex.is_polynomial(*ENDS):
        raise UnsupportedError(f"the rule makes {vertex} of {rest}, which is not a polynomial")
    return vertex


def shifted(vertex: sp.Expr, there: tuple[sp.Symbol, sp.Symbol]) -> sp.Expr:
    """The vertex at another step."""
    return vertex.subs(dict(zip(ENDS, there, strict=True)), simultaneous=True)
