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
    *("gc.get", "sys._current_frames"),
)
Hook = Callable[[str, tuple[Any, ...]], None]
FOLDERS = ("os.listdir", "os.scandir", "os.walk", "os.chdir")
MODULES = ("_posixsubprocess", "_ctypes")


def close(roots: Sequence[str], hidden: Sequence[str], seconds: float) -> None:
    """From here on this process may read below these folders, except in folders of the hidden names."""
    _limit(seconds)
    import subprocess  # many libraries import it; here it cannot start anything

    subprocess.__dict__["_fork_exec"] = None
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.addaudithook(_hook(tuple(map(str, roots)), frozenset(hidden)))


def _hook(roots: tuple[str, ...], hidden: frozenset[str]) -> Hook:
    """The hook.  All that it needs is in its defaults: a frame or a traceback shows them, and cannot change them."""

    def hook(
        event: str,
        arguments: tuple[Any, ...],
        forbidden: Any = FORBIDDEN,
        places: Any = ("open", *FOLDERS),
        modules: Any = MODULES,
        roots: Any = roots,
        hidden: Any = hidden,
        writing: Any = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC,
        begins: Any = str.startswith,
        decode: Any = bytes.decode,
        builtin: Any = (PermissionError, isinstance, type, str, bytes, int, any),
        separator: Any = os.sep,
    ) -> None:
        refused, instance, type_of, text, binary, number, any_of = builtin
        if begins(event, forbidden) or (event == "import" and arguments[0] in modules):
            raise refused(f"an answer may not do this: {event}")
        if event not in places or instance(arguments[0], number):
            return
        name = arguments[0] if arguments else ""
        if instance(name, binary):
            name = decode(name, "utf-8", "surrogateescape")
        if type_of(name) is not text and event != "open":
            name = text(name)  # a folder may be listed by a Path
        if type_of(name) is not text:
            raise refused("an answer may not open a file but by a plain name")
        below = any_of(name == root or begins(name, root + separator) for root in roots)
        told = any_of(part in hidden for part in name.replace("\\", "/").split("/"))
        if name != "/dev/null" and (told or not below):
            raise refused("an answer may not look here")
        if event == "open" and instance(arguments[2], number) and arguments[2] & writing and name != "/dev/null":
            raise refused("an answer may not write")

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
