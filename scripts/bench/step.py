"""Times the implementations of scripts/bench/step in turns and prints medians. step.py [ROUNDS [CASE...]]"""

import os
import statistics
import subprocess
import sys

import bench

STEPS = {"lenet-300-100": 300, "mlp": 5000, "lenet-5-caffe": 25, "resnet-8": 8, "lstm-128": 15, "transformer": 3}
FLOORED = {"lenet-300-100", "mlp", "lenet-5-caffe", "resnet-8"}
PEERS = ("eager", "fused", "channels-last", "compiled")


class Side:
    def __init__(self, case, name):
        here = bench.ROOT / "scripts" / "bench"
        if name in ("floor", "espalier"):
            command = [*os.environ["BENCH_JAVA"].split(), str(here / "Step.java"), case, name]
        else:
            command = [sys.executable, str(here / "step_peer.py"), case, name]
        errors = open(bench.OUT / f"step-{name}.log", "w")
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


def measure(case, rounds):
    names = [*(["floor"] if case in FLOORED else []), "espalier", *PEERS]
    sides = {name: Side(case, name) for name in names}
    times = {name: [] for name in names}
    for turn in range(rounds):
        for name in names if turn % 2 == 0 else reversed(names):
            times[name].append(sides[name].time(STEPS[case]))
    for side in sides.values():
        side.close()
    return times


def ratio(times, over, under, what):
    return statistics.median(a[what] / b[what] for a, b in zip(times[over], times[under]))


def main(rounds="9", *cases):
    pairs = [("espalier", "floor"), *((peer, "espalier") for peer in PEERS)]
    columns = ["floor", "espalier", *PEERS]
    rows = [["CPU us per step", *columns, *(f"{a}/{b}" for a, b in pairs)]]
    result = {}
    for case in cases or STEPS:
        times = measure(case, int(rounds))
        cpu = {name: statistics.median(t[1] for t in times[name]) for name in times}
        ratios = {f"{a}/{b}": {"cpu": ratio(times, a, b, 1), "wall": ratio(times, a, b, 0)} for a, b in pairs if {a, b} <= times.keys()}
        result[case] = {"cpu_us": cpu, "ratios": ratios, "wall_and_cpu_us": times}
        rows.append([case, *(f"{cpu[name]:,.0f}" if name in cpu else "" for name in columns), *(shown(ratios.get(f"{a}/{b}")) for a, b in pairs)])
    bench.write("step", {"rounds": int(rounds), "cases": result}, bench.table(rows))


def shown(ratio):
    return f"{ratio['cpu']:.2f} ({ratio['wall']:.2f} wall)" if ratio else ""


if __name__ == "__main__":
    main(*sys.argv[1:])
