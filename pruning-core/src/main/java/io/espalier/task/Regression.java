package io.espalier.task;

import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.metric.Predictions;
import io.espalier.metric.Score;
import io.espalier.metric.ValuePredictions;

/** Numeric targets, trained with mean squared error on targets standardised with the training part. */
public record Regression() implements Task {
    @Override
    public Targets.Kind targets() {
        return Targets.Kind.VALUES;
    }

    @Override
    public LossFunction loss() {
        return new LossFunction.SquaredError();
    }

    @Override
    public Predictions predictions(float[] outputs, Targets targets) {
        return new ValuePredictions(outputs, ValueTargets.of(targets));
    }

    @Override
    public Score choice() {
        return Score.RMSE;
    }

    @Override
    public Score meanLoss() {
        return Score.LOSS;
    }

    /** The means of the training part, which scaled are 0. */
    @Override
    public float[] constant(Targets train) {
        return new float[train.outputs()];
    }
}
