package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.binding.InvalidValueException;
import io.espalier.data.ClassTargets;
import io.espalier.export.OnnxSession;
import io.espalier.network.op.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelTest {
    private static final int PIXELS = 64;

    @TempDir
    private Path folder;

    /** The digits, each pixel so much more than it is. */
    private static Dataset<Row> digits(double offset, int size) throws Exception {
        return DigitsTable.of(size).selectExpr("transform(image, p -> double(p) + " + offset + "D) AS image", "label");
    }

    private static NetworkClassificationModel fitted(Dataset<Row> digits) {
        return new NetworkClassifier()
                .setFeaturesCol("image")
                .setNetwork("{ family: mlp, hidden: [24] }")
                .setMaxIter(2)
                .setScaling("per-feature")
                .setSeed(1)
                .fit(digits);
    }

    /** Pixels next to 1.7e9, such as times in seconds, are no floats: the exported network takes doubles then. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1.7e9})
    void givesTheSameLogitsSavedLoadedAndExported(double offset) throws Exception {
        fitted(digits(offset, 200)).write().save(folder.resolve("saved").toString());
        NetworkClassificationModel model =
                NetworkClassificationModel.load(folder.resolve("saved").toString());
        Path file = folder.resolve("small.onnx");

        model.exportOnnx(file.toString());

        List<Row> rows = model.transform(digits(offset, 50))
                .select("image", "rawPrediction")
                .collectAsList();
        double[] logits;
        try (OnnxSession session = OnnxSession.of(Files.readAllBytes(file))) {
            logits = session.outputs(features(rows));
        }
        for (int i = 0; i < logits.length; i++) {
            double expected = rows.get(i / 10).<Vector>getAs(1).apply(i % 10);
            assertThat(logits[i]).isCloseTo(expected, within(1e-4));
        }
    }

    private static io.espalier.data.Dataset features(List<Row> rows) {
        double[] features = new double[rows.size() * PIXELS];
        for (int i = 0; i < features.length; i++) {
            features[i] = rows.get(i / PIXELS).<Double>getList(0).get(i % PIXELS);
        }
        return io.espalier.data.Dataset.of(Shape.vector(PIXELS), new ClassTargets(10, new int[rows.size()]), features);
    }

    @Test
    void keepsAFileThatIsThere() throws Exception {
        NetworkClassificationModel model = fitted(digits(0, 100));
        Path file = Files.writeString(folder.resolve("small.onnx"), "mine");

        assertThatThrownBy(() -> model.exportOnnx(file.toString())).hasMessageContaining("it already exists");
        assertThatThrownBy(() -> model.exportOnnx(folder.resolve("small.pt").toString()))
                .isInstanceOf(InvalidValueException.class);
        assertThat(file).hasContent("mine");
    }
}
