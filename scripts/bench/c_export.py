"""C code of a pruned LeNet-5, from Espalier and from emx-onnx-cgen. c_export.py [ROUNDS]"""

import statistics
import subprocess
import sys

import bench
import export_runs

TRIAL = """
SELECT trial_id FROM trials WHERE granularity = 'weight' AND requested_sparsity = 0.9
"""
MAIN = """
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <time.h>
%s
static float input[784], logits[10];
int main(void)
{
    struct timespec a, b;
    int i;
    for (i = 0; i < 784; i++) input[i] = (float)(i * 7919 %% 256);
    %s
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    for (i = 0; i < 50; i++) { %s; }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    printf("%%.3f", ((double)(b.tv_sec - a.tv_sec) * 1e9 + (double)(b.tv_nsec - a.tv_nsec)) / 50 / 1000);
    return 0;
}
"""


def compiled(folder, name, declarations, load, call):
    """Compiles a source file and a program that times it; returns the section sizes of the object file in bytes."""
    (folder / f"{name}-main.c").write_text(MAIN % (declarations, load, call))
    flags = ["gcc", "-std=c99", "-O2"]
    bench.run([*flags, "-c", folder / f"{name}.c", "-o", folder / f"{name}.o"])
    bench.run([*flags, "-o", folder / f"{name}-run", folder / f"{name}-main.c", folder / f"{name}.o", "-lm"])
    parts = bench.run(["size", folder / f"{name}.o"])["output"].splitlines()[1].split()
    return {"object": int(parts[0]) + int(parts[1]), "static": int(parts[2])}


def program(path):
    """Runs a timing program; returns the microseconds per example that it prints."""
    done = subprocess.run([path], capture_output=True, text=True, check=True, cwd=path.parent)
    return float(done.stdout)


def ours(name):
    folder = export_runs.FILES
    entry = f'#include "{name}.h"'
    return compiled(folder, name, entry, "", f"{name}_predict(input, logits)")


def emx(model):
    folder = export_runs.FILES
    name = "emx"
    bench.run(["emx-onnx-cgen", "compile", "--model-name", name, "--input-dim", "batch=1", model, folder / f"{name}.c"])
    data = folder / f"{name}.bin"
    shape = f"void {name}(const float input[1][1][28][28], float logits[1][10]); _Bool {name}_load(const char *path);"
    load = f'if (!{name}_load("{data.name}")) return 1;' if data.exists() else ""
    parts = compiled(folder, name, shape, load, f"{name}((const float (*)[1][28][28])input, (float (*)[10])logits)")
    return {**parts, "object": parts["object"] + (data.stat().st_size if data.exists() else 0)}


def main(rounds="9"):
    export_runs.sweep()
    trial = export_runs.query(TRIAL)[0]["trial_id"]
    export_runs.export(trial, ["onnx", "onnx-int8", "c", "c-int8"], "lenet")
    folder = export_runs.FILES
    programs = {
        "espalier c": ("lenet", ours("lenet")),
        "espalier c-int8": ("lenet_int8", ours("lenet_int8")),
        "emx-onnx-cgen": ("emx", emx(folder / "lenet.onnx")),
    }
    times = {label: [] for label in programs}
    for _ in range(int(rounds)):
        for label, (name, _) in programs.items():
            times[label].append(program(folder / f"{name}-run"))
    runtime = export_runs.latencies(
        {
            "ONNX Runtime": export_runs.session(folder / "lenet.onnx"),
            "ONNX Runtime int8": export_runs.session(folder / "lenet.int8.onnx"),
        },
        int(rounds),
    )
    results = []
    for label, (name, parts) in programs.items():
        source = (folder / f"{name}.c").stat().st_size
        results.append({"by": label, "source": source, **parts, "us": statistics.median(times[label])})
    results += [{"by": label, "us": statistics.median(us)} for label, us in runtime.items()]
    cells = [
        [r["by"], *(f"{r[k]:,}" if k in r else "" for k in ("source", "object", "static")), f"{r['us']:,.1f}"]
        for r in results
    ]
    header = ["LeNet-5, 90% of weights removed", "source", "object + constants", "static memory", "us per example"]
    bench.write("c-export", {"rounds": int(rounds), "programs": results}, bench.table([header, *cells]))


if __name__ == "__main__":
    main(*sys.argv[1:])
