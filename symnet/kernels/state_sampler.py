"""The exact sampler of several Gaussian coordinates: the recursion of `symnet.kernels.gaussian` in matrices of rows.

With L_E = x'A x/2 + x'B v + v'C v/2 + D'x + E'v on a step, the later steps and a held far end y weigh a place x by
x'P x/2 + x'R y + q'x (and y'Q y/2 + t'y). So v_n is normal with precision dt*G/hbar, G = C + dt*P, and mean
-G^-1 (b x + R y + E + q), b = B' + P. One matrix of rows is factored at each step: O(N rows^3), exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
import sympy as sp

from symnet.errors import NotQuadraticError
from symnet.kernels.function import Array, Numbers
from symnet.kernels.given import given
from symnet.kernels.places import Place
from symnet.kernels.programs import Layout
from symnet.kernels.real_weight import require_real_weight
from symnet.notation import symbols

Slopes = tuple[tuple[str, Place, Place | None, sp.Expr], ...]


@lru_cache(maxsize=64)
def slopes(layout: Layout) -> Slopes:
    """The second and first derivatives of a site's Lagrangian at rest, by the matrices they belong to.

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
    moved = {place.position: place.position + ahead * place.velocity for place in places}
    started, rest = lagrangian.xreplace(moved), dict.fromkeys(letters, sp.S.Zero)
    found: list[tuple[str, Place, Place | None, sp.Expr]] = []
    for a, b in product(places, places):
        found.append(("A", a, b, sp.diff(started, a.position, b.position)))
        found.append(("B", a, b, sp.diff(started, a.position, b.velocity)))
        found.append(("C", a, b, sp.diff(started, a.velocity, b.velocity)))
    for a in places:
        found.append(("D", a, None, sp.diff(started, a.position)))
        found.append(("E", a, None, sp.diff(started, a.velocity)))
    return tuple((name, a, b, e.xreplace(rest)) for name, a, b, e in found if e != 0)


@dataclass(slots=True)
class _Future:
    """What the later steps weigh: P, R, q of the place, and Q, t of the far end."""

    p: Array
    r: Array
    q: Array
    far: Array
    t: Array


class StateSampler:
    """Weights of one kernel from standard normals."""

    def __init__(self, layout: Layout) -> None:
        self._layout, self._slopes = layout, slopes(layout)

    def sample(self, z: Array, numbers: Numbers) -> Array:
        """Weights shaped like z; the last number is hbar.

        Raises:
            ArithmeticError: a precision is not positive.
        """
        ends, rows = self._layout.ends, z.shape[-2]
        found, hbar = given(self._layout, numbers, rows), numbers[-1]
        dt, held = float(found.values[symbols.dt]), {name: np.array(row) for name, row in found.ends.items()}
        step = self._matrices(found.values, rows)
        free = z.shape[-1] - ends.origin
        future, gains = self._last(step, dt, rows), []
        for _ in range(free):
            future, gain = _earlier(step, future, dt)
            gains.append(gain)
        w = np.empty_like(z)
        x = np.broadcast_to(held["x_ini"], z.shape[:-1]) if not ends.origin else self._origin(future, z, hbar)
        if ends.origin:
            w[..., 0] = x
        far = {"x_fin": held.get("x_fin"), "x_0": x}.get(ends.last, np.zeros(rows))
        before: Array | float = 0.0
        for n in range(free):
            root, b, r, e = gains.pop()
            normal = np.sqrt(hbar / dt) * z[..., n + ends.origin]
            mean = _solved(root, x @ b.T + far @ r.T + e)
            v = np.linalg.solve(root.T, normal[..., None])[..., 0] - mean
            w[..., n + ends.origin] = v - before if self._layout.order == 2 else v
            x, before = x + dt * v, v
        return w

    def _matrices(self, values: dict[sp.Symbol, Any], rows: int) -> dict[str, Array]:
        """A, B, C, D and E over all rows."""
        sites = rows // len(self._layout.body.coordinates)
        found = {name: np.zeros((rows, rows) if name in "ABC" else rows) for name in "ABCDE"}
        for name, a, b, e in self._slopes:
            value = float(e.subs(values))
            for i in range(sites):
                place = a.which * sites + (i + a.shift) % sites
                other = () if b is None else (b.which * sites + (i + b.shift) % sites,)
                found[name][(place, *other)] += value
        return found

    def _last(self, step: dict[str, Array], dt: float, rows: int) -> _Future:
        """After the steps whose velocities are free."""
        a, b, c, d, e = (step[name] for name in "ABCDE")
        if not self._layout.ends.closed:
            nothing = np.zeros((rows, rows))
            return _Future(nothing, nothing, np.zeros(rows), nothing, np.zeros(rows))
        return _Future(dt * a - b - b.T + c / dt, b - c / dt, dt * d - e, c / dt, e)

    def _origin(self, future: _Future, z: Array, hbar: float) -> Array:
        """A free x_0."""
        root = _root(future.p + future.r + future.r.T + future.far)
        drawn = np.linalg.solve(root.T, np.sqrt(hbar) * z[..., 0, None])[..., 0]
        return np.asarray(drawn - _solved(root, future.q + future.t))


def _earlier(step: dict[str, Array], future: _Future, dt: float) -> tuple[_Future, tuple[Array, ...]]:
    """One step further back, and what its velocity needs to know."""
    a, c, d = step["A"], step["C"], step["D"]
    b, e, r = step["B"].T + future.p, step["E"] + future.q, future.r
    root = _root(c + dt * future.p)
    by_b, by_r, by_e = (_solved(root, of.T).T for of in (b, r, e))
    new = _Future(
        future.p + dt * (a - b.T @ by_b),
        r - dt * b.T @ by_r,
        future.q + dt * (d - b.T @ by_e),
        future.far - dt * r.T @ by_r,
        future.t - dt * r.T @ by_e,
    )
    return new, (root, b, r, e)


def _root(precision: Array) -> Array:
    try:
        return np.linalg.cholesky((precision + precision.T) / 2)
    except np.linalg.LinAlgError:
        least = np.linalg.eigvalsh((precision + precision.T) / 2)[0] if np.isfinite(precision).all() else np.nan
        raise ArithmeticError(f"a step of the path has the precision {least:.6g}, which is not positive") from None


def _solved(root: Array, rows: Array) -> Array:
    """(root root')^-1 times each row."""
    half = np.linalg.solve(root, np.atleast_2d(rows).reshape(-1, root.shape[0]).T)
    return np.asarray(np.linalg.solve(root.T, half).T.reshape(rows.shape))
