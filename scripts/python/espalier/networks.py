"""What stages of one network have in common, whatever it predicts."""

from os import PathLike, fspath
from typing import Any, Generic, List, TypeVar, Union

from pyspark.ml.param import Params

from espalier.params import InvalidParams, TrainingParams
from espalier.stages import Estimator, Model

E = TypeVar("E", bound=Params)


class NetworkModel(Model, InvalidParams):
    """A trained network."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.numParameters:,} parameters, {self.numMacs:,} MACs a row"

    def setHandleInvalid(self, value: str) -> Any:
        """Sets the value of handleInvalid."""
        return self._set(handleInvalid=value)

    @property
    def numParameters(self) -> int:
        """Trained parameters of the dense network."""
        return self._call_java("numParameters")

    @property
    def numMacs(self) -> int:
        """Multiply-accumulates per row, dead units left out."""
        return self._call_java("numMacs")

    def export(self, path: Union[str, PathLike], force: bool = False) -> None:
        """Writes the network as an ONNX model: input ``input`` of raw features, output ``logits`` of classes or ``values``
        in the label's unit, any batch.

        ``path`` is a file on the driver whose name ends in ``.onnx``; one that is there is kept unless ``force`` is set.
        """
        self._call_java("replaceOnnx" if force else "exportOnnx", fspath(path))


class NetworkEstimator(Estimator, TrainingParams, Generic[E]):
    """Trains one network; a setter of a param gives the stage again."""

    def setNetwork(self, value: Union[str, dict]) -> E:
        """Sets the value of network."""
        return self._set(network=value)

    def setInputShape(self, value: List[int]) -> E:
        """Sets the value of inputShape."""
        return self._set(inputShape=value)

    def setMaxIter(self, value: int) -> E:
        """Sets the value of maxIter."""
        return self._set(maxIter=value)

    def setBatchSize(self, value: int) -> E:
        """Sets the value of batchSize."""
        return self._set(batchSize=value)

    def setOptimizer(self, value: Union[str, dict]) -> E:
        """Sets the value of optimizer."""
        return self._set(optimizer=value)

    def setStepSize(self, value: float) -> E:
        """Sets the value of stepSize."""
        return self._set(stepSize=value)

    def setSchedule(self, value: Union[str, dict]) -> E:
        """Sets the value of schedule."""
        return self._set(schedule=value)

    def setPatience(self, value: int) -> E:
        """Sets the value of patience."""
        return self._set(patience=value)

    def setKeep(self, value: str) -> E:
        """Sets the value of keep."""
        return self._set(keep=value)

    def setValidationIndicatorCol(self, value: str) -> E:
        """Sets the value of validationIndicatorCol."""
        return self._set(validationIndicatorCol=value)

    def setHandleInvalid(self, value: str) -> E:
        """Sets the value of handleInvalid."""
        return self._set(handleInvalid=value)

    def setScaling(self, value: str) -> E:
        """Sets the value of scaling."""
        return self._set(scaling=value)

    def setSeed(self, value: int) -> E:
        """Sets the value of seed."""
        return self._set(seed=value)

    def setStorePath(self, value: str) -> E:
        """Sets the value of storePath."""
        return self._set(storePath=value)

    def setWeightCol(self, value: str) -> E:
        """Sets the value of weightCol."""
        return self._set(weightCol=value)
