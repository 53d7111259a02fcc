"""Runs the benchmark classes of the driver, each in its own JVM."""

import json
import os
import shutil

import bench

PACKAGE = "io.espalier.spark.sweep"
CONFIGS = bench.ROOT / "configs"
SLEEPERS = 100
MANY = 1000
HEAP = "512m"


def java(name, heap, *arguments):
    work = bench.OUT / "control-plane-work"
    shutil.rmtree(work, ignore_errors=True)
    config, *rest = arguments
    environment = os.environ | {
        "ESPALIER_MAIN": f"{PACKAGE}.{name}",
        "ESPALIER_CLASSPATH": str(bench.ROOT / "spark-jobs" / "target" / "test-classes"),
        "ESPALIER_JAVA_OPTS": f"-Xmx{heap}",
    }
    command = [bench.ESPALIER, str(CONFIGS / config), str(work), *map(str, rest)]
    output = bench.run(command, environment=environment)["output"]
    shutil.rmtree(work)
    return json.loads(output.splitlines()[-1])


def main():
    config = "bench/control-plane.yaml"
    many = [f"seeds={list(range(1, 101))}", "recipe[2].train={epochs: $finetune}", "grid.finetune=[1, 2, 3, 4, 5]"]
    driver = {
        "10,000 trials of 1 s, not run": java("ControlPlaneBench", HEAP, config, os.cpu_count(), "IDLE"),
        "100,000 trials of 10 ms, not run": java("ControlPlaneBench", HEAP, config, os.cpu_count(), "IDLE", *many),
        f"10,000 trials of 1 s, sleeping on {SLEEPERS} slots": java("ControlPlaneBench", HEAP, config, SLEEPERS, "SLEEP"),
    }
    lines = [["", "plan s", "heap MB after plan", "peak heap MB", "resident MB", "run s", "trials/s", "branches/s", "over ideal"]]
    for name, d in driver.items():
        over = f"{100 * (d['run_seconds'] / d['ideal_seconds'] - 1):.1f}%" if "sleeping" in name else ""
        lines.append([
            name,
            f"{d['plan_seconds']:.1f}",
            f"{d['plan_heap_megabytes']:.0f}",
            f"{d['heap_peak_megabytes']:.0f}",
            f"{d['resident_peak_megabytes']:.0f}",
            f"{d['run_seconds']:.1f}",
            f"{d['trials_per_second']:,.0f}",
            f"{d['branches_per_second']:,.0f}",
            over,
        ])
    larger = [f"seeds={list(range(1, 201))}", "grid.finetune=[0, 50, 800]", "recipe[2].train.evaluate-every=340"]
    makespan = java("MakespanBench", "3g", "quickstart.yaml", os.cpu_count(), MANY, *larger)
    schedule = [["", "slots", "trials", "branches", "makespan s", "lower bound s", "ratio"]]
    names = {
        "real": "quickstart, run",
        "same_simulated": "quickstart, simulated",
        "many_simulated": "200 seeds, 800 epochs of fine-tuning, simulated",
    }
    for key, name in names.items():
        m = makespan[key]
        schedule.append([
            name,
            m["slots"],
            f"{m['trials']:,}",
            f"{m['branches']:,}",
            f"{m['makespan']:.1f}",
            f"{m['bound']:.1f}",
            f"{m['ratio']:.3f}",
        ])
    text = bench.table(lines) + f"\n\n{HEAP.upper()}B heap; tasks also run in the driver's JVM\n\n" + bench.table(schedule)
    text += "\n\nlower bound: the longest chain of branches, or all work spread evenly over all slots, from measured branch times"
    bench.write("control-plane", {"driver": driver, "makespan": makespan}, text)


main()
