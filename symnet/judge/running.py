"""A run: claims are judged side by side in processes that can be killed, and come back in their order."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, replace
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from symnet.claims.claim import Claim
from symnet.claims.collecting import claims_in
from symnet.claims.verdict import Status, Verdict
from symnet.judge.judging import blank, judge
from symnet.judge.premises import with_premises

Stated = tuple[Path, Claim]
Progress = Callable[[Verdict], None]
DEFAULT_TIMEOUT = 120.0


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run is carried out.

    Units:
        timeout [s], of wall time for each claim.
    """

    jobs: int = 2
    timeout: float = DEFAULT_TIMEOUT


def run(stated: Sequence[Stated], options: RunOptions, progress: Progress | None = None) -> list[Verdict]:
    """Judge the claims; one that runs out of time or dies is a `timeout` or an `error`, and the others go on."""
    if not stated:
        return []
    verdicts = _in_processes(stated, options, progress)
    return with_premises(verdicts, {claim.id: claim for _, claim in stated})


def _in_processes(stated: Sequence[Stated], options: RunOptions, progress: Progress | None) -> list[Verdict]:
    workers = context()
    verdicts = []
    with ProcessPool(max_workers=min(options.jobs, len(stated)), context=workers) as pool:
        waiting = [pool.schedule(_judge_in_worker, (file, claim.id), timeout=options.timeout) for file, claim in stated]
        try:
            for (_, claim), future in zip(stated, waiting, strict=True):
                verdict = replace(_result(claim, future.result, options.timeout), expected=True)
                verdict = replace(verdict, expected=verdict.status in claim.expected_status)
                verdicts.append(verdict)
                if progress is not None:
                    progress(verdict)
        except BaseException:
            pool.stop()
            raise
    return verdicts


def context() -> multiprocessing.context.BaseContext:
    """How workers start: forked from a clean server that has the judge loaded, or afresh where there is no fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["symnet.judge.judging"])
    return forking


def _judge_in_worker(file: Path, id: str) -> Verdict:
    return judge(next(claim for claim in claims_in(file) if claim.id == id))


def _result(claim: Claim, result: Callable[[], Verdict], timeout: float) -> Verdict:
    try:
        return result()
    except FutureTimeout:
        return replace(blank(claim, Status.TIMEOUT), evidence=(f"stopped after {timeout:g} s",), seconds=timeout)
    except ProcessExpired as death:
        return replace(blank(claim, Status.ERROR), evidence=(f"the process that judged it died: {death}",))
