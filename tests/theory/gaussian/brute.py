"""Gaussian integrals by elimination on explicit numbers; nothing of the closed forms is imported here.

Exact: the action is evaluated on paths built from the weights, its second differences are the form, and DomainMatrix
over Q(i) does the rest. At large N: one position after the other is integrated out in mpmath, O(N).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import mpmath
import sympy as sp
from sympy.polys.domains import QQ_I
from sympy.polys.matrices import DomainMatrix

from symnet.notation import symbols as s


@dataclass(frozen=True)
class Instance:
    """An action with every number chosen; ``values`` holds dt, hbar, x_ini, x_fin and the parameters."""

    lattice: object
    values: dict

    @property
    def boundary(self) -> str:
        return self.lattice.boundary.name

    @property
    def is_real_time(self) -> bool:
        return self.lattice.time.name == "real"

    def number(self, symbol: sp.Symbol) -> sp.Rational:
        return self.values[symbol]

    @cached_property
    def step(self):
        """(x_prev, x_next) -> dt*l, over Q(i)."""
        ends = (s.x_prev, s.x_next)
        expression = sp.expand((s.dt * self.lattice.step).subs(self.values))
        terms = [(powers, QQ_I.from_sympy(c)) for powers, c in sp.Poly(expression, *ends).terms()]

        def value(x_prev, x_next):
            return sum((c * x_prev**a * x_next**b for (a, b), c in terms), QQ_I.zero)

        return value

    def path(self, variables: str, u: list, N: int) -> list:
        """x_0 ... x_N for the free variables u, the last weight eliminated where an end is held."""
        dt, start, finish = (QQ_I.from_sympy(self.number(symbol)) for symbol in (s.dt, s.x_ini, s.x_fin))
        u = list(u)
        first = u.pop(0) if self.boundary in ("ring", "free") else start
        path, velocity = [first], QQ_I.zero
        for value in u:
            if variables == "x":
                path.append(value)
            else:
                velocity = velocity + value if variables == "w" else value
                path.append(path[-1] + dt * velocity)
        if self.boundary == "fixed":
            path.append(finish)
        if self.boundary == "ring":
            path.append(first)
        assert len(path) == N + 1
        return path

    def size(self, N: int) -> int:
        return {"fixed": N - 1, "halfline": N, "ring": N, "free": N + 1}[self.boundary]

    def form(self, variables: str, N: int) -> tuple[DomainMatrix, list, object]:
        """(A, b, c) of S by second differences."""
        size = self.size(N)

        def action(*ones: int):
            u = [QQ_I.zero] * size
            for place in ones:
                u[place] += QQ_I.one
            path = self.path(variables, u, N)
            return sum((self.step(p, q) for p, q in pairwise(path)), QQ_I.zero)

        constant = action()
        single = [action(i) for i in range(size)]
        rows = [[action(i, j) - single[i] - single[j] + constant for j in range(size)] for i in range(size)]
        linear = [single[i] - constant - rows[i][i] / QQ_I(2) for i in range(size)]
        return DomainMatrix(rows, (size, size), QQ_I), linear, constant

    def entries(self, variables: str, N: int, places: list[tuple[int, int]]) -> list[tuple[object, object]]:
        """(A(i, j), b(i)) at a few places, by second differences along the whole path."""
        size = self.size(N)

        def action(*ones: int):
            u = [QQ_I.zero] * size
            for place in ones:
                u[place - 1] += QQ_I.one
            return sum((self.step(p, q) for p, q in pairwise(self.path(variables, u, N))), QQ_I.zero)

        constant, alone, found = action(), {}, []
        for n in {n for pair in places for n in pair}:
            alone[n] = action(n)
        for i, j in places:
            second = action(i, i) - alone[i] - alone[i] + constant
            linear = alone[i] - constant - second / QQ_I(2)
            found.append((action(i, j) - alone[i] - alone[j] + constant, linear))
        return found


@dataclass(frozen=True)
class Eliminated:
    """What integrating out the free positions in turn leaves."""

    root: mpmath.mpc
    """1/sqrt(det) of A/(2 pi hbar) (A/(2 pi i hbar) in real time), root by root."""
    action: mpmath.mpc
    determinant: mpmath.mpc
    converges: bool


def coefficients(instance: Instance) -> tuple:
    """The six numbers of the step, from its values at six points."""
    zero, one = QQ_I.zero, QQ_I.one
    c = instance.step(zero, zero)
    p1, p_1, q1, q_1 = (instance.step(*pq) for pq in ((one, zero), (-one, zero), (zero, one), (zero, -one)))
    both = instance.step(one, one)
    exact = (p1 + p_1 - c - c, both - p1 - q1 + c, q1 + q_1 - c - c, (p1 - p_1) / QQ_I(2), (q1 - q_1) / QQ_I(2), c)
    return tuple(mp_complex(z) for z in exact)


def mp_complex(exact) -> mpmath.mpc:
    return mpmath.mpc(_mpf(exact.x), _mpf(exact.y))


def _mpf(rational) -> mpmath.mpf:
    return mpmath.mpf(int(rational.numerator)) / int(rational.denominator)


def mp(value: sp.Rational) -> mpmath.mpf:
    return mpmath.mpf(value.p) / value.q


def eliminate(instance: Instance, N: int) -> Eliminated:
    """Integrate out every free position, from x_1 on; x_0 (ring, free: the last integral) is carried along."""
    a, beta, g, d, e, const = coefficients(instance)
    hbar = mp(instance.number(s.hbar))
    phase = mpmath.mpc(0, 1) if instance.is_real_time else mpmath.mpf(-1)
    # the composed step: alpha x0^2/2 + cross x0 xn + gamma xn^2/2 + delta x0 + eps xn + c
    alpha, cross, gamma, delta, eps, c = a, beta, g, d, e, const
    re_pivots = [mpmath.re(v) for v in (a, beta, g)]
    re_alpha, re_cross, re_gamma = re_pivots
    root, determinant, converges = mpmath.mpf(1), mpmath.mpf(1), True

    def integrate(pivot, re_pivot):
        nonlocal root, determinant, converges
        root *= mpmath.sqrt(2 * mpmath.pi * hbar / (-phase * pivot))
        determinant *= pivot
        converges = converges and re_pivot > 0

    for _ in range(N - 1):
        pivot, re_pivot = gamma + a, re_gamma + re_pivots[0]
        integrate(pivot, re_pivot)
        source = eps + d
        alpha, cross_new, gamma = alpha - cross**2 / pivot, -cross * beta / pivot, g - beta**2 / pivot
        delta, eps, c = delta - cross * source / pivot, e - beta * source / pivot, c + const - source**2 / (2 * pivot)
        cross = cross_new
        re_alpha, re_cross, re_gamma = (
            re_alpha - re_cross**2 / re_pivot,
            -re_cross * re_pivots[1] / re_pivot,
            re_pivots[2] - re_pivots[1] ** 2 / re_pivot,
        )
    boundary = instance.boundary
    start, finish = mp(instance.number(s.x_ini)), mp(instance.number(s.x_fin))
    if boundary == "fixed":
        c += alpha * start**2 / 2 + cross * start * finish + gamma * finish**2 / 2 + delta * start + eps * finish
    elif boundary == "halfline":
        integrate(gamma, re_gamma)
        c += alpha * start**2 / 2 + delta * start - (cross * start + eps) ** 2 / (2 * gamma)
    elif boundary == "ring":
        pivot = alpha + 2 * cross + gamma
        integrate(pivot, re_alpha + 2 * re_cross + re_gamma)
        c -= (delta + eps) ** 2 / (2 * pivot)
    else:
        integrate(gamma, re_gamma)
        pivot = alpha - cross**2 / gamma
        integrate(pivot, re_alpha - re_cross**2 / re_gamma)
        c -= eps**2 / (2 * gamma) + (delta - cross * eps / gamma) ** 2 / (2 * pivot)
    return Eliminated(root, c, determinant, converges or instance.is_real_time)


def integral(instance: Instance, N: int, mass: sp.Rational) -> mpmath.mpc:
    """The Gaussian integral with the measure per step, +oo where it diverges."""
    try:
        found = eliminate(instance, N)
    except ZeroDivisionError:
        if instance.is_real_time:
            raise
        return mpmath.inf
    if not found.converges:
        return mpmath.inf
    phase = mpmath.mpc(0, 1) if instance.is_real_time else mpmath.mpf(-1)
    hbar, dt = mp(instance.number(s.hbar)), mp(instance.number(s.dt))
    measure = mpmath.sqrt(-phase * mp(mass) / (2 * mpmath.pi * hbar * dt))
    return measure**N * found.root * mpmath.exp(phase * found.action / hbar)


def green(instance: Instance, N: int, places: list[tuple[int, int]]) -> list[mpmath.mpc]:
    """Elements (i, j) of the inverse of the form in the positions, by a banded solve for each column."""
    a, beta, g, *_ = coefficients(instance)
    size = instance.size(N)
    diagonal = [a + g] * size
    if instance.boundary in ("halfline", "free"):
        diagonal[-1] = g
    if instance.boundary == "free":
        diagonal[0] = a
    found = []
    for i, j in places:
        if instance.boundary == "ring":
            found.append(_solve_cycle(diagonal, beta, j, size)[i - 1])
        else:
            found.append(_solve(diagonal, beta, [mpmath.mpf(n == j) for n in range(1, size + 1)])[i - 1])
    return found


def _solve(diagonal: list, beta, right: list) -> list:
    pivots, carried = [], []
    for n, value in enumerate(right):
        pivots.append(diagonal[n] - (beta**2 / pivots[-1] if n else 0))
        carried.append(value - (beta * carried[-1] / pivots[n - 1] if n else 0))
    solution = [mpmath.mpf(0)] * len(right)
    for n in reversed(range(len(right))):
        after = solution[n + 1] if n + 1 < len(right) else 0
        solution[n] = (carried[n] - beta * after) / pivots[n]
    return solution


def _solve_cycle(diagonal: list, beta, j: int, size: int) -> list:
    """Cut the ring at its last site, and put that site back by a Schur complement."""
    if size == 1:
        return [1 / (diagonal[0] + 2 * beta)]
    if size == 2:
        return [(diagonal[0] if j == n else -2 * beta) / (diagonal[0] ** 2 - 4 * beta**2) for n in (1, 2)]
    right = [mpmath.mpf(n == j) for n in range(1, size + 1)]
    touch = [beta] + [mpmath.mpf(0)] * (size - 3) + [beta]
    response = _solve(diagonal[:-1], beta, touch)
    free = _solve(diagonal[:-1], beta, right[:-1])
    schur = diagonal[-1] - beta * (response[0] + response[-1])
    last = (right[-1] - beta * (free[0] + free[-1])) / schur
    return [f - r * last for f, r in zip(free, response, strict=True)] + [last]
