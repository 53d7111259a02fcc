"""Shared by the export benchmarks: the sweep that is exported, and latencies in ONNX Runtime."""

import json
import time

import numpy
import onnxruntime

import bench

CONFIG = bench.ROOT / "configs" / "bench" / "exports.yaml"
SWEEP = bench.OUT / "exports-sweep"
FILES = bench.OUT / "exported"


def sweep():
    """Runs the sweep, or resumes it."""
    bench.run([bench.ESPALIER, "run", CONFIG, "--out", SWEEP])


def query(sql, out=SWEEP):
    """Queries the tables of a sweep; returns the rows."""
    return json.loads(bench.run([bench.ESPALIER, "sql", out, sql, "--json"])["output"])


def export(trial, formats, name=None):
    """Exports a trial again, to files named after its id or the given name."""
    named = ["--name", name or trial]
    bench.run([bench.ESPALIER, "export", SWEEP, trial, "--format", ",".join(formats), "--to", FILES, *named, "--force"])


def session(path):
    """Loads a model; returns a call that runs it on one example with one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    shape = [1, *model.get_inputs()[0].shape[1:]]
    example = numpy.random.default_rng(1).uniform(0, 255, shape).astype(numpy.float32)
    return lambda: model.run(None, {"input": example})


def latencies(calls, rounds, times=100):
    """CPU microseconds per call and round; the calls alternate."""
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
