"""What the benches of exports share: the sweep that they export, and latencies in ONNX Runtime."""

import json
import time

import numpy
import onnxruntime

import bench

CONFIG = bench.ROOT / "configs" / "bench" / "exports.yaml"
SWEEP = bench.OUT / "exports-sweep"
FILES = bench.OUT / "exported"


def sweep():
    """Runs the sweep, or what is missing of it."""
    bench.run([bench.ESPALIER, "run", CONFIG, "--out", SWEEP])


def query(sql, out=SWEEP):
    """Rows of a query over a sweep's tables."""
    return json.loads(bench.run([bench.ESPALIER, "sql", out, sql, "--json"])["output"])


def export(trial, formats, name=None):
    """Exports one trial anew, into files that begin with its id or this name."""
    named = ["--name", name or trial]
    bench.run([bench.ESPALIER, "export", SWEEP, trial, "--format", ",".join(formats), "--to", FILES, *named, "--force"])


def session(path):
    """A model on one thread, and an example for it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    shape = [1, *model.get_inputs()[0].shape[1:]]
    example = numpy.random.default_rng(1).uniform(0, 255, shape).astype(numpy.float32)
    return lambda: model.run(None, {"input": example})


def latencies(calls, rounds, times=100):
    """Microseconds on the processor of a call of each, in each of the rounds in which they take turns."""
    for call in calls.values():
        for _ in range(20):
            call()
    taken = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.thread_time()
            for _ in range(times):
                call()
            taken[name].append((time.thread_time() - start) / times * 1e6)
    return taken
