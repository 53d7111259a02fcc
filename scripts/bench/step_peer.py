"""The PyTorch side of scripts/bench/step: warms up, prints "ready", then times steps like Step.java.
step_peer.py CASE eager|fused|channels-last|compiled"""

import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)


class Block(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(filters)
        self.projection = nn.Identity()
        if channels != filters:
            self.projection = nn.Sequential(
                nn.Conv2d(channels, filters, 1, stride, bias=False), nn.BatchNorm2d(filters)
            )

    def forward(self, x):
        y = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        return F.relu(y + self.projection(x))


def chain(*widths):
    layers = [nn.Flatten()]
    for inputs, units in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, units), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def lenet5():
    return nn.Sequential(
        nn.Conv2d(1, 20, 5), nn.MaxPool2d(2), nn.Conv2d(20, 50, 5), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10),
    )  # fmt: skip


def resnet8():
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
        Block(16, 16, 1), Block(16, 32, 2), Block(32, 64, 2),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10),
    )  # fmt: skip


class Rows(nn.Module):
    """Reads the rows of an image one after the other; the last state is classified."""

    def __init__(self, units):
        super().__init__()
        self.lstm, self.fc = nn.LSTM(28, units, batch_first=True), nn.Linear(units, 10)

    def forward(self, x):
        return self.fc(self.lstm(x)[0][:, -1])


class Transformer(nn.Module):
    """Patches of 4x4 with a class token; blocks that normalize first."""

    def __init__(self, depth, width, heads):
        super().__init__()
        self.patches = nn.Conv2d(1, width, 4, 4)
        self.token = nn.Parameter(torch.zeros(1, 1, width))
        self.positions = nn.Parameter(torch.zeros(1, 50, width))
        block = nn.TransformerEncoderLayer(width, heads, 4 * width, 0.0, "gelu", 1e-6, batch_first=True, norm_first=True)
        self.blocks = nn.TransformerEncoder(block, depth, enable_nested_tensor=False)
        self.norm, self.fc = nn.LayerNorm(width, 1e-6), nn.Linear(width, 10)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(len(x), -1, -1), x], 1) + self.positions
        return self.fc(self.norm(self.blocks(x)[:, 0]))


CASES = {
    "lenet-300-100": (lambda: chain(784, 300, 100, 10), (1, 28, 28), 60),
    "lenet-5-caffe": (lenet5, (1, 28, 28), 64),
    "mlp": (lambda: chain(64, 64, 32, 10), (1, 8, 8), 32),
    "lstm-128": (lambda: Rows(128), (28, 28), 64),
    "transformer": (lambda: Transformer(4, 128, 4), (1, 28, 28), 64),
    "resnet-8": (resnet8, (3, 32, 32), 64),
}


def main(case, adam):
    make, shape, batch = CASES[case]
    layout = torch.channels_last if adam in ("channels-last", "compiled") else torch.contiguous_format
    network = make().to(memory_format=layout)
    call = torch.compile(network) if adam == "compiled" else network
    examples = 50 * batch
    features, labels = torch.rand(examples, *shape), torch.arange(examples) % 10
    if features.dim() == 4:
        features = features.contiguous(memory_format=layout)
    order = torch.randperm(examples)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-4, fused=None if adam == "eager" else True)
    masks = [(p, (torch.rand_like(p) < 0.5).float()) for p in network.parameters() if p.dim() > 1]
    at = 0

    def apply_masks():
        with torch.no_grad():
            for parameter, mask in masks:
                parameter.mul_(mask)

    def step():
        nonlocal at
        rows = order[at : at + batch]
        at = (at + batch) % examples
        optimizer.zero_grad()
        F.cross_entropy(call(features[rows]), labels[rows]).backward()
        optimizer.step()
        apply_masks()

    apply_masks()
    warm = time.perf_counter() + 2
    while time.perf_counter() < warm:
        step()
    print("ready", flush=True)
    for line in sys.stdin:
        steps = int(line)
        cpu, wall = time.process_time_ns(), time.perf_counter_ns()
        for _ in range(steps):
            step()
        wall, cpu = time.perf_counter_ns() - wall, time.process_time_ns() - cpu
        print(wall / steps, cpu / steps, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
