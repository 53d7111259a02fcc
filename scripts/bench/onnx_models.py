"""Exports networks from PyTorch with random weights, for the operator table. onnx_models.py FOLDER [NAME...]

Each comes in two files, by the TorchScript exporter (operator set 17, a batch of any size) and by the dynamo exporter
(operator set 20, a batch of 1). An image is as small as the network allows.
"""

import pathlib
import sys
import warnings

import torch
import torchvision
from torch import nn

WIDE, FULL = (1, 3, 64, 64), (1, 3, 224, 224)


class Tokens(nn.Module):
    """A transformer encoder over (positions, features), averaged over positions."""

    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(32, 4, 64, dropout=0, activation="gelu", batch_first=True)
        self.embed = nn.Linear(6, 32)
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = nn.Linear(32, 5)

    def forward(self, x):
        return self.head(self.encoder(self.embed(x)).mean(dim=1))


class Recurrent(nn.Module):
    """A recurrent layer over (positions, features); its last state is used."""

    def __init__(self, cell):
        super().__init__()
        self.cell = cell(6, 24, num_layers=2, batch_first=True)
        self.head = nn.Linear(24, 5)

    def forward(self, x):
        return self.head(self.cell(x)[0][:, -1])


class Causal(nn.Module):
    """A residual block of two causal convolutions (Bai et al. 2018)."""

    def __init__(self, channels, filters, dilation):
        super().__init__()
        self.padding = 2 * dilation
        self.first = nn.Conv1d(channels, filters, 3, padding=self.padding, dilation=dilation)
        self.second = nn.Conv1d(filters, filters, 3, padding=self.padding, dilation=dilation)
        self.skip = nn.Conv1d(channels, filters, 1) if channels != filters else nn.Identity()

    def forward(self, x):
        h = torch.relu(self.first(x)[:, :, : -self.padding])
        h = torch.relu(self.second(h)[:, :, : -self.padding])
        return torch.relu(h + self.skip(x))


class Tcn(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.Sequential(Causal(6, 16, 1), Causal(16, 16, 2), Causal(16, 24, 4))
        self.head = nn.Linear(24, 5)

    def forward(self, x):
        return self.head(self.blocks(x).mean(dim=2))


def double(channels, filters):
    return nn.Sequential(
        nn.Conv2d(channels, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(),
        nn.Conv2d(filters, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(),
    )  # fmt: skip


class Unet(nn.Module):
    """Two levels (Ronneberger et al. 2015); a class for each pixel."""

    def __init__(self):
        super().__init__()
        self.down1, self.down2, self.bottom = double(3, 8), double(8, 16), double(16, 32)
        self.up2, self.right2 = nn.ConvTranspose2d(32, 16, 2, 2), double(32, 16)
        self.up1, self.right1 = nn.ConvTranspose2d(16, 8, 2, 2), double(16, 8)
        self.head = nn.Conv2d(8, 2, 1)

    def forward(self, x):
        one = self.down1(x)
        two = self.down2(nn.functional.max_pool2d(one, 2))
        h = self.bottom(nn.functional.max_pool2d(two, 2))
        h = self.right2(torch.cat([self.up2(h), two], 1))
        return self.head(self.right1(torch.cat([self.up1(h), one], 1)))


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.Sigmoid(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10),
    )  # fmt: skip


def mlp():
    return nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Dropout(), nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 5))


def vision(name, shape=WIDE, **options):
    return lambda: getattr(torchvision.models, name)(weights=None, **options), shape


MODELS = {
    "mlp": (mlp, (1, 20)),
    "lenet": (lenet, (1, 1, 28, 28)),
    "tcn-1d": (Tcn, (1, 6, 40)),
    "alexnet": vision("alexnet", FULL),
    "vgg11_bn": vision("vgg11_bn", FULL),
    "vgg16": vision("vgg16", FULL),
    "resnet18": vision("resnet18"),
    "resnet50": vision("resnet50"),
    "resnext50": vision("resnext50_32x4d"),
    "mnasnet": vision("mnasnet1_0"),
    "wide_resnet50": vision("wide_resnet50_2"),
    "densenet121": vision("densenet121"),
    "squeezenet": vision("squeezenet1_1"),
    "googlenet": vision("googlenet", aux_logits=False, init_weights=False),
    "inception_v3": vision("inception_v3", (1, 3, 96, 96), aux_logits=False, init_weights=False),
    "mobilenet_v2": vision("mobilenet_v2"),
    "mobilenet_v3": vision("mobilenet_v3_small"),
    "efficientnet_b0": vision("efficientnet_b0"),
    "regnet_y": vision("regnet_y_400mf"),
    "unet": (Unet, (1, 3, 32, 32)),
    "shufflenet": vision("shufflenet_v2_x1_0"),
    "lstm": (lambda: Recurrent(nn.LSTM), (1, 12, 6)),
    "gru": (lambda: Recurrent(nn.GRU), (1, 12, 6)),
    "transformer": (Tokens, (1, 12, 6)),
    "convnext": vision("convnext_tiny"),
    "vit": vision("vit_b_16", image_size=64),
    "swin": vision("swin_t", (1, 3, 112, 112)),
}
EXPORTERS = {"opset17": False, "opset20": True}


def network(name):
    """In evaluation mode; parameters that start at 0 or 1 are drawn at random, so that mistakes in reading them show."""
    torch.manual_seed(0)
    built = MODELS[name][0]().eval()
    for module in built.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.running_mean, -0.2, 0.2)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
            nn.init.uniform_(module.weight, 0.5, 1.5)
        elif isinstance(module, nn.Linear) and not module.weight.any():
            nn.init.xavier_uniform_(module.weight)
        elif hasattr(module, "layer_scale"):
            nn.init.uniform_(module.layer_scale, 0.5, 1)
    return built


def export(name, exporter, path):
    shape = MODELS[name][1]
    dynamo = EXPORTERS[exporter]
    options = (
        {"opset_version": 20, "external_data": False, "verbose": False}
        if dynamo
        else {"opset_version": 17, "dynamic_axes": {"x": {0: "batch"}, "y": {0: "batch"}}}
    )
    torch.onnx.export(
        network(name), (torch.randn(shape),), path, dynamo=dynamo, input_names=["x"], output_names=["y"], **options
    )


def main(folder, names):
    warnings.filterwarnings("ignore")
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or MODELS:
        for exporter in EXPORTERS:
            path = folder / f"{name}-{exporter}.onnx"
            if path.exists():
                continue
            try:
                export(name, exporter, folder / "part.onnx")
                (folder / "part.onnx").rename(path)
            except Exception as e:  # a failure is reported in the table and does not stop the others
                path.with_suffix(".failed").write_text(f"{type(e).__name__}: {e}\n")
                print(f"Cannot export {name} by {exporter}: {type(e).__name__}", file=sys.stderr)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2:])
