"""IDX, the format of MNIST's files.

    0 0 | type | number of axes | length of each axis, 4 bytes each, the highest first | the values, row by row

Source: LeCun, Cortes & Burges, the MNIST database of handwritten digits (1998).
"""

from __future__ import annotations

import numpy as np


def parse(data: bytes) -> np.ndarray:
    """The bytes of an IDX file as an array of uint8, the type 8.

    >>> parse(b"\\0\\0\\x08\\x01" + b"\\0\\0\\0\\x03" + b"\\x05\\0\\x04")
    array([5, 0, 4], dtype=uint8)
    """
    axes = data[3]
    shape = np.frombuffer(data, ">i4", axes, offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * axes).reshape(shape)
