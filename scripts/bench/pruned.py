"""Prints the output of Pruned.java as a table. pruned.py [ROUNDS]"""

import json
import os
import sys

import bench


def row(r):
    shares = [f"{r[share]:.1%}" for share in ("sparsity", "kept_macs", "nonzero_macs")]
    return [f"{r['network']} {r['granularity']}", *shares, f"{r['masked_us']:,.0f}", f"{r['taken_us']:,.0f}", f"{r['ratio']:.2f}x"]


def main(rounds="9"):
    source = bench.ROOT / "scripts" / "bench" / "Pruned.java"
    output = bench.run([*os.environ["BENCH_JAVA"].split(), str(source), rounds])["output"]
    results = [json.loads(line) for line in output.splitlines()]
    header = ["network, granularity", "sparsity", "MACs of live units", "nonzero MACs", "masked us", "actual us", "speedup"]
    bench.write("pruned", {"rounds": int(rounds), "steps": results}, bench.table([header, *map(row, results)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
