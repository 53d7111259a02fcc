package io.espalier.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.espalier.data.Dataset;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.op.Shape;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A model of one input in ONNX Runtime, on the calling thread alone. */
public final class OnnxSession implements AutoCloseable {
    private static final int BATCH = 256;

    private final OrtSession session;
    private final String input;

    private OnnxSession(OrtSession session) {
        this.session = session;
        this.input = session.getInputNames().iterator().next();
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
            FloatBuffer some = outputs(
                    data.select(IntStream.range(from, from + rows).toArray()).features(), rows, data.shape());
            int width = some.remaining() / rows;
            all = all.length == 0 ? new float[data.size() * width] : all;
            some.get(all, from * width, rows * width);
        }
        return all;
    }

    /** What the model gives for one batch. */
    public FloatBuffer outputs(float[] features, int rows, Shape shape) throws OrtException {
        long[] dims = LongStream.concat(
                        LongStream.of(rows), OnnxGraph.dims(shape).stream().mapToLong(Integer::longValue))
                .toArray();
        try (OnnxTensor batch = OnnxTensor.createTensor(OnnxRuntime.environment(), FloatBuffer.wrap(features), dims);
                OrtSession.Result result = session.run(Map.of(input, batch))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer();
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
