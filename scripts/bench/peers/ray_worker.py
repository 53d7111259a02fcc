"""
Runs a grid of so many points by Ray Tune, or goes on with it by Tuner.restore, as Ray's documentation has it for drivers
that died. Without a number, notes what the experiment has.
"""

import os
import sys
import time
from pathlib import Path

os.environ.update({"RAY_TRAIN_V2_ENABLED": "0", "RAY_AIR_NEW_OUTPUT": "0", "RAY_USAGE_STATS_ENABLED": "0"})

import ray  # noqa: E402
from ray import tune  # noqa: E402

work = Path(sys.argv[1])
experiment = work / "experiments" / "grid"


def objective(config):
    time.sleep(0.1)
    with open(work / "done", "a") as file:
        file.write(f"{config['point']}\n")
    tune.report({"point": config["point"]})


def tuner(points):
    if tune.Tuner.can_restore(str(experiment)):
        return tune.Tuner.restore(str(experiment), trainable=objective, resume_unfinished=True, restart_errored=True)
    return tune.Tuner(
        objective,
        param_space={"point": tune.grid_search(list(range(points)))},
        tune_config=tune.TuneConfig(reuse_actors=True),
        run_config=tune.RunConfig(name=experiment.name, storage_path=str(experiment.parent), verbose=0),
    )


ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
if len(sys.argv) > 2:
    tuner(int(sys.argv[2])).fit()
else:
    results = tuner(0).get_results()
    complete = [result.metrics["point"] for result in results if not result.error and "point" in (result.metrics or {})]
    (work / "found").write_text("\n".join(map(str, complete)))
    (work / "states").write_text("\n".join("ERROR" if result.error else "ENDED" for result in results))
ray.shutdown()
