"""What the tests share: arrays of both kinds, and one thread each.

Every theorem is stated once and holds twice, for NumPy arrays and for tensors: ask for `kind` and write the test
for one of them. Where torch is not installed its half is skipped and says so.
"""

import os

import numpy as np
import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch or a BLAS starts its threads; child processes inherit it


@pytest.fixture(scope="session")
def torch():
    """The torch module on one thread; the test is skipped where torch is not installed."""
    module = pytest.importorskip("torch", reason="torch is not installed: pip install 'amteach[torch]'")
    module.set_num_threads(1)
    return module


@pytest.fixture(params=["numpy", "torch"])
def kind(request):
    """A function that turns a NumPy array, or a nested list of floats, into a new array of the kind under test.

    The dtype is kept, and nothing is shared with what came in; `to_numpy` is the way back.
    """
    if request.param == "numpy":
        return np.array
    torch = request.getfixturevalue("torch")
    return lambda x: torch.from_numpy(np.array(x))
