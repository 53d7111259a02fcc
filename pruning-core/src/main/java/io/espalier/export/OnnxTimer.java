package io.espalier.export;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.espalier.data.Dataset;
import io.espalier.metric.EvaluatedNetwork;
import io.espalier.storage.HostLock;

/**
 * Calls of a network's ONNX file in ONNX Runtime, in integers where it ships with rounded activations. While one is open,
 * nobody else of the user's has one on this machine.
 */
public final class OnnxTimer implements EvaluatedNetwork.Timer {
    private final HostLock alone;
    private final OnnxSession session;
    private final Dataset batch;

    private OnnxTimer(HostLock alone, OnnxSession session, Dataset batch) {
        this.alone = alone;
        this.session = session;
        this.batch = batch;
    }

    /**
     * Loads a network.
     *
     * @param examples that a call is of, from the first on, and again where they are fewer than a batch
     * @throws ExportException if it cannot be written, or the runtime refuses the file
     */
    public static OnnxTimer of(DeployedNetwork network, Dataset examples, int threads, int batch)
            throws ExportException {
        ExportFormat format = Onnx.of(network);
        byte[] model = format.write(network, "timed", examples)
                .files()
                .values()
                .iterator()
                .next();
        HostLock alone = HostLock.take("latency");
        try (SessionOptions options = OnnxSession.options()) {
            options.setIntraOpNumThreads(threads);
            return new OnnxTimer(alone, OnnxSession.of(model, options), batch(examples, batch));
        } catch (OrtException e) {
            alone.close();
            throw new ExportException(format.name(), e);
        }
    }

    private static Dataset batch(Dataset examples, int batch) {
        int[] rows = new int[batch];
        for (int i = 0; i < batch; i++) {
            rows[i] = i % examples.size();
        }
        return examples.select(rows);
    }

    @Override
    public long nanoseconds() {
        try {
            long start = System.nanoTime();
            session.batch(batch);
            return System.nanoTime() - start;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            alone.close();
        }
    }
}
