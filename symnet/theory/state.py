"""A state of several coordinates: the components of a particle, or a field on a periodic lattice of sites.

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
from symnet.theory.field import PLACES, FieldLagrangian, on_sites
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.rules import MIDPOINT, RULES, Rule
from symnet.theory.signature import REAL, TIMES, TimeSignature

_FIELD = "phi"
_ALONG = (symbols.position, symbols.velocity)


@dataclass(frozen=True, slots=True)
class Place:
    """One coordinate: its letters in a Lagrangian and at the two ends of a step.

    Shapes:
        shift: so many sites further along each direction of space; empty for the components of a particle.
    """

    name: str
    velocity_name: str
    which: int = 0
    shift: tuple[int, ...] = ()

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

    @property
    def here(self) -> bool:
        """Whether it is at the site itself."""
        return not any(self.shift)

    def moved(self, by: tuple[int, ...]) -> Place:
        """The same coordinate so many sites further along each direction."""
        there = tuple(at + step for at, step in zip(self.shift, by, strict=True))
        return Place(self.name, self.velocity_name, self.which, there)

    def _marked(self, name: str) -> str:
        steps = zip(PLACES, self.shift, strict=False)
        return name if self.here else f"{name}[{','.join(f'{at}{step:+d}' if step else f'{at}' for at, step in steps)}]"


@dataclass(frozen=True, slots=True)
class StateLagrangian:
    """L of several coordinates; ``sites``: of one site and its neighbours, to be summed over a periodic lattice.

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
    """A field by its density in phi, phi_dot and phi_grad, on sites dx apart in every direction, each a ring.

    Raises:
        UnsupportedError: a number of dimensions that is not 1, 2 or 3, or a density that is no function of the
            gradient's square.
    """
    space = density.dimensions
    if not space.is_Integer:
        raise UnsupportedError(f"a field on sites needs a number for its dimensions of space, not {space}")
    lattice = on_sites(density, int(space))
    here = Place(_FIELD, f"{_FIELD}_dot", shift=(0,) * int(space))
    nexts = [here.moved(tuple(int(axis == along) for axis in range(int(space)))) for along in range(int(space))]
    letters = {symbols.phi_velocity[lattice.places]: here.velocity}
    for place in (here, *nexts):
        at = tuple(index + step for index, step in zip(lattice.places, place.shift, strict=True))
        letters[symbols.phi[at]] = place.position
    site = lattice.site.xreplace(letters)
    real = {letter: symbols.parameter(letter.name) for letter in site.free_symbols if letter != symbols.dx}
    return StateLagrangian(site.xreplace(real), (here, *nexts), sites=True)


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
