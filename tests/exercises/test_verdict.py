"""What a student reads: the same in a notebook and in a terminal, with as few digits as will do."""

import numpy as np
import pytest

from amteach.exercises.verdict import Code, Text, Verdict, listing, pretty, pretty_pair


def test_a_verdict_is_true_when_it_is_right_and_readable_either_way():
    right, wrong, untried = Verdict("right", "Well."), Verdict("wrong", "No."), Verdict("untried")
    assert [bool(v) for v in (right, wrong, untried)] == [True, False, False]
    assert [repr(v) for v in (right, wrong, untried)] == ["✓ Right. Well.", "✗ Not right. No.", "○ Not tried yet."]
    assert "<b>✓ Right.</b> Well." in right._repr_html_()
    assert "<b>○ Not tried yet.</b>" in untried._repr_html_()


def test_a_terminal_shows_no_fences():
    text = f"No.\n\n{listing({'x': '1'})}\n\nEnd."
    assert repr(Verdict("wrong", text)) == "✗ Not right. No.\n\nx = 1\n\nEnd."
    assert "<pre>x = 1</pre>" in Verdict("wrong", text)._repr_html_()


def test_prose_is_markdown_and_code_is_highlighted_and_both_are_themselves_in_a_terminal():
    assert repr(Text("*a*")) == Text("*a*")._repr_markdown_() == "*a*"
    assert repr(Code("x = 1")) == "x = 1"
    assert Code("x = 1")._repr_markdown_() == "```python\nx = 1\n```"


def test_the_rows_of_a_listing_stand_below_one_another():
    """The second line of an array begins below the first, so that the listing can be read back."""
    lines = listing({"x": "[[1],\n [2]]", "yours": "3"}).splitlines()
    assert lines == ["```text", "x     = [[1],", "         [2]]", "yours = 3", "```"]
    assert lines[1].index("[") == lines[2].index("[") - 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2, "2"),
        (2.0, "2"),
        (-0.0, "0"),
        (1 / 3, "0.3333"),
        (12345.6, "1.235e+04"),
        (np.array([-0.0, 0.5]), "[0, 0.5]"),
        (np.array([1, 2]), "[1, 2]"),
        (np.nan, "nan"),
        ([True, False], "[1, 0]"),
    ],
)
def test_numbers_have_few_digits_and_zero_has_no_sign(value, text):
    assert pretty(value) == text


def test_a_hundred_numbers_are_listed_and_more_are_abridged():
    assert pretty(np.arange(100)).count(",") == 99
    assert "..." in pretty(np.arange(101))


@pytest.mark.parametrize(("difference", "digits"), [(0.1, 4), (1e-6, 8), (1e-12, 17), (0.0, 17)])
def test_two_numbers_have_as_few_digits_as_show_that_they_differ(difference, digits):
    a, b = 1 / 3, 1 / 3 + difference
    assert pretty_pair(a, b) == (pretty(a, digits), pretty(b, digits))
    assert (pretty_pair(a, b)[0] != pretty_pair(a, b)[1]) == (difference > 0)
