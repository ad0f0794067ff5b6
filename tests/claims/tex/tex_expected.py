"""What each of the paper's 72 numbered equations says, written by hand from the paper's text.

Nothing here was taken from the reader: this is what its output is compared with.
"""

from __future__ import annotations

import sympy as sp
from sympy import (
    DiracDelta,
    Eq,
    Function,
    Heaviside,
    I,
    IndexedBase,
    Integral,
    Rational,
    Sum,
    Symbol,
    cos,
    exp,
    oo,
    pi,
    sqrt,
)

from symnet.claims.tex.objects import (
    Acting,
    Amplitude,
    Arbitrary,
    Boundary,
    Chain,
    Claims,
    Commutator,
    Definition,
    Differential,
    Distribution,
    Family,
    ForIndex,
    Functional,
    Gradient,
    Increment,
    IncrementIntegral,
    IntegralOver,
    LineIntegral,
    Mean,
    PathIntegral,
    PathMeasure,
    ProductMeasure,
    Proportional,
    ReLU,
    Replacement,
    SumOver,
    Transformation,
)
from symnet.notation.symbols import N, W, a, dt, g, hbar, i, k, k_, m, n, t, t_fin, t_ini, velocity, w, x, x_fin, x_ini
from symnet.notation.symbols import position as X


def real(name: str) -> Symbol:
    return Symbol(name, real=True)


def positive(name: str) -> Symbol:
    return Symbol(name, positive=True)


def family(name: str) -> IndexedBase:
    return IndexedBase(name, real=True)


def equal(left: sp.Expr, right: sp.Expr) -> Eq:
    return Eq(left, right, evaluate=False)


path, P, V, F, G, psi, phi, eta = (Function(name) for name in ("x", "P", "V", "F", "G", "psi", "phi", "eta"))
S, S_E, L, L_E, L_s, b = (real(name) for name in ("S", "S_E", "L", "L_E", "L_s", "b_out"))
D = positive("D")
tau, tau_1, tau_2 = (real(name) for name in ("tau", "tau_1", "tau_2"))
t_, w_tilde, b_tilde, b_, c_ = (family(name) for name in ("t", "w_tilde", "b_tilde", "b", "c"))
half = Rational(1, 2)
amplitude = Amplitude(x_fin, x_ini)
slope = (x_fin - x_ini) / dt


def cell(last: sp.Expr) -> tuple[Symbol, sp.Expr, sp.Expr]:
    return (n, sp.Integer(1), last)


def measure(of: IndexedBase, last: sp.Expr) -> ProductMeasure:
    return ProductMeasure(Differential(of[n]), cell(last))


def velocity_at(last: sp.Expr) -> Sum:
    return Sum(W[k_], (k_, 1, last))


constraint = DiracDelta(Sum(k_ * w[N - k_ + 1], (k_, 1, N)) - slope)
kinetic = m * dt / 2 * (Sum(W[n] ** 2, cell(N - 1)) + (slope - velocity_at(N - 1)) ** 2)
midpoint = x_ini - dt * W[n] / 2 + dt * velocity_at(n)
oscillator = k * dt / 2 * Sum(midpoint**2, cell(N - 1))
weight = exp(I / hbar * S)

SECTION_2 = {
    "2.1": equal(path(tau), Sum(a[n] * (1 / sqrt(b_[n] ** 2 + k / m)) * cos(b_[n] * tau + c_[n]), (n, 1, N))),
    "2.2": Chain(Distribution(a[n], P(real("a"))), equal(P(real("a")), Function("Normal")(0, 1 / N))),
    "2.3": Chain(
        Distribution(b_[n], P(real("b"))),
        equal(P(real("b")), Function("Uniform")(-positive("Lambda"), positive("Lambda"))),
    ),
    "2.4": Chain(Distribution(c_[n], P(real("c"))), equal(P(real("c")), Function("Uniform")(-pi, pi))),
    "2.5": Chain(
        equal(
            Mean(path(tau_1) * path(tau_2)),
            PathIntegral(
                path(tau_1) * path(tau_2),
                ProductMeasure(
                    P(a[n]) * Differential(a[n]) * P(b_[n]) * Differential(b_[n]) * P(c_[n]) * Differential(c_[n]), n
                ),
            ),
        ),
        equal(
            PathIntegral(
                path(tau_1) * path(tau_2),
                ProductMeasure(
                    P(a[n]) * Differential(a[n]) * P(b_[n]) * Differential(b_[n]) * P(c_[n]) * Differential(c_[n]), n
                ),
            ),
            Integral(
                cos(real("b") * (tau_1 - tau_2)) / (real("b") ** 2 + k / m),
                (real("b"), -positive("Lambda"), positive("Lambda")),
            ),
        ),
    ),
}

SECTION_3_1 = {
    "3.1": equal(amplitude, PathIntegral(exp(I / hbar * Functional(Symbol("S"), X)), measure(x, N - 1))),
    "3.2": Claims(
        ForIndex(Definition(t_[n], t_ini + n * dt), n, sp.Integer(0), N), Definition(dt, (t_fin - t_ini) / N)
    ),
    "3.3": Chain(
        equal(S, IntegralOver(Function("L")(X, velocity), Differential(t))),
        equal(
            IntegralOver(Function("L")(X, velocity), Differential(t)),
            dt * Sum(Function("L")((x[n] + x[n - 1]) / 2, (x[n] - x[n - 1]) / dt), cell(N)),
        ),
    ),
    "3.4": equal(path(t), Sum(w[n] * ReLU(w_tilde[n] * t + b_tilde[n]), cell(N)) + b),
    "3.5": Claims(equal(w_tilde[n], sp.Integer(1)), equal(b_tilde[n], -t_[n - 1])),
    "3.6": equal(path(t), Sum(w[n] * ReLU(t - t_[n - 1]), cell(N)) + b),
    "3.7": equal(x[n], x_ini + dt * Sum(k_ * w[n - k_ + 1], (k_, 0, n))),
    "3.8": equal(w[N], (x_fin - x_ini) / dt - Sum(k_ * w[N - k_ + 1], (k_, 2, N))),
    "3.9": equal(measure(x, N - 1), dt ** (N - 1) * measure(w, N - 1)),
    "3.10": equal(measure(x, N - 1), dt ** (N - 1) * constraint * measure(w, N)),
    "3.11": equal(amplitude, dt ** (N - 1) * PathIntegral(constraint * weight, measure(w, N))),
    "3.12": equal(
        S,
        dt
        * Sum(
            Function("L")(
                x_ini + dt * Sum((k_ - half) * w[n - k_ + 1], (k_, 1, n)),
                Sum(w[k_], (k_, 1, n)),
            ),
            cell(N),
        ),
    ),
}

SECTION_3_REST = {
    "3.13": equal(L, m / 2 * velocity**2),
    "3.14": equal(S, m * dt / 2 * Sum(Sum(w[k_], (k_, 1, n)) ** 2, cell(N))),
    "3.15": Definition(W[n], Sum(w[k_], (k_, 1, n))),
    "3.16": equal(amplitude, dt ** (N - 1) * PathIntegral(weight, measure(W, N - 1))),
    "3.17": Definition(S, kinetic),
    "3.18": equal(L, m / 2 * velocity**2 - V(X)),
    "3.19": equal(S, kinetic - oscillator),
    "3.20": equal(S, kinetic - oscillator - g * dt * Sum(midpoint**4, cell(N - 1))),
}


def field_equations() -> dict[str, sp.Basic]:
    dx, d = positive("dx"), Symbol("d", integer=True, positive=True)
    site, start, weights = family("phi"), family("phi_ini"), family("w")
    u = phi(X, t)
    pair = site[i, n] + site[i, n - 1]
    lattice = (
        half * (sp.Derivative(phi(i, t), t) ** 2)
        - (phi(i + 1, t) - phi(i, t)) ** 2 / (2 * dx**2)
        - m**2 / 2 * phi(i, t) ** 2
        - g * phi(i, t) ** 4
    )
    action = (
        half * (site[i, n] - site[i, n - 1]) ** 2 / dt**2
        - (site[i + 1, n] + site[i + 1, n - 1] - site[i, n] - site[i, n - 1]) ** 2 / (8 * dx**2)
        - m**2 / 8 * pair**2
        - g / 16 * pair**4
    )
    return {
        "3.21": equal(
            L,
            IntegralOver(
                half * sp.Derivative(u, t) ** 2 - half * Gradient(u) ** 2 - m**2 / 2 * u**2 - g * u**4,
                Differential(X, d),
            ),
        ),
        "3.22": equal(L, Sum(lattice, (i, -oo, oo))),
        "3.23": equal(phi(i, t), Sum(weights[n, i] * ReLU(t - t_[n - 1]), cell(N)) + start[i]),
        "3.24": equal(site[i, n], start[i] + Sum(k_ * weights[n - k_ + 1, i] * dt, (k_, 0, n))),
        "3.25": equal(S, dt * Sum(Sum(action, (i, -oo, oo)), cell(N))),
    }


def section_4() -> dict[str, sp.Basic]:
    T, J = positive("T"), real("J")
    t_1, t_2 = real("t_1"), real("t_2")
    modes = SumOver(a[n] ** 2 * (m * (n * pi / T) ** 2 - k), n)
    everything = ProductMeasure(Differential(a[n]), n)
    return {
        "4.1": equal(path(t), x_ini + dt * Sum(W[n] * Heaviside(t - t_[n - 1] - half), cell(N))),
        "4.2": equal(x[n], x_ini + dt * velocity_at(n)),
        "4.3": equal(W[N], (x_fin - x_ini) / dt - velocity_at(N - 1)),
        "4.4": equal(W[n], (x[n] - x[n - 1]) / dt),
        "4.5": equal(w[n], (x[n] - 2 * x[n - 1] + x[n - 2]) / dt),
        "4.6": equal(path(t), SumOver(a[n] * cos(n * pi / T * t), n)),
        "4.7": equal(S, modes),
        "4.8": equal(ProductMeasure(Differential(x[n]), n), J * everything),
        "4.9": equal(
            Mean(path(t_1) * path(t_2)),
            PathIntegral(J * path(t_1) * path(t_2) * exp(I / hbar * modes), everything),
        ),
    }


def section_5() -> dict[str, sp.Basic]:
    y, eta_tilde = x_ini, family("eta_tilde")
    euclidean = exp(-1 / hbar * S_E)
    oscillator_e = m * dt / 2 * W[n] ** 2 + k * dt / 2 * (y + dt * velocity_at(n)) ** 2
    return {
        "5.1": equal(L_E, m / 2 * sp.Derivative(path(tau), tau) ** 2 + V(X)),
        "5.2": Proportional(
            psi(y),
            PathIntegral(
                euclidean,
                ProductMeasure(Differential(x[n])),
                Boundary(path(-oo), Arbitrary(Symbol("any"))),
                Boundary(path(sp.Integer(0)), y),
            ),
        ),
        "5.3": equal(S_E, Integral(L_E, (tau, -oo, 0))),
        "5.4": equal(path(tau), y + Sum(w[n] * ReLU(-tau - (n - 1) * dt), cell(oo))),
        "5.5": equal(x[n], y + dt * Sum(k_ * w[n - k_ + 1], (k_, 0, n))),
        "5.6": equal(S_E, Sum(oscillator_e, cell(oo))),
        "5.7": Proportional(psi(y), PathIntegral(exp(-1 / hbar * Function("S_E")(Family(w[n], n), y)), measure(w, oo))),
        "5.8": equal(path(tau), y + dt * Sum(W[n] * Heaviside(-tau - (n - half) * dt), cell(oo))),
        "5.9": equal(x[n], y + dt * velocity_at(n)),
        "5.10": equal(sp.Derivative(path(tau), tau), F(path(tau), tau) + sqrt(2 * D) * eta(tau)),
        "5.11": Claims(
            equal(Mean(eta(tau)), sp.Integer(0)), equal(Mean(eta(tau_1) * eta(tau_2)), DiracDelta(tau_1 - tau_2))
        ),
        "5.12": equal(x[n + 1], x[n] + dt * eta_tilde[n]),
        "5.13": equal(x[n + 1], x[n] + dt * W[n + 1]),
    }


def appendix_a() -> dict[str, sp.Basic]:
    alpha, dot_0, dot_1 = real("alpha"), real("X_dot_0"), real("X_dot_1")
    return {
        "A.1": equal(path(t), Sum(w[n] * w_tilde[n] * ReLU(t + b_tilde[n] / w_tilde[n]), (n, 0, N - 1)) + b),
        "A.2": equal(ReLU(alpha * X), alpha * ReLU(X)),
        "A.3": Transformation(
            Replacement(w[n], w[n] / alpha),
            Replacement(w_tilde[n], alpha * w_tilde[n]),
            Replacement(b_tilde[n], alpha * b_tilde[n]),
        ),
        "A.4": equal(path(t), Sum(w[n] * ReLU(t + b_tilde[n]), (n, 0, N - 1)) + b),
        "A.5": equal(S, IntegralOver(sqrt(dot_0**2 - dot_1**2), Differential(t))),
    }


def appendix_b() -> dict[str, sp.Basic]:
    norm, norm_1, norm_2 = real("norm"), real("norm_1"), real("norm_2")
    H, p_hat, x_hat = (Symbol(name, commutative=False) for name in ("H", "p_hat", "x_hat"))
    p, tau_prime = real("p"), real("tau_prime")
    speed = sp.Derivative(path(tau), tau)
    slope_g = sp.Derivative(G(X), X)
    curvature_g = sp.Derivative(G(X), (X, 2))
    paths = PathMeasure(X)
    end = exp(-m / hbar * G(path(0)))
    bulk = PathIntegral(exp(-1 / hbar * Integral(L_E, (tau, -oo, 0))), paths)
    stochastic = Integral(speed**2 + slope_g**2 - 2 * D * curvature_g, (tau, -oo, 0))
    later = path(tau + Increment(tau))
    return {
        "B.1": equal(speed, F(path(tau)) + sqrt(2 * D) * eta(tau)),
        "B.2": equal(Mean(eta(tau) * eta(tau_prime)), DiracDelta(tau - tau_prime)),
        "B.3": equal(P(X), norm * PathIntegral(exp(-Integral(L_s, (tau, -oo, 0))), paths)),
        "B.4": Definition(L_s, 1 / (4 * D) * (speed - F(X)) ** 2 + half * sp.Derivative(F(X), X)),
        "B.5": Definition(
            -1 / (2 * D) * LineIntegral(F(X), X),
            -1 / (2 * D) * IncrementIntegral(half * ((F(path(tau)) + F(later)) * (later - path(tau))), Increment(tau)),
        ),
        "B.6": equal(F(X), -slope_g),
        "B.7": Chain(
            equal(-1 / (2 * D) * LineIntegral(F(X), X, -oo, 0), 1 / (2 * D) * LineIntegral(slope_g, X, -oo, 0)),
            equal(
                1 / (2 * D) * LineIntegral(slope_g, X, -oo, 0),
                1 / (2 * D) * G(path(0)) + Arbitrary(Symbol("const")),
            ),
        ),
        "B.8": equal(
            P(X),
            norm_1 * exp(-1 / (2 * D) * G(path(0))) * PathIntegral(exp(-1 / (4 * D) * stochastic), paths),
        ),
        "B.9": Definition(L_E, m / 2 * speed**2 + m / 2 * slope_g**2 - hbar / 2 * curvature_g),
        "B.10": equal(P(X), norm_1 * end * bulk),
        "B.11": equal(P(X), sp.Abs(psi(X)) ** 2),
        "B.12": equal(end, norm_2 * bulk),
        "B.13": Definition(real("H"), p**2 / (2 * m) + m / 2 * slope_g**2 - hbar / 2 * curvature_g),
        "B.14": equal(Acting(H, exp(-m / hbar * G(X))), sp.Integer(0)),
        "B.15": equal(H, p_hat**2 / (2 * m) + V(x_hat) - I / sqrt(2 * m) * Commutator(p_hat, sqrt(V(x_hat)))),
    }


EXPECTED: dict[str, sp.Basic] = {
    **SECTION_2,
    **SECTION_3_1,
    **SECTION_3_REST,
    **field_equations(),
    **section_4(),
    **section_5(),
    **appendix_a(),
    **appendix_b(),
}
