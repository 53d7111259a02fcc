package io.espalier.spark.ml;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The columns of a network that predicts several labels, which MLlib has no base class for, under the names that it has. */
public interface MultiLabelParams extends Params {
    default Param<String> featuresCol() {
        return new Param<>(this, "featuresCol", "features column name");
    }

    default String getFeaturesCol() {
        return getOrDefault(featuresCol());
    }

    default Param<String> labelCol() {
        return new Param<>(this, "labelCol", "label column name: vectors or arrays of 0 and 1, one for each label");
    }

    default String getLabelCol() {
        return getOrDefault(labelCol());
    }

    default Param<String> predictionCol() {
        return new Param<>(this, "predictionCol", "prediction column name: the numbers of the labels, as an array");
    }

    default String getPredictionCol() {
        return getOrDefault(predictionCol());
    }

    default Param<String> probabilityCol() {
        return new Param<>(this, "probabilityCol", "column name of the probability of each label");
    }

    default String getProbabilityCol() {
        return getOrDefault(probabilityCol());
    }

    default Param<String> rawPredictionCol() {
        return new Param<>(this, "rawPredictionCol", "column name of the logit of each label");
    }

    default String getRawPredictionCol() {
        return getOrDefault(rawPredictionCol());
    }

    default DoubleArrayParam thresholds() {
        return new DoubleArrayParam(
                this,
                "thresholds",
                "probability from which on each label is predicted, one in [0, 1] for each (undefined: 0.5)");
    }

    default double[] getThresholds() {
        return getOrDefault(thresholds());
    }

    /** Sets the names that MLlib has for them. */
    default void setColumnDefaults() {
        setDefault(featuresCol(), "features");
        setDefault(labelCol(), "label");
        setDefault(predictionCol(), "prediction");
        setDefault(probabilityCol(), "probability");
        setDefault(rawPredictionCol(), "rawPrediction");
    }
}
