"""The harmonic oscillator, of frequency (k/m)^(1/2): what is exact at every width, and the textbook's limits."""

from dataclasses import replace

from sympy import Eq, Integer, Symbol, cosh, exp, factor, sqrt

from symnet.claims import Conjunction, Equation, claim
from symnet.notation.symbols import N, T, dt, hbar, k, m, tau
from symnet.sums.linear_algebra.chebyshev import chebyshevt, chebyshevu
from symnet.theory.decaying import decaying
from symnet.theory.gaussian.continuum import continuum_correlator
from symnet.theory.gaussian.effective import effective_oscillator
from symnet.theory.ground_state import stationary_state
from symnet.theory.represent import represent
from symnet.theory.series import approach

TITLE = "Harmonic oscillator"
LAGRANGIAN = "m*v^2/2 - k*x^2/2"

MASS, OMEGA, BETA = (Symbol(name, positive=True) for name in ("m", "omega", "beta"))
MU, SPACING, DECAY = (Symbol(name, positive=True) for name in ("mu", "a", "R"))
PHYSICAL = {k: MASS * OMEGA**2, m: MASS}
MIDPOINT, ENDPOINT, TRAPEZOID, ZIGZAG = "midpoint", "endpoint", "trapezoid", "zigzag"


def euclidean(rule, boundary="fixed"):
    """The oscillator in Euclidean time."""
    return represent(LAGRANGIAN, rule=rule, time="euclidean", boundary=boundary)


def physical(limit):
    """A limit in terms of mass and frequency, both positive."""
    value, correction, small = (part.subs(PHYSICAL) for part in (limit.value, limit.correction, limit.small))
    return replace(limit, value=value, correction=correction, small=small)


def state(rule):
    """The ground state at finite dt."""
    return stationary_state(euclidean(rule, "halfline").lattice)


def order(rule, boundary):
    """The power of 1/N with which the boundary's own quantity is reached."""
    return euclidean(rule, boundary).continuum().order


def eq(left, right):
    """The relation as said, not evaluated; a name on the left stands for what the derivation returns."""
    return Equation(Eq(Symbol(left), right, evaluate=False))


@claim(
    "oscillator/mehler",
    section="oscillator",
    title="the kernel in Euclidean time, as the limit of the midpoint rule's (F. G. Mehler, 1866; Feynman, Hibbs, Quantum Mechanics and Path Integrals, Section 10-2)",
    printed=r"K = \sqrt{\frac{m \omega}{2 \pi \hbar \sinh(\omega T)}} \exp\left[-\frac{m \omega}{2 \hbar \sinh(\omega T)} \left((x_a^2 + x_b^2) \cosh(\omega T) - 2 x_a x_b\right)\right]",
)
def the_kernel_of_mehler():
    return physical(euclidean(MIDPOINT).continuum())


@claim(
    "oscillator/mehler-by-the-trapezoid-rule",
    section="oscillator",
    title="the trapezoid rule has the same limit, and reaches it at second order",
    printed=r"K = \sqrt{\frac{m \omega}{2 \pi \hbar \sinh(\omega T)}} \exp\left[-\frac{m \omega}{2 \hbar \sinh(\omega T)} \left((x_a^2 + x_b^2) \cosh(\omega T) - 2 x_a x_b\right)\right]",
)
def the_kernel_of_mehler_by_the_trapezoid_rule():
    return physical(euclidean(TRAPEZOID).continuum())


@claim(
    "oscillator/partition-function",
    section="oscillator",
    title="the partition function at the temperature of beta, as the limit of the ring's (R. P. Feynman, Statistical Mechanics)",
    printed=r"Z = \frac{1}{2 \sinh\left(\frac{1}{2} \beta \hbar \omega\right)}",
    where={BETA: T / hbar},
)
def the_partition_function():
    return physical(euclidean(MIDPOINT, "ring").continuum())


@claim(
    "oscillator/orders",
    section="oscillator",
    title="midpoint and zigzag rule reach kernel and partition function with an error of first order in 1/N, the trapezoid rule of second; the endpoint rule is of second order on the ring and of first between fixed ends",
    states=Conjunction(
        tuple(
            eq(name, Integer(value))
            for name, value in (
                ("kernel_midpoint", 1),
                ("kernel_endpoint", 1),
                ("kernel_trapezoid", 2),
                ("kernel_zigzag", 1),
                ("ring_midpoint", 1),
                ("ring_endpoint", 2),
                ("ring_trapezoid", 2),
                ("ring_zigzag", 1),
            )
        )
    ),
)
def the_orders_of_the_rules():
    rules = (MIDPOINT, ENDPOINT, TRAPEZOID, ZIGZAG)
    return tuple(order(rule, boundary) for boundary in ("fixed", "ring") for rule in rules)


@claim(
    "oscillator/thermal-correlator",
    section="oscillator",
    title="the correlator at two times tau apart on a ring of duration T, as the lattice's limit (A. Altland, B. Simons, Condensed Matter Field Theory; H. Kleinert, Path Integrals)",
    printed=r"\gamma = \frac{\hbar}{2 m \omega} \frac{\cosh\left(\omega (\frac{T}{2} - \tau)\right)}{\sinh(\frac{\omega T}{2})}",
)
def the_thermal_correlator():
    return physical(continuum_correlator(euclidean(MIDPOINT, "ring").lattice, Integer(0), tau))


@claim(
    "oscillator/powers-of-the-decay",
    section="oscillator",
    title="T_N and U_N of (R + 1/R)/2 are powers of R, for every N",
    states=Conjunction(
        (eq("T_N", (DECAY**N + DECAY**-N) / 2), eq("(1/R - R) U_N", DECAY ** -(N + 1) - DECAY ** (N + 1)))
    ),
)
def the_polynomials_of_chebyshev():
    ratio = (DECAY + 1 / DECAY) / 2
    return chebyshevt(N, ratio), (1 / DECAY - DECAY) * chebyshevu(N, ratio)


@claim(
    "oscillator/creutz-freedman",
    section="oscillator",
    title="<x^2> on the ring of N steps a at every width, in units hbar = m = 1, with R = 1 + a^2 mu^2/2 - a mu (1 + a^2 mu^2/4)^(1/2): (1 + R^N)/(1 - R^N) over 2 mu (1 + a^2 mu^2/4)^(1/2) (M. Creutz, B. Freedman, Ann. Phys. 132, 427 (1981)); squared, and multiplied by (1 - R^N)^2",
    printed=r"(1 - R^N)^2 \gamma^2 = \frac{(1 + R^N)^2}{4 \mu^2 \left(1 + \frac{a^2 \mu^2}{4}\right)}",
    where={MU: (1 - DECAY) / (SPACING * sqrt(DECAY))},
)
def the_mean_square_on_the_ring():
    closed = euclidean(TRAPEZOID, "ring").correlator(0, 0)
    there = {k: (1 - DECAY) ** 2 / (SPACING**2 * DECAY), m: 1, hbar: 1, dt: SPACING}
    return factor((1 - DECAY**N) * decaying(closed.subs(there), DECAY)) ** 2


@claim(
    "oscillator/midpoint-state",
    section="oscillator",
    title="with the midpoint rule the ground state of the infinite half line is the continuum's at every step size: the exponent of psi is -m omega x^2/(2 hbar)",
    printed=r"\psi = m \omega",
)
def the_width_of_the_state_by_the_midpoint_rule():
    return state(MIDPOINT).width.subs(PHYSICAL)


@claim(
    "oscillator/trapezoid-state",
    section="oscillator",
    title="with the trapezoid rule it is narrower at every step size",
    printed=r"\psi^2 = m^2 \omega^2 \left(1 + \frac{\omega^2 \Delta\tau^2}{4}\right)",
)
def the_width_of_the_state_by_the_trapezoid_rule():
    return (state(TRAPEZOID).width ** 2).subs(PHYSICAL)


@claim(
    "oscillator/zigzag-state",
    section="oscillator",
    title="with the zigzag rule it is narrower by a third as much",
    printed=r"\psi^2 = m^2 \omega^2 \left(1 + \frac{\omega^2 \Delta\tau^2}{12}\right)",
)
def the_width_of_the_state_by_the_zigzag_rule():
    return (state(ZIGZAG).width ** 2).subs(PHYSICAL)


@claim(
    "oscillator/midpoint-energy",
    section="oscillator",
    title="the energy that the midpoint rule gives the ground state: E = (hbar/dt) log(1 + omega dt/2), below hbar omega/2",
    states=eq("exp(2 E dt/hbar)", (1 + OMEGA * dt / 2) ** 2),
)
def the_energy_by_the_midpoint_rule():
    return exp(2 * state(MIDPOINT).energy * dt / hbar).subs(PHYSICAL)


@claim(
    "oscillator/trapezoid-energy",
    section="oscillator",
    title="the energy that the trapezoid rule gives the ground state: sinh(E dt/hbar) = omega dt/2",
    states=eq("4*sinh(E dt/hbar)**2", (OMEGA * dt) ** 2),
)
def the_energy_by_the_trapezoid_rule():
    twice = exp(2 * state(TRAPEZOID).energy * dt / hbar).subs(PHYSICAL)
    return twice - 2 + 1 / twice


@claim(
    "oscillator/midpoint-energy-limit",
    section="oscillator",
    title="it reaches the zero-point energy at first order in the step",
    printed=r"E = \frac{1}{2} \hbar \omega",
)
def the_zero_point_energy_by_the_midpoint_rule():
    return physical(approach(state(MIDPOINT).energy, dt, 3, ("at fixed mass and stiffness",)))


@claim(
    "oscillator/trapezoid-energy-limit",
    section="oscillator",
    title="the trapezoid rule's reaches it at second order",
    printed=r"E = \frac{1}{2} \hbar \omega",
)
def the_zero_point_energy_by_the_trapezoid_rule():
    return physical(approach(state(TRAPEZOID).energy, dt, 3, ("at fixed mass and stiffness",)))


@claim(
    "oscillator/midpoint-frequency",
    section="oscillator",
    title="the frequency of the lattice oscillator, by the midpoint rule: tanh(Omega dt/2) = omega dt/2, faster than the continuum's",
    states=eq("cosh(Omega dt)", (1 + (OMEGA * dt / 2) ** 2) / (1 - (OMEGA * dt / 2) ** 2)),
)
def the_frequency_by_the_midpoint_rule():
    return cosh(effective_oscillator(euclidean(MIDPOINT).lattice).frequency * dt).subs(PHYSICAL)


@claim(
    "oscillator/trapezoid-frequency",
    section="oscillator",
    title="by the trapezoid and the endpoint rule: sinh(Omega dt/2) = omega dt/2, slower than the continuum's",
    states=Conjunction(
        (
            eq("trapezoid", 1 + (OMEGA * dt) ** 2 / 2),
            eq("endpoint", 1 + (OMEGA * dt) ** 2 / 2),
        )
    ),
)
def the_frequency_by_the_trapezoid_and_the_endpoint_rule():
    pair = (effective_oscillator(euclidean(rule).lattice).frequency for rule in (TRAPEZOID, ENDPOINT))
    return tuple(cosh(frequency * dt).subs(PHYSICAL) for frequency in pair)


@claim(
    "oscillator/endpoint-edge",
    section="oscillator",
    title="the endpoint rule differs from the trapezoid rule by k dt/4 times x_N^2 - x_0^2, and by nothing else: the same frequency, the same impedance",
    states=Conjunction((eq("edge", MASS * OMEGA**2 * dt / 4), eq("difference of impedances squared", Integer(0)))),
)
def the_edge_of_the_endpoint_rule():
    end, middle = (effective_oscillator(euclidean(rule).lattice) for rule in (ENDPOINT, TRAPEZOID))
    return tuple(part.subs(PHYSICAL) for part in (end.edge, end.impedance**2 - middle.impedance**2))


@claim(
    "oscillator/partition-function-at-every-width",
    section="oscillator",
    title="with the trapezoid rule Z_N is 1/(2 sinh(N Omega dt/2)) at every width, with Omega the lattice's own frequency and R = exp(-Omega dt); squared, and multiplied by (1 - R^N)^2",
    states=eq("(1 - R^N)^2 Z_N^2", DECAY**N),
)
def the_partition_function_at_every_width():
    closed = euclidean(TRAPEZOID, "ring").partition_function().args[0].expr ** 2
    return factor((1 - DECAY**N) ** 2 * decaying(closed.subs({k: (1 - DECAY) ** 2 / (dt**2 * DECAY), m: 1}), DECAY))
