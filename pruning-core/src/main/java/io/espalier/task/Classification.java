package io.espalier.task;

import io.espalier.binding.Default;
import io.espalier.data.ClassTargets;
import io.espalier.data.Targets;
import io.espalier.metric.ClassPredictions;
import io.espalier.metric.ErrorRate;
import io.espalier.metric.NegativeLogLikelihood;
import io.espalier.metric.Predictions;
import io.espalier.metric.Score;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One of several classes, trained with cross-entropy; the class with the largest output is predicted.
 *
 * @param choice score that {@code keep: best}, patience and comparisons use
 */
public record Classification(@Default("error") Score choice) implements Task {
    private static final Score ERROR = new ErrorRate();
    private static final Score NLL = new NegativeLogLikelihood();

    public Classification {
        Targets two = Targets.Kind.CLASSES.ofTwo();
        Choice.require(choice, ClassPredictions.of(Choice.zeros(two), ClassTargets.of(two)));
    }

    public Classification() {
        this(ERROR);
    }

    @Override
    public Targets.Kind targets() {
        return Targets.Kind.CLASSES;
    }

    @Override
    public LossFunction loss() {
        return new LossFunction.CrossEntropy();
    }

    @Override
    public Predictions predictions(float[] outputs, Targets targets) {
        return ClassPredictions.of(outputs, ClassTargets.of(targets));
    }

    @Override
    public Score meanLoss() {
        return NLL;
    }

    @Override
    public Set<Score> curve() {
        return new LinkedHashSet<>(List.of(ERROR, NLL, choice));
    }

    /** The logarithms of how often each class is seen, one more each so that none is infinite. */
    @Override
    public float[] constant(Targets train) {
        float[] logits = new float[train.outputs()];
        for (int c = 0; c < logits.length; c++) {
            logits[c] = (float) StrictMath.log(train.count(c) + 1.0);
        }
        return logits;
    }
}
