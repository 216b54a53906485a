"""Build what mybinder.org would build from binder/, run the lectures in it, and hold it to Binder's memory.

A clean environment gets the Python of runtime.txt, what every Binder image brings (JupyterLab, Notebook), then
requirements.txt, then postBuild in a copy of the checkout. Each lecture runs beside a JupyterLab server, and the
resident memory of all processes together is watched: shared pages count once for each process, so the peak is an
upper bound. Run it with `make binder-check`; it ends with an error if a step fails or the peak exceeds 1 GB.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".binder-venv"
IMAGE = ["jupyterlab==4.*", "notebook==7.*", "jupyter_server==2.*", "jupyter-resource-usage==1.*"]
LIMIT = 2**30  # bytes; Binder guarantees 1 GB and stops a session at 2 GB


def python_of_runtime() -> str:
    """The interpreter that runtime.txt names."""
    wanted = (ROOT / "binder" / "runtime.txt").read_text().strip().removeprefix("python-")
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = sys.executable if here == wanted else shutil.which(f"python{wanted}")
    return found or sys.exit(
        f"binder/runtime.txt asks for Python {wanted}: install it, so that its build can be tried here"
    )


def build(checkout: Path, env: dict[str, str]) -> None:
    """The steps of repo2docker: the environment, the pinned packages, postBuild."""

    def run(*command: str | Path) -> None:
        subprocess.run(command, check=True, cwd=checkout, env=env, stdin=subprocess.DEVNULL)

    pip = ["python", "-m", "pip", "-qq", "--no-cache-dir", "--retries=2", "install"]
    run(python_of_runtime(), "-m", "venv", "--clear", VENV)
    run(*pip, *IMAGE)
    run(*pip, "--requirement", "binder/requirements.txt")
    run("binder/postBuild")


def copy_checkout(target: Path) -> None:
    """What git would bring, uncommitted files included."""
    listing = subprocess.check_output(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, text=True)
    for name in filter(None, listing.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def serve(checkout: Path, env: dict[str, str]) -> subprocess.Popen:
    """A JupyterLab server that answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=check"]
    server = subprocess.Popen(
        ["python", "-m", "jupyterlab", *options], cwd=checkout, env=env, stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=1).close()
            return server
        except OSError:
            time.sleep(0.1)
    server.terminate()
    sys.exit("the JupyterLab server did not answer within 30 seconds")


def resident(pid: int) -> int:
    """Bytes of resident memory of a process and all its descendants."""
    total = 0
    try:
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            total += process.memory_info().rss
    except psutil.NoSuchProcess:  # one that ended while we counted
        pass
    return total


def peak_of(lecture: Path, server: subprocess.Popen, env: dict[str, str], out: str) -> int:
    """Execute a lecture; the highest memory of server, converter and kernel together on the way."""
    command = ["python", "-m", "nbconvert", "--to", "notebook", "--execute", "--log-level=ERROR", "--output-dir", out]
    execution = subprocess.Popen([*command, str(lecture)], env=env)
    peak = 0
    while execution.poll() is None:
        peak = max(peak, resident(server.pid) + resident(execution.pid))
        time.sleep(0.05)
    return peak if execution.returncode == 0 else sys.exit(f"{lecture.name} failed in the Binder environment")


def main() -> None:
    """Build, run every lecture (or those named on the command line), report."""
    env = {**os.environ, "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}", "VIRTUAL_ENV": str(VENV)}
    with tempfile.TemporaryDirectory() as scratch:
        checkout = Path(scratch) / "checkout"
        copy_checkout(checkout)
        started = time.monotonic()
        build(checkout, env)
        size = sum(f.lstat().st_size for f in VENV.rglob("*") if not f.is_dir())
        print(f"built in {time.monotonic() - started:.0f} s; the environment takes {size / 1e6:.0f} MB on disk")
        server = serve(checkout, env)
        try:
            peaks = {}
            for lecture in map(Path, sys.argv[1:] or sorted((checkout / "notebooks").glob("*.ipynb"))):
                peaks[lecture.name] = peak_of(lecture, server, env, scratch)
                print(f"{lecture.name}: at most {peaks[lecture.name] / 2**20:.0f} MiB resident")
        finally:
            server.terminate()
            server.wait()
    if not peaks or max(peaks.values()) > LIMIT:
        sys.exit("no lecture was run" if not peaks else f"more than Binder's {LIMIT / 2**20:.0f} MiB")
    print(f"within Binder's {LIMIT / 2**20:.0f} MiB")


if __name__ == "__main__":
    main()
