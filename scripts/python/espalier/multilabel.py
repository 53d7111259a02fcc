"""One network, trained and predicting several labels."""

from typing import Any, List, Optional, Union

from pyspark import keyword_only
from pyspark.ml.param.shared import (
    HasFeaturesCol,
    HasLabelCol,
    HasPredictionCol,
    HasProbabilityCol,
    HasRawPredictionCol,
    HasThresholds,
)
from pyspark.ml.wrapper import JavaEstimator, JavaModel

from espalier.networks import NetworkEstimator, NetworkModel
from espalier.stages import StageReadable


class MultiLabelParams(
    HasFeaturesCol, HasLabelCol, HasPredictionCol, HasProbabilityCol, HasRawPredictionCol, HasThresholds
):
    """The columns of a network that predicts several labels."""


class NetworkMultiLabelModel(
    NetworkModel,
    JavaModel,
    MultiLabelParams,
    StageReadable["NetworkMultiLabelModel"],
):
    """A trained network that predicts several labels: a logit and a probability for each, and the numbers of those whose
    probability is at least their threshold. Saved, it is MLlib's metadata and a safetensors file. Exported, it gives
    ``logits``."""

    @property
    def numLabels(self) -> int:
        """Labels that it knows."""
        return self._call_java("numLabels")

    @property
    def numFeatures(self) -> int:
        """Features of a row."""
        return self._call_java("numFeatures")

    def setThresholds(self, value: List[float]) -> "NetworkMultiLabelModel":
        """Sets the value of thresholds."""
        return self._set(thresholds=value)


class NetworkMultiLabelClassifier(
    NetworkEstimator["NetworkMultiLabelClassifier"],
    JavaEstimator[NetworkMultiLabelModel],
    MultiLabelParams,
    StageReadable["NetworkMultiLabelClassifier"],
):
    """Trains one network on the rows of a DataFrame, to predict which of several labels each has. The label column has vectors
    or arrays of 0 and 1.

    Params in YAML take dicts and lists as well.

    >>> classifier = NetworkMultiLabelClassifier(network={"family": "mlp", "hidden": [32]}, labelCol="groups", seed=1)
    >>> model = classifier.fit(df)
    >>> model.transform(df).select("prediction")
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
        network: Union[str, dict, None] = None,
        inputShape: Optional[List[int]] = None,
        maxIter: Optional[int] = None,
        batchSize: Optional[int] = None,
        optimizer: Union[str, dict, None] = None,
        stepSize: Optional[float] = None,
        schedule: Union[str, dict, None] = None,
        patience: Optional[int] = None,
        keep: Optional[str] = None,
        validationIndicatorCol: Optional[str] = None,
        weightCol: Optional[str] = None,
        handleInvalid: Optional[str] = None,
        scaling: Optional[str] = None,
        seed: Optional[int] = None,
        storePath: Optional[str] = None,
    ):
        super().__init__()
        self._begin("NetworkMultiLabelClassifier")

    def _create_model(self, java_model: Any) -> NetworkMultiLabelModel:
        return NetworkMultiLabelModel(java_model)

    def setFeaturesCol(self, value: str) -> "NetworkMultiLabelClassifier":
        """Sets the value of featuresCol."""
        return self._set(featuresCol=value)

    def setLabelCol(self, value: str) -> "NetworkMultiLabelClassifier":
        """Sets the value of labelCol."""
        return self._set(labelCol=value)

    def setPredictionCol(self, value: str) -> "NetworkMultiLabelClassifier":
        """Sets the value of predictionCol."""
        return self._set(predictionCol=value)

    def setProbabilityCol(self, value: str) -> "NetworkMultiLabelClassifier":
        """Sets the value of probabilityCol."""
        return self._set(probabilityCol=value)

    def setRawPredictionCol(self, value: str) -> "NetworkMultiLabelClassifier":
        """Sets the value of rawPredictionCol."""
        return self._set(rawPredictionCol=value)

    def setThresholds(self, value: List[float]) -> "NetworkMultiLabelClassifier":
        """Sets the value of thresholds."""
        return self._set(thresholds=value)
