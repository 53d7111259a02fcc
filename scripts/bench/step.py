"""Lets the sides of scripts/bench/step take turns and prints medians. step.py ROOT [ROUNDS [CASE...]]"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

STEPS = {"lenet-300-100": 300, "mlp": 5000, "lenet-5-caffe": 25, "resnet-8": 8}
SIDES = ("floor", "espalier", "eager", "fused")


class Side:
    def __init__(self, root, case, name):
        bench = Path(root) / "scripts" / "bench"
        if name in ("floor", "espalier"):
            command = [*os.environ["BENCH_JAVA"].split(), str(bench / "Step.java"), case, name]
        else:
            command = [sys.executable, str(bench / "step_peer.py"), case, name]
        errors = open(Path(root) / "out" / "bench" / f"step-{name}.log", "w")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        if self.process.stdout.readline().strip() != "ready":
            raise SystemExit(f"Cannot run {' '.join(command[-3:])}: see out/bench/step-{name}.log")

    def time(self, steps):
        """Microseconds of wall and CPU time per step."""
        self.process.stdin.write(f"{steps}\n")
        self.process.stdin.flush()
        return [float(number) / 1e3 for number in self.process.stdout.readline().split()]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def measure(root, case, rounds):
    sides = {}
    for name in SIDES:
        sides[name] = Side(root, case, name)
    times = {name: [] for name in SIDES}
    for turn in range(rounds):
        for name in SIDES if turn % 2 == 0 else reversed(SIDES):
            times[name].append(sides[name].time(STEPS[case]))
    for side in sides.values():
        side.close()
    return times


def ratio(times, over, under, what):
    return statistics.median(a[what] / b[what] for a, b in zip(times[over], times[under]))


def main(root, rounds="9", *cases):
    result = {}
    print("median of", rounds, "rounds      CPU microseconds per step            ratios of CPU time (of wall time)")
    print(f"{'case':15}{'floor':>9}{'espalier':>10}{'eager':>9}{'fused':>9}"
          f"{'espalier/floor':>18}{'eager/espalier':>18}{'fused/espalier':>18}")  # fmt: skip
    for case in cases or STEPS:
        times = measure(root, case, int(rounds))
        cpu = {name: statistics.median(t[1] for t in times[name]) for name in SIDES}
        pairs = (("espalier", "floor"), ("eager", "espalier"), ("fused", "espalier"))
        ratios = {f"{a}/{b}": [ratio(times, a, b, 1), ratio(times, a, b, 0)] for a, b in pairs}
        result[case] = {"cpu_us": cpu, "ratios_cpu_wall": ratios, "times_wall_cpu_us": times}
        cells = "".join(f"{c:>9.2f} ({w:>5.2f})" + " " for c, w in ratios.values())
        print(f"{case:15}{cpu['floor']:9.1f}{cpu['espalier']:10.1f}{cpu['eager']:9.1f}{cpu['fused']:9.1f}  {cells}", flush=True)
    out = Path(root) / "out" / "bench" / "step.json"
    out.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
