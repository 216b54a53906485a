"""Small networks as they are written elsewhere: none of them knows this package.  Weights are drawn, not trained."""

import torch
from torch import nn
from torch.nn import functional as F


class LeNet5(nn.Module):
    """As in advertorch's test_utils: it flattens with .view behind a convolution."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, kernel_size=3, padding=1, stride=1)
        self.relu1 = nn.ReLU(inplace=True)
        self.maxpool1 = nn.MaxPool2d(2)
        self.conv2 = nn.Conv2d(32, 64, kernel_size=3, padding=1, stride=1)
        self.relu2 = nn.ReLU(inplace=True)
        self.maxpool2 = nn.MaxPool2d(2)
        self.linear1 = nn.Linear(7 * 7 * 64, 200)
        self.relu3 = nn.ReLU(inplace=True)
        self.linear2 = nn.Linear(200, 10)

    def forward(self, x):
        out = self.maxpool1(self.relu1(self.conv1(x)))
        out = self.maxpool2(self.relu2(self.conv2(out)))
        out = out.view(out.size(0), -1)
        out = self.relu3(self.linear1(out))
        return self.linear2(out)


class Tutorial(nn.Module):
    """The network of PyTorch's own tutorial on pictures of 32 × 32."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(16 * 5 * 5, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), (2, 2))
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = x.view(-1, 16 * 5 * 5)
        x = F.relu(self.fc1(x))
        return self.fc3(F.relu(self.fc2(x)))


class Fire(nn.Module):
    def __init__(self, inplanes, squeeze, expand):
        super().__init__()
        self.squeeze = nn.Conv2d(inplanes, squeeze, 1)
        self.activation = nn.ReLU(inplace=True)
        self.expand1x1, self.expand3x3 = nn.Conv2d(squeeze, expand, 1), nn.Conv2d(squeeze, expand, 3, padding=1)

    def forward(self, x):
        x = self.activation(self.squeeze(x))
        return torch.cat([self.activation(self.expand1x1(x)), self.activation(self.expand3x3(x))], 1)


def squeezenet1_0():
    """SqueezeNet 1.0 (Iandola et al. 2016), with torchvision's names."""
    net = nn.Module()
    pool = lambda: nn.MaxPool2d(kernel_size=3, stride=2, ceil_mode=True)
    net.features = nn.Sequential(
        nn.Conv2d(3, 96, kernel_size=7, stride=2), nn.ReLU(inplace=True), pool(),
        Fire(96, 16, 64), Fire(128, 16, 64), Fire(128, 32, 128), pool(),
        Fire(256, 32, 128), Fire(256, 48, 192), Fire(384, 48, 192), Fire(384, 64, 256), pool(), Fire(512, 64, 256),
    )  # fmt: skip
    final = nn.Conv2d(512, 1000, kernel_size=1)
    net.classifier = nn.Sequential(nn.Dropout(p=0.5), final, nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d((1, 1)))
    return nn.Sequential(net.features, net.classifier, nn.Flatten())


class Steering(nn.Module):
    """From the road, 66 × 200, to the angle of the steering wheel (Bojarski et al. 2016)."""

    def __init__(self):
        super().__init__()
        sizes = ((3, 24, 5, 2), (24, 36, 5, 2), (36, 48, 5, 2), (48, 64, 3, 1), (64, 64, 3, 1))
        layers = [layer for c_in, c_out, k, s in sizes for layer in (nn.Conv2d(c_in, c_out, k, s), nn.ELU())]
        self.convolutions = nn.Sequential(*layers)
        self.dense = nn.Sequential(nn.Linear(64 * 18, 100), nn.ELU(), nn.Linear(100, 10), nn.ELU(), nn.Linear(10, 1))

    def forward(self, x):
        x = self.convolutions(x)
        return self.dense(x.view(x.size(0), -1))


class ViT(nn.Module):
    """A vision transformer on patches of 7 × 7."""

    def __init__(self, dim=32, depth=2):
        super().__init__()
        self.patch = nn.Conv2d(1, dim, kernel_size=7, stride=7)
        self.cls = nn.Parameter(torch.zeros(1, 1, dim))
        self.position = nn.Parameter(0.02 * torch.randn(1, 17, dim))
        layer = lambda: nn.TransformerEncoderLayer(dim, 4, 64, batch_first=True, norm_first=True, activation="gelu")
        self.blocks = nn.Sequential(*[layer() for _ in range(depth)])
        self.norm, self.head = nn.LayerNorm(dim), nn.Linear(dim, 10)

    def forward(self, x):
        x = self.patch(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.cls.expand(len(x), -1, -1), x], 1) + self.position
        return self.head(self.norm(self.blocks(x))[:, 0])


class Reader(nn.Module):
    """A GRU over a sequence, and its last state."""

    def __init__(self):
        super().__init__()
        self.gru, self.head = nn.GRU(8, 16, batch_first=True), nn.Linear(16, 3)

    def forward(self, x):
        return self.head(self.gru(x)[0][:, -1])


def one_dimensional():
    return nn.Sequential(
        nn.Conv1d(2, 8, 7, padding=3), nn.BatchNorm1d(8), nn.ReLU(), nn.MaxPool1d(2), nn.Conv1d(8, 16, 5), nn.ReLU(),
        nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(16, 3),
    )  # fmt: skip


def three_dimensional():
    return nn.Sequential(
        nn.Conv3d(1, 8, 3), nn.ReLU(), nn.MaxPool3d(2), nn.Conv3d(8, 16, 3), nn.ReLU(), nn.AdaptiveAvgPool3d(1),
        nn.Flatten(), nn.Linear(16, 3),
    )  # fmt: skip


def drawn(make, seed=0):
    """A network with its weights drawn anew."""
    torch.manual_seed(seed)
    return make()
