"""The transformer in torch, a Sequential of patches, two blocks and one dense layer; and its sparse autoencoder.

    x (n, 1, 28, 28) → 49 patches → tokens + positions → block1 → block2 → norm → mean → dense → z (n, 10)

net.py and sparse_autoencoder.py have the same in NumPy, layer by layer.
"""

from __future__ import annotations

from collections import OrderedDict

import torch
from torch import Tensor, nn
from torch.nn import functional as F

PATCH, TOKENS, WIDTH, HEADS, HIDDEN, BLOCKS = 4, 49, 64, 4, 128, 2


def mnist_transformer_module(width: int = WIDTH, heads: int = HEADS, hidden: int = HIDDEN) -> nn.Sequential:
    """A vision transformer for images (n, 1, 28, 28) in [0, 1]: 49 tokens from patches of 4×4, ten logits.

    width  : how many numbers a token has
    heads  : of each attention; each has width / heads numbers
    hidden : the neurons of each block's MLP

    Its layers are patches, dense1, position, block1, block2, norm, mean and dense2.  Inside a block they are
    norm1, attention.qkv, attention.softmax, attention.out, norm2, mlp.up, mlp.gelu and mlp.down.

    Source: Dosovitskiy et al. (2021), "An image is worth 16×16 words"; the mean in the place of a class token.
    """
    blocks = {f"block{i + 1}": Block(width, heads, hidden) for i in range(BLOCKS)}
    return nn.Sequential(
        OrderedDict(
            patches=Patches(),
            dense1=nn.Linear(PATCH * PATCH, width),
            position=Position(width),
            **blocks,
            norm=nn.LayerNorm(width),
            mean=Mean(),
            dense2=nn.Linear(width, 10),
        )
    )


class Patches(nn.Module):
    """Images (n, 1, 28, 28) to their 49 patches, row by row, each as 16 numbers: (n, 49, 16)."""

    def forward(self, x: Tensor) -> Tensor:
        """Cut: (n, 7, 4, 7, 4) holds (row of patches, row in the patch, column of patches, column in the patch)."""
        return x.reshape(-1, 7, PATCH, 7, PATCH).transpose(2, 3).reshape(-1, TOKENS, PATCH * PATCH)


class Position(nn.Module):
    """y_t = x_t + p_t: what is learnt for each place is added to the token there."""

    def __init__(self, width: int):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(TOKENS, width))
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Random numbers as large as the tokens: places that differ from the start are learnt sooner."""
        nn.init.normal_(self.weight, std=0.5)

    def forward(self, x: Tensor) -> Tensor:
        """x + p."""
        return x + self.weight


class Block(nn.Module):
    """x ← x + attention(norm(x)), and then x ← x + mlp(norm(x)): a pre-norm block."""

    def __init__(self, width: int, heads: int, hidden: int):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.norm2 = nn.LayerNorm(width)
        parts = {"up": nn.Linear(width, hidden), "gelu": nn.GELU("tanh"), "down": nn.Linear(hidden, width)}
        self.mlp = nn.Sequential(OrderedDict(parts))

    def forward(self, x: Tensor) -> Tensor:
        """Two residual steps."""
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class Attention(nn.Module):
    """A = softmax(q kᵀ / √d) for each head,   y = out(A v);   softmax is a layer, so that A has a name."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.softmax = nn.Softmax(dim=-1)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        """Tokens (n, 49, width) to as many; A is (n, heads, 49, 49)."""
        q, k, v = self.qkv(x).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        a = self.softmax(q / q.shape[-1] ** 0.5 @ k.mT)
        return self.out((a @ v).transpose(1, 2).flatten(2))


class Mean(nn.Module):
    """The mean over the tokens: (n, 49, width) to (n, width)."""

    def forward(self, x: Tensor) -> Tensor:
        """(1/49) Σ_t x_t."""
        return x.mean(dim=1)


class SparseAutoencoderModule(nn.Module):
    """f = ReLU(W (a − b) + c),   â = b + Σₖ fₖ dₖ/‖dₖ‖;   activations (n, channels, …) to (â, f), place by place."""

    def __init__(self, channels: int, features: int):
        super().__init__()
        self.encoder = nn.Linear(channels, features)
        self.decoder = nn.Linear(features, channels)

    def forward(self, a: Tensor) -> tuple[Tensor, Tensor]:
        """The reconstruction and the features, with channels and features in axis 1."""
        tokens = a.movedim(1, -1)
        f = self.encoder(tokens - self.decoder.bias).relu()
        back = F.linear(f, F.normalize(self.decoder.weight, dim=0), self.decoder.bias)
        return back.movedim(-1, 1), f.movedim(-1, 1)
