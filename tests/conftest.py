"""What the tests share: arrays of both kinds, one thread each; a tiny MNIST, mirrors on this machine, MNIST itself.

Every theorem is stated once and holds twice, for NumPy arrays and for tensors: ask for `kind` and write the test
for one of them. Where torch is not installed its half is skipped and says so.
"""

import asyncio
import gzip
import os
import pickle
import struct
import subprocess
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from amteach.data import mnist
from amteach.store import files

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch or a BLAS starts its threads; child processes inherit it


@pytest.fixture(scope="session")
def torch():
    """The torch module on one thread; the test is skipped where torch is not installed."""
    module = pytest.importorskip("torch", reason="torch is not installed: pip install 'amteach[torch]'")
    module.set_num_threads(1)
    return module


@pytest.fixture
def no_loop():
    """No event loop runs, as in a script: Playwright leaves its own running in a process that has driven a browser."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.fixture(params=["numpy", "torch"])
def kind(request):
    """A function that turns a NumPy array, or a nested list of floats, into a new array of the kind under test.

    The dtype is kept, and nothing is shared with what came in; `to_numpy` is the way back.
    """
    if request.param == "numpy":
        return np.array
    torch = request.getfixturevalue("torch")
    return lambda x: torch.from_numpy(np.array(x))


class Tiny:
    """Four small IDX files, by name."""

    DEAD = "http://127.0.0.1:9/"  # the discard port: a mirror that does not answer

    def __init__(self):
        rng, self.contents = np.random.default_rng(0), {}
        for prefix, n in (("train", 7), ("t10k", 5)):
            images, labels = rng.integers(0, 256, (n, 28, 28)), rng.integers(0, 10, n)
            for name, a in ((f"{prefix}-images-idx3-ubyte", images), (f"{prefix}-labels-idx1-ubyte", labels)):
                header = struct.pack(f">HBB{a.ndim}i", 0, 8, a.ndim, *a.shape)
                self.contents[name] = header + a.astype(np.uint8).tobytes()

    def answer(self, name):
        """What a good mirror answers to NAME.gz."""
        return gzip.compress(self.contents[name.removesuffix(".gz")])

    def mirrors(self, monkeypatch, *mirrors):
        """MNIST's files are these, and come from these mirrors."""
        for name, data in self.contents.items():
            addresses = tuple(f"{mirror}{name}.gz" for mirror in mirrors)
            source = replace(mnist.SOURCES[name], addresses=addresses, sha256=files.sha256(data))
            monkeypatch.setitem(mnist.SOURCES, name, source)

    def put(self, folder, zipped=True):
        """Write the four files."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.contents.items():
            (folder / (name + ".gz" * zipped)).write_bytes(self.answer(name) if zipped else data)


@pytest.fixture
def tiny(monkeypatch, tmp_path):
    """The tiny MNIST takes the place of MNIST; the cache is empty, AMTEACH_DATA is not set, and no mirror answers."""
    tiny = Tiny()
    tiny.mirrors(monkeypatch, Tiny.DEAD)
    monkeypatch.delenv("AMTEACH_DATA", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *args, **kwargs: str(tmp_path / "cache"))
    return tiny


@pytest.fixture
def server():
    """start(answer): the address of a mirror that answers a file name with answer(name), and the names it was asked."""
    running = []

    def start(answer):
        asked = []

        class Mirror(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path.strip("/"))
                data = answer(asked[-1])
                self.send_response(404 if data is None else 200)
                self.end_headers()
                self.wfile.write(data or b"")

            def log_message(self, format, *args):
                pass

        running.append(ThreadingHTTPServer(("127.0.0.1", 0), Mirror))
        threading.Thread(target=running[-1].serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{running[-1].server_port}/", asked

    yield start
    for one in running:
        one.shutdown()
        one.server_close()


@pytest.fixture(scope="session")
def real():
    """MNIST itself, train and test; the test is skipped where it is not."""
    try:
        return mnist.load("train"), mnist.load("test")
    except mnist.FileMissing as error:
        pytest.skip(str(error))


ELSEWHERE = """
import pickle, sys
while True:
    call, arguments = pickle.load(sys.stdin.buffer)
    result = eval(call, {}, arguments)
    pickle.dump(result, sys.stdout.buffer)
    sys.stdout.buffer.flush()
"""


@pytest.fixture(scope="session")
def elsewhere():
    """ask(call, pickler, **arguments): a line of Python, evaluated in another process that gets the arguments."""
    with subprocess.Popen([sys.executable, "-c", ELSEWHERE], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        there, back = process.stdin, process.stdout
        assert there
        assert back

        def ask(call, pickler, **arguments):
            there.write(pickler.dumps((call, arguments)))
            there.flush()
            return pickle.load(back)

        yield ask
        process.kill()
