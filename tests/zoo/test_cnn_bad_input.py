"""What the two CNNs refuse, and the line they answer it with."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.zoo.mnist import net
from amteach.zoo.mnist.expect import SHAPES

WEIGHTS = {name: np.full(shape, 0.01) for name, shape in SHAPES.items()}


def cnn_for(x, weights=WEIGHTS):
    """The CNN of x's kind."""
    if isinstance(x, np.ndarray):
        return net.cnn(weights)
    from amteach.zoo.mnist import module

    return module.cnn(weights)


BAD_IMAGES = {
    "no channel axis": ((3, 28, 28), "x[:, None]"),
    "one image without its batch axis": ((1, 28, 28), "x[None]"),
    "one bare image": ((28, 28), "x[None, None]"),
    "channels last": ((3, 28, 28, 1), "x.reshape(-1, 1, 28, 28)"),
    "flat": ((3, 784), "x.reshape(-1, 1, 28, 28)"),
    "colour": ((3, 3, 28, 28), "(3, 3, 28, 28)"),
    "another size": ((3, 1, 32, 32), "(3, 1, 32, 32)"),
    "empty": ((0, 1, 28, 28), "(0, 1, 28, 28)"),
}


@pytest.mark.parametrize(("shape", "line"), BAD_IMAGES.values(), ids=BAD_IMAGES)
def test_a_wrong_shape_is_answered_with_the_line_to_write(shape, line, kind):
    x = kind(np.zeros(shape))
    with pytest.raises(ValueError, match=r"images of shape \(n, 1, 28, 28\)") as error:
        cnn_for(x)(x)
    assert line in str(error.value)
    if line.startswith("x"):
        assert to_numpy(cnn_for(x)(eval(line, {"x": x}))).shape[1] == 10  # the line is right


@pytest.mark.parametrize("dtype", ["uint8", "int64", "bool"])
def test_bytes_are_refused(dtype, kind):
    x = kind(np.zeros((1, 1, 28, 28), dtype))
    with pytest.raises(TypeError, match=f"{dtype}.*/ 255"):
        cnn_for(x)(x)


def test_weights_that_do_not_fit_are_refused_by_name(kind):
    x = kind(np.zeros((1, 1, 28, 28)))
    with pytest.raises(ValueError, match=r"dense.bias \(10,\) is missing"):
        cnn_for(x, {name: w for name, w in WEIGHTS.items() if name != "dense.bias"})
    with pytest.raises(ValueError, match=r"conv2.weight of shape .* has the shape \(32, 64, 3, 3\)"):
        cnn_for(x, WEIGHTS | {"conv2.weight": WEIGHTS["conv2.weight"].swapaxes(0, 1)})
    with pytest.raises(ValueError, match=r"conv1\.bias holds numbers that are not finite"):
        cnn_for(x, WEIGHTS | {"conv1.bias": np.full(32, np.nan)})


def test_a_layer_that_is_none_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match=r"no layer 'conv3'; did you mean 'conv\d'\? Its layers are conv1, relu1"):
        am.zoo.mnist_cnn(layer="conv3")


def test_what_is_no_pool_is_refused():
    for a in (np.zeros((3, 1, 28, 28)), np.zeros((2, 9216)), [[1.0]], np.ones((1, 64, 12, 12), int)):
        with pytest.raises(ValueError, match=r"mnist_head\(\) @ am.zoo.mnist_cnn"):
            am.zoo.mnist_head().forward(a)
