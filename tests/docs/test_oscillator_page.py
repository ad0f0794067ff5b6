"""The page on the oscillator: every sentence stands on claims, and the claims have the verdicts it says."""

import re
from functools import cache
from pathlib import Path

import pytest

from symnet.claims.collecting import collect, paper, systems
from symnet.judge.judging import judge
from symnet.report.figures import to_svg
from symnet.report.figures.oscillator import at_finite_step

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "oscillator.md"
CLAIMS = {id: claim for id, (_, claim) in collect([paper(), systems()]).items()}
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


@cache
def verdict(id):
    return judge(CLAIMS[id]).status.value


CITATIONS = sorted(set(CITED.findall(PAGE.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(("id", "said"), CITATIONS)
def test_a_claim_has_the_verdict_that_the_page_says(id, said):
    assert verdict(id) == said


def uncited(text):
    return [each for block in prose(text) for each in sentences(block) if not CITATION.search(each[-200:])]


def test_every_sentence_ends_in_its_claims():
    text = PAGE.read_text(encoding="utf-8")
    assert len(prose(text)) > 20
    assert uncited(text) == []
    assert all(sentence.endswith(").") for block in prose(text) for sentence in sentences(block))


def test_a_sentence_without_a_claim_and_a_claim_with_another_verdict_are_seen():
    assert uncited("- All is well (`free/kernel`, proved). The rest is obvious.\n") == ["The rest is obvious."]
    assert verdict("free/kernel") != "limit"


def test_the_picture_is_what_its_code_draws():
    kept = (ROOT / "docs" / "oscillator.svg").read_text(encoding="utf-8")
    assert kept == to_svg(at_finite_step()) + "\n"


def test_the_readme_leads_to_the_page():
    assert "(docs/oscillator.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
