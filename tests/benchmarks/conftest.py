"""Loops written by hand, and the clock beside them, compiled with the flags of a kernel."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

import pytest

from symnet.kernels import build

HERE = Path(__file__).parent
TIMED = ("single", "on_sites", "number", "walkers", "walkers_on_sites", "wide", "wide_on_sites", "read")


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ctypes.CDLL]:
    folder = tmp_path_factory.mktemp("by_hand")
    compiler, loaded = build.find_compiler(), {}
    for name in ("by_hand", "timer"):
        output = folder / f"{name}.so"
        flags = [flag for flag in build.FLAGS if "visibility" not in flag]
        flags += ["-D_POSIX_C_SOURCE=199309L"] if name == "timer" else []
        subprocess.run([*compiler.command, *flags, str(HERE / f"{name}.c"), "-o", str(output), "-lm"], check=True)
        loaded[name] = ctypes.CDLL(str(output))
    for name in TIMED:
        getattr(loaded["timer"], f"time_{name}").restype = ctypes.c_double
    return loaded
