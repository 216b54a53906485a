"""A file comes from one of its mirrors whole and with the right hash, or not at all."""

import gzip
import random
import subprocess
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from amteach.store.fetch import fetch, get
from amteach.store.files import FileDamaged, FileMissing, sha256
from amteach.store.sources import Source, cache, find, read

DATA = bytes(random.Random(0).choices(range(64), k=512_000))  # can be packed, but stays longer than a block
DEAD = "http://127.0.0.1:9/net.pth"  # the discard port: a mirror that does not answer
PAGE = b"<html>moved</html>"


class Mirror:
    """A server of one file, which goes on from any byte, and can hang up after the first `breaks`."""

    def __init__(self, data):
        self.data, self.status, self.breaks, self.resumes, self.asked = data, 200, None, True, []
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                begin = int(self.headers["Range"].removeprefix("bytes=").partition("-")[0]) if mirror.resumes else 0
                mirror.asked.append(begin)
                rest = mirror.data[begin:]
                self.send_response(416 if begin and not rest else 206 if begin else mirror.status)
                self.send_header("Content-Length", str(len(rest)))
                self.end_headers()
                self.wfile.write(rest[: mirror.breaks])

            def log_message(self, format, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/net.pth"


@pytest.fixture
def mirror(monkeypatch, tmp_path):
    """start(data): a mirror on this machine; the cache is empty, and there is no folder of one's own."""
    running = []

    def start(data=DATA):
        running.append(Mirror(data))
        return running[-1]

    monkeypatch.delenv("AMTEACH_TEST", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *args, **kwargs: str(tmp_path / "cache"))
    yield start
    for one in running:
        one.server.shutdown()
        one.server.server_close()


def source(*mirrors, **change):
    """The file at these mirrors, known by the beginning of its hash."""
    addresses = tuple(getattr(one, "url", one) for one in mirrors)
    return Source(addresses, sha256(DATA)[:8], "nets", "AMTEACH_TEST", "am.net()", **change)


def left():
    """What is in the folder of the file, in the cache."""
    return sorted(path.name for path in (cache() / "nets").iterdir())


def test_a_file_is_fetched_once_and_then_found(mirror, capsys):
    one = mirror()
    path = get(source(one))
    assert capsys.readouterr().out == f"{path} is here now, from {one.url}\n"
    assert path.read_bytes() == DATA
    assert left() == ["net.pth"]
    assert get(source(one)) == fetch(source(one)) == find(source(one)) == path
    assert one.asked == [0]


def test_where_the_network_broke_off_the_next_call_goes_on(mirror):
    one = mirror()
    one.breaks = 200_000
    with pytest.raises(FileMissing, match="does not give it"):
        get(source(one))
    with pytest.raises(FileMissing, match="is not in"):
        find(source(one))  # a part is not the file
    assert left() == ["net.pth.part"]
    one.breaks = None
    assert get(source(one)).read_bytes() == DATA
    assert one.asked[0] == 0
    assert 0 < one.asked[1] <= 200_000
    assert left() == ["net.pth"]


def test_where_one_mirror_broke_off_the_next_goes_on(mirror):
    one, other = mirror(), mirror()
    one.breaks = 200_000
    assert get(source(one, other)).read_bytes() == DATA
    assert one.asked == [0]
    [begin] = other.asked
    assert 0 < begin <= 200_000


def test_where_nobody_answers_a_part_is_kept(mirror):
    one = mirror()
    one.breaks = 200_000
    for addresses in ((one,), (DEAD,), (DEAD, DEAD)):
        with pytest.raises(FileMissing):
            get(source(*addresses))
        assert left() == ["net.pth.part"]


@pytest.mark.parametrize("part", [b"not the beginning", DATA, DATA + b"more"], ids=["another", "all", "too much"])
@pytest.mark.parametrize("resumes", [True, False])
def test_a_part_that_cannot_be_gone_on_from_is_begun_again(mirror, part, resumes):
    one = mirror()
    one.resumes = resumes
    wanted = source(one)
    wanted.cached.parent.mkdir(parents=True)
    wanted.cached.with_name("net.pth.part").write_bytes(part)
    assert get(wanted).read_bytes() == DATA
    assert left() == ["net.pth"]


@pytest.mark.parametrize("bad", ["dead", "not found", "a web page", "half"])
def test_when_the_first_mirror_fails_the_second_is_used(mirror, bad):
    first, second = mirror(PAGE if bad == "a web page" else DATA[: len(DATA) // 2] if bad == "half" else DATA), mirror()
    first.status = 404 if bad == "not found" else 200
    assert get(source(DEAD if bad == "dead" else first, second)).read_bytes() == DATA
    assert second.asked == [0] if bad != "not found" else second.asked
    assert left() == ["net.pth"]


def test_where_all_mirrors_fail_nothing_is_left_and_the_error_says_why_and_what_to_do(mirror):
    page, lost = mirror(PAGE), mirror(b"")
    lost.status = 404
    with pytest.raises(FileMissing) as error:
        get(source(page, lost, DEAD, instead="am.other()"))
    (line,) = error.value._render_traceback_()  # all that a notebook shows
    words = (page.url, "its SHA-256 should begin with", lost.url, "404", DEAD, "AMTEACH_TEST", str(cache() / "nets"))
    for word in (*words, "am.other() does without it"):
        assert word in line
    assert "\n" not in line
    assert left() == []


def test_another_file_at_every_address_is_refused_and_nothing_stays(mirror):
    with pytest.raises(FileDamaged, match="its SHA-256 should begin with"):
        get(source(mirror(PAGE), mirror(DATA[:-1])))
    assert left() == []


def test_a_damaged_file_in_the_cache_is_fetched_again(mirror):
    wanted = source(mirror())
    wanted.cached.parent.mkdir(parents=True)
    wanted.cached.write_bytes(DATA[:1000])
    assert get(wanted).read_bytes() == DATA


def test_a_damaged_file_of_ones_own_is_left_alone(mirror, monkeypatch, tmp_path):
    one = mirror()
    (tmp_path / "net.pth").write_bytes(DATA[:1000])
    monkeypatch.setenv("AMTEACH_TEST", str(tmp_path))
    with pytest.raises(FileDamaged, match=r"or only a part of it.*Delete it, and am\.net"):
        get(source(one))
    assert (tmp_path / "net.pth").stat().st_size == 1000
    assert one.asked == []


def test_ones_own_folder_and_ones_own_path_come_before_the_cache(mirror, monkeypatch, tmp_path):
    wanted = source(mirror())
    cached = get(wanted)
    mine = tmp_path / "mine" / "net.pth"
    mine.parent.mkdir()
    mine.write_bytes(DATA)
    assert get(wanted, mine) == get(wanted, str(mine.parent)) == mine
    monkeypatch.setenv("AMTEACH_TEST", str(mine.parent))
    assert get(wanted) == mine
    monkeypatch.setenv("AMTEACH_TEST", str(tmp_path / "elsewhere"))
    assert get(wanted) == cached


def test_a_path_where_nothing_is_is_an_error_and_no_reason_to_ask_a_network(mirror, tmp_path):
    one = mirror()
    with pytest.raises(FileMissing, match=r"elsewhere: am.net\(\) fetches it from"):
        get(source(one), tmp_path / "elsewhere")
    assert one.asked == []


def test_a_file_of_another_name_is_ones_own_and_is_not_checked(mirror, tmp_path):
    (tmp_path / "other.safetensors").write_bytes(b"mine")
    wanted = source(mirror(), also=("other.safetensors",))
    assert get(wanted, tmp_path) == get(wanted, tmp_path / "other.safetensors") == tmp_path / "other.safetensors"


def test_a_gz_that_two_mirrors_pack_differently_is_not_mixed_of_both(mirror):
    one, other = mirror(gzip.compress(DATA, 1)), mirror(gzip.compress(DATA, 9))
    one.breaks = 200_000
    wanted = source(f"{one.url}.gz", f"{other.url}.gz")
    path = get(wanted)
    begin, again = other.asked
    assert (begin > 0, again) == (True, 0)
    assert path.read_bytes() == other.data


def test_a_gz_is_known_by_what_is_inside_and_may_be_unpacked(tmp_path):
    wanted = source(f"{DEAD}.gz")
    (tmp_path / "net.pth.gz").write_bytes(gzip.compress(DATA))
    assert read(wanted, find(wanted, tmp_path)) == DATA
    (tmp_path / "net.pth.gz").unlink()
    (tmp_path / "net.pth").write_bytes(DATA)
    assert read(wanted, find(wanted, tmp_path)) == DATA
    (tmp_path / "net.pth").write_bytes(DATA[:-1])
    with pytest.raises(FileDamaged):
        read(wanted, find(wanted, tmp_path))


GZ = gzip.compress(DATA)
DAMAGE = {
    "a flipped bit": GZ[:200] + bytes([GZ[200] ^ 1]) + GZ[201:],
    "half": GZ[: len(GZ) // 2],
    "nothing": b"",
    "a page": PAGE,
    "another": gzip.compress(PAGE),
}


@pytest.mark.parametrize("data", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_gz_is_an_error_that_names_it(tmp_path, data):
    path = tmp_path / "net.pth.gz"
    path.write_bytes(data)
    with pytest.raises(FileDamaged, match=sha256(DATA)[:8]) as error:
        read(source(f"{DEAD}.gz"), path)
    assert str(path) in str(error.value)


def test_two_processes_that_fetch_the_same_file_at_once(mirror, tmp_path):
    one = mirror()
    code = f"""if True:
        import platformdirs
        from amteach.store.fetch import get
        from amteach.store.sources import Source
        platformdirs.user_cache_dir = lambda *args, **kwargs: {str(tmp_path / "cache")!r}
        print(get({source(one)!r}).stat().st_size)
    """
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=-1, stderr=-1, text=True) for _ in range(2)]
    for process in both:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert out.split()[-1] == str(len(DATA))
    assert one.asked == [0]
    assert left() == ["net.pth"]


def test_a_full_hash_and_its_beginning_both_do(tmp_path):
    (tmp_path / "net.pth").write_bytes(DATA)
    for digits in (8, 64):
        wanted = replace(source(DEAD), sha256=sha256(DATA)[:digits])
        assert read(wanted, find(wanted, tmp_path)) == DATA


@pytest.mark.parametrize("variable", ["AMTEACH_DATA", "AMTEACH_WEIGHTS"])
def test_a_half_typed_folder_is_named(mirror, monkeypatch, tmp_path, variable):
    wanted = replace(source(mirror()), variable=variable)
    monkeypatch.setenv(variable, str(tmp_path / "mnis"))
    with pytest.warns(UserWarning, match=rf"{variable}=.*mnis: there is no such folder on this machine"):
        get(wanted)
