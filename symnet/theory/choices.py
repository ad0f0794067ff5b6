"""A choice made by name: the record of that name, or an error that lists the names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from symnet.errors import InputError


class Named(Protocol):
    """A record that can be chosen by its name."""

    @property
    def name(self) -> str:
        """What the user types."""


Row = TypeVar("Row", bound=Named)


def choose(what: str, value: str | Row, rows: Iterable[Row]) -> Row:
    """The row called ``value``; a record is taken as it is, so that an own one needs no registration.

    Raises:
        InputError: no row has that name.
    """
    if not isinstance(value, str):
        return value
    known = {row.name: row for row in rows}
    if value not in known:
        raise InputError(f"unknown {what} {value!r}; known: {', '.join(known)}")
    return known[value]
