"""What an artifact says of itself, in words and as data."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from symnet.kernels.abi import ABI

if TYPE_CHECKING:
    from symnet.kernels.programs import Layout


def manifest(layout: Layout, name: str) -> dict[str, Any]:
    """What a program that finds the artifact needs to know."""
    return {
        "schema": "symnet.kernel/1",
        "abi": ABI,
        "name": name,
        "lagrangian": layout.title,
        "time": layout.time,
        "boundary": layout.boundary,
        "activation": layout.activation,
        "variables": layout.variables,
        "parameters": [p.name for p in layout.params],
        "channels": layout.channels,
        "symnet": version("symnet"),
    }


def one_line(text: str) -> str:
    """Text that cannot end a comment or a docstring."""
    shown = "".join(c if c.isprintable() and c.isascii() and c not in '"\\' else "?" for c in text)
    return shown.replace("*/", "* /")[:500]


def warning(certificate: dict[str, Any]) -> str | None:
    """What an artifact with a refuted claim says in its header."""
    claims = [claim["id"] for claim in certificate["claims"] if claim["status"] == "refuted"]
    return f"these claims are refuted: {', '.join(claims)}" if claims else None
