"""The free particle."""

from sympy import Symbol

from symnet.claims import claim
from symnet.notation.symbols import N, T, dt, m
from symnet.theory.represent import represent

TITLE = "Free particle"
LAGRANGIAN = "m*v^2/2"

MASS = Symbol("m", positive=True)


@claim(
    "free/kernel",
    section="free",
    title="the kernel of the free particle is exact at every width, with T = N dt (Feynman, Hibbs, Quantum Mechanics and Path Integrals, Section 3-1)",
    printed=r"K = \sqrt{\frac{m}{2\pi i \hbar T}} \exp\left[\frac{i m (x_b - x_a)^2}{2 \hbar T}\right]",
    where={T: N * dt},
)
def the_amplitude_of_the_free_particle():
    return represent(LAGRANGIAN).amplitude().subs(m, MASS)
