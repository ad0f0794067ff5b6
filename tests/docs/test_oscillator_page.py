"""The page on the oscillator: every sentence stands on claims, and the claims have the verdicts it says."""

import re
from pathlib import Path

import pytest

from symnet.claims.collecting import collect, paper, systems
from symnet.judge.judging import judge
from symnet.report.figures import to_svg
from symnet.report.figures.oscillator import at_finite_step

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "oscillator.md"
PAPER, SYSTEMS = ({id: claim for id, (_, claim) in collect([place()]).items()} for place in (paper, systems))
CITED = re.compile(r"`([\w.]+(?:/[\w-]+)?)`, (proved|limit|refuted)")
CITATION = re.compile(r"\((?:`[\w./-]+`, (?:proved|limit|refuted)(?:; )?)+\)")
SETTING = "L = mẋ²/2"
"""How the paragraph begins that only names the letters."""


def prose(text):
    """The page's statements: paragraphs and items, without code, headings, pictures, and notes about the page."""
    plain = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n|\n(?=- )", plain)]
    return [block for block in blocks if block and not block.startswith(("#", ">", "!", SETTING))]


def sentences(block):
    return re.split(r"(?<=[.?!])\s+(?=[A-Z])", block.removeprefix("- "))


CITATIONS = sorted(set(CITED.findall(PAGE.read_text(encoding="utf-8"))))


def test_every_citation_is_a_claim():
    assert len(CITATIONS) > 40
    assert {id for id, _ in CITATIONS} <= PAPER.keys() | SYSTEMS.keys()


@pytest.mark.parametrize(("id", "said"), [each for each in CITATIONS if each[0] in PAPER])
def test_a_claim_of_the_paper_has_the_verdict_that_the_page_says(id, said):
    """Those of the systems are judged once, in tests/derivations/test_systems.py, which looks at this page too."""
    assert judge(PAPER[id]).status.value == said


def uncited(text):
    return [each for block in prose(text) for each in sentences(block) if not CITATION.search(each[-200:])]


def test_every_sentence_ends_in_its_claims():
    text = PAGE.read_text(encoding="utf-8")
    assert len(prose(text)) > 20
    assert uncited(text) == []
    assert all(sentence.endswith(").") for block in prose(text) for sentence in sentences(block))


def test_a_sentence_without_a_claim_is_seen():
    assert uncited("- All is well (`free/kernel`, proved). The rest is obvious.\n") == ["The rest is obvious."]


def test_the_picture_is_what_its_code_draws():
    kept = (ROOT / "docs" / "oscillator.svg").read_text(encoding="utf-8")
    assert kept == to_svg(at_finite_step()) + "\n"


def test_the_readme_leads_to_the_page():
    assert "(docs/oscillator.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
