"""Runs the candidates benchmark with Espalier and its peers, one after the other, and compares them."""

import json
import math
import shutil
import statistics
import sys

import bench

CONFIG = str(bench.ROOT / "configs" / "bench" / "candidates.yaml")
SIDES = {"loop": "PyTorch, one process per core", "ray": "Ray Tune", "loop-cached": "PyTorch, dense networks cached"}


def espalier(work):
    out = work / "espalier"
    plan = json.loads(bench.run([bench.ESPALIER, "plan", CONFIG, "--json"])["output"])
    took = bench.run([bench.ESPALIER, "run", CONFIG, "--out", str(out)])
    query = "SELECT seed, criterion, requested_sparsity AS sparsity, training_epochs - 10 AS finetune, test_error FROM trials"
    rows = json.loads(bench.run([bench.ESPALIER, "sql", str(out), query, "--json"])["output"])
    (splits,) = (out / "store" / "_data").iterdir()
    return plan, {**took, "rows": rows}, splits


def peer(side, work, splits):
    result = work / f"{side}.json"
    took = bench.run([sys.executable, str(bench.ROOT / "scripts/bench/candidates_peers.py"), str(splits), side, str(result)])
    return {**took, "rows": json.loads(result.read_text())["rows"]}


def errors(rows):
    keys = ("seed", "criterion", "sparsity", "finetune")
    return {tuple(round(r[k], 4) if k != "criterion" else r[k] for k in keys): r["test_error"] for r in rows}


def difference(rows, ours):
    """Mean difference in test error from Espalier, in percentage points, and two standard errors over the grid points."""
    mine, theirs = errors(ours), errors(rows)
    if mine.keys() != theirs.keys():
        sys.exit("Cannot compare: the tools ran different trials")
    by_point = {}
    for key in mine:
        by_point.setdefault(key[1:], []).append(100 * (theirs[key] - mine[key]))
    means = [statistics.mean(values) for values in by_point.values()]
    return statistics.mean(means), 2 * statistics.stdev(means) / math.sqrt(len(means))


def main():
    work = bench.OUT / "candidates-work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    plan, ours, splits = espalier(work)
    sides = {"espalier": ours}
    for side in sys.argv[1:] or SIDES:
        sides[side] = peer(side, work, splits)
    cores = bench.machine()["cores"]
    sharing = plan["unshared"]["epochs"] / plan["shared"]["epochs"]
    results = earlier() if sys.argv[1:] else {}
    for side, took in sides.items():
        mean, margin = difference(took["rows"], ours["rows"])
        results[side] = {
            "seconds": took["seconds"],
            "cpu_seconds": took["cpu_seconds"],
            "espalier_seconds": ours["seconds"],
            "candidates_per_core_hour": plan["trials"] / (took["seconds"] * cores / 3600),
            "ratio": took["seconds"] / ours["seconds"],
            "test_error_percent": 100 * statistics.mean(row["test_error"] for row in took["rows"]),
            "difference_points": mean,
            "two_standard_errors": margin,
        }
    rows = [["", "wall s", "Espalier s", "candidates/core-hour", "ratio", "test error %", "difference, points"]]
    for side, r in results.items():
        peer_only = side != "espalier"
        rows.append([
            SIDES.get(side, "Espalier"),
            f"{r['seconds']:.1f}",
            f"{r['espalier_seconds']:.1f}",
            f"{r['candidates_per_core_hour']:,.0f}",
            f"{r['ratio']:.1f}x" if peer_only else "",
            f"{r['test_error_percent']:.2f}",
            f"{r['difference_points']:+.2f} ±{r['two_standard_errors']:.2f}" if peer_only else "",
        ])
    text = bench.table(rows) + f"\n\n{plan['trials']} candidates, one run each; sharing alone needs {sharing:.1f}x fewer epochs"
    if "loop" in results:
        text += f": the ratio to PyTorch is {sharing:.1f}x by sharing times {results['loop']['ratio'] / sharing:.2f}x by speed and overhead"
    shutil.rmtree(work)
    bench.write("candidates", {"trials": plan["trials"], "epochs_ratio": sharing, "sides": results}, text)


def earlier():
    """Results of the previous run, for tools that are not run again."""
    kept = bench.OUT / "candidates.json"
    return json.loads(kept.read_text())["sides"] if kept.exists() else {}


main()
