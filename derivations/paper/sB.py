"""Appendix B: stochastic quantization, equations (B.1) to (B.15).

The path integrals are formal: each is a claim about noise on a lattice of times, and a limit. Derivatives of F, G and
psi are those of arbitrary smooth functions.
"""

from dataclasses import replace
from types import SimpleNamespace as Parts

from sympy import Abs, Derivative, Eq, Function, I, KroneckerDelta, Rational, S, Symbol, pi, sqrt
from sympy import exp as e

from symnet.claims import Derived, Equation, UpToConstant, claim, formula
from symnet.notation.dimensions import ENERGY, LENGTH, NONE, TIME, VELOCITY
from symnet.notation.dimensions import MASS as KILOGRAM
from symnet.notation.symbols import D, alpha, dt, hbar, m, n, position, tau, velocity
from symnet.notation.symbols import drift_slope as slopes
from symnet.notation.symbols import j as l
from symnet.notation.symbols import noise_now as eta
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.signature import EUCLIDEAN
from symnet.theory.stochastic.generator import backward_generator, path_generator
from symnet.theory.stochastic.langevin import (
    ITO,
    Langevin,
    change_of_variables,
    discretized_noise,
    gradient_flow,
    nelson,
)
from symnet.theory.stochastic.operators import (
    commutator,
    factorize,
    fokker_planck,
    hamiltonian,
    momentum,
    multiplication,
    path_state,
    stationary_density,
    zero_mode,
)
from symnet.theory.stochastic.path_weight import in_units_of_hbar, onsager_machlup, spread, total_derivative
from symnet.theory.stochastic.stratonovich import defect, mean_of_ends, read_at, stratonovich_integral

X, v = position, velocity
path, V = Function("x"), Function("V")
F, G, psi, P, chi = (Function(name)(X) for name in ("F", "G", "psi", "P", "chi"))
dF, dG, ddG = F.diff(X), G.diff(X), G.diff(X, 2)
half = Rational(1, 2)
later = Symbol("x_next", real=True)

GENERAL = Langevin(F)
DOWNHILL = gradient_flow(G)
WEIGHT = onsager_machlup(DOWNHILL)
SPLIT = total_derivative(WEIGHT)
QUANTUM = in_units_of_hbar(SPLIT, {D: hbar / (2 * m)})
HAMILTONIAN = hamiltonian(QUANTUM)
STATE = zero_mode(factorize(HAMILTONIAN, -DOWNHILL.drift))
ONE_STEP = path_generator(QUANTUM, psi)

MASS = Symbol("m", positive=True)
"""The mass under a root."""

MOTION = {Derivative(path(tau), tau): v, path(tau): X, path(S(0)): X, Function("eta")(tau): eta}
"""x(tau) as a place, and a velocity there."""

WORDS = {
    **MOTION,
    Symbol("L_s", real=True): (v - F) ** 2 / (4 * D) + half * dF,
    Symbol("L_E", real=True): m / 2 * v**2 + m / 2 * dG**2 - hbar / 2 * ddG,
    Abs(psi): psi,
}
"""The same, L^(s) and L_E as (B.4) and (B.9) define them, and a real ground state."""

RATE = TIME**-1
UNITS = {
    "F": VELOCITY,
    "G": LENGTH**2 * RATE,
    "D": LENGTH**2 * RATE,
    "eta": TIME**-half,
    "L_s": RATE,
    "psi": NONE,
    "tau": TIME,
    "tau_prime": TIME,
    "L_E": ENERGY,
    "H": ENERGY,
    "p": KILOGRAM * VELOCITY,
}
NORMALIZABLE = "exp(-m G/hbar) can be normalised: it has no node, so it is the ground state, and the far end drops out"


def eq(left, right):
    """The relation as printed, not evaluated."""
    return Eq(left, right, evaluate=False)


@claim(
    "B.1",
    section="B",
    printed=r"\frac{dx(\tau)}{d\tau} = F(x(\tau)) + \sqrt{2D}\,\eta(\tau)",
    where=MOTION,
    defines=True,
    units=UNITS,
)
def the_langevin_equation():
    return GENERAL.velocity


@claim(
    "B.2",
    section="B",
    printed=r"\langle \eta(\tau)\eta(\tau')\rangle = \delta(\tau - \tau'),",
    defines=True,
    units=UNITS,
)
def the_covariance_of_the_noise():
    return GENERAL.covariance(tau, Symbol("tau_prime", real=True))


@claim(
    "B.2/lattice",
    section="B",
    title="on a lattice of times the noise of different steps is independent, with variance 1/dt",
    states=Equation(eq(Symbol("C_nj"), KroneckerDelta(n, l) / dt)),
    premises=("B.2",),
)
def noise_averaged_over_steps():
    return discretized_noise(n, l)


@claim(
    "B/jacobian",
    section="B",
    title="from noise to path the Jacobian is triangular, for every prescription",
    states=formula(
        r"\prod_{n=0}^{N-1} d\eta_n = \prod_{n=0}^{N-1} <scale> \left(<diagonal>\right) dx_{n+1}",
        scale=1 / (sqrt(2 * D) * dt),
        diagonal=1 - alpha * dt * slopes[n],
        above=0,
    ),
    assumptions=(n >= 0) & (l > n),
    premises=("B.1",),
)
def the_jacobian_from_noise_to_path():
    return change_of_variables(alpha)


@claim(
    "B.4",
    section="B",
    printed=r"L^{(s)} \equiv \frac{1}{4D} \left(\frac{dx}{d\tau} - F(x) \right)^2 + \frac{1}{2} \frac{\partial F(x)}{\partial x},",
    where=MOTION,
    defines=True,
    premises=("B.1", "B.2", "B/jacobian"),
    units=UNITS,
)
def the_stochastic_lagrangian():
    weight = onsager_machlup(GENERAL)
    return Derived(weight.lagrangian, rate=weight.rate)


@claim(
    "B.3",
    section="B",
    printed=r"P(x) = \mathcal{N} \int \mathcal{D}x \, \exp\left[-\int_{-\infty}^{0} d\tau \, L^{(s)}\right]",
    where=WORDS,
    premises=("B.1", "B.2", "B.4"),
)
def the_distribution_as_a_path_integral():
    weight = onsager_machlup(GENERAL)
    return Derived(weight, rate=weight.rate)


@claim(
    "B.3/normalisation",
    section="B",
    title="the normalisation is a constant of the noise alone: a factor for each step, free of F",
    states=Equation(eq(Symbol("c"), 1 / sqrt(4 * pi * D * dt))),
    premises=("B.3",),
)
def the_normalisation_of_a_step():
    return onsager_machlup(GENERAL, alpha).normalisation


@claim(
    "B/prescription-terms",
    section="B",
    title="the individual terms of (B.4) depend on the prescription: the last is alpha*F' when the drift is read at alpha",
    states=Equation(eq(Symbol("L_last"), alpha * dF)),
    premises=("B.4",),
)
def the_term_that_the_jacobian_gives():
    return onsager_machlup(GENERAL, alpha).lagrangian - onsager_machlup(GENERAL, ITO).lagrangian


@claim(
    "B/onsager-machlup",
    section="B",
    title="with the drift read at x_n + alpha (x_{n+1} - x_n), the stochastic Lagrangian has alpha in the place of the 1/2 of (B.4)",
    states=Equation(eq(Symbol(r"L^{(\alpha)}"), (v - F) ** 2 / (4 * D) + alpha * dF)),
    premises=("B.1", "B.2", "B/jacobian"),
)
def the_stochastic_lagrangian_of_every_prescription():
    weight = onsager_machlup(GENERAL, alpha)
    return Derived(weight.lagrangian, rate=weight.rate)


@claim(
    "B/prescription",
    section="B",
    title="the whole Lagrangian, cross term integrated, is independent of the prescription",
    states=formula(
        r"\exp\left[<boundary>\right] \exp\left[-\int d\tau \, \left(<lagrangian>\right)\right]",
        boundary=-G / (2 * D),
        lagrangian=(v**2 + dG**2 - 2 * D * ddG) / (4 * D),
    ),
    premises=("B.4", "B.6", "B/prescription-terms"),
)
def the_weight_for_every_prescription():
    weight = total_derivative(onsager_machlup(DOWNHILL, alpha))
    return Derived(weight, rate=weight.rate)


@claim(
    "B/prescription-evolution",
    section="B",
    title="every prescription gives the same evolution of averages",
    states=Equation(eq(Symbol(r"\frac{d}{d\tau}\langle\psi\rangle"), F * psi.diff(X) + D * psi.diff(X, 2))),
    premises=("B.3", "B/prescription-terms"),
)
def the_growth_of_averages():
    return backward_generator(GENERAL, psi, alpha)


@claim(
    "B.5",
    section="B",
    printed=r"-\frac{1}{2D}\int F(x)dx \equiv -\frac{1}{2D}\int \frac{1}{2}\left(F(x(\tau)) + F(x(\tau+d\tau))\right)\left(x(\tau+d\tau) - x(\tau)\right).",
    defines=True,
    premises=("B.4",),
    units=UNITS,
)
def the_cross_term_as_it_is_meant():
    return WEIGHT.unit * stratonovich_integral(F) / (-2 * D)


@claim(
    "B.5/midpoint",
    section="B",
    title="in other words, the midpoint prescription: the two differ by a third power of the step, which sums to nothing",
    states=formula(
        r"\tfrac{1}{2}(F(x) + F(x'))(x' - x) - F(\tfrac{x + x'}{2})(x' - x) = <value> + O((x' - x)^{<order>})",
        value=0,
        order=3,
    ),
    premises=("B.5",),
)
def the_mean_of_the_ends_against_the_midpoint():
    found = defect(mean_of_ends(F, X, later), read_at(F, X, later), later)
    return Derived(found, rate=found)


@claim(
    "B.6",
    section="B",
    printed=r"F(x) = -\frac{dG(x)}{dx}.",
    defines=True,
    units=UNITS,
)
def a_potential_force():
    return DOWNHILL.drift


@claim(
    "B.7",
    section="B",
    printed=r"-\frac{1}{2D}\int_{-\infty}^{0}F(x)dx = \frac{1}{2D}\int_{-\infty}^{0}\frac{dG(x)}{dx}dx = \frac{1}{2D}G(x(0)) + \text{const.},",
    where=WORDS,
    premises=("B.5", "B.6"),
)
def the_cross_term_integrated():
    rate = defect(mean_of_ends(-DOWNHILL.drift, X, later), G.subs(X, later) - G, later)
    return Derived(-SPLIT.boundary, rate=rate)


@claim(
    "B.7/integrand",
    section="B",
    title="the first equality of (B.7) holds term by term, by (B.6)",
    states=Equation(eq(-F / (2 * D), dG / (2 * D))),
    premises=("B.6",),
)
def the_integrand_of_the_cross_term():
    return -DOWNHILL.drift / (2 * D)


@claim(
    "B.8",
    section="B",
    printed=r"P(x) = \mathcal{N}' \exp\left[-\frac{1}{2D}G(x(0))\right] \\ \times \int \mathcal{D}x \, \exp\left[\frac{-1}{4D}\int_{-\infty}^{0} d\tau \, \left(\left(\frac{dx}{d\tau}\right)^{2} + \left(\frac{\partial G}{\partial x}\right)^{2} - 2D\frac{\partial^{2}G}{\partial x^{2}}\right)\right].",
    where=WORDS,
    premises=("B.3", "B.4", "B.7"),
)
def the_weight_with_its_boundary_term():
    return Derived(SPLIT, rate=SPLIT.rate)


@claim(
    "B.9",
    section="B",
    printed=r"\mathcal{L}_{\rm E} \equiv \frac{m}{2} \left(\frac{dx}{d\tau}\right)^2 + \frac{m}{2} \left(\frac{\partial G}{\partial x}\right)^2 - \frac{\hbar}{2} \frac{\partial^2 G}{\partial x^2},",
    where=MOTION,
    defines=True,
    premises=("B.8",),
    units=UNITS,
)
def the_euclidean_lagrangian():
    return QUANTUM.lagrangian


@claim(
    "B/identification",
    section="B",
    title="the noise is that of a particle of mass m: 2D = hbar/m",
    states=Equation(eq(2 * D, hbar / m)),
    premises=("B.8",),
)
def the_strength_of_quantum_noise():
    return spread(EUCLIDEAN.rotated(Lagrangian.parse("m*v^2/2").expr), hbar)


@claim(
    "B.10",
    section="B",
    printed=r"P(x) = \mathcal{N}' \exp\left[-\frac{m}{\hbar}G(x(0))\right] \int \mathcal{D}x \, \exp\left[\frac{-1}{\hbar}\int_{-\infty}^{0} d\tau \,\mathcal{L}_{\rm E}\right] \,.",
    where=WORDS,
    premises=("B.8", "B.9", "B/identification"),
)
def the_weight_in_units_of_hbar():
    return Derived(QUANTUM, rate=QUANTUM.rate)


@claim(
    "B/differs-by",
    section="B",
    title="the stochastic Lagrangian differs from the one of the quantum mechanics by the term (B.5)",
    states=Equation(eq(Symbol("L_s") - Symbol("L_E") / hbar, -F * v / (2 * D))),
    premises=("B.4", "B.8"),
)
def the_difference_of_the_lagrangians():
    general = onsager_machlup(gradient_flow(-Function("g")(X)))
    cross = general.lagrangian - total_derivative(general).lagrangian
    return cross.subs(Function("g")(X).diff(X), F).doit()


@claim(
    "B.11",
    section="B",
    printed=r"P(x) = |\psi(x)|^2",
    title="the stationary density is the square of the ground state; both are normalised",
    where=WORDS,
    premises=("B.10", "B.12"),
)
def the_stationary_density():
    return stationary_density(nelson(psi))


@claim(
    "B.12",
    section="B",
    printed=r"\exp\left[-\frac{m}{\hbar}G(x(0))\right] = \mathcal{N}'' \int \mathcal{D}x \, \exp\left[\frac{-1}{\hbar} \int_{-\infty}^{0} d\tau \, \mathcal{L}_{\rm E}\right] \,.",
    title="the path integral of the Euclidean Lagrangian, as a function psi(x) of its end, is exp(-m G/hbar) up to a constant",
    where=WORDS,
    premises=("B.9", "B.10", "B.13"),
)
def the_state_that_the_path_integral_makes():
    return Derived(path_state(QUANTUM, -DOWNHILL.drift), rate=replace(ONE_STEP, conditions=(NORMALIZABLE,)))


@claim(
    "B.13",
    section="B",
    printed=r"\mathcal{H} \equiv \frac{1}{2m}p^2 + \frac{m}{2}\left(\frac{\partial G(x)}{\partial x}\right)^2 - \frac{\hbar}{2}\frac{\partial^2 G(x)}{\partial x^2}.",
    defines=True,
    premises=("B.9",),
    units=UNITS,
)
def the_hamiltonian():
    return HAMILTONIAN.symbol(Symbol("p", real=True))


@claim(
    "B.14",
    section="B",
    printed=r"\mathcal{H}\exp\left[-\frac{m}{\hbar}G(x)\right] = 0.",
    premises=("B.13",),
)
def the_hamiltonian_on_the_ground_state():
    return HAMILTONIAN(e(-m / hbar * G))


@claim(
    "B/fokker-planck",
    section="B",
    title="the density of the Langevin dynamics drifts with F and spreads with D, whatever the prescription",
    states=formula(r"\frac{\partial P}{\partial\tau} = <growth>", growth=D * P.diff(X, 2) - (F * P).diff(X).doit()),
    premises=("B.1", "B/prescription-evolution"),
)
def the_growth_of_the_density():
    return Parts(growth=fokker_planck(GENERAL, alpha)(P).doit())


@claim(
    "B/schroedinger",
    section="B",
    title="related to the quantum mechanics: as P = exp(-m G/hbar) chi, the density follows the Schroedinger equation in Euclidean time",
    states=formula(
        r"P = e^{-m G/\hbar} \chi:\quad \hbar \frac{\partial \chi}{\partial\tau} = <growth>",
        growth=-(m / 2 * dG**2 * chi - hbar / 2 * ddG * chi - hbar**2 / (2 * m) * chi.diff(X, 2)),
    ),
    premises=("B.13", "B.14", "B/identification", "B/fokker-planck"),
)
def the_density_beside_the_state():
    evolution = fokker_planck(gradient_flow(G, hbar / (2 * m)))
    return Parts(growth=(hbar * evolution(STATE * chi) / STATE).expand())


@claim(
    "B/partner",
    section="B",
    title="H is a product A^+ A of first-order factors, of which A annihilates its ground state; A A^+ is H with -G for G",
    states=formula(
        r"A^\dagger A - \frac{p^2}{2m} = <potential>, \quad A A^\dagger - \frac{p^2}{2m} = <partner>,"
        r"\quad A\, e^{-m G/\hbar} = <annihilated>",
        potential=m / 2 * dG**2 - hbar / 2 * ddG,
        partner=m / 2 * dG**2 + hbar / 2 * ddG,
        annihilated=0,
    ),
    premises=("B.13", "B.14"),
)
def the_factors_of_the_hamiltonian():
    factors = factorize(HAMILTONIAN, -DOWNHILL.drift)
    product = factors.raise_.after(factors.lower)
    return Parts(
        potential=product.coefficients[0],
        partner=factors.partner.coefficients[0],
        annihilated=factors.lower(STATE),
    )


@claim(
    "B/remark-prefactor",
    section="B",
    title="the path integral (B.3) is not the one of (5.2): between them stands the prefactor (B.12)",
    states=UpToConstant(eq(P / psi, e(-m / hbar * G)), (X,)),
    premises=("B.3", "B.11", "B.12"),
)
def the_density_over_the_state():
    return stationary_density(nelson(STATE)) / STATE


@claim(
    "B/remark-hbar",
    section="B",
    title="the Hamiltonian includes hbar beyond its kinetic term, in the last term of (B.13)",
    states=Equation(eq(Symbol("V_quantum"), -hbar / 2 * ddG)),
    premises=("B.13",),
)
def what_vanishes_with_hbar():
    potential = HAMILTONIAN.coefficients[0]
    return potential - potential.subs(hbar, 0)


def in_operators(root):
    """The right side of (B.15) applied to psi, with ``root`` for the square root of V."""
    bracket = commutator(momentum, multiplication(root))(psi)
    return momentum(momentum(psi)) / (2 * MASS) + MASS / 2 * dG**2 * psi - I / sqrt(2 * MASS) * bracket


@claim(
    "B.15",
    section="B",
    printed=r"\mathcal{H} = \frac{1}{2m}\hat{p}^2 + V(\hat{x}) - \frac{i}{\sqrt{2m}} \left[\hat{p}, \sqrt{V(\hat{x})}\right] ,",
    where={V(Symbol("x_hat", commutative=False)): MASS / 2 * dG**2, m: MASS},
    premises=("B.13",),
    expects="refuted",
)
def the_hamiltonian_with_a_commutator():
    return HAMILTONIAN(psi).subs(m, MASS)


@claim(
    "B.15/branch",
    section="B",
    title="(B.15) holds when the root of V stands for sqrt(m/2) dG/dx, whatever its sign",
    states=Equation(eq(Symbol("H") * psi, in_operators(sqrt(MASS / 2) * dG))),
    premises=("B.13", "B.15"),
)
def the_hamiltonian_with_the_smooth_root():
    return HAMILTONIAN(psi).subs(m, MASS)


@claim(
    "B/remark-ordering",
    section="B",
    title="the term with hbar is an ambiguity of ordering: the factors of H in the other order have it with the other sign",
    states=formula(
        r"A^\dagger A \psi = <product>, \quad (A A^\dagger - A^\dagger A) \psi = <difference>",
        product=momentum(momentum(psi)) / (2 * m) + m / 2 * dG**2 * psi - hbar / 2 * ddG * psi,
        difference=hbar * ddG * psi,
    ),
    premises=("B.13", "B.15"),
)
def the_two_orders_of_the_factors():
    factors = factorize(HAMILTONIAN, -DOWNHILL.drift)
    return Parts(difference=factors.partner(psi) - HAMILTONIAN(psi), product=factors.raise_(factors.lower(psi)).doit())
