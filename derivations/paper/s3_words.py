"""Section 3.1 to 3.3: what is said in words between the equations.

Each claim is a formal statement that can be false; where the words leave room, the title says how they are read.
"""

from sympy import (
    Derivative,
    Determinant,
    Eq,
    Function,
    FunctionMatrix,
    I,
    Indexed,
    KroneckerDelta,
    Lambda,
    Rational,
    S,
    Sum,
    Symbol,
    cos,
    exp,
    pi,
    sin,
    sqrt,
)

from symnet.claims import Conjunction, Equation, claim, formula
from symnet.notation.symbols import N, W, dt, g, hbar, i, j, k, k_, m, n, position, velocity, w, x, x_fin, x_ini
from symnet.theory.activation import RELU
from symnet.theory.boundary import FIXED
from symnet.theory.continuum import rule_error
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.measure import measure
from symnet.theory.network import gauge_fixed
from symnet.theory.path import PathMap
from symnet.theory.represent import represent
from symnet.theory.zigzag import output_within_step

share = Symbol("s", nonnegative=True)
"""How much of a step has passed, 0 <= s <= 1."""

T = Symbol("T", positive=True)
MASS = Symbol("m", positive=True)
EPSILON = Symbol("epsilon")
V = Function("V")(position)
bend = Symbol("x''", real=True)

FREE = represent("m*v^2/2")
OSCILLATOR = represent("m*v^2/2 - k*x^2/2")
QUARTIC = represent("m*v^2/2 - k*x^2/2 - g*x^4")
MEAN_VELOCITY = (x_fin - x_ini) / (N * dt)
INSIDE = (i >= 1) & (i <= N - 1) & (j >= 1) & (j <= N - 1)


def eq(left, right):
    """The relation as said, not evaluated; a name on the left stands for what the derivation returns."""
    return Eq(Symbol(left), right, evaluate=False)


def every(*equations):
    """Several equations that are said together."""
    return Conjunction(tuple(Equation(eq(left, right)) for left, right in equations))


@claim(
    "3.1/zigzag",
    section="3.1",
    title="the network is the zigzag path at every time t = t_{n-1} + s dt, 0 <= s <= 1: straight from x_{n-1} on, with slope W_n",
    states=Equation(eq("x(t)", x_ini + dt * Sum(k_ * w[n - k_], (k_, 1, n - 1)) + share * dt * Sum(w[k_], (k_, 1, n)))),
    assumptions=(n >= 1) & (n <= N),
    premises=("3.2", "3.6", "3.7"),
)
def the_network_between_the_times():
    return output_within_step(gauge_fixed(RELU, FIXED), FIXED, share)


@claim(
    "3.1/infinite-width",
    section="3.1",
    title="for a smooth potential the lattice action misses the action of a smooth path at second order in dt: it is reached only as the width grows",
    states=formula(
        r"S_N = \int \mathcal{L} \, dt + (\Delta t)^{<order>} \int \left(<density>\right) dt + \cdots",
        order=2,
        density=(velocity**2 * V.diff(position, 2) - 2 * bend * V.diff(position) - m * bend**2) / 24,
    ),
    premises=("3.3", "3.3/continuum"),
)
def the_action_missed_at_finite_width():
    return rule_error(FREE.lattice.rule, Lagrangian.parse("m*v^2/2 - V(x)"))


@claim(
    "3.1/free-width",
    section="3.1",
    title="the free particle is the exception: its amplitude, each step normalised, is exact at every width",
    states=Equation(
        eq("K_N", sqrt(MASS / (2 * pi * I * hbar * T)) * exp(I * MASS * (x_fin - x_ini) ** 2 / (2 * hbar * T)))
    ),
    premises=("3.1/normalisation", "3.13"),
)
def the_free_amplitude_in_the_whole_time():
    return FREE.amplitude().xreplace({m: MASS}).subs(dt, T / N)


@claim(
    "3.2/measure",
    section="3.2",
    title="with W_n the measure keeps its product form: the Jacobian is 1, for N variables and for N - 1",
    states=every(("J_N", S(1)), ("J_{N-1}", S(1))),
    premises=("3.15",),
)
def the_jacobian_of_the_running_sum():
    sums = PathMap(w, S(0), FREE.path.step_form().coefficient)
    return tuple(measure(FIXED, sums, last).jacobian for last in ("kept", "eliminated"))


@claim(
    "3.2/average",
    section="3.2",
    title="the average of the N weights W_n is the average velocity: the delta that holds the end point holds it there",
    states=Equation(eq("argument of delta", N * (Sum(W[n], (n, 1, N)) / N - MEAN_VELOCITY))),
    premises=("3.8", "3.15"),
)
def the_constraint_on_the_velocities():
    return FREE.measure_in("W", last="kept").constraint


def at_uniform_motion(expression, change, place=i):
    """Every W_n the average velocity, the one at ``place`` changed."""
    return expression.replace(
        lambda e: isinstance(e, Indexed), lambda e: MEAN_VELOCITY + change * KroneckerDelta(e.indices[0], place)
    )


@claim(
    "3.2/uniform-motion",
    section="3.2",
    title="the classical trajectory is a uniform motion: there dS/dW_k = 0, W_N has the average value too, and x_n is linear in n",
    states=every(("dS/dW", S(0)), ("W_N", MEAN_VELOCITY), ("x_i", x_ini + (x_fin - x_ini) * i / N)),
    assumptions=(i >= 1) & (i <= N - 1),
    premises=("3.17", "3.2/average"),
)
def the_action_near_uniform_motion():
    path = FREE.path_in("W")
    slope = at_uniform_motion(FREE.action("W"), EPSILON).diff(EPSILON).subs(EPSILON, 0)
    return slope, at_uniform_motion(path.last_weight(x_fin), S(0)), at_uniform_motion(path.position(i), S(0))


@claim(
    "3.2/independent",
    section="3.2",
    title="the W_n are independent, except for the last term: without the end point no two are coupled, with it all are, alike",
    states=every(
        ("d^2(S without the end)/dW_i dW_j", m * dt * KroneckerDelta(i, j)),
        ("d^2 S/dW_i dW_j", m * dt * (KroneckerDelta(i, j) + 1)),
    ),
    assumptions=INSIDE,
    premises=("3.16", "3.17"),
)
def the_couplings_of_the_velocities():
    kept, closed = (FREE.weight_action("W", last).expr for last in ("kept", "eliminated"))
    return Derivative(kept, W[i], W[j]), Derivative(closed, W[i], W[j])


@claim(
    "3.2/unique",
    section="3.2",
    title="no other trajectory is classical: the determinant of the second derivatives of S is not 0",
    states=every(("d^2 S/dW_i dW_j", m * dt * (KroneckerDelta(i, j) + 1)), ("det S''", N * (m * dt) ** (N - 1))),
    assumptions=INSIDE,
    premises=("3.2/independent", "3.2/uniform-motion"),
)
def the_second_derivatives_and_their_determinant():
    form = FREE.gaussian("W")
    entry = Lambda((i, j), form.entry(i + 1, j + 1))
    return form.entry(i, j), Determinant(FunctionMatrix(form.size, form.size, entry))


angle = pi * j / N
own, neighbour = 2 * m / dt - k * dt / 2, -m / dt - k * dt / 4


@claim(
    "3.3/normal-modes",
    section="3.3",
    title="a linear redefinition makes the oscillator's weights independent: x_n - (a fixed path) = sum_j a_j sin(pi j n/N); these are N - 1 orthogonal vectors that vanish at both ends, and the second derivatives of S multiply each by a number",
    states=every(
        (
            "d^2 S/dx_i dx_j",
            own * KroneckerDelta(i, j) + neighbour * (KroneckerDelta(i, j + 1) + KroneckerDelta(i + 1, j)),
        ),
        ("(S'' mode_j)_i", (own + 2 * neighbour * cos(angle)) * sin(angle * i)),
        ("(mode_j)_0", S(0)),
        ("(mode_j)_N", S(0)),
        ("mode_i . mode_j", N * KroneckerDelta(i, j) / 2),
    ),
    assumptions=INSIDE,
    premises=("3.15", "3.18"),
)
def the_oscillator_in_its_modes():
    form = OSCILLATOR.gaussian("x")
    modes = form.modes()
    mode = modes.basis
    applied = form.step.diagonal * mode(j, i) - form.step.coupling * (mode(j, i + 1) + mode(j, i - 1))
    return (
        Derivative(OSCILLATOR.action("x"), x[i], x[j]),
        applied,
        mode(j, S(0)),
        mode(j, N),
        modes.overlap(i, j),
    )


def fourth(*places):
    """The derivative of the quartic oscillator's action by x at four places."""
    return Derivative(QUARTIC.action("x"), *[x[place] for place in places])


@claim(
    "3.3/quartic",
    section="3.3",
    title=(
        "with x^4 no linear redefinition makes the weights independent, from N = 3 on: a sum of functions of N - 1 single "
        "linear forms has, for any N operators D_i of second order, a matrix of leading terms D_i D_j S of rank N - 1 at "
        "most; for D_i = d_i d_{i+1} and, at the two ends, D_0 = d_1 (d_1 - d_2), D_{N-1} = d_{N-1} (d_{N-1} - d_{N-2}) it "
        "is -(3/2) g dt times the unit matrix, of rank N"
    ),
    states=every(
        ("D_i D_j S", -Rational(3, 2) * g * dt * KroneckerDelta(i, j)),
        ("D_0 D_j S", S(0)),
        ("D_{N-1} D_j S", S(0)),
        ("D_0 D_0 S", -Rational(3, 2) * g * dt),
        ("D_{N-1} D_{N-1} S", -Rational(3, 2) * g * dt),
        ("D_0 D_{N-1} S", S(0)),
    ),
    assumptions=(N >= 3) & (i >= 1) & (i <= N - 2) & (j >= 1) & (j <= N - 2),
    premises=("3.12", "3.18"),
)
def pairs_of_operators_on_the_quartic_action():
    end, before = N - 1, N - 2
    return (
        fourth(i, i + 1, j, j + 1),
        fourth(1, 1, j, j + 1) - fourth(1, 2, j, j + 1),
        fourth(end, end, j, j + 1) - fourth(before, end, j, j + 1),
        fourth(1, 1, 1, 1) - 2 * fourth(1, 1, 1, 2) + fourth(1, 2, 1, 2),
        fourth(end, end, end, end) - 2 * fourth(end, end, end, before) + fourth(end, before, end, before),
        fourth(1, 1, end, end) - fourth(1, 1, before, end) - fourth(1, 2, end, end) + fourth(1, 2, before, end),
    )


@claim(
    "3.3/small-g",
    section="3.3",
    title="for small g the weight exp(i S/hbar) is the Gaussian one times 1 plus g times this first-order term",
    states=Equation(eq("first", -I * dt / hbar * Sum(((x[n] + x[n - 1]) / 2) ** 4, (n, 1, N)))),
    premises=("3.3", "3.18"),
)
def the_first_order_in_the_coupling():
    exponent = QUARTIC.lattice.time.phase * QUARTIC.action("x") / hbar
    weight = exp(exponent)
    return weight.diff(g).subs(g, 0) / weight.subs(g, 0)
