"""What a caller may rely on: shapes, keywords, errors that name the value."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp

from symnet.errors import InputError, KernelError, UnsupportedError
from symnet.kernels import ReIm, kernel
from symnet.notation import symbols
from symnet.theory.discretization import discretize
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.represent import represent
from tests.kernels.brute_force import build, needs_compiler, numbers_for, weights_for

QUARTIC = "m*v^2/2 - k*x^2/2 - g*x^4"
TARGETS = ["mpmath", "numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(("boundary", "count"), [("fixed", 5), ("halfline", 6), ("ring", 6), ("free", 7)])
def test_six_steps_have_as_many_free_variables_as_the_boundary_says(boundary: str, count: int, target: str) -> None:
    of = build(QUARTIC, boundary=boundary)
    function, numbers = of.compile(target), numbers_for(of, seed=1)
    w = weights_for(of, 6, seed=1)
    assert w.shape == (count,)
    value, gradient = function.value_and_grad(w, **numbers)
    assert gradient.shape == w.shape
    assert value == function.action(w, **numbers)
    assert isinstance(value, float) or target == "mpmath"


@pytest.mark.parametrize("target", TARGETS)
def test_a_batch_is_leading_axes(target: str) -> None:
    of = build(QUARTIC)
    function, numbers = of.compile(target), numbers_for(of, seed=1)
    w, u = (weights_for(of, 5, seed=s, batch=(2, 3)) for s in (1, 2))
    value, gradient = function.value_and_grad(w, **numbers)
    product, table = function.hvp(w, u, **numbers), function.parameter_gradient(w, **numbers)
    assert value.shape == (2, 3)
    assert gradient.shape == product.shape == w.shape
    for index in np.ndindex(2, 3):
        one = function.value_and_grad(w[index], **numbers)
        np.testing.assert_allclose(float(value[index]), float(one[0]), rtol=1e-14)
        np.testing.assert_allclose(gradient[index].astype(float), one[1].astype(float), rtol=1e-13)
        assert float(table["m"][index]) == pytest.approx(float(function.parameter_gradient(w[index], **numbers)["m"]))
    assert function.action(w[:0], **numbers).shape == (0, 3)
    assert function.value_and_grad(w[:0], **numbers)[1].shape == (0, 3, 4)


@pytest.mark.parametrize("target", TARGETS)
def test_strided_integer_and_nested_list_weights_are_taken_as_they_are(target: str) -> None:
    of = build(QUARTIC)
    function, numbers = of.compile(target), numbers_for(of, seed=1)
    big = weights_for(of, 9, seed=1, batch=(3,))
    for view in (big[:, ::2], big.T[:3].T[:, ::-1], np.asfortranarray(big)):
        np.testing.assert_array_equal(function.action(view, **numbers), function.action(view.copy(), **numbers))
    assert function.action([1, 2, 3], **numbers) == function.action(np.array([1.0, 2.0, 3.0]), **numbers)


@pytest.mark.parametrize("target", TARGETS)
def test_one_step_with_both_ends_held_has_no_free_variable(target: str) -> None:
    of = build("m*v^2/2")
    value, gradient = of.compile(target).value_and_grad([], dt=0.5, x_ini=1, x_fin=3, m=2)
    assert float(value) == 2 * 4**2 / 2 * 0.5
    assert gradient.shape == (0,)


@pytest.mark.parametrize("target", TARGETS)
def test_log_weight_is_the_exponent_of_the_weight(target: str) -> None:
    for time, text in (
        ("real", QUARTIC),
        ("euclidean", QUARTIC),
        ("euclidean", "m*v^2/2 + a*v*x"),
        ("real", "m*v^2/2 + a*v*x"),
    ):
        of = build(text, time=time)
        function, numbers = of.compile(target), numbers_for(of, seed=1)
        w = weights_for(of, 4, seed=1)
        s, found = function.action(w, **numbers), function.log_weight(w, hbar=2.5, **numbers)
        whole = complex(s) if isinstance(s, ReIm) else float(s)
        expected = 1j * whole / 2.5 if time == "real" else -whole / 2.5
        assert isinstance(found, ReIm) == (time == "real" or "a*v" in text)
        assert complex(found) == pytest.approx(expected, rel=1e-14)
        value, gradient = function.log_weight_and_grad(w, hbar=2.5, **numbers)
        assert value == found
        assert np.shape(gradient) == ((2, *w.shape) if isinstance(found, ReIm) else w.shape)


BAD: list[tuple[dict[str, Any], str]] = [
    ({"m": math.nan}, "parameter m is nan"),
    ({"m": math.inf}, "parameter m is inf"),
    ({"m": 10**400}, "parameter m is 1000"),
    ({"m": "1"}, "parameter m is '1'"),
    ({"m": None}, "parameter m is None"),
    ({"m": 1j}, "parameter m is 1j"),
    ({"m": [1.0, 2.0]}, r"parameter m is \[1.0, 2.0\]"),
    ({"m": np.ones(2)}, "parameter m is array"),
    ({"dt": 0}, "dt is 0, not positive"),
    ({"dt": -0.1}, "dt is -0.1, not positive"),
    ({"mass": 1.0}, "unknown parameter 'mass'; did you mean 'm'|unknown parameter 'mass'"),
    ({"x_end": 1.0}, "unknown parameter 'x_end'"),
]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(("changed", "message"), BAD, ids=[str(i) for i in range(len(BAD))])
def test_a_bad_parameter_is_refused_by_name(changed: dict[str, Any], message: str, target: str) -> None:
    of = build(QUARTIC)
    function, numbers = of.compile(target), numbers_for(of, seed=1)
    w = weights_for(of, 4, seed=1)
    function.action(w, **numbers)
    if target == "mpmath" and "1000" in message:
        return  # no number is too large for it
    with pytest.raises(InputError, match=message):
        function.action(w, **(numbers | changed))


@pytest.mark.parametrize("target", TARGETS)
def test_missing_parameters_and_wrong_shapes_are_refused(target: str) -> None:
    of = build(QUARTIC, boundary="free")
    function, numbers = of.compile(target), numbers_for(of, seed=1)
    with pytest.raises(InputError, match="missing parameters k, m; this kernel takes dt, g, k, m"):
        function.action([0, 1, 2], dt=1, g=1)
    with pytest.raises(InputError, match="hbar is 0, not positive"):
        function.log_weight([0, 1, 2], hbar=0, **numbers)
    for wrong in (1.0, [1.0], np.zeros((3, 0)), []):
        with pytest.raises(InputError, match="shape"):
            function.action(wrong, **numbers)
    with pytest.raises(InputError, match="w has shape"):
        function.hvp([0, 1, 2], [0, 1], **numbers)


@pytest.mark.parametrize("target", TARGETS)
def test_numbers_of_many_kinds_are_parameters(target: str) -> None:
    function = build("m*v^2/2 - k*x^2/2").compile(target)
    kinds = [Fraction(1, 2), sp.Rational(1, 2), np.float32(0.5), np.array(0.5), 0.5]
    values = [float(function.action([1.0], dt=half, x_ini=half, x_fin=half, m=half, k=half)) for half in kinds]
    assert values == [values[-1]] * len(values)
    assert math.isfinite(float(function.action([1.0], dt=1, x_ini=True, x_fin=0, m=1, k=np.int64(1))))


@pytest.mark.parametrize("target", TARGETS)
def test_a_parameter_may_be_called_like_a_keyword_of_any_language(target: str) -> None:
    names = [
        "int",
        "lambda",
        "E",
        "I",
        "n",
        "np",
        "x0",
        "u",
        "double",
        "par",
        "work",
        "value",
        "while_",
        "gamma",
        "S",
        "self",
        "k",
        "M_PI",
        "INFINITY",
    ]
    x, v = symbols.position, symbols.velocity
    odd = {name: sp.Symbol(name, real=True) for name in names}
    step = symbols.m * v**2 / 2 - sum(p * x**2 for p in odd.values())

    class Lattice:
        boundary, time = "fixed", "real"

    lattice: Any = Lattice()
    lattice.step = step.xreplace(
        {x: (symbols.x_prev + symbols.x_next) / 2, v: (symbols.x_next - symbols.x_prev) / symbols.dt}
    )
    values = {name: float(i) for i, name in enumerate(names)}
    found = kernel(lattice, "relu").compile(target).action([0.5], dt=1, x_ini=0, x_fin=0, m=2, **values)
    assert float(found) == pytest.approx(2 * 0.25 - 2 * 0.25**2 * sum(values.values()))


@pytest.mark.parametrize("target", ["numpy", pytest.param("c", marks=[pytest.mark.compiler, needs_compiler])])
def test_a_path_that_overflows_says_so_and_warns_nobody(target: str) -> None:
    function = build(QUARTIC).compile(target)
    value, gradient = function.value_and_grad([1e200, 0.0], dt=1, x_ini=0, x_fin=0, m=1, k=1, g=1)
    assert not math.isfinite(value)
    assert not np.isfinite(gradient).all()
    assert math.isnan(function.action([math.nan, 0.0], dt=1, x_ini=0, x_fin=0, m=1, k=1, g=1))


def test_what_has_no_kernel_is_refused_by_name() -> None:
    for text, rule, message in (
        ("m*v^2/2 - V(x)", "midpoint", "'V' written out"),
        ("m*v^2/2 - sqrt(1+x^4)", "zigzag", "integral without a closed form"),
        ("m*v^2/2 - heaviside(x)", "midpoint", "jumps"),
    ):
        try:
            lattice = discretize(Lagrangian.parse(text), rule)
        except InputError:
            continue
        with pytest.raises(KernelError, match=message):
            kernel(lattice, "relu")
    with pytest.raises(UnsupportedError, match="no kernel for the activation 'tanh'"):
        kernel(discretize(Lagrangian.parse("m*v^2/2")), "tanh")
    with pytest.raises(KernelError, match="no target 'fortran'; there are mpmath, numpy, c"):
        build("m*v^2/2").compile("fortran")
    with pytest.raises(KernelError, match="beyond the largest double"):
        kernel(discretize(Lagrangian(symbols.velocity**2 - sp.Integer(10) ** 400 * symbols.position))).compile("numpy")


PLANE = "m*(vx^2 + vy^2)/2 - k*x^2*y^2"
KINDS: dict[str, Callable[[], Any]] = {
    "weights": lambda: represent(QUARTIC),
    "rows": lambda: represent(PLANE, coordinates=("x", "y")),
    "coefficients": lambda: represent(QUARTIC, "cosine"),
    "rows of coefficients": lambda: represent(PLANE, "cosine", coordinates=("x", "y")),
}


@pytest.mark.compiler
@needs_compiler
@pytest.mark.parametrize(
    ("kind", "n"), [("weights", 2), ("weights", 300), ("weights", 20_000), *((kind, 30) for kind in [*KINDS][1:])]
)
def test_a_gradient_that_somebody_holds_is_never_written_again(kind: str, n: int) -> None:
    """The memory of one that nobody holds is: by itself, by a view, by a buffer."""
    of = KINDS[kind]().kernel()
    function, numbers, rows = of.compile("c"), numbers_for(of, seed=1), (2,) if of.layout.has_rows else ()
    one, other = (np.random.default_rng(seed).normal(size=(*rows, n - 1)) / n for seed in (1, 2))
    expected = [np.array(function.value_and_grad(np.array([w]), **numbers)[1][0]) for w in (one, other)]
    held = function.value_and_grad(one, **numbers)[1]
    view = function.value_and_grad(one, **numbers)[1][::-1][:1]
    buffer = memoryview(function.value_and_grad(one, **numbers)[1])
    function.value_and_grad(one, **numbers)[1].setflags(write=False)
    for _ in range(3):
        np.testing.assert_allclose(function.value_and_grad(other, **numbers)[1], expected[1], rtol=1e-9)
    np.testing.assert_allclose(held, expected[0], rtol=1e-9)
    np.testing.assert_allclose(view, expected[0][-1:], rtol=1e-9)
    np.testing.assert_allclose(np.asarray(buffer), expected[0], rtol=1e-9)
    assert function.value_and_grad(other, **numbers)[1].flags.writeable


@pytest.mark.compiler
@needs_compiler
@pytest.mark.parametrize("kind", KINDS)
def test_the_short_way_of_a_repeated_call_sees_what_has_changed(kind: str) -> None:
    of = KINDS[kind]().kernel()
    function, numbers = of.compile("c"), numbers_for(of, seed=1)
    w = np.random.default_rng(3).normal(size=((2,) if of.layout.has_rows else ()) + (6,))

    def new(w: Any, **changed: Any) -> Any:
        return of.compile("numpy").value_and_grad(np.array(w), **numbers | changed)

    def same(w: Any, **changed: Any) -> None:
        for _ in range(2):
            for one, other in zip(function.value_and_grad(w, **numbers | changed), new(w, **changed), strict=True):
                np.testing.assert_allclose(one, other, rtol=1e-11, atol=1e-12)

    same(w)
    w[..., 1] = 0.7
    same(w)
    same(w, m=2.0)
    same(w, m=np.float64(2.5))
    same(w[..., ::2])
    same(w[..., :-1])
    same(w.astype(np.float32).astype(float))
    frozen = w.copy()
    frozen.setflags(write=False)
    same(frozen)
    if of.layout.has_rows:
        ends = [0.1, 0.2]
        same(w, x_ini=ends)
        ends[0] = 5.0
        same(w, x_ini=ends)
        same(w, x_ini=(0.3, ends[1]))
