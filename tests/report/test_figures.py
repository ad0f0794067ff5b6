import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest
import sympy as sp

from symnet.errors import InputError
from symnet.notation import symbols
from symnet.report import write
from symnet.report.figures import FIGURES, to_svg, to_tikz, write_figures
from symnet.report.figures.drawing import Disk, Ink, Label, Stroke
from symnet.report.figures.labels import tspans
from symnet.report.figures.paths import path_panel, pieces, weights_of
from symnet.report.pdf import compile_latex
from symnet.theory.represent import represent
from tests.report.sample import verdicts
from tests.report.test_html import as_xml, assert_nothing_runs_or_loads
from tests.report.test_latex import needs_tex

POSITIONS = tuple(sp.Rational(value, 3) for value in (1, 4, 2, 2, -5))
SYSTEMS = [
    (activation, boundary, time)
    for activation in ("relu", "step")
    for boundary, time in (("fixed", "real"), ("halfline", "euclidean"))
]


def height_at(found, instant):
    """The drawn path's height there, from every piece that covers the instant."""
    heights = set()
    for (t1, x1), (t2, x2) in found:
        if t1 <= instant <= t2:
            heights.add(round(x1 + (x2 - x1) * (instant - t1) / (t2 - t1), 12))
    return heights


@pytest.mark.parametrize(("activation", "boundary", "time"), SYSTEMS)
def test_the_drawn_path_goes_through_the_positions(activation, boundary, time):
    system = represent("m*v^2/2", activation=activation, boundary=boundary, time=time)
    found = pieces(system, POSITIONS)
    for n, position in enumerate(POSITIONS):
        assert height_at(found, system.lattice.boundary.direction * n) == {round(float(position), 12)}


def test_relu_draws_a_continuous_path_and_steps_jump():
    relu, step = (pieces(represent("m*v^2/2", activation=name), POSITIONS) for name in ("relu", "step"))
    for (_, end), (start, _) in pairwise(relu):
        assert end == pytest.approx(start)
    assert all(start[1] == end[1] for start, end in step)


def test_the_weights_of_a_picture_are_the_paper_s_differences():
    weights = weights_of(represent("m*v^2/2"), POSITIONS)
    x = POSITIONS
    assert weights == {symbols.w[n]: x[n] - 2 * x[n - 1] + (x[n - 2] if n > 1 else x[0]) for n in range(1, 5)}


@pytest.mark.parametrize("name", FIGURES)
def test_an_svg_is_well_formed_stands_alone_and_says_what_it_shows(name):
    drawing = FIGURES[name]()
    root = ElementTree.fromstring(to_svg(drawing))
    assert root.get("aria-label") == drawing.caption
    text = "".join(root.itertext())
    assert not re.search(r"[\\{}_^]", text)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "path", "circle", "text", "tspan"}


@pytest.mark.parametrize("name", FIGURES)
def test_all_marks_lie_in_the_frame(name):
    drawing = FIGURES[name]()
    for mark in drawing.marks:
        match mark:
            case Stroke():
                places = mark.points
            case Disk():
                places = (mark.centre,)
            case Label():
                places = (mark.place,)
        for x, y in places:
            assert 0 <= x <= drawing.width
            assert 0 <= y <= drawing.height


def test_what_is_random_is_red_on_both_sides_of_the_duality():
    marks = FIGURES["langevin-dual"]().marks
    assert sum(isinstance(mark, Disk) and mark.ink is Ink.RANDOM for mark in marks) == 3
    assert sum(isinstance(mark, Stroke) and mark.ink is Ink.RANDOM for mark in marks) == 4 + 3


def test_a_figure_is_the_same_every_time(tmp_path):
    first, second = (
        [path.read_bytes() for path in write_figures(tmp_path / name, [(n, draw()) for n, draw in FIGURES.items()])]
        for name in "ab"
    )
    assert first == second
    assert len(first) == 10


@needs_tex
def test_the_tikz_pictures_compile():
    body = "\n\n".join(to_tikz(draw()) for draw in FIGURES.values())
    source = rf"\documentclass{{article}}\usepackage{{amsmath,amssymb,tikz}}\begin{{document}}{body}\end{{document}}"
    assert compile_latex(source).startswith(b"%PDF-")


def test_a_report_shows_the_figures_it_is_asked_for(tmp_path):
    html, tex = write(verdicts(), tmp_path, ["html", "tex"], figures=["path-and-network", "relu-and-step"])
    page = html.read_text()
    assert_nothing_runs_or_loads(page)
    assert sum(element.get("class") == "figure" for element in as_xml(page).iter()) == 2
    assert tex.read_text().count(r"\begin{tikzpicture}") == 2
    with pytest.raises(InputError, match="no figure 'x'; there are path-and-network"):
        write(verdicts(), tmp_path, figures=["x"])


def test_labels_raise_and_lower_their_scripts_and_come_back():
    runs = tspans(r"x^{\text{ini}} + \tilde{w}_{n}")
    assert [run.text for run in runs] == ["x", "ini", " + ".replace(" ", "\N{THIN SPACE}"), "w\N{COMBINING TILDE}", "n"]
    assert runs[1].down < 0 < runs[2].down
    assert sum(run.down for run in runs) == -runs[-1].level


def test_a_path_of_one_step_is_a_picture_too():
    drawing = path_panel(represent("m*v^2/2"), POSITIONS[:2], "one step")
    assert sum(isinstance(mark, Disk) for mark in drawing.marks) == 2
