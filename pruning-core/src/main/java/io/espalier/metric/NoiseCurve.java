package io.espalier.metric;

import io.espalier.binding.Unwrapped;
import io.espalier.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The error under noise on the input, level by level (Liebenwein et al. 2021): {@code noise_error} of the network, and
 * {@code dense_noise_error} of its dense parent under the same noise. Fractions in [0, 1]; another task has the score that
 * its networks are chosen by in their place. Their difference over a ladder
 * of sparsities gives the {@link PrunePotential}.
 */
public record NoiseCurve(@Unwrapped InputNoise noise) implements Metric {
    public NoiseCurve() {
        this(InputNoise.DEFAULT);
    }

    @Override
    public List<Value> measure(EvaluatedNetwork subject) {
        Dataset sample = noise.sample(subject);
        List<EvaluatedNetwork.Predictor> networks = Stream.concat(
                        Stream.of(subject.network()), subject.dense().stream())
                .toList();
        String score = subject.choice().column();
        List<Value> values = new ArrayList<>();
        for (double level : noise.levels()) {
            double[] errors = noise.means(subject, sample, level, noisy -> errors(networks, subject.choice(), noisy));
            values.add(new Value("noise_" + score, level, errors[0]));
            values.add(new Value("dense_noise_" + score, level, errors.length == 1 ? null : (Double) errors[1]));
        }
        return values;
    }

    private static double[] errors(List<EvaluatedNetwork.Predictor> networks, Score choice, Dataset noisy) {
        return networks.stream()
                .mapToDouble(network -> network.predict(noisy).scores().require(choice))
                .toArray();
    }
}
