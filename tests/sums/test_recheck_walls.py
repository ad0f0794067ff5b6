"""The re-checker's walls between two upper ends: a range that stops early is not the whole range."""

import pytest

from symnet.sums.recheck import RefusedError, check


@pytest.mark.parametrize("stop", [2, 5, 9])
def test_a_sum_that_stops_at_a_fixed_place_is_not_the_whole_one(stop):
    with pytest.raises(RefusedError, match="is not 0"):
        check(f"Sum(k, 1, N, Ind({stop} - k)) - N", ["N"], ["N-1"], ["N"])


@pytest.mark.parametrize("stop", [2, 5, 9])
def test_the_bound_reaches_beyond_the_place_where_the_shorter_end_changes(stop):
    statement = f"Sum(k, 1, N, Ind({stop} - k)*a[k]) - Sum(k, 1, N, Ind({stop} - k)*a[k])"
    assert check(statement, ["N"], ["N-1"], ["N"]) > stop


def test_parameters_are_placed_in_the_order_in_which_they_have_ends():
    statement = "Sum(k, i, j, a[k]) - Sum(k, i, j-1, a[k]) - a[j]"
    assert check(statement, ["N", "i", "j"], ["N-1", "i-1", "N-j", "j-i"], ["N"]) > 0


def test_a_parameter_without_an_end_is_refused():
    with pytest.raises(RefusedError, match="no end"):
        check("a[i] - a[i]", ["N", "i"], ["N-1", "i-1"], ["N"])


def test_what_is_no_expression_is_refused():
    with pytest.raises(ValueError, match="ascii"):
        check("a°[1] - a°[1]", ["N"], ["N-1"], ["N"])
