"""A real JupyterLab in a real browser, for the latency benchmark and the tests that look."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat

TOKEN = "look"
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
RUN_ALL = """async () => {
  const app = window.jupyterapp;
  await app.restored;
  app.shell.collapseLeft?.();
  const panel = app.shell.currentWidget;
  await panel.sessionContext.ready;
  await app.commands.execute("notebook:run-all-cells");
}"""


def chromium() -> str | None:
    """The browser, where there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A Jupyter server on a free port of this machine, over the notebooks of a folder; JupyterLab, Notebook, Voila."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": TOKEN,
        "LabApp.expose_app_in_browser": True,
        "JupyterNotebookApp.expose_app_in_browser": True,
        "LabApp.news_url": None,
        "VoilaConfiguration.show_tracebacks": True,
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--{name}={value}" for name, value in options.items()]
    own = {name: str(folder / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | own, start_new_session=True)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/api?token={TOKEN}", process, folder / "server.log")
            yield address
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # with its kernels
            process.wait(20)


def _wait(url: str, process: subprocess.Popen, log: Path, seconds: float = 60) -> None:
    for _ in range(int(seconds / 0.1)):
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError(f"the Jupyter server did not answer:\n{log.read_text()}")


def notebook(path: Path, *cells: str) -> Path:
    """A notebook with these cells of code."""
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    content.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(content, path)
    return path


def open_notebook(page: Any, address: str, name: str, front_end: str = "lab/tree", run: bool = True) -> None:
    """Open a notebook in JupyterLab ("lab/tree") or Notebook ("notebooks"), and run its cells."""
    page.goto(f"{address}/{front_end}/{name}?token={TOKEN}{'&reset' if 'lab' in front_end else ''}")
    page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.sessionContext", timeout=60_000)
    if run:
        page.evaluate(RUN_ALL)
