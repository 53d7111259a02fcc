package io.espalier.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * A network whose parameters are loaded once, to predict with from any number of threads. Every batch is filled up to
 * {@value #BATCH} examples, so that the bits of an example's logits depend on nothing but the example: not on its
 * neighbours, and not on how a table is cut.
 */
public final class LoadedNetwork implements AutoCloseable {
    /** Examples in a batch. */
    public static final int BATCH = 128;

    private final Network network;
    private final Parameters parameters;
    private final Forward forward;

    /** @param weights by the network's layout */
    public LoadedNetwork(Network network, float[] weights) {
        Torch.useThisThread();
        this.network = network;
        this.parameters = new Parameters(network.layout(), weights);
        this.forward = new Forward(network, parameters);
    }

    /** A place to put examples, for one thread. */
    public PredictionBatch batch() {
        return new PredictionBatch();
    }

    @Override
    public void close() {
        parameters.close();
    }

    /** One thread's batch: put examples into it, then have their logits. */
    public final class PredictionBatch {
        private final ByteBuffer bytes = Torch.bytes(BATCH * network.input().elements());
        private final FloatBuffer features = bytes.asFloatBuffer();

        private PredictionBatch() {}

        /** Puts an example, by its scaled features, at {@code row} of the batch. */
        public void put(int row, float[] example) {
            features.put(row * network.input().elements(), example);
        }

        /** The logits of the first {@code rows} examples, row-major (rows, classes). */
        public float[] logits(int rows) {
            Torch.useThisThread();
            JniUtils.setGradMode(false);
            float[] logits = new float[rows * network.classes()];
            try (PtNDManager step = Torch.newManager()) {
                Torch.read(forward.logits(view(step), Forward.Norms.RUNNING)).get(logits);
            }
            return logits;
        }

        private PtNDArray view(PtNDManager owner) {
            Shape shape = network.input();
            return shape.positions() == 1
                    ? Torch.view(owner, bytes, BATCH, shape.channels())
                    : Torch.view(owner, bytes, BATCH, shape.channels(), shape.height(), shape.width());
        }
    }
}
