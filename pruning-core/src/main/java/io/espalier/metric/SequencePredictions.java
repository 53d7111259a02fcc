package io.espalier.metric;

import io.espalier.data.SequenceTargets;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The logits of each class at each step of some examples, classes outermost. Scores are means over all steps that have a token,
 * each step alike; all is computed in double, example by example and step by step. The arrays are shared, not copied.
 */
public final class SequencePredictions implements Predictions {
    private final float[] logits;
    private final SequenceTargets targets;
    private final int classes;
    private final int steps;
    private double @Nullable [] logSumExps;

    /**
     * @param logits row-major (examples, classes, steps)
     * @throws NonFiniteLogitsException if one is infinite or not a number
     * @throws IllegalArgumentException if there is no example, or the two do not fit each other
     */
    public SequencePredictions(float[] logits, SequenceTargets targets) {
        if (targets.size() == 0 || logits.length != (long) targets.size() * targets.outputs()) {
            throw new IllegalArgumentException("Invalid logits: " + logits.length + " numbers (must be "
                    + targets.outputs() + " for each of " + targets.size() + " examples, at least one)");
        }
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new NonFiniteLogitsException(i / targets.outputs(), logits[i]);
            }
        }
        this.logits = logits;
        this.targets = targets;
        this.classes = targets.classes();
        this.steps = targets.steps();
    }

    /** A number for a step of an example. */
    @FunctionalInterface
    interface OfStep {
        double at(int example, int step);
    }

    /** The mean over all steps that have a token; empty where none has. */
    OptionalDouble mean(OfStep score) {
        double sum = 0;
        long known = 0;
        for (int example = 0; example < size(); example++) {
            for (int step = 0; step < steps; step++) {
                if (targets.isKnown(example, step)) {
                    sum += score.at(example, step);
                    known++;
                }
            }
        }
        return known == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / known);
    }

    /** Whether the class with the largest logit, of equal ones the first, is the token. */
    boolean isCorrect(int example, int step) {
        return predicted(example, step) == targets.token(example, step);
    }

    private int predicted(int example, int step) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (logit(example, c, step) > logit(example, best, step)) {
                best = c;
            }
        }
        return best;
    }

    /** -log of the softmax probability of the token, in nats. */
    double negativeLogLikelihood(int example, int step) {
        return logSumExp(example, step) - logit(example, targets.token(example, step), step);
    }

    /** Of each step of each example, worked out when first asked for and once. */
    private double logSumExp(int example, int step) {
        if (logSumExps == null) {
            logSumExps = IntStream.range(0, size() * steps)
                    .mapToDouble(i -> sumUp(i / steps, i % steps))
                    .toArray();
        }
        return logSumExps[example * steps + step];
    }

    private double sumUp(int example, int step) {
        double largest = logit(example, predicted(example, step), step);
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += StrictMath.exp(logit(example, c, step) - largest);
        }
        return largest + StrictMath.log(sum);
    }

    private double logit(int example, int label, int step) {
        return logits[(example * classes + label) * steps + step];
    }

    @Override
    public int size() {
        return targets.size();
    }

    @Override
    public OptionalDouble score(Score score) {
        return score.of(this);
    }

    /** Softmax probabilities of each step. */
    @Override
    public double[] answer(int example) {
        double[] answer = new double[classes * steps];
        for (int step = 0; step < steps; step++) {
            double logSumExp = logSumExp(example, step);
            for (int c = 0; c < classes; c++) {
                answer[c * steps + step] = StrictMath.exp(logit(example, c, step) - logSumExp);
            }
        }
        return answer;
    }

    /** None: there is one at each step. */
    @Override
    public OptionalInt decision(int example) {
        return OptionalInt.empty();
    }
}
