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
