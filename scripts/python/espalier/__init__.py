"""Espalier in PySpark: the stages of ``io.espalier.spark.ml``.

Install it with ``pip install scripts/python``, or put its folder on the path, and start Spark with its jar:

>>> import espalier
>>> spark = SparkSession.builder.config("spark.jars", espalier.jar_path()).getOrCreate()
>>> sweep = espalier.CompressionSweep(network={"family": "mlp", "hidden": [64, 32]})

Import it as well before a pipeline with these stages is loaded.
"""

import sys

from espalier.classification import NetworkClassificationModel, NetworkClassifier
from espalier.errors import EspalierError
from espalier.jar import jar_path
from espalier.multilabel import NetworkMultiLabelClassifier, NetworkMultiLabelModel
from espalier.regression import NetworkRegressionModel, NetworkRegressor
from espalier.sweep import CompressionSweep, CompressionSweepModel

__all__ = [
    "NetworkClassifier",
    "NetworkClassificationModel",
    "NetworkMultiLabelClassifier",
    "NetworkMultiLabelModel",
    "NetworkRegressor",
    "NetworkRegressionModel",
    "CompressionSweep",
    "CompressionSweepModel",
    "EspalierError",
    "jar_path",
]

# PySpark finds the Python class of a stage in a loaded pipeline by the name of its JVM class.
sys.modules["io.espalier.spark.ml"] = sys.modules[__name__]
