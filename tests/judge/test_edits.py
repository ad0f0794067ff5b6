import pytest
import sympy as sp

from symnet.judge.edits import OPERATORS, edits
from symnet.notation import symbols as s

n, k, N = s.n, s.k_, s.N
PATH = s.x_ini + s.dt * sp.Sum(k * s.w[n - k + 1], (k, 0, n))
SAMPLES = {
    "sign": (PATH, s.x_ini - s.dt * sp.Sum(k * s.w[n - k + 1], (k, 0, n))),
    "factor": (PATH, s.x_ini + 2 * s.dt * sp.Sum(k * s.w[n - k + 1], (k, 0, n))),
    "power": (s.w[n] ** 2, s.w[n] ** 3),
    "time step": (s.dt ** (N - 1), s.dt**N),
    "index": (PATH, s.x_ini + s.dt * sp.Sum(k * s.w[n - k], (k, 0, n))),
    "range": (PATH, s.x_ini + s.dt * sp.Sum(k * s.w[n - k + 1], (k, 0, n - 1))),
    "w for W": (s.W[n], s.w[n]),
    "dropped factor": (sp.I * s.x_ini / s.hbar, sp.I * s.x_ini),
    "midpoint": ((s.x[n] + s.x[n - 1]) / 2, s.x[n]),
    "delta range": (sp.Sum(sp.KroneckerDelta(k, n) * s.w[k], (k, 1, N)), s.w[n]),
    "order of sums": (
        sp.Sum(sp.Sum(s.w[k], (k, 1, n)), (n, 1, N)),
        sp.Sum(sp.Sum(s.w[k], (k, 1, N)), (n, 1, N)),
    ),
    "N for N-1": ((N - 1) * s.x_ini, N * s.x_ini),
    "root of N": (1 / sp.sqrt(N), 1 / N),
}


@pytest.mark.parametrize("name", OPERATORS)
def test_each_operator_makes_the_slip_it_is_named_for(name):
    expression, slip = SAMPLES[name]
    assert slip in [edit.result for edit in edits(expression)]
    assert any(edit.operator == name for edit in edits(expression))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_edit_leaves_the_expression_as_it_was_and_none_comes_twice(name):
    expression, _ = SAMPLES[name]
    results = [edit.result for edit in edits(expression)]
    assert expression not in results
    assert len(results) == len(set(results))


def test_an_edit_names_the_place():
    edit = next(each for each in edits(PATH) if each.operator == "index")
    assert (edit.before, edit.after) == (s.w[n - k + 1], s.w[n - k + 2])
