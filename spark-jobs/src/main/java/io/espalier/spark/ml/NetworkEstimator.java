package io.espalier.spark.ml;

import org.apache.spark.ml.param.Param;

/**
 * A stage that trains one network: setters of its params, each of which gives the stage again.
 *
 * @param <E> the stage
 */
public interface NetworkEstimator<E extends NetworkEstimator<E>> extends TrainingParams {
    /** Sets the defaults of all that have one; the seed's is a number of the class, as MLlib has it. */
    default void setTrainingDefaults(Class<E> stage) {
        setDefault(network(), "{ family: mlp, hidden: [64, 32] }");
        setDefault(maxIter(), 20);
        setDefault(batchSize(), 32);
        setDefault(optimizer(), "adam");
        setDefault(schedule(), "constant");
        setDefault(keep(), "last");
        setDefault(scaling(), "unit");
        setDefault(handleInvalid(), ERROR);
        setDefault(seed(), (long) stage.getName().hashCode());
    }

    /** Sets a param. */
    @SuppressWarnings("unchecked")
    private <T> E put(Param<?> param, T value) {
        set((Param<T>) param, value);
        return (E) this;
    }

    default E setNetwork(String value) {
        return put(network(), value);
    }

    default E setInputShape(int... value) {
        return put(inputShape(), value);
    }

    default E setMaxIter(int value) {
        return put(maxIter(), value);
    }

    default E setBatchSize(int value) {
        return put(batchSize(), value);
    }

    default E setOptimizer(String value) {
        return put(optimizer(), value);
    }

    default E setStepSize(double value) {
        return put(stepSize(), value);
    }

    default E setSchedule(String value) {
        return put(schedule(), value);
    }

    default E setPatience(int value) {
        return put(patience(), value);
    }

    default E setKeep(String value) {
        return put(keep(), value);
    }

    default E setValidationIndicatorCol(String value) {
        return put(validationIndicatorCol(), value);
    }

    default E setScaling(String value) {
        return put(scaling(), value);
    }

    default E setHandleInvalid(String value) {
        return put(handleInvalid(), value);
    }

    default E setSeed(long value) {
        return put(seed(), value);
    }

    default E setStorePath(String value) {
        return put(storePath(), value);
    }

    default E setWeightCol(String value) {
        return put(weightCol(), value);
    }
}
