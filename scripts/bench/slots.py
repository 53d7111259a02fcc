"""Throughput of two slots compared with one, and of two processes compared with one. slots.py [ROUNDS]"""

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench
import duckdb
import psutil

WARM_UP = 6
TURN = 2
QUERY = "SELECT epoch(finished_at::TIMESTAMPTZ) FROM read_parquet('{}') ORDER BY 1"
STEPS = {"espalier": 1500, "floor": 2500}


class Sweep:
    """A sweep that runs only in its turns. The turns of one slot are twice as long, so that all finish at about the same time."""

    def __init__(self, out, master, seconds, cluster=()):
        config = bench.ROOT / "configs" / "bench" / "slots.yaml"
        self.out = out
        self.seconds = seconds
        self.cluster = cluster
        self.turns = []
        self.process = psutil.Popen([bench.ESPALIER, "run", config, "--out", out, "--master", master],
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        self.each(psutil.Process.suspend)

    def each(self, action):
        for parent in [self.process, *self.cluster]:
            with contextlib.suppress(psutil.NoSuchProcess):
                for process in [*parent.children(recursive=True), parent]:
                    action(process)

    def turn(self):
        """Runs for a turn; returns whether work is left."""
        start = time.time()
        self.each(psutil.Process.resume)
        with contextlib.suppress(psutil.TimeoutExpired):
            if self.process.wait(self.seconds) != 0:
                raise SystemExit(f"Cannot run the sweep of {self.out}: exit status {self.process.returncode}")
        self.each(psutil.Process.suspend)
        self.turns.append((start, time.time()))
        return self.process.poll() is None

    def rate(self):
        """Trials per second: the slope of the line through the ends of its turns, after warm-up."""
        moments = duckdb.sql(QUERY.format(self.out / "tables" / "trials" / "part-*.parquet")).fetchall()
        ends = [sum(max(0, min(moment, end) - start) for start, end in self.turns) for (moment,) in moments]
        return statistics.linear_regression(ends[WARM_UP:], range(WARM_UP, len(ends))).slope

    def close(self):
        with contextlib.suppress(psutil.NoSuchProcess):
            self.process.kill()


class Pair:
    """Two processes that run the same training steps."""

    def __init__(self, side):
        source = bench.ROOT / "scripts" / "bench" / "Step.java"
        command = [*os.environ["BENCH_JAVA"].split(), str(source), "slots", side]
        self.steps = STEPS[side]
        self.processes = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            for _ in range(2)
        ]
        for process in self.processes:
            if process.stdout.readline().strip() != "ready":
                raise SystemExit("Cannot run Step.java: it ended before it was ready")

    def times(self, processes):
        """Wall time per step of each process."""
        for process in processes:
            process.stdin.write(f"{self.steps}\n")
            process.stdin.flush()
        return [float(process.stdout.readline().split()[0]) for process in processes]

    def gain(self):
        """Steps per second of both together, relative to one alone."""
        alone = statistics.mean(self.times([process])[0] for process in self.processes)
        return sum(alone / time for time in self.times(self.processes))

    def close(self):
        for process in self.processes:
            process.stdin.close()
            process.wait()


def measure(work, url, cluster, pairs):
    """Throughput of two relative to one: from the rates of sweeps, and from the median over turns of the pairs."""
    one, two, executors = sweeps = [
        Sweep(work / "one", "local[1]", 2 * TURN),
        Sweep(work / "two", "local[2]", TURN),
        Sweep(work / "executors", url, TURN, cluster),
    ]
    gains = {name: [] for name in pairs}
    try:
        running = sweeps
        while running:
            running = [sweep for sweep in running if sweep.turn()]
            for name, pair in pairs.items():
                gains[name].append(pair.gain())
    finally:
        for sweep in sweeps:
            sweep.close()
    return {
        "two slots of one JVM": two.rate() / one.rate(),
        "two executors of one core": executors.rate() / one.rate(),
        **{name: statistics.median(values) for name, values in gains.items()},
    }


def main(rounds="5"):
    work = Path(tempfile.mkdtemp())
    script = bench.ROOT / "scripts" / "cluster"
    pairs = {"two processes, the same steps": Pair("espalier"), "two processes, matrix products only": Pair("floor")}
    cluster = []
    try:
        started = bench.run([script, "start", "--workers", "2", "--cores", "1", "--memory", "2g", "--port", "7177",
                             "--folder", work / "cluster"])  # fmt: skip
        url = started["output"].strip().splitlines()[-1]
        cluster = [psutil.Process(int(pid.read_text())) for pid in (work / "cluster" / "pids").iterdir()]
        measured = [measure(work / str(turn), url, cluster, pairs) for turn in range(int(rounds))]
    finally:
        for process in cluster:
            process.resume()
        subprocess.run([script, "stop", "--folder", work / "cluster"], capture_output=True)
        for pair in pairs.values():
            pair.close()
        shutil.rmtree(work, ignore_errors=True)
    gains = {name: [one[name] for one in measured] for name in measured[0]}
    rows = [["throughput relative to one", f"median of {rounds}", "min", "max"]]
    for name, values in gains.items():
        rows.append([name, *(f"{value:.2f}x" for value in (statistics.median(values), min(values), max(values)))])
    bench.write("slots", {"gains": gains}, bench.table(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
