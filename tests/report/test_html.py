import re
import xml.etree.ElementTree as ElementTree
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from symnet.claims.verdict import CounterexampleRecord, Status, StepRecord, Verdict
from symnet.errors import InputError
from symnet.report import write
from symnet.report.document import arrange
from tests.report.sample import PRINTED, verdict, verdicts

HOSTILE = """<script>alert(1)</script>"'>&\\input{/etc/passwd}</style></svg></math>$x$ %\n\x00"""


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> str:
    (path,) = write(verdicts(), tmp_path_factory.mktemp("report"), ["html"], title="Section 3")
    return path.read_text(encoding="utf-8")


def as_xml(page: str) -> ElementTree.Element:
    """The page as a tree; void elements of HTML are closed first."""
    page = page.replace("<!DOCTYPE html>", "")
    page = re.sub(r"<style>.*?</style>", "<style/>", page, flags=re.DOTALL)
    return ElementTree.fromstring(re.sub(r"<(meta|input)\b([^>]*)>", r"<\1\2/>", page))


class Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_page_is_well_formed(page):
    root = as_xml(page)
    assert [child.tag for child in root] == ["head", "body"]


def assert_nothing_runs_or_loads(page):
    tags = {tag for tag, _ in Elements(page).found}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "audio", "video", "use"}
    for _, attributes in Elements(page).found:
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "style", "srcset"}]
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"@import|url\((?!\"data:font/woff2;base64,)", page)


def test_nothing_on_the_page_runs_or_loads(page):
    assert_nothing_runs_or_loads(page)


def test_the_policy_allows_this_style_sheet_and_nothing_else(page):
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL).group(1)
    policy = next(a["content"] for _, a in Elements(page).found if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def assert_links_lead_somewhere(page):
    found = Elements(page).found
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for _, a in found if "href" in a} <= set(ids)
    return set(ids)


def test_every_link_leads_somewhere_and_every_id_is_unique(page):
    assert {f"eq-{claim}" for claim in PRINTED} <= assert_links_lead_somewhere(page)


def test_every_verdict_is_said_in_words_and_with_a_glyph(page):
    for article in as_xml(page).iter("article"):
        badge = " ".join("".join(article.find(".//p[@class='badges']").itertext()).split())
        word = article.get("class").split()[1]
        assert badge.startswith({"proved": "✓ proved", "refuted": "✗ refuted", "definition": "○ definition"}[word])


def test_no_tex_is_left_outside_the_sources(page):
    body = as_xml(page).find("body")
    shown = []

    def visit(element):
        if element.tag in {"code", "style"}:
            return
        shown.append(element.text or "")
        for child in element:
            visit(child)
            shown.append(child.tail or "")

    visit(body)
    assert not re.search(r"[\\{}$_^]", "".join(shown))


def test_a_refuted_equation_shows_its_counterexample_and_its_correction(page):
    article = next(a for a in as_xml(page).iter("article") if a.get("id") == "eq-3.19")
    text = " ".join(" ".join(article.itertext()).split())
    for words in (
        "as printed",
        "understood",
        "derived, corrected",
        "Counterexample",
        "derived side -1/8",
        "derivations/paper/s3.py:173",
        "used by 3.20",
    ):
        assert words in text
    assert len(list(article.iter("mrow"))) > 20
    assert article.findall(".//mrow[@class='differs']")


def test_the_same_verdicts_give_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = write(verdicts(), tmp_path / "a", ["html", "tex", "md"])
    slower = [replace(v, seconds=v.seconds + 7) for v in verdicts()]
    second = write(slower, tmp_path / "b", ["html", "tex", "md"])
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_source_date_epoch_dates_the_report(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    (path,) = write(verdicts(), tmp_path, ["html"])
    assert "1970-01-02" in path.read_text()


def hostile() -> Verdict:
    return Verdict(
        HOSTILE,
        HOSTILE,
        Status.REFUTED,
        HOSTILE,
        HOSTILE,
        title=HOSTILE,
        printed=HOSTILE,
        understood=r"\text{" + HOSTILE,
        derived=r"\href{javascript:alert(1)}{x}",
        corrected=r"\text{<script>alert(1)</script>}",
        counterexample=CounterexampleRecord({HOSTILE: HOSTILE}, HOSTILE, HOSTILE),
        assumptions=(HOSTILE, r"$\input{x}$ <b>"),
        premises={HOSTILE + "2": HOSTILE},
        used_by=(HOSTILE,),
        steps=(StepRecord(HOSTILE, HOSTILE, HOSTILE),),
        evidence=(HOSTILE,),
        notes=(HOSTILE,),
        place=HOSTILE,
    )


def test_hostile_text_is_shown_and_not_obeyed(tmp_path):
    (path,) = write([hostile()], tmp_path, ["html"], title=HOSTILE)
    page = path.read_text(encoding="utf-8")
    assert_nothing_runs_or_loads(page)
    assert_links_lead_somewhere(page)
    assert page.count("<style>") == page.count("</style>") == 1
    as_xml(page.replace("\x00", ""))


def test_ids_that_look_alike_get_anchors_of_their_own(tmp_path):
    alike = [replace(verdict("3.6"), id=name, premises={}) for name in ("a/b", "a b", "a-b", "ä", "ö")]
    (path,) = write(alike, tmp_path, ["html"])
    ids = [a["id"] for _, a in Elements(path.read_text()).found if a.get("id", "").startswith("eq-")]
    assert len(ids) == len(set(ids)) == 10


def test_an_empty_run_and_a_circle_of_premises_still_give_a_page(tmp_path):
    for number, run in enumerate(
        (
            [],
            [replace(verdict("3.6"), premises={"3.6": "as printed"})],
            [
                replace(verdict("3.6"), premises={"3.7": "as printed"}),
                replace(verdict("3.7"), premises={"3.6": "as printed"}),
            ],
        )
    ):
        (path,) = write(run, tmp_path / str(number), ["html"])
        page = path.read_text()
        as_xml(page)
        assert sum(each.get("id", "").startswith("eq-") for _, each in Elements(page).found) == 2 * len(run)


def test_an_unknown_format_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(InputError, match="no report format 'docx'; there are html, tex"):
        write(verdicts(), tmp_path, ["docx"])


def test_the_claims_of_a_section_stand_together_wherever_they_come_from():
    mixed = [verdict("3.3"), verdict("3.14"), verdict("3.4"), verdict("3.18")]
    found = arrange(mixed, title="Mixed")
    assert [[entry.verdict.id for entry in section.entries] for section in found.sections] == [
        ["3.3", "3.4"],
        ["3.14"],
        ["3.18"],
    ]
