"""Whether exp(-S_E/hbar) is a probability: what every door and the exact sampler ask first."""

from __future__ import annotations

from symnet.errors import UnsupportedError
from symnet.kernels.programs import Layout


def require_real_weight(layout: Layout, door: str) -> None:
    """Refuse what is not a probability.

    Raises:
        UnsupportedError: the time is real, or the Euclidean action has an imaginary part; its term is named.
    """
    if layout.time != "euclidean":
        raise UnsupportedError(f"{door} needs a real weight; in real time it is exp(iS/hbar): take time='euclidean'")
    if layout.channels == 2:
        term = layout.body.channels[1].lagrangian
        letters = ", ".join(str(place.velocity) for place in layout.body.coordinates)
        raise UnsupportedError(
            f"{door} needs a real weight; the term {term}, odd in {letters}, makes the action complex"
        )
