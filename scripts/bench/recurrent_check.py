"""Trains the networks of Recurrent.java by PyTorch, from the same weights on the same batches. recurrent_check.py FILE"""

import json
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import bench

TOLERANCE = 1e-5
# Added to every score of a query alike, so softmax takes it out again: its gradient is rounding, which Adam scales up to its rate.
WITHOUT_EFFECT = "-key.bias"
RATES = {"sgd": (torch.optim.SGD, {"lr": 0.01}), "adam": (torch.optim.Adam, {"lr": 0.001})}


def gates(weight, count):
    """(units, inputs, gates) as (gates units, inputs), gate by gate, in the order that PyTorch has as well."""
    return torch.cat([weight[..., gate] for gate in range(count)])


class Layers(nn.Module):
    """Two recurrent layers; the last state is classified. PyTorch has a bias of the state for each gate, of which an LSTM
    needs none and a GRU that of its last gate: the others stay 0."""

    def __init__(self, kind, start):
        super().__init__()
        self.kind, self.gates = kind, 4 if kind == "lstm" else 3
        units, both, _ = start[f"{kind}1.weight"].shape
        self.layers = (nn.LSTM if kind == "lstm" else nn.GRU)(both - units, units, num_layers=2, batch_first=True)
        own = torch.zeros(self.gates * units)
        if kind == "gru":
            own[-units:] = 1
        for layer in (0, 1):
            weight, bias = start[f"{kind}{layer + 1}.weight"], start[f"{kind}{layer + 1}.bias"]
            inputs = weight.shape[1] - units
            self.set(f"weight_ih_l{layer}", gates(weight[:, :inputs], self.gates))
            self.set(f"weight_hh_l{layer}", gates(weight[:, inputs:], self.gates))
            self.set(f"bias_ih_l{layer}", gates(bias, self.gates))
            self.set(f"bias_hh_l{layer}", own * bias[:, -1].repeat(self.gates))
            getattr(self.layers, f"bias_hh_l{layer}").register_hook(lambda gradient: gradient * own)
        self.fc = linear(start, "fc")

    def set(self, name, value):
        getattr(self.layers, name).data.copy_(value)

    def forward(self, x):
        return self.fc(self.layers(x.transpose(1, 2))[0][:, -1])

    def numbers(self):
        """By our names, in our order."""
        found = {"fc.weight": self.fc.weight.data, "fc.bias": self.fc.bias.data}
        for layer in (0, 1):
            input, state, bias, own = (p.data.chunk(self.gates) for p in self.layers.all_weights[layer])
            weights = [torch.cat(pair, 1) for pair in zip(input, state)]
            biases = [*bias, *own[2:]] if self.kind == "gru" else bias
            found[f"{self.kind}{layer + 1}.weight"] = torch.stack(weights, -1)
            found[f"{self.kind}{layer + 1}.bias"] = torch.stack(biases, -1)
        return found


def linear(start, name):
    layer = nn.Linear(*reversed(start[f"{name}.weight"].flatten(1).shape))
    layer.weight.data.copy_(start[f"{name}.weight"].flatten(1))
    layer.bias.data.copy_(start[f"{name}.bias"])
    return layer


class Named(nn.Module):
    """A network of parameters that have our names and shapes."""

    def __init__(self, start):
        super().__init__()
        self.own = nn.ParameterDict({name.replace(".", "/"): nn.Parameter(value.clone()) for name, value in start.items()})

    def __getitem__(self, name):
        return self.own[name.replace(".", "/")]

    def numbers(self):
        return {name.replace("/", "."): value.data for name, value in self.own.items()}


class Temporal(Named):
    def causal(self, x, name, dilation):
        weight = self[f"{name}.weight"].squeeze(2)
        return F.conv1d(F.pad(x, ((weight.shape[2] - 1) * dilation, 0)), weight, self[f"{name}.bias"], dilation=dilation)

    def forward(self, x):
        for level in (1, 2, 3):
            name, dilation = f"block{level}", 2 ** (level - 1)
            y = F.relu(self.causal(F.relu(self.causal(x, f"{name}-conv1", dilation)), f"{name}-conv2", dilation))
            projected = f"{name}-projection/weight" in self.own
            x = F.relu(y + (self.causal(x, f"{name}-projection", 1) if projected else x))
        return F.linear(x[:, :, -1], self["fc.weight"], self["fc.bias"])


class Transformer(Named):
    HEADS = 3

    def pointwise(self, x, name):
        return F.linear(x, self[f"{name}.weight"].flatten(1), self[f"{name}.bias"])

    def normalized(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self[f"{name}.scale"], self[f"{name}.shift"], 1e-6)

    def heads(self, x):
        return x.unflatten(2, (self.HEADS, -1)).transpose(1, 2)

    def block(self, x, name):
        read = self.normalized(x, f"{name}-norm1")
        query, key, value = (self.heads(self.pointwise(read, f"{name}-{part}")) for part in ("query", "key", "value"))
        attended = F.scaled_dot_product_attention(query, key, value).transpose(1, 2).flatten(2)
        x = x + self.pointwise(attended, f"{name}-projection")
        hidden = F.gelu(self.pointwise(self.normalized(x, f"{name}-norm2"), f"{name}-fc1"))
        return x + self.pointwise(hidden, f"{name}-fc2")

    def forward(self, x):
        x = self.pointwise(x.transpose(1, 2), "patches")
        x = torch.cat([self["token.shift"].expand(len(x), 1, -1), x], 1) + self["positions.shift"].squeeze(1).T
        x = self.block(self.block(x, "block1"), "block2")
        return F.linear(self.normalized(x, "norm")[:, 0], self["fc.weight"], self["fc.bias"])


NETWORKS = {
    "lstm": lambda start: Layers("lstm", start),
    "gru": lambda start: Layers("gru", start),
    "tcn": Temporal,
    "transformer": Transformer,
}


def tensors(parameters):
    return {name: torch.tensor(one["numbers"]).reshape(one["dims"]) for name, one in parameters.items()}


def compare(case, run):
    """Largest difference of a loss and of a parameter, and the largest change of a parameter by training."""
    kind, optimizer = case.split()
    start, end, batch = tensors(run["before"]), tensors(run["after"]), run["batch"]
    network = NETWORKS[kind](start)
    rule, options = RATES[optimizer]
    steps = rule([p for p in network.parameters() if p.requires_grad], **options)
    features, labels = torch.tensor(run["features"]).reshape(-1, *run["shape"]), torch.tensor(run["labels"])
    losses = []
    for first in range(0, len(labels), batch):
        steps.zero_grad()
        loss = F.cross_entropy(network(features[first : first + batch]), labels[first : first + batch])
        loss.backward()
        steps.step()
        losses.append(loss.item())
    found = network.numbers()
    if found.keys() != end.keys():
        raise SystemExit(f"{case}: parameters {sorted(found.keys() ^ end.keys())} have no counterpart")
    compared = [name for name in end if not name.endswith(WITHOUT_EFFECT)]
    gap = max((found[name] - end[name]).abs().max().item() for name in compared)
    moved = max((start[name] - end[name]).abs().max().item() for name in end)
    return float(np.abs(np.subtract(losses, run["losses"])).max()), gap, moved


def main(path):
    torch.set_num_threads(1)
    runs = json.loads(open(path).read())
    rows, worst = [["network and optimizer", "steps", "loss difference", "parameter difference", "largest change"]], 0
    for case, run in runs.items():
        loss, gap, moved = compare(case, run)
        worst = max(worst, loss, gap)
        rows.append([case, len(run["losses"]), f"{loss:.1e}", f"{gap:.1e}", f"{moved:.1e}"])
    bench.write("recurrent-check", {"cases": rows}, bench.table(rows))
    if worst > TOLERANCE:
        sys.exit(f"Differs by {worst:.1e} (must be at most {TOLERANCE:.0e})")


if __name__ == "__main__":
    main(*sys.argv[1:])
