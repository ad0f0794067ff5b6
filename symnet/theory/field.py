"""A scalar field: its Lagrangian density on a lattice of sites, then on a lattice of times, and its network.

Every site is one component of a particle in many dimensions; each output neuron of the network draws one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp
from sympy.core.function import AppliedUndef

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols
from symnet.notation.symbols import field, field_gradient, field_velocity
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.measure import Measure
from symnet.theory.path import PathMap
from symnet.theory.rules import MIDPOINT, Rule

_FIELDS = (field, field_velocity, field_gradient)
_DERIVATIVE = re.compile(r"_(dot|grad)(_|$)")


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

    def __post_init__(self) -> None:
        known = {letter.name for letter in _FIELDS}
        for letter in sorted(self.density.free_symbols, key=str):
            if _DERIVATIVE.search(letter.name) and letter.name not in known:
                raise InputError(
                    f"{letter} looks like a derivative of a field; a density has one field, phi, and its phi_dot and "
                    "phi_grad, whose square is the sum over all directions"
                )

    @classmethod
    def parse(cls, text: str, dimensions: int = 1) -> FieldLagrangian:
        """A density from typed text, for example ``phi_dot^2/2 - phi_grad^2/2 - g*phi^4``.

        Raises:
            InputError: with a caret under the column; a letter such as ``chi_dot`` or ``phi_grad_1``; no number of
                dimensions.
        """
        if isinstance(dimensions, bool) or not isinstance(dimensions, int) or dimensions < 1:
            raise InputError(f"a field has 1, 2 or 3 dimensions of space, not {dimensions!r}")
        return cls(Lagrangian.parse(text).expr, sp.Integer(dimensions))

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


PLACES = (symbols.i, symbols.j, symbols.k_)
"""The integers that number a site, one for each dimension of space."""


@dataclass(frozen=True, slots=True)
class SiteLagrangian:
    """L = sum of ``site`` over an infinite lattice, or over one that closes after ``sites`` in each direction.

    Shapes:
        site: in ``symbols.phi`` and ``symbols.phi_velocity`` at the site ``places`` and, for phi, at the next ones.
    Source:
        eq. (3.22), which lacks the factor dx
    """

    site: sp.Expr
    places: tuple[sp.Symbol, ...] = PLACES[:1]
    sites: sp.Expr | None = None

    def at_once(self) -> sp.Expr:
        """The Lagrangian at one time."""
        return self._total(self.site)

    def action(self, rule: Rule = MIDPOINT) -> sp.Expr:
        """The action on the lattice of times, step by step.

        Source:
            eq. (3.25)
        """
        return symbols.dt * sp.Sum(self.step(symbols.n, rule), (symbols.n, 1, symbols.N))

    def step(self, n: sp.Expr, rule: Rule = MIDPOINT) -> sp.Expr:
        """What dt multiplies for the n-th step."""
        return self._total(self.site_step(n, rule))

    def site_step(self, n: sp.Expr, rule: Rule = MIDPOINT) -> sp.Expr:
        """One site's part in it: every component is averaged over the step as the rule says."""
        phi, along = symbols.phi, symbols.position
        between = {
            phi[place]: phi[*place, n - 1] + along * (phi[*place, n] - phi[*place, n - 1])
            for place in (entry.indices for entry in self.site.atoms(sp.Indexed) if entry.base == phi)
        }
        here = self.places
        moving = {symbols.phi_velocity[here]: (phi[*here, n] - phi[*here, n - 1]) / symbols.dt}
        return rule.average(self.site.xreplace({**between, **moving}), sp.S.Zero, sp.S.One)

    def _total(self, summand: sp.Expr) -> sp.Expr:
        for place in self.places:
            ends = (-sp.oo, sp.oo) if self.sites is None else (1, self.sites)
            summand = sp.Sum(summand, (place, *ends))
        return summand

    def response(self, shape: Callable[[sp.Expr], sp.Expr]) -> sp.Expr:
        """dL/dphi_i inside a line of sites, where phi_i is ``shape``(i): from the two terms of the sum that hold phi_i.

        Around a closed lattice this is so at every site, for a shape that fits it.
        """
        (i,), phi = self.places, symbols.phi
        terms = self.site + self.site.xreplace({phi[i]: phi[i - 1], phi[i + 1]: phi[i]})
        at_rest = terms.diff(phi[i])
        return at_rest.replace(lambda e: isinstance(e, sp.Indexed) and e.base == phi, lambda e: shape(*e.indices))


def on_sites(lagrangian: FieldLagrangian, dimensions: int = 1, sites: sp.Expr | None = None) -> SiteLagrangian:
    """Space in steps dx: a sum times a power of dx, and forward differences squared for the gradient's square.

    Raises:
        UnsupportedError: the gradient does not come squared, so that its direction would matter; or more dimensions
            than there are names for.
    """
    density = sp.expand(lagrangian.density)
    if sp.expand(density - density.subs(field_gradient, -field_gradient)) != 0:
        raise UnsupportedError(f"{density} is not even in the gradient")
    if not 1 <= dimensions <= len(PLACES):
        raise UnsupportedError(f"a lattice has 1 to {len(PLACES)} dimensions here, not {dimensions}")
    places, phi = PLACES[:dimensions], symbols.phi
    square = sp.Dummy("square", positive=True)
    if dimensions > 1 and _lengths(lagrangian.density, square):
        raise UnsupportedError(
            f"{density} is no function of the gradient's square, the sum over {dimensions} directions"
        )
    squares = sp.Add(*[((_next(places, axis, sites) - phi[places]) / symbols.dx) ** 2 for axis in range(dimensions)])
    here = {field: phi[places], field_velocity: symbols.phi_velocity[places], field_gradient: sp.sqrt(square)}
    site = lagrangian.density.xreplace(here).xreplace({square: squares})
    return SiteLagrangian(symbols.dx**dimensions * site, places, sites)


def _lengths(density: sp.Expr, square: sp.Dummy) -> bool:
    """Whether an odd power of the gradient's length is left once its square is a letter."""
    powers = density.xreplace({field_gradient: sp.sqrt(square)}).atoms(sp.Pow)
    return any(power.base == square and not power.exp.is_Integer for power in powers)


def _next(places: tuple[sp.Symbol, ...], axis: int, sites: sp.Expr | None) -> sp.Expr:
    """phi at the next site along an axis: after the last of a closed lattice comes the first."""
    place = places[axis]
    after, first = (
        symbols.phi[tuple(index if other != axis else moved for other, index in enumerate(places))]
        for moved in (place + 1, sp.S.One)
    )
    last = sp.S.Zero if sites is None else sp.KroneckerDelta(place, sites)
    return (1 - last) * after + last * first


@dataclass(frozen=True, slots=True)
class Components:
    """Several coordinates drawn by one network: the path of one of them, and the Jacobian of all."""

    path: sp.Expr
    jacobian: sp.Expr


def components(path: PathMap, measure: Measure, count: sp.Expr, which: sp.Expr) -> Components:
    """``count`` coordinates, each with output weights of its own: the Jacobian's matrix has one block for each."""
    jacobian = sp.powsimp(measure.determinant**count)
    return Components(component(path.position(), which), jacobian)


def action_of_components(lagrangian: type[AppliedUndef], path: PathMap, count: int, rule: Rule = MIDPOINT) -> sp.Expr:
    """The action of L(x_1, ..., x_count, v_1, ..., v_count) in the output weights: each coordinate has such a path."""
    n, along = symbols.n, symbols.position
    ends = [[component(path.position(time), sp.Integer(which + 1)) for time in (n - 1, n)] for which in range(count)]
    between = [before + along * (after - before) for before, after in ends]
    speeds = [component(path.velocity(n), sp.Integer(which + 1)) for which in range(count)]
    step = rule.average(lagrangian(*between, *speeds), sp.S.Zero, sp.S.One)
    return symbols.dt * sp.Sum(step, (n, 1, symbols.N))


def component(expression: sp.Expr, which: sp.Expr) -> sp.Expr:
    """A formula for one particle, for component ``which``: weights and the start carry one more index."""
    weights = {symbols.w, symbols.W}
    indexed = expression.replace(
        lambda each: isinstance(each, sp.Indexed) and each.base in weights,
        lambda each: each.base[(*each.indices, which)],
    )
    return indexed.xreplace({symbols.x_ini: symbols.phi_ini[which]})
