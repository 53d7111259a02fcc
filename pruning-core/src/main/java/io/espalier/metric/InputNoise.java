package io.espalier.metric;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.data.Dataset;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/**
 * Uniform noise on the input, as in Lost in Pruning (Liebenwein et al. 2021): x + u, each u_i uniform in [-e, e), in the
 * units that the network gets. All levels e scale the same draws, so that a curve over them is smooth.
 *
 * @param levels noise amplitudes e, each at least 0
 * @param draws random draws of the noise for each example
 * @param examples largest number of examples used of each part, chosen by the seed
 */
public record InputNoise(
        @Default("[0, 0.05, 0.1, 0.2]") List<Double> levels,
        @Default("10") int draws,
        @Default("1000") int examples) {
    private static final int MOST_DRAWS = 10_000;

    /** Four levels, ten draws, a thousand examples. */
    public static final InputNoise DEFAULT = new InputNoise(List.of(0.0, 0.05, 0.1, 0.2), 10, 1000);

    public InputNoise {
        levels = List.copyOf(levels);
        check(!levels.isEmpty(), "levels", levels, "hold at least one level");
        check(new HashSet<>(levels).size() == levels.size(), "levels", levels, "be distinct");
        levels.forEach(e -> check(e >= 0 && Double.isFinite(e), "levels", e, "be at least 0"));
        check(draws >= 1 && draws <= MOST_DRAWS, "draws", draws, "be in 1.." + MOST_DRAWS);
        check(examples >= 1, "examples", examples, "be at least 1");
    }

    /** The examples of a subject that are measured. */
    Dataset sample(EvaluatedNetwork subject) {
        Dataset all = subject.examples();
        int[] order = subject.key().with("sample").permutation(all.size());
        return all.select(Arrays.copyOf(order, Math.min(examples, order.length)));
    }

    /** What is found on noisy copies of {@code sample}, each number's mean over the draws. */
    double[] means(EvaluatedNetwork subject, Dataset sample, double level, Function<Dataset, double[]> found) {
        if (level == 0) {
            return found.apply(sample);
        }
        RandomKey key = subject.key().with("noise");
        double[] sums = found.apply(noisy(sample, level, key.with(0)));
        for (int draw = 1; draw < draws; draw++) {
            double[] next = found.apply(noisy(sample, level, key.with(draw)));
            Arrays.setAll(sums, i -> sums[i] + next[i]);
        }
        return Arrays.stream(sums).map(sum -> sum / draws).toArray();
    }

    private static Dataset noisy(Dataset sample, double level, RandomKey key) {
        float[] features = sample.features().clone();
        for (int i = 0; i < features.length; i++) {
            features[i] += (float) (level * (2 * key.uniform(i) - 1));
        }
        return new Dataset(sample.shape(), sample.targets(), features);
    }
}
