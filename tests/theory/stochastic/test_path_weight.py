"""Oracles: the textbook (Onsager-Machlup, Fokker-Planck, Nelson), and quadrature of the step's density."""

import mpmath as mp
import pytest
import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.theory.discretization import discretize
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.rules import RULES
from symnet.theory.stochastic.generator import backward_generator, generator, lattice_generator, path_generator
from symnet.theory.stochastic.langevin import ANTI_ITO, ITO, STRATONOVICH, Langevin
from symnet.theory.stochastic.operators import (
    commutator,
    factorize,
    fokker_planck,
    hamiltonian,
    momentum,
    multiplication,
    stationary_density,
    zero_mode,
)
from symnet.theory.stochastic.path_weight import (
    in_units_of_hbar,
    onsager_machlup,
    primitive,
    step_density,
    total_derivative,
)
from symnet.theory.stochastic.stratonovich import defect, mean_of_ends, read_at

F, G, f = sp.Function("F"), sp.Function("G"), sp.Function("f")
x, v = s.position, s.velocity
NELSON = {s.D: s.hbar / (2 * s.m)}


def quantum(alpha: sp.Expr = STRATONOVICH):
    return in_units_of_hbar(total_derivative(onsager_machlup(Langevin(-G(x).diff(x)), alpha)), NELSON)


@pytest.mark.parametrize("alpha", [ITO, STRATONOVICH, ANTI_ITO, s.alpha])
def test_onsager_and_machlup(alpha: sp.Expr) -> None:
    found = onsager_machlup(Langevin(F(x)), alpha)
    assert sp.expand(found.lagrangian - (v - F(x)) ** 2 / (4 * s.D) - alpha * F(x).diff(x)) == 0
    assert found.normalisation == 1 / sp.sqrt(4 * sp.pi * s.D * s.dt)
    assert not found.normalisation.has(F)


@pytest.mark.parametrize("alpha", [ITO, STRATONOVICH, ANTI_ITO, sp.Rational(1, 3)])
def test_the_density_of_a_step_is_normalised_for_a_linear_drift_whatever_the_prescription(alpha: sp.Expr) -> None:
    normalisation, log = step_density(Langevin(-2 * x), sp.Rational(3, 10), x, alpha)
    density = sp.lambdify(
        x, (normalisation * sp.exp(log)).subs({s.D: sp.Rational(1, 3), s.dt: sp.Rational(1, 7)}), "mpmath"
    )
    assert mp.almosteq(mp.quad(density, [-5, 0, 5]), 1, 1e-12)


def test_the_whole_weight_does_not_depend_on_the_prescription_but_its_terms_do() -> None:
    general, middle = quantum(s.alpha), quantum()
    assert sp.expand(general.lagrangian - middle.lagrangian) == 0
    assert general.boundary == middle.boundary
    assert sp.expand(onsager_machlup(Langevin(F(x)), ITO).lagrangian).coeff(F(x).diff(x)) == 0


def test_without_the_jacobian_the_evolution_would_depend_on_the_prescription() -> None:
    def log(after: sp.Expr, dt: sp.Expr) -> sp.Expr:
        whole = step_density(Langevin(F(x)), x, after, s.alpha)[1]
        return sp.Add(*[term for term in whole.args if not term.has(sp.log)]).subs(s.dt, dt)

    found = generator(log, 2 * s.D, f(x)).value
    assert sp.expand(found - backward_generator(Langevin(F(x)), f(x), s.alpha).value) == s.alpha * F(x).diff(x) * f(x)


def test_observables_grow_as_ito_says() -> None:
    found = backward_generator(Langevin(F(x)), f(x), s.alpha)
    assert sp.expand(found.value - F(x) * f(x).diff(x) - s.D * f(x).diff(x, 2)) == 0


def test_the_first_correction_of_the_ito_step_is_exact_for_polynomials() -> None:
    """One Euler step is Gaussian, so <f> is known exactly for f = x**4 with a linear drift."""
    rate = sp.Symbol("c", real=True)
    found = backward_generator(Langevin(-rate * x), x**4, ITO)
    mean, variance = x * (1 - rate * s.dt), 2 * s.D * s.dt
    exact = sp.expand((mean**4 + 6 * mean**2 * variance + 3 * variance**2 - x**4) / s.dt)
    assert sp.expand(found.value - exact.coeff(s.dt, 0)) == 0
    assert sp.expand(found.correction - exact.coeff(s.dt, 1)) == 0


def test_fokker_planck_and_its_stationary_density() -> None:
    density = sp.Function("P")(x)
    found = fokker_planck(Langevin(F(x)), s.alpha)(density)
    assert sp.expand(found + (F(x) * density).diff(x) - s.D * density.diff(x, 2)) == 0
    assert stationary_density(Langevin(-G(x).diff(x))) == sp.exp(-G(x) / s.D)


def test_the_boundary_term_and_the_euclidean_lagrangian() -> None:
    found = quantum()
    assert found.boundary == -s.m * G(x) / s.hbar
    slope = G(x).diff(x)
    expected = s.m * v**2 / 2 + s.m * slope**2 / 2 - s.hbar * slope.diff(x) / 2
    assert sp.expand(found.lagrangian - expected) == 0


@pytest.mark.parametrize("rule", RULES[:3], ids=lambda rule: rule.name)
def test_one_step_of_every_rule_is_the_schroedinger_equation(rule) -> None:
    lattice = discretize(Lagrangian.parse("m*v^2/2 - V(x)"), rule, "halfline", "euclidean")
    potential = sp.Function("V")(x)
    found = lattice_generator(lattice, s.hbar / s.m, f(x)).value
    energy = -(s.hbar**2) / (2 * s.m) * f(x).diff(x, 2) + potential * f(x)
    assert sp.expand(found + energy / s.hbar) == 0


def test_the_hamiltonian_its_factors_and_its_zero_mode() -> None:
    operator = hamiltonian(quantum())
    factors = factorize(operator, G(x).diff(x))
    mode = zero_mode(factors)
    assert sp.simplify(operator(mode)) == 0
    assert sp.simplify(factors.lower(mode)) == 0
    assert factors.partner.coefficients[0].coeff(G(x).diff(x, 2)) == s.hbar / 2
    with pytest.raises(UnsupportedError, match="superpotential"):
        factorize(operator, -G(x).diff(x))


def test_nelson_for_the_oscillator_gives_its_energy_and_ground_state() -> None:
    omega = sp.Symbol("omega", positive=True)
    weight = in_units_of_hbar(total_derivative(onsager_machlup(Langevin(-omega * x))), NELSON)
    operator = hamiltonian(weight)
    assert sp.expand(operator.coefficients[0] - (s.m * omega**2 * x**2 / 2 - s.hbar * omega / 2)) == 0
    assert sp.expand(zero_mode(factorize(operator, omega * x)) - sp.exp(-s.m * omega * x**2 / (2 * s.hbar))) == 0


def test_commutators() -> None:
    position = commutator(momentum, multiplication(x))
    assert sp.expand(position(f(x)) + sp.I * s.hbar * f(x)) == 0


def test_the_mean_of_the_ends_obeys_the_chain_rule_to_third_order_and_the_start_does_not() -> None:
    after = s.x_next
    step = G(after) - G(x)
    slope = G(x).diff(x)
    ours = defect(mean_of_ends(slope, x, after), step, after)
    assert (ours.order, ours.correction) == (3, G(x).diff(x, 3) / 12)
    middle = defect(read_at(slope, x, after), step, after)
    assert (middle.order, middle.correction) == (3, -G(x).diff(x, 3) / 24)
    start = defect(read_at(slope, x, after, ITO), step, after)
    assert (start.order, start.correction) == (2, -G(x).diff(x, 2) / 2)


def test_a_primitive_is_checked_and_a_missing_one_refused() -> None:
    assert primitive(3 * G(x).diff(x, 2) + x**2) == 3 * G(x).diff(x) + x**3 / 3
    with pytest.raises(UnsupportedError):
        primitive(F(x))


def test_a_path_weight_with_a_cross_term_has_no_generator_of_its_own() -> None:
    with pytest.raises(UnsupportedError, match="linear in the velocity"):
        path_generator(onsager_machlup(Langevin(F(x))), f(x))
