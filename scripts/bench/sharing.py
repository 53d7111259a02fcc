"""Runs a sweep with and without sharing and compares times, epochs and rows."""

import json
import shutil
import sys

import bench

CONFIG = str(bench.ROOT / "configs" / "bench" / "sharing.yaml")
CIRCUMSTANCES = "train_seconds, measure_seconds, finished_at"


def sweep(work, name, *options):
    out = work / name
    took = bench.run([bench.ESPALIER, "run", CONFIG, "--out", str(out), *sys.argv[1:], *options])
    rows = f"SELECT * EXCLUDE ({CIRCUMSTANCES}) FROM trials ORDER BY trial_id"
    took["rows"] = bench.run([bench.ESPALIER, "sql", str(out), rows, "--csv"])["output"]
    return took


def main():
    work = bench.OUT / "sharing-work"
    shutil.rmtree(work, ignore_errors=True)
    plan = json.loads(bench.run([bench.ESPALIER, "plan", CONFIG, "--json", *sys.argv[1:]])["output"])
    shared = sweep(work, "shared")
    again = bench.run([bench.ESPALIER, "run", CONFIG, "--out", str(work / "shared"), *sys.argv[1:]])
    unshared = sweep(work, "unshared", "--no-sharing")
    equal = shared["rows"] == unshared["rows"]
    epochs = plan["unshared"]["epochs"] / plan["shared"]["epochs"]
    wall = unshared["seconds"] / shared["seconds"]
    cpu = unshared["cpu_seconds"] / shared["cpu_seconds"]
    started = (unshared["seconds"] - again["seconds"]) / (shared["seconds"] - again["seconds"])
    text = bench.table([
        ["", "shared", "unshared", "ratio", "/ epochs ratio"],
        ["training epochs", f"{plan['shared']['epochs']:,.0f}", f"{plan['unshared']['epochs']:,.0f}", f"{epochs:.2f}", ""],
        ["wall clock, s", f"{shared['seconds']:.1f}", f"{unshared['seconds']:.1f}", f"{wall:.2f}", f"{wall / epochs:.2f}"],
        [
            "wall clock without start, s",
            f"{shared['seconds'] - again['seconds']:.1f}",
            f"{unshared['seconds'] - again['seconds']:.1f}",
            f"{started:.2f}",
            f"{started / epochs:.2f}",
        ],
        ["CPU, s", f"{shared['cpu_seconds']:.1f}", f"{unshared['cpu_seconds']:.1f}", f"{cpu:.2f}", f"{cpu / epochs:.2f}"],
    ])
    text += f"\n\n{plan['trials']} trials, one run each; running the finished sweep again takes "
    text += f"{again['seconds']:.1f} s (start of JVM and Spark, plan and report); rows "
    text += "equal bit for bit" if equal else "DIFFER"
    result = {"trials": plan["trials"], "epochs_ratio": epochs, "wall_ratio": wall, "cpu_ratio": cpu}
    result |= {"start_seconds": again["seconds"], "wall_but_start_of_epochs": started / epochs}
    result |= {"wall_of_epochs": wall / epochs, "cpu_of_epochs": cpu / epochs, "rows_equal": equal, "settings": sys.argv[1:]}
    result |= {side: {k: took[k] for k in ("seconds", "cpu_seconds")} for side, took in (("shared", shared), ("unshared", unshared))}
    shutil.rmtree(work)
    bench.write("sharing", result, text)
    sys.exit(0 if equal else 1)


main()
