"""What the widget tests share: a stage whose messages are caught, the wire read back, and node where it is found."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from amteach.scenes.scene import Scene, scene
from amteach.widgets.stage import Stage

JS = Path(__file__).parents[2] / "amteach" / "widgets" / "js"


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
    program = shutil.which("node")
    if not program:
        pytest.skip("node is not installed")

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
def base():
    """The address of js/base.js for an import in node."""
    return (JS / "base.js").as_uri()
