package io.espalier.metric;

import io.espalier.data.LabelTargets;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The logits of examples of which each has some of several labels: a label is predicted where its logit is above 0, so its
 * probability 1 / (1 + exp(-logit)) above one half. Everything is computed in double, example by example in order.
 */
public final class LabelPredictions implements Predictions {
    private final float[] logits;
    private final LabelTargets targets;
    private final int labels;

    /**
     * @param logits row-major (examples, labels)
     * @throws NonFiniteLogitsException if one is infinite or not a number
     * @throws IllegalArgumentException if there is no example, or the two do not fit each other
     */
    public LabelPredictions(float[] logits, LabelTargets targets) {
        this.labels = targets.outputs();
        if (targets.size() == 0 || logits.length != (long) targets.size() * labels) {
            throw new IllegalArgumentException("Invalid logits: " + logits.length + " numbers (must be " + labels
                    + " for each of " + targets.size() + " examples, at least one)");
        }
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new NonFiniteLogitsException(i / labels, logits[i]);
            }
        }
        this.logits = logits;
        this.targets = targets;
    }

    @Override
    public int size() {
        return targets.size();
    }

    /** How many there are. */
    int labels() {
        return labels;
    }

    boolean has(int example, int label) {
        return targets.has(example, label);
    }

    boolean predicts(int example, int label) {
        return logit(example, label) > 0;
    }

    private double logit(int example, int label) {
        return logits[example * labels + label];
    }

    double probability(int example, int label) {
        return 1 / (1 + StrictMath.exp(-logit(example, label)));
    }

    /** -log of the probability of what is true of a label: log(1 + exp(-|z|)) + max(-z, 0), z the logit with its sign. */
    double negativeLogLikelihood(int example, int label) {
        double z = has(example, label) ? logit(example, label) : -logit(example, label);
        return StrictMath.log1p(StrictMath.exp(-Math.abs(z))) + Math.max(-z, 0);
    }

    @Override
    public OptionalDouble score(Score score) {
        return score.of(this);
    }

    /** Probabilities. */
    @Override
    public double[] answer(int example) {
        double[] answer = new double[labels];
        Arrays.setAll(answer, label -> probability(example, label));
        return answer;
    }

    /** None: there may be several labels. */
    @Override
    public OptionalInt decision(int example) {
        return OptionalInt.empty();
    }

    BinaryRanking ranking(int label) {
        return new BinaryRanking(size(), i -> logit(i, label), i -> has(i, label));
    }
}
