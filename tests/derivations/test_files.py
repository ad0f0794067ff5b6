"""What a derivation file may hold: the source verbatim, and derivations that do not write sums themselves."""

import ast
import inspect
import json
import textwrap
from pathlib import Path

import pytest

from symnet.claims.collecting import collect, paper, systems

CLAIMS = {id: claim for id, (_, claim) in collect([paper(), systems()]).items()}
PRINTED = Path(__file__).parents[3] / "shared" / "equations.json"
FORBIDDEN = {"Sum", "Product", "Indexed", "IndexedBase", "printed"}


def names_in(source):
    tree = ast.parse(textwrap.dedent(source)).body[0]
    nodes = [node for statement in tree.body for node in ast.walk(statement)]
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {
        node.attr for node in nodes if isinstance(node, ast.Attribute)
    }


@pytest.mark.parametrize("id", CLAIMS)
def test_a_derivation_writes_no_sum_of_its_own(id):
    assert not names_in(inspect.getsource(CLAIMS[id].derive)) & FORBIDDEN


def test_a_sum_typed_into_a_derivation_is_seen():
    assert names_in("@claim('1')\ndef derive():\n    return sp.Sum(w[n], (n, 1, N))\n") & FORBIDDEN


@pytest.mark.parametrize("id", [id for id in CLAIMS if "/" not in id and CLAIMS[id].printed])
def test_the_printed_equation_stands_verbatim(id):
    if not PRINTED.exists():
        pytest.skip("the locked text of the paper's equations is not beside this checkout")
    assert CLAIMS[id].printed == json.loads(PRINTED.read_text(encoding="utf-8"))[id]


def test_every_premise_is_a_claim():
    assert {premise for claim in CLAIMS.values() for premise in claim.premises} <= CLAIMS.keys()


def test_no_claim_rests_on_itself():
    def ancestors(id, path=()):
        assert id not in path, f"circle: {path}"
        for premise in CLAIMS[id].premises:
            ancestors(premise, (*path, id))

    for id in CLAIMS:
        ancestors(id)
