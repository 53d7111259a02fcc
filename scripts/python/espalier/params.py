"""Params of the stages, a mix-in for each interface of the JVM's. Defaults are the JVM's: a stage asks for them there."""

import json
from typing import Any, Callable, List

from pyspark.ml.param import Param, Params, TypeConverters


def as_yaml(value: Any) -> str:
    """Text as it is; dicts, lists and numbers of Python or NumPy as JSON, which is YAML."""
    return value if isinstance(value, str) else json.dumps(value, default=_as_list)


def _as_list(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} {value!r} cannot be written as YAML")


def _param(name: str, doc: str, converter: Callable[[Any], Any]) -> Param:
    return Param(Params._dummy(), name, doc, typeConverter=converter)


class ImageParams(Params):
    """How the features of a row lie."""

    inputShape: "Param[List[int]]" = _param(
        "inputShape",
        "channels, height and width of the image that a row's features are (undefined: a vector)",
        TypeConverters.toListInt,
    )

    def getInputShape(self) -> List[int]:
        """Gets the value of inputShape."""
        return self.getOrDefault(self.inputShape)


class NetworkParams(ImageParams):
    """What network there is."""

    network: "Param[str]" = _param(
        "network",
        "the network in YAML, as in { family: mlp, hidden: [64, 32], activation: relu }",
        as_yaml,
    )

    def getNetwork(self) -> str:
        """Gets the value of network."""
        return self.getOrDefault(self.network)


class InvalidParams(Params):
    """What becomes of rows that cannot be used."""

    handleInvalid: "Param[str]" = _param(
        "handleInvalid",
        "how to treat rows whose features are null, NaN, infinite or of the wrong length: error, skip"
        " (drop them), or keep (drop them in a fit, predict NaN for them)",
        TypeConverters.toString,
    )

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid or its default."""
        return self.getOrDefault(self.handleInvalid)


class ValidationParams(InvalidParams):
    """Which rows of a fit are for validation."""

    validationIndicatorCol: "Param[str]" = _param(
        "validationIndicatorCol",
        "name of the column that says whether a row is used for validation (true) or training (false)",
        TypeConverters.toString,
    )

    def getValidationIndicatorCol(self) -> str:
        """Gets the value of validationIndicatorCol."""
        return self.getOrDefault(self.validationIndicatorCol)


class WeightParams(Params):
    """How much each row of a fit counts."""

    weightCol: "Param[str]" = _param(
        "weightCol",
        "name of the column of how much each row counts in the loss, relative to the others (undefined: all alike)",
        TypeConverters.toString,
    )

    def getWeightCol(self) -> str:
        """Gets the value of weightCol."""
        return self.getOrDefault(self.weightCol)


class LossParams(Params):
    """What a regression minimises."""

    loss: "Param[str]" = _param(
        "loss",
        "loss of the standardised label in YAML, as in squared-error, absolute-error or { huber: { delta: 1 } }",
        as_yaml,
    )

    def getLoss(self) -> str:
        """Gets the value of loss or its default."""
        return self.getOrDefault(self.loss)


class TrainingParams(NetworkParams, ValidationParams, WeightParams):
    """How a network is trained: the keys of a ``train`` step, under MLlib's names where it has one for them."""

    maxIter: "Param[int]" = _param("maxIter", "epochs: passes over the training rows (>= 0)", TypeConverters.toInt)
    batchSize: "Param[int]" = _param("batchSize", "rows in a mini-batch (> 0)", TypeConverters.toInt)
    optimizer: "Param[str]" = _param(
        "optimizer",
        "the optimizer in YAML, as in adam or { momentum: { rate: 0.1, decay: 0.0001 } }",
        as_yaml,
    )
    stepSize: "Param[float]" = _param(
        "stepSize",
        "learning rate (> 0), overriding the optimizer's (undefined: the optimizer's)",
        TypeConverters.toFloat,
    )
    schedule: "Param[str]" = _param(
        "schedule", "learning rate schedule in YAML, as in constant or cosine", as_yaml
    )
    patience: "Param[int]" = _param(
        "patience",
        "epochs without a new best on the validation rows before training stops (> 0; undefined: never)",
        TypeConverters.toInt,
    )
    keep: "Param[str]" = _param(
        "keep",
        "weights to keep: last, best (least error on the validation rows) or least-loss (least loss there)",
        TypeConverters.toString,
    )
    scaling: "Param[str]" = _param(
        "scaling",
        "scaling of features, fitted on the training rows: none, unit, standard or per-feature",
        TypeConverters.toString,
    )
    seed: "Param[int]" = _param(
        "seed", "seed of the initial weights and of the order of rows", TypeConverters.toInt
    )
    storePath: "Param[str]" = _param(
        "storePath",
        "store of finished steps, which fits and sweeps may share (undefined: nothing is kept)",
        TypeConverters.toString,
    )

    def getMaxIter(self) -> int:
        """Gets the value of maxIter or its default."""
        return self.getOrDefault(self.maxIter)

    def getBatchSize(self) -> int:
        """Gets the value of batchSize or its default."""
        return self.getOrDefault(self.batchSize)

    def getOptimizer(self) -> str:
        """Gets the value of optimizer or its default."""
        return self.getOrDefault(self.optimizer)

    def getStepSize(self) -> float:
        """Gets the value of stepSize."""
        return self.getOrDefault(self.stepSize)

    def getSchedule(self) -> str:
        """Gets the value of schedule or its default."""
        return self.getOrDefault(self.schedule)

    def getPatience(self) -> int:
        """Gets the value of patience."""
        return self.getOrDefault(self.patience)

    def getKeep(self) -> str:
        """Gets the value of keep or its default."""
        return self.getOrDefault(self.keep)

    def getScaling(self) -> str:
        """Gets the value of scaling or its default."""
        return self.getOrDefault(self.scaling)

    def getSeed(self) -> int:
        """Gets the value of seed or its default."""
        return self.getOrDefault(self.seed)

    def getStorePath(self) -> str:
        """Gets the value of storePath."""
        return self.getOrDefault(self.storePath)


class SweepParams(ImageParams, ValidationParams, WeightParams):
    """The keys of a sweep's file as params, and where its results go."""

    config: "Param[str]" = _param(
        "config", "a whole sweep in YAML without its data (undefined: built from the params below)", as_yaml
    )
    name: "Param[str]" = _param(
        "name", "name of the sweep: lower-case letters, digits and hyphens", TypeConverters.toString
    )
    data: "Param[str]" = _param(
        "data", "how the rows are split and scaled, as in { validation: 0.2, test: 0.2, scaling: unit }", as_yaml
    )
    network: "Param[str]" = _param("network", "the network, as in { family: mlp, hidden: [64, 32] }", as_yaml)
    recipe: "Param[str]" = _param(
        "recipe", "the steps applied to the network, as in a sweep file", as_yaml
    )
    grid: "Param[str]" = _param(
        "grid", "values of the recipe's placeholders, as in { sparsity: [0.5, 0.9] }", as_yaml
    )
    seeds: "Param[str]" = _param("seeds", "every point runs once per seed, as in [1, 2, 3]", as_yaml)
    baselines: "Param[str]" = _param(
        "baselines",
        "baselines to fit and compare with, as in [{ logistic-regression: { reg-param: [0.1, 0.01] } }]",
        as_yaml,
    )
    controls: "Param[str]" = _param(
        "controls", "controls to compare candidates with, as in [random-mask, extra-training]", as_yaml
    )
    objectives: "Param[str]" = _param(
        "objectives", "columns of the trials table, as in { validation_error: min, bytes: min }", as_yaml
    )
    bestBy: "Param[str]" = _param(
        "bestBy",
        "the column whose best trial the model predicts with, as in validation_error or validation_nll:min",
        TypeConverters.toString,
    )
    bestWhere: "Param[str]" = _param(
        "bestWhere",
        "condition on that trial in SQL, as in bytes <= 20000 (undefined: any trial)",
        TypeConverters.toString,
    )
    outputPath: "Param[str]" = _param(
        "outputPath",
        "folder that driver and executors can access; each fit writes to a subfolder of its own",
        TypeConverters.toString,
    )
    storePath: "Param[str]" = _param(
        "storePath",
        "store of finished steps, which fits and sweeps may share (undefined: in outputPath)",
        TypeConverters.toString,
    )
    verbose: "Param[bool]" = _param(
        "verbose", "whether a fit prints its progress to standard error", TypeConverters.toBoolean
    )

    def getConfig(self) -> str:
        """Gets the value of config."""
        return self.getOrDefault(self.config)

    def getName(self) -> str:
        """Gets the value of name or its default."""
        return self.getOrDefault(self.name)

    def getData(self) -> str:
        """Gets the value of data."""
        return self.getOrDefault(self.data)

    def getNetwork(self) -> str:
        """Gets the value of network or its default."""
        return self.getOrDefault(self.network)

    def getRecipe(self) -> str:
        """Gets the value of recipe."""
        return self.getOrDefault(self.recipe)

    def getGrid(self) -> str:
        """Gets the value of grid."""
        return self.getOrDefault(self.grid)

    def getSeeds(self) -> str:
        """Gets the value of seeds or its default."""
        return self.getOrDefault(self.seeds)

    def getBaselines(self) -> str:
        """Gets the value of baselines."""
        return self.getOrDefault(self.baselines)

    def getControls(self) -> str:
        """Gets the value of controls."""
        return self.getOrDefault(self.controls)

    def getObjectives(self) -> str:
        """Gets the value of objectives or its default."""
        return self.getOrDefault(self.objectives)

    def getBestBy(self) -> str:
        """Gets the value of bestBy or its default."""
        return self.getOrDefault(self.bestBy)

    def getBestWhere(self) -> str:
        """Gets the value of bestWhere."""
        return self.getOrDefault(self.bestWhere)

    def getOutputPath(self) -> str:
        """Gets the value of outputPath or its default."""
        return self.getOrDefault(self.outputPath)

    def getStorePath(self) -> str:
        """Gets the value of storePath."""
        return self.getOrDefault(self.storePath)

    def getVerbose(self) -> bool:
        """Gets the value of verbose or its default."""
        return self.getOrDefault(self.verbose)
