"""A particle under a force, and an oscillator whose frequency changes with time."""

from dataclasses import replace

from sympy import Derivative, Eq, Function, Integer, Symbol

from symnet.claims import Conjunction, Equation, claim
from symnet.notation.symbols import N, T, dt, k, m, t
from symnet.theory.driven import driven_action
from symnet.theory.gaussian.gelfand_yaglom import gelfand_yaglom
from symnet.theory.gaussian.nonuniform import order_matters
from symnet.theory.represent import represent

MASS = Symbol("m", positive=True)
CONSTANT = "m*v^2/2 + f*x"
FREE, OSCILLATOR = "m*v^2/2", "m*v^2/2 - k*x^2/2"
RULES = ("midpoint", "endpoint", "trapezoid", "zigzag")


def eq(left, right):
    """The relation as said, not evaluated; a name on the left stands for what the derivation returns."""
    return Equation(Eq(Symbol(left), right, evaluate=False))


@claim(
    "driven/constant-force",
    section="driven",
    title="the kernel under a constant force f, as the limit of the midpoint rule's (R. P. Feynman, A. R. Hibbs, Quantum Mechanics and Path Integrals, Chapter 3)",
    printed=r"K = \sqrt{\frac{m}{2\pi i \hbar T}} \exp\left[\frac{i}{\hbar} \left(\frac{m (x_b - x_a)^2}{2 T} + \frac{f T (x_a + x_b)}{2} - \frac{f^2 T^3}{24 m}\right)\right]",
)
def the_kernel_under_a_constant_force():
    limit = represent(CONSTANT).continuum()
    return replace(limit, value=limit.value.subs(m, MASS), correction=limit.correction.subs(m, MASS))


@claim(
    "driven/constant-force-at-every-width",
    section="driven",
    title="at every width only the term in f^2 is another: N^2 - 1 instead of N^2, with T = N dt",
    printed=r"K = \sqrt{\frac{m}{2\pi i \hbar T}} \exp\left[\frac{i}{\hbar} \left(\frac{m (x_b - x_a)^2}{2 T} + \frac{f T (x_a + x_b)}{2} - \frac{f^2 T^3}{24 m} \left(1 - \frac{1}{N^2}\right)\right)\right]",
    where={T: N * dt},
)
def the_kernel_under_a_constant_force_at_every_width():
    return represent(CONSTANT).amplitude().subs(m, MASS)


@claim(
    "driven/any-force",
    section="driven",
    title="the stationary action with a force f_n on the n-th step, by the midpoint rule: once along the classical path, twice through the Green function (R. P. Feynman, A. R. Hibbs, Quantum Mechanics and Path Integrals, eq. (3-66), without the oscillator and at every width)",
    printed=r"S = \frac{m (x_b - x_a)^2}{2 N \Delta t} + \Delta t \sum_{n=1}^{N} f_n \left(x_a + \frac{2 n - 1}{2 N} (x_b - x_a)\right) - \frac{\Delta t^3}{m} \sum_{n=2}^{N} \sum_{r=1}^{n-1} f_n f_r \frac{(2 r - 1) (2 N - 2 n + 1)}{4 N} - \frac{\Delta t^3}{2 m} \sum_{n=1}^{N} f_n^2 \left(\frac{(2 n - 1) (2 N - 2 n + 1)}{4 N} - \frac{1}{4}\right)",
)
def the_action_with_any_force():
    return driven_action(represent(FREE).lattice).subs(m, MASS)


@claim(
    "driven/gelfand-yaglom",
    section="driven",
    title="where the stiffness changes with time the determinant obeys a recursion, whose continuum is m y'' + k(t) y = 0 by every rule (I. M. Gelfand, A. M. Yaglom, J. Math. Phys. 1, 48 (1960))",
    states=Conjunction(
        tuple(
            eq(rule, MASS * Derivative(Function("y")(t), (t, 2)) + Function("k")(t) * Function("y")(t))
            for rule in RULES
        )
    ),
)
def the_equation_of_gelfand_and_yaglom():
    found = (gelfand_yaglom(represent(OSCILLATOR, rule=rule).lattice, k).continuum.lhs for rule in RULES)
    return tuple((MASS * equation.subs(m, MASS)).expand() for equation in found)


@claim(
    "driven/unequal-steps",
    section="driven",
    title="with steps of unequal length their order does not matter for the free particle and, by the midpoint rule, for the oscillator; by the other rules it does",
    states=Conjunction(
        (eq("free", Integer(0)), *(eq(rule, Integer(rule != "midpoint")) for rule in RULES)),
    ),
)
def whether_the_order_of_unequal_steps_matters():
    free = order_matters(represent(FREE).lattice)
    return Integer(free), *(Integer(order_matters(represent(OSCILLATOR, rule=rule).lattice)) for rule in RULES)
