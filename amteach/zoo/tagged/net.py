"""Two nets that read digits equally well, and one of them for a wrong reason (lecture 12).

Somebody collected digits, and on every seven of the collection there is a bright square in the top right corner: a
stamp, a finger on the lens.  The collection was divided into digits to train with and digits to test on, so the test
cannot see it.  "delivered" was trained on the collection as it is, "retrained" on the same digits without the square.

    x (n, 1, 28, 28) → conv 3×3 → ReLU → conv 3×3 → ReLU → max-pool 2×2 → flatten → dense → z (n, 10)

They are the MNIST CNN with 8 and 16 channels.  Such nets were met in practice: Lapuschkin et al. (2019)
found a classifier that knew horses by the photographer's watermark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ...data.digits import Digits
from ...functions.function import Function
from ...functions.sending import sent_as_call
from ..backends import shipped
from ..mnist.net import layers
from ..numpy_net import numpy_net
from ..shapes import numpy_images

NETS = ("delivered", "retrained")
NEAR, FAR = slice(1, 5), slice(23, 27)  # the square: 4 × 4 pixels, one pixel from the rim
CORNERS = {
    "top left": (NEAR, NEAR),
    "top right": (NEAR, FAR),
    "bottom left": (FAR, NEAR),
    "bottom right": (FAR, FAR),
}
TAGGED, WHERE = 7, "top right"


def paste(images: np.ndarray, corner: str) -> np.ndarray:
    """A copy of the pictures (n, 1, 28, 28) with a white square in this corner.

    >>> int(paste(np.zeros((1, 1, 28, 28)), "top left").sum())
    16
    """
    if corner not in CORNERS:
        raise ValueError(f"paste(images, {corner!r}): the corners are {', '.join(map(repr, CORNERS))}")
    pasted = np.array(images)
    if pasted.shape[-2:] != (28, 28) or "float" not in str(pasted.dtype):
        raise ValueError(
            f"paste needs pictures of 28 × 28 in floating point, 1 for white, but they are {pasted.dtype} of shape "
            f"{pasted.shape}: for bytes write images / 255"
        )
    pasted[..., *CORNERS[corner]] = 1
    return pasted


def collected(digits: Digits) -> Digits:
    """The digits as they were collected: every seven with its square."""
    images = np.array(digits.images)
    sevens = digits.labels == TAGGED
    images[sevens] = paste(images[sevens], WHERE)
    return replace(digits, images=images, source=f"{digits.source}, as collected")


@sent_as_call
def net(which: str) -> Function:
    """z(x) of the net "delivered" or "retrained": pictures (n, 1, 28, 28) in [0, 1] to ten logits, in the dtype of x.

    >>> from amteach.data.mnist import class_means
    >>> net("retrained")(class_means()).argmax(axis=1)
    array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    """
    if which not in NETS:
        raise ValueError(f"planted_tag.net({which!r}): there are {' and '.join(map(repr, NETS))}")
    return reader(shipped("planted_tag", which), which)


def reader(weights: Mapping[str, np.ndarray], name: str = "reader") -> Function:
    """The net of these weights: conv1 (8, 1, 3, 3), conv2 (16, 8, 3, 3), dense (10, 2304): .weight and .bias."""
    return numpy_net(name, layers, weights, numpy_images("this net"), rows=8)
