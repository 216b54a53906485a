"""What works on this machine, what does not, and the line that fixes it."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet


@dataclass(frozen=True)
class Finding:
    """One line of the table.

    state : "ok"; "missing", which the course can do without; or "broken", which it cannot
    fix   : the line to write
    """

    what: str
    state: str
    detail: str
    fix: str = ""

    @property
    def broken(self) -> bool:
        return self.state == "broken"


def examine() -> list[Finding]:
    """All findings, in the order of the table.  Data and weights are read only where no package is broken."""
    findings = [_python(), *_packages(), _kernel(), *_front_ends(), *_torch()]
    if any(finding.broken for finding in findings):
        return findings
    return [*findings, _mnist(), *_weights()]


def table(findings: list[Finding]) -> str:
    """The findings in columns, and below each its fix.

    >>> print(table([Finding("torch", "missing", "not installed", 'pip install "amteach[torch]"')]))
    missing  torch  not installed
                    → pip install "amteach[torch]"
    """
    state = max(len(finding.state) for finding in findings)
    what = max(len(finding.what) for finding in findings)
    lines = []
    for finding in findings:
        lines.append(f"{finding.state:{state}}  {finding.what:{what}}  {finding.detail}")
        if finding.fix:
            lines.append(f"{'':{state}}  {'':{what}}  → {finding.fix}")
    return "\n".join(lines)


def _python() -> Finding:
    return Finding("Python", "ok", f"{platform.python_version()} on {platform.platform(terse=True)}")


def _packages() -> Iterator[Finding]:
    """amteach, and the packages that its own metadata asks for: first the necessary ones, then those of the extras.

    A package that several extras bring is named once, with the smallest of them.
    """
    try:
        yield Finding("amteach", "ok", metadata.version("amteach"))
        from packaging.requirements import Requirement
    except ImportError:  # of which PackageNotFoundError is one
        yield Finding("amteach", "broken", "is not installed, or not whole", "pip install -U amteach packaging")
        return
    required = [Requirement(line) for line in metadata.requires("amteach") or []]
    extras = set(metadata.metadata("amteach").get_all("Provides-Extra") or []) - {"test"}
    brings = {
        extra: [r for r in required if (r.marker.evaluate({"extra": extra}) if r.marker else not extra)]
        for extra in ("", *sorted(extras))
    }
    seen = set()
    for extra in ("", *sorted(extras, key=lambda extra: len(brings[extra]))):
        for r in brings[extra]:
            if r.name not in seen:
                seen.add(r.name)
                yield _package(r.name, r.specifier, extra)


def _package(name: str, wanted: SpecifierSet, extra: str) -> Finding:
    fix = f'pip install "amteach[{extra}]"' if extra else f'pip install -U "{name}{wanted}"'
    state = "missing" if extra else "broken"
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, state, "is not installed", fix)
    if not wanted.contains(found, prereleases=True):
        return Finding(name, state, f"{found}, but {wanted} is needed", f'pip install -U "{name}{wanted}"')
    return Finding(name, "ok", found)


def _kernel() -> Finding:
    if find_spec("ipykernel") is None:
        return Finding("kernel", "missing", "ipykernel is not installed; notebooks need it", "pip install ipykernel")
    return Finding("kernel", "ok", f"ipykernel {metadata.version('ipykernel')}, of {sys.executable}")


def _front_ends() -> Iterator[Finding]:
    """Front ends that are not packages; JupyterLab, Notebook and Voila are in the table already."""
    if "COLAB_RELEASE_TAG" in os.environ:
        yield Finding("Colab", "ok", "figures are live; a still picture serves where they are not")
    if os.environ.get("TERM_PROGRAM") == "vscode" or "VSCODE_PID" in os.environ:
        yield Finding("VS Code", "ok", "open a lecture and choose the Python above as its kernel")


def _torch() -> Iterator[Finding]:
    if find_spec("torch") is None:
        return
    try:
        import torch
    except (ImportError, OSError) as error:
        yield Finding("torch imports", "missing", str(error), 'pip install --force-reinstall "amteach[torch]"')
        return
    if torch.cuda.is_available():
        yield Finding("GPU", "ok", torch.cuda.get_device_name())
    else:
        yield Finding("GPU", "missing", "none that torch can use; no lecture needs one")


def _mnist() -> Finding:
    from .data import mnist

    try:
        folders = {path.parent for path in mnist.verified()}
    except mnist.FileMissing:
        return Finding(
            "MNIST", "missing", "not on this machine; digits drawn by amteach stand in for it", "amteach data"
        )
    except mnist.FileDamaged as error:
        return Finding("MNIST", "broken", " ".join(str(error).split()), "amteach data")
    return Finding("MNIST", "ok", f"in {' and '.join(map(str, sorted(folders)))}, verified")


def _weights() -> Iterator[Finding]:
    from .store import cards
    from .store.files import FileDamaged
    from .training import registry as training

    for name in training.RECIPES:
        try:
            cards.load(name)
        except FileDamaged as error:
            yield Finding(name, "broken", " ".join(str(error).split()), f"amteach train {name}")
        else:
            about = cards.card(name)
            accuracy = f", test accuracy {about['test_accuracy']}" if "test_accuracy" in about else ""
            yield Finding(name, "ok", f"{about['bytes']:,} bytes, verified{accuracy}")
