"""Exports the networks of three sweeps in every format and runs each file. exports.py [ROUNDS]"""

import json
import os
import re
import statistics
import sys
from concurrent.futures import ThreadPoolExecutor

import bench
import export_runs

TIMED = {"onnx": "onnx", "onnx-padded": "padded.onnx", "onnx-int8": "int8.onnx"}  # format: ending of its file
FORMATS = "onnx onnx-padded onnx-int8 c c-int8 safetensors dense bitmask relative-index gzip deep-compression int8".split()
EXACT = set("onnx onnx-padded c safetensors dense bitmask relative-index gzip".split())
SWEEPS = {
    "quickstart": bench.OUT / "exports-quickstart",
    "bench/exports": export_runs.SWEEP,
    "bench/exports-resnet": bench.OUT / "exports-resnet",
}
LATEST = """
SELECT x.trial_id, t.network, t.axes, t.granularity, t.requested_sparsity AS sparsity, x.format, x.bytes, x.test_error,
       t.test_error AS row_error, x.logit_difference, t.codec, t.bytes AS row_bytes, t.macs, t.dense_macs, x.flash, x.ram
FROM exports x JOIN trials t USING (trial_id)
QUALIFY row_number() OVER (PARTITION BY x.trial_id, x.format ORDER BY x.exported_at DESC) = 1
ORDER BY t.granularity DESC, t.macs DESC, t.bytes DESC, x.trial_id, x.format
"""


def readme(out):
    """Does what the first page of README.md ends in."""
    page = (bench.ROOT / "README.md").read_text()
    shown = next(block for block in re.findall("```python\n(.*?)```", page, re.DOTALL) if "onnxruntime" in block)
    fitting = ["--where", "bytes <= 10000", "--export", "onnx", "--to", export_runs.FILES, "--name", "small", "--force"]
    bench.run([bench.ESPALIER, "best", out, *fitting])
    os.chdir(export_runs.FILES)
    exec(shown, {})


def exports(config, out):
    """Runs a sweep; exports its front, or all trials of a benchmark sweep; returns the exports."""
    bench.run([bench.ESPALIER, "run", bench.ROOT / "configs" / f"{config}.yaml", "--out", out])
    to = ["--format", ",".join(FORMATS), "--to", export_runs.FILES, "--force"]
    if config == "quickstart":
        bench.run([bench.ESPALIER, "export", out, "--front", *to])
        readme(out)
    else:
        trials = export_runs.query("SELECT trial_id FROM trials WHERE state = 'COMPLETED'", out)
        with ThreadPoolExecutor(os.cpu_count()) as some:
            list(some.map(lambda trial: bench.run([bench.ESPALIER, "export", out, trial["trial_id"], *to]), trials))
    return [{"sweep": config, **row} for row in export_runs.query(LATEST, out)]


def latencies(rows, rounds):
    """Latency in microseconds of each ONNX file and round, by trial and format."""
    files = {(r["trial_id"], r["format"]): TIMED[r["format"]] for r in rows if r["format"] in TIMED}
    calls = {key: export_runs.session(export_runs.FILES / f"{key[0]}.{end}") for key, end in files.items()}
    return export_runs.latencies(calls, rounds)


def agreement(rows):
    """A row per format: files run, and how far error, logits and bytes are from those in the trials table."""
    table = [["format", "files run", "error difference, %", "logit difference", "bytes equal"]]
    for name in FORMATS:
        some = [r for r in rows if r["format"] == name]
        own = [r for r in some if r["codec"] == name]
        gap = max(abs(r["test_error"] - r["row_error"]) for r in some)
        logits = max(r["logit_difference"] for r in some)
        equal = f"{sum(r['bytes'] == r['row_bytes'] for r in own)} of {len(own)}" if own else ""
        table.append([name, len(some), f"{100 * gap:.2f}", f"{logits:.1e}", equal])
    return bench.table(table)


def of(row):
    """Label of a network: its sparsity, granularity and multiple."""
    axes = json.loads(row["axes"])
    multiple = f", multiple of {axes['multiple']}" if axes.get("multiple", 1) > 1 else ""
    if row["sparsity"] is None:
        return " ".join(str(value) for value in axes.values())
    return f"{100 * row['sparsity']:.0f}% by {row['granularity']}{multiple}"


def faster(latency, dense, row, form):
    """Speedup over the dense network: the median over rounds of the ratio within a round, so that load affects both."""
    pairs = zip(latency[dense["trial_id"], form], latency[row["trial_id"], form])
    return statistics.median(of_dense / of_row for of_dense, of_row in pairs)


def as_its_row(files):
    """How the unquantized files of a network agree with its row: number of formats, error, logits, bytes."""
    exact = [f for f in files if f["format"] in EXACT]
    own = [f for f in files if f["format"] == f["codec"]]
    gap = max(abs(f["test_error"] - f["row_error"]) for f in exact)
    equal = "yes" if own and all(f["bytes"] == f["row_bytes"] for f in own) else "no" if own else ""
    return [len(files), f"{100 * gap:.2f}", f"{max(f['logit_difference'] for f in exact):.1e}", equal]


def members(rows, latency):
    """A row per network: agreement with its row, speedup over the dense network in float, padded and int8, and float and
    padded speedup over the reduction in MACs."""
    table = [["network", "formats", "error difference, %", "logit difference", "bytes equal", "MACs"]]
    table[0] += ["float us", "padded us", "int8 us", "float speedup", "padded speedup", "int8 speedup"]
    table[0] += ["float speedup / MAC reduction", "padded / MAC reduction", "C int8 flash", "RAM"]
    for r in (r for r in rows if r["format"] == "onnx"):
        files = [f for f in rows if f["trial_id"] == r["trial_id"] and f["sweep"] == r["sweep"]]
        cells = [f"{r['network']} {of(r)}", *as_its_row(files), f"{r['macs']:,}"]
        cells += [f"{statistics.median(latency[r['trial_id'], form]):,.0f}" for form in TIMED]
        dense = next((d for d in rows if d["sweep"] == r["sweep"] and d["sparsity"] == 0), None)
        gains = [faster(latency, dense, r, form) for form in TIMED] if dense else []
        cells += [f"{gain:.2f}x" for gain in gains] or ["", "", ""]
        ratios = gains[:2] if r["granularity"] == "unit" else []
        cells += [f"{gain * r['macs'] / dense['macs']:.2f}" for gain in ratios] or ["", ""]
        cells += [f"{f[memory]:,}" for f in files if f["format"] == "c-int8" for memory in ("flash", "ram")] or ["", ""]
        table.append(cells)
    return bench.table(table)


def main(rounds="7"):
    rows = [row for config, out in SWEEPS.items() for row in exports(config, out)]
    latency = latencies(rows, int(rounds))
    for row in rows:
        row["latency_us"] = latency.get((row["trial_id"], row["format"]))  # round by round
    text = f"{agreement(rows)}\n\n{members(rows, latency)}"
    bench.write("exports", {"rounds": int(rounds), "exports": rows}, text)


if __name__ == "__main__":
    main(*sys.argv[1:])
