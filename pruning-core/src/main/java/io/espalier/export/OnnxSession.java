package io.espalier.export;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.espalier.data.Dataset;
import io.espalier.network.onnx.OnnxGraph;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A model of one input in ONNX Runtime, on the calling thread alone. */
public final class OnnxSession implements AutoCloseable {
    private static final int BATCH = 256;

    private final OrtSession session;
    private final String input;
    private final boolean takesDoubles;

    private OnnxSession(OrtSession session) throws OrtException {
        this.session = session;
        NodeInfo info = session.getInputInfo().values().iterator().next();
        this.input = info.getName();
        this.takesDoubles = ((TensorInfo) info.getInfo()).type == OnnxJavaType.DOUBLE;
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
    public float[] outputs(Dataset data) throws OrtException {
        float[] all = new float[0];
        for (int from = 0; from < data.size(); from += BATCH) {
            int rows = Math.min(BATCH, data.size() - from);
            FloatBuffer some =
                    batch(data.select(IntStream.range(from, from + rows).toArray()));
            int width = some.remaining() / rows;
            all = all.length == 0 ? new float[data.size() * width] : all;
            some.get(all, from * width, rows * width);
        }
        return all;
    }

    /** What the model gives for one batch. */
    FloatBuffer batch(Dataset examples) throws OrtException {
        try (OnnxTensor batch = tensor(examples);
                OrtSession.Result result = session.run(Map.of(input, batch))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer();
        }
    }

    private OnnxTensor tensor(Dataset examples) throws OrtException {
        long[] dims = LongStream.concat(
                        LongStream.of(examples.size()),
                        OnnxGraph.dims(examples.shape()).stream().mapToLong(Integer::longValue))
                .toArray();
        return takesDoubles
                ? OnnxTensor.createTensor(OnnxRuntime.environment(), DoubleBuffer.wrap(examples.exactFeatures()), dims)
                : OnnxTensor.createTensor(OnnxRuntime.environment(), FloatBuffer.wrap(examples.features()), dims);
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
