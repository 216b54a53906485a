"""lucent and torch-dreams on the same task as the walk: a logit of the MNIST CNN, plain steps from the same start.

They are measured if they can be imported; they need not be in the project's own environment:

    pip install --target peers --no-deps torch-lucent torch-dreams kornia kornia_rs decorator opencv-python-headless
    PYTHONPATH=peers python -m benchmarks peers

Both import torchvision, of which a plain registry has no build for a CPU-only torch; where it does not import, an
empty module stands in for it, since nothing of it is called here.  captum's releases have no activation maximization.
"""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from unittest.mock import MagicMock

import torch

import amteach as am

from . import bare
from .rows import Row, ratios, report

STEPS, RATE, CLASS = 200, 0.01, 3


def main() -> None:
    torch.set_num_threads(1)
    _stand_in_for_torchvision()
    rows, module, f = [], bare.frozen(), am.logit(CLASS) @ am.zoo.mnist_cnn(backend="torch")
    for n, rounds in ((1, 9), (40, 3)):
        x = torch.rand((n, 1, 28, 28), generator=torch.Generator().manual_seed(0))
        last = x.contiguous(memory_format=torch.channels_last)
        images = "one image" if n == 1 else f"{n} images"
        cases = {
            f"bare torch loop, {images}": partial(bare.ascent, module, CLASS, x, RATE, STEPS),
            f"bare, channels-last, {images}": partial(
                bare.ascent, bare.frozen(channels_last=True), CLASS, last, RATE, STEPS
            ),
            f"walk, CNN in torch, {images}": partial(walked, f, x),
            f"walk, CNN in NumPy, {images}": partial(in_numpy, x),
        }
        missing = []
        for name, climb in (("lucent", lucent), ("torch_dreams", torch_dreams)):
            try:
                climb(x)
                cases[f"{name}, {images}"] = partial(climb, x)
            except ImportError as error:
                missing.append(Row(f"{name}, {images}", None, note=f"does not import: {error}"))
        goal = bare.value_and_grad(module, CLASS, cases[f"bare torch loop, {images}"]())[0]
        for name, case in cases.items():
            assert torch.allclose(bare.value_and_grad(module, CLASS, case())[0], goal, rtol=1e-2), name
        rows += ratios(cases, rounds) + missing
    report(rows)


def walked(f: am.Function, x):
    states = am.walk(f, x, am.ascent(RATE))
    for _ in range(STEPS):
        next(states)
    return next(states).x


def in_numpy(x: torch.Tensor) -> torch.Tensor:
    return torch.from_numpy(walked(am.logit(CLASS) @ am.zoo.mnist_cnn(), x.numpy()))


class Named(torch.nn.Module):
    """The CNN as a module with a named layer: lucent does not take an `nn.Sequential`."""

    def __init__(self):
        super().__init__()
        self.cnn = am.zoo.mnist_cnn_module()

    def forward(self, x):
        return self.cnn(x)


def lucent(x: torch.Tensor) -> torch.Tensor:
    """lucent as it is used: its own loop, plain gradient descent on minus the logit, no transforms."""
    render = import_module("lucent.optvis.render")
    pixels = x.clone().requires_grad_()
    render.render_vis(
        Named().eval(), lambda layer: -layer("cnn_dense")[:, CLASS].sum(), lambda: ([pixels], lambda: pixels),
        optimizer=lambda parameters: torch.optim.SGD(parameters, lr=RATE), transforms=[], thresholds=(STEPS,),
        preprocess=False, progress=False, show_image=False, fixed_image_size=28,
    )  # fmt: skip
    return pixels.detach()


class Pixels:
    """The least that torch-dreams asks of an image."""

    def __init__(self, x: torch.Tensor):
        self.x = x.clone().requires_grad_()
        self.optimizer = torch.optim.SGD([self.x], lr=RATE)

    def forward(self, device):
        return self.x

    def clip_grads(self, grad_clip):
        pass

    def __deepcopy__(self, memo):
        return Pixels(self.x.detach())


def torch_dreams(x: torch.Tensor) -> torch.Tensor:
    """torch-dreams as it is used: its own loop, its hooks, no transforms."""
    module = am.zoo.mnist_cnn_module()
    dreamer = import_module("torch_dreams").Dreamer(module, quiet=True, device="cpu")
    dreamer.set_custom_transforms(torch.nn.Identity())
    objective = lambda outputs: -outputs[0][:, CLASS].sum()
    result = dreamer.render([module.dense], Pixels(x), iters=STEPS, custom_func=objective)
    return result.x.detach()


def _stand_in_for_torchvision() -> None:
    for package in ("torchvision", "cv2"):
        try:
            import_module(package)
        except (ImportError, RuntimeError):
            for name in [name for name in sys.modules if name.split(".")[0] == package]:
                del sys.modules[name]
            for name in (package, f"{package}.transforms", f"{package}.models"):
                sys.modules[name] = MagicMock(__all__=[])


if __name__ == "__main__":
    main()
