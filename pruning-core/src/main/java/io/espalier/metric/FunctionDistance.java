package io.espalier.metric;

import io.espalier.binding.Unwrapped;
import io.espalier.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a network has gone from its dense parent, both under the same noise (Liebenwein et al. 2021):
 * {@code function_distance}, the mean of |softmax f(x) - softmax g(x)|_2, in [0, sqrt 2], and {@code agreement}, the
 * fraction of examples that both put into the same class. Null without a dense parent, and {@code agreement} where no
 * class is decided on.
 */
public record FunctionDistance(@Unwrapped InputNoise noise) implements Metric {
    public FunctionDistance() {
        this(InputNoise.DEFAULT);
    }

    @Override
    public List<Value> measure(EvaluatedNetwork subject) {
        Dataset sample = noise.sample(subject);
        Optional<EvaluatedNetwork.Predictor> dense = subject.dense();
        List<Value> values = new ArrayList<>();
        for (double level : noise.levels()) {
            double @Nullable [] found = dense.isEmpty()
                    ? null
                    : noise.means(subject, sample, level, noisy -> compare(subject.network(), dense.get(), noisy));
            values.add(new Value("function_distance", level, found == null ? null : (Double) found[0]));
            values.add(new Value("agreement", level, found == null || found.length == 1 ? null : (Double) found[1]));
        }
        return values;
    }

    private static double[] compare(
            EvaluatedNetwork.Predictor network, EvaluatedNetwork.Predictor dense, Dataset noisy) {
        Predictions one = network.predict(noisy);
        Predictions other = dense.predict(noisy);
        return one.decision(0).isEmpty()
                ? new double[] {distance(one, other)}
                : new double[] {distance(one, other), agreement(one, other)};
    }

    /** The mean over examples of the distance between answers. */
    private static double distance(Predictions one, Predictions other) {
        double sum = 0;
        for (int i = 0; i < one.size(); i++) {
            sum += distance(one.answer(i), other.answer(i));
        }
        return sum / one.size();
    }

    private static double distance(double[] one, double[] other) {
        double squares = 0;
        for (int i = 0; i < one.length; i++) {
            squares += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return StrictMath.sqrt(squares);
    }

    /** The fraction of examples with equal decisions. */
    private static double agreement(Predictions one, Predictions other) {
        int equal = 0;
        for (int i = 0; i < one.size(); i++) {
            equal += one.decision(i).equals(other.decision(i)) ? 1 : 0;
        }
        return (double) equal / one.size();
    }
}
