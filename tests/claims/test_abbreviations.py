"""What is introduced elsewhere is spelled out, and what stands for a limit becomes its lattice."""

import pytest
import sympy as sp

from symnet.claims.abbreviations import spelled_out
from symnet.claims.continuum import in_steps, operator, path_average
from symnet.claims.tex import objects
from symnet.errors import SymnetError
from symnet.notation import symbols as s

t, i, n = s.t, s.i, s.n
phi, x, V = (sp.Function(name) for name in ("phi", "x", "V"))
p_hat, x_hat = (sp.Symbol(name, commutative=False) for name in ("p_hat", "x_hat"))
psi = sp.Function("psi")(s.position)


def test_an_entry_is_spelled_out_at_every_index() -> None:
    times = {sp.IndexedBase("t")[n]: s.t_ini + n * s.dt}
    assert spelled_out(sp.IndexedBase("t")[n - 1], times) == s.t_ini + (n - 1) * s.dt
    assert spelled_out(sp.IndexedBase("u")[n], times) == sp.IndexedBase("u")[n]


def test_a_function_is_spelled_out_for_every_argument_in_a_slot() -> None:
    sites = {sp.Derivative(phi(i, t), t): s.phi_velocity[i], phi(i, t): s.phi[i]}
    assert spelled_out(phi(i + 1, t) - phi(i, t), sites) == s.phi[i + 1] - s.phi[i]
    assert spelled_out(sp.Derivative(phi(i, t), t), sites) == s.phi_velocity[i]
    assert spelled_out(phi(i), sites) == phi(i)


def test_a_number_in_a_pattern_is_not_a_slot() -> None:
    assert spelled_out(x(sp.S.Zero) + x(t), {x(sp.S.Zero): s.x_ini}) == s.x_ini + x(t)


def test_a_whole_expression_is_replaced_as_it_stands() -> None:
    assert spelled_out(sp.Abs(psi) ** 2, {sp.Abs(psi): psi}) == psi**2


def test_increments_become_steps_of_a_lattice() -> None:
    step = objects.Increment(t)
    body = V(x(t)) * (x(t + step) - x(t))
    found = in_steps(objects.IncrementIntegral(body, step))
    assert found == sp.Sum(V(s.x[n]) * (s.x[n + 1] - s.x[n]), (n, 0, s.N - 1))


def test_products_of_operators_act_from_the_right() -> None:
    swapped = operator(p_hat * x_hat)(psi) - operator(x_hat * p_hat)(psi)
    assert sp.expand(swapped + sp.I * s.hbar * psi) == 0
    assert operator(objects.Commutator(p_hat, x_hat))(psi).expand() == sp.expand(swapped)
    assert sp.expand(operator(p_hat**2)(psi) + s.hbar**2 * psi.diff(s.position, 2)) == 0


def test_an_unknown_operator_is_refused_by_name() -> None:
    with pytest.raises(SymnetError, match="L_hat"):
        operator(sp.Symbol("L_hat", commutative=False))


@pytest.mark.parametrize("exponent", [-sp.Integral(s.velocity**2, (s.tau, 0, sp.oo)), -(s.velocity**2)])
def test_only_averages_over_the_whole_past_are_judged(exponent: sp.Expr) -> None:
    integral = objects.PathIntegral(sp.exp(exponent), objects.PathMeasure(s.position))
    with pytest.raises(SymnetError):
        path_average(sp.Function("P")(s.position), integral)


def test_a_factor_that_is_no_constant_is_refused() -> None:
    past = sp.Integral(s.velocity**2, (s.tau, -sp.oo, 0))
    integral = objects.PathIntegral(sp.exp(-past), objects.PathMeasure(s.position))
    with pytest.raises(SymnetError):
        path_average(sp.Function("P")(s.position), psi * integral)
