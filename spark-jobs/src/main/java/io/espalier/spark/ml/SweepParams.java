package io.espalier.spark.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;

/** The keys of a sweep's file as params, in YAML, and where its results go. */
public interface SweepParams extends ValidationParams, WeightParams {
    default Param<String> config() {
        return new Param<>(
                this, "config", "a whole sweep in YAML without its data (undefined: built from the params below)");
    }

    default String getConfig() {
        return getOrDefault(config());
    }

    default Param<String> name() {
        return new Param<>(this, "name", "name of the sweep: lower-case letters, digits and hyphens");
    }

    default String getName() {
        return getOrDefault(name());
    }

    default Param<String> data() {
        return new Param<>(
                this, "data", "how the rows are split and scaled, as in { validation: 0.2, test: 0.2, scaling: unit }");
    }

    default String getData() {
        return getOrDefault(data());
    }

    default Param<String> network() {
        return new Param<>(this, "network", "the network, as in { family: mlp, hidden: [64, 32] }");
    }

    default String getNetwork() {
        return getOrDefault(network());
    }

    default Param<String> recipe() {
        return new Param<>(this, "recipe", "the steps applied to the network, as in a sweep file");
    }

    default String getRecipe() {
        return getOrDefault(recipe());
    }

    default Param<String> grid() {
        return new Param<>(this, "grid", "values of the recipe's placeholders, as in { sparsity: [0.5, 0.9] }");
    }

    default String getGrid() {
        return getOrDefault(grid());
    }

    default Param<String> seeds() {
        return new Param<>(this, "seeds", "every point runs once per seed, as in [1, 2, 3]");
    }

    default String getSeeds() {
        return getOrDefault(seeds());
    }

    default Param<String> baselines() {
        return new Param<>(
                this,
                "baselines",
                "baselines to fit and compare with, as in [{ logistic-regression: { reg-param: [0.1, 0.01] } }]");
    }

    default String getBaselines() {
        return getOrDefault(baselines());
    }

    default Param<String> controls() {
        return new Param<>(
                this, "controls", "controls to compare candidates with, as in [random-mask, extra-training]");
    }

    default String getControls() {
        return getOrDefault(controls());
    }

    default Param<String> objectives() {
        return new Param<>(
                this, "objectives", "columns of the trials table, as in { validation_error: min, bytes: min }");
    }

    default String getObjectives() {
        return getOrDefault(objectives());
    }

    default Param<String> bestBy() {
        return new Param<>(
                this,
                "bestBy",
                "the column whose best trial the model predicts with, as in validation_error or validation_nll:min");
    }

    default String getBestBy() {
        return getOrDefault(bestBy());
    }

    default Param<String> bestWhere() {
        return new Param<>(
                this, "bestWhere", "condition on that trial in SQL, as in bytes <= 20000 (undefined: any trial)");
    }

    default String getBestWhere() {
        return getOrDefault(bestWhere());
    }

    default Param<String> outputPath() {
        return new Param<>(
                this,
                "outputPath",
                "folder that driver and executors can access; each fit writes to a subfolder of its own");
    }

    default String getOutputPath() {
        return getOrDefault(outputPath());
    }

    default Param<String> storePath() {
        return new Param<>(
                this,
                "storePath",
                "store of finished steps, which fits and sweeps may share (undefined: in outputPath)");
    }

    default String getStorePath() {
        return getOrDefault(storePath());
    }

    default BooleanParam verbose() {
        return new BooleanParam(this, "verbose", "whether a fit prints its progress to standard error");
    }

    default boolean getVerbose() {
        return (boolean) getOrDefault(verbose());
    }
}
