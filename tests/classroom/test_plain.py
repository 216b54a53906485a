"""Plain values: what comes back is what went, and nothing that runs ever does."""

import json
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from amteach.classroom.plain import decode, encode


def there_and_back(value):
    return decode(json.loads(json.dumps(encode(value))))


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", "int64", "uint8", "bool", "complex128"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 0), (2, 1, 3)])
def test_arrays_keep_their_numbers_to_the_bit(dtype, shape):
    value = (np.random.default_rng(0).normal(size=shape) * 10).astype(dtype)
    back = np.asarray(there_and_back(value))
    assert (back.dtype, back.shape, back.tobytes()) == (value.dtype, value.shape, value.tobytes())


@pytest.mark.parametrize("value", [None, True, 3, 0.1, float("inf"), ..., [1, [2.5, (3,)]], {1, 2}, "text", 2j])
def test_python_values_come_back_as_they_were(value):
    assert there_and_back(value) == value


def test_other_numbers_become_numbers():
    assert there_and_back(Fraction(1, 4)) == there_and_back(Decimal("0.25")) == 0.25
    assert there_and_back(2**70) == float(2**70)
    assert there_and_back(x for x in [1, 2]) == [1, 2]


def test_tensors_become_arrays(torch):
    back = there_and_back(torch.ones(2, requires_grad=True))
    assert back.dtype == np.float32
    assert back.tolist() == [1, 1]


def test_of_anything_else_only_the_name_comes_back():
    class Evil:
        def __reduce__(self):
            raise AssertionError

    back = there_and_back(Evil())
    assert type(back).__name__ == "Evil"
    assert not vars(type(back)).get("__reduce__")
    assert type(there_and_back(np.zeros(10**6))).__name__ == "array of 1000000 numbers"
    deep = []
    for _ in range(100):
        deep = [deep]
    assert there_and_back(deep)


@pytest.mark.parametrize(
    "tree",
    [
        *("text", [], {}, {"array": 3}, {"array": "AAAA", "dtype": "O", "shape": [1]}, {"list": 3}, {"run": "this"}),
        *({"array": "AAAA", "dtype": "<f8", "shape": [10**9]}, {"array": "AAAA", "dtype": "<f8", "shape": [-1]}),
    ],
)
def test_what_is_no_plain_value_is_refused(tree):
    with pytest.raises((ValueError, TypeError)):
        decode(tree)
