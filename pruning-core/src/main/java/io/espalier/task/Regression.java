package io.espalier.task;

import io.espalier.binding.Default;
import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.metric.MeanLoss;
import io.espalier.metric.Predictions;
import io.espalier.metric.RootMeanSquaredError;
import io.espalier.metric.Score;
import io.espalier.metric.ValuePredictions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Numeric targets, trained on targets standardised with the training part.
 *
 * @param choice score that {@code keep: best}, patience and comparisons use
 * @param loss what is minimised, on standardised targets
 */
public record Regression(
        @Default("rmse") Score choice,
        @Default("squared-error") LossFunction.OfValues loss) implements Task {
    private static final Score RMSE = new RootMeanSquaredError();
    private static final Score LOSS = new MeanLoss();

    public Regression {
        Targets two = Targets.Kind.VALUES.ofTwo();
        ChoiceScore.require(choice, new ValuePredictions(ChoiceScore.zeros(two), ValueTargets.of(two)));
    }

    public Regression() {
        this(RMSE, new LossFunction.SquaredError());
    }

    @Override
    public Targets.Kind targets() {
        return Targets.Kind.VALUES;
    }

    @Override
    public LossFunction loss(Targets train) {
        return loss;
    }

    @Override
    public Predictions predictions(float[] outputs, Targets targets) {
        return new ValuePredictions(outputs, ValueTargets.of(targets));
    }

    @Override
    public Score meanLoss() {
        return LOSS;
    }

    @Override
    public Set<Score> curve() {
        return new LinkedHashSet<>(List.of(RMSE, LOSS, choice));
    }

    /** The means of the training part, which scaled are 0. */
    @Override
    public float[] constant(Targets train) {
        return new float[train.outputs()];
    }
}
