"""`am.stage`: the live figure of a name."""

from __future__ import annotations

from typing import Any

from ..scenes.scene import scene
from .stage import Stage
from .study import Study


def stage(name: str, **values: Any) -> Stage:
    """The live figure of this name, its controls set to these values.

    In a notebook it is shown by being the last line of a cell; `.save("figure.html")` writes a page of its own.

    >>> stage("linear_model", penalty=0.2)
    stage('linear_model', penalty=0.2)
    """
    if name == "human_study":  # the experiment, which has a browser side of its own
        return Study(**values)
    return Stage(scene(name), values)
