"""One network, trained and predicting classes."""

from typing import Any, List, Optional, Union

from pyspark import keyword_only
from pyspark.ml.classification import _JavaProbabilisticClassificationModel, _JavaProbabilisticClassifier
from pyspark.ml.linalg import Vector

from espalier.networks import NetworkEstimator, NetworkModel
from espalier.params import NetworkParams
from espalier.stages import StageReadable


class NetworkClassificationModel(
    NetworkModel,
    NetworkParams,
    _JavaProbabilisticClassificationModel[Vector],
    StageReadable["NetworkClassificationModel"],
):
    """A trained network that predicts; saved, it is MLlib's metadata and a safetensors file. Exported, it
    gives ``logits``."""


class NetworkClassifier(
    NetworkEstimator["NetworkClassifier"],
    _JavaProbabilisticClassifier[NetworkClassificationModel],
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
        weightCol: Optional[str] = None,
        handleInvalid: Optional[str] = None,
        scaling: Optional[str] = None,
        seed: Optional[int] = None,
        storePath: Optional[str] = None,
    ):
        super().__init__()
        self._begin("NetworkClassifier")

    def _create_model(self, java_model: Any) -> NetworkClassificationModel:
        return NetworkClassificationModel(java_model)
