"""The language the normal form reads: one row per kind of SymPy node, gathered from the reading files."""

from __future__ import annotations

from collections.abc import Mapping

from symnet.sums.normal import calls, determinants, kinks, powers, products, reading, recurrences
from symnet.sums.normal.reading import Row

LANGUAGE: Mapping[type, Row] = {
    **reading.ROWS,
    **kinks.ROWS,
    **powers.ROWS,
    **calls.ROWS,
    **products.ROWS,
    **determinants.ROWS,
    **recurrences.ROWS,
}
