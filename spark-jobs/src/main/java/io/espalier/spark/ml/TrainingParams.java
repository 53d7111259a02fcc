package io.espalier.spark.ml;

import java.util.Arrays;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** How a network is trained: the keys of a {@code train} step, under MLlib's names where it has one for them. */
public interface TrainingParams extends NetworkParams, ValidationParams, WeightParams {
    default IntParam maxIter() {
        return new IntParam(this, "maxIter", "epochs: passes over the training rows (>= 0)", ParamValidators.gtEq(0));
    }

    default int getMaxIter() {
        return (int) getOrDefault(maxIter());
    }

    default IntParam batchSize() {
        return new IntParam(this, "batchSize", "rows in a mini-batch (> 0)", ParamValidators.gt(0));
    }

    default int getBatchSize() {
        return (int) getOrDefault(batchSize());
    }

    default Param<String> optimizer() {
        return new Param<>(
                this, "optimizer", "the optimizer in YAML, as in adam or { momentum: { rate: 0.1, decay: 0.0001 } }");
    }

    default String getOptimizer() {
        return getOrDefault(optimizer());
    }

    default DoubleParam stepSize() {
        return new DoubleParam(
                this,
                "stepSize",
                "learning rate (> 0), overriding the optimizer's (undefined: the optimizer's)",
                ParamValidators.gt(0));
    }

    default double getStepSize() {
        return (double) getOrDefault(stepSize());
    }

    default Param<String> schedule() {
        return new Param<>(this, "schedule", "learning rate schedule in YAML, as in constant or cosine");
    }

    default String getSchedule() {
        return getOrDefault(schedule());
    }

    default IntParam patience() {
        return new IntParam(
                this,
                "patience",
                "epochs without a new best on the validation rows before training stops (> 0; undefined: never)",
                ParamValidators.gt(0));
    }

    default int getPatience() {
        return (int) getOrDefault(patience());
    }

    default Param<String> keep() {
        return new Param<>(
                this,
                "keep",
                "weights to keep: last, best (least error on the validation rows) or least-loss (least loss there)",
                ParamValidators.inArray(Arrays.asList("last", "best", "least-loss")));
    }

    default String getKeep() {
        return getOrDefault(keep());
    }

    default Param<String> scaling() {
        return new Param<>(
                this,
                "scaling",
                "scaling of features, fitted on the training rows: none, unit, standard or per-feature",
                ParamValidators.inArray(Arrays.asList("none", "unit", "standard", "per-feature")));
    }

    default String getScaling() {
        return getOrDefault(scaling());
    }

    default LongParam seed() {
        return new LongParam(this, "seed", "seed of the initial weights and of the order of rows");
    }

    default long getSeed() {
        return (long) getOrDefault(seed());
    }

    default Param<String> storePath() {
        return new Param<>(
                this,
                "storePath",
                "store of finished steps, which fits and sweeps may share (undefined: nothing is" + " kept)");
    }

    default String getStorePath() {
        return getOrDefault(storePath());
    }
}
