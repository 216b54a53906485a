"""What does not pass the border to torch, and what is said."""

import numpy as np
import pytest
import torch
from torch import nn

from amteach.bridge.from_torch import from_torch

torch.set_num_threads(1)


def network():
    return nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(2 * 6 * 6, 3))


class Answers(nn.Module):
    """A linear layer, and then anything."""

    def __init__(self, wrap):
        super().__init__()
        self.inner, self.unused, self.wrap = nn.Linear(4, 3), nn.Linear(4, 3), wrap

    def forward(self, x):
        return self.wrap(self.inner(x), x)


def test_what_the_network_refuses_is_told_in_its_own_words_with_the_shape_that_came():
    with pytest.raises(ValueError, match=r"shape \(5, 3, 8, 8\)") as error:
        from_torch(network())(np.zeros((5, 3, 8, 8)))
    assert isinstance(error.value.__cause__, RuntimeError)
    assert str(error.value.__cause__) in str(error.value)
    assert "0, takes (batch, 1, rows, columns)" in str(error.value)


@pytest.mark.parametrize(
    ("module", "shape"),
    [(network(), (1, 8, 8)), (nn.Conv2d(3, 4, 3), (3, 8, 8)), (nn.Conv1d(1, 4, 3), (1, 50)), (nn.Linear(4, 3), (4,))],
)
def test_a_forgotten_batch_axis_is_answered_with_the_line_to_write(module, shape):
    x = np.zeros(shape)
    with pytest.raises(ValueError, match=r"x\[None\]"):
        from_torch(module)(x)
    assert len(from_torch(module)(x[None])) == 1


def test_a_wrong_name_is_answered_with_the_names_there_are():
    module = nn.Sequential()
    module.features, module.head = network(), nn.Linear(3, 2)
    with pytest.raises(ValueError, match=r"no layer 'feature.3'; did you mean 'features.3'") as error:
        from_torch(module, "feature.3")
    assert "features.0, features.1, features.2, features.3, head" in str(error.value)


def test_a_layer_that_is_not_run_is_said_to_be_so():
    with pytest.raises(ValueError, match=r"Answers\.unused has no output"):
        from_torch(Answers(lambda y, x: y), "unused")(np.zeros((2, 4)))


def test_an_output_of_several_tensors_is_refused_with_their_names():
    with pytest.raises(
        TypeError, match=r"a dict.* 'logits' of shape \(2, 3\), 'hidden' of shape \(2, 4\).*output='logits'"
    ):
        from_torch(Answers(lambda y, x: {"logits": y, "hidden": x}))(np.zeros((2, 4)))
    with pytest.raises(TypeError, match=r"returns a str, .* no tensor"):
        from_torch(Answers(lambda y, x: "seven"))(np.zeros((2, 4)))


CONSTANT = {
    "argmax": lambda y, x: y.argmax(dim=1),
    "detach": lambda y, x: y.detach(),
    "another tensor": lambda y, x: torch.ones(len(x), 3),
    "only the weights": lambda y, x: torch.ones(len(x), 3, requires_grad=True) * 2,
}


@pytest.mark.parametrize("wrap", CONSTANT.values(), ids=CONSTANT)
def test_an_output_without_a_gradient_has_a_value_and_says_why_there_is_no_more(wrap):
    y, pullback = from_torch(Answers(wrap)).forward(np.zeros((2, 4)))
    assert len(y) == 2
    with pytest.raises(ValueError, match="does not depend on its input"):
        pullback(np.ones_like(y))


def test_an_output_without_a_row_for_each_row_is_refused():
    with pytest.raises(ValueError, match=r"\(2, 4\) to \(\), but axis 0 is the batch"):
        from_torch(Answers(lambda y, x: y.sum()))(np.zeros((2, 4)))


def test_integers_and_other_things_are_refused_and_tuples_are_read():
    f = from_torch(nn.Linear(4, 3))
    with pytest.raises(TypeError, match=r"int64: write x / 255"):
        f(np.zeros((2, 4), int))
    assert f(((0.0, 0.0, 0.0, 0.0),)).shape == (1, 3)
    with pytest.raises(TypeError, match=r"not a tuple: write np\.asarray"):
        f.forward(((0.0, 0.0, 0.0, 0.0),))
    with pytest.raises(TypeError, match=r"Answers is a class.* from_torch\(Answers\(\)\)"):
        from_torch(Answers)  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match="given a function"):
        from_torch(lambda x: x)  # pyright: ignore[reportArgumentType]


def test_weights_that_are_not_finite_are_named_at_once():
    module = network()
    module.get_parameter("3.bias").data[1] = torch.nan
    with pytest.raises(ValueError, match=r"3\.bias .* not finite"):
        from_torch(module)
