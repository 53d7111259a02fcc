"""One network, trained and predicting."""

from os import PathLike, fspath
from typing import Any, List, Optional, Union

from pyspark import keyword_only
from pyspark.ml.classification import _JavaProbabilisticClassificationModel, _JavaProbabilisticClassifier
from pyspark.ml.linalg import Vector

from espalier.params import InvalidParams, NetworkParams, TrainingParams
from espalier.stages import Estimator, Model, StageReadable, jvm_class, set_all


class NetworkClassificationModel(
    Model,
    _JavaProbabilisticClassificationModel[Vector],
    NetworkParams,
    InvalidParams,
    StageReadable["NetworkClassificationModel"],
):
    """A trained network that predicts; saved, it is MLlib's metadata and a safetensors file."""

    def __repr__(self) -> str:
        return f"NetworkClassificationModel: {self.numParameters:,} parameters, {self.numMacs:,} MACs a row"

    @property
    def numParameters(self) -> int:
        """Trained parameters of the dense network."""
        return self._call_java("numParameters")

    @property
    def numMacs(self) -> int:
        """Multiply-accumulates per row, dead units left out."""
        return self._call_java("numMacs")

    def export(self, path: Union[str, PathLike], force: bool = False) -> None:
        """Writes the network as an ONNX model: input ``input`` of raw features, output ``logits``, any batch.

        ``path`` is a file on the driver whose name ends in ``.onnx``; one that is there is kept unless ``force`` is set.
        """
        self._call_java("replaceOnnx" if force else "exportOnnx", fspath(path))

    def setHandleInvalid(self, value: str) -> "NetworkClassificationModel":
        """Sets the value of handleInvalid."""
        return self._set(handleInvalid=value)


class NetworkClassifier(
    Estimator,
    _JavaProbabilisticClassifier[NetworkClassificationModel],
    TrainingParams,
    StageReadable["NetworkClassifier"],
):
    """Trains one network on the rows of a DataFrame, by mini-batch gradient descent on the mean cross-entropy.

    Params in YAML take dicts and lists as well.

    >>> classifier = NetworkClassifier(network={"family": "mlp", "hidden": [32]}, maxIter=10, seed=1)
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
        handleInvalid: Optional[str] = None,
        scaling: Optional[str] = None,
        seed: Optional[int] = None,
        storePath: Optional[str] = None,
    ):
        super().__init__()
        self._java_obj = self._new_java_obj(jvm_class("NetworkClassifier"), self.uid)
        self._transfer_params_from_java()
        set_all(self, self._input_kwargs)

    def setParams(self, **params: Any) -> "NetworkClassifier":
        """Sets params by name; the keywords are those of the constructor."""
        return set_all(self, params)

    def _create_model(self, java_model: Any) -> NetworkClassificationModel:
        return NetworkClassificationModel(java_model)

    def setNetwork(self, value: Union[str, dict]) -> "NetworkClassifier":
        """Sets the value of network."""
        return self._set(network=value)

    def setInputShape(self, value: List[int]) -> "NetworkClassifier":
        """Sets the value of inputShape."""
        return self._set(inputShape=value)

    def setMaxIter(self, value: int) -> "NetworkClassifier":
        """Sets the value of maxIter."""
        return self._set(maxIter=value)

    def setBatchSize(self, value: int) -> "NetworkClassifier":
        """Sets the value of batchSize."""
        return self._set(batchSize=value)

    def setOptimizer(self, value: Union[str, dict]) -> "NetworkClassifier":
        """Sets the value of optimizer."""
        return self._set(optimizer=value)

    def setStepSize(self, value: float) -> "NetworkClassifier":
        """Sets the value of stepSize."""
        return self._set(stepSize=value)

    def setSchedule(self, value: Union[str, dict]) -> "NetworkClassifier":
        """Sets the value of schedule."""
        return self._set(schedule=value)

    def setPatience(self, value: int) -> "NetworkClassifier":
        """Sets the value of patience."""
        return self._set(patience=value)

    def setKeep(self, value: str) -> "NetworkClassifier":
        """Sets the value of keep."""
        return self._set(keep=value)

    def setValidationIndicatorCol(self, value: str) -> "NetworkClassifier":
        """Sets the value of validationIndicatorCol."""
        return self._set(validationIndicatorCol=value)

    def setHandleInvalid(self, value: str) -> "NetworkClassifier":
        """Sets the value of handleInvalid."""
        return self._set(handleInvalid=value)

    def setScaling(self, value: str) -> "NetworkClassifier":
        """Sets the value of scaling."""
        return self._set(scaling=value)

    def setSeed(self, value: int) -> "NetworkClassifier":
        """Sets the value of seed."""
        return self._set(seed=value)

    def setStorePath(self, value: str) -> "NetworkClassifier":
        """Sets the value of storePath."""
        return self._set(storePath=value)
