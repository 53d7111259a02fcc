package io.espalier.spark.ml;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.export.Artifact;
import io.espalier.export.DeployedNetwork;
import io.espalier.export.ExportFolder;
import io.espalier.export.Onnx;
import io.espalier.export.Probe;
import io.espalier.storage.DamagedException;
import io.espalier.storage.StoredFile;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The network that a model predicts with. It is shipped without its dead units, loaded once per executor JVM and used by one
 * thread per slot. A row's prediction depends on nothing but the row: cut the table otherwise, and it has the same bits.
 */
final class PredictingNetwork implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String ONNX = ".onnx";

    private final byte[] file;
    private transient @Nullable TrainedNetwork trained;

    /** @param file a {@link TrainedNetwork} */
    PredictingNetwork(byte[] file) {
        this.file = file;
    }

    byte[] file() {
        return file;
    }

    synchronized TrainedNetwork trained() {
        if (trained == null) {
            try {
                trained = TrainedNetwork.ofFile(file);
            } catch (DamagedException e) {
                throw new UncheckedIOException(e);
            }
        }
        return trained;
    }

    int numFeatures() {
        return trained().input().elements();
    }

    void exportOnnx(String path, ExportFolder.Existing existing) throws IOException {
        check(path.endsWith(ONNX), "path", path, "end in " + ONNX);
        StoredFile onnx = StoredFile.of(path);
        String name = onnx.name();
        DeployedNetwork deployed = trained().deployed();
        ExportFolder folder = new ExportFolder(onnx.storage(), existing);
        folder.checkFree(List.of(name));
        String base = name.substring(0, name.length() - ONNX.length());
        Artifact artifact = Probe.checked(Onnx.of(deployed), deployed, base);
        byte[] model = artifact.files().values().iterator().next();
        folder.write(new TreeMap<>(Map.of(name, model)));
    }

    /** Logits or values of one row. */
    double[] outputs(String column, Vector features) {
        try (SharedNetwork network = SharedNetwork.open(key(), file)) {
            SharedNetwork.PredictionBatch batch = network.batch();
            batch.put(0, FeaturesColumn.numbers(column, features, numFeatures()));
            return batch.logits(1)[0];
        } catch (DamagedException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A table with predictions.
     *
     * @param checked the schema of both, in any order
     */
    Dataset<Row> transform(
            Dataset<?> dataset, StructType checked, String features, OutputColumns outputs, String handleInvalid) {
        StructType schema = outputs.inOrder(dataset.schema(), checked);
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
        Broadcast<byte[]> shipped = spark.broadcast(file);
        PredictPartition predict = new PredictPartition(key(), shipped, features, outputs, handleInvalid);
        return dataset.toDF().mapPartitions(predict, Encoders.row(schema)).select(withAttributes(schema));
    }

    private String key() {
        return UUID.nameUUIDFromBytes(file).toString();
    }

    private static Column[] withAttributes(StructType schema) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : schema.fields()) {
            columns.add(
                    functions.col("`" + field.name().replace("`", "``") + "`").as(field.name(), field.metadata()));
        }
        return columns.toArray(Column[]::new);
    }
}
