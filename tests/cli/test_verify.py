import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from click.testing import CliRunner

from symnet.claims.tex.errors import ReadingError
from symnet.claims.verdict import SCHEMA, Status
from symnet.cli import cli
from symnet.cli.codes import EXIT_AS_EXPECTED, EXIT_NOT_AS_EXPECTED, EXIT_NOTHING
from symnet.errors import InputError

HEADER = """
import sympy as sp
from symnet.claims import Equation, claim
from symnet.notation.symbols import N, n, w
total = sp.Symbol("T")
sums = sp.Sum(n, (n, 1, N))
"""


def stated(id, claimed, expects="None", body="return sums"):
    return f"""
@claim({id!r}, section="own", printed="T = …", expects={expects},
       states=Equation(sp.Eq(total, {claimed}, evaluate=False)))
def derive_{id}():
    {body}
"""


@pytest.fixture
def verify(tmp_path):
    def run(*claims, options=()):
        path = tmp_path / "own.py"
        path.write_text(HEADER + "".join(claims))
        return invoke("verify", str(path), *options)

    return run


def invoke(*words):
    result = CliRunner().invoke(cli, words, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result


def test_a_true_file_is_as_expected_and_says_so_in_json(verify):
    result = verify(stated("1", "N*(N + 1)/2"), options=["--json"])
    document = json.loads(result.stdout)
    assert result.return_value == EXIT_AS_EXPECTED
    assert document["schema"] == SCHEMA
    assert document["claims"][0]["status"] == "proved"
    assert document["claims"][0]["scope"] == "all N"
    assert document["counts"]["proved"] == 1
    assert set(document["counts"]) == {status.value for status in Status}
    assert document["readings"] == {"parsed": 0, "transcribed": 1}


def test_a_false_claim_fails_the_run_and_shows_the_smallest_witness(verify):
    result = verify(stated("1", "N**2"))
    assert result.return_value == EXIT_NOT_AS_EXPECTED
    assert "N = 2" in result.stdout
    assert "refuted ‼" in result.stdout


def test_a_declared_misprint_is_as_expected_and_one_that_is_true_is_not(verify):
    assert verify(stated("1", "N**2", expects='"refuted"')).return_value == EXIT_AS_EXPECTED
    assert verify(stated("2", "N*(N + 1)/2", expects='"refuted"')).return_value == EXIT_NOT_AS_EXPECTED


def test_an_error_in_a_derivation_is_an_error_never_the_expected_refutation(verify):
    result = verify(stated("1", "N**2", expects='"refuted"', body="raise ValueError('no')"), options=["--json"])
    assert result.return_value == EXIT_NOT_AS_EXPECTED
    assert json.loads(result.stdout)["claims"][0]["status"] == "error"


def test_a_derivation_that_never_ends_is_stopped_and_the_others_are_judged(verify):
    slow = stated("slow", "N", body="import time; time.sleep(60)")
    result = verify(slow, stated("1", "N*(N + 1)/2"), options=["--json", "--timeout", "3"])
    claims = {claim["id"]: claim["status"] for claim in json.loads(result.stdout)["claims"]}
    assert claims == {"slow": "timeout", "1": "proved"}


def test_a_process_that_dies_is_an_error_and_the_others_are_judged(verify):
    dead = stated("dead", "N", body="import os; os._exit(9)")
    result = verify(dead, stated("1", "N*(N + 1)/2"), options=["--json"])
    claims = {claim["id"]: claim["status"] for claim in json.loads(result.stdout)["claims"]}
    assert claims == {"dead": "error", "1": "proved"}


def test_a_file_without_claims_is_nothing_to_check(verify):
    assert verify().return_value == EXIT_NOTHING


def test_junit_and_annotations_name_file_line_and_witness(verify, tmp_path):
    junit = tmp_path / "junit.xml"
    result = verify(stated("1", "N**2"), options=["--junit", str(junit), "--github"])
    suite = ET.parse(junit).getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("1", "1")
    assert "at N = 2" in suite.find("testcase/failure").get("message")
    assert f"::error file={tmp_path}/own.py,line=8,title=1::" in result.stdout


def test_an_unknown_id_is_refused_with_the_nearest_one():
    with pytest.raises(InputError, match=r"'3\.91'.*did you mean '3\.\d+'"):
        invoke("verify", "3.91")


def test_one_equation_and_one_section_can_be_named():
    ids = [claim["id"] for claim in json.loads(invoke("verify", "3.13", "3.7", "--json").stdout)["claims"]]
    assert sorted(ids) == ["3.13", "3.7"]


def test_a_premise_outside_the_run_was_used_as_derived():
    claim = json.loads(invoke("verify", "3.14", "--json").stdout)["claims"][0]
    assert claim["premises"] == {"3.12": "as derived", "3.13": "as derived"}


def test_explain_shows_what_a_claim_uses_and_what_uses_it():
    output = invoke("explain", "3.12").stdout
    assert "uses        3.3 (as printed), 3.7 (as printed)" in output
    assert "used by" in output
    assert "3.14" in output


def test_list_names_every_claim_and_json_parses():
    document = json.loads(invoke("list", "--json").stdout)
    assert {f"3.{number}" for number in range(1, 21)} <= {claim["id"] for claim in document["claims"]}


def test_recheck_checks_every_certificate_again():
    claim = json.loads(invoke("verify", "3.7", "--recheck", "--json").stdout)["claims"][0]
    assert claim["certificates"][0]["schema"] == "symnet.certificate/1"
    assert "1 of 1 finite proofs checked again" in claim["evidence"]


def test_recheck_counts_what_it_checked_and_names_what_it_cannot():
    said = invoke("verify", "3.7", "3.9", "--recheck").stdout
    assert re.search(r"\n\d of \d finite proofs checked again, 0 refused\n", said)
    assert re.search(r"\n +\d not re-checkable: .*a determinant.*\n$", said)


def test_a_forged_certificate_is_not_accepted():
    from symnet.judge.rechecking import rechecked
    from symnet.judge.running import RunOptions, run
    from symnet.judge.selecting import select

    verdict = run(select(["3.7"]), RunOptions(jobs=1))[0]
    forged = json.loads(json.dumps(verdict.certificates[0]))
    forged["cases"][0]["bound"] -= 1
    after = rechecked(replace(verdict, certificates=(forged,)))
    assert not after.verdict.expected
    assert (after.accepted, after.refused) == (0, 1)
    assert any("too small" in line for line in after.verdict.evidence)


def test_explain_says_which_assumptions_are_needed_in_words_and_in_json():
    (claim,) = json.loads(invoke("explain", "A.2", "--json").stdout)["claims"]
    (need,) = claim["needs"]
    assert need["need"] == "needed"
    assert need["counterexample"]["values"]["alpha"].startswith("-")
    assert rf"without     {need['assumption']}: needed: at " in invoke("explain", "A.2").stdout


def test_explain_names_all_that_rests_on_a_refuted_claim_with_its_fate():
    (claim,) = json.loads(invoke("explain", "3.22", "--json").stdout)["claims"]
    assert {"3.22/factor": "proved", "3.25": "refuted"}.items() <= claim["dependents"].items()
    assert claim["needs"] == []


def test_a_form_that_takes_too_long_is_given_up_in_words():
    with pytest.raises(InputError, match=r"could not be judged within 0\.5 s"):
        invoke("check", "3.7", "--timeout", "0.5", "--tex", "x_n = (w_1+w_2)^{200}")


def test_a_form_that_cannot_be_read_is_refused_with_a_caret():
    with pytest.raises(ReadingError, match=r"\^") as refused:
        invoke("check", "3.7", "--tex", "x_n = (w_1")
    assert refused.value.text == "x_n = (w_1"
