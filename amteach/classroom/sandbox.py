"""Fresh processes for answers: a package without the exercises, no network where Linux allows it, and a time limit."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
HIDDEN = ("exercises", "sheets")
RUNS = ("__init__.py", "worker.py", "guard.py", "plain.py")  # what an answer needs of the classroom
PRELOADED = ("torch", "scipy", "sklearn", "matplotlib", "pandas")  # they load libraries, which the guard would refuse
START = 20.0  # seconds for a process to begin, apart from what the answer takes
REPLY = 20_000_000  # bytes
CODE = "import sys; sys.path.insert(0, sys.argv[1]); from amteach.classroom.worker import main; main()"
WITHOUT = 'mount -t tmpfs none "$0" && exec "$@"'  # an empty folder over that of the exercises


class Ended(Exception):
    """The process is no more: why, in a sentence."""


@contextmanager
def course_without_answers() -> Iterator[Path]:
    """A folder with the package in it, but not its exercises nor its classroom, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="amteach-", ignore_cleanup_errors=True) as folder:
        room = Path(folder).resolve() / "amteach"
        for path in PACKAGE.rglob("*"):
            part = path.relative_to(PACKAGE)
            known = part.parts[0] not in (*HIDDEN, "notebooks") and (part.parts[0] != "classroom" or part.name in RUNS)
            if known and path.is_file():
                (room / part).parent.mkdir(parents=True, exist_ok=True)
                _link(path, room / part)
        yield Path(folder).resolve()


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source)
    except OSError:  # Windows, where not everybody may
        shutil.copy(source, target)


@cache
def isolation() -> tuple[str, ...]:
    """The words before a command that take its network and the folder of the exercises away, if this machine can.

    Empty where there is no `unshare`, or it is not allowed: then only the guard stands between.
    """
    namespaces = ("unshare", "--map-root-user", "--net")
    full = (*namespaces, "--mount", "sh", "-c", WITHOUT, str(PACKAGE / "exercises"))
    for words in (full, namespaces):
        try:
            done = subprocess.run([*words, "true"], capture_output=True, timeout=20, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return ()
        if done.returncode == 0:
            return words
    return ()


class Child:
    """A process that holds one answer.

    course  : the folder that `course_without_answers` made
    seconds : for each call, and ten times that for all of them
    """

    def __init__(self, course: Path, code: str, expression: str, seconds: float = 5.0) -> None:
        self.ended = ""
        self._seconds = seconds
        self._process = subprocess.Popen(
            [*isolation(), sys.executable, "-I", "-B", "-c", CODE, str(course)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=course,
            env=_environment(course),
            start_new_session=True,
        )
        job = {"code": code, "expression": expression, "seconds": 10 * seconds, "hidden": HIDDEN}
        job |= {"roots": _roots(course), "preload": _libraries(code)}
        try:
            self.about = self.ask(job, START + seconds)
        except BaseException:
            self.close()
            raise

    def ask(self, what: dict[str, Any], seconds: float | None = None) -> dict[str, Any]:
        """The reply to one line; Ended where there is none in time, or none that is one."""
        if self.ended:
            raise Ended(self.ended)
        seconds = seconds or self._seconds
        out, back = self._process.stdin, self._process.stdout
        assert out
        assert back
        watch = threading.Timer(seconds, self._too_late, [seconds])
        watch.start()
        try:
            out.write(json.dumps(what).encode() + b"\n")
            out.flush()
            line = back.readline(REPLY)
            reply = json.loads(line) if line.endswith(b"\n") else None
        except (OSError, ValueError, RecursionError):
            reply = None
        finally:
            watch.cancel()
        if not isinstance(reply, dict):
            self.ended = self.ended or "It ended the process that it ran in."
            self.close()
            raise Ended(self.ended)
        return reply

    def _too_late(self, seconds: float) -> None:
        self.ended = f"It was not done after {min(seconds, self._seconds):g} seconds. Does a loop not end?"
        self.close()

    def close(self) -> None:
        """End the process, with all that it started."""
        try:
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        except (ProcessLookupError, PermissionError):
            pass
        self._process.wait()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:  # what was never read
                    continue


def _libraries(code: str) -> list[str]:
    """The libraries that the code imports and that the guard would get in the way of, with their parts."""
    imported = re.findall(r"^\s*(?:import|from)\s+([\w.]+)", code, re.MULTILINE)
    return [name for name in dict.fromkeys(imported) if name.partition(".")[0] in PRELOADED]


def _environment(course: Path) -> dict[str, str]:
    """Nothing of whose machine it is, and one thread."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "AMTEACH_DATA", "AMTEACH_WEIGHTS")
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    own = {"HOME": str(course), "AMTEACH_HOME": str(course / "home"), "PYTHONHASHSEED": "0", "MPLBACKEND": "agg"}
    return {name: os.environ[name] for name in kept if name in os.environ} | dict.fromkeys(threads, "1") | own


def _roots(course: Path) -> list[str]:
    """Where an answer may read: Python, its libraries, the package, and the data of the course."""
    places = [str(course), sys.prefix, sys.base_prefix, *(sysconfig.get_paths()[k] for k in ("stdlib", "purelib"))]
    places += [os.environ[name] for name in ("AMTEACH_DATA", "AMTEACH_WEIGHTS") if name in os.environ]
    return [place.rstrip(os.sep) for place in dict.fromkeys(places)]
