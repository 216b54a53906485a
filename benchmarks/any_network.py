"""from_torch against the bare torch loop in the same memory format: the MNIST CNN and SqueezeNet, 1, 8 and 40 images.

Then with the priors of a lecture, against the same loop written by hand, and the CNN in NumPy from 8 images to 1024.
"""

from __future__ import annotations

import numpy as np
import torch

import amteach as am
from amteach.bridge.from_torch import from_torch

from . import bare
from .rows import Row, ratios, report

SIZES = (1, 8, 40)
STEPS = 20
RATE = 0.01
TV = 0.02


def main() -> None:
    torch.set_num_threads(1)
    rows = [*against_bare("MNIST CNN", am.zoo.mnist_cnn_module(), (1, 28, 28), (200, 50, 15), 40)]
    try:
        squeezenet = am.zoo.squeezenet_module()
    except am.zoo.imagenet.FileMissing as missing:
        rows.append(Row("SqueezeNet", None, note=str(missing)))
    else:
        rows += against_bare("SqueezeNet", squeezenet, (3, 227, 227), (1, 1, 1), 7)
    report(rows + with_priors() + per_image())


def against_bare(name: str, module: torch.nn.Module, shape: tuple[int, ...], calls, rounds: int) -> list[Row]:
    """Value and gradient of a logit, for each number of images."""
    f = am.logit(3) @ from_torch(module)
    last = module.requires_grad_(False).to(memory_format=torch.channels_last)  # pyright: ignore
    rows = []
    for n, often in zip(SIZES, calls, strict=True):
        x = torch.rand((n, *shape), generator=torch.Generator().manual_seed(0))
        lies = x.to(memory_format=torch.channels_last)
        what = f"{name}, {n} image{'s' * (n > 1)}"
        cases = {
            f"bare torch loop, channels last, {what}": lambda lies=lies: bare.value_and_grad(last, 3, lies),
            f"from_torch, {what}": lambda x=x: f.value_and_grad(x),
        }
        one, other = (case() for case in cases.values())
        assert torch.allclose(one[1], other[1], rtol=1e-3, atol=1e-5 * float(one[1].abs().max()))
        cases = {key: lambda case=case, often=often: [case() for _ in range(often)] for key, case in cases.items()}
        rows += ratios(cases, rounds, {f"from_torch, {what}": "aim: 1.03"})
    return rows


def with_priors() -> list[Row]:
    """(z₃ ∘ net ∘ jitter − λ TV) ∘ Fourier, ten pictures: the walk, and the same loop by hand."""
    module = am.zoo.mnist_cnn_module()
    f = (am.logit(3) @ from_torch(module) @ am.jitter(2) - TV * am.total_variation) @ am.fourier((28, 28))
    last = module.requires_grad_(False).to(memory_format=torch.channels_last)  # pyright: ignore
    z0 = torch.as_tensor(am.noise((10, 1, 28, 28), sd=0.1, seed=0), dtype=torch.float32)
    name = "walk with TV, jitter and Fourier, from_torch"
    cases = {"the same by hand, bare torch": lambda: by_hand(last, z0), name: lambda: walked(f, z0)}
    one, other = (case() for case in cases.values())
    assert torch.allclose(one, other, atol=1e-3)
    return ratios(cases, 20, {name: "aim: 1.1"})


def by_hand(module: torch.nn.Module, z: torch.Tensor) -> torch.Tensor:
    """What one writes in torch alone; the shifts are those that the walk draws."""
    rng = np.random.default_rng(0)
    down, right = torch.fft.fftfreq(28)[:, None], torch.fft.fftfreq(28)
    scale = 1 / torch.hypot(down, right).clamp(min=1 / 28)
    for _ in range(STEPS):
        i, j = rng.integers(-2, 3, 2)
        z = z.detach().requires_grad_()
        c = torch.fft.fft2(scale * z, norm="ortho")
        x = c.real - c.imag
        value = module(torch.roll(x, (int(i), int(j)), (-2, -1)))[:, 3].sum()
        value = value - TV * (x.diff(dim=-2).square().sum() + x.diff(dim=-1).square().sum())
        (grad,) = torch.autograd.grad(value, z)
        z = z + RATE * grad
    return z.detach()


def walked(f: am.Function, z: torch.Tensor) -> torch.Tensor:
    """The same in this package."""
    states = am.walk(f, z, am.ascent(RATE), seed=0)
    for _ in range(STEPS):
        next(states)
    return next(states).x


def per_image() -> list[Row]:
    """The CNN in NumPy: time per image, against that of 8 images."""
    f = am.logit(3) @ am.zoo.mnist_cnn()
    images = np.random.default_rng(0).random((1024, 1, 28, 28), dtype=np.float32)
    climb = lambda n: [f.value_and_grad(images[i : i + n]) for i in range(0, 1024, n)]
    cases = {f"CNN in NumPy, 1024 images by {n}": lambda n=n: climb(n) for n in (8, 64, 256, 1024)}
    return ratios(cases, 7, dict.fromkeys(list(cases)[1:], "aim: 0.95 to 1.05"))


if __name__ == "__main__":
    main()
