"""A Trace in a file: what comes back is what went in; a file is whole or not there; no other passes for one."""

import io
import json
import pickle
import sys

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.walks import trace_file

X = np.random.default_rng(0).normal(size=(3, 5, 5))
F = am.linear(X[0]) @ am.jitter(1) - 0.1 * am.total_variation - 0.1 * am.total_variation


def trace_of(x0, steps=6, **how):
    return am.record(am.walk(F, x0, am.ascent(0.05, am.adam()), seed=3), steps, terms=True, **how)


def same(a, b):
    """The same numbers in the same dtypes, the same words, in the same order."""
    arrays = [(getattr(a, n), getattr(b, n)) for n in ("t", "x", "value", "grad")]
    arrays += zip(a.terms.values(), b.terms.values(), strict=True)
    assert list(a.terms) == list(b.terms)
    assert (a.note, a.diverged, a.description) == (b.note, b.diverged, b.description)
    assert [type(b.note), type(b.diverged), type(b.description)] == [str, bool, str]
    for one, other in arrays:
        assert isinstance(other, np.ndarray)
        a, b = ((array.dtype, array.shape, array.tobytes()) for array in (to_numpy(one), other))
        assert a == b


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("every", [1, 4])
def test_what_comes_back_is_what_went_in(dtype, every, kind, tmp_path):
    trace = trace_of(kind(X.astype(dtype)), every=every)
    again = am.Trace.load(trace.save(tmp_path / "walk.npz"))
    same(trace, again)
    assert repr(again) == repr(trace)
    assert again.caption == trace.caption
    assert np.array_equal(again.best.x, to_numpy(trace.best.x))


def test_the_trace_of_a_walk_that_diverged_keeps_its_note(tmp_path):
    with pytest.warns(RuntimeWarning, match="the walk stopped"):
        trace = am.record(am.walk(am.lp(4), [[1.0]], am.ascent(10.0)), steps=50)
    same(trace, am.Trace.load(trace.save(tmp_path / "walk.npz")))


def test_bfloat16_comes_back_as_the_same_numbers(torch, tmp_path):
    x0 = torch.from_numpy(X).to(torch.bfloat16)
    trace = am.record(am.walk(-1 * am.l2, x0, am.ascent(0.05)), steps=3)
    again = am.Trace.load(trace.save(tmp_path / "walk.npz"))
    assert again.x.dtype == np.float32
    assert np.array_equal(again.x, trace.x.float())


def test_a_file_of_the_first_format_is_read_which_called_the_description_a_recipe(tmp_path):
    trace = trace_of(X)
    with np.load(trace.save(tmp_path / "walk.npz")) as file:
        arrays = dict(file)
    head = json.loads(str(arrays.pop("head")))
    assert head["amteach"] == "Trace 2"
    head |= {"amteach": "Trace 1", "recipe": head.pop("description")}
    np.savez(tmp_path / "old.npz", head=np.array(json.dumps(head)), **arrays)
    same(trace, am.Trace.load(tmp_path / "old.npz"))


@pytest.mark.parametrize("name", ["walk", "walk.npz", "walk.trace", "a walk.v2", "deep/down/walk.npz"])
def test_the_file_has_the_name_it_was_given(name, tmp_path):
    path = trace_of(X).save(str(tmp_path / name))
    assert path == tmp_path / name
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path]
    same(trace_of(X), am.Trace.load(str(path)))


def test_a_file_that_cannot_be_written_leaves_the_one_before_it_and_nothing_else(tmp_path, monkeypatch):
    path = trace_of(X).save(tmp_path / "walk.npz")

    def full(file, **arrays):
        file.write(b"half a file")
        raise OSError("no space left on device")

    monkeypatch.setattr(trace_file.np, "savez", full)
    with pytest.raises(OSError, match="no space left"):
        trace_of(2 * X).save(path)
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == [path]
    same(trace_of(X), am.Trace.load(path))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not replace a file that is open")
def test_who_reads_the_old_file_while_a_new_one_is_saved_reads_the_old_one_to_its_end(tmp_path):
    path = trace_of(X).save(tmp_path / "walk.npz")
    before = path.read_bytes()
    with path.open("rb") as reader:
        half = reader.read(1000)
        trace_of(2 * X).save(path)
        assert half + reader.read() == before
    same(trace_of(2 * X), am.Trace.load(path))


def test_a_file_cut_off_anywhere_is_refused(tmp_path):
    path = trace_of(X).save(tmp_path / "walk.npz")
    whole = path.read_bytes()
    for length in range(0, len(whole), len(whole) // 60):
        path.write_bytes(whole[:length])
        with pytest.raises(ValueError, match=r"holds no Trace .* or is damaged"):
            am.Trace.load(path)


def test_a_damaged_byte_is_seen_or_was_not_part_of_the_trace(tmp_path):
    trace = trace_of(X)
    path = trace.save(tmp_path / "walk.npz")
    whole, seen = path.read_bytes(), 0
    for place in np.linspace(0, len(whole) - 1, 150, dtype=int):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            again = am.Trace.load(path)
            same(trace, again)
        except ValueError:
            seen += 1
    assert seen > 75


def npz(**arrays):
    out = io.BytesIO()
    np.savez(out, allow_pickle=True, **arrays)
    return out.getvalue()


class Bomb:
    def __reduce__(self):
        return pytest.fail, ("a file was allowed to run code",)


OTHERS = {
    "nothing": b"",
    "words": b"the quick brown fox",
    "an array": (lambda out: np.save(out, np.zeros(3)) or out.getvalue())(io.BytesIO()),
    "other arrays": npz(x=np.zeros(3)),
    "a later release": npz(head=np.array('{"amteach": "Trace 2"}')),
    "a pickle": pickle.dumps(Bomb()),
    "a pickle in an array": npz(head=np.array([Bomb()], dtype=object)),
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_another_file_is_refused_and_runs_nothing(data, tmp_path):
    path = tmp_path / "other.npz"
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"other.npz holds no Trace that trace.save wrote"):
        am.Trace.load(path)
    assert path.read_bytes() == data


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"walk.npz"):
        am.Trace.load(tmp_path / "walk.npz")
