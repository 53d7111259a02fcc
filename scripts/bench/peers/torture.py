"""Runs each peer's torture in processes of their own, counts, and prints what became of the trials."""

import argparse
import itertools
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
TRIALS = 40


def start(script, *arguments):
    """A worker; what it says goes to a file beside its work."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", HERE / script, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def lines(file):
    return file.read_text().split() if file.exists() else []


def account(work):
    """Of a peer's trials: what it did, by its own notes, and what it has, by its result."""
    begun, found = Counter(lines(work / "done")), Counter(lines(work / "found"))
    return {
        "lost": sum(1 for trial in range(TRIALS) if str(trial) not in found),
        "twice": sum(1 for n in found.values() if n > 1),
        "redone": sum(n - 1 for n in begun.values()),
    }


def spark_append(work, chance):
    """two writers, a row at a time, one folder"""
    writers = [start("spark_append.py", work, i, TRIALS // 2) for i in range(2)]
    for writer in writers:
        writer.wait()
    subprocess.run([sys.executable, HERE / "spark_append.py", work], check=True, capture_output=True)
    acknowledged, found = Counter(lines(work / "acknowledged")), Counter(lines(work / "found"))
    return {
        "lost": sum(1 for row in acknowledged if row not in found),
        "twice": sum(1 for n in found.values() if n > 1),
        "redone": 0,
        "note": f"{len(acknowledged)} of {TRIALS} acknowledged; {sum(1 for r in found if r not in acknowledged)} that failed are there",
    }


def cross_validator(work, chance):
    """one of 8 settings fails; mended, run again"""
    subprocess.run([sys.executable, HERE / "cross_validator.py", work, "fails"], capture_output=True)
    lost = len(lines(work / "done")) if not (work / "found").exists() else 0
    subprocess.run([sys.executable, HERE / "cross_validator.py", work, "mended"], capture_output=True)
    done = Counter(lines(work / "done"))
    redone = sum(n - 1 for n in done.values())
    note = f"fit() threw: {lost} finished fits without a metric; {sum(done.values())} fits where {len(done)} were needed"
    return {"lost": lost, "twice": 0, "redone": redone, "note": note}


def killed_thrice(script, work, chance):
    for _ in range(3):
        worker = start(script, work, TRIALS)
        already = len(lines(work / "done"))
        while len(lines(work / "done")) < already + 8 and worker.poll() is None:
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.2))
        worker.kill()
        worker.wait()
    start(script, work, TRIALS).wait()
    return said_of(script, work)


def said_of(script, work):
    subprocess.run([sys.executable, "-W", "ignore", HERE / script, work], check=True, capture_output=True)
    states = Counter(lines(work / "states"))
    return {**account(work), "note": f"states of its rows: {', '.join(f'{n} {s}' for s, n in states.most_common())}"}


def optuna_killed(work, chance):
    """killed -9 thrice, then left to its end"""
    return killed_thrice("optuna_worker.py", work, chance)


def ray_killed(work, chance):
    """killed -9 thrice, restored, then left to its end"""
    return killed_thrice("ray_worker.py", work, chance)


def optuna_two_workers(work, chance):
    """two workers on one study"""
    workers = [start("optuna_worker.py", work, TRIALS) for _ in range(2)]
    for worker in workers:
        worker.wait()
    return said_of("optuna_worker.py", work)


PEERS = {
    "Spark df.write.mode(append)": spark_append,
    "MLlib CrossValidator": cross_validator,
    "Optuna, grid, SQLite, killed": optuna_killed,
    "Optuna, grid, SQLite, two": optuna_two_workers,
    "Ray Tune, grid": ray_killed,
}
FAULTS = {"driver-killed": "driver killed thrice", "two-drivers": "two drivers at once", "task-throws": "a criterion throws"}


def espalier(chosen):
    """The same by scripts/torture, run now unless its result is there; not into its place, for it is of some faults only."""
    if chosen.only.lower() not in "espalier":
        return
    result = chosen.torture
    if not result.exists():
        result = chosen.json.with_name("peers-torture-espalier.json")
        command = [ROOT / "scripts/torture", "--only", ",".join(FAULTS), "--rounds", str(chosen.rounds), "--json", result]
        subprocess.run(command, stdout=subprocess.DEVNULL)
    for fault in json.loads(result.read_text())["faults"]:
        if fault["fault"] not in FAULTS:
            continue
        yield {
            "peer": "Espalier",
            "torture": FAULTS[fault["fault"]],
            "rounds": fault["rounds"],
            "lost": fault["lost"],
            "twice": fault["twice"],
            "redone": fault["finished_again"],
            "note": "; ".join(fault["problems"]) or fault["happened"],
        }


HEAD = {"peer": "peer", "torture": "torture", "rounds": "rounds", "lost": "lost", "twice": "twice", "redone": "redone", "note": "in the first round"}
LEGEND = "lost: finished or acknowledged, and not to be had after; twice: there more than once; redone: done again although finished"


def line(row):
    numbers = (f"{row[key]:>6}" for key in ("rounds", "lost", "twice", "redone"))
    return "  ".join([f"{row['peer']:27}", f"{row['torture']:47}", *numbers, row["note"][:96]]).rstrip()


def peers(chosen):
    for peer, torture in PEERS.items():
        if chosen.only.lower() not in peer.lower():
            continue
        outcomes = []
        for i in range(chosen.rounds):
            with tempfile.TemporaryDirectory() as work:
                outcomes.append(torture(Path(work), random.Random(f"{chosen.seed} {peer} {i}")))
        row = {"peer": peer, "torture": torture.__doc__, "rounds": chosen.rounds, "note": outcomes[0]["note"]}
        row.update({key: sum(o[key] for o in outcomes) for key in ("lost", "twice", "redone")})
        yield row


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each peer suffers (3)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="peers whose name has this in it")
    parser.add_argument("--torture", type=Path, default=ROOT / "out/bench/torture.json", help="what scripts/torture wrote")
    parser.add_argument("--json", type=Path, default=ROOT / "out/bench/peers-torture.json")
    chosen = parser.parse_args()
    rows = [HEAD]
    print(line(HEAD), flush=True)
    for row in itertools.chain(peers(chosen), espalier(chosen)):
        rows.append(row)
        print(line(row), flush=True)
    text = "\n".join([*map(line, rows), "", LEGEND])
    chosen.json.parent.mkdir(parents=True, exist_ok=True)
    chosen.json.write_text(json.dumps({"text": text, "seed": chosen.seed, "rows": rows[1:]}, indent=1) + "\n")
    print(f"\n{LEGEND}\njson: {chosen.json}")


if __name__ == "__main__":
    main()
