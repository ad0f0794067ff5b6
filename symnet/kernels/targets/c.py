"""C17: one loop forward and one back, compiled once and called through ctypes."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from symnet.errors import InputError, KernelError
from symnet.kernels import build, modes
from symnet.kernels.abi import ABI, WORK
from symnet.kernels.emit import C_FORMS, Dialect
from symnet.kernels.function import KernelFunction
from symnet.kernels.gaussian import has_sampler, sampler
from symnet.kernels.lanes import LANES
from symnet.kernels.lowering import Function, function, functions, keywords, words
from symnet.kernels.manifest import manifest, one_line, warning
from symnet.kernels.names import checked_prefix, identifier
from symnet.kernels.native import Library, LibraryFunction
from symnet.kernels.native_state import StateLibrary, StateLibraryFunction
from symnet.kernels.programs import Layout, gradient
from symnet.kernels.shell import python_file
from symnet.kernels.vocabulary import FUNCTIONS
from symnet.templating import render

DIALECT = Dialect(calls={**dict(zip(FUNCTIONS, FUNCTIONS, strict=True)), "Abs": "fabs"}, forms=C_FORMS)

LANE_DIALECT = replace(DIALECT, fused=True)


def files(layout: Layout, *, name: str, certificate: dict[str, Any] | None = None) -> dict[str, str]:
    """The header, the unit, a custom call of XLA, and a binding that builds and calls the unit from Python."""
    units = unit(layout, name, certificate) | custom_call(layout, name)
    return {**units, f"{name}_c.py": _binding(layout, name, certificate)}


def provenance() -> dict[str, Any] | None:
    """The compiler that the measured library was built with; None where there is none."""
    try:
        compiler = build.find_compiler()
    except KernelError:
        return None
    said = [line for line in compiler.identity.splitlines() if " version " in line or line.startswith("Target")]
    return {"compiler": list(compiler.command), "version": said, "flags": list(build.FLAGS)}


def unit(
    layout: Layout, name: str, certificate: dict[str, Any] | None = None, *, inner: bool = False
) -> dict[str, str]:
    """The header and the unit of a kernel; ``inner``: as a part of another, that speaks for itself."""
    checked_prefix(name)
    drawn = sampler(layout, DIALECT)
    values = {
        "name": name,
        "title": one_line(layout.title),
        "time": layout.time,
        "version": version("symnet"),
        "abi": ABI,
        "work": WORK,
        "ends": layout.ends,
        "channels": layout.channels,
        "functions": functions(layout, DIALECT),
        "gradient": None if layout.has_rows or layout.modes else _for_lanes(layout),
        "lanes": LANES,
        "keywords": list(keywords(layout).values()),
        "params": [identifier(p.name)[2:] for p in layout.params],
        "quoted_params": [c_string(p.name) for p in layout.params],
        "count": _count(layout.ends.count(0)),
        "order": layout.order,
        **_state(layout),
        "sampler": drawn and drawn.given,
        "sampler_template": drawn and f"kernels/{drawn.template}.c.jinja",
        "sampler_needs": words(drawn.body) | {"dt"} if drawn else set(),
        "steps_shift": layout.ends.steps(0),
        "inner": inner,
        "doors": not inner and layout.time == "euclidean" and layout.channels == 1,
        "variables": layout.variables,
        "manifest": c_string(json.dumps(manifest(layout, name))[:-1] + ', "certificate": '),
        "certificate": c_string(json.dumps(certificate)),
        "warning": None if certificate is None else warning(certificate),
    }
    header = render("kernels/kernel.h.jinja", **values)
    if layout.modes:
        text = render("kernels/mode_unit.c.jinja", velocities=_in_velocities(layout, f"{name}_velocities"), **values)
    else:
        text = render("kernels/kernel.c.jinja", **values)
    return {f"{name}.h": header, f"{name}.c": text}


def custom_call(layout: Layout, name: str) -> dict[str, str]:
    """A second unit, by which XLA calls the first one; it is empty where XLA's headers are not found."""
    text = render(
        "kernels/xla.c.jinja",
        name=name,
        title=one_line(layout.title),
        version=version("symnet"),
        ends=layout.ends,
        channels=layout.channels,
        axes=layout.axes,
        params=[identifier(p.name)[2:] for p in layout.params],
        steps_shift=layout.ends.steps(0),
        **_state(layout),
    )
    return {f"{name}_xla.c": text}


def _in_velocities(layout: Layout, name: str) -> str:
    """The header and the unit of the kernel that the modes go through, as one text."""
    header, text = unit(modes.in_velocities(layout), name, inner=True).values()
    return text.replace(f'#include "{name}.h"\n', header)


def _state(layout: Layout) -> dict[str, Any]:
    """What a template needs to know of rows."""
    named, held = keywords(layout), layout.ends.keywords
    own = [named[p.symbol] for p in layout.params if p.role == "lagrangian"]
    sites, coordinates, space = layout.body.axis == "sites", len(layout.body.coordinates), layout.body.dimensions
    lengths = [f"sites{axis if space > 1 else ''}" for axis in range(1, space + 1)]
    single, row = 1 + len(own), len(held) * coordinates
    return {
        "rows": layout.has_rows,
        "works": layout.has_rows or layout.modes,
        "boundary": layout.boundary,
        "sites": sites,
        "dimensions": space,
        "sizes": ", ".join(f"size_t {size}" for size in (*lengths, "n")),
        "lengths": lengths,
        "lengths_before": "".join(f"{length}, " for length in lengths),
        "coordinates": coordinates,
        "own": own,
        "hbar_at": f"{single} + {row} * {' * '.join(lengths)}" if sites and row else str(single + row),
    }


def _binding(layout: Layout, name: str, certificate: dict[str, Any] | None) -> str:
    core = render(
        "kernels/binding.py.jinja",
        name=name,
        channels=layout.channels,
        steps_shift=layout.ends.steps(0),
        flags=list(build.FLAGS),
        sampler=has_sampler(layout),
        rows=layout.has_rows,
        sites=layout.body.axis == "sites",
        axes=layout.axes,
    )
    return python_file(
        layout,
        name,
        core=core,
        imports="import ctypes\nimport os\nimport pathlib\nimport shlex\nimport subprocess\n\nimport numpy as np",
        needs="Needs NumPy; a C compiler builds the library beside this file when it is first imported.",
        file=f"{name}_c.py",
        certificate=certificate,
    )


def _for_lanes(layout: Layout) -> Function:
    """The gradient for vectors of walkers; where a step needs more than arithmetic its body is written for one."""
    fused = function(gradient(layout), layout, LANE_DIALECT)
    return fused if fused.body.arithmetic else function(gradient(layout), layout, DIALECT)


def c_string(text: str) -> str:
    """A C string literal of ``text`` in UTF-8."""
    plain = {ord(c): c for c in map(chr, range(32, 127)) if c not in '"\\?'}
    return '"' + "".join(plain.get(byte, f"\\{byte:03o}") for byte in text.encode()) + '"'


def _count(shift: int) -> str:
    return "n" if shift == 0 else f"n {'+' if shift > 0 else '-'} {abs(shift)}"


def compile_layout(layout: Layout, *, name: str, native: bool = False, threads: int = 1) -> KernelFunction:
    """The kernel as a compiled library; ``native`` code is for this processor only, ``threads`` are a batch's."""
    if threads < 1:
        raise InputError(f"a batch needs at least one thread, not {threads}")
    sources = unit(layout, name)
    if layout.has_rows or layout.modes:
        library = StateLibrary(build.load(sources, native=native), layout, name, threads)
        return (StateLibraryFunction if layout.has_rows else LibraryFunction)(layout, "c", library)
    return LibraryFunction(
        layout, "c", Library(lambda wide: build.load(sources, native=native, wide=wide), layout, name, threads)
    )
