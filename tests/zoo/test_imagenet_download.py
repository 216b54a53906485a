"""A file of weights comes from its address whole and with the right hash, or not at all."""

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from amteach.store import files
from amteach.zoo.imagenet import files as imagenet_files
from amteach.zoo.imagenet import weights as imagenet_weights
from amteach.zoo.imagenet.files import Source, WeightsDamaged, WeightsMissing, cache, find

DATA = bytes(range(256)) * 2000


class Address:
    """A server of one file, which goes on from any byte, and can hang up after the first `breaks`."""

    def __init__(self, data):
        self.data, self.breaks, self.resumes, self.asked, address = data, None, True, [], self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                begin = int(self.headers["Range"].removeprefix("bytes=").partition("-")[0]) if address.resumes else 0
                address.asked.append(begin)
                rest = address.data[begin:]
                self.send_response(416 if begin and not rest else 206 if begin else 200)
                self.send_header("Content-Length", str(len(rest)))
                self.end_headers()
                self.wfile.write(rest[: address.breaks])

            def log_message(self, format, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/net-{files.sha256(data)[:8]}.pth"


@pytest.fixture
def address(monkeypatch, tmp_path):
    """The address of "squeezenet" is a server on this machine; the cache is empty, and AMTEACH_WEIGHTS is not set."""
    one = Address(DATA)
    monkeypatch.setitem(imagenet_files.SOURCES, "squeezenet", Source(one.url, files.sha256(DATA)[:8]))
    monkeypatch.delenv("AMTEACH_WEIGHTS", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *args, **kwargs: str(tmp_path / "cache"))
    yield one
    one.server.shutdown()
    one.server.server_close()


def left() -> set[str]:
    """What is in the cache, but for the lock."""
    return {path.name for path in cache().iterdir() if path.suffix != ".lock"}


def test_a_file_is_fetched_once_and_then_found(address):
    path = imagenet_weights.get("squeezenet")
    assert path.read_bytes() == DATA
    assert left() == {path.name}
    assert imagenet_weights.get("squeezenet") == imagenet_weights.fetch("squeezenet") == path
    assert address.asked == [0]


def test_where_the_network_broke_off_the_next_call_goes_on(address):
    address.breaks = 200_000
    with pytest.raises(WeightsMissing, match="does not give it"):
        imagenet_weights.get("squeezenet")
    with pytest.raises(WeightsMissing, match="is not in"):
        find("squeezenet")  # a part is not the file
    address.breaks = None
    assert imagenet_weights.get("squeezenet").read_bytes() == DATA
    assert address.asked[0] == 0
    assert 0 < address.asked[1] <= 200_000


@pytest.mark.parametrize("part", [b"not the beginning", DATA, DATA + b"more"], ids=["another", "all", "too much"])
@pytest.mark.parametrize("resumes", [True, False])
def test_a_part_that_cannot_be_gone_on_from_is_begun_again(address, part, resumes):
    address.resumes = resumes
    cache().mkdir(parents=True)
    name = imagenet_files.SOURCES["squeezenet"].file
    (cache() / f"{name}.part").write_bytes(part)
    assert imagenet_weights.get("squeezenet").read_bytes() == DATA
    assert left() == {name}


def test_another_file_at_the_address_is_refused_and_nothing_stays(address):
    address.data = b"<html>moved</html>"
    with pytest.raises(WeightsDamaged, match="its SHA-256 should begin with"):
        imagenet_weights.get("squeezenet")
    assert left() == set()


def test_two_processes_that_fetch_the_same_file_at_once(address, tmp_path):
    code = f"""if True:
        import platformdirs
        from amteach.zoo.imagenet import files as imagenet_files, weights as imagenet_weights
        imagenet_files.SOURCES["squeezenet"] = imagenet_files.{imagenet_files.SOURCES["squeezenet"]!r}
        platformdirs.user_cache_dir = lambda *args, **kwargs: {str(tmp_path / "cache")!r}
        print(imagenet_weights.get("squeezenet").stat().st_size)
    """
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=-1, stderr=-1, text=True) for _ in range(2)]
    for process in both:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert out.split()[-1] == str(len(DATA))
    assert address.asked == [0]
