"""Cross-validates eight settings, one of which cannot be fitted unless mended; notes each fit, and the metrics it gets."""

import sys
from pathlib import Path

from pyspark.ml.classification import MultilayerPerceptronClassifier
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.linalg import Vectors
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession

work, attempt = Path(sys.argv[1]), sys.argv[2]


class Noted(MultilayerPerceptronClassifier):
    def _fit(self, dataset):
        model = super()._fit(dataset)
        fold = dataset.agg({"id": "sum"}).first()[0]
        with open(work / "done", "a") as file:
            file.write(f"{self.getLayers()[1]}-{fold}\n")
        return model


spark = (
    SparkSession.builder.master("local[2]").config("spark.ui.enabled", False).config("spark.log.level", "OFF").getOrCreate()
)
rows = [(i, float(i % 2), Vectors.dense([i % 7, i % 5, float(i % 2)])) for i in range(120)]
data = spark.createDataFrame(rows, ["id", "label", "features"]).cache()
inputs = [3] * 7 + [3 if attempt == "mended" else 4]  # a network with more inputs than there are features
network = Noted(maxIter=5, seed=1)
grid = ParamGridBuilder().addGrid(network.layers, [[n, 2 + i, 2] for i, n in enumerate(inputs)]).build()
model = CrossValidator(
    estimator=network, estimatorParamMaps=grid, evaluator=MulticlassClassificationEvaluator(), numFolds=3, seed=1, parallelism=2
).fit(data)
(work / "found").write_text("\n".join(map(str, model.avgMetrics)))
