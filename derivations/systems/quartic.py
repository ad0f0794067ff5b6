"""The anharmonic oscillator: perturbation theory in a quartic and a cubic potential, at finite dt and in the continuum."""

from dataclasses import replace

from sympy import Eq, Integer, Rational, Symbol

from symnet.claims import Conjunction, Equation, claim
from symnet.notation.symbols import N, decay, dt, g, hbar, k, m, spread
from symnet.theory.perturbation.continuum import continuum
from symnet.theory.perturbation.recursion import best_order, energy_coefficients, growth
from symnet.theory.represent import represent

TITLE = "Quartic oscillator"
LAGRANGIAN = "m*v^2/2 - k*x^2/2 - g*x^4"
CUBIC = "m*v^2/2 - k*x^2/2 - g*x^3"

MASS, OMEGA = (Symbol(name, positive=True) for name in ("m", "omega"))
SPREAD = Symbol("G", positive=True)
PHYSICAL = {k: MASS * OMEGA**2, m: MASS}
MIDPOINT, ENDPOINT, TRAPEZOID, ZIGZAG = "midpoint", "endpoint", "trapezoid", "zigzag"


def series(rule, boundary="halfline", lagrangian=LAGRANGIAN):
    """First and second order at finite dt."""
    return represent(lagrangian, rule=rule, time="euclidean", boundary=boundary).perturbation()


def limits(rule, boundary="halfline", lagrangian=LAGRANGIAN):
    """The same as dt goes to 0."""
    return continuum(series(rule, boundary, lagrangian))


def physical(limit):
    """A limit in terms of mass and frequency, both positive."""
    return replace(limit, value=limit.value.subs(PHYSICAL), correction=limit.correction.subs(PHYSICAL))


def eq(left, right):
    """The relation as said, not evaluated; a name on the left stands for what the derivation returns."""
    return Equation(Eq(Symbol(left), right, evaluate=False))


@claim(
    "quartic/first-order",
    section="quartic",
    title="the energy of the ground state at first order, as the limit of the trapezoid rule's (L. D. Landau, E. M. Lifshitz, Quantum Mechanics, Section 38, Problem 3)",
    printed=r"E_1 = \frac{3}{4} g \left(\frac{\hbar}{m \omega}\right)^2",
)
def the_first_order_by_the_trapezoid_rule():
    return physical(limits(TRAPEZOID).leading(1))


@claim(
    "quartic/first-order-by-the-midpoint-rule",
    section="quartic",
    title="the midpoint rule has the same limit, but reaches it at first order in the step",
    printed=r"E_1 = \frac{3}{4} g \left(\frac{\hbar}{m \omega}\right)^2",
)
def the_first_order_by_the_midpoint_rule():
    return physical(limits(MIDPOINT).leading(1))


@claim(
    "quartic/second-order",
    section="quartic",
    title="the energy at second order, as the lattice's limit (C. M. Bender, T. T. Wu, Phys. Rev. 184, 1231 (1969))",
    printed=r"E_2 = -\frac{21}{8} \frac{g^2 \hbar^3}{m^4 \omega^5}",
)
def the_second_order():
    return physical(limits(TRAPEZOID).leading(2))


@claim(
    "quartic/cubic-second-order",
    section="quartic",
    title="the energy of a cubic potential at second order, as the lattice's limit (L. D. Landau, E. M. Lifshitz, Quantum Mechanics, Section 38, Problem 3)",
    printed=r"E_2 = -\frac{11}{8} \frac{g^2 \hbar^2}{m^3 \omega^4}",
)
def the_second_order_of_a_cubic_potential():
    return physical(limits(TRAPEZOID, lagrangian=CUBIC).leading(2))


@claim(
    "quartic/mean-square",
    section="quartic",
    title="<x^2> in the ground state at first and second order, as the lattice's limits",
    states=Conjunction(
        (
            eq("Q_1", -Rational(3, 2) * g * hbar**2 / (MASS**3 * OMEGA**4)),
            eq("Q_2", Rational(105, 8) * g**2 * hbar**3 / (MASS**5 * OMEGA**7)),
        )
    ),
)
def the_mean_square():
    found = limits(TRAPEZOID)
    return tuple(physical(found.squared(order)).value for order in (1, 2))


@claim(
    "quartic/orders",
    section="quartic",
    title="midpoint and zigzag rule reach the anharmonic energy with an error of first order in the step, endpoint and trapezoid rule of second",
    states=Conjunction(
        tuple(eq(rule, Integer(value)) for rule, value in ((MIDPOINT, 1), (ENDPOINT, 2), (TRAPEZOID, 2), (ZIGZAG, 1)))
    ),
)
def the_orders_of_the_rules():
    return tuple(limits(rule).leading(1).order for rule in (MIDPOINT, ENDPOINT, TRAPEZOID, ZIGZAG))


@claim(
    "quartic/bender-wu",
    section="quartic",
    title="the series of the ground state's energy for m = omega = hbar = 1 up to the fourth order (C. M. Bender, T. T. Wu, Phys. Rev. 184, 1231 (1969))",
    printed=r"E = \frac{1}{2} + \frac{3}{4} g - \frac{21}{8} g^2 + \frac{333}{16} g^3 - \frac{30885}{128} g^4",
)
def the_series_of_bender_and_wu():
    a, b, c, d, e = energy_coefficients(4, 4)
    return a + b * g + c * g**2 + d * g**3 + e * g**4


@claim(
    "quartic/growth",
    section="quartic",
    title="the series is asymptotic: the ratio of successive coefficients grows (Bender, Wu: like three times the order), here of the fourth to the third and of the sixth to the fifth; at g = 1/10 the smallest term is the third, and more orders do not help",
    states=Conjunction(
        (
            eq("E_4/E_3", -Rational(10295, 888)),
            eq("E_6/E_5", -Rational(65518401, 3666924)),
            eq("smallest", Integer(3)),
        )
    ),
)
def the_growth_of_the_coefficients():
    ratios = growth(4, 6)
    return ratios[2], ratios[4], Integer(best_order(4, Rational(1, 10)))


@claim(
    "quartic/midpoint-at-finite-step",
    section="quartic",
    title="the first order at every step size by the midpoint rule: the mean of the fourth power of the middle of a step, G = <x^2> and z the oscillator's",
    printed=r"E_1 = 3 g G^2 \left(\frac{1 + z}{2}\right)^2",
)
def the_first_order_at_finite_step_by_the_midpoint_rule():
    return series(MIDPOINT).energy[0].subs(spread, SPREAD)


@claim(
    "quartic/trapezoid-at-finite-step",
    section="quartic",
    title="the first and second order at every step size by the trapezoid rule, the sums over distant steps geometric",
    states=Conjunction(
        (
            eq("E_1", 3 * g * spread**2),
            eq("(1 - z**4) E_2", -24 * g**2 * spread**4 * dt * (2 + 3 * decay**2 + 2 * decay**4) / hbar),
        )
    ),
)
def the_series_at_finite_step_by_the_trapezoid_rule():
    first, second = series(TRAPEZOID).energy
    return first, ((1 - decay**4) * second).cancel()


@claim(
    "quartic/ring-at-every-width",
    section="quartic",
    title="log Z on the ring of N steps at first order in g, by the trapezoid rule: the square of the ring's own <x^2>; multiplied by (1 - z^N)^2",
    printed=r"(1 - z^N)^2 L_1 = -\frac{3 g N \Delta\tau}{\hbar} G^2 (1 + z^N)^2",
)
def the_first_order_on_the_ring():
    return ((1 - decay**N) ** 2 * series(TRAPEZOID, "ring").log_partition[0]).subs(spread, SPREAD).factor()


@claim(
    "quartic/thermal-first-order",
    section="quartic",
    title="its limit at fixed T = beta hbar: with the thermal <x^2>, hbar/(2 m omega) coth(omega T/2) (R. P. Feynman, Statistical Mechanics)",
    printed=r"L_1 = -\frac{3 g T}{\hbar} \left(\frac{\hbar}{2 m \omega}\right)^2 \left(\frac{1 + e^{-\omega T}}{1 - e^{-\omega T}}\right)^2",
)
def the_thermal_first_order():
    return physical(limits(TRAPEZOID, "ring").leading(1))
