"""What each discretisation rule costs, for every smooth potential."""

from sympy import Eq, Integer, Symbol

from symnet.claims import Conjunction, Equation, claim
from symnet.notation.symbols import m
from symnet.theory.rule_order import rule_order

MASS = Symbol("m", positive=True)
RULES = ("midpoint", "endpoint", "trapezoid", "zigzag")


def every_rule(*orders):
    """One number for each rule."""
    pairs = zip(RULES, orders, strict=True)
    return Conjunction(tuple(Equation(Eq(Symbol(rule), Integer(order), evaluate=False)) for rule, order in pairs))


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
