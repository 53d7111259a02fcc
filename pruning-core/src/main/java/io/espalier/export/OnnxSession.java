package io.espalier.export;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.espalier.data.Dataset;
import io.espalier.network.onnx.OnnxGraph;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A model of one input in ONNX Runtime, on the calling thread alone. */
public final class OnnxSession implements AutoCloseable {
    private static final int BATCH = 256;

    private final OrtSession session;
    private final String input;
    private final OnnxJavaType type;

    private OnnxSession(OrtSession session) throws OrtException {
        this.session = session;
        NodeInfo info = session.getInputInfo().values().iterator().next();
        this.input = info.getName();
        this.type = ((TensorInfo) info.getInfo()).type;
    }

    /** @throws OrtException if the runtime refuses the file */
    public static OnnxSession of(byte[] model) throws OrtException {
        try (SessionOptions options = options()) {
            return of(model, options);
        }
    }

    /** With options of the caller's. */
    static OnnxSession of(byte[] model, SessionOptions options) throws OrtException {
        return new OnnxSession(OnnxRuntime.environment().createSession(model, options));
    }

    /** One thread, and the same bits in every run. */
    static SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setDeterministicCompute(true);
        return options;
    }

    /** Name and version of the runtime. */
    public static String version() {
        return "ONNX Runtime " + OnnxRuntime.environment().getVersion();
    }

    /** What the model gives for examples, batch by batch: row-major (examples, outputs). */
    public double[] outputs(Dataset data) throws OrtException {
        double[] all = new double[0];
        for (int from = 0; from < data.size(); from += BATCH) {
            int rows = Math.min(BATCH, data.size() - from);
            double[] some = batch(data.select(IntStream.range(from, from + rows).toArray()));
            all = all.length == 0 ? new double[some.length / rows * data.size()] : all;
            System.arraycopy(some, 0, all, some.length / rows * from, some.length);
        }
        return all;
    }

    /** What the model gives for one batch. */
    double[] batch(Dataset examples) throws OrtException {
        try (OnnxTensor batch = tensor(examples);
                OrtSession.Result result = session.run(Map.of(input, batch))) {
            return numbers((OnnxTensor) result.get(0));
        }
    }

    private static double[] numbers(OnnxTensor tensor) {
        if (tensor.getInfo().type == OnnxJavaType.DOUBLE) {
            double[] numbers = new double[tensor.getDoubleBuffer().remaining()];
            tensor.getDoubleBuffer().get(numbers);
            return numbers;
        }
        FloatBuffer floats = tensor.getFloatBuffer();
        double[] numbers = new double[floats.remaining()];
        Arrays.setAll(numbers, floats::get);
        return numbers;
    }

    private OnnxTensor tensor(Dataset examples) throws OrtException {
        long[] dims = LongStream.concat(
                        LongStream.of(examples.size()),
                        OnnxGraph.dims(examples.shape()).stream().mapToLong(Integer::longValue))
                .toArray();
        OrtEnvironment ort = OnnxRuntime.environment();
        return switch (type) {
            case DOUBLE -> OnnxTensor.createTensor(ort, DoubleBuffer.wrap(examples.exactFeatures()), dims);
            case INT32 -> OnnxTensor.createTensor(ort, IntBuffer.wrap(wholeNumbers(examples)), dims);
            case INT64 ->
                OnnxTensor.createTensor(
                        ort,
                        LongBuffer.wrap(Arrays.stream(wholeNumbers(examples))
                                .asLongStream()
                                .toArray()),
                        dims);
            default -> OnnxTensor.createTensor(ort, FloatBuffer.wrap(examples.features()), dims);
        };
    }

    private static int[] wholeNumbers(Dataset examples) {
        float[] features = examples.features();
        return IntStream.range(0, features.length).map(i -> (int) features[i]).toArray();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
