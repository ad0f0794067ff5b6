"""Optional packages: found when they are needed, and named with the line that installs them when they are not."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from symnet.errors import MissingExtraError

EXTRAS = ("jax", "numba", "torch", "emcee", "scipy", "numpyro", "blackjax", "nutpie")


def extra(name: str) -> Any:
    """The package ``name``.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        line = f"pip install 'symnet[{name}]'" if name in EXTRAS else f"pip install {name}"
        raise MissingExtraError(f"{name} is needed here and cannot be imported ({error}); {line}") from None
