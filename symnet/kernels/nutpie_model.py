"""A path's weight as a model that ``nutpie.sample`` takes: by the address of compiled code, or as a Python function."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from symnet.errors import MissingExtraError
from symnet.kernels.extras import extra
from symnet.kernels.function import Array
from symnet.kernels.native_weight import NativeWeight

_FARTHEST = 2.0
"""Chains start with each free variable anywhere between this and its negative, as Stan's do."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """What nutpie asks of compiled code."""

    address: int


def native_model(weight: NativeWeight, shape: tuple[int, ...]) -> Any | None:
    """Our library as nutpie has its compiled PyMC models; None, with a warning, where nutpie has changed."""
    count = prod(shape)
    try:
        return extra("nutpie.compile_pymc").CompiledPyMCModel(
            dims={},
            compiled_logp_func=_Compiled(weight.address("logp")),
            compiled_expand_func=_Compiled(weight.address("expand")),
            initial_point_func=lambda seed: np.random.default_rng(seed).uniform(-_FARTHEST, _FARTHEST, count),
            shared_data={},
            user_data=weight.memory,
            n_expanded=count,
            shape_info=(["w"], [slice(0, count)], [shape]),
            logp_func=weight,
            expand_func=weight,
            _n_dim=count,
            _shapes={"w": shape},
            _coords={},
        )
    except (AttributeError, MissingExtraError, TypeError) as error:
        message = f"this nutpie takes no C function as 0.16 does ({error}): each gradient goes through Python"
        warnings.warn(message, RuntimeWarning, stacklevel=4)
        return None


def python_model(density: Callable[[Array], Any], shape: tuple[int, ...]) -> Any:
    """The model of a Python function of flat weights."""

    def make_expand(*_: Any, **__: Any) -> Callable[[Array], dict[str, Array]]:
        return lambda w: {"w": np.reshape(w, shape)}

    return extra("nutpie.compiled_pyfunc").from_pyfunc(
        prod(shape), lambda: density, make_expand, [np.dtype(float)], [shape], ["w"]
    )
