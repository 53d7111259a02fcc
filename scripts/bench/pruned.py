"""Prints the lines of out/bench/pruned.json as a table. pruned.py FILE"""

import json
import sys

print("network        pruned  sparsity   kept MACs  nonzero MACs   masked us  as taken us   faster")
for line in open(sys.argv[1]):
    r = json.loads(line)
    print(f"{r['network']:14} {r['granularity']:6} {r['sparsity']:9.1%} {r['kept_macs']:11.1%} {r['nonzero_macs']:13.1%}"
          f"{r['masked_us']:12,.0f} {r['taken_us']:12,.0f} {r['ratio']:7.2f}x")  # fmt: skip
