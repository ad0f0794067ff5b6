"""What each discretisation rule costs, for every smooth potential."""

from sympy import Eq, Integer, Rational, Symbol, cancel, sympify

from symnet.claims import Conjunction, Equation, claim
from symnet.notation.symbols import dt, k, m
from symnet.theory.gaussian.effective import impedance
from symnet.theory.gaussian.step import quadratic_step
from symnet.theory.gaussian.wording import frequency_shift
from symnet.theory.represent import represent
from symnet.theory.rule_order import rule_order

MASS, SPRING, DT = (Symbol(name, positive=True) for name in ("m", "k", "dt"))
RULES = ("midpoint", "endpoint", "trapezoid", "zigzag")


def every_rule(*values):
    """One number or formula for each rule."""
    pairs = zip(RULES, values, strict=True)
    return Conjunction(tuple(Equation(Eq(Symbol(rule), sympify(value), evaluate=False)) for rule, value in pairs))


def of_steps(quantity):
    """A quantity of the oscillator's step, in Euclidean time, by each rule."""
    lattices = (represent("m*v^2/2 - k*x^2/2", rule=rule, time="euclidean").lattice for rule in RULES)
    return tuple(quantity(quadratic_step(each)).subs({m: MASS, k: SPRING, dt: DT}) for each in lattices)


@claim(
    "rules/amplitude",
    section="rules",
    title="the order in the step of the error of the amplitude: first for midpoint, endpoint and zigzag rule, second for the trapezoid rule",
    states=every_rule(1, 1, 2, 1),
)
def the_orders_of_the_amplitude():
    return tuple(Integer(rule_order(rule).amplitude) for rule in RULES)


@claim(
    "rules/spectrum",
    section="rules",
    title="the order in the step of the error of energies and of the partition function: first for midpoint and zigzag rule, second for endpoint and trapezoid rule",
    states=every_rule(1, 2, 2, 1),
)
def the_orders_of_the_spectrum():
    return tuple(Integer(rule_order(rule).spectrum) for rule in RULES)


@claim(
    "rules/midpoint-counterterm",
    section="rules",
    title="what dt times must be added to V for the midpoint rule to lose its first order",
    printed=r"U = \frac{\hbar}{8 m} V''(x)",
)
def the_counterterm_of_the_midpoint_rule():
    return rule_order("midpoint").counterterms[1].subs(m, MASS)


@claim(
    "rules/zigzag-counterterm",
    section="rules",
    title="the same for the zigzag rule: two thirds of it",
    printed=r"U = \frac{\hbar}{12 m} V''(x)",
)
def the_counterterm_of_the_zigzag_rule():
    return rule_order("zigzag").counterterms[1].subs(m, MASS)


@claim(
    "rules/takahashi-imada",
    section="rules",
    title="what dt^2 times must be added to V for the trapezoid rule's energies to lose their second order (M. Takahashi, M. Imada, J. Phys. Soc. Jpn. 53, 3765 (1984))",
    printed=r"U = \frac{1}{24 m} \left(V'(x)\right)^2",
)
def the_counterterm_of_the_trapezoid_rule():
    return rule_order("trapezoid").counterterms[2].subs(m, MASS)


SMALL = SPRING * DT**2 / MASS


@claim(
    "rules/oscillator-frequency",
    section="rules",
    title="N steps of the oscillator are exactly one oscillator of the frequency Omega: cosh(Omega dt) by each rule",
    states=every_rule((4 + SMALL) / (4 - SMALL), 1 + SMALL / 2, 1 + SMALL / 2, (6 + 2 * SMALL) / (6 - SMALL)),
)
def the_frequency_of_the_steps():
    return of_steps(lambda step: step.ratio)


@claim(
    "rules/oscillator-time",
    section="rules",
    title="counted with the continuum's frequency the time of N steps is N dt (1 + c k dt^2/m + ...): c by each rule",
    states=every_rule(Rational(1, 12), -Rational(1, 24), -Rational(1, 24), Rational(1, 24)),
)
def the_effective_time():
    return of_steps(lambda step: cancel(frequency_shift(step) * m / (k * dt**2)))


@claim(
    "rules/oscillator-mass",
    section="rules",
    title="(mass times frequency)^2 of the oscillator that the steps are, hence the shape of its ground state: the continuum's by the midpoint rule alone",
    states=every_rule(
        SPRING * MASS,
        SPRING * MASS * (1 + SMALL / 4),
        SPRING * MASS * (1 + SMALL / 4),
        SPRING * MASS * (1 + SMALL / 12),
    ),
)
def the_mass_times_frequency():
    return of_steps(lambda step: impedance(step, euclidean=True) ** 2)


@claim(
    "rules/oscillator-prefactor",
    section="rules",
    title="beside the measure of the free particle each step of the oscillator leaves the factor c^(-1/2): c by each rule",
    states=every_rule(1 - SMALL / 4, 1, 1, 1 - SMALL / 6),
)
def the_prefactor_of_a_step():
    return of_steps(lambda step: step.scale)


@claim(
    "rules/oscillator-ends",
    section="rules",
    title="at the ends of the path the action keeps c (x_fin^2 - x_ini^2): c by each rule, which only the endpoint rule has",
    states=every_rule(0, SPRING * DT / 4, 0, 0),
)
def the_term_at_the_ends():
    return of_steps(lambda step: (step.late - step.early) / 4)
