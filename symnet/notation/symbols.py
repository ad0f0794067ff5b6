"""Every symbol the theory uses, made once: ``from symnet.notation import symbols as s`` (users: ``symnet.symbols``).

Units:
    x [L], dt [T], v and W [L/T], w [L/T] (an increment of the velocity), hbar [action].
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count

import sympy as sp

N = sp.Symbol("N", integer=True, positive=True)
"""Width of the network = number of time steps."""

n, j, k_, i = (sp.Symbol(name, integer=True) for name in ("n", "j", "k", "i"))
"""Indices: n counts times, j (and k, written ``k_`` here) hidden units, i lattice sites."""

dt = sp.Symbol("dt", positive=True)
hbar = sp.Symbol("hbar", positive=True)
t = sp.Symbol("t", real=True)
t_ini, t_fin = sp.symbols("t_ini t_fin", real=True)
T = sp.Symbol("T", positive=True)
"""The duration N*dt, kept fixed where N goes to infinity."""
x_ini, x_fin = sp.symbols("x_ini x_fin", real=True)

position = sp.Symbol("x", real=True)
velocity = sp.Symbol("v", real=True)
"""The arguments of a Lagrangian L(x, v)."""


def path_derivative(order: int) -> sp.Symbol:
    """The order-th time derivative of a smooth path: ``position``, ``velocity``, then one prime for each."""
    return (position, velocity)[order] if order < 2 else sp.Symbol("x" + "'" * order, real=True)


x_prev, x_next = sp.symbols("x_prev x_next", real=True)
"""The two ends x_{n-1}, x_n of one time step: what a discretisation rule works on."""

action = sp.Symbol("S", real=True)
"""The action where it stands for itself, as in exp(i S/hbar)."""

m, k, g = sp.symbols("m k g", real=True)
"""Parameters of the usual systems; any other parameter comes from :func:`parameter`."""

x, w, W, a = (sp.IndexedBase(name, real=True) for name in ("x", "w", "W", "a"))
"""x_n positions, w_n velocity increments, W_n velocities, a_n mode coefficients."""

force, momentum = (sp.IndexedBase(name, real=True) for name in ("F", "P"))
"""F_n = dL/dx_{n-1} at fixed v_n and P_n = dL/dv_n at fixed x_{n-1}: the derivatives of one step's Lagrangian."""

reach = sp.IndexedBase("R", real=True)
"""R_i = dl_i/dphi_{i+1}: how a site's Lagrangian changes with its neighbour's field."""

w_tilde, b_tilde = (sp.IndexedBase(name, real=True) for name in ("w_tilde", "b_tilde"))
b = sp.Symbol("b_out", real=True)
"""The generic network's inner weights and biases, printed w and b with a tilde, and its output bias b, as in (3.4)."""

euclidean_action, euclidean_lagrangian = sp.symbols("S_E L_E", real=True)
"""S_E and L_E as letters, where only what stands around them matters."""

J, total = sp.symbols("J Z", real=True)
"""A Jacobian, and an integral over everything that an average is divided by."""

field, field_velocity, field_gradient = sp.symbols("phi phi_dot phi_grad", real=True)
"""The arguments of a field's Lagrangian density: the field, its time derivative, its gradient."""

phi, phi_velocity, phi_ini = (sp.IndexedBase(name, real=True) for name in ("phi", "phi_dot", "phi_ini"))
"""phi_i at one time and phi_{i, n}, its time derivative, and where it starts."""

worldline_rates = sp.symbols("X_dot_0 X_dot_1", real=True)
"""The derivatives of the coordinates X^0 = c t and X^1 along a world line by its parameter."""

dx = sp.Symbol("dx", positive=True)
"""The lattice constant."""

tau, tau_1, tau_2 = sp.symbols("tau tau_1 tau_2", real=True)
"""Euclidean or stochastic time, [T]."""

D = sp.Symbol("D", positive=True)
"""Strength of the noise, the diffusion constant [L^2/T]."""

alpha = sp.Symbol("alpha", real=True)
"""Where in its step a stochastic product is read: 0 at the start (Ito), 1/2 between (Stratonovich), 1 at the end."""

drift_slope = sp.IndexedBase("F'", real=True)
"""The derivative of the drift F where step n reads it, [1/T]."""

noise = sp.IndexedBase("eta", real=True)
noise_now = sp.Symbol("eta", real=True)
"""eta_n, the noise of step n, and eta(tau), [T^(-1/2)]."""

frequencies, phases = (sp.IndexedBase(name, real=True) for name in ("b", "c"))
"""b_n [1/T] and c_n: the inner weights and biases of a network of cosines."""

units = sp.IndexedBase("u", real=True)
"""u_n: the output of one hidden unit, with amplitude 1."""

cutoff = sp.Symbol("Lambda", positive=True)
"""The largest frequency [1/T]."""

decay = sp.Symbol("z", real=True)
"""By how much a correlation falls off in one step of the lattice."""

spread = sp.Symbol("G", positive=True)
"""<x**2> of an oscillator on the infinite Euclidean line, [L^2]."""

sites = sp.Symbol("L", integer=True, positive=True)
lengths = sp.symbols("L_1:4", integer=True, positive=True)
here, there = sp.symbols("i_1:4", integer=True), sp.symbols("j_1:4", integer=True)
"""How many sites each direction of space has, and the numbers of two sites."""
"""Sites in each direction of a periodic space."""

wave_numbers = sp.symbols("p_1:4", integer=True)
"""The wave numbers 0 ... L - 1 of a plane wave in up to three directions."""

TEX = {
    "w_tilde": r"\tilde{w}",
    "b_tilde": r"\tilde{b}",
    "b_out": "b",
    "dt": r"\Delta t",
    "dx": r"\Delta x",
    "phi_ini": r"\phi^{\text{ini}}",
    "X_dot_0": r"\dot{X}^{0}",
    "X_dot_1": r"\dot{X}^{1}",
    "phi_dot": r"\dot{\phi}",
    "phi_grad": r"\nabla \phi",
    "hbar": r"\hbar",
    "S_E": r"S_{\rm E}",
    "L_E": r"\mathcal{L}_{\rm E}",
    "x_ini": r"x^{\text{ini}}",
    "x_fin": r"x^{\text{fin}}",
    "x''": r"\ddot{x}",
    "x'''": r"\dddot{x}",
    "x''''": r"\ddddot{x}",
    "t_ini": r"t^{\text{ini}}",
    "t_fin": r"t^{\text{fin}}",
}
"""TeX of the names that do not print as themselves."""


def parameter(name: str) -> sp.Symbol:
    """The real parameter of a Lagrangian called ``name``."""
    return sp.Symbol(name, real=True)


def index(name: str) -> sp.Symbol:
    """The index of a sum called ``name``."""
    return sp.Symbol(name, integer=True)


def fresh_names(preferred: tuple[str, ...], taken: Iterable[str]) -> Iterator[str]:
    """The preferred names that are not taken, then numbered ones: so that no bound name is printed like a free one."""
    forbidden = set(taken)
    numbered = (f"{preferred[0]}_{number}" for number in count(1))
    return (name for name in chain(preferred, numbered) if name not in forbidden)
