"""Shared by the benchmarks: timed commands, tables, results as JSON."""

import json
import os
import pathlib
import platform
import resource
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "out" / "bench"
ESPALIER = str(ROOT / "scripts" / "espalier")


def run(command, limit=None, environment=None):
    """Runs a command; returns its wall-clock and CPU seconds and its output, or None if it exceeds the limit in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, env=environment)
    except subprocess.TimeoutExpired:
        return None
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"Cannot run {' '.join(map(str, command))}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": wall, "cpu_seconds": cpu, "output": done.stdout}


def median(command, runs, limit=None):
    """The median time of several runs, and all of their times; a command that takes over ten seconds is run once."""
    done = [run(command, limit)]
    if done[0] is None:
        return None
    if done[0]["seconds"] < 10:
        done += [run(command) for _ in range(runs - 1)]
    seconds = [one["seconds"] for one in done]
    return {"seconds": statistics.median(seconds), "runs": seconds, "output": done[-1]["output"]}


def machine():
    names = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return {
        "cpu": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "commit": commit.stdout.strip(),
        "date": time.strftime("%Y-%m-%d"),
    }


def table(rows):
    """Formats rows of cells as text: the first row is the header, numbers are right-aligned."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return "\n".join(
        "  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))).rstrip()
        for row in cells
    )


def write(name, result, text):
    """Prints the table and saves it with the numbers as out/bench/NAME.json."""
    OUT.mkdir(parents=True, exist_ok=True)
    result = {"bench": name, "machine": machine(), **result, "text": text}
    (OUT / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n")
    print(text)
    print(f"\nresults: out/bench/{name}.json")
