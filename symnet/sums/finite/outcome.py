"""Why the finite check stops without an answer."""

from __future__ import annotations


class OutOfReachError(Exception):
    """The statement lies outside the classes with a proved bound; the message says which part of it."""
