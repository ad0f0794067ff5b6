"""Which assumptions a true claim needs: each is dropped in turn, all others kept, and the claim is judged again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from symnet.claims.claim import Claim
from symnet.claims.derived import derived_by
from symnet.claims.statement import Statement, TendsTo
from symnet.claims.verdict import Need, Status
from symnet.errors import DisagreementError, SymnetError
from symnet.judge.judging import Judgement, decide_all, instance
from symnet.judge.obligations import obligations
from symnet.judge.presupposed import signed, without_sign
from symnet.notation.tex import tex


def needs(claim: Claim) -> tuple[Need, ...]:
    """Each relation and each sign that the claim assumes: needed (with an instance), not needed, or unknown.

    Nothing is said of a claim that is not true, or that is about every smooth Lagrangian.
    """
    derived = derived_by(claim.derive).value
    if isinstance(claim.statement, TendsTo):
        return ()
    judgement = _judged(claim.statement, derived, claim.assumptions)
    if judgement is None or judgement.status not in (Status.PROVED, Status.DEFINITION):
        return ()
    return tuple(_need(*dropped) for dropped in _weakened(claim.statement, derived, claim.assumptions))


def _judged(statement: Statement, derived: Any, assumptions: sp.Basic) -> Judgement | None:
    """None where the weaker statement is not one that can be judged."""
    try:
        return decide_all(obligations(statement, derived), assumptions, statement)
    except DisagreementError:
        raise
    except (SymnetError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError):
        return None


def _weakened(statement: Statement, derived: Any, assumptions: sp.Basic) -> Iterator[tuple[sp.Basic, Any, Any, Any]]:
    """Every assumption with the statement, the derived side and the assumptions that are left without it."""
    parts = [] if assumptions == sp.true else sorted(sp.And.make_args(assumptions), key=sp.default_sort_key)
    for dropped in parts:
        yield dropped, statement, derived, sp.And(*(part for part in parts if part is not dropped))
    for letter, sign in signed(statement, derived, assumptions).items():
        yield sign, *(without_sign(each, letter) for each in (statement, derived, assumptions))


def _need(dropped: sp.Basic, statement: Statement, derived: Any, assumptions: sp.Basic) -> Need:
    judgement = _judged(statement, derived, assumptions)
    if judgement is None or judgement.status is Status.UNDECIDED:
        return Need(tex(dropped), "unknown")
    if judgement.failing is None:
        return Need(tex(dropped), "not needed")
    return Need(tex(dropped), "needed", instance(*judgement.failing))
