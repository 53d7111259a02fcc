"""Memory of one JVM over 2,000 trials; see scripts/bench/leaks."""

import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import bench

SECONDS_BETWEEN_SAMPLES = 5
LINES = 20
WIDTH = 30
MOST_GROWTH = 1.15
JVM = "-Xmx1g -Xms1g -XX:+AlwaysPreTouch -Xlog:gc:file={log}:none"


def resident(process):
    """MiB, or None where it has ended."""
    try:
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    except OSError:
        return None
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else None


def heap(process, log):
    """MiB of the heap that a full collection leaves."""
    if subprocess.run(["jcmd", str(process.pid), "GC.run"], capture_output=True).returncode:
        return None
    collections = re.findall(r"Pause Full .*->(\d+)M\(", log.read_text())
    return int(collections[-1]) if collections else None


def trials(said):
    """How many trials have been run, by the line that tells of progress."""
    counts = re.findall(r"  done (\d+), failed", said.read_text(errors="replace"))
    return int(counts[-1]) if counts else 0


def sample(process, log, said):
    samples = []
    while process.poll() is None:
        time.sleep(SECONDS_BETWEEN_SAMPLES)
        done = trials(said)
        found = (done, heap(process, log), resident(process))
        if done and None not in found:
            samples.append(found)
    return samples


def fifth(values, which):
    n = len(values)
    return statistics.mean(values[which * n // 5 : (which + 1) * n // 5])


def growth(samples, column):
    """The last fifth over the second, and the slope over the last half in MiB per 1,000 trials."""
    values = [s[column] for s in samples]
    half = samples[len(samples) // 2 :]
    slope, _ = statistics.linear_regression([s[0] for s in half], [s[column] for s in half])
    return fifth(values, 4) / fifth(values, 1), 1000 * slope


def bar(value, most):
    return "#" * round(WIDTH * value / most)


def picture(samples):
    heaps, residents = max(s[1] for s in samples), max(s[2] for s in samples)
    lines = [f"{'trials':>6}  {'heap MiB':>8}  {'':{WIDTH}}  resident MiB"]
    for done, used, rss in samples[:: len(samples) // LINES + 1]:
        lines.append(f"{done:6,}  {used:8,}  {bar(used, heaps):{WIDTH}}  {rss:12,.0f}  {bar(rss, residents)}")
    return "\n".join(lines)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory() as folder:
        log, said = pathlib.Path(folder, "gc.log"), pathlib.Path(folder, "said")
        command = [bench.ESPALIER, "run", str(bench.ROOT / "configs/bench/leaks.yaml"), "--out", f"{folder}/out"]
        with open(said, "w") as output:
            process = subprocess.Popen(
                command + sys.argv[1:],
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "ESPALIER_JAVA_OPTS": JVM.format(log=log)},
            )
        try:
            samples = sample(process, log, said)
        finally:
            process.kill()
        last = said.read_text()
        if process.wait() or len(samples) < 10:
            sys.exit(f"Cannot judge: {len(samples)} samples, status {process.returncode}\n{last[-2000:]}")
    (heap_ratio, heap_slope), (ratio, slope) = growth(samples, 1), growth(samples, 2)
    done = re.search(r"^(\d+) trials run", last, re.MULTILINE)[1]
    verdict = "levels off" if max(heap_ratio, ratio) < MOST_GROWTH else "GROWS"
    text = (
        f"{picture(samples)}\n\n"
        f"{int(done):,} trials; {verdict}: last fifth over second fifth, heap {heap_ratio:.2f}, resident {ratio:.2f}; "
        f"over the last half,\nheap {heap_slope:+.1f} and resident {slope:+.1f} MiB per 1,000 trials"
    )
    result = {"trials": int(done), "samples": samples, "verdict": verdict, "heap_ratio": heap_ratio, "ratio": ratio}
    bench.write("leaks", {**result, "heap_mib_per_1000": heap_slope, "resident_mib_per_1000": slope}, text)
    return verdict != "levels off"


if __name__ == "__main__":
    sys.exit(main())
