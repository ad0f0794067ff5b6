"""A compiled kernel from a Lagrangian's text: derived once, recalled by every later process.

A recipe is kept beside the libraries: what calls need to know of the kernel, and which library computes it. Its key
hashes all that decides it: the text, the options, every source and template of symnet, the versions of what it stands
on. Whatever does not fit (a checksum, the compiler, a damaged library) is derived anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import sympy as sp

from symnet.caching import keep, kept, sources_digest
from symnet.errors import InputError
from symnet.kernels import build
from symnet.kernels.function import KernelFunction
from symnet.kernels.native import Library, LibraryFunction
from symnet.resources import resource

_NAME = "kernel"


@dataclass(frozen=True)
class Question:
    """What is asked for: a Lagrangian's text and the names of the options."""

    lagrangian: str
    activation: str
    rule: str
    time: str
    boundary: str

    @cached_property
    def kernel(self) -> Any:
        """The kernel, derived."""
        represent = import_module("symnet.theory.represent").represent
        return represent(self.lagrangian, self.activation, self.rule, self.time, self.boundary).kernel()

    @property
    def key(self) -> str:
        """The recipe's name."""
        said = [
            self.lagrangian,
            self.activation,
            self.rule,
            self.time,
            self.boundary,
            *_foundations(),
            sources_digest((resource("templates", "kernels"), ".jinja")),
        ]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()[:40]


class Recalled:
    """A layout of which calls need little: that is remembered, the rest is derived when it is asked for."""

    def __init__(self, recipe: dict[str, Any], question: Question) -> None:
        self.channels, self.time, self.has_rows = recipe["channels"], recipe["time"], False
        self.axes = 1
        self.params = tuple(_Param(name, question) for name in recipe["params"])
        self.ends = _Ends(recipe["shift"])
        self._question = question

    def __getattr__(self, name: str) -> Any:
        return getattr(self._question.kernel.layout, name)


@dataclass(frozen=True, slots=True)
class _Param:
    """A keyword, of which the name is remembered."""

    name: str
    question: Question

    def __getattr__(self, attribute: str) -> Any:
        return getattr(next(p for p in self.question.kernel.layout.params if p.name == self.name), attribute)


@dataclass(frozen=True, slots=True)
class _Ends:
    """How many free variables there are for N steps: N - shift."""

    shift: int

    def count(self, steps: int) -> int:
        return steps - self.shift

    def steps(self, count: int) -> int:
        return count + self.shift


def compiled(
    lagrangian: str,
    *,
    activation: str = "relu",
    rule: str = "midpoint",
    time: str = "real",
    boundary: str = "fixed",
    threads: int = 1,
) -> KernelFunction:
    """The C kernel of a Lagrangian, the same as ``represent(...).kernel().compile("c")``.

    Raises:
        InputError: a Lagrangian, a name or a number of threads that cannot be.
        KernelError: the kernel cannot be built.
    """
    if threads < 1:
        raise InputError(f"a batch needs at least one thread, not {threads}")
    question = Question(*map(str, (lagrangian, activation, rule, time, boundary)))
    place = build.cache_directory() / f"{question.key}.recipe"
    recipe = _read(place)
    library = build.open_intact(place.with_name(recipe["library"])) if recipe else None
    if recipe is None or library is None:
        function: KernelFunction = question.kernel.compile("c", threads=threads)
        with suppress(OSError):
            keep(place, json.dumps(_recipe(question)).encode())
        return function
    layout: Any = Recalled(recipe, question)

    def load(wide: bool) -> Any:
        return build.load(_sources(question), wide=True) if wide else library

    recalled = LibraryFunction(layout, "c", Library(load, layout, _NAME, threads))
    recalled.again = partial(compiled, **asdict(question), threads=threads)
    return recalled


def _sources(question: Question) -> dict[str, str]:
    found: dict[str, str] = import_module("symnet.kernels.targets.c").unit(question.kernel.layout, _NAME)
    return found


def _recipe(question: Question) -> dict[str, Any]:
    layout = question.kernel.layout
    return {
        "channels": layout.channels,
        "time": layout.time,
        "params": [param.name for param in layout.params],
        "shift": layout.ends.steps(0),
        "library": build.entry(_sources(question), build.flags(native=False, wide=False)).name,
        "compiler": build.compiler_marks(),
    }


def _read(place: Path) -> dict[str, Any] | None:
    text = kept(place)
    recipe: dict[str, Any] | None = None if text is None else json.loads(text)
    return recipe if recipe and recipe["compiler"] == build.compiler_marks() else None


def _foundations() -> list[str]:
    """Versions of what the text of a kernel is made with."""
    return [sys.version, sp.__version__, np.__version__, *map(_mark, ("mpmath", "jinja2"))]


def _mark(package: str) -> str:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return f"{package} absent"
    status = os.stat(spec.origin)
    return f"{spec.origin} {status.st_mtime_ns} {status.st_size}"
