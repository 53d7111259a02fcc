"""Memory of one JVM over 3,000 trials; see scripts/bench/leaks."""

import os
import re
import statistics
import sys
import tempfile

import bench

TRIALS = 100
WIDTH = 30
MOST_MIB_PER_1000 = 16
# soft references are caches: they are cleared, so that only memory that is really held remains
JVM = "-Xmx1g -Xms1g -XX:+AlwaysPreTouch -XX:SoftRefLRUPolicyMSPerMB=0"


def held(passes):
    """Heap and resident set in MiB after each pass."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "ESPALIER_MAIN": "io.espalier.spark.cli.LeaksBench",
            "ESPALIER_CLASSPATH": str(bench.ROOT / "spark-jobs" / "target" / "test-classes"),
            "ESPALIER_JAVA_OPTS": JVM,
        }
        config = str(bench.ROOT / "configs" / "bench" / "leaks.yaml")
        output = bench.run([bench.ESPALIER, config, folder, str(passes)], environment=environment)["output"]
    return [(float(heap), float(resident)) for heap, resident in re.findall(r"^held (\S+) (\S+)$", output, re.MULTILINE)]


def growth(values):
    """Slope over the last half in MiB per 1,000 trials."""
    half = values[len(values) // 2 :]
    slope, _ = statistics.linear_regression([TRIALS * i for i in range(len(half))], half)
    return 1000 * slope


def bar(value, most):
    return "#" * round(WIDTH * value / most)


def picture(samples):
    heaps, residents = max(s[0] for s in samples), max(s[1] for s in samples)
    lines = [f"trials  heap MiB  {'':{WIDTH}}  resident MiB"]
    for i, (heap, resident) in enumerate(samples, 1):
        lines.append(
            f"{TRIALS * i:6,}  {heap:8.1f}  {bar(heap, heaps):{WIDTH}}  {resident:12,.0f}  {bar(resident, residents)}"
        )
    return "\n".join(lines)


def main(passes="30"):
    samples = held(int(passes))
    heap, resident = (growth([s[column] for s in samples]) for column in (0, 1))
    verdict = "levels off" if max(heap, resident) < MOST_MIB_PER_1000 else "GROWS"
    text = (
        f"{picture(samples)}\n\n"
        f"{TRIALS * len(samples):,} trials; {verdict}: over the last half, heap {heap:+.1f} and resident {resident:+.1f} MiB "
        f"per 1,000 trials"
    )
    bench.write("leaks", {"samples": samples, "verdict": verdict, "heap_mib_per_1000": heap,
                          "resident_mib_per_1000": resident}, text)  # fmt: skip
    return verdict != "levels off"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
