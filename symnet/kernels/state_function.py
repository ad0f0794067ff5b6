"""Kernels of several coordinates: the weights have one more axis, and an end that is held has a number in each row."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from symnet.errors import InputError, UnboundedError
from symnet.kernels.function import Array, KernelFunction, Numbers, ReIm, as_weights
from symnet.kernels.state_sampler import entries


@dataclass(slots=True)
class StateFunction(KernelFunction):
    """One kernel of several components or sites, compiled.

    Shapes:
        w (..., components, free variables) or (..., sites in each direction, free variables); x_ini and x_fin one
        number, or one for each row.
    """

    def parameter_gradient(self, w: Any, /, **parameters: Any) -> dict[str, Any]:
        """dS/d(keyword) at fixed weights, for every keyword but hbar; of a held end by each of its rows."""
        at = self._weights(w)
        table = self._result(self.backend.pgrad(at, self._flat(at, parameters)), 1)
        found: dict[str, Any] = {}
        start = 0
        for param in self.layout.params[:-1]:
            shape = self._sites(at) if param.role == "end" else ()
            place = slice(start, start + math.prod(shape))
            parts = table if isinstance(table, ReIm) else (table,)
            taken = [part[..., place].reshape((*part.shape[:-1], *shape))[()] for part in parts]
            found[param.name] = ReIm(*taken) if isinstance(table, ReIm) else taken[0]
            start = place.stop
        return found

    def sample(self, normals: Any, /, *, hbar: Any, **parameters: Any) -> Any:
        """Weights distributed as exp(-S_E/hbar) of a Gaussian action, exactly, from independent standard normals.

        Raises:
            UnsupportedError: the weight is not real, or the target has no sampler.
            NotQuadraticError: the action is not Gaussian; the term is named.
            UnboundedError: the action has no minimum at these parameters.
        """
        entries(self.layout)
        draw = self._sampler()
        z = self._weights(normals)
        numbers = (*self._flat(z, parameters), self._positive("hbar", hbar))
        try:
            return draw(z, numbers)
        except ArithmeticError as error:
            step = self.layout.body.channels[0].lagrangian
            raise UnboundedError(f"the weight of the step {step} cannot be normalised here: {error}") from None

    def _weights(self, w: Any) -> Array:
        return self._shaped(as_weights(w, self.dtype))

    def _shaped(self, array: Any) -> Any:
        """``array``, if it can be the weights.

        Raises:
            InputError: too few axes, another number of components, no site or no step.
        """
        body, least = self.layout.body, self.layout.ends.count(1)
        fits = array.ndim >= self.layout.axes and 0 not in self._sites(array)
        fits = fits and self.layout.ends.steps(array.shape[-1]) >= 1
        if not fits or (body.axis == "components" and array.shape[-2] != len(body.coordinates)):
            names = ", ".join(str(place.position) for place in body.coordinates)
            rows = f"a row for each of {names}" if body.axis == "components" else "a row for each site"
            rows += f", in {body.dimensions} axes" if body.dimensions > 1 else ""
            shape = tuple(array.shape)
            raise InputError(f"the weights have shape {shape}; they need {rows}, and rows of at least {least} (N = 1)")
        return array

    def _sites(self, w: Any) -> tuple[int, ...]:
        """How many components there are, or sites in each direction."""
        return tuple(w.shape[-self.layout.axes : -1])

    def _flat(self, w: Any, parameters: Mapping[str, Any]) -> Numbers:
        shape, plain, ends = self._sites(w), dict(parameters), {}
        for param in self.layout.params:
            if param.role == "end" and param.name in parameters:
                ends[param.name] = self._row_numbers(param.name, parameters[param.name], shape)
                plain[param.name] = 0.0
        checked = dict(zip((param.name for param in self.layout.params), self._checked(plain), strict=False))
        return tuple(number for name in checked for number in ends.get(name, (checked[name],)))

    def _row_numbers(self, name: str, value: Any, shape: tuple[int, ...]) -> tuple[Any, ...]:
        try:
            given = np.shape(value)
        except ValueError:
            raise InputError(f"the parameter {name} has rows of unlike length") from None
        if given == ():
            return (self._number(name, value),) * math.prod(shape)
        if given != shape:
            found, rows = ("x".join(map(str, lengths)) for lengths in (given, shape))
            raise InputError(f"the parameter {name} has {found} numbers; the weights have {rows} rows")
        entries = list(value)
        for _ in shape[1:]:
            entries = list(chain.from_iterable(entries))
        return tuple(self._number(name, entry) for entry in entries)
