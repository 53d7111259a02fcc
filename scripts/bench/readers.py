"""Reads four tables of a sweep with three readers and compares the rows. Exit status 1 if they differ."""

import hashlib
import math
import struct
import sys
import time
from pathlib import Path

import duckdb
import pandas
from pyspark.sql import SparkSession

TABLES = ("trials", "curves", "layers", "plan")


def by_spark(session):
    def read(glob):
        frame = session.read.parquet(glob)
        return frame.columns, [tuple(row) for row in frame.collect()]

    return read


def by_duckdb(glob):
    result = duckdb.sql(f"SELECT * FROM read_parquet('{glob}')")
    return result.columns, result.fetchall()


def by_pandas(glob):
    parts = sorted(Path(glob).parent.glob(Path(glob).name))
    frame = pandas.concat(
        [pandas.read_parquet(part, dtype_backend="pyarrow") for part in parts], ignore_index=True
    )
    rows = [tuple(None if pandas.isna(v) else v for v in row) for row in frame.itertuples(index=False, name=None)]
    return list(frame.columns), rows


def bits(value):
    """A cell as bytes; a float as its eight bytes."""
    if isinstance(value, float):
        return b"d" + struct.pack("<d", value)
    return repr(value).encode()


def digests(columns, rows):
    """A hash per column over all its cells, with rows sorted by their bytes."""
    ordered = sorted([bits(value) for value in row] for row in rows)
    return {
        name: hashlib.sha256(b"\0".join(row[i] for row in ordered)).hexdigest() for i, name in enumerate(columns)
    }


def total(rows):
    """The exact sum of all numbers."""
    return math.fsum(v for row in rows for v in row if isinstance(v, (int, float)) and not isinstance(v, bool))


def main(out):
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", False)
        .config("spark.ui.showConsoleProgress", False)
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    readers = {"spark": by_spark(session), "duckdb": by_duckdb, "pandas": by_pandas}
    equal = True
    for table in TABLES:
        glob = str(Path(out).resolve() / "tables" / table / "part-*.parquet")
        found = {}
        for name, read in readers.items():
            began = time.perf_counter()
            columns, rows = read(glob)
            seconds = time.perf_counter() - began
            found[name] = (list(columns), digests(columns, rows))
            print(f"{table:7} {name:7} {len(rows):8,} rows {len(columns):3} columns  sum {total(rows):.17g}  {seconds:.2f} s")
        first = found["spark"]
        different = {c for name in found for c in first[1] if found[name][1].get(c) != first[1][c]}
        same = not different and all(columns == first[0] for columns, _ in found.values())
        equal &= same
        print(f"{'ok   ' if same else 'FAIL '} {table}: " + ("equal bit for bit" if same else f"differ in {sorted(different)}"))
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
