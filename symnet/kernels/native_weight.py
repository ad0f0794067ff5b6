"""A compiled weight for samplers and integrators that call C: no Python runs between them and the library."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from symnet.errors import KernelError
from symnet.kernels.abi import WORK
from symnet.kernels.function import Array, KernelFunction, Numbers

_SPACES = 64
"""How many threads work side by side; memory that no thread comes to is never touched."""


@dataclass(frozen=True, slots=True)
class NativeWeight:
    """The functions of a library that take a `NAME_user`, and what that points at.

    memory: one block that begins with the struct; whoever is handed `user` keeps this record alive.
    """

    functions: Mapping[str, Any]
    memory: Array

    @property
    def user(self) -> int:
        """The address of the struct."""
        return int(self.memory.ctypes.data)

    def address(self, function: str) -> int:
        """Where the machine code of ``function`` is."""
        return int(ctypes.cast(self.functions[function], ctypes.c_void_p).value or 0)


def is_native(function: KernelFunction) -> bool:
    """Whether a library is called, with the free variables as they are."""
    return hasattr(function.backend, "entry")


def native_weight(function: KernelFunction, sites: tuple[int, ...], steps: int, numbers: Numbers) -> NativeWeight:
    """The weight of paths of at most so many steps; ``numbers`` in the parameters' order, hbar last.

    Raises:
        KernelError: no memory holds such a path.
    """
    backend: Any = function.backend
    needs = backend.entry("work")
    needs.restype = ctypes.c_size_t
    room = needs(*map(ctypes.c_size_t, (*sites, steps)), WORK.index("logp"))
    try:
        struct, first = len(sites) + 4, len(sites) + 4 + len(numbers)
        memory = np.zeros(first + _SPACES * room)
    except (MemoryError, ValueError):
        room = 0
    if room == 0:
        raise KernelError(f"no memory holds {steps} steps of {prod(sites)} sites in each of {_SPACES} spaces")
    memory[struct:first] = numbers
    places = (memory[at:].ctypes.data for at in (struct, first))
    memory[:struct].view(np.uintp)[:] = (*sites, *places, room, _SPACES)
    return NativeWeight({name: backend.entry(name) for name in ("logp", "expand", "weight")}, memory)
