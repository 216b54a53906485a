"""An attempt may do whatever it likes: there is a verdict, the machine is as it was, and what happened is said."""

import signal
import sys
import threading
import time
import warnings
from fractions import Fraction

import numpy as np
import pytest

from amteach.exercises import EXERCISES, calling, check
from amteach.exercises.printed import LONGEST, printed
from amteach.exercises.time_limit import TimeIsUp, time_limit


def endless(w, penalty):
    while True:
        pass


def swallows_everything(w, penalty):
    while True:
        try:  # noqa: SIM105
            w = w + 0
        except BaseException:
            pass


def floods(w, penalty):
    while True:
        print("x" * 1000)


def leaves(w, penalty):
    sys.exit(1)


def recurses(w, penalty):
    return recurses(w, penalty)


def interrupted(w, penalty):
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a process in the background is started without one
    signal.raise_signal(signal.SIGINT)
    time.sleep(5)


def never_ends(w, penalty):
    while True:
        yield 1


def computes(w, penalty):
    w / (2 * penalty)  # pyright: ignore[reportUnusedExpression]


def prints(w, penalty):
    print(w / (2 * penalty))


SAID = {
    endless: "After 0.4 seconds your line",
    swallows_everything: "Is there a loop that never ends?",
    floods: "more characters",
    leaves: "would end Python, by `SystemExit`: `return` ends a function.",
    recurses: "It calls itself without end.",
    interrupted: "It was interrupted while your line",
    never_ends: "like a generator without an end",
    computes: "Your function computes something, and returns nothing: end it with `return`.",
    prints: "Your function prints, and returns nothing: write `return` where it says `print`.",
}


@pytest.mark.parametrize(("attempt", "said"), SAID.items(), ids=lambda v: getattr(v, "__name__", ""))
def test_whatever_an_attempt_does_there_is_a_verdict_that_says_it(monkeypatch, attempt, said):
    if attempt in (endless, swallows_everything, floods):
        monkeypatch.setattr(calling, "LIMIT", 0.4)
    out, handler, filters = sys.stdout, signal.getsignal(signal.SIGALRM), list(warnings.filters)
    started = time.monotonic()
    verdict = check("linear-optimum", attempt)
    assert verdict.outcome == "wrong"
    assert said in verdict.text
    assert len(verdict.text) < 1000
    assert time.monotonic() - started < 5
    assert (sys.stdout, signal.getsignal(signal.SIGALRM), list(warnings.filters)) == (out, handler, filters)


def test_a_function_that_is_slow_on_small_inputs_only_is_judged_in_time(monkeypatch):
    monkeypatch.setattr("amteach.exercises.judge.PATIENCE", 0.2)

    def slow(w, penalty):
        time.sleep(5 if abs(w).max() <= 1 else 0)
        return w

    started = time.monotonic()
    assert not check("linear-optimum", slow)
    assert time.monotonic() - started < 5


def test_check_in_threads_leaves_stdout_alone_and_keeps_the_time_limit(monkeypatch, capsys):
    monkeypatch.setattr(calling, "LIMIT", 0.3)
    out, filters = sys.stdout, list(warnings.filters)
    right = EXERCISES["linear-optimum"].reference
    attempts = [endless, prints, right, floods] * 2
    verdicts = {}

    def judge(i):
        verdicts[i] = check("linear-optimum", attempts[i])

    threads = [threading.Thread(target=judge, args=(i,)) for i in range(len(attempts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sys.stdout is out
    assert list(warnings.filters) == filters
    assert capsys.readouterr().out == ""
    assert [verdicts[i].outcome for i in range(4)] == ["wrong", "wrong", "right", "wrong"]
    assert "never ends" in verdicts[0].text


def test_a_time_limit_within_another_leaves_the_outer_one_alive():
    def sleeps_in_both():
        with pytest.raises(TimeIsUp), time_limit(0.02):
            time.sleep(1)
        time.sleep(1)

    with pytest.raises(TimeIsUp), time_limit(0.2):
        sleeps_in_both()
    time.sleep(0.1)  # nothing rings any more


def test_a_debugger_is_left_alone_in_a_thread():
    def tracer(*args):
        return None

    seen = []

    def run():
        sys.settrace(tracer)
        with time_limit(0):
            seen.append(sys.gettrace())
        seen.append(sys.gettrace())
        sys.settrace(None)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [tracer, tracer]


def test_what_is_printed_is_kept_up_to_a_length():
    with printed() as text:
        print("a" * (LONGEST + 6))
    assert str(text) == "a" * LONGEST + " … and 7 more characters"


FORMS = {
    "a set has no order": (lambda penalty: {1 / penalty, 0.5 / penalty}, "in this order, and a `set` has none"),
    "a dictionary": (lambda penalty: {"a": 1, "b": 2}, "in this order, and a `dict` has none"),
    "changed places": (lambda penalty: (1 / penalty, 0.5 / penalty), "have changed places"),
    "a set in a part": (lambda penalty: ({0.5 / penalty}, 1 / penalty), "a set, which has no order"),
    "complex": (lambda penalty: (0.5j / penalty, 1 / penalty), "complex, and must be real"),
    "text": (lambda penalty: ("0.5", 1 / penalty), "`str`, and not a number"),
}


@pytest.mark.parametrize(("attempt", "said"), FORMS.values(), ids=FORMS)
def test_ordered_pairs_stay_ordered_and_other_forms_are_told(attempt, said):
    assert said in check("step-size", attempt).text


@pytest.mark.parametrize(
    ("number", "right"), [(Fraction(1, 6), True), (0.1667, True), (0.167, True), (0.17, False), (0.1666, False)]
)
def test_a_typed_decimal_is_right_with_three_digits_and_is_told_with_two(number, right):
    verdict = check("tangent-penalty", number)
    assert bool(verdict) == right
    assert ("It is rounded" in verdict.text) == (number == 0.17)


def test_an_array_of_objects_that_are_numbers_is_right():
    assert check("linear-optimum", lambda w, penalty: np.array([Fraction(v / 2 / penalty) for v in w], dtype=object))
    assert "`ndarray`" in check("linear-optimum", lambda w, penalty: np.array([None for v in w])).text
