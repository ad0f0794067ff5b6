"""A kernel: one action over its free weights, ready to be compiled for a target or exported as source."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from symnet.errors import KernelError
from symnet.kernels.function import KernelFunction
from symnet.kernels.ir import ends, order
from symnet.kernels.programs import Layout
from symnet.kernels.step import lower

TARGETS: dict[str, str] = {
    "mpmath": "symnet.kernels.targets.mpmath",
    "numpy": "symnet.kernels.targets.numpy",
}
"""Target -> the module that compiles for it, imported at first use."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """An action, its gradient and their relatives for any number of steps."""

    layout: Layout
    time: str
    title: str

    def compile(self, target: str = "numpy", **options: Any) -> KernelFunction:
        """The kernel's functions for ``target``.

        Raises:
            KernelError: the target is unknown or cannot be built.
            MissingExtraError: the target needs a package that is not installed.
        """
        module = import_module(_row(target, TARGETS))
        function: KernelFunction = module.compile_layout(self.layout, time=self.time, name="kernel", **options)
        return function


def _row(target: str, rows: dict[str, str]) -> str:
    if target not in rows:
        raise KernelError(f"no target {target!r}; there are {', '.join(rows)}")
    return rows[target]


def kernel(source: Any, activation: Any = None) -> Kernel:
    """The kernel of a representation, or of a LatticeAction and the name (or record) of an activation."""
    lattice = getattr(source, "lattice", source)
    chosen = activation if activation is not None else getattr(source, "activation", "relu")
    layout = Layout(lower(lattice), ends(_name(lattice.boundary)), order(_name(chosen)))
    return Kernel(layout, _name(lattice.time), str(getattr(lattice, "lagrangian", lattice.step)))


def _name(record: Any) -> str:
    return str(getattr(record, "name", record))
