"""Section 3: quantum mechanics as a neural network, equations (3.1) to (3.20).

The printed TeX stands here verbatim; ``vocabulary.toml`` declares its words. The function below each claim takes the
derived side from the theory and never sees what is printed.
"""

from dataclasses import replace

from sympy import Eq, Function, IndexedBase, S, Sum, Symbol

from symnet.claims import Closing, Conjunction, Convergence, Derived, Equation, TendsTo, claim
from symnet.notation.symbols import N, action, b, dt, hbar, m, n, position, t, t_fin, t_ini, velocity, x, x_fin
from symnet.theory.activation import RELU
from symnet.theory.boundary import FIXED
from symnet.theory.continuum import rule_error
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.measure import PathIntegral
from symnet.theory.network import gauge_fixed, generic_network
from symnet.theory.normalisation import step_factor_squared
from symnet.theory.represent import represent

MASS = Symbol("m", positive=True)
"""A particle has one: where a mass of 0 would make a counterexample that says nothing."""

TIMES = {IndexedBase("t", real=True)[n]: FIXED.time(n)}
"""t_n, wherever it is printed after (3.2)."""

L = Function("L")

GENERAL = represent(Lagrangian(L(position, velocity)))
FREE = represent("m*v^2/2")
OSCILLATOR = represent("m*v^2/2 - k*x^2/2")
QUARTIC = represent("m*v^2/2 - k*x^2/2 - g*x^4")


def in_velocities(system):
    """The action in W with W_N eliminated, and beside it the end point's relation for W_N."""
    path = system.path_in("W")
    return Derived(system.action("W"), Closing(path.weights[N], path.last_weight(x_fin)))


@claim(
    "3.1",
    section="3.1",
    printed=r"\langle x^{\text{fin}} | x^{\text{ini}} \rangle = \int \left[\prod_{n=1}^{N-1} dx_n \right] \exp\left[\frac{i}{\hbar} S[x] \right]",
    defines=True,
)
def the_amplitude_as_a_sum_over_paths():
    return PathIntegral(GENERAL.measure_in("x"), GENERAL.lattice.time.phase * action / hbar)


@claim(
    "3.1/normalisation",
    section="3.1",
    title="the integral is the amplitude as it stands: the square of its normalisation is 1",
    states=Equation(Eq(Symbol("c", real=True) ** 2, S(1), evaluate=False)),
    premises=("3.1",),
    expects="refuted",
)
def one_factor_for_each_step():
    return step_factor_squared(FREE.lattice).xreplace({m: MASS}) ** N


@claim(
    "3.2",
    section="3.1",
    printed=r"t_n \equiv t^{\text{ini}} + n\Delta t \quad (n = 0, 1, \cdots, N), \quad \Delta t \equiv \frac{t^{\text{fin}} - t^{\text{ini}}}{N}.",
    defines=True,
    assumptions=(n >= 0) & (n <= N),
)
def the_times_and_their_step():
    time = GENERAL.lattice.boundary.time
    return time(n), (t_fin - time(S(0))) * dt / (time(N) - time(S(0)))


@claim(
    "3.2/ends",
    section="3.1",
    title="t_0 is the initial time and t_N the final one",
    states=Conjunction(
        (
            Equation(Eq(Symbol("t_0", real=True), t_ini, evaluate=False)),
            Equation(Eq(Symbol("t_N", real=True), t_fin, evaluate=False)),
        )
    ),
    premises=("3.2",),
)
def the_first_and_the_last_time():
    time = GENERAL.lattice.boundary.time
    return time(S(0)), time(N).subs(dt, (t_fin - t_ini) / N)


@claim(
    "3.3",
    section="3.1",
    printed=r"S = \int dt \,\mathcal{L}[x, \dot{x}] = \Delta t \sum_{n=1}^{N} \mathcal{L}\left[\frac{x_n + x_{n-1}}{2}, \frac{x_n - x_{n-1}}{\Delta t}\right].",
    defines=True,
    premises=("3.2",),
)
def the_action_on_the_lattice():
    return GENERAL.action("x")


@claim(
    "3.3/continuum",
    section="3.1",
    title="the sum over the steps tends to the action of a smooth path",
    states=TendsTo(dt * Sum(L((x[n] + x[n - 1]) / 2, (x[n] - x[n - 1]) / dt), (n, 1, N)), L),
    premises=("3.3",),
)
def the_continuum_action():
    error = rule_error(GENERAL.lattice.rule)
    return Convergence(GENERAL.action("x"), error.order, error.density, error.conditions)


@claim(
    "3.4",
    section="3.1",
    printed=r"x(t) = \sum_{n=1}^{N} w_n \operatorname{ReLU}(\tilde{w}_n t + \tilde{b}_n) + b,",
    defines=True,
)
def the_generic_network():
    return generic_network(RELU).output(t)


@claim(
    "3.5",
    section="3.1",
    printed=r"\tilde{w}_n = 1, \quad \tilde{b}_n = -t_{n-1},",
    defines=True,
    where=TIMES,
    premises=("3.2",),
)
def the_gauge_in_which_the_network_draws_a_path():
    network = gauge_fixed(RELU, FIXED)
    return network.inner_weight, network.inner_bias


@claim(
    "3.6",
    section="3.1",
    printed=r"x(t) = \sum_{n=1}^{N} w_n \text{ReLU}(t - t_{n-1}) + b,",
    where=TIMES,
    premises=("3.2", "3.4", "3.5"),
)
def the_gauge_fixed_network():
    return replace(gauge_fixed(RELU, FIXED), bias=b).output(t)


@claim(
    "3.7",
    section="3.1",
    printed=r"x_n = x^{\text{ini}} + \Delta t \sum_{k=0}^n k \, w_{n-k+1} \,,",
    assumptions=(n >= 0) & (n <= N),
    premises=("3.2", "3.6"),
)
def the_path_that_the_network_draws():
    return GENERAL.path.position(n)


@claim(
    "3.8",
    section="3.1",
    printed=r"w_N = \frac{1}{\Delta t} (x^{\text{fin}} - x^{\text{ini}}) - \sum_{k=2}^N k w_{N-k+1}.",
    premises=("3.7",),
)
def the_last_weight_from_the_final_position():
    return GENERAL.path.last_weight(x_fin)


@claim(
    "3.9",
    section="3.1",
    printed=r"\prod_{n=1}^{N-1} dx_n = (\Delta t)^{N-1} \prod_{n=1}^{N-1} dw_n ,",
    premises=("3.7",),
)
def the_measure_of_the_free_weights():
    return GENERAL.measure_in("w", last="eliminated")


@claim(
    "3.10",
    section="3.1",
    printed=r"\prod_{n=1}^{N-1} dx_n = (\Delta t)^{N-1} \delta \left(\sum_{k=1}^N k w_{N-k+1} - \frac{1}{\Delta t} (x^{\text{fin}} - x^{\text{ini}}) \right) \prod_{n=1}^N dw_n \,.",
    premises=("3.7", "3.8"),
)
def the_measure_with_the_last_weight_and_its_delta():
    return GENERAL.measure_in("w", last="kept")


@claim(
    "3.11",
    section="3.1",
    printed=r"\langle x^{\text{fin}} | x^{\text{ini}} \rangle = (\Delta t)^{N-1} \int \delta \left(\sum_{k=1}^{N} k w_{N-k+1} - \frac{1}{\Delta t} (x^{\text{fin}} - x^{\text{ini}}) \right) \prod_{n=1}^{N} dw_n \exp\left[\frac{i}{\hbar}S\right] \,,",
    premises=("3.1", "3.10"),
)
def the_amplitude_as_an_average_over_networks():
    return PathIntegral(GENERAL.measure_in("w", last="kept"), GENERAL.lattice.time.phase * action / hbar)


@claim(
    "3.12",
    section="3.1",
    printed=r"S = \Delta t \sum_{n=1}^{N} \mathcal{L} \left[x^{\text{ini}} + \Delta t \sum_{k=1}^{n} \left(k - \frac{1}{2} \right) w_{n-k+1}, \sum_{k=1}^{n} w_k \right] .",
    premises=("3.3", "3.7"),
)
def the_action_in_the_weights():
    return GENERAL.action("w")


@claim(
    "3.13",
    section="3.2",
    printed=r"\mathcal{L} = \frac{m}{2}\dot{x}^2.",
    defines=True,
)
def the_free_particle():
    return FREE.lagrangian.expr


@claim(
    "3.14",
    section="3.2",
    printed=r"S = \frac{m\Delta t}{2} \sum_{n=1}^{N} \left(\sum_{k=1}^{n} w_k \right)^2.",
    premises=("3.12", "3.13"),
)
def the_free_action_in_the_weights():
    return FREE.action("w")


@claim(
    "3.15",
    section="3.2",
    printed=r"W_n \equiv \sum_{k=1}^n w_k \,,",
    defines=True,
    assumptions=(n >= 1) & (n <= N),
    premises=("3.7",),
)
def the_velocities():
    return GENERAL.path.velocity(n)


@claim(
    "3.16",
    section="3.2",
    printed=r"\langle x^{\text{fin}} | x^{\text{ini}} \rangle = (\Delta t)^{N-1} \int \exp\left[\frac{i}{\hbar}S\right] \prod_{n=1}^{N-1} dW_n",
    premises=("3.1", "3.9", "3.15"),
)
def the_amplitude_in_the_velocities():
    return PathIntegral(FREE.measure_in("W"), FREE.lattice.time.phase * action / hbar)


@claim(
    "3.17",
    section="3.2",
    printed=r"S \equiv \frac{m\Delta t}{2} \left(\sum_{n=1}^{N-1} (W_n)^2 + \left(\frac{x^{\text{fin}} - x^{\text{ini}}}{\Delta t} - \sum_{k=1}^{N-1} W_k \right)^2 \right) \,.",
    premises=("3.8", "3.14", "3.15"),
)
def the_free_action_in_the_velocities():
    return in_velocities(FREE)


@claim(
    "3.18",
    section="3.3",
    printed=r"\mathcal{L} = \frac{m}{2}\dot{x}^2 - V(x)",
    defines=True,
)
def a_particle_in_a_potential():
    return Lagrangian.parse("m*v^2/2 - V(x)").expr


@claim(
    "3.19",
    section="3.3",
    printed=r"S = \frac{m\Delta t}{2} \left(\sum_{n=1}^{N-1} (W_n)^2 + \left(\frac{x^{\text{fin}} - x^{\text{ini}}}{\Delta t} - \sum_{k=1}^{N-1} W_k \right)^2 \right) - \frac{k\Delta t}{2} \sum_{n=1}^{N-1} \left(x^{\text{ini}} - \frac{1}{2}\Delta t W_n + \Delta t \sum_{k=1}^n W_k \right)^2.",
    premises=("3.8", "3.12", "3.15", "3.18"),
    expects="refuted",
)
def the_action_of_the_oscillator():
    return in_velocities(OSCILLATOR)


@claim(
    "3.20",
    section="3.3",
    printed=r"S = \frac{m\Delta t}{2} \left(\sum_{n=1}^{N-1} (W_n)^2 + \left(\frac{x^{\text{fin}} - x^{\text{ini}}}{\Delta t} - \sum_{k=1}^{N-1} W_k \right)^2 \right) - \frac{k\Delta t}{2} \sum_{n=1}^{N-1} \left(x^{\text{ini}} - \frac{1}{2}\Delta t W_n + \Delta t \sum_{k=1}^n W_k \right)^2 - g\Delta t \sum_{n=1}^{N-1} \left(x^{\text{ini}} - \frac{1}{2}\Delta t W_n + \Delta t \sum_{k=1}^n W_k \right)^4.",
    premises=("3.8", "3.12", "3.15", "3.18"),
    expects="refuted",
)
def the_action_of_the_quartic_oscillator():
    return in_velocities(QUARTIC)
