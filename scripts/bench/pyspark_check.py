"""Run by pyspark-check: `fit FOLDER DIGITS` fits and saves; `load FOLDER`, in other processes, loads what was saved, fits
again and must give the same bits; `readme FOLDER` runs the Python code shown in scripts/python/README.md."""

import contextlib
import inspect
import io
import json
import os
import re
import sys
import traceback

import numpy
import onnxruntime
from pyspark.errors import IllegalArgumentException
from pyspark.ml import Pipeline, PipelineModel, Transformer
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import (
    MulticlassClassificationEvaluator,
    MultilabelClassificationEvaluator,
    RegressionEvaluator,
)
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.linalg import Vectors
from pyspark.ml.tuning import CrossValidator, CrossValidatorModel, ParamGridBuilder
from pyspark.ml.util import DefaultParamsReadable, DefaultParamsWritable
from pyspark.sql import SparkSession
from pyspark.sql.functions import array, col, expr, lit, when

from espalier import (
    CompressionSweep,
    CompressionSweepModel,
    EspalierError,
    NetworkClassificationModel,
    NetworkClassifier,
    NetworkMultiLabelClassifier,
    NetworkMultiLabelModel,
    NetworkRegressionModel,
    NetworkRegressor,
)

OUTPUT = ["rawPrediction", "probability", "prediction"]
TIMES = ["train_seconds", "measure_seconds", "finished_at"]
PIXELS = [f"p{i}" for i in range(64)]
WRONG = {
    "network": "{ family: mpl }",
    "maxIter": -1,
    "batchSize": 0,
    "optimizer": "adma",
    "stepSize": -1.0,
    "schedule": "cosin",
    "keep": "worst",
    "scaling": "unti",
    "handleInvalid": "ignore",
    "inputShape": [1, 8, 9],
    "recipe": "[{ prun: {} }]",
    "grid": "{ sparsity: [0.5",
    "objectives": "{ validation_eror: min }",
    "controls": "[random-msk]",
    "storePath": "/proc/none",
}


class Darken(Transformer, DefaultParamsReadable, DefaultParamsWritable):
    """A stage that exists only in Python."""

    def _transform(self, table):
        return table.withColumn("p0", table["p0"] * 0)


def check(what, holds):
    print("ok   " if holds else "FAIL ", what, flush=True)
    if not holds:
        sys.exit(1)


def refuses(what, call, message):
    try:
        call()
    except EspalierError as refused:
        told = "".join(traceback.format_exception(refused))
        if message not in str(refused) or "\tat " in told or "JVM" in told:
            print(told)
            check(f"{what} is refused", False)
        check(f"{what} is refused", True)
    else:
        check(f"{what} is not refused", False)


def estimators(folder):
    """The two estimators, with params set in every possible way."""
    classifier = NetworkClassifier(network={"family": "mlp", "hidden": [24]}, maxIter=8, stepSize=0.005, seed=1)
    sweep = CompressionSweep(
        network="{ family: mlp, hidden: [24] }",
        recipe="[{ train: { epochs: 20 } }, { prune: { criterion: $criterion, sparsity: $sparsity } }]",
        seeds=[1, 2],
        controls=["random-mask"],
        outputPath=folder,
    ).setGrid({"criterion": ["magnitude", "random"], "sparsity": numpy.array([0.3, 0.6])})
    return classifier, sweep.setParams(bestWhere="bytes <= 5500")


def type_error(call):
    try:
        call()
    except TypeError as told:
        return str(told)
    return ""


def unpredicted(model, rows):
    try:
        model.transform(rows).collect()
    except IllegalArgumentException as told:
        return str(told)
    return ""


def exported(model, rows, path):
    """Largest difference between the logits of the exported file and of the model."""
    model.export(path)
    rows = model.transform(rows).select("features", "rawPrediction").collect()
    features = numpy.array([row.features.toArray() for row in rows], numpy.float32)
    logits, = onnxruntime.InferenceSession(path).run(None, {"input": features})
    return numpy.abs(logits - numpy.array([row.rawPrediction.toArray() for row in rows])).max()


def pipeline(stage):
    return Pipeline(stages=[VectorAssembler(inputCols=PIXELS, outputCol="features"), stage])


def evaluator():
    return MulticlassClassificationEvaluator(metricName="accuracy")


def predictions(model, digits):
    return model.transform(digits).orderBy("id").select("id", *OUTPUT)


def trials(model):
    return model.trials().drop(*TIMES).orderBy("trial_id").collect()


def in_step(stage, constructor=None):
    """Compares the params of a stage with the JVM's: no param, doc, default, getter, setter or keyword may be missing."""
    inherited = {param.name for param in LogisticRegression().params}
    for java in stage._java_obj.params():
        name = java.name()
        title = name[0].upper() + name[1:]
        python = getattr(stage, name)
        what = f"{type(stage).__name__}.{name}"
        assert not hasattr(python, "created_from_java_param"), f"{what} is not in the Python module"
        assert name in inherited or python.doc == java.doc(), f"{what} has a different doc"
        assert hasattr(stage, f"get{title}"), f"{what} has no getter"
        assert stage.hasDefault(python) == stage._java_obj.hasDefault(java), f"{what} has a different default"
        if constructor:
            assert hasattr(stage, f"set{title}"), f"{what} has no setter"
            assert name in inspect.signature(constructor).parameters, f"{what} is not a keyword"
    check(f"{type(stage).__name__}: params match the JVM's", True)


def numbers(folder, features):
    """A regression: the label of a digit as a number."""
    regressor = NetworkRegressor(
        network={"family": "mlp", "hidden": [24]}, maxIter=8, stepSize=0.005, seed=1, loss={"huber": {"delta": 2}})
    in_step(regressor, NetworkRegressor.__init__)
    model = regressor.fit(features)
    in_step(model)
    rmse = RegressionEvaluator()
    constant = features.withColumn("prediction", lit(4.5))
    check("NetworkRegressor is better than a constant", rmse.evaluate(model.transform(features)) < rmse.evaluate(constant) / 2)
    check("a regressor knows its size", (model.numFeatures, model.numMacs) == (64, 64 * 24 + 24))
    check("a regressor predicts a row", isinstance(model.predict(features.first().features), float))

    def predicted(fitted):
        return fitted.transform(features).orderBy("id").select("id", "prediction").collect()

    weighted = regressor.copy({regressor.weightCol: "w"}).fit(features.withColumn("w", lit(3.0)))
    check("equal weights are none", predicted(weighted) == predicted(model))
    tuned = CrossValidator(
        estimator=regressor, numFolds=2, evaluator=rmse,
        estimatorParamMaps=ParamGridBuilder().addGrid(regressor.maxIter, [1, 8]).build(),
    ).fit(features)
    check("CrossValidator tunes a regressor", tuned.avgMetrics[1] < tuned.avgMetrics[0])
    model.save(f"{folder}/numbers")
    check("a regression model is loaded", predicted(NetworkRegressionModel.load(f"{folder}/numbers")) == predicted(model))
    model.export(f"{folder}/numbers.onnx")
    given = features.orderBy("id").collect()
    values, = onnxruntime.InferenceSession(f"{folder}/numbers.onnx").run(
        None, {"input": numpy.array([row.features.toArray() for row in given], numpy.float32)})
    apart = numpy.abs(values.ravel() - numpy.array([row.prediction for row in predicted(model)])).max()
    check(f"a regression's export: values of ONNX Runtime within {apart:.1e}", apart < 1e-4)
    refuses("a wrong loss", lambda: regressor.copy({regressor.loss: "hubr"}).fit(features), "loss")
    refuses("a weight that is negative", lambda: regressor.copy({regressor.weightCol: "w"}).fit(
        features.withColumn("w", lit(-1.0))), "invalid weight")


def labels(folder, features):
    """Several labels of a digit: whether it is above 4, and whether it is odd."""
    table = features.withColumn("groups", array((col("label") > 4).cast("int"), (col("label") % 2).cast("int"))).withColumn(
        "truth", expr("transform(filter(sequence(0, 1), i -> groups[i] = 1), i -> double(i))"))
    classifier = NetworkMultiLabelClassifier(
        network={"family": "mlp", "hidden": [24]}, labelCol="groups", maxIter=8, stepSize=0.005, seed=1)
    in_step(classifier, NetworkMultiLabelClassifier.__init__)
    model = classifier.fit(table)
    in_step(model)
    f1 = MultilabelClassificationEvaluator(labelCol="truth", metricName="microF1Measure")
    check("NetworkMultiLabelClassifier: micro-F1 above 0.9", f1.evaluate(model.transform(table)) > 0.9)
    check("a model of labels knows its size", (model.numFeatures, model.numLabels, model.numMacs) == (64, 2, 64 * 24 + 48))
    never = model.copy().setThresholds([1.0, 0.0]).transform(table)
    check("thresholds decide", [row.prediction for row in never.select("prediction").distinct().collect()] == [[1.0]])
    tuned = CrossValidator(
        estimator=classifier, numFolds=2, evaluator=f1,
        estimatorParamMaps=ParamGridBuilder().addGrid(classifier.maxIter, [1, 8]).build(),
    ).fit(table)
    check("CrossValidator tunes labels", tuned.avgMetrics[1] > tuned.avgMetrics[0])
    model.save(f"{folder}/labels")
    loaded = NetworkMultiLabelModel.load(f"{folder}/labels")
    check("a model of labels is loaded", predictions(loaded, table).collect() == predictions(model, table).collect())
    apart = exported(model, table, f"{folder}/labels.onnx")
    check(f"labels.export: logits of ONNX Runtime within {apart:.1e}", apart < 1e-4)
    refuses("a label of 2", lambda: classifier.fit(table.withColumn("groups", expr("transform(groups, i -> i + 1)"))), "invalid label")


def fit(spark, folder, file):
    names = ", ".join(f"_c{i} AS p{i}" for i in range(64)).split(", ")
    table = spark.read.csv(file, inferSchema=True).selectExpr(*names, "double(_c64) AS label").coalesce(1)
    table.selectExpr("*", "monotonically_increasing_id() AS id").where("id < 600").write.parquet(f"{folder}/digits")
    digits = spark.read.parquet(f"{folder}/digits")
    features = pipeline(NetworkClassifier()).getStages()[0].transform(digits)
    classifier, sweep = estimators(f"{folder}/sweeps")
    in_step(classifier, NetworkClassifier.__init__)
    in_step(sweep, CompressionSweep.__init__)
    numbers(folder, features)
    labels(folder, features)

    network = pipeline(classifier).fit(digits)
    accuracy = evaluator().evaluate(network.transform(digits))
    check(f"NetworkClassifier in a pipeline: training accuracy {accuracy:.3f}", accuracy > 0.9)
    model = network.stages[1]
    in_step(model)
    size = 64 * 24 + 24 * 10
    check("the model knows its size", (model.numFeatures, model.numClasses, model.numMacs) == (64, 10, size))
    check("the model predicts a row", model.predict(features.first().features) in range(10))

    grid = ParamGridBuilder().addGrid(classifier.maxIter, [1, 4]).addGrid(
        classifier.network, [{"family": "mlp", "hidden": [12]}]).build()
    tuned = CrossValidator(estimator=classifier, estimatorParamMaps=grid, numFolds=2, evaluator=evaluator()).fit(features)
    check("CrossValidator prefers four epochs to one", tuned.avgMetrics[1] > tuned.avgMetrics[0])
    tuned.save(f"{folder}/tuned")

    swept = pipeline(sweep).fit(digits)
    found = swept.stages[1]
    in_step(found)
    front = found.front().toPandas()
    print(front[["axes", "validation_error", "bytes", "seeds"]].to_string(index=False))
    check("front as pandas", len(front) >= 1 and front["seeds"].eq(2).all())
    check("trials as a DataFrame", found.trials().where("control IS NULL").count() == 8)
    best = found.best("validation_error", "bytes <= 5000", "criterion = 'magnitude'")
    check("best is a NetworkClassificationModel that predicts", evaluator().evaluate(best.transform(features)) > 0.3)
    tuned = CrossValidator(
        estimator=sweep, numFolds=2, evaluator=evaluator(),
        estimatorParamMaps=ParamGridBuilder().addGrid(sweep.seeds, [[1], [2]]).build(),
    ).fit(features)
    check("CrossValidator tunes a sweep", isinstance(tuned.bestModel, CompressionSweepModel))

    for name, fitted in {"model": model, "found": found, "best": best}.items():
        apart = exported(fitted, features, f"{folder}/{name}.onnx")
        check(f"{name}.export: logits of ONNX Runtime within {apart:.1e}", apart < 1e-4)
        refuses(f"{name}.export over another", lambda: fitted.export(f"{folder}/{name}.onnx"), "it already exists")
        refuses(f"{name}.export nowhere", lambda: fitted.export("/proc/none/small.onnx"), "Cannot create /proc/none")

    model.export(f"{folder}/model.onnx", force=True)
    check("an export to a number is a TypeError", "int" in type_error(lambda: model.export(5)))
    refuses("a column that is a number", lambda: found.best(5), "Invalid arguments")
    refuses("a condition that is a number", lambda: found.best("bytes", 5), "")
    refuses("a column that is none", lambda: found.best("nothing"), "must be a column")
    refuses("a table without rows", lambda: classifier.fit(features.where("id < 0")), "no")
    refuses("thresholds of another length", lambda: model.copy({model.thresholds: [1.0]}).transform(features), "thresholds")
    refuses("a label that is null", lambda: classifier.fit(features.withColumn("label", when(col("id") != 1, col("label")))), "label")
    refuses("a feature that is NaN", lambda: classifier.fit(
        features.withColumn("features", when(col("id") != 1, col("features")))), "missing value")
    refuses("text as label", lambda: classifier.fit(features.withColumn("label", col("label").cast("string"))), "label")
    refuses("a whole config with a wrong key", lambda: sweep.copy({sweep.config: "{ naem: a }"}).fit(features), "naem")
    refuses("a column twice", lambda: classifier.copy({classifier.predictionCol: "label"}).fit(features).transform(features),
            "label")
    refuses("a test column", lambda: found.best("test_error"), "must not be a test column")
    refuses("a wrong network", lambda: NetworkClassifier(network="{ family: mpl }").fit(features), "must be one of")
    refuses("a wrong label", lambda: classifier.fit(features.selectExpr("features", "label + 0.5 AS label")), "0.5")
    for stage in (classifier, sweep):
        name = type(stage).__name__
        for param, bad in WRONG.items():
            if stage.hasParam(param):
                refuses(f"{name}.{param} {bad}", lambda: stage.copy({stage.getParam(param): bad}).fit(features),
                        bad if param == "storePath" else param)
        refuses(f"no features for {name}", lambda: stage.fit(digits), "features")
        refuses(f"{name} from nowhere", lambda: type(stage).load(f"{folder}/none"), "none")
    for fitted in (model, found):
        name = type(fitted).__name__
        refuses(f"{name} from nowhere", lambda: type(fitted).load(f"{folder}/none"), "none")
        refuses(f"{name} from a table", lambda: type(fitted).load(f"{folder}/digits"), "digits")
        fitted.save(f"{folder}/taken-{name}")
        refuses(f"{name} over another", lambda: fitted.save(f"{folder}/taken-{name}"), "already exists")
        refuses(f"{name} on a table without features", lambda: fitted.transform(digits), "features")
        refuses(f"{name} as another file", lambda: fitted.export(f"{folder}/network.txt"), "must end in .onnx")
        refuses(f"{name} on a short row", lambda: fitted.predict(Vectors.dense([1.0])), "must be 64")
        unknown = features.where("id < 3").withColumn("features", when(col("id") != 1, col("features")))
        told = unpredicted(fitted, unknown)
        print(told)
        check(f"{name} tells of a row it cannot predict", told.startswith("Invalid features") and "\tat " not in told)
        for way, rows in {"skip": 2, "keep": 3}.items():
            lenient = fitted.copy().setHandleInvalid(way)
            check(f"{name} with handleInvalid {way}", len(lenient.transform(unknown).collect()) == rows)
    refuses("a condition that is none", lambda: found.best("validation_error", "bytes <"), "bytes <")
    check("a wrong keyword is a TypeError", "did you mean maxIter?" in type_error(lambda: classifier.setParams(maxIte=3)))
    check("a set is no YAML", "cannot be written" in type_error(lambda: classifier.setNetwork({"hidden": {1}})))

    mixed = Pipeline(stages=[Darken(), *pipeline(classifier).getStages()]).fit(digits)
    for name, saved in {"network": network, "sweep": swept, "mixed": mixed}.items():
        saved.write().overwrite().save(f"{folder}/{name}")
        predictions(saved, digits).write.parquet(f"{folder}/{name}-predictions")
    best.save(f"{folder}/best")
    predictions(best, features).write.parquet(f"{folder}/best-predictions")
    pipeline(classifier).save(f"{folder}/pipeline")
    check("an estimator is loaded with its params", Pipeline.load(f"{folder}/pipeline").getStages()[1].getMaxIter() == 8)


def load(spark, folder):
    print(f"---   in another process, on {spark.sparkContext.master}")
    digits = spark.read.parquet(f"{folder}/digits")
    features = pipeline(NetworkClassifier()).getStages()[0].transform(digits)

    def same(name, model, table):
        before = spark.read.parquet(f"{folder}/{name}-predictions").orderBy("id").collect()
        return predictions(model, table.repartition(3)).collect() == before

    for name, kind in {
        "network": NetworkClassificationModel, "sweep": CompressionSweepModel, "mixed": NetworkClassificationModel
    }.items():
        loaded = PipelineModel.load(f"{folder}/{name}")
        check(f"{name}: {kind.__name__}, the same predictions", type(loaded.stages[-1]) is kind and same(name, loaded, digits))
    best = NetworkClassificationModel.load(f"{folder}/best")
    check("best: the same predictions", same("best", best, features))
    apart = exported(best, features, f"{folder}/again-{spark.sparkContext.master.split('[')[0]}.onnx")
    check(f"best.export: logits of ONNX Runtime within {apart:.1e}", apart < 1e-4)
    tuned = CrossValidatorModel.load(f"{folder}/tuned")
    check("a CrossValidatorModel comes back", isinstance(tuned.bestModel, NetworkClassificationModel))

    before = PipelineModel.load(f"{folder}/sweep").stages[1]
    check("front of a loaded sweep", len(before.front().toPandas()) >= 1)
    network = Pipeline.load(f"{folder}/pipeline").fit(digits)
    check("a fit again: the same predictions", same("network", network, digits))
    sweep = estimators(f"{folder}/sweeps-{spark.sparkContext.master.split('[')[0]}")[1]
    swept = sweep.fit(features)
    check(f"a repeated sweep: the same {len(trials(swept))} rows of trials", trials(swept) == trials(before))
    check("a repeated sweep: the same predictions", same("sweep", swept, features))


def readme(folder):
    page = open("scripts/python/README.md").read()
    shown = re.search("```python\n(.*?)```", page, re.DOTALL)[1]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(shown.replace('"out/', f'"{folder}/'), {})
    check("the Python of scripts/python/README.md", len(printed.getvalue().splitlines()) > 1)
    os.makedirs("out/bench", exist_ok=True)
    with open("out/bench/pyspark.json", "w") as file:
        json.dump({"text": printed.getvalue().rstrip()}, file)
    print(printed.getvalue(), end="")


def main(what, *arguments):
    if what == "readme":
        readme(*arguments)
        return
    session = SparkSession.builder.config("spark.jars", "spark-jobs/target/espalier.jar").getOrCreate()
    {"fit": fit, "load": load}[what](session, *arguments)
    session.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
