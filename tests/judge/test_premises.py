"""What rests on a refuted claim is named with its fate, also through others; a premise says how it was used."""

from types import SimpleNamespace

from symnet.claims.verdict import Status, Verdict
from symnet.judge.premises import with_premises

PREMISES = {"1": (), "2": ("1",), "3": ("2", "x"), "4": (), "5": ("4", "3")}
STATUS = {"1": Status.REFUTED, "2": Status.PROVED, "3": Status.REFUTED, "4": Status.PROVED, "5": Status.LIMIT}


def filled(ids=tuple(PREMISES)):
    verdicts = [Verdict(id=id, section="1", status=STATUS[id], scope="all N", reading="parsed") for id in ids]
    claims = {id: SimpleNamespace(premises=PREMISES[id]) for id in ids}
    return {verdict.id: verdict for verdict in with_premises(verdicts, claims)}


def test_everything_that_rests_on_a_refuted_claim_is_named_with_its_verdict():
    assert filled()["1"].dependents == {"2": "proved", "3": "refuted", "5": "limit"}
    assert filled()["3"].dependents == {"5": "limit"}


def test_nothing_is_said_of_what_rests_on_a_true_claim():
    assert filled()["4"].dependents == {}
    assert filled()["4"].used_by == ("5",)


def test_a_refuted_premise_was_used_as_corrected_a_true_one_as_printed_and_a_strange_one_as_derived():
    assert filled()["2"].premises == {"1": "as corrected"}
    assert filled()["3"].premises == {"2": "as printed", "x": "as derived"}
    assert filled(("2",))["2"].premises == {"1": "as derived"}


def test_claims_that_rest_on_each_other_come_to_an_end(monkeypatch):
    monkeypatch.setitem(PREMISES, "1", ("3",))
    assert filled()["1"].dependents == {"2": "proved", "3": "refuted", "5": "limit"}
