package io.espalier.spark.ml;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.data.DataSpec.Scaling;
import io.espalier.network.NetworkFamily;
import io.espalier.recipe.Step;
import io.espalier.recipe.Train;
import io.espalier.recipe.train.LearningRate;
import io.espalier.recipe.train.Optimizer;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;

/** A classifier's params, read. */
record TrainingPlan(NetworkFamily family, InputShape input, Step step, Scaling scaling, long seed) {

    /**
     * @throws io.espalier.binding.ConfigException if YAML is wrong
     * @throws io.espalier.binding.InvalidValueException if values do not go together
     */
    static TrainingPlan of(TrainingParams params) {
        Binder binder = Binder.ofContext();
        Train.Keep keep = binder.parseYaml(params.getKeep(), Train.Keep.class, "keep");
        Integer patience = params.isDefined(params.patience()) ? params.getPatience() : null;
        if (!params.isDefined(params.validationIndicatorCol())) {
            check(patience == null, "patience", patience, "be combined with a validationIndicatorCol");
            check(keep == Train.Keep.LAST, "keep", params.getKeep(), "be combined with a validationIndicatorCol");
        }
        Map<String, Object> train = new TreeMap<>();
        train.put("epochs", params.getMaxIter());
        train.put("batch", params.getBatchSize());
        train.put("optimizer", optimizer(params, binder));
        train.put("schedule", binder.parseYaml(params.getSchedule(), LearningRate.class, "schedule"));
        train.put("keep", keep);
        if (patience != null) {
            train.put("patience", patience);
        }
        Step step = binder.parse(Canonical.json(Map.of("train", train)), Step.class);
        return new TrainingPlan(
                binder.parseYaml(params.getNetwork(), NetworkFamily.class, "network"),
                InputShape.of(params),
                step,
                binder.parseYaml(params.getScaling(), Scaling.class, "scaling"),
                params.getSeed());
    }

    private static Optimizer optimizer(TrainingParams params, Binder binder) {
        Optimizer given = binder.parseYaml(params.getOptimizer(), Optimizer.class, "optimizer");
        return params.isDefined(params.stepSize()) ? given.withRate(params.getStepSize()) : given;
    }

    /** Throws if a fit on such rows cannot be, as far as it is known without them. */
    static void requireFit(TrainingParams params, StructType schema, OptionalInt classes) {
        params.checkIndicator(schema);
        params.checkWeight(schema);
        TrainingPlan plan = of(params);
        OptionalInt features = new FeaturesColumn(params.getFeaturesCol()).size(schema);
        if (features.isPresent()) {
            plan.input.checkFits(plan.family, features.getAsInt(), classes.orElse(2));
        }
    }
}
