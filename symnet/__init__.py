"""symnet: path integrals as averages over neural-network weights, derived, proved for every N, exported as code."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PUBLIC: dict[str, tuple[str, str | None]] = {
    "symbols": ("symnet.notation.symbols", None),
    "sums": ("symnet.sums", None),
    "verify": ("symnet.judge.api", "verify"),
    "check": ("symnet.judge.checking", "check"),
    "compiled": ("symnet.kernels.recall", "compiled"),
    "represent": ("symnet.theory.represent", "represent"),
    "free_field": ("symnet.theory.free_field", "free_field"),
    "cosine_ensemble": ("symnet.theory.ensemble_width", "finite_width"),
    "ornstein_uhlenbeck": ("symnet.theory.stochastic.ornstein_uhlenbeck", None),
    "Lagrangian": ("symnet.theory.lagrangian", "Lagrangian"),
    "FieldLagrangian": ("symnet.theory.field", "FieldLagrangian"),
}
"""Public name -> (module, attribute), imported at first use so that ``import symnet`` stays light."""

__all__ = list(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'symnet' has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    found = import_module(module)
    return found if attribute is None else getattr(found, attribute)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
