"""A Function that has been sent to another process computes the same numbers there, to the bit."""

import copy
import pickle

import numpy as np
import pytest

import amteach as am

cloudpickle = pytest.importorskip("cloudpickle")

BOTH_WAYS = "(lambda y, pullback: (y, pullback(0.7 * y + 1)))(*f.forward(x))"


def both_ways(f, x):
    y, pullback = f.forward(x)
    return y, pullback(0.7 * y + 1)


def equal(pairs):
    return all(np.array_equal(a, b) and a.dtype == b.dtype for a, b in zip(*pairs, strict=True))


def test_every_function_is_the_same_elsewhere(every_function, elsewhere):
    f, shape = every_function
    x = np.random.default_rng(5).normal(size=(3, *shape))
    assert equal((elsewhere(BOTH_WAYS, cloudpickle, f=f, x=x), both_ways(f, x)))


def test_its_formula_and_its_parts_are_sent_too(elsewhere):
    f = (am.log_softmax(3) @ am.jitter(2) - 0.02 * am.total_variation) @ am.fourier((6, 6))
    name, terms, random = elsewhere("(f.name, [t.name for t in f.terms], f.is_random)", cloudpickle, f=f)
    assert (name, terms, random) == (f.name, [term.name for term in f.terms], True)


@pytest.mark.parametrize("f", [am.jitter(3), am.random_rotate([-9, 9]), am.add_noise(0.3), am.dropout(0.5)], ids=repr)
def test_a_random_function_draws_the_same_elsewhere(f, elsewhere):
    x = np.random.default_rng(5).normal(size=(3, 2, 5, 6))
    there = elsewhere("f.draw(rng)(x)", cloudpickle, f=f, x=x, rng=np.random.default_rng(8))
    assert np.array_equal(there, f.draw(np.random.default_rng(8))(x))


def test_the_identity_stays_the_identity():
    """f @ g and steps ask whether a Function *is* the identity."""
    for sent in (pickle.loads(pickle.dumps(am.identity)), copy.deepcopy(am.identity)):
        assert sent is am.identity
    assert pickle.loads(cloudpickle.dumps([am.identity]))[0] is am.identity


def test_a_function_of_ones_own_is_sent_with_what_it_holds(elsewhere):
    w = np.arange(4.0)
    f = am.score(lambda x: (am.dot(x, w), 0 * x + w))
    assert elsewhere("f(x)", cloudpickle, f=f, x=np.ones((2, 4))).tolist() == [6.0, 6.0]
