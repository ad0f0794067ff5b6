"""The one family of errors; every message carries the value that broke the rule."""

from __future__ import annotations

from typing import Any


class SymnetError(Exception):
    """Anything symnet refuses or cannot do; the CLI prints its message and no traceback."""

    def __reduce__(self) -> tuple[Any, ...]:
        """An error crosses from a process to another as it is, whatever its constructor asks for."""
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[SymnetError], args: tuple[Any, ...], state: dict[str, Any]) -> SymnetError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class InputError(SymnetError):
    """Text or a value from the user that breaks a rule.

    With the text and the column it draws a caret under the place::

        unknown function 'coss'; did you mean 'cos'?
          m*v^2/2 - coss(x)
                    ^
    """

    WINDOW = 70

    def __init__(self, message: str, text: str | None = None, column: int | None = None) -> None:
        self.message, self.text, self.column = message, text, column
        super().__init__(message if text is None or column is None else f"{message}\n{self._caret(text, column)}")

    def _caret(self, text: str, column: int) -> str:
        start = max(0, min(column - self.WINDOW // 2, len(text) - self.WINDOW))
        window = "".join(c if c.isprintable() else "·" for c in text[start : start + self.WINDOW])
        return f"  {window}\n  {' ' * (column - start)}^"


class NotQuadraticError(SymnetError):
    """An action asked for its Gaussian form has a term that is not at most quadratic."""


class ZeroModeError(SymnetError):
    """A direction in which the action does not change leaves an inverse or an integral without a value."""


class UnboundedError(SymnetError):
    """A weight e^{-S} that grows without bound: its integral diverges whatever the width."""


class UnsupportedError(SymnetError):
    """A combination that the theory does not define, such as cosine modes on a half line."""


class DisagreementError(SymnetError):
    """The two proofs contradict each other: a defect of symnet itself, never of the input."""


class MissingExtraError(SymnetError):
    """An optional package is needed; the message says how to install it."""


class KernelError(SymnetError):
    """A kernel cannot be generated, built or loaded."""
