"""Numbers as the figures print them."""

import math

import numpy as np
import pytest

from amteach.pictures.numerals import number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.0, "0"), (1, "1"), (-2.5, "−2.5"), (0.1 + 0.2, "0.3"), (100.0, "100"), (12345.0, "12350"),
        (1234.5, "1235"), (99999.9, "1e+5"), (123456.0, "1.235e+5"), (0.001, "0.001"), (0.0009, "9e-4"),
        (-1.5e-7, "−1.5e-7"), (1e300, "1e+300"), (math.inf, "∞"), (-math.inf, "−∞"), (math.nan, "nan"),
        (np.float32(0.1), "0.1"), (np.int64(7), "7"),
    ],
)  # fmt: skip
def test_four_digits_and_a_true_minus_sign(value, text):
    assert number(value) == text


def test_nothing_is_lost_beyond_the_fourth_digit():
    """What is printed, read again, is the number to within half of its fourth digit."""
    for value in np.random.default_rng(0).normal(size=300) * 10.0 ** np.arange(-150, 150):
        read = float(number(value).replace("−", "-"))
        assert math.isclose(read, value, rel_tol=5.1e-4)
