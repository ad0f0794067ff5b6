import re

import pytest

from symnet.report.document import arrange
from symnet.report.markdown import fenced, plain, write_markdown
from tests.report.sample import verdicts
from tests.report.test_html import hostile


def test_formulas_stand_in_math_fences_without_refused_commands():
    text = write_markdown(arrange(verdicts(), title="Section 3"))
    assert text.count("```math\n") > 20
    assert r"\operatorname" not in text
    assert r"\symnetdiffers" not in text
    assert text.count("```") % 2 == 0


def test_hostile_text_opens_neither_a_tag_nor_a_fence():
    text = write_markdown(arrange([hostile()], title="<b>"))
    outside = re.sub(r"(?ms)^(`{3,})\w*$.*?^\1$", "", text)
    assert not re.search(r"(?<!\\)<(?!/?(?:details|summary)|a name=\"[\w.-]+\">|/a>)", outside)


@pytest.mark.parametrize("text", ["```", "a\n```\nb", "````"])
def test_a_fence_cannot_be_closed_from_inside(text):
    first, *_, last = fenced(text, "tex").splitlines()
    assert first == last + "tex"
    assert last not in text


def test_plain_text_is_one_line_without_markup():
    assert plain("a *b*\n# c [d](e)") == r"a \*b\* \# c \[d\](e)"
