"""The units of the study: the mean activation of each channel of the second convolution.

    a_c(x) = mean_ij (b_c + Σ_kl w_c[k, l] r[i+k, j+l]) = b_c + Σ_kl w_c[k, l] · mean_ij r[i+k, j+l],  r = relu(conv1 x)

The mean of a convolution is a convolution of means.  Of r only nine means are needed, one for each shift.  So the
convolution itself, which is nearly all the work, is never run.  The values are those before the ReLU: there is a least
active picture as well as a most active one.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from ..functions.function import Function, Pullback
from ..store import cards
from ..zoo.layers import channels_last, convolution, dense, relu
from ..zoo.mnist.expect import SHAPES, expect_images
from ..zoo.numpy_net import Weights, numpy_net

CHANNELS = SHAPES["conv2.bias"][0]
SIDE = 24  # rows and columns of the second convolution, which sees those of the first, 26, through its nine shifts


@cache
def activations() -> Function:
    """a(x): pictures (n, 1, 28, 28) to the mean activations (n, 64) of the channels of conv2.

    >>> from amteach import zoo
    >>> x = np.random.default_rng(0).random((2, 1, 28, 28))
    >>> np.allclose(activations()(x), zoo.mnist_cnn(layer="conv2")(x).mean(axis=(2, 3)))
    True
    """

    def layers(w: Weights) -> Function:
        by_shift = w["conv2.weight"].transpose(0, 2, 3, 1).reshape(CHANNELS, -1)
        conv1 = convolution(w["conv1.weight"], w["conv1.bias"])
        means = shifted_means(w["conv1.weight"].dtype)
        return dense(by_shift, w["conv2.bias"]) @ means @ relu @ conv1 @ channels_last

    return numpy_net("mean conv2", layers, cards.load("mnist_cnn"), expect_images)


def shifted_means(dtype: np.dtype) -> Function:
    """y[k, l] = mean_ij r[i+k, j+l],   dr[p] = Σ_kl M[kl, p] dy[k, l]:   (n, 26, 26, channels) to (n, 9 · channels).

    M is (9, 26²): 1/24² where the pixel is under the window of this shift, 0 elsewhere.
    """
    windows = np.zeros((9, SIDE + 2, SIDE + 2), dtype)
    for shift in range(9):
        k, l = divmod(shift, 3)
        windows[shift, k : k + SIDE, l : l + SIDE] = 1 / SIDE**2
    m = windows.reshape(9, -1)

    def forward(r: np.ndarray) -> tuple[np.ndarray, Pullback]:
        shape = r.shape
        y = m @ r.reshape(shape[0], -1, shape[3])
        return y.reshape(shape[0], -1), lambda dy: (m.T @ dy.reshape(shape[0], 9, shape[3])).reshape(shape)

    return Function(forward, "shifted means")
