"""What a compiled gradient computes: sums over the steps that come later, whatever the Lagrangian and the width.

dt F_n is the derivative of a step's action by the place where it begins, dt P_n by its velocity; the step that closes a path
between held ends, or a ring, is the Nth.
"""

from sympy import Eq, Symbol

from symnet.claims import Equation, claim
from symnet.kernels.adjoint import adjoints
from symnet.kernels.ir import ENDS, ORDERS

RELU, STEP = ORDERS["relu"], ORDERS["step"]


def gradient(boundary, order, variable=0):
    """The derivative of S by a weight, or by x_0 where that is the second variable."""
    return adjoints(ENDS[boundary], order)[variable]


def suffix_sums(letter, boundary, order, variable=0):
    """What the generated code adds up."""
    name = Symbol(rf"\partial S / \partial {letter}")
    return Equation(Eq(name, gradient(boundary, order, variable).suffix_sums, evaluate=False))


@claim(
    "kernels/relu-fixed",
    section="kernels",
    title="the gradient by the weights of ReLU units between held ends, as the generated code adds it up",
    states=suffix_sums("w_k", "fixed", RELU),
    assumptions=gradient("fixed", RELU).assumptions,
)
def the_gradient_of_relu_units_between_held_ends():
    return gradient("fixed", RELU).derivative


@claim(
    "kernels/relu-halfline",
    section="kernels",
    title="the same on the half line, where the last velocity is free",
    states=suffix_sums("w_k", "halfline", RELU),
    assumptions=gradient("halfline", RELU).assumptions,
)
def the_gradient_of_relu_units_on_the_half_line():
    return gradient("halfline", RELU).derivative


@claim(
    "kernels/step-fixed",
    section="kernels",
    title="the gradient by the weights of step units, which are the velocities, between held ends",
    states=suffix_sums("W_k", "fixed", STEP),
    assumptions=gradient("fixed", STEP).assumptions,
)
def the_gradient_of_step_units_between_held_ends():
    return gradient("fixed", STEP).derivative


@claim(
    "kernels/step-ring",
    section="kernels",
    title="the same on a ring, which the last velocity closes",
    states=suffix_sums("W_k", "ring", STEP),
    assumptions=gradient("ring", STEP).assumptions,
)
def the_gradient_of_step_units_on_a_ring():
    return gradient("ring", STEP).derivative


@claim(
    "kernels/ring-origin",
    section="kernels",
    title="the gradient by the place where a ring begins: every step's force, whatever the weights",
    states=suffix_sums("x_0", "ring", RELU, 1),
)
def the_gradient_by_the_beginning_of_a_ring():
    return gradient("ring", RELU, 1).derivative
