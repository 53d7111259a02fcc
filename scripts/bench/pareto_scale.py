"""Pareto fronts and ranks of a table of candidates, timed as whole processes: start, read, compute, print the count.

    pareto_scale.py [ROWS]
"""

import json
import shutil
import sys

import duckdb
import numpy
import pandas

import bench

RUNS = 5
LIMIT = 60
OBJECTIVES = ["validation_error", "bytes", "macs", "latency"]
PEERS = {
    "DuckDB: read the columns": "print(len(c))",
    "paretoset: front": "import numpy, paretoset; print(paretoset.paretoset(numpy.column_stack(list(c.values()))).sum())",
    "moocore: front": "import numpy, moocore; print(moocore.is_nondominated(numpy.column_stack(list(c.values())),"
    " keep_weakly=True).sum())",
}


def make(rows, file):
    """Candidates like those of a sweep: error rises as size falls, with noise; at any size some are better than others."""
    random = numpy.random.default_rng(7)
    size = random.uniform(0, 1, rows)
    luck = random.gamma(2, 1, rows)
    columns = {
        "trial": numpy.arange(rows),
        "validation_error": 0.02 + 0.3 * (1 - size) ** 2 + 0.02 * luck,
        "bytes": numpy.round(2e3 + 1e6 * size * random.gamma(4, 0.25, rows)),
        "macs": numpy.round(1e4 + 5e6 * size * random.gamma(4, 0.25, rows)),
        "latency": 1e-4 + 2e-3 * size * random.gamma(4, 0.25, rows),
    }
    frame = pandas.DataFrame(columns)  # found by its name in the query
    duckdb.sql(f"COPY (FROM frame) TO '{file}' (FORMAT parquet)")


def espalier(file, columns, *options):
    objectives = ",".join(f"{column}:min" for column in columns)
    return [bench.ESPALIER, "rank", str(file), "--objectives", objectives, "--json", *options]


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    work = bench.OUT / "pareto-work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    file = work / "rows.parquet"
    make(rows, file)
    ranked = work / "ranked.parquet"
    lines = [["", "objectives", "front", "ranks", "median s", "runs", "/ reading"]]
    results = []
    for count in (3, 4):
        columns = OBJECTIVES[:count]
        commands = {name: [sys.executable, "-c", script(file, columns) + code] for name, code in PEERS.items()}
        commands["Espalier: front"] = espalier(file, columns)
        commands["Espalier: front and all ranks"] = espalier(file, columns, "--ranks", str(ranked))
        base = None
        for name, command in commands.items():
            took = bench.median(command, RUNS, LIMIT)
            if took is None:
                results.append({"what": name, "objectives": count, "seconds": None})
                lines.append([name, count, "", "", f"over {LIMIT}", "", f"over {LIMIT / base:.0f}x"])
                continue
            base = base or took["seconds"]
            out = took["output"]
            size = len(json.loads(out)["front"]) if name.startswith("Espalier") else int(out) if "front" in name else ""
            ranks = duckdb.sql(f"SELECT max(pareto_rank) FROM '{ranked}'").fetchone()[0] if "ranks" in name else ""
            results.append({"what": name, "objectives": count, "front": size, "ranks": ranks, **took})
            lines.append(
                [name, count, size, ranks, f"{took['seconds']:.2f}", len(took["runs"]), f"{took['seconds'] / base:.1f}x"]
            )
        fronts = {r["front"] for r in results if r["objectives"] == count and r.get("front")}
        if len(fronts) != 1:
            sys.exit(f"Cannot report: the tools found fronts of {fronts} rows")
    text = bench.table(lines)
    text += f"\n\n{rows:,} rows; whole processes, cold start"
    shutil.rmtree(work)
    for result in results:
        result.pop("output", None)
    bench.write("pareto-scale", {"rows": rows, "results": results}, text)


def script(file, columns):
    query = f"SELECT {', '.join(columns)} FROM read_parquet('{file}')"
    return f"import duckdb; c = duckdb.sql({query!r}).fetchnumpy(); "


main()
