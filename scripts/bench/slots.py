"""Throughput of two slots against one, beside that of two processes. slots.py [ROUNDS]"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import bench
import duckdb

WARM_UP = 6
QUERY = """SELECT (count(*) - 1) / date_diff('millisecond', min(moment), max(moment))
           FROM (SELECT finished_at::TIMESTAMP AS moment FROM read_parquet('{}') ORDER BY 1 OFFSET {})"""
STEPS = {"espalier": 600, "floor": 800}


def sweep(work, master):
    """Trials per millisecond once some have warmed the JVMs up."""
    out = work / "out"
    shutil.rmtree(out, ignore_errors=True)
    config = bench.ROOT / "configs" / "bench" / "slots.yaml"
    bench.run([bench.ESPALIER, "run", config, "--out", out, "--master", master])
    return duckdb.sql(QUERY.format(out / "tables" / "trials" / "part-*.parquet", WARM_UP - 1)).fetchone()[0]


class Pair:
    """Two processes that take the same steps."""

    def __init__(self, side):
        source = bench.ROOT / "scripts" / "bench" / "Step.java"
        command = [*os.environ["BENCH_JAVA"].split(), str(source), "lenet-300-100", side]
        self.steps = STEPS[side]
        self.processes = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            for _ in range(2)
        ]
        for process in self.processes:
            if process.stdout.readline().strip() != "ready":
                raise SystemExit("Cannot run Step.java: it ended before it was ready")

    def times(self, processes):
        """Wall time per step of each."""
        for process in processes:
            process.stdin.write(f"{self.steps}\n")
            process.stdin.flush()
        return [float(process.stdout.readline().split()[0]) for process in processes]

    def gain(self):
        """Steps per second of both together over those of one alone."""
        alone = statistics.mean(self.times([process])[0] for process in self.processes)
        return sum(alone / time for time in self.times(self.processes))

    def close(self):
        for process in self.processes:
            process.stdin.close()
            process.wait()


def main(rounds="5"):
    work = Path(tempfile.mkdtemp())
    cluster = bench.ROOT / "scripts" / "cluster"
    gains = {"two slots of one JVM": [], "two executors of one core": [], "two processes, the same steps": [],
             "two processes, products only": []}  # fmt: skip
    pairs = {"two processes, the same steps": Pair("espalier"), "two processes, products only": Pair("floor")}
    try:
        started = bench.run([cluster, "start", "--workers", "2", "--cores", "1", "--memory", "2g", "--port", "7177",
                             "--folder", work / "cluster"])  # fmt: skip
        url = started["output"].strip().splitlines()[-1]
        for _ in range(int(rounds)):
            one = sweep(work, "local[1]")
            gains["two slots of one JVM"].append(sweep(work, "local[2]") / one)
            gains["two executors of one core"].append(sweep(work, url) / one)
            for name, pair in pairs.items():
                gains[name].append(pair.gain())
    finally:
        subprocess.run([cluster, "stop", "--folder", work / "cluster"], capture_output=True)
        for pair in pairs.values():
            pair.close()
        shutil.rmtree(work, ignore_errors=True)
    rows = [["throughput over that of one", f"median of {rounds}", "least", "most"]]
    for name, values in gains.items():
        rows.append([name, *(f"{value:.2f}x" for value in (statistics.median(values), min(values), max(values)))])
    bench.write("slots", {"gains": gains}, bench.table(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
