"""What a handed-in answer may not do: read the solutions, write, talk to a network, start or stop a process.

This is Python's audit hook with limits of the operating system, and the best that can be done everywhere.  It does not
have to be perfect, for the process that it guards contains neither the references nor the judge; where Linux allows
it, `sandbox` also takes the network and the folder of the exercises away.

Source: PEP 578.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

FORBIDDEN = (
    *("socket.", "subprocess.", "ctypes.", "shutil.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "pty."),
    *("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.kill", "os.remove"),
    *("os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.link", "os.symlink", "os.truncate"),
    *("sqlite3.", "signal.pthread_kill", "sys.addaudithook", "code.__new__"),
)
FOLDERS = ("os.listdir", "os.scandir", "os.walk", "os.chdir", "pathlib.Path.glob", "pathlib.Path.rglob", "glob.glob")
MODULES = ("_posixsubprocess", "_ctypes")


def close(roots: Sequence[str], hidden: Sequence[str], seconds: float) -> None:
    """From here on this process may read below these folders, except in folders of the hidden names."""
    _limit(seconds)
    import subprocess  # many libraries import it; here it cannot start anything

    subprocess.__dict__["_fork_exec"] = None
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.addaudithook(_hook(tuple(map(str, roots)), frozenset(hidden)))


def _hook(roots: tuple[str, ...], hidden: frozenset[str]) -> Callable[[str, tuple[Any, ...]], None]:
    """The hook; all that it needs is bound here, where what runs later cannot change it."""
    forbidden, folders, modules = FORBIDDEN, FOLDERS, MODULES
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
    decode, separator, null = os.fsdecode, os.sep, os.devnull
    refused, number, instance, any_of = PermissionError, int, isinstance, any
    as_text = str.startswith

    def may_read(path: object) -> bool:
        if instance(path, number):
            return True
        name = decode(path)  # type: ignore[arg-type]
        parts = name.replace("\\", "/").split("/")
        if any_of(part in hidden for part in parts):
            return False
        return name == null or any_of(name == root or as_text(name, root + separator) for root in roots)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if as_text(event, forbidden):
            raise refused(f"an answer may not do this: {event}")
        if event == "import" and arguments[0] in modules:
            raise refused(f"an answer may not import {arguments[0]}")
        if event in folders and not may_read(arguments[0] or "."):
            raise refused("an answer may not look into this folder")
        if event == "open":
            flags = arguments[2] if instance(arguments[2], number) else 0
            if not may_read(arguments[0]) or (flags & writing and not instance(arguments[0], number)):
                raise refused("an answer may not open this file")

    return hook


def _limit(seconds: float) -> None:
    """Limits of the operating system: time of the processor, memory, no files written, no core."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    limits = {
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_AS: 6 << 30,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # a smaller limit is set already, or the system has no such limit
            continue
