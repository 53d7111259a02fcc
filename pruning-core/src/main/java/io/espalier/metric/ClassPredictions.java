package io.espalier.metric;

import io.espalier.data.ClassTargets;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The logits of labelled examples: {@code logits[i * classes + c]} is that of class c for example i. Everything is
 * computed in double, example by example in order, so batches leave no trace. The arrays are shared, not copied.
 */
public final class ClassPredictions implements Predictions {
    private final float[] logits;
    private final int classes;
    private final int[] labels;
    private final int[] predicted;
    private double @Nullable [] logSumExps;

    /**
     * @throws NonFiniteLogitsException if a logit is infinite or not a number
     * @throws IllegalArgumentException if there is no example, the arrays do not fit each other or a label is out of
     *     range
     */
    public ClassPredictions(float[] logits, int classes, int[] labels) {
        if (labels.length == 0 || logits.length != (long) labels.length * classes) {
            throw new IllegalArgumentException("Invalid logits: " + logits.length + " numbers (must be " + classes
                    + " for each of " + labels.length + " examples, at least one)");
        }
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new NonFiniteLogitsException(i / classes, logits[i]);
            }
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        "Invalid label: " + label + " (must be in 0.." + (classes - 1) + ")");
            }
        }
        this.logits = logits;
        this.classes = classes;
        this.labels = labels;
        this.predicted = IntStream.range(0, labels.length).map(this::likeliest).toArray();
    }

    /** The same of targets that are known to be classes. */
    public static ClassPredictions of(float[] logits, ClassTargets targets) {
        return new ClassPredictions(logits, targets.classes(), targets.labels());
    }

    @Override
    public int size() {
        return labels.length;
    }

    int classes() {
        return classes;
    }

    /** The true class. */
    int label(int example) {
        return labels[example];
    }

    /** One class against the rest. */
    BinaryRanking ranking(int label) {
        double[] shares =
                IntStream.range(0, size()).mapToDouble(i -> share(i, label)).toArray();
        return new BinaryRanking(size(), i -> shares[i], i -> labels[i] == label);
    }

    /** The probability as a quotient, which is the same for all examples whose logits differ by the same. */
    private double share(int example, int label) {
        double largest = logit(example, predicted(example));
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += StrictMath.exp(logit(example, c) - largest);
        }
        return StrictMath.exp(logit(example, label) - largest) / sum;
    }

    private double logit(int example, int label) {
        return logits[example * classes + label];
    }

    /** The class with the largest logit; of equal ones the first. */
    public int predicted(int example) {
        return predicted[example];
    }

    private int likeliest(int example) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (logit(example, c) > logit(example, best)) {
                best = c;
            }
        }
        return best;
    }

    public boolean isCorrect(int example) {
        return predicted(example) == labels[example];
    }

    /** The softmax probability of the predicted class. */
    public double confidence(int example) {
        return probability(example, predicted(example));
    }

    /** Softmax probability of a class. */
    double probability(int example, int label) {
        return StrictMath.exp(logit(example, label) - logSumExp(example));
    }

    /** Softmax probabilities. */
    @Override
    public double[] answer(int example) {
        double[] probabilities = new double[classes];
        Arrays.setAll(probabilities, c -> probability(example, c));
        return probabilities;
    }

    @Override
    public OptionalInt decision(int example) {
        return OptionalInt.of(predicted(example));
    }

    @Override
    public OptionalDouble score(Score score) {
        return score.of(this);
    }

    /** -log of the softmax probability of the true class, in nats. */
    public double negativeLogLikelihood(int example) {
        return logSumExp(example) - logit(example, labels[example]);
    }

    /** Of each example, worked out when first asked for and once. */
    private double logSumExp(int example) {
        if (logSumExps == null) {
            logSumExps = IntStream.range(0, size()).mapToDouble(this::sumUp).toArray();
        }
        return logSumExps[example];
    }

    /** log of the sum of exp(logit), the largest logit taken out first so that nothing overflows. */
    private double sumUp(int example) {
        double largest = logit(example, predicted(example));
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += StrictMath.exp(logit(example, c) - largest);
        }
        return largest + StrictMath.log(sum);
    }
}
