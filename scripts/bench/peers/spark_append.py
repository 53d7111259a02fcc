"""Appends one-row data frames to a folder, and notes which were acknowledged; without a number, reads the folder."""

import sys
from pathlib import Path

from pyspark.sql import SparkSession

work = Path(sys.argv[1])
spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.ui.enabled", False)
    .config("spark.log.level", "OFF")
    .getOrCreate()
)
table = str(work / "table")
if len(sys.argv) == 2:
    rows = spark.read.parquet(table).collect()
    (work / "found").write_text("\n".join(str(row.id) for row in rows))
else:
    writer, count = int(sys.argv[2]), int(sys.argv[3])
    (work / f"ready-{writer}").touch()
    while not (work / f"ready-{1 - writer}").exists():
        pass
    for i in range(writer * count, writer * count + count):
        try:
            spark.createDataFrame([(i,)], "id int").write.mode("append").parquet(table)
        except Exception:
            continue
        with open(work / "acknowledged", "a") as file:
            file.write(f"{i}\n")
