"""Espalier in PySpark: the stages of ``io.espalier.spark.ml``.

Start Spark with the shaded jar, and put the folder of this package on the path::

    PYTHONPATH=scripts/python pyspark --jars spark-jobs/target/espalier.jar

>>> from espalier import NetworkClassifier, CompressionSweep

Import it as well before a pipeline with these stages is loaded.
"""

import sys

from espalier.classification import NetworkClassificationModel, NetworkClassifier
from espalier.errors import EspalierError
from espalier.regression import NetworkRegressionModel, NetworkRegressor
from espalier.sweep import CompressionSweep, CompressionSweepModel

__all__ = [
    "NetworkClassifier",
    "NetworkClassificationModel",
    "NetworkRegressor",
    "NetworkRegressionModel",
    "CompressionSweep",
    "CompressionSweepModel",
    "EspalierError",
]

# PySpark finds the Python class of a stage in a loaded pipeline by the name of its JVM class.
sys.modules["io.espalier.spark.ml"] = sys.modules[__name__]
