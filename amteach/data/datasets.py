"""Images out of an array, a Dataset or a DataLoader, a batch at a time and in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..functions.arrays import namespace


def batches(images: Any, batch: int) -> Iterator[Any]:
    """Arrays of images, (n, …), one after the other.

    images : an array (many, …); a Dataset, or a list, of images or of tuples that begin with one; or a DataLoader,
             which makes its batches itself and must not shuffle
    batch  : how many at a time; a DataLoader has its own number

    >>> [len(part) for part in batches([(image, "label") for image in np.zeros((5, 1, 4, 4))], 2)]
    [2, 2, 1]
    """
    if is_loader(images):
        if type(images.sampler).__name__ != "SequentialSampler":
            raise ValueError(
                "the images of this DataLoader come in another order each time, so that they have no numbers: write "
                "DataLoader(data, batch_size=..., shuffle=False)"
            )
        yield from map(_image_of, images)
    elif hasattr(images, "shape"):
        yield from (images[i : i + batch] for i in range(0, len(images), batch))
    else:
        for i in range(0, len(images), batch):
            yield _stacked([_image_of(images[j]) for j in range(i, min(i + batch, len(images)))])


def is_loader(images: Any) -> bool:
    """Whether this is a DataLoader of torch, which need not be imported for that."""
    return hasattr(images, "sampler") and hasattr(images, "dataset")


def number_of(images: Any) -> int:
    """How many images there are."""
    return len(images.dataset if is_loader(images) else images)


def _image_of(item: Any) -> Any:
    return item[0] if isinstance(item, tuple | list) else item


def _stacked(images: list[Any]) -> Any:
    first = images[0]
    if not hasattr(first, "shape"):
        raise TypeError(
            f"the data set holds a {type(first).__name__}, not an array: give it transform=torchvision's ToTensor()"
        )
    return np.stack(images) if isinstance(first, np.ndarray) else namespace(first).stack(images)
