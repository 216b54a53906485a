"""Without torch, what needs it is left out, so that the NumPy half can be tested alone."""

import os
import re
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

import pytest

os.environ["AMTEACH_HOME"] = mkdtemp(prefix="amteach-")  # what the tests solve is nobody's

HAS_TORCH = find_spec("torch") is not None
IMPORTS_TORCH = re.compile(r"^(import|from) torch\b", re.MULTILINE)

collect_ignore = [
    str(path)
    for room in ("amteach", "tests")
    for path in sorted((Path(__file__).parent / room).rglob("*.py"))
    if not HAS_TORCH and IMPORTS_TORCH.search(path.read_text(encoding="utf-8"))
]


def says_torch(item) -> bool:
    """Does an example in this docstring ask for torch?"""
    return isinstance(item, pytest.DoctestItem) and any("torch" in example.source for example in item.dtest.examples)


def pytest_collection_modifyitems(items):
    """Skip the examples that cannot run."""
    for item in () if HAS_TORCH else filter(says_torch, items):
        item.add_marker(pytest.mark.skip(reason="torch is not installed"))
