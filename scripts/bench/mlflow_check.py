"""Run by mlflow-check: `mlflow_check.py REPOSITORY FOLDER`."""

import contextlib
import json
import math
import os
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import duckdb
from mlflow.tracking import MlflowClient

SWEEP = """
name: tracked
data: { source: digits, limit: 300 }
network: { family: mlp, hidden: [16] }
seeds: [1, 2]
recipe:
  - train: { epochs: 4 }
  - prune: { criterion: $criterion, sparsity: $sparsity }
  - train: { epochs: 2 }
grid: { criterion: [magnitude, { taylor: { examples: 50 } }], sparsity: [0.5, 0.9] }
controls: [random-mask]
objectives: { validation_error: min, bytes: min }
"""
START_SECONDS = 120
NO_RESULTS = ["seed", "round", "schema_version"]
CURVE = ["train_loss", "validation_error", "learning_rate"]


def check(what, found, expected):
    if found != expected:
        raise SystemExit(f"Cannot agree on {what}: MLflow has {found!r}, the tables {expected!r}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def server(folder):
    """The address of an MLflow server that ends with the block."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [
        "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
        "--backend-store-uri", f"sqlite:///{folder}/mlflow.db", "--artifacts-destination", f"{folder}/artifacts",
    ]  # fmt: skip
    with open(folder / "server.log", "w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, start_new_session=True)
    try:
        for _ in range(START_SECONDS):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/health", timeout=5).read()
                break
            time.sleep(1)
        else:
            raise SystemExit("Cannot start an MLflow server:\n" + (folder / "server.log").read_text())
        yield address
    finally:
        os.killpg(process.pid, 15)
        process.wait()


def rows(query):
    cursor = duckdb.sql(query)
    return [dict(zip(cursor.columns, row)) for row in cursor.fetchall()]


def compare(client, experiment, out):
    """Compares all runs of an experiment with the tables; how many values were compared."""
    runs = client.search_runs([experiment.experiment_id], max_results=1000)
    sweeps = [run for run in runs if run.data.tags["espalier.trial_id"] == "sweep"]
    check("the number of runs of the sweep", len(sweeps), 1)
    children = {run.data.tags["espalier.trial_id"]: run for run in runs if run not in sweeps}
    trials = rows(f"SELECT * FROM '{out}/tables/trials/*.parquet'")
    check("trials", sorted(children), sorted(trial["trial_id"] for trial in trials))
    check("the number of runs", len(runs), len(trials) + 1)
    check("the sweep's artifacts", files(client, sweeps[0]), ["report.html", "sweep.json"])
    return sum(compare_trial(client, children[trial["trial_id"]], trial, sweeps[0], out) for trial in trials)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def compare_trial(client, run, trial, sweep, out):
    check("a trial's parent", run.data.tags["mlflow.parentRunId"], sweep.info.run_id)
    check("a trial's state", run.info.status, "FINISHED")
    for axis, value in json.loads(trial["axes"]).items():
        text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
        check(f"parameter {axis}", run.data.params[axis], text)
    check("parameter seed", run.data.params["seed"], str(trial["seed"]))
    numbers = {name: value for name, value in trial.items() if is_number(value) and name not in NO_RESULTS}
    check("the metrics", sorted(name for name in run.data.metrics if not name.startswith("curve/")), sorted(numbers))
    for name, value in numbers.items():
        check(f"metric {name}", run.data.metrics[name], float(value))
    points = rows(
        f"SELECT * FROM '{out}/tables/curves/*.parquet' WHERE trial_id = '{trial['trial_id']}' ORDER BY train_step, iteration"
    )
    for name in CURVE:
        history = client.get_metric_history(run.info.run_id, f"curve/{name}")
        check(f"the curve of {name}", [m.value for m in history], [point[name] for point in points])
        steps = [m.step for m in history]
        check(f"the steps of {name}", steps, sorted(set(steps)))
    recipe = Path(client.download_artifacts(run.info.run_id, "recipe.json", out.parent)).read_text()
    check("the recipe", recipe, trial["recipe"])
    return len(numbers) + len(CURVE) * len(points)


def files(client, run, folder=None):
    return sorted(file.path for file in client.list_artifacts(run.info.run_id, folder))


def main(root, work):
    espalier = shlex.split(os.environ.get("ESPALIER", str(root / "scripts/espalier")))
    out = work / "tracked"
    (work / "tracked.yaml").write_text(SWEEP)

    def run(*arguments):
        return subprocess.run([*espalier, *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True).stdout

    run("run", work / "tracked.yaml", "--out", out)
    with server(work) as address:
        export = ["export-mlflow", out, "--tracking-uri", address, "--json"]
        first = json.loads(run(*export))
        client = MlflowClient(address)
        experiment = client.get_experiment_by_name("tracked")
        compared = compare(client, experiment, out)
        run("best", out, "--export", "onnx", "--to", work / "networks", "--name", "best")
        second = json.loads(run(*export))
        check("what a second export writes", second["written"], 0)
        check("what a second export finds", second["present"], first["written"])
        compare(client, experiment, out)
        (exported,) = rows(f"SELECT * FROM '{out}/tables/exports/*.parquet'")
        (owner,) = client.search_runs([experiment.experiment_id], f"tags.`espalier.trial_id` = '{exported['trial_id']}'")
        check("the exported network's artifacts", files(client, owner, "exports"), ["exports/best.onnx"])
        onnx = Path(client.download_artifacts(owner.info.run_id, "exports/best.onnx", work)).read_bytes()
        check("the exported network", onnx, Path(exported["file"]).read_bytes())
    print(
        f"{first['written']} runs below one, {compared} metrics and points of curves, {first['artifacts']} artifacts and an ONNX "
        "file: equal to the tables, and nothing written twice"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
