"""A whole sweep as one stage."""

from typing import Any, List, Optional, Union

from pyspark import SparkContext, keyword_only
from pyspark.ml.classification import _JavaProbabilisticClassificationModel, _JavaProbabilisticClassifier
from pyspark.ml.linalg import Vector
from pyspark.sql import DataFrame

from espalier.classification import NetworkClassificationModel
from espalier.errors import plain_errors
from espalier.networks import NetworkModel
from espalier.notebook import shown
from espalier.params import SweepParams
from espalier.stages import Estimator, StageReadable


class CompressionSweepModel(
    NetworkModel,
    _JavaProbabilisticClassificationModel[Vector],
    SweepParams,
    StageReadable["CompressionSweepModel"],
):
    """What a sweep found: its tables, and the network of its best trial to predict with."""

    def __repr__(self) -> str:
        return (
            f"CompressionSweepModel: {self.trials().count():,} trials, {self.front().count():,} on the front; predicts with "
            f"{self.numMacs:,} MACs of a network of {self.numParameters:,} parameters; in {self.folder()}"
        )

    def folder(self) -> str:
        """The folder of this fit, as the commands of ``scripts/espalier`` take it."""
        return self._call_java("folder")

    def trials(self) -> DataFrame:
        """One row per trial, controls and failures included; its columns are those of TABLES.md."""
        return self._call_java("trials")

    def front(self) -> DataFrame:
        """The Pareto front in the sweep's objectives, means over seeds, from the best to the worst first objective."""
        return self._call_java("front")

    def best(self, column: str, *conditions: str) -> NetworkClassificationModel:
        """The network of the trial with the lowest value of a column, or the highest as in ``sparsity:max``, among those
        that meet all conditions. Test columns are not allowed.

        >>> model.best("validation_error", "bytes <= 20000")
        """
        with plain_errors():
            strings = self._new_java_array(list(conditions), self._jvm_string())
            return NetworkClassificationModel._from_java(self._java_obj.best(column, strings))

    @staticmethod
    def _jvm_string() -> Any:
        return SparkContext._active_spark_context._jvm.java.lang.String


class CompressionSweep(
    Estimator,
    _JavaProbabilisticClassifier[CompressionSweepModel],
    SweepParams,
    StageReadable["CompressionSweep"],
):
    """Runs a sweep on the rows of a DataFrame, with this cluster.

    Params in YAML take dicts and lists as well.

    >>> sweep = CompressionSweep(
    ...     recipe='''
    ...         - train: { epochs: 10 }
    ...         - prune: { criterion: $criterion, sparsity: $sparsity }''',
    ...     grid={"criterion": ["magnitude", "obd"], "sparsity": [0.5, 0.9]},
    ...     outputPath="/shared/sweeps")
    >>> sweep.fit(df).front().toPandas()
    """

    @keyword_only
    def __init__(
        self,
        *,
        featuresCol: Optional[str] = None,
        labelCol: Optional[str] = None,
        predictionCol: Optional[str] = None,
        probabilityCol: Optional[str] = None,
        rawPredictionCol: Optional[str] = None,
        thresholds: Optional[List[float]] = None,
        config: Union[str, dict, None] = None,
        name: Optional[str] = None,
        data: Union[str, dict, None] = None,
        network: Union[str, dict, None] = None,
        inputShape: Optional[List[int]] = None,
        recipe: Union[str, list, None] = None,
        grid: Union[str, dict, None] = None,
        seeds: Union[str, list, None] = None,
        baselines: Union[str, list, None] = None,
        controls: Union[str, list, None] = None,
        objectives: Union[str, dict, None] = None,
        bestBy: Optional[str] = None,
        bestWhere: Optional[str] = None,
        outputPath: Optional[str] = None,
        storePath: Optional[str] = None,
        validationIndicatorCol: Optional[str] = None,
        weightCol: Optional[str] = None,
        handleInvalid: Optional[str] = None,
        verbose: Optional[bool] = None,
    ):
        super().__init__()
        self._begin("CompressionSweep")

    def progress(self) -> str:
        """How far the last fit is, for another thread to show: ``120 of 330 trials, 0 failed, 0:00:21 left``. A notebook
        shows it by itself while a fit runs.
        """
        return self._call_java("progress")

    def _fit(self, dataset: Any) -> Any:
        with shown(self._java_obj.progress):
            return super()._fit(dataset)

    def _create_model(self, java_model: Any) -> CompressionSweepModel:
        return CompressionSweepModel(java_model)

    def setConfig(self, value: Union[str, dict]) -> "CompressionSweep":
        """Sets the value of config."""
        return self._set(config=value)

    def setName(self, value: str) -> "CompressionSweep":
        """Sets the value of name."""
        return self._set(name=value)

    def setData(self, value: Union[str, dict]) -> "CompressionSweep":
        """Sets the value of data."""
        return self._set(data=value)

    def setNetwork(self, value: Union[str, dict]) -> "CompressionSweep":
        """Sets the value of network."""
        return self._set(network=value)

    def setInputShape(self, value: List[int]) -> "CompressionSweep":
        """Sets the value of inputShape."""
        return self._set(inputShape=value)

    def setRecipe(self, value: Union[str, list]) -> "CompressionSweep":
        """Sets the value of recipe."""
        return self._set(recipe=value)

    def setGrid(self, value: Union[str, dict]) -> "CompressionSweep":
        """Sets the value of grid."""
        return self._set(grid=value)

    def setSeeds(self, value: Union[str, list]) -> "CompressionSweep":
        """Sets the value of seeds."""
        return self._set(seeds=value)

    def setBaselines(self, value: Union[str, list]) -> "CompressionSweep":
        """Sets the value of baselines."""
        return self._set(baselines=value)

    def setControls(self, value: Union[str, list]) -> "CompressionSweep":
        """Sets the value of controls."""
        return self._set(controls=value)

    def setObjectives(self, value: Union[str, dict]) -> "CompressionSweep":
        """Sets the value of objectives."""
        return self._set(objectives=value)

    def setBestBy(self, value: str) -> "CompressionSweep":
        """Sets the value of bestBy."""
        return self._set(bestBy=value)

    def setBestWhere(self, value: str) -> "CompressionSweep":
        """Sets the value of bestWhere."""
        return self._set(bestWhere=value)

    def setOutputPath(self, value: str) -> "CompressionSweep":
        """Sets the value of outputPath."""
        return self._set(outputPath=value)

    def setStorePath(self, value: str) -> "CompressionSweep":
        """Sets the value of storePath."""
        return self._set(storePath=value)

    def setValidationIndicatorCol(self, value: str) -> "CompressionSweep":
        """Sets the value of validationIndicatorCol."""
        return self._set(validationIndicatorCol=value)

    def setWeightCol(self, value: str) -> "CompressionSweep":
        """Sets the value of weightCol."""
        return self._set(weightCol=value)

    def setHandleInvalid(self, value: str) -> "CompressionSweep":
        """Sets the value of handleInvalid."""
        return self._set(handleInvalid=value)

    def setVerbose(self, value: bool) -> "CompressionSweep":
        """Sets the value of verbose."""
        return self._set(verbose=value)
