package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.ClassTargets;
import io.espalier.export.OnnxSession;
import io.espalier.network.op.Shape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that was measured in integers predicts in integers. */
class IntegerModelTest {
    private static final int PIXELS = 64;

    @TempDir
    private static Path folder;

    private static Dataset<Row> digits;
    private static CompressionSweepModel model;

    @BeforeAll
    static void runs() throws Exception {
        digits = DigitsTable.of(400)
                .withColumn(
                        "held", functions.monotonically_increasing_id().mod(4).equalTo(0))
                .cache();
        model = new CompressionSweep()
                .setFeaturesCol("image")
                .setValidationIndicatorCol("held")
                .setNetwork("{ family: mlp, hidden: [24] }")
                .setRecipe("""
                    - train: { epochs: 6, optimizer: { adam: { rate: 0.005 } } }
                    - prune: { criterion: magnitude, granularity: unit, sparsity: 0.5 }
                    - encode: { codec: { int8: { activations: $activations } } }
                    """)
                .setGrid("{ activations: [float, int8] }")
                .setSeeds(1)
                .setControls("[]")
                .setOutputPath(folder.resolve("out").toString())
                .fit(digits);
    }

    private static Row trial(String activations) {
        return model.trials().where("axes LIKE '%" + activations + "%'").first();
    }

    private static NetworkClassificationModel network(String activations) {
        return model.best("validation_error", "axes LIKE '%" + activations + "%'");
    }

    /** Mean of -log of the probability of the label, over the validation rows. */
    private static double likelihood(NetworkClassificationModel network) {
        List<Row> rows = network.transform(digits.where("held"))
                .select("probability", "label")
                .collectAsList();
        return rows.stream()
                .mapToDouble(row -> -Math.log(row.<Vector>getAs(0).apply((int) row.getDouble(1))))
                .average()
                .orElseThrow();
    }

    @Test
    void predictsWhatWasMeasured() {
        double integers = trial("int8").getAs("validation_nll");
        double floats = trial("float").getAs("validation_nll");

        assertThat(likelihood(network("int8"))).isCloseTo(integers, within(1e-9));
        assertThat(likelihood(network("float"))).isCloseTo(floats, within(1e-6));
        assertThat(Math.abs(integers - floats)).isGreaterThan(1e-5);
    }

    @Test
    void keepsItsIntegersSavedLoadedAndExported() throws Exception {
        network("int8").write().save(folder.resolve("saved").toString());
        NetworkClassificationModel loaded =
                NetworkClassificationModel.load(folder.resolve("saved").toString());
        assertThat(likelihood(loaded)).isEqualTo(likelihood(network("int8")));

        Path file = folder.resolve("small.onnx");
        loaded.exportOnnx(file.toString());
        assertThatThrownBy(() -> loaded.exportOnnx(file.toString())).hasMessageContaining("it already exists");
        loaded.replaceOnnx(file.toString());

        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("QuantizeLinear");
        List<Row> rows =
                loaded.transform(digits).select("image", "rawPrediction").collectAsList();
        double[] logits;
        try (OnnxSession session = OnnxSession.of(Files.readAllBytes(file))) {
            logits = session.outputs(features(rows));
        }
        for (int i = 0; i < logits.length; i++) {
            assertThat(logits[i]).isCloseTo(rows.get(i / 10).<Vector>getAs(1).apply(i % 10), within(0.5));
        }
    }

    private static io.espalier.data.Dataset features(List<Row> rows) {
        double[] features = new double[rows.size() * PIXELS];
        for (int i = 0; i < features.length; i++) {
            features[i] = ((Number) rows.get(i / PIXELS).getList(0).get(i % PIXELS)).doubleValue();
        }
        return io.espalier.data.Dataset.of(Shape.vector(PIXELS), new ClassTargets(10, new int[rows.size()]), features);
    }
}
