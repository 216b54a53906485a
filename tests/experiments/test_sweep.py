"""A sweep: each cell is what make gives, wherever it is computed; nothing is lost, half-written or done twice."""

import json
import signal
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import sleep

import numpy as np
import pytest

import amteach as am
from amteach.experiments.sweep import CellFailed, cell_file
from amteach.experiments.sweep.cell import file_name

OVER = {"digit": (3, 5), "rate": (0.1, 0.3, 0.5)}


def climb(digit, rate, steps=3):
    """A walk of a few steps on the MNIST CNN."""
    f = am.logit(digit) @ am.zoo.mnist_cnn() @ am.jitter(1)
    return am.record(am.walk(f, am.noise((2, 1, 28, 28)), am.ascent(rate), seed=digit), steps)


def reciprocal(n):
    """1 / n, of a type that no other process knows to fail with."""

    class Odd(Exception):
        def __init__(self, one, two):  # such an error cannot be sent
            super().__init__(f"{one} / {two}")

    if n == 0:
        raise Odd(1, 0)
    return 1 / n


def counted(n, folder):
    """n², and a line in a file for each call."""
    with Path(folder, "calls.txt").open("a") as file:
        file.write(f"{n}\n")
    return {"n": n, "squares": np.arange(n) ** 2}


def calls(folder):
    return sorted(map(int, Path(folder, "calls.txt").read_text().split()))


def same(a, b):
    return all(np.array_equal(getattr(a, part), getattr(b, part)) for part in ("t", "x", "value", "grad"))


@pytest.fixture(scope="module")
def processes():
    """Two processes that have nothing of this one."""
    cloudpickle = pytest.importorskip("cloudpickle")
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield executor
    cloudpickle.unregister_pickle_by_value(sys.modules[__name__])


def test_every_combination_is_there_in_order_by_position_and_by_name():
    found = am.sweep(climb, OVER)
    assert list(found) == [(d, r) for d in OVER["digit"] for r in OVER["rate"]]
    assert found.names == ("digit", "rate")
    for (digit, rate), trace in found.items():
        assert same(trace, climb(digit, rate))
        assert found.at(rate=rate, digit=digit) is trace
    assert repr(found) == "<6 of 6 cells over digit × rate>"
    with pytest.raises(KeyError):
        found[4, 0.1]
    with pytest.raises(TypeError, match="are digit, rate"):
        found.at(digit=3)


def test_processes_and_a_store_change_nothing_to_the_bit(processes, tmp_path):
    here = am.sweep(climb, OVER)
    for there in (
        am.sweep(climb, OVER, processes),
        am.sweep(climb, OVER, processes, tmp_path),
        am.sweep(climb, OVER, store=tmp_path),
    ):
        assert list(there) == list(here)
        assert all(same(there[key], here[key]) for key in here)
    assert all(am.Trace.load(path).description for path in tmp_path.glob("*.npz")), "a stored Trace is a Trace's file"


def test_what_is_made_here_is_sent_too(processes):
    w = np.arange(3.0)
    f = am.linear(w) @ am.clip(0, 1)
    assert am.sweep(lambda x: f(np.full((1, 3), x)), {"x": (0.5, 2.0)}, processes)[2.0] == 3.0
    assert am.sweep(lambda x: 2 * x, {"x": (1, 2)}, ThreadPoolExecutor(2))[2] == 4


def test_a_table_of_the_course_is_the_same_from_elsewhere(processes, tmp_path):
    here = am.prior_table(1)
    with ThreadPoolExecutor(1) as none:
        none.shutdown()  # it takes no work: all is read from the store
        for executor in (processes, none):
            there = am.prior_table(1, executor=executor, store=str(tmp_path))
            assert np.array_equal(there.x, here.x)
            assert np.array_equal(there.p, here.p)


def test_joblib_executor(tmp_path):
    loky = pytest.importorskip("joblib.externals.loky")
    executor = loky.get_reusable_executor(max_workers=1)
    try:
        assert dict(am.sweep(pow, {"base": (2, 3), "exp": (2,)}, executor)) == {(2, 2): 4, (3, 2): 9}
    finally:
        executor.shutdown(kill_workers=True)


def test_the_next_call_computes_what_is_missing_or_damaged_and_nothing_else(tmp_path):
    make, store = partial(counted, folder=str(tmp_path)), tmp_path / "store"
    am.sweep(make, {"n": (1, 2, 3)}, store=store)
    again = am.sweep(make, {"n": (4, 3, 2, 1, 5)}, store=store)
    assert calls(tmp_path) == [1, 2, 3, 4, 5]
    assert [again[n]["n"] for n in (1, 2, 3, 4, 5)] == [1, 2, 3, 4, 5]
    path = store / file_name(make, {"n": 3})
    path.write_bytes(path.read_bytes()[:-40])
    (store / file_name(make, {"n": 5})).write_bytes(b"")
    again = am.sweep(make, {"n": (1, 2, 3, 4, 5)}, store=store)
    assert calls(tmp_path) == [1, 2, 3, 3, 4, 5, 5]
    assert np.array_equal(again[3]["squares"], [0, 1, 4])


def test_the_store_says_which_cell_is_which_and_what_it_cost(tmp_path):
    am.sweep(pow, {"base": (2, 3), "exp": (2,)}, store=tmp_path)
    (log,) = (tmp_path / "log").iterdir()
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["arguments"] for line in lines] == [{"base": 2, "exp": 2}, {"base": 3, "exp": 2}]
    assert {line["cell"] for line in lines} == {path.name for path in tmp_path.glob("*.npz")}
    assert all(line["seconds"] >= 0 for line in lines)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_cell_that_fails_is_told_with_its_arguments_and_stops_no_other(elsewhere, processes, tmp_path):
    executor = processes if elsewhere else None
    for store in (None, tmp_path):
        with pytest.warns(RuntimeWarning, match=r"1 of 3 cells failed.*n=0: Odd: 1 / 0"):
            found = am.sweep(reciprocal, {"n": (1, 0, 2)}, executor, store)
        assert dict(found) == {(1,): 1.0, (2,): 0.5}
        assert found[2] == 0.5
        assert 0 not in found
        failure = found.failed[0,]
        assert failure.arguments == {"n": 0}
        assert "in reciprocal" in failure.where
        with pytest.raises(CellFailed, match="n=0: Odd: 1 / 0"):
            found[0]
        with pytest.raises(CellFailed, match="n=0: Odd: 1 / 0"):
            found[0,]


def test_a_process_that_dies_takes_no_result_with_it(tmp_path):
    cloudpickle = pytest.importorskip("cloudpickle")

    def mortal(n):
        if n == 2 and not (tmp_path / "died").exists():
            (tmp_path / "died").touch()
            signal.raise_signal(signal.SIGKILL)
        return n

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    mortal.__qualname__ = "mortal"  # as if it stood at the top of this file
    for expected in ((0, 1), (0, 1, 2, 3)):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = am.sweep(mortal, {"n": (0, 1, 2, 3)}, executor, tmp_path / "store")
        assert tuple(found.values()) == expected
    assert not found.failed


KILLED = """
import sys
from pathlib import Path
import numpy as np
from amteach.experiments.sweep import sweep

def numbers(n):
    return np.random.default_rng(n).normal(size=(50, 1000))

store = sys.argv[1]
sweep(numbers, {"n": range(200)}, store=store)
"""


def test_a_sweep_that_is_killed_leaves_no_half_written_cell_and_goes_on(tmp_path):
    script, store = tmp_path / "killed.py", tmp_path / "store"
    script.write_text(KILLED)
    rng, seen = np.random.default_rng(0), 0
    for _ in range(3):
        with subprocess.Popen([sys.executable, script, store]) as process:
            while len(list(store.glob("[!.]*.npz"))) == seen and process.poll() is None:
                sleep(0.005)
            sleep(rng.uniform(0, 0.03))
            process.kill()
        cells = list(store.glob("[!.]*.npz"))  # those with a dot are names to write under
        assert all(cell_file.is_whole(path) for path in cells)
        assert len(cells) > seen, "it went on where it was"
        seen = len(cells)
    assert seen < 200
    subprocess.run([sys.executable, script, store], check=True)
    logged = [json.loads(line)["cell"] for log in (store / "log").iterdir() for line in log.read_text().splitlines()]
    assert len(logged) >= 197, "of a process that was killed the last line may be missing"
    assert len(logged) == len(set(logged)), "nothing is done twice"
    assert {path.name for path in store.glob("[!.]*.npz")} >= set(logged)
    results = {cell_file.read(path).tobytes() for path in store.glob("[!.]*.npz")}
    assert results == {np.random.default_rng(n).normal(size=(50, 1000)).tobytes() for n in range(200)}


RESULTS = [
    None,
    True,
    -7,
    0.1,
    float("inf"),
    "ξ \x00 \n",
    b"\x00\xff",
    np.float32(0.1),
    np.arange(6, dtype=np.int8).reshape(2, 3),
    np.zeros((0, 3)),
    (1, (2, [3, {}]), {"a": None, 4: (b"", np.array(2.5))}),
]


def alike(a, b):
    if isinstance(a, np.ndarray | np.generic):
        return type(a) is type(b) and a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, tuple | list):
        return type(a) is type(b) and len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(map(alike, a.values(), b.values()))
    return type(a) is type(b) and a == b


@pytest.mark.parametrize("result", RESULTS, ids=repr)
def test_plain_data_comes_back_as_it_was(result, tmp_path):
    cell_file.write(tmp_path / "cell.npz", result)
    assert alike(cell_file.read(tmp_path / "cell.npz"), result)


def test_tensors_come_back_as_arrays(torch, tmp_path):
    cell_file.write(tmp_path / "cell.npz", [torch.arange(3)])
    assert alike(cell_file.read(tmp_path / "cell.npz"), [np.arange(3)])


@pytest.mark.parametrize("result", [{1, 2}, object(), am.l2, np.array([object()])], ids=["set", "object", "f", "array"])
def test_other_things_are_refused_and_leave_nothing(result, tmp_path):
    with pytest.raises((TypeError, ValueError), match=r"cannot be stored: make may return a Trace|Object arrays"):
        cell_file.write(tmp_path / "cell.npz", result)
    assert not list(tmp_path.iterdir())


def test_a_changed_bit_is_noticed_or_harms_nothing(tmp_path):
    path = tmp_path / "cell.npz"
    result = {"x": np.arange(20.0), "note": "three"}
    cell_file.write(path, result)
    data, rng, noticed = path.read_bytes(), np.random.default_rng(0), 0
    for i in rng.choice(len(data), 150, replace=False):
        changed = bytearray(data)
        changed[i] ^= 1 << int(rng.integers(8))
        path.write_bytes(changed)
        try:
            assert alike(cell_file.read(path), result)
        except ValueError:
            noticed += 1
    assert noticed > 75


def test_different_cells_have_different_names():
    kinds = [1, 1.0, True, "1", None, (1,), (1, 1), -1]
    names = {file_name(make, {"a": a, **more}) for make in (pow, climb) for a in kinds for more in ({}, {"b": 1})}
    names |= {file_name(partial(climb, steps=steps), {"a": 1}) for steps in (1, 2)}
    assert len(names) == 2 * len(kinds) * 2 + 2
    assert file_name(pow, {"a": (1, 2)}) == file_name(pow, {"a": [np.int64(1), 2]})


@pytest.mark.parametrize(
    ("wrong", "error", "says"),
    [
        (lambda: am.sweep(pow, {}), ValueError, "leaves nothing to do"),
        (lambda: am.sweep(pow, {"base": [], "exp": [1]}), ValueError, "leaves nothing to do"),
        (lambda: am.sweep(pow, {"base": "conv1"}), TypeError, r"write the values in a list, 'base': \['conv1'\]"),
        (lambda: am.sweep(pow, {"base": 3}), TypeError, "write the values in a list"),  # pyright: ignore
        (lambda: am.sweep(pow, {"base": [1, True]}), ValueError, "is there twice"),
        (lambda: am.sweep(pow, {"base": [[1]]}), TypeError, "a number, text or a tuple"),
        (lambda: am.sweep(pow, {"base": [1]}, executor=3), TypeError, "ProcessPoolExecutor"),  # pyright: ignore
        (lambda: am.sweep(lambda a: a, {"a": [1]}, store="x"), ValueError, "at the top of a file or a notebook"),
        (lambda: am.sweep(pow, {"base": [am.l2]}, store="x"), TypeError, "let the arguments of make be numbers"),
        (lambda: am.sweep(pow, {"base": [float("nan")]}, store="x"), ValueError, "JSON"),
    ],
)
def test_what_cannot_be_swept_is_refused_with_the_line_to_write(wrong, error, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=says):
        wrong()
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_sent_is_refused_before_anything_runs(processes):
    lock = __import__("threading").Lock()
    with pytest.raises(TypeError, match="cannot be sent to another process"):
        am.sweep(lambda a: lock and a, {"a": [1]}, processes)


def test_a_dask_client_is_asked_for_its_executor():
    class Client:
        def submit(self): ...
        def get_executor(self): ...

    with pytest.raises(TypeError, match=r"client\.get_executor\(\)"):
        am.sweep(pow, {"base": [1], "exp": [2]}, Client())  # pyright: ignore
