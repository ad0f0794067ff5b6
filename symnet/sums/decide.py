"""Deciding lhs = rhs for every N: two proofs that share nothing, held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import sympy as sp

from symnet.errors import DisagreementError
from symnet.sums import finite
from symnet.sums.decision import Decision, Finding

Proof = Callable[[Any, Any, Any], Finding]


def _normal_form() -> Proof | None:
    """The normal form on Z^d, where its library (islpy) is installed."""
    try:
        return import_module("symnet.sums.normal").prove
    except ImportError:
        return None


def _proofs() -> tuple[Proof, ...]:
    second = _normal_form()
    return (finite.prove,) if second is None else (finite.prove, second)


def decide(lhs: Any, rhs: Any, assumptions: Any = True) -> Decision:
    """Decide lhs = rhs for all integers inside the assumptions: equal, different (with an exact witness) or undecided.

    Raises:
        DisagreementError: one proof says equal, the other different; a defect of symnet.
    """
    findings = [proof(lhs, rhs, assumptions) for proof in _proofs()]
    return combined(findings, _used(lhs, rhs, assumptions))


def combined(findings: list[Finding], used: tuple[sp.Basic, ...] = ()) -> Decision:
    """One decision from the findings of independent proofs.

    Raises:
        DisagreementError: they contradict each other.
    """
    answers = {finding.answer for finding in findings} - {"undecided"}
    if len(answers) > 1:
        words = " BUT ".join(f"{f.evidence} -> {f.answer}" for f in findings if f.answer != "undecided")
        raise DisagreementError(f"two proofs contradict each other: {words}")
    proofs = tuple(finding for finding in findings if finding.answer != "undecided")
    return Decision(
        answer=proofs[0].answer if proofs else "undecided",
        proofs=proofs,
        undecided=tuple(finding for finding in findings if finding.answer == "undecided"),
        counterexample=next((f.counterexample for f in proofs if f.counterexample is not None), None),
        difference=next((f.difference for f in proofs if f.difference is not None), None),
        steps=next((tuple(f.data["steps"]) for f in proofs if f.data.get("steps")), ()),
        assumptions_used=used,
        certificate=next((f.data["certificate"] for f in proofs if "certificate" in f.data), None),
        notes=tuple(note for f in proofs for note in f.data.get("notes", ())),
    )


def _used(lhs: Any, rhs: Any, assumptions: Any) -> tuple[sp.Basic, ...]:
    """The assumptions that speak of the statement: the given relations, and the signs its integer symbols carry."""
    condition = sp.sympify(assumptions, strict=True)
    symbols = sp.sympify(lhs, strict=True).free_symbols | sp.sympify(rhs, strict=True).free_symbols
    given = [part for part in sp.And.make_args(condition) if part.free_symbols & symbols]
    related = symbols.union(*(part.free_symbols for part in given))
    return (*sorted(given, key=sp.default_sort_key), *_signs(sorted(related, key=str)))


def _signs(symbols: list[sp.Symbol]) -> Iterator[sp.Basic]:
    for symbol in symbols:
        if symbol.is_integer and symbol.is_positive:
            yield sp.Ge(symbol, 1, evaluate=False)
        elif symbol.is_integer and symbol.is_nonnegative:
            yield sp.Ge(symbol, 0, evaluate=False)
