from dataclasses import replace

from symnet.report.document import arrange
from symnet.report.graph import draw
from tests.report.sample import verdict, verdicts


def picture(run):
    return draw(arrange(run, title="").entries)


def test_premises_stand_to_the_left_of_their_users():
    shown = picture(verdicts())
    place = {box.entry.verdict.id: box for box in shown.boxes}
    for box in shown.boxes:
        for premise in box.entry.verdict.premises:
            assert place[premise].x + place[premise].width < box.x


def test_boxes_do_not_overlap_and_lie_in_the_picture():
    shown = picture(verdicts())
    corners = [(box.x, box.y) for box in shown.boxes]
    assert len(set(corners)) == len(corners) == 20
    for box in shown.boxes:
        assert 0 <= box.x <= shown.width - box.width
        assert 0 <= box.y <= shown.height - box.height


def test_what_rests_on_a_refuted_claim_is_not_grounded():
    grounded = {box.entry.verdict.id for box in picture(verdicts()).boxes if box.grounded}
    assert "3.17" in grounded
    assert not grounded & {"3.19", "3.20"}


def test_what_rests_on_a_claim_outside_the_report_is_not_grounded():
    run = [verdict("3.6"), replace(verdict("3.7"), premises={"3.6": "as printed", "9.9": "as printed"})]
    run[0] = replace(run[0], premises={})
    assert [box.grounded for box in picture(run).boxes] == [True, False]


def test_a_circle_is_drawn_without_the_arrow_that_closes_it():
    run = [replace(verdict("3.6"), premises={"3.7": "x"}), replace(verdict("3.7"), premises={"3.6": "x"})]
    assert len(picture(run).arrows) == 1


def test_claims_without_links_are_listed_apart():
    shown = picture([replace(verdict("3.6"), premises={})])
    assert [entry.verdict.id for entry in shown.alone] == ["3.6"]
    assert shown.boxes == ()
