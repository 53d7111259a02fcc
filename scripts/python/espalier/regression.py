"""One network, trained and predicting numbers."""

from typing import Any, List, Optional, Union

from pyspark import keyword_only
from pyspark.ml.linalg import Vector
from pyspark.ml.regression import _JavaRegressionModel, _JavaRegressor

from espalier.networks import NetworkEstimator, NetworkModel
from espalier.params import LossParams, NetworkParams
from espalier.stages import StageReadable


class NetworkRegressionModel(
    NetworkModel,
    NetworkParams,
    _JavaRegressionModel[Vector],
    StageReadable["NetworkRegressionModel"],
):
    """A trained network that predicts numbers; saved, it is MLlib's metadata and a safetensors file. Exported, it gives
    ``values`` in the label's unit."""


class NetworkRegressor(
    NetworkEstimator["NetworkRegressor"],
    _JavaRegressor[NetworkRegressionModel],
    LossParams,
    StageReadable["NetworkRegressor"],
):
    """Trains one network on the rows of a DataFrame, to predict a number in the label's unit.

    Params in YAML take dicts and lists as well.

    >>> regressor = NetworkRegressor(network={"family": "mlp", "hidden": [32]}, maxIter=10, seed=1)
    >>> model = regressor.fit(df)
    >>> model.transform(df).select("prediction")
    """

    @keyword_only
    def __init__(
        self,
        *,
        featuresCol: Optional[str] = None,
        labelCol: Optional[str] = None,
        predictionCol: Optional[str] = None,
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
        loss: Union[str, dict, None] = None,
    ):
        super().__init__()
        self._begin("NetworkRegressor")

    def _create_model(self, java_model: Any) -> NetworkRegressionModel:
        return NetworkRegressionModel(java_model)

    def setLoss(self, value: Union[str, dict]) -> "NetworkRegressor":
        """Sets the value of loss."""
        return self._set(loss=value)
