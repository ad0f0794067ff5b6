"""A scalar field: its Lagrangian density on a lattice of sites, then on a lattice of times, and its network.

Every site is one component of a particle in many dimensions; each output neuron of the network draws one of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols
from symnet.notation.symbols import field, field_gradient, field_velocity
from symnet.theory.measure import Measure
from symnet.theory.path import PathMap
from symnet.theory.rules import MIDPOINT, Rule

_FIELDS = (field, field_velocity, field_gradient)


@dataclass(frozen=True, slots=True)
class FieldLagrangian:
    """L = integral over ``dimensions`` dimensions of ``density``.

    Shapes:
        density: in ``symbols.field``, ``field_velocity`` and ``field_gradient``; its gradient terms are even, so that
            the square of ``field_gradient`` is the square of the gradient vector.
    Source:
        eq. (3.21)
    """

    density: sp.Expr
    dimensions: sp.Expr

    def terms_beyond(self, degree: int) -> sp.Expr:
        """The terms of more than this degree in the field and its derivatives; 0 for degree 2 means a Gaussian."""
        polynomial = sp.Poly(self.density, *_FIELDS)
        high = ((powers, factor) for powers, factor in polynomial.terms() if sum(powers) > degree)
        return sp.Add(*[factor * sp.Mul(*map(sp.Pow, _FIELDS, powers)) for powers, factor in high])


PHI4 = FieldLagrangian(
    field_velocity**2 / 2 - field_gradient**2 / 2 - symbols.m**2 * field**2 / 2 - symbols.g * field**4,
    sp.Symbol("d", integer=True, positive=True),
)
"""Source: eq. (3.21)."""


@dataclass(frozen=True, slots=True)
class SiteLagrangian:
    """L = sum over all sites i of the infinite line of ``site``: one dimension, spacing dx.

    Shapes:
        site: in ``symbols.phi``[i], ``phi``[i + 1] and ``symbols.phi_velocity``[i].
    Source:
        eq. (3.22), which lacks the factor dx
    """

    site: sp.Expr

    def at_once(self) -> sp.Expr:
        """The Lagrangian at one time."""
        return sp.Sum(self.site, (symbols.i, -sp.oo, sp.oo))

    def action(self, rule: Rule = MIDPOINT) -> sp.Expr:
        """The action on the lattice of times: every component takes its part in the rule's average over a step.

        Source:
            eq. (3.25)
        """
        i, n, phi, along = symbols.i, symbols.n, symbols.phi, symbols.position
        between = {
            phi[site]: phi[site, n - 1] + along * (phi[site, n] - phi[site, n - 1])
            for site in (entry.indices[0] for entry in self.site.atoms(sp.Indexed) if entry.base == phi)
        }
        moving = {symbols.phi_velocity[i]: (phi[i, n] - phi[i, n - 1]) / symbols.dt}
        step = rule.average(self.site.xreplace({**between, **moving}), sp.S.Zero, sp.S.One)
        return symbols.dt * sp.Sum(sp.Sum(step, (i, -sp.oo, sp.oo)), (n, 1, symbols.N))


def on_sites(lagrangian: FieldLagrangian) -> SiteLagrangian:
    """Space in steps dx: the integral is dx times the sum, the gradient the forward difference.

    Raises:
        UnsupportedError: the gradient does not come squared, so that its direction would matter.
    """
    density = sp.expand(lagrangian.density)
    if sp.expand(density - density.subs(field_gradient, -field_gradient)) != 0:
        raise UnsupportedError(f"{density} is not even in the gradient")
    i, phi = symbols.i, symbols.phi
    here = {field: phi[i], field_velocity: symbols.phi_velocity[i], field_gradient: (phi[i + 1] - phi[i]) / symbols.dx}
    return SiteLagrangian(symbols.dx * lagrangian.density.xreplace(here))


@dataclass(frozen=True, slots=True)
class Components:
    """Several coordinates drawn by one network: the path of one of them, and the Jacobian of all."""

    path: sp.Expr
    jacobian: sp.Expr


def components(path: PathMap, measure: Measure, count: sp.Expr, which: sp.Expr) -> Components:
    """``count`` coordinates, each with output weights of its own: the Jacobian's matrix has one block for each."""
    jacobian = sp.powsimp(measure.determinant**count)
    return Components(component(path.position(), which), jacobian)


def component(expression: sp.Expr, which: sp.Expr) -> sp.Expr:
    """A formula for one particle, for component ``which``: weights and the start carry one more index."""
    weights = {symbols.w, symbols.W}
    indexed = expression.replace(
        lambda each: isinstance(each, sp.Indexed) and each.base in weights,
        lambda each: each.base[(*each.indices, which)],
    )
    return indexed.xreplace({symbols.x_ini: symbols.phi_ini[which]})
