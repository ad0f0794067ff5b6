"""Section 3.1 to 3.3: what is said in words between the equations.

Each claim is a formal statement that can be false; where the words leave room, the title says how they are read.
"""

from dataclasses import replace
from types import SimpleNamespace as Parts

from sympy import (
    Abs,
    And,
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
    Subs,
    Sum,
    Symbol,
    cancel,
    cos,
    exp,
    floor,
    pi,
    sin,
    sqrt,
)

from symnet.claims import Conjunction, Derived, Equation, claim, formula
from symnet.notation.symbols import N, W, dt, g, hbar, i, index, j, k, k_, m, n, position, velocity, w, x, x_fin, x_ini
from symnet.theory.activation import RELU
from symnet.theory.boundary import FIXED
from symnet.theory.continuum import rule_error
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.measure import measure
from symnet.theory.network import gauge_fixed
from symnet.theory.path import PathMap
from symnet.theory.represent import represent
from symnet.theory.separability import FORMS, FUNCTION, SeparableAction
from symnet.theory.stochastic.generator import lattice_generator, missed_by_a_step
from symnet.theory.zigzag import output_within_step, unit_within_step

share, share_left = Symbol("s", nonnegative=True), Symbol("r", nonnegative=True)
"""How much of a step has passed and how much is left: s + r = 1."""

behind = Symbol("z", integer=True, nonnegative=True)
"""How many units are between."""

T = Symbol("T", positive=True)
MASS = Symbol("m", positive=True)
EPSILON = Symbol("epsilon")
V = Function("V")(position)
psi = Function("psi")(position)
bend = Symbol("x''", real=True)
OMEGA = Symbol("omega", positive=True)

FREE = represent("m*v^2/2")
OSCILLATOR = represent("m*v^2/2 - k*x^2/2")
QUARTIC = represent("m*v^2/2 - k*x^2/2 - g*x^4")
MEAN_VELOCITY = (x_fin - x_ini) / (N * dt)
SPLIT = SeparableAction(N - 1, N - 1)
which, xi = index("l"), Symbol("xi")
INNER, INNER_TOO = r"\partial_i \partial_{i+1}", r"\partial_j \partial_{j+1}"
FIRST, LAST = r"\partial_1 (\partial_1 - \partial_2)", r"\partial_{N-1} (\partial_{N-1} - \partial_{N-2})"
INNER_PLACES = (S(1), N - 2)
INSIDE = (i >= 1) & (i <= N - 1) & (j >= 1) & (j <= N - 1)


def eq(left, right):
    """The relation as said, not evaluated; a name on the left stands for what the derivation returns."""
    return Eq(Symbol(left), right, evaluate=False)


def every(*equations):
    """Several equations that are said together."""
    return Conjunction(tuple(Equation(eq(left, right)) for left, right in equations))


def bends(variable):
    """The second derivative of f_l there."""
    return Subs(Derivative(FUNCTION(which, xi), (xi, 2)), xi, variable)


def number_of(places):
    """How many places there are from the first to the last."""
    return places[1] - places[0] + 1


@claim(
    "3.1/zigzag",
    section="3.1",
    title="the network is the zigzag path at every time, not only at t_n: straight from x_{n-1} to x_n, with slope W_n",
    states=formula(
        r"t = t_{n-1} + s\Delta t,\ 0 \le s \le 1:\quad \operatorname{ReLU}(t - t_{k-1}) = <on> \text{ for } k = n - z \le n,"
        r"\ <off> \text{ for } k = n + 1 + z; \quad x(t) = <path>, \quad x(t) - (1 - s) x_{n-1} - s x_n = <bend>",
        on=dt * (behind + share),
        off=0,
        path=x_ini + dt * Sum(k_ * w[n - k_], (k_, 1, n - 1)) + share * dt * Sum(w[k_], (k_, 1, n)),
        bend=0,
    ),
    assumptions=(n >= 1) & (n <= N),
    premises=("3.2", "3.6", "3.7"),
)
def the_network_between_the_times():
    network, places = gauge_fixed(RELU, FIXED), FREE.path
    path = output_within_step(network, FIXED, share)
    return Parts(
        on=unit_within_step(network, FIXED, share, n - behind),
        off=unit_within_step(network, FIXED, 1 - share_left, n + 1 + behind),
        path=path,
        bend=path - (1 - share) * places.position(n - 1) - share * places.position(n),
    )


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
    "3.1/any-potential",
    section="3.1",
    title="for any smooth potential each step acts as 1 - i H dt/hbar and misses exp(-i H dt/hbar) at second order in dt: the amplitude is reached only as the width grows, like 1/N",
    states=formula(
        r"\psi \to \psi + \Delta t \left(<growth>\right) + \cdots, \quad \text{beyond } e^{-iH\Delta t/\hbar}\psi:\ "
        r"(\Delta t)^{<order>} \left(<missed>\right)",
        growth=I * hbar / (2 * m) * psi.diff(position, 2) - I / hbar * V * psi,
        order=2,
        missed=-V.diff(position, 2) * psi / (8 * m),
    ),
    premises=("3.1/normalisation", "3.3", "3.18"),
)
def one_step_in_any_potential():
    rate = lattice_generator(represent("m*v^2/2 - V(x)").lattice, I * hbar / m, psi)
    parts = Parts(growth=rate.value, order=rate.order + 1, missed=missed_by_a_step(rate, psi))
    return Derived(parts, rate=rate)


@claim(
    "3.1/amplitude-limit",
    section="3.1",
    title="the oscillator's amplitude at width N, each step normalised, tends to the one of quantum mechanics, like 1/N",
    states=formula(
        r"\langle x^{\text{fin}} | x^{\text{ini}} \rangle_N = <amplitude> \left(1 + \left(<relative>\right) / N^{<order>} + \cdots\right)",
        amplitude=sqrt(-I)
        * sqrt(MASS * OMEGA / (2 * pi * hbar))
        / sqrt(Abs(sin(OMEGA * T)))
        * exp(-I * pi / 2 * floor(OMEGA * T / pi))
        * exp(
            I
            * MASS
            * OMEGA
            * ((x_ini**2 + x_fin**2) * cos(OMEGA * T) - 2 * x_ini * x_fin)
            / (2 * hbar * sin(OMEGA * T))
        ),
        order=1,
        relative=-((OMEGA * T) ** 2) / 8,
    ),
    premises=("3.1/normalisation", "3.1/any-potential", "3.18"),
)
def the_amplitude_of_the_oscillator():
    found = OSCILLATOR.continuum()
    value, correction = (each.xreplace({m: MASS, k: MASS * OMEGA**2}) for each in (found.value, found.correction))
    parts = Parts(amplitude=value, order=found.order, relative=cancel(correction / value))
    return Derived(parts, rate=replace(found, value=value, correction=correction))


@claim(
    "3.2/measure",
    section="3.2",
    title="with W_n the measure keeps its product form: the Jacobian is 1, for N variables and for N - 1",
    states=every(
        (r"\left|\frac{\partial(W_1 \cdots W_N)}{\partial(w_1 \cdots w_N)}\right|", S(1)),
        (r"\left|\frac{\partial(W_1 \cdots W_{N-1})}{\partial(w_1 \cdots w_{N-1})}\right|", S(1)),
    ),
    premises=("3.15",),
)
def the_jacobian_of_the_running_sum():
    sums = PathMap(w, S(0), FREE.path.step_form().coefficient)
    return tuple(measure(FIXED, sums, last).jacobian for last in ("kept", "eliminated"))


@claim(
    "3.2/average",
    section="3.2",
    title="the average of the N weights W_n is the average velocity: the delta that holds the end point holds it there",
    states=Equation(eq(r"\text{argument of } \delta", N * (Sum(W[n], (n, 1, N)) / N - MEAN_VELOCITY))),
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
    states=every(
        (r"\frac{\partial S}{\partial W_i}", S(0)), ("W_N", MEAN_VELOCITY), ("x_i", x_ini + (x_fin - x_ini) * i / N)
    ),
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
        (r"\frac{\partial^2 S_\text{open}}{\partial W_i \partial W_j}", m * dt * KroneckerDelta(i, j)),
        (r"\frac{\partial^2 S}{\partial W_i \partial W_j}", m * dt * (KroneckerDelta(i, j) + 1)),
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
    states=every(
        (r"\frac{\partial^2 S}{\partial W_i \partial W_j}", m * dt * (KroneckerDelta(i, j) + 1)),
        (r"\det S''", N * (m * dt) ** (N - 1)),
    ),
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
    title="a linear redefinition makes the oscillator's weights independent: x_n = (a path between the ends) + sum_j a_j e_j, with e_j the vector of sin(pi j n/N)",
    states=every(
        (
            r"\frac{\partial^2 S}{\partial x_i \partial x_j}",
            own * KroneckerDelta(i, j) + neighbour * (KroneckerDelta(i, j + 1) + KroneckerDelta(i + 1, j)),
        ),
        (r"\left(S'' e_j\right)_i", (own + 2 * neighbour * cos(angle)) * sin(angle * i)),
        (r"\left(e_j\right)_0", S(0)),
        (r"\left(e_j\right)_N", S(0)),
        (r"e_i \cdot e_j", N * KroneckerDelta(i, j) / 2),
        (
            r"\frac{\partial^2 S}{\partial a_i \partial a_j}",
            (own + 2 * neighbour * cos(angle)) * N * KroneckerDelta(i, j) / 2,
        ),
    ),
    assumptions=INSIDE,
    premises=("3.15", "3.18"),
)
def the_oscillator_in_its_modes():
    form = OSCILLATOR.gaussian("x")
    modes = form.modes()
    mode = modes.basis

    def applied(which, place):
        """The form's second derivatives on a mode that vanishes at both ends."""
        return form.step.diagonal * mode(which, place) - form.step.coupling * (
            mode(which, place + 1) + mode(which, place - 1)
        )

    return (
        Derivative(OSCILLATOR.action("x"), x[i], x[j]),
        applied(j, i),
        mode(j, S(0)),
        mode(j, N),
        modes.overlap(i, j),
        modes.product(lambda n: mode(i, n), lambda n: applied(j, n)),
    )


def fourth(*places):
    """The derivative of the quartic oscillator's action by x at four places."""
    return Derivative(QUARTIC.action("x"), *[x[place] for place in places])


@claim(
    "3.3/quartic",
    section="3.3",
    title="with x^4 no linear redefinition makes the weights independent, from N = 3 on: independent ones could show N - 1 directions at most, and S shows N",
    states=every(
        (rf"{INNER} {INNER_TOO} S", -Rational(3, 2) * g * dt * KroneckerDelta(i, j)),
        (rf"{FIRST} {INNER_TOO} S", S(0)),
        (rf"{LAST} {INNER_TOO} S", S(0)),
        (rf"{FIRST} {FIRST} S", -Rational(3, 2) * g * dt),
        (rf"{LAST} {LAST} S", -Rational(3, 2) * g * dt),
        (rf"{FIRST} {LAST} S", S(0)),
        (
            r"\partial_i \partial_j \sum_{l=1}^{N-1} f_l\left(\sum_n L_{l,n} x_n\right)",
            Sum(FORMS[which, i] * FORMS[which, j] * bends(SPLIT.variable()), (which, 1, N - 1)),
        ),
        (r"\max_f \operatorname{rank}\left(D_i D_j \sum_{l=1}^{N-1} f_l\right)", N - 1),
        (r"\operatorname{rank}\left(D_i D_j S\right)", N),
    ),
    assumptions=(N >= 3)
    & And(*(bound for place in (i, j) for bound in (place >= INNER_PLACES[0], place <= INNER_PLACES[1]))),
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
        Derivative(SPLIT.expr, x[i], x[j]),
        SPLIT.highest_rank,
        number_of(INNER_PLACES) + len((FIRST, LAST)),
    )


@claim(
    "3.3/small-g",
    section="3.3",
    title="for small g the weight exp(i S/hbar) is the Gaussian one times 1 plus g times this first-order term",
    states=Equation(
        eq(
            r"\left.\frac{\partial}{\partial g} \log e^{iS/\hbar}\right|_{g=0}",
            -I * dt / hbar * Sum(((x[n] + x[n - 1]) / 2) ** 4, (n, 1, N)),
        )
    ),
    premises=("3.3", "3.18"),
)
def the_first_order_in_the_coupling():
    exponent = QUARTIC.lattice.time.phase * QUARTIC.action("x") / hbar
    weight = exp(exponent)
    return weight.diff(g).subs(g, 0) / weight.subs(g, 0)
