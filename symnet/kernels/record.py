"""A kernel: one action over its free weights, ready to be compiled for a target or exported as source."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from symnet.errors import KernelError, MissingExtraError
from symnet.kernels import doors
from symnet.kernels.certificate import digest, make, sealed, without_cost
from symnet.kernels.function import Backend, KernelFunction
from symnet.kernels.ir import ends, order
from symnet.kernels.manifest import warning
from symnet.kernels.names import checked_prefix, require_importable
from symnet.kernels.programs import Layout
from symnet.kernels.real_weight import require_real_weight
from symnet.kernels.statements import Judged
from symnet.kernels.step import lower
from symnet.theory.cosine import require_modes

TARGETS: dict[str, str] = {
    "mpmath": "symnet.kernels.targets.mpmath",
    "numpy": "symnet.kernels.targets.numpy",
    "c": "symnet.kernels.targets.c",
    "jax": "symnet.kernels.targets.jax",
    "xla": "symnet.kernels.targets.xla",
    "numba": "symnet.kernels.targets.numba",
    "torch": "symnet.kernels.targets.torch",
}
"""Target -> the module that compiles for it, imported at first use."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """An action, its gradient and their relatives, for any number of steps."""

    layout: Layout

    def compile(self, target: str = "numpy", **options: Any) -> KernelFunction:
        """The kernel's functions for ``target``.

        Raises:
            KernelError: the target is unknown or cannot be built.
            MissingExtraError: the target needs a package that is not installed.
        """
        with _no_circles(self.layout.title):
            found: KernelFunction = _module(target).compile_layout(self.layout, name="kernel", **options)
        found.again = partial(Kernel.compile, self, target, **options)
        return found

    def export(
        self,
        directory: str | Path,
        to: str = "numpy",
        name: str = "kernel",
        *,
        verdicts: Sequence[Judged] = (),
        force: bool = False,
    ) -> tuple[Path, ...]:
        """Write the kernel's source for ``to`` and its certificate into ``directory``, each file whole or not at all.

        Raises:
            KernelError: the target is unknown or has no source, the name cannot begin its public names, a claim among
                the verdicts is refuted (``force`` exports it all the same, and says so), or the measured errors are
                larger than rounding explains.
        """
        module = _module(to)
        blank: dict[str, str] = module.files(self.layout, name=checked_prefix(name))
        require_importable(blank)
        with getattr(module, "measuring", nullcontext)():
            certificate = make(self.layout, blank, self._measured(to), verdicts) | {"built": module.provenance()}
        if warning(certificate) and not force:
            raise KernelError(f"not exported: {warning(certificate)}; --force exports it all the same")
        texts = module.files(self.layout, name=name, certificate=without_cost(certificate))
        if warning(certificate):  # stands in the header, and so in what is hashed
            certificate["sha256"] = digest(texts)
            texts = module.files(self.layout, name=name, certificate=without_cost(certificate))
        texts[f"{name}.{to}.certificate.json"] = json.dumps(sealed(certificate), indent=1, allow_nan=False) + "\n"
        folder = Path(directory)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return tuple(_written(folder / file, text) for file, text in texts.items())
        except OSError as error:
            raise KernelError(f"cannot write to {folder}: {error.strerror}") from None

    def for_emcee(self, target: str = "c", **parameters: Any) -> Any:
        """log-probability of a batch of walkers; parameters with hbar."""
        return doors.for_emcee(self.compile(target), **parameters)

    def for_scipy_nquad(self, target: str = "c", **parameters: Any) -> Any:
        """The weight exp(-S_E/hbar) of as many numbers as there are free weights."""
        return doors.for_scipy_nquad(self.compile(target), **parameters)

    def for_scipy_low_level(self, **parameters: Any) -> Any:
        """The same weight as a ``scipy.LowLevelCallable`` of the compiled library."""
        require_real_weight(self.layout, "nquad")
        return doors.for_scipy_low_level(self.compile("c"), **parameters)

    def for_nutpie(self, steps: int, target: str = "c", **parameters: Any) -> Any:
        """A compiled nutpie model of one path of so many steps."""
        return doors.for_nutpie(self.compile(target), steps, **parameters)

    def for_blackjax(self, target: str = "jax", **parameters: Any) -> Any:
        """log-density of a JAX array, differentiated by our adjoint."""
        require_real_weight(self.layout, "blackjax")
        return doors.for_blackjax(self.compile(target), **parameters)

    def for_numpyro(self, target: str = "jax", **parameters: Any) -> Any:
        """Potential energy of a JAX array: minus the log-weight."""
        require_real_weight(self.layout, "numpyro")
        return doors.for_numpyro(self.compile(target), **parameters)

    def _measured(self, target: str) -> Backend | str:
        """What is measured for the certificate, or why nothing is."""
        try:
            return self.compile(target).backend
        except (KernelError, MissingExtraError) as error:
            return str(error)


def _written(path: Path, text: str) -> Path:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _module(target: str) -> Any:
    return import_module(_row(target, TARGETS))


def _row(target: str, rows: dict[str, str]) -> str:
    if target not in rows:
        raise KernelError(f"no target {target!r}; there are {', '.join(rows)}")
    return rows[target]


def kernel(source: Any, activation: Any = None) -> Kernel:
    """The kernel of a representation, or of a LatticeAction and the name (or record) of an activation."""
    lattice = getattr(source, "lattice", source)
    network = getattr(source, "network", None)
    chosen = activation if activation is not None else getattr(network, "activation", "relu")
    boundary, time, modes = _name(lattice.boundary), _name(lattice.time), _name(chosen) == "cosine"
    sums = order("step" if modes else _name(chosen))
    with _no_circles(_title(lattice)):
        layout = Layout(lower(lattice), ends(boundary), sums, time, boundary, _title(lattice), modes)
    if modes:
        require_modes(boundary)
    return Kernel(layout)


@contextmanager
def _no_circles(title: str) -> Iterator[None]:
    """SymPy's rules for choices can call each other for ever, as for a condition 1/x^2 < 2*x."""
    try:
        yield
    except RecursionError:
        raise KernelError(f"{title}: SymPy comes to no end with its conditions; write them without quotients") from None


def _title(lattice: Any) -> str:
    lagrangian = getattr(lattice, "lagrangian", None)
    return f"L = {getattr(lagrangian, 'expr', lagrangian)}, {_name(getattr(lattice, 'rule', 'own'))} rule"


def _name(record: Any) -> str:
    return str(getattr(record, "name", record))
