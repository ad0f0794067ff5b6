"""How long judging takes: `pytest tests/benchmarks/test_judging.py --benchmark-only --benchmark-enable`."""

import json
import subprocess
import sys

import pytest

from symnet.claims.collecting import claims_in, paper
from symnet.claims.derived import derived_by
from symnet.claims.statement import TendsTo
from symnet.claims.verdict import Status
from symnet.judge.judging import decide_all
from symnet.judge.obligations import obligations

CLAIMS = {claim.id: claim for claim in claims_in(paper() / "s3.py") if not isinstance(claim.states, TendsTo)}


@pytest.mark.parametrize("id", CLAIMS)
def test_deciding_one_equation(benchmark, id):
    claim = CLAIMS[id]
    todo = obligations(claim.statement, derived_by(claim.derive).value)
    judgement = benchmark(decide_all, todo, claim.assumptions, claim.statement)
    assert judgement.status in (Status.PROVED, Status.DEFINITION, Status.REFUTED)


def verified(*words):
    done = subprocess.run((sys.executable, "-m", "symnet", "verify", *words), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    return done


@pytest.mark.parametrize("section", ["3", "all"])
def test_verifying_cold(benchmark, section):
    """A new process, with SymPy's import, the TeX reader and the search for slips."""
    benchmark.pedantic(verified, ("--no-cache", *([] if section == "all" else [section])), rounds=3)


@pytest.mark.parametrize("section", ["3", "all"])
def test_verifying_warm(benchmark, section):
    """A new process that finds every verdict in the cache."""
    words = ("--json", *([] if section == "all" else [section]))
    verified(*words)
    document = json.loads(benchmark.pedantic(verified, words, rounds=3).stdout)
    assert document["from_cache"] == len(document["claims"])
