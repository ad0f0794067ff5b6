"""Is my form right? A reader's own form of an equation, judged against the derived side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from symnet.claims.claim import Claim
from symnet.claims.derived import Closing, derived_by
from symnet.claims.formula import Formula, ProportionalMeasure
from symnet.claims.reading import Letters
from symnet.claims.statement import Equation, MeasureEquation, Statement
from symnet.claims.tex import ReadingError
from symnet.claims.verdict import Status, Verdict
from symnet.errors import InputError
from symnet.judge.formulas import with_constant_written_out, written_out
from symnet.judge.judging import Judgement, decide_all, record
from symnet.judge.lettering import letters_of
from symnet.judge.obligations import Obligation, obligations, reduced
from symnet.judge.selecting import select
from symnet.notation.symbols import N
from symnet.sums import decide


def check(id: str, tex: str) -> Verdict:
    """Judge ``tex`` as a form of the claim ``id``: `proved` if it says the same as the derived side, else `refuted`.

    It is read in the claim's vocabulary, to which the derived side adds its own letters. Of a definition it is judged
    against the definition's derived meaning.

    Raises:
        InputError: no such claim, or the equation is not about what the claim is about.
        ReadingError: the TeX is not a statement in that vocabulary.
    """
    _, claim = select([id])[0]
    if claim.states is not None:
        raise InputError(f"claim {id} is made in words, so there is no printed form to compare with")
    derived = derived_by(claim.derive)
    own, statement = _read(claim, tex, letters_of((claim.statement, derived.value)))
    if isinstance(claim.statement, ProportionalMeasure) and isinstance(statement, MeasureEquation):
        derived = replace(derived, value=written_out(claim.statement, derived.value))
    judgement = decide_all(_obligations(claim, statement, derived.value), claim.assumptions, statement)
    if judgement.status is Status.DEFINITION:
        judgement = Judgement(Status.PROVED, judgement.decided)
    verdict = record(replace(own, printed=tex), derived, judgement)
    return replace(verdict, expected=judgement.status is Status.PROVED)


def _read(claim: Claim, tex: str, letters: Letters) -> tuple[Claim, Statement]:
    """The form in the derived side's letters beside the paper's; in the paper's alone where the two do not go together.

    Raises:
        ReadingError: neither can be read; the one is raised that comes further.
    """
    own = replace(claim, letters=letters)
    try:
        return own, own.statement_in(tex)
    except ReadingError as error:
        try:
            return claim, claim.statement_in(tex)
        except ReadingError as plain:
            raise max(plain, error, key=lambda each: each.span[0]) from None


def _obligations(claim: Claim, statement: Statement, derived: Any) -> tuple[Obligation, ...]:
    original = claim.statement
    if isinstance(original, ProportionalMeasure) and isinstance(statement, MeasureEquation):
        return with_constant_written_out(original.constant, statement, derived)
    if type(statement) is not type(original):
        kinds = " and not ".join(type(each).__name__ for each in (original, statement))
        raise InputError(f"({claim.id}) is of the kind {kinds}")
    if isinstance(statement, Formula) and isinstance(original, Formula) and statement.names != original.names:
        raise InputError(f"({claim.id}) says what {_listed(original.names)} are, this form {_listed(statement.names)}")
    if isinstance(statement, Equation) and isinstance(original, Equation) and isinstance(derived, sp.Expr):
        return _about(original.subject, statement.relation, derived, claim)
    return obligations(statement, derived)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _about(subject: sp.Expr, relation: sp.Eq, derived: sp.Expr, claim: Claim) -> tuple[Obligation, ...]:
    """The two sides with the derived value for the subject: for an equation that determines it, an equivalent."""
    if relation.lhs == subject and not relation.rhs.has(subject):
        return reduced(Obligation(str(subject), relation.rhs, derived))
    _require_linear(subject, relation, claim)
    left, right = (_with_value(side, subject, derived, claim.assumptions) for side in relation.args)
    return reduced(Obligation(str(subject), left, right))


def _require_linear(subject: sp.Expr, relation: sp.Eq, claim: Claim) -> None:
    """An equation says what its subject is if it is linear in it: of degree 1 everywhere, and not of degree 0."""
    unknown = sp.Dummy("unknown", real=True)
    difference = relation.lhs - relation.rhs
    if _is_entry(subject):
        difference = Closing(subject, unknown).put_into(difference)
    else:
        difference = difference.subs(subject, unknown)
    if difference == 0:
        raise InputError(f"the equation is true whatever {subject} is, so it does not say what {subject} is")
    if not difference.has(unknown):
        raise InputError(f"the equation does not mention {subject}, which ({claim.id}) is about")
    first, second = difference.diff(unknown), difference.diff(unknown, 2)
    linear = decide(second, sp.S.Zero, claim.assumptions).answer == "equal"
    if not linear or decide(first, sp.S.Zero, claim.assumptions).answer != "different":
        raise InputError(f"the equation is not linear in {subject}, so it does not say what {subject} is")


def _with_value(side: sp.Expr, subject: sp.Expr, derived: sp.Expr, declared: sp.Basic) -> sp.Expr:
    """The side with the derived value for the subject at every index of its ``declared`` range, and only there."""
    if _is_entry(subject):
        return Closing(subject, derived).put_into(side)
    if not isinstance(subject, sp.Indexed):
        return side.xreplace({subject: derived})
    value = derived.as_dummy()

    def at(entry: sp.Indexed) -> sp.Expr:
        if entry == subject:
            return value
        there = dict(zip(subject.indices, entry.indices, strict=True))
        inside = declared.subs(there, simultaneous=True)
        return sp.Piecewise((value.subs(there, simultaneous=True), inside), (entry, True))

    return side.replace(lambda e: isinstance(e, sp.Indexed) and e.base == subject.base, at)


def _is_entry(subject: sp.Expr) -> bool:
    """One entry of a sequence, such as w_N, which an index may reach; not all of them, such as x_n."""
    return isinstance(subject, sp.Indexed) and not all(index.is_Symbol and index != N for index in subject.indices)
