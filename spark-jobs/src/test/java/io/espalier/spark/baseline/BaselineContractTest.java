package io.espalier.spark.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.baseline.Baseline;
import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.data.ClassTargets;
import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.Splits;
import io.espalier.engine.torch.Inference;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import io.espalier.spark.LocalSpark;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered baseline has to hold, whoever wrote it. */
class BaselineContractTest {
    private static final RandomKey KEY = RandomKey.of(3);
    private static Splits digits;

    @BeforeAll
    static void start() throws IOException {
        LocalSpark.session();
        digits = Binder.ofContext()
                .parseYaml("{ source: digits, limit: 40 }", DataSpec.class, "data")
                .load();
    }

    static List<Baseline> baselines() {
        return ServiceLoader.load(Baseline.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static Network network(Baseline baseline, Dataset data) {
        return baseline.network().build(data.shape(), data.targets().outputs());
    }

    private static float[] fitted(Baseline baseline, Dataset train) {
        return baseline.fit(train, KEY).in(network(baseline, train));
    }

    @ParameterizedTest
    @MethodSource("baselines")
    void givesTheSameBitsEveryTime(Baseline baseline) {
        assertThat(fitted(baseline, digits.train())).containsExactly(fitted(baseline, digits.train()));
    }

    @ParameterizedTest
    @MethodSource("baselines")
    void learnsWhatItHasSeen(Baseline baseline) {
        float[] logits =
                Inference.logits(network(baseline, digits.train()), fitted(baseline, digits.train()), digits.train());
        assertThat(errors(logits, digits.train())).isLessThan(digits.train().size() / 20);
    }

    private static int errors(float[] logits, Dataset data) {
        int errors = 0;
        for (int i = 0; i < data.size(); i++) {
            for (int c = 0; c < data.targets().outputs(); c++) {
                if (logits[i * data.targets().outputs() + c]
                        > logits[
                                i * data.targets().outputs()
                                        + ClassTargets.of(data).labels()[i]]) {
                    errors++;
                    break;
                }
            }
        }
        return errors;
    }

    @ParameterizedTest
    @MethodSource("baselines")
    void takesAClassWithoutExamples(Baseline baseline) {
        Dataset train = new Dataset(Shape.vector(1), 3, new float[] {-2, -1, 1, 2}, new int[] {0, 0, 1, 1});
        assertThat(fitted(baseline, train))
                .hasSize(network(baseline, train).layout().size());
    }

    @ParameterizedTest
    @MethodSource("baselines")
    void takesFeaturesThatNeverChange(Baseline baseline) {
        Dataset train = new Dataset(Shape.vector(2), 2, new float[] {5, 0, 5, 1, 5, 2, 5, 3}, new int[] {0, 0, 1, 1});
        assertThat(fitted(baseline, train))
                .hasSize(network(baseline, train).layout().size());
    }

    @ParameterizedTest
    @MethodSource("baselines")
    void comesBackFromItsText(Baseline baseline) {
        assertThat(Binder.ofContext().parse(Canonical.json(baseline), Baseline.class))
                .isEqualTo(baseline);
        assertThat(Canonical.json(baseline)).as("defaults are left out").doesNotContain("{");
        assertThat(baseline.engine()).matches(".*\\d.*");
    }
}
