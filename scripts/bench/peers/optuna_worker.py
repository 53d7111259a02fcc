"""
Works on a study: a grid of so many points, kept in SQLite, as Optuna's documentation has it for restarts and for several
workers: load_if_exists, heartbeats, failed trials tried again. Without a number, notes what the study has.
"""

import sys
import time
from pathlib import Path

import optuna
from optuna.storages import RDBStorage, RetryHeartbeatStaleTrialCallback
from optuna.trial import TrialState

work = Path(sys.argv[1])
optuna.logging.set_verbosity(optuna.logging.ERROR)
storage = RDBStorage(
    f"sqlite:///{work}/study.db", heartbeat_interval=1, grace_period=2, heartbeat_stale_trial_callback=RetryHeartbeatStaleTrialCallback()
)


def objective(trial):
    point = trial.suggest_int("point", 0, 1000)
    time.sleep(0.1)
    with open(work / "done", "a") as file:
        file.write(f"{point}\n")
    return point


if len(sys.argv) == 2:
    trials = optuna.load_study(study_name="grid", storage=storage).trials
    complete = [trial.params["point"] for trial in trials if trial.state == TrialState.COMPLETE]
    (work / "found").write_text("\n".join(map(str, complete)))
    (work / "states").write_text("\n".join(trial.state.name for trial in trials))
else:
    grid = optuna.samplers.GridSampler({"point": list(range(int(sys.argv[2])))}, seed=1)
    study = optuna.create_study(study_name="grid", storage=storage, sampler=grid, load_if_exists=True)
    study.optimize(objective)
