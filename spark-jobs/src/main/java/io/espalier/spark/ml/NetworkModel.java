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
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Tuple3;

/**
 * A model that predicts with a network. The network is shipped without its dead units, loaded once per executor JVM and
 * used by one thread per slot. A row's prediction depends on nothing but the row: cut the table otherwise, and it has the
 * same bits.
 */
abstract class NetworkModel<M extends NetworkModel<M>> extends ProbabilisticClassificationModel<Vector, M>
        implements InvalidParams, MLWritable {
    private static final long serialVersionUID = 1L;
    private static final String ONNX = ".onnx";

    private final String uid;
    private final byte[] file;
    private transient @Nullable TrainedNetwork trained;

    /** @param file a {@link TrainedNetwork} */
    NetworkModel(EarlyUid early, byte[] file) {
        this.uid = early.settle();
        this.file = file;
        setDefault(handleInvalid(), ERROR);
    }

    @Override
    public String uid() {
        return uid == null ? EarlyUid.waiting() : uid;
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

    @Override
    public int numClasses() {
        return trained().classes();
    }

    @Override
    public int numFeatures() {
        return trained().input().elements();
    }

    /** Trained parameters of the dense network. */
    public long numParameters() {
        return trained().network().parameters();
    }

    /** Multiply-accumulates per row, dead units left out. */
    public long numMacs() {
        return trained().deployed().network().macs();
    }

    /**
     * Writes the network as an ONNX model: input {@code input} of raw features, output {@code logits}, a batch of any size; in
     * 8-bit integers where it predicts in them. ONNX Runtime has executed it before it is there.
     *
     * @param path of a file on this machine that is not there yet, ending in {@code .onnx}
     * @throws IOException if it cannot be written, or executed gives other logits
     */
    public void exportOnnx(String path) throws IOException {
        exportOnnx(path, ExportFolder.Existing.KEEP);
    }

    /** The same in the place of a file that is there. */
    public void replaceOnnx(String path) throws IOException {
        exportOnnx(path, ExportFolder.Existing.REPLACE);
    }

    private void exportOnnx(String path, ExportFolder.Existing existing) throws IOException {
        check(path.endsWith(ONNX), "path", path, "end in " + ONNX);
        StoredFile file = StoredFile.of(path);
        String name = file.name();
        DeployedNetwork deployed = trained().deployed();
        ExportFolder folder = new ExportFolder(file.storage(), existing);
        folder.checkFree(List.of(name));
        String base = name.substring(0, name.length() - ONNX.length());
        Artifact artifact = Probe.checked(Onnx.of(deployed), deployed, base);
        byte[] model = artifact.files().values().iterator().next();
        folder.write(new TreeMap<>(Map.of(name, model)));
    }

    /** Logits. */
    @Override
    public Vector predictRaw(Vector features) {
        try (SharedNetwork network = SharedNetwork.open(key(), file)) {
            SharedNetwork.PredictionBatch batch = network.batch();
            batch.put(0, FeaturesColumn.numbers(getFeaturesCol(), features, numFeatures()));
            return Vectors.dense(batch.logits(1)[0]);
        } catch (DamagedException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Vector raw2probabilityInPlace(Vector raw) {
        Softmax.inPlace(((DenseVector) raw).values());
        return raw;
    }

    /** {@inheritDoc} Refuses a features column whose attributes tell of another size than the network's input. */
    @Override
    public StructType transformSchema(StructType schema) {
        FeaturesColumn features = new FeaturesColumn(getFeaturesCol());
        StructType checked = super.transformSchema(features.asVector(schema));
        features.checkSize(schema, numFeatures());
        return features.asGiven(checked, schema);
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        OutputColumns outputs = outputs();
        StructType schema = outputs.inOrder(dataset.schema(), transformSchema(dataset.schema(), true));
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
        Broadcast<byte[]> shipped = spark.broadcast(file);
        PredictPartition predict = new PredictPartition(key(), shipped, getFeaturesCol(), outputs, getHandleInvalid());
        return dataset.toDF().mapPartitions(predict, Encoders.row(schema)).select(withAttributes(schema));
    }

    private String key() {
        return UUID.nameUUIDFromBytes(file).toString();
    }

    private OutputColumns outputs() {
        List<Double> thresholds =
                isDefined(thresholds()) ? Arrays.stream(getThresholds()).boxed().toList() : List.of();
        check(
                thresholds.isEmpty() || thresholds.size() == numClasses(),
                "thresholds",
                thresholds,
                "be " + numClasses() + ", one per class");
        return new OutputColumns(getRawPredictionCol(), getProbabilityCol(), getPredictionCol(), thresholds);
    }

    private static Column[] withAttributes(StructType schema) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : schema.fields()) {
            columns.add(
                    functions.col("`" + field.name().replace("`", "``") + "`").as(field.name(), field.metadata()));
        }
        return columns.toArray(Column[]::new);
    }

    /** MLlib's two declarations of this differ in what Scala takes as covariant and Java does not. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Tuple3 findSummaryModel() {
        return new Tuple3(this, getProbabilityCol(), getPredictionCol());
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + ": uid=" + uid + ", numClasses=" + numClasses() + ", numFeatures="
                + numFeatures();
    }
}
