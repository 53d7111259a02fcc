"""Removes half the channels by magnitude, with Torch-Pruning and with Espalier. torch_pruning_peer.py [ROUNDS [NAME...]]"""

import json
import os
import shlex
import statistics
import subprocess
import sys
import time
import warnings

import bench
import numpy
import onnxruntime
import torch
import torch_pruning
import torchvision

FOLDER = bench.OUT / "torch-pruning"
NAMES = ["resnet18", "resnet50", "mobilenet_v2", "densenet121", "vit_b_16"]
IMAGE = torch.randn(1, 3, 224, 224, generator=torch.Generator().manual_seed(0))


def network(name):
    """With random weights, including classifiers that start at 0."""
    torch.manual_seed(0)
    model = getattr(torchvision.models, name)(weights=None).eval()
    for module in model.modules():
        if isinstance(module, torch.nn.Linear) and not module.weight.any():
            torch.nn.init.xavier_uniform_(module.weight)
    return model


def export(model, path):
    torch.onnx.export(model, (IMAGE,), path, dynamo=False, opset_version=17, input_names=["x"], output_names=["y"])


def pruned(name):
    """Prunes as in the examples of Torch-Pruning: all groups, attention by heads, not the classifier; returns the seconds too."""
    model = network(name)
    outputs = [m for m in model.modules() if isinstance(m, torch.nn.Linear) and m.out_features == 1000]
    heads = {m: m.num_heads for m in model.modules() if isinstance(m, torch.nn.MultiheadAttention)}
    start = time.perf_counter()
    pruner = torch_pruning.pruner.BasePruner(
        model,
        IMAGE,
        importance=torch_pruning.importance.GroupMagnitudeImportance(p=1),
        pruning_ratio=0.5,
        ignored_layers=outputs,
        num_heads=heads,
    )
    pruner.step()
    return model, time.perf_counter() - start


def peer(name):
    """Returns the fastest of three runs."""
    runs = [pruned(name) for _ in range(3)]
    model, seconds = runs[0][0], min(run[1] for run in runs)
    path = FOLDER / f"{name}-torch-pruning.onnx"
    export(model, path)
    macs, parameters = torch_pruning.utils.count_ops_and_params(model, IMAGE)
    return {"macs": int(macs), "parameters": int(parameters), "cut_seconds": seconds, "file": path}


def own(name):
    dense = FOLDER / f"{name}.onnx"
    cut = FOLDER / f"{name}-espalier.onnx"
    java = shlex.split(os.environ["BENCH_JAVA"].replace("-Xmx2g", "-Xmx6g"))
    command = [*java, bench.ROOT / "scripts/bench/OnnxZoo.java", "--write", cut, dense]
    row = json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[-1])
    row["file"] = cut
    return row


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def latencies(files, rounds):
    """Median microseconds per image; the files alternate."""
    sessions = [session(file) for file in files]
    image = IMAGE.numpy().astype(numpy.float32)
    times = [[] for _ in files]
    for _ in range(rounds):
        for one, own_times in zip(sessions, times):
            name = one.get_inputs()[0].name
            start = time.perf_counter()
            one.run(None, {name: image})
            own_times.append(time.perf_counter() - start)
    return [round(1e6 * statistics.median(t)) for t in times]


def main(rounds, names):
    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in names:
        dense = FOLDER / f"{name}.onnx"
        if not dense.exists():
            export(network(name), dense)
        theirs, ours = peer(name), own(name)
        us = latencies([dense, theirs["file"], ours["file"]], rounds)
        found = [
            ("dense", ours["macs"], ours["parameters"], 0.0),
            ("torch-pruning", theirs["macs"], theirs["parameters"], theirs["cut_seconds"]),
            ("espalier", ours["small_macs"], ours["small_parameters"], ours["cut_seconds"]),
        ]
        for (tool, macs, parameters, seconds), latency in zip(found, us):
            print(name, tool, macs, parameters, seconds, latency, file=sys.stderr, flush=True)
            rows.append({"network": name, "tool": tool, "macs": macs, "parameters": parameters,
                         "cut_seconds": seconds, "us": latency})  # fmt: skip
    header = ["network", "tool", "MACs", "parameters", "pruning s", "latency us"]
    cells = [
        [r["network"], r["tool"], f"{r['macs']:,}", f"{r['parameters']:,}", f"{r['cut_seconds']:.2f}", f"{r['us']:,}"]
        for r in rows
    ]
    bench.write("torch-pruning", {"rounds": rounds, "networks": rows}, bench.table([header, *cells]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20, sys.argv[2:] or NAMES)
