"""Throughput of two slots against one, beside that of two processes. slots.py ROOT ROUNDS"""

import csv
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

QUERY = """SELECT (count(*) - 1) / date_diff('millisecond', min(finished_at::TIMESTAMPTZ), max(finished_at::TIMESTAMPTZ))
           AS rate FROM trials"""
STEPS = {"espalier": 600, "floor": 800}


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"Cannot run {' '.join(map(str, command))}:\n{done.stderr}")
    return done.stdout


def sweep(root, work, master):
    """Trials per millisecond from the end of the first trial to that of the last."""
    out = work / "out"
    shutil.rmtree(out, ignore_errors=True)
    espalier = root / "scripts" / "espalier"
    run(espalier, "run", root / "configs" / "bench" / "slots.yaml", "--out", out, "--master", master)
    rows = list(csv.DictReader(io.StringIO(run(espalier, "sql", out, QUERY, "--csv"))))
    return float(rows[0]["rate"])


class Pair:
    """Two processes that take the same steps."""

    def __init__(self, root, side):
        command = [*os.environ["BENCH_JAVA"].split(), str(root / "scripts" / "bench" / "Step.java"), "lenet-300-100", side]
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


def main(root, rounds):
    root = Path(root)
    work = Path(tempfile.mkdtemp())
    cluster = root / "scripts" / "cluster"
    gains = {"two slots of one JVM": [], "two executors of one core": [], "two processes, the same steps": [],
             "two processes, products only": []}  # fmt: skip
    pairs = {"two processes, the same steps": Pair(root, "espalier"), "two processes, products only": Pair(root, "floor")}
    try:
        url = run(cluster, "start", "--workers", "2", "--cores", "1", "--memory", "2g", "--port", "7177",
                  "--folder", work / "cluster").strip().splitlines()[-1]  # fmt: skip
        for _ in range(int(rounds)):
            one = sweep(root, work, "local[1]")
            gains["two slots of one JVM"].append(sweep(root, work, "local[2]") / one)
            gains["two executors of one core"].append(sweep(root, work, url) / one)
            for name, pair in pairs.items():
                gains[name].append(pair.gain())
    finally:
        subprocess.run([cluster, "stop", "--folder", work / "cluster"], capture_output=True)
        for pair in pairs.values():
            pair.close()
        shutil.rmtree(work, ignore_errors=True)
    print(f"throughput over that of one      median of {rounds}     least      most")
    for name, values in gains.items():
        print(f"{name:32} {statistics.median(values):11.2f}x {min(values):9.2f} {max(values):9.2f}")
    (root / "out" / "bench" / "slots.json").write_text(json.dumps(gains, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
