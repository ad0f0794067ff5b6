"""The exact sampler of several Gaussian coordinates: the recursion of `symnet.kernels.gaussian` in matrices of rows.

With L_E = x'A x/2 + x'B v + v'C v/2 + D'x + E'v on the step from x = x_{n-1}, and y the place that the path is held
to, the later steps weigh x by d'P d/2 + d'S y + q'd + y'U y/2 + T'y, d = x - y. So v_n is normal with precision
dt*G/hbar, G = C + dt*P = root root', and mean -G^-1 (b d + c y + e): b = B' + P, c = B' + S, e = E + q. One step back

    [P S q] + dt*([A A D] - b' G^-1 [b c e])        [U T] + dt*([A D] - c' G^-1 [c e])

A free x_0 has the precision U/hbar and the mean -U^-1 T on the ring, P/hbar and -P^-1 q where nothing is held (y = 0).
A y known beforehand goes into D and E, and S, U, T are not needed. A step keeps root and root^-1 [b c e]: O(N rows^2)
numbers from O(N rows^3) operations, shared by all paths that are drawn with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import sympy as sp

from symnet.errors import NotQuadraticError
from symnet.kernels.emit import Body, Dialect, emit
from symnet.kernels.graph import Graph
from symnet.kernels.lowering import keywords
from symnet.kernels.programs import Layout
from symnet.kernels.real_weight import require_real_weight
from symnet.notation import symbols

Shift = tuple[int, ...]
Key = tuple[str, int, int, Shift]


@dataclass(frozen=True, slots=True)
class Entry:
    """What each site adds to a matrix or a vector: in the row of its coordinate ``row``, and for a matrix in the
    column of the coordinate ``column`` so many sites (``shift``) further along each direction."""

    matrix: str
    row: int
    column: int
    shift: Shift
    value: sp.Expr

    @property
    def vector(self) -> bool:
        """Whether there is no column."""
        return self.matrix in "DE"


@lru_cache(maxsize=64)
def entries(layout: Layout) -> tuple[Entry, ...]:
    """A, B, C, D and E: the derivatives of a site's Lagrangian at rest, seen from the first of the two places.

    Raises:
        UnsupportedError: the weight is not real.
        NotQuadraticError: the action is not Gaussian; the term is named.
    """
    require_real_weight(layout, "the exact sampler")
    lagrangian, places = layout.body.channels[0].lagrangian, layout.body.places
    letters = [letter for place in places for letter in (place.position, place.velocity)]
    for term in sp.Add.make_args(sp.expand(lagrangian)):
        if not term.is_polynomial(*letters) or sp.Poly(term, *letters).total_degree() > 2:
            raise NotQuadraticError(f"the exact sampler needs a Gaussian weight; the step has the term {term}")
    ahead = layout.body.point * symbols.dt
    started = lagrangian.xreplace({place.position: place.position + ahead * place.velocity for place in places})
    rest = dict.fromkeys(letters, sp.S.Zero)
    found: dict[Key, sp.Expr] = {}

    def add(key: Key, *by: sp.Symbol) -> None:
        found[key] = found.get(key, sp.S.Zero) + sp.diff(started, *by).xreplace(rest)

    for a, b in product(places, places):
        there = a.which, b.which, tuple(to - at for at, to in zip(a.shift, b.shift, strict=True))
        add(("A", *there), a.position, b.position)
        add(("B", *there), a.position, b.velocity)
        add(("C", *there), a.velocity, b.velocity)
    for a in places:
        add(("D", a.which, 0, ()), a.position)
        add(("E", a.which, 0, ()), a.velocity)
    return tuple(Entry(*key, value) for key, value in sorted(found.items()) if value != 0)


@dataclass(frozen=True, slots=True)
class StateSampler:
    """What a template needs: the lines that compute the entries' values from the parameters, and the entries."""

    body: Body
    entries: tuple[Entry, ...]

    def text(self, entry: Entry) -> str:
        """The value of an entry."""
        return self.body.output(f"e{self.entries.index(entry)}").signed


def state_sampler(layout: Layout, dialect: Dialect) -> StateSampler:
    """The sampler in one dialect."""
    graph, found = Graph(frozenset()), entries(layout)
    nodes = {f"e{i}": graph.add(entry.value) for i, entry in enumerate(found)}
    return StateSampler(emit(graph, nodes, dialect, keywords(layout)), found)
