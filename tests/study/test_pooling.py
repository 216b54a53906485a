"""Pooled answers: the interval is Wilson's, and each participant counts once."""

import re
from dataclasses import replace

import pytest

from amteach.study.answers import save
from amteach.study.pooling import PAPER, pool_studies, wilson


@pytest.mark.parametrize("n", [1, 2, 5, 10, 50, 333])
def test_the_interval_is_that_of_scipy(n):
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed: pip install scipy")
    for k in {0, 1, n // 2, n - 1, n}:
        theirs = stats.binomtest(k, n).proportion_ci(confidence_level=0.95, method="wilson")
        assert wilson(k, n) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_its_ends_are_where_the_true_share_is_just_not_refuted():
    for k, n in ((3, 10), (9, 10), (40, 55)):
        for q in wilson(k, n):
            assert abs(k / n - q) == pytest.approx(1.959963984540054 * (q * (1 - q) / n) ** 0.5)


def test_it_stays_between_nothing_and_everything():
    assert wilson(0, 7)[0] == pytest.approx(0, abs=1e-15)
    assert wilson(7, 7)[1] == pytest.approx(1)
    assert 0 < wilson(0, 7)[1] < 0.5 < wilson(7, 7)[0] < 1


@pytest.mark.parametrize(("k", "n"), [(0, 0), (3, 2), (-1, 4)])
def test_counts_that_cannot_be_are_refused(k, n):
    with pytest.raises(ValueError, match="0 to n are right"):
        wilson(k, n)


def test_right_answers_are_counted_by_condition(answered):
    pool = pool_studies([answered("a", natural=1.0, synthetic=0.0, none=1.0), answered("b", natural=0.0)])
    assert pool.counts == {"natural": (10, 20), "synthetic": (10, 20), "none": (10, 10)}
    assert pool.counted == ("a", "b")


def test_practice_and_catch_trials_do_not_count(answered):
    assert pool_studies([answered(practice=0.0)]).counts == pool_studies([answered(practice=1.0)]).counts


def test_who_misses_a_catch_trial_is_left_out_and_named(answered):
    pool = pool_studies([answered("a"), answered("b", catch=0.0)])
    assert (pool.counted, pool.left_out) == (("a",), ("b",))
    assert "1 participant; left out for a missed catch trial: b" in repr(pool)
    assert pool.counts["natural"] == (10, 10)


def test_who_has_not_come_to_the_catch_trials_yet_counts(answered):
    whole = answered("a")
    few = first_answers(whole, 4)
    assert pool_studies([few]).counted == ("a",)
    assert sum(n for _, n in pool_studies([few]).counts.values()) == 1


def first_answers(record, count):
    return replace(record, answers=()).with_answers(record.answers[:count])


def test_the_same_participant_counts_once_with_the_fuller_file(answered):
    whole = answered("a")
    pool = pool_studies([first_answers(whole, 10), whole, first_answers(whole, 20)])
    assert pool.counted == ("a",)
    assert pool.counts["synthetic"] == (10, 10)


def test_two_who_took_the_same_word_are_two(answered):
    """A class where half of it has left the word of the lecture as it was."""
    one, other = answered("heron", natural=1.0), answered("heron", natural=0.5)
    pool = pool_studies([one, first_answers(other, 12), other])
    assert pool.counted == ("heron", "heron")
    assert pool.counts["natural"][1] == 20


def test_a_folder_its_files_and_the_records_pool_alike(tmp_path, answered):
    records = [answered(name, seed, natural=0.7) for seed, name in enumerate("abc")]
    for record in records:
        save(tmp_path / f"{record.participant}.json", record)
    assert pool_studies(tmp_path) == pool_studies(sorted(tmp_path.iterdir())) == pool_studies(records)
    assert pool_studies(str(tmp_path / "a.json")) == pool_studies(records[:1])


def test_an_empty_class_shows_the_paper_alone(tmp_path):
    pool = pool_studies(tmp_path / "nobody")
    assert repr(pool).count("no answers yet") == 3
    assert [row.series for row in pool._rows()] == ["the paper"] * 3


def test_what_is_no_study_is_refused():
    with pytest.raises(TypeError, match=r'3 is no study: write am.pool_studies\("studies"\)'):
        pool_studies([3])


def test_a_file_that_is_not_there_is_no_empty_class(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"anna\.json"):
        pool_studies(tmp_path / "anna.json")


def test_the_papers_numbers_are_those_of_the_source():
    assert PAPER == {"natural": (0.922, 0.018), "synthetic": (0.820, 0.043), "none": (0.431, 0.061)}


def test_the_figure_says_its_numbers(answered):
    pool = pool_studies([answered(natural=0.8)])
    [alt] = re.findall(r'<figure><img alt="([^"]+)" src="data:image/png', pool._repr_html_())
    assert alt == repr(pool)
