"""Imports the networks of onnx_models.py, prunes them and exports them again. onnx_zoo.py [NAME...]"""

import json
import os
import shlex
import subprocess
import sys

import bench

FOLDER = bench.OUT / "zoo-models"
LIMIT = 1e-4
COLUMNS = {
    "file": "file",
    "difference": "import",
    "macs": "MACs",
    "small_macs": "MACs left",
    "parameters": "parameters",
    "small_parameters": "left",
    "prunable": "units",
    "removed": "removed",
    "cut_seconds": "pruning s",
    "compacted": "compacted",
    "exported": "exported",
}


def measured(files):
    """A row per file. Each runs in its own process, so that a crash in native code affects no other."""
    for file in files:
        java = shlex.split(os.environ["BENCH_JAVA"].replace("-Xmx2g", "-Xmx6g"))
        command = [*java, bench.ROOT / "scripts/bench/OnnxZoo.java", file]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        lines = done.stdout.splitlines()
        yield json.loads(lines[-1]) if lines else {"file": file.stem, "error": f"exit status {done.returncode}"}


def holds(row):
    """Whether import, compaction and export all preserve the logits."""
    return all(row.get(key, 1) <= LIMIT for key in ("difference", "compacted", "exported"))


def line(row):
    cells = [row.get(key, "") for key in COLUMNS]
    return [f"{cell:,}" if isinstance(cell, int) else cell for cell in cells]


def main(names):
    subprocess.run([sys.executable, bench.ROOT / "scripts/bench/onnx_models.py", FOLDER, *names], check=True)
    files = sorted(f for f in FOLDER.glob("*-opset*.onnx") if not names or f.stem.rsplit("-", 1)[0] in names)
    rows = []
    for row in measured(files):
        rows.append(row)
        print(json.dumps(row), file=sys.stderr, flush=True)
    text = [bench.table([list(COLUMNS.values()), *map(line, rows)])]
    for row in rows:
        text += [f"{row['file']}: {reason}" for reason in row.get("reasons", [row["error"]] if "error" in row else [])]
    for exporter in sorted({row["file"].rsplit("-", 1)[1] for row in rows}):
        own = [row for row in rows if row["file"].endswith(exporter)]
        text.append(f"{exporter}: {sum(map(holds, own))} of {len(own)} imported, pruned and exported with differences of at most {LIMIT}")
    bench.write("onnx-zoo", {"files": rows}, "\n".join(text))


if __name__ == "__main__":
    main(sys.argv[1:])
