"""Array form: prefix and suffix sums are cumulative sums along the last axis, a batch is leading axes."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnet.kernels import modes
from symnet.kernels.emit import ARRAY_FORMS, Dialect
from symnet.kernels.function import Array, KernelFunction, Numbers
from symnet.kernels.gaussian import array_sampler
from symnet.kernels.lowering import Function, functions, keywords
from symnet.kernels.module import module_from
from symnet.kernels.programs import Layout
from symnet.kernels.shell import python_file
from symnet.kernels.state_function import StateFunction
from symnet.kernels.vocabulary import FUNCTIONS, HYPERBOLIC, TRIGONOMETRIC
from symnet.templating import render

_INVERSE = {name: f"arc{name[1:]}" for name in (*TRIGONOMETRIC, *HYPERBOLIC) if name.startswith("a")}
_RENAMED = {**_INVERSE, "Abs": "abs", "pow": "power"}
DIALECT = Dialect(
    calls={name: f"np.{_RENAMED.get(name, name)}" for name in FUNCTIONS},
    forms={**ARRAY_FORMS, "select": "np.where({0}, {1}, {2})"},
)
_ENTRIES = ("_action", "_grad", "_hvp", "_pgrad", "_sample")


def source(layout: Layout) -> str:
    """The programs as Python functions of arrays that need nothing but ``np``."""
    if layout.modes:
        return source(modes.in_velocities(layout)) + modes.source(layout)
    names = list(keywords(layout).values())
    if layout.has_rows:
        return state_source(layout, functions(layout, DIALECT), "np") + array_sampler(layout, DIALECT)
    programs = render(
        "kernels/arrays.py.jinja",
        functions=functions(layout, DIALECT),
        keywords=names,
        ends=layout.ends,
        order=layout.order,
    )
    return programs + array_sampler(layout, DIALECT)


def state_source(layout: Layout, made: list[Function], library: str) -> str:
    """The programs of several coordinates, in ``library``'s name for NumPy's functions."""
    own = keywords(layout)
    return render(
        "kernels/state_arrays.py.jinja",
        functions=made,
        xp=library,
        own=[own[p.symbol] for p in layout.params if p.role == "lagrangian"],
        ends=layout.ends,
        order=layout.order,
        channels=layout.channels,
        coordinates=len(layout.body.coordinates),
        dimensions=layout.body.dimensions,
    )


class ArrayBackend:
    """The generated functions, floating-point warnings silenced: a path may overflow, and the result says so."""

    def __init__(self, text: str, name: str, **packages: Any) -> None:
        made = vars(module_from(text, f"symnet_{name}", np=np, **packages))
        self._functions = {entry: np.errstate(all="ignore")(made[entry]) for entry in _ENTRIES if entry in made}

    def action(self, w: Array, numbers: Numbers) -> Array:
        """The action."""
        found: Array = self._functions["_action"](w, numbers)
        return found

    def grad(self, w: Array, numbers: Numbers) -> tuple[Array, Array]:
        """The action and its gradient."""
        value, gradient = self._functions["_grad"](w, numbers)
        return value, gradient

    def hvp(self, w: Array, u: Array, numbers: Numbers) -> Array:
        """The Hessian times u."""
        found: Array = self._functions["_hvp"](w, u, numbers)
        return found

    def pgrad(self, w: Array, numbers: Numbers) -> Array:
        """The derivatives by the keywords."""
        flat: Array = self._functions["_pgrad"](w, numbers)
        return flat.reshape((*flat.shape[:-1], flat.shape[-1] // len(numbers), len(numbers)))

    def sample(self, z: Array, numbers: Numbers) -> Array:
        """Weights from standard normals; the last number is hbar."""
        found: Array = self._functions["_sample"](z, numbers)
        return found


def compile_layout(layout: Layout, *, name: str) -> KernelFunction:
    """The kernel as NumPy functions."""
    made = StateFunction if layout.has_rows else KernelFunction
    return made(layout, "numpy", ArrayBackend(source(layout), name))


def provenance() -> dict[str, Any]:
    """What runs it."""
    return {"numpy": np.__version__}


def files(layout: Layout, *, name: str, certificate: dict[str, Any] | None = None) -> dict[str, str]:
    """One file that needs NumPy and nothing else."""
    text = python_file(
        layout,
        name,
        core=source(layout),
        imports="import numpy as np",
        needs="Needs NumPy and nothing else.",
        file=f"{name}.py",
        certificate=certificate,
    )
    return {f"{name}.py": text}
