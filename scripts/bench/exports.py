"""Every format of every trial of a sweep, executed. exports.py [ROUNDS]"""

import os
import re
import sys

import bench
import export_runs

FORMATS = "onnx onnx-int8 c c-int8 safetensors dense bitmask relative-index deep-compression int8".split()
LATEST = """
SELECT x.trial_id, t.axes, x.format, x.bytes, x.test_error, t.test_error AS row_error, x.logit_difference, t.codec,
       t.bytes AS row_bytes, t.macs, x.flash, x.ram
FROM exports x JOIN trials t USING (trial_id)
QUALIFY row_number() OVER (PARTITION BY x.trial_id, x.format ORDER BY x.exported_at DESC) = 1
ORDER BY t.axes, x.format
"""


def row(r, latency):
    own = f"{r['row_bytes']:,}" if r["format"] == r["codec"] else ""
    device = f"{r['flash']:,} + {r['ram']:,}" if r["flash"] else ""
    time = f"{latency[r['trial_id'], r['format']]:,.0f}" if (r["trial_id"], r["format"]) in latency else ""
    errors = f"{100 * r['test_error']:.2f}", f"{100 * r['row_error']:.2f}"
    return [r["axes"], r["format"], *errors, f"{r['logit_difference']:.1e}", f"{r['bytes']:,}", own, device, time]


def readme():
    """Does what the first page of README.md ends in."""
    page = (bench.ROOT / "README.md").read_text()
    shown = next(block for block in re.findall("```python\n(.*?)```", page, re.DOTALL) if "onnxruntime" in block)
    quickstart = bench.OUT / "quickstart-sweep"
    bench.run([bench.ESPALIER, "run", bench.ROOT / "configs" / "quickstart.yaml", "--out", quickstart])
    fitting = ["--where", "bytes <= 10000", "--export", "onnx", "--to", export_runs.FILES, "--name", "small", "--force"]
    bench.run([bench.ESPALIER, "best", quickstart, *fitting])
    os.chdir(export_runs.FILES)
    exec(shown, {})


def main(rounds="7"):
    readme()
    export_runs.sweep()
    trials = [r["trial_id"] for r in export_runs.query("SELECT trial_id FROM trials WHERE state = 'COMPLETED'")]
    for trial in trials:
        export_runs.export(trial, FORMATS)
    calls = {}
    for trial in trials:
        calls[trial, "onnx"] = export_runs.session(export_runs.FILES / f"{trial}.onnx")
        calls[trial, "onnx-int8"] = export_runs.session(export_runs.FILES / f"{trial}.int8.onnx")
    latency = export_runs.latencies(calls, int(rounds))
    rows = export_runs.query(LATEST)
    for r in rows:
        r["latency_us"] = latency.get((r["trial_id"], r["format"]))
    header = ["trial", "format", "error %", "row's %", "logits within", "bytes", "row's bytes", "flash + RAM", "ORT us"]
    bench.write("exports", {"rounds": int(rounds), "exports": rows}, bench.table([header, *(row(r, latency) for r in rows)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
