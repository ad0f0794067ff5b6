"""Numba: the loops of the C target as Python that is compiled when it is first called."""

from __future__ import annotations

import math
from typing import Any

from symnet.kernels import modes
from symnet.kernels.emit import PYTHON_FORMS, Dialect
from symnet.kernels.extras import extra
from symnet.kernels.function import KernelFunction
from symnet.kernels.gaussian import array_sampler
from symnet.kernels.lowering import functions, keywords
from symnet.kernels.programs import Layout
from symnet.kernels.shell import Arrays, python_file
from symnet.kernels.state_function import StateFunction
from symnet.kernels.targets import numpy as arrays
from symnet.kernels.vocabulary import FUNCTIONS
from symnet.templating import render

DIALECT = Dialect(
    calls={**{name: f"math.{name}" for name in FUNCTIONS}, "Abs": "abs", "pow": "math.pow"}, forms=PYTHON_FORMS
)


def source(layout: Layout) -> str:
    """The programs as compiled loops, one call for each path; sums over modes and the sampler are NumPy's."""
    if layout.modes:
        return source(modes.in_velocities(layout)) + modes.source(layout)
    own = keywords(layout)
    loops = render(
        "kernels/state_loops.py.jinja" if layout.has_rows else "kernels/loops.py.jinja",
        functions=functions(layout, DIALECT),
        keywords=list(own.values()),
        own=[own[p.symbol] for p in layout.params if p.role == "lagrangian"],
        ends=layout.ends,
        order=layout.order,
        steps_shift=layout.ends.steps(0),
        coordinates=len(layout.body.coordinates),
        dimensions=layout.body.dimensions,
    )
    calls = render("kernels/looped.py.jinja", axes=layout.axes, channels=layout.channels)
    return loops + calls + array_sampler(layout, arrays.DIALECT)


def compile_layout(layout: Layout, *, name: str) -> KernelFunction:
    """The kernel as functions that Numba compiles."""
    made = StateFunction if layout.has_rows else KernelFunction
    return made(layout, "numba", arrays.ArrayBackend(source(layout), name, math=math, numba=extra("numba")))


def files(layout: Layout, *, name: str, certificate: dict[str, Any] | None = None) -> dict[str, str]:
    """One file of functions of NumPy's arrays, which Numba compiles."""
    text = python_file(
        layout,
        name,
        core=source(layout),
        imports="import math\n\nimport numba\nimport numpy as np",
        needs="Needs Numba and NumPy.",
        file=f"{name}_numba.py",
        certificate=certificate,
        arrays=Arrays(package="numba"),
    )
    return {f"{name}_numba.py": text}


def provenance() -> dict[str, Any]:
    """What runs it."""
    return {name: extra(name).__version__ for name in ("numba", "numpy")}
