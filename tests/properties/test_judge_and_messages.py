"""The judge's comparison and the door of a figure, tried on what hypothesis makes up."""

import json
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from amteach.exercises.compare import as_array, same
from amteach.functions.checks import LARGEST, number, shown, whole
from amteach.scenes.scene import scene
from amteach.store.names import did_you_mean
from amteach.study.answers import Answer, Question, Record
from amteach.widgets.show import Show
from amteach.widgets.source import script

from .strategies import json_values, quick

arrays = hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e6, 1e6))


@quick
@given(arrays)
def test_an_answer_is_the_same_as_itself_however_it_is_written(right):
    assert same(right, right)
    assert same(as_array(right.tolist()), right)
    assert same(right[..., None], right)
    assert same(right.astype(np.float32), right)
    assert same(right * (1 + 1e-9), right)


@quick
@given(arrays, st.floats(0.01, 1e3), st.data())
def test_one_number_that_is_off_is_another_answer(right, off, data):
    index = tuple(data.draw(st.integers(0, n - 1)) for n in right.shape)
    other = right.copy()
    other[index] += off * (1 + abs(other[index]))
    assert not same(other, right)
    assert not same(np.full_like(right, np.nan), right)


kinds = st.sampled_from(["controls", "look", "plotly", "delete"]) | json_values
SENT: list = []
SHOW = Show(scene("linear_model"), {}, lambda message, buffers: SENT.append(message))
names = st.sampled_from(["penalty", "rate", "steps", "start"]) | st.text(max_size=8)
messages = json_values | st.fixed_dictionaries(
    {},
    optional={
        "kind": kinds,
        "serial": st.integers() | json_values,
        "values": st.dictionaries(names, json_values, max_size=3),
    },
)


@quick
@given(messages)
def test_every_message_has_one_answer_at_least_which_is_short_json(message):
    SENT.clear()
    before = SHOW.controls
    SHOW.receive(message)
    assert SENT
    for answer in SENT:
        json.dumps(answer, allow_nan=False)
    if SENT[0]["kind"] == "problem":
        assert len(SENT) == 1
        assert len(SENT[0]["text"]) <= 1001
        assert SHOW.controls == before


RECORD = Record("heron", 0, "MNIST test", tuple(Question("natural", False, i, 0) for i in range(5)))
answers = st.builds(Answer, st.integers(0, 4), st.integers(0, 1), st.integers(1, 3), st.integers(0, 10**6))


@quick
@given(st.lists(answers, max_size=8), st.lists(answers, max_size=8))
def test_the_first_answer_to_a_trial_counts_and_none_is_lost(some, more):
    merged = RECORD.with_answers(some).with_answers(more)
    assert merged == RECORD.with_answers([*some, *more])
    assert merged.with_answers(some) == merged
    assert {a.trial for a in merged.answers} == {a.trial for a in (*some, *more)}


@quick
@given(st.text())
def test_a_text_in_a_script_comes_back_and_ends_nothing(text):
    written = script(text)
    assert json.loads(written) == text
    assert "<" not in written
    assert written.isascii()


@quick
@given(json_values | st.complex_numbers() | st.binary(max_size=200) | st.integers(-(10**400), 10**400))
def test_a_number_is_taken_or_refused_in_few_words(value):
    for check, kind in ((number, float), (whole, int)):
        taken, words = None, ""
        try:
            taken = check("f({})", value, "a number is needed")
        except (TypeError, ValueError) as error:
            words = str(error)
        assert len(words) < 300
        if not words:
            assert type(taken) is kind
            assert math.isfinite(taken)
            assert taken == value
            assert kind is float or 0 <= taken <= LARGEST
    assert len(shown(value)) <= 161


@quick
@given(st.text(max_size=20), st.lists(st.text(min_size=1, max_size=10), max_size=5))
def test_the_nearest_name_is_one_of_the_names(name, known):
    hint = did_you_mean(name, known)
    assert not hint or any(hint == f" Did you mean {word!r}?" for word in known)
