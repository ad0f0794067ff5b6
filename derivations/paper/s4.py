"""Section 4: the step and the cosine activation, equations (4.1) to (4.9), and Table 1."""

from sympy import Eq, Function, IndexedBase, KroneckerDelta, Rational, Sum, Symbol, Tuple, cos, pi, sin

from symnet.claims import Derived, Equation, claim, formula
from symnet.notation.dimensions import LENGTH, TIME, VELOCITY
from symnet.notation.symbols import N, T, W, a, dt, hbar, i, k, m, n, position, t, t_ini, velocity, w, x, x_fin
from symnet.notation.symbols import j as l
from symnet.notation.symbols import k_ as j
from symnet.theory.activation import RELU, STEP
from symnet.theory.boundary import FIXED
from symnet.theory.fourier import CosineModes, mode_average
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.network import gauge_fixed
from symnet.theory.represent import represent
from symnet.theory.signature import EUCLIDEAN
from symnet.theory.smooth import steep_sigmoid, weight_on_smooth_path

TIMES = {IndexedBase("t", real=True)[n]: FIXED.time(n)}
MODES = {n: Tuple(n, 0, N)}
"""The modes of the lattice's N + 1 times."""

L = Lagrangian(Function("L")(position, velocity))
ACCELERATING = represent(L, activation=RELU)
STEPPING = represent(L, activation=STEP)
OSCILLATOR = Lagrangian.parse("m*v^2/2 - k*x^2/2").expr
FOURIER = CosineModes()
along = Function("x")(t)
half = Rational(1, 2)
theta = Symbol("theta", real=True)
UNITS = {"a": LENGTH, "T": TIME, "W": VELOCITY}


def eq(left, right):
    """The relation as said, not evaluated."""
    return Eq(left, right, evaluate=False)


@claim(
    "4.1",
    section="4.1",
    printed=r"x(t) = x^{\text{ini}} + \Delta t \sum_{n=1}^{N} W_n \,\theta\left(t - t_{n-1} - \frac{1}{2}\right) \,.",
    where=TIMES,
    premises=("3.2", "3.5"),
    expects="refuted",
)
def the_network_of_steps():
    return gauge_fixed(STEP, FIXED).output(t)


@claim(
    "4.1/sigmoid",
    section="4.1",
    title="the step function can be obtained as a limit of the sigmoid function, away from its threshold",
    states=formula(
        r"\frac{1}{1 + e^{-st}} \to <before> \ (t < 0), \quad <at> \ (t = 0), \quad <after> \ (t > 0)",
        before=0,
        at=Rational(1, 2),
        after=1,
    ),
)
def the_steep_sigmoid():
    found = steep_sigmoid()
    return Derived(found, rate=found.rate)


@claim(
    "4.2",
    section="4.1",
    printed=r"x_n = x^{\text{ini}} + \Delta t \sum_{k=1}^n W_k.",
    assumptions=(n >= 0) & (n <= N),
    premises=("3.2", "4.1"),
)
def the_path_of_steps():
    return STEPPING.path.position(n)


@claim(
    "4.3",
    section="4.1",
    printed=r"W_N = \frac{1}{\Delta t} (x^{\text{fin}} - x^{\text{ini}}) - \sum_{k=1}^{N-1} W_k.",
    premises=("4.2",),
)
def the_last_velocity():
    return STEPPING.path.last_weight(x_fin)


@claim(
    "4.1/integral",
    section="4.1",
    title="the step changes x where ReLU changes its slope, so their parameters are related by a sum over the index n",
    states=Equation(eq(W[n], Sum(w[j], (j, 1, n)))),
    assumptions=(n >= 1) & (n <= N),
    premises=("3.7", "4.2"),
)
def velocities_from_the_increments():
    return ACCELERATING.path.velocity(n)


@claim(
    "4.1/same-weights",
    section="4.1",
    title="the formulas for the statistical weights of Sec. 3.2 and 3.3 hold as they are for the step activation",
    states=Equation(eq(Symbol("S"), ACCELERATING.action("W"))),
    premises=("3.12", "3.15", "4.2", "4.3"),
)
def the_action_of_the_network_of_steps():
    return STEPPING.action("W")


@claim(
    "4.4",
    section="4.1",
    printed=r"W_n = \frac{x_n - x_{n-1}}{\Delta t},",
    assumptions=(n >= 1) & (n <= N),
    premises=("4.2",),
)
def the_velocity_of_a_step():
    return STEPPING.path.inverse().everywhere


@claim(
    "4.5",
    section="4.1",
    printed=r"w_n = \frac{x_n - 2x_{n-1} + x_{n-2}}{\Delta t} \,.",
    assumptions=(n >= 1) & (n <= N),
    premises=("3.7",),
    expects="refuted",
)
def the_increment_of_a_step():
    return ACCELERATING.path.inverse().everywhere


@claim(
    "4.5/from-the-second",
    section="4.1",
    title="(4.5) holds for 2 <= n <= N; the first weight is the initial velocity, and x_{-1} is no time of the path",
    states=Equation(eq(w[n], (x[n] - 2 * x[n - 1] + x[n - 2]) / dt)),
    assumptions=(n >= 2) & (n <= N),
    premises=("3.7", "4.5"),
)
def the_increment_of_a_later_step():
    return ACCELERATING.path.inverse().everywhere


@claim(
    "4.4/velocity",
    section="4.1",
    title="W_n is the velocity at time t = t_n",
    states=Equation(eq(W[n], along.diff(t))),
    premises=("4.4",),
)
def the_velocity_on_a_smooth_path():
    return weight_on_smooth_path(STEPPING.path.inverse())


@claim(
    "4.5/acceleration",
    section="4.1",
    title="w_n is the acceleration of the particle motion at time t = t_n",
    states=Equation(eq(w[n], along.diff(t, 2))),
    premises=("4.5/from-the-second",),
    expects="refuted",
)
def the_increment_on_a_smooth_path():
    found = weight_on_smooth_path(ACCELERATING.path.inverse(), 1 / dt)
    return dt * found.value


@claim(
    "T1.relu",
    section="4.1",
    title="Table 1: with ReLU, a is the acceleration times the time step, b is fixed, c are the time divisions",
    states=formula(
        r"a_n/\Delta t = <a>, \quad b_n = <b>, \quad c_n = <c>", a=along.diff(t, 2), b=1, c=-(t_ini + (n - 1) * dt)
    ),
    premises=("3.5", "4.5/from-the-second"),
)
def the_row_of_relu():
    found = weight_on_smooth_path(ACCELERATING.path.inverse(), 1 / dt)
    return Derived(ACCELERATING.network.row(found.value), rate=found)


@claim(
    "T1.step",
    section="4.1",
    title="Table 1: with the step, a is the velocity times the time step, b is fixed, c are the time divisions, half a step on",
    states=formula(
        r"a_n/\Delta t = <a>, \quad b_n = <b>, \quad c_n = <c>", a=along.diff(t), b=1, c=-(t_ini + (n - half) * dt)
    ),
    premises=("4.1", "4.4"),
)
def the_row_of_the_step():
    found = weight_on_smooth_path(STEPPING.path.inverse())
    return Derived(STEPPING.network.row(found.value), rate=found)


@claim(
    "T1.cosine",
    section="4.2",
    title="Table 1: with the cosine, a is a Fourier coefficient, b a fixed frequency, c fixed",
    states=formula(
        r"\int_0^T x(t) \cos(b_n t + c_n) dt = <a>, \quad b_n = <b>, \quad c_n = <c>",
        a=T / 2 * (1 + KroneckerDelta(n, 0)) * a[n],
        b=n * pi / T,
        c=0,
    ),
    assumptions=(n >= 0) & (n <= N),
    premises=("4.6",),
)
def the_row_of_the_cosine():
    return FOURIER.row


@claim(
    "4.6",
    section="4.2",
    printed=r"x(t) = \sum_{n} a_n \cos\left(\frac{n\pi}{T}t\right) \,.",
    where=MODES,
    defines=True,
    units={**UNITS, "x": LENGTH},
)
def the_fourier_basis():
    return FOURIER.output(t)


@claim(
    "4.7",
    section="4.2",
    printed=r"S = \sum_{n} a_n^2 \left(m \left(\frac{n\pi}{T} \right)^2 - k \right) \,.",
    where=MODES,
    premises=("4.6",),
    expects="refuted",
)
def the_action_in_modes():
    return FOURIER.action(OSCILLATOR)


@claim(
    "4.7/orthogonality",
    section="4.2",
    title="only equal modes overlap, and the constant mode twice as much as the others",
    states=Equation(
        eq(
            Symbol("S"),
            Sum(T / 4 * (1 + KroneckerDelta(n, 0)) * a[n] ** 2 * (m * (n * pi / T) ** 2 - k), (n, 0, N)),
        )
    ),
    premises=("4.6",),
)
def the_action_as_a_double_sum():
    return FOURIER.double_action(OSCILLATOR)


@claim(
    "4.8",
    section="4.2",
    printed=r"\prod_{n} dx_n = J \prod_{n} da_n",
    where=MODES,
    premises=("4.6", "4.8/grid"),
)
def the_jacobian_of_the_fourier_basis():
    return FOURIER.jacobian


@claim(
    "4.8/grid",
    section="4.2",
    title="the cosines on the grid of times sum up like a geometric series",
    states=Equation(eq(2 * sin(theta / 2) * Symbol("C"), sin(N * theta) * cos(theta / 2))),
    premises=("4.6",),
)
def the_sum_of_cosines_over_the_grid():
    return 2 * sin(theta / 2) * FOURIER.grid_sum(theta)


@claim(
    "4.8/orthogonal",
    section="4.2",
    title="on the grid of times, with its two ends counted half, different modes are orthogonal: the Fourier transform is invertible and knows no dynamics",
    states=Equation(
        eq(Symbol(r"e_i \cdot e_j"), N * KroneckerDelta(i, l) * (1 + KroneckerDelta(i, 0) + KroneckerDelta(i, N)) / 2)
    ),
    assumptions=(i >= 0) & (i <= N) & (l >= 0) & (l <= N),
    premises=("4.6", "4.8/grid"),
)
def the_overlap_of_modes_on_the_grid():
    return FOURIER.grid_overlap(i, l)


@claim(
    "4.9",
    section="4.2",
    printed=r"\langle x(t_1)x(t_2)\rangle = \int J \prod_n da_n \, x(t_1)x(t_2) \exp\left[\frac{i}{\hbar}\sum_n a_n^2 \left(m\left(\frac{n\pi}{T}\right)^2 - k\right)\right].",
    where=MODES,
    premises=("4.7", "4.8"),
    expects="refuted",
)
def the_two_point_function_in_modes():
    return mode_average(FOURIER, OSCILLATOR)


@claim(
    "4.9/structure",
    section="4.2",
    title="Upon Euclideanization, the modes' variance is that of the NNFT: constant times 1/(b^2 + k/m) at b = n pi/T",
    states=Equation(
        eq(
            Symbol(r"\langle a_n^2 \rangle"),
            2 * hbar / (m * T * (1 + KroneckerDelta(n, 0))) / ((n * pi / T) ** 2 + k / m),
        ),
    ),
    assumptions=(n >= 0) & (n <= N),
    premises=("2.1", "4.7"),
)
def the_variance_of_the_modes():
    return FOURIER.variance(EUCLIDEAN.rotated(OSCILLATOR))
