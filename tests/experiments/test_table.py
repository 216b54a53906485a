"""A table shows the same cells as markdown and as text, and the rows of the lectures' tables measure what they say."""

from dataclasses import dataclass

import numpy as np
import pytest

import amteach as am
from amteach.experiments.facets import FacetTable
from amteach.experiments.generators import GeneratorTable
from amteach.experiments.objectives import OBJECTIVES, STARTS, ObjectiveTable
from amteach.experiments.priors import PRIORS, PriorTable
from amteach.experiments.robust import RobustTable
from amteach.experiments.table import Table


@dataclass(frozen=True, repr=False)
class Heights(Table):
    """Some mountains: the height and its share of the highest, and the span of its measurements."""

    mountains: list[tuple]

    columns = ("", "height", "share", "measured")
    formats = ("{:.1f}", "{:.0%}", "{:.1f} … {:.1f}")

    def rows(self):
        return self.mountains


HEIGHTS = Heights([("K2", 8611.0, 0.97, (8609.0, 8613.0)), ("a hill", 7.25, np.nan, (np.nan, np.nan))])


def test_text_is_in_columns_with_names_to_the_left_and_numbers_to_the_right():
    assert repr(HEIGHTS).splitlines() == [
        "        height  share         measured",
        "K2      8611.0    97%  8609.0 … 8613.0",
        "a hill     7.2",
    ]


def test_markdown_holds_the_same_cells():
    lines = HEIGHTS._repr_markdown_().splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells == [
        ["", "height", "share", "measured"],
        ["---"] * 4,
        ["K2", "8611.0", "97%", "8609.0 … 8613.0"],
        ["a hill", "7.2", "", ""],
    ]


def test_a_row_that_has_not_one_measurement_for_each_format_is_an_error():
    with pytest.raises(ValueError, match="zip"):
        repr(Heights([("K2", 8611.0)]))


def test_a_table_without_rows_of_its_own_cannot_be_made():
    with pytest.raises(TypeError, match="rows"):
        Table()  # pyright: ignore[reportAbstractUsage]


@pytest.mark.parametrize("table", [ObjectiveTable, PriorTable, FacetTable, GeneratorTable, RobustTable])
def test_a_table_has_one_format_for_each_column_after_the_names(table):
    assert len(table.formats) == len(table.columns) - 1


def test_the_table_of_objectives_says_the_smallest_and_the_mean_probability():
    p = np.random.default_rng(0).random((len(OBJECTIVES), len(STARTS), 10))
    name, *cells = ObjectiveTable(p).rows()[1]
    assert name == "softmax"
    assert cells == [(row.min(), row.mean()) for row in p[1]]


def test_the_mean_digits_are_most_like_the_mean_digits_and_noise_has_all_frequencies_alike():
    x = np.tile(am.class_means()[:, 0], (len(PRIORS), 1, 1, 1))
    x[1] = np.random.default_rng(0).standard_normal((10, 28, 28))
    means, noise, *_ = PriorTable(x, np.full((len(PRIORS), 10), 0.5)).rows()
    assert means[:3] == ("none", 0.5, pytest.approx(1.0))
    assert means[4] == x[0].max()
    outside = np.mean(np.hypot(*np.meshgrid(np.fft.fftfreq(28), np.fft.fftfreq(28))) > 0.25)
    assert noise[2] == pytest.approx(0, abs=0.05)
    assert noise[3] == pytest.approx(outside, abs=0.02)
