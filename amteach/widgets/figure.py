"""`am.stage`: the live figure of a name."""

from __future__ import annotations

from typing import Any

from ..scenes.scene import Scene, scene
from .stage import Stage
from .study import Study

WIDGETS: dict[str, type[Stage] | type[Study]] = {"stage": Stage, "study": Study}  # what shows a scene, by its `widget`


def stage(name: str | Scene[Any, Any], **values: Any) -> Stage | Study:
    """The live figure of this name, its controls set to these values.

    name   : of a scene; "human_study" is the experiment with people, and takes participant, seed and folder.  Or a
             Scene of your own, as lecture 14 makes one
    values : of its controls; the others keep their defaults

    In a notebook it is shown by being the last line of a cell; `.save("figure.html")` writes a page of its own.

    >>> stage("linear_model", penalty=0.2)
    stage('linear_model', penalty=0.2)
    """
    what = name if isinstance(name, Scene) else scene(name)
    return WIDGETS[what.widget](what, **values)
