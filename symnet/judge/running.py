"""A run: claims are judged side by side in processes that can be killed, and come back in their order."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, replace
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from symnet.claims.claim import Claim
from symnet.claims.collecting import claims_in
from symnet.claims.verdict import Need, Status, Verdict
from symnet.errors import InputError
from symnet.judge.checking import check
from symnet.judge.fingerprints import fingerprints
from symnet.judge.judging import blank, judge
from symnet.judge.needing import needs
from symnet.judge.premises import with_premises
from symnet.judge.remembering import kept, recalled, thinned

Stated = tuple[Path, Claim]
Progress = Callable[[Verdict], None]
DEFAULT_TIMEOUT = 120.0


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run is carried out; with ``cache``, final verdicts are kept and those of the same text are not made again.

    Units:
        timeout [s], of wall time for each claim.
    """

    jobs: int = 2
    timeout: float = DEFAULT_TIMEOUT
    cache: bool = False


def run(stated: Sequence[Stated], options: RunOptions, progress: Progress | None = None) -> list[Verdict]:
    """Judge the claims; one that runs out of time or dies is a `timeout` or an `error`, and the others go on."""
    if not stated:
        return []
    known = fingerprints(stated) if options.cache else {}
    remembered = _remembered(stated, known, progress)
    fresh = [(file, claim) for file, claim in stated if claim.id not in remembered]
    judged = {verdict.id: verdict for verdict in _in_processes(fresh, options, progress)} if fresh else {}
    if known and judged:
        _keep(judged, known, fingerprints(stated))
    found = {**remembered, **judged}
    verdicts = [_as_expected(found[claim.id], claim) for _, claim in stated]
    return with_premises(verdicts, {claim.id: claim for _, claim in stated})


def _remembered(stated: Sequence[Stated], known: Mapping[str, str], progress: Progress | None) -> dict[str, Verdict]:
    """The verdicts of earlier runs, by id."""
    found = {claim.id: recalled(claim, known[claim.id]) for _, claim in stated if claim.id in known}
    verdicts = {id: verdict for id, verdict in found.items() if verdict is not None}
    if progress is not None:
        for verdict in verdicts.values():
            progress(verdict)
    return verdicts


def _keep(judged: Mapping[str, Verdict], before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Keep for later what was judged, unless its text was changed meanwhile."""
    for id, verdict in judged.items():
        if id in before and before[id] == after.get(id):
            kept(verdict, before[id])
    thinned()


def _as_expected(verdict: Verdict, claim: Claim) -> Verdict:
    return replace(verdict, expected=verdict.status in claim.expected_status)


def _in_processes(stated: Sequence[Stated], options: RunOptions, progress: Progress | None) -> list[Verdict]:
    workers = context()
    verdicts = []
    with ProcessPool(max_workers=min(options.jobs, len(stated)), context=workers) as pool:
        waiting = [pool.schedule(_judge_in_worker, (file, claim.id), timeout=options.timeout) for file, claim in stated]
        try:
            for (_, claim), future in zip(stated, waiting, strict=True):
                verdict = _result(claim, future.result, options.timeout)
                verdicts.append(verdict)
                if progress is not None:
                    progress(verdict)
        except BaseException:
            pool.stop()
            raise
    return verdicts


def needs_of(stated: Stated, options: RunOptions) -> tuple[Need, ...] | None:
    """Which assumptions a claim needs; None if that could not be found out in time."""
    file, claim = stated
    with ProcessPool(max_workers=1, context=context()) as pool:
        try:
            found: tuple[Need, ...] = pool.schedule(
                _needs_in_worker, (file, claim.id), timeout=options.timeout
            ).result()
        except (FutureTimeout, ProcessExpired):
            return None
    return found


def checked_form(id: str, tex: str, timeout: float = DEFAULT_TIMEOUT) -> Verdict:
    """``check`` in a process that is stopped after ``timeout`` seconds.

    Raises:
        InputError: as ``check`` does, or the time is over.
    """
    with ProcessPool(max_workers=1, context=context()) as pool:
        try:
            verdict: Verdict = pool.schedule(check, (id, tex), timeout=timeout).result()
        except FutureTimeout as over:
            raise InputError(f"this form could not be judged within {timeout:g} s") from over
    return verdict


def context() -> multiprocessing.context.BaseContext:
    """How workers start: forked from a clean server that has the judge loaded, or afresh where there is no fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["symnet.judge.judging"])
    return forking


def _judge_in_worker(file: Path, id: str) -> Verdict:
    return judge(next(claim for claim in claims_in(file) if claim.id == id))


def _needs_in_worker(file: Path, id: str) -> tuple[Need, ...]:
    return needs(next(claim for claim in claims_in(file) if claim.id == id))


def _result(claim: Claim, result: Callable[[], Verdict], timeout: float) -> Verdict:
    try:
        return result()
    except FutureTimeout:
        return replace(blank(claim, Status.TIMEOUT), evidence=(f"stopped after {timeout:g} s",), seconds=timeout)
    except ProcessExpired as death:
        return replace(blank(claim, Status.ERROR), evidence=(f"the process that judged it died: {death}",))
