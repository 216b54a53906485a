"""What looks wrong about the numbers that a network is given; said, never mended."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...functions.arrays import like, to_numpy
from ...functions.preprocessing import standardize
from ...walks.inits import uniform
from .subject import Subject

IMAGENET = np.array([0.485, 0.456, 0.406])  # the mean colour of its photographs: red, green, blue, between 0 and 1
FAR = 10.0  # standard deviations


def hints(subject: Subject, low: float, high: float, mean: Any, std: Any) -> list[str]:
    """Notes on the range of the pictures, on mean and std, and on the order of the colours."""
    notes = []
    if mean is not None:
        m = np.ravel(np.asarray(mean, dtype=float))
        if (m < low).any() or (m > high).any():
            notes.append(
                f"the mean, {_short(m)}, lies outside of the pictures' range {low:g} … {high:g}: are the values "
                f"{'0 … 255? Write high=255' if m.max() > high else 'of another range? Write low= and high='}"
            )
        if m.shape == (3,) and np.abs(m / _unit(m) - IMAGENET[::-1]).max() < 0.02:
            notes.append(
                "the mean is that of ImageNet with blue first (BGR), as Caffe's networks take it: channel 0 of the "
                "picture is blue, and the colours are right in picture[:, ::-1]"
            )
    off = _far_from_training(subject, low, high, mean, std)
    return [*notes, off] if off else notes


def _unit(m: np.ndarray) -> float:
    """255 for means of bytes, 1 for means between 0 and 1."""
    return 255.0 if m.max() > 1 else 1.0


def _short(m: np.ndarray) -> str:
    return ", ".join(f"{value:g}" for value in m)


def _far_from_training(subject: Subject, low: float, high: float, mean: Any, std: Any) -> str:
    """A note where the first batch norm of the network sees numbers that it has not met in training."""
    if subject.module is None or subject.axes != "chw":
        return ""
    from torch import nn

    from ...bridge.from_torch import from_torch

    named = subject.module.named_modules()
    name, norm = next(((n, part) for n, part in named if isinstance(part, nn.BatchNorm2d)), ("", None))
    if norm is None or norm.running_mean is None or norm.weight is None:
        return ""
    x = uniform((2, *subject.shape), low, high)
    if mean is not None or std is not None:
        x = like(standardize(0.0 if mean is None else mean, 1.0 if std is None else std)(x), x)
    try:
        y = from_torch(subject.module, name)(x)
    except ValueError:  # a layer that this input does not reach
        return ""
    gain, shift = (to_numpy(w).reshape(1, -1, 1, 1) for w in (norm.weight, norm.bias))
    seen = ((y - shift) / np.where(gain == 0, np.inf, gain)).transpose(1, 0, 2, 3).reshape(y.shape[1], -1)
    far = float(max(np.median(np.abs(seen.mean(axis=1))), np.median(seen.std(axis=1))))
    if far < FAR:
        return ""
    return (
        f"{name}, the first batch norm, sees numbers {far:.3g} standard deviations from those of its training: are "
        "low, high, mean and std those of its images?"
    )
