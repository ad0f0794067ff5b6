"""The Ornstein-Uhlenbeck process, the oscillator's ground state as Nelson's process, at finite step."""

from sympy import Eq, Symbol, cancel, exp

from symnet.claims import Conjunction, Equation, claim
from symnet.notation.symbols import dt, hbar, m, parameter, position, velocity, x_next, x_prev
from symnet.theory.discretization import discretize
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.stochastic.langevin import ITO, STRATONOVICH, nelson
from symnet.theory.stochastic.ornstein_uhlenbeck import boundary_term, nelson_steps, stationary_law, step_weight, steps

RATE = parameter("omega")
MASS, OMEGA = (Symbol(name, positive=True) for name in ("m", "omega"))
POSITIVE = {m: MASS, RATE: OMEGA}
HOOKE = nelson(exp(-m * RATE * position**2 / (2 * hbar)))
LAGRANGIAN_OF_THE_STATE = Lagrangian(m * velocity**2 / 2 - m * RATE**2 * position**2 / 2)


def lattice(rule):
    """The oscillator's Euclidean half line."""
    return discretize(LAGRANGIAN_OF_THE_STATE, rule, "halfline", "euclidean")


def eq(left, right):
    """The relation as said, not evaluated; a name on the left stands for what the derivation returns."""
    return Equation(Eq(Symbol(left), right, evaluate=False))


@claim(
    "process/drift",
    section="process",
    title="the ground state's process has Hooke's drift and the diffusion constant hbar/(2m) (E. Nelson, Phys. Rev. 150, 1079 (1966))",
    states=Conjunction((eq("drift", -OMEGA * position), eq("strength", hbar / (2 * MASS)))),
)
def the_drift_of_the_ground_state():
    return tuple(cancel(part.subs(POSITIVE)) for part in (HOOKE.drift, HOOKE.strength))


@claim(
    "process/euler",
    section="process",
    title="Euler's steps have too wide a stationary law, at every step size up to 2/omega, where it is lost",
    printed=r"v = \frac{\hbar}{2 m \omega} \frac{1}{1 - \frac{1}{2} \omega \Delta\tau}",
)
def the_variance_of_eulers_steps():
    return stationary_law(steps(HOOKE, ITO)).variance.subs(POSITIVE)


@claim(
    "process/implicit-midpoint",
    section="process",
    title="the implicit midpoint's steps have the exact stationary law at every step size",
    printed=r"v = \frac{\hbar}{2 m \omega}",
)
def the_variance_of_implicit_midpoint_steps():
    return stationary_law(steps(HOOKE, STRATONOVICH)).variance.subs(POSITIVE)


@claim(
    "process/lattice",
    section="process",
    title="the implicit midpoint's steps are the ground-state process of the Euclidean lattice with the midpoint rule: what is kept of x, and the variance of the noise",
    states=Conjunction(
        (
            eq("kept", (1 - OMEGA * dt / 2) / (1 + OMEGA * dt / 2)),
            eq("added", hbar * dt / (MASS * (1 + OMEGA * dt / 2) ** 2)),
        )
    ),
    premises=("process/drift",),
)
def the_steps_of_the_lattice():
    process = nelson_steps(lattice("midpoint"))
    return tuple(cancel(part.subs(POSITIVE)) for part in (process.kept, process.added))


@claim(
    "process/weights",
    section="process",
    title="step by step, their weight is the lattice's exp(-dt l/hbar) but for a term of the two ends, the ratio of the ground state there",
    states=Conjunction(
        (
            eq("boundary term", MASS * OMEGA / (2 * hbar)),
            eq(
                "weight",
                MASS * (x_next - x_prev) ** 2 / (2 * hbar * dt)
                + MASS * OMEGA**2 * dt * (x_next + x_prev) ** 2 / (8 * hbar)
                + MASS * OMEGA * (x_next**2 - x_prev**2) / (2 * hbar),
            ),
        )
    ),
    premises=("process/lattice",),
)
def the_weight_of_implicit_midpoint_steps():
    process = steps(HOOKE, STRATONOVICH)
    return tuple(part.subs(POSITIVE) for part in (boundary_term(process, lattice("midpoint")), step_weight(process)))
