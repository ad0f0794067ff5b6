"""What each equation of physics.toml says, written by hand."""

from __future__ import annotations

import sympy as sp
from sympy import (
    Derivative,
    Eq,
    Function,
    I,
    IndexedBase,
    Integral,
    Ne,
    Rational,
    Sum,
    Symbol,
    cos,
    exp,
    log,
    oo,
    pi,
    sin,
    sqrt,
)

from symnet.claims.tex.objects import (
    Acting,
    Approximation,
    Boundary,
    Chain,
    Claims,
    Commutator,
    Differential,
    Divergence,
    ForIndex,
    Functional,
    IntegralOver,
    Laplacian,
    Mean,
    Membership,
    PathIntegral,
    PathMeasure,
    PlusMinus,
    SumOver,
)


def real(*names: str) -> list[Symbol]:
    return [Symbol(name, real=True) for name in names]


def positive(*names: str) -> list[Symbol]:
    return [Symbol(name, positive=True) for name in names]


def families(*names: str) -> list[IndexedBase]:
    return [IndexedBase(name, real=True) for name in names]


def equal(left: sp.Expr, right: sp.Expr) -> Eq:
    return Eq(left, right, evaluate=False)


half = Rational(1, 2)
n, i, j, k_index = (Symbol(name, integer=True) for name in "nijk")


def mechanics() -> dict[str, sp.Basic]:
    m, g, ell, D = positive("m", "g", "ell", "D")
    t, x, v, a, b, c, r, e, phi, E, p, gamma, x_dot = real(
        "t", "x", "v", "a", "b", "c", "r", "eccentricity", "varphi", "E", "p", "gamma", "x_dot"
    )
    theta, L, V, u, f = (Function(name) for name in ("theta", "L", "V", "u", "f"))
    x_, F_, a_ = families("x", "F", "a")
    m_ = IndexedBase("m", positive=True)
    return {
        "pendulum": equal(Derivative(theta(t), (t, 2)) + g / ell * sin(theta(t)), sp.S.Zero),
        "wave": equal(Derivative(u(x, t), (t, 2)), c**2 * Derivative(u(x, t), (x, 2))),
        "diffusion": equal(Derivative(u(x, t), t), D * Derivative(u(x, t), (x, 2))),
        "heat kernel": equal(u(x, t), exp(-(x**2) / (4 * D * t)) / sqrt(4 * pi * D * t)),
        "orbit": equal(r, a * (1 - e**2) / (1 + e * cos(phi))),
        "quadratic formula": equal(x, (-b + PlusMinus(sqrt(b**2 - 4 * a * c))) / (2 * a)),
        "energy in lines": Chain(
            equal(E, p**2 / (2 * m) + V(x)), equal(p**2 / (2 * m) + V(x), half * m * x_dot**2 + V(x))
        ),
        "Lorentz": equal(gamma, 1 / sqrt(1 - v**2 / c**2)),
        "relativistic energy": equal(E**2, p**2 * c**2 + m**2 * c**4),
        "Newton": equal(m_[i] * a_[i], SumOver(F_[i, j], j, Ne(j, i))),
        "damped": equal(Derivative(f(x), (x, 2)) + 2 * gamma * Derivative(f(x), x) + f(x), sp.S.Zero),
        "logistic": ForIndex(equal(x_[n + 1], r * x_[n] * (1 - x_[n])), n, sp.S.Zero, oo),
        "step": equal(V(x), sp.Piecewise((0, x < 0), (E, True))),
        "momentum": equal(p, Derivative(L(x, v, t), v)),
    }


def statistical_physics() -> dict[str, sp.Basic]:
    H, h, Z, F, mu, sigma, u_nu, density = real("H", "h", "Z", "F", "mu", "sigma", "u_nu", "free_energy")
    T, beta, nu, c, k_B, lam = positive("T", "beta", "nu", "c", "k_B", "lambda")
    N = Symbol("N", integer=True, positive=True)
    s, a, J, E, epsilon, occupation = families("s", "a", "J", "E", "epsilon", "n")
    p = Function("p")
    return {
        "Ising": equal(H, -SumOver(J[i, j] * s[i] * s[j], i, j, i < j) - h * SumOver(s[i], i)),
        "chain with neighbours": equal(H, -Sum(J[i, i + 1] * s[i] * s[i + 1], (i, 1, N))),
        "partition function": Claims(equal(Z, SumOver(exp(-beta * E[n]), n)), equal(F, -log(Z) / beta)),
        "Stirling": Approximation(log(sp.factorial(N)), N * log(N) - N),
        "Planck": equal(u_nu, 8 * pi * h * nu**3 / c**3 / (exp(h * nu / (k_B * T)) - 1)),
        "Bose-Einstein": equal(occupation[k_index], 1 / (exp(beta * (epsilon[k_index] - mu)) - 1)),
        "white noise": equal(Mean(a[i] * a[j]), sigma**2 * sp.KroneckerDelta(i, j)),
        "Poisson": Claims(equal(p(n), lam**n / sp.factorial(n) * exp(-lam)), Membership(n, sp.S.Naturals)),
        "free energy density": equal(density, -sp.Limit(log(Z) / (beta * N), N, oo)),
        "Trotter": equal(sp.Product(sp.Product(a[i], (j, 1, N)), (i, 1, N)), sp.Product(a[i] ** N, (i, 1, N))),
        "parity": Membership(IndexedBase("m", integer=True)[i], sp.S.Integers),
    }


def quantum_mechanics_and_fields() -> dict[str, sp.Basic]:
    m, omega, G, epsilon_0, spread_x, spread_p, hbar = positive(
        "m", "omega", "G", "epsilon_0", "spread_x", "spread_p", "hbar"
    )
    t, a, b, E, x, r, k, T = real("t", "a", "b", "E", "x", "r", "k", "kinetic_energy")
    path, V, psi, wave, K, f, f_tilde, phi, rho = (
        Function(name) for name in ("x", "V", "psi", "Psi", "K", "f", "f_tilde", "phi", "rho")
    )
    H, x_hat, p_hat = (Symbol(name, commutative=False) for name in ("H_hat", "x_hat", "p_hat"))
    (c,) = families("c")
    return {
        "Schroedinger, in time": equal(
            I * hbar * Derivative(wave(x, t), t),
            -(hbar**2) / (2 * m) * Derivative(wave(x, t), (x, 2)) + V(x) * wave(x, t),
        ),
        "Schroedinger": equal(Acting(H, psi(x)), E * psi(x)),
        "oscillator": equal(H, p_hat**2 / (2 * m) + half * m * omega**2 * x_hat**2),
        "commutator": equal(Commutator(x_hat, p_hat), I * hbar),
        "uncertainty": sp.Ge(spread_x * spread_p, hbar / 2, evaluate=False),
        "normalisation": equal(Integral(sp.Abs(psi(x)) ** 2, (x, -oo, oo)), sp.S.One),
        "Fourier": equal(f(x), IntegralOver(f_tilde(k) * exp(I * k * x) / (2 * pi), Differential(k))),
        "propagator": equal(
            K(x, t),
            PathIntegral(
                exp(I * Functional(Symbol("S"), x) / hbar),
                PathMeasure(x),
                Boundary(path(sp.S.Zero), a),
                Boundary(path(t), b),
            ),
        ),
        "gravity": equal(Laplacian(phi(r)), 4 * pi * G * rho(r)),
        "Gauss": equal(Divergence(Symbol("E_field")), rho(r) / epsilon_0),
        "virial": equal(2 * Mean(T), Mean(x * Derivative(V(x), x))),
        "Gaussian": equal(Integral(exp(-m * x**2), (x, -oo, oo)), sqrt(pi / m)),
        "delta function": equal(Integral(f(x) * sp.DiracDelta(x - a), (x, -oo, oo)), f(a)),
        "trigonometry": equal(sin(omega * t) ** 2 + cos(omega * t) ** 2, sp.S.One),
        "power series": equal(f(x), Sum(c[n] / sp.factorial(n) * x**n, (n, 0, oo))),
    }


PHYSICS: dict[str, dict[str, sp.Basic]] = {
    "mechanics": mechanics(),
    "statistical physics": statistical_physics(),
    "quantum mechanics and fields": quantum_mechanics_and_fields(),
}
