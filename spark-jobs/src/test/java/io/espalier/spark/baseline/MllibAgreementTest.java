package io.espalier.spark.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.binding.Binder;
import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.Splits;
import io.espalier.engine.torch.Inference;
import io.espalier.network.Network;
import io.espalier.random.RandomKey;
import io.espalier.spark.LocalSpark;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.ClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What our engine predicts with a baseline's coefficients is what MLlib's own model predicts. */
class MllibAgreementTest {
    private static Splits digits;

    @BeforeAll
    static void start() throws IOException {
        LocalSpark.session();
        digits = Binder.ofContext()
                .parseYaml("{ source: digits }", DataSpec.class, "data")
                .load();
    }

    static List<MllibBaseline<? extends ClassificationModel<Vector, ?>>> baselines() {
        return List.of(
                new LogisticRegression(0, 0, 10, 1e-6, true),
                new LogisticRegression(0.01, 0.5, 20, 1e-6, true),
                new LogisticRegression(0.01, 1, 20, 1e-6, false),
                new MultilayerPerceptron(List.of(24, 16), 30, 1e-6, 128));
    }

    @ParameterizedTest
    @MethodSource("baselines")
    <M extends ClassificationModel<Vector, M>> void sameLogitsAndSamePredictions(MllibBaseline<M> baseline) {
        Dataset train = digits.train();
        M model = baseline.model(train, RandomKey.of(1));
        Network network =
                baseline.network().build(train.shape(), train.targets().outputs());
        float[] weights = baseline.coefficients(model, train).in(network);
        Dataset seen = digits.validation();
        float[] logits = Inference.logits(network, weights, seen);
        for (int i = 0; i < seen.size(); i++) {
            double[] theirs = model.predictRaw(example(seen, i)).toArray();
            double[] ours = new double[seen.targets().outputs()];
            for (int c = 0; c < ours.length; c++) {
                ours[c] = logits[i * ours.length + c];
                assertThat(ours[c]).isCloseTo(theirs[c], within(2e-5 * (1 + largest(theirs))));
            }
            assertThat(argmax(ours)).isEqualTo((int) model.predict(example(seen, i)));
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    private static int argmax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static Vector example(Dataset data, int row) {
        int width = data.shape().elements();
        double[] features = new double[width];
        Arrays.setAll(features, j -> data.features()[row * width + j]);
        return Vectors.dense(features);
    }
}
