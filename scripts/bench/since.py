"""Times steps and a sweep of two builds in turns and prints medians. since.py BEFORE [ROUNDS [CASE...]]"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys

import bench

STEPS = {"lenet-300-100": 300, "mlp": 5000, "lenet-5-caffe": 25, "resnet-8": 8}
SHORT = ["--set", "seeds=[1]", "--set", "controls=[]", "--master", "local[1]"]


class Stepping:
    """A build's training steps, in a process that stays warm: microseconds of wall and CPU time per step."""

    def __init__(self, root, java, case):
        self.steps = STEPS[case]
        command = [*java.split(), str(root / "scripts" / "bench" / "Step.java"), case, "espalier"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if self.process.stdout.readline().strip() != "ready":
            raise SystemExit(f"Cannot run {' '.join(command[-3:])}")

    def time(self):
        self.process.stdin.write(f"{self.steps}\n")
        self.process.stdin.flush()
        return [float(number) / 1e3 for number in self.process.stdout.readline().split()]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Sweep:
    """A build's sweep from an empty folder: microseconds of wall and CPU time."""

    def __init__(self, root, java, case):
        self.root, self.out = root, bench.OUT / "since" / "sweep"

    def time(self):
        shutil.rmtree(self.out, ignore_errors=True)
        config = self.root / "configs" / "bench" / "sharing.yaml"
        took = bench.run([str(self.root / "scripts" / "espalier"), "run", str(config), "--out", str(self.out), *SHORT])
        return [took["seconds"] * 1e6, took["cpu_seconds"] * 1e6]

    def close(self):
        shutil.rmtree(self.out, ignore_errors=True)


def measure(case, before, rounds):
    side = Sweep if case == "sharing" else Stepping
    sides = {"before": side(before, os.environ["BENCH_BEFORE"], case), "now": side(bench.ROOT, os.environ["BENCH_JAVA"], case)}
    times = {name: [] for name in sides}
    for turn in range(rounds):
        for name in sides if turn % 2 == 0 else reversed(sides):
            times[name].append(sides[name].time())
    for one in sides.values():
        one.close()
    return times


def main(before, rounds="15", *cases):
    rows = [["CPU us", "before", "now", "now/before", "of walls", "rounds"]]
    result = {}
    for case in cases or [*STEPS, "sharing"]:
        some = max(3, int(rounds) // 5) if case == "sharing" else int(rounds)
        times = measure(case, pathlib.Path(before), some)
        wall, cpu = ([now[what] / then[what] for now, then in zip(times["now"], times["before"])] for what in (0, 1))
        medians = {name: statistics.median(t[1] for t in times[name]) for name in times}
        result[case] = {"cpu": statistics.median(cpu), "wall": statistics.median(wall), "wall_and_cpu_us": times}
        rows.append([case, *(f"{medians[name]:,.0f}" for name in ("before", "now")), f"{result[case]['cpu']:.3f}", f"{result[case]['wall']:.3f}", some])  # fmt: skip
    bench.write("since", {"before": pathlib.Path(before).name, "cases": result}, bench.table(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
