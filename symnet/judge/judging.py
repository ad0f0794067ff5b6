"""One claim, one verdict. The judge never sees what a claim expects, and never uses what is printed to derive."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import sympy as sp
from sympy.concrete.expr_with_limits import ExprWithLimits

from symnet.claims.claim import Claim
from symnet.claims.derived import Derived, derived_by
from symnet.claims.show import VELOCITY, assumption_tex, show
from symnet.claims.statement import Statement, TendsTo
from symnet.claims.verdict import CounterexampleRecord, Status, StepRecord, Verdict
from symnet.errors import DisagreementError, SymnetError
from symnet.judge.convergence import converging
from symnet.judge.lettering import lettered
from symnet.judge.obligations import Obligation, obligations
from symnet.judge.presupposed import signed
from symnet.judge.slips import likely_slip
from symnet.judge.trying import tried
from symnet.judge.units import with_dimensions
from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.sums import Counterexample, Decision, Finding, decide
from symnet.theory.gaussian.limits import SMALL
from symnet.theory.series import Approach


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided about a statement: the status and the obligations with their decisions."""

    status: Status
    decided: tuple[tuple[Obligation, Decision], ...]

    @property
    def failing(self) -> tuple[Obligation, Decision] | None:
        """The first obligation that is different, if any."""
        return next((pair for pair in self.decided if pair[1].answer == "different"), None)


def judge(claim: Claim) -> Verdict:
    """Derive, compare, decide; an error on the way is a verdict too, a disagreement of proofs is raised."""
    start = time.perf_counter()
    try:
        verdict = _judged(claim)
    except DisagreementError:
        raise
    except (SymnetError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        verdict = replace(blank(claim, Status.ERROR), evidence=(f"{type(error).__name__}: {error}",))
    return replace(verdict, seconds=round(time.perf_counter() - start, 3))


def _judged(claim: Claim) -> Verdict:
    derived = derived_by(claim.derive)
    if isinstance(claim.statement, TendsTo):
        return converging(claim.statement, derived.value, blank(claim, Status.LIMIT))
    judgement = decide_all(obligations(claim.statement, derived.value), claim.assumptions, claim.statement)
    if derived.rate is not None and judgement.status is Status.PROVED:
        judgement = replace(judgement, status=Status.LIMIT)
    return with_dimensions(claim, record(claim, derived, judgement))


def decide_all(todo: tuple[Obligation, ...], assumptions: sp.Basic, statement: Statement) -> Judgement:
    """Decide every obligation; the statement is as true as the least true of them."""
    decided = tuple((each, tried(each, assumptions, decide(each.claimed, each.derived, assumptions))) for each in todo)
    answers = {decision.answer for _, decision in decided}
    if "different" in answers:
        return Judgement(Status.REFUTED, decided)
    if "undecided" in answers:
        return Judgement(Status.UNDECIDED, decided)
    return Judgement(Status.DEFINITION if statement.defines else Status.PROVED, decided)


def blank(claim: Claim, status: Status) -> Verdict:
    """The verdict's record with what is known before anything is decided."""
    return Verdict(
        id=claim.id,
        section=claim.section,
        status=status,
        scope="no N",
        reading=claim.reading,
        title=claim.title,
        printed=claim.printed,
        assumptions=assumption_tex(claim.assumptions),
        place=claim.place,
    )


def record(claim: Claim, derived: Derived, judgement: Judgement) -> Verdict:
    """The verdict with everything that supports it."""
    failing = judgement.failing
    telling = [decision for obligation, decision in judgement.decided if obligation.claimed.has(ExprWithLimits)]
    steps = tuple(step for decision in telling for step in decision.steps)
    notes = [note for _, decision in judgement.decided for note in decision.notes]
    if failing is not None and failing[0].everywhere:
        slip = likely_slip(failing[0].claimed, failing[0].derived, claim.assumptions, derived.closing)
        notes += [] if slip is None else [slip.words]
    shown = show(lettered(claim.statement, claim), lettered(derived.value, claim))
    return replace(
        blank(claim, judgement.status),
        understood=as_understood(claim),
        scope=_scope(claim, judgement),
        derived=shown,
        corrected=shown if failing else None,
        assumptions=(*assumption_tex(claim.assumptions), *map(tex, signed(claim.statement, derived.value).values())),
        counterexample=None if failing is None else instance(*failing),
        steps=tuple(StepRecord(step.rule, tex(step.before), tex(step.after)) for step in steps),
        evidence=(*_evidence(judgement), *_approach(derived.rate)),
        notes=tuple(dict.fromkeys(notes)),
        certificates=tuple(each.certificate for _, each in judgement.decided if each.certificate is not None),
    )


def as_understood(claim: Claim) -> str:
    """TeX of what the claim was understood to say."""
    if claim.states is None and claim.printed is not None:
        return claim.reading_in(claim.printed).understood
    return show(claim.statement)


def _scope(claim: Claim, judgement: Judgement) -> str:
    free: set[sp.Symbol] = set(claim.assumptions.free_symbols)
    for obligation, _ in judgement.decided:
        free |= obligation.claimed.free_symbols | obligation.derived.free_symbols
    return "all N" if any(symbol.name == "N" for symbol in free) else "no N"


def _evidence(judgement: Judgement) -> tuple[str, ...]:
    """One line for each word of a proof, naming all the obligations that it is about."""
    lines: dict[str, list[str]] = {}
    for obligation, decision in judgement.decided:
        found = [_worded(finding, "") for finding in decision.proofs]
        found += [_worded(finding, " cannot decide") for finding in decision.undecided]
        for line in found:
            lines.setdefault(line, []).append(obligation.about)
    several = len(judgement.decided) > 1
    return tuple(f"{', '.join(abouts)}: {line}" if several else line for line, abouts in lines.items())


def _approach(rate: Approach | None) -> tuple[str, ...]:
    """How the limit is approached, and under which conditions."""
    if rate is None:
        return ()
    small = 1 / symbols.N if rate.small == SMALL else rate.small
    correction = (rate.correction * rate.small**rate.order).xreplace({rate.small: small})
    first = f"first correction ${tex(correction, VELOCITY)}$"
    return (f"limit ${tex(small)} \\to 0$: {first}", *(f"condition: {each}" for each in rate.conditions))


def _worded(finding: Finding, verb: str) -> str:
    return f"{finding.method}{verb}: {finding.evidence.removeprefix(f'{finding.method}: ')}"


def instance(obligation: Obligation, decision: Decision) -> CounterexampleRecord | None:
    """The counterexample in the letters that the claim itself has."""
    found = decision.counterexample
    if found is None:
        return None
    values = {name: str(value) for name, value in _in_own_letters(obligation, found).items()}
    shown = ", ".join(f"{name} = {value}" for name, value in values.items())
    lhs, rhs = ("no value" if side is sp.nan else str(side) for side in (found.lhs, found.rhs))
    return CounterexampleRecord(values, lhs, rhs, shown)


def _in_own_letters(obligation: Obligation, found: Counterexample) -> Mapping[str, sp.Expr]:
    """The values of the identity's letters where those of one of its cases have the values that were found."""
    sides = (obligation.claimed, obligation.derived)
    free = sp.Tuple(*sides, *(meaning for _, meaning in obligation.letters)).free_symbols
    there = {letter: found.values.get(str(letter), sp.Integer(bool(letter.is_positive))) for letter in free}
    values = {letter.name: meaning.subs(there) for letter, meaning in obligation.letters}
    if not values or [side.subs(there) for side in sides] != [found.lhs, found.rhs]:
        return found.values
    return {name: value for name, value in values.items() if value != 0}
