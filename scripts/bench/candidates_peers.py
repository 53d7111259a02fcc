"""The grid of configs/bench/candidates.yaml as a PyTorch user would run it: one process per core, or Ray Tune.

    candidates_peers.py SPLITS SIDE RESULT     SIDE: loop, loop-cached or ray

SPLITS is the data file in the store of the Espalier sweep, so that all tools see the same examples. Each trial
trains a dense network, prunes it with torch.nn.utils.prune, fine-tunes it and reads the test part once. Data are
tensors in memory, one thread per process, Adam as PyTorch advises for speed (fused).
"""

import copy
import itertools
import json
import multiprocessing
import os
import pathlib
import struct
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn.utils import prune

SEEDS = [1, 2]
CRITERIA = {"random": prune.RandomUnstructured, "magnitude": prune.L1Unstructured}
SPARSITIES = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98]
FINETUNINGS = [1, 2]
DENSE_EPOCHS = 10
BATCH = 60
RATE = 0.0012
WORKERS = os.cpu_count()


def grid():
    axes = itertools.product(SEEDS, CRITERIA, SPARSITIES, FINETUNINGS)
    return [dict(seed=s, criterion=c, sparsity=p, finetune=f) for s, c, p, f in axes]


def load(path):
    """Reads the parts of a splits file, which is in safetensors format."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        body = file.read()
    types = {"F32": numpy.float32, "I32": numpy.int32}

    def tensor(name):
        entry = header[name]
        start, end = entry["data_offsets"]
        array = numpy.frombuffer(body[start:end], types[entry["dtype"]]).reshape(entry["shape"])
        return torch.from_numpy(array.copy())

    parts = ["train", "validation", "test"]
    return {
        part: (tensor(part + ".features").flatten(1), tensor(part + ".labels").long())
        for part in parts
    }


def network(seed):
    torch.manual_seed(seed)
    made = nn.Sequential(nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU(), nn.Linear(100, 10))
    for layer in layers(made):
        nn.init.kaiming_normal_(layer.weight)
        nn.init.zeros_(layer.bias)
    return made


def layers(made):
    return [module for module in made if isinstance(module, nn.Linear)]


def error(made, part):
    features, labels = part
    with torch.inference_mode():
        return (made(features).argmax(1) != labels).double().mean().item()


def train(made, data, epochs):
    features, labels = data["train"]
    optimizer = torch.optim.Adam(made.parameters(), lr=RATE, fused=True)
    criterion = nn.CrossEntropyLoss()
    made.train()
    for _ in range(epochs):
        for batch in torch.randperm(len(labels)).split(BATCH):
            optimizer.zero_grad(set_to_none=True)
            criterion(made(features[batch]), labels[batch]).backward()
            optimizer.step()
        error(made, data["validation"])  # validation error after each epoch, as is common practice


def dense(seed, data):
    made = network(seed)
    train(made, data, DENSE_EPOCHS)
    return made


def finish(made, trial, data):
    weights = [(layer, "weight") for layer in layers(made)]
    prune.global_unstructured(weights, CRITERIA[trial["criterion"]], amount=trial["sparsity"])
    train(made, data, trial["finetune"])
    for layer, name in weights:
        prune.remove(layer, name)
    return {**trial, "validation_error": error(made, data["validation"]), "test_error": error(made, data["test"])}


def run(trial, data):
    return finish(dense(trial["seed"], data), trial, data)


def worker(path, trials, cached, results):
    torch.set_num_threads(1)
    data = load(path)
    parents = {}
    for trial in trials:
        if cached and trial["seed"] not in parents:
            parents[trial["seed"]] = dense(trial["seed"], data)
        results.put(finish(copy.deepcopy(parents[trial["seed"]]), trial, data) if cached else run(trial, data))


def loop(path, cached):
    """Trials dealt out to processes; with a cache, by seed, so that each process trains the parents that it needs."""
    trials = grid()
    hands = [trials[i * len(trials) // WORKERS : (i + 1) * len(trials) // WORKERS] for i in range(WORKERS)]
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    processes = [context.Process(target=worker, args=(path, hand, cached, results)) for hand in hands]
    for process in processes:
        process.start()
    rows = [results.get() for _ in trials]
    for process in processes:
        process.join()
    return rows


def ray_tune(path, folder):
    """Ray Tune keeps its own record of every trial, below the folder."""
    import ray
    from ray import tune

    ray.init(num_cpus=WORKERS, include_dashboard=False, log_to_driver=False)

    def trainable(config, data):
        torch.set_num_threads(1)
        return run(config["trial"], data)

    tuner = tune.Tuner(
        tune.with_resources(tune.with_parameters(trainable, data=load(path)), {"cpu": 1}),
        param_space={"trial": tune.grid_search(grid())},
        tune_config=tune.TuneConfig(reuse_actors=True, max_concurrent_trials=WORKERS),
        run_config=tune.RunConfig(verbose=0, storage_path=str(folder)),
    )
    keys = ["seed", "criterion", "sparsity", "finetune", "validation_error", "test_error"]
    rows = [{key: result.metrics[key] for key in keys} for result in tuner.fit()]
    ray.shutdown()
    return rows


def main():
    path, side, target = sys.argv[1:]
    start = time.time()
    rows = ray_tune(path, pathlib.Path(target).resolve().parent / "ray") if side == "ray" else loop(path, side == "loop-cached")
    with open(target, "w") as file:
        json.dump({"side": side, "seconds": time.time() - start, "torch": torch.__version__, "rows": rows}, file)


if __name__ == "__main__":
    main()
