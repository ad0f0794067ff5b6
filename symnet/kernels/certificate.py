"""What travels with every exported kernel: verdicts of its claims, and its error as measured, on which inputs.

Schema ``symnet.certificate/1``. Nothing in it is a promise: the words are "measured on these inputs".
"""

from __future__ import annotations

import ast
import hashlib
import json
import platform
import re
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from time import perf_counter
from typing import Any

import numpy as np

from symnet.errors import KernelError
from symnet.kernels.accuracy import Errors, measure
from symnet.kernels.function import Backend
from symnet.kernels.inputs import MODE_RANGES, RANGES, Input, draw
from symnet.kernels.programs import Layout
from symnet.kernels.statements import Judged, judge

SCHEMA = "symnet.certificate/1"
SIZES, SEED = (1, 2, 7, 32, 300), 20240917
"""The last one is long enough for C to take several steps at a time."""
_COST_STEPS = 2048
_IN_PYTHON = re.compile(r"(# certificate begins\nCERTIFICATE = ).*?\n(# certificate ends)", re.DOTALL)
_IN_C = re.compile(r"(/\* certificate begins \*/).*?(/\* certificate ends \*/)")
_OCTAL = re.compile(r"\\([0-7]{3})")
_PACKAGES = ("symnet", "sympy", "numpy", "mpmath")


def make(
    layout: Layout, files: Mapping[str, str], backend: Backend | str, extra: Sequence[Judged] = ()
) -> dict[str, Any]:
    """The certificate of an artifact's files; ``backend`` is what they compile to, or why that could not be had.

    Raises:
        KernelError: an error is larger than rounding explains: the code does not compute what it should.
    """
    claims = [*judge(layout), *extra]
    measured: dict[str, Any] = {"errors": None, "cost": None, "note": f"not measured: {backend}"}
    if not isinstance(backend, str):
        errors = [measure_at(layout, backend, steps) for steps in SIZES]
        measured = {
            "errors": [_row(e) for e in errors],
            "cost": _cost(layout, backend),
            "note": "measured on these inputs",
        }
        _refuse_large(errors)
    return {
        "schema": SCHEMA,
        "claims": [{"id": c.id, "status": c.status, "evidence": list(c.evidence)} for c in claims],
        "files": sorted(files),
        "sha256": digest(files),
        "inputs": {"steps": list(SIZES), "seed": SEED, "ranges": MODE_RANGES if layout.modes else RANGES},
        "unit": "ulp of the summed magnitude",
        **measured,
        "versions": {name: version(name) for name in _PACKAGES} | {"python": platform.python_version()},
    }


def digest(files: Mapping[str, str]) -> str:
    """The content hash of an artifact, its certificate left blank."""
    whole = "\0".join(f"{name}\0{blank(text)}" for name, text in sorted(files.items()))
    return hashlib.sha256(whole.encode()).hexdigest()


def measure_at(layout: Layout, backend: Backend, steps: int) -> Errors:
    """The errors on the drawn input of so many steps."""
    point = draw(layout, steps, SEED)
    return measure(backend, layout, point.w, point.u, point.numbers)


def without_cost(certificate: dict[str, Any]) -> dict[str, Any]:
    """The part that is the same on every run: what is written into the source itself."""
    return {key: value for key, value in certificate.items() if key not in ("cost", "seal")}


def sealed(certificate: dict[str, Any]) -> dict[str, Any]:
    """The certificate with a hash of all that it says, so that a word that was changed later is seen."""
    said = {key: value for key, value in certificate.items() if key != "seal"}
    return said | {"seal": hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()}


def written_in(text: str) -> dict[str, Any] | None:
    """The certificate inside a file of an artifact; None where there is none.

    Raises:
        ValueError: it cannot be read.
    """
    in_python, in_c = _IN_PYTHON.search(text), _IN_C.search(text)
    if in_python:
        begin, end = in_python.end(1), in_python.start(2)
        return _record(ast.literal_eval(text[begin:end].strip()))
    if in_c:
        literal = text[in_c.end(1) : in_c.start(2)].strip().strip('"')
        octets = _OCTAL.sub(lambda found: chr(int(found.group(1), 8)), literal).encode("latin-1")
        return _record(json.loads(octets.decode()))
    return None


def _record(found: object) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise ValueError(f"a certificate is a record, not {found!r}")
    return found


def blank(text: str) -> str:
    """A file of an artifact as it was before its certificate was written into it."""
    return _IN_C.sub(r"\1 \"null\" \2", _IN_PYTHON.sub(r"\1None\n\2", text))


def _row(errors: Errors) -> dict[str, float | None]:
    found = {"value": errors.value, "gradient": errors.gradient, "hvp": errors.hvp, "batch": errors.batch}
    found["allowed"] = errors.allowed
    if errors.sampler is not None:
        found["sampler"] = errors.sampler
    rounded = {name: round(number, 3) if np.isfinite(number) else None for name, number in found.items()}
    return {"steps": errors.steps, **rounded}


def _refuse_large(errors: Sequence[Errors]) -> None:
    for e in errors:
        if e.worst > e.allowed:
            raise KernelError(
                f"at N = {e.steps} the error is {e.worst:.3g} ulp of the summed magnitude, {e.allowed:.3g} are allowed"
            )


def _cost(layout: Layout, backend: Backend) -> dict[str, float]:
    """How much longer the gradient and the Hessian-vector product take than the value."""
    point = draw(layout, _COST_STEPS, SEED)
    value, gradient, product = (_seconds(call) for call in _calls(backend, point))
    return {"steps": _COST_STEPS, "gradient": round(gradient / value, 2), "hvp": round(product / value, 2)}


def _calls(backend: Backend, point: Input) -> tuple[Callable[[], object], ...]:
    return (
        lambda: backend.action(point.w, point.numbers),
        lambda: backend.grad(point.w, point.numbers),
        lambda: backend.hvp(point.w, point.u, point.numbers),
    )


def _seconds(call: Callable[[], object], budget: float = 0.02) -> float:
    best, until = float("inf"), perf_counter() + budget
    while perf_counter() < until or best == float("inf"):
        start = perf_counter()
        call()
        best = min(best, perf_counter() - start)
    return best
