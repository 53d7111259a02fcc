"""What the wrappers of JVM stages have in common."""

from typing import Any, Generic, TypeVar

from pyspark import SparkContext
from pyspark.ml.param import Params
from pyspark.ml.util import JavaMLReadable, JavaMLReader

S = TypeVar("S", bound=Params)

JVM_PACKAGE = "io.espalier.spark.ml"


class StageReader(JavaMLReader[S]):
    """Reads stages of ours: PySpark's own reader looks for JVM classes in Spark's packages only."""

    @classmethod
    def _java_loader_class(cls, clazz: Any) -> str:
        return jvm_class(clazz.__name__)


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
            names = ", ".join(param.name for param in stage.params)
            raise TypeError(f"Invalid param: {name} (must be one of {names})")
    return stage._set(**{name: value for name, value in values.items() if value is not None})


def jvm_class(name: str) -> str:
    """A stage's class in the JVM; a clear error where there is no JVM or no jar."""
    context = SparkContext._active_spark_context
    if context is None:
        raise RuntimeError(f"Cannot make {name}: there is no Spark session with a JVM here (Spark Connect has none)")
    jvm = context._jvm
    try:
        loader = jvm.java.lang.Thread.currentThread().getContextClassLoader()
        jvm.java.lang.Class.forName(f"{JVM_PACKAGE}.{name}", True, loader)
    except Exception:
        raise RuntimeError(
            f"Cannot make {name}: Espalier is not in the JVM (start Spark with --jars spark-jobs/target/espalier.jar)"
        ) from None
    return f"{JVM_PACKAGE}.{name}"
