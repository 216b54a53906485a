"""What the axes of inputs and outputs mean is read off the layers, or not said."""

import pytest
import torch
from torch import nn

from amteach.bridge.axes import input_axes, unit_axis
from amteach.bridge.from_torch import from_torch
from amteach.bridge.input_shape import input_shape
from amteach.bridge.layers import first_with_weights

torch.set_num_threads(1)

INPUTS = [
    (nn.Conv2d(3, 4, 3), (3, 28, 28), "chw"),
    (nn.Conv2d(3, 4, 3), (28, 28, 3), "hwc"),
    (nn.Conv2d(3, 4, 3), (3, 28, 3), "chw"),
    (nn.Conv2d(5, 4, 3), (8, 28, 28), "chw"),  # neither: as usual, and the network says what is wrong
    (nn.Conv2d(1, 4, 3), (64, 32), "hw"),
    (nn.Conv2d(3, 4, 3), (64, 32), None),
    (nn.Conv1d(3, 4, 5), (3, 50), "ct"),
    (nn.Conv1d(3, 4, 5), (50, 3), "tc"),
    (nn.Conv1d(1, 4, 5), (50,), "t"),
    (nn.Conv3d(1, 4, 3), (1, 8, 8, 8), "cdhw"),
    (nn.Conv3d(2, 4, 3), (8, 8, 8, 2), "dhwc"),
    (nn.Conv3d(1, 4, 3), (8, 8, 8), "dhw"),
    (nn.GRU(3, 4), (50, 3), "tc"),
    (nn.LSTM(3, 4), (3, 50), "ct"),
    (nn.RNN(3, 4), (5, 50), None),
    (nn.RNN(3, 4), (3,), None),
    (nn.Linear(12, 4), (50, 12), "tc"),
    (nn.Linear(12, 4), (3, 4), "hw"),
    (nn.Linear(12, 4), (5, 7), None),
    (nn.Linear(12, 4), (12,), None),
    (nn.Embedding(12, 4), (5, 7), None),
    (nn.ReLU(), (5, 7), None),
    (nn.Sequential(nn.ReLU(), nn.Conv1d(3, 4, 5)), (3, 50), "ct"),
    (nn.TransformerEncoderLayer(6, 2, 8, batch_first=True), (5, 6), "tc"),
]


@pytest.mark.parametrize(("module", "shape", "axes"), INPUTS)
def test_the_axes_of_an_input(module, shape, axes):
    assert input_axes(module, shape) == axes


class Tokens(nn.Module):
    """Patches as tokens."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 4, 4)

    def forward(self, x):
        return self.conv(x).flatten(2).transpose(1, 2)


class ChannelsLastInside(nn.Module):
    """A block of ConvNeXt: its last layer counts features last, and it gives channels first."""

    def __init__(self):
        super().__init__()
        self.conv, self.norm, self.up, self.down = (
            nn.Conv2d(6, 6, 3, padding=1),
            nn.LayerNorm(6),
            nn.Linear(6, 9),
            nn.Linear(9, 6),
        )

    def forward(self, x):
        return x + self.down(self.up(self.norm(self.conv(x).permute(0, 2, 3, 1)))).permute(0, 3, 1, 2)


ENCODER = nn.TransformerEncoderLayer(6, 2, 9, activation=nn.GELU(), batch_first=True)
OUTPUTS = [
    (nn.Linear(4, 8), None, (2, 8), 1),
    (nn.Flatten(0), None, (2,), 0),
    (nn.Linear(4, 8), None, (2, 5, 8), 2),
    (nn.Linear(4, 5), None, (2, 5, 5), 2),
    (nn.Conv1d(4, 8, 3), None, (2, 8, 5), 1),
    (nn.Conv1d(4, 5, 3), None, (2, 5, 5), 1),
    (nn.Conv2d(4, 8, 3), None, (2, 8, 5, 5), 1),
    (nn.Sequential(nn.Conv2d(4, 8, 3), nn.BatchNorm2d(8), nn.ReLU()), "2", (2, 8, 5, 5), 1),
    (nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 5)), "1", (2, 3, 8), 2),
    (nn.Sequential(nn.Conv1d(4, 8, 3), nn.GroupNorm(2, 8), nn.ReLU()), None, (2, 8, 3), 1),
    (nn.Sequential(nn.Embedding(9, 8), nn.LayerNorm(8)), "1", (2, 3, 8), 2),
    (nn.GRU(3, 4, bidirectional=True), None, (2, 5, 8), 2),
    (nn.LSTM(3, 4, proj_size=2), None, (2, 5, 2), 2),
    (ENCODER, "self_attn", (2, 5, 6), 2),
    (ENCODER, "linear1", (2, 5, 9), 2),
    (ENCODER, "activation", (2, 5, 9), None),  # its neighbour in the list, a norm, has 6 units: not said
    (ENCODER, None, (2, 5, 6), 2),
    (Tokens(), None, (2, 9, 6), 2),
    (ChannelsLastInside(), None, (2, 6, 8, 7), 1),
    (ChannelsLastInside(), "norm", (2, 8, 7, 6), 3),
    (nn.Sequential(nn.Conv2d(4, 8, 3), nn.PixelShuffle(2)), "1", (2, 2, 6, 6), 1),  # pictures: channels first
    (nn.Sequential(nn.Conv1d(4, 8, 3), nn.Unflatten(1, (2, 4))), "1", (2, 2, 4, 9), 1),
    (nn.Sequential(nn.Linear(4, 8), nn.AdaptiveAvgPool1d(2)), "1", (2, 5, 2), None),  # sequences: not said
    (nn.ReLU(), None, (2, 5, 7), None),
]


@pytest.mark.parametrize(("module", "layer", "shape", "axis"), OUTPUTS)
def test_the_axis_of_the_units(module, layer, shape, axis):
    assert unit_axis(module, layer, shape) == axis


def test_layers_behind_do_not_say_what_a_layer_in_front_gives():
    """The block is named blocks.1; blocks.10 begins with the same letters, and comes later."""
    net = nn.ModuleDict({"blocks": nn.ModuleList([nn.Conv1d(3, 8, 1) for _ in range(10)] + [nn.Linear(5, 8)])})
    assert unit_axis(net, "blocks.1", (2, 8, 8)) == 1
    assert unit_axis(net, None, (2, 8, 8)) == 2


SHAPES = [
    (nn.GRU(5, 3, batch_first=True), (32, 5)),
    (nn.Conv3d(2, 3, 3), (2, 16, 16, 16)),
    (nn.Sequential(nn.Conv3d(1, 2, 3), nn.Flatten(), nn.Linear(2 * 30**3, 2)), (1, 32, 32, 32)),
    (nn.Sequential(nn.Conv2d(2, 1, 3), nn.Flatten(), nn.Linear(30 * 30, 2)), (2, 32, 32)),
    (nn.Sequential(nn.Flatten(), nn.Linear(3 * 8 * 8, 2)), (3, 8, 8)),
    (nn.Sequential(nn.Flatten(), nn.Linear(3 * 3, 2)), (9,)),
    (nn.Sequential(nn.Flatten(), nn.Linear(4 * 4, 2)), (1, 4, 4)),
]


@pytest.mark.parametrize(("module", "shape"), SHAPES)
def test_the_shape_of_an_input_is_one_that_the_network_takes(module, shape):
    found = input_shape(module)
    assert found == shape
    from_torch(module, output=None if not isinstance(module, nn.GRU) else 0)(torch.zeros(1, *found))


def test_the_first_layer_with_weights():
    net = nn.Sequential(nn.ReLU(), nn.BatchNorm2d(3), nn.Conv2d(3, 4, 3), nn.Linear(4, 5))
    found = first_with_weights(net)
    assert found is not None
    assert found == ("2", net[2])
    assert first_with_weights(nn.ReLU()) is None


@pytest.mark.parametrize(
    ("channels", "side"),
    [(c, side) for c, sides in {1: (28, 32, 64, 224), 3: (32, 64, 96, 128, 224, 227, 299)}.items() for side in sides],
)
def test_the_usual_sizes_are_found_by_a_network_that_takes_only_one(channels, side):
    net = nn.Sequential(nn.Conv2d(channels, 1, 1), nn.Flatten(), nn.Linear(side**2, 1))
    assert input_shape(net) == (channels, side, side)


@pytest.mark.parametrize("length", [64, 128, 256, 512, 1000, 1024, 2048, 4096])
def test_the_usual_lengths_are_found(length):
    net = nn.Sequential(nn.Conv1d(2, 1, 1), nn.Flatten(), nn.Linear(length, 1))
    assert input_shape(net) == (2, length)


@pytest.mark.parametrize("side", [8, 16, 32, 64])
def test_the_usual_depths_are_found(side):
    net = nn.Sequential(nn.Conv3d(1, 1, 1), nn.AvgPool3d((side, 1, 1)), nn.Flatten(), nn.Linear(side**2, 1))
    assert input_shape(net) == (1, side, side, side)


def test_the_units_of_a_block_are_those_of_its_last_layer():
    block = nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 8))
    net = nn.ModuleDict({"block": block, "head": nn.Linear(8, 3)})
    assert unit_axis(net, "block", (2, 5, 8)) == 2
