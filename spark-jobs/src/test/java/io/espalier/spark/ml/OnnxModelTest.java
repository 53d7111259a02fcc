package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.binding.InvalidValueException;
import io.espalier.export.OnnxSession;
import io.espalier.network.op.Shape;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {
    @TempDir
    private Path folder;

    private static NetworkClassificationModel fitted() throws Exception {
        return new NetworkClassifier()
                .setFeaturesCol("image")
                .setNetwork("{ family: mlp, hidden: [24] }")
                .setMaxIter(2)
                .setScaling("standard")
                .setSeed(1)
                .fit(DigitsTable.of(200));
    }

    @Test
    void givesTheSameLogitsSavedLoadedAndExported() throws Exception {
        fitted().write().save(folder.resolve("saved").toString());
        NetworkClassificationModel model =
                NetworkClassificationModel.load(folder.resolve("saved").toString());
        Path file = folder.resolve("small.onnx");

        model.exportOnnx(file.toString());

        List<Row> rows = model.transform(DigitsTable.of(50))
                .select("image", "rawPrediction")
                .collectAsList();
        try (OnnxSession session = OnnxSession.of(Files.readAllBytes(file))) {
            for (Row row : rows) {
                List<Number> pixels = row.getList(0);
                float[] features = new float[pixels.size()];
                for (int i = 0; i < features.length; i++) {
                    features[i] = pixels.get(i).floatValue();
                }
                FloatBuffer logits = session.outputs(features, 1, Shape.vector(features.length));
                double[] expected = row.<Vector>getAs(1).toArray();
                for (double logit : expected) {
                    assertThat((double) logits.get()).isCloseTo(logit, within(1e-4));
                }
            }
        }
    }

    @Test
    void keepsAFileThatIsThere() throws Exception {
        NetworkClassificationModel model = fitted();
        Path file = Files.writeString(folder.resolve("small.onnx"), "mine");

        assertThatThrownBy(() -> model.exportOnnx(file.toString())).hasMessageContaining("it is there already");
        assertThatThrownBy(() -> model.exportOnnx(folder.resolve("small.pt").toString()))
                .isInstanceOf(InvalidValueException.class);
        assertThat(file).hasContent("mine");
    }
}
