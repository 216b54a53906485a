"""Networks that were not written for this package: each gives autograd's value and gradient, or is refused in words.

The oracle is torch by hand: a deep copy in eval mode, an x that lies row by row, one call of autograd.
"""

import copy
import functools
from collections import OrderedDict, namedtuple
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint

from amteach.bridge.from_torch import from_torch
from amteach.bridge.layers import find

torch.set_num_threads(1)
RNG = np.random.default_rng(0)


class Net(nn.Module):
    """A network from a function (net, *inputs) ↦ output, with these layers and buffers."""

    def __init__(self, run, /, buffers=None, **layers):
        super().__init__()
        self.run = run
        for name, layer in layers.items():
            setattr(self, name, layer)
        for name, value in (buffers or {}).items():
            self.register_buffer(name, value)

    def forward(self, *inputs, **named):
        return self.run(self, *inputs, **named)


def conv(c_in=1, c_out=4, k=3, **how):
    return nn.Conv2d(c_in, c_out, k, **how)


def seeded(make):
    torch.manual_seed(0)
    return make()


def pictures(n=3, c=1, h=8, w=8):
    return torch.from_numpy(np.random.default_rng(1).normal(size=(n, c, h, w)).astype(np.float32))


def vectors(n=3, d=6):
    return torch.from_numpy(np.random.default_rng(2).normal(size=(n, d)).astype(np.float32))


def sequences(n=3, t=5, d=6):
    return torch.from_numpy(np.random.default_rng(3).normal(size=(n, t, d)).astype(np.float32))


def channels_last(net: Any):
    return net.to(memory_format=torch.channels_last)


def lenet():
    def run(net, x):
        x = F.max_pool2d(torch.relu(net.conv1(x)), 2)
        x = net.conv2(x)
        return net.fc(x.view(x.size(0), -1))

    return Net(run, conv1=conv(), conv2=conv(4, 5, 2), fc=nn.Linear(20, 3))


class ViewsBackward(torch.autograd.Function):
    """2 x; its pullback demands a gradient that lies row by row."""

    @staticmethod
    def forward(ctx, x):
        return 2 * x

    @staticmethod
    def backward(ctx, *d):
        return 2 * d[0].view(-1).view(d[0].shape)


Pair = namedtuple("Pair", "first second")


@dataclass
class Answer:
    """What some libraries return."""

    logits: torch.Tensor
    loss: None = None
    hidden: torch.Tensor | None = None


class ModelOutput(OrderedDict):
    """A mapping whose values are attributes, and that is indexed by number too."""

    def __getattr__(self, name):
        return self[name]

    def __getitem__(self, key):
        return list(self.values())[key] if isinstance(key, int) else super().__getitem__(key)


class KeywordOnly(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 3)

    def forward(self, *, pixels, scale=1.0):
        return self.fc(pixels) * scale


class TwoInputs(nn.Module):
    def __init__(self):
        super().__init__()
        self.image, self.state = nn.Linear(6, 3), nn.Linear(2, 3)

    def forward(self, image, state, gain=1.0):
        return gain * torch.tanh(self.image(image) + self.state(state))


class Labelled(nn.Module):
    """A label in front of the picture."""

    def __init__(self):
        super().__init__()
        self.of_label, self.fc = nn.Embedding(10, 6), nn.Linear(6, 3)

    def forward(self, label, x):
        return self.fc(torch.tanh(x) + self.of_label(label))


class Frozen(nn.Module):
    """A network that forbids its mode to be changed by the methods for it."""

    def __init__(self):
        super().__init__()
        self.norm, self.fc = nn.BatchNorm1d(6), nn.Linear(6, 3)

    def forward(self, x):
        return self.fc(self.norm(x))

    def train(self, mode=True):
        if hasattr(self, "fc") and mode != self.training:
            raise RuntimeError("do not touch")
        return self


def counter(add):
    """A buffer that counts the runs, in place or by a new tensor, and is part of the output."""

    def run(net, x):
        if add == "in place":
            net.calls += 1
        else:
            net.calls = net.calls + 1
        return net.fc(x) * (1 + 0 * net.calls)

    return Net(run, {"calls": torch.zeros(())}, fc=nn.Linear(6, 3))


def bare_except(net, x, after=lambda x: x):
    try:
        y = net.fc(x)
    except:  # noqa: E722
        y = x
    return after(y)


def fails(x):
    raise RuntimeError("never reached")


def transformer(**how):
    return nn.TransformerEncoderLayer(6, 2, 8, batch_first=True, **how)


def energy(net, x):
    """A network that asks for a gradient of its own."""
    e = net.fc(x).pow(2).sum()
    return torch.autograd.grad(e, x, create_graph=True)[0]


def attention(net, x):
    return net.attention(x, x, x)[0] + x


EIGHT = torch.tensor([1.0, 2.0, 0.5, 1.0, 3.0, 1.0]).to(torch.float8_e4m3fn)
SPARSE = torch.eye(6).to_sparse()
DOUBLE = torch.tensor([0.5], dtype=torch.float64)
MASK = torch.tensor([[1.0, 0.0, 1.0, 1.0, 0.0, 1.0]])
first, last = (lambda y: y[0]), (lambda y: y[-1])

# name: (network, x, how it is asked for, what is picked out of its output by hand, and the inputs behind x by hand)
WORKS: dict[str, tuple[Any, ...]] = {
    "view behind a convolution": (lenet, pictures()),
    "view, traced": (lambda: torch.jit.trace(lenet().eval(), pictures(2)), pictures()),
    "view, scripted": (
        lambda: torch.jit.script(nn.Sequential(conv(), nn.ReLU(), nn.Flatten(), nn.Linear(144, 3))),
        pictures(),
    ),
    "view of one picture": (lenet, pictures(1)),
    "as_strided behind a convolution": (
        lambda: Net(lambda net, x: net.conv(x).as_strided((len(x), 50), (144, 2)), conv=conv()),
        pictures(),
    ),
    "as_strided of the input": (
        lambda: Net(lambda net, x: net.conv(x.as_strided((len(x), 1, 4, 4), (128, 64, 8, 2))), conv=conv()),
        pictures(c=2),
    ),
    "a value that depends on the strides": (
        lambda: Net(lambda net, x: net.conv(x) * x.stride(1), conv=conv(2)),
        pictures(c=2),
    ),
    "a branch on the memory format": (
        lambda: Net(
            lambda net, x: net.conv(x) * (2 if x.is_contiguous(memory_format=torch.channels_last) else 1), conv=conv(2)
        ),
        pictures(c=2),
    ),
    "a pullback that takes views": (
        lambda: Net(lambda net, x: ViewsBackward.apply(net.conv(x)), conv=conv()),
        pictures(),
    ),
    "weights channels last": (
        lambda: channels_last(nn.Sequential(conv(2), conv(4))),
        pictures(c=2),
    ),
    "depthwise and grouped": (lambda: nn.Sequential(conv(2, 4, groups=2), conv(4, 4, groups=4)), pictures(c=2)),
    "transposed": (lambda: nn.Sequential(conv(), nn.ConvTranspose2d(4, 2, 3, stride=2)), pictures()),
    "circular padding": (lambda: nn.Sequential(conv(padding=1, padding_mode="circular"), nn.ReLU()), pictures()),
    "pixel shuffle": (lambda: nn.Sequential(conv(), nn.PixelShuffle(2)), pictures()),
    "unfold": (lambda: nn.Sequential(conv(), nn.Unfold(2)), pictures()),
    "a convolution in float64": (lambda: nn.Sequential(conv(), nn.Tanh()).double(), pictures().double()),
    "three dimensions": (lambda: nn.Sequential(nn.Conv3d(1, 2, 3), nn.ReLU()), torch.randn(2, 1, 5, 5, 5)),
    "pictures with channels behind": (
        lambda: Net(lambda net, x: net.conv(x.permute(0, 3, 1, 2)), conv=conv(2)),
        pictures(c=8, w=2),
    ),
    "not batched inside": (
        lambda: Net(lambda net, x: torch.stack([net.fc(one) for one in x]), fc=nn.Linear(6, 3)),
        vectors(),
    ),
    "vmap inside": (lambda: Net(lambda net, x: torch.vmap(net.fc)(x), fc=nn.Linear(6, 3)), vectors()),
    "a batch of just this size": (lambda: Net(lambda net, x: net.fc(x).view(3, 3), fc=nn.Linear(6, 3)), vectors()),
    # outputs
    "a tuple of one": (lambda: Net(lambda net, x: (net.fc(x),), fc=nn.Linear(6, 3)), vectors(), {}, first),
    "a tensor and nothing": (lambda: Net(lambda net, x: [net.fc(x), None], fc=nn.Linear(6, 3)), vectors(), {}, first),
    "a tuple, by index": (
        lambda: Net(lambda net, x: (x, net.fc(x)), fc=nn.Linear(6, 3)),
        vectors(),
        {"output": 1},
        last,
    ),
    "a tuple, from behind": (
        lambda: Net(lambda net, x: (x, net.fc(x)), fc=nn.Linear(6, 3)),
        vectors(),
        {"output": -1},
        last,
    ),
    "a dict, by key": (
        lambda: Net(lambda net, x: {"logits": net.fc(x), "hidden": x}, fc=nn.Linear(6, 3)),
        vectors(),
        {"output": "logits"},
        lambda y: y["logits"],
    ),
    "a named tuple": (
        lambda: Net(lambda net, x: Pair(x, net.fc(x)), fc=nn.Linear(6, 3)),
        vectors(),
        {"output": "second"},
        last,
    ),
    "a dataclass of one tensor": (
        lambda: Net(lambda net, x: Answer(net.fc(x)), fc=nn.Linear(6, 3)),
        vectors(),
        {},
        lambda y: y.logits,
    ),
    "a dataclass, by attribute": (
        lambda: Net(lambda net, x: Answer(net.fc(x), None, x), fc=nn.Linear(6, 3)),
        vectors(),
        {"output": "hidden"},
        lambda y: y.hidden * 1,
    ),
    "a ModelOutput, by attribute": (
        lambda: Net(lambda net, x: ModelOutput(loss=None, logits=net.fc(x), x=x), fc=nn.Linear(6, 3)),
        vectors(),
        {"output": "logits"},
        lambda y: y.logits,
    ),
    "a ModelOutput, by index": (
        lambda: Net(lambda net, x: ModelOutput(logits=net.fc(x), x=x), fc=nn.Linear(6, 3)),
        vectors(),
        {"output": 0},
        first,
    ),
    "an object with attributes": (
        lambda: Net(lambda net, x: SimpleNamespace(score=net.fc(x)), fc=nn.Linear(6, 3)),
        vectors(),
        {"output": "score"},
        lambda y: y.score,
    ),
    "a function of the outputs": (
        lambda: Net(lambda net, x: {"deep": (x, [net.fc(x)])}, fc=nn.Linear(6, 3)),
        vectors(),
        {"output": lambda y: y["deep"][1][0]},
        lambda y: y["deep"][1][0],
    ),
    "complex numbers": (
        lambda: Net(lambda net, x: torch.fft.fft(net.fc(x)), fc=nn.Linear(6, 3)),
        vectors(),
        {"output": torch.abs},
        torch.abs,
    ),
    "a sparse output": (
        lambda: Net(lambda net, x: net.fc(x).to_sparse(), fc=nn.Linear(6, 3)),
        vectors(),
        {},
        lambda y: y.to_dense(),
    ),
    "the batch second": (
        lambda: Net(lambda net, x: net.fc(x).T, fc=nn.Linear(6, 4)),
        vectors(),
        {"output": lambda y: y.transpose(0, 1)},
        lambda y: y.T,
    ),
    # inputs
    "a mask behind x": (
        lambda: Net(lambda net, x, mask: net.fc(x * mask), fc=nn.Linear(6, 3)),
        vectors(),
        {"inputs": MASK},
        None,
        (MASK,),
    ),
    "one row for all, in NumPy": (
        TwoInputs,
        vectors(),
        {"inputs": (np.array([[0.5, -1.0]]),)},
        None,
        (torch.tensor([[0.5, -1.0]] * 3),),
    ),
    "by name, with a number": (
        TwoInputs,
        vectors(),
        {"inputs": {"state": torch.ones(3, 2), "gain": 2.0}},
        None,
        (torch.ones(3, 2), 2.0),
    ),
    "keyword only": (KeywordOnly, vectors(), {}, "pixels"),
    "x is not the first": (
        Labelled,
        vectors(),
        {"inputs": {"label": torch.tensor([7])}},
        "label first",
    ),
    "an input that the network writes into": (
        lambda: Net(lambda net, x, state: net.fc(x) + state.add_(1), fc=nn.Linear(6, 3)),
        vectors(),
        {"inputs": torch.zeros(3, 3)},
        None,
        (torch.zeros(3, 3),),
    ),
    # layers
    "a bare except": (lambda: Net(bare_except, fc=nn.Linear(6, 3)), vectors(), {"layer": "fc"}),
    "a bare except, and then an error": (
        lambda: Net(functools.partial(bare_except, after=fails), fc=nn.Linear(6, 3)),
        vectors(),
        {"layer": "fc"},
        lambda net, x: net.fc(x),
    ),
    "attention of a transformer": (
        transformer,
        sequences(),
        {"layer": "self_attn", "output": 0},
        lambda net, x: net.self_attn(x, x, x)[0],
    ),
    "attention in one's own network": (
        lambda: Net(attention, attention=nn.MultiheadAttention(6, 2, batch_first=True)),
        sequences(),
        {"layer": "attention", "output": 1},
        lambda net, x: net.attention(x, x, x)[1],
    ),
    "a transformer": (transformer, sequences()),
    "a deep transformer, normalised first": (
        lambda: nn.TransformerEncoder(transformer(norm_first=True), 2, enable_nested_tensor=False),
        sequences(),
    ),
    "recurrent, its outputs": (lambda: nn.GRU(6, 4, batch_first=True), sequences(), {"output": 0}, first),
    "recurrent, its cell": (
        lambda: nn.LSTM(6, 4, batch_first=True),
        sequences(),
        {"output": lambda y: y[1][1][0]},
        lambda y: y[1][1][0],
    ),
    "a layer that runs twice": (
        lambda: Net(lambda net, x: net.fc(torch.tanh(net.fc(x))), fc=nn.Linear(6, 6)),
        vectors(),
        {"layer": "fc"},
        lambda net, x: net.fc(x),
    ),
    # numbers
    "a sparse buffer": (
        lambda: Net(lambda net, x: torch.sparse.mm(net.s, net.fc(x).T).T, {"s": SPARSE}, fc=nn.Linear(6, 6)),
        vectors(),
    ),
    "a buffer in float8": (
        lambda: Net(lambda net, x: net.fc(x * net.s.float()), {"s": EIGHT}, fc=nn.Linear(6, 3)),
        vectors(),
    ),
    "a float64 number in front": (
        lambda: Net(lambda net, x: net.fc(x * net.scale.to(x.dtype)), {"scale": DOUBLE}, fc=nn.Linear(6, 3)),
        vectors(),
    ),
    "a float64 weight in front": (
        lambda: Net(
            lambda net, x: net.fc(x - net.mean.to(x.dtype)),
            mean=nn.Parameter(torch.zeros(6).double()),
            fc=nn.Linear(6, 3),
        ),
        vectors(),
    ),
    "half numbers, on a CPU": (lambda: nn.Sequential(conv(), nn.ReLU()).half(), pictures().half()),
    "bfloat16": (lambda: nn.Sequential(conv(), nn.ReLU()).bfloat16(), pictures().bfloat16()),
    "no weights": (nn.Softplus, vectors()),
    "no layers at all": (lambda: Net(lambda net, x: torch.einsum("nd,nd->n", x, x)), vectors()),
    "a Fourier layer": (lambda: Net(lambda net, x: torch.fft.irfft2(torch.fft.rfft2(x) * 0.5)), pictures()),
    "normalised weights": (lambda: nn.utils.parametrizations.weight_norm(nn.Linear(6, 3)), vectors()),
    "spectral norm": (lambda: nn.utils.parametrizations.spectral_norm(nn.Linear(6, 3)), vectors()),
    "frozen weights": (lambda: nn.Linear(6, 3).requires_grad_(False), vectors()),
    "tied weights": (lambda: Net(lambda net, x: F.linear(net.fc(x), net.fc.weight.T), fc=nn.Linear(6, 3)), vectors()),
    "one number a row": (lambda: nn.Sequential(nn.Linear(6, 1), nn.Flatten(0)), vectors()),
    "an index in a buffer": (lambda: Net(lambda net, x: x[:, net.i] ** 2, {"i": torch.tensor([4, 1])}), vectors()),
    # states
    "batch norm and dropout": (lambda: nn.Sequential(nn.Linear(6, 5), nn.BatchNorm1d(5), nn.Dropout()), vectors()),
    "group and instance norm": (lambda: nn.Sequential(conv(), nn.GroupNorm(2, 4), nn.InstanceNorm2d(4)), pictures()),
    "written into in place": (lambda: nn.Sequential(nn.ReLU(inplace=True), nn.Linear(6, 3)), vectors()),
    "a buffer that counts in place": (lambda: counter("in place"), vectors()),
    "a buffer that counts anew": (lambda: counter("anew"), vectors()),
    "a mode that cannot be set": (Frozen, vectors()),
    "a checkpoint": (
        lambda: Net(lambda net, x: checkpoint(net.fc, x, use_reentrant=False), fc=nn.Linear(6, 3)),
        vectors(),
    ),
    "a gradient inside": (lambda: Net(energy, fc=nn.Linear(6, 3)), vectors()),
    "partly without gradient": (
        lambda: Net(lambda net, x: net.fc(x) * x.detach()[:, :3], fc=nn.Linear(6, 3)),
        vectors(),
    ),
    "a straight-through rounding": (lambda: Net(lambda net, x: x + (x.round() - x).detach()), vectors()),
    "wrapped for several devices": (lambda: nn.DataParallel(nn.Linear(6, 3)), vectors()),
    "lists and dicts of layers": (
        lambda: Net(
            lambda net, x: net.a[0](x) + net.b["k"],
            a=nn.ModuleList([nn.Linear(6, 3)]),
            b=nn.ParameterDict({"k": torch.ones(3)}),
        ),
        vectors(),
    ),
    "lazy, once run": (lambda: (net := nn.LazyLinear(3), net(vectors()))[0], vectors()),
    "an empty optional layer": (lambda: Net(lambda net, x: net.fc(x), fc=nn.Linear(6, 3), norm=None), vectors()),
}


def by_hand(module, x, pick, inputs, how):
    """Value and gradient by autograd, of a copy in eval mode, at an x that lies row by row."""
    module = copy.deepcopy(module)
    for part in module.modules():
        part.training = False
    leaf = x.clone().requires_grad_()
    own = leaf * 1
    layered = "layer" in how
    if pick == "pixels":
        y = module(pixels=own)
    elif pick == "label first":
        y = module(how["inputs"]["label"], own)
    elif layered and pick is not None:
        y = pick(module, own)
    elif layered:
        y = find(module, how["layer"]).module(own)
    else:
        y = module(own, *(copy.deepcopy(i) for i in inputs))
        y = pick(y) if pick else y
    dy = torch.from_numpy(np.random.default_rng(4).normal(size=tuple(y.shape))).to(y.dtype)
    (dx,) = torch.autograd.grad((y * dy).sum(), leaf)
    return y.detach(), dy, dx


def seen(module):
    """What there is to see of a network from outside."""
    tensors = {name: tensor.clone() for name, tensor in (*module.named_parameters(), *module.named_buffers())}
    flags = [part.training for part in module.modules()]
    hooks = [(*part._forward_hooks, *part._forward_pre_hooks) for part in module.modules()]
    return tensors, flags, hooks


def dense(tensor):
    return (tensor.to_dense() if tensor.layout is not torch.strided else tensor).double()


def assert_close(a, b):
    """Equal but for rounding, also in the dtype."""
    rtol = 2e-2 if b.dtype.itemsize == 2 else 1e-4
    torch.testing.assert_close(a, b, rtol=rtol, atol=rtol)


@pytest.mark.parametrize("case", WORKS)
def test_value_and_gradient_are_autograds_and_the_network_is_left_alone(case):
    given = WORKS[case]
    rest: tuple[Any, ...] = ({}, None, ())
    make, x, how, pick, inputs = (*given, *rest[len(given) - 2 :])
    module = seeded(make)
    before, random = seen(module), torch.get_rng_state()
    y, dy, dx = by_hand(module, x, pick, inputs, how)
    f = from_torch(module, **how)
    for _ in range(2):
        value, pullback = f.forward(x)
        assert_close(value, y)
        for _ in range(2):
            assert_close(pullback(dy), dx)
    after = seen(module)
    assert all(torch.equal(dense(tensor), dense(after[0][name])) for name, tensor in before[0].items())
    assert before[1:] == after[1:]
    assert torch.equal(random, torch.get_rng_state())


class Reentrant(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 3)

    def forward(self, x):
        return checkpoint(self.fc, x, use_reentrant=True)


class Counts:
    """An attribute, which is no buffer, that counts the runs and is part of the output."""

    runs = 0

    def __call__(self, net, x):
        self.runs += 1
        return x * self.runs


def inference_made():
    with torch.inference_mode():
        return nn.Linear(6, 3)


def text():
    return nn.Sequential(OrderedDict(words=nn.Embedding(10, 6), fc=nn.Linear(6, 3)))


def own_numbers(net, x):
    return x + torch.rand(x.shape, generator=GENERATOR)


GENERATOR = torch.Generator().manual_seed(0)
X = vectors()
DTYPE_IN_WORDS: Any = "float32"

# name: (call, kind of the error, what it says)
REFUSED: dict[str, tuple[Any, ...]] = {
    "lazy": (lambda: from_torch(nn.LazyLinear(3)), ValueError, r"weight .* lazy layer.* run it once"),
    "no numbers": (lambda: from_torch(nn.Linear(6, 3, device="meta")), ValueError, r"weight .* meta.*to_empty"),
    "inference mode": (
        lambda: from_torch(inference_made()),
        ValueError,
        r"weight .*inference_mode.*copy\.deepcopy\(net\)",
    ),
    "not finite, float8": (
        lambda: from_torch(Net(None, {"s": torch.tensor([torch.nan]).to(torch.float8_e4m3fn)})),
        ValueError,
        r"s of the network .* not finite",
    ),
    "not finite, sparse": (
        lambda: from_torch(Net(None, {"s": (SPARSE * torch.inf)})),
        ValueError,
        r"s of the network .* not finite",
    ),
    "random": (
        lambda: from_torch(Net(lambda net, x: F.dropout(x, training=True)))(X),
        ValueError,
        r"Net draws random numbers, in eval mode too: write from_torch\(net, random=True\)",
    ),
    "random, rarely": (
        lambda: from_torch(Net(lambda net, x: x * (torch.rand(()) > 1e-6)))(X),
        ValueError,
        r"draws random numbers",
    ),
    "random by its own generator": (
        lambda: from_torch(Net(own_numbers))(X),
        ValueError,
        r"another value each time.*numbers of its own",
    ),
    "random by its own generator, and said to be": (
        lambda: from_torch(Net(own_numbers), random=True).draw(RNG)(X),
        ValueError,
        r"another value each time.*numbers of its own",
    ),
    "random, asked by hand": (lambda: from_torch(nn.Tanh(), random=True)(X), ValueError, r"f\.draw\(rng\)\(x\)"),
    "a count that matters": (lambda: from_torch(Net(Counts()))(X), ValueError, r"another value each time: it counts"),
    "no such device": (lambda: from_torch(nn.Tanh(), device="gpu"), ValueError, r"device='gpu' cannot be used"),
    "a device that is not here": (
        lambda: from_torch(nn.Tanh(), device="cuda:77"),
        ValueError,
        r"'cuda:77' cannot be used",
    ),
    "another device": (
        lambda: from_torch(nn.Linear(6, 3), device="meta"),
        ValueError,
        r"lies on cpu, not on meta: write from_torch\(net\.to\('meta'\)\)",
    ),
    "a dtype in words": (
        lambda: from_torch(nn.Tanh(), dtype=DTYPE_IN_WORDS),
        TypeError,
        r"dtype='float32'.*torch\.float32",
    ),
    "a dtype of whole numbers": (
        lambda: from_torch(nn.Tanh(), dtype=torch.int64),
        TypeError,
        r"write dtype=torch\.float32",
    ),
    "a forgotten input": (
        lambda: from_torch(TwoInputs()),
        ValueError,
        r"TwoInputs\.forward also needs state: write inputs=\{'state': \.\.\.\}",
    ),
    "an unknown input": (
        lambda: from_torch(TwoInputs(), inputs={"stat": X}),
        ValueError,
        r"has no input 'stat'; its inputs are image, state, gain",
    ),
    "inputs of no kind": (
        lambda: from_torch(TwoInputs(), inputs=cast(Any, 3.0)),
        TypeError,
        r"inputs=3\.0: write an array, a tuple",
    ),
    "all inputs, but one": (
        lambda: from_torch(TwoInputs(), above="state", inputs=X),
        ValueError,
        r"also needs state",
    ),
    "a layer of a scripted network": (
        lambda: from_torch(torch.jit.script(nn.Sequential(nn.Linear(6, 3))), "0"),
        ValueError,
        r"'0' lies inside a scripted or traced network",
    ),
    "a layer that does not run": (
        lambda: from_torch(Net(lambda net, x: x, fc=nn.Linear(6, 3)), "fc")(X),
        ValueError,
        r"Net\.fc has no output: the network's forward does not run this layer",
    ),
    "begun at a layer that does not run": (
        lambda: from_torch(Net(lambda net, x: x, fc=nn.Linear(6, 3)), above="fc", inputs=X)(X),
        ValueError,
        r"Net\.fc has no output",
    ),
    "begun with another shape": (
        lambda: from_torch(nn.Sequential(nn.Linear(6, 3), nn.Tanh()), above="0", inputs=X)(X),
        ValueError,
        r"the output of 0 has the shape \(3, 3\), not \(3, 6\)",
    ),
    "begun at a dict": (
        lambda: from_torch(
            nn.Sequential(Net(lambda net, x: {"a": x}), Net(lambda net, y: y["a"])), above="0", inputs=X
        )(X),
        ValueError,
        r"0 returns a dict of a, not a tensor",
    ),
    "an output that is not there": (
        lambda: from_torch(Net(lambda net, x: {"logits": x, "hidden": x}), output="logit")(X),
        ValueError,
        r"a dict without 'logit': it holds 'logits' of shape \(3, 6\), 'hidden' of shape \(3, 6\)",
    ),
    "an index that is not there": (
        lambda: from_torch(Net(lambda net, x: (x, x)), output=2)(X),
        ValueError,
        r"a tuple without 2: it holds 0 of shape",
    ),
    "an output that is no tensor": (
        lambda: from_torch(Net(lambda net, x: Pair(x, [x])), output="second")(X),
        TypeError,
        r"output='second' of it is a list, not a tensor",
    ),
    "several outputs": (
        lambda: from_torch(Net(lambda net, x: Answer(x, None, x)))(X),
        TypeError,
        r"an? Answer.*'logits' of shape \(3, 6\), 'loss' \(a NoneType\), 'hidden' .*write output='logits'",
    ),
    "recurrent": (lambda: from_torch(nn.GRU(6, 4, batch_first=True))(sequences()), TypeError, r"write output=0"),
    "an output of one": (
        lambda: from_torch(nn.Linear(6, 3), output=0)(X),
        ValueError,
        r"one tensor.*leave output=0 out",
    ),
    "complex": (lambda: from_torch(Net(lambda net, x: x + 1j))(X), TypeError, r"complex numbers: write output="),
    "nothing": (lambda: from_torch(Net(lambda net, x: None))(X), ValueError, r"Net returns nothing"),
    "the length first": (
        lambda: from_torch(nn.GRU(6, 4), output=0)(sequences()),
        ValueError,
        r"GRU, given a batch of shape \(3, 5, 6\), lets its rows change one another.*batch_first=True",
    ),
    "statistics of the batch": (
        lambda: from_torch(nn.BatchNorm1d(6, track_running_stats=False))(X),
        ValueError,
        r"lets its rows change one another's outputs.*pass one row",
    ),
    "the batch second": (
        lambda: from_torch(Net(lambda net, x: x.transpose(0, 1)))(X),
        ValueError,
        r"its axis 1 is: write output=lambda y: y\.transpose\(0, 1\)",
    ),
    "whole numbers": (
        lambda: from_torch(text())(torch.tensor([[1, 2]])),
        TypeError,
        r"words, is an embedding.*from_torch\(net, above='words', inputs=tokens\)",
    ),
    "fractions for an embedding": (
        lambda: from_torch(text())(X),
        ValueError,
        r"words, is an embedding.*from_torch\(net, above='words', inputs=tokens\)",
    ),
    "long numbers": (
        lambda: from_torch(nn.Linear(6, 3))(np.zeros((2, 6), np.longdouble)),
        TypeError,
        r"at most 64 bits, but x holds float(128|96): .*x\.astype\(float\)",
    ),
    "a sparse input": (lambda: from_torch(nn.Linear(6, 3))(X.to_sparse()), TypeError, r"x\.to_dense\(\)"),
    "a list": (lambda: from_torch(nn.Linear(6, 3)).forward([[0.0]]), TypeError, r"not a list: write np\.asarray"),
    "mixed numbers": (
        lambda: from_torch(Net(lambda net, x: net.fc(x * net.s), {"s": DOUBLE}, fc=nn.Linear(6, 3)))(X),
        ValueError,
        r"refuses a batch.*same dtype|refuses a batch.*float",
    ),
    "quantized": (
        lambda: from_torch(torch.ao.quantization.quantize_dynamic(nn.Sequential(nn.Linear(6, 3)))).forward(X)[1](
            X[:, :3]
        ),
        ValueError,
        r"quantized layer on the way",
    ),
    "an old checkpoint": (
        lambda: from_torch(Reentrant()).forward(X)[1](X[:, :3]),
        ValueError,
        r"the gradient of Reentrant.*In torch's own words",
    ),
    "changed on the way": (
        lambda: from_torch(Net(lambda net, x: (y := x.exp(), y.add_(1))[0])).forward(X)[1](X),
        ValueError,
        r"the gradient of Net.*modified by an inplace operation",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_what_cannot_be_a_function_is_refused_in_words_that_fit(case):
    call, kind, words = REFUSED[case]
    with pytest.raises(kind, match=f"(?s){words}"):
        call()
    assert torch.is_grad_enabled()
    assert not torch.is_inference_mode_enabled()
