"""The exact sampler of a field: every wave on the sites is one coordinate of `symnet.kernels.gaussian`.

All sites have the same Lagrangian, which looks the same to either side. So with the waves
(cos + sin)(2 pi sum_a p_a i_a/L_a)/sqrt(sites), orthonormal and symmetric in p and i, the action is a sum over p of the
steps xx*x^2/2 + xv*x*v + vv*v^2/2, where each coefficient is

    sum_s value_s cos(theta_s) = sum_s value_s - sum_s 2 value_s sin(theta_s/2)^2,    theta_s = 2 pi sum_a p_a s_a/L_a

over the places s that a site reaches; the first sum is taken with symbols, so that what cancels is exactly nothing.
What pushes every site alike pushes p = 0 alone. A path costs O(N sites) and one Fourier transform for each step.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.kernels.emit import Body, Dialect, emit
from symnet.kernels.graph import Graph
from symnet.kernels.lowering import keywords
from symnet.kernels.programs import Layout
from symnet.kernels.state_sampler import entries

_MATRICES = {"A": "xx", "B": "xv", "C": "vv"}
_VECTORS = {"D": "fx", "E": "fv"}
Shift = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Waves:
    """rest: xx, xv, vv, fx and fv at p = 0; bent: what sin(theta_s/2)^2 adds to a coefficient, by the place s."""

    rest: dict[str, sp.Expr]
    bent: dict[tuple[Shift, str], sp.Expr]

    @property
    def reached(self) -> tuple[Shift, ...]:
        """The places s, one of each pair s and -s."""
        return tuple(dict.fromkeys(shift for shift, _ in self.bent))


@lru_cache(maxsize=64)
def waves(layout: Layout) -> Waves:
    """The coefficients of the waves of a free field.

    Raises:
        UnsupportedError: the weight is not real, or a site is coupled otherwise to one side than to the other.
        NotQuadraticError: the action is not Gaussian; the term is named.
    """
    values = {(entry.matrix, entry.shift): entry.value for entry in entries(layout)}
    rest = {name: _total(values, matrix) for matrix, name in (_MATRICES | _VECTORS).items()}
    bent: dict[tuple[Shift, str], sp.Expr] = {}
    for (matrix, shift), value in values.items():
        mirrored = tuple(-step for step in shift)
        if matrix in _VECTORS or shift == mirrored:
            continue
        if sp.expand(value - values.get((matrix, mirrored), sp.S.Zero)) != 0:
            raise UnsupportedError(f"the exact sampler needs sites coupled alike to either side; {value} is not")
        if shift > mirrored:
            bent[shift, _MATRICES[matrix]] = -4 * value
    return Waves(rest, bent)


def _total(values: dict[tuple[str, Shift], sp.Expr], matrix: str) -> sp.Expr:
    return sp.expand(sp.Add(*(value for (of, _), value in values.items() if of == matrix)))


@dataclass(frozen=True, slots=True)
class FieldSampler:
    """What a template needs: the lines that compute the coefficients from the parameters, and the places reached."""

    body: Body
    reached: tuple[Shift, ...]

    def rest(self, name: str) -> str:
        """A coefficient at p = 0."""
        return self.body.output(name).signed

    def bent(self, shift: Shift) -> list[tuple[str, str]]:
        """The coefficients that depend on sin(theta_s/2)^2, and what they gain by it."""
        at = self.reached.index(shift)
        named = {output.name: output.signed for output in self.body.outputs}
        return [(name, named[f"{name}{at}"]) for name in _MATRICES.values() if f"{name}{at}" in named]

    def turns(self, shift: Shift) -> str:
        """theta_s/(2 pi), with p[a] for p_a/L_a."""
        steps = ((step, f"p[{axis}]") for axis, step in enumerate(shift) if step)
        return " + ".join(p if step == 1 else f"{float(step)} * {p}" for step, p in steps)


def field_sampler(layout: Layout, dialect: Dialect) -> FieldSampler:
    """The sampler in one dialect."""
    graph, found = Graph(frozenset()), waves(layout)
    nodes = {name: graph.add(e) for name, e in found.rest.items()}
    nodes |= {f"{name}{found.reached.index(s)}": graph.add(e) for (s, name), e in found.bent.items()}
    return FieldSampler(emit(graph, nodes, dialect, keywords(layout)), found.reached)
