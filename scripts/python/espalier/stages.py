"""What the wrappers of JVM stages have in common."""

import difflib
from typing import Any, Generic, TypeVar

from pyspark import SparkContext
from pyspark.ml.param import Params
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable, JavaMLWriter

from espalier.errors import EspalierError, plain_errors

S = TypeVar("S", bound=Params)

JVM_PACKAGE = "io.espalier.spark.ml"


class StageReader(JavaMLReader[S]):
    """Reads stages of ours: PySpark's own reader looks for JVM classes in Spark's packages only."""

    @classmethod
    def _java_loader_class(cls, clazz: Any) -> str:
        return jvm_class(clazz.__name__)

    def load(self, path: str) -> S:
        """Loads a stage from a folder."""
        with plain_errors():
            return super().load(path)


class StageWriter(JavaMLWriter):
    """Writes stages of ours."""

    def save(self, path: str) -> None:
        """Saves the stage into a folder."""
        with plain_errors():
            super().save(path)


class Stage(JavaMLWritable):
    """A stage of the JVM whose failures are an ``EspalierError`` each. To be named before the classes of PySpark."""

    def write(self) -> StageWriter:
        """Writer of the stage."""
        with plain_errors():
            return StageWriter(self)

    def copy(self, extra: Any = None) -> Any:
        """The stage again, with params set otherwise."""
        with plain_errors():
            return super().copy(extra)

    def _transfer_params_to_java(self) -> None:
        with plain_errors():
            super()._transfer_params_to_java()

    def _call_java(self, name: str, *arguments: Any) -> Any:
        with plain_errors():
            return super()._call_java(name, *arguments)


class Estimator(Stage):
    """A stage that is fitted."""

    def _begin(self, name: str) -> None:
        """Makes the stage of a name in the JVM, with the params that the constructor was given."""
        self._java_obj = self._new_java_obj(jvm_class(name), self.uid)
        self._transfer_params_from_java()
        set_all(self, self._input_kwargs)

    def setParams(self, **params: Any) -> Any:
        """Sets params by name; the keywords are those of the constructor."""
        return set_all(self, params)

    def _fit(self, dataset: Any) -> Any:
        with plain_errors():
            return super()._fit(dataset)


class Model(Stage):
    """A stage that predicts."""

    def _transform(self, dataset: Any) -> Any:
        with plain_errors():
            return super()._transform(dataset)


class StageReadable(JavaMLReadable[S], Generic[S]):
    """Gives a stage ``load(path)`` and ``read()``."""

    @classmethod
    def read(cls) -> StageReader[S]:
        """Reader of a saved stage."""
        return StageReader(cls)


def set_all(stage: S, values: dict) -> S:
    """Sets params by name; those of None are left as they are."""
    for name in values:
        if not stage.hasParam(name):
            names = [param.name for param in stage.params]
            closest = "".join(f"; did you mean {near}?" for near in difflib.get_close_matches(name, names, 1))
            raise TypeError(f"Invalid param: {name} (must be one of {', '.join(names)}{closest})")
    return stage._set(**{name: value for name, value in values.items() if value is not None})


def jvm_class(name: str) -> str:
    """A stage's class in the JVM; a clear error where there is no JVM or no jar."""
    context = SparkContext._active_spark_context
    if context is None:
        raise EspalierError(f"Cannot make {name}: there is no Spark session with a JVM here (Spark Connect has none)")
    jvm = context._jvm
    try:
        loader = jvm.java.lang.Thread.currentThread().getContextClassLoader()
        jvm.java.lang.Class.forName(f"{JVM_PACKAGE}.{name}", True, loader)
    except Exception:
        raise EspalierError(
            f"Cannot make {name}: Espalier is not in the JVM (start Spark with --jars spark-jobs/target/espalier.jar)"
        ) from None
    return f"{JVM_PACKAGE}.{name}"
