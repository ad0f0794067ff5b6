"""The exact sampler of a Gaussian weight: each velocity given where the path stands, the later steps integrated out.

With L_E = xx*x^2/2 + xv*x*v + vv*v^2/2 + fx*x + fv*v on the step from x = x_{n-1}, the later steps and a held far end y
weigh a place x by p*x^2/2 + r*x*y + q*x. So v_n is normal with precision dt*g/hbar and mean
-((xv + p)*(x - y) + (xv + s)*y + fv + q)/g, where g = vv + dt*p and s = p + r; one step further back they are

    p - (xv + p)^2*dt/g + dt*xx        s - (xv + p)*(xv + s)*dt/g + dt*xx        q - (xv + p)*(fv + q)*dt/g + dt*fx.

A free x_0 has the precision u/hbar and the mean -t/u, summed up on the same way. The sum s stands for r, which would
cancel against p where the far end is x_0 itself.

Source:
    the discrete Riccati equation of the linear regulator (Bertsekas, Dynamic Programming and Optimal Control, 4.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy as sp

from symnet.errors import NotQuadraticError, SymnetError
from symnet.kernels.emit import Body, Dialect, emit
from symnet.kernels.field_sampler import FieldSampler, field_sampler, waves
from symnet.kernels.graph import Graph
from symnet.kernels.lowering import keywords
from symnet.kernels.places import POSITION, VELOCITY
from symnet.kernels.programs import Layout
from symnet.kernels.real_weight import require_real_weight
from symnet.kernels.state_sampler import StateSampler, entries, state_sampler
from symnet.notation import symbols
from symnet.templating import render
from symnet.theory.quadratic import obstacles

_TERMS = {
    "xx": POSITION**2 / 2,
    "xv": POSITION * VELOCITY,
    "vv": VELOCITY**2 / 2,
    "fx": POSITION,
    "fv": VELOCITY,
}


@dataclass(frozen=True, slots=True)
class QuadraticStep:
    """The coefficients of L_E in x = x_{n-1} and v = v_n, functions of the parameters."""

    coefficients: tuple[tuple[str, sp.Expr], ...]

    def described(self, values: Mapping[sp.Symbol, Any]) -> str:
        """The terms of second degree, and what they are at these values of the parameters."""
        here = [(e * _TERMS[name], float(e.subs(values)) * _TERMS[name]) for name, e in self.coefficients[:3]]
        stated = ", ".join(f"{term} = {sp.N(value, 6)}" for term, value in here if term != 0)
        return f"the quadratic terms of a step are {stated or 'none'}"


@lru_cache(maxsize=64)
def quadratic_step(layout: Layout) -> QuadraticStep:
    """The step of a Gaussian weight.

    Raises:
        UnsupportedError: the weight is not real.
        NotQuadraticError: the action is not Gaussian; the term is named.
    """
    require_real_weight(layout, "the exact sampler")
    lagrangian = layout.body.channels[0].lagrangian
    found = obstacles(lagrangian)
    if found:
        raise NotQuadraticError(f"the exact sampler needs a Gaussian weight; the step has the term {found[0]}")
    started = lagrangian.xreplace({POSITION: POSITION + layout.body.point * symbols.dt * VELOCITY})
    at_rest = {POSITION: sp.S.Zero, VELOCITY: sp.S.Zero}
    by = {"xx": (POSITION, 2), "xv": (POSITION, 1, VELOCITY, 1), "vv": (VELOCITY, 2)}
    by |= {"fx": (POSITION, 1), "fv": (VELOCITY, 1)}
    return QuadraticStep(tuple((name, sp.diff(started, *order).xreplace(at_rest)) for name, order in by.items()))


def has_sampler(layout: Layout) -> bool:
    """Whether the weight is a real Gaussian."""
    try:
        return bool({"none": quadratic_step, "components": entries, "sites": waves}[layout.body.axis](layout))
    except SymnetError:
        return False


@dataclass(frozen=True, slots=True)
class Sampler:
    """What the template called ``template`` needs to know of the weight: ``given``, whose lines are ``body``."""

    template: str
    given: Body | StateSampler | FieldSampler

    @property
    def body(self) -> Body:
        """The lines that compute coefficients from the parameters."""
        return self.given if isinstance(self.given, Body) else self.given.body


def sampler(layout: Layout, dialect: Dialect) -> Sampler | None:
    """The exact sampler in one dialect; None where the weight is not a real Gaussian."""
    if not has_sampler(layout):
        return None
    if layout.body.axis == "none":
        return Sampler("sampler", coefficients(layout, dialect))
    if layout.body.axis == "components":
        return Sampler("state_sampler", state_sampler(layout, dialect))
    return Sampler("field_sampler", field_sampler(layout, dialect))


def array_sampler(layout: Layout, dialect: Dialect, library: str = "np") -> str:
    """The function ``_sample`` in array form, or as scans where ``library`` is jnp; nothing where there is none."""
    found, named, scans = sampler(layout, dialect), keywords(layout), library == "jnp"
    if found is None:
        return ""
    template = f"{found.template}_scan" if scans and found.template == "state_sampler" else found.template
    return render(
        f"kernels/{template}.py.jinja",
        sampler=found.given,
        xp=library,
        passes=f"kernels/passes{'_scan' * scans}.py.jinja",
        keywords=list(named.values()),
        own=[named[p.symbol] for p in layout.params if p.role == "lagrangian"],
        ends=layout.ends,
        order=layout.order,
        coordinates=len(layout.body.coordinates),
        dimensions=layout.body.dimensions,
    )


def coefficients(layout: Layout, dialect: Dialect) -> Body:
    """The lines that compute xx, xv, vv, fx and fv from the parameters."""
    graph = Graph(frozenset())
    nodes = {name: graph.add(e) for name, e in quadratic_step(layout).coefficients}
    return emit(graph, nodes, dialect, keywords(layout))
