"""ImageNet: 1000 classes of photographs, each with a name, and networks that know them (zoo.squeezenet, zoo.alexnet).

standardized      x ↦ (x − mean) / std, by which pictures in [0, 1] become what such a network was trained on
shown(x)          x as a screen shows it; score *that*
labels()          the names of the classes, and the class of a name
top_classes(z)    the most probable classes of each picture, in words
stored(prior)     walks on five classes, made beforehand, with what the network says of their pictures

Source: Russakovsky et al. (2015), ImageNet-1k.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...store.files import FileDamaged, FileMissing
from ...store.renamed import renamed
from .labels import Labels, UnknownClass, labels
from .pictures import MEAN, SIDE, STD, shown, standardized, top_classes
from .walks import stored

__all__ = [
    "MEAN",
    "SIDE",
    "STD",
    "FileDamaged",
    "FileMissing",
    "Labels",
    "UnknownClass",
    "labels",
    "shown",
    "standardized",
    "stored",
    "top_classes",
]
if not TYPE_CHECKING:
    __getattr__ = renamed(__name__, WeightsMissing=FileMissing, WeightsDamaged=FileDamaged, sayings=top_classes)
