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
 * @param labelSmoothing part of each target that is spread evenly over all classes
 * @param classWeights how much an example of each class counts in the loss: {@code equal}, {@code balanced}, or a list
 */
public record Classification(
        @Default("error") Score choice,
        @Default("0") double labelSmoothing,
        @Default("equal") ClassWeights classWeights)
        implements Task {
    private static final Score ERROR = new ErrorRate();
    private static final Score NLL = new NegativeLogLikelihood();

    public Classification {
        Targets two = Targets.Kind.CLASSES.ofTwo();
        ChoiceScore.require(choice, ClassPredictions.of(ChoiceScore.zeros(two), ClassTargets.of(two)));
        new LossFunction.CrossEntropy(labelSmoothing, List.of());
    }

    public Classification() {
        this(ERROR, 0, new ClassWeights.Equal());
    }

    @Override
    public Targets.Kind targets() {
        return Targets.Kind.CLASSES;
    }

    @Override
    public LossFunction loss(Targets train) {
        return new LossFunction.CrossEntropy(labelSmoothing, classWeights.of(train));
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
