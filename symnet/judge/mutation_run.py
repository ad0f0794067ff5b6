"""A mutation run: mutants are judged side by side in processes that can be killed, like claims."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from symnet.claims.collecting import claims_in
from symnet.claims.statement import TendsTo
from symnet.errors import SymnetError
from symnet.judge.mutating import OUTCOMES, Mutant, Outcome, mutants, original, outcome_of
from symnet.judge.running import RunOptions, Stated, context

Place = tuple[Path, str, int]
"""A mutant by its file, its claim and its number among the claim's mutants."""

SCHEMA = "symnet.mutate/1"
MISHAPS = (SymnetError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError)
BATCH = 10
"""Mutants judged in one go by a worker; a batch that fails as a whole is judged one by one."""


@dataclass(frozen=True, slots=True)
class MutationRun:
    """The outcomes, and how many claims were mutated and left out."""

    outcomes: tuple[Outcome, ...]
    mutated: int
    left_out: int


@dataclass(frozen=True, slots=True)
class _Task:
    file: Path
    claim: str
    numbers: tuple[int, ...]


def mutate(stated: Sequence[Stated], options: RunOptions, sample: int | None = None, seed: int = 0) -> MutationRun:
    """Every mutant of every claim that is not a definition, or ``sample`` of them drawn with ``seed``."""
    chosen = [(file, claim) for file, claim in stated if not claim.defines and not isinstance(claim.states, TendsTo)]
    outcomes: list[Outcome] = []
    if chosen:
        with ProcessPool(max_workers=options.jobs, context=context()) as pool:
            places, unedited = _places(chosen, pool, options)
            if sample is not None and sample < len(places):
                places = sorted(random.Random(seed).sample(places, sample))
            outcomes = [*unedited, *_judged(_batches(places), pool, options)]
    return MutationRun(tuple(outcomes), len(chosen), len(stated) - len(chosen))


def _places(chosen: Sequence[Stated], pool: ProcessPool, options: RunOptions) -> tuple[list[Place], list[Outcome]]:
    """Each mutant by its file, claim and number; and a line for each claim whose true form is not to be had."""
    places: list[Place] = []
    unedited: list[Outcome] = []
    waiting = [(each, pool.schedule(_count, (each[0], each[1].id), timeout=options.timeout)) for each in chosen]
    for (file, claim), future in waiting:
        try:
            places += [(file, claim.id, number) for number in range(future.result())]
        except FutureTimeout:
            unedited.append(Outcome(claim.id, "none", "", "", "timeout"))
        except (ProcessExpired, *MISHAPS):
            unedited.append(Outcome(claim.id, "none", "", "", "error"))
    return places, unedited


def as_document(run: MutationRun) -> dict[str, Any]:
    """The JSON document: counts by outcome, by operator, and every mutant."""
    counts = Counter(each.outcome for each in run.outcomes)
    operators: dict[str, dict[str, int]] = {}
    for each in run.outcomes:
        row = operators.setdefault(each.operator, {"mutants": 0, "refuted": 0, "equivalent": 0})
        row["mutants"] += 1
        if each.outcome in row:
            row[each.outcome] += 1
    claims: dict[str, list[dict[str, str]]] = {}
    for each in run.outcomes:
        claims.setdefault(each.claim, []).append(asdict(each))
    return {
        "schema": SCHEMA,
        "counts": {name: counts[name] for name in OUTCOMES},
        "operators": operators,
        "definitions_left_out": run.left_out,
        "claims": [{"id": id, "mutants": rows} for id, rows in claims.items()],
    }


def _batches(places: Sequence[Place]) -> list[_Task]:
    grouped: dict[tuple[Path, str], list[int]] = {}
    for file, claim, number in places:
        grouped.setdefault((file, claim), []).append(number)
    return [
        _Task(file, claim, tuple(numbers[start : start + BATCH]))
        for (file, claim), numbers in grouped.items()
        for start in range(0, len(numbers), BATCH)
    ]


def _judged(tasks: Sequence[_Task], pool: ProcessPool, options: RunOptions) -> list[Outcome]:
    outcomes: list[Outcome] = []
    waiting = [(task, pool.schedule(_judge_batch, (task,), timeout=options.timeout)) for task in tasks]
    for task, future in waiting:
        try:
            outcomes += future.result()
        except (FutureTimeout, ProcessExpired):
            singles = [_Task(task.file, task.claim, (number,)) for number in task.numbers]
            alone = [(each, pool.schedule(_judge_batch, (each,), timeout=options.timeout)) for each in singles]
            outcomes += [_alone(each, result) for each, result in alone]
    return outcomes


def _alone(task: _Task, future: Any) -> Outcome:
    try:
        outcome: Outcome = future.result()[0]
    except FutureTimeout:
        return _described(task, task.numbers[0], "timeout")
    except ProcessExpired:
        return _described(task, task.numbers[0], "error")
    return outcome


@lru_cache(maxsize=4)
def _mutants(file: Path, id: str) -> tuple[Any, Any, tuple[Mutant, ...]]:
    claim = next(claim for claim in claims_in(file) if claim.id == id)
    statement, derived = original(claim)
    return claim, derived, tuple(mutants(statement))


def _count(file: Path, id: str) -> int:
    return len(_mutants(file, id)[2])


def _judge_batch(task: _Task) -> list[Outcome]:
    claim, derived, found = _mutants(task.file, task.claim)
    outcomes = []
    for number in task.numbers:
        try:
            outcome = outcome_of(claim, found[number], derived)
        except MISHAPS:
            outcome = "error"
        outcomes.append(_described(task, number, outcome))
    return outcomes


def _described(task: _Task, number: int, outcome: str) -> Outcome:
    edit = _mutants(task.file, task.claim)[2][number].edit
    return Outcome(task.claim, edit.operator, str(edit.before), str(edit.after), outcome)
