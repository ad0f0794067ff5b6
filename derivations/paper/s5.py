"""Section 5: Euclidean time, equations (5.1) to (5.13).

Sums and products up to infinity are read up to N, for every N: the half line ends N steps in the past.
"""

from dataclasses import replace
from types import SimpleNamespace as Parts

from sympy import Derivative, Eq, Function, I, IndexedBase, Rational, S, Sum, Symbol, cosh, exp, log, oo, pi, sinh, sqrt

from symnet.claims import Density, Derived, Equation, MeasureEquation, UpToConstant, claim, formula
from symnet.claims.tex.objects import Family
from symnet.notation.dimensions import ENERGY, LENGTH, TIME, VELOCITY
from symnet.notation.symbols import (
    D,
    N,
    T,
    W,
    dt,
    euclidean_action,
    euclidean_lagrangian,
    hbar,
    i,
    k,
    m,
    n,
    noise,
    position,
    tau,
    tau_1,
    tau_2,
    velocity,
    w,
    x,
    x_ini,
)
from symnet.notation.symbols import j as l
from symnet.notation.symbols import k_ as j
from symnet.notation.symbols import noise_now as eta
from symnet.theory.activation import RELU, STEP
from symnet.theory.boundary import HALFLINE
from symnet.theory.halfline import (
    bend_after_a_long_time,
    integral_over_the_past,
    memory_of_the_far_end,
    schroedinger_step,
    state_integral,
)
from symnet.theory.network import gauge_fixed
from symnet.theory.represent import represent
from symnet.theory.rules import ENDPOINT
from symnet.theory.signature import EUCLIDEAN
from symnet.theory.stochastic.hooke import linear_steps
from symnet.theory.stochastic.langevin import ITO, Langevin
from symnet.theory.stochastic.operators import stationary_density
from symnet.theory.stochastic.path_weight import step_density

along, F, V = Function("x"), Function("F"), Function("V")
half = Rational(1, 2)
EVERY_N = {oo: N}


def half_line(lagrangian, activation=RELU, rule="midpoint"):
    """A system in Euclidean time with its far end free."""
    return represent(lagrangian, activation=activation, rule=rule, time="euclidean", boundary="halfline")


PARTICLE = half_line("m*v^2/2 - V(x)")
OSCILLATOR = half_line("m*v^2/2 - k*x^2/2")
STEPS = half_line("m*v^2/2 - k*x^2/2", activation=STEP)
GENERAL = Langevin(F(position, tau))
AUTONOMOUS = Langevin(F(position))
KEPT = Symbol("r", real=True)
"""What is left of the position after one step: 1 - omega dt."""

OMEGA, MASS = Symbol("omega", positive=True), Symbol("m", positive=True)
BETA = Symbol("beta", positive=True)
"""The inverse temperature."""

RATE = TIME**-1
UNITS = {
    "F": VELOCITY,
    "D": LENGTH**2 * RATE,
    "eta": TIME**-half,
    "tau": TIME,
    "tau_1": TIME,
    "tau_2": TIME,
    "L_E": ENERGY,
    "S_E": ENERGY * TIME,
}


def eq(left, right):
    """The relation as said, not evaluated."""
    return Eq(left, right, evaluate=False)


@claim(
    "5.1",
    section="5.1",
    printed=r"\mathcal{L}_{\rm E} = \left[\frac{m}{2} \left(\frac{dx}{d\tau}\right)^2 + V(x)\right] \,.",
    where={Derivative(along(tau), tau): velocity},
    premises=("3.18",),
)
def the_euclidean_lagrangian():
    return EUCLIDEAN.rotated(PARTICLE.lagrangian.expr)


@claim(
    "5.1/imaginary-time",
    section="5.1",
    title="with the Euclidean time tau = it, i times the action's integrand is minus the Euclidean one",
    states=Equation(eq(Symbol(r"i \mathcal{L}\, dt / d\tau"), -(m / 2 * velocity**2 + V(position)))),
    premises=("3.18", "5.1"),
)
def the_exponent_in_imaginary_time():
    along_tau = PARTICLE.lagrangian.expr.subs(velocity, I * velocity)
    return I * along_tau / I


@claim(
    "5.2",
    section="5.1",
    printed=r"\psi(y) \propto \int_{x(\tau=-\infty)=\text{any}}^{x(\tau=0)=y} \prod dx_n \exp\left[-\frac{1}{\hbar}S_{\text{E}}\right],",
    premises=("5.1",),
)
def the_ground_state_as_a_path_integral():
    found = state_integral(PARTICLE, "x")
    return Derived(found, rate=found.rate)


@claim(
    "5.3",
    section="5.1",
    printed=r"S_{\rm E} = \int_{-\infty}^{0} d\tau \mathcal{L}_{\rm E} \,.",
    defines=True,
    premises=("5.1",),
    units=UNITS,
)
def the_action_of_the_half_line():
    return integral_over_the_past(euclidean_lagrangian)


@claim(
    "5.4",
    section="5.1",
    printed=r"x(\tau) = y + \sum_{n=1}^{\infty} w_n \operatorname{ReLU}(-\tau - (n-1)\Delta\tau).",
    where=EVERY_N,
    premises=("3.4",),
)
def the_network_backward_in_time():
    return gauge_fixed(RELU, HALFLINE).output(tau)


@claim(
    "5.5",
    section="5.1",
    printed=r"x_n = y + \Delta \tau \sum_{k=0}^{n} k w_{n-k+1} \,.",
    assumptions=(n >= 0) & (n <= N),
    premises=("5.4",),
)
def the_path_backward_in_time():
    return OSCILLATOR.path.position(n)


@claim(
    "5.6",
    section="5.1",
    printed=r"S_{\rm E} = \sum_{n=1}^{\infty} \left[\frac{m\Delta\tau}{2} (W_n)^2 + \frac{k\Delta\tau}{2} \left(y + \Delta\tau \sum_{k=1}^n W_k \right)^2 \right] \,.",
    where=EVERY_N,
    premises=("3.3", "3.15", "5.1", "5.5"),
    expects="refuted",
)
def the_euclidean_action_of_the_oscillator():
    return OSCILLATOR.action("W")


@claim(
    "5.6/endpoint",
    section="5.1",
    title="(5.6) is the action with the potential read at the end of each step, not in its middle as in (3.3)",
    states=Equation(
        eq(
            Symbol("S_E"),
            Sum(
                m * dt / 2 * W[n] ** 2 + k * dt / 2 * (x_ini + dt * Sum(W[j], (j, 1, n))) ** 2,
                (n, 1, N),
            ),
        )
    ),
    premises=("3.15", "5.1", "5.5", "5.6"),
)
def the_euclidean_action_read_at_the_end_of_each_step():
    return half_line("m*v^2/2 - k*x^2/2", rule=ENDPOINT).action("W")


@claim(
    "5.1/measure",
    section="5.1",
    title="since W_n is independent from each other, the measure for W_n is trivial again",
    states=MeasureEquation(S(1), N, Density(W, S(1), N, dt**N)),
    premises=("3.15", "5.5"),
)
def the_measure_in_the_velocities():
    return OSCILLATOR.measure_in("W")


@claim(
    "5.1/coupling",
    section="5.1",
    title="as random variables the W_n are not independent: the potential couples each two of them",
    states=Equation(eq(Symbol(r"\frac{\partial^2 S_\text{E}}{\partial W_n \partial W_j}"), k * dt**3 * (N - l + half))),
    assumptions=(n >= 1) & (n < l) & (l <= N),
    premises=("5.6",),
)
def the_coupling_of_two_velocities():
    return Derivative(OSCILLATOR.action("W"), W[n], W[l])


@claim(
    "5.7",
    section="5.1",
    printed=r"\psi(y) \propto \int \prod_{n=1}^{\infty} dw_n \exp\left[-\frac{1}{\hbar}S_{\rm E}(\{w_n\}, y)\right].",
    where={Function("S_E")(Family(w[n], n), x_ini): euclidean_action, **EVERY_N},
    premises=("5.2", "5.5"),
)
def the_ground_state_as_an_average_over_networks():
    found = state_integral(PARTICLE, "w")
    return Derived(found, rate=found.rate)


@claim(
    "5.2/oscillator",
    section="5.1",
    title="for the oscillator, a half line of length T leaves a Gaussian of the width hbar/(m omega tanh(omega T))",
    states=UpToConstant(
        eq(
            Function("psi")(x_ini),
            exp(-sqrt(k / m) * m * x_ini**2 * sinh(sqrt(k / m) * T) / (2 * hbar * cosh(sqrt(k / m) * T))),
        ),
        (x_ini,),
    ),
    premises=("5.2", "5.6/endpoint"),
)
def the_state_after_a_finite_time():
    return OSCILLATOR.continuum()


STATE = exp(-m * OMEGA * position**2 / (2 * hbar))


@claim(
    "5.2/ground-state",
    section="5.1",
    title="(5.2) provides the ground state: the oscillator's Gaussian tends to one that H multiplies by hbar omega/2",
    states=formula(
        r"\frac{\partial^2 \log \psi}{\partial y^2} \to <bend>, \quad \frac{d^2}{dx^2} \log \psi_0 = <own_bend>, \quad "
        r"\frac{H \psi_0}{\psi_0} = <energy>",
        bend=-MASS * OMEGA / hbar,
        own_bend=-m * OMEGA / hbar,
        energy=hbar * OMEGA / 2,
    ),
    premises=("5.2", "5.2/oscillator"),
)
def the_state_after_a_long_time():
    oscillator = half_line("m*v^2/2 - m*omega^2*x^2/2")
    found = bend_after_a_long_time(oscillator, OMEGA)
    grown = schroedinger_step(oscillator).value.subs(Symbol("omega", real=True), OMEGA)
    energy = -hbar * grown.subs(Function("psi")(position), STATE).doit() / STATE
    parts = Parts(bend=found.value, own_bend=log(STATE).diff(position, 2), energy=energy.expand())
    return Derived(parts, rate=found)


@claim(
    "5.1/far-end",
    section="5.1",
    title="the far end x(-infinity) = any drops out of (5.2): what couples it to y, in the oscillator's integral over a long time T, dies like exp(-omega T)",
    states=Equation(eq(Symbol(r"\frac{\partial^2 \log K_\text{E}}{\partial y\, \partial x(-T)}"), S(0))),
    premises=("5.2", "5.2/oscillator"),
)
def the_coupling_to_the_far_end():
    return memory_of_the_far_end(represent("m*v^2/2 - m*omega^2*x^2/2", time="euclidean"), OMEGA)


@claim(
    "5.1/partition-function",
    section="5.1",
    title="the Euclidean approach also computes the partition function, with a total time beta hbar",
    states=Equation(eq(Symbol("Z"), 1 / (2 * sinh(BETA * hbar * sqrt(k / m) / 2)))),
    premises=("5.1", "5.6"),
)
def the_partition_function_of_the_oscillator():
    found = represent("m*v^2/2 - k*x^2/2", time="euclidean", boundary="ring").continuum()
    value, correction = (each.subs(T, BETA * hbar) for each in (found.value, found.correction))
    return replace(found, value=value, correction=correction)


@claim(
    "5.8",
    section="5.2",
    printed=r"x(\tau) = y + \Delta \tau \sum_{n=1}^{\infty} W_n \,\theta \left(-\tau - \left(n - \frac{1}{2} \right) \Delta \tau \right) \,,",
    where=EVERY_N,
    premises=("3.4",),
)
def the_network_of_steps_backward_in_time():
    return gauge_fixed(STEP, HALFLINE).output(tau)


@claim(
    "5.9",
    section="5.2",
    printed=r"x_n = y + \Delta \tau \sum_{k=1}^n W_k \quad .",
    assumptions=(n >= 0) & (n <= N),
    premises=("5.8",),
)
def the_path_of_steps_backward_in_time():
    return STEPS.path.position(n)


@claim(
    "5.9/label",
    section="5.2",
    title="the path-integrated coordinate of (5.9) is x_n = x(tau = -(n-1) dtau)",
    states=Equation(eq(Symbol("tau_n"), -(n - 1) * dt)),
    assumptions=(n >= 1) & (n <= N),
    premises=("5.8", "5.9"),
    expects="refuted",
)
def the_time_at_which_the_network_gives_the_path():
    return HALFLINE.time(n)


@claim(
    "5.2/same-action",
    section="5.2",
    title="in terms of the network parameters {W_n} the distribution has the same expression as with ReLU",
    states=Equation(eq(Symbol("S_E"), OSCILLATOR.action("W"))),
    premises=("5.6", "5.9"),
)
def the_action_of_the_steps():
    return STEPS.action("W")


@claim(
    "5.10",
    section="5.2",
    printed=r"\frac{\partial x(\tau)}{\partial \tau} = F(x(\tau), \tau) + \sqrt{2D} \,\eta(\tau)",
    where={Derivative(along(tau), tau): velocity, along(tau): position, Function("eta")(tau): eta},
    defines=True,
    units=UNITS,
)
def the_langevin_equation():
    return GENERAL.velocity


@claim(
    "5.11",
    section="5.2",
    printed=r"\langle \eta(\tau) \rangle = 0, \quad \langle \eta(\tau_1) \eta(\tau_2) \rangle = \delta(\tau_1 - \tau_2).",
    defines=True,
    units=UNITS,
)
def the_moments_of_the_noise():
    return GENERAL.mean_noise, GENERAL.covariance(tau_1, tau_2)


@claim(
    "5.2/hooke",
    section="5.2",
    title="for the ground state of a harmonic oscillator the drift term is Hooke's law: the stationary density is its square",
    states=UpToConstant(eq(Function("rho")(position), exp(-m * OMEGA * position**2 / (2 * hbar)) ** 2), (position,)),
    premises=("5.10", "5.11", "B.11"),
)
def the_stationary_density_of_hookes_law():
    return stationary_density(Langevin(-OMEGA * position, hbar / (2 * m)))


@claim(
    "5.2/hooke-steps",
    section="5.2",
    title="step by step, Hooke's law adds up to a geometric series: the density is known at every N and step size",
    states=Equation(eq((1 - KEPT**2) * Symbol(r"\operatorname{Var} x_N"), 2 * D * dt * (1 - KEPT ** (2 * N)))),
    premises=("5.12",),
)
def the_variance_after_n_steps():
    return (1 - KEPT**2) * linear_steps(AUTONOMOUS, KEPT).variance


@claim(
    "5.2/far-end",
    section="5.2",
    title="because of the repetition of the random kick the start x(-infinity) = any drops out",
    states=Equation(eq(Symbol(r"\langle x_N \rangle"), S(0))),
    premises=("5.2/hooke-steps",),
)
def the_mean_after_n_steps():
    return linear_steps(AUTONOMOUS, KEPT).mean


@claim(
    "5.12",
    section="5.2",
    printed=r"x_{n+1} = x_n + \Delta \tau \,\tilde{\eta}_n",
    where={IndexedBase("eta_tilde", real=True)[n]: F(x[n]) + sqrt(2 * D) * noise[n]},
    premises=("5.10",),
)
def one_step_of_the_langevin_equation():
    return AUTONOMOUS.step(x[n], noise[n])


@claim(
    "5.13",
    section="5.2",
    printed=r"x_{n+1} = x_n + \Delta \tau \, W_{n+1},",
    assumptions=(n >= 0) & (n <= N - 1),
    premises=("5.9",),
)
def one_step_of_the_network():
    return x[n] + dt * STEPS.path.velocity(n + 1)


@claim(
    "5.2/shifted-noise",
    section="5.2",
    title="(5.13) is basically the same as (5.12): W_{n+1} is the noise with its mean shifted by the drift",
    states=Equation(eq(W[n + 1], F(x[n]) + sqrt(2 * D) * noise[n])),
    premises=("5.12", "5.13"),
)
def the_velocity_of_a_step_of_the_langevin_equation():
    return (AUTONOMOUS.step(x[n], noise[n]) - x[n]) / dt


@claim(
    "5.2/markov",
    section="5.2",
    title="the evolution is Markovian: no term of the action connects times that are not neighbours",
    states=Equation(eq(Symbol(r"\frac{\partial^2 S_\text{E}}{\partial x_i \partial x_j}"), S(0))),
    assumptions=(i >= 1) & (l >= i + 2) & (l <= N),
    premises=("3.3", "5.1"),
)
def the_coupling_of_distant_times():
    return Derivative(PARTICLE.action("x"), x[i], x[l])


@claim(
    "5.2/duality",
    section="5.2",
    title="Fig. 6: the perceptron and the recursion represent the same phenomena: N steps of (5.13) add up to (5.9)",
    states=Equation(eq(x[N], x_ini + Sum(dt * W[n + 1], (n, 0, N - 1)))),
    premises=("5.9", "5.13"),
)
def the_end_of_the_path():
    return STEPS.path.position(N)


@claim(
    "5.2/duality-weights",
    section="5.2",
    title="Fig. 6: random units and random arrows have one distribution: given x_n, the velocity W_{n+1} is normal, with the drift for its mean",
    states=formula(
        r"P(W_{n+1} | x_n) = \sqrt{<squared>} \exp\left[<exponent>\right]",
        squared=dt / (4 * pi * D),
        exponent=-dt / (4 * D) * (W[n + 1] - F(x[n])) ** 2,
    ),
    premises=("5.2/duality", "5.2/shifted-noise", "5.11"),
)
def the_distribution_of_a_velocity():
    density, exponent = step_density(AUTONOMOUS, x[n], x[n] + dt * W[n + 1], ITO)
    return Parts(squared=(dt * density) ** 2, exponent=exponent)
