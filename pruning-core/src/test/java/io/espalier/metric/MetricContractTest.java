package io.espalier.metric;

import static io.espalier.metric.KnownNetwork.cut;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.criterion.Fixtures;
import io.espalier.data.ClassTargets;
import io.espalier.data.Dataset;
import io.espalier.metric.Metric.Value;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import io.espalier.task.Classification;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered metric has to hold, whoever wrote it. */
class MetricContractTest {
    private static final int EXAMPLES = 40;

    static Stream<Metric> metrics() {
        return ServiceLoader.load(Metric.class).stream().map(ServiceLoader.Provider::get);
    }

    private static Dataset examples() {
        RandomKey key = RandomKey.of(3);
        float[] x = new float[EXAMPLES];
        IntStream.range(0, EXAMPLES).forEach(i -> x[i] = (float) (2 * key.uniform(i) - 1));
        return KnownNetwork.line(
                x, IntStream.range(0, EXAMPLES).map(i -> x[i] > 0 ? 1 : 0).toArray());
    }

    private static KnownNetwork subject(long seed) {
        return new KnownNetwork(examples(), cut(0.1), Optional.of(cut(0)), RandomKey.of(seed));
    }

    private static List<List<Object>> places(List<Value> values) {
        return values.stream()
                .map(v -> List.<Object>of(v.name(), Optional.ofNullable(v.level())))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void givesTheSameBitsEveryTime(Metric metric) {
        assertThat(metric.measure(subject(1))).isEqualTo(metric.measure(subject(1)));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void givesEachValueOnceAndAllOfThemWhateverTheSubject(Metric metric) {
        List<List<Object>> places = places(metric.measure(subject(1)));
        assertThat(places).isNotEmpty().doesNotHaveDuplicates();
        assertThat(places(new Classification().columns(metric)))
                .as("known before anything runs")
                .isEqualTo(places);
        Dataset one = examples().select(new int[] {7});
        for (Dataset examples : List.of(examples(), one)) {
            assertThat(places(metric.measure(KnownNetwork.of(examples, cut(0), null))))
                    .isEqualTo(places);
        }
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void hasAValueOfEveryNameWhereThereIsADenseParent(Metric metric) {
        assertThat(metric.measure(subject(1))).extracting(Value::value).doesNotContainNull();
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void leavesTheExamplesAlone(Metric metric) {
        KnownNetwork subject = subject(1);
        metric.measure(subject);
        assertThat(subject.examples().features()).containsExactly(examples().features());
        assertThat(ClassTargets.of(subject.examples()).labels())
                .containsExactly(ClassTargets.of(examples()).labels());
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void takesImagesOfAnyNumberOfClasses(Metric metric) {
        Dataset images = Fixtures.data(Nets.conv(), 12, 4);
        EvaluatedNetwork.Predictor sure = data -> {
            float[] logits = new float[data.size() * data.targets().outputs()];
            IntStream.range(0, data.size())
                    .forEach(i -> logits[i * data.targets().outputs()] = data.features()[i]);
            return ClassPredictions.of(logits, ClassTargets.of(data));
        };
        assertThat(metric.measure(KnownNetwork.of(images, sure, sure))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void isWrittenByItsNameAndReadAgain(Metric metric) {
        String json = Canonical.json(metric);
        assertThat(json).as("defaults are left out").startsWith("\"");
        assertThat(Binder.ofContext().parse(json, Metric.class)).isEqualTo(metric);
    }
}
