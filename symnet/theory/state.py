"""A state of several coordinates: the components of a particle, or a field on a ring of sites, on a lattice of times.

Each output neuron of the network draws one coordinate. The rule acts on all of them at once: over a step every one
goes its own straight way, and L is averaged along it.

Source:
    Section 3.4, eqs. (3.21)-(3.25)
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import sympy as sp

from symnet.errors import InputError, UnsupportedError
from symnet.notation import symbols
from symnet.notation.functions import spelled_out
from symnet.theory.boundary import BOUNDARIES, FIXED, Boundary
from symnet.theory.choices import choose
from symnet.theory.field import FieldLagrangian, on_sites
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.rules import MIDPOINT, RULES, Rule
from symnet.theory.signature import REAL, TIMES, TimeSignature

_FIELD = "phi"
_ALONG = (symbols.position, symbols.velocity)


@dataclass(frozen=True, slots=True)
class Place:
    """One coordinate, ``shift`` sites to the right: its letters in a Lagrangian and at the two ends of a step."""

    name: str
    velocity_name: str
    which: int = 0
    shift: int = 0

    @property
    def position(self) -> sp.Symbol:
        """The coordinate itself."""
        return symbols.parameter(self._marked(self.name))

    @property
    def velocity(self) -> sp.Symbol:
        """Its time derivative."""
        return symbols.parameter(self._marked(self.velocity_name))

    @property
    def ends(self) -> tuple[sp.Symbol, sp.Symbol]:
        """Where it is at t_{n-1} and at t_n."""
        before, after = (symbols.parameter(f"{self._marked(self.name)}_{{{n}}}") for n in ("n-1", "n"))
        return before, after

    def moved(self, sites: int) -> Place:
        """The same coordinate further to the right."""
        return Place(self.name, self.velocity_name, self.which, self.shift + sites)

    def _marked(self, name: str) -> str:
        return f"{name}[i{self.shift:+d}]" if self.shift else name


@dataclass(frozen=True, slots=True)
class StateLagrangian:
    """L of several coordinates; ``sites``: of one site and its neighbours, to be summed over a ring of sites.

    Raises:
        InputError: two coordinates share a letter, or x or v is none of them and still occurs.
    """

    expr: sp.Expr
    places: tuple[Place, ...]
    sites: bool = False

    def __post_init__(self) -> None:
        letters = [letter for place in self.places for letter in (place.position, place.velocity)]
        if len(set(letters)) < len(letters):
            raise InputError(f"the coordinates and their velocities {', '.join(map(str, letters))} share a letter")
        for letter in sorted(self.expr.free_symbols & set(_ALONG) - set(letters), key=str):
            known = ", ".join(map(str, letters))
            raise InputError(f"the Lagrangian contains {letter}; its coordinates and their velocities are {known}")

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The other letters, in order of their names."""
        own = set(chain.from_iterable((place.position, place.velocity) for place in self.places))
        return tuple(sorted(self.expr.free_symbols - own, key=lambda letter: letter.name))


def of_components(lagrangian: str | sp.Expr, coordinates: tuple[str, ...]) -> StateLagrangian:
    """A particle's Lagrangian in these coordinates; the velocity of x is written vx.

    Raises:
        InputError: no coordinate, a name that is reserved or not plain, or text that cannot be read.
    """
    if not coordinates or isinstance(coordinates, str):
        raise InputError(f"the coordinates are a tuple of names such as ('x', 'y'), not {coordinates!r}")
    read = Lagrangian.parse(lagrangian) if isinstance(lagrangian, str) else Lagrangian(lagrangian)
    checked = [Lagrangian(symbols.parameter(name)).expr.name for name in coordinates]
    return StateLagrangian(read.expr, tuple(Place(name, f"v{name}", which) for which, name in enumerate(checked)))


def of_field(density: FieldLagrangian) -> StateLagrangian:
    """A field in one dimension of space, by its density in phi, phi_dot and phi_grad, on a ring of sites dx apart.

    Raises:
        UnsupportedError: more than one dimension, or a density that is not even in the gradient.
    """
    if density.dimensions.is_Integer and density.dimensions != 1:
        raise UnsupportedError(f"a field on sites has one dimension of space here, not {density.dimensions}")
    here = Place(_FIELD, f"{_FIELD}_dot")
    phi, i = symbols.phi, symbols.i
    letters = {
        phi[i]: here.position,
        phi[i + 1]: here.moved(1).position,
        symbols.phi_velocity[i]: here.velocity,
    }
    site = on_sites(density).site.xreplace(letters)
    real = {letter: symbols.parameter(letter.name) for letter in site.free_symbols if letter != symbols.dx}
    return StateLagrangian(site.xreplace(real), (here, here.moved(1)), sites=True)


@dataclass(frozen=True, slots=True)
class StateAction:
    """One step says everything: ``step`` is l of one site in the ends of its places and ``symbols.dt``.

    Units:
        step [energy].
    Source:
        eq. (3.25)
    """

    lagrangian: StateLagrangian
    rule: Rule
    boundary: Boundary
    time: TimeSignature
    step: sp.Expr

    @property
    def places(self) -> tuple[Place, ...]:
        """The coordinates that the step speaks of."""
        return self.lagrangian.places


def discretize_state(
    lagrangian: StateLagrangian,
    rule: str | Rule = MIDPOINT,
    boundary: str | Boundary = FIXED,
    time: str | TimeSignature = REAL,
) -> StateAction:
    """Replace L on every step as the rule says.

    Raises:
        InputError: a name that is not a rule, boundary or time.
        UnsupportedError: a Lagrangian that cannot be rotated to Euclidean time.
    """
    rule, boundary = choose("rule", rule, RULES), choose("boundary", boundary, BOUNDARIES)
    time, along = choose("time", time, TIMES), symbols.position
    places = lagrangian.places
    rotated = time.rotated(lagrangian.expr, tuple(place.velocity for place in places))
    ways = {p.position: p.ends[0] + along * (p.ends[1] - p.ends[0]) for p in places}
    rates = {p.velocity: (p.ends[1] - p.ends[0]) / symbols.dt for p in places}
    step = rule.average(rotated.xreplace(ways), sp.S.Zero, sp.S.One).xreplace(rates)
    return StateAction(lagrangian, rule, boundary, time, spelled_out(step))
