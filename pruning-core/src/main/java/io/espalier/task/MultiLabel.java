package io.espalier.task;

import io.espalier.binding.Default;
import io.espalier.data.LabelTargets;
import io.espalier.data.Targets;
import io.espalier.metric.HammingLoss;
import io.espalier.metric.LabelPredictions;
import io.espalier.metric.NegativeLogLikelihood;
import io.espalier.metric.Predictions;
import io.espalier.metric.Score;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Some of several labels, trained with binary cross-entropy; a label is predicted where its output is above 0.
 *
 * @param choice score that {@code keep: best}, patience and comparisons use
 * @param labelSmoothing part of each target that is spread evenly over 0 and 1
 */
public record MultiLabel(
        @Default("hamming-loss") Score choice, @Default("0") double labelSmoothing) implements Task {
    private static final Score HAMMING = new HammingLoss();
    private static final Score NLL = new NegativeLogLikelihood();

    public MultiLabel {
        Targets two = Targets.Kind.LABELS.ofTwo();
        ChoiceScore.require(choice, new LabelPredictions(ChoiceScore.zeros(two), LabelTargets.of(two)));
        new LossFunction.BinaryCrossEntropy(labelSmoothing);
    }

    public MultiLabel() {
        this(HAMMING, 0);
    }

    @Override
    public Targets.Kind targets() {
        return Targets.Kind.LABELS;
    }

    @Override
    public LossFunction loss(Targets train) {
        return new LossFunction.BinaryCrossEntropy(labelSmoothing);
    }

    @Override
    public Predictions predictions(float[] outputs, Targets targets) {
        return new LabelPredictions(outputs, LabelTargets.of(targets));
    }

    @Override
    public Score meanLoss() {
        return NLL;
    }

    @Override
    public Set<Score> curve() {
        return new LinkedHashSet<>(List.of(HAMMING, NLL, choice));
    }

    /** The log-odds of how often each label is seen, one half more each so that none is infinite. */
    @Override
    public float[] constant(Targets train) {
        float[] logits = new float[train.outputs()];
        for (int label = 0; label < logits.length; label++) {
            double seen = train.count(label) + 0.5;
            logits[label] = (float) StrictMath.log(seen / (train.size() + 1 - seen));
        }
        return logits;
    }
}
