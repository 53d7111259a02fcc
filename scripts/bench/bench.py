"""What the benches share: commands with their cost, tables, JSON beside them."""

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
    """Runs a command to its end: its seconds on the wall and on the processors, and what it printed. None where it takes
    more seconds than the limit."""
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
    """The median of several runs and all of them; one run is enough where that takes more than ten seconds."""
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
    """Rows of cells, the first the header, as text; numbers stand to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return "\n".join(
        "  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))).rstrip()
        for row in cells
    )


def write(name, result, text):
    """Prints the table and keeps it, with the numbers, as out/bench/NAME.json."""
    OUT.mkdir(parents=True, exist_ok=True)
    result = {"bench": name, "machine": machine(), **result, "text": text}
    (OUT / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n")
    print(text)
    print(f"\nnumbers: out/bench/{name}.json")
