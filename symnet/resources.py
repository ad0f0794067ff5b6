"""Where ``templates/`` and ``derivations/`` lie: in the wheel or beside the package."""

from __future__ import annotations

from pathlib import Path

from symnet.errors import SymnetError

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The file or folder ``parts``; the package is asked first, then its parent folder."""
    for root in (_PACKAGE, _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise SymnetError(f"'{'/'.join(parts)}' is neither in {_PACKAGE} nor beside it: the installation is incomplete")
